"""The JSON objects of the command line contract."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from nkreader.model.analysis import Analysis, Origin
from nkreader.model.article import Article
from nkreader.model.dates import DateMention
from nkreader.model.entities import Mention
from nkreader.model.fetched import Retrieval
from nkreader.model.headline import Headline
from nkreader.model.highlights import Highlight
from nkreader.model.links import Event, Link, Passage, Reason
from nkreader.model.query import Hit
from nkreader.model.repairs import Repair
from nkreader.model.spans import Span

if TYPE_CHECKING:
    from nkreader.archive.ruling import Said

Object = dict[str, Any]


def inspection(path: str, article: Article, analysis: Analysis) -> Object:
    """What `inspect` prints of a file."""
    return {
        "path": path,
        "text": article.text,
        "title": article.title,
        "title_basis": article.title_basis,
        "outlet": analysis.outlet,
        "author": analysis.author,
        "url": article.stated.url,
        "lang": article.lang,
        "published": analysis.published.as_json(),
        "reported": analysis.reported.as_json(),
        "happened": analysis.happened.as_json(),
        "dateline": _dateline(analysis),
        "origins": [origin.name for origin in analysis.origins],
        "sources": [_source(origin) for origin in analysis.sources],
        "entities": [_mention(article, mention) for mention in analysis.mentions],
        "names": {
            ident: {"name": entity.name, "kind": str(entity.kind), "aliases": list(entity.aliases)}
            for ident, entity in analysis.names.items()
        },
        "dates": [_date(article, mention) for mention in analysis.dates],
    }


def _mention(article: Article, mention: Mention) -> Object:
    return {
        **_place(mention.span),
        "text": mention.span.of(article.text),
        "kind": str(mention.kind),
        "id": mention.entity,
        "name": mention.name,
        "candidates": list(mention.candidates),
    }


def _source(origin: Origin) -> Object:
    """A source of any kind, wherever it is cited; `via` names the source that passes it on."""
    return {
        **(_place(origin.span) if origin.span else {"start": None, "end": None}),
        "name": origin.name,
        "id": origin.entity,
        "kind": str(origin.kind),
        "main": origin.main,
        "via": origin.via,
    }


def _date(article: Article, mention: DateMention) -> Object:
    return {
        **_place(mention.span),
        "text": mention.span.of(article.text),
        "value": mention.value,
        "precision": str(mention.precision),
        "earliest": _iso(mention.interval.earliest),
        "latest": _iso(mention.interval.latest),
        "reason": mention.reason,
    }


def _dateline(analysis: Analysis) -> Object | None:
    line = analysis.dateline
    return {**_place(line.span), "place": line.place, "outlet": line.outlet} if line else None


def _place(span: Span) -> Object:
    return {"start": span.start, "end": span.end}


def _iso(day: Any) -> str | None:
    return day.isoformat() if day else None


def headline(item: Headline) -> Object:
    """What `list` prints of an article."""
    return {
        "id": item.id,
        "paths": list(item.paths),
        "title": item.title,
        "title_basis": item.title_basis,
        "outlet": item.outlet,
        "author": item.author,
        "url": item.url,
        "lang": item.lang,
        "published": item.published.as_json(),
        "reported": item.reported.as_json(),
        "happened": item.happened.as_json(),
        "event": item.event,
        "words": item.words,
        "read": item.read,
        "starred": item.starred,
        "tags": list(item.tags),
        "missing": item.missing,
    }


def hit(found: Hit, item: Headline) -> Object:
    """What `search` prints of an article."""
    return {
        "id": item.id,
        "paths": list(item.paths),
        "title": item.title,
        "published": item.published.as_json(),
        "score": round(found.score, 4),
        "snippet": found.snippet,
    }


def related(link: Link, item: Headline) -> Object:
    """What `related` prints of an article."""
    return {
        "id": link.id,
        "title": item.title,
        "published": item.published.as_json(),
        "score": link.score,
        "reasons": [reason.text for reason in link.reasons],
        "evidence": [_evidence(reason) for reason in link.reasons],
    }


def _evidence(reason: Reason) -> Object:
    """What shows a reason: the sentence in each article, with its offsets, and those of what both have."""
    return {"kind": str(reason.kind), "here": _passage(reason.said_here), "there": _passage(reason.said_there)}


def _passage(said: Passage | None) -> Object | None:
    if said is None:
        return None
    shared = [{"start": span.start, "end": span.end} for span in said.shared]
    return {"start": said.span.start, "end": said.span.end, "text": said.text, "shared": shared}


def event(group: Event, members: dict[str, Headline]) -> Object:
    """What `events` prints of a group."""
    return {
        "id": group.id,
        "label": group.label,
        "happened": group.happened.as_json(),
        "articles": [
            {
                "id": ident,
                "paths": list(members[ident].paths),
                "outlet": members[ident].outlet,
                "published": members[ident].published.as_json(),
            }
            for ident in group.members
        ],
        "origins": list(group.origins),
        "summary": group.summary,
        "first": {"id": group.first.id, "text": group.first.text, "order": list(group.first.order)},
    }


def highlight(mark: Highlight) -> Object:
    """What `highlight` prints."""
    return {
        "id": mark.id,
        "article": mark.article,
        "start": mark.anchor.span.start,
        "end": mark.anchor.span.end,
        "quote": mark.anchor.exact,
        "note": mark.note,
        "tags": list(mark.tags),
        "colour": mark.colour,
        "orphan": mark.orphan,
    }


def repair(one: Repair, articles: int) -> Object:
    """What `names` prints of a repair."""
    to = one.to
    return {
        "id": one.id,
        "deed": str(one.deed),
        "article": one.article,
        "entity": one.entity or None,
        "form": one.form or None,
        "was": one.was,
        "becomes": {"id": to.id, "name": to.name, "kind": str(to.kind)} if to else None,
        "articles": articles,
    }


def retrieval(one: Retrieval) -> Object:
    """What `show` prints of bytes that were fetched."""
    return {
        "url": one.url,
        "final_url": one.final,
        "retrieved": one.retrieved,
        "seen": one.seen,
        "status": one.status,
        "sha256": one.sha256,
        "media_type": one.media_type or None,
        "version": one.version,
    }


def ruling(one: Said) -> Object:
    """What `groups` prints of something that was said of groups."""
    said = one.ruling
    return {
        "id": said.id,
        "verdict": str(said.verdict),
        "these": list(said.these),
        "those": list(said.those),
        "holds": one.holds,
    }
