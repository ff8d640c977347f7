"""What the library keeps of the network: feeds, retrievals, and what servers are told of what is known."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from nkreader.archive.addressing import key_of
from nkreader.model.fetched import Feed, Retrieval

if TYPE_CHECKING:
    from nkreader.fetching.answers import Fetched

_FEED = "url, title, pages, robots, added, synced, trouble"
_RETRIEVAL = "article, url, final, retrieved, seen, status, sha256, media_type, version"


def now() -> str:
    """UTC, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def feeds(db: sqlite3.Connection) -> tuple[Feed, ...]:
    """All feeds, by address."""
    return tuple(_feed(row) for row in db.execute(f"SELECT {_FEED} FROM feed ORDER BY url"))


def feed(db: sqlite3.Connection, url: str) -> Feed | None:
    """The feed of an address."""
    row = db.execute(f"SELECT {_FEED} FROM feed WHERE url = ?", (url,)).fetchone()
    return _feed(row) if row else None


def _feed(row: tuple[str, str, int, int, str, str | None, str | None]) -> Feed:
    url, title, pages, robots, added, synced, trouble = row
    return Feed(url, title, bool(pages), bool(robots), added, synced, trouble)


def put_feed(db: sqlite3.Connection, one: Feed) -> None:
    """Keep a feed, in the place of one of the same address."""
    values = (one.url, one.title, int(one.pages), int(one.robots), one.added, one.synced, one.trouble)
    db.execute("INSERT OR REPLACE INTO feed VALUES (?, ?, ?, ?, ?, ?, ?)", values)


def forget_feed(db: sqlite3.Connection, url: str) -> bool:
    """Let a feed go; whether there was one. Its articles stay."""
    db.execute("DELETE FROM validator WHERE url = ?", (url,))
    return db.execute("DELETE FROM feed WHERE url = ?", (url,)).rowcount > 0


def retrievals(db: sqlite3.Connection, article: str) -> tuple[Retrieval, ...]:
    """When and from where an article's bytes came, the first time first."""
    asked = f"SELECT {_RETRIEVAL} FROM retrieval WHERE article = ? ORDER BY retrieved, url"
    return tuple(Retrieval(*row) for row in db.execute(asked, (article,)))


def put_retrieval(db: sqlite3.Connection, one: Retrieval) -> bool:
    """Keep a retrieval; whether it, or when its bytes were last seen, was not known."""
    done = db.execute(
        "INSERT INTO retrieval VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9) "
        "ON CONFLICT (article, retrieved, url) DO UPDATE SET seen = ?5 WHERE seen < ?5",
        (one.article, one.url, one.final, one.retrieved, one.seen, one.status, one.sha256, one.media_type, one.version),
    )
    return done.rowcount > 0


def note(db: sqlite3.Connection, article: str, page: Fetched, digest: str) -> None:
    """Note that an article's bytes came: anew, or once more as they were the last time."""
    asked = "SELECT digest FROM version WHERE article = ? ORDER BY digest = ? DESC, number DESC LIMIT 1"
    (version,) = db.execute(asked, (article, digest)).fetchone()
    before = [one for one in retrievals(db, article) if one.url == page.url]
    last = before[-1] if before else None
    if last and (last.sha256, last.final, last.version) == (page.sha256, page.final, version):
        seen = (page.retrieved, article, last.retrieved, page.url)
        db.execute("UPDATE retrieval SET seen = ? WHERE article = ? AND retrieved = ? AND url = ?", seen)
        return
    new = Retrieval(article, page.url, page.final, page.retrieved, page.retrieved, page.status, page.sha256,
                    page.media_type, version)  # fmt: skip
    db.execute(
        "DELETE FROM retrieval WHERE article = ? AND retrieved = ? AND url = ?", (article, new.retrieved, new.url)
    )
    put_retrieval(db, new)


def seen_again(db: sqlite3.Connection, url: str, when: str) -> int:
    """Note that the server has the same as the last time at an address; gives the number of its articles."""
    done = db.execute(
        "UPDATE retrieval SET seen = max(seen, ?2) WHERE url = ?1 AND retrieved = "
        "(SELECT max(retrieved) FROM retrieval r WHERE r.article = retrieval.article AND r.url = ?1)",
        (url, when),
    )
    return done.rowcount


def validators(db: sqlite3.Connection, url: str) -> tuple[str | None, str | None, str] | None:
    """ETag, time of change and SHA-256 of what an address gave the last time, if all of it was taken in."""
    row = db.execute("SELECT etag, modified, sha256 FROM validator WHERE url = ?", (url,)).fetchone()
    return (row[0], row[1], row[2]) if row else None


def keep_validators(db: sqlite3.Connection, page: Fetched) -> None:
    """Note what the server is to be told the next time."""
    values = (page.url, page.etag, page.modified, page.sha256)
    db.execute("INSERT OR REPLACE INTO validator VALUES (?, ?, ?, ?)", values)


def forget_validators(db: sqlite3.Connection, url: str) -> None:
    """Have all of an address sent the next time."""
    db.execute("DELETE FROM validator WHERE url = ?", (url,))


def was_fetched(db: sqlite3.Connection, url: str) -> bool:
    """Whether the article of a page's address is there; of a feed's address, some that it had may not be."""
    found = db.execute("SELECT 1 FROM retrieval WHERE url = ? LIMIT 1", (url,)).fetchone()
    return found is not None and feed(db, url) is None


def is_dismissed(db: sqlite3.Connection, names: Iterable[str]) -> bool:
    """Whether the reader removed what has one of these names."""
    asked = "SELECT 1 FROM dismissed WHERE key = ?"
    return any(db.execute(asked, (key_of(name),)).fetchone() for name in names)


def dismiss(db: sqlite3.Connection, article: str) -> None:
    """Remember by what an article that is removed is named, and have its addresses sent anew."""
    db.execute("INSERT OR IGNORE INTO dismissed SELECT key FROM address WHERE article = ?", (article,))
    db.execute("DELETE FROM validator WHERE url IN (SELECT url FROM retrieval WHERE article = ?)", (article,))


def tries(db: sqlite3.Connection, page: str) -> tuple[int, bool]:
    """How often a page gave nothing, and whether it never will."""
    row = db.execute("SELECT times, lasting FROM tried WHERE page = ?", (page,)).fetchone()
    return (row[0], bool(row[1])) if row else (0, False)


def note_try(db: sqlite3.Connection, page: str, lasting: bool) -> None:
    """A page gave nothing once more."""
    db.execute(
        "INSERT INTO tried VALUES (?1, 1, ?2) ON CONFLICT (page) DO UPDATE SET times = times + 1, lasting = ?2",
        (page, int(lasting)),
    )
