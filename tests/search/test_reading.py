"""What the index is told of a text is what is looked for and marked in it."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from nkreader.search.analyser import analysed
from nkreader.search.reading import FORM, SHORT, Read, read

WORDS = (
    "US us Us usa USA uſa USA's us's US's UN IT who WHO jong Jong JONG jo\u0301ng THOUSANDS U.S. u.n. N.K co-operate "
    "pre-empt re-elect e-mail de-arm Kim-Jong 1,300 105th KN-23 l'Oréal o'clock ’s naïve ꭰ 김정은이 北 U\ufe0fS _US x_y"
).split()
BETWEEN = [" ", "\n", "\n\n", "-", ".", ", ", "'", "’", "\t ", "\ufffd", "_", ""]
texts = st.lists(st.sampled_from([*WORDS, *BETWEEN]), max_size=30).map("".join) | st.text(max_size=30)


def told(text: str) -> Read:
    """The same token by token."""
    places: dict[str, list[int]] = {}
    found = analysed(text)[1]
    for token in found:
        for term in token.terms:
            written = term in token.forms and not token.paired
            places.setdefault(term, []).append(2 * token.position + written)
        for form in token.forms:
            if token.paired or form not in token.terms:
                places.setdefault(FORM + form, []).append(2 * token.position)
    return Read(places, len(found), found[-1].position if found else 0)


@pytest.mark.parametrize("times", [1, SHORT], ids="times{}".format)
@given(text=texts)
@example(text="KIM JONG UN met the UN, who said it. USA's envoy, Usa, usa")
@example(text="jo\u0301ng UN j'ong UN jongs UN")
@example(text="ꭰ Ꭰ")
@example(text="U\ufe0fS and U\ufffdN")
def test_a_text_is_read_as_it_is_marked(times: int, text: str) -> None:
    whole = " \n\n".join([text] * times)
    assert read(whole) == told(whole)
