"""Keys that arrive together, as from a fast typist or a slow line, mean what they would mean one by one."""

from __future__ import annotations

import asyncio
import threading
from pathlib import Path
from typing import Any, ClassVar

import pytest
from textual import on
from textual.app import App, ComposeResult
from textual.containers import Vertical
from textual.events import Key, Paste
from textual.message import Message
from textual.widgets import Static

from nkreader.archive.library import Library
from nkreader.ui.app import NKReader
from nkreader.ui.escaping import EscapeParser
from nkreader.ui.screens.main import MainScreen
from nkreader.ui.typing_ahead import TypingAhead
from nkreader.ui.widgets.prompt import Prompt
from tests.ui.conftest import until
from tests.ui.test_reading_room import open_piece, room


def at_once(app: App[None], keys: str) -> None:
    """All keys before the app takes the first."""
    names = {"/": "slash", "?": "question_mark", "\n": "enter", " ": "space", "\x1b": "escape"}
    for key in keys:
        app.post_message(Key(names.get(key, key), key))


def notes(main: MainScreen) -> list[str]:
    """Of the open piece."""
    piece = main.reader.piece
    return [highlight.note for highlight in piece.highlights] if piece else []


async def test_a_query_typed_with_its_slash_is_all_there(library_folder: Path) -> None:
    async with room(library_folder) as (pilot, main):
        at_once(pilot.app, "/guided missile")
        await until(pilot, lambda: main.search_bar.prompt.value == "guided missile", "the query")
        assert main.search_bar.typing
        at_once(pilot.app, "\nG")
        await until(pilot, lambda: not main.search_bar.typing, "the end of the prompt")
        await until(pilot, lambda: main.articles.cursor == len(main.articles.rows) - 1, "the last row")


async def test_a_note_typed_with_its_key_is_all_there(library_folder: Path) -> None:
    async with room(library_folder) as (pilot, main):
        await open_piece(pilot, main, "b-launch.txt")
        at_once(pilot.app, "ajkd")
        await until(pilot, lambda: isinstance(pilot.app.screen, Prompt), "the box for the note")
        at_once(pilot.app, " too\n")
        await until(pilot, lambda: isinstance(pilot.app.screen, MainScreen), "the page again")
        await until(pilot, lambda: notes(main) == ["jkd too"], "the note")


async def test_what_is_pasted_waits_for_its_prompt(library_folder: Path) -> None:
    async with room(library_folder) as (pilot, main):
        at_once(pilot.app, "/")
        pilot.app.post_message(Paste("solid fuel"))
        at_once(pilot.app, " x")
        await until(pilot, lambda: main.search_bar.prompt.value == "solid fuel x", "the query")


async def test_a_key_that_is_lost_does_not_hold_up_the_next(library_folder: Path) -> None:
    async with room(library_folder) as (pilot, main):
        app = pilot.app
        app._since = 0.0  # type: ignore[attr-defined]  # long ago, and never heard of again
        await pilot.press("j")
        await until(pilot, lambda: main.articles.cursor > 0, "the second row")


async def test_a_key_right_after_the_one_that_leaves_the_prompt_goes_to_the_pane(library_folder: Path) -> None:
    async with room(library_folder) as (pilot, main):
        at_once(pilot.app, "/missile")
        await until(pilot, lambda: main.search_bar.prompt.value == "missile", "the query")
        at_once(pilot.app, "\x1bG")
        await until(pilot, lambda: main.articles.cursor == len(main.articles.rows) - 1 > 0, "the last row")
        assert not main.search_bar.typing
        assert main.results is None
        assert "G" not in main.search_bar.prompt.value


async def test_esc_is_not_lost_before_a_key_that_follows_at_once(library_folder: Path) -> None:
    async with room(library_folder) as (pilot, main):
        at_once(pilot.app, "/missile")
        await until(pilot, lambda: main.search_bar.prompt.value == "missile", "the query")
        for key in typed("\x1bG"):
            pilot.app.post_message(key)
        await until(pilot, lambda: main.articles.cursor == len(main.articles.rows) - 1 > 0, "the last row")
        assert not main.search_bar.typing


async def test_alt_and_enter_begin_a_line_where_they_are_bound(library_folder: Path) -> None:
    async with room(library_folder) as (pilot, main):
        await open_piece(pilot, main, "b-launch.txt")
        at_once(pilot.app, "a")
        await until(pilot, lambda: isinstance(pilot.app.screen, Prompt), "the box for the note")
        for key in typed("one\x1b\rtwo\n"):
            pilot.app.post_message(key)
        await until(pilot, lambda: notes(main) == ["one\ntwo"], "the note of two lines")


@pytest.mark.parametrize(
    ("written", "keys"),
    [
        ("\x1bj", ["alt+j"]),
        ("\x1b3", ["alt+3"]),
        ("\x1b:q", ["alt+colon", "q"]),
        ("\x1b\r", ["alt+enter"]),
        ("\x1b[A", ["up"]),
        ("\x1bOA", ["up"]),
        ("\x1bb", ["ctrl+left"]),
        ("\x1b\x1b[A", ["escape", "up"]),
    ],
)
def test_the_parser_keeps_what_came_before_a_key(written: str, keys: list[str]) -> None:
    assert [key.key for key in typed(written)] == keys


