"""Connections that go to checked addresses only and end when their time is over.

httpx knows how long one reading may take, but not how long all of them: a server that sends one byte every few
seconds would be listened to for days. Here every step has what is left of the whole time.
"""

from __future__ import annotations

import socket
import ssl
import threading
import time
import typing
from collections.abc import Iterable, Iterator

import httpcore
import httpx

from nkreader.fetching.addresses import resolved
from nkreader.fetching.errors import Unfetched

CONNECT, READ = 10.0, 20.0
"""Seconds that connecting, and waiting for the next bytes, may take."""


class Deadline(threading.local):
    """When the request that this thread makes has to be over."""

    until: float = float("inf")

    def left(self, most: float | None) -> float:
        """Seconds that a step may take.

        Raises:
            Unfetched: if the time is over.
        """
        left = self.until - time.monotonic()
        if left <= 0:
            raise Unfetched("it took too long in all")
        return left if most is None else min(left, most)


class _Stream(httpcore.NetworkStream):
    """A stream whose every step has what is left of the time."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: Deadline) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._deadline.left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._deadline.left(timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        inner = self._stream.start_tls(ssl_context, server_hostname, self._deadline.left(timeout))
        return _Stream(inner, self._deadline)

    def get_extra_info(self, info: str) -> typing.Any:
        return self._stream.get_extra_info(info)


class _Backend(httpcore.NetworkBackend):
    """Looks a host up, looks at what it is, and connects to that."""

    def __init__(self, deadline: Deadline, allow_private: bool) -> None:
        self._deadline = deadline
        self._allow_private = allow_private
        self._sockets = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[typing.Any] | None = None,
    ) -> httpcore.NetworkStream:
        trouble: Exception | None = None
        for address in resolved(host, port, self._allow_private):
            try:
                left = self._deadline.left(timeout)
                stream = self._sockets.connect_tcp(address, port, left, local_address, socket_options or ())
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                trouble = error
            else:
                return _Stream(stream, self._deadline)
        assert trouble is not None
        raise trouble

    def sleep(self, seconds: float) -> None:
        time.sleep(min(seconds, self._deadline.left(None)))


class _Body(httpx.SyncByteStream):
    def __init__(self, parts: Iterable[bytes]) -> None:
        self._parts = parts

    def __iter__(self) -> Iterator[bytes]:
        yield from self._parts

    def close(self) -> None:
        if hasattr(self._parts, "close"):
            self._parts.close()


class Transport(httpx.BaseTransport):
    """What httpx sends its requests through. Errors are those of httpcore, or `Unfetched`."""

    def __init__(self, deadline: Deadline, allow_private: bool) -> None:
        self._pool = httpcore.ConnectionPool(
            ssl_context=ssl.create_default_context(),
            max_connections=64,
            keepalive_expiry=5.0,
            network_backend=_Backend(deadline, allow_private),
        )

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send a request; the answer's body comes as it is read."""
        url = httpcore.URL(
            scheme=request.url.raw_scheme, host=request.url.raw_host, port=request.url.port, target=request.url.raw_path
        )
        asked = httpcore.Request(
            request.method, url, headers=request.headers.raw, content=request.stream, extensions=request.extensions
        )
        given = self._pool.handle_request(asked)
        assert isinstance(given.stream, Iterable)
        return httpx.Response(
            given.status, headers=given.headers, stream=_Body(given.stream), extensions=given.extensions
        )

    def close(self) -> None:
        """Close all connections."""
        self._pool.close()


def told(error: Exception) -> str:
    """What went wrong between here and a server, in a part of a line."""
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ssl.SSLCertVerificationError):
            return f"its certificate is not trusted: {cause.verify_message.rstrip('.')}"
        if isinstance(cause, ssl.SSLError):
            return f"no safe connection ({(cause.reason or 'TLS').replace('_', ' ').lower()})"
        if isinstance(cause, ConnectionRefusedError):
            return "the connection was refused"
        if isinstance(cause, ConnectionResetError):
            return "the server broke off the connection"
        if isinstance(cause, socket.gaierror):
            return "no such host"
        cause = cause.__cause__ or cause.__context__
    if isinstance(error, httpcore.ConnectTimeout | httpx.ConnectTimeout):
        return "connecting took too long"
    if isinstance(error, httpcore.TimeoutException | httpx.TimeoutException):
        return "the server did not answer in time"
    said = " ".join(str(error).split())[:120]
    if "without sending" in said or "incomplete" in said.casefold():
        return "the server broke off before the end"
    if "location header" in said:
        return "a redirect that leads to no address"
    if isinstance(error, httpcore.ProtocolError | httpx.ProtocolError):
        return f"its answer is no proper HTTP ({said})" if said else "its answer is no proper HTTP"
    return f"no connection ({said})" if said else "no connection"
