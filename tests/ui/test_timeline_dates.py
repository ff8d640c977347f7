"""The dates of the open piece on the timeline: three marks, ticks that lead to sentences and days, bars, chronology."""

from __future__ import annotations

from pathlib import Path

import pytest
from markdown_it import MarkdownIt
from textual.pilot import Pilot

from nkreader import locations
from nkreader.archive.library import Library
from nkreader.model.axis import Entry, Mark, Scale, Tick
from nkreader.model.axis_layout import timeline
from nkreader.model.dates import Certainty
from nkreader.ui.screens.main import MainScreen
from nkreader.ui.widgets.timeline import TimelinePane
from tests.ui.conftest import settled, until
from tests.ui.making import headline
from tests.ui.test_lists import Shelf, painted
from tests.ui.test_mouse import row_of
from tests.ui.test_reading_room import SMALL, WIDE, open_piece, room

TEXTS = {
    "a-ferry.txt": """Ferry sinks off Wonsan
SEOUL, March 6, 2024 (Harbour Wire) -- A ferry sank off Wonsan on Monday, March 4, and three sailors drowned, the \
Korean Central News Agency reported on Tuesday.

It was the first such accident since Oct. 12, 2021, when a tug capsized near Wonsan. A second boat was lost in the \
summer of 2019, and the Harbour Ministry promised new boats in September 2022.
""",
    "b-ferry.txt": """Three sailors drown as ferry sinks off Wonsan
TOKYO, March 6, 2024 (Strait Courier) -- A ferry sank off Wonsan on Monday, and three sailors drowned, the Korean \
Central News Agency reported. The ferry had left Wonsan in fog.
""",
    "c-tug.txt": """Tug capsizes near Wonsan
SEOUL, Oct. 12, 2021 (Harbour Wire) -- A tug capsized near Wonsan on Tuesday, the Joint Chiefs of Staff said. Nobody \
was hurt.
""",
    "d-drill.txt": """Drill at sea seen from the coast
North Korean boats were seen at a drill between March 1 and March 9, 2024, villagers said. Nothing else is known.
""",
}


@pytest.fixture
def harbour(tmp_path: Path) -> Path:
    """A library of pieces on ferries and tugs."""
    folder = tmp_path / "harbour-pieces"
    folder.mkdir()
    for name, text in TEXTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    library = Library.open(tmp_path / "harbour")
    library.add([folder])
    library.close()
    return tmp_path / "harbour"


def ticks(main: MainScreen) -> list[tuple[str, str | None, str]]:
    rows = main.axis.rows
    return [(str(row.mark), row.when.value, row.words) for row in rows if isinstance(row, Tick)]


async def to_dates(pilot: Pilot[None], main: MainScreen) -> None:
    """The timeline of the open piece's own dates."""
    await pilot.press("3")
    for _ in range(5):
        await pilot.press("s")
        await settled(pilot)
        if "dates named here" in str(main.axis.border_title):
            return
    raise AssertionError("no such scope")


async def to_tick(pilot: Pilot[None], main: MainScreen, words: str) -> Tick:
    await pilot.press("g", "g")
    for _ in main.axis.rows:
        tick = main.axis.tick
        if tick is not None and tick.words == words:
            return tick
        await pilot.press("j")
    raise AssertionError(f"no tick {words}")


async def test_the_open_piece_has_its_three_dates_on_one_axis(harbour: Path) -> None:
    async with room(harbour) as (pilot, main):
        await open_piece(pilot, main, "a-ferry.txt")
        await settled(pilot)
        await pilot.press("3")
        shown = [line.rstrip() for line in painted(main.axis)]
        assert any("▲ 04  ×2 happened" in line for line in shown), "the other report says so, too"
        assert any("» 05  reported · “Tuesday”" in line for line in shown)
        assert any("● 06█ ■ ×2 Ferry sinks" in line for line in shown)
        assert any("├Oct 2021" in line for line in shown), "a month of which the text names a day"
        assert any(line.lstrip().startswith("├◇ 12") for line in shown)
        heights = main.axis.heights(main.axis.rows, main.axis.row_width)
        assert not isinstance(heights, int)
        assert [len(main.axis.draw_row(row, main.axis.row_width)) for row in main.axis.rows] == [*heights]
        await pilot.press("b", "b")
        await settled(pilot)
        assert main.axis.shown.by == "happened"
        marks = {mark: value for mark, value, _ in ticks(main)}
        assert marks == {"reported": "2024-03-05", "published": "2024-03-06"}, "what places the piece is its row"
        assert any("● 04█ ▲ ×2" in line for line in painted(main.axis))


