"""However many pieces there are, a key costs as much as what is seen: counted here by what is looked at."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from nkreader.model.axis import Mark, Row, Tick
from nkreader.model.axis_layout import timeline
from nkreader.model.dates import Basis, Certainty, PartialDate
from nkreader.model.headline import Headline
from nkreader.model.query import Hit
from nkreader.ui.widgets import article_rows, timeline_rows
from nkreader.ui.widgets.article_list import ArticleList
from nkreader.ui.widgets.article_rows import Order
from nkreader.ui.widgets.timeline import TimelinePane
from nkreader.ui.widgets.timeline_rows import laid
from tests.ui.making import headline
from tests.ui.test_lists import Shelf, painted

PIECES = 4000
SEEN = 800
"""Rows that may be looked at for a key: some screens full, and the heading of each month a few times."""


def pieces() -> tuple[Headline, ...]:
    first = date(2014, 1, 1)
    return tuple(
        headline(
            number, f"Piece {number}", published=(first + timedelta(days=number // 2)).isoformat(), read=number > 9
        )
        for number in range(PIECES)
    )


class Counting(Sequence[Row]):
    """Rows that count how often one of them is looked at, and cannot be gone through."""

    def __init__(self, rows: Sequence[Row]) -> None:
        self._rows = rows
        self.seen = 0

    def __len__(self) -> int:
        return len(self._rows)

    def __getitem__(self, index: Any) -> Any:
        found = self._rows[index]
        self.seen += len(found) if isinstance(index, slice) else 1
        return found

    def __iter__(self) -> Iterator[Row]:
        raise AssertionError("every row was looked at")


class Watched(dict[str, Headline]):
    """Pieces that are found by their ids, and not gone through."""

    def __iter__(self) -> Iterator[str]:
        raise AssertionError("every piece was looked at")

    def values(self) -> Any:
        raise AssertionError("every piece was looked at")


def dated(value: str, mark: Mark, offset: int) -> Tick:
    when = PartialDate.of(value, Basis.MENTION, Certainty.STATED, "Stated.")
    return Tick(mark, when, value, "0" * 12, offset)


async def test_to_open_piece_after_piece_the_timeline_looks_at_what_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    counted = 0

    def height(*args: Any, **kwargs: Any) -> int:
        nonlocal counted
        counted += 1
        return known(*args, **kwargs)

    known = timeline_rows.height
    shelf = Shelf(TimelinePane())
    async with shelf.run_test(size=(41, 40)) as pilot:
        pane, listed = shelf.query_one(TimelinePane), pieces()
        base = timeline(listed)
        rows = Counting(base.rows)
        watched = replace(base, rows=rows)
        pane.show(watched, replace(laid(base, pane.row_width), timeline=watched))
        await pilot.pause()
        monkeypatch.setattr(timeline_rows, "height", height)
        for number in (1000, 2000, 3001):
            rows.seen = counted = 0
            ticks = [dated("2015-03-02", Mark.HAPPENED, 3), dated("1999-05-06", Mark.NAMED, 9)]
            pane.follow(listed[number].id, ticks=ticks, dates=ticks)
            await pilot.pause()
            assert any("●" in line and f"Piece {number}" in line for line in painted(pane))
            assert rows.seen < SEEN
            assert counted < SEEN
        rows.seen = 0
        pane.zoom(-1)
        await pilot.pause()
        pane.zoom(1)
        await pilot.pause()
        assert any("●" in line for line in painted(pane))
        assert rows.seen < SEEN


async def test_a_search_and_the_way_back_from_it_look_at_what_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    shelf = Shelf(ArticleList())
    async with shelf.run_test(size=(41, 40)) as pilot:
        pane, listed = shelf.query_one(ArticleList), pieces()
        pane.show(listed, arranged=pane.arrangement_of(listed))
        await pilot.pause()
        pane._known = Watched(pane._known)
        monkeypatch.setattr(article_rows, "height", lambda *_: pytest.fail("rows were counted anew"))
        before = painted(pane)
        for _ in range(2):
            hits = [Hit(listed[number].id, 1.0, "…") for number in (5, 500, 50)]
            pane.show_found(hits, found=frozenset(hit.id for hit in hits))
            await pilot.pause()
            assert [row.headline.id for row in pane.rows if isinstance(row, article_rows.Listed)] == [
                hit.id for hit in hits
            ]
            pane.show_all()
            await pilot.pause()
            assert pane.order is Order.DATE
            assert len(pane.rows) == PIECES
            pane.action_first()
            await pilot.pause()
            assert painted(pane) == before


async def test_another_order_of_what_is_found_is_read_off_that_of_all() -> None:
    shelf = Shelf(ArticleList())
    async with shelf.run_test(size=(100, 40)) as pilot:
        pane, listed = shelf.query_one(ArticleList), pieces()
        pane.show(listed, arranged=pane.arrangement_of(listed))
        found = [*listed[100:1100]]
        pane.show_found([Hit(item.id, 1.0, "") for item in found[:20]], found=frozenset(item.id for item in found))
        while pane.sort_next() is not Order.DATE:
            pass
        await pilot.pause()
        assert pane.articles == tuple(item.id for item in article_rows.ordered(found, Order.DATE, {})[:20])


@pytest.mark.parametrize("unread", [(), (7,), (0, 3998, 3999)])
def test_the_next_unread_piece_is_found_without_going_through_the_others(unread: tuple[int, ...]) -> None:
    listed = [replace(item, read=at not in unread) for at, item in enumerate(pieces())]
    arrangement = article_rows.Arrangement(listed)
    rows = [row for row in arrangement.rows if isinstance(row, article_rows.Listed)]
    wanted = [at for at, row in enumerate(rows) if not row.headline.read]
    assert len(wanted) == len(unread)
    found, at = [], -1
    while (there := arrangement.next_unread(at, 1)) is not None:
        found.append(at := there)
    assert found == wanted
    assert arrangement.next_unread(len(rows), -1) == (wanted[-1] if wanted else None)
    for row in wanted:
        arrangement.replace(replace(rows[row].headline, read=True))
    assert arrangement.next_unread(-1, 1) is None


def test_a_group_that_is_unfolded_has_its_unread_pieces() -> None:
    listed = [headline(number, event="e-1" if number in (3, 5, 8) else None, read=number != 5) for number in range(12)]
    arrangement = article_rows.Arrangement(listed)
    arrangement.fold("e-1")
    row = arrangement.next_unread(-1, 1)
    assert row is not None
    assert row == arrangement.place(listed[5].id)
    arrangement.fold("e-1")
    assert len(arrangement.rows) == 10
