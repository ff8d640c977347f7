"""Other keys for commands: how they are written, what clashes, and that they do and say what the reader chose."""

from __future__ import annotations

import importlib
import json
import pkgutil
import string
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.dom import DOMNode

import nkreader.ui
from nkreader.settings import FILE, Settings, read
from nkreader.ui import commands
from nkreader.ui.app import NKReader
from nkreader.ui.commands import COMMANDS, Where
from nkreader.ui.keyed import Keyed
from nkreader.ui.keys import NoKey, character_key, label, parsed
from nkreader.ui.remapping import TOGETHER, chosen, needed
from nkreader.ui.screens.sheet import ReadingArea, Sheet
from nkreader.ui.widgets.key_line import KeyLine
from nkreader.ui.widgets.legend import Legend
from tests.ui.conftest import settled, until
from tests.ui.test_reading_room import open_piece, room

BY_NAME = {command.name: command for command in COMMANDS}


@pytest.fixture(autouse=True)
def own_keys() -> Iterator[None]:
    """Whatever a test chooses, the next has the keys of the registry."""
    yield
    commands.use({})


def put(tmp_path: Path, text: str) -> Path:
    """Write the settings."""
    file = tmp_path / "config" / FILE
    file.write_text(f"rescan_at_start = false\n[keys]\n{text}\n")
    return file


def keys(tmp_path: Path, text: str) -> tuple[dict[str, tuple[str, ...]], list[str]]:
    """What a [keys] table gives, and what is told of it, with `FILE` for the file."""
    file = put(tmp_path, text)
    found, told = read()
    mapping, more = chosen(found)
    return mapping, [line.replace(str(file), "FILE") for line in (*told, *more)]


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
def test_every_key_is_read_as_it_is_printed_and_as_the_toolkit_calls_it(command: commands.Command) -> None:
    assert [parsed(label(key)) for key in command.keys] == [*command.keys]
    assert [parsed(key) for key in command.keys] == [*command.keys]


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("s", "s"), ("S", "S"), ("Shift+s", "S"), ("}", "right_curly_bracket"), (",", "comma"), ("+", "plus"),
        ("Ctrl+O", "ctrl+o"), ("ctrl+o", "ctrl+o"), ("Control + o", "ctrl+o"), ("Alt+←", "alt+left"),
        ("alt+x", "alt+x"), ("Alt+X", "alt+shift+x"), ("gg", "g,g"), ("g,g", "g,g"), ("g g", "g,g"),
        ("]n", "right_square_bracket,n"),
        ("Ctrl+o x", "ctrl+o,x"), ("g+", "g,plus"), ("up", "up"), ("↑", "up"), ("PgDn", "pagedown"), ("Esc", "escape"),
        ("F5", "f5"), (" ", "space"), ("Shift+Tab", "shift+tab"), ("Ctrl+Space", "ctrl+@"), ("ё", "ё"),
        ("Ctrl+Shift+left", "ctrl+shift+left"), ("question_mark", "question_mark"),
    ],
)  # fmt: skip
def test_how_keys_may_be_written(written: str, key: str) -> None:
    assert parsed(written) == key


@pytest.mark.parametrize(
    ("written", "why"),
    [
        ("", "names no key"),
        ("Escpe", "is no key: is Esc meant?"),
        ("right_curly_brackt", "is no key: is } meant?"),
        ("nonsense", "is no key"),
        ("abcd", "is no key"),
        ("Meta+x", "none of Ctrl, Alt and Shift"),
        ("Ctrl+1", "hardly any terminal"),
        ("Ctrl+Alt+x", "hardly any terminal"),
        ("Alt+.", "hardly any terminal"),
        ("Shift+1", "write the character itself"),
        ("Ctrl+q", "it always quits"),
        ("Ctrl+c", "it copies"),
        ("Ctrl+i", "sends it as Tab"),
        ("Ctrl+m", "sends it as Enter"),
        ("\u0301", "no character of a keyboard"),
        ("\x1b", "no character of a keyboard"),
        ("\ue000", "no character of a keyboard"),
        ("g,g,g,g", "more than 3 keys"),
    ],
)
def test_what_nobody_can_press_is_said(written: str, why: str) -> None:
    with pytest.raises(NoKey, match=why.replace(".", r"\.").replace("?", r"\?")):
        parsed(written)


