"""The verb that tells all that a library holds of a name."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from nkreader.cli.appearing import NAME, only, unclear
from nkreader.cli.choosing import chosen_library
from nkreader.cli.objects import Object
from nkreader.cli.output import say, say_json, say_text
from nkreader.model.dossier import Dossier
from nkreader.model.headline import Headline
from nkreader.model.standing import Company, Rank, Row, Seen, Silence, Spot, Standing, Title
from nkreader.model.standing_words import (
    counted,
    first_and_last,
    found,
    longest_silence,
    neighbours,
    order_told,
    rank_told,
    row_told,
    silence_since,
)
from nkreader.model.timeline import date_label

MOST = 12
"""Titles, lists and people that the text has at most; the other formats have all."""
_EPILOG = """
All of it is printed in the library's articles but the line about the name, its day and its source. A piece counts for
the day of its publication, or else of the report, or else of the event. Titles stand beside the name; forms of one
that differ only in case, hyphens or an article are one. In lists, what is told is the place as printed.

The JSON object has: id, name, kind, line, as_of, source, aliases, written (forms in the text),
doubts (lines: where it may be meant, who is counted as one with it and why, who may be the same), ids (of the people
whom nobody listed and who are counted as one; its own first), pieces, mentions,
undated, vague (dated no better than to a month), first, last (article or null), longest_silence, silence_since (null,
or after, until: articles; from, to: days; days; pieces_held; pieces_maybe: such as name it and may be of that time),
titles, ranks, lists, right_before, right_after, same_list, same_article. before says in how many pieces somebody is
named first. Each has pieces (lists, for ranks) and first and last, a place in an article: id, published, start, end.
"""


def dossier_arguments(parser: ArgumentParser) -> None:
    """A name and the format."""
    parser.epilog = _EPILOG.strip()
    parser.add_argument("name", nargs="+", metavar="NAME", help=NAME)
    parser.add_argument("--format", choices=("text", "json", "markdown"), default="text", help="(default: text)")
    parser.add_argument("--json", dest="format", action="store_const", const="json", help="one JSON object")


def dossier(options: Namespace, library: Path | None) -> int:
    """Who or what a name is, when, as what and with whom it is named, and when it is not."""
    name = " ".join(options.name)
    with chosen_library(library) as archive:
        called = archive.called(name)
        if len(called) != 1:
            return unclear(name, called)
        alone = only(name)
        told, standing = archive.dossier(called[0], alone), archive.standing(called[0], alone)
        if options.format == "markdown":
            from nkreader.export.dossiers import document

            say_text(document(told, standing, archive.piece).rstrip("\n"))
            return 0
    if options.format == "json":
        say_json(_object(told, standing))
    else:
        for line in _lines(told, standing):
            say(line)
    return 0


def _object(told: Dossier, standing: Standing) -> Object:
    entity = told.entity
    return {
        "id": entity.id,
        "name": entity.name,
        "kind": str(entity.kind),
        "line": entity.line or None,
        "as_of": entity.as_of or None,
        "source": entity.source or None,
        "aliases": list(entity.aliases),
        "written": [{"text": text, "count": count} for text, count in standing.forms],
        "doubts": list(told.doubts),
        "ids": list(told.ids),
        "pieces": told.pieces,
        "mentions": told.mentions,
        "undated": standing.undated,
        "vague": standing.vague,
        "first": standing.first and _article(standing.first),
        "last": standing.last and _article(standing.last),
        "longest_silence": _silence(standing.silence),
        "silence_since": _silence(standing.since),
        "titles": [{"title": title.words, **_seen(title.seen)} for title in standing.titles],
        "ranks": [_rank(rank) for rank in standing.ranks],
        "lists": [{"place": row.place, "names": list(row.names), **_spot(row.spot)} for row in standing.rows],
        "right_before": _people(standing.ahead),
        "right_after": _people(standing.behind),
        "same_list": _people(standing.same_list),
        "same_article": _people(standing.same_piece),
    }


def _article(headline: Headline) -> Object:
    return {
        "id": headline.id,
        "title": headline.title,
        "outlet": headline.outlet,
        "published": headline.published.as_json(),
        "reported": headline.reported.as_json(),
        "happened": headline.happened.as_json(),
    }


def _silence(silence: Silence | None) -> Object | None:
    if silence is None:
        return None
    return {
        "after": _article(silence.before),
        "until": silence.after and _article(silence.after),
        "from": silence.start.isoformat(),
        "to": silence.end.isoformat(),
        "days": silence.days,
        "pieces_held": silence.held,
        "pieces_maybe": silence.maybe,
    }


def _seen(seen: Seen) -> Object:
    return {"pieces": seen.pieces, "first": seen.first and _spot(seen.first), "last": _spot(seen.last)}


def _spot(spot: Spot) -> Object:
    span = spot.sentence
    published = spot.headline.published.as_json()
    return {"article": spot.headline.id, "published": published, "start": span.start, "end": span.end}


def _rank(rank: Rank) -> Object:
    seen = _seen(rank.seen)
    return {"place": rank.place, "least": rank.least, "most": rank.most, "lists": seen.pop("pieces"), **seen}


def _people(people: Iterable[Company]) -> list[Object]:
    return [{"id": one.entity, "name": one.name, "before": one.before, **_seen(one.seen)} for one in people]


def _lines(told: Dossier, standing: Standing) -> Iterator[str]:
    entity = told.entity
    yield f"{entity.name}  {entity.id}"
    if entity.line:
        yield f"    {entity.kind} · {entity.line}"
        yield f"    as of {entity.as_of or 'an unknown day'} · {entity.source or 'unverified'}"
    else:
        yield f"    {entity.kind} · not in the gazetteer: found in the text by a rule"
    yield f"    in {counted(told.pieces)} of this archive, {told.mentions:,} times"
    yield f"    {first_and_last(standing)}"
    yield f"    {longest_silence(standing)}"
    if since := silence_since(standing):
        yield f"    {since}"
    if standing.forms:
        yield f"    written here: {', '.join(f'{form} ×{count:,}' for form, count in standing.forms[:MOST])}"
    for doubt in told.doubts:
        yield f"    {doubt}"
    yield from _section("titles as printed", [*_titles(standing.titles)], len(standing.titles))
    if standing.rows:
        total = len(standing.rows)
        yield "in lists"
        yield from (f"    {rank_told(rank, total)}" for rank in standing.ranks[:MOST])
        for words, people in (("right after", standing.ahead), ("right before", standing.behind)):
            if people:
                yield f"    {words} {neighbours(people)}"
        yield from _section("newest lists", [*_rows(standing.rows)], total)
    yield from _section("in the same list", [*_company(standing.same_list)], len(standing.same_list))
    yield from _section("in the same article", [*_company(standing.same_piece)], len(standing.same_piece))


def _section(title: str, lines: Sequence[str], count: int) -> Iterator[str]:
    if lines:
        yield title
        yield from (f"    {line}" for line in lines)
    if count > MOST:
        yield f"    … and {count - MOST:,} more: --json has all"


def _titles(titles: Sequence[Title]) -> Iterator[str]:
    for title in titles[:MOST]:
        yield f"{title.words} · {found(title.seen)} · {title.seen.last.headline.id}"


def _rows(rows: Sequence[Row]) -> Iterator[str]:
    for row in rows[:MOST]:
        when = date_label(row.spot.headline.published)
        yield f"{when}  {row_told(row)} · {row.spot.headline.id}"


def _company(people: Sequence[Company]) -> Iterator[str]:
    for one in people[:MOST]:
        yield f"{one.name} · {found(one.seen)} · {order_told(one)}"
