"""The two sentences that show why a piece is related, as lines: what both have is marked."""

from __future__ import annotations

from textual.content import Content
from textual.style import Style

from nkreader.model.links import Passage, Reason
from nkreader.ui.painting import printable
from nkreader.ui.widgets.row_lines import fitted

HERE, THERE = "here: ", "there: "
_BEFORE = 40
"""Characters that are left standing before the first mark, where a sentence is too long; a quarter of the room at most.
"""
_MARK = "bold underline"


def evidence_lines(reason: Reason | None, width: int, most: int, dim: Style | str) -> list[Content]:
    """The sentence here and the sentence there, each on `most` lines at most."""
    if reason is None:
        return []
    found: list[Content] = []
    for label, said in ((HERE, reason.said_here), (THERE, reason.said_there)):
        if said is not None:
            room = max(20, (width - 2) * most - len(label) - most * 4)  # lines end before their last cells
            line = Content.assemble("  ", (label, dim), excerpt(said, room))
            found += fitted(line, width, most)
    return found


def excerpt(said: Passage, room: int) -> Content:
    """A sentence, or the part of it around its marks, in about `room` characters."""
    start, end = window(said, room)
    text = printable(said.text)
    line = Content(text[start:end])
    for mark in said.shared:
        first, last = mark.start - said.span.start - start, mark.end - said.span.start - start
        if last > 0 and first < end - start:
            line = line.stylize(_MARK, max(0, first), min(end - start, last))
    return Content.assemble("…" if start else "", line, "…" if end < len(text) else "")


def window(said: Passage, room: int) -> tuple[int, int]:
    """Which characters of a sentence are shown: from its beginning if its first mark is then in sight."""
    text = said.text
    if len(text) <= room:
        return 0, len(text)
    start = 0
    if said.shared and said.shared[0].end - said.span.start > room:
        before = min(_BEFORE, room // 4)
        wanted = max(0, said.shared[0].start - said.span.start - before)
        space = text.find(" ", wanted, wanted + before)
        start = space + 1 if space >= 0 else wanted
    end = min(len(text), start + room)
    last = said.shared[0].end - said.span.start if said.shared else start
    space = text.rfind(" ", max(last, start + room // 2), end) if end < len(text) else -1
    return start, space if space > 0 else end
