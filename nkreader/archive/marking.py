"""What the reader does to articles: highlights, notes, stars, read marks, tags; and taking it back."""

from __future__ import annotations

import json
from abc import ABC, abstractmethod
from collections.abc import Iterable, Sequence
from dataclasses import replace

from nkreader.archive import marks, undoing
from nkreader.archive.headlines import headlines
from nkreader.archive.serial import dumps
from nkreader.archive.store import Store
from nkreader.model.highlights import COLOURS, Highlight
from nkreader.model.piece import Piece
from nkreader.model.sanitise import safe
from nkreader.model.spans import Span
from nkreader.model.steps import Change, Retraced

_ONE = "SELECT id, read, starred, tags FROM article WHERE id IN (SELECT value FROM json_each(?))"


class Marking(ABC):
    """The part of a library that keeps the reader's own marks."""

    _store: Store

    @abstractmethod
    def piece(self, ident: str) -> Piece:
        """Everything about one article."""

    @abstractmethod
    def resolve(self, ident: str) -> str:
        """The full id for the beginning of one."""

    @abstractmethod
    def _regroup(self) -> None:
        """Bring the same-event groups level with dates that changed."""

    @abstractmethod
    def _follow_names(self, first: str | None = None) -> None:
        """Bring articles level with repairs of names that came or went."""

    def highlights(self, article: str | None = None) -> tuple[Highlight, ...]:
        """The highlights of one article, or all: articles in order of publication, then in text order."""
        db = self._store.connection
        if article is not None:
            return marks.highlights(db, self.resolve(article))
        found = marks.highlights(db)
        marked = headlines(db, {mark.article for mark in found})
        order = {headline.id: at for at, headline in enumerate(marked)}
        return tuple(sorted(found, key=lambda mark: order[mark.article]))

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
        with self._store.writing() as db:
            before = mark = marks.highlight(db, ident)
            if note is not None:
                mark = replace(mark, note=safe(note))
            if tags is not None:
                mark = replace(mark, tags=marks.clean_tags(tags))
            if colour is not None:
                mark = replace(mark, colour=marks.known_colour(colour))
            marks.put(db, mark)
            said = [name for name in ("note", "tags", "colour") if getattr(mark, name) != getattr(before, name)]
            undoing.record(db, f"{', '.join(said)} of a highlight", [_highlighted(before, mark)])
        return mark

    def remove_highlight(self, ident: str) -> Highlight:
        """Forget a highlight; what it was is given back.

        Raises:
            LibraryError: if there is no such highlight.
        """
        with self._store.writing() as db:
            mark = marks.remove(db, ident)
            undoing.record(db, "removal of a highlight", [_highlighted(mark, None)])
        return mark

    def restore_highlight(self, mark: Highlight) -> None:
        """Put a highlight (back) as it is; this is no step of the reader's."""
        with self._store.writing() as db:
            marks.put(db, mark)

    def mark(self, ident: str, read: bool | None = None, starred: bool | None = None, *, step: bool = True) -> None:
        """Set an article's read mark or star; None leaves it. Without `step` it is not to be taken back."""
        self.mark_all([self.resolve(ident)], read, starred, step=step)

    def mark_all(
        self, idents: Iterable[str], read: bool | None = None, starred: bool | None = None, *, step: bool = True
    ) -> int:
        """Set read marks or stars of articles, given by their full ids, in one step; gives how many changed."""
        said = {(True, "read"): "marked read", (False, "read"): "marked unread", (True, "starred"): "star",
                (False, "starred"): "star taken away"}  # fmt: skip
        wanted = {name: value for name, value in (("read", read), ("starred", starred)) if value is not None}
        with self._store.writing() as db:
            changes = [
                Change(name, full, bool(was), wanted[name])
                for full, *values, _ in db.execute(_ONE, (dumps(list(idents)),)).fetchall()
                for name, was in zip(("read", "starred"), values, strict=True)
                if name in wanted and bool(was) != wanted[name]
            ]
            for name, value in wanted.items():
                changed = [(int(value), change.article) for change in changes if change.kind == name]
                db.executemany(f"UPDATE article SET {name} = ? WHERE id = ?", changed)
            if step:
                undoing.record(db, ", ".join(said[value, name] for name, value in wanted.items()), changes)
        return len({change.article for change in changes})

    def tag(self, ident: str, tags: Sequence[str]) -> tuple[str, ...]:
        """Give an article these tags in the place of those it has; gives them as they are kept.

        The tags of its highlights are another matter.
        """
        full, wanted = self.resolve(ident), marks.clean_tags(tags)
        with self._store.writing() as db:
            ((_, _, _, before),) = db.execute(_ONE, (dumps([full]),)).fetchall()
            db.execute("UPDATE article SET tags = ? WHERE id = ?", (dumps(list(wanted)), full))
            undoing.record(db, "tags", [Change("tags", full, json.loads(before), list(wanted))])
        return wanted

    def undo(self, first: str | None = None) -> Retraced | None:
        """Take back what the reader did last, on whatever day; None if there is nothing (more).

        `first` is the article that is brought level before all others where much changes by it.
        """
        return self._retrace(first, back=True)

    def redo(self, first: str | None = None) -> Retraced | None:
        """Do again what was taken back last; None if there is nothing (more). `first` is as for `undo`."""
        return self._retrace(first, back=False)

    def _retrace(self, first: str | None, *, back: bool) -> Retraced | None:
        with self._store.writing() as db:
            done = undoing.retrace(db, back=back)
        if done is not None and done.named:
            self._follow_names(first)
        elif done is not None and done.dated:
            self._regroup()
        return done


def _highlighted(before: Highlight | None, after: Highlight | None) -> Change:
    one = before or after
    if one is None:
        raise ValueError("no highlight became no highlight")
    was, now = (mark and marks.as_json(mark) for mark in (before, after))
    return Change(undoing.HIGHLIGHT, one.article, was, now, one.id)
