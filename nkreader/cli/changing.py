"""Verbs that change the library: add, rescan, remove, mark, reindex."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from nkreader import locations, settings
from nkreader.archive import places
from nkreader.archive.added import AddReport, Progress
from nkreader.archive.errors import LibraryError
from nkreader.archive.library import Library
from nkreader.cli.choosing import chosen_library, chosen_settings
from nkreader.cli.output import complain, counted, say, say_json
from nkreader.cli.parsing import add_format, named
from nkreader.cli.progress import ProgressLine
from nkreader.model.article import Stated
from nkreader.model.timeline import By

LAST_YEAR = "3000"
"""A year from which on nothing is published."""

Work = Callable[[Library, AddReport, Progress | None], AddReport]


def add_arguments(parser: ArgumentParser) -> None:
    """Paths, or the text on standard input."""
    parser.add_argument("paths", nargs="+", metavar="PATH", type=named, help="files and folders; - reads one article")
    for name in ("title", "outlet", "url"):
        parser.add_argument(f"--{name}", help=f"the {name} of the article on standard input")
    parser.add_argument("--published", metavar="DATE", type=_date, help="its publication date")
    parser.add_argument(
        "--limit",
        metavar="MB",
        type=_megabytes,
        help=f"skip files, and rows, larger than this (default: limit_mb in {settings.FILE}, else "
        f"{settings.Settings().limit_mb:g})",
    )
    add_format(parser)


def _date(value: str) -> str:
    """A publication date that will be understood."""
    from nkreader.analysis.dates.evidence import read_metadata

    found = read_metadata(value)
    if found is None or not found.value[:4] < LAST_YEAR:
        raise ArgumentTypeError(f"{value!r} is no date of an article: give YYYY-MM-DD")
    return value


def _megabytes(value: str) -> int:
    """Megabytes as bytes."""
    try:
        size = float(value)
    except ValueError:
        size = 0
    if not 0 < size <= settings.MOST_MB:
        raise ArgumentTypeError(f"{value!r} is no size: give megabytes, up to {settings.MOST_MB:,}")
    return settings.in_bytes(size)


def add(options: Namespace, library: Path | None) -> int:
    """Add files, folders or standard input."""
    pasted = "-" in options.paths
    if pasted and len(options.paths) > 1:
        complain("add: - stands alone")
        return 2
    described = [n for n in ("title", "outlet", "url", "published") if getattr(options, n)]
    if described and not pasted:
        complain(f"add: --{described[0]} describes the article on standard input: give -")
        return 2
    if pasted and sys.stdin is None:
        complain("add: standard input is closed")
        return 3
    stated = Stated(options.title, options.outlet, None, options.url, options.published)
    paths = [Path(path).expanduser() for path in options.paths]
    limit = options.limit or chosen_settings().limit
    if not pasted:
        places.refuse_mixed(library or locations.user_library(), paths)  # before a library begins in their midst

    def work(archive: Library, report: AddReport, progress: Progress | None) -> AddReport:
        if pasted:
            return archive.add_text(sys.stdin.buffer.read(limit + 1), stated, limit=limit, report=report)
        return archive.add(paths, progress, limit=limit, report=report)

    return _watched(work, options, library, begin=True)


def rescan_arguments(parser: ArgumentParser) -> None:
    """Only the format."""
    add_format(parser)


def rescan(options: Namespace, library: Path | None) -> int:
    """Look again at everything that was added."""
    limit = chosen_settings().limit

    def work(archive: Library, report: AddReport, progress: Progress | None) -> AddReport:
        return archive.rescan(progress, limit=limit, report=report)

    return _watched(work, options, library)


def _watched(work: Work, options: Namespace, library: Path | None, begin: bool = False) -> int:
    """Do it under a line of progress; whatever ends it, say what was done."""
    report = AddReport()
    line = ProgressLine(report)
    try:
        with chosen_library(library, begin) as archive:
            work(archive, report, line if line.shown else None)
            came = _arrivals(archive, report) if options.format == "text" else ()
            line.clear()
            _tell(report, options.format)
            for said in came:
                complain(said)
            with suppress(KeyboardInterrupt):
                archive.settle()
    except KeyboardInterrupt:
        line.clear()
        _tell(report, options.format)
        complain("interrupted; what was done so far is kept")
        return 130
    except LibraryError:
        line.clear()
        if report.added or report.updated:
            _tell(report, options.format)
        raise
    return 1 if report.skipped else 0


def _arrivals(archive: Library, report: AddReport) -> tuple[str, ...]:
    from nkreader.cli.arrivals import arrivals

    return tuple(arrivals(archive, report)) if report.added else ()


def _tell(report: AddReport, format_: str) -> None:
    if format_ == "json":
        skipped = [{"path": item.path, "reason": item.reason} for item in report.skipped]
        say_json({"added": report.added, "updated": report.updated, "unchanged": report.unchanged, "skipped": skipped})
        return
    for item in report.skipped:
        complain(f"skipped {item.path}: {item.reason}")
    counts = {"added": len(report.added), "updated": len(report.updated), "unchanged": report.unchanged}
    counts["skipped"] = len(report.skipped)
    if report.missing:
        counts["now missing"] = report.missing
    say(", ".join(f"{count} {what}" for what, count in counts.items()))


def remove_arguments(parser: ArgumentParser) -> None:
    """Ids, and whether highlights may go too."""
    parser.add_argument("ids", nargs="+", metavar="ID")
    parser.add_argument("--with-highlights", action="store_true", help="also articles that carry highlights")
    add_format(parser)


def remove(options: Namespace, library: Path | None) -> int:
    """Forget articles; their files stay where they are."""
    with chosen_library(library) as archive:
        removed = archive.remove(options.ids, with_highlights=options.with_highlights)
    if options.format == "json":
        say_json({"removed": list(removed)})
    else:
        say(f"{len(removed)} removed; their files stay, and adding them brings the articles back")
    return 0


def mark_arguments(parser: ArgumentParser) -> None:
    """Ids and what to set."""
    parser.add_argument("ids", nargs="+", metavar="ID")
    read = parser.add_mutually_exclusive_group()
    read.add_argument("--read", action="store_true", default=None)
    read.add_argument("--unread", dest="read", action="store_false")
    star = parser.add_mutually_exclusive_group()
    star.add_argument("--star", action="store_true", default=None)
    star.add_argument("--unstar", dest="star", action="store_false")
    for by in By:
        said = f"the {by} day, set by hand: {_FORMS}; an empty one takes it away"
        parser.add_argument(f"--{by}", metavar="DATE", type=_by_hand, help=said)


_FORMS = "YYYY-MM-DD, YYYY-MM, YYYY, two with / between them, or in words"


def _by_hand(value: str) -> str:
    """A date that may be set by hand, or an empty text."""
    from nkreader.analysis.dates.by_hand import read_by_hand

    try:
        return read_by_hand(value) or ""
    except ValueError as error:
        raise ArgumentTypeError(str(error)) from None


def mark(options: Namespace, library: Path | None) -> int:
    """Set or clear read marks, stars and dates by hand."""
    dates = {by: value for by in By if (value := getattr(options, by)) is not None}
    marks = options.read is not None or options.star is not None
    if not marks and not dates:
        complain("mark: say what to set: --read, --unread, --star, --unstar or --published DATE")
        return 2
    with chosen_library(library) as archive:
        ids = [archive.resolve(ident) for ident in options.ids]
        for by, value in dates.items():
            archive.set_date(ids, by, value)
        if marks:
            archive.mark_all(ids, read=options.read, starred=options.star)
    return 0


def reindex_arguments(parser: ArgumentParser) -> None:
    """No arguments."""


def reindex(options: Namespace, library: Path | None) -> int:
    """Write the index anew; how much it holds goes to standard error."""
    with chosen_library(library) as archive:
        archive.reindex()
        complain(f"{counted(len(archive.headlines()), 'article')} indexed")
    return 0
