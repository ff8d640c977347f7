"""The lists: cursor, motions, folding, orders, the undated lane, and their size."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from textual.app import App, ComposeResult
from textual.content import Content
from textual.message import Message

from nkreader import locations
from nkreader.model.dates import Certainty
from nkreader.model.links import Link, Reason
from nkreader.model.query import Hit
from nkreader.model.sanitise import is_safe
from nkreader.model.spans import Span
from nkreader.ui import themes
from nkreader.ui.messages import Told
from nkreader.ui.widgets.article_list import ArticleList
from nkreader.ui.widgets.article_rows import (
    Arrangement,
    Lane,
    Listed,
    Order,
    Row,
    arranged,
    height,
    ordered,
    placed,
)
from nkreader.ui.widgets.outlets import short_outlet
from nkreader.ui.widgets.related import relations
from nkreader.ui.widgets.row_lines import RowLines, fitted, lines_needed
from nkreader.ui.widgets.timeline import TimelinePane
from nkreader.ui.widgets.virtual_list import VirtualList
from tests.ui.making import headline

EVENTS = st.sampled_from([None, "e-1", "e-2"])
DAYS = st.sampled_from(["2024-01-02", "2024-03-04", None])


class Shelf(App[None]):
    """One list, and what it says."""

    CSS = "Screen { layout: horizontal; }"

    def __init__(self, pane: VirtualList[object] | ArticleList | TimelinePane) -> None:
        super().__init__()
        self.pane = pane
        self.said: list[Message] = []

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return themes.defaults(themes.shipped(locations.themes()))

    def compose(self) -> ComposeResult:
        yield self.pane

    def on_article_list_opened(self, message: ArticleList.Opened) -> None:
        self.said.append(message)

    def on_told(self, message: Told) -> None:
        self.said.append(message)

    def on_timeline_pane_jumped(self, message: TimelinePane.Jumped) -> None:
        self.said.append(message)


def painted(pane: ArticleList | TimelinePane) -> list[str]:
    """The lines in view, as text."""
    return [pane.render_line(y).text.rstrip() for y in range(pane.size.height)]


@given(st.lists(st.tuples(EVENTS, DAYS), max_size=20), st.sampled_from(Order), st.booleans())
def test_every_piece_has_one_place_in_every_order(
    kinds: list[tuple[str | None, str | None]], order: Order, unfolded: bool
) -> None:
    pieces = [headline(n, event=event, published=day) for n, (event, day) in enumerate(kinds)]
    open_events = frozenset(["e-1", "e-2"]) if unfolded else frozenset[str]()
    rows = arranged(ordered(pieces, order, {}), open_events, order is Order.DATE)
    places = placed(rows, pieces)
    assert set(places) == {piece.id for piece in pieces}
    for piece in pieces:
        row = rows[places[piece.id]]
        assert isinstance(row, Listed)
        assert row.headline == piece or row.headline.event == piece.event is not None
    listed = [row for row in rows if isinstance(row, Listed)]
    assert sum(1 + row.members for row in listed if not row.inside) == len(pieces)


def test_newest_first_with_the_undated_in_a_lane_of_their_own() -> None:
    pieces = [headline(1, published="2023-01-01"), headline(2, published=None), headline(3)]
    rows = arranged(ordered(pieces, Order.DATE, {}), frozenset(), True)
    assert [row.headline.added if isinstance(row, Listed) else row for row in rows] == [3, 1, Lane(1), 2]


async def test_motions_fold_and_open() -> None:
    pieces = [headline(n, f"Piece {n}", f"2024-{1 + n // 28:02}-{1 + n % 28:02}") for n in range(1, 60)]
    pieces += [headline(n, f"Rewrite {n}", "2024-04-01", event="e-1") for n in (70, 71, 72)]
    app = Shelf(ArticleList())
    async with app.run_test(size=(80, 20)) as pilot:
        articles = app.query_one(ArticleList)
        articles.show(pieces)
        articles.focus()
        await pilot.pause()
        assert "×3" in painted(articles)[0]
        assert painted(articles)[0].startswith("▌•")
        await pilot.press("f", "j")
        assert "└" in painted(articles)[1]
        assert articles.article == "000000000047"
        await pilot.press("f")
        assert articles.cursor == 0
        await pilot.press("G")
        assert articles.article == pieces[0].id
        await pilot.press("g", "g", "ctrl+d", "ctrl+u")
        assert articles.cursor == 0
        await pilot.press("space", "pageup", "down", "enter")
        assert app.said == [ArticleList.Opened(pieces[58].id)]


async def test_a_digest_says_that_it_is_one_at_any_width() -> None:
    pieces = [replace(headline(1, "Press review", outlet=None), digest=True), headline(2, "A piece", "2024-01-01")]
    for width in (30, 120):
        app = Shelf(ArticleList())
        async with app.run_test(size=(width, 20)) as pilot:
            articles = app.query_one(ArticleList)
            articles.show(pieces)
            await pilot.pause()
            lines = painted(articles)
            said = [at for at, line in enumerate(lines) if " digest" in line]
            assert len(said) == 1
            assert "2024-03-24" in lines[said[0]]


async def test_the_mouse_chooses_and_opens() -> None:
    app = Shelf(ArticleList())
    async with app.run_test(size=(80, 20)) as pilot:
        app.query_one(ArticleList).show([headline(n) for n in range(9)])
        await pilot.click(ArticleList, offset=(5, 3))
        assert app.query_one(ArticleList).cursor == 3
        await pilot.click(ArticleList, offset=(5, 4), times=2)
        assert len(app.said) == 1


async def test_rows_say_what_is_known_and_how_surely() -> None:
    pieces = [
        headline(1, "Likely", certainty=Certainty.LIKELY),
        headline(2, "Read", read=True),
        headline(3, "Yearless", "XXXX-05-04", outlet=None),
        headline(4, "Control \x1b[2J \u202e [/ here", None),
    ]
    app = Shelf(ArticleList())
    async with app.run_test(size=(90, 10)) as pilot:
        app.query_one(ArticleList).show(pieces)
        await pilot.pause()
        lines = painted(app.query_one(ArticleList))
        assert any("•" not in line and "Read" in line for line in lines)
        assert any("≈2024-03-24" in line and "•" in line for line in lines)
        assert any("05-04?" in line for line in lines)
        assert any("undated · 2" in line for line in lines)
        assert all(is_safe(line) for line in lines)
        assert any("␛[2J � [/ here" in line for line in lines)


async def test_passages_found_stand_below_their_pieces() -> None:
    hits = [Hit("000000000002", 2.0, "a tank rolled by", (Span(2, 6),)), Hit("000000000001", 1.0, "tanks", ())]
    app = Shelf(ArticleList())
    async with app.run_test(size=(90, 10)) as pilot:
        articles = app.query_one(ArticleList)
        articles.show([headline(1), headline(2), headline(3)], hits)
        await pilot.pause()
        assert articles.articles == ("000000000002", "000000000001")
        assert "a tank rolled by" in painted(articles)[1]
        articles.show([headline(1), headline(2), headline(3)])
        assert len(articles.articles) == 3


async def test_a_refresh_keeps_the_place() -> None:
    pieces = [headline(n, published=f"2024-01-{n:02}") for n in range(1, 30)]
    app = Shelf(ArticleList())
    async with app.run_test(size=(90, 10)) as pilot:
        articles = app.query_one(ArticleList)
        articles.show(pieces)
        articles.go_to(15)
        await pilot.pause()
        here, top = articles.article, articles.scroll_offset.y
        articles.show([*pieces, headline(40, published="2024-02-01")])
        await pilot.pause()
        assert articles.article == here
        assert articles.scroll_offset.y == top + 1


async def test_what_was_scrolled_away_from_the_cursor_stays_so_over_a_refresh() -> None:
    pieces = [headline(n, f"Piece {n}", f"2024-{1 + n // 28:02}-{1 + n % 28:02}") for n in range(1, 100)]
    app = Shelf(ArticleList())
    async with app.run_test(size=(80, 20)) as pilot:
        articles = app.query_one(ArticleList)
        articles.show(pieces)
        articles.focus()
        await pilot.pause()
        articles.scroll_to(y=50, animate=False, force=True)
        await pilot.pause()
        before = painted(articles)
        articles.show([*pieces, headline(100, "The newest", "2024-12-01")], keep=True)
        await pilot.pause()
        assert painted(articles) == before
        assert articles.article == pieces[-1].id
        await pilot.press("j", "k")
        assert articles.article == pieces[-1].id
        assert any("Piece 99" in line for line in painted(articles))


@pytest.mark.parametrize("width", [30, 31, 62, 63])
async def test_hangul_never_overflows_a_row(width: int) -> None:
    app = Shelf(ArticleList())
    async with app.run_test(size=(width, 10)) as pilot:
        articles = app.query_one(ArticleList)
        articles.show([headline(n, "조선중앙통신 보도: " * 5, outlet="로동신문" * 4) for n in range(20)])
        await pilot.pause()
        content_width = articles.scrollable_content_region.width
        assert {articles.render_line(y).cell_length for y in range(10)} == {content_width}


async def test_of_a_hundred_thousand_rows_only_those_in_view_are_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    pieces = [headline(n, f"Piece {n}", f"20{n % 20:02}-03-{1 + n % 28:02}") for n in range(100_000)]
    drawn: list[object] = []
    real = ArticleList.draw_row

    def counted(self: ArticleList, row: Row, width: int) -> Sequence[Content]:
        drawn.append(row)
        return real(self, row, width)

    monkeypatch.setattr(ArticleList, "draw_row", counted)
    app = Shelf(ArticleList())
    async with app.run_test(size=(80, 40)) as pilot:
        articles = app.query_one(ArticleList)
        articles.set_rows([Listed(piece) for piece in pieces])
        await pilot.pause()
        assert 0 < len(drawn) <= 2 * 40
        drawn.clear()
        for _ in range(100):
            articles.action_down()
        articles.action_last()
        await pilot.pause()
        assert articles.cursor == 99_999
        assert len(drawn) <= 100 + 3 * 40


LONG = "North says the missile that flew on Thursday was a new one with solid fuel"


async def test_a_narrow_list_gives_titles_the_lines_they_need() -> None:
    pieces = [headline(1, LONG, "2024-03-01", outlet="Korean Central News Agency"), headline(2, "Short", "2024-02-01")]
    app = Shelf(ArticleList())
    async with app.run_test(size=(46, 20)) as pilot:
        articles = app.query_one(ArticleList)
        articles.show(pieces)
        articles.focus()
        await pilot.pause()
        lines = painted(articles)
        title = " ".join(line.strip(" ▌•") for line in lines[:2])
        assert title == LONG
        assert "2024-03-01  Korean Central News Agency" in lines[2]
        assert "Short" in lines[3]
        assert "2024-02-01" in lines[4]
        assert not lines[5]
        await pilot.resize_terminal(34, 20)
        await pilot.pause()
        assert painted(articles)[2].split() == ["▌", "2024-03-01", "KCNA"]
        await pilot.click(ArticleList, offset=(5, 3))
        assert articles.article == pieces[1].id
        await pilot.resize_terminal(100, 20)
        await pilot.pause()
        assert LONG in painted(articles)[0]
        assert articles.article == pieces[1].id


async def test_pages_of_rows_of_several_heights_go_by_lines_and_back() -> None:
    pieces = [headline(n, LONG if n % 3 else "Short", f"2024-01-{n:02}") for n in range(1, 29)]
    app = Shelf(ArticleList())
    async with app.run_test(size=(40, 13)) as pilot:
        articles = app.query_one(ArticleList)
        articles.show(pieces)
        articles.focus()
        await pilot.pause()
        seen = {articles.article}
        for _ in range(len(pieces)):
            await pilot.press("space")
            assert any(line.startswith("▌") for line in painted(articles))
            seen.add(articles.article)
        assert articles.article == pieces[0].id
        assert 3 < len(seen) < 14
        for _ in range(len(pieces)):
            await pilot.press("pageup")
        assert articles.article == pieces[-1].id


async def test_below_their_heading_undated_pieces_do_not_repeat_it() -> None:
    pieces = [headline(1, "One", None, outlet=None), headline(2, "Two", None, outlet=None)]
    app = Shelf(ArticleList())
    async with app.run_test(size=(34, 10)) as pilot:
        articles = app.query_one(ArticleList)
        articles.show(pieces)
        await pilot.pause()
        assert [line.strip(" •▌▏") for line in painted(articles)][:4] == ["", "undated · 2", "Two", "One"]
        articles.update(replace(pieces[1], starred=True))
        assert "★" in painted(articles)[3]
        articles.sort_next()
        assert sum("undated" in line for line in painted(articles)) == 2


async def test_a_passage_begins_with_a_whole_word_before_what_was_found() -> None:
    text = "The delegation crossed the river in the morning, and then the tank came round the corner of the square."
    hit = Hit("000000000001", 1.0, text, (Span(text.index("tank"), text.index("tank") + 4),))
    app = Shelf(ArticleList())
    async with app.run_test(size=(34, 10)) as pilot:
        articles = app.query_one(ArticleList)
        articles.show([headline(1)], [hit])
        await pilot.pause()
        first, second = (line.strip(" ▌▏") for line in painted(articles)[2:4])
        assert first.startswith("…")
        assert f" {first[1:].split()[0]} " in text
        assert "tank" in first + second


@pytest.mark.parametrize(
    ("name", "room", "short"),
    [
        ("Korean Central News Agency", 14, "KCNA"),
        ("Korean Central News Agency", 40, "Korean Central News Agency"),
        ("Northline Dispatch", 8, "Northline Dispatch"),
    ],
)
def test_only_long_names_of_outlets_become_initials(name: str, room: int, short: str) -> None:
    assert short_outlet(name, room) == short


@given(st.text(alphabet="ab c한", max_size=60), st.integers(4, 20), st.integers(1, 3))
def test_fitted_lines_fit_and_lose_nothing_but_what_an_ellipsis_says(text: str, width: int, most: int) -> None:
    text = text.rstrip()
    lines = [line.plain for line in fitted(Content(text), width, most)]
    assert len(lines) <= lines_needed(text, width, most) <= most
    assert all(cell_len(line) <= width for line in lines)
    if not any("…" in line for line in lines):
        assert "".join("".join(lines).split()) == "".join(text.split())


@given(st.lists(st.integers(1, 4), max_size=30))
def test_every_line_belongs_to_its_row(heights: list[int]) -> None:
    lines = RowLines(len(heights), heights)
    assert lines.total == sum(heights)
    assert [lines.row_at(line) for row in range(len(heights)) for line in lines.of(row)] == [
        row for row, height in enumerate(heights) for _ in range(height)
    ]


def test_white_space_wider_than_a_line_is_one_line() -> None:
    assert [line.plain for line in fitted(Content(" " * 9), 4, 2)] == ["    "]


async def test_keys_that_lead_nowhere_say_so() -> None:
    app = Shelf(ArticleList())
    async with app.run_test(size=(80, 10)) as pilot:
        articles = app.query_one(ArticleList)
        articles.show([headline(1, read=True, event="e-1")])
        articles.focus()
        await pilot.press("n", "f")
        assert [message.text for message in app.said if isinstance(message, Told)] == [
            "No unread piece below.",
            "No other piece listed here reports the same event.",
        ]


def test_related_pieces_name_each_kind_of_reason_once() -> None:
    said = ["same person: Kim Jong Un", "cites it", "same person: Choe Son Hui"]
    link = Link("000000000001", 1.0, tuple(Reason(text) for text in said), False)
    [relation] = relations([link], {"000000000001": headline(1)})
    assert relation.why == "same person: Kim Jong Un, Choe Son Hui; cites it"


@given(st.lists(st.tuples(EVENTS, DAYS), max_size=20), st.lists(EVENTS, max_size=6), st.sampled_from(Order))
def test_folding_and_unfolding_leads_to_the_rows_that_a_new_layout_has(
    kinds: list[tuple[str | None, str | None]], folds: list[str | None], order: Order
) -> None:
    pieces = [headline(n, LONG if n % 2 else "Short", day, event=event) for n, (event, day) in enumerate(kinds)]
    folded = Arrangement(pieces, order)
    folded.heights(40)
    for event in filter(None, folds):
        folded.fold(event)
    rows = arranged(ordered(pieces, order, {}), folded.unfolded, order is Order.DATE)
    assert folded.rows == rows
    assert {piece.id: folded.place(piece.id) for piece in pieces} == placed(rows, pieces)
    assert folded.heights(40) == [height(row, 40, order) for row in rows]


async def test_the_end_of_a_search_brings_back_the_list_as_it_was_with_what_was_marked_meanwhile() -> None:
    pieces = [headline(n, f"Piece {n}", f"2024-01-{n:02}") for n in range(1, 20)]
    app = Shelf(ArticleList())
    async with app.run_test(size=(80, 20)) as pilot:
        articles = app.query_one(ArticleList)
        articles.show(pieces)
        await pilot.pause()
        before = articles.rows
        articles.show(pieces, [Hit(pieces[4].id, 1.0, "a passage", ())])
        now = [*pieces[:4], *(replace(piece, starred=True) for piece in pieces[4:6]), *pieces[6:]]
        for piece in now[4:6]:
            articles.update(piece)
        assert len(articles.rows) == 1
        articles.show(now)
        await pilot.pause()
        assert articles.rows is before
        assert [row.headline for row in before if isinstance(row, Listed)] == now[::-1]
        assert sum("★" in line for line in painted(articles)) == 2


async def test_many_pieces_are_sorted_beside_the_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("nkreader.ui.widgets.arranged_list.AT_ONCE", 2)
    pieces = [headline(n, f"{'cba'[n % 3]} {n}", f"2024-01-{n:02}") for n in range(1, 10)]
    app = Shelf(ArticleList())
    async with app.run_test(size=(80, 20)) as pilot:
        articles = app.query_one(ArticleList)
        articles.show(pieces)
        articles.go_to(3)
        here = articles.article
        assert articles.sort_next() is Order.TITLE
        starred = replace(pieces[0], starred=True)
        articles.update(starred)
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert [row.headline for row in articles.rows if isinstance(row, Listed)] == ordered(
            [starred, *pieces[1:]], Order.TITLE, {}
        )
        assert articles.article == here
        articles.sort_next()
        articles.show([starred, *pieces[1:]], [Hit(pieces[2].id, 1.0, "", ())])
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert articles.articles == (pieces[2].id,)  # what is searched by now stays
