"""The timeline pane and its keys, by itself and in the reading room."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from textual.content import Content
from textual.pilot import Pilot

from nkreader.archive.library import Library
from nkreader.model.axis import Entry, Row, Scale
from nkreader.model.axis_layout import timeline
from nkreader.model.dates import Certainty
from nkreader.model.headline import Headline
from nkreader.model.links import Link
from nkreader.model.timeline import By
from nkreader.ui.messages import Told
from nkreader.ui.screens.main import MainScreen
from nkreader.ui.widgets import timeline_rows
from nkreader.ui.widgets.timeline import TimelinePane
from tests.ui.conftest import settled, until
from tests.ui.making import headline, stated
from tests.ui.test_lists import Shelf, painted
from tests.ui.test_reading_room import SMALL, open_piece, room, type_text


def told(app: Shelf) -> list[str]:
    return [message.text for message in app.said if isinstance(message, Told)]


def pieces(*values: str | None) -> list[Headline]:
    return [headline(number, f"Piece {number}", value) for number, value in enumerate(values, 1)]


async def shown(pilot: Pilot[None], pane: TimelinePane, listed: Sequence[Headline], by: By = By.PUBLISHED) -> list[str]:
    pane.show(timeline(listed, by))
    await pilot.pause()
    return [unbarred(line).rstrip() for line in painted(pane)]


def unbarred(line: str) -> str:
    """A line without the cursor and the bars before it."""
    return line.lstrip(" ▌▏╷╎╵╭┆╰┏┃┗├┣")


async def test_it_marks_follows_and_jumps() -> None:
    listed = [headline(n, f"Piece {n}", f"2024-{n:02}-05") for n in range(1, 9)]
    listed += [headline(20, "Twin", "2024-08-05", event="e-1"), headline(21, "Twin", "2024-08-05", event="e-1")]
    app = Shelf(TimelinePane())
    async with app.run_test(size=(40, 8)) as pilot:
        pane = app.query_one(TimelinePane)
        await shown(pilot, pane, listed)
        pane.focus()
        pane.follow(listed[3].id)
        await pilot.pause()
        assert any("●" in line and "Piece 4" in line for line in painted(pane))
        await pilot.press("greater_than_sign")
        assert told(app) == ["May 2024 · 1 piece"]
        await pilot.press("enter")
        assert app.said[-1] == TimelinePane.Jumped(listed[4].id)
        await pilot.press("G", "enter")
        assert app.said[-1] == TimelinePane.Jumped(listed[8].id)
        assert any("×2 Twin" in line for line in painted(pane))
        pane.follow(listed[8].id)
        await pilot.press("enter")
        assert app.said[-1] == TimelinePane.Jumped(listed[9].id)
        await pilot.press("g", "g")
        assert isinstance(pane.row, Entry)
        assert painted(pane)[0].strip().startswith("Jan 2024")


@pytest.mark.parametrize(
    ("value", "lines"),
    [
        ("2024-03-05", ["· ≈05█ A piece"]),
        ("2024-03-05/2024-03-12", ["· ≈05–12 A piece"]),
        ("2024-03-25/2024-04-02", ["· ≈2024-03-25 to 2024-04-02", "A piece"]),
        ("2024-03", ["· ≈2024-03, day unknown", "A piece"]),
        ("2024", ["· ≈2024, day unknown", "A piece"]),
        ("XXXX-05-04", ["· ≈4 May, year unknown", "A piece"]),
        ("../2024-05-04", ["· ≈2024-05-04 or before", "A piece"]),
        (None, ["· A piece"]),
    ],
)
async def test_a_date_that_is_no_day_is_told_in_words(value: str | None, lines: list[str]) -> None:
    app = Shelf(TimelinePane())
    async with app.run_test(size=(40, 8)) as pilot:
        listed = [headline(1, published=value, certainty=Certainty.LIKELY)]
        found = await shown(pilot, app.query_one(TimelinePane), listed)
        wanted = [line.replace("· ", "·", 1) if "█" in line or "–12" in line else line for line in lines]
        assert [line for line in found[1:] if line] == wanted


@pytest.mark.parametrize(
    ("value", "head"),
    [
        ("2024-03-05", "Mar 2024 ━"),
        ("2024-Q2", "Apr–Jun 2024 ┄"),
        ("2024", "2024, day unknown ┄"),
        ("202X", "2020–2029, day unknown ┄"),
        ("XXXX-05-04", "year unknown ┄"),
        ("2024-05-04/..", "before or after a day ┄"),
        (None, "undated ┄"),
    ],
)
async def test_only_months_have_a_measure(value: str | None, head: str) -> None:
    app = Shelf(TimelinePane())
    async with app.run_test(size=(40, 8)) as pilot:
        first = (await shown(pilot, app.query_one(TimelinePane), [headline(1, published=value)]))[0]
        assert first.startswith(head)
        assert first.endswith(" 1")


async def test_zooming_keeps_the_piece_at_the_cursor_where_it_is() -> None:
    listed = pieces(
        *(f"{year}-{month:02}-1{day}" for year in (2021, 2022, 2024) for month in (3, 4, 9) for day in (1, 2))
    )
    app = Shelf(TimelinePane())
    async with app.run_test(size=(40, 12)) as pilot:
        pane = app.query_one(TimelinePane)
        await shown(pilot, pane, listed)
        pane.focus()
        pane.follow(listed[13].id, [Link(listed[0].id, 1.0, (), True), Link(listed[6].id, 1.0, (), False)])
        await pilot.pause()
        line = next(at for at, text in enumerate(painted(pane)) if "Piece 14" in text)
        for step in (-1, 1):
            pane.zoom(step)
            await pilot.pause()
        assert "Piece 14" in painted(pane)[line]
        pane.zoom(-1)
        await pilot.pause()
        assert pane.scale is Scale.MONTHS
        months = [unbarred(text) for text in painted(pane)]
        assert months[pane.cursor - pane.scroll_offset.y].startswith("● 2024 Mar")
        assert any(text.startswith("┊ 4 months: no pieces") for text in months)
        pane.zoom(-1)
        await pilot.pause()
        years = [unbarred(text).rstrip() for text in painted(pane) if text.strip()]
        assert [(text[:6], text[-2:]) for text in years] == [
            ("◆ 2021", " 6"), ("◇ 2022", " 6"), ("┊ 1 ye", "es"), ("● 2024", " 6"),
        ]  # fmt: skip
        assert "█" in years[0]
        for step in (-1, 1):
            pane.zoom(step)
            await pilot.pause()
        line = pane.cursor - pane.scroll_offset.y
        for step in (1, 1):
            pane.zoom(step)
            await pilot.pause()
        assert pane.article == listed[13].id
        assert "Piece 14" in painted(pane)[line], "on the line where its month stood"
        assert [said for said in told(app) if said.startswith("Nothing")] == [
            "Nothing is wider than years.",
            "Nothing is nearer than days.",
        ]


async def test_from_a_bar_one_goes_nearer_to_its_first_piece() -> None:
    listed = pieces("2021-03-01", "2022-04-01", "2022-05-01", None)
    app = Shelf(TimelinePane())
    async with app.run_test(size=(40, 12)) as pilot:
        pane = app.query_one(TimelinePane)
        await shown(pilot, pane, listed)
        pane.focus()
        pane.zoom(-1)
        pane.zoom(-1)
        await pilot.press("greater_than_sign")
        assert told(app)[-1] == "2022 · 2 pieces"
        await pilot.press("enter", "enter")
        assert pane.article == listed[1].id
        pane.zoom(-1)
        await pilot.press("G", "enter")
        assert pane.article == listed[3].id
        assert not [said for said in app.said if isinstance(said, TimelinePane.Jumped)]


async def test_steps_by_month_say_something_everywhere() -> None:
    listed = pieces("2024-03-05", "2024-05-05", "XXXX-09-14", "../2022-01-01", None)
    app = Shelf(TimelinePane())
    async with app.run_test(size=(40, 20)) as pilot:
        pane = app.query_one(TimelinePane)
        await shown(pilot, pane, listed)
        pane.focus()
        await pilot.press("less_than_sign", *["greater_than_sign"] * 5, "less_than_sign", "less_than_sign")
        assert told(app) == [
            "No earlier month.",
            "May 2024 · 1 piece",
            "year unknown · 1 piece",
            "before or after a day · 1 piece",
            "1 piece without a day on which it was published",
            "No later month: here stands what has no place in time (undated).",
            "before or after a day · 1 piece",
            "year unknown · 1 piece",
        ]


async def test_the_mouse_jumps_and_goes_nearer() -> None:
    listed = pieces("2024-03-05", "2024-05-05")
    app = Shelf(TimelinePane())
    async with app.run_test(size=(40, 12)) as pilot:
        pane = app.query_one(TimelinePane)
        lines = await shown(pilot, pane, listed)
        at = next(y for y, line in enumerate(lines) if "Piece 2" in line)
        await pilot.click(TimelinePane, offset=(8, at))
        assert app.said == [TimelinePane.Jumped(listed[1].id)]
        await pilot.click(TimelinePane, offset=(8, 0))
        assert len(app.said) == 1, "a heading is no piece"
        pane.zoom(-1)
        await pilot.pause()
        await pilot.click(TimelinePane, offset=(8, 0))
        await pilot.pause()
        assert (pane.scale, pane.article) == (Scale.DAYS, listed[0].id)


async def test_a_piece_that_was_read_is_dimmed_at_once() -> None:
    app = Shelf(TimelinePane())
    async with app.run_test(size=(40, 8)) as pilot:
        pane = app.query_one(TimelinePane)
        [piece] = pieces("2024-03-05")
        await shown(pilot, pane, [piece])

        def colour() -> object:
            return next(part.style and part.style.color for part in pane.render_line(1) if "Piece" in part.text)

        before = colour()
        pane.update(replace(piece, read=True))
        assert colour() != before


async def test_of_a_hundred_thousand_pieces_only_those_in_view_are_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    one = headline(1)
    listed = [
        replace(one, id=f"{n:012x}", published=stated(f"{2005 + n % 20}-{n % 12 + 1:02}-{n % 28 + 1:02}"))
        for n in range(100_000)
    ]
    drawn: list[object] = []
    draw, whole = TimelinePane.draw_row, timeline(listed)

    def drawing(self: TimelinePane, row: Row, width: int) -> Sequence[Content]:
        drawn.append(row)
        return draw(self, row, width)

    monkeypatch.setattr(TimelinePane, "draw_row", drawing)
    app = Shelf(TimelinePane())
    async with app.run_test(size=(40, 20)) as pilot:
        pane = app.query_one(TimelinePane)
        pane.show(whole, timeline_rows.laid(whole, pane.row_width))
        measured: list[object] = []
        monkeypatch.setattr(timeline_rows, "laid", lambda *given: measured.append(given))
        pane.focus()
        await pilot.press("G")
        for step in (-1, -1, 1, 1):
            pane.zoom(step)
            await pilot.pause()
        await pilot.press("less_than_sign", "g", "g")
        assert isinstance(pane.row, Entry)
        assert not measured, "the lines of all rows are worked out once, in a job"
        assert len(drawn) <= 9 * 3 * 20


def text_of(main: MainScreen) -> str:
    return "\n".join(painted(main.axis))


async def test_by_another_date_and_what_has_none_is_counted_at_the_foot(library_folder: Path) -> None:
    async with room(library_folder) as (pilot, main):
        await settled(pilot)
        assert str(main.axis.border_title) == " 3 Timeline · published "
        assert str(main.axis.border_subtitle).strip() == f"{main.axis.shown.without} without"
        await pilot.press("3", "b")
        await settled(pilot)
        assert str(main.axis.border_title) == " 3 Timeline · reported "
        assert main.axis.shown.by == "reported"
        await pilot.press("b")
        await settled(pilot)
        assert main.axis.shown.by == "happened"
        without = sum(not item.happened.known for item in main.headlines.values())
        assert str(main.axis.border_subtitle).strip() == (f"{without} without" if without else "")
        assert main.status.message == "The timeline by the day it happened · 5 pieces"
        order = main.axis.shown.order
        assert order == main.axis_of_all.order


async def test_the_scope_goes_round_by_what_there_is(library_folder: Path) -> None:
    async with room(library_folder) as (pilot, main):
        await pilot.press("3", "s")
        await settled(pilot)
        assert "shows all pieces: nothing is searched" in main.status.message
        await pilot.press("backslash")
        await type_text(pilot, "missile")
        await until(pilot, lambda: main.results and main.results.total == 3)
        await pilot.press("enter", "3", "s")
        await settled(pilot)
        assert str(main.axis.border_title) == " 3 published · “missile” "
        assert main.results is not None
        assert set(main.axis.shown.places) == set(main.results.ids)
        assert main.status.message == "The timeline of “missile” · 3 pieces"
        await pilot.press("1", "escape")
        await settled(pilot)
        assert str(main.axis.border_title) == " 3 Timeline · published ", "the search is cleared"
        assert len(main.axis.shown.places) == 5


async def test_the_scope_of_an_event_and_of_a_name(library_folder: Path) -> None:
    async with room(library_folder) as (pilot, main):
        await open_piece(pilot, main, "b-launch.txt")
        await until(pilot, lambda: main.related.rows, "related pieces")
        launch = main.open_id or ""
        related = {row.headline.id for row in main.related.rows}
        await pilot.press("3", "s")
        await settled(pilot)
        assert str(main.axis.border_title) == " 3 published · event + related "
        assert set(main.axis.shown.places) >= {launch, *related}
        await pilot.press("2")
        while (mention := main.reader.name_at_cursor()) is None or mention.name != "Kim Jong Un":
            await pilot.press("right_square_bracket")
        await pilot.press("3", "s")
        await settled(pilot)
        library = Library.open(library_folder)
        named = set(library.entity_articles(mention.entity or ""))
        library.close()
        assert set(main.axis.shown.places) == named
        assert len(named) < 5
        assert str(main.axis.border_title) == " 3 published · Kim Jong Un "
        await pilot.press("s")
        await settled(pilot)
        assert str(main.axis.border_title) == " 3 published · dates named here "
        await pilot.press("s")
        await settled(pilot)
        assert len(main.axis.shown.places) == 5


async def test_a_jump_leaves_the_way_back_in_a_small_window(library_folder: Path) -> None:
    async with room(library_folder, SMALL) as (pilot, main):
        await open_piece(pilot, main, "a-pier.txt")
        first = main.open_id
        await pilot.press("3")
        assert main.axis.has_focus
        assert main.axis.size.width > 30
        await pilot.press("minus", "minus")
        assert main.axis.scale is Scale.YEARS
        assert "2024" in text_of(main)
        assert main.status.message == "The timeline by years."
        await pilot.press("plus", "plus", "greater_than_sign", "enter")
        await until(pilot, lambda: main.open_id != first and main.reader.has_focus)
        assert not main.has_class("-side")
        assert "timeline" in main.status.message
        await pilot.press("ctrl+o")
        await until(pilot, lambda: main.open_id == first)


async def test_steps_in_time_go_on_in_the_lanes(tmp_path: Path) -> None:
    folder = tmp_path / "pieces"
    folder.mkdir()
    for day in (4, 14, 24):
        (folder / f"{day}.txt").write_text(
            f"Rice prices rise a {day}th time\nHYESAN, September {day} (Border Post) -- Rice costs more than it did.\n"
        )
    library = Library.open(tmp_path / "lanes")
    library.add([folder])
    library.close()
    async with room(tmp_path / "lanes") as (pilot, main):
        await settled(pilot)
        days = [item.published.value for item in main.headlines.values()]
        assert set(days) == {"XXXX-09-04", "XXXX-09-14", "XXXX-09-24"}
        await open_piece(pilot, main, "/4.txt")
        await pilot.press("full_stop")
        await until(pilot, lambda: main.reader.piece and main.reader.piece.headline.paths[0].endswith("/14.txt"))
        assert main.status.message == "14 September, year unknown · next in the lane “year unknown”"
        await pilot.press("full_stop", "full_stop")
        await until(pilot, lambda: "last in the lane" in main.status.message)
        assert main.status.message == "24 September, year unknown: the last in the lane “year unknown”."
        await pilot.press("3")
        assert "14 September, year unknown" in text_of(main)
        assert "undated" not in text_of(main)
