"""Saved searches: giving the search in force a name, and going back to it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from textual import on
from textual.message import Message

from nkreader.ui.commands import key
from nkreader.ui.messages import SavedRead, Told
from nkreader.ui.screens.prompting import Prompting
from nkreader.ui.widgets.search_bar import Scope

if TYPE_CHECKING:
    from nkreader.archive.library import Library

DEFAULT = 40
"""Characters of a search that are proposed as its name."""


class Saving(Prompting):
    """The part of the screen that keeps searches."""

    def action_save_search(self) -> None:
        """Save the search in the prompt, or the one in force, under a name."""
        bar = self.search_bar
        typed = bar.prompt.value.strip() if bar.typing and bar.scope is Scope.LIBRARY else ""
        query, library = typed or self.shown_query, self.library
        if not query or library is None:
            self.say(f"There is no search to save: {key('everywhere.search-library')} begins one.")
            return

        def use(name: str) -> None:
            def write() -> Message:
                before = library.save_search(name, query)
                instead = f", in the place of “{before.query}”" if before and before.query != query else ""
                return Told(f"saved as {name}{instead} · {key('everywhere.saved-searches')} lists the saved searches")

            self.jobs.write("save the search", write)

        self._ask_name(f"name of the search {query}", " ".join(query.split())[:DEFAULT], use)

    def end_visit(self) -> None:
        """What comes in from now on is new; asks no widget, as there are none at the end."""
        library = self.library
        if library is not None:
            self.jobs.write("end the visit", library.end_visit)

    def _ask_name(self, title: str, proposed: str, use: Callable[[str], None]) -> None:
        from nkreader.ui.widgets.prompt import Prompt  # a text area costs start-up time

        def done(name: str | None) -> None:
            if name:
                use(" ".join(name.split()))
            else:
                self.say("Nothing was changed.")

        self.app.push_screen(Prompt(title, proposed, one_line=True), done)

    def action_saved_searches(self) -> None:
        """The saved searches, with what each finds and what is new in it."""
        library = self.library
        if library is None:
            self.say("The library is still being opened.")
            return
        self.jobs.read("saved", "list the saved searches", lambda number: SavedRead(number, library.saved_found()))

    @on(SavedRead)
    def _saved_read(self, message: SavedRead) -> None:
        if not self.jobs.current("saved", message):
            return
        if not message.found:
            self.say(f"No search is saved: {key('everywhere.save-search')} saves the one in force.")
            return
        from nkreader.ui.screens.saved_sheet import DELETE, RENAME, RUN, SavedSheet

        queries = {one.search.name: one.search.query for one in message.found}

        def chosen(answer: str | None) -> None:
            for verb, act in ((RUN, self._run_saved), (DELETE, self._delete_saved), (RENAME, self._rename_saved)):
                if answer is not None and answer.startswith(verb):
                    name = answer.removeprefix(verb)
                    act(name, queries[name])
                    return

        self.app.push_screen(SavedSheet(message.found, self.search_bar.meaning), chosen)

    def _run_saved(self, name: str, query: str) -> None:
        self.keep_search(query, f"saved search {name}")

    def _delete_saved(self, name: str, query: str) -> None:
        self._rewrite_saved("delete the saved search", lambda library: library.forget_search(name))
        self.say(f"“{name}” deleted; it searched for {query} · {key('everywhere.undo')} takes it back")

    def _rename_saved(self, name: str, query: str) -> None:
        def use(to: str) -> None:
            self._rewrite_saved("rename the saved search", lambda library: library.rename_search(name, to))

        self._ask_name(f"new name of {name}", name, use)

    def _rewrite_saved(self, what: str, step: Callable[[Library], None]) -> None:
        """Change the saved searches, and list them as they then are."""
        library, generation = self.library, self.jobs.renew("saved")
        if library is None:
            return

        def write() -> Message:
            step(library)
            return SavedRead(generation, library.saved_found())

        self.jobs.write(what, write)