def typed(written: str) -> list[Key]:
    """The keys that the parser makes of what a terminal wrote at once."""
    return [event for event in EscapeParser().feed(written.replace("\n", "\r")) if isinstance(event, Key)]


class Step(Message):
    """Sent on and on before the focus moves."""


class Slow(Vertical):
    """A pane that takes its time over what a key set off."""

    @on(Step)
    async def _later(self, message: Step) -> None:
        for _ in range(5):
            await asyncio.sleep(0)


class First(Static, can_focus=True):
    """Its only key leads elsewhere, over three messages."""

    BINDINGS: ClassVar = [("a", "leave")]

    left = 0

    def action_leave(self) -> None:
        self.post_message(Step())

    @on(Step)
    def _again(self, message: Step) -> None:
        self.left += 1
        if self.left < 3:
            message.stop()
            self.post_message(Step())


class Second(Static, can_focus=True):
    """Keeps the keys that it gets."""

    def on_mount(self) -> None:
        self.got: list[str] = []

    def on_key(self, event: Key) -> None:
        self.got.append(event.key)


class Handing(TypingAhead):
    """An app whose focus moves at the end of what a key set off."""

    def compose(self) -> ComposeResult:
        with Slow(), Slow(), Slow():
            yield First()
        yield Second()

    @on(Step)
    def _move(self) -> None:
        self.query_one(Second).focus()


async def test_a_key_waits_for_all_that_the_one_before_set_off() -> None:
    app = Handing()
    async with app.run_test() as pilot:
        app.query_one(First).focus()
        await pilot.pause()
        at_once(app, "axyz")
        await until(pilot, lambda: app.query_one(Second).got == ["x", "y", "z"], "three keys in the second pane")


async def test_the_end_of_a_key_that_was_given_up_is_not_taken_for_that_of_the_next() -> None:
    app = Handing()
    async with app.run_test() as pilot:
        app.query_one(First).focus()
        await pilot.pause()
        at_once(app, "axyz")
        app.call_later(app._done, app._turn)  # of a key before these
        await until(pilot, lambda: app.query_one(Second).got == ["x", "y", "z"], "three keys in the second pane")


async def test_what_changes_in_a_closed_prompt_is_not_searched(library_folder: Path) -> None:
    async with room(library_folder) as (pilot, main):
        at_once(pilot.app, "/missile\x1b")
        await until(pilot, lambda: main.focused is main.articles, "the list again")
        main.search_bar.prompt.value = "missile3"
        await pilot.pause(0.3)
        assert main.results is None
        assert not main._asked


def held_open(monkeypatch: pytest.MonkeyPatch) -> threading.Event:
    """Let libraries open only after this is set."""
    ready = threading.Event()
    real = Library.open

    def slow(*given: Any, **named: Any) -> Library:
        ready.wait(20)
        return real(*given, **named)

    monkeypatch.setattr(Library, "open", slow)
    return ready


async def test_keys_typed_before_there_is_a_list_are_for_the_list(
    library_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ready = held_open(monkeypatch)
    monkeypatch.setattr("nkreader.ui.typing_ahead.HELD", 20.0)
    app = NKReader(library_folder)
    async with app.run_test(size=(120, 40)) as pilot:
        at_once(app, "jj\n")
        await pilot.pause(0.1)
        assert not app.main.articles.rows
        assert len(app._typed) == 3
        ready.set()
        await until(pilot, lambda: app.main.open_id is not None, "the third piece")
        assert app.main.articles.cursor == 2
        assert app.main.open_id == app.main.articles.article


async def test_a_key_to_leave_or_to_ask_waits_for_no_list(
    library_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ready = held_open(monkeypatch)
    monkeypatch.setattr("nkreader.ui.typing_ahead.HELD", 20.0)
    app = NKReader(library_folder)
    async with app.run_test(size=(120, 40)) as pilot:
        at_once(app, "j?")
        await until(pilot, lambda: app.screen is not app.main, "the help")
        ready.set()


async def test_keys_are_held_for_a_while_only(library_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ready = held_open(monkeypatch)
    monkeypatch.setattr("nkreader.ui.typing_ahead.HELD", 0.05)
    app = NKReader(library_folder)
    async with app.run_test(size=(120, 40)) as pilot:
        at_once(app, "3")
        await until(pilot, lambda: app.focused is app.main.axis, "the timeline, while the library is being opened")
        ready.set()


async def test_keys_are_let_go_where_the_library_cannot_be_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("nkreader.ui.typing_ahead.HELD", 20.0)
    (tmp_path / "library").write_text("a file, no folder")
    app = NKReader(tmp_path / "library")
    async with app.run_test(size=(120, 40)) as pilot:
        at_once(app, "3")
        await until(pilot, lambda: app.focused is app.main.axis, "the timeline")
