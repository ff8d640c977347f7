"""Long paragraphs, whose breaks a crawler has lost, in parts that can be read: for the eye only. No widget here."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import TYPE_CHECKING

from nkreader.model.article import Part, PartKind
from nkreader.model.spans import Span

if TYPE_CHECKING:
    from nkreader.model.piece import Piece

LONG = 900
"""Code points from which on a paragraph is shown in parts."""
FEW = 3
"""Sentences of a part, at least; a quotation is not torn apart, so that it may be more."""
_QUOTES = str.maketrans({"“": '"', "”": '"'})

NOTICE = "Run-together paragraphs are shown in parts of a few sentences."


def parts(text: str, part: Part, sentences: Sequence[Span]) -> list[Span]:
    """The stretches a block is shown in, in order and without gaps: one, unless it is a long paragraph.

    `sentences` are those of the whole article, in order; offsets are code points of `text`.
    """
    span = part.span
    if part.kind is not PartKind.PARAGRAPH or len(span) <= LONG:
        return [span]
    inside = sentences[bisect_left(sentences, span) : bisect_left(sentences, Span(span.end, span.end))]
    starts, count, quotes = [span.start], 0, 0
    for at, sentence in enumerate(inside[:-1]):
        count += 1
        quotes += text[sentence.start : inside[at + 1].start].translate(_QUOTES).count('"')
        if count >= FEW and quotes % 2 == 0 and len(inside) - at > FEW:
            starts.append(inside[at + 1].start)
            count = 0
    return [Span(start, end) for start, end in zip(starts, [*starts[1:], span.end], strict=True)]


def glued(piece: Piece) -> bool:
    """Whether any paragraph is shown in parts."""
    article, sentences = piece.article, piece.analysis.sentences
    return any(len(parts(article.text, part, sentences)) > 1 for part in article.blocks)
