"""Steps taken back and done again, on whatever day they were made; marks of whole articles, one and many."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from textual import on

from nkreader.ui.messages import Retold
from nkreader.ui.screens.marking import Marking

if TYPE_CHECKING:
    from nkreader.archive.library import Library
    from nkreader.model.steps import Retraced

MANY = 50
"""From so many articles on, the list is read anew instead of row by row."""


class Rewritten(NamedTuple):
    """What came of something that was written."""

    articles: Sequence[str]
    """Those that changed."""
    said: str
    problem: bool = False
    dated: bool = False
    """Dates changed."""
    named: bool = False
    """Repairs of names came or went."""


class Retracing(Marking):
    """The part of the screen that takes back; the history is the library's."""

    def action_undo(self) -> None:
        """Take back what was marked last, on whatever day."""
        here = self.open_id
        self._retrace("take that back", lambda library: library.undo(here), "taken back", "Nothing to take back.")

    def action_redo(self) -> None:
        """Do it again."""
        here = self.open_id
        self._retrace("do that again", lambda library: library.redo(here), "done again", "Nothing to do again.")

    def _retrace(self, what: str, step: Callable[[Library], Retraced | None], verb: str, nothing: str) -> None:
        def do(library: Library) -> Rewritten:
            done = step(library)
            if done is None:
                return Rewritten((), nothing)
            return Rewritten(done.articles, done.told(verb), bool(done.left), done.dated, done.named)

        self._rewrite(what, do)

    def _rewrite(self, what: str, do: Callable[[Library], Rewritten]) -> None:
        """Let `do` write; it gives what came of it."""
        opened = self.open_id

        def act(library: Library) -> None:
            def work() -> Retold:
                articles, said, problem, dated, named = do(library)
                many = dated or len(articles) >= MANY
                headlines = () if many else tuple(library.headline(article) for article in articles)
                marks = library.highlights(opened) if opened in articles and opened else ()
                here = opened if opened in articles else None
                return Retold(headlines, many, here, marks, said, problem, dated, named)

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
        if message.dated:
            self._read_anew(message.said)
        self.tell_library()
        self.say(message.said, message.problem)

    def _read_anew(self, said: str) -> None:
        """Dates changed: what is found may be something else, and the open piece may borrow another day."""
        if self.results is not None:
            self.search_for(self._asked, again=True)
        if self.open_id is not None:
            self.open_article(self.open_id, "", self.offset_now, step=False, said=said)

    def _show_tags(self, message: Retold) -> None:
        """The open piece's tags stand in its head."""
        shown = self.reader.piece
        now = self.headlines.get(message.article or "")
        if shown is not None and now is not None and now.own_tags != shown.headline.own_tags:
            self.open_article(now.id, "", self.offset_now, step=False, said=message.said)

    def action_all_read(self) -> None:
        """Mark all articles in view as read, in one step."""
        shown = self.articles.articles

        def do(library: Library) -> Rewritten:
            count = library.mark_all(shown, read=True)
            if not count:
                return Rewritten((), "All in view are read.")
            return Rewritten(shown, f"{count:,} marked read; u takes it back")

        self._rewrite("mark all as read", do)

    def action_tag_article(self) -> None:
        """Tag the article at the cursor."""
        article = self.current_id
        headline = self.headlines.get(article or "")
        if article is None or headline is None:
            return

        def do(tags: Sequence[str]) -> Callable[[Library], Rewritten]:
            def tag(library: Library) -> Rewritten:
                kept = library.tag(article, tags)
                return Rewritten([article], " ".join(["tagged", *(f"#{name}" for name in kept)]) if kept else "no tags")

            return tag

        self.ask_tags(
            "tags of this article", headline.own_tags, lambda tags: self._rewrite("tag the article", do(tags))
        )
