"""Dossiers of names: looked up in a job, shown beside the text, kept open until they are closed."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count
from typing import TYPE_CHECKING

from textual import on
from textual.getters import query_one
from textual.message import Message
from textual.widget import Widget

from nkreader.model.reading import Place
from nkreader.ui.commands import key
from nkreader.ui.jobs import Answer
from nkreader.ui.messages import DossierRead, Exported
from nkreader.ui.painting import content_line
from nkreader.ui.screens.outside import Outside
from nkreader.ui.widgets.dossier import DossierPane
from nkreader.ui.widgets.reader import Reader

if TYPE_CHECKING:
    from nkreader.archive.library import Library
    from nkreader.model.entities import Entity
    from nkreader.model.standing import Standing
    from nkreader.ui.screens.desk import Visit

_OPEN = "-dossier"
"""Class of the side while a dossier stands in it."""
REST_AFTER, REST = 4, 0.002
"""Pieces that are read without a rest, and the rest in seconds."""


class StandingRead(Answer):
    """What is known by now of a name's standing."""

    entity: str
    standing: Standing


class Dossiers(Outside):
    """The part of the screen that tells of names."""

    dossier = query_one("#dossier", DossierPane)

    def __init__(self, visit: Visit) -> None:
        super().__init__(visit)
        self._opened_names: dict[str, Entity] = {}
        """The names whose dossiers were opened, by their ids."""

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
            from nkreader.ui.screens import sheets

            several = sheets.may_be(mention, piece.analysis.names) if piece else ""
            said = f"may be: {several}" if several else mention.kind.value
            self.say(f"{mention.name} · {said} · {key('reader.dossier')} tells more")
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
        from nkreader.ui.screens import sheets
        from nkreader.ui.screens.sheet import Sheet

        choices = sheets.candidates(mention, names)

        def chosen(ident: str | None) -> None:
            if ident is not None:
                self._read_dossier(names[ident])

        said = "may mean any of these; the piece says nothing that decides:" if choices else "is listed nowhere."
        text = content_line(f"“{mention.name}” {said}")
        self.app.push_screen(Sheet(mention.name, text, choices), chosen)

    def _read_dossier(self, entity: Entity) -> None:
        self._opened_names[entity.id] = entity

        def act(library: Library) -> None:
            def work(generation: int) -> Message:
                return DossierRead(generation, library.dossier(entity))

            self.jobs.read("dossier", "open the dossier", work)

        self.with_library(act)

    def _read_standing(self, entity: Entity) -> None:
        """All pieces that name it, while what is known at once is shown already."""

        def act(library: Library) -> None:
            def work(generation: int) -> Message:
                last = None
                for standing in library.standings(entity, self._at_leisure(generation)):
                    if last is not None:
                        self.post_message(last)
                    last = StandingRead(generation, entity.id, standing)
                assert last is not None  # there is always a telling
                return last

            self.jobs.read("standing", "read all pieces that name it", work)

        self.with_library(act)

    def _at_leisure(self, generation: int) -> Callable[[], None]:
        """To be called before each piece: lets the keys go first, and gives up once another dossier is asked for."""
        pieces = count()

        def go_on() -> None:
            if not next(pieces) % REST_AFTER:
                self.jobs.linger("standing", generation, REST)

        return go_on

    @on(StandingRead)
    def _tell_standing(self, message: StandingRead) -> None:
        shown = self.dossier.dossier
        if self.jobs.current("standing", message) and shown is not None and shown.entity.id == message.entity:
            self.dossier.tell(message.standing)

    @on(DossierRead)
    def _show_dossier(self, message: DossierRead) -> None:
        if not self.jobs.current("dossier", message):
            return
        self.query_one("#side").add_class(_OPEN)
        self.open_side()
        self._opened_names[message.dossier.entity.id] = message.dossier.entity  # of several ids, the one it is told by
        self.dossier.show(message.dossier)
        self._step_to(message.dossier.entity)
        self._read_standing(message.dossier.entity)
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

    def _step_to(self, entity: Entity) -> None:
        """Leave a stop on the trail, unless the trail has just led here."""
        self.keep_offset()
        here = self.reading.here
        if here.dossier != entity.id:
            why = f"dossier of {entity.name}"
            self.reading = self.reading.went(Place(self.shown_query, self.open_id, here.offset, why, entity.id))

    def reached(self, place: Place, undone: Place | None) -> None:
        """Show the dossier that was opened there; going back beyond where one was opened closes it again."""
        super().reached(place, undone)
        shown = self.dossier.dossier.entity.id if self.dossier_open and self.dossier.dossier else ""
        if place.dossier and place.dossier == shown:
            self.go_to_pane(self.dossier)
        elif place.dossier in self._opened_names:
            self._read_dossier(self._opened_names[place.dossier])
        elif undone is not None and undone.dossier and undone.dossier == shown:
            self.go_to_pane(self.reader)
            self._close_dossier()

    def _close_dossier(self) -> None:
        self.jobs.renew("standing")
        self.query_one("#side").remove_class(_OPEN)

    def action_export_dossier(self) -> None:
        """Export the dossier to Markdown."""
        shown, read = self.dossier.dossier, self.dossier.standing
        if shown is None:
            return

        def act(library: Library) -> None:
            def work() -> Message:
                from nkreader import locations

                self.jobs.go_on()
                target = locations.exports() / "sample" if library.sample else locations.exports()
                known = read if read is not None and read.done else None
                result = library.export_dossier(shown.entity, target, known)
                kept = f" · edited by hand and kept: {result.reason}" if result.status == "conflict" else ""
                return Exported(f"dossier {result.status} → {result.path}{kept}", bool(kept))

            self.say(f"exporting the dossier of {shown.entity.name} …")
            self.jobs.grow("export the dossier", work)

        self.with_library(act)

    @on(DossierPane.Closed)
    def _dossier_closed(self) -> None:
        self.go_to_pane(self.reader)
        self._close_dossier()

    @on(DossierPane.Followed)
    def _go_to_appearance(self, message: DossierPane.Followed) -> None:
        """To a sentence that names it, on the trail; in the open piece at once."""
        article, offset, shown = message.headline.id, message.offset, self.dossier.dossier
        why = f"names {shown.entity.name}" if shown else ""
        if article != self.open_id:
            self.open_article(article, why, offset, focus=self.reader)
            return
        self.keep_offset()
        self.reading = self.reading.went(Place(self.shown_query, article, offset, why))
        self.reader.go_to(offset)
        self.go_to_pane(self.reader)
        self.say(why)
