"""The timeline as a value: months, gaps, folded events, the undated lane, and steps along it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nkreader.model.dates import Certainty
from nkreader.model.timeline import (
    By,
    Entry,
    Gap,
    Month,
    Row,
    Undated,
    between,
    chronological,
    date_label,
    has_place,
    shown_days,
    timeline,
)
from tests.ui.making import headline, stated

VALUES = st.sampled_from(
    ["2023-05-04", "2023-05-04", "2023-05", "2023", "2023-W20", "XXXX-05-04", None, "2024-01-31", "../2022-03-01"]
)


def test_time_runs_down_from_month_to_month() -> None:
    shown = timeline([headline(1, published="2024-03-02"), headline(2, published="2023-12-30")])
    months = [row for row in shown.rows if isinstance(row, Month)]
    assert [(row.year, row.month, row.opens_year) for row in months] == [(2023, 12, True), (2024, 3, True)]
    assert Gap(2) in shown.rows
    assert shown.order == ("000000000002", "000000000001")


def test_density_is_a_part_of_the_fullest_month() -> None:
    pieces = [headline(n, published=f"2024-03-{n:02}") for n in range(1, 9)]
    shown = timeline([*pieces, headline(20, published="2024-04-01")])
    march, april = (row for row in shown.rows if isinstance(row, Month))
    assert (march.pieces, march.level, april.pieces, april.level) == (8, 8, 1, 1)


def test_pieces_of_one_event_and_day_share_an_entry() -> None:
    pieces = [
        headline(1, event="e-1"),
        headline(2, event="e-1"),
        headline(3, event="e-1", published="2024-03-25"),
        headline(4),
    ]
    shown = timeline(pieces)
    together = [tuple(item.added for item in row.headlines) for row in shown.rows if isinstance(row, Entry)]
    assert together == [(1, 2), (4,), (3,)]
    assert shown.places[pieces[0].id] == shown.places[pieces[1].id]


def test_undated_and_yearless_pieces_stand_in_the_lane_at_the_end() -> None:
    shown = timeline([headline(1, published=None), headline(2, published="XXXX-05-04"), headline(3)])
    assert shown.rows[-3] == Undated(2)
    assert [row.days for row in shown.rows[-2:] if isinstance(row, Entry)] == [None, None]
    assert shown.neighbour("000000000001", 1) is None


@given(st.lists(VALUES, max_size=30))
def test_every_piece_has_its_place_and_its_neighbours(values: list[str | None]) -> None:
    pieces = [headline(number, published=value) for number, value in enumerate(values)]
    shown = timeline(pieces)
    for piece in pieces:
        row = shown.rows[shown.places[piece.id]]
        assert isinstance(row, Entry)
        assert piece in row.headlines
    starts = [row.days.earliest for row in shown.rows if isinstance(row, Entry) and row.days]
    assert starts == sorted(start for start in starts if start)
    walked = list(shown.order[:1])
    while walked and (following := shown.neighbour(walked[-1], 1)) is not None:
        walked.append(following)
    assert tuple(walked) == shown.order
    if len(walked) > 1:
        assert shown.neighbour(walked[1], -1) == walked[0]


def test_not_after_a_day_is_no_place_in_time() -> None:
    """To place such a piece on that day, or before all others, would date it."""
    header = headline(1, published="../2024-01-01")
    shown = timeline([header, headline(2, published="2024-01-01"), headline(3, published="2023-05-01")])
    assert shown.order == ("000000000003", "000000000002")
    assert shown.rows[-2:] == (Undated(1), Entry((header,), None, False))
    assert date_label(header.published) == "–2024-01-01", "and its row still says what is known"
    assert not has_place(header.published)
    assert has_place(stated("2024-01-01/.."))


@given(st.permutations(range(8)), st.lists(VALUES, min_size=8, max_size=8), st.data())
def test_the_order_of_arrival_changes_nothing(
    arrival: list[int], values: list[str | None], data: st.DataObject
) -> None:
    titles = data.draw(st.lists(st.sampled_from(["A piece", "a Piece", "Élan", "élan", "b"]), min_size=8, max_size=8))
    pieces = [headline(number, titles[number], values[number]) for number in range(8)]
    again = [replace(pieces[number], added=place) for place, number in enumerate(arrival)]
    first, second = timeline(pieces), timeline(again)
    assert [_shape(row) for row in first.rows] == [_shape(row) for row in second.rows]
    assert [item.id for item in sorted(pieces, key=chronological)] == [
        item.id for item in sorted(again, key=chronological)
    ]


def _shape(row: Row) -> object:
    return [item.id for item in row.headlines] if isinstance(row, Entry) else row


def test_pieces_of_one_day_stand_by_title_then_by_id() -> None:
    pieces = [headline(1, "b"), headline(2, "A"), headline(4, "a"), headline(3, "a")]
    assert timeline(pieces).order == ("000000000002", "000000000003", "000000000004", "000000000001")
    lane = timeline([replace(item, published=stated(None)) for item in pieces])
    assert [row.headlines[0].added for row in lane.rows if isinstance(row, Entry)] == [2, 3, 4, 1]


def test_steps_by_month_land_on_its_first_piece() -> None:
    shown = timeline([headline(n, published=f"2024-0{n}-05") for n in (1, 2, 5)] + [headline(9, published=None)])
    second = shown.places["000000000002"]
    assert shown.month(second, -1) == shown.places["000000000001"]
    assert shown.month(second, 1) == shown.places["000000000005"]
    assert shown.month(shown.places["000000000005"], 1) == shown.places["000000000009"]
    assert shown.month(shown.places["000000000001"], -1) is None


def test_another_date_gives_another_order() -> None:
    assert timeline([headline(1)], By.HAPPENED).order == ()


@pytest.mark.parametrize(
    ("value", "certainty", "shown"),
    [
        ("2024-03-24", Certainty.STATED, "2024-03-24"),
        ("2024-03-24", Certainty.LIKELY, "≈2024-03-24"),
        ("XXXX-05-04", Certainty.STATED, "05-04?"),
        ("2024-03", Certainty.DERIVED, "2024-03"),
        ("2024-05-04/2024-05-08", Certainty.STATED, "2024-05-04–08"),
        ("2024-05-04/2024-06-08", Certainty.STATED, "2024-05-04–2024-06-08"),
        ("../2023-09-12", Certainty.STATED, "–2023-09-12"),
        (None, Certainty.STATED, "undated"),
    ],
)
def test_dates_say_how_sure_they_are(value: str | None, certainty: Certainty, shown: str) -> None:
    assert date_label(stated(value, certainty)) == shown


@pytest.mark.parametrize(
    ("here", "there", "said"),
    [
        ("2024-05-04", "2024-05-04", "the same day"),
        ("2024-05-04", "2024-05-05", "1 day later"),
        ("2024-05-04", "2024-05-01", "3 days earlier"),
        ("2024-05-04", "2024-08-04", "3 months later"),
        ("2024-05-04", "2021-05-04", "3 years earlier"),
        ("2024-05-04", None, ""),
    ],
)
def test_a_jump_is_put_into_words(here: str, there: str | None, said: str) -> None:
    assert between(shown_days(stated(here)), shown_days(stated(there))) == said