@given(st.one_of(st.text(max_size=12), st.text(string.printable, max_size=5)))
def test_whatever_is_written_is_a_key_or_is_told(written: str) -> None:
    try:
        key = parsed(written)
    except NoKey:
        return
    assert label(key).isprintable()
    if written.isascii():
        assert parsed(label(key)) == key


@given(st.sampled_from(string.printable.strip()))
def test_characters_are_printed_as_themselves(character: str) -> None:
    assert label(character_key(character)) == character


def test_keys_are_read_in_every_form(tmp_path: Path) -> None:
    text = '"list.star" = "F6"\nreader.star = ["F6", "Ctrl+y"]\n"every pane.down" = "F9"\n[keys.sheet]\nleave = "F10"\n'
    assert keys(tmp_path, text) == (
        {
            "list.star": ("f6",),
            "reader.star": ("f6", "ctrl+y"),
            "pane.down": ("f9",),
            "sheet.leave": ("f10",),
        },
        [],
    )
    assert keys(tmp_path, '"list.star" = []\nlist.sort = "*"') == (
        {"list.star": (), "list.sort": ("asterisk",)},
        [],
    ), "what is unbound is free"
    swapped = '"list.star" = "o"\n"list.sort" = "*"'
    assert keys(tmp_path, swapped) == ({"list.star": ("o",), "list.sort": ("asterisk",)}, [])


@pytest.mark.parametrize(
    ("text", "mapping", "told"),
    [
        (
            'list.star = "o"',
            {},
            "FILE:3: o would be a key of “Star” (list.star) and of “Sort” (list.sort) at once; list.sort keeps it, "
            "and list.star has its own, *",
        ),
        (
            'list.star = ["o", "F6"]',
            {"list.star": ("f6",)},
            "FILE:3: o would be a key of “Star” (list.star) and of “Sort” (list.sort) at once; list.sort keeps it",
        ),
        (
            'list.star = "j"',
            {},
            "FILE:3: j would be a key of “Star” (list.star) and of “Down” (pane.down) at once; pane.down keeps it, "
            "and list.star has its own, *",
        ),
        (
            'everywhere.zen = "m"',
            {},
            "FILE:3: m would be a key of “Zen” (everywhere.zen) and of “Mark” (reader.mark-sentence) at once; "
            "reader.mark-sentence keeps it, and everywhere.zen has its own, z",
        ),
        (
            'list.sort = "F6"\nlist.star = "F6"',
            {"list.sort": ("f6",)},
            "FILE:4: F6 would be a key of “Star” (list.star) and of “Sort” (list.sort) at once; list.sort keeps it, "
            "and list.star has its own, *",
        ),
        (
            'list.star = "gs"\nlist.sort = "g"',
            {"list.star": ("g,s",)},
            "FILE:4: g would be a key of “Sort” (list.sort) and of “First” (pane.first) at once; pane.first keeps it, "
            "and list.sort has its own, o",
        ),
        (
            'list.star = "jj"',
            {},
            "FILE:3: jj would be a key of “Star” (list.star) and of “Down” (pane.down) at once; pane.down keeps it, "
            "and list.star has its own, *",
        ),
        ('list.strar = "s"', {}, "FILE:3: 'list.strar' is no command (is list.star"),
        ('pane.star = "s"', {}, "FILE:3: 'pane.star' is no command (is list.star or reader.star meant?)"),
        ('"x\\u001b" = "s"', {}, r"FILE:3: 'x\x1b' is no command"),
        ('list.star = ["Ctrl+1", "F6"]', {"list.star": ("f6",)}, "FILE:3: list.star = 'Ctrl+1' is sent by hardly any"),
        ('list.star = "Escpe"', {}, "FILE:3: list.star = 'Escpe' is no key: is Esc meant?; its own holds, *"),
        ('note.save = "s"', {}, "FILE:3: note.save = 's' would be typed into the text; its own holds, Enter Ctrl+s"),
        ('selecting.swap-ends = "7"', {}, "FILE:3: selecting.swap-ends = '7' counts while a passage is selected"),
        ("sheet.leave = []", {}, "FILE:3: sheet.leave must have a key; its own holds, q Esc h"),
        ("everywhere.palette = []", {}, "FILE:3: everywhere.palette must have a key; its own holds, : Ctrl+p"),
        (
            'pane.down = "J"\n"every pane.down" = "L"',
            {},
            "FILE:4: pane.down is set above already, and that holds",
        ),
    ],
)
def test_what_cannot_be_had_is_told_with_its_line(
    tmp_path: Path, text: str, mapping: dict[str, tuple[str, ...]], told: str
) -> None:
    found, lines = keys(tmp_path, text)
    assert any(line.startswith(told) for line in lines), lines
    assert len(lines) == 1 or "set above" in told
    assert found == mapping
    assert all(line.isprintable() for line in lines)


