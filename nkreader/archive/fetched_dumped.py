"""Feeds and retrievals in a dump: as lines, checked, and back into a library, whose own word on a feed stays."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass, replace
from typing import Any

from nkreader.archive import fetched_store as kept
from nkreader.archive.restored import RestoreReport
from nkreader.archive.steps_dumped import ARTICLE, matching
from nkreader.model.fetched import Feed, Retrieval
from nkreader.model.sanitise import safe_line

FEED, DISMISSED, RETRIEVAL = "feed", "dismissed", "retrieval"
"""Kinds of lines."""
_LONGEST = 4000
"""Characters of an address."""
_WHEN = re.compile(r"\d{4}-\d\d-\d\dT[\d:.+Z-]{5,30}")
_DIGEST = re.compile("[0-9a-f]{64}")
_URL = re.compile(r"https?://\S+")
_MEDIA = re.compile(r"(?:[\w.+-]{1,100}/[\w.+-]{1,100})?")


@dataclass(frozen=True, slots=True)
class Dismissed:
    """What named an article that the reader removed."""

    key: str


def records(db: sqlite3.Connection) -> Iterator[dict[str, Any]]:
    """The lines about no article."""
    for one in kept.feeds(db):
        yield {"kind": FEED, **asdict(one)}
    for (key,) in db.execute("SELECT key FROM dismissed ORDER BY key"):
        yield {"kind": DISMISSED, "key": key}


def own_records(db: sqlite3.Connection) -> Iterator[tuple[str, int, dict[str, Any]]]:
    """The lines of articles, by their ids, behind all others of an article."""
    for (ident,) in db.execute("SELECT DISTINCT article FROM retrieval ORDER BY article").fetchall():
        for one in kept.retrievals(db, ident):
            yield ident, 7, {"kind": RETRIEVAL, **asdict(one)}


def feed_of(record: dict[str, Any]) -> Feed:
    """A line's feed.

    Raises:
        ValueError, KeyError, TypeError: if it is none.
    """
    pages, robots = record["pages"], record["robots"]
    if not isinstance(pages, bool) or not isinstance(robots, bool):
        raise ValueError("neither true nor false")
    synced, trouble = record["synced"], record["trouble"]
    return Feed(
        _url(record["url"]),
        _line(record["title"]),
        pages,
        robots,
        matching(record["added"], _WHEN),
        None if synced is None else matching(synced, _WHEN),
        None if trouble is None else _line(trouble),
    )


def dismissed_of(record: dict[str, Any]) -> Dismissed:
    """A line's name.

    Raises:
        ValueError, KeyError: if it is none.
    """
    return Dismissed(matching(record["key"], _DIGEST))


def retrieval_of(record: dict[str, Any]) -> Retrieval:
    """A line's retrieval.

    Raises:
        ValueError, KeyError: if it is none.
    """
    status = record["status"]
    if type(status) is not int or not 100 <= status < 600:
        raise ValueError("no status of HTTP")
    return Retrieval(
        matching(record["article"], ARTICLE),
        _url(record["url"]),
        _url(record["final"]),
        matching(record["retrieved"], _WHEN),
        matching(record["seen"], _WHEN),
        status,
        matching(record["sha256"], _DIGEST),
        matching(record["media_type"], _MEDIA),
        matching(record["version"], _DIGEST),
    )


def _url(value: Any) -> str:
    return _line(matching(value, _URL), _LONGEST)


def _line(value: Any, most: int = 2 * _LONGEST) -> str:
    if not isinstance(value, str) or safe_line(value) != value or len(value) > most:
        raise ValueError("not a line of text")
    return value


def restore(db: sqlite3.Connection, lines: Iterable[object], report: RestoreReport) -> None:
    """Merge the feeds that the library does not have, and what was removed and is not there again."""
    for line in lines:
        if isinstance(line, Feed):
            new = kept.feed(db, line.url) is None
            if new:
                kept.put_feed(db, line)
            report.tell(FEED, new)
        elif isinstance(line, Dismissed):
            done = db.execute(
                "INSERT OR IGNORE INTO dismissed SELECT ?1 WHERE NOT EXISTS (SELECT 1 FROM address WHERE key = ?1)",
                (line.key,),
            )
            report.tell(DISMISSED, done.rowcount > 0)


def put(db: sqlite3.Connection, one: Retrieval, ident: str, report: RestoreReport) -> None:
    """Keep a retrieval of an article, which has this id here."""
    report.tell(RETRIEVAL, kept.put_retrieval(db, replace(one, article=ident)))


def united(db: sqlite3.Connection, old: str, new: str) -> None:
    """Give what was retrieved for an article to the one that it becomes a part of."""
    db.execute("UPDATE OR IGNORE retrieval SET article = ? WHERE article = ?", (new, old))


Line = Feed | Dismissed
"""What a line about no article may say."""
OwnLine = Retrieval
"""What one about an article may."""
READERS: dict[str, Callable[[dict[str, Any]], Line | Retrieval]] = {
    FEED: feed_of,
    DISMISSED: dismissed_of,
    RETRIEVAL: retrieval_of,
}
"""By the kinds of lines."""
