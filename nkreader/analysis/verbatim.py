"""Whether a text has the words of a quotation: to the letter, in other typography, or with an editor's marks.

Compared is levelled text: folded (`model.folding`), without quotation marks, with one form for dashes and for omission
points, whatever spaces stand around them. What a sentence's end or a comma adds at the edges of a quotation is not its
wording. Omissions (`...`, `[…]`) and insertions (`[the North]`) part a quotation into pieces that must come in order.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from nkreader.model.folding import folded
from nkreader.model.spans import Span

INSERTED = 40
"""Characters of the text that words in brackets may stand for."""
OMISSION = "…"
_MARKS = '"‹›「」『』《》〈〉'
_RUN = rf"[ \n{_MARKS}-]|…|\.(?: ?\.){{2,}}|(?<!\w)'|'(?!\w)"
_UNEVEN = re.compile(rf"(?:{_RUN}){{2,}}|(?! )(?:{_RUN})")
"""What is levelled; a single space between words, which most are, is not looked at."""
_EDGE = " ,.;:!?…-'()"
_AT_EDGES = r"[\s,.;:!?…'\"“”„‟‘’‚«»‹›「」『』()–—-]+"
_EDGES = re.compile(rf"^{_AT_EDGES}|{_AT_EDGES}$")
_SET_CAPITAL = re.compile(r"\[(\w)\](?=\w)")
_EDITED = re.compile(
    r"(?P<omission>[\[(]\s*(?:…|\.(?:\s?\.){2,})\s*[\])]|…|\.(?:\s?\.){2,})|(?P<insertion>\[[^\[\]]{0,300}\])"
)
_BLANKS = re.compile(r"[ \t\n]+")
WORD = re.compile(r"\w+(?:['’]\w+)*")


def squeezed(text: str) -> str:
    """On one line; spaces that are set on purpose (no-break, thin) stay."""
    return _BLANKS.sub(" ", text).strip(" ")


def bare(quote: str) -> str:
    """A quotation without what closes a sentence or a quotation at its edges."""
    return _EDGES.sub("", quote)


def verbatim(quote: str, text: str) -> Span | None:
    """Where a passage that was copied out of a text stands in it, but for its line breaks; None if nowhere."""
    words = quote.split()
    found = re.search(r"\s+".join(map(re.escape, words)), text) if words else None
    return Span(*found.span()) if found else None


@dataclass(frozen=True)
class Level:
    """Levelled text, and for each of its characters the code points of the original that it stands for."""

    original: str
    text: str
    starts: Sequence[int]
    ends: Sequence[int]

    @classmethod
    def of(cls, original: str) -> Level:
        """Level a text."""
        even = folded(original)
        pieces: list[str] = []
        starts: list[int] = []
        ends: list[int] = []
        last = 0
        for match in _UNEVEN.finditer(even.text):
            start, end = match.span()
            sign = _sign(match[0])
            pieces += (even.text[last:start], sign)
            starts += even.starts[last:start]
            ends += even.ends[last:start]
            if sign:
                starts.append(even.starts[start])
                ends.append(even.ends[end - 1])
            last = end
        pieces.append(even.text[last:])
        starts += even.starts[last:]
        ends += even.ends[last:]
        return cls(original, "".join(pieces), starts, ends)

    def span(self, start: int, end: int) -> Span:
        """The code points of the original for some of the levelled text, which is not empty."""
        return Span(self.starts[start], self.ends[end - 1])

    @cached_property
    def words(self) -> tuple[Span, ...]:
        """Where the words of the levelled text stand in it."""
        return tuple(Span(*match.span()) for match in WORD.finditer(self.text))

    @cached_property
    def spelled(self) -> tuple[str, ...]:
        """The words themselves."""
        return tuple(WORD.findall(self.text))


def _sign(run: str) -> str:
    """What a run of spaces, marks and dashes becomes; omission points among them stay."""
    if OMISSION in run or "." in run:
        return OMISSION
    return "-" if "-" in run else " " if " " in run or "\n" in run else ""


def levelled(quote: str) -> str:
    """A quotation as it is looked for in the levelled text of an article."""
    return Level.of(quote).text.strip(_EDGE)


@dataclass(frozen=True)
class Piece:
    """A part of a quotation between the marks of an editor."""

    text: str
    inserted: bool = False
    """Before it stand words in brackets, not an omission."""

    @cached_property
    def level(self) -> str:
        """Levelled."""
        return levelled(self.text)


@dataclass(frozen=True)
class Quotation:
    """A quotation as it is looked for."""

    text: str

    @cached_property
    def level(self) -> str:
        """Levelled, with its marks as they are."""
        return levelled(self.text)

    @cached_property
    def pieces(self) -> tuple[Piece, ...]:
        """What stands between the editor's marks; one piece where there are none."""
        text = _SET_CAPITAL.sub(r"\1", self.text)
        found: list[Piece] = []
        at, inserted = 0, False
        for match in _EDITED.finditer(text):
            found.append(Piece(text[at : match.start()], inserted))
            at, inserted = match.end(), match["insertion"] is not None
        found.append(Piece(text[at:], inserted))
        return tuple(piece for piece in found if piece.level)

    @property
    def marked(self) -> bool:
        """Whether an editor left something out or put something in."""
        return _EDITED.search(self.text) is not None or _SET_CAPITAL.search(self.text) is not None

    @cached_property
    def words(self) -> int:
        """Words of the quoted text, without those in brackets."""
        return sum(len(WORD.findall(piece.text)) for piece in self.pieces)


