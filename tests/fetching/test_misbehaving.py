"""A server that misbehaves in every way: one clear line for each page, and the others come."""

from __future__ import annotations

import gzip
import shutil
import socket
import ssl
import subprocess
import threading
import time
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from nkreader import settings
from nkreader.archive.library import Library
from nkreader.fetching import addresses, fetcher
from tests.fetching.serving import Asked, Reply, Server, html, sends

GOOD = html(
    "Ferry to Nampho sails again",
    "NAMPHO, April 2 (Coast Courier) -- The ferry to Nampho sailed again on Tuesday, April 2, 2024, after a month in "
    "dock, the harbour office said. Its engine had failed in the ice at the end of February.",
    "Two hundred passengers were on board, among them a brass band from the shipyard, the office added.",
)
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
PAGE = GOOD.body
LIMIT = 20_000_000


def moved(to: str, status: int = 302) -> Reply:
    return Reply(status=status, headers={"Location": to})


def packed(data: bytes, coding: str = "gzip") -> Reply:
    return Reply(data, headers={"Content-Type": "text/html", "Content-Encoding": coding})


BOMB = gzip.compress(bytes(LIMIT + 1), 9)
ENDLESS = sends(HEAD + b"Transfer-Encoding: chunked\r\n\r\n", b"10000\r\n" + bytes(65536) + b"\r\n", endless=True)
WAYS: dict[str, tuple[Reply, str]] = {
    "nothing there": (Reply(b"no", 404), "not there (404"),
    "gone": (Reply(b"no", 410), "gone for good (410"),
    "for members": (Reply(b"no", 403), "does not give it to us (403"),
    "an unheard of status": (Reply(b"no", 799), "the server answers 799"),
    "no content": (Reply(b"", 204), "the server answers 204"),
    "a part that nobody asked for": (Reply(PAGE[:50], 206), "the server answers 206"),
    "unchanged, unasked": (Reply(b"", 304), "was not asked that"),
    "always in trouble": (Reply(b"no", 503), "the server answers 503"),
    "too large by its own word": (
        sends(HEAD + b"Content-Length: 99999999999999999999\r\n\r\n"), "larger than 20 MB"),
    "endless": (ENDLESS, "larger than 20 MB"),
    "a bomb": (packed(BOMB), "larger than 20 MB"),
    "a bomb in a bomb": (packed(gzip.compress(BOMB), "gzip, gzip"), "packed in a way that was not asked for"),
    "packed in no way we know": (packed(PAGE, "br"), "packed in a way that was not asked for (br)"),
    "called packed": (packed(PAGE), "the packed answer is damaged"),
    "packed and cut": (packed(gzip.compress(PAGE)[:-20]), "the packed answer breaks off"),
    "shorter than it says": (sends(HEAD + b"Content-Length: 5000\r\n\r\nshort"), "broke off before the end"),
    "breaking off in chunks": (
        sends(HEAD + b"Transfer-Encoding: chunked\r\n\r\n5\r\nshort\r\n"), "broke off before the end"),
    "no answer": (sends(b""), "broke off"),
    "never a word": (sends(b"", between=30), "did not answer in time"),
    "a word now and then": (sends(HEAD, b"X-Slow: 1\r\n", between=0.2, endless=True), "took too long in all"),
    "a byte now and then": (sends(HEAD + b"\r\n", b"<", between=0.2, endless=True), "took too long in all"),
    "no HTTP": (sends(b"SSH-2.0-OpenSSH_9.6\r\n\r\n"), "no proper HTTP"),
    "headers without end": (sends(HEAD, b"X-Filler: " + b"x" * 8000 + b"\r\n", endless=True), "no proper HTTP"),
    "round in circles": (moved("/way/round-in-circles"), "go round in circles"),
    "to a file": (moved("file:///etc/passwd"), "only http and https are fetched, not file"),
    "to another protocol": (moved("gopher://127.0.0.1:70/"), "only http and https are fetched, not gopher"),
    "with a password": (moved("http://reader:secret@127.0.0.1/"), "names and passwords"),
    "to nowhere": (Reply(status=302), "a redirect that leads nowhere"),
    "to nonsense": (moved("http://[::1"), "no address"),
    "a picture": (Reply(b"\x89PNG\r\n\x1a\n", headers={"Content-Type": "image/png"}), "no reader for this kind"),
    "a video that is called a page": (Reply(bytes(range(256)) * 8, headers={"Content-Type": "text/html"}), ""),
    "nothing at all": (Reply(b"", headers={"Content-Type": "text/html"}), ""),
    "noise as text": (Reply(bytes(range(256)) * 9, headers={"Content-Type": "text/plain"}), ""),
}  # fmt: skip


