"""The colours of a query as it is typed, each with a second channel for terminals without colours.

What a stretch of the query means is told by its parser, through the screen: nothing is guessed here.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from rich.highlighter import Highlighter
from rich.text import Text
from textual.content import Content
from textual.content import Span as Painted
from textual.style import Style

from nkreader.model.roles import Role
from nkreader.model.sanitise import safe_line
from nkreader.model.spans import Span

STYLES: dict[Role, str] = {
    Role.FIELD: "bold $accent",
    Role.VALUE: "italic $primary",
    Role.PHRASE: "italic $text-success",
    Role.OPERATOR: "bold $text-secondary",
    Role.GROUP: "bold $text-secondary",
    Role.OTHERWISE: "underline $text-warning",
    Role.IGNORED: "strike bold $text-error",
}
"""Words and blanks have the colour of the line."""

Meaning = Callable[[str], Sequence[tuple[Span, Role]]]
"""What each stretch of a query means; the spans tile it."""


class QueryHighlighter(Highlighter):
    """Lays the styles over what is typed."""

    def __init__(self, meaning: Meaning, parse: Callable[[str], Style]) -> None:
        """`parse` reads a style with the theme's variables."""
        self._meaning = meaning
        self._parse = parse

    def highlight(self, text: Text) -> None:
        """Style one query."""
        for span, role in self._meaning(text.plain):
            if role in STYLES:
                text.stylize(self._parse(STYLES[role]).rich_style, span.start, span.end)


def painted(query: str, meaning: Meaning) -> Content:
    """A query in its colours, ready to be shown."""
    line = safe_line(query)
    spans = [Painted(span.start, span.end, STYLES[role]) for span, role in meaning(line) if role in STYLES]
    return Content(line, spans)
