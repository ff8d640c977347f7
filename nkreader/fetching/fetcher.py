"""Asking servers for pages: bounded, patient, and without leaving anything behind."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime
from http import HTTPStatus
from http.cookiejar import CookieJar, DefaultCookiePolicy

import httpcore
import httpx

from nkreader import __version__
from nkreader.fetching import connecting, robots
from nkreader.fetching.addresses import checked, host_of, joined
from nkreader.fetching.answers import Fetched, body, media_of
from nkreader.fetching.connecting import Deadline, Transport, told
from nkreader.fetching.errors import Unfetched
from nkreader.fetching.manners import LONGEST_WAIT, Manners, asked_to_wait
from nkreader.ingest.extract import size

USER_AGENT = f"nkreader/{__version__}"
TOTAL = 60.0
"""Seconds that one request, its redirects aside, may take from the connection to the last byte."""
TRIES = 3
"""How often one is made that fails in a way that may pass."""
BACK_OFF = 2.0
"""Seconds before the second try; they double with each."""
REDIRECTS = 10
_REDIRECTING = (301, 302, 303, 307, 308)
_FOR_GOOD = (301, 308)
_LATER = (408, 425, 429, 500, 502, 503, 504)
"""Answers that may be others when one asks again."""
_REASONS = {
    401: "it is for those who have signed in",
    403: "the server does not give it to us",
    404: "not there",
    410: "gone for good",
    429: "the server is asked too often",
    451: "withheld for legal reasons",
}
_TROUBLE = (
    httpx.HTTPError,
    httpx.InvalidURL,
    httpx.StreamError,
    httpcore.NetworkError,
    httpcore.TimeoutException,
    httpcore.ProtocolError,
    httpcore.UnsupportedProtocol,
    httpcore.ProxyError,
    OSError,
    ValueError,
)
"""What httpx, httpcore and the system raise."""
_ACCEPT = "text/html,application/xhtml+xml,application/rss+xml,application/atom+xml,application/feed+json,*/*;q=0.8"

Told = Callable[[str], None]


class Fetcher:
    """Fetches pages; threads may share it."""

    def __init__(self, manners: Manners, limit: int, *, allow_private: bool = False) -> None:
        """`limit` is the size in bytes beyond which nothing is taken."""
        self._manners = manners
        self._limit = limit
        self._deadline = Deadline()
        self._client = httpx.Client(
            transport=Transport(self._deadline, allow_private),
            headers={"User-Agent": USER_AGENT, "Accept": _ACCEPT, "Accept-Encoding": "gzip, deflate"},
            timeout=httpx.Timeout(connecting.READ, connect=connecting.CONNECT, pool=TOTAL),
            cookies=CookieJar(DefaultCookiePolicy(allowed_domains=[])),
            trust_env=False,
            follow_redirects=False,
        )
        self._robots: dict[str, robots.Robots] = {}

    def close(self) -> None:
        """Close all connections."""
        self._client.close()

    def fetch(
        self,
        url: str,
        told: Told,
        *,
        etag: str | None = None,
        modified: str | None = None,
        ask_robots: bool = False,
    ) -> Fetched:
        """The page at an address, through its redirects.

        `etag` and `modified` are those of what is known: the server may then answer that nothing changed. `told` hears
        what is waited for.

        Raises:
            Unfetched: if it cannot be had.
            Stopped: if the reader gave up.
        """
        here = checked(url)
        known = {"If-None-Match": etag, "If-Modified-Since": modified}
        headers = {name: value for name, value in known.items() if value}
        been = {here}
        for_good = True
        while True:
            if ask_robots:
                self._allowed(here, told)
            status, given, data = self._patiently(here, headers, self._limit, told)
            if status not in _REDIRECTING:
                break
            here = joined(here, given.get("location") or _nowhere())
            for_good = for_good and status in _FOR_GOOD
            if here in been:
                raise Unfetched("its redirects go round in circles")
            been.add(here)
            if len(been) > REDIRECTS + 1:
                raise Unfetched(f"more than {REDIRECTS} redirects")
        moved = here if for_good and len(been) > 1 else None
        return _answer(url, here, status, given, data, bool(headers), moved)

    def _patiently(self, url: str, headers: dict[str, str], limit: int, told: Told) -> tuple[int, httpx.Headers, bytes]:
        """One request, made again where its failure may pass.

        Raises:
            Unfetched, Stopped: as `fetch`.
        """
        for number in range(1, TRIES + 1):
            try:
                with self._manners.turn(host_of(url), told):
                    return self._once(url, headers, limit)
            except Unfetched as trouble:
                if not trouble.passing or number == TRIES or (trouble.wait or 0) > LONGEST_WAIT:
                    raise
                wait = max(BACK_OFF * 2 ** (number - 1), trouble.wait or 0)
                told(f"{url}: {trouble.reason}; asking again in {wait:.0f} s")
                self._manners.leave_alone(host_of(url), wait)
        raise AssertionError("unreachable")

    def _once(self, url: str, headers: dict[str, str], limit: int) -> tuple[int, httpx.Headers, bytes]:
        self._deadline.until = time.monotonic() + TOTAL
        try:
            with self._client.stream("GET", url, headers=headers) as given:
                status = given.status_code
                if status in _REDIRECTING or status == HTTPStatus.NOT_MODIFIED:
                    return status, given.headers, b""
                if status != HTTPStatus.OK:
                    raise _refusal(status, given.headers)
                announced = given.headers.get("content-length", "")
                if announced.isdecimal() and int(announced[:20]) > limit:
                    raise Unfetched(f"larger than {size(limit)}")
                parts = given.iter_raw()
                return status, given.headers, body(parts, given.headers.get("content-encoding"), limit, self._go_on)
        except _TROUBLE as error:
            self._deadline.left(None)
            raise Unfetched(told(error), passing=_passes(error)) from error

    def _go_on(self) -> None:
        self._manners.pause(0)
        self._deadline.left(None)

    def _allowed(self, url: str, told_: Told) -> None:
        """Ask the server's robots.txt, once for each server.

        Raises:
            Unfetched: if it forbids the address, or cannot be asked.
        """
        origin = url[: url.index("/", 8)]
        rules = self._robots.get(origin)
        if rules is None:
            rules = self._rules(f"{origin}/robots.txt", told_)
            self._robots[origin] = rules
            self._manners.slow_down(host_of(url), rules.delay)
        if not rules.allows(url):
            raise Unfetched("the server's robots.txt forbids it")

    def _rules(self, url: str, told_: Told) -> robots.Robots:
        """What a robots.txt says: one that is not there allows all, one whose server is in trouble nothing."""
        try:
            for _ in range(5):
                status, given, data = self._patiently(url, {}, robots.MOST, told_)
                if status not in _REDIRECTING:
                    return robots.read(data)
                url = joined(url, given.get("location") or _nowhere())
        except Unfetched as trouble:
            if trouble.status is not None and 400 <= trouble.status < 500 and trouble.status != 429:
                return robots.ANYTHING
            if trouble.reason.startswith("larger"):
                return robots.ANYTHING
            raise Unfetched(f"its robots.txt cannot be asked: {trouble.reason}", passing=trouble.passing) from trouble
        return robots.ANYTHING


def _answer(
    url: str, final: str, status: int, given: httpx.Headers, data: bytes, asked: bool, moved: str | None
) -> Fetched:
    now = datetime.now(UTC).isoformat(timespec="milliseconds")
    media_type, charset = media_of(given.get("content-type"))
    etag, modified = (_kept(given.get(name)) for name in ("etag", "last-modified"))
    if status == HTTPStatus.NOT_MODIFIED:
        if not asked:
            raise Unfetched("the server says that nothing changed, but was not asked that", status=status)
        return Fetched(url, final, now, status, media_type, charset, None, etag, modified)
    return Fetched(url, final, now, status, media_type, charset, data, etag, modified, moved)


def _kept(header: str | None) -> str | None:
    """What a header says, if it can be said back to the server."""
    fit = header and len(header) <= 500 and header.isascii() and header.isprintable()
    return header if fit else None


def _refusal(status: int, headers: httpx.Headers) -> Unfetched:
    """What an answer means that brings no page."""
    wait = asked_to_wait(headers.get("retry-after"))
    try:
        phrase = HTTPStatus(status).phrase
    except ValueError:
        phrase = ""
    said = f"{status} {phrase}".strip()
    reason = f"{_REASONS[status]} ({said})" if status in _REASONS else f"the server answers {said}"
    if wait is not None and wait > LONGEST_WAIT:
        reason += f"; it asks to be left alone for {wait / 60:,.0f} min"
    return Unfetched(reason, status=status, passing=status in _LATER, wait=wait)


def _nowhere() -> str:
    raise Unfetched("a redirect that leads nowhere")


def _passes(error: Exception) -> bool:
    """Whether it may be otherwise when one asks again: certificates and refusals stay."""
    lasting = ("its certificate", "no safe connection", "the connection was refused", "its answer")
    return not told(error).startswith(lasting)
