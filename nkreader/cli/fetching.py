"""Verbs that ask the network: fetch, feeds, sync. Nothing else in nkreader does."""

from __future__ import annotations

import math
import time
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from nkreader.archive.added import AddReport
from nkreader.archive.errors import LibraryError
from nkreader.archive.library import Library
from nkreader.cli.choosing import chosen_library, chosen_settings
from nkreader.cli.objects import Object
from nkreader.cli.output import complain, counted, say, say_json, say_text
from nkreader.cli.parsing import add_format, named
from nkreader.cli.progress import Passing
from nkreader.model.fetched import Feed, Outcome

_PRIVATE = "also from this machine and the network it is in (default: allow_private in settings.toml, else no)"
_FULL = "have all of it sent and read anew, also where nothing changed"
_FETCH = """\
One line for each address: what was added, is unchanged, is a new version, or why nothing was. A page is named by its
address without utm_source and the like; what changed in it since the last time is a new version of its article
(nkreader versions ID). PDF, feeds and whatever else nkreader reads is read by its media type.

The reader's own request is no crawler's: robots.txt is asked by sync, not by fetch. One host is asked one thing at a
time, with a second between. Cookies are not kept, proxies of the environment not used. Exit code 1: something was not
fetched.
"""
_SYNC = """\
Servers are told what is known of each feed (ETag, Last-Modified) and asked one thing at a time. sync works unattended,
so it obeys robots.txt, for the feeds as for the pages of their entries (nkreader feeds add --ignore-robots makes an
exception of a feed, which then is as good as your own request). A removed article does not come back.
Exit code 1: a feed or a page could not be had.
"""


def fetch_arguments(parser: ArgumentParser) -> None:
    """Addresses."""
    parser.epilog = _FETCH
    parser.add_argument("urls", nargs="+", metavar="URL", type=named, help="the address of a page")
    _shared(parser)


def _shared(parser: ArgumentParser) -> None:
    parser.add_argument("--full", action="store_true", help=_FULL)
    parser.add_argument("--allow-private", action="store_true", help=_PRIVATE)
    add_format(parser)


def fetch(options: Namespace, library: Path | None) -> int:
    """Fetch pages, and say of each what became of it."""
    chosen_settings()
    report = AddReport()
    with Passing() as line, chosen_library(library, begin=True) as archive:
        telling = _Telling(options.format, line)
        archive.fetch(
            options.urls,
            line,
            allow_private=options.allow_private,
            full=options.full,
            came=telling.of_page,
            report=report,
        )
        line.clear()
        with suppress(KeyboardInterrupt):
            archive.settle()
    return 1 if report.skipped else 0


def sync_arguments(parser: ArgumentParser) -> None:
    """How often."""
    parser.epilog = _SYNC
    parser.add_argument("urls", nargs="*", metavar="URL", type=named, help="only these feeds")
    parser.add_argument("--every", metavar="MINUTES", type=_minutes, help="again and again, until Ctrl+C")
    _shared(parser)


def _minutes(value: str) -> float:
    try:
        minutes = float(value)
    except ValueError:
        minutes = 0
    if not (math.isfinite(minutes) and 1 <= minutes <= 60 * 24 * 31):
        raise ArgumentTypeError(f"{value!r} is no time between two looks: give minutes, 1 or more")
    return minutes


def sync(options: Namespace, library: Path | None) -> int:
    """Look at the feeds; with --every, until the reader ends it."""
    chosen_settings()
    if not options.every:
        with chosen_library(library) as archive:
            return _round(archive, options)
    first = True
    while True:
        started = time.monotonic()
        try:
            with chosen_library(library) as archive:
                _round(archive, options, short=True)
            first = False
        except LibraryError as error:
            if first:
                raise
            complain(str(error))  # another nkreader is writing, the disk is full: the next round may do better
        try:
            time.sleep(max(1.0, options.every * 60 - (time.monotonic() - started)))
        except KeyboardInterrupt:
            return 0


def _round(archive: Library, options: Namespace, short: bool = False) -> int:
    """One look at the feeds; the last line says what came of all."""
    report = AddReport()
    if not archive.feeds():
        complain("no feeds yet: nkreader feeds add URL")
        return 1 if options.urls else 0
    with Passing() as line:
        telling = _Telling("quiet" if short and options.format == "text" else options.format, line)
        archive.sync(
            line,
            urls=options.urls or None,
            allow_private=options.allow_private,
            full=options.full,
            came=telling.of_feed,
            report=report,
        )
        line.clear()
        with suppress(KeyboardInterrupt):
            archive.settle()
    if options.format == "text":
        when = f"{datetime.now():%Y-%m-%d %H:%M}  " if short else ""
        say(f"{when}{_summary(report)}")
    return 1 if report.skipped else 0


def _summary(report: AddReport) -> str:
    parts = [f"{len(report.added):,} added", f"{len(report.updated):,} updated", f"{report.unchanged:,} unchanged"]
    if report.skipped:
        parts.append(f"{len(report.skipped):,} skipped")
    return ", ".join(parts)


