"""Ticks between the rows of a timeline that is laid out already, bars over uncertain dates, and days of dates."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from nkreader.model.axis import Entry, Gap, Head, Mark, Scale, Tick, Timeline
from nkreader.model.axis_bars import Bars, Kind
from nkreader.model.axis_layout import timeline
from nkreader.model.axis_marks import marked, nearest, of_day, skeleton
from nkreader.model.dates import Basis, Certainty, PartialDate
from nkreader.model.timeline import By
from tests.model.test_axis import VALUES
from tests.ui.making import headline

DATES = VALUES.filter(lambda value: value is not None)


def tick(value: str, mark: Mark = Mark.NAMED, offset: int = 0, certainty: Certainty = Certainty.STATED) -> Tick:
    when = PartialDate.of(value, Basis.MENTION, certainty, "Stated.")
    return Tick(mark, when, value, "0" * 12, offset)


def pieces(values: Sequence[str | None]) -> Timeline:
    return timeline(headline(number, published=value) for number, value in enumerate(values))


@given(st.lists(VALUES, max_size=25), st.lists(DATES, max_size=8))
def test_ticks_stand_in_order_and_every_piece_is_still_found(values: list[str | None], dates: list[str]) -> None:
    base = pieces(values)
    ticks = [tick(value, offset=at) for at, value in enumerate(dates)]
    shown = marked(base, ticks)
    assert [row for row in shown.rows if isinstance(row, Entry)] == [r for r in base.rows if isinstance(r, Entry)]
    assert sorted(row.offset or 0 for row in shown.rows if isinstance(row, Tick)) == [*range(len(dates))]
    assert [shown.rows[at] for at in shown.ticks] == [row for row in shown.rows if isinstance(row, Tick)]
    for number in range(len(values)):
        place = shown.place(f"{number:012x}")
        row = shown.rows[place] if place is not None else None
        assert isinstance(row, Entry)
        assert f"{number:012x}" in [item.id for item in row.headlines]
        for scale in (Scale.MONTHS, Scale.YEARS):
            at = shown.place(f"{number:012x}", scale)
            assert at is not None
            assert isinstance(shown.at(scale)[at], Head)
        assert shown.lane(f"{number:012x}") is base.lane(f"{number:012x}")
    days = [row.days.earliest for row in shown.rows if isinstance(row, Entry | Tick) and row.days]
    first = [row.slot.start for row in shown.rows if isinstance(row, Head) and row.slot.lane is None]
    assert first == sorted(first)
    for head, following in zip(shown.heads, [*shown.heads[1:], len(shown.rows)], strict=False):
        here = shown.rows[head]
        assert isinstance(here, Head)
        inside = [row for row in shown.rows[head + 1 : following] if not isinstance(row, Gap)]
        assert inside, "no heading stands alone"
    assert len(days) == sum(value is not None and base_has(value) for value in [*values, *dates])


def base_has(value: str) -> bool:
    return not value.startswith("XXXX") and ".." not in value


@given(st.lists(VALUES, max_size=25), st.lists(DATES, max_size=8))
def test_what_is_put_between_can_be_taken_out_by_laying_out_the_base(
    values: list[str | None], dates: list[str]
) -> None:
    base = pieces(values)
    shown = marked(base, [tick(value) for value in dates])
    assert marked(base, ()) is base
    counts = {row.slot: row.pieces for row in shown.rows if isinstance(row, Head)}
    assert {slot: count for slot, count in counts.items() if count} == {
        row.slot: row.pieces for row in base.rows if isinstance(row, Head)
    }


@given(st.lists(VALUES, max_size=25), st.lists(DATES, max_size=8), st.sampled_from(Scale))
def test_bars_begin_and_end_once_whatever_stands_between(
    values: list[str | None], dates: list[str], scale: Scale
) -> None:
    shown = marked(pieces(values), [tick(value) for value in dates])
    bars = Bars(shown, scale)
    covers = [bars.at(at) for at in range(len(shown.at(scale)))]
    for kind in (True, False):  # those of some days, and those of months
        inside = False
        for at, cover in enumerate(covers):
            narrow = cover.kind in (Kind.SURE, Kind.LIKELY)
            if cover.kind is Kind.NONE or narrow is not kind:
                continue
            row = shown.at(scale)[at]
            assert not (isinstance(row, Head) and row.slot.lane is not None), "a lane has no days"
            if narrow:
                assert inside or cover.starts, "no bar without a beginning"
                inside = not cover.ends
        assert not (kind and inside), "no bar without an end"
    if scale is Scale.DAYS:
        for row, cover in zip(shown.rows, covers, strict=True):
            if isinstance(row, Entry | Tick) and row.days and row.days.earliest != row.days.latest:
                assert cover.kind is not Kind.NONE, "what is no single day has a bar"


def test_bars_reach_over_the_end_of_a_month_and_no_further() -> None:
    shown = pieces(["2023-12-30/2024-01-02", "2024-01-01", "2024-01-02", "2024-01-03"])
    kinds = [Bars(shown, Scale.DAYS).at(at) for at in range(len(shown.rows))]
    assert [bool(cover.kind) for cover in kinds] == [False, True, True, True, True, False]
    assert [at for at, cover in enumerate(kinds) if cover.starts] == [1]
    assert [at for at, cover in enumerate(kinds) if cover.ends] == [4]


def test_a_sure_bar_goes_before_a_likely_one() -> None:
    likely = headline(1, published="2024-03-01/2024-03-20", certainty=Certainty.LIKELY)
    shown = timeline([likely, headline(2, published="2024-03-05/2024-03-08"), headline(3, published="2024-03-10")])
    kinds = [Bars(shown, Scale.DAYS).at(at).kind for at in range(len(shown.rows))]
    assert kinds == [Kind.NONE, Kind.LIKELY, Kind.SURE, Kind.LIKELY]


def test_a_timeline_of_dates_alone_is_as_full_as_that_of_the_pieces() -> None:
    whole = pieces(["2024-03-05", "2024-03-05", "2024-03-07", "2024-06-01", "2023"])
    shown = skeleton(whole, [tick("2024-03-05"), tick("2022-01-01"), tick("XXXX-05-04"), tick("2024-03")])
    heads = {row.slot.start: row.pieces for row in shown.rows if isinstance(row, Head) and row.slot.lane is None}
    assert heads == {2022 * 12: 0, 2024 * 12 + 2: 3}
    assert [row.pieces for row in shown.rows if isinstance(row, Tick)] == [0, 0, 1, 0], "others than its own piece"
    years = [row.pieces for row in shown.at(Scale.YEARS) if isinstance(row, Head) and row.slot.lane is None]
    assert years == [0, 4]
    assert shown.order == ()


@given(st.lists(VALUES, max_size=25), DATES)
def test_the_pieces_of_a_day_are_all_of_them_and_the_nearest_is_one(values: list[str | None], date: str) -> None:
    whole, asked = pieces(values), tick(date)
    found = of_day(whole, asked)
    same = [
        f"{at:012x}"
        for at, value in enumerate(values)
        if value and base_has(value) and base_has(date) and tick(value).days == asked.days
    ]
    assert sorted(found) == same
    near = nearest(whole, asked)
    if not base_has(date) or not whole.order:
        assert near is None
    elif same:
        assert asked.days is not None
        place = whole.place(near)
        row = whole.rows[place] if place is not None else None
        assert isinstance(row, Entry)
        assert row.days is not None
        assert row.days.intersect(asked.days)


def test_a_year_shows_its_months_relative_to_the_fullest_of_all() -> None:
    shown = pieces([*["2023-01-01"] * 4, "2023-12-01", *["2024-05-05"] * 8, "2024", None])
    months = {row.slot.start // 12: row.months for row in shown.at(Scale.YEARS) if isinstance(row, Head)}
    assert months[2023] == (4, *[0] * 10, 1)
    assert months[2024] == (0, 0, 0, 0, 8, *[0] * 7)
    assert months[0] == (), "a lane has no months"


def test_a_tick_between_scales_keeps_its_slot() -> None:
    shown = skeleton(pieces([]), [tick("2024-03-05"), tick("2022-01-01"), tick("2022-06-01")])
    for row in shown.ticks:
        for scale in (Scale.MONTHS, Scale.YEARS):
            there = shown.across(row, Scale.DAYS, scale)
            back = shown.across(there, scale, Scale.DAYS)
            here, then = shown.rows[row], shown.rows[back]
            assert isinstance(here, Tick)
            assert isinstance(then, Tick)
            same = 7 if scale is Scale.MONTHS else 4
            assert (here.when.value or "")[:same] == (then.when.value or "")[:same]
    assert By.PUBLISHED is shown.by
