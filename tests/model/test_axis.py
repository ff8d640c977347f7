"""The timeline as a value: slots, gaps, folded events, three scales, the lanes at the end, and steps along it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from nkreader.model.axis import Entry, Gap, Head, Lane, Row, Scale, Slot
from nkreader.model.axis_layout import timeline
from nkreader.model.dates import Basis, Certainty, PartialDate
from nkreader.model.timeline import By
from tests.ui.making import headline, stated

VALUES = st.sampled_from(
    [
        "2023-05-04", "2023-05-04", "2023-05-09", "2023-05", "2023", "2023-W20", "2023-Q2", "2023-WI", "202X",
        "XXXX-05-04", "XXXX-02-01", None, "2024-01-31", "../2022-03-01", "2022-03-01/..", "2023-12-30/2024-01-02",
        "2023-04-15/2023-08-01",
    ]
)  # fmt: skip


def month(year: int, number: int) -> Slot:
    return Slot(year * 12 + number - 1, year * 12 + number - 1)


def heads(rows: Sequence[Row]) -> list[Head]:
    return [row for row in rows if isinstance(row, Head)]


def test_time_runs_down_from_month_to_month() -> None:
    shown = timeline([headline(1, published="2024-03-02"), headline(2, published="2023-12-30")])
    assert [(row.slot, row.opens_year) for row in heads(shown.rows)] == [
        (month(2023, 12), True),
        (month(2024, 3), True),
    ]
    assert Gap(2, "month") in shown.rows
    assert shown.order == ("000000000002", "000000000001")


def test_density_is_a_part_of_the_fullest_month_and_day() -> None:
    pieces = [headline(n, published=f"2024-03-{n:02}") for n in range(1, 9)]
    pieces += [headline(20, published="2024-04-01"), headline(30, published="2024-03-08")]
    shown = timeline(pieces)
    march, april = heads(shown.rows)
    assert (march.pieces, march.share, april.pieces, april.share) == (9, 1.0, 1, 1 / 9)
    levels = [row.level for row in shown.rows if isinstance(row, Entry)]
    assert levels == [4, 4, 4, 4, 4, 4, 4, 8, 0, 4], "the day is said at its first piece"


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


def test_what_may_be_of_any_month_of_a_year_is_counted_in_none() -> None:
    values = ["2024-01-01", "2024", "2024-Q2", "2024-04-20", "2024-04", "2024-04-01"]
    shown = timeline([headline(n, published=value) for n, value in enumerate(values)])
    assert [(row.slot, row.pieces) for row in heads(shown.rows)] == [
        (Slot(2024 * 12, 2024 * 12 + 11), 1),
        (month(2024, 1), 1),
        (Slot(2024 * 12 + 3, 2024 * 12 + 5), 1),
        (month(2024, 4), 3),
    ]
    april = [row.headlines[0].published.value for row in shown.rows[-3:] if isinstance(row, Entry)]
    assert april == ["2024-04", "2024-04-01", "2024-04-20"], "the whole month stands before its days"
    assert [row.pieces for row in heads(shown.at(Scale.YEARS))] == [6], "of the year they all are"


def test_what_has_no_place_in_time_stands_in_lanes_at_the_end() -> None:
    values = [None, "XXXX-09-14", "XXXX-05-04", "2024-01-31/..", "../2023-09-12", "2024-03-24"]
    shown = timeline([headline(n, published=value) for n, value in enumerate(values)])
    assert [row.slot.lane for row in heads(shown.rows)] == [None, Lane.YEARLESS, Lane.OPEN, Lane.WITHOUT]
    assert shown.order == (f"{5:012x}",)
    assert shown.without == 1
    assert shown.neighbour(f"{2:012x}", 1) == f"{1:012x}", "by the day of the year"
    assert shown.neighbour(f"{4:012x}", 1) == f"{3:012x}"
    assert shown.neighbour(f"{1:012x}", 1) is None, "a lane ends"
    assert shown.lane(f"{1:012x}") is Lane.YEARLESS
    assert shown.lane(f"{5:012x}") is None
    assert shown.neighbour("none of these", 1) is None


def test_borrowed_and_likely_dates_are_told_from_stated_ones() -> None:
    lent = PartialDate.of("2024-03-24", Basis.SAME_EVENT, Certainty.DERIVED, "another piece of the event has it")
    pieces = [
        replace(headline(1), published=lent),
        headline(2, published="2024-03-25", certainty=Certainty.LIKELY),
        headline(3, published="2024-03-26"),
    ]
    assert [row.likely for row in timeline(pieces).rows if isinstance(row, Entry)] == [True, True, False]


@given(st.lists(VALUES, max_size=30), st.sampled_from(Scale))
def test_every_piece_has_its_place_and_its_neighbours(values: list[str | None], scale: Scale) -> None:
    pieces = [headline(number, published=value) for number, value in enumerate(values)]
    shown = timeline(pieces)
    rows = shown.at(scale)
    held: Counter[int] = Counter()
    for piece in pieces:
        place = shown.place(piece.id, scale)
        assert place is not None
        row = rows[place]
        assert isinstance(row, Entry if scale is Scale.DAYS else Head)
        assert not isinstance(row, Entry) or piece in row.headlines
        held[place] += 1
    for at, row in enumerate(rows):
        if isinstance(row, Head) and scale is not Scale.DAYS:
            assert row.pieces == held[at]
            first = shown.first(at, scale)
            assert first is not None
            assert shown.place(first, scale) == at
    for lane in (None, *Lane):
        sequence = shown.sequences.get(lane, ())
        walked = list(sequence[:1])
        while walked and (following := shown.neighbour(walked[-1], 1)) is not None:
            walked.append(following)
        assert tuple(walked) == sequence
        assert all(shown.lane(article) is lane for article in sequence)
    assert sum(map(len, shown.sequences.values())) == len(pieces)


@given(st.lists(VALUES, max_size=12), st.sampled_from(Scale))
def test_steps_visit_every_slot_once_and_come_back(values: list[str | None], scale: Scale) -> None:
    shown = timeline([headline(number, published=value) for number, value in enumerate(values)])
    stops = len(heads(shown.at(scale)))
    if not stops:
        return
    row = 1 if scale is Scale.DAYS else 0
    visited = [row]
    while (following := shown.step(visited[-1], scale, 1)) is not None:
        visited.append(following)
    assert len(visited) == stops
    back = [visited[-1]]
    while (before := shown.step(back[-1], scale, -1)) is not None:
        back.append(before)
    assert back[::-1] == visited
    assert all(isinstance(shown.at(scale)[at], Entry if scale is Scale.DAYS else Head) for at in visited)


@given(st.permutations(range(8)), st.lists(VALUES, min_size=8, max_size=8), st.data())
def test_the_order_of_arrival_changes_nothing(
    arrival: list[int], values: list[str | None], data: st.DataObject
) -> None:
    titles = data.draw(st.lists(st.sampled_from(["A piece", "a Piece", "Élan", "élan", "b"]), min_size=8, max_size=8))
    pieces = [headline(number, titles[number], values[number]) for number in range(8)]
    again = [replace(pieces[number], added=place) for place, number in enumerate(arrival)]
    first, second = timeline(pieces), timeline(again)
    assert [_shape(row) for row in first.rows] == [_shape(row) for row in second.rows]


def _shape(row: Row) -> object:
    return [item.id for item in row.headlines] if isinstance(row, Entry) else row


def test_pieces_of_one_day_stand_by_title_then_by_id() -> None:
    pieces = [headline(1, "b"), headline(2, "A"), headline(4, "a"), headline(3, "a")]
    assert timeline(pieces).order == ("000000000002", "000000000003", "000000000004", "000000000001")
    lane = timeline([replace(item, published=stated(None)) for item in pieces])
    assert [row.headlines[0].added for row in lane.rows if isinstance(row, Entry)] == [2, 3, 4, 1]


def test_another_date_gives_another_order() -> None:
    assert timeline([headline(1)], By.HAPPENED).order == ()
    assert timeline([headline(1)], By.HAPPENED).without == 1
