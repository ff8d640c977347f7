"""A text whose blocks its format knows: nothing about them has to be guessed from its lines."""

from __future__ import annotations

import re
from collections.abc import Sequence

from nkreader.ingest.splitting import Split
from nkreader.ingest.splitting.boilerplate import is_boilerplate
from nkreader.ingest.splitting.credits import is_lead_mark
from nkreader.ingest.splitting.marks import marks
from nkreader.ingest.splitting.pieces import pieces
from nkreader.ingest.splitting.titles import article_title
from nkreader.model.article import Part, PartKind
from nkreader.model.dateline import read_dateline
from nkreader.model.folding import fold
from nkreader.model.spans import Span

_KINDS = {str(kind): kind for kind in (PartKind.HEADING, PartKind.BULLET, PartKind.PARAGRAPH, PartKind.BOILERPLATE)}
_EMPTY_LINES = re.compile(r"\n\s*\n")


def laid_out(blocks: Sequence[tuple[str, str]]) -> tuple[str, list[Part]]:
    """The text of blocks in a row, and where each stands; those without a word are left out.

    An empty line stands between two of them, a line's end between two bullets.
    """
    text, parts = "", []
    before = None
    for name, said in blocks:
        kind = _KINDS[name]
        said = _EMPTY_LINES.sub("\n", said.replace("\r\n", "\n").replace("\r", "\n").removeprefix("\ufeff")).strip()
        if not said:
            continue
        if text:
            text += "\n" if kind is before is PartKind.BULLET else "\n\n"
        parts.append(Part(kind, Span(len(text), len(text) + len(said))))
        text += said
        before = kind
    return text, parts


def split_blocks(text: str, blocks: Sequence[Part], stated_title: str | None = None) -> Split:
    """Find title, byline, dateline and boilerplate in a sanitised text whose `blocks` are known."""
    first = next((block for block in blocks if block.kind is not PartKind.BOILERPLATE), None)
    dateline = read_dateline(text, Span(first.span.start if first else 0, len(text)))
    found: list[Part] = []
    for block in blocks:
        said = block.span.of(text)
        if is_boilerplate(said) or is_lead_mark(said):
            found.append(Part(PartKind.BOILERPLATE, block.span))
        elif block is first and stated_title and fold(said).strip() == fold(stated_title).strip():
            found.append(Part(PartKind.TITLE, block.span))
        else:
            found.append(block)
    cut = pieces(text, found, dateline)
    parts = tuple(sorted([*cut, *marks(text, cut, dateline)], key=lambda part: (part.span.start, -part.span.end)))
    return Split(parts, *article_title(text, parts, stated_title), None)
