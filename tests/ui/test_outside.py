"""Opening an article's page or file outside: what is handed over, to whom, and what never is."""

from __future__ import annotations

import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual.app import App
from textual.pilot import Pilot

from nkreader.archive.library import Library
from nkreader.model.article import Stated
from nkreader.ui.app import NKReader
from nkreader.ui.screens.main import MainScreen
from nkreader.ui.screens.outside import address, readable
from nkreader.ui.screens.sheet import ChoiceList, Sheet
from tests.ui.conftest import path_of, settled, until

URL = "https://wire.example/pier?id=7&x=$(touch%20x);`id`"
PLAIN = "https://wire.example/pier?id=7&x=$(touch%20x);id"


@pytest.fixture
def desktop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A desktop whose program for everything writes down what it was given, NUL after each argument."""
    programs, given = tmp_path / "programs", tmp_path / "given"
    programs.mkdir()
    write = f"open({str(given)!r}, 'ab').write('\\0'.join(sys.argv[1:]).encode() + b'\\0')"
    script = f"#!{sys.executable}\nimport sys\n{write}\n"
    for name in ("xdg-open", "open"):
        (programs / name).write_text(script)
        (programs / name).chmod(0o755)
    monkeypatch.setenv("PATH", f"{programs}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("DISPLAY", ":7")
    monkeypatch.delenv("SSH_CONNECTION", raising=False)
    return given


@asynccontextmanager
async def room(folder: Path) -> AsyncIterator[tuple[Pilot[None], MainScreen, list[str]]]:
    """The room, its list, and what was put on the clipboard."""
    app = NKReader(folder)
    copied: list[str] = []
    app.copy_to_clipboard = copied.append  # type: ignore[method-assign,assignment]
    async with app.run_test(size=(100, 30)) as pilot:
        main = app.main
        await until(pilot, lambda: main.headlines and not main.status.progress, "the list")
        yield pilot, main, copied


async def at(pilot: Pilot[None], main: MainScreen, title: str) -> None:
    """Put the list's cursor at a piece."""
    ident = next(one.id for one in main.headlines.values() if one.title.startswith(title))
    await pilot.press("g", "g")
    for _ in main.headlines:
        if main.articles.article == ident:
            return
        await pilot.press("j")
    raise AssertionError(title)


def with_page(folder: Path, url: str, text: str = "Pier seen\n\nA pier stands at Nampo.\n") -> None:
    library = Library.open(folder)
    library.add_text(text.encode(), Stated("Pier seen", "Wire", None, url, "2024-03-24"))
    library.close()


async def test_a_file_is_handed_over_by_its_path_in_list_and_reader(library_folder: Path, desktop: Path) -> None:
    async with room(library_folder) as (pilot, main, copied):
        await at(pilot, main, "Traders in Hyesan")
        await pilot.press("O")
        await until(pilot, lambda: main.status.message.startswith("opened outside"), "the program")
        await pilot.press("enter")
        await until(pilot, lambda: main.reader.has_focus, "the reader")
        await settled(pilot)
        await pilot.press("O")
        await until(pilot, lambda: desktop.read_bytes().count(b"\0") == 2, "the program again")
        path = path_of(main, main.headlines[main.open_id or ""])
    assert desktop.read_bytes().decode() == f"{path}\0" * 2
    assert copied == []


async def test_a_page_is_shown_before_it_is_opened_and_is_one_argument(library_folder: Path, desktop: Path) -> None:
    with_page(library_folder, PLAIN)
    async with room(library_folder) as (pilot, main, copied):
        await at(pilot, main, "Pier seen")
        await pilot.press("O")
        await until(pilot, lambda: isinstance(pilot.app.screen, Sheet), "the address")
        assert not desktop.exists()
        shown = " ".join(str(part.render()) for part in pilot.app.screen.query("Static"))
        assert PLAIN in shown.replace("\n", "")
        await pilot.press("q")
        await settled(pilot)
        assert not desktop.exists()
        await pilot.press("O")
        await until(pilot, lambda: isinstance(pilot.app.screen, Sheet), "the address again")
        await pilot.press("enter")
        await until(pilot, lambda: main.status.message == f"opened outside: {PLAIN}", "the browser")
    assert desktop.read_bytes().decode() == f"{PLAIN}\0"
    assert copied == []


