"""newsboat's `cache.db`: the items of all its feeds, read from an SQLite file that is never written to."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote

from nkreader.ingest.decoding import Refused
from nkreader.ingest.formats.feed_entries import Entry, text_of
from nkreader.ingest.formats.given import Blob, Given, Left

_MAGIC = b"SQLite format 3\0"
_NEEDED = frozenset({"guid", "title", "author", "url", "feedurl", "pubDate", "content"})
_ALLOWED = frozenset({sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_PRAGMA, sqlite3.SQLITE_FUNCTION})
_QUERY = """SELECT item.guid, item.title, item.author, item.url, item.feedurl, item.pubDate, item.content,
{mime}, feed.title, feed.url FROM rss_item AS item LEFT JOIN rss_feed AS feed ON feed.rssurl = item.feedurl
WHERE {shown} ORDER BY item.id"""


def newsboat(blob: Blob) -> Given:
    """The items that newsboat keeps, those that the reader deleted left out."""
    with blob.open() as file:
        if file.read(len(_MAGIC)) != _MAGIC:
            raise Refused("a .db file, but no SQLite database")
    number = 0
    try:
        with closing(_opened(blob)) as connection:
            columns = _columns(connection)
            if not columns >= _NEEDED or not _is_table(connection, "rss_feed"):
                raise Refused("a database, but not newsboat's")
            for number, row in enumerate(_rows(connection, columns), 1):
                yield text_of(_entry(row), number)
    except (sqlite3.Error, UnicodeDecodeError) as error:  # SQLite quotes what it stumbles over as it stands
        words = error if isinstance(error, sqlite3.Error) else "malformed database schema"
        if not number:
            raise Refused(f"a damaged database: {words}") from error
        yield Left("", f"a damaged database behind item {number}: {words}")


def _opened(blob: Blob) -> sqlite3.Connection:
    """The database, which is not locked, not written to, and may change meanwhile without harm to it."""
    if blob.data is None:
        connection = sqlite3.connect(f"file:{quote(blob.name)}?mode=ro&immutable=1", uri=True)
    else:
        data = bytearray(blob.data)
        data[18:20] = b"\1\1"  # a log of changes beside it, which nothing in memory has, is not looked for
        connection = sqlite3.connect(":memory:")
        connection.deserialize(bytes(data))
    connection.text_factory = lambda raw: raw.decode("utf-8", "replace")
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, min(blob.limit, 1_000_000_000))
    for pragma in ("trusted_schema = OFF", "cell_size_check = ON", "query_only = ON"):
        connection.execute(f"PRAGMA {pragma}")
    connection.set_authorizer(lambda action, *_: sqlite3.SQLITE_OK if action in _ALLOWED else sqlite3.SQLITE_DENY)
    return connection


def _is_table(connection: sqlite3.Connection, name: str) -> bool:
    """Whether there is a table of that name, and not a query in its stead."""
    found = connection.execute("SELECT type, sql FROM sqlite_master WHERE name = ?", (name,)).fetchall()
    return [kind for kind, _ in found] == ["table"] and "virtual" not in str(found[0][1])[:40].casefold()


def _columns(connection: sqlite3.Connection) -> frozenset[str]:
    if not _is_table(connection, "rss_item"):
        return frozenset()
    return frozenset(row[1] for row in connection.execute("PRAGMA table_info(rss_item)"))


def _rows(connection: sqlite3.Connection, columns: frozenset[str]) -> Iterator[tuple[Any, ...]]:
    mime = "item.content_mime_type" if "content_mime_type" in columns else "''"
    shown = "item.deleted = 0" if "deleted" in columns else "1"
    yield from connection.execute(_QUERY.format(mime=mime, shown=shown))


def _entry(row: tuple[Any, ...]) -> Entry:
    guid, title, author, url, feed_url, seconds, content, mime, name, home = (_said(value) for value in row)
    published = None
    if seconds and seconds.lstrip("-").isdecimal() and 0 < int(seconds) < 32_503_680_000:
        published = datetime.fromtimestamp(int(seconds), UTC).isoformat()
    return Entry(
        feed=home or feed_url or "",
        outlet={"value": name} if name else None,
        guid=guid or url,
        title={"value": title} if title else None,
        url=url,
        author=author,
        published=published,
        dated_by="newsboat's pubDate" if published else None,
        summary={"value": content, "type": mime or ""} if content else None,  # it may be all of it
    )


def _said(value: object) -> str | None:
    if isinstance(value, bytes):
        value = value.decode("utf-8", "replace")
    return str(value).strip() or None if isinstance(value, str | int) else None
