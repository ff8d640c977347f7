"""Labels of an outlet in its titles: read, named, put in order, and told from words of the title."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nkreader.ingest import read_text
from nkreader.model.edition import LabelKind, edition_of, read_edition
from nkreader.model.spans import Span


@pytest.mark.parametrize(
    ("title", "name", "ordinal", "rest"),
    [
        ("(LEAD) Ferry sinks", "lead", 1, "Ferry sinks"),
        ("(2nd LD) Ferry sinks", "2nd lead", 2, "Ferry sinks"),
        ("(3rd LD) (Yonhap Interview) Captain speaks", "3rd lead, interview", 3, "Captain speaks"),
        ("(URGENT) Ferry sinks", "urgent", -1, "Ferry sinks"),
        ("(ATTN: ADDS details in paras 3-4) Ferry sinks", "advisory", 0, "Ferry sinks"),
        ("Ferry sinks (LEAD)", "lead", 1, "Ferry sinks"),
        ("UPDATE 2-Ferry sinks", "update 2", 2, "Ferry sinks"),
        ("UPDATE 10 - Ferry sinks", "update 10", 10, "Ferry sinks"),
        ("UPDATE: Ferry sinks", "update", 1, "Ferry sinks"),
        ("Update: Ferry sinks", "update", 1, "Ferry sinks"),
        ("WRAPUP 1-Ferry sinks, port shut", "wrap-up 1", 1, "Ferry sinks, port shut"),
        ("REFILE-Ferry sinks", "refile", 0, "Ferry sinks"),
        ("RPT-UPDATE 3-Ferry sinks", "repeat, update 3", 3, "Ferry sinks"),
        ("CORRECTED-UPDATE 2-Ferry sinks", "correction, update 2", 2, "Ferry sinks"),
        ("CORRECTED: Ferry sinks", "correction", 0, "Ferry sinks"),
        ("OFFICIAL CORRECTION-Ferry sinks", "correction", 0, "Ferry sinks"),
        ("INSTANT VIEW 4-Ferry sinks", "reaction", 0, "Ferry sinks"),
        ("FACTBOX: Ferries that sank", "factbox", 0, "Ferries that sank"),
        ("2ND LD: Ferry sinks", "2nd lead", 2, "Ferry sinks"),
        ("[속보] 여객선 침몰", "urgent", -1, "여객선 침몰"),
        ("여객선 침몰(종합2보)", "2nd lead", 2, "여객선 침몰"),
        ("(2보) 여객선 침몰", "update 2", 2, "여객선 침몰"),
    ],
)
def test_what_outlets_print(title: str, name: str, ordinal: int, rest: str) -> None:
    found = read_edition(title)
    assert (found.name, found.ordinal, found.rest.of(title)) == (name, ordinal, rest)


@pytest.mark.parametrize(
    "title",
    [
        "",
        "Ferry sinks",
        "Lead: a poison in old paint",
        "Lead poisoning kills ducks",
        "UPDATE your ferry tickets",
        "UPDATE 2",
        "TIMELINE",
        "Leading the way (and the LEAD)s",
        "Kill-joys of the harbour",
        "Analysis-paralysis and how to end it",
        "Ferry sinks (off the coast)",
        "Ferry (LEAD) sinks",
    ],
)
def test_words_of_a_title_are_no_labels(title: str) -> None:
    assert read_edition(title).labels == ()
    assert read_edition(title).rest.of(title) == title
    assert read_edition(title).name == ""


def test_which_labels_say_that_a_story_has_other_issues() -> None:
    for title in ("(LEAD) a", "UPDATE 2-a", "REFILE-a", "CORRECTED-a", "(URGENT) a", "RPT-a"):
        assert read_edition(title).is_version
    for title in ("(Yonhap Interview) a", "FACTBOX-a", "WRAPUP 1-a", "a"):
        assert not read_edition(title).is_version
    assert [label.kind for label in read_edition("(2nd LD) (Yonhap Feature) a").issues] == [LabelKind.LEAD]


def test_spans_are_those_of_the_text_around_the_title() -> None:
    text = "  RPT-UPDATE 3 - Ferry sinks (LEAD) \n\nIt sank."
    found = read_edition(text, Span(0, text.index("\n")))
    assert [label.span.of(text) for label in found.labels] == ["RPT", "UPDATE 3", "(LEAD)"]
    assert found.rest.of(text) == "Ferry sinks"


def test_an_article_bears_the_marks_above_its_title() -> None:
    text = "(3rd LD) (ATTN: UPDATES with more details)\nFerry sinks\n\nSEOUL, May 4 (HP) -- A ferry sank on Sunday.\n"
    article = read_text(text)
    found = edition_of(article)
    assert [label.name for label in found.labels] == ["3rd lead", "advisory"]
    assert found.rest.of(article.text) == "Ferry sinks"
    one = read_text("(LEAD) Ferry sinks\n\nSEOUL, May 4 (HP) -- A ferry sank on Sunday.\n")
    assert edition_of(one).name == "lead"
    assert edition_of(one).rest.of(one.text) == "Ferry sinks"


@given(
    st.lists(
        st.sampled_from(["(LEAD) ", "(2nd LD) ", "UPDATE 2-", "CORRECTED: ", "[속보]", "(", "a", " - "]), max_size=6
    ),
    st.text("abLEAD()[]-: 2보종합", max_size=20),
)
def test_labels_and_rest_lie_in_order_and_apart(labels: list[str], rest: str) -> None:
    title = "".join(labels) + rest
    found = read_edition(title)
    spans = [label.span for label in found.labels]
    assert all(one.end <= other.start for one, other in pairwise(spans))
    assert all(not span.overlaps(found.rest) for span in spans if found.rest.start < found.rest.end)
    assert found.rest.of(title) in title
    assert read_edition(found.rest.of(title)).labels == () or found.rest.of(title) == ""
