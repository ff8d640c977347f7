"""Which of the library's articles an article of a dump is.

It is the same article if its id is here, or any of its texts. Else it is what adding would have taken for another
version of it, had it been here before: the file that now stands at its path, or the text with its URL and title. So
it does not matter whether one adds or restores first.
"""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

from nkreader.archive.deriving import day_of
from nkreader.archive.dumped import Address, Own, Place, Version
from nkreader.archive.serial import article_from_json
from nkreader.ingest import file_of


@dataclass(slots=True)
class Group:
    """The lines of one article, with their numbers in the file."""

    article: str
    lines: list[tuple[int, Own]] = field(default_factory=list)

    @property
    def versions(self) -> list[Version]:
        """Its texts, the first one first."""
        return sorted((said for _, said in self.lines if isinstance(said, Version)), key=lambda v: v.number)

    @property
    def places(self) -> list[bytes]:
        """Where it stood."""
        return [said.path for _, said in self.lines if isinstance(said, Place)]


@dataclass(frozen=True, slots=True)
class Known:
    """What the whole dump knows."""

    digests: AbstractSet[str]
    """Of all its texts."""
    holders: Mapping[bytes, str]
    """Whose new version a text would be that now stands at a path."""


def found(db: sqlite3.Connection, group: Group, known: Known) -> list[str]:
    """The library's articles that are this one, in order of arrival."""
    digests = json.dumps([version.digest for version in group.versions])
    rows = db.execute(
        "SELECT id FROM article WHERE id = ?1 OR id IN (SELECT article FROM version WHERE digest IN "
        "(SELECT value FROM json_each(?2))) ORDER BY number",
        (group.article, digests),
    ).fetchall()
    if rows:
        return [row[0] for row in rows]
    later = _at_its_path(db, group, known) or _at_its_address(db, group, known)
    return [later] if later else []


def _at_its_path(db: sqlite3.Connection, group: Group, known: Known) -> str | None:
    """The article of the file that stands where this one stood, with a text that the dump does not know.

    Of several such files that of the first day, then of the smallest digest, is the next version, as in adding.
    """
    standing = []
    for path in group.places:
        name = os.fsdecode(path)
        row = db.execute("SELECT digest, article FROM path WHERE path = ? AND missing = 0", (path,)).fetchone()
        if row and known.holders.get(path) == group.article and file_of(name) == name:
            (said,) = db.execute("SELECT headline_json FROM analysis WHERE article = ?", (row[1],)).fetchone()
            standing.append((day_of(said), row[0], path, row[1]))
    if not standing:
        return None
    ident = str(min(standing)[-1])
    return ident if _is_new(db, ident, known) else None


def _at_its_address(db: sqlite3.Connection, group: Group, known: Known) -> str | None:
    """The article with this one's URL and title and another text, if it did not come to stand elsewhere."""
    texts = [article_from_json(version.content).text for version in group.versions]
    for _, said in group.lines:
        row = (
            isinstance(said, Address)
            and db.execute("SELECT article FROM address WHERE key = ?", (said.key,)).fetchone()
        )
        if not row or not _is_new(db, row[0], known):
            continue
        paths = [path for (path,) in db.execute("SELECT path FROM path WHERE article = ?", row)]
        files = [path for path in paths if file_of(os.fsdecode(path)) == os.fsdecode(path)]
        contents = db.execute("SELECT article_json FROM version WHERE article = ?", row)
        others = any(known.holders.get(path, group.article) != group.article for path in files)
        if not others and not any(article_from_json(content).text in texts for (content,) in contents):
            return str(row[0])
    return None


def _is_new(db: sqlite3.Connection, ident: str, known: Known) -> bool:
    """Whether the dump knows none of an article's texts."""
    return all(
        row[0] not in known.digests for row in db.execute("SELECT digest FROM version WHERE article = ?", (ident,))
    )
