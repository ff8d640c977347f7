"""What the store alone can answer of a query: marks, notes, tags, groups, missing files."""

from __future__ import annotations

import json
from collections.abc import Iterable

from nkreader.archive.connection import Connection
from nkreader.model.folding import fold
from nkreader.model.query import Among, And, Kept, Node, Not, Notice, Or

_IS = {
    "unread": "SELECT id FROM article WHERE read = 0",
    "read": "SELECT id FROM article WHERE read = 1",
    "starred": "SELECT id FROM article WHERE starred = 1",
    "highlighted": "SELECT DISTINCT article FROM highlight",
    "undated": "SELECT n.article FROM analysis n LEFT JOIN membership m ON m.article = n.article "
    "WHERE m.published_json IS NULL AND json_extract(n.headline_json, '$.published.precision') = 'none'",
    "missing": "SELECT article FROM path GROUP BY article HAVING min(missing) = 1",
}
_HAS = {
    "note": "SELECT DISTINCT article FROM highlight WHERE note != ''",
    "quote": "SELECT DISTINCT article FROM highlight",
}


def answered(db: Connection, node: Node, notices: list[Notice]) -> Node:
    """The query with every question for the store replaced by what answers it.

    A question that cannot be answered is left out wherever it stands, and a notice says so: both `tank OR saved:x` and
    `tank -saved:x` find tanks. A query of which nothing is left finds nothing.
    """
    return _answered(db, node, notices) or Among("nothing", frozenset())


def _answered(db: Connection, node: Node, notices: list[Notice]) -> Node | None:
    if isinstance(node, Kept):
        return _kept(db, node, notices)
    if isinstance(node, And | Or):
        parts = [left for part in node.parts if (left := _answered(db, part, notices)) is not None]
        return type(node)(tuple(parts)) if len(parts) > 1 else parts[0] if parts else None
    if isinstance(node, Not):
        part = _answered(db, node.part, notices)
        return Not(part) if part is not None else None
    return node


def _kept(db: Connection, asked: Kept, notices: list[Notice]) -> Node | None:
    value = asked.value.casefold()
    table = {"is": _IS, "has": _HAS}.get(asked.field)
    found: Iterable[str]
    if table is not None and value in table:
        found = _column(db, table[value])
    elif asked.field == "same":
        found = _column(
            db,
            "SELECT article FROM membership WHERE event = ?1 OR event = "
            "(SELECT event FROM membership WHERE article = ?1)",
            value,
        )
    elif asked.field == "tag":
        found = _tagged(db, asked.value)
    elif asked.field == "note":
        found = _noted(db, asked.value)
    else:
        known = f" (it knows {', '.join(f'{asked.field}:{name}' for name in sorted(table))})" if table else ""
        notices.append(Notice(f"{asked.field}:{asked.value} is not something this library keeps{known}: ignored"))
        return None
    return Among(f"{asked.field}:{asked.value}", frozenset(found))


def _column(db: Connection, query: str, *values: str) -> Iterable[str]:
    writable = (value.encode(errors="replace").decode() for value in values)  # a lone surrogate is no UTF-8
    return (row[0] for row in db.execute(query, tuple(writable)))


def _tagged(db: Connection, tag: str) -> Iterable[str]:
    """Articles with a highlight of this tag, however either is written."""
    wanted = _levelled(tag.removeprefix("#"))
    for article, tags in db.execute("SELECT article, tags FROM highlight WHERE tags != '[]'"):
        if any(_levelled(kept) == wanted for kept in json.loads(tags)):
            yield article


def _noted(db: Connection, words: str) -> Iterable[str]:
    """Articles with a note that holds these characters, however either is written."""
    wanted = _levelled(words)
    for article, note in db.execute("SELECT article, note FROM highlight WHERE note != ''"):
        if wanted in _levelled(note):
            yield article


def _levelled(text: str) -> str:
    """As texts are compared in searches: folded, and without accents."""
    from nkreader.search.spelling import unaccented

    return unaccented(fold(text)).strip()
