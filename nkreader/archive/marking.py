"""What the reader does to articles: highlights, notes, stars, read marks."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import replace

from nkreader.archive import marks
from nkreader.archive.headlines import headlines
from nkreader.archive.store import Store
from nkreader.model.highlights import COLOURS, Highlight
from nkreader.model.piece import Piece
from nkreader.model.sanitise import safe
from nkreader.model.spans import Span


class Marking(ABC):
    """The part of a library that keeps the reader's own marks."""

    _store: Store

    @abstractmethod
    def piece(self, ident: str) -> Piece:
        """Everything about one article."""

    @abstractmethod
    def resolve(self, ident: str) -> str:
        """The full id for the beginning of one."""

    def highlights(self, article: str | None = None) -> tuple[Highlight, ...]:
        """The highlights of one article, or all: articles in order of publication, then in text order."""
        db = self._store.connection
        if article is not None:
            return marks.highlights(db, self.resolve(article))
        order = {headline.id: at for at, headline in enumerate(headlines(db))}
        return tuple(sorted(marks.highlights(db), key=lambda mark: order[mark.article]))

    def add_highlight(
        self,
        article: str,
        span: Span,
        note: str = "",
        tags: Sequence[str] = (),
        colour: str = COLOURS[0],
    ) -> Highlight:
        """Mark a passage (offsets into the article's text).

        Raises:
            LibraryError: if the passage is empty or lies beyond the text, or there is no such colour.
        """
        piece = self.piece(article)
        mark = marks.new_highlight(piece.headline.id, piece.article, piece.version, span, note, tags, colour)
        self.restore_highlight(mark)
        return mark

    def edit_highlight(
        self,
        ident: str,
        note: str | None = None,
        tags: Sequence[str] | None = None,
        colour: str | None = None,
    ) -> Highlight:
        """Change what is given; None leaves it.

        Raises:
            LibraryError: if there is no such highlight or colour.
        """
        with self._store.writing() as db:
            mark = marks.highlight(db, ident)
            if note is not None:
                mark = replace(mark, note=safe(note))
            if tags is not None:
                mark = replace(mark, tags=marks.clean_tags(tags))
            if colour is not None:
                mark = replace(mark, colour=marks.known_colour(colour))
            marks.put(db, mark)
        return mark

    def remove_highlight(self, ident: str) -> Highlight:
        """Forget a highlight; what it was is given back, for undo.

        Raises:
            LibraryError: if there is no such highlight.
        """
        with self._store.writing() as db:
            return marks.remove(db, ident)

    def restore_highlight(self, mark: Highlight) -> None:
        """Put a highlight (back) as it is."""
        with self._store.writing() as db:
            marks.put(db, mark)

    def mark(self, ident: str, read: bool | None = None, starred: bool | None = None) -> None:
        """Set an article's read mark or star; None leaves it."""
        full = self.resolve(ident)
        with self._store.writing() as db:
            for column, value in (("read", read), ("starred", starred)):
                if value is not None:
                    db.execute(f"UPDATE article SET {column} = ? WHERE id = ?", (int(value), full))
