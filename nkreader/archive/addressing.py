"""What names an article whatever its text becomes: its own URL with its title, a page's address, the id of an entry.

A page that is fetched again, or an entry of a feed, has no file that would tell what it was before. A page is as it was
if its present text is the same; where it went back to an earlier text, that is a version again. An entry of a feed is
known if any version has its text: the page it leads to may have taken its place.
"""

from __future__ import annotations

import hashlib
import sqlite3
from typing import TYPE_CHECKING

from nkreader.archive.serial import article_from_json
from nkreader.model.folding import fold

if TYPE_CHECKING:
    from nkreader.ingest import Extract

PAGE = "page "
"""Before the address of what was fetched as a page."""


def address_of(item: Extract) -> str | None:
    """One value for what names the article whatever its text is, else for its URL and its folded title.

    None if the URL is shared, or it or the title is not there.
    """
    return key_of(item.same_as) if item.same_as else _titled(item)


def key_of(same_as: str) -> str:
    """What names an article, as it is kept."""
    return hashlib.sha256(f"same as\n{same_as}".encode("utf-8", "surrogatepass")).hexdigest()


def _titled(item: Extract) -> str | None:
    url = (item.article.stated.url or "").strip()
    title = fold(item.article.title).strip()
    if not url or not title or not item.own_url:
        return None
    return hashlib.sha256(f"{url}\n{title}".encode("utf-8", "surrogatepass")).hexdigest()


def lives(db: sqlite3.Connection, address: str | None, ident: str) -> None:
    """Note what names an article, unless it names another; what the reader removed of that name has come back."""
    if address:
        db.execute("INSERT OR IGNORE INTO address VALUES (?, ?)", (address, ident))
        db.execute("DELETE FROM dismissed WHERE key = ?", (address,))


def named(db: sqlite3.Connection, same_as: str) -> str | None:
    """The article of that name."""
    row = db.execute("SELECT article FROM address WHERE key = ?", (key_of(same_as),)).fetchone()
    return str(row[0]) if row else None


def at_address(db: sqlite3.Connection, item: Extract) -> str | None:
    """The article that a text without a file belongs to: by what names it, else by its URL and title."""
    for address in (address_of(item), _titled(item)):
        row = address and db.execute("SELECT article FROM address WHERE key = ?", (address,)).fetchone()
        if row:
            return str(row[0])
    return None


def also_titled(db: sqlite3.Connection, item: Extract) -> None:
    """Note that the URL and the title of what has another name are its, too: a page and its entry are one article."""
    ident = named(db, item.same_as) if item.same_as else None
    if ident:
        lives(db, _titled(item), ident)


def of_same_text(db: sqlite3.Connection, item: Extract, match: str | None) -> str | None:
    """The article for which a text that comes again is nothing new: the one it belongs to, else one of its digest."""
    if match is None:
        row = db.execute("SELECT article FROM version WHERE digest = ? ORDER BY article", (item.digest,)).fetchone()
        return str(row[0]) if row else None
    latest = (item.same_as or "").startswith(PAGE)
    return match if has_text(db, match, item.article.text, 1 if latest else -1) else None


def has_text(db: sqlite3.Connection, ident: str, text: str, latest: int = -1) -> bool:
    """Whether any of an article's versions, or of its `latest` ones, has that text."""
    asked = "SELECT article_json FROM version WHERE article = ? ORDER BY number DESC LIMIT ?"
    return any(article_from_json(data).text == text for (data,) in db.execute(asked, (ident, latest)))
