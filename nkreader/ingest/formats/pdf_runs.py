"""What a page of a PDF shows as text: strings, where they stand and how large they are, in the order of drawing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from pdfminer.pdfdevice import PDFTextDevice
from pdfminer.pdffont import PDFUnicodeNotDefined
from pdfminer.psparser import literal_name
from pdfminer.utils import apply_matrix_pt, mult_matrix

if TYPE_CHECKING:
    from pdfminer.pdfpage import PDFPage

WORD_GAP = 0.17
"""White between two glyphs that parts words, in font sizes: kerning is less, a narrow word space is more."""
APART = 0.8
"""White on one baseline that may be more than a word space, in font sizes."""
UNKNOWN = "\N{REPLACEMENT CHARACTER}"
FARTHEST = 100_000.0
"""Points from a page's corner, behind which nothing is printed."""
MOST = 100_000
"""Strings of one page; a page of print has some thousands."""
_BOLD = ("bold", "black", "heavy", "demi")
_FORCE_BOLD = 1 << 18
_LETTERS = {
    "\ufb00": "ff", "\ufb01": "fi", "\ufb02": "fl", "\ufb03": "ffi", "\ufb04": "ffl", "\ufb05": "st", "\ufb06": "st",
    "\uf001": "fi", "\uf002": "fl", "\uf0b7": "•", "\uf0a7": "▪", "\uf0d8": "‣", "\uf0fc": "✓", "\uf02d": "-",
    "\xa0": " ", "\x00": "", "\t": " ", "\n": " ", "\r": " ",
}  # fmt: skip
_MENDED = str.maketrans({
    **_LETTERS,
    **{chr(code): " " for code in (*range(0x2000, 0x200B), 0x202F, 0x3000)},
    **{chr(0xF000 + code): chr(code) for code in range(0x20, 0x7F) if code != 0x2D},
})  # fmt: skip
"""Ligatures, and the glyphs that symbol fonts keep in the private use area."""
_Point = tuple[float, float]


@dataclass(slots=True)
class Run:
    """A string on one baseline. Lengths are in points; the page's lower left corner is 0, 0."""

    text: str
    x0: float
    x1: float
    y: float
    """The baseline."""
    size: float
    bold: bool = False


class Runs(PDFTextDevice):
    """Collects the runs of the page that is interpreted, each turned so that its own text is level."""

    def __init__(self, manager: Any) -> None:
        super().__init__(manager)
        self.turned: dict[int, list[Run]] = {}
        """By how many quarter turns to the left the text stands."""
        self.height = 0.0
        self._seen: set[tuple[str, int, int]] = set()
        self._count = 0
        self._tags: list[str | None] = []
        self._bold: dict[int, bool] = {}

    def begin_page(self, page: PDFPage, ctm: Any) -> None:
        self.turned, self._seen, self._tags, self._count = {}, set(), [], 0
        x0, y0, x1, y1 = page.mediabox
        self.height = abs(x1 - x0) if page.rotate in (90, 270) else abs(y1 - y0)

    def begin_tag(self, tag: Any, props: Any = None) -> None:
        """What a tag says that its glyphs are (`ActualText`) is taken instead of them."""
        said = props.get("ActualText") if isinstance(props, dict) and literal_name(tag) == "Span" else None
        self._tags.append(_decoded(said) if isinstance(said, bytes) else None)

    def end_tag(self) -> None:
        if self._tags:
            self._tags.pop()

    def do_tag(self, tag: Any, props: Any = None) -> None:
        """A mark that encloses nothing."""

    def render_string(self, textstate: Any, seq: Iterable[Any], ncs: Any, graphicstate: Any) -> None:
        self._count += 1
        font = textstate.font
        if self._count > MOST or font is None or self.ctm is None:
            return
        matrix = mult_matrix(textstate.matrix, self.ctm)
        (x, y), rise = textstate.linematrix, textstate.rise
        size = abs(textstate.fontsize) * (matrix[2] ** 2 + matrix[3] ** 2) ** 0.5 or 1.0
        pieces, width = _shown(font, textstate, seq)
        upright, bold = font.is_vertical(), self._is_bold(font)
        textstate.linematrix = (x, y - width) if upright else (x + width, y)
        for text, begin, end in pieces:
            start = apply_matrix_pt(matrix, (x, y - begin) if upright else (x + begin, y + rise))
            stop = (start[0] + size, start[1]) if upright else apply_matrix_pt(matrix, (x + end, y + rise))
            self._take(text, start, stop, _turn(matrix), size, bold)

    def _take(self, text: str, start: _Point, end: _Point, turn: int, size: float, bold: bool) -> None:
        if self._tags and (said := next((tag for tag in self._tags if tag is not None), None)) is not None:
            text = said
            self._tags = [None if tag is None else "" for tag in self._tags]
        if not text.strip() or not all(abs(place) < FARTHEST for place in (*start, *end, size)):
            return
        (x0, y), (x1, _) = _level(start, turn), _level(end, turn)
        spot = (text, round(x0), round(y))
        if spot in self._seen:
            return  # drawn twice to look bold
        self._seen.add(spot)
        self.turned.setdefault(turn, []).append(Run(text, min(x0, x1), max(x0, x1), y, size, bold))

    def _is_bold(self, font: Any) -> bool:
        key = id(font)
        if key not in self._bold:
            name = str(getattr(font, "fontname", "") or "").casefold()
            flags = getattr(font, "flags", 0)
            flagged = isinstance(flags, int) and bool(flags & _FORCE_BOLD)
            self._bold[key] = flagged or any(word in name for word in _BOLD)
        return self._bold[key]


