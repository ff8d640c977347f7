"""Verbs that change the library: add, rescan, remove, mark, reindex."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Callable
from pathlib import Path

from nkreader.archive.added import AddReport, Progress
from nkreader.archive.errors import LibraryError
from nkreader.archive.library import Library
from nkreader.cli.choosing import chosen_library
from nkreader.cli.output import complain, say, say_json
from nkreader.cli.parsing import add_format
from nkreader.cli.progress import ProgressLine
from nkreader.model.article import Stated

LIMIT = 20
"""Megabytes; what is taken in unless told otherwise."""
MOST = 2000
"""Megabytes that may be asked for: an article is held in memory several times over."""

Work = Callable[[Library, AddReport, Progress | None], AddReport]


def add_arguments(parser: ArgumentParser) -> None:
    """Paths, or the text on standard input."""
    parser.add_argument("paths", nargs="+", metavar="PATH", help="files and folders; - reads one article")
    for name in ("title", "outlet", "url"):
        parser.add_argument(f"--{name}", help=f"the {name} of the article on standard input")
    parser.add_argument("--published", metavar="DATE", help="its publication date")
    parser.add_argument(
        "--limit", metavar="MB", type=_megabytes, help=f"skip files, and rows, larger than this (default: {LIMIT:g})"
    )
    add_format(parser)


def _megabytes(value: str) -> int:
    """Megabytes as bytes."""
    try:
        size = float(value)
    except ValueError:
        size = 0
    if not 0 < size <= MOST:
        raise ArgumentTypeError(f"{value!r} is no size: give megabytes, up to {MOST:,}")
    return max(1, int(size * 1_000_000))


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
    stated = Stated(options.title, options.outlet, None, options.url, options.published)
    paths = [Path(path).expanduser() for path in options.paths]

    def work(archive: Library, report: AddReport, progress: Progress | None) -> AddReport:
        if pasted:
            data = sys.stdin.buffer.read((options.limit or LIMIT * 1_000_000) + 1)
            return archive.add_text(data, stated, limit=options.limit, report=report)
        return archive.add(paths, progress, limit=options.limit, report=report)

    return _watched(work, options, library, begin=True)


def rescan_arguments(parser: ArgumentParser) -> None:
    """Only the format."""
    add_format(parser)


def rescan(options: Namespace, library: Path | None) -> int:
    """Look again at everything that was added."""
    return _watched(lambda archive, report, progress: archive.rescan(progress, report=report), options, library)


def _watched(work: Work, options: Namespace, library: Path | None, begin: bool = False) -> int:
    """Do it under a line of progress; whatever ends it, say what was done."""
    report = AddReport()
    line = ProgressLine(report)
    try:
        with chosen_library(library, begin) as archive:
            work(archive, report, line if line.shown else None)
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
    line.clear()
    _tell(report, options.format)
    return 1 if report.skipped else 0


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


def mark(options: Namespace, library: Path | None) -> int:
    """Set or clear read marks and stars."""
    if options.read is None and options.star is None:
        complain("mark: say what to set: --read, --unread, --star or --unstar")
        return 2
    with chosen_library(library) as archive:
        for ident in [archive.resolve(ident) for ident in options.ids]:
            archive.mark(ident, read=options.read, starred=options.star)
    return 0


def reindex_arguments(parser: ArgumentParser) -> None:
    """No arguments."""


def reindex(options: Namespace, library: Path | None) -> int:
    """Write the index anew."""
    with chosen_library(library) as archive:
        archive.reindex()
    return 0
