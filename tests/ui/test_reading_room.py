"""The reading room as a reader uses it: real keys, the real library."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual.command import CommandPalette
from textual.events import Paste
from textual.pilot import Pilot

from nkreader import locations
from nkreader.archive.library import Library
from nkreader.model.sanitise import is_safe
from nkreader.ui.app import NKReader
from nkreader.ui.screens.main import MainScreen
from nkreader.ui.screens.searching import begun_word
from nkreader.ui.screens.sheet import Sheet
from nkreader.ui.widgets.article_rows import Listed
from nkreader.ui.widgets.prompt import Prompt
from tests.ui.conftest import path_of, until

WIDE, SMALL = (120, 40), (80, 24)


@asynccontextmanager
async def room(
    folder: Path, size: tuple[int, int] = WIDE, add: tuple[Path, ...] = ()
) -> AsyncIterator[tuple[Pilot[None], MainScreen]]:
    """The reading room, with its list shown."""
    app = NKReader(folder, add)
    async with app.run_test(size=size) as pilot:
        await until(pilot, lambda: app.main.headlines, "the list")
        yield pilot, app.main


async def open_piece(pilot: Pilot[None], main: MainScreen, name: str) -> None:
    """Go to a piece in the list and open it with the keyboard."""
    headline = next(item for item in main.headlines.values() if path_of(main, item).endswith(name))
    await pilot.press("1", "g", "g")
    for _ in main.headlines:
        row = main.articles.row
        if isinstance(row, Listed) and row.members and row.headline.event == headline.event:
            await pilot.press("f")
        if main.articles.article == headline.id:
            break
        await pilot.press("j")
    await pilot.press("enter")
    await until(pilot, lambda: main.open_id == headline.id and main.reader.has_focus, f"{name} open")


async def type_text(pilot: Pilot[None], text: str) -> None:
    """Type it, letter by letter."""
    names = {" ": "space", ":": "colon", "-": "minus"}
    await pilot.press(*(names.get(letter, letter) for letter in text))


async def test_a_whole_reading(library_folder: Path) -> None:
    async with room(library_folder) as (pilot, main):
        await pilot.press("slash")
        await type_text(pilot, "missile")
        await until(pilot, lambda: main.results, "results as one types")
        assert len(main.articles.articles) == 3
        assert main.search_bar.typing
        await pilot.press("down", "enter")
        assert main.articles.has_focus
        await pilot.press("g", "g", "enter")
        await until(pilot, lambda: main.open_id is not None and main.reader.has_focus)
        piece = main.reader.piece
        assert piece is not None
        assert "found by “missile”" in main.status.message
        await pilot.press("n")
        await pilot.press("right_square_bracket")
        mention = main.reader.name_at_cursor()
        assert mention is not None
        assert mention.span.of(piece.article.text)
        await pilot.press("enter")
        await until(pilot, lambda: main.dossier.has_focus, "the dossier")
        await pilot.press("q", "m")
        await until(pilot, lambda: main.reader.piece and main.reader.piece.highlights, "the highlight")
        await pilot.press("a")
        await until(pilot, lambda: isinstance(pilot.app.screen, Prompt), "the prompt for the note")
        await type_text(pilot, "check this")
        await pilot.press("enter")
        await until(pilot, lambda: main.status.message == "note kept")
        await pilot.press("e")
        await until(pilot, lambda: "2 files written" in main.status.message, "the export")
        assert str(locations.exports()) in main.status.message
        await pilot.press("e")
        await until(pilot, lambda: "2 files unchanged" in main.status.message, "the second export")
        exported = "".join(path.read_text() for path in locations.exports().rglob("*.md"))
        assert "check this" in exported
        await pilot.press("3", "less_than_sign", "enter")
        await until(pilot, lambda: main.open_id != piece.headline.id, "the jump")
        assert main.status.message.startswith("timeline")
        await pilot.press("ctrl+o")
        await until(pilot, lambda: main.open_id == piece.headline.id, "the way back")
        await pilot.press("alt+right")
        await until(pilot, lambda: main.open_id != piece.headline.id, "and forward again")
    library = Library.open(library_folder)
    assert [mark.note for mark in library.highlights()] == ["check this"]
    library.close()


async def test_undo_and_redo_of_what_was_marked(library_folder: Path) -> None:
    async with room(library_folder) as (pilot, main):
        await open_piece(pilot, main, "b-launch.txt")
        article = main.open_id or ""

        def colours() -> list[str]:
            assert main.reader.piece is not None
            return [mark.colour for mark in main.reader.piece.highlights]

        await pilot.press("right_parenthesis", "m")
        await until(pilot, lambda: colours() == ["yellow"])
        await pilot.press("c")
        await until(pilot, lambda: colours() == ["green"])
        await pilot.press("d")
        await until(pilot, lambda: colours() == [])
        await pilot.press("u")
        await until(pilot, lambda: colours() == ["green"])
        await pilot.press("u")
        await until(pilot, lambda: colours() == ["yellow"])
        await pilot.press("ctrl+r")
        await until(pilot, lambda: colours() == ["green"])
        await pilot.press("asterisk")
        await until(pilot, lambda: main.headlines[article].starred)
        await pilot.press("u")
        await until(pilot, lambda: not main.headlines[article].starred)
        assert main.headlines[article].read
        await pilot.press("x")
        await until(pilot, lambda: not main.headlines[article].read)
        await pilot.press("u")
        await until(pilot, lambda: main.headlines[article].read)


async def test_a_selection_becomes_a_highlight_with_a_note_and_tags(library_folder: Path) -> None:
    async with room(library_folder) as (pilot, main):
        await open_piece(pilot, main, "c-council.txt")
        await pilot.press("right_parenthesis", "v", "w", "e", "a")
        await until(pilot, lambda: isinstance(pilot.app.screen, Prompt))
        pilot.app.post_message(Paste("first\x1b[2J\u202e line"))
        await pilot.press("alt+enter")
        await type_text(pilot, "second")
        await pilot.press("ctrl+s")
        await until(pilot, lambda: main.reader.piece and main.reader.piece.highlights)
        assert main.reader.piece is not None
        mark = main.reader.piece.highlights[0]
        assert mark.note == "first␛[2J� line\nsecond"
        assert mark.anchor.span.of(main.reader.piece.article.text) == mark.anchor.exact
        await pilot.press("t")
        await type_text(pilot, "un missile")
        await pilot.press("enter")
        await until(pilot, lambda: main.reader.piece and main.reader.piece.highlights[0].tags)
        assert main.reader.piece.highlights[0].tags == ("un", "missile")
        await pilot.press("H")
        await until(pilot, lambda: isinstance(pilot.app.screen, Sheet))
        await pilot.press("enter")
        await until(pilot, lambda: pilot.app.screen is main)


async def test_copies_carry_their_citation_and_nothing_dangerous(library_folder: Path) -> None:
    async with room(library_folder) as (pilot, main):
        await open_piece(pilot, main, "e-hostile.txt")
        await pilot.press("right_parenthesis", "y")
        assert "Harbour Wire" in pilot.app.clipboard
        assert "nkreader open" in pilot.app.clipboard
        assert is_safe(pilot.app.clipboard)


async def test_searching_within_the_article(library_folder: Path) -> None:
    async with room(library_folder) as (pilot, main):
        await open_piece(pilot, main, "a-pier.txt")
        await pilot.press("slash")
        await type_text(pilot, "pier")
        await until(pilot, lambda: main.article_query, "matches")
        assert main.results is None
        assert len(main.articles.articles) == 5
        await pilot.press("enter")
        assert main.reader.has_focus
        before = main.reader.cursor
        await pilot.press("n", "n")
        assert main.reader.cursor > before
        await pilot.press("escape")
        assert main.article_query is None
        assert pilot.app.is_running


async def test_a_search_says_what_it_ignores_and_escape_clears_it(library_folder: Path) -> None:
    async with room(library_folder) as (pilot, main):
        await pilot.press("backslash")
        await type_text(pilot, "published:sometime missile")
        await until(pilot, lambda: main.status.message, "a notice")
        await pilot.press("enter", "escape")
        assert main.results is None
        assert len(main.articles.articles) == 5
        await pilot.press("escape", "escape")
        assert pilot.app.is_running


async def test_a_word_half_typed_finds_what_begins_so_and_says_it(library_folder: Path) -> None:
    async with room(library_folder) as (pilot, main):
        await pilot.press("slash")
        await type_text(pilot, "missi")
        await until(pilot, lambda: main.results and main.results.total == 3)
        assert "begin so" in main.status.message
        await type_text(pilot, "le")
        await until(pilot, lambda: main.shown_query == "missile")
        assert main.results is not None
        assert main.results.total == 3
        assert "begin so" not in main.status.message


@pytest.mark.parametrize(
    ("text", "word"), [("la", "la"), ("kim laun", "laun"), ("title:la", ""), ("l", ""), ('"la', ""), ("20", "")]
)
def test_only_a_plain_word_may_go_on(text: str, word: str) -> None:
    assert begun_word(text) == word


async def test_only_the_answer_to_the_last_question_counts(library_folder: Path) -> None:
    async with room(library_folder) as (pilot, main):
        await pilot.press("slash")
        main.search_for("missile")
        main.search_for("Hyesan")
        await until(pilot, lambda: main.results and main.results.query.source == "Hyesan")
        await pilot.pause(0.2)
        assert main.shown_query == "Hyesan"
        assert len(main.articles.articles) == 1


async def test_q_backs_out_and_quits_only_at_the_top(library_folder: Path) -> None:
    async with room(library_folder) as (pilot, main):
        await open_piece(pilot, main, "a-pier.txt")
        await pilot.press("z")
        assert main.has_class("-zen")
        await pilot.press("q")
        assert not main.has_class("-zen")
        await pilot.press("3", "q")
        assert main.reader.has_focus
        await pilot.press("q")
        assert main.articles.has_focus
        await pilot.press("slash")
        await type_text(pilot, "rice")
        await until(pilot, lambda: main.results)
        await pilot.press("enter", "q")
        assert main.results is None
        assert pilot.app.return_code is None
        await pilot.press("q")
        assert pilot.app.return_code == 0


async def test_the_timeline_folds_away_where_there_is_no_room(library_folder: Path) -> None:
    async with room(library_folder, SMALL) as (pilot, main):
        await open_piece(pilot, main, "b-launch.txt")
        assert not main.axis.region
        assert main.reader.size.width >= 50
        await pilot.press("3")
        await pilot.pause()
        assert main.axis.has_focus
        assert main.axis.region
        await pilot.press("enter")
        await until(pilot, lambda: main.reader.has_focus)
        assert not main.has_class("-side")


@pytest.mark.parametrize("size", [(40, 12), (80, 24), (100, 30), (115, 30), (120, 40), (200, 60)])
async def test_every_size_keeps_a_reader(library_folder: Path, size: tuple[int, int]) -> None:
    async with room(library_folder, size) as (pilot, main):
        await open_piece(pilot, main, "b-launch.txt")
        assert main.reader.size.width >= min(50, size[0])
        assert main.reader.size.height >= 4


async def test_steps_in_time_and_in_the_list(library_folder: Path) -> None:
    async with room(library_folder) as (pilot, main):
        await open_piece(pilot, main, "b-launch.txt")
        first = main.open_id
        await pilot.press("full_stop")
        await until(pilot, lambda: main.open_id != first)
        assert "later" in main.status.message or "same day" in main.status.message
        await pilot.press("comma")
        await until(pilot, lambda: main.open_id == first)
        await pilot.press("J")
        await until(pilot, lambda: main.open_id != first)
        await pilot.press("K")
        await until(pilot, lambda: main.open_id == first)
        await open_piece(pilot, main, "d-undated.txt")
        undated = main.open_id
        await pilot.press("full_stop")
        assert "undated" in main.status.message
        assert main.open_id == undated


async def test_the_last_place_is_found_again(library_folder: Path) -> None:
    async with room(library_folder) as (pilot, main):
        await open_piece(pilot, main, "a-pier.txt")
        await pilot.press("G")
        here = main.open_id
    async with room(library_folder) as (pilot, main):
        await until(pilot, lambda: main.open_id == here, "where one left off")
        assert main.reader.has_focus


async def test_it_opens_where_the_command_line_says(library_folder: Path) -> None:
    library = Library.open(library_folder)
    article = library.headlines()[2].id
    offset = library.piece(article).analysis.sentences[-1].start
    library.close()
    app = NKReader(library_folder, at=f"{article}@{offset}")
    async with app.run_test(size=WIDE) as pilot:
        await until(pilot, lambda: app.main.open_id == article)
        assert app.main.reader.cursor == offset


async def test_sheets_tell_and_close(library_folder: Path) -> None:
    async with room(library_folder) as (pilot, main):
        await open_piece(pilot, main, "b-launch.txt")
        for key in ("D", "question_mark"):
            await pilot.press(key)
            await until(pilot, lambda: isinstance(pilot.app.screen, Sheet), key)
            await pilot.press("q")
            assert pilot.app.screen is main
        await until(pilot, lambda: main.related.rows, "related pieces")
        await pilot.press("r")
        assert main.related.has_focus
        assert main.related.row is not None
        assert main.status.message == main.related.row.why
        there = main.related.row.headline.id
        await pilot.press("enter")
        await until(pilot, lambda: main.open_id == there)


async def test_the_palette_runs_commands(library_folder: Path) -> None:
    async with room(library_folder) as (pilot, main):
        await pilot.press("colon")
        await until(pilot, lambda: isinstance(pilot.app.screen, CommandPalette))
        await type_text(pilot, "zen")
        await pilot.pause(0.5)
        await pilot.press("down", "enter")
        await until(pilot, lambda: main.has_class("-zen"))


async def test_what_is_pasted_into_the_search_is_printable(library_folder: Path) -> None:
    async with room(library_folder) as (pilot, main):
        await pilot.press("slash")
        pilot.app.post_message(Paste("mis\x1b[2Jsile\nrice"))
        await pilot.pause()
        assert main.search_bar.prompt.value == "mis␛[2Jsile rice"


async def test_articles_named_at_the_start_are_added(tmp_path: Path, pieces_folder: Path) -> None:
    async with room(tmp_path / "new", add=(pieces_folder,)) as (pilot, main):
        await until(pilot, lambda: "5 added" in main.status.message)
        assert len(main.articles.articles) == 5
        assert not main.status.progress


async def test_what_goes_wrong_is_told_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    app = NKReader(tmp_path / "file")
    async with app.run_test(size=SMALL) as pilot:
        await until(pilot, lambda: app.main.status.problem)
        assert app.main.status.message.startswith("Could not open")
        assert "\n" not in app.main.status.message
        await pilot.press("slash", "a", "escape", "enter", "m", "E", "H", "question_mark", "q")
        assert app.is_running


async def test_the_sample_says_that_it_is_one(tmp_path: Path) -> None:
    app = NKReader(tmp_path / "sample", sample=True)
    async with app.run_test(size=WIDE) as pilot:
        main = app.main
        await until(pilot, lambda: main.headlines)
        assert "do not cite" in main.status.place
        await pilot.press("enter")
        await until(pilot, lambda: main.open_id)
        assert "do not cite" in main.status.place
        await pilot.press("y")
        assert "do not cite" in pilot.app.clipboard
