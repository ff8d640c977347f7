"""Articles and analyses as JSON, for the store."""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from nkreader.model.analysis import Analysis, Dateline, Origin, SourceKind
from nkreader.model.article import Article, Part, PartKind, Stated
from nkreader.model.dates import DateMention, Interval, PartialDate, Precision
from nkreader.model.entities import Entity, EntityKind, Mention
from nkreader.model.sanitise import Replaced
from nkreader.model.spans import Span

Json = Mapping[str, Any]
MOST = 4096
"""Names that are kept, and pairs of days: what comes again from piece to piece is made once and shared."""
_KINDS = {str(kind): kind for kind in EntityKind}
_PRECISIONS = {str(precision): precision for precision in Precision}
_known: dict[str, tuple[list[Any], Entity]] = {}
"""By id the row of a name, as it was read last, and what was made of it."""


def dumps(value: object) -> str:
    """Compact, deterministic JSON."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def packed(text: str) -> bytes:
    """A text, small: what is large and read one at a time takes a quarter of the room."""
    return zlib.compress(text.encode(), 1)


def unpacked(data: bytes) -> str:
    """The reverse of `packed`."""
    return zlib.decompress(data).decode()


def article_to_json(article: Article) -> str:
    """Everything of an article."""
    return dumps(
        {
            "text": article.text,
            "parts": [[str(p.kind), p.span.start, p.span.end] for p in article.parts],
            "title": article.title,
            "title_basis": article.title_basis,
            "stated": _stated(article),
            "lang": article.lang,
            "replaced": [[r.offset, r.code] for r in article.replaced],
            "notices": list(article.notices),
        }
    )


def _stated(article: Article) -> list[str | None]:
    """What was stated, in the order of its fields; what few articles have is left away where it is not there."""
    stated = article.stated
    row = [stated.title, stated.outlet, stated.author, stated.url, stated.published]
    return [*row, stated.dated_by, stated.suggested] if stated.dated_by or stated.suggested else row


def article_from_json(data: str) -> Article:
    """The reverse of `article_to_json`."""
    item: Json = json.loads(data)
    return Article(
        text=item["text"],
        parts=tuple(Part(PartKind(kind), Span(start, end)) for kind, start, end in item["parts"]),
        title=item["title"],
        title_basis=item["title_basis"],
        stated=Stated(*item["stated"]),
        lang=item["lang"],
        replaced=tuple(Replaced(*pair) for pair in item["replaced"]),
        notices=tuple(item["notices"]),
    )


def _pair(span: Span | None) -> list[int] | None:
    return [span.start, span.end] if span else None


def _span(pair: list[int] | None) -> Span | None:
    return Span(*pair) if pair else None


def analysis_to_json(analysis: Analysis) -> str:
    """Everything of an analysis."""
    line = analysis.dateline
    return dumps(
        {
            "published": analysis.published.as_json(),
            "reported": analysis.reported.as_json(),
            "happened": analysis.happened.as_json(),
            "outlet": analysis.outlet,
            "author": analysis.author,
            "dateline": line and [_pair(line.span), line.place, _pair(line.day), line.outlet],
            "origins": [[o.name, o.entity, _pair(o.span), str(o.kind), o.main, o.via] for o in analysis.origins],
            "mentions": [
                [m.span.start, m.span.end, str(m.kind), m.entity, m.name, list(m.candidates)] for m in analysis.mentions
            ],
            "names": [_entity_row(e) for e in analysis.names.values()],
            "dates": [
                [d.span.start, d.span.end, d.value, str(d.precision), *_bounds(d.interval), d.reason]
                for d in analysis.dates
            ],
            "sentences": [_pair(s) for s in analysis.sentences],
            "sources": [[o.name, o.entity, _pair(o.span), str(o.kind), o.main, o.via] for o in analysis.sources],
        }
    )


def _bounds(interval: Interval) -> list[str | None]:
    return [day.isoformat() if day else None for day in (interval.earliest, interval.latest)]


def analysis_from_json(data: str, sources: bool = True) -> Analysis:
    """The reverse of `analysis_to_json`; `sources` may be left out where many are read to be compared."""
    item: Json = json.loads(data)
    line = item["dateline"]
    return Analysis(
        published=PartialDate.from_json(item["published"]),
        reported=PartialDate.from_json(item["reported"]),
        happened=PartialDate.from_json(item["happened"]),
        outlet=item["outlet"],
        author=item["author"],
        dateline=line and Dateline(Span(*line[0]), line[1], _span(line[2]), line[3]),
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
        sources=tuple(map(_origin, item.get("sources", ()))) if sources else (),
    )


def named_from_json(data: str) -> Analysis:
    """As much of it as is searched: dates inside the text and sentences are left out, and mentions that say the same.

    It takes a third of the time, and an index is told of all articles.
    """
    item: Json = json.loads(data)
    mentions = {
        (kind, entity, name, *candidates): (start, end)
        for start, end, kind, entity, name, candidates in item["mentions"]
    }
    return Analysis(
        published=PartialDate.from_json(item["published"]),
        reported=PartialDate.from_json(item["reported"]),
        happened=PartialDate.from_json(item["happened"]),
        outlet=item["outlet"],
        author=item["author"],
        origins=tuple(map(_origin, item["origins"])),
        mentions=tuple(
            [
                Mention(Span(*pair), _KINDS[kind], entity, name, tuple(candidates))
                for (kind, entity, name, *candidates), pair in mentions.items()
            ]
        ),
        names=MappingProxyType({row[0]: _entity(row) for row in item["names"]}),
        sources=tuple(map(_origin, item.get("sources", ()))),
    )


def _origin(row: list[Any]) -> Origin:
    name, entity, pair, *more = row
    kind, main, via = more or (SourceKind.MEDIUM, True, None)
    return Origin(name, entity, _span(pair), SourceKind(kind), main, via)


def _entity_row(entity: Entity) -> list[Any]:
    aliases = list(entity.aliases)
    return [entity.id, entity.name, str(entity.kind), aliases, entity.line, entity.as_of, entity.source]


def _entity(row: list[Any]) -> Entity:
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


def entity_to_json(entity: Entity) -> str:
    """Everything of an entity."""
    return dumps(_entity_row(entity))


def entity_from_json(data: str) -> Entity:
    """The reverse of `entity_to_json`."""
    return _entity(json.loads(data))