def path_of(way: str) -> str:
    return f"/way/{way.replace(' ', '-').replace(',', '')}"


def test_every_way_costs_one_line_and_nothing_else(
    library: Library, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fetcher, "TRIES", 1)
    server.pages |= {path_of(way): reply for way, (reply, _) in WAYS.items()} | {"/good": GOOD}
    said: dict[str, str] = {}
    urls = [server.url(path_of(way)) for way in WAYS]
    report = library.fetch(
        [*urls[:9], server.url("/good"), *urls[9:]],
        allow_private=True,
        came=lambda outcome: said.update({outcome.url: outcome.said}),
    )
    for way, (_, expected) in WAYS.items():
        line = said[server.url(path_of(way))]
        assert expected in line, way
        assert "fault" not in line, way
        assert "\n" not in line, way
    assert len(report.added) == 1
    assert len(report.skipped) == len(WAYS)
    assert {item.path for item in report.skipped} == set(urls)


@pytest.mark.parametrize("times", [1, 2])
def test_trouble_that_passes_is_waited_out(library: Library, server: Server, times: int) -> None:
    def recovering(asked: Asked) -> Reply:
        return Reply(b"", 503) if len(server.asked) <= times else GOOD

    server.pages["/page"] = recovering
    lines: list[str] = []
    assert len(library.fetch([server.url("/page")], lines.append, allow_private=True).added) == 1
    assert len(server.asked) == times + 1
    assert sum("asking again in" in line for line in lines) == times


def test_what_will_not_pass_is_asked_for_once(library: Library, server: Server) -> None:
    server.pages["/gone"] = Reply(b"", 410)
    library.fetch([server.url("/gone")], allow_private=True)
    assert len(server.asked) == 1


def test_a_server_that_asks_to_be_left_alone_is(library: Library, server: Server) -> None:
    def soon(asked: Asked) -> Reply:
        return Reply(b"", 429, {"Retry-After": "1"}) if len(server.asked) == 1 else GOOD

    server.pages["/soon"] = soon
    server.pages["/later"] = Reply(b"", 503, {"Retry-After": "7200"})
    report = library.fetch([server.url("/soon"), server.url("/later")], allow_private=True)
    first, second, *rest = server.asked
    assert second.at - first.at >= 1
    assert len(rest) == 1, "what asks for two hours is not asked again now"
    (left,) = report.skipped
    assert "left alone for 120 min" in left.reason


def test_redirects_are_followed_ten_times_and_no_more(library: Library, server: Server) -> None:
    for number in range(12):
        server.pages[f"/hop{number}"] = moved(f"/hop{number + 1}", 301)
    server.pages["/hop12"] = GOOD
    report = library.fetch([server.url("/hop2")], allow_private=True)
    (ident,) = report.added
    (retrieval,) = library.retrieved(ident)
    assert (retrieval.url, retrieval.final) == (server.url("/hop2"), server.url("/hop12"))
    refused = library.fetch([server.url("/hop1")], allow_private=True)
    assert refused.skipped[0].reason == "more than 10 redirects"


def test_no_cookie_comes_back_and_we_say_who_we_are(library: Library, server: Server) -> None:
    server.pages["/page"] = Reply(PAGE, headers={"Content-Type": "text/html", "Set-Cookie": "track=1; Path=/"})
    server.pages["/first"] = Reply(status=302, headers={"Location": "/page", "Set-Cookie": "track=2; Path=/"})
    library.fetch([server.url("/first"), server.url("/page?again")], allow_private=True)
    assert len(server.asked) >= 2
    for asked in server.asked:
        assert "cookie" not in asked.headers
        assert "referer" not in asked.headers
        assert asked.headers["user-agent"].startswith("nkreader/")


