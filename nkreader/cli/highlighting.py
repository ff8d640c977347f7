"""The verb for highlights."""

from __future__ import annotations

from argparse import ArgumentParser, ArgumentTypeError, Namespace
from pathlib import Path

from nkreader.archive.library import Library
from nkreader.cli import objects
from nkreader.cli.choosing import chosen_library
from nkreader.cli.output import complain, say, say_json
from nkreader.cli.parsing import add_format
from nkreader.model.highlights import COLOURS, Highlight, places
from nkreader.model.sanitise import safe_line
from nkreader.model.spans import Span


def highlight_arguments(parser: ArgumentParser) -> None:
    """add, list, edit, remove, reattach."""
    parts = parser.add_subparsers(dest="what", required=True, metavar="add|list|edit|remove|reattach")
    adding = parts.add_parser("add", help="mark a passage")
    adding.add_argument("id", metavar="ID", help="the article")
    place = adding.add_mutually_exclusive_group(required=True)
    place.add_argument("--quote", metavar="TEXT", help="the passage, if it stands there once")
    place.add_argument("--start", type=int, metavar="N", help="its first code point")
    adding.add_argument("--end", type=int, metavar="N", help="the code point behind its last")
    _details(adding, "")
    listing = parts.add_parser("list", help="the highlights of one article, or all")
    listing.add_argument("id", metavar="ID", nargs="?")
    listing.add_argument("--orphans", action="store_true", help="only those whose passage is not in the present text")
    editing = parts.add_parser("edit", help="change a highlight's note, tags or colour")
    editing.add_argument("highlight", metavar="HIGHLIGHT")
    _details(editing, None)
    removing = parts.add_parser("remove", help="forget a highlight")
    removing.add_argument("highlight", metavar="HIGHLIGHT")
    placing = parts.add_parser("reattach", help="where a lost passage may stand now; with --at, put it there")
    placing.add_argument("highlight", metavar="HIGHLIGHT")
    placing.add_argument(
        "--at", metavar="START:END", type=_place, help="code points of the passage it is to mark in the present text"
    )
    for part in (adding, listing, editing, removing, placing):
        add_format(part)


def _details(parser: ArgumentParser, default: str | None) -> None:
    parser.add_argument("--note", metavar="T", default=default)
    parser.add_argument("--tag", metavar="T", action="append")
    parser.add_argument("--colour", choices=COLOURS)


def highlight(options: Namespace, library: Path | None) -> int:
    """Add, list, edit or remove highlights, or put one in another place."""
    with chosen_library(library) as archive:
        if options.what == "add":
            return _add(archive, options)
        if options.what == "list":
            for mark in archive.highlights(options.id):
                if mark.orphan or not options.orphans:
                    _print(mark, options)
            return 0
        if options.what == "reattach" and options.at is None:
            return _offer(archive, options)
        if options.what == "edit":
            mark = archive.edit_highlight(options.highlight, options.note, options.tag, options.colour)
        elif options.what == "reattach":
            mark = archive.reattach_highlight(options.highlight, options.at)
        else:
            mark = archive.remove_highlight(options.highlight)
        _print(mark, options)
    return 0


def _place(text: str) -> Span:
    """`START:END` as a span.

    Raises:
        ArgumentTypeError: if it is none, or an empty one.
    """
    start, _, end = text.partition(":")
    if not (start.isdecimal() and end.isdecimal() and int(start) < int(end)):
        raise ArgumentTypeError(f"{safe_line(text)!r} is no START:END, with the end behind the start")
    return Span(int(start), int(end))


def _offer(archive: Library, options: Namespace) -> int:
    """The passages of the present text that are most like the lost one, best first; none is taken."""
    mark, _, found = archive.nearest_to(options.highlight)
    if not mark.orphan:
        complain(f"highlight: {mark.id} stands in the present text")
    elif not found:
        complain("highlight: nothing in the present text comes near")
    for one in found if mark.orphan else ():
        text = one.changes.after
        if options.format == "json":
            say_json({"start": one.span.start, "end": one.span.end, "likeness": round(one.likeness), "text": text})
            continue
        gone = "".join(f"  -{span.of(one.changes.before)}" for span in one.changes.gone)
        new = "".join(f"  +{span.of(text)}" for span in one.changes.new)
        say(f"{one.span.start}:{one.span.end}  {one.likeness:.0f} % alike  {text}{gone}{new}")
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
