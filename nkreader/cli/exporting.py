"""The verb that exports highlights."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from nkreader import locations, settings
from nkreader.archive.library import Library
from nkreader.cli.choosing import chosen_library
from nkreader.cli.output import complain, say, say_json, say_text
from nkreader.model.piece import Piece

_FORMATS = """\
formats:
  markdown  one file an article, brought up to date in DIR; what you wrote around and in its blocks stays
  json      one Web Annotation (W3C) a line for each highlight
  csv       a table with one row for each highlight
  bibtex    one entry for each cited article, for BibTeX and biblatex
  csl-json  the same for Zotero, pandoc and others
All but markdown go to standard output, as does markdown with --to -. Only articles with highlights are exported.
"""


def export_arguments(parser: ArgumentParser) -> None:
    """Where to, what, and how."""
    parser.epilog = _FORMATS
    parser.add_argument("--to", metavar="DIR", help="the folder, or - for standard output")
    parser.add_argument("--query", metavar="Q", help="only the articles that a search finds")
    formats = ("markdown", "json", "csv", "bibtex", "csl-json")
    parser.add_argument("--format", choices=formats, default="markdown", help="(default: markdown)")
    flavour = f"the dialect of Markdown (default: that of the settings, else {settings.FLAVOURS[0]})"
    parser.add_argument("--flavour", choices=settings.FLAVOURS, help=flavour)
    parser.add_argument("--check", action="store_true", help="like --dry-run; exit 1 if anything would")
    parser.add_argument("--dry-run", action="store_true", help="change nothing; say what would change")
    parser.add_argument("--prune", action="store_true", help="drop the traces of removed highlights")


def export(options: Namespace, library: Path | None) -> int:
    """Write one Markdown file an article, or print rows."""
    if problem := _wrong(options):
        complain(f"export: {problem}")
        return 2
    flavour = options.flavour or settings.read()[0].flavour
    with chosen_library(library) as archive:
        found = _asked(archive, options.query) if options.query else None
        if options.format != "markdown" or options.to == "-":
            _print(archive.cited(_marked(archive, found)), options.format, flavour)
            return 0
        target = Path(options.to).expanduser() if options.to else locations.exports()
        if archive.sample and not options.to:
            target /= "sample"  # not to be mixed with what may be cited
        ids = _marked(archive, found, target)
        only_looking = options.dry_run or options.check
        report = archive.export(target, ids, dry_run=only_looking, prune=options.prune, flavour=flavour)
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


def _wrong(options: Namespace) -> str:
    """What of the options does not go together; empty if everything does."""
    if options.to == "":
        return "--to names no folder"
    if options.format != "markdown":
        if options.to not in (None, "-"):
            return f"{options.format} goes to standard output: leave --to away"
        if options.flavour:
            return f"--flavour is one of Markdown, not of {options.format}"
    return ""


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


def _print(pieces: Sequence[Piece], format_: str, flavour: str) -> None:
    from nkreader.export import bibtex, csl, markdown, rows
    from nkreader.export.flavours import FLAVOURS

    if format_ == "json":
        for item in rows.as_json(pieces):
            say_json(item)
    elif format_ == "csv":
        say_text(rows.as_csv(pieces).rstrip("\n"))
    elif format_ == "bibtex":
        if pieces:
            say_text(bibtex.as_bibtex(pieces))
    elif format_ == "csl-json":
        say_text(csl.as_csl(pieces))
    else:
        for piece in pieces:
            say_text(markdown.document(piece, FLAVOURS[flavour]))
