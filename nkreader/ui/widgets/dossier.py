"""The dossier of a name beside the text: who or what it is, and every sentence that was found to name it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar, NamedTuple

from textual.binding import BindingType
from textual.content import Content
from textual.message import Message

from nkreader.model.dossier import Appearance, Dossier
from nkreader.model.sanitise import safe_line
from nkreader.model.spans import Span
from nkreader.ui.commands import Where, bindings
from nkreader.ui.dating import date_label
from nkreader.ui.painting import STYLES, content_line
from nkreader.ui.widgets.row_lines import fitted, lines_needed
from nkreader.ui.widgets.virtual_list import VirtualList

UNLISTED = "Not in the gazetteer: found in the text by a rule."
_SENTENCE, _LINE, _OTHERS = 4, 5, 2
"""Lines that a sentence, what a name is, and its other forms may be broken into."""
_LEAD = 60
"""Characters of a sentence before a name, at most, where the whole does not fit."""
_FORMS = 6
"""Forms of a name that are told."""


class DossierRow(NamedTuple):
    """What is known of the name, one of its appearances, or what lies between two of them."""

    lines: tuple[tuple[Content, int], ...]
    """At least one; each with the number of lines it may be broken into."""
    appearance: Appearance | None = None
    opens: bool = False
    """The first row."""


class DossierPane(VirtualList[DossierRow]):
    """Stays open beside the text until it is closed."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(Where.SHEET)]

    HELP = (
        "A name: who or what it is, up to when that held and who says so; how this archive prints it, when it is "
        "first and last named here, and every sentence that names it. It stays open while you read on; of a name in "
        "very many pieces, the newest and the oldest are shown."
    )

    @dataclass
    class Followed(Message):
        """The reader wants to go to an appearance."""

        appearance: Appearance

    @dataclass
    class Closed(Message):
        """The reader wants the dossier closed."""

    @dataclass
    class Came(Message):
        """The pane is in view from now on, and can take the keys."""

    _dossier: Dossier | None = None

    @property
    def dossier(self) -> Dossier | None:
        """What is shown."""
        return self._dossier

    def show(self, dossier: Dossier) -> None:
        """Show a dossier from its top."""
        self._dossier = dossier
        self.border_title = content_line(f" {dossier.entity.name} ")
        self.set_rows(list(_rows(dossier)))

    def choosable(self, row: DossierRow) -> bool:
        """Appearances, and what stands above them, to be read first."""
        return row.appearance is not None or row.opens

    def heights(self, rows: Sequence[DossierRow], width: int) -> Sequence[int]:
        """Lines are broken, up to so many as the row says."""
        return [sum(lines_needed(line.plain, width, most) for line, most in row.lines) for row in rows]

    def draw_row(self, row: DossierRow, width: int) -> Sequence[Content]:
        """As given, long lines broken."""
        return [part for line, most in row.lines for part in fitted(line, width, most)]

    def on_virtual_list_chosen(self, message: VirtualList.Chosen) -> None:
        """Go to the appearance at the cursor."""
        message.stop()
        if self.row is not None and self.row.appearance is not None:
            self.post_message(self.Followed(self.row.appearance))
        elif self.row is not None:
            self.action_down()

    def on_show(self) -> None:
        """Tell the screen."""
        self.post_message(self.Came())

    def action_choose(self) -> None:
        """Go to the appearance at the cursor."""
        self.choose()

    def action_leave(self) -> None:
        """Close the dossier."""
        self.post_message(self.Closed())


def _rows(dossier: Dossier) -> Iterator[DossierRow]:
    yield DossierRow(tuple(_about(dossier)), opens=True)
    yield from _appearances(dossier.newest)
    if dossier.oldest:
        between = dossier.pieces - dossier.read
        said = f"┊ {between:,} {'piece' if between == 1 else 'pieces'} between are not shown" if between else "┊"
        yield DossierRow(((Content(""), 1), (Content(said).stylize("$dim"), 2)))
        yield from _appearances(dossier.oldest)


def _about(dossier: Dossier) -> Iterator[tuple[Content, int]]:
    """Who or what it is and who says so; when and how this archive names it."""
    entity = dossier.entity
    yield content_line(entity.kind.value, STYLES[entity.kind.value]), 1
    if entity.line:
        held = f"as of {entity.as_of}" if entity.as_of else "as of an unknown day"
        yield content_line(entity.line), _LINE
        yield content_line(f"{held} · {entity.source or 'unverified'}", "$dim"), _OTHERS
    else:
        yield content_line(UNLISTED, "$dim"), _OTHERS
    pieces = "1 piece" if dossier.pieces == 1 else f"{dossier.pieces:,} pieces"
    yield content_line(f"in {pieces} of this archive, {dossier.mentions:,}×", "bold"), _OTHERS
    if dossier.first is not None and dossier.last is not None:
        first, last = date_label(dossier.first.published), date_label(dossier.last.published)
        yield content_line(f"first named {first}, last {last}", "$dim"), _OTHERS
    if dossier.forms:
        forms = [f"{form} ×{count}" for form, count in dossier.forms[:_FORMS]]
        rest = len(dossier.forms) - len(forms)
        yield content_line(f"printed {', '.join(forms)}{f' and {rest} more' if rest else ''}", "$dim"), _OTHERS
    if others := [alias for alias in entity.aliases if alias != entity.name]:
        yield content_line(f"also {', '.join(others)}", "$dim"), _OTHERS


def _appearances(found: Sequence[Appearance]) -> Iterator[DossierRow]:
    """A row a sentence; that of a piece's first one tells its date and outlet."""
    before = ""
    for appearance in found:
        headline = appearance.headline
        lines = [(_sentence(appearance), _SENTENCE)]
        if headline.id != before:
            when = date_label(headline.published)
            source = content_line(f"{when} · {headline.outlet or 'outlet unknown'}", "$dim")
            lines = [(Content(""), 1), (source, 2), *lines]
        before = headline.id
        yield DossierRow(tuple(lines), appearance)


def _sentence(appearance: Appearance) -> Content:
    """The sentence with the name in bold, cut before it where that stands far inside."""
    text, names = safe_line(appearance.sentence), appearance.names
    cut = 0
    if names and names[0].start > 2 * _LEAD:
        space = text.find(" ", names[0].start - _LEAD)
        cut = space + 1 if 0 <= space < names[0].start else names[0].start - _LEAD
    lead = "…" if cut else ""
    shown = Content(lead + text[cut:])
    for span in names:
        if kept := span.clip(Span(cut, max(cut, len(text)))):
            shown = shown.stylize("bold", kept.start - cut + len(lead), kept.end - cut + len(lead))
    return Content("  ") + shown