async def test_a_tick_leads_to_its_sentence_and_the_way_back_is_kept(harbour: Path) -> None:
    async with room(harbour) as (pilot, main):
        await open_piece(pilot, main, "a-ferry.txt")
        await to_dates(pilot, main)
        assert main.status.message == "The timeline of dates named here · 6 dates"
        assert [value for _, value, _ in ticks(main)] == [
            "2019-SU", "2021-10-12", "2022-09", "2024-03-04", "2024-03-05", "2024-03-06",
        ]  # fmt: skip
        tick = await to_tick(pilot, main, "Oct. 12, 2021")
        await pilot.press("enter")
        await settled(pilot)
        assert main.reader.has_focus
        sentence = main.reader.sentence()
        assert sentence is not None
        assert (tick.offset or 0) in sentence
        assert main.status.message == "timeline · “Oct. 12, 2021”: 2021-10-12"
        await pilot.press("ctrl+o")
        await settled(pilot)
        back = main.reader.sentence()
        assert back is not None
        assert (tick.offset or 0) not in back


async def test_from_a_date_one_goes_to_the_pieces_of_its_day(harbour: Path) -> None:
    async with room(harbour) as (pilot, main):
        await open_piece(pilot, main, "a-ferry.txt")
        await to_dates(pilot, main)
        assert (await to_tick(pilot, main, "Oct. 12, 2021")).pieces == 1
        await pilot.press("p")
        await settled(pilot)
        assert str(main.axis.border_title) == " 3 Timeline · published "
        assert isinstance(main.axis.row, Entry)
        assert main.axis.row.headlines[0].title == "Tug capsizes near Wonsan"
        assert main.status.message == "2021-10-12, published · 1 piece"
        await pilot.press("enter")
        await until(pilot, lambda: main.reader.piece and main.reader.piece.headline.title.startswith("Tug"))
        await pilot.press("ctrl+o")
        await until(pilot, lambda: main.reader.piece and main.reader.piece.headline.title.startswith("Ferry"))
        await to_dates(pilot, main)
        await to_tick(pilot, main, "September 2022")
        await pilot.press("p")
        await settled(pilot)
        assert main.status.message == "2022-09, day unknown, published · no piece; here is the nearest"
        assert isinstance(main.axis.row, Entry)
        assert main.axis.row.headlines[0].title == "Tug capsizes near Wonsan"


async def test_the_dates_follow_the_piece_that_is_opened(harbour: Path) -> None:
    async with room(harbour) as (pilot, main):
        await open_piece(pilot, main, "a-ferry.txt")
        await to_dates(pilot, main)
        await pilot.press("minus")
        assert main.axis.scale is Scale.MONTHS
        assert any("▲»■" in line for line in painted(main.axis))
        await pilot.press("2", "comma")
        await until(pilot, lambda: main.reader.piece and main.reader.piece.headline.title.startswith("Tug"))
        await settled(pilot)
        await pilot.press("3", "plus")
        assert {value for _, value, _ in ticks(main)} == {"2021-10-12"}
        assert str(main.axis.border_title) == " 3 published · dates named here "


@pytest.mark.parametrize("size", [WIDE, SMALL, (34, 12), (20, 8)])
async def test_every_scope_and_scale_is_drawn_in_any_window(harbour: Path, size: tuple[int, int]) -> None:
    async with room(harbour, WIDE) as (pilot, main):
        await open_piece(pilot, main, "a-ferry.txt")
        await pilot.resize_terminal(*size)
        await pilot.press("3")
        for _ in range(3):
            for key in ("minus", "minus", "G", "plus", "plus", "greater_than_sign", "less_than_sign"):
                await pilot.press(key)
                assert all(len(line) <= max(1, main.axis.size.width) for line in painted(main.axis))
            await pilot.press("s")
            await settled(pilot)
        assert main.app.is_running


async def test_the_mouse_reaches_dates_scopes_and_the_lane(harbour: Path) -> None:
    async with room(harbour) as (pilot, main):
        await open_piece(pilot, main, "a-ferry.txt")
        await settled(pilot)
        await pilot.click("#axis", offset=(10, row_of(main.axis, "reported")))
        await settled(pilot)
        assert main.status.message == "timeline · “Tuesday”: 2024-03-05"
        title = str(main.axis.border_title)
        await pilot.click("#axis", offset=(title.index("published") + 2, 0))
        await settled(pilot)
        assert main.axis.shown.by == "reported"
        await pilot.click("#axis", offset=(5, 0))
        await settled(pilot)
        assert "event + related" in str(main.axis.border_title)
        foot = main.axis.outer_size.height - 1
        assert str(main.axis.border_subtitle).strip().endswith("without")
        await pilot.click("#axis", offset=(main.axis.outer_size.width - 6, foot))
        await settled(pilot)
        assert isinstance(main.axis.row, Entry)
        assert main.axis.row.headlines[0].reported.value is None


