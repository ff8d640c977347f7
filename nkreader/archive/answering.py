"""What the store alone can answer of a query: marks, notes, tags, groups, missing files."""

from __future__ import annotations

from nkreader.archive.connection import Connection
from nkreader.model.query import Among, And, Everything, Kept, Node, Not, Notice, Or

_IS = {
    "unread": "SELECT id FROM article WHERE read = 0",
    "read": "SELECT id FROM article WHERE read = 1",
    "starred": "SELECT id FROM article WHERE starred = 1",
    "highlighted": "SELECT DISTINCT article FROM highlight",
    "undated": "SELECT article FROM analysis WHERE json_extract(headline_json, '$.published.precision') = 'none'",
    "missing": "SELECT article FROM path GROUP BY article HAVING min(missing) = 1",
}
_HAS = {
    "note": "SELECT DISTINCT article FROM highlight WHERE note != ''",
    "quote": "SELECT DISTINCT article FROM highlight",
}


def answered(db: Connection, node: Node, notices: list[Notice]) -> Node:
    """The query with every question for the store replaced by what answers it; notices say what cannot be asked."""
    if isinstance(node, Kept):
        return _kept(db, node, notices)
    if isinstance(node, And | Or):
        return type(node)(tuple(answered(db, part, notices) for part in node.parts))
    if isinstance(node, Not):
        return Not(answered(db, node.part, notices))
    return node


def _kept(db: Connection, asked: Kept, notices: list[Notice]) -> Node:
    value = asked.value.casefold()
    table = {"is": _IS, "has": _HAS}.get(asked.field)
    if table is not None and value in table:
        rows = db.execute(table[value])
    elif asked.field == "same":
        rows = db.execute(
            "SELECT article FROM membership WHERE event = ?1 OR event = "
            "(SELECT event FROM membership WHERE article = ?1)",
            (asked.value,),
        )
    elif asked.field == "tag":
        rows = db.execute(
            "SELECT DISTINCT h.article FROM highlight h, json_each(h.tags) t WHERE lower(t.value) = ?",
            (value,),
        )
    elif asked.field == "note":
        rows = db.execute("SELECT DISTINCT article FROM highlight WHERE instr(lower(note), ?) > 0", (value,))
    else:
        known = f"; there is {', '.join(sorted(table))}" if table else ""
        notices.append(Notice(f"{asked.field}:{asked.value} is not something this library keeps{known}: ignored"))
        return Everything()
    return Among(f"{asked.field}:{asked.value}", frozenset(row[0] for row in rows))
