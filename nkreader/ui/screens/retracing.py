"""Steps taken back and done again, on whatever day they were made; marks of whole articles, one and many."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from textual import on

from nkreader.ui.messages import Retold
from nkreader.ui.screens.marking import Marking

if TYPE_CHECKING:
    from nkreader.archive.library import Library
    from nkreader.model.steps import Retraced

MANY = 50
"""From so many articles on, the list is read anew instead of row by row."""


class Retracing(Marking):
    """The part of the screen that takes back; the history is the library's."""

    def action_undo(self) -> None:
        """Take back what was marked last, on whatever day."""
        self._retrace("take that back", lambda library: library.undo(), "taken back", "Nothing to take back.")

    def action_redo(self) -> None:
        """Do it again."""
        self._retrace("do that again", lambda library: library.redo(), "done again", "Nothing to do again.")

    def _retrace(self, what: str, step: Callable[[Library], Retraced | None], verb: str, nothing: str) -> None:
        def do(library: Library) -> tuple[Sequence[str], str, bool]:
            done = step(library)
            return (done.articles, done.told(verb), bool(done.left)) if done else ((), nothing, False)

        self._rewrite(what, do)

    def _rewrite(self, what: str, do: Callable[[Library], tuple[Sequence[str], str, bool]]) -> None:
        """Let `do` write; it gives which articles changed, what is said of it, and whether that is trouble."""
        opened = self.open_id

        def act(library: Library) -> None:
            def work() -> Retold:
                articles, said, problem = do(library)
                many = len(articles) >= MANY
                headlines = () if many else tuple(library.headline(article) for article in articles)
                marks = library.highlights(opened) if opened in articles and opened else ()
                return Retold(headlines, many, opened if opened in articles else None, marks, said, problem)

            self.jobs.write(what, work)

        self.with_library(act)

    @on(Retold)
    def _retold(self, message: Retold) -> None:
        for headline in message.headlines:
            self.update_headline(headline)
        if message.article is not None and message.article == self.open_id:
            self.reader.update_highlights(message.highlights)
            self._show_tags(message)
        if message.many:
            self.refresh_list(message.said, message.problem)
        self.tell_library()
        self.say(message.said, message.problem)

    def _show_tags(self, message: Retold) -> None:
        """The open piece's tags stand in its head."""
        shown = self.reader.piece
        now = self.headlines.get(message.article or "")
        if shown is not None and now is not None and now.own_tags != shown.headline.own_tags:
            self.open_article(now.id, "", self.offset_now, step=False, said=message.said)

    def action_all_read(self) -> None:
        """Mark all articles in view as read, in one step."""
        shown = self.articles.articles

        def do(library: Library) -> tuple[Sequence[str], str, bool]:
            count = library.mark_all(shown, read=True)
            if not count:
                return (), "All in view are read.", False
            return shown, f"{count:,} marked read; u takes it back", False

        self._rewrite("mark all as read", do)

    def action_tag_article(self) -> None:
        """Tag the article at the cursor."""
        article = self.current_id
        headline = self.headlines.get(article or "")
        if article is None or headline is None:
            return

        def do(text: str) -> Callable[[Library], tuple[Sequence[str], str, bool]]:
            def tag(library: Library) -> tuple[Sequence[str], str, bool]:
                kept = library.tag(article, re.findall(r"[^\s,;#]+", text))
                return [article], " ".join(["tagged", *(f"#{name}" for name in kept)]) if kept else "no tags", False

            return tag

        self._ask(
            "tags of this article, with spaces or commas between them",
            " ".join(headline.own_tags),
            lambda text: self._rewrite("tag the article", do(text)),
        )
