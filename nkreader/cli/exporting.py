"""The verb that exports highlights."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from nkreader import locations
from nkreader.archive.library import Library
from nkreader.cli.choosing import chosen_library
from nkreader.cli.output import complain, say, say_json, say_text
from nkreader.model.piece import Piece


def export_arguments(parser: ArgumentParser) -> None:
    """Where to, what, and how."""
    parser.add_argument("--to", metavar="DIR", help="the folder, or - for standard output")
    parser.add_argument("--query", metavar="Q", help="only the articles that a search finds")
    parser.add_argument("--format", choices=("markdown", "json", "csv"), default="markdown")
    parser.add_argument("--check", action="store_true", help="like --dry-run; exit 1 if anything would")
    parser.add_argument("--dry-run", action="store_true", help="change nothing; say what would change")
    parser.add_argument("--prune", action="store_true", help="drop the traces of removed highlights")


def export(options: Namespace, library: Path | None) -> int:
    """Write one Markdown file an article, or print rows."""
    if options.to == "":
        complain("export: --to names no folder")
        return 2
    if options.format != "markdown" and options.to not in (None, "-"):
        complain(f"export: {options.format} goes to standard output: leave --to away")
        return 2
    with chosen_library(library) as archive:
        found = _asked(archive, options.query) if options.query else None
        if options.format != "markdown" or options.to == "-":
            _print(archive.cited(_marked(archive, found)), options.format)
            return 0
        target = Path(options.to).expanduser() if options.to else locations.exports()
        if archive.sample and not options.to:
            target /= "sample"  # not to be mixed with what may be cited
        ids = _marked(archive, found, target)
        only_looking = options.dry_run or options.check
        report = archive.export(target, ids, dry_run=only_looking, prune=options.prune)
    for result in report.files:
        if result.status != "unchanged":
            say(f"{result.status}: {result.path}" + (f" ({result.reason})" if result.reason else ""))
    counts = Counter(result.status for result in report.files)
    verb = "would be written" if only_looking else "written"
    say(
        f"{target}: {counts['written']} {verb}, {counts['unchanged']} unchanged, "
        f"{report.highlights} highlights, {report.orphans} no longer in their text"
    )
    troubled = any(result.status in ("skipped", "conflict") for result in report.files)
    return 1 if troubled or (options.check and counts["written"]) else 0


def _asked(archive: Library, query: str) -> frozenset[str]:
    found = archive.search(query, limit=0)
    for notice in found.notices:
        complain(notice.text)
    return found.ids


def _marked(archive: Library, ids: frozenset[str] | None, target: Path | None = None) -> list[str] | None:
    """Those of the articles that an export can concern: with highlights, or with a file in the target."""
    if ids is None:
        return None
    from nkreader.export import markdown

    exported = markdown.exported(target) if target else frozenset[str]()
    return sorted(ids & (exported | {mark.article for mark in archive.highlights()}))


def _print(pieces: Sequence[Piece], format_: str) -> None:
    from nkreader.export import markdown, rows

    if format_ == "json":
        for item in rows.as_json(pieces):
            say_json(item)
    elif format_ == "csv":
        say_text(rows.as_csv(pieces).rstrip("\n"))
    else:
        for piece in pieces:
            say_text(markdown.document(piece))
