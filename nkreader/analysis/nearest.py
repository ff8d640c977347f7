"""The nearest wording of a quotation in a text, and whether it is near enough to be a wording of the same.

Words are aligned (`rapidfuzz`), not letters: a name in another spelling is one word that differs. What two texts share
by common words alone is no wording of one thing; rarity comes from the fixed background of `terms`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from nkreader.analysis.terms import rarity, term
from nkreader.analysis.verbatim import Level, Piece, Quotation, bare, in_order, squeezed
from nkreader.model.spans import Span

ALIKE = 0.6
"""The part of their words, twice the common ones by all, from which two wordings are of one thing."""
SHORT, SHORT_ALIKE = 8, 0.75
"""Wordings of fewer words have to agree so far."""
TELLING = 9.0
"""Rarity, in all, of the words they must share."""
ONE_WORD = 4.0
"""The same where a single word differs."""
_MOST = 6.0
"""Rarity that a single word counts for at most."""
_LOOSE = 3
"""Words that may stand between a common word at the edge and the rest; beyond, chance put it there."""
_LEAST = 3
"""Words of a piece that is compared; fewer stand in many places."""


@dataclass(frozen=True, slots=True)
class Nearest:
    """The passage of a text that is nearest to a quotation."""

    span: Span
    """Offsets into the text."""
    likeness: float
    """0 to 1."""
    compared: str
    """The words that it is held against: the quotation's, or those of the piece that differs."""
    out_of_order: bool = False
    """All pieces stand there, but not in this order, or not so near each other as words in brackets would have it."""


def nearest(quote: Quotation, level: Level) -> Nearest | None:
    """The nearest wording in one text; None if there is none near enough."""
    found: list[tuple[Piece, _Aligned]] = []
    for piece in quote.pieces:
        wanted = Level.of(bare(piece.text)).spelled
        if wanted and (len(wanted) >= _LEAST or len(quote.pieces) == 1):
            found.append((piece, _aligned(wanted, level.spelled)))
    if not found or not _is_one([aligned for _, aligned in found]):
        return None
    missing = [(piece, aligned) for piece, aligned in found if in_order([piece], level.text) is None]
    piece, aligned = (missing or found)[0]
    if not len(aligned.span):
        return None
    first, last = level.words[aligned.span.start], level.words[aligned.span.end - 1]
    return Nearest(level.span(first.start, last.end), _likeness(found), squeezed(bare(piece.text)), not missing)


def _likeness(found: Sequence[tuple[Piece, _Aligned]]) -> float:
    total = sum(aligned.wanted for _, aligned in found)
    return sum(aligned.likeness * aligned.wanted for _, aligned in found) / total


def _is_one(found: Sequence[_Aligned]) -> bool:
    """Whether the pieces and what stands for them are wordings of one thing."""
    total = sum(aligned.wanted for aligned in found)
    likeness = sum(aligned.likeness * aligned.wanted for aligned in found) / total
    common = [word for aligned in found for word in aligned.common]
    single = total - len(common) <= 1 and sum(aligned.extra for aligned in found) <= 1
    telling = sum(min(rarity(term(word)), _MOST) for word in common)
    return likeness >= (SHORT_ALIKE if total < SHORT else ALIKE) and telling >= (ONE_WORD if single else TELLING)


@dataclass(frozen=True, slots=True)
class _Aligned:
    """Where words stand in the words of a text."""

    span: Span
    """By the number of the word."""
    wanted: int
    """How many words were looked for."""
    likeness: float = 0.0
    common: tuple[str, ...] = ()
    extra: int = 0
    """Words of the text between them that are not among them."""


_Run = tuple[int, int, int, int]
"""Where words stand in both: first and last (not included) of those looked for, first and last of the text's."""


def _aligned(wanted: Sequence[str], words: Sequence[str]) -> _Aligned:
    from rapidfuzz.distance import LCSseq
    from rapidfuzz.fuzz import partial_ratio_alignment

    nowhere = _Aligned(Span(0, 0), len(wanted))
    found = partial_ratio_alignment(wanted, words) if words else None
    if found is None or not found.score:
        return nowhere
    start, end = (found.dest_start, found.dest_end) if len(wanted) <= len(words) else (0, len(words))
    room = 2 + len(wanted) // 4  # for words that the quotation leaves out
    start, end = max(0, start - room), min(len(words), end + room)
    codes = LCSseq.opcodes(wanted, words[start:end])
    runs = _without_strays([(c.src_start, c.src_end, c.dest_start, c.dest_end) for c in codes if c.tag == "equal"])
    if not runs:
        return nowhere
    # What differs at an edge stands for as many words of the text.
    first = max(0, start + runs[0][2] - runs[0][0])
    last = min(len(words), start + runs[-1][3] + len(wanted) - runs[-1][1])
    common = tuple(word for run in runs for word in wanted[run[0] : run[1]])
    likeness = 2 * len(common) / (len(wanted) + last - first)
    return _Aligned(Span(first, last), len(wanted), likeness, common, last - first - len(common))


def _without_strays(runs: list[_Run]) -> list[_Run]:
    """Common words at the edges that only chance put there are no part of the wording."""
    while len(runs) > 1 and _is_stray(runs[0], runs[1][2] - runs[0][3], runs[1][0] - runs[0][1]):
        runs = runs[1:]
    while len(runs) > 1 and _is_stray(runs[-1], runs[-1][2] - runs[-2][3], runs[-1][0] - runs[-2][1]):
        runs = runs[:-1]
    return runs


def _is_stray(run: _Run, gap: int, wanted: int) -> bool:
    """Whether a run of one or two words stands further off in the text than in the quotation."""
    return run[1] - run[0] <= 2 and gap - wanted >= _LOOSE
