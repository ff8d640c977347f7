"""The reader's highlights in the library: made, found, changed one by one and many at once, put in another place."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from nkreader.archive import marks, undoing
from nkreader.archive.errors import LibraryError
from nkreader.archive.headlines import headlines
from nkreader.archive.store import Store
from nkreader.model.article import PartKind
from nkreader.model.folding import fold
from nkreader.model.highlights import COLOURS, Highlight
from nkreader.model.identity import text_version
from nkreader.model.piece import Piece
from nkreader.model.sanitise import safe
from nkreader.model.spans import Span
from nkreader.model.steps import Change

if TYPE_CHECKING:
    from nkreader.analysis.reattaching import Nearest
    from nkreader.archive.sifting import Marked


class Highlights(ABC):
    """The part of a library that keeps marked passages."""

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
        found = marks.highlights(db)
        marked = headlines(db, {mark.article for mark in found})
        order = {headline.id: at for at, headline in enumerate(marked)}
        return tuple(sorted(found, key=lambda mark: order[mark.article]))

    def marked(self) -> tuple[Marked, ...]:
        """The highlights of all articles in the order of `highlights`, made ready to be found among each other."""
        from nkreader.archive import sifting  # deferred, as the first list finds nothing

        db = self._store.connection
        found = marks.highlights(db)
        by_id = {headline.id: headline for headline in headlines(db, {mark.article for mark in found})}
        order = {ident: at for at, ident in enumerate(by_id)}
        named = marks.names_in(db, found)
        ordered = sorted(found, key=lambda mark: order[mark.article])
        return tuple(sifting.marked(mark, by_id[mark.article], named.get(mark.id, ())) for mark in ordered)

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
        with self._store.writing() as db:
            marks.put(db, mark)
            undoing.record(db, "highlight", [_highlighted(None, mark)])
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
        return self.edit_highlights([ident], note, tags, colour)[0]

    def edit_highlights(
        self,
        idents: Iterable[str],
        note: str | None = None,
        tags: Sequence[str] | None = None,
        colour: str | None = None,
        *,
        tag: Sequence[str] = (),
        untag: Sequence[str] = (),
    ) -> tuple[Highlight, ...]:
        """Change what is given of several highlights, in one step; None leaves it.

        Args:
            idents: Of the highlights, each once.
            note: In the place of their notes.
            tags: In the place of their tags.
            colour: One of `COLOURS`.
            tag: Tags that those get which have not got them.
            untag: Tags that are taken from those that have them, however they are written.

        Raises:
            LibraryError: if there is no such highlight or colour; nothing was changed.
        """
        colour = colour and marks.known_colour(colour)
        gone = {fold(name) for name in marks.clean_tags(untag)}
        changes: list[tuple[Highlight, Highlight]] = []
        with self._store.writing() as db:
            for ident in dict.fromkeys(idents):
                before = marks.highlight(db, ident)
                kept = [name for name in (before.tags if tags is None else tags) if fold(name) not in gone]
                mark = replace(before, tags=marks.clean_tags([*kept, *tag]), colour=colour or before.colour)
                mark = mark if note is None else replace(mark, note=safe(note))
                marks.put(db, mark)
                changes.append((before, mark))
            names = ("note", "tags", "colour")
            said = [name for name in names if any(getattr(a, name) != getattr(b, name) for a, b in changes)]
            undoing.record(
                db, f"{', '.join(said)} of {_counted(len(changes))}", [_highlighted(*one) for one in changes]
            )
        return tuple(mark for _, mark in changes)

    def remove_highlight(self, ident: str) -> Highlight:
        """Forget a highlight; what it was is given back.

        Raises:
            LibraryError: if there is no such highlight.
        """
        return self.remove_highlights([ident])[0]

    def remove_highlights(self, idents: Iterable[str]) -> tuple[Highlight, ...]:
        """Forget several highlights in one step; what they were is given back.

        Raises:
            LibraryError: if there is no such highlight; then none is forgotten.
        """
        with self._store.writing() as db:
            gone = tuple(marks.remove(db, ident) for ident in dict.fromkeys(idents))
            undoing.record(db, f"removal of {_counted(len(gone))}", [_highlighted(mark, None) for mark in gone])
        return gone

    def reattach_highlight(self, ident: str, span: Span, version: str = "") -> Highlight:
        """Let a highlight mark another passage of its article's present text, because the reader says so.

        Note, tags and colour stay. White space at the ends of the passage is left out.

        Args:
            ident: Of the highlight.
            span: The passage, as offsets into the present text.
            version: SHA-256 of the text that the reader saw, 64 hex digits; empty where that is no question.

        Raises:
            LibraryError: if there is no such highlight or passage, or the text is another one now.
        """
        with self._store.writing() as db:
            before = marks.highlight(db, ident)
            article = marks.present(db, before.article)
            now = text_version(article.text)
            if version and version != now:
                raise LibraryError("its text has changed meanwhile; look at the new version first")
            place = marks.new_highlight(before.article, article, now, span, "", (), before.colour)
            mark = replace(before, anchor=place.anchor, orphan=False)
            marks.put(db, mark)
            undoing.record(db, "new place of a highlight", [_highlighted(before, mark)])
        return mark

    def nearest_to(self, ident: str) -> tuple[Highlight, str, tuple[Nearest, ...]]:
        """A highlight, the version of its article's present text, and the passages of that which are most like it.

        Raises:
            LibraryError: if there is no such highlight.
        """
        from nkreader.analysis.reattaching import nearest  # deferred, as the first list compares nothing

        mark = marks.highlight(self._store.connection, ident)
        piece = self.piece(mark.article)
        kinds = (PartKind.TITLE, PartKind.HEADING, PartKind.BULLET, PartKind.BOILERPLATE)
        rest = [part.span for part in piece.article.parts if part.kind in kinds]
        sentences = sorted({*piece.analysis.sentences, *rest})
        return mark, piece.version, nearest(mark.anchor, piece.article.text, sentences)

    def restore_highlight(self, mark: Highlight) -> None:
        """Put a highlight (back) as it is; this is no step of the reader's."""
        with self._store.writing() as db:
            marks.put(db, mark)


def _counted(number: int) -> str:
    return "a highlight" if number == 1 else f"{number:,} highlights"


def _highlighted(before: Highlight | None, after: Highlight | None) -> Change:
    one = before or after
    if one is None:
        raise ValueError("no highlight became no highlight")
    was, now = (mark and marks.as_json(mark) for mark in (before, after))
    return Change(undoing.HIGHLIGHT, one.article, was, now, one.id)