def test_proxies_of_the_environment_are_not_used(
    library: Library, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    server.pages["/page"] = GOOD
    assert library.fetch([server.url("/page")], allow_private=True).skipped == []


@pytest.mark.parametrize("unpack", [gzip.compress, zlib.compress, lambda data: zlib.compress(data)[2:-4]])
def test_packed_pages_are_unpacked(library: Library, server: Server, unpack: Callable[[bytes], bytes]) -> None:
    server.pages["/page"] = packed(unpack(PAGE), "gzip" if unpack is gzip.compress else "deflate")
    (ident,) = library.fetch([server.url("/page")], allow_private=True).added
    assert "brass band" in library.piece(ident).article.text


@pytest.mark.parametrize(
    ("charset", "written"), [("utf-8", "euc-kr"), ("iso-8859-1", "utf-8"), ("no-such-thing", "utf-8"), ("", "euc-kr")]
)
def test_a_charset_that_lies_does_not_spoil_the_text(
    library: Library, server: Server, charset: str, written: str
) -> None:
    text = "원산항 부두에 예인선이 부딪쳐 가라앉았다고 항만 당국이 3일 밝혔다. 선원 아홉 명은 모두 구조됐다.\n" * 3
    kind = f"text/plain; charset={charset}" if charset else "text/plain"
    server.pages["/page"] = Reply(text.encode(written), headers={"Content-Type": kind})
    report = library.fetch([server.url("/page")], allow_private=True)
    if (charset, written) != ("iso-8859-1", "utf-8"):  # whatever bytes are good Latin-1: the server is believed
        assert "예인선" in library.piece(report.added[0]).article.text
    assert report.skipped == []


PRIVATE = (
    "127.0.0.1", "127.1", "2130706433", "0x7f000001", "localhost", "[::1]", "[::ffff:127.0.0.1]", "0.0.0.0", "10.1.2.3",
    "172.16.0.1", "192.168.1.1", "169.254.169.254", "[fe80::1]", "[fd00:ec2::254]", "100.64.0.1", "168.63.129.16",
    "[64:ff9b::7f00:1]", "[2002:7f00:1::]", "224.0.0.1", "255.255.255.255", "[ff02::1]",
)  # fmt: skip


def test_private_addresses_are_not_reached(library: Library, server: Server) -> None:
    report = library.fetch([f"http://{host}:{server.port}/page" for host in PRIVATE])
    assert len(report.skipped) == len(PRIVATE)
    for left in report.skipped:
        assert "inside a private network or this machine" in left.reason, left.path
    assert server.asked == []


def test_a_redirect_into_the_private_network_is_not_followed(
    library: Library, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The server itself counts as public here, and so does the name by which the first page is reached."""
    server.pages["/page"] = moved(f"http://inside.example:{server.port}/secret")
    _names(monkeypatch, {"wire.example": ["127.0.0.1"], "inside.example": ["10.0.0.1"]})
    monkeypatch.setattr(addresses, "is_public", lambda name: name == "127.0.0.1")
    report = library.fetch([f"http://wire.example:{server.port}/page"])
    assert "inside.example is 10.0.0.1" in report.skipped[0].reason
    assert server.paths() == ["/page"]


def test_the_connection_goes_to_the_address_that_was_looked_at(
    library: Library, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A name that means another machine a moment later is asked for once for each connection."""
    server.pages["/page"] = GOOD
    asked = _names(monkeypatch, {"wire.example": ["127.0.0.1"]}, later={"wire.example": ["10.0.0.1"]})
    monkeypatch.setattr(addresses, "is_public", lambda name: name == "127.0.0.1")
    assert library.fetch([f"http://wire.example:{server.port}/page"]).skipped == []
    assert asked == ["wire.example"]
    assert server.asked[0].headers["host"] == f"wire.example:{server.port}"


def test_of_several_addresses_the_next_is_tried_and_private_ones_are_left_out(
    library: Library, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.pages["/page"] = GOOD
    _names(monkeypatch, {"wire.example": ["10.0.0.1", "127.0.0.2", "127.0.0.1"]})
    monkeypatch.setattr(addresses, "is_public", lambda name: name.startswith("127."))
    assert library.fetch([f"http://wire.example:{server.port}/page"]).skipped == []


def _names(
    patch: pytest.MonkeyPatch, known: dict[str, list[str]], later: dict[str, list[str]] | None = None
) -> list[str]:
    """Host names that mean these addresses, and others once they were asked for; gives what is asked for."""
    asked: list[str] = []
    real = socket.getaddrinfo

    def looked_up(host: str, port: int, *more: object, **named: object) -> object:
        if host not in known:
            return real(host, port, *more, **named)  # type: ignore[arg-type]
        found = (later or known) if host in asked else known
        asked.append(host)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in found[host]]

    patch.setattr(socket, "getaddrinfo", looked_up)
    return asked


NO_ADDRESSES = (
    ("file:///etc/passwd", "only http and https"),
    ("ftp://wire.example/x", "only http and https"),
    ("javascript:alert(1)", "only http and https"),
    ("http://", "no host"),
    ("http://a b/", "no address"),
    ("http://wire.example:99999/", "no address"),
    ("http://wire.example:0/", "no host"),
    ("http://user@wire.example/", "names and passwords"),
    (f"http://wire.example/{'x' * 5000}", "no address"),
    ("http://wire.example/\x1b[2J", "no address"),
)


def test_what_is_no_address_is_told_without_asking_anybody(library: Library) -> None:
    report = library.fetch([url for url, _ in NO_ADDRESSES])
    for (url, said), left in zip(NO_ADDRESSES, report.skipped, strict=True):
        assert said in left.reason, url


def test_a_certificate_that_nobody_vouches_for_is_told(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not shutil.which("openssl"):
        pytest.skip("no openssl to make a certificate with")
    made = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=wire.example",
            "-keyout", str(tmp_path / "key.pem"), "-out", str(tmp_path / "cert.pem")]  # fmt: skip
    subprocess.run(made, check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(tmp_path / "cert.pem", tmp_path / "key.pem")
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def shake_hands() -> None:
            try:
                line, _ = listening.accept()
                with line, context.wrap_socket(line, server_side=True):
                    pass
            except OSError:
                pass

        threading.Thread(target=shake_hands, daemon=True).start()
        port = listening.getsockname()[1]
        (left,) = library.fetch([f"https://127.0.0.1:{port}/"], allow_private=True).skipped
    assert left.reason.startswith("its certificate is not trusted")


def test_a_server_without_tls_and_one_that_is_not_there_are_told(library: Library, server: Server) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
    urls = [server.url("/page").replace("http:", "https:"), f"http://127.0.0.1:{port}/"]
    plain, nobody = library.fetch(urls, allow_private=True).skipped
    reasons = {plain.reason, nobody.reason}
    assert "the connection was refused" in reasons
    assert any("safe connection" in reason or "broke off" in reason for reason in reasons)


def test_giving_up_ends_at_once_and_keeps_what_came(library: Library, server: Server) -> None:
    server.pages = {"/good": GOOD, "/slow": sends(b"", between=30)}

    class GaveUp(Exception):
        pass

    def told(line: str) -> None:
        if "/slow" in line:
            raise GaveUp

    started = time.monotonic()
    with pytest.raises(GaveUp):
        library.fetch([server.url("/good"), server.url("/slow")], told, allow_private=True)
    assert time.monotonic() - started < 20
    assert [item.title for item in library.headlines()] == ["Ferry to Nampho sails again"]


def test_a_setting_allows_private_addresses_and_bounds_the_size(
    library: Library, server: Server, own_world: Path
) -> None:
    server.pages["/page"] = GOOD
    settings.file().parent.mkdir(parents=True, exist_ok=True)
    settings.file().write_text("allow_private = true\nlimit_mb = 0.0001\n")
    (left,) = library.fetch([server.url("/page")]).skipped
    assert left.reason == "larger than 100 bytes"
    settings.file().write_text("allow_private = true\n")
    assert library.fetch([server.url("/page")]).skipped == []
