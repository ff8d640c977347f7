"""Lines of a document in reading order as its headings, bullets and paragraphs."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from nkreader.ingest.formats.given import BULLET, HEADING, PARAGRAPH, Block
from nkreader.ingest.formats.pdf_joining import HYPHENS, Words, joined
from nkreader.ingest.formats.pdf_lines import Line

LARGER = 1.15
"""A heading's size in that of the text, at least."""
SMALLER = 0.92
"""A note's, at most."""
LONGEST = 250
"""Characters of a heading."""
_BULLET = re.compile(r"(?:[•‣◦▪▫●○■□►▶➢✓·∙]\s*|[-–—*o]\s+)(?=\S)")
_ENDS = re.compile(r"[.!?:;。！？…][\"'’”»)\]]*(?:\d{1,3})?$")
_LEADERS = re.compile(r"(?:\. ?){4,}\s*\w{0,5}$")
_NUMBERED = re.compile(r"(?:\d{1,3}[.)]|\([a-z\d]{1,4}\)|[a-z]\)|[IVX]{1,5}\.)\s+\S")


@dataclass(slots=True)
class _Paragraph:
    lines: list[Line] = field(default_factory=list)

    @property
    def size(self) -> float:
        return self.lines[0].size


@dataclass(slots=True)
class Laid:
    """A document's blocks."""

    blocks: list[Block]
    largest: str
    """The text of the first page that stands out by its size; empty if none does."""


def laid(lines: Sequence[Line]) -> Laid:
    """The blocks of all lines of a document."""
    if not lines:
        return Laid([], "")
    words = Words(line.text for line in lines)
    body = body_size(lines)
    blocks, title, most = [], "", body * LARGER
    for paragraph in _paragraphs(lines, body):
        kind = _kind(paragraph, body)
        text = joined([line.text for line in paragraph.lines], words)
        blocks.append(Block(kind, text))
        first = paragraph.lines[0]
        if first.page == lines[0].page and kind == HEADING and paragraph.size > most * 1.01:
            title, most = text, paragraph.size
    return Laid(blocks, title)


def body_size(lines: Sequence[Line]) -> float:
    """The size in which most of a document is set."""
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[round(line.size, 1)] += len(line.text)
    return max(sizes, key=lambda size: sizes[size])


def _paragraphs(lines: Sequence[Line], body: float) -> list[_Paragraph]:
    """Lines that belong together; notes at the foot of a page wait until the paragraph above them ends."""
    edges, leading = _edges(lines), _leading(lines)
    done: list[_Paragraph] = []
    waiting: list[_Paragraph] = []
    open_: _Paragraph | None = None
    for line in lines:
        note = line.size <= SMALLER * body
        if note and open_ and not _is_over(open_) and open_.size > SMALLER * body:
            last = waiting[-1].lines[-1] if waiting else None
            if last and not _parts(last, line, edges, leading):
                waiting[-1].lines.append(line)
            else:
                waiting.append(_Paragraph([line]))
        elif open_ and not _parts(open_.lines[-1], line, edges, leading, whole=open_):
            open_.lines.append(line)
        else:
            done += [open_] if open_ else []
            done += waiting
            waiting, open_ = [], _Paragraph([line])
    return [*done, *([open_] if open_ else []), *waiting]


def _is_over(paragraph: _Paragraph) -> bool:
    return bool(_ENDS.search(paragraph.lines[-1].text))


def _parts(
    above: Line,
    line: Line,
    edges: dict[tuple[int, int], tuple[float, float]],
    leading: dict[float, float],
    whole: _Paragraph | None = None,
) -> bool:
    """Whether a paragraph ends between two lines."""
    if _BULLET.match(line.text) or abs(line.size - above.size) > 0.08 * above.size or above.bold != line.bold:
        return not _goes_on(above, line)
    if (above.page, above.column) != (line.page, line.column):
        return not _goes_on(above, line) and bool(_ENDS.search(above.text) or _room(above, line, edges) > 0)
    size = above.size
    usual = leading.get(round(size, 1), 1.2 * size)
    if above.y - line.y > 1.3 * max(usual, size) or line.y > above.y + size:
        return True
    if _LEADERS.search(above.text) or line.cells or (above.cells and abs(line.x0 - above.last) > size):
        return True
    left, right = edges[line.page, line.column]
    if _NUMBERED.match(line.text) and (_ENDS.search(above.text) or line.x0 < above.x0 - 0.8 * size):
        return True
    first = whole is None or len(whole.lines) == 1
    indented = line.x0 - above.x0 > 0.8 * size and not (first and _BULLET.match(above.text))
    if indented and (not first or above.x0 - left < 0.5 * size) and not _hangs(whole):
        return True
    if _goes_on(above, line):
        return False
    centred = abs((above.x0 + above.x1) / 2 - (line.x0 + line.x1) / 2) < 0.5 * size and above.x0 - left > size
    room = _room(above, line, edges)
    short = room > 0.3 * (right - left) and not line.text[:1].islower()
    return not centred and room > 0 and (short or bool(_ENDS.search(above.text)))


def _room(above: Line, line: Line, edges: dict[tuple[int, int], tuple[float, float]]) -> float:
    """How much is left over in a line if the first word of the next one were set in it, too; below 0 if it is full."""
    word = (line.x1 - line.x0) / max(1, len(line.text)) * (len(line.text.split(maxsplit=1)[0]) + 1)
    return edges[above.page, above.column][1] - above.x1 - word - 1.5 * above.size


def _hangs(paragraph: _Paragraph | None) -> bool:
    """Whether its first line begins a hanging paragraph: a bullet or a number."""
    if paragraph is None or len(paragraph.lines) != 1:
        return False
    text = paragraph.lines[0].text
    return bool(_BULLET.match(text) or _NUMBERED.match(text))


def _goes_on(above: Line, line: Line) -> bool:
    """Whether a line ends within a word that the next one goes on with."""
    return above.text[-1:] in HYPHENS and above.text[-2:-1].isalpha() and line.text[:1].islower()


def _edges(lines: Sequence[Line]) -> dict[tuple[int, int], tuple[float, float]]:
    """Where each column begins and ends, its few widest lines left away."""
    columns: dict[tuple[int, int], list[Line]] = {}
    for line in lines:
        columns.setdefault((line.page, line.column), []).append(line)
    found = {}
    for place, inside in columns.items():
        ends = sorted(line.x1 for line in inside)
        found[place] = (min(line.x0 for line in inside), ends[int(0.95 * (len(ends) - 1))])
    return found


def _leading(lines: Sequence[Line]) -> dict[float, float]:
    """From baseline to baseline, mostly, by size."""
    steps: dict[float, Counter[float]] = {}
    for above, line in pairwise(lines):
        step = round(above.y - line.y, 1)
        if (above.page, above.column) == (line.page, line.column) and 0 < step < 3 * above.size:
            steps.setdefault(round(above.size, 1), Counter())[step] += 1
    return {size: count.most_common(1)[0][0] for size, count in steps.items() if count.total() >= 3}


def _kind(paragraph: _Paragraph, body: float) -> str:
    text = " ".join(line.text for line in paragraph.lines)
    if _BULLET.match(text):
        return BULLET
    if len(text) > LONGEST or sum(letter.isalpha() for letter in text) < 3:
        return PARAGRAPH
    if paragraph.size >= LARGER * body:
        return HEADING
    stands = all(line.bold for line in paragraph.lines) and len(paragraph.lines) <= 3 and len(text) <= 120
    return HEADING if stands and not text.endswith((".", ",", ";")) else PARAGRAPH
