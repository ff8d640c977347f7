"""The main screen: article list, reader and timeline around one desk."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container, Vertical
from textual.events import ScreenResume
from textual.screen import Screen

from nkreader.ui.commands import Where, bindings
from nkreader.ui.keyed import Keyed
from nkreader.ui.messages import Listed
from nkreader.ui.screens.opening import close_library
from nkreader.ui.screens.sourcing import Sourcing
from nkreader.ui.widgets.article_list import ArticleList
from nkreader.ui.widgets.dossier import DossierPane
from nkreader.ui.widgets.facets import FacetPane
from nkreader.ui.widgets.key_line import KeyLine
from nkreader.ui.widgets.reading_pane import ReadingPane
from nkreader.ui.widgets.related import RelatedPane
from nkreader.ui.widgets.search_bar import SearchBar
from nkreader.ui.widgets.status import Status
from nkreader.ui.widgets.timeline import TimelinePane
from nkreader.ui.widgets.tour import TourLine

if TYPE_CHECKING:
    from nkreader.settings import Settings

_WHILE_SELECTING = frozenset({"help", "copy_text"})
_WHILE_TYPING = frozenset({"save_search", "drop_term"})
"""Actions of the screen that are the prompt's too."""


class MainScreen(Keyed, Sourcing, Screen[None]):
    """Three panes side by side.

    Below 116 columns list and timeline share one column, so that the text keeps a good width; below 100 the
    list stands above the reader, and the timeline comes over them. Focus never changes the text's width.
    """

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(Where.EVERYWHERE)]
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-medium"), (116, "-wide")]  # noqa: RUF012
    VERTICAL_BREAKPOINTS = [(0, "-low"), (18, "-high")]  # noqa: RUF012
    AUTO_FOCUS = "#articles"
    BLANK = True  # its parts cover it

    def compose(self) -> ComposeResult:
        """From the top line to the keys, laid out for the terminal at once: nothing moves after the first paint."""
        width, height = self.app.size
        for size, points in ((width, self.HORIZONTAL_BREAKPOINTS), (height, self.VERTICAL_BREAKPOINTS)):
            self.add_class(max((least, name) for least, name in points if size >= least)[1])
        yield SearchBar()
        with Container(id="panes"):
            yield ArticleList(id="articles")
            yield ReadingPane(id="reading")
            with Vertical(id="side"):
                yield TimelinePane(id="axis")
                yield RelatedPane(id="related")
                yield DossierPane(id="dossier")
                yield FacetPane(id="facets")
        yield TourLine()
        yield Status()
        yield KeyLine()

    def on_screen_resume(self, event: ScreenResume) -> None:
        """The first time, every widget has just got its style: the toolkit need not style all of them again."""
        event.refresh_styles = self._shown
        self._shown = True

    _shown = False

    def on_mount(self) -> None:
        """Paint first, then open the library."""
        self.reader.measure = self.visit.settings.measure
        self.articles.border_title = " 1 Articles "
        self.reader.border_title = " 2 Reader "
        self.axis.border_title = " 3 Timeline · published "
        self.related.border_title = " Related "
        self.call_after_refresh(self.open_library)

    @on(Listed)
    def _make_the_rest_ready(self) -> None:
        """Import what the first paint and the first list did without, before a key asks for it."""
        library, self._ready = None if self._ready else self.library, True
        if library is None:
            return

        def work() -> None:
            from nkreader.ui.screens import (  # noqa: F401
                evidence_sheet,
                findings,
                helping,
                report_rows,
                saved_sheet,
                versions_sheet,
            )
            from nkreader.ui.widgets import dossier_rows, prompt  # noqa: F401

            library.make_ready()

        self.call_after_refresh(self.jobs.grow, "make everything ready", work)

    _ready = False

    def take(self, settings: Settings) -> None:
        """Have other settings from now on; nothing that is read or chosen moves."""
        watched, self.visit = self.visit.settings.watch, replace(self.visit, settings=settings)
        self.reader.measure = settings.measure
        self.reader.lay_out_anew()
        self.articles.set_rows(self.articles.rows, self.articles.cursor, resting=True)
        self.axis.set_rows(self.axis.rows, self.axis.cursor, resting=True)
        self.related.set_rows(self.related.rows, self.related.cursor, resting=True)
        self.show_welcome()
        if settings.watch != watched:
            self.watch_folders()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """While a passage is selected or a search typed, no key of the screen may do something else."""
        if not self.is_mounted:
            return True
        if self.search_bar.typing and self.focused is self.search_bar.prompt:
            return action in _WHILE_TYPING
        if self.reader.selecting and self.focused is self.reader:
            return action in _WHILE_SELECTING
        return True

    def leave(self) -> None:
        """Remember the place and let everything be written; the last thing before the program ends."""
        self.stop_watching_names()
        self.unwatch_folders()
        self.remember_place()
        self.end_visit()
        self.jobs.close()
        self.unwatch_folders(wait=True)
        close_library(self.library)