@dataclass(slots=True)
class _Pen:
    """Writes down what a string shows, parted where the white in it is wide."""

    pieces: list[tuple[str, float, float]] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    begin: float = 0.0
    end: float = 0.0
    """Behind the last glyph that shows ink."""

    def glyph(self, letters: str, before: float, after: float) -> None:
        if letters.isspace():
            if self.said:
                self.said.append(" ")
            return
        if not self.said:
            self.begin = before
        self.said.append(letters)
        self.end = after

    def lift(self) -> None:
        if text := "".join(self.said).strip():
            self.pieces.append((text, self.begin, self.end))
        self.said = []


def _shown(font: Any, state: Any, seq: Iterable[Any]) -> tuple[list[tuple[str, float, float]], float]:
    """The pieces of a string with their beginnings and ends along the baseline, and its width, in text space."""
    scaling, multibyte = state.scaling * 0.01, font.is_multibyte()
    unit, charspace = 0.001 * state.fontsize * scaling, state.charspace * scaling
    wordspace = 0.0 if multibyte else state.wordspace * scaling
    pen, width = _Pen(), 0.0
    for one in seq:
        if isinstance(one, bytes):
            for cid in font.decode(one):
                try:
                    letters = font.to_unichr(cid).translate(_MENDED)
                except PDFUnicodeNotDefined:
                    letters = UNKNOWN
                before = width
                width += font.char_width(cid) * unit * 1000
                pen.glyph(letters, before, width)
                width += charspace + (wordspace if cid == 32 else 0.0)
        elif isinstance(one, int | float):
            width -= one * unit
            if -one >= APART * 1000:
                pen.lift()
            elif -one >= WORD_GAP * 1000 and pen.said and pen.said[-1] != " ":
                pen.said.append(" ")
    pen.lift()
    return pen.pieces, width


def _turn(matrix: Sequence[float]) -> int:
    """Quarter turns to the left, of the four that text stands in mostly."""
    across, up = matrix[0], matrix[1]
    if abs(across) >= abs(up):
        return 0 if across >= 0 else 2
    return 1 if up > 0 else 3


def _level(point: tuple[float, float], turn: int) -> tuple[float, float]:
    """Where a point lies once its text is turned level."""
    x, y = point
    return ((x, y), (y, -x), (-x, -y), (-y, x))[turn]


def _decoded(said: bytes) -> str:
    from pdfminer.utils import decode_text

    return decode_text(said).translate(_MENDED)
