"""Pieces out of the store, as they are compared with each other."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from nkreader.analysis.relating.paper import Paper
from nkreader.analysis.signature_stored import signature_from_bytes
from nkreader.archive.joined import as_one, leaders
from nkreader.archive.serial import article_from_json
from nkreader.model.analysis import Analysis, Dateline, Origin, SourceKind
from nkreader.model.article import Article
from nkreader.model.dates import DateMention, Interval, PartialDate, Precision
from nkreader.model.entities import Entity, EntityKind, Mention
from nkreader.model.spans import Span

_PAPER = """
SELECT json_extract(v.article_json, '$.text'), n.analysis_json, n.signature,
       EXISTS (SELECT 1 FROM digest d WHERE d.article = n.article)
FROM analysis n JOIN version v ON v.article = n.article WHERE n.article = ? ORDER BY v.number DESC LIMIT 1
"""

MOST = 4096
"""Names that are kept, and pairs of days: what comes again from piece to piece is made once and shared."""
_KINDS = {str(kind): kind for kind in EntityKind}
_PRECISIONS = {str(precision): precision for precision in Precision}
_SOURCES = {str(kind): kind for kind in SourceKind}
_known: dict[str, tuple[Sequence[Any], Entity]] = {}
"""By id the row of a name, as it was read last, and what was made of it."""


def paper(db: sqlite3.Connection, ident: str, known: Mapping[str, str] | None = None) -> Paper | None:
    """A piece by its id; None if it has gone meanwhile.

    `known` says who is one person (`joined.leaders`), where several papers are read.
    """
    row = db.execute(_PAPER, (ident,)).fetchone()
    if row is None:
        return None
    text, analysis, signature, overview = row
    one = as_one(compared(analysis), leaders(db) if known is None else known)
    return Paper(ident, text, one, lambda: signature_from_bytes(signature), bool(overview))


def article(db: sqlite3.Connection, ident: str) -> Article:
    """The text of a piece that is there, with its parts."""
    (data,) = db.execute(
        "SELECT article_json FROM version WHERE article = ? ORDER BY number DESC LIMIT 1", (ident,)
    ).fetchone()
    return article_from_json(data)


def compared(data: str) -> Analysis:
    """What pieces are compared by of an analysis that `serial.analysis_to_json` stored, without its `sources`.

    Many are read for each piece that is opened: this takes half as long as all of it.
    """
    item = json.loads(data)
    line = item["dateline"]
    return Analysis(
        published=PartialDate.from_json(item["published"]),
        reported=PartialDate.from_json(item["reported"]),
        happened=PartialDate.from_json(item["happened"]),
        outlet=item["outlet"],
        author=item["author"],
        dateline=line and Dateline(Span(*line[0]), line[1], line[2] and Span(*line[2]), line[3]),
        origins=tuple(map(_origin, item["origins"])),
        mentions=tuple(
            [
                Mention(Span(start, end), _KINDS[kind], entity, name, tuple(candidates))
                for start, end, kind, entity, name, candidates in item["mentions"]
            ]
        ),
        names=MappingProxyType({row[0]: _entity(row) for row in item["names"]}),
        dates=tuple(
            [
                DateMention(Span(start, end), value, _PRECISIONS[precision], _interval(earliest, latest), reason)
                for start, end, value, precision, earliest, latest, reason in item["dates"]
            ]
        ),
        sentences=tuple([Span(start, end) for start, end in item["sentences"]]),
    )


def _origin(row: Sequence[Any]) -> Origin:
    name, entity, pair, kind, main, via = row
    return Origin(name, entity, Span(*pair) if pair else None, _SOURCES[kind], main, via)


def _entity(row: Sequence[Any]) -> Entity:
    """The name of a row; the one that was made before, if the row is the same."""
    before = _known.get(row[0])
    if before is not None and before[0] == row:
        return before[1]
    ident, name, kind, aliases, line, as_of, source = row
    entity = Entity(ident, name, _KINDS[kind], tuple(aliases), line, as_of, source)
    if len(_known) >= MOST:
        _known.clear()
    _known[ident] = row, entity
    return entity


@lru_cache(maxsize=MOST)
def _interval(earliest: str | None, latest: str | None) -> Interval:
    return Interval(date.fromisoformat(earliest) if earliest else None, date.fromisoformat(latest) if latest else None)
