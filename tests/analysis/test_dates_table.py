"""The evidence for an article's dates, row by row; every text here is made up."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from nkreader.analysis.analyse import analyse
from nkreader.analysis.dates.by_hand import by_hand
from nkreader.analysis.dates.table import evidence_rows, stance
from nkreader.ingest import Skipped
from nkreader.ingest.pasting import pasted
from nkreader.model.article import Article, Stated
from nkreader.model.dates import Interval, PartialDate
from nkreader.model.evidence import Evidence, Stance
from nkreader.model.timeline import By

JOURNEY = (
    " date 2025-10-06 Kim Jong Un has left by train. The train left on Sunday.\n\n"
    "He is set to be in Russia for some days, on his first overseas trip since the pandemic.\n"
)
ROAD = "HOERYONG, March 4 (Quay Post) -- A customs road was closed on Monday, an official said. It opened in 2019.\n"


def article(text: str, published: str | None = None) -> Article:
    found = pasted(text.encode(), Stated(published=published), 10**6)
    assert not isinstance(found, Skipped)
    return found.article


def rows(text: str, stated: str | None = None, hand: str = "") -> tuple[Evidence, ...]:
    source = article(text, stated)
    analysis = analyse(source, by_hand(hand) if hand else None)
    return evidence_rows(source, analysis, analysis.published)


def row(found: tuple[Evidence, ...], what: str) -> Evidence:
    (one,) = [item for item in found if item.what == what]
    return one


def test_a_fact_that_the_crawl_header_contradicts_conflicts_and_says_where_it_stands() -> None:
    found = rows(JOURNEY)
    header, fact = row(found, "crawl header"), row(found, "fact")
    assert (header.gives, header.stance) == ("2025-10-06 or before", Stance.AGREES)
    assert (fact.about, fact.gives, fact.stance) == (By.PUBLISHED, "2023-09-13 or before", Stance.CONFLICTS)
    assert "announces" in fact.said
    assert fact.span is not None
    assert fact.span.of(article(JOURNEY).text) == "first overseas trip since the pandemic"


def test_a_day_set_by_hand_is_what_the_evidence_is_held_against() -> None:
    found = rows(JOURNEY, hand="2023-09-11")
    assert {item.stance for item in found if item.what in ("fact", "crawl header")} == {Stance.AGREES}
    assert (row(found, "by hand").gives, row(found, "by hand").stance) == ("2023-09-11", Stance.AGREES)
    without = row(found, "without it")
    assert without.gives.startswith("≈ 2025-10-06")
    assert without.stance is Stance.CONFLICTS
    later = rows(JOURNEY, hand="2026-01")
    assert [item.what for item in later if item.stance is Stance.CONFLICTS] == ["without it", "crawl header", "fact"]


@pytest.mark.parametrize(
    ("stated", "gives", "side", "line"),
    [
        ("2024-03-04", "2024-03-04", Stance.AGREES, Stance.AGREES),
        ("2024-03-05T08:00:00+09:00", "2024-03-05 at 08:00:00+09:00", Stance.AGREES, Stance.AGREES),
        ("2024-06-01", "2024-06-01", Stance.AGREES, Stance.CONFLICTS),
        ("03/04/2024", "2024-03-04 or 2024-04-03", Stance.AGREES, Stance.AGREES),
        ("March 2024", "2024-03", Stance.AGREES, Stance.AGREES),
        ("last \x1b[31mweek", "", Stance.OPEN, Stance.OPEN),
    ],
)
def test_metadata_and_dateline_are_rows_of_their_own(stated: str, gives: str, side: Stance, line: Stance) -> None:
    found = rows(ROAD, stated)
    assert (row(found, "metadata").gives, row(found, "metadata").stance) == (gives, side)
    dateline = row(found, "dateline")
    assert (dateline.gives, dateline.said) == ("4 March, year unknown", "The dateline says “March 4”.")
    assert dateline.stance is (Stance.AGREES if not gives else line)


def test_a_weekday_agrees_or_says_nothing_and_never_conflicts() -> None:
    same = row(rows(ROAD, "2024-03-04"), "weekday")
    assert (same.gives, same.stance) == ("a Monday", Stance.AGREES)
    other = row(rows(ROAD, "2024-03-06"), "weekday")
    assert other.stance is Stance.OPEN
    assert "The last Monday before publication is 2024-03-04." in other.said


def test_what_the_text_speaks_of_as_past_bounds_the_day_from_below() -> None:
    found = rows("2018-05-04\n\nA customs road was closed near Onsong. The bridge was opened in 2019.\n")
    bound = next(item for item in found if item.gives == "2019-01-01 or after")
    assert (bound.what, bound.stance) == ("mention", Stance.CONFLICTS)
    assert bound.span is not None


def test_a_mention_that_gives_the_event_says_so() -> None:
    found = [item for item in rows(ROAD, "2024-03-06") if item.about is By.HAPPENED]
    assert [(item.what, item.gives, item.stance) for item in found[:1]] == [("mention", "2024-03-04", Stance.AGREES)]


def test_a_text_without_any_evidence_has_no_rows() -> None:
    assert rows("Rice is dear at the market.\n") == ()


day = st.dates(date(1990, 1, 1), date(2030, 12, 31))


@given(day, st.integers(0, 400), day, st.integers(0, 400), st.integers(0, 3))
def test_evidence_agrees_exactly_where_a_day_of_the_date_lies_in_it(
    first: date, length: int, start: date, reach: int, slack: int
) -> None:
    when = by_hand(f"{first}/{first + timedelta(length)}")
    evidence = Interval(start, start + timedelta(reach))
    allowed = {start + timedelta(n) for n in range(-slack, reach + slack + 1)}
    held = any(first + timedelta(n) in allowed for n in range(length + 1))
    assert stance(evidence, when, timedelta(slack)) is (Stance.AGREES if held else Stance.CONFLICTS)
    assert stance(evidence, PartialDate.unknown("nobody says"), timedelta(slack)) is Stance.OPEN


SNIPPETS = st.sampled_from(
    [
        " date 2024-03-24 ", "SEOUL, March 24 (Wire) -- ", "SEOUL, Feb. 29 (Wire) -- ", "said on Monday.", "in 2019",
        "opened", "will open in 2026.", "Published: 3 May 2024", "\n", "\n\n", ". ",
        "first overseas trip since the pandemic", "last year",
        "1 January 0001", "9999-12-31", "Kim Jong Un is set to", "\x1b[2J", "\u202e", "[/red]",
    ]
)  # fmt: skip
HANDS = st.sampled_from(["", "2024", "2024-03-24", "../1999", "2023-05-01/2023-06"])


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.one_of(SNIPPETS, st.text(max_size=12)), max_size=10), st.one_of(st.none(), st.text(max_size=20)), HANDS
)
def test_whatever_the_text_every_row_names_a_place_inside_it_or_none(
    parts: list[str], stated: str | None, hand: str
) -> None:
    text = f"{' '.join(parts)} Rain fell at Nampo.\n"
    assume(not isinstance(pasted(text.encode(), Stated(), 10**6), Skipped))  # what is no text has no evidence
    source = article(text, stated)
    analysis = analyse(source, by_hand(hand) if hand else None)
    for found in evidence_rows(source, analysis, analysis.published):
        assert found.what
        assert found.span is None or 0 <= found.span.start < found.span.end <= len(source.text)
    without = [found for found in rows(text, stated, hand) if found.what == "without it"]
    assert len(without) == bool(hand)
