"""Dossiers of names: looked up in a job, shown beside the text, kept open until they are closed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on
from textual.getters import query_one
from textual.message import Message
from textual.widget import Widget

from nkreader.model.entities import Entity
from nkreader.model.reading import Place
from nkreader.ui.commands import key
from nkreader.ui.messages import DossierRead
from nkreader.ui.painting import content_line
from nkreader.ui.screens import sheets
from nkreader.ui.screens.outside import Outside
from nkreader.ui.screens.sheet import Sheet
from nkreader.ui.widgets.dossier import DossierPane
from nkreader.ui.widgets.reader import Reader

if TYPE_CHECKING:
    from nkreader.archive.library import Library

_OPEN = "-dossier"
"""Class of the side while a dossier stands in it."""


class Dossiers(Outside):
    """The part of the screen that tells of names."""

    dossier = query_one("#dossier", DossierPane)

    @property
    def dossier_open(self) -> bool:
        """Whether there is one beside the text."""
        return self.query_one("#side").has_class(_OPEN)

    def _panes(self) -> list[Widget]:
        """The legend after the reader, the dossier where it stands: alone in the side unless the page is wide."""
        panes = super()._panes()
        if self.page.legend_open:
            panes.insert(panes.index(self.reader) + 1, self.page.legend)
        if self.dossier_open:
            hidden = [self.related] if self.has_class("-wide") else [self.axis, self.related]
            panes = [*(pane for pane in panes if pane not in hidden), self.dossier]
        return panes

    def go_to_pane(self, pane: Widget) -> None:
        """Give a pane the focus; the dossier makes room where it stands before it."""
        if pane is self.dossier:
            self.open_side()
            self.set_focus(pane)
            return
        if pane is self.related or (pane is self.axis and not self.has_class("-wide")):
            self._close_dossier()
        super().go_to_pane(pane)

    def action_related(self) -> None:
        """Related pieces, each with its reason: of the open one below the timeline, of another on a sheet."""
        here = self.focused
        elsewhere = here in (self.articles, self.axis) and self.current_id != self.open_id
        if self.dossier_open and self.related.rows and not elsewhere:
            self._close_dossier()
        super().action_related()

    @on(Reader.NameMoved)
    def _name_moved(self, message: Reader.NameMoved) -> None:
        mention, piece = message.mention, self.reader.piece
        entity = piece.analysis.names.get(mention.entity or "") if piece else None
        if entity is None:
            several = f"one of {len(mention.candidates)}" if mention.candidates else mention.kind.value
            self.say(f"{mention.name} · {several} · {key('reader.dossier')} tells more")
        else:
            line = f" · {entity.line}" if entity.line else ""
            self.say(f"{entity.name} · {entity.kind.value}{line}")

    @on(Reader.NameChosen)
    def _name_chosen(self, message: Reader.NameChosen) -> None:
        piece, mention = self.reader.piece, message.mention
        if piece is None:
            return
        names = piece.analysis.names
        entity = names.get(mention.entity or "")
        if entity is not None:
            self._read_dossier(entity)
            return
        choices = sheets.candidates(mention, names)

        def chosen(ident: str | None) -> None:
            if ident is not None:
                self._read_dossier(names[ident])

        said = "may mean any of these:" if choices else "is listed nowhere."
        text = content_line(f"“{mention.name}” {said}")
        self.app.push_screen(Sheet(mention.name, text, choices), chosen)

    def _read_dossier(self, entity: Entity) -> None:
        def act(library: Library) -> None:
            def work(generation: int) -> Message:
                return DossierRead(generation, library.dossier(entity))

            self.jobs.read("dossier", "open the dossier", work)

        self.with_library(act)

    @on(DossierRead)
    def _show_dossier(self, message: DossierRead) -> None:
        if not self.jobs.current("dossier", message):
            return
        self.query_one("#side").add_class(_OPEN)
        self.open_side()
        self.dossier.show(message.dossier)
        self._from = self.focused
        if self.dossier.region:  # it was there before
            self._take_keys()

    _from: Widget | None = None
    """Where the keys were when a dossier was brought; unless they went on, they are the dossier's then."""

    @on(DossierPane.Came)
    def _take_keys(self) -> None:
        if self._from is not None and self.focused is self._from:
            self.go_to_pane(self.dossier)
        self._from = None

    def _close_dossier(self) -> None:
        self.query_one("#side").remove_class(_OPEN)

    @on(DossierPane.Closed)
    def _dossier_closed(self) -> None:
        self.go_to_pane(self.reader)
        self._close_dossier()

    @on(DossierPane.Followed)
    def _go_to_appearance(self, message: DossierPane.Followed) -> None:
        """To a sentence that names it, on the trail; in the open piece at once."""
        seen, shown = message.appearance, self.dossier.dossier
        why = f"names {shown.entity.name}" if shown else ""
        if seen.headline.id != self.open_id:
            self.open_article(seen.headline.id, why, seen.offset, focus=self.reader)
            return
        self.keep_offset()
        self.reading = self.reading.went(Place(self.shown_query, seen.headline.id, seen.offset, why))
        self.reader.go_to(seen.offset)
        self.go_to_pane(self.reader)
        self.say(why)
