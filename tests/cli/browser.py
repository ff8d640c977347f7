"""A real browser, driven over its debugging protocol: what a page of ours received, what it painted, keys for it."""

from __future__ import annotations

import asyncio
import base64
import itertools
import json
import os
import shutil
import subprocess
import tempfile
import time
import zlib
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import pyte

PATIENCE = 60.0
"""Seconds within which something has to happen; a machine that stands still fails no test."""
_LISTEN = """
window.received = [];
window.WebSocket = class extends WebSocket {
  constructor(...given) {
    super(...given);
    this.addEventListener("message", event => {
      if (event.data instanceof ArrayBuffer) window.received.push(...new Uint8Array(event.data));
    });
  }
};
"""
_SPECIAL = {"Enter": ("\r", 13), "Escape": ("\x1b", 27)}


def program() -> str | None:
    """The browser of this machine, if there is one."""
    return next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


@contextmanager
def started(width: int, height: int) -> Iterator[int]:
    """A browser without a window, so many points wide and high; the port at which it takes orders."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as home:
        command = [
            program() or "", "--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars",
            "--no-first-run", "--disable-background-networking", f"--window-size={width},{height}",
            "--remote-debugging-port=0", f"--user-data-dir={home}", "about:blank",
        ]  # fmt: skip
        browser = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            file = Path(home) / "DevToolsActivePort"
            until = time.monotonic() + PATIENCE
            while not (file.exists() and file.read_text().strip()):
                assert time.monotonic() < until, "the browser does not start"
                assert browser.poll() is None, "the browser ended"
                time.sleep(0.05)
            yield int(file.read_text().split()[0])
        finally:
            browser.terminate()
            try:
                browser.wait(10)
            except subprocess.TimeoutExpired:
                browser.kill()
                browser.wait()


class Tab:
    """A page in the browser. `asked` holds every address that it asked for."""

    def __init__(self, socket: Any) -> None:
        self._socket = socket
        self._numbers = itertools.count(1)
        self._answers: dict[int, asyncio.Future[dict[str, Any]]] = {}
        self.asked: list[str] = []
        self.complaints: list[str] = []
        self._listening = asyncio.create_task(self._listen())

    async def begin(self, address: str) -> None:
        """Go to an address."""
        for domain in ("Page", "Runtime", "Network", "Log"):
            await self.order(f"{domain}.enable")
        await self.order("Page.addScriptToEvaluateOnNewDocument", source=_LISTEN)
        await self.order("Page.navigate", url=address)

    async def order(self, method: str, **given: Any) -> dict[str, Any]:
        """Have something done."""
        number = next(self._numbers)
        self._answers[number] = asyncio.get_running_loop().create_future()
        await self._socket.send_json({"id": number, "method": method, "params": given})
        return await asyncio.wait_for(self._answers[number], PATIENCE)

    async def _listen(self) -> None:
        async for message in self._socket:
            told = json.loads(message.data)
            if "id" in told:
                self._answers.pop(told["id"]).set_result(told.get("result", {"error": told.get("error")}))
            elif told["method"] in ("Network.requestWillBeSent", "Network.webSocketCreated"):
                self.asked.append(told["params"].get("url") or told["params"]["request"]["url"])
            elif told["method"] in ("Runtime.exceptionThrown", "Log.entryAdded"):
                self.complaints.append(json.dumps(told["params"]))

    async def value(self, expression: str) -> Any:
        """What JavaScript in the page says."""
        told = await self.order("Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True)
        return told["result"].get("value")

    async def press(self, *keys: str) -> None:
        """Keys, as a keyboard gives them."""
        for key in keys:
            text, code = _SPECIAL.get(key, (key, ord(key[0].upper())))
            common = {"key": key, "windowsVirtualKeyCode": code}
            await self.order("Input.dispatchKeyEvent", type="keyDown", text=text, **common)
            await self.order("Input.dispatchKeyEvent", type="keyUp", **common)

    async def screen(self) -> list[str]:
        """The lines that the terminal in the page has to show, by what it was sent."""
        size = [line for line in self.asked if "/ws?" in line][-1].split("?")[1]
        columns, rows = (int(part.split("=")[1]) for part in size.split("&"))
        sent = base64.b64decode(await self.value("btoa(Array.from(received, c => String.fromCharCode(c)).join(''))"))
        screen = pyte.Screen(columns, rows)
        pyte.ByteStream(screen).feed(sent)
        return list(screen.display)

    async def painted(self) -> bytes:
        """The picture of the page, as PNG; the same bytes are the same picture."""
        told = await self.order("Page.captureScreenshot", format="png")
        data = base64.b64decode(told["data"])
        if keep := os.environ.get("NKREADER_SCREENSHOTS"):
            Path(keep, f"{time.monotonic_ns()}.png").write_bytes(data)
        return data


async def until(holds: Callable[[], Awaitable[bool]], what: str) -> None:
    """Wait for something."""
    end = time.monotonic() + PATIENCE
    while not await holds():
        assert time.monotonic() < end, what
        await asyncio.sleep(0.1)


def pixels(png: bytes) -> Any:
    """A picture of eight bits a colour, as the browser writes it, as numbers: rows, columns, red green blue."""
    at, packed, width, height, each = 8, b"", 0, 0, 3
    while at < len(png):
        length, kind = int.from_bytes(png[at : at + 4], "big"), png[at + 4 : at + 8]
        part = png[at + 8 : at + 8 + length]
        if kind == b"IHDR":
            width, height = int.from_bytes(part[:4], "big"), int.from_bytes(part[4:8], "big")
            each = {2: 3, 6: 4}[part[9]]
        packed += part if kind == b"IDAT" else b""
        at += length + 12
    raw = np.frombuffer(zlib.decompress(packed), np.uint8).reshape(height, 1 + width * each)
    rows = np.zeros((height, width * each), np.uint8)
    above = np.zeros(width * each, np.uint8)
    for number in range(height):
        rows[number] = above = _unfiltered(int(raw[number, 0]), raw[number, 1:], above, each)
    return rows.reshape(height, width, each)[:, :, :3]


def _unfiltered(way: int, line: Any, above: Any, each: int) -> Any:
    """One row of a PNG, by the way it was written."""
    if way == 0:
        return line.copy()
    if way == 2:
        return line + above
    if way == 1:
        return np.add.accumulate(line.reshape(-1, each), axis=0, dtype=np.uint8).reshape(-1)
    row, over = [0] * each, [0] * each + [int(value) for value in above]
    for at, value in enumerate(line, each):
        left, up, corner = row[at - each], over[at], over[at - each]
        guess = (left + up) // 2 if way == 3 else min((left, up, corner), key=lambda one: abs(left + up - corner - one))
        row.append((int(value) + guess) & 255)
    return np.array(row[each:], np.uint8)
