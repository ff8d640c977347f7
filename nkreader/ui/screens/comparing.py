"""Versions of the open piece, compared on a sheet; and a word when a reworded quotation is highlighted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on
from textual.message import Message

from nkreader.model.reading import Place
from nkreader.ui.commands import key
from nkreader.ui.jobs import Answer
from nkreader.ui.messages import Changed
from nkreader.ui.screens.fetching_feeds import Following

if TYPE_CHECKING:
    from nkreader.archive.library import Library
    from nkreader.model.headline import Headline
    from nkreader.model.spans import Span
    from nkreader.model.versions import Reworded, Versions

_HIGHLIGHTED = "highlighted"


class VersionsRead(Answer):
    """How the versions of a piece differ."""

    versions: Versions


class WordedOtherwise(Answer):
    """A piece nearer to the origin has other words for a quotation that was highlighted; None if none has."""

    found: tuple[Headline, Reworded] | None


class Comparing(Following):
    """The part of the screen that compares."""

    _compared: tuple[Versions, int, frozenset[str]] | None = None
    """What was compared last, the row one was at, and the folds that were open."""
    _to_check: tuple[str, Span] | None = None
    """A passage that is being highlighted."""

    def action_versions(self) -> None:
        """Where the pieces on its event differ, what one has alone, and its own earlier texts."""
        article = self.current_id
        if article is None:
            self.say("No piece is open.")
            return

        def act(library: Library) -> None:
            def work(generation: int) -> Message:
                return VersionsRead(generation, library.compared(article))

            self.say("comparing the versions …")
            self.jobs.read("versions", "compare the versions", work)

        self.with_library(act)

    @on(VersionsRead)
    def _show_versions(self, message: VersionsRead) -> None:
        if not self.jobs.current("versions", message):
            return
        from nkreader.model.version_words import nothing_told, summary
        from nkreader.ui.screens.versions_sheet import VersionsSheet

        found = message.versions
        if said := nothing_told(found):
            self.say(said)
            return
        self.say(f"versions: {summary(found)}")
        if not self.is_current or self.search_bar.typing:
            return  # the reader went on to something else; a sheet would come between
        again = self._compared if self._compared is not None and self._compared[0].same_as(found) else None
        sheet = VersionsSheet(found, *again[1:]) if again else VersionsSheet(found)

        def chosen(value: str | None) -> None:
            self._compared = found, sheet.left_at, frozenset(sheet.opened)
            if value is not None:
                self._go_to_version(found, value)

        self.app.push_screen(sheet, chosen)

    def _go_to_version(self, found: Versions, value: str) -> None:
        """To a sentence of a version, on the trail; in the open piece at once."""
        from nkreader.ui.screens.versions_rows import targets

        (article, offset), *_ = targets(value)
        article = article.partition("@")[0]
        why = f"versions of one event ({key('reader.versions')})" if len(found.members) > 1 else "earlier versions"
        if article != self.open_id:
            self.open_article(article, why, offset, focus=self.reader)
            return
        self.keep_offset()
        self.reading = self.reading.went(Place(self.shown_query, article, offset, why))
        self.reader.go_to(offset)
        self.go_to_pane(self.reader)
        self.say(why)

    def passage_marked(self, article: str, span: Span) -> None:
        """Once it is kept, look whether it holds a quotation that is worded otherwise elsewhere."""
        self._to_check = article, span

    @on(Changed)
    def _check_wording(self, message: Changed) -> None:
        if self._to_check is None or self._to_check[0] != message.headline.id or self.library is None:
            return
        if not message.said.startswith(_HIGHLIGHTED):
            return
        (article, span), library = self._to_check, self.library
        self._to_check = None
        if message.headline.event is None:
            return

        def work(generation: int) -> Message:
            return WordedOtherwise(generation, library.worded_otherwise(article, span))

        self.jobs.read("worded", "compare the wording", work)

    @on(WordedOtherwise)
    def _tell_wording(self, message: WordedOtherwise) -> None:
        if message.found is None or not self.jobs.current("worded", message):
            return
        if self.status.message and not self.status.message.startswith(_HIGHLIGHTED):
            return  # something newer is told there
        headline, _ = message.found
        where = headline.outlet or headline.title
        self.say(f"{_HIGHLIGHTED} · ! this quotation is worded otherwise in {where}: {key('reader.versions')} shows it")