async def test_from_a_room_in_a_browser_that_browser_opens_the_page(
    library_folder: Path, desktop: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_page(library_folder, PLAIN)
    opened: list[str] = []
    monkeypatch.setattr(App, "is_web", True)
    monkeypatch.setattr(App, "open_url", lambda self, url: opened.append(url))
    async with room(library_folder) as (pilot, main, _):
        await at(pilot, main, "Pier seen")
        await pilot.press("O")
        await until(pilot, lambda: isinstance(pilot.app.screen, Sheet), "the address")
        await pilot.press("enter")
        await until(pilot, lambda: opened == [PLAIN], "the browser")
    assert not desktop.exists()


async def test_without_a_desktop_the_address_is_said_and_nothing_copied(
    library_folder: Path, desktop: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DISPLAY")
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    monkeypatch.setattr("sys.platform", "linux")
    with_page(library_folder, PLAIN)
    async with room(library_folder) as (pilot, main, copied):
        await at(pilot, main, "Pier seen")
        await pilot.press("O", "enter")
        await until(pilot, lambda: main.status.message == f"no desktop here: {PLAIN}", "the address")
        await at(pilot, main, "Traders in Hyesan")
        await pilot.press("O")
        rice = next(one for one in main.headlines.values() if one.title.startswith("Traders in Hyesan"))
        await until(pilot, lambda: main.status.message == f"no desktop here: {path_of(main, rice)}", "the path")
        assert copied == []
    assert not desktop.exists()


async def test_the_address_can_be_copied(library_folder: Path, desktop: Path) -> None:
    with_page(library_folder, PLAIN)
    async with room(library_folder) as (pilot, main, copied):
        await at(pilot, main, "Pier seen")
        await pilot.press("O")
        await until(pilot, lambda: isinstance(pilot.app.screen, Sheet), "the address")
        pilot.app.screen.query_one(ChoiceList).go_to(1)
        await pilot.press("enter")
        await until(pilot, lambda: copied == [PLAIN], "the copy")
    assert not desktop.exists()


async def test_what_is_gone_or_failed_is_told(library_folder: Path, desktop: Path, tmp_path: Path) -> None:
    with_page(library_folder, "file:///etc/passwd")
    library = Library.open(library_folder)
    library.add_text(b"Pasted piece\n\nIt has no file.\n", Stated("Pasted piece"))
    library.close()
    (tmp_path / "programs" / "xdg-open").write_text("#!/bin/sh\nexit 4\n")
    (tmp_path / "programs" / "open").write_text("#!/bin/sh\nexit 4\n")
    async with room(library_folder) as (pilot, main, copied):
        await at(pilot, main, "Pier seen")
        await pilot.press("O")
        await until(pilot, lambda: "no web page" in main.status.message, "the reason")
        await at(pilot, main, "Pasted")
        await pilot.press("O")
        await until(pilot, lambda: "neither page nor file" in main.status.message, "the other reason")
        await at(pilot, main, "Traders in Hyesan")
        await pilot.press("O")
        await until(pilot, lambda: "could not open it: " in main.status.message, "the failure")
        assert copied == []
    assert not desktop.exists()


@pytest.mark.parametrize(
    "url",
    [
        None, "", "file:///etc/passwd", "javascript:alert(1)", "ftp://a.example/x", "/etc/passwd", "--help", "https://",
        "https://a.example/x y", "https://a.example/\x1b]52;c;x\x07", "https://a.example/\u202egnp.exe",
        "https://a.example@evil.example/", "http://[::1", URL, "https://a.example/\nx", "HTTPS//a.example",
    ],
)  # fmt: skip
def test_what_is_no_plain_web_address_is_never_opened(url: str | None) -> None:
    assert address(url) is None


def test_web_addresses_are_known() -> None:
    for url in (PLAIN, "http://a.example", "https://kcna.example/kp/기사/1#p2", "HTTPS://A.example/x"):
        assert address(url) == url


def test_only_regular_files_that_nkreader_reads_are_opened(tmp_path: Path) -> None:
    text, rows, other = tmp_path / "a.txt", tmp_path / "b#1.jsonl", tmp_path / "c.desktop"
    for file in (text, rows, other):
        file.write_text("x")
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "folder.txt").mkdir()
    assert readable([str(text)]) == text
    assert readable([f"{rows}#0a1b"]) == rows
    for path in (other, tmp_path / "pipe.txt", tmp_path / "folder.txt", tmp_path / "gone.txt", Path("a.txt")):
        assert readable([str(path)]) is None
    assert readable([str(tmp_path / "gone.txt"), str(text)]) == text
    assert readable([]) is None
