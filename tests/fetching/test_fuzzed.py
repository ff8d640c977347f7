"""Whatever bytes a server sends, as a whole answer or as a body: one outcome, no fault, and the next page comes."""

from __future__ import annotations

import gzip
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nkreader.fetching.answers import Fetched, body, media_of
from nkreader.fetching.discovering import named_in
from nkreader.fetching.errors import Unfetched
from nkreader.fetching.fetcher import Fetcher
from nkreader.fetching.kinds import name_of
from nkreader.fetching.lists import feeds_in
from nkreader.fetching.manners import Manners
from nkreader.ingest.decoding import Refused
from tests.fetching.serving import Server, sends

LIMIT = 100_000
_lines = st.sampled_from([
    b"HTTP/1.1 200 OK", b"HTTP/1.0 200", b"HTTP/1.1 301 Moved", b"HTTP/1.1 304 Not Modified", b"HTTP/2 200", b"ICY 200",
    b"Content-Type: text/html; charset=", b"Content-Length: 5", b"Content-Length: -1", b"Content-Length: 5, 6",
    b"Transfer-Encoding: chunked", b"Transfer-Encoding: gzip, chunked", b"Content-Encoding: gzip", b"Location: /",
    b"Location: //", b"Location: http://[", b"Location: \xff", b"Retry-After: soon", b"ETag: \x01", b"Set-Cookie: a=b",
    b" folded", b":", b"X: " + b"y" * 3000, b"",
])  # fmt: skip
answers = st.one_of(
    st.binary(max_size=300),
    st.tuples(st.lists(_lines, max_size=8).map(b"\r\n".join), st.binary(max_size=60)).map(
        lambda parts: b"HTTP/1.1 200 OK\r\n" + parts[0] + b"\r\n\r\n" + parts[1]
    ),
)
pages = st.builds(
    lambda data, kind, url: Fetched(url, url, "2024-03-03T00:00:00+00:00", 200, kind, None, data),
    st.binary(max_size=400),
    st.sampled_from(["", "text/html", "text/xml", "application/octet-stream", "text/plain", "image/png"]),
    st.sampled_from(
        ["https://wire.example/", "https://wire.example/a.pdf", "https://wire.example/%2e%2e/x.tar.gz?y=.zip"]
    ),
)


@pytest.fixture(scope="module")
def serving() -> Iterator[tuple[Server, Fetcher]]:
    server, fetcher = Server(), Fetcher(Manners(0.0), LIMIT, allow_private=True)
    yield server, fetcher
    fetcher.close()
    server.close()


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=answers)
def test_any_answer_is_a_page_or_a_reason(serving: tuple[Server, Fetcher], data: bytes) -> None:
    server, fetcher = serving
    server.pages["/"] = sends(data)
    found, reason = b"", ""
    try:
        found = fetcher.fetch(server.url("/"), lambda line: None).data or b""
    except Unfetched as trouble:
        reason = trouble.reason
        assert reason.isprintable()
    assert len(found) <= LIMIT
    assert not (found and reason)


@given(
    st.lists(st.binary(max_size=50), max_size=5), st.sampled_from([None, "gzip", "deflate", "x-gzip", "br", "gzip,"])
)
def test_any_body_is_bytes_or_a_reason(parts: list[bytes], coding: str | None) -> None:
    try:
        found = body(parts, coding, 1000, lambda: None)
    except Unfetched:
        return
    assert len(found) <= 1000


@given(st.binary(max_size=3000), st.integers(1, 70))
def test_a_packed_body_is_what_it_was_however_it_is_cut(data: bytes, at: int) -> None:
    sent = gzip.compress(data)
    parts = [sent[start : start + at] for start in range(0, len(sent), at)]
    assert body(parts, "gzip", 3000, lambda: None) == data
    if len(data) > 1:
        with pytest.raises(Unfetched):
            body(parts, "gzip", len(data) - 1, lambda: None)


@given(pages)
def test_any_page_has_a_kind_or_none_and_names_feeds_or_none(page: Fetched) -> None:
    assert name_of(page) == "" or name_of(page).startswith("page.")
    assert all(url.startswith(("http://", "https://")) for url in named_in(page))


@given(st.binary(max_size=300) | st.binary(max_size=200).map(lambda data: b"<opml><outline xmlUrl='" + data))
def test_any_file_is_a_list_of_feeds_or_refused(data: bytes) -> None:
    try:
        found = feeds_in(data)
    except Refused:
        return
    assert all(url.casefold().startswith(("http://", "https://")) for _, url in found)


@given(st.text(max_size=60))
def test_any_content_type_is_read(header: str) -> None:
    kind, charset = media_of(header)
    assert kind == kind.casefold()
    assert charset is None or len(charset) <= 40
