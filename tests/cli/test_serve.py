"""The reading room on a page: who may open it, what a session is, how it ends; and in a real browser."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import re
import shlex
import signal
import subprocess
import sys
from argparse import Namespace
from collections.abc import AsyncIterator, Iterator
from importlib import util
from pathlib import Path
from typing import Any

import pytest

from nkreader.archive.library import Library
from nkreader.cli import serving
from tests.archive.conftest import FIRST, OTHER
from tests.cli import browser
from tests.cli.running import ROOT, called, started

aiohttp = pytest.importorskip("aiohttp", reason="textual-serve is not installed")
pytest.importorskip("textual_serve", reason="textual-serve is not installed")


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """A library of two articles in a folder whose name a shell could misunderstand."""
    folder = tmp_path / "it's $(touch made) a `library`; #1"
    articles = tmp_path / "articles"
    articles.mkdir()
    (articles / "first.txt").write_text(FIRST, encoding="utf-8")
    (articles / "other.txt").write_text(OTHER, encoding="utf-8")
    archive = Library.open(folder)
    archive.add([articles])
    archive.close()
    return folder


@contextlib.contextmanager
def served(tmp_path: Path, *arguments: str) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """The address of a server, and the server, in a process of its own."""
    here = {"HOME": str(tmp_path / "home"), "XDG_DATA_HOME": str(tmp_path / "data"), "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "nkreader", "serve", "--port", "0", *arguments]
    server = subprocess.Popen(
        command, cwd=tmp_path, env=os.environ | here, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    try:
        assert server.stdout is not None
        said = server.stdout.readline()
        found = re.search(r"http://\S+/", said)
        assert found is not None, said + (server.communicate()[1] if server.poll() is not None else "")
        yield found[0], server
    finally:
        server.send_signal(signal.SIGTERM)
        try:
            server.communicate(timeout=browser.PATIENCE)
        except subprocess.TimeoutExpired:
            server.kill()
            server.communicate()


@contextlib.asynccontextmanager
async def visitor() -> AsyncIterator[Any]:
    async with aiohttp.ClientSession() as session:
        yield session


class Room:
    """A session as a page has it, without a browser."""

    def __init__(self, socket: Any) -> None:
        self.socket, self.seen = socket, b""

    async def until(self, text: str) -> None:
        """Read until something was shown."""
        async with asyncio.timeout(browser.PATIENCE):
            while text.encode() not in self.seen:
                message = await self.socket.receive()
                assert message.type == aiohttp.WSMsgType.BINARY, (message, self.seen[-2000:])
                self.seen += message.data

    async def press(self, keys: str) -> None:
        await self.socket.send_json(["stdin", keys])


def rooms(server: subprocess.Popen[str]) -> list[int]:
    """The processes that a server has started."""
    told = subprocess.run(["ps", "-eo", "pid=,ppid="], capture_output=True, text=True, check=True).stdout
    rows = [tuple(map(int, line.split())) for line in told.splitlines()]
    return [pid for pid, parent in rows if parent == server.pid]


async def test_two_pages_are_two_rooms_in_one_library_and_what_both_mark_is_kept(tmp_path: Path, library: Path) -> None:
    with served(tmp_path, "--library", str(library)) as (address, server):
        async with visitor() as session, contextlib.AsyncExitStack() as stack:
            ws = f"{address.replace('http', 'ws')}ws?width=110&height=30"
            pair = [Room(await stack.enter_async_context(session.ws_connect(ws, origin=address[:-1]))) for _ in "ab"]
            for room in pair:
                await room.until("Articles")
                await room.until("unread")
            assert len(rooms(server)) == 2
            await pair[0].press("*")
            await pair[1].press("j*")
            await browser.until(lambda: _starred(library, 2), "both stars")
        await browser.until(lambda: _none(server), "the end of both rooms, as their pages are gone")
    assert server.returncode == 0
    assert not (tmp_path / "made").exists()
    assert not (tmp_path / "data").exists()


async def _starred(folder: Path, count: int) -> bool:
    done = await asyncio.to_thread(called, "--library", str(folder), "search", "is:starred", "--json")
    return len(done.stdout.splitlines()) == count


async def _none(server: subprocess.Popen[str]) -> bool:
    return not rooms(server)


async def test_a_page_of_another_site_gets_neither_page_nor_room(tmp_path: Path, library: Path) -> None:
    with served(tmp_path, "--library", str(library), "--name", "Reading.example") as (address, server):
        port = address.rstrip("/").rsplit(":", 1)[1]
        async with visitor() as session:
            for host, code in (
                (f"127.0.0.1:{port}", 200), (f"localhost:{port}", 200), (f"[::1]:{port}", 200), ("localhost:9", 200),
                ("reading.example", 200), ("rebound.example", 403), (f"127.0.0.1.example:{port}", 403), ("[::1", 403),
            ):  # fmt: skip
                async with session.get(address, headers={"Host": host}) as answer:
                    assert answer.status == code, host
            for origin in ("http://elsewhere.example", f"http://127.0.0.1.example:{port}", "null", "http://localhost"):
                with pytest.raises(aiohttp.WSServerHandshakeError) as refused:
                    await session.ws_connect(f"{address}ws", origin=origin)
                assert refused.value.status == 403, origin
        assert rooms(server) == []


async def test_nothing_on_the_page_comes_from_elsewhere(tmp_path: Path, library: Path) -> None:
    with served(tmp_path, "--library", str(library)) as (address, _):
        async with visitor() as session:
            async with session.get(address) as answer:
                page, rules = await answer.text(), answer.headers["Content-Security-Policy"]
            assert "default-src 'none'" in rules
            assert "frame-ancestors 'none'" in rules
            assert "://" not in page
            async with session.get(f"{address}page.css") as answer:
                fonts = re.findall(r"url\((.*?)\)", await answer.text())
            assert len(fonts) == 2
            for part in (*fonts, *re.findall(r'(?:src|href)="([^":]+)"', page)):
                async with session.get(address + part) as answer:
                    assert answer.status == 200, part
            for path in ("../server.py", "static/../../server.py", "static/%2e%2e/server.py", "static/", "download/x"):
                async with session.get(address + path) as answer:
                    assert answer.status in (403, 404), path


async def test_what_no_page_of_ours_says_ends_its_own_session_alone(tmp_path: Path, library: Path) -> None:
    with served(tmp_path, "--library", str(library)) as (address, server):
        async with visitor() as session, session.ws_connect(f"{address}ws?width=99999999999&height=x") as good:
            room = Room(good)
            await room.until("Articles")
            reads_on = asyncio.create_task(_read_out(good))  # who does not read is taken for gone
            for said in ("{", "[]", '["stdin"]', '["stdin", 5]', '["resize", {"width": "x"}]', '["resize", [1]]', "7"):
                async with session.ws_connect(f"{address}ws?width=80&height=24") as other:
                    await other.send_str(said)
                    await _read_out(other)
            assert not reads_on.done()
            await room.press("q")
            await reads_on
        assert server.poll() is None


async def _read_out(socket: Any) -> None:
    """Read until the other side closes."""
    async with asyncio.timeout(5 * browser.PATIENCE):
        while (await socket.receive()).type == aiohttp.WSMsgType.BINARY:
            pass


async def test_rooms_end_with_the_server_also_if_it_is_killed(tmp_path: Path, library: Path) -> None:
    with served(tmp_path, "--library", str(library)) as (address, server):
        async with visitor() as session, session.ws_connect(f"{address}ws?width=80&height=24") as socket:
            await Room(socket).until("Articles")
            (room,) = rooms(server)
            server.kill()
            server.wait()
            await browser.until(lambda: _gone(room), "the end of the room")


async def _gone(process: int) -> bool:
    told = subprocess.run(["ps", "-o", "stat=", "-p", str(process)], capture_output=True, text=True, check=False)
    return told.stdout.strip()[:1] in ("", "Z")


async def test_a_library_that_cannot_be_opened_closes_the_page(tmp_path: Path) -> None:
    (tmp_path / "strange").mkdir()
    (tmp_path / "strange" / "library.db").write_text("no database")
    with served(tmp_path, "--library", str(tmp_path / "strange")) as (address, server):
        async with visitor() as session, session.ws_connect(f"{address}ws?width=80&height=24") as socket:
            room = Room(socket)
            await room.until("Could not open")
            await room.press("qq")
            await _read_out(socket)
        assert server.poll() is None


def test_a_port_that_is_taken_takes_one_line(tmp_path: Path, library: Path) -> None:
    with served(tmp_path, "--library", str(library)) as (address, _):
        port = address.rstrip("/").rsplit(":", 1)[1]
        done = started("serve", "--port", port)
        assert (done.returncode, done.stdout) == (3, "")
        assert len(done.stderr.splitlines()) == 1
        assert "--port takes another" in done.stderr


@pytest.mark.parametrize("value", ["65536", "-1", "x", "", "٣"])
def test_what_is_no_port_is_refused(value: str) -> None:
    done = called("serve", f"--port={value}")
    assert done.returncode == 2
    assert "is no port" in done.stderr


def test_without_the_extra_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serving, "find_spec", lambda name: None if name == "textual_serve" else util.find_spec(name))
    done = called("serve")
    assert (done.returncode, done.stdout) == (3, "")
    assert done.stderr == "nkreader: serve needs the package textual-serve: python -m pip install 'nkreader[serve]'\n"


@pytest.mark.parametrize(
    ("host", "warned"),
    [("127.0.0.1", False), ("127.8.8.8", False), ("::1", False), ("localhost", False), ("LocalHost", False),
     ("0.0.0.0", True), ("::", True), ("192.0.2.7", True), ("reading.example", True)],
)  # fmt: skip
def test_who_else_may_reach_it_is_told(
    host: str, warned: bool, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from nkreader.cli import page

    async def run(self: page.Page) -> None:
        assert self.host == host

    monkeypatch.setattr(page.Page, "run", run)
    assert serving.serve(Namespace(host=host, port=8000, called=[]), None) == 0
    told = capsys.readouterr().err
    assert ("anyone who reaches port 8000" in told) is warned


def test_the_command_of_a_room_passes_a_folder_whole(tmp_path: Path) -> None:
    folder = tmp_path / "a 'b' $HOME; `x`\n-c"
    words = shlex.split(serving.room(folder))
    assert words[0] == "exec"
    assert words[-2:] == ["--library", str(folder)]


@pytest.mark.slow
@pytest.mark.skipif(browser.program() is None, reason="there is no Chromium here")
async def test_in_a_real_browser_the_sample_is_painted_and_keys_change_it(tmp_path: Path) -> None:
    with served(tmp_path) as (address, _), browser.started(1200, 860) as port:
        async with visitor() as session:
            tabs = json.loads(await (await session.get(f"http://127.0.0.1:{port}/json/list")).text())
            control = next(tab["webSocketDebuggerUrl"] for tab in tabs if tab["type"] == "page")
            async with session.ws_connect(control, max_msg_size=0) as socket:
                tab = browser.Tab(socket)
                await tab.begin(address)
                await _reading(tab)
    assert [asked for asked in tab.asked if not asked.split("://")[1].startswith(address.split("://")[1])] == []
    assert [said for said in tab.complaints if "WebGL" not in said] == []  # there is no graphics card here


async def _reading(tab: browser.Tab) -> None:
    """Look at the list, go down, open a piece, search, leave."""

    async def shows(*texts: str) -> None:
        screen = ""

        async def shown() -> bool:
            nonlocal screen
            if any("/ws?" in address for address in tab.asked):
                screen = "\n".join(await tab.screen())
            return all(text in screen for text in texts)

        try:
            await browser.until(shown, f"{texts} on the screen")
        except AssertionError:
            pytest.fail(f"{texts} not on the screen:\n{screen}")

    await shows("sample archive", "1 Articles", "22 pieces", "Tour 1/5")
    assert await tab.value("document.title") == "nkreader"
    assert await tab.value("document.fonts.check(\"16px 'Roboto Mono'\")")
    first = await _still(tab)
    seen = browser.pixels(first)
    assert len({tuple(pixel) for pixel in seen[::3, ::3].reshape(-1, 3).tolist()}) > 50
    dark = (seen.max(axis=2) < 64).mean()
    assert 0.5 < dark < 0.98  # text on a dark ground, neither nothing nor a block
    await tab.press("j")
    second = await _still(tab, first)
    await tab.press("Enter")
    await shows("21 unread", "Tour 2/5")
    await tab.press("\\", *"submarine")
    await shows("/ submarine", "Next result")
    assert await tab.painted() not in (first, second)
    await tab.press("Escape")
    await shows("22 pieces")  # Escape and a letter too soon after it would be that letter with Alt

    async def left() -> bool:  # each step closes one thing more
        await tab.press("q")
        await asyncio.sleep(0.5)
        return bool(await tab.value("document.body.classList.contains('-closed')"))

    await browser.until(left, "the end")
    assert await tab.value("getComputedStyle(document.getElementById('ended')).display") == "block"


async def _still(tab: browser.Tab, before: bytes = b"") -> bytes:
    """The picture, once it no longer changes, and is another than the one before."""
    last = await tab.painted()

    async def rests() -> bool:
        nonlocal last
        await asyncio.sleep(0.4)
        now = await tab.painted()
        same, last = now == last, now
        return same and now != before

    await browser.until(rests, "a picture that rests")
    return last
