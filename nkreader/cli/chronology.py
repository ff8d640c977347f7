"""The verb that tells the library's events along the calendar."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from nkreader.archive.library import Library
from nkreader.cli.choosing import chosen_library
from nkreader.cli.listing import BOUND, first_day, last_day
from nkreader.cli.output import complain, counted, say, say_json, say_text
from nkreader.cli.parsing import add_format
from nkreader.model.chronicle import Episode, display
from nkreader.model.date_words import in_words
from nkreader.model.dates import Interval
from nkreader.model.sanitise import safe_line
from nkreader.model.spans import Span
from nkreader.model.timeline import By

if TYPE_CHECKING:
    from nkreader.archive.chronology import Wanted
    from nkreader.model.query import Query

_EPILOG = """
One row an event: the articles of one same-event group, or an article alone. The sentence is verbatim: the one that
tells the event with its date and names, in the article nearest to where the news came from; with --name, the one that
names it. With --background there are also rows for what the articles recall (“the test of 2013”), each at the date of
its sentence and marked; with --name only sentences that name it, with --query only those with what is searched for.

A JSON object has: id, title, outlet, paths (of the article that has the sentence), event (id of the group, or null),
by, when (date object), display and known (the same in words), happened, reported, published (date objects: the
narrowest that an article gives, the first report, the first publication), background (true or false), words (which
date what is recalled, or null), sentence, start, end (code points of that article's text), place and place_basis
("sentence", "dateline" or null), appearance and role (of the name asked for, or null) and articles (id, title, outlet,
origins, published, url, paths of each). --from and --to choose by when.
"""


def timeline_arguments(parser: ArgumentParser) -> None:
    """What to take and how to date it."""
    parser.epilog = _EPILOG.strip()
    parser.add_argument("--query", metavar="Q", help="only what a search finds")
    parser.add_argument("--name", metavar="N", help="only events in which it is named, with the sentence that names it")
    parser.add_argument("--by", choices=("happened", "reported", "published"), default="published")
    parser.add_argument("--from", dest="since", type=first_day, metavar="D", help=BOUND)
    parser.add_argument("--to", dest="until", type=last_day, metavar="D", help=BOUND)
    parser.add_argument("--background", action="store_true", help="also what the articles recall, marked as that")
    add_format(parser, "csv", "markdown")


def timeline(options: Namespace, library: Path | None) -> int:
    """The events along the calendar; those without a place in it come last."""
    from nkreader.archive.chronology import Wanted

    if options.since and options.until and options.until < options.since:
        complain("timeline: --to lies before --from")
        return 2
    with chosen_library(library) as archive:
        wanted = Wanted(By(options.by), None, Interval(options.since, options.until), None, options.background)
        wanted = _searched(archive, _named(archive, wanted, options.name), options.query)
        rows = archive.chronology(wanted)
        if options.format == "markdown":
            from nkreader.export.chronology import as_markdown

            say_text(as_markdown(rows, wanted.by, _scope(options), archive.sample))
        else:
            {"json": _json, "csv": _csv, "text": _text}[options.format](rows)
    return 0


def _named(archive: Library, wanted: Wanted, name: str | None) -> Wanted:
    """Narrowed to a name: one of the library's, or else what a search for it finds."""
    if not name:
        return wanted
    found = archive.called(name)
    if len(found) == 1:
        return replace(wanted, entity=found[0])
    if found:
        complain(f"“{name}” may be {', '.join(f'{each.name} ({each.id})' for each in found)}: all are taken")
    return _searched(archive, wanted, f'name:"{name}"')


def _searched(archive: Library, wanted: Wanted, query: str | None) -> Wanted:
    """Narrowed to what a search finds; what of the search was ignored goes to standard error."""
    if not query:
        return wanted
    results = archive.search(query, limit=0)
    for notice in results.notices:
        complain(notice.text)
    ids = results.ids if wanted.ids is None else wanted.ids & results.ids
    return replace(wanted, ids=ids, matches=_matches(results.query) or wanted.matches)


def _matches(query: Query) -> Callable[[str], Sequence[Span]] | None:
    """Where a text has the words of a query; None if it asks for none."""
    from nkreader.search.matching import match_spans, rows_of

    return (lambda text: match_spans(text, query)) if rows_of(query) else None


def _scope(options: Namespace) -> str:
    """Of which pieces it is, in words."""
    parts = [options.name or "", f"“{options.query}”" if options.query else ""]
    bounds = (f"from {options.since}" if options.since else "", f"to {options.until}" if options.until else "")
    return safe_line(" · ".join(part for part in (*parts, *bounds) if part)) or "all pieces"


def _json(rows: Iterable[Episode]) -> None:
    from nkreader.export.chronology import as_object

    for row in rows:
        say_json(as_object(row))


def _csv(rows: Iterable[Episode]) -> None:
    from nkreader.export.chronology import as_csv

    for line in as_csv(rows):
        say_text(line)


def _text(rows: Iterable[Episode]) -> None:
    events = background = 0
    for row in rows:
        events, background = events + (not row.background), background + bool(row.background)
        say(f"{display(row.when) if row.when.known else 'undated'}  {_what(row)}")
        say(f"    {' '.join(row.sentence.split())}")
        told = (source.headline for source in row.sources)
        say(f"    {', '.join(f'{one.id} ({one.outlet})' if one.outlet else one.id for one in told)}")
    recalled = f", {counted(background, 'background mention')}" if background else ""
    complain(f"{counted(events, 'event')}{recalled}")


def _what(row: Episode) -> str:
    """What is known of an event beside its date and its sentence, on one line."""
    if row.background:
        return " · ".join(part for part in (f"background: “{row.background}”", row.place or "") if part)
    where = f"{row.place}{' (dateline)' if row.place_basis == 'dateline' else ''}" if row.place else ""
    three = ((By.HAPPENED, row.happened), (By.REPORTED, row.reported), (By.PUBLISHED, row.published))
    others = (f"{by} {in_words(when)}" for by, when in three if by is not row.by and when.known)
    how = str(row.manner) if row.manner else ""
    return " · ".join(part for part in (how, row.role, where, *others) if part) or safe_line(row.first.title)
