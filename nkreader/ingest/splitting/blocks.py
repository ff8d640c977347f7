"""Lines into blocks: title, headings, bullets, boilerplate, and paragraphs whose wrapped lines are joined."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from nkreader.ingest.splitting.boilerplate import is_boilerplate
from nkreader.ingest.splitting.credits import byline_of_line, is_lead_mark
from nkreader.ingest.splitting.lines import Line, joined
from nkreader.model.analysis import Dateline
from nkreader.model.article import Part, PartKind

WRAPPED = 120
"""No longer than this, in code points, are lines that a machine or a person wrapped."""
HEADING = 90
"""No longer than this is a heading."""
OPENING = 12
"""Among so many lines at the start a byline on a line of its own is looked for."""

_BULLET = re.compile(r"(?:[-*•‣◦▪▲△■□◆○●·–]|--|\d{1,2}[.)])[ \t]+(?=\S)|[•▲△■◆](?=\S)")
_MARKDOWN_HEADING = re.compile(r"#{1,6}[ \t]+\S")
_TERMINAL = re.compile(r"[.!?:;…。][\"'”’»)\]*_]*\Z|[\"”]\Z")
_CONTINUED = re.compile(r"[^\W\d_]")


def is_bullet(line: str) -> bool:
    """Whether a line begins like an item of a list."""
    return _BULLET.match(line) is not None


def is_markdown_heading(line: str) -> bool:
    """Whether a line is an ATX heading (CommonMark 0.31, section 4.2)."""
    return _MARKDOWN_HEADING.match(line) is not None


def is_heading(line: str) -> bool:
    """Whether a line could be a heading: short, bare, and no sentence."""
    if len(line) > HEADING or len(line.split()) > 14 or _TERMINAL.search(line) or line[-1] in ",-–—":
        return False
    letters = _CONTINUED.search(line)
    if letters is None or letters[0].islower() or "@" in line or line[0] in "([{":
        return False
    return sum(character.isdigit() for character in line) * 5 < len(line)


def blocks(lines: Sequence[Line], title: int | None, dateline: Dateline | None) -> list[Part]:
    """The blocks that `lines` make, in order; `title` is the number of the line that is the title."""
    found: list[Part] = []
    at = 0
    kinds = [_kind_of_line(line, number, dateline) for number, line in enumerate(lines)]
    if title is not None:
        kinds[title] = PartKind.TITLE
    said = max((number for number, kind in enumerate(kinds) if kind is not PartKind.BOILERPLATE), default=-1)
    while at < len(lines):
        kind, end = kinds[at], at + 1
        if kind is PartKind.BULLET:
            while end < len(lines) and kinds[end] is None and lines[end].indent > lines[at].indent:
                if lines[end].gap:
                    break
                end += 1
        if kind is not None:
            found.append(Part(kind, joined(lines[at:end])))
        else:
            while end < len(lines) and kinds[end] is None and not lines[end].gap:
                end += 1
            bullets = end < len(lines) and kinds[end] is PartKind.BULLET and not lines[end].gap
            goes_on = end < len(lines) and lines[end].text[0].islower()
            found += _run(lines[at:end], last=end - 1 >= said or goes_on, bullets=bullets)
        at = end
    return found


def _kind_of_line(line: Line, number: int, dateline: Dateline | None) -> PartKind | None:
    """The kind of block that a line makes by itself; None if it is part of a run of prose."""
    if dateline and line.span.overlaps(dateline.span):
        return None
    if is_boilerplate(line.text) or is_lead_mark(line.text):
        return PartKind.BOILERPLATE
    if number < OPENING and byline_of_line(line.text, line.span.start):
        return PartKind.PARAGRAPH
    if is_markdown_heading(line.text):
        return PartKind.HEADING
    return PartKind.BULLET if is_bullet(line.text) else None


def _run(lines: Sequence[Line], last: bool, bullets: bool) -> list[Part]:
    """The paragraphs and headings of lines without an empty line between them.

    `last`: nothing follows that they could head; `bullets`: a list follows at once.
    """
    if len(lines) == 1:
        bare = lines[0].text.rstrip(":") if bullets else lines[0].text
        heading = not last and (lines[0].gap or bullets) and is_heading(bare)
        return [Part(PartKind.HEADING if heading else PartKind.PARAGRAPH, lines[0].span)]
    width = max(len(line.text) for line in lines)
    usual = sorted(len(line.text) for line in lines)[len(lines) // 2]
    joins = [_continues(line, following, width) for line, following in pairwise(lines)]
    wrapped = sum(joins) * 5 >= len(joins) * 2
    groups: list[list[Line]] = [[lines[0]]]
    for number, join in enumerate(joins):
        if join or (wrapped and _goes_on(lines[number], lines[number + 1], usual)):
            groups[-1].append(lines[number + 1])
        else:
            groups.append([lines[number + 1]])
    found: list[Part] = []
    for number, group in enumerate(groups):
        final = number == len(groups) - 1
        heading = len(group) == 1 and is_heading(group[0].text) and (bullets if final else True)
        heading = heading and not (final and last)
        found.append(Part(PartKind.HEADING if heading else PartKind.PARAGRAPH, joined(group)))
    return found


def _continues(line: Line, following: Line, width: int) -> bool:
    """Whether the sentence of a line goes on in the next one; `width` is that of the widest line around."""
    if _TERMINAL.search(line.text):
        return False
    if line.trailing or following.text[0].islower():
        return True
    word = following.text.split(maxsplit=1)[0]
    return width <= WRAPPED and len(line.text) + 1 + len(word) > width * 0.9


def _goes_on(line: Line, following: Line, usual: int) -> bool:
    """Whether a line of wrapped prose, `usual` long, is not the last of its paragraph."""
    if _TERMINAL.search(line.text) and following.indent > line.indent:
        return False
    return following.text[0].islower() or len(line.text) >= usual * 0.6
