"""Every command of the registry, done with each of its keys, in the place where they hold.

A command that is new in the registry is pressed here without being listed; a place that is new fails until it is said
how to get there.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from nkreader.model.versions import Member, Versions
from nkreader.ui.app import NKReader
from nkreader.ui.commands import COMMANDS, Command, Where, of
from nkreader.ui.screens.main import MainScreen
from nkreader.ui.screens.versions_sheet import VersionsSheet
from nkreader.ui.widgets.legend import Legend
from nkreader.ui.widgets.prompt import NoteArea
from tests.ui.conftest import settled, until
from tests.ui.test_commands import PANES, SCREENS

At = Callable[[Pilot[None], MainScreen], Awaitable[None]]
ENDS = ("everywhere.go-back",)
"""Ends the program when nothing else is left to leave."""


async def at_list(pilot: Pilot[None], main: MainScreen) -> None:
    await pilot.press("1", "g", "g")


async def at_reader(pilot: Pilot[None], main: MainScreen) -> None:
    if main.open_id is None:
        await pilot.press("1", "g", "g", "enter")
        await until(pilot, lambda: main.open_id is not None, "a piece open")
    await pilot.press("2", "g", "g", "right_square_bracket")


async def at_selection(pilot: Pilot[None], main: MainScreen) -> None:
    await at_reader(pilot, main)
    await pilot.press("v", "w")


async def at_timeline(pilot: Pilot[None], main: MainScreen) -> None:
    await pilot.press("3")


async def at_prompt(pilot: Pilot[None], main: MainScreen) -> None:
    await pilot.press("backslash", "m", "i", "s")


async def at_note(pilot: Pilot[None], main: MainScreen) -> None:
    await at_reader(pilot, main)
    await pilot.press("a")
    await until(pilot, lambda: isinstance(pilot.app.focused, NoteArea), "the note")


async def at_paste(pilot: Pilot[None], main: MainScreen) -> None:
    await pilot.press("P")


async def at_sheet(pilot: Pilot[None], main: MainScreen) -> None:
    await at_reader(pilot, main)
    await pilot.press("D")


async def at_help(pilot: Pilot[None], main: MainScreen) -> None:
    await pilot.press("question_mark")


async def at_legend(pilot: Pilot[None], main: MainScreen) -> None:
    await at_reader(pilot, main)
    await pilot.press("L")
    if not isinstance(pilot.app.focused, Legend):  # it was open, and is put away
        await pilot.press("L")


async def at_facets(pilot: Pilot[None], main: MainScreen) -> None:
    await pilot.press("backslash", "m", "i", "s", "s", "i", "l", "e", "enter")
    await settled(pilot)
    await pilot.press("1", "s")


async def at_saved(pilot: Pilot[None], main: MainScreen) -> None:
    await pilot.press("backslash", "m", "i", "s", "s", "i", "l", "e", "enter", "ctrl+s")
    await settled(pilot)
    await pilot.press("enter")
    await settled(pilot)
    await pilot.press("S")


async def at_repair(pilot: Pilot[None], main: MainScreen) -> None:
    await at_reader(pilot, main)
    if main.reader.name_at_cursor() is None:  # the command before took the last one away
        await pilot.press("u")
        await settled(pilot)
        await pilot.press("g", "g", "right_square_bracket")
    await pilot.press("X")


async def at_repaired(pilot: Pilot[None], main: MainScreen) -> None:
    await at_repair(pilot, main)
    await pilot.press("x")
    await settled(pilot)
    main.action_repaired_names()
    await settled(pilot)


async def at_group(pilot: Pilot[None], main: MainScreen) -> None:
    await at_list(pilot, main)
    await pilot.press("X")
    await until(pilot, lambda: pilot.app.screen is not main, "the sheet of the group")


async def at_versions(pilot: Pilot[None], main: MainScreen) -> None:
    article = main.open_id or main.articles.article or ""
    member = Member(main.headlines[article])
    pilot.app.push_screen(VersionsSheet(Versions(article, None, (member, member))))
    await until(pilot, lambda: pilot.app.screen is not main, "the sheet of versions")


async def at_highlights(pilot: Pilot[None], main: MainScreen) -> None:
    await at_reader(pilot, main)
    await pilot.press("m")
    await settled(pilot)
    await pilot.press("H")
    await until(pilot, lambda: pilot.app.screen is not main, "the highlights")


async def at_feeds(pilot: Pilot[None], main: MainScreen) -> None:
    assert main.library is not None
    main.library.add_feed("http://127.0.0.1:9/feed")  # an address of this machine, which is refused unasked
    main.action_feeds()
    await until(pilot, lambda: pilot.app.screen is not main, "the feeds")


async def at_dossier(pilot: Pilot[None], main: MainScreen) -> None:
    await at_reader(pilot, main)
    await pilot.press("g", "g", "right_square_bracket", "enter")
    await until(pilot, lambda: main.dossier.has_focus, "the dossier")


PLACES: dict[Where, At] = {
    Where.EVERYWHERE: at_list,
    Where.PANE: at_reader,
    Where.LIST: at_list,
    Where.READER: at_reader,
    Where.SELECTING: at_selection,
    Where.TIMELINE: at_timeline,
    Where.PROMPT: at_prompt,
    Where.NOTE: at_note,
    Where.PASTE: at_paste,
    Where.HELP: at_help,
    Where.SHEET: at_sheet,
    Where.LEGEND: at_legend,
    Where.FACETS: at_facets,
    Where.SAVED: at_saved,
    Where.DATES: at_sheet,
    Where.REPAIR: at_repair,
    Where.REPAIRED: at_repaired,
    Where.GROUP: at_group,
    Where.VERSIONS: at_versions,
    Where.HIGHLIGHTS: at_highlights,
    Where.FEEDS: at_feeds,
    Where.DOSSIER: at_dossier,
}


def doers(command: Command) -> tuple[type, ...]:
    """The classes one of which has the command's action."""
    screens = SCREENS.get(command.where, (MainScreen,))
    by_target = {"screen": screens, "app": (NKReader,)}
    return by_target.get(command.target, PANES.get(command.where, ()))