async def test_a_tick_of_a_date_that_stands_nowhere_leads_to_the_top(tmp_path: Path) -> None:
    folder = tmp_path / "rows"
    folder.mkdir()
    (folder / "rows.jsonl").write_text(
        '{"title": "A quay is built", "date": "2024-05-06", "outlet": "Harbour Wire", "text": "A quay is built at '
        'Nampo. It was begun in 2019 and will hold nine boats, the harbour master said in a speech."}\n'
    )
    library = Library.open(tmp_path / "quay")
    library.add([folder])
    library.close()
    async with room(tmp_path / "quay") as (pilot, main):
        await pilot.press("1", "g", "g", "enter")
        await until(pilot, lambda: main.open_id and main.reader.has_focus, "the piece")
        await to_dates(pilot, main)
        assert ticks(main) == [("named", "2019", "2019"), ("published", "2024-05-06", "")]
        await pilot.press("G", "enter")
        await settled(pilot)
        assert main.status.message == "timeline · published 2024-05-06 · the text does not name it"
        assert main.reader.has_focus


@pytest.mark.parametrize(
    ("certainty", "bar"), [(Certainty.STATED, ["┏", "┃", "┃", "┗", " "]), (Certainty.LIKELY, ["╭", "┆", "┆", "╰", " "])]
)
async def test_an_uncertain_date_is_a_bar_over_its_days(certainty: Certainty, bar: list[str]) -> None:
    app = Shelf(TimelinePane())
    listed = [
        headline(1, "A range", "2024-03-05/2024-03-12", certainty=certainty),
        headline(2, "Within", "2024-03-07"),
        headline(3, "Still within", "2024-03-12"),
        headline(5, "Also in it", "2024-03-12"),
        headline(4, "Behind", "2024-03-13"),
    ]
    async with app.run_test(size=(40, 8)) as pilot:
        pane = app.query_one(TimelinePane)
        pane.show(timeline(listed))
        await pilot.pause()
        assert [line[1] for line in painted(pane)[1:6]] == bar


async def test_dates_of_months_are_bars_over_the_months_at_every_scale() -> None:
    app = Shelf(TimelinePane())
    listed = [
        headline(1, "A quarter", "2024-Q2"),
        headline(2, "In May", "2024-05-07"),
        headline(3, "July", "2024-07-01"),
    ]
    async with app.run_test(size=(40, 12)) as pilot:
        pane = app.query_one(TimelinePane)
        pane.show(timeline(listed))
        await pilot.pause()
        gutter = [line[1:2] for line in painted(pane)]
        assert gutter[:7] == ["╷", "╎", "╎", "╎", "╎", "╵", " "], "June is one of its months, too"
        pane.zoom(-1)
        await pilot.pause()
        assert [line[1:2] for line in painted(pane)][:4] == ["╷", "╎", "╵", " "]
        pane.zoom(-1)
        await pilot.pause()
        assert "██" in painted(pane)[0], "a year shows its twelve months"
        assert painted(pane)[0].count("·") >= 10


async def test_the_timeline_in_scope_is_exported_as_a_chronology(harbour: Path) -> None:
    async with room(harbour) as (pilot, main):
        await open_piece(pilot, main, "a-ferry.txt")
        await pilot.press("3", "e")
        await until(pilot, lambda: "chronology written" in main.status.message, "the file")
        (file,) = (locations.exports() / "chronologies").glob("*.md")
        assert main.status.message == f"chronology written · 3 rows → {file}"
        text = file.read_text(encoding="utf-8")
        assert "> A ferry sank off Wonsan on Monday, March 4, and three sailors drowned" in text
        assert "\\[2\\] \\[3\\]" in text
        body = text.split("---\n", 2)[2]
        headings = [token.content for token in MarkdownIt("commonmark").parse(body) if token.level == 1]
        assert [said for said in headings if said in ("2021", "2024", "Not placed in time", "Sources")] == [
            "2021", "2024", "Not placed in time", "Sources",
        ]  # fmt: skip
        await pilot.press("e")
        await until(pilot, lambda: "chronology unchanged" in main.status.message)
        await to_dates(pilot, main)
        await pilot.press("e")
        await until(pilot, lambda: "chronology written · 4 rows" in main.status.message)
        assert len([*(locations.exports() / "chronologies").glob("*.md")]) == 2


async def test_steps_in_time_stay_within_the_scope_that_is_shown(harbour: Path) -> None:
    async with room(harbour) as (pilot, main):
        await open_piece(pilot, main, "b-ferry.txt")
        await pilot.press("backslash", *"hurt", "enter")
        await until(pilot, lambda: main.results and main.results.total == 1)
        await pilot.press("3", "s")
        await settled(pilot)
        assert len(main.axis.shown.places) == 1
        await pilot.press("1", "enter")
        await until(pilot, lambda: main.reader.piece and main.reader.piece.headline.title.startswith("Tug"))
        await pilot.press("full_stop")
        await settled(pilot)
        assert main.status.message == "No later piece."


def test_marks_are_told_apart_by_their_shapes() -> None:
    from nkreader.ui.widgets.timeline_rows import OPEN, PLAIN, RELATED, SAME_EVENT, SIGNS

    signs = [*SIGNS.values(), OPEN, SAME_EVENT, RELATED, PLAIN]
    assert len({*signs}) == len(signs) == len(Mark) + 4
    for sign in SIGNS.values():
        assert sign in TimelinePane.HELP
