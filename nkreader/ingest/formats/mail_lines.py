"""The body of a mail as lines: of plain text as it was sent, of HTML as it is shown."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from nkreader.ingest.formats.fragments import RULE, Piece, pieces
from nkreader.ingest.formats.given import ASIDE, HEADING, PARAGRAPH, Block
from nkreader.ingest.formats.mail_parts import Body
from nkreader.ingest.splitting import split
from nkreader.model.article import PartKind
from nkreader.model.sanitise import sanitise

BETWEEN = -1
"""The block of an empty line between two blocks."""
_QUOTED = re.compile(r"(?:>[ ]?)+")
_RULED = "-" * 20
_AS_BLOCKS = {PartKind.TITLE: HEADING, PartKind.HEADER: PARAGRAPH, PartKind.METADATA: PARAGRAPH}


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a body."""

    text: str
    depth: int = 0
    """How often it was quoted."""
    block: int | None = None
    """Number of the block of HTML that it is of, `BETWEEN` for none; None in plain text."""
    kind: str = PARAGRAPH
    """Of that block."""
    aside: bool = False
    """Whether it is none of what the mail says: a signature, an answer's quotation, how one leaves a list."""


def lines_of(parts: Iterable[Body]) -> list[Line]:
    """The lines of all parts of a body, an empty one between two parts and between two blocks."""
    found: list[Line] = []
    for body in parts:
        if found:
            found.append(Line("", block=BETWEEN))
        if body.html:
            first = len(found)
            for number, piece in enumerate(pieces(body.text)):
                found += _of_piece(piece, first + number)
        else:
            text = body.text.replace("\r\n", "\n").replace("\r", "\n")
            found += _unflowed(text, body.del_space) if body.flowed else map(_plain, text.split("\n"))
    return found


def _of_piece(piece: Piece, number: int) -> Iterator[Line]:
    text = _RULED if piece.kind == RULE else piece.text
    kind = PARAGRAPH if piece.kind == RULE else piece.kind
    for line in text.split("\n"):
        yield Line(line, int(piece.cited), number, kind, piece.signed)
    yield Line("", int(piece.cited), BETWEEN, kind, piece.signed)


def _plain(line: str) -> Line:
    match = _QUOTED.match(line)
    return Line(line[match.end() :] if match else line, match[0].count(">") if match else 0)


def _unflowed(text: str, del_space: bool) -> Iterator[Line]:
    """Lines of `format=flowed` (RFC 3676), those that flow into one another joined."""
    waiting: Line | None = None
    for raw in text.split("\n"):
        depth = len(raw) - len(raw.lstrip(">"))
        said = raw[depth:].removeprefix(" ")
        flows = said.endswith(" ") and said != "-- "
        said = said[:-1] if flows and del_space else said
        if waiting is not None and (waiting.depth != depth or said == "-- "):
            yield replace(waiting, text=waiting.text.rstrip())
            waiting = None
        line = Line((waiting.text if waiting else "") + said, depth)
        waiting = line if flows else None
        if not flows:
            yield line
    if waiting is not None:
        yield waiting


def text_of(lines: Iterable[Line]) -> str:
    """The lines as one text."""
    return "\n".join(line.text.rstrip() for line in lines).strip("\n")


def blocks_of(lines: Sequence[Line]) -> tuple[Block, ...]:
    """The blocks that lines make: of HTML as it had them, of plain text as its lines tell."""
    found: list[Block] = []
    for (aside, plain), run in groupby(lines, lambda line: (line.aside, line.block is None)):
        some = list(run)
        if aside:
            found += (Block(ASIDE, said) for said in _paragraphs(some))
        elif plain:
            found += _split(some)
        else:
            found += _shown(some)
    return tuple(found)


def _paragraphs(lines: Iterable[Line]) -> Iterator[str]:
    for empty, some in groupby(lines, lambda line: not line.text.strip()):
        if not empty:
            yield text_of(some)


def _shown(lines: Iterable[Line]) -> Iterator[Block]:
    for _, some in groupby(lines, lambda line: line.block):
        told = list(some)
        said = text_of(told)
        if said.strip() and said != _RULED:
            yield Block(told[0].kind, said)


def _split(lines: Sequence[Line]) -> Iterator[Block]:
    text, _ = sanitise(text_of(lines))
    taken = split(text)
    for part in taken.parts:
        if part.kind in list(PartKind)[:7]:
            yield Block(_AS_BLOCKS.get(part.kind, str(part.kind)), part.span.of(text))
