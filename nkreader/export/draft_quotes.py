"""The quotations of a draft: what stands in quotation marks of any kind, and block quotes.

Outer marks make a quotation; those inside it are part of it. A quotation over several paragraphs opens each of them
anew and is closed once. An apostrophe is no mark.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from nkreader.export.draft_text import Managed, Passage

_MARK = re.compile("[\"'“”„‟«»‹›「」『』‘’‚‛]")
_CLOSES = {
    '"': '"', "'": "'’", "“": "”", "”": "”", "„": "“”\"", "‟": "”", "«": "»", "»": "«»", "‹": "›", "›": "‹›",
    "「": "」", "『": "』", "‘": "’'", "‚": "‘’", "‛": "’",
}  # fmt: skip
"""What closes a quotation, by what opened it; the same marks open and close in one language or another."""
_SURE = frozenset("“„‟«‹「『")
"""Marks that open whatever stands before them."""
_SINGLE = frozenset("'‘‚‛")
_CARRIED = frozenset('"“„«”»')
"""Marks that a paragraph may leave open because the next goes on."""
_BEFORE = "([{<—–―-/\"'“‘„«»¿¡:"
_FAR, _TRIES = 2_000, 40
"""Characters, and marks, within which a single mark must be closed: what looks like one is often an apostrophe."""


@dataclass(frozen=True, slots=True)
class Quoted:
    """A quotation of a draft."""

    text: str
    """Without its marks; paragraphs are parted by an empty line."""
    line: int
    """One-based, where it begins."""


def quotations(parts: Iterable[Passage | Managed]) -> Iterator[Quoted]:
    """The quotations of a draft in order, however short."""
    carried: list[str] = []
    begun, mark = 0, ""
    for part in parts:
        at = 0
        if carried:
            lead = _continued(part, mark)
            if lead is not None and isinstance(part, Passage):
                end = _end(part.text, lead, mark)
                carried.append(part.text[lead + 1 : end])
                if end is None:
                    continue
                at = end + 1
            yield Quoted("\n\n".join(carried), begun)
            carried = []
        if isinstance(part, Managed):
            continue
        if part.quoted:
            yield Quoted(_unmarked(part.text), part.line)
            continue
        for found, opened in _of(part, at):
            if opened:
                carried, begun, mark = [found.text], found.line, opened
            else:
                yield found
    if carried:
        yield Quoted("\n\n".join(carried), begun)


def _continued(part: Passage | Managed, mark: str) -> int | None:
    """Where a paragraph opens a quotation anew that the one before it left open; None where it does not."""
    if isinstance(part, Managed) or part.quoted:
        return None
    lead = len(part.text) - len(part.text.lstrip())
    return lead if part.text[lead : lead + 1] == mark else None


def _of(part: Passage, at: int) -> Iterator[tuple[Quoted, str]]:
    """The quotations of one passage from an offset on; with the last the mark that opened it, if nothing closes it."""
    text = part.text
    line, counted = part.line, 0
    while (match := _MARK.search(text, at)) is not None:
        start = match.start()
        at = start + 1
        if not _opens(text, start):
            continue
        line += text.count("\n", counted, start)
        counted = start
        end = _end(text, start, match[0])
        if end is not None:
            yield Quoted(text[at:end], line), ""
            at = end + 1
        elif match[0] in _CARRIED:
            yield Quoted(text[at:], line), match[0]
            return


def _opens(text: str, at: int) -> bool:
    mark = text[at]
    if at + 1 >= len(text) or (text[at + 1].isspace() and mark not in "«»"):
        return False
    if mark in "’」』" or (mark in _SINGLE and text[at + 1].isdigit()):
        return False
    if mark in _SURE and mark not in "«‹":
        return True
    return at == 0 or text[at - 1].isspace() or text[at - 1] in _BEFORE


def _end(text: str, start: int, mark: str) -> int | None:
    """Where a quotation opened at `start` is closed; None where it is not."""
    closing = _CLOSES[mark]
    depth = 0
    until = start + _FAR if mark in _SINGLE else len(text)
    marks = _MARK.finditer(text, start + 1, min(until, len(text)))
    for match in islice(marks, _TRIES) if mark in _SINGLE else marks:
        at, sign = match.start(), match[0]
        after = text[at + 1 : at + 2]
        if sign in closing:
            if sign in "'’\"" and (after.isalnum() or (sign == mark and text[at - 1].isspace())):
                continue  # an apostrophe, or a mark that opens
            if depth == 0:
                return at
            depth -= 1
        elif sign == mark and mark in _SURE and after and not after.isspace():
            depth += 1
    return None


def _unmarked(text: str) -> str:
    """A block quote without marks that stand around all of it."""
    text = text.strip()
    if _MARK.match(text) and _opens(text, 0) and _end(text, 0, text[0]) == len(text) - 1:
        return text[1:-1]
    return text