@pytest.mark.parametrize("command", [command for command in COMMANDS if needed(command)], ids=lambda item: item.name)
def test_nobody_can_lock_themselves_out(tmp_path: Path, command: commands.Command) -> None:
    found, (line,) = keys(tmp_path, f'"{command.name}" = []')
    assert not found
    assert "must have a key" in line


def test_every_place_with_keys_of_its_own_can_be_left() -> None:
    way_out = {command.where for command in COMMANDS if needed(command)}
    for where in Where:
        beside = {place for places, _ in TOGETHER if where in places for place in places}
        assert beside & way_out, where


def test_the_commands_own_keys_do_not_clash(tmp_path: Path) -> None:
    """A file that sets every command to the keys it has anyway says nothing."""
    rows = [
        f"{command.name!r} = {json.dumps([label(key) for key in command.keys])}" for command in COMMANDS if command.keys
    ]
    found, told = keys(tmp_path, "\n".join(rows))
    assert told == []
    assert all(found[name] == BY_NAME[name].keys for name in found)


def test_whatever_has_the_registrys_keys_follows_them() -> None:
    for module in pkgutil.walk_packages(nkreader.ui.__path__, "nkreader.ui."):
        importlib.import_module(module.name)
    waiting, deaf = [DOMNode], set()
    while waiting:
        node = waiting.pop()
        waiting += node.__subclasses__()
        bound = node.__dict__.get("BINDINGS", ())
        if any(getattr(item, "id", None) in BY_NAME for item in bound) and not issubclass(node, Keyed):
            deaf.add(node)
    assert deaf == set()


async def test_other_keys_do_what_they_are_for_and_the_old_ones_nothing(tmp_path: Path, library_folder: Path) -> None:
    put(
        tmp_path,
        '"list.star" = ["F6", "Ctrl+y"]\n"pane.down" = "F9"\n"pane.first" = "éé"\n"everywhere.help" = "éa"\n'
        '"reader.mark-sentence" = "F8"\n"selecting.inner-sentence" = "as"\n"selecting.annotate-selection" = []\n'
        '"sheet.leave" = "F10"\n"everywhere.zen" = []\n"list.open" = "F7"',
    )
    async with room(library_folder) as (pilot, main):
        await pilot.press("tab", "1")
        await pilot.press("f6")
        await until(pilot, lambda: main.articles.article and main.headlines[main.articles.article].starred, "a star")
        await pilot.press("ctrl+y")
        await until(pilot, lambda: not main.headlines[main.articles.article or ""].starred, "none")
        await pilot.press("asterisk", "j", "z")
        await settled(pilot)
        assert not main.headlines[main.articles.article or ""].starred
        assert (main.articles.cursor, main.has_class("-zen")) == (0, False)
        await pilot.press("f9", "f9")
        assert main.articles.cursor > 0
        await pilot.press("é", "é")
        assert main.articles.cursor == 0
        await pilot.press("é", "a")
        await until(pilot, lambda: isinstance(pilot.app.screen, Sheet), "the help")
        shown = str(pilot.app.screen.query_one(ReadingArea).query("Static").first().content)  # type: ignore[attr-defined]
        assert "  F6  Ctrl+y " in shown
        assert "  éé " in shown
        assert "  éa " in shown
        await pilot.press("f9", "q", "escape")
        assert pilot.app.screen.query_one(ReadingArea).scroll_offset.y == 1
        await pilot.press("é", "é")
        assert pilot.app.screen.query_one(ReadingArea).scroll_offset.y == 0
        await pilot.press("f10")
        await until(pilot, lambda: pilot.app.screen is main, "the page")
        await pilot.press("f7")
        await until(pilot, lambda: main.reader.has_focus and main.reader.piece, "the piece")
        await pilot.press("m")
        await settled(pilot)
        assert main.reader.piece
        assert main.reader.piece.highlights == ()
        await pilot.press("f8")
        await until(pilot, lambda: main.reader.piece and main.reader.piece.highlights, "a highlight")
        await pilot.press("v", "a", "s", "enter")
        await settled(pilot)
        assert not main.reader.selecting
        assert pilot.app.screen is main, "the key of the sequence begins no note"


