"""Whom each article cites, in the store: of groups, searches and suggestions it is asked for many articles at once."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from typing import NamedTuple

from nkreader.model.analysis import Analysis, Origin, SourceKind
from nkreader.model.article import Article
from nkreader.model.provenance import Cite
from nkreader.model.sources import called

OUTLET = "outlet"
"""In the place of a kind: it brings the article, which cites the others."""


class Row(NamedTuple):
    """A source of an article as it is stored."""

    name: str
    key: str
    said: str
    kind: str
    main: bool
    via: str | None


def rows(article: Article, analysis: Analysis) -> tuple[Row, ...]:
    """The outlet and the sources of an article, each name once."""
    found: dict[str, Row] = {}
    for origin in (*analysis.origins, *analysis.sources):
        kind = OUTLET if origin.span is None else str(origin.kind)
        said = called(article, analysis, origin)
        found.setdefault(origin.name, Row(origin.name, origin.key, said, kind, origin.main, origin.via))
    return tuple(found[name] for name in sorted(found))


def put(db: sqlite3.Connection, found: Iterable[tuple[str, Iterable[Row]]]) -> None:
    """Store whom articles cite of whom nothing is stored."""
    db.executemany(
        "INSERT INTO citing VALUES (?, ?, ?, ?, ?, ?, ?)",
        [
            (row.name, ident, row.key, row.said, row.kind, int(row.main), row.via)
            for ident, sources in found
            for row in sources
        ],
    )


class Cites(NamedTuple):
    """Who brings an article, and whom it cites."""

    publisher: str | None = None
    """Key of the outlet."""
    outlet: str | None = None
    """What the article calls it for short."""
    cites: tuple[Cite, ...] = ()


def read(db: sqlite3.Connection, ids: Iterable[str]) -> dict[str, Cites]:
    """The sources of articles, those of the opening first, then by name."""
    found = {ident: Cites() for ident in ids}
    for name, article, key, said, kind, main, via in db.execute(
        "SELECT name, article, key, said, kind, main, via FROM citing "
        "WHERE article IN (SELECT value FROM json_each(?)) ORDER BY article, main DESC, name",
        (json.dumps(sorted(found)),),
    ):
        before = found[article]
        if kind == OUTLET:
            found[article] = before._replace(publisher=key, outlet=said)
        else:
            cite = Cite(key, name, said, SourceKind(kind), bool(main), via)
            found[article] = before._replace(cites=(*before.cites, cite))
    return found


_MEDIA = "SELECT article, name, said, via, kind FROM citing {} WHERE main AND kind IN (?, ?) {} ORDER BY name"


def innermost(db: sqlite3.Connection, some: str | None = None) -> dict[str, str]:
    """The medium from which the news of each article comes, by its short name; articles that name none are not there.

    Of `Yonhap, citing KCNA` that is KCNA; where two are cited side by side, the first by name and how many more. What
    an article calls `state media` counts where it names no medium.

    Args:
        db: The store.
        some: Ids of the articles as JSON; None for all.
    """
    kinds = SourceKind.MEDIUM, SourceKind.PRESS
    if some is None:
        rows = db.execute(_MEDIA.format("", ""), kinds).fetchall()
    else:
        only = "AND article IN (SELECT value FROM json_each(?))"
        rows = db.execute(_MEDIA.format("INDEXED BY citing_article", only), (*kinds, some)).fetchall()
    passing = {(article, via) for article, _, _, via, _ in rows if via is not None}
    named = {article for article, *_, kind in rows if kind == SourceKind.MEDIUM}
    found: dict[str, list[str]] = {}
    for article, name, said, _, kind in rows:
        if (article, name) not in passing and (kind == SourceKind.MEDIUM or article not in named):
            found.setdefault(article, []).append(said)
    return {article: f"{said[0]} +{len(said) - 1}" if len(said) > 1 else said[0] for article, said in found.items()}


def publishers(db: sqlite3.Connection, keys: Iterable[str]) -> frozenset[str]:
    """Which of these sources the library has a piece of their own of."""
    wanted = json.dumps(sorted(set(keys)))
    return frozenset(
        key
        for (key,) in db.execute(
            "SELECT DISTINCT key FROM citing WHERE kind = ? AND key IN (SELECT value FROM json_each(?))",
            (OUTLET, wanted),
        )
    )


def searched(origin: Origin, analysis: Analysis) -> tuple[str, ...]:
    """The names under which a search finds a source; people without a name are one: `unnamed source`."""
    if origin.kind is SourceKind.UNNAMED:
        return ("unnamed source",)
    entity = analysis.names.get(origin.entity or "")
    return (origin.name, entity.name, *entity.aliases) if entity else (origin.name,)
