"""What the store alone can answer of a query: marks, notes, tags, groups, saved searches, days of arrival."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace

from nkreader.archive import searches, visits
from nkreader.archive.connection import Connection
from nkreader.model.folding import fold
from nkreader.model.query import NOTHING, Among, And, Clause, Kept, Node, Not, Notice, Or, Query

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

_SAME = "SELECT article FROM membership WHERE event = ?1 OR event = (SELECT event FROM membership WHERE article = ?1)"
_ADDED = (
    "SELECT id FROM article WHERE (?1 = '' OR substr(added, 1, 10) >= ?1) AND (?2 = '' OR substr(added, 1, 10) <= ?2)"
)
DEEPEST = 40
"""How many saved searches may lie in each other."""
MOST = 8
"""How many names a notice tells."""


def answered(db: Connection, query: Query, notices: list[Notice]) -> Query:
    """The query with every question for the store replaced by what answers it.

    A question that cannot be answered is left out wherever it stands, and a notice says so: both `tank OR saved:x` and
    `tank -saved:x` find tanks. A query of which nothing is left finds nothing. The last visit is that of
    `archive.visits`.
    """
    return _Answers(db, notices).query(query)


class _Answers:
    """One query's questions; `asking` are the saved searches inside which one is."""

    def __init__(self, db: Connection, notices: list[Notice]) -> None:
        self.db = db
        self.notices = notices
        self.asking: tuple[str, ...] = ()

    def query(self, query: Query) -> Query:
        if len(query.clauses) < 2:
            node = self.node(query.node)
        else:
            found = [(clause, self.node(clause.node)) for clause in query.clauses]
            query = replace(query, clauses=tuple(Clause(clause.span, node) for clause, node in found if node))
            flat = [clause.node.parts if isinstance(clause.node, And) else (clause.node,) for clause in query.clauses]
            node = And(tuple(part for parts in flat for part in parts)) if flat else None
        return replace(query, node=node or Among(NOTHING, frozenset()))

    def node(self, node: Node) -> Node | None:
        if isinstance(node, Kept):
            return self._kept(node)
        if isinstance(node, And | Or):
            parts = [left for part in node.parts if (left := self.node(part)) is not None]
            return type(node)(tuple(parts)) if len(parts) > 1 else parts[0] if parts else None
        if isinstance(node, Not):
            part = self.node(node.part)
            return Not(part) if part is not None else None
        return node

    def _tell(self, asked: Kept, text: str) -> None:
        inside = f"in saved:{self.asking[-1]}: " if self.asking else ""
        notice = Notice(inside + text, None if self.asking else asked.span)
        if all(other.text != notice.text for other in self.notices):
            self.notices.append(notice)

    def _kept(self, asked: Kept) -> Node | None:
        if asked.field == "saved":
            return self._saved(asked)
        if asked.field == "since" or (asked.field, asked.value) == ("is", "new"):
            found: Iterable[str] = self._new(asked)
        elif (known := _found(self.db, asked)) is not None:
            found = known
        else:
            table = {"is": [*_IS, "new"], "has": [*_HAS]}.get(asked.field)
            names = f" (it knows {', '.join(f'{asked.field}:{name}' for name in sorted(table))})" if table else ""
            told = f"{asked.field}:{asked.value} is not something this library keeps{names}: ignored"
            self._tell(asked, told)
            return None
        return Among(f"{asked.field}:{asked.value}", frozenset(found))

    def _new(self, asked: Kept) -> Iterable[str]:
        """What came in, or got a new version, since the last visit ended."""
        last = visits.last(self.db)
        if last is None:
            self._tell(asked, f"{asked.field}:{asked.value}: there was no visit before, so every article is new")
        return visits.new(self.db, last)

    def _saved(self, asked: Kept) -> Node | None:
        from nkreader.search.language import parse

        kept = searches.saved_as(self.db, asked.value)
        if kept is None:
            names = ", ".join(one.name for one in searches.saved(self.db)[:MOST])
            hint = f" (there is {names})" if names else "; searches are saved in the reading room"
            self._tell(asked, f"no search is saved as {asked.value}{hint}: ignored")
            return None
        if kept.name in self.asking or len(self.asking) >= DEEPEST:
            way = " → ".join([*self.asking[:MOST], kept.name])
            told = "leads back to itself" if kept.name in self.asking else "leads through too many saved searches"
            self._tell(asked, f"saved:{kept.name} {told} ({way}): ignored")
            return None
        query = parse(kept.query)
        self.asking = (*self.asking, kept.name)
        for notice in query.notices:
            self._tell(asked, notice.text)
        node = self.node(query.node)
        self.asking = self.asking[:-1]
        return node


def _found(db: Connection, asked: Kept) -> Iterable[str] | None:
    """Ids of the articles; None for what nobody can answer."""
    table = {"is": _IS, "has": _HAS}.get(asked.field)
    if table is not None:
        value = asked.value.casefold()
        return _column(db, table[value]) if value in table else None
    match asked.field:
        case "same":
            return _column(db, _SAME, asked.value.casefold())
        case "tag":
            return _tagged(db, asked.value)
        case "note":
            return _noted(db, asked.value)
        case "added":
            return _added(db, asked.value)
    return None


def _added(db: Connection, value: str) -> Iterable[str]:
    """Articles that came into the library on these days, in UTC."""
    from nkreader.search.datevalues import read_days

    days = read_days(value)
    first, last = (day.isoformat() if day else "" for day in (days.earliest, days.latest))
    return _column(db, _ADDED, first, last)


def _column(db: Connection, query: str, *values: str | int) -> Iterable[str]:
    # a lone surrogate is no UTF-8
    writable = (value.encode(errors="replace").decode() if isinstance(value, str) else value for value in values)
    return (row[0] for row in db.execute(query, tuple(writable)))


def _tagged(db: Connection, tag: str) -> Iterable[str]:
    """Articles with this tag, or with a highlight of it, however either is written."""
    wanted = _levelled(tag.removeprefix("#"))
    for article, tags in db.execute(
        "SELECT article, tags FROM highlight WHERE tags != '[]' "
        "UNION ALL SELECT id, tags FROM article WHERE tags != '[]'"
    ):
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