async def test_other_keys_are_shown_wherever_keys_are(tmp_path: Path, library_folder: Path) -> None:
    put(tmp_path, '"list.open" = "éb"\n"everywhere.search" = "Ctrl+f"\n"list.next-unread" = []')
    async with room(library_folder) as (pilot, main):
        await pilot.pause()
        line = "".join(segment.text for segment in pilot.app.screen._compositor.render_strips()[-1])
        assert "éb Open" in line
        assert "Ctrl+f Search" in line
        assert "Next unread" not in line
        assert main.query_one(KeyLine).virtual_size.width <= main.size.width
        assert "éb " in main.reader.empty
        from nkreader.ui.screens.palette import offered

        labels = {command.name: command.labels for command in offered()}
        assert (labels["list.open"], labels["list.next-unread"]) == (("éb",), (":next unread",))


async def test_a_saved_settings_file_gives_the_keys_at_once(
    tmp_path: Path, library_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("nkreader.ui.watching.PAUSE", 0.02)
    async with room(library_folder) as (pilot, main):
        put(tmp_path, '"list.star" = "F6"\n"list.sort" = "nonsense"')
        await until(pilot, lambda: main.status.problem, "what is wrong")
        assert main.status.message.startswith(f"{FILE}:4: list.sort = 'nonsense' is no key")
        await pilot.press("f6")
        await until(pilot, lambda: main.headlines[main.articles.article or ""].starred, "a star")
        put(tmp_path, "")
        await until(pilot, lambda: main.status.message == f"{FILE} holds from now on.", "the news")
        await pilot.press("f6")
        await settled(pilot)
        assert main.headlines[main.articles.article or ""].starred
        await pilot.press("asterisk")
        await until(pilot, lambda: not main.headlines[main.articles.article or ""].starred, "no star")


async def test_ctrl_q_always_quits(tmp_path: Path, library_folder: Path) -> None:
    put(tmp_path, '"everywhere.go-back" = []\n"everywhere.search" = "Ctrl+q"')
    app = NKReader(library_folder)
    async with app.run_test() as pilot:
        await until(pilot, lambda: app.main.headlines, "the list")
        await pilot.press("q", "q")
        assert app.is_running
        await pilot.press("ctrl+q")
        await until(pilot, lambda: not app.is_running, "the end")


def test_settings_that_are_handed_in_are_obeyed(tmp_path: Path) -> None:
    NKReader(tmp_path / "library", settings=Settings(keys={"list.star": ("f6",)}))
    assert BY_NAME["list.star"].held == ("f6",)
    NKReader(tmp_path / "library", settings=Settings())
    assert BY_NAME["list.star"].held == ("asterisk",)


async def test_sequences_hold_in_the_legend_and_for_what_holds_everywhere(tmp_path: Path, library_folder: Path) -> None:
    put(tmp_path, '"legend.switch-kind" = "éé"\n"everywhere.zen" = "éz"')
    async with room(library_folder) as (pilot, main):
        await open_piece(pilot, main, "b-launch.txt")
        for pane in ("2", "1", "3"):
            await pilot.press(pane, "é", "z")
            await until(pilot, lambda: main.has_class("-zen"), "zen")
            await pilot.press("é", "z")
            await until(pilot, lambda: not main.has_class("-zen"), "all of it")
        await pilot.press("2", "L")
        await until(pilot, lambda: isinstance(main.focused, Legend), "the legend")
        await pilot.press("é", "é")
        await until(pilot, lambda: main.reader.hidden_kinds, "a kind less")
