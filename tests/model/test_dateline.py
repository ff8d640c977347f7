"""The dateline grammar: what agencies print is read, and sentences are left alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nkreader.model.analysis import Dateline
from nkreader.model.dateline import REACH, juche_mark, read_dateline
from nkreader.model.spans import Span


def read(text: str) -> Dateline | None:
    return read_dateline(text, Span(0, len(text)))


@pytest.mark.parametrize(
    ("line", "rest", "place", "day", "outlet"),
    [
        ("Seoul, May 4 (HarbourPress)", " The ferry sank.", "Seoul", "May 4", "HarbourPress"),
        ("SEOUL, Dec. 29 (Gazette) --", " The ferry sank.", "SEOUL", "Dec. 29", "Gazette"),
        ("Pyongyang, October 11 (Gazette) --", "The ferry sank.", "Pyongyang", "October 11", "Gazette"),
        ("BEIJING (Gazette) -", " the first ferry", "BEIJING", None, "Gazette"),
        ("ANCHORAGE, Alaska (Gazette) -", " A ferry", "ANCHORAGE, Alaska", None, "Gazette"),
        ("SAN FRANCISCO/NEW YORK (Gazette) -", " A ferry", "SAN FRANCISCO/NEW YORK", None, "Gazette"),
        ("NEW YORK/Dover, Delaware (Gazette) -", " A ferry", "NEW YORK/Dover, Delaware", None, "Gazette"),
        ("WASHINGTON, D.C. (HP) —", " A ferry", "WASHINGTON, D.C.", None, "HP"),
        ("ST. PETERSBURG, Russia (HP) -", " A ferry", "ST. PETERSBURG, Russia", None, "HP"),
        ("N'DJAMENA (HP) -", " A ferry", "N'DJAMENA", None, "HP"),
        ("The Hague, May 4 (HP)", " A ferry", "The Hague", "May 4", "HP"),
        ("PARIS Nov 9 (HP) -", " A ferry", "PARIS", "Nov 9", "HP"),
        ("TOKYO, 4 May 2024 (HP) -", " A ferry", "TOKYO", "4 May 2024", "HP"),
        ("TOKYO, May 4, 2024 (HP) -", " A ferry", "TOKYO", "May 4, 2024", "HP"),
        ("MOSCOW, September 12. /HARP/.", " A ferry", "MOSCOW", "September 12", "HARP"),
        ("STOCKHOLM, July 14 -", " A ferry", "STOCKHOLM", "July 14", None),
        ("SEOUL, South Korea —", " A ferry", "SEOUL, South Korea", None, None),
        ("SEOUL --", " Accused", "SEOUL", None, None),
        ("May 8 -", " A ferry", None, "May 8", None),
        ("(Gazette) -", " A ferry", None, None, "Gazette"),
        ("(서울=새통신) 홍길동 기자 =", " 배가", "서울", None, "새통신"),
        ("(평양 5월 4일발 새통신)", " 배가", "평양", "5월 4일", "새통신"),
        ("[Juche113.6.11.]", "", None, "Juche113.6.11.", None),
        ("[Juche113.6.11.] Wonsan, June 11 (Gazette) --", " A", "Wonsan", "Juche113.6.11.", "Gazette"),
    ],
)
def test_what_agencies_print(line: str, rest: str, place: str | None, day: str | None, outlet: str | None) -> None:
    text = f"\n {line}{rest}"
    found = read(text)
    assert found is not None
    assert found.span.of(text) == line
    assert (found.place, found.day and found.day.of(text), found.outlet) == (place, day, outlet)
    assert read_dateline(text, found.span) == found


@pytest.mark.parametrize(
    "text",
    [
        "",
        "-",
        "- A list item about the ferry.",
        "May 4 is a Sunday.",
        "On May 4 (Sunday) Ferries stopped.",
        "In Seoul, May 4 (Sunday) was quiet.",
        "Harbour Workers' Union (HWU) General Secretary Ro was there.",
        "Eastern Coast News Agency (ECNA) -- Ro's mouthpiece -- said so.",
        "The Eastern Coast News Agency (ECNA) said so.",
        "Ro Min Su - leader of the union - said so.",
        "NATO - The alliance met.",
        "KCNA -- Ferries stopped.",
        "Ro (left) - The leader.",
        "Long-range ferries (LRF) - North Coast's pride",
        "Seoul-based analysts (three of them) said so.",
        "CFC (Freon)-free fridges were shown.",
        "U.S.-South Korea drills began.",
        "Wonsan — The city awakes.",
    ],
)
def test_sentences_are_no_datelines(text: str) -> None:
    assert read(text) is None


def test_a_dateline_behind_a_byline_or_a_printed_title_is_found() -> None:
    text = "harbour-law Ferry rules changed for allBy Min Seo-yun SEOUL, Dec. 31 (Gazette) -- The rules changed."
    found = read(text)
    assert found is not None
    assert found.span.of(text) == "SEOUL, Dec. 31 (Gazette) --"
    assert found.place == "SEOUL"


def test_a_dateline_on_a_later_line_is_found_within_reach_only() -> None:
    near = "Ferry rules\n\nSummary\nSEOUL, May 4 (Gazette) -- The rules changed."
    far = "word " * REACH + "\nSEOUL, May 4 (Gazette) -- The rules changed."
    found = read(near)
    assert found is not None
    assert found.place == "SEOUL"
    assert read(far) is None


def test_a_title_that_looks_like_a_dateline_gives_way_to_one_with_an_outlet() -> None:
    text = "HARBOUR - What comes next\n\nSEOUL, May 4 (Gazette) -- The rules changed."
    found = read(text)
    assert found is not None
    assert found.outlet == "Gazette"


def test_nothing_behind_the_stretch_is_taken() -> None:
    text = "SEOUL, May 4 (Gazette) -- The rules changed."
    assert read_dateline(text, Span(0, 12)) is None


def test_a_juche_mark_is_found_anywhere_in_a_stretch() -> None:
    text = "harbour.example (Juche113.6.11.)"
    found = juche_mark(text, Span(0, len(text)))
    assert found is not None
    assert found.day is not None
    assert found.day.of(text) == "Juche113.6.11."
    assert juche_mark("Juche is named here", Span(0, 10)) is None


pieces = st.sampled_from(
    [
        "SEOUL",
        "Seoul",
        ", ",
        "May 4",
        " ",
        "(",
        "Gazette",
        ")",
        " -- ",
        "-",
        "/",
        "\n",
        "By ",
        "Ro",
        ".",
        "[Juche1.1.1.]",
    ]
)


@given(st.lists(pieces, max_size=14).map("".join) | st.text(max_size=60), st.integers(0, 20), st.integers(0, 60))
def test_whatever_is_read_lies_inside_and_reads_the_same_again(text: str, start: int, length: int) -> None:
    within = Span(min(start, len(text)), min(start + length, len(text)))
    found = read_dateline(text, within)
    if found is not None:
        assert within.covers(found.span)
        assert len(found.span)
        assert found.day is None or found.span.covers(found.day)
        assert found.place or found.day or found.outlet
        assert read_dateline(text, found.span) == found


def test_a_long_line_of_names_is_read_in_no_time() -> None:
    assert read("SEOUL " * 20_000) is None
    assert read("A/" * 20_000) is None
    assert read("(" * 20_000) is None
