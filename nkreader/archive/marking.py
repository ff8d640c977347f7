"""What the reader does to articles: stars, read marks, tags; and taking back what was done to them and highlights."""

from __future__ import annotations

import json
from abc import abstractmethod
from collections.abc import Iterable, Sequence

from nkreader.archive import marks, undoing
from nkreader.archive.highlighting import Highlights
from nkreader.archive.serial import dumps
from nkreader.archive.store import Store
from nkreader.model.steps import Change, Retraced

_ONE = "SELECT id, read, starred, tags FROM article WHERE id IN (SELECT value FROM json_each(?))"


class Marking(Highlights):
    """The part of a library that keeps the reader's own marks."""

    _store: Store

    @abstractmethod
    def _regroup(self) -> None:
        """Bring the same-event groups level with dates that changed."""

    @abstractmethod
    def _follow_names(self, first: str | None = None) -> None:
        """Bring articles level with repairs of names that came or went."""

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
