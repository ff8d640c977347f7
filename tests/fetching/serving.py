"""A real server on this machine that says whatever a test wants it to, and misbehaves as it is told."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

Headers = dict[str, str]


@dataclass(frozen=True, slots=True)
class Asked:
    """A request as it came."""

    path: str
    headers: Headers
    """By names in lower case."""
    at: float
    """By the monotonic clock."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What is sent back; `raw` in the place of all the rest."""

    body: bytes = b""
    status: int = 200
    headers: Headers = field(default_factory=dict)
    raw: Callable[[socket.socket, threading.Event], None] | None = None
    """Writes to the connection by itself, until it is done or the event is set."""


Answer = Reply | Callable[[Asked], Reply]


def html(title: str, *paragraphs: str, head: str = "") -> Reply:
    """A page with an article."""
    text = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    page = (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title}</title>{head}</head>'
        f"<body><article><h1>{title}</h1>{text}</article></body></html>"
    )
    return Reply(page.encode(), headers={"Content-Type": "text/html; charset=utf-8"})


def sends(*parts: bytes, between: float = 0.0, endless: bool = False) -> Reply:
    """Raw bytes in parts, with a pause between; the last one for ever if `endless`."""

    def write(line: socket.socket, ended: threading.Event) -> None:
        for part in parts:
            line.sendall(part)
            if ended.wait(between):
                return
        while endless and not ended.wait(between):
            line.sendall(parts[-1])

    return Reply(raw=write)


class Server:
    """Listens on the loopback until it is closed; each connection serves one request."""

    def __init__(self) -> None:
        self.pages: dict[str, Answer] = {}
        self.asked: list[Asked] = []
        self._ended = threading.Event()
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._socket.getsockname()[1]
        threading.Thread(target=self._serve, daemon=True).start()

    def url(self, path: str = "/", host: str = "127.0.0.1") -> str:
        """The address of a page."""
        return f"http://{host}:{self.port}{path}"

    def paths(self) -> list[str]:
        """What was asked for."""
        return [one.path for one in self.asked]

    def close(self) -> None:
        """Answer no more."""
        self._ended.set()
        self._socket.close()

    def _serve(self) -> None:
        while not self._ended.is_set():
            try:
                line, _ = self._socket.accept()
            except OSError:
                return
            threading.Thread(target=self._answer, args=(line,), daemon=True).start()

    def _answer(self, line: socket.socket) -> None:
        with line:
            try:
                request = b""
                while b"\r\n\r\n" not in request:
                    part = line.recv(65536)
                    if not part:
                        return
                    request += part
                    if not request[:1].isalpha():  # TLS, or noise
                        line.sendall(b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n")
                        return
                asked = _parsed(request)
                self.asked.append(asked)
                bare = asked.path.partition("?")[0]
                answer = self.pages.get(asked.path) or self.pages.get(bare) or Reply(b"no such page", 404)
                reply = answer if isinstance(answer, Reply) else answer(asked)
                if reply.raw is not None:
                    reply.raw(line, self._ended)
                else:
                    line.sendall(_written(reply))
            except OSError:
                pass


def _parsed(request: bytes) -> Asked:
    first, *lines = request.partition(b"\r\n\r\n")[0].decode("latin-1").split("\r\n")
    headers = {name.strip().casefold(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
    return Asked(first.split(" ")[1], headers, time.monotonic())


def _written(reply: Reply) -> bytes:
    headers = {"Connection": "close", "Content-Length": str(len(reply.body)), **reply.headers}
    lines = [f"HTTP/1.1 {reply.status} Said", *(f"{name}: {value}" for name, value in headers.items() if value)]
    return "\r\n".join(lines).encode("latin-1") + b"\r\n\r\n" + reply.body
