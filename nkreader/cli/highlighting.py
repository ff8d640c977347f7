"""The verb for highlights."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path

from nkreader.archive.library import Library
from nkreader.cli import objects
from nkreader.cli.choosing import chosen_library
from nkreader.cli.output import complain, say, say_json
from nkreader.cli.parsing import add_format
from nkreader.model.highlights import COLOURS, Highlight, places
from nkreader.model.spans import Span


def highlight_arguments(parser: ArgumentParser) -> None:
    """add, list, edit, remove."""
    parts = parser.add_subparsers(dest="what", required=True, metavar="add|list|edit|remove")
    adding = parts.add_parser("add", help="mark a passage")
    adding.add_argument("id", metavar="ID", help="the article")
    place = adding.add_mutually_exclusive_group(required=True)
    place.add_argument("--quote", metavar="TEXT", help="the passage, if it stands there once")
    place.add_argument("--start", type=int, metavar="N", help="its first code point")
    adding.add_argument("--end", type=int, metavar="N", help="the code point behind its last")
    _details(adding, "")
    listing = parts.add_parser("list", help="the highlights of one article, or all")
    listing.add_argument("id", metavar="ID", nargs="?")
    editing = parts.add_parser("edit", help="change a highlight's note, tags or colour")
    editing.add_argument("highlight", metavar="HIGHLIGHT")
    _details(editing, None)
    removing = parts.add_parser("remove", help="forget a highlight")
    removing.add_argument("highlight", metavar="HIGHLIGHT")
    for part in (adding, listing, editing, removing):
        add_format(part)


def _details(parser: ArgumentParser, default: str | None) -> None:
    parser.add_argument("--note", metavar="T", default=default)
    parser.add_argument("--tag", metavar="T", action="append")
    parser.add_argument("--colour", choices=COLOURS)


def highlight(options: Namespace, library: Path | None) -> int:
    """Add, list, edit or remove highlights."""
    with chosen_library(library) as archive:
        if options.what == "add":
            return _add(archive, options)
        if options.what == "list":
            for mark in archive.highlights(options.id):
                _print(mark, options)
            return 0
        if options.what == "edit":
            mark = archive.edit_highlight(options.highlight, options.note, options.tag, options.colour)
        else:
            mark = archive.remove_highlight(options.highlight)
        _print(mark, options)
    return 0


def _add(archive: Library, options: Namespace) -> int:
    if options.start is not None:
        if options.end is None or not 0 <= options.start < options.end:
            complain("highlight: --start and --end are offsets, and the end lies behind the start")
            return 2
        span = Span(options.start, options.end)
    else:
        found = places(archive.piece(options.id).article.text, options.quote)
        if len(found) != 1:
            said = f"stands there {len(found)} times: give --start and --end" if found else "is not in the text"
            complain(f"highlight: the quotation {said}")
            return 3
        span = found[0]
    colour = options.colour or COLOURS[0]
    mark = archive.add_highlight(options.id, span, options.note, options.tag or (), colour)
    _print(mark, options)
    otherwise = archive.worded_otherwise(mark.article, span)
    if otherwise is not None:
        nearer, reworded = otherwise
        where = f"{nearer.outlet or nearer.title} ({nearer.id})"
        complain(
            f"this quotation is worded otherwise in {where}, which is nearer to its origin: "
            f"“{reworded.wordings[0].place.text}”"
        )
    return 0


def _print(mark: Highlight, options: Namespace) -> None:
    if options.format == "json":
        say_json(objects.highlight(mark))
        return
    tags = "".join(f" #{tag}" for tag in mark.tags)
    lost = " (no longer in the text)" if mark.orphan else ""
    say(f"{mark.id}  {mark.article}  {mark.anchor.exact}{lost}" + (f" — {mark.note}" if mark.note else "") + tags)
