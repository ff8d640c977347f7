"""The verb that compares the pieces on one event, and the earlier texts of one piece."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path
from shutil import get_terminal_size
from textwrap import wrap
from unicodedata import east_asian_width

from nkreader.cli.choosing import chosen_library
from nkreader.cli.objects import Object
from nkreader.cli.output import complain, say, say_json
from nkreader.model.alone import Alone, alone
from nkreader.model.spans import Span
from nkreader.model.version_words import (
    SIGNS,
    alone_told,
    carrier,
    difference_told,
    earlier_told,
    folded_told,
    nothing_told,
    piece_told,
    side_told,
    summary,
    text_told,
    wording_told,
)
from nkreader.model.versions import Difference, Earlier, Edited, Likeness, Only, Place, Reworded, Side, Versions

_EPILOG = """
ID is an article's id or the beginning of one, EVENT an event's, as nkreader events prints it. With an article, its own
earlier texts are compared with its present one, too. Compared is what English sentences state: figures with their unit
and what they count, names, days, direct quotations. Figures that agree once units and rounding are levelled are no
difference; nor is an estimate that a later piece replaced: that is told apart. Of what only one piece has, the most
telling is listed and the rest counted; --all lists all of it, and so does JSON.

The JSON object has: article (or null), event (or null), left_out (pieces too many to compare), members (id, title,
outlet, edition, cites, published), differences (outcome, what, sides: text, unit, claimant, as_of, carrier, published,
also), only (sort, text, name), quotations (wordings: likeness, speaker, text; nearest to the origin first) and earlier
(number, digest, title, differences, quotations, only, edits: edit, before, after, gone, new). outcome is "differs",
"sources differ", "changed" or "same figure, other source". Whatever stands in a text has article, start, end, sentence,
sentence_start and sentence_end; the article of an earlier text is ID@NUMBER.
"""


def versions_arguments(parser: ArgumentParser) -> None:
    """A piece or an event, and the format."""
    parser.epilog = _EPILOG.strip()
    parser.add_argument("id", metavar="ID|EVENT", help="an article's id, or an event's")
    parser.add_argument("--format", choices=("text", "json", "markdown"), default="text", help="(default: text)")
    parser.add_argument("--all", action="store_true", help="list every name, number and quotation of one piece only")
    parser.add_argument("--json", dest="format", action="store_const", const="json", help="one JSON object")


def versions(options: Namespace, library: Path | None) -> int:
    """What only one version says, and where versions differ."""
    with chosen_library(library) as archive:
        found = archive.compared(options.id)
    if options.format == "json":
        say_json(_object(found))
        return 0
    lines = _markdown(found, options.all) if options.format == "markdown" else _text(found, options.all)
    terminal = options.format == "text" and sys.stdout.isatty()
    width = get_terminal_size().columns if terminal else 0
    for line in lines:
        for part in fitted(line, width):
            say(part)
    if said := nothing_told(found):
        complain(said)
    elif found.left_out:
        complain(f"{found.left_out:,} more pieces of this event are not compared")
    return 0


def fitted(line: str, width: int) -> list[str]:
    """A line broken between words to so many columns (0: as it is), each part indented as its beginning is.

    What holds characters of two columns stays whole: the terminal breaks it.
    """
    if not width or len(line) <= width or any(east_asian_width(sign) in "WF" for sign in line):
        return [line]
    indent = line[: len(line) - len(line.lstrip())]
    return wrap(line, width, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False)


def _object(found: Versions) -> Object:
    return {
        "article": found.article or None,
        "event": found.event,
        "left_out": found.left_out,
        "members": [
            {
                "id": member.headline.id,
                "title": member.headline.title,
                "outlet": member.headline.outlet,
                "edition": member.edition or None,
                "cites": list(member.cites),
                "published": member.headline.published.as_json(),
            }
            for member in found.members
        ],
        "differences": [_difference(found, row) for row in found.differences],
        "only": [_only(row) for row in found.only],
        "quotations": [_quotation(row) for row in found.quotations],
        "earlier": [
            {
                "number": one.number,
                "digest": one.digest,
                "title": one.title,
                "differences": [_difference(found, row) for row in one.differences],
                "quotations": [_quotation(row) for row in one.quotations],
                "only": [_only(row) for row in one.only],
                "edits": [_edited(row) for row in one.edits],
            }
            for one in found.earlier
        ],
    }


def _only(row: Only) -> Object:
    return {"sort": str(row.sort), "name": row.name or None, **_place(row.place)}


def _place(place: Place) -> Object:
    return {
        "text": place.text,
        "article": place.article,
        "start": place.span.start,
        "end": place.span.end,
        "sentence": place.said,
        "sentence_start": place.sentence.start,
        "sentence_end": place.sentence.end,
    }


def _difference(found: Versions, row: Difference) -> Object:
    return {"outcome": str(row.outcome), "what": row.what, "sides": [_side(found, side) for side in row.sides]}


def _side(found: Versions, side: Side) -> Object:
    member = found.member(side.place.article.partition("@")[0])
    return {
        **_place(side.place),
        "unit": side.unit or None,
        "claimant": side.claimant or None,
        "as_of": side.as_of or None,
        "carrier": member.headline.outlet if member else None,
        "published": member.headline.published.as_json() if member else None,
        "also": list(side.also),
    }


def _quotation(row: Reworded) -> Object:
    wordings = [
        {"likeness": str(one.likeness), "speaker": one.speaker or None, **_place(one.place)} for one in row.wordings
    ]
    return {"wordings": wordings}


def _edited(row: Edited) -> Object:
    return {
        "edit": str(row.edit),
        "before": row.before or None,
        "after": row.after or None,
        "at": row.at,
        "gone": _pairs(row.gone),
        "new": _pairs(row.new),
    }


def _pairs(spans: Iterable[Span]) -> list[list[int]]:
    return [[span.start, span.end] for span in spans]


def _by_piece(found: Versions) -> Iterator[tuple[str, list[Alone]]]:
    for ident, some in groupby(alone(found.only, found.article), lambda one: one.article):
        yield ident, list(some)


def _text(found: Versions, everything: bool) -> Iterator[str]:
    yield f"{found.event or found.article}  {summary(found)}"
    for member in found.members:
        yield f"    {member.headline.id}  {member.headline.title}"
        yield f"        {piece_told(found, member)}"
    if found.differences:
        yield "differ"
        for row in found.differences:
            yield from _row_lines(found, row, "    ")
    if found.quotations:
        yield "wordings of a quotation"
        for quotation in found.quotations:
            yield from _wordings(found, quotation)
    for ident, rows in _by_piece(found):
        yield f"only in {ident} · {carrier(found, ident)}"
        for some in rows:
            yield from (f"    {line}" for line in alone_told(some, everything))
    for earlier in found.earlier:
        yield from _earlier(found, earlier)


def _wordings(found: Versions, quotation: Reworded) -> Iterator[str]:
    for one in quotation.wordings:
        first = one.likeness in (Likeness.NEAREST, Likeness.FIRST)
        indent = "    " if first else "        "
        yield f"{indent}“{one.place.text}”"
        yield f"{indent}    {wording_told(found, one)} · {one.place.article}"


def _row_lines(found: Versions, row: Difference, indent: str) -> Iterator[str]:
    yield f"{indent}{difference_told(row)}"
    for side in row.sides:
        yield f"{indent}    {side_told(found, side)} · {side.place.article}"
        yield f"{indent}        {side.place.said}"


def _earlier(found: Versions, earlier: Earlier) -> Iterator[str]:
    yield earlier_told(earlier)
    for row in earlier.differences:
        yield from _row_lines(found, row, "    ")
    for quotation in earlier.quotations:
        yield from _wordings(found, quotation)
    for some in alone(earlier.only, at_once=False):
        yield f"    only in {text_told(earlier, some.article)}: {folded_told(some)}"
    for edited in earlier.edits:
        sign = SIGNS[edited.edit]
        if edited.before:
            yield f"    {sign if not edited.after else '-'} {_marked(edited.before, edited.gone)}"
        if edited.after:
            yield f"    {sign if not edited.before else '+'} {_marked(edited.after, edited.new)}"


def _marked(text: str, spans: Iterable[Span]) -> str:
    """With brackets around the words that differ."""
    done, at = "", 0
    for span in spans:
        done += f"{text[at : span.start]}[{span.of(text)}]"
        at = span.end
    return done + text[at:]


def _markdown(found: Versions, everything: bool) -> Iterator[str]:
    from nkreader.export.escaping import code, escaped

    yield f"# Versions · {escaped(found.event or found.article)}"
    yield ""
    for member in found.members:
        yield f"- {code(member.headline.id)} {escaped(member.headline.title)}: {escaped(piece_told(found, member))}"
    if found.differences:
        yield from ("", "## Where they differ")
    for row in found.differences:
        yield from ("", f"**{escaped(difference_told(row))}**")
        for side in row.sides:
            yield from _quoted(f"{side_told(found, side)}", side.place)
    if found.quotations:
        yield from ("", "## Wordings of a quotation")
    for quotation in found.quotations:
        for one in quotation.wordings:
            yield from _quoted(wording_told(found, one), one.place)
    for ident, rows in _by_piece(found):
        yield from ("", f"## Only in {code(ident)}", "")
        yield from (f"- {escaped(line)}" for some in rows for line in alone_told(some, everything))
    for earlier in found.earlier:
        yield from ("", f"## {escaped(earlier_told(earlier))}", "")
        for some in alone(earlier.only, at_once=False):
            yield f"- only in {text_told(earlier, some.article)}: {escaped(folded_told(some))}"
        for edited in earlier.edits:
            yield from (f"- {edited.edit}: {escaped(words)}" for words in (edited.before, edited.after) if words)


def _quoted(told: str, place: Place) -> Iterator[str]:
    from nkreader.export.escaping import code, escaped

    yield from ("", f"> {escaped(place.said)}", "", f"— {escaped(told)} · {code(place.article)}")
