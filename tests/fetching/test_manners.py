"""Consideration: one thing at a time, with a pause, and what robots.txt says; which addresses are one page."""

from __future__ import annotations

import threading
from collections import Counter
from ipaddress import IPv4Address, IPv6Address
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nkreader.archive.library import Library
from nkreader.fetching import manners, robots
from nkreader.fetching.addresses import checked, is_public, page_key
from nkreader.fetching.errors import Unfetched
from nkreader.fetching.manners import asked_to_wait
from nkreader.fetching.robots import read
from tests.fetching.serving import Asked, Reply, Server, html

PARAGRAPH = "The pier at Wonsan was opened on March 3, 2024, the harbour office said, and number {0} came first. " * 4


def test_a_host_is_asked_one_thing_at_a_time_and_hosts_side_by_side(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(manners, "GAP", 0.2)
    together = threading.Barrier(3, timeout=30)  # the first page of each host comes when that of every other is asked
    busy: Counter[str] = Counter()
    crowded: list[str] = []

    def answer(asked: Asked) -> Reply:
        host = asked.headers["host"]
        busy[host] += 1
        if busy[host] > 1:
            crowded.append(asked.path)
        if asked.path == "/0":
            together.wait()
        busy[host] -= 1
        return html(f"Piece {asked.path} of {host}", PARAGRAPH.format(host))

    servers = [Server() for _ in range(3)]
    try:
        for one in servers:
            one.pages |= {f"/{page}": answer for page in range(3)}
        urls = [one.url(f"/{page}") for page in range(3) for one in servers]
        assert library.fetch(urls, allow_private=True).skipped == []
        assert not together.broken
        assert crowded == []
        for one in servers:
            times = [asked.at for asked in one.asked]
            assert all(later - sooner >= 0.2 for sooner, later in pairwise(times))
    finally:
        for one in servers:
            one.close()


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("120", 120), (" 7 ", 7), ("", None), (None, None), ("soon", None), ("-5", None), ("²", None),
        ("9" * 400, 999999999), ("Sun, 03 Mar 1999 00:00:00 GMT", 0), ("Sun, 03 Mar", None),
    ],
)  # fmt: skip
def test_what_a_server_asks_to_wait(header: str | None, seconds: float | None) -> None:
    assert asked_to_wait(header) == seconds


RULES = b"""
User-agent: other
Disallow: /

User-Agent: *
Disallow: /private
Allow: /private/open
Disallow: /*?print
Disallow: /*.pdf$
Disallow: /caf\xc3\xa9
Crawl-delay: 7
Disallow:
"""


@pytest.mark.parametrize(
    ("path", "allowed"),
    [
        ("/", True), ("/private", False), ("/private/x", False), ("/private/open/x", True), ("/a?print=1", False),
        ("/a?x=1&print", True), ("/report.pdf", False), ("/report.pdf?x", True), ("/caf%C3%A9/1", False),
        ("/caf%c3%a9/1", False), ("/robots.txt", True), ("", True),
    ],
)  # fmt: skip
def test_the_longest_rule_decides(path: str, allowed: bool) -> None:
    assert read(RULES).allows(f"https://wire.example{path}") is allowed


def test_our_own_group_goes_before_the_one_for_all() -> None:
    ours = read(RULES + b"\nUser-agent: NKReader/1.0\nUser-agent: friend\nDisallow: /only-this\n")
    assert ours.allows("https://wire.example/private")
    assert not ours.allows("https://wire.example/only-this/1")
    assert ours.delay is None
    assert read(RULES).delay == 7


@pytest.mark.parametrize(
    "data", [b"", b"\xff\xfe\x00", b"<!doctype html><p>No such page", b"Disallow: /\n", b"User-agent"]
)
def test_what_is_no_file_of_rules_allows_all(data: bytes) -> None:
    assert read(data).allows("https://wire.example/page")


@given(st.binary(max_size=300), st.text(max_size=40))
def test_no_file_of_rules_and_no_path_breaks_it(data: bytes, path: str) -> None:
    read(b"User-agent: *\nDisallow: " + data).allows(f"https://wire.example/{path.replace('/', '')}")


def test_patterns_that_are_made_to_take_long_do_not() -> None:
    rules = robots.Robots(((f"{'*a' * 5000}$", False), ("*" * 10_000, True)))
    assert rules.allows(f"https://wire.example/{'a' * 100_000}b")


def test_a_delay_that_robots_txt_asks_for_is_kept(library: Library, server: Server) -> None:
    server.pages["/robots.txt"] = Reply(b"User-agent: *\nCrawl-delay: 0.5\n")
    for path in ("/feed", "/other"):
        library.add_feed(server.url(path))
    library.sync(allow_private=True)
    _, first, second = server.asked
    assert second.at - first.at >= 0.5


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://wire.example/a?utm_source=x&utm_medium=y", "https://wire.example/a"),
        ("https://WIRE.example:443/a#top", "https://wire.example/a"),
        ("https://wire.example", "https://wire.example/"),
        ("https://wire.example/a?id=7&fbclid=abc&page=2", "https://wire.example/a?id=7&page=2"),
        ("http://wire.example:80/섬", "http://wire.example/%EC%84%AC"),
        ("https://wire.example/a?q=a+b&gclid=1", "https://wire.example/a?q=a+b"),
    ],
)
def test_addresses_of_one_page_have_one_key(one: str, other: str) -> None:
    assert page_key(one) == page_key(other) == page_key(page_key(one))


@pytest.mark.parametrize(
    "url", ["https://wire.example/a?id=7", "https://wire.example/a?q=a%20b", "http://wire.example/a"]
)
def test_addresses_of_other_pages_have_others(url: str) -> None:
    assert page_key(url) == url


@given(st.text(max_size=60))
def test_an_address_is_checked_or_refused(text: str) -> None:
    for given_ in (text, f"http://{text}", f"https://wire.example/{text}"):
        try:
            found = checked(given_)
        except Unfetched:
            continue
        assert found.isascii()
        assert found.isprintable()
        assert checked(found) == found
        assert page_key(found) == page_key(page_key(found))


@given(st.ip_addresses(v=4, network="10.0.0.0/8") | st.ip_addresses(v=4, network="127.0.0.0/8") |
       st.ip_addresses(v=4, network="169.254.0.0/16") | st.ip_addresses(v=4, network="192.168.0.0/16"))  # fmt: skip
def test_no_way_of_writing_a_private_address_makes_it_public(address: IPv4Address | IPv6Address) -> None:
    number = int(address)
    assert not is_public(str(address))
    for written in (0xFFFF << 32 | number, 0x64FF9B << 96 | number, 0x2002 << 112 | number << 80):
        assert not is_public(str(IPv6Address(written)))
    assert not is_public(f"{IPv6Address(0xFFFF << 32 | number)}%eth0")


@pytest.mark.parametrize("name", ["8.8.8.8", "2606:4700:4700::1111", "64:ff9b::808:808"])
def test_public_addresses_are(name: str) -> None:
    assert is_public(name)
