"""Rows of the article list, out of the store."""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Iterable
from typing import Any

from nkreader.archive.connection import Connection
from nkreader.archive.serial import dumps
from nkreader.model.analysis import Analysis
from nkreader.model.article import Article
from nkreader.model.dates import PartialDate
from nkreader.model.headline import Headline
from nkreader.model.timeline import chronological

__all__ = ["chronological", "headline_json", "headlines"]

_ROWS = """
SELECT a.id, a.number, a.read, a.starred, n.headline_json, m.event, m.published_json,
       (SELECT count(*) FROM highlight h WHERE h.article = a.id),
       (SELECT json_group_array(t.value) FROM highlight h, json_each(h.tags) t WHERE h.article = a.id)
FROM article a JOIN analysis n ON n.article = a.id LEFT JOIN membership m ON m.article = a.id
"""


def headline_json(article: Article, analysis: Analysis) -> str:
    """What the list shows of an article, apart from what the reader did with it."""
    return dumps(
        {
            "title": article.title,
            "title_basis": article.title_basis,
            "outlet": analysis.outlet,
            "author": analysis.author,
            "url": article.stated.url,
            "lang": article.lang,
            "published": analysis.published.as_json(),
            "reported": analysis.reported.as_json(),
            "happened": analysis.happened.as_json(),
            "words": article.words,
        }
    )


def headlines(db: sqlite3.Connection, ids: Iterable[str] | None = None) -> tuple[Headline, ...]:
    """Headlines in order of publication (`model.timeline.chronological`); of some articles, or of all."""
    if ids is None:
        rows = db.execute(_ROWS).fetchall()
        paths = _paths(db.execute("SELECT path, article, missing FROM path ORDER BY path"))
    else:
        chosen = json.dumps(list(ids))
        rows = db.execute(_ROWS + "WHERE a.id IN (SELECT value FROM json_each(?))", (chosen,)).fetchall()
        paths = _paths(
            db.execute(
                "SELECT path, article, missing FROM path WHERE article IN (SELECT value FROM json_each(?)) "
                "ORDER BY path",
                (chosen,),
            )
        )
    folder = os.path.dirname(os.path.abspath(db.path)) if isinstance(db, Connection) else ""
    return tuple(sorted((_headline(row, paths.get(row[0], []), folder) for row in rows), key=chronological))


def _paths(rows: Iterable[tuple[bytes, str, int]]) -> dict[str, list[tuple[str, bool]]]:
    found: dict[str, list[tuple[str, bool]]] = {}
    for path, article, missing in rows:
        found.setdefault(article, []).append((os.fsdecode(path), bool(missing)))
    return found


def _headline(row: tuple[Any, ...], paths: list[tuple[str, bool]], folder: str) -> Headline:
    ident, number, read, starred, data, event, borrowed, highlights, tags = row
    item = json.loads(data)
    present = [path for path, gone in paths if not gone]
    return Headline(
        id=ident,
        paths=tuple(present or [path for path, _ in paths]),
        title=item["title"],
        title_basis=item["title_basis"],
        outlet=item["outlet"],
        author=item["author"],
        url=item["url"],
        lang=item["lang"],
        published=PartialDate.from_json(json.loads(borrowed) if borrowed else item["published"]),
        reported=PartialDate.from_json(item["reported"]),
        happened=PartialDate.from_json(item["happened"]),
        event=event,
        words=item["words"],
        added=number,
        read=bool(read),
        starred=bool(starred),
        highlights=highlights,
        tags=tuple(sorted(set(json.loads(tags)))) if tags != "[]" else (),
        missing=bool(paths) and not present,
        library=folder,
    )
