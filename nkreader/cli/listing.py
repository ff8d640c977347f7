"""Verbs that list: list, search, related, events, entities."""

from __future__ import annotations

import re
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from nkreader.cli import objects
from nkreader.cli.arrivals import news_of
from nkreader.cli.choosing import chosen_library
from nkreader.cli.output import complain, counted, day, say, say_json
from nkreader.cli.parsing import add_format
from nkreader.model.dates import Interval, read_value
from nkreader.model.headline import Headline
from nkreader.model.query import Hit, Results

if TYPE_CHECKING:
    from nkreader.archive.library import Library

MINUS = "A word with one - before it belongs to the query, unless it is -h; behind -- every word does."
BOUND = "YYYY-MM-DD, YYYY-MM or YYYY"
_DATE = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?", re.ASCII)


def list_articles_arguments(parser: ArgumentParser) -> None:
    """Only the format."""
    add_format(parser)


def list_articles(options: Namespace, library: Path | None) -> int:
    """All articles in order of publication, undated last."""
    with chosen_library(library) as archive:
        for item in archive.headlines():
            if options.format == "json":
                say_json(objects.headline(item))
            else:
                say(row(item))
    return 0


def row(item: Headline) -> str:
    """An article on one line: id, date, marks, title, outlet."""
    marks = f"{'*' if item.starred else ' '}{' ' if item.read else '•'}"
    outlet = f" ({item.outlet})" if item.outlet else ""
    return f"{item.id}  {day(item.published):<12} {marks} {item.title}{outlet}"


def search_arguments(parser: ArgumentParser) -> None:
    """A query and a limit."""
    from nkreader.search.reference import as_text

    parser.epilog = f"{as_text(100)}\n\n{MINUS}"
    parser.add_argument("query", nargs="+", metavar="QUERY", help="several words are joined with spaces")
    parser.add_argument("--limit", type=int, default=50, metavar="N", help="how many at the most (default: 50)")
    parser.add_argument(
        "--sort", choices=("relevance", "date"), default="relevance",
        help="the best first, or the newest first (default: relevance)",
    )  # fmt: skip
    add_format(parser)


def search(options: Namespace, library: Path | None) -> int:
    """Find articles; what was ignored goes to standard error."""
    if options.limit < 1:
        complain("search: --limit is at least 1")
        return 2
    with chosen_library(library) as archive:
        results = archive.search(" ".join(options.query), options.limit if options.sort == "relevance" else 0)
        for notice in results.notices:
            complain(notice.text)
        hits = results.hits if options.sort == "relevance" else tuple(_newest(archive, results, options.limit))
        for hit in hits:
            item = archive.headline(hit.id)
            if options.format == "json":
                say_json(objects.hit(hit, item))
            else:
                say(f"{row(item)}{news_of(archive, item)}")
                say(f"              {hit.snippet}")
        if options.format == "text":
            say(f"{results.total} found" + (f", {len(hits)} shown" if results.total > len(hits) else ""))
    return 0


def _newest(archive: Library, results: Results, limit: int) -> Iterator[Hit]:
    """Of all that was found so many, the newest first, undated last; none of them has a score."""
    found = [item for item in archive.headlines() if item.id in results.ids]
    dated, undated = ([item for item in found if item.published.known is known] for known in (True, False))
    hits = [Hit(item.id, 0.0, "") for item in (*reversed(dated), *undated)]
    return archive.passages(results.query, hits[:limit])


def related_arguments(parser: ArgumentParser) -> None:
    """An article."""
    parser.add_argument("id", metavar="ID")
    add_format(parser)


def related(options: Namespace, library: Path | None) -> int:
    """Related pieces with reasons, same event first."""
    with chosen_library(library) as archive:
        for link in archive.related(options.id):
            item = archive.headline(link.id)
            if options.format == "json":
                say_json(objects.related(link, item))
            else:
                say(row(item))
                for reason in link.reasons:
                    say(f"              {reason.text}")
                    for where, said in (("here", reason.said_here), ("there", reason.said_there)):
                        if said is not None:
                            say(f"                  {where}: {said.text}")
    return 0


def events_arguments(parser: ArgumentParser) -> None:
    """Only the format."""
    add_format(parser)


def events(options: Namespace, library: Path | None) -> int:
    """Groups of two or more articles that report the same event; how many goes to standard error."""
    with chosen_library(library) as archive:
        members = {item.id: item for item in archive.headlines()}
        found = archive.events()
        groups = counted(len(found), "group") if found else "no groups"
        complain(f"{groups} of two or more among {counted(len(members), 'article')}")
        for group in found:
            if options.format == "json":
                say_json(objects.event(group, members))
                continue
            say(f"{group.id}  {group.label}  (happened {day(group.happened)})")
            say(f"    {group.summary}")
            say(f"    {group.first.text}")
            for ident in group.members:
                say(f"    {row(members[ident])}")
    return 0


def first_day(text: str) -> date:
    """The first day of a year, month or day on the command line: `2024`, `2024-03`, `2024-03-24`.

    Raises:
        ArgumentTypeError: if it is none.
    """
    return _bounds(text)[0]


def last_day(text: str) -> date:
    """The last day of one, as `first_day`."""
    return _bounds(text)[1]


def _bounds(text: str) -> tuple[date, date]:
    try:
        days = read_value(text)[1] if _DATE.fullmatch(text) else Interval()
    except ValueError:
        days = Interval()
    if days.earliest is None or days.latest is None:
        raise ArgumentTypeError(f"not a day, month or year as {BOUND}: {text!r}")
    return days.earliest, days.latest


def entities_arguments(parser: ArgumentParser) -> None:
    """Which kind."""
    parser.add_argument("--kind", choices=("person", "organisation", "place", "weapon", "event"))
    add_format(parser)


def entities(options: Namespace, library: Path | None) -> int:
    """Names, most named first, with the days of the first and last piece that name them."""
    with chosen_library(library) as archive:
        for entry in archive.names(options.kind):
            if options.format == "json":
                say_json({"id": entry.entity.id, "name": entry.entity.name, "kind": str(entry.entity.kind),
                          "aliases": list(entry.entity.aliases), "articles": entry.articles,
                          "mentions": entry.mentions, "first": entry.first, "last": entry.last})  # fmt: skip
            else:
                say(f"{entry.articles:>6}  {entry.mentions:>6}  {entry.entity.kind:<13} {entry.entity.name}")
    return 0