def watched(monkeypatch: pytest.MonkeyPatch, command: Command, done: list[str]) -> None:
    """Note in `done` when the command's action is called; it goes on to do what it does."""
    name = f"action_{command.id.replace('-', '_')}"
    for doer in doers(command):
        original = getattr(doer, name)

        def noted(self: Any, *arguments: Any, original: Any = original, **named: Any) -> Any:
            done.append(command.name)
            return original(self, *arguments, **named)

        monkeypatch.setattr(doer, name, noted)


async def back_to_the_list(pilot: Pilot[None], main: MainScreen) -> None:
    """Whatever lies open, close it."""
    await settled(pilot)
    for _ in range(8):
        if pilot.app.screen is main and main.focused is main.articles and not main.search_bar.typing:
            break
        if pilot.app.screen is main and not main.search_bar.typing and not main.reader.selecting:
            main.set_focus(main.articles)
            await pilot.pause()
        else:
            await pilot.press("escape")
    await pilot.press("escape")
    await settled(pilot)


@pytest.mark.slow
@pytest.mark.parametrize("where", PLACES)
async def test_every_key_of_a_place_does_what_it_stands_for(
    where: Where, library_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EDITOR", "true")
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.setattr(NKReader, "action_suspend_process", lambda self: None)  # there is no shell to go back to
    app = NKReader(library_folder)
    async with app.run_test(size=(120, 40)) as pilot:
        await until(pilot, lambda: app.main.headlines, "the list")
        for command in sorted(of(where), key=lambda item: item.name in ENDS):
            for key in command.keys:
                done: list[str] = []
                with pytest.MonkeyPatch.context() as patch:
                    watched(patch, command, done)
                    await PLACES[where](pilot, app.main)
                    done.clear()
                    await pilot.press(*key.split(","))
                    if app._exit:
                        assert command.name in ENDS
                        return
                    await settled(pilot)
                assert done == [command.name], f"{key} did not do {command.name}"
                await back_to_the_list(pilot, app.main)


def test_it_is_said_how_to_get_to_every_place() -> None:
    assert {command.where for command in COMMANDS} == set(PLACES)