class _Telling:
    """Prints what becomes of each address, above the passing line."""

    def __init__(self, look: str, line: Passing) -> None:
        self._look = look
        self._line = line

    def of_page(self, outcome: Outcome) -> None:
        """One line, or one object."""
        self._line.clear()
        if self._look == "json":
            say_json(_object(outcome))
        elif outcome.reason and not (outcome.added or outcome.updated):
            complain(f"{outcome.url}: {outcome.said}")
        else:
            say(f"{outcome.url}: {outcome.said}")

    def of_feed(self, outcome: Outcome) -> None:
        """The same, without a word of what brings nothing; of rounds without end, only trouble is told."""
        news = outcome.added or outcome.updated or outcome.note.startswith("now at")
        if self._look == "json" or outcome.reason or (self._look == "text" and news):
            self.of_page(outcome)


def _object(outcome: Outcome) -> Object:
    return {
        "url": outcome.url,
        "added": list(outcome.added),
        "updated": list(outcome.updated),
        "unchanged": outcome.unchanged,
        "reason": outcome.reason or None,
        "note": outcome.note or None,
    }


def feeds_arguments(parser: ArgumentParser) -> None:
    """add, list, remove, import, export."""
    parts = parser.add_subparsers(dest="what", required=True, metavar="add|list|remove|import|export")
    adding = parts.add_parser("add", help="have sync look at feeds, or change what it does with them")
    adding.add_argument("urls", nargs="+", metavar="URL", type=named, help="of a feed, or of a page that names one")
    taking = parts.add_parser("import", help="take in a list of feeds: OPML, or an address a line")
    taking.add_argument("file", metavar="FILE", type=named)
    for part in (adding, taking):
        pages = part.add_mutually_exclusive_group()
        pages.add_argument("--pages", action="store_true", default=None,
                           help="fetch the pages of entries of which the feed holds only a summary")  # fmt: skip
        pages.add_argument("--no-pages", dest="pages", action="store_false", help="take what the feed holds (default)")
        robots = part.add_mutually_exclusive_group()
        robots.add_argument("--ignore-robots", dest="robots", action="store_false", default=None,
                            help="fetch the feed itself whatever robots.txt says")  # fmt: skip
        robots.add_argument("--obey-robots", dest="robots", action="store_true", help="ask robots.txt (default)")
    listing = parts.add_parser("list", help="the feeds, when they were last looked at, and what was wrong")
    removing = parts.add_parser("remove", help="look at feeds no more; their articles stay")
    removing.add_argument("urls", nargs="+", metavar="URL", type=named)
    parts.add_parser("export", help="print the list as OPML")
    for part in (adding, taking, listing, removing):
        add_format(part)


def feeds(options: Namespace, library: Path | None) -> int:
    """Say which feeds sync looks at. Nothing is fetched."""
    with chosen_library(library, begin=options.what in ("add", "import")) as archive:
        if options.what == "add":
            told = [archive.add_feed(url, pages=options.pages, robots=options.robots) for url in options.urls]
        elif options.what == "import":
            return _imported(archive, options)
        elif options.what == "remove":
            for url in options.urls:
                archive.remove_feed(url)
            return 0
        elif options.what == "export":
            from nkreader.fetching.lists import as_opml

            say_text(as_opml(archive.feeds()))
            return 0
        else:
            told = [*archive.feeds()]
    for one in told:
        _print(one, options.format)
    return 0


def _imported(archive: Library, options: Namespace) -> int:
    from nkreader.fetching.lists import LARGEST, feeds_in
    from nkreader.ingest.decoding import Refused

    with Path(options.file).expanduser().open("rb") as file:
        data = file.read(LARGEST + 1)
    try:
        found = feeds_in(data)
    except Refused as refused:
        complain(f"{options.file}: {refused.reason}")
        return 3
    known = {one.url for one in archive.feeds()}
    taken, wrong = [], 0
    for title, url in found:
        try:
            taken.append(archive.add_feed(url, title=title, pages=options.pages, robots=options.robots))
        except LibraryError as error:
            complain(f"skipped {error}")
            wrong += 1
    if options.format == "json":
        for one in taken:
            _print(one, "json")
    else:
        new = sum(one.url not in known for one in taken)
        say(f"{counted(new, 'feed')} added, {len(taken) - new:,} known before; nkreader sync fetches them")
    return 1 if wrong else 0


def _print(one: Feed, look: str) -> None:
    if look == "json":
        say_json({"url": one.url, "title": one.title or None, "pages": one.pages, "robots": one.robots,
                  "added": one.added, "synced": one.synced, "trouble": one.trouble})  # fmt: skip
        return
    parts = [one.url, one.title, "with pages" if one.pages else "", "" if one.robots else "robots.txt ignored"]
    parts.append(f"last {one.synced[:16].replace('T', ' ')} UTC" if one.synced else "not fetched yet")
    parts.append(one.trouble or "")
    say("  ".join(part for part in parts if part))
