"""The page with the reading room, and who may open it.

Only what is asked for under this machine's own name or address is answered: a page of another site that makes its name
mean this machine, or that asks from within a browser here, is refused.
"""

from __future__ import annotations

import asyncio
import contextlib
import ipaddress
import signal
import socket
import sys
from collections.abc import Awaitable, Callable, Sequence
from urllib.parse import urlsplit

from aiohttp import WSMsgType, web
from textual_serve.app_service import AppService
from textual_serve.server import Server

from nkreader.cli.output import complain, say
from nkreader.model.sanitise import safe_line

MOST = 16
"""Reading rooms that are open at a time; each is a process."""
GRACE = 5.0
"""Seconds in which a reading room has to end when its page is gone."""
_WIDEST = 1000
"""Columns and rows that a page may ask for."""
_NONSENSE = (ValueError, LookupError, TypeError, AttributeError)
"""What comes of reading what no page of ours says."""
_SIDES = ("width", "height")
_RULES = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; "
    "font-src 'self'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-cache",
}
_HTML = """\
<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>nkreader</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="static/css/xterm.css">
<link rel="stylesheet" href="page.css">
<script src="static/js/textual.js"></script>
<script src="page.js"></script>
</head>
<body>
<div id="terminal" class="textual-terminal" data-font-size="16"></div>
<div id="ended">The reading room is closed. <a href="">Open it again</a></div>
</body>
</html>
"""
_CSS = """\
@font-face { font-family: "Roboto Mono"; src: url(static/fonts/RobotoMono-VariableFont_wght.ttf);
  font-weight: 100 700; }
@font-face { font-family: "Roboto Mono"; src: url(static/fonts/RobotoMono-Italic-VariableFont_wght.ttf);
  font-weight: 100 700; font-style: italic; }
html, body { margin: 0; height: 100%; background: #101418; overflow: hidden; }
#terminal { position: absolute; inset: 0; }
#ended { display: none; position: absolute; inset: auto 0 0 0; padding: 0.6em 1em; font: 16px sans-serif;
  color: #fff; background: #7a2f2f; }
#ended a { color: #fff; }
body.-closed #ended { display: block; }
"""
_JS = """\
"use strict";
// The terminal measures its letters when it begins, so its font has to be there by then.
const begin = window.onload;
window.onload = async event => {
  const size = new URLSearchParams(location.search).get("fontsize");
  const terminal = document.getElementById("terminal");
  terminal.dataset.sessionWebsocketUrl = new URL("ws", location.href.replace(/^http/, "ws")).href.split("?")[0];
  if (size && size > 5 && size < 100) terminal.dataset.fontSize = size;
  const faces = ["16px", "bold 16px", "italic 16px"];
  await Promise.all(faces.map(face => document.fonts.load(face + " 'Roboto Mono'"))).catch(() => {});
  begin(event);
  document.querySelector(".xterm-helper-textarea").focus();
  // The room takes itself for unwatched until it is told otherwise, once it is there.
  const screen = document.querySelector(".xterm-screen");
  const tell = () => { if (document.hasFocus()) screen.dispatchEvent(new FocusEvent("focus")); };
  const watch = new MutationObserver(() => {
    if (!document.body.classList.contains("-first-byte")) return;
    watch.disconnect();
    for (const wait of [50, 400, 1500]) setTimeout(tell, wait);
  });
  watch.observe(document.body, { attributeFilter: ["class"] });
};
"""

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Page(Server):
    """A page that holds a terminal, and behind each that is open a reading room."""

    def __init__(self, command: str, host: str, port: int, names: Sequence[str] = ()) -> None:
        """`command` is for a shell; `names` are names of this machine that a browser may call it by."""
        super().__init__(command, host, port, title="nkreader")
        own = ("localhost", host, *names, socket.gethostname(), socket.getfqdn() if names else "")
        self._names = frozenset(name.casefold().rstrip(".") for name in own if name)
        self._sockets: set[web.WebSocketResponse] = set()

    async def run(self) -> None:
        """Listen until a signal says that it is enough; the rooms that are open are ended.

        Raises:
            OSError: if the port is taken, or may not be had.
        """
        done = asyncio.Event()
        loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            loop.add_signal_handler(number, done.set)
        runner = web.AppRunner(await self._make_app(), access_log=None, shutdown_timeout=GRACE)
        await runner.setup()
        try:
            await web.TCPSite(runner, self.host, self.port).start()
            for address in sorted({_address(found) for found in runner.addresses}):
                say(f"the reading room is at {address} (Ctrl+C ends it)")
            sys.stdout.flush()  # it is the last for long, and whoever started us may wait for it
            await done.wait()
        finally:
            await runner.cleanup()

    async def _make_app(self) -> web.Application:
        app = web.Application(middlewares=[self._let_in])
        app.add_routes(
            [
                web.get("/", _giving(_HTML, "text/html")),
                web.get("/page.css", _giving(_CSS, "text/css")),
                web.get("/page.js", _giving(_JS, "text/javascript")),
                web.get("/ws", self.handle_websocket),
                web.static("/static", self.statics_path),
            ]
        )
        app.on_shutdown.append(self._end_all)
        return app

    @web.middleware
    async def _let_in(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Refuse what does not come from a page of our own, and say which rules hold for what is given."""
        if not self._is_ours(request.host):
            said = f"This is no name of the machine that serves nkreader: {safe_line(request.host)[:200]}\n"
            return web.Response(status=403, text=f"{said}If it is, begin with: nkreader serve --name HOSTNAME\n")
        origin = request.headers.get("Origin")
        if origin is not None and urlsplit(origin).netloc.casefold() != request.host.casefold():
            return web.Response(status=403, text="Pages of other sites may not come here.\n")
        answer = await handler(request)
        if not answer.prepared:
            answer.headers.update(_RULES)
        return answer

    def _is_ours(self, host: str) -> bool:
        """Whether what a browser calls us by can mean nothing else: an address, or a name that is known."""
        try:
            name = urlsplit(f"//{host}").hostname or ""
        except ValueError:
            return False
        with contextlib.suppress(ValueError):
            return bool(ipaddress.ip_address(name))
        return name.rstrip(".") in self._names

    async def handle_websocket(self, request: web.Request) -> web.WebSocketResponse:
        """Open a reading room, and end it when its page is gone."""
        if len(self._sockets) >= MOST:
            raise web.HTTPServiceUnavailable(text=f"{MOST} reading rooms are open; close one first.\n")
        page = web.WebSocketResponse(heartbeat=15)

        async def closed() -> None:
            await page.close()

        self._sockets.add(page)
        try:
            await page.prepare(request)
            service = AppService(
                self.command,
                write_bytes=page.send_bytes,
                write_str=page.send_str,
                close=closed,
                download_manager=self.download_manager,
            )
            await service.start(_cells(request.query.get("width"), 80), _cells(request.query.get("height"), 24))
            ending = asyncio.create_task(_closing(service, page))
            try:
                with contextlib.suppress(*_NONSENSE):
                    await self._process_messages(page, service)
            finally:
                await _ended(service)
                ending.cancel()
        finally:
            self._sockets.discard(page)
        return page

    async def _process_messages(self, websocket: web.WebSocketResponse, app_service: AppService) -> None:
        """Hand on what a page says, until it says no more.

        Raises:
            one of _NONSENSE: at what no page of ours says.
        """
        async for message in websocket:
            if message.type != WSMsgType.TEXT:
                continue
            kind, *given = message.json()
            if kind == "stdin":
                await app_service.focus()  # a room that takes itself for unwatched has no pane that takes keys
                await app_service.send_bytes(given[0].encode("utf-8", "replace"))
            elif kind == "resize":
                await app_service.set_terminal_size(*(min(max(int(given[0][side]), 1), _WIDEST) for side in _SIDES))
            elif kind == "ping":
                await websocket.send_json(["pong", given[0]])
            elif kind in ("blur", "focus"):
                await (app_service.blur() if kind == "blur" else app_service.focus())

    async def _end_all(self, _: web.Application) -> None:
        for page in [*self._sockets]:
            await page.close()


async def _closing(service: AppService, page: web.WebSocketResponse) -> None:
    """Close a page whose reading room has ended by itself, however it did."""
    if service._process is not None:
        await service._process.wait()
        await page.close()


async def _ended(service: AppService) -> None:
    """See to it that a room ends: it is asked to, and after a while made to. What was marked in it is kept."""
    process = service._process
    try:
        async with asyncio.timeout(GRACE):
            await service.stop()
            if process is not None:
                await process.wait()
    except TimeoutError:
        complain("a reading room did not end when its page was closed; it was ended")
        if process is not None:
            with contextlib.suppress(ProcessLookupError):
                process.kill()
            await process.wait()


def _giving(text: str, kind: str) -> Handler:
    async def give(_: web.Request) -> web.StreamResponse:
        return web.Response(text=text, content_type=kind)

    return give


def _cells(value: str | None, default: int) -> int:
    """A count of columns or rows that a page asks for, within reason."""
    known = value is not None and value.isascii() and value.isdecimal() and len(value) < 9
    return min(max(int(value or 0), 1), _WIDEST) if known else default


def _address(found: tuple[str | int, ...] | str) -> str:
    host, port = str(found[0]), found[1]
    return f"http://{f'[{host}]' if ':' in host else host}:{port}/"
