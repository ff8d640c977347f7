"""Sentences of a text that changed, and their words."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from nkreader.analysis.rewording import compared, edits, word_changes
from nkreader.model.spans import Span
from nkreader.model.versions import Edit, Edited


def changed(before: list[str], after: list[str]) -> tuple[Edited, ...]:
    def spans(sentences: list[str]) -> tuple[str, list[Span]]:
        text, found = "", []
        for sentence in sentences:
            found.append(Span(len(text), len(text) + len(sentence)))
            text += f"{sentence} "
        return text, found

    (old, first), (new, second) = spans(before), spans(after)
    return edits(old, first, new, second)


PIER = "A tug struck the northern pier of Wonsan on Sunday."
SAVED = "All nine sailors on the tug were saved by a ferry."
CLOSED = "The pier stays closed for repairs."


def test_added_removed_and_changed_sentences_in_the_order_of_the_texts() -> None:
    found = changed([PIER, SAVED, CLOSED], ["Rain fell.", PIER, SAVED.replace("nine", "ten"), "Nobody was hurt."])
    assert [(one.edit, one.before, one.after) for one in found] == [
        (Edit.ADDED, "", "Rain fell."),
        (Edit.CHANGED, SAVED, SAVED.replace("nine", "ten")),
        (Edit.REMOVED, CLOSED, ""),
        (Edit.ADDED, "", "Nobody was hurt."),
    ]
    middle = found[1]
    assert [span.of(middle.before) for span in middle.gone] == ["nine"]
    assert [span.of(middle.after) for span in middle.new] == ["ten"]


def test_typography_and_case_are_no_change() -> None:
    assert changed(["He said “no”."], ['HE  said "no".']) == ()


def test_a_change_tells_where_it_stands_in_the_present_text() -> None:
    (one,) = changed([PIER, SAVED], [PIER, SAVED.replace("nine", "ten")])
    assert one.at == len(PIER) + 1


@given(st.lists(st.sampled_from([PIER, SAVED, CLOSED, "Rain fell."]), max_size=6))
def test_a_text_beside_itself_has_no_edits(sentences: list[str]) -> None:
    assert changed(sentences, sentences) == ()


SENTENCES = st.lists(st.sampled_from([PIER, SAVED, CLOSED, SAVED.replace("nine", "ten"), "Rain fell."]), max_size=6)


@given(SENTENCES, SENTENCES)
def test_edits_lead_from_the_one_text_to_the_other(before: list[str], after: list[str]) -> None:
    found = changed(before, after)
    gone = [one.before for one in found if one.before]
    new = [one.after for one in found if one.after]
    assert sorted([*before, *new]) == sorted([*after, *gone])


@given(st.text(max_size=40), st.text(max_size=40))
def test_changed_words_lie_in_their_sentences(one: str, other: str) -> None:
    gone, new = word_changes(one, other)
    for spans, text in ((gone, one), (new, other)):
        assert all(0 <= span.start < span.end <= len(text) for span in spans)
        assert list(spans) == sorted(spans)
    assert word_changes(one, one) == ((), ())
    assert compared(one, other).gone == gone