def stands(quote: Quotation, level: Level) -> tuple[Span, bool] | None:
    """Where a quotation stands in a text, and whether its marks had to be taken for an editor's; None if nowhere.

    The offsets are those of the original text. Of several places, one in the very letters comes first.
    """
    best: tuple[bool, Span] | None = None
    wanted = squeezed(bare(quote.text))
    for place in places(quote.level, level.text):
        span = level.span(place.start, place.end)
        if squeezed(span.of(level.original)) == wanted:
            return span, False
        best = best or (False, span)
    if best is None and quote.marked:
        inner = in_order(quote.pieces, level.text)
        best = (True, level.span(inner.start, inner.end)) if inner else None
    return (best[1], best[0]) if best else None


def places(wanted: str, text: str) -> Iterator[Span]:
    """Where levelled words stand in a levelled text, never beginning or ending inside a word."""
    place = _next(wanted, text, 0, len(text))
    while place is not None:
        yield place
        place = _next(wanted, text, place.start + 1, len(text))


def _next(wanted: str, text: str, start: int, end: int) -> Span | None:
    """The first place between two offsets."""
    at = text.find(wanted, start, end) if wanted else -1
    while at >= 0:
        place = Span(at, at + len(wanted))
        if _whole(place, text):
            return place
        at = text.find(wanted, at + 1, end)
    return None


def _last(wanted: str, text: str, start: int, end: int) -> Span | None:
    """The last place between two offsets."""
    at = text.rfind(wanted, start, end)
    while at >= 0:
        place = Span(at, at + len(wanted))
        if _whole(place, text):
            return place
        at = text.rfind(wanted, start, place.end - 1)
    return None


def _whole(place: Span, text: str) -> bool:
    """Whether a place cuts no word in two."""
    edges = (at for at in (place.start, place.end) if 0 < at < len(text))
    return not any(text[at - 1].isalnum() and text[at].isalnum() for at in edges)


def in_order(pieces: Sequence[Piece], text: str) -> Span | None:
    """The stretch of a levelled text that holds all pieces in order; others are looked for beside the longest one."""
    if not pieces:
        return None
    longest = max(range(len(pieces)), key=lambda number: len(pieces[number].level))
    for anchor in places(pieces[longest].level, text):
        end = _onwards(pieces[longest + 1 :], text, anchor.end)
        start = _backwards(pieces[: longest + 1], text, anchor.start)
        if start is not None and end is not None:
            return Span(start, end)
    return None


def _onwards(pieces: Sequence[Piece], text: str, at: int) -> int | None:
    """Where the last of some pieces ends that follow an offset; words in brackets stand for few others."""
    for piece in pieces:
        until = at + INSERTED + len(piece.level) if piece.inserted else len(text)
        place = _next(piece.level, text, at, until)
        if place is None:
            return None
        at = place.end
    return at


def _backwards(pieces: Sequence[Piece], text: str, at: int) -> int | None:
    """Where the first of some pieces begins; the last of them is at `at`."""
    for number in range(len(pieces) - 2, -1, -1):
        level = pieces[number].level
        since = max(0, at - INSERTED - len(level)) if pieces[number + 1].inserted else 0
        place = _last(level, text, since, at)
        if place is None:
            return None
        at = place.start
    return at
