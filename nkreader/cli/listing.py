"""Verbs that list: list, search, related, events, timeline, entities."""

from __future__ import annotations

import csv
import io
import re
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from nkreader.archive.library import Library
from nkreader.cli import objects
from nkreader.cli.choosing import chosen_library
from nkreader.cli.output import complain, counted, day, say, say_json, say_text
from nkreader.cli.parsing import add_format
from nkreader.model.dates import Interval, PartialDate, read_value
from nkreader.model.headline import Headline
from nkreader.model.timeline import By, chronological

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

    parser.epilog = f"{as_text(100)}\n\nA query that begins with - stands behind --."
    parser.add_argument("query", nargs="+", metavar="QUERY", help="several words are joined with spaces")
    parser.add_argument("--limit", type=int, default=50, metavar="N", help="how many at the most (default: 50)")
    add_format(parser)


def search(options: Namespace, library: Path | None) -> int:
    """Find articles; what was ignored goes to standard error."""
    if options.limit < 1:
        complain("search: --limit is at least 1")
        return 2
    with chosen_library(library) as archive:
        results = archive.search(" ".join(options.query), options.limit)
        for notice in results.notices:
            complain(notice.text)
        for hit in results.hits:
            item = archive.headline(hit.id)
            if options.format == "json":
                say_json(objects.hit(hit, item))
            else:
                say(row(item))
                say(f"              {hit.snippet}")
        if options.format == "text":
            say(
                f"{results.total} found" + (f", {len(results.hits)} shown" if results.total > len(results.hits) else "")
            )
    return 0


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
            cited = f"; cited: {', '.join(group.origins)}" if group.origins else ""
            say(f"{group.id}  {group.label}  (happened {day(group.happened)}{cited})")
            for ident in group.members:
                say(f"    {row(members[ident])}")
    return 0


def timeline_arguments(parser: ArgumentParser) -> None:
    """What to take and how to date it."""
    parser.add_argument("--query", metavar="Q", help="only what a search finds")
    parser.add_argument("--name", metavar="N", help="only pieces that name it")
    parser.add_argument("--by", choices=("happened", "reported", "published"), default="published")
    parser.add_argument("--from", dest="since", type=first_day, metavar="D", help=BOUND)
    parser.add_argument("--to", dest="until", type=last_day, metavar="D", help=BOUND)
    add_format(parser, "csv", "markdown")


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


def timeline(options: Namespace, library: Path | None) -> int:
    """The articles along the calendar; those without a place in it come last."""
    with chosen_library(library) as archive:
        rows = [(item, _when(item, options.by)) for item in _asked(archive, options)]
    kept = [pair for pair in rows if _within(pair[1], options.since, options.until)]
    kept.sort(key=lambda pair: chronological(pair[0], By(options.by)))
    if options.format == "json":
        for item, when in kept:
            say_json({"id": item.id, "title": item.title, "by": options.by, "when": when.as_json(),
                      "outlet": item.outlet, "event": item.event, "paths": list(item.paths)})  # fmt: skip
    elif options.format == "csv":
        say_text(_csv(kept, options.by).rstrip("\n"))
    elif options.format == "markdown":
        from nkreader.export.escaping import escaped

        for item, when in kept:
            outlet = f" ({escaped(item.outlet)})" if item.outlet else ""
            say(f"- **{escaped(day(when))}** {escaped(item.title)}{outlet} `{item.id}`")
    else:
        for item, when in kept:
            say(f"{day(when):<12} {item.id}  {item.title}" + (f" ({item.outlet})" if item.outlet else ""))
    return 0


def _asked(archive: Library, options: Namespace) -> Iterable[Headline]:
    wanted: frozenset[str] | None = None
    for query in (options.query, options.name and f'name:"{options.name}"'):
        if query:
            results = archive.search(query, limit=0)
            for notice in results.notices:
                complain(notice.text)
            wanted = results.ids if wanted is None else wanted & results.ids
    return [item for item in archive.headlines() if wanted is None or item.id in wanted]


def _when(item: Headline, by: str) -> PartialDate:
    found: PartialDate = getattr(item, by)
    return found


def _within(when: PartialDate, since: date | None, until: date | None) -> bool:
    """With a bound, only what may lie inside; without one, everything."""
    if since is None and until is None:
        return True
    if not when.known:
        return False
    after = since is None or when.interval.latest is None or when.interval.latest >= since
    return after and (until is None or when.interval.earliest is None or when.interval.earliest <= until)


def _csv(rows: Iterable[tuple[Headline, PartialDate]], by: str) -> str:
    from nkreader.export.rows import plain_cell

    out = io.StringIO()
    table = csv.writer(out, lineterminator="\n")
    table.writerow(["when", "earliest", "latest", "certainty", "basis", "by", "id", "title", "outlet", "event"])
    for item, when in rows:
        start, end = when.interval.earliest, when.interval.latest
        table.writerow(
            [when.value or "", start or "", end or "", when.certainty or "", when.basis, by, item.id]
            + [plain_cell(cell) for cell in (item.title, item.outlet or "", item.event or "")]
        )
    return out.getvalue()


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
