"""Marks inside blocks: bylines, the dateline, the marks of wire desks."""

from __future__ import annotations

from collections.abc import Sequence

from nkreader.ingest.splitting.blocks import OPENING
from nkreader.ingest.splitting.credits import byline_before, byline_of_line, is_lead_mark, lead_marks
from nkreader.model.analysis import Dateline
from nkreader.model.article import Part, PartKind
from nkreader.model.dateline import juche_mark


def marks(text: str, blocks: Sequence[Part], dateline: Dateline | None) -> list[Part]:
    """The marks of an article; each lies inside one of `blocks`."""
    found: list[Part] = []
    for number, block in enumerate(blocks):
        holds_dateline = dateline is not None and block.span.covers(dateline.span)
        if number < OPENING or holds_dateline:
            found += _credits(text, block, dateline if holds_dateline else None)
    found += _day_marks(text, blocks, dateline.span.end if dateline else 0)
    return found


def _credits(text: str, block: Part, dateline: Dateline | None) -> list[Part]:
    """The marks of one block; `dateline` is the one that it holds."""
    found: list[Part] = []
    if block.kind is PartKind.TITLE or is_lead_mark(block.span.of(text)):
        return [Part(PartKind.LEAD_MARK, span) for span in lead_marks(text, block.span)]
    if block.kind is not PartKind.PARAGRAPH:
        return found
    found += [Part(PartKind.LEAD_MARK, span) for span in lead_marks(text, block.span)]
    if dateline:
        start = found[-1].span.end if found else block.span.start
        if byline := byline_before(text, start, dateline.span.start):
            found.append(Part(PartKind.BYLINE, byline))
        found.append(Part(PartKind.DATELINE, dateline.span))
    elif byline := byline_of_line(block.span.of(text), block.span.start):
        found.append(Part(PartKind.BYLINE, byline))
    return found


def _day_marks(text: str, blocks: Sequence[Part], start: int) -> list[Part]:
    """The Juche-calendar mark of a contact line or end mark; it tells the year that a dateline leaves out.

    One before the dateline is not marked: the first of an article's datelines says where and by whom.
    """
    for block in blocks:
        if block.kind is not PartKind.BOILERPLATE or block.span.start < start:
            continue
        if (mark := juche_mark(text, block.span)) is not None:
            return [Part(PartKind.DATELINE, mark.span)]
    return []
