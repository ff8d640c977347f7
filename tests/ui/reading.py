"""Articles made by hand, and the smallest app that holds a reader pane."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import ClassVar

from textual.app import App, ComposeResult
from textual.binding import Binding
from textual.message import Message
from textual.pilot import Pilot

from nkreader.model.analysis import Analysis, Origin
from nkreader.model.article import Article, Part, PartKind
from nkreader.model.dates import Basis, Certainty, PartialDate
from nkreader.model.entities import EntityKind, Mention
from nkreader.model.headline import Headline
from nkreader.model.highlights import Highlight, anchored
from nkreader.model.piece import Piece
from nkreader.model.sanitise import sanitise
from nkreader.model.spans import Span
from nkreader.ui.widgets.reader import Reader
from nkreader.ui.widgets.reading_page import position

VARIABLES = {
    "dim": "#8e9baa",
    "entity-person": "#8ec5ea",
    "entity-organisation": "#dcb879",
    "entity-place": "#97cda4",
    "entity-weapon": "#f0a193",
    "entity-event": "#c9b0ec",
    "highlight-yellow": "#4a4114",
    "highlight-green": "#1d4630",
    "highlight-blue": "#1c3d5a",
    "highlight-pink": "#55293e",
    "highlight-purple": "#3e3060",
    "match": "#e2b76f",
    "sentence-cursor": "#1e2a35",
    "screen-selection-background": "#d7dde3",
    "screen-selection-foreground": "#11171d",
}
NAMES = {
    "Ri Sol": EntityKind.PERSON,
    "Harbour Ministry": EntityKind.ORGANISATION,
    "Nampo": EntityKind.PLACE,
    "Hwasong": EntityKind.WEAPON,
    "남포": EntityKind.PLACE,
}
Block = tuple[PartKind, str]
P, T, H, B = PartKind.PARAGRAPH, PartKind.TITLE, PartKind.HEADING, PartKind.BULLET
STORY: tuple[Block, ...] = (
    (T, "Nampo harbour reopens"),
    (
        P,
        "Ri Sol opened the harbour of Nampo on Monday. “The quay holds. It will hold,” she said. Boats left.",
    ),
    (H, "What was built"),
    (
        P,
        "The Harbour Ministry counted nine cranes. One of them stood still. A Hwasong model hung there.",
    ),
    (P, "남포 항구가 다시 열렸다. 배 아홉 척이 떠났다. A ferry came back to Nampo at noon."),
)
_SENTENCE = re.compile(r"\S.*?(?:[.!?]+[”\"’]*(?=\s)|$)", re.DOTALL)


def piece(
    *blocks: Block,
    marked: Sequence[str] = (),
    sample: bool = False,
    title: str = "",
    basis: str = "first line",
    names: Mapping[str, EntityKind] = NAMES,
) -> Piece:
    """An article of blocks with an empty line between them; `marked` are quotations highlighted in turn."""
    parts, text = [], ""
    for kind, block in blocks:
        start = len(text)
        text += sanitise(block)[0] + "\n\n"
        parts.append(Part(kind, Span(start, len(text) - 2)))
    said = [part.span for part in parts if part.kind in (P, T, H, B)]
    sentences = tuple(
        Span(span.start + found.start(), span.start + found.end())
        for span in said
        for found in _SENTENCE.finditer(span.of(text))
    )
    found = [(Span(*hit.span()), name) for name in names for hit in re.finditer(re.escape(name), text)]
    mentions = tuple(Mention(span, names[name], f"x/{name}", name) for span, name in sorted(found))
    day = PartialDate.of("2025-05-04", Basis.WEEKDAY, Certainty.LIKELY, "the Sunday of the dateline")
    month = PartialDate.of("2025-05", Basis.MENTION, Certainty.DERIVED, "last month")
    unknown = PartialDate.unknown("nothing says")
    origins = (Origin("Quay Times", None, None), Origin("Harbour Radio", None, None))
    article = Article(text, tuple(parts), title or blocks[0][1], basis)
    analysis = Analysis(day, unknown, month, "Quay Times", None, None, origins, mentions, sentences=sentences)
    headline = Headline(
        "0" * 12, (), article.title, basis, "Quay Times", None, None, "en", day, unknown, month, None, 9, 1
    )
    return Piece(headline, article, analysis, tuple(highlights(text, marked)), "0" * 64, sample)


def highlights(text: str, marked: Sequence[str]) -> Iterator[Highlight]:
    """Highlights of quotations, yellow and blue in turn, each second one with a note."""
    for number, quote in enumerate(marked):
        anchor = anchored(text, of(text, quote), 1, "0" * 64)
        note, colour = ("a note", "blue") if number % 2 else ("", "yellow")
        yield Highlight(f"nk-{number:08x}", "0" * 12, anchor, note, colour=colour)


def of(text: str, quote: str) -> Span:
    """Where a quotation stands first."""
    return Span(text.index(quote), text.index(quote) + len(quote))


class Desk(App[None]):
    """A reader pane and nothing else. `seen` collects what it says."""

    CSS = "Reader { border: round white; }"
    BINDINGS: ClassVar = [Binding("q,m,0", "sign", "Something that must not happen while selecting")]

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[Message] = []
        self.signed = 0

    def get_css_variables(self) -> dict[str, str]:
        """The toolkit's variables, with the theme's own."""
        return super().get_css_variables() | VARIABLES

    def compose(self) -> ComposeResult:
        """Only the reader."""
        yield Reader(id="reader")

    @property
    def reader(self) -> Reader:
        """The pane."""
        return self.query_one(Reader)

    def action_sign(self) -> None:
        """Count the calls."""
        self.signed += 1

    def on_reader_cursor_moved(self, message: Reader.CursorMoved) -> None:
        self.seen.append(message)

    def on_reader_name_moved(self, message: Reader.NameMoved) -> None:
        self.seen.append(message)

    def on_reader_name_chosen(self, message: Reader.NameChosen) -> None:
        self.seen.append(message)

    def on_reader_selection_made(self, message: Reader.SelectionMade) -> None:
        self.seen.append(message)

    def on_reader_copy_requested(self, message: Reader.CopyRequested) -> None:
        self.seen.append(message)

    def on_reader_selecting_changed(self, message: Reader.SelectingChanged) -> None:
        self.seen.append(message)


async def resized(pilot: Pilot[None], width: int, height: int) -> None:
    """Make the terminal another size and wait until the reader has it: the toolkit takes its time to tell it."""
    await pilot.resize_terminal(width, height)
    reader = pilot.app.query_one(Reader)
    for _ in range(500):
        if reader.size == (width - 2, height - 2):
            break
        await pilot.pause(0.01)
    await pilot.pause()


def lines(reader: Reader) -> list[str]:
    """What the pane shows, line by line."""
    return [reader.render_line(y).text for y in range(reader.page_height)]


def painted(reader: Reader, background: str) -> set[int]:
    """The code points in view that are painted on a background."""
    found: set[int] = set()
    for y in range(reader.page_height):
        for segment in reader.render_line(y):
            style = segment.style
            if style is None or style.bgcolor is None or "offset" not in style.meta:
                continue
            x, start = style.meta["offset"]
            if x >= 0 and style.bgcolor.get_truecolor().hex == background:
                at = position(x, start)
                found.update(range(at, at + len(segment.text)))
    return found


def cell(reader: Reader, offset: int) -> tuple[int, int]:
    """Where a code point is painted, in the cells of the pane with its border."""
    page = reader._page
    assert page is not None
    row, column = page.cell_of(offset)
    return 1 + page.margin + column, 1 + row - reader.top_row
