"""The passage under a hit: found without reading the whole text, and the same as if it had been read."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from nkreader.search.language import parse
from nkreader.search.matching import rows_of
from nkreader.search.passages import ENOUGH, STRETCH, passage
from nkreader.search.snippets import WIDTH

FILLER = "Nothing to see here today. "


def shown(text: str, query: str) -> tuple[str, list[str]]:
    line, marks = passage(text, rows_of(parse(query)))
    return line, [mark.of(line) for mark in marks]


def test_a_word_far_down_is_found_at_its_place() -> None:
    text = FILLER * (ENOUGH // len(FILLER) + 50) + "A lantern was lit.\n\n" + FILLER * 90
    line, marks = shown(text, "lantern")
    assert marks == ["lantern"]
    assert "A lantern was lit." in line


def test_the_stretch_with_all_words_goes_before_an_earlier_one_with_some() -> None:
    text = "One tank. " + FILLER * 40 + "A tank left the factory at noon. " + FILLER * 40
    assert text.index("factory") > STRETCH
    assert shown(text, "tank factory")[1] == ["tank", "factory"]


def test_a_phrase_over_the_end_of_a_stretch_is_found() -> None:
    start = STRETCH // len(FILLER)
    for more in range(30):
        text = FILLER * start + "x" * more + " was the red. Army day came. " + FILLER * 30
        assert shown(text, '"red army"')[1] == ["red. Army"], more


def test_once_something_is_found_a_long_text_is_not_read_to_its_end() -> None:
    text = "One tank. " + FILLER * (2 * ENOUGH // len(FILLER)) + "A factory and a tank. "
    assert shown(text, "tank factory")[1] == ["tank"]


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(["tank", "red army", "Factory.", "so it is.", "\n\n", FILLER * 20]), max_size=12))
def test_a_passage_is_cut_from_the_text_and_its_marks_are_right(words: list[str]) -> None:
    text = " ".join(words)
    for query in ("tank", '"red army"', "tank factory"):
        line, marks = shown(text, query)
        assert line in " ".join(text.split())
        assert len(line) <= WIDTH
        assert {mark.casefold() for mark in marks} <= {"tank", "red army", "factory"}
        first = {"tank": "tank", '"red army"': "red army"}.get(query)
        assert first is None or bool(marks) == (first in text)
