"""The dates of the open piece: their evidence on a sheet, and what the reader sets in their place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on
from textual.message import Message

from nkreader.model.date_words import in_words, value_in_words
from nkreader.model.dates import Basis
from nkreader.ui.commands import key
from nkreader.ui.jobs import Answer, Failed
from nkreader.ui.screens.retracing import Retracing, Rewritten

if TYPE_CHECKING:
    from nkreader.archive.library import Library
    from nkreader.model.evidence import Evidence
    from nkreader.model.fetched import Retrieval
    from nkreader.model.headline import Headline
    from nkreader.model.timeline import By
    from nkreader.ui.screens.evidence_sheet import EvidenceSheet


_GATHER = "gather the evidence"


class EvidenceRead(Answer):
    """What was found about the dates of a piece."""

    rows: tuple[Evidence, ...]
    retrievals: tuple[Retrieval, ...]
    """When and from where it was fetched."""


class Dating(Retracing):
    """The part of the screen that tells how dates are known, and takes the reader's word instead."""

    def action_evidence(self) -> None:
        """The three dates and what speaks for and against them."""
        piece, library = self.reader.piece, self.library
        if piece is None or library is None:
            return
        article = piece.headline.id

        from nkreader.ui.screens.evidence_rows import AT
        from nkreader.ui.screens.evidence_sheet import EvidenceSheet

        def work(generation: int) -> Message:
            return EvidenceRead(generation, library.evidence(article), library.retrieved(article))

        def done(place: str | None) -> None:
            if place is not None:
                self.open_article(article, "evidence of a date", int(place.removeprefix(AT)), focus=self.reader)

        self.app.push_screen(EvidenceSheet(piece, lambda by, text: self._set_date(article, by, text)), done)
        self.jobs.read("evidence", _GATHER, work)

    @on(EvidenceRead)
    def _show_evidence(self, message: EvidenceRead) -> None:
        if self.jobs.current("evidence", message):
            for sheet in self._sheets():
                sheet.show(message.rows, message.retrievals)

    @on(Failed)
    def _no_evidence(self, message: Failed) -> None:
        if message.what == _GATHER:
            for sheet in self._sheets():
                sheet.fail(message.why)

    def _sheets(self) -> list[EvidenceSheet]:
        from nkreader.ui.screens.evidence_sheet import EvidenceSheet

        return [screen for screen in self.app.screen_stack if isinstance(screen, EvidenceSheet)]

    def _set_date(self, article: str, by: By, text: str) -> None:
        def do(library: Library) -> Rewritten:
            changed = library.set_date([article], by, text)
            return Rewritten(changed, told(by, library.headline(article), bool(changed)), dated=bool(changed))

        self._rewrite("set the date", do)


def told(by: By, headline: Headline, changed: bool) -> str:
    """What became of a date, in a line."""
    when = by.of(headline)
    if not changed:
        return f"{by.value} stays as it is"
    if when.basis is Basis.HAND:
        return f"{by.value} {value_in_words(when.value or '')}, set by hand · {key('everywhere.undo')} takes it back"
    now = in_words(when) if when.known else "unknown"
    return f"{by.value} no longer set by hand: {now} · {key('everywhere.undo')} takes that back"
