"""Who says what the reader marked, where it is a direct quotation and its sentence names somebody."""

from __future__ import annotations

from dataclasses import replace

from nkreader.analysis.quotations import Quoted, quoted
from nkreader.analysis.said import Said
from nkreader.model.highlights import Highlight
from nkreader.model.piece import Piece


def with_speakers(piece: Piece) -> Piece:
    """The piece, with whom its quotations are of: as printed, and only of passages that stand in the present text."""
    if not piece.highlights:
        return piece
    quotations = quoted(Said.of(piece.headline.id, piece.article, piece.analysis, counted=False))
    found = {mark.id: _speaker(mark, quotations) for mark in piece.highlights if not mark.orphan}
    return replace(piece, speakers={ident: name for ident, name in found.items() if name})


def _speaker(mark: Highlight, quotations: tuple[Quoted, ...]) -> str:
    """The one to whom all the quotations in a passage are ascribed; empty where it tells more than such quotations.

    It may be one sentence with a quotation in it, as `m` marks it; of several, half must be quoted.
    """
    span = mark.anchor.span
    inside = [one for one in quotations if one.span.overlaps(span)]
    within = sum(min(one.span.end, span.end) - max(one.span.start, span.start) for one in inside)
    names = {one.speaker for one in inside}
    told = 2 * within >= len(span) or all(one.sentence.covers(span) for one in inside)
    return names.pop() if len(names) == 1 and told else ""
