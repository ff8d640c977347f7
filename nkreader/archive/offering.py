"""What a shell can offer for a word that is begun, read from a library that is left as it is.

The shell asks at the press of a key: what cannot be had at once, or not at all, is not offered.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from itertools import islice
from pathlib import Path

from nkreader.archive.beginning import beginning
from nkreader.archive.places import FILE
from nkreader.archive.suggesting import completions
from nkreader.search.completing import begun_at
from nkreader.search.editing import value
from nkreader.search.reference import FieldKind

MOST = 200
"""Words that are offered."""
_PATIENCE = 0.2
"""Seconds for which a library that another program is writing to is waited for."""
_COLUMNS = ("outlet", "author", "lang")
"""Fields whose values stand in the table of what the list shows."""
Word = tuple[str, str]
"""What would stand there, and what it is."""


def offered(folder: Path, kind: str, begun: str) -> list[Word]:
    """The words of a kind (see `KINDS`) that begin so; none where there is no library, or it cannot be read now."""
    try:
        where = f"{(folder / FILE).absolute().as_uri()}?mode=ro"
        with closing(sqlite3.connect(where, _PATIENCE, uri=True)) as db:
            return [*islice(KINDS[kind](db, begun), MOST)]
    except sqlite3.Error:
        return []


def _articles(db: sqlite3.Connection, begun: str) -> Iterator[Word]:
    """The newest first."""
    rows = "SELECT article, title FROM listed WHERE substr(article, 1, ?) = ? ORDER BY day DESC, article"
    yield from db.execute(rows, (len(begun), begun.lower()))


def _highlights(db: sqlite3.Connection, begun: str) -> Iterator[Word]:
    yield from db.execute("SELECT id, exact FROM highlight WHERE substr(id, 1, ?) = ?", (len(begun), begun))


def _names(db: sqlite3.Connection, begun: str) -> Iterator[Word]:
    if begun.strip():
        for one in beginning(db, begun):
            yield one.entity.name, f"{one.entity.kind}, {_articles_of(one.articles)}"


def _tags(db: sqlite3.Connection, begun: str) -> Iterator[Word]:
    rows = """SELECT tag.value, count(DISTINCT tagged.article) FROM
        (SELECT id AS article, tags FROM article WHERE tags != '[]'
            UNION ALL SELECT article, tags FROM highlight WHERE tags != '[]') AS tagged, json_each(tagged.tags) AS tag
        WHERE substr(tag.value, 1, ?) = ? GROUP BY 1 ORDER BY 1"""
    for tag, count in db.execute(rows, (len(begun), begun)):
        yield tag, _articles_of(count)


def _repairs(db: sqlite3.Connection, begun: str) -> Iterator[Word]:
    rows = "SELECT id, deed || ' ' || was FROM repair WHERE substr(id, 1, ?) = ? ORDER BY number DESC"
    yield from db.execute(rows, (len(begun), begun))


def _rulings(db: sqlite3.Connection, begun: str) -> Iterator[Word]:
    rows = "SELECT id, verdict FROM ruling WHERE substr(id, 1, ?) = ? ORDER BY number DESC"
    yield from db.execute(rows, (len(begun), begun))


def _queries(db: sqlite3.Connection, begun: str) -> Iterator[Word]:
    """Values of the field that is begun, each with its field; names of fields need no library."""
    last = begun_at(begun, len(begun))
    if last is None or last.field is None:
        return
    head, words = begun[: last.span.start], last.field.kind is FieldKind.WORDS
    if last.field.name == "tag":
        found: Iterator[Word] = _tags(db, last.text)
    elif last.field.name in _COLUMNS:
        rows = f"""SELECT {last.field.name}, count(*) || iif(count(*) = 1, ' article', ' articles') FROM listed
            WHERE substr({last.field.name}, 1, ?) = ? COLLATE NOCASE GROUP BY 1 ORDER BY count(*) DESC, 1"""
        found = db.execute(rows, (len(last.text), last.text))
    else:
        found = ((one.label, one.about) for one in completions(db, begun, len(begun), {}, wanted=False))
    for name, about in found:
        written = value(name, words)
        if written is not None:
            yield head + written, about


def _articles_of(count: int) -> str:
    return f"{count} articles" if count != 1 else "1 article"


KINDS: dict[str, Callable[[sqlite3.Connection, str], Iterator[Word]]] = {
    "article": _articles,
    "highlight": _highlights,
    "name": _names,
    "tag": _tags,
    "repair": _repairs,
    "ruling": _rulings,
    "query": _queries,
}
"""By what is to stand there."""
