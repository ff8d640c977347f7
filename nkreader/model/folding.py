"""Folded text: what matching, search and anchors compare, with the way back to the original offsets.

Folding applies NFC (Unicode Standard Annex 15), case folding (Unicode, section 3.13), one form of quotes,
dashes and spaces, and drops what is invisible. A run of white space becomes one space, or one newline if
it holds an empty line, so that a name broken over a line is still one name and two paragraphs stay two.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from nkreader.model.sanitise import REPLACEMENT
from nkreader.model.spans import Span

_SINGLE = "\u2018\u2019\u201a\u201b\u2032\u02bc\u02b9\uff07\u0060\u00b4"
_DOUBLE = "\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb\uff02"
_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d"
_SPACES = "\t\n\u00a0\u1680" + "".join(map(chr, range(0x2000, 0x200B))) + "\u202f\u205f\u3000"
_ALIKE = str.maketrans(
    {**dict.fromkeys(_SINGLE, "'"), **dict.fromkeys(_DOUBLE, '"'), **dict.fromkeys(_DASHES, "-"),
     **dict.fromkeys(_SPACES, " ")}
)  # fmt: skip
DROPPED = f"{REPLACEMENT}\ufe0e\ufe0f"
"""What folding leaves out."""
_DROP = dict.fromkeys(map(ord, DROPPED))
_IRREGULAR = re.compile(f"[ {_SPACES}]{{2,}}|[{DROPPED}]+")
# Starters that may compose with the starter before them (NFC_Quick_Check=Maybe with combining class 0).
_TRAILING = frozenset(
    [0x09BE, 0x09D7, 0x0B3E, 0x0B56, 0x0B57, 0x0BBE, 0x0BD7, 0x0CC2, 0x0CD5, 0x0CD6, 0x0D3E, 0x0D57, 0x0DCF,
     0x0DDF, 0x102E, 0x1B35, 0x11127, 0x1133E, 0x11357, 0x113B8, 0x113BB, 0x113C2, 0x113C5, 0x113C7, 0x113C8,
     0x113C9, 0x114B0, 0x114BA, 0x114BD, 0x115AF, 0x1611E, 0x1611F, 0x16120, 0x16129, 0x11930,
     0x16D67, *range(0x1161, 0x1176), *range(0x11A8, 0x11C3)]
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Folded:
    """Folded text and, for each of its code points, the code points of the original that it stands for."""

    text: str
    starts: Sequence[int]
    ends: Sequence[int]

    def span(self, start: int, end: int) -> Span:
        """The span of the original that the folded code points `start` to `end` stand for.

        Raises:
            ValueError: if the range is empty.
        """
        if start >= end:
            raise ValueError(f"nothing between {start} and {end}")
        return Span(self.starts[start], self.ends[end - 1])


def folded(text: str) -> Folded:
    """Fold `text`; ordinary text is copied piece by piece, the irregular parts character by character."""
    if not text.isascii() and not _keeps_its_length(text):
        return _folded_slowly(text)
    pieces: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    last = 0
    for match in _IRREGULAR.finditer(text):
        pieces.append(_plain(text[last : match.start()]))
        starts.extend(range(last, match.start()))
        ends.extend(range(last + 1, match.start() + 1))
        last = match.end()
        if match[0][0] not in DROPPED:
            pieces.append(_space(match[0]))
            starts.append(match.start())
            ends.append(last)
    if not pieces:
        return Folded(_plain(text), range(len(text)), range(1, len(text) + 1))
    pieces.append(_plain(text[last:]))
    starts.extend(range(last, len(text)))
    ends.extend(range(last + 1, len(text) + 1))
    joined = "".join(pieces)
    if not unicodedata.is_normalized("NFC", joined):  # what was dropped kept a letter from its mark
        return _folded_slowly(text)
    return Folded(joined, starts, ends)


def fold(text: str) -> str:
    """Only the folded text: without the way back it is had in a fraction of the time."""
    if not text.isascii() and not _keeps_its_length(text):
        return _folded_slowly(text).text
    pieces: list[str] = []
    last = 0
    for match in _IRREGULAR.finditer(text):
        pieces.append(_plain(text[last : match.start()]))
        last = match.end()
        if match[0][0] not in DROPPED:
            pieces.append(_space(match[0]))
    if not pieces:
        return _plain(text)
    pieces.append(_plain(text[last:]))
    joined = "".join(pieces)
    return joined if unicodedata.is_normalized("NFC", joined) else _folded_slowly(text).text


def _keeps_its_length(text: str) -> bool:
    """Whether each code point folds to one, as it does in ordinary text."""
    return len(text.casefold()) == len(text) and unicodedata.is_normalized("NFC", text)


def _plain(text: str) -> str:
    return text.casefold().translate(_ALIKE)


def _space(run: str) -> str:
    return "\n" if run.count("\n") > 1 else " "


def _is_space(character: str) -> bool:
    return character == " " or character in _SPACES


def _folded_slowly(text: str) -> Folded:
    pieces: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for start, end in _clusters(text):
        cluster = text[start:end]
        if _is_space(cluster[0]):
            piece = _space(cluster)
        else:
            piece = _plain(unicodedata.normalize("NFC", cluster.translate(_DROP)))
        pieces.append(piece)
        starts.extend([start] * len(piece))
        ends.extend([end] * len(piece))
    return Folded("".join(pieces), starts, ends)


def _clusters(text: str) -> list[tuple[int, int]]:
    """Runs that must be normalised together, runs of white space and runs of dropped characters."""
    found: list[tuple[int, int]] = []
    start = 0
    for at in range(1, len(text) + 1):
        if at < len(text) and _joins(text[at - 1], text[at]):
            continue
        if start < at:
            found.append((start, at))
        start = at
    return found


def _joins(before: str, character: str) -> bool:
    if _is_space(before):
        return _is_space(character)
    return bool(unicodedata.combining(character)) or ord(character) in _TRAILING or character in DROPPED
