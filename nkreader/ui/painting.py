"""The render door, and the only place that gives text its colours.

Every string that comes from a file reaches the screen through `content` or `content_line`: dangerous
characters are replaced (nkreader.model.sanitise), and the result is `Content`, never markup. What stands on
a stretch of text is a tuple of layer names; `Palette` adds their styles up in the fixed order of `STYLES`,
so that layers do not fight: names have a foreground and a second channel (a double underline where they may
mean several), highlights and the sentence cursor a background (where highlights overlap, one of its own), matches
and the name cursor are reversed, and the selection comes last.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from textual.color import Color
from textual.content import Content
from textual.content import Span as Painted
from textual.style import Style

from nkreader.model.highlights import COLOURS
from nkreader.model.sanitise import safe, safe_line
from nkreader.model.spans import Span, segments

OVERLAP = "overlap"
"""The layer of what is highlighted more than once, in one colour or several."""
STYLES: dict[str, str] = {
    "title": "bold $text-primary",
    "guessed": "italic $text-primary",
    "heading": "bold",
    "source": "$dim",
    "notice": "bold $text-warning",
    "boilerplate": "$dim",
    "gloss": "italic $dim",
    "person": "underline $entity-person",
    "organisation": "bold $entity-organisation",
    "place": "italic $entity-place",
    "weapon": "bold underline $entity-weapon",
    "event": "bold italic $entity-event",
    "in doubt": "underline2",
    "sentence": "on $sentence-cursor",
    "yellow": "on $highlight-yellow",
    "green": "on $highlight-green",
    "blue": "on $highlight-blue",
    "pink": "on $highlight-pink",
    "purple": "on $highlight-purple",
    OVERLAP: "",
    "match": "bold reverse $match",
    "match here": "bold reverse underline $match",
    "name here": "bold reverse",
    "selection": "not reverse $screen-selection-foreground on $screen-selection-background",
    "caret": "reverse",
}
"""Layers from the lowest to the highest, in Textual's style language; variables are the theme's."""

CURSOR_MARK = "▸"
"""Stands in the margin of the line in which the sentence at the cursor begins."""
BAR = "▎"
"""Stands in the margin of each line that holds a highlight."""
NOTE_BAR = "▌"
"""The same where a highlight has a note."""

_ORDER = {name: number for number, name in enumerate(STYLES)}
_MATCHES = frozenset({"match", "match here"})
_NOTHING: Mapping[str, str] = {}
_LEAST_CONTRAST = 3.0
"""WCAG's ratio for large text; themes that come with nkreader have more (4.5) wherever text stands."""
_HIGHLIGHTS = frozenset(COLOURS)
_OVERLAPPING = 0.2
"""How far the mixture of two tints goes to the colour of text, to be neither of them; that of more, twice as far."""
_SIGN = 0.5
"""How far a sign goes from the tint of its highlight to the colour of text, to be seen on the background."""
_SPACES = str.maketrans("\n\t", "  ")


def printable(text: str) -> str:
    """`text` as it is painted, one character for one: safe, newlines and tabs as spaces."""
    return safe(text).translate(_SPACES)


def content(text: str, style: Style | str = "") -> Content:
    """Any text, ready to be shown; lines stay lines."""
    return Content.styled(safe(text), style) if style else Content(safe(text))


def content_line(text: str, style: Style | str = "") -> Content:
    """A title, file name or message on one line."""
    return Content.styled(safe_line(text), style) if style else Content(safe_line(text))


class Palette:
    """The styles of the present theme over one background.

    Args:
        parse: reads a style with the theme's variables, `App.stylesheet.parse_style`.
        base: the style under the text, with an opaque background.
        instead: other styles for some layers, where the terminal has no colours.
    """

    def __init__(self, parse: Callable[[str], Style], base: Style, instead: Mapping[str, str] = _NOTHING) -> None:
        self.base = base
        self._styles = {name: parse(instead.get(name, text)) for name, text in STYLES.items()}
        self._reversed = {name for name, text in instead.items() if text == "reverse"}
        self._apart = OVERLAP in instead
        """Whether an overlap has a style instead of a tint."""
        self._mixed: dict[tuple[str, ...], Style] = {}

    def style(self, *layers: str) -> Style:
        """What layers look like on top of each other, over the base, whatever order they are given in."""
        if (known := self._mixed.get(layers)) is None:
            style = self.base
            marks = [name for name in layers if name in _HIGHLIGHTS]
            for name in sorted({*layers, OVERLAP} if len(marks) > 1 else set(layers), key=_ORDER.__getitem__):
                style += self._overlapping(marks) if name == OVERLAP else self._styles[name]
            if self._reversed.intersection(layers) and _MATCHES.intersection(layers):
                style += Style(reverse=False)  # a match is the other way round than what is around it
            known = self._mixed[layers] = _legible(style)
        return known

    def _overlapping(self, marks: Sequence[str]) -> Style:
        """What is highlighted several times: a tint of its own, stronger than those that meet."""
        first, *others = (self._styles[name].background for name in marks)
        if self._apart or first is None or self.base.foreground is None:
            return self._styles[OVERLAP]
        for number, tint in enumerate(others, 2):
            first = first.blend(tint or first, 1 / number, 1.0)
        return Style(background=first.blend(self.base.foreground, min(len(others), 2) * _OVERLAPPING, 1.0))

    def colour(self, highlight: str) -> Style:
        """The foreground for a sign that stands for a highlight in the margin."""
        tint, text = self._styles[highlight].background, self.base.foreground
        if tint is not None and text is not None:
            tint = tint.blend(text, _SIGN, 1.0)
        return self.base + Style(foreground=tint)

    def paint(self, text: str, within: Span, layers: Iterable[tuple[Span, str]]) -> Content:
        """The characters `within` of `text` with the layers on them (spans in the text's code points)."""
        spans = [
            Painted(piece.start - within.start, piece.end - within.start, self.style(*names))
            for piece, names in segments(within, layers)
            if names
        ]
        return Content(printable(within.of(text)), spans)


def _contrast(one: Color, other: Color) -> float:
    """From 1, of a colour with itself, to 21, of black with white."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: Color) -> float:
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in colour.normalized)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _legible(style: Style) -> Style:
    """The style with another foreground if a theme's two colours can hardly be told apart."""
    front, back = style.foreground, style.background
    if front is None or back is None or front.ansi is not None or back.ansi is not None:
        return style
    if _contrast(back + front, back) >= _LEAST_CONTRAST:
        return style
    contrast: Color = back.get_contrast_text(1.0)
    return style + Style(foreground=contrast)
