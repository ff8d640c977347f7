"""The library: everything the reader's archive can do, behind one door."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from nkreader.archive import marks, naming, places
from nkreader.archive.chronicling import Chronicling
from nkreader.archive.dating import Dating
from nkreader.archive.drafting import Drafting
from nkreader.archive.errors import LibraryError, UnknownArticle
from nkreader.archive.fetched import Fetching
from nkreader.archive.finding import Finder
from nkreader.archive.headlines import headlines, newest
from nkreader.archive.keeping import Keeping
from nkreader.archive.locking import Waiting
from nkreader.archive.marking import Marking
from nkreader.archive.naming import Named
from nkreader.archive.of_names import OfNames
from nkreader.archive.recalling import Recalling
from nkreader.archive.repairing import Repairing
from nkreader.archive.ruling import RulingGroups
from nkreader.archive.serial import analysis_from_json, article_from_json
from nkreader.archive.store import Store
from nkreader.archive.verifying import Verifying
from nkreader.model.dates import Interval
from nkreader.model.entities import Entity
from nkreader.model.headline import Headline
from nkreader.model.identity import text_version
from nkreader.model.links import Event, Link
from nkreader.model.occasion import Occasion
from nkreader.model.piece import Piece
from nkreader.model.query import Hit, Query, Results
from nkreader.model.sanitise import safe_line
from nkreader.model.spans import Span

if TYPE_CHECKING:
    from nkreader.export.markdown import ExportReport
    from nkreader.model.versions import Reworded, Versions

_SAMPLE = "sample"


class Library(
    Fetching, Keeping, Dating, Repairing, RulingGroups, Marking, Drafting, Recalling, OfNames, Chronicling, Verifying
):
    """One folder with `library.db` and `index/`. Any thread may call any method.

    Every method that needs the disk raises `LibraryError` with one line for the reader when it cannot.
    """

    def __init__(self, folder: Path, store: Store) -> None:
        self.folder = folder
        self._store = store
        self._finder = Finder(store, folder / places.INDEX)
        self._is_sample: bool | None = None
        """None until somebody asks; then no key waits for the database because of it."""

    @classmethod
    def open(cls, folder: Path, waiting: Waiting | None = None, *, later: bool = False) -> Library:
        """Open the library in a folder, or begin one there: in a new or an empty folder.

        `waiting` is told, from whatever thread, when another nkreader that is writing is waited for, and how far it is
        with articles that are analysed again. `later` leaves it to `take_names` to do so where only the reader's own
        gazetteer changed.

        Raises:
            LibraryError: if the folder cannot be made, or holds something else.
        """
        places.begin(folder)
        library = cls(folder, Store(folder / places.FILE, waiting))
        library._mend(waiting, later)
        return library

    def make_ready(self) -> None:
        """Import what the first list did without, before somebody waits for it; from now on waste no memory."""
        from nkreader.archive.frugal import be_frugal

        be_frugal()
        from nkreader.archive import appearances, chronology, dossiers, linking, spelling_out, standing, versions  # noqa: F401

    @property
    def sample(self) -> bool:
        """Whether this is the sample archive, which must not be cited."""
        if self._is_sample is None:
            self._is_sample = self._store.meta(_SAMPLE) == "1"
        return self._is_sample

    def become_sample(self) -> None:
        """Mark this library as the sample archive for good."""
        self._store.set_meta(_SAMPLE, "1")
        self._is_sample = True

    def close(self) -> None:
        """Close the library's files."""
        self._finder.close()
        self._store.close()

    def headlines(self, placed: bool = True) -> tuple[Headline, ...]:
        """All articles in order of publication, oldest first, undated last; without `placed` not from where they are.

        Then they have neither address nor paths, and take a third less memory; `headline` tells of each.
        """
        return headlines(self._store.connection, placed=placed)

    def newest(self, most: int) -> tuple[Headline, ...]:
        """The beginning of a list of all articles, newest first, while the rest is read; nothing if `most` are all."""
        (count,) = self._store.connection.execute("SELECT count(*) FROM article").fetchone()
        return newest(self._store.connection, most) if count > most else ()

    def headline(self, ident: str) -> Headline:
        """One article's headline; `ident` may be any unambiguous beginning of an id."""
        full = self.resolve(ident)
        return headlines(self._store.connection, [full])[0]

    def resolve(self, ident: str) -> str:
        """The full id for the beginning of one.

        Raises:
            UnknownArticle: if no article, or more than one, begins so.
        """
        wanted = ident.casefold()
        if re.fullmatch("[0-9a-f]{1,12}", wanted) is None:
            raise UnknownArticle(f"no article {safe_line(ident)!r}: an id has 12 hex digits")
        rows = self._store.connection.execute(
            "SELECT id FROM article WHERE id BETWEEN ? AND ? ORDER BY id LIMIT 2", (wanted, f"{wanted}g")
        ).fetchall()
        if len(rows) != 1:
            raise UnknownArticle(f"{'several articles begin' if rows else 'no article begins'} with {wanted}")
        return str(rows[0][0])

    def piece(self, ident: str) -> Piece:
        """Everything about one article.

        Raises:
            UnknownArticle: if there is none of this id.
        """
        full = self.resolve(ident)
        db = self._store.connection
        data, analysis = db.execute(
            "SELECT v.article_json, n.analysis_json FROM version v JOIN analysis n ON n.article = v.article "
            "WHERE v.article = ? ORDER BY v.number DESC LIMIT 1",
            (full,),
        ).fetchone()
        article = article_from_json(data)
        headline = headlines(db, [full])[0]
        return Piece(
            headline,
            article,
            analysis_from_json(analysis),
            marks.highlights(db, full),
            text_version(article.text),
            self.sample,
            self.event(full) if headline.event else None,
        )

    def versions(self, ident: str) -> tuple[str, ...]:
        """Digests of an article's versions, the first one first."""
        rows = self._store.connection.execute(
            "SELECT digest FROM version WHERE article = ? ORDER BY number", (self.resolve(ident),)
        )
        return tuple(row[0] for row in rows)

    def compared(self, asked: str) -> Versions:
        """How the pieces on one event differ, and how earlier texts of the piece did; by an article's id or an event's.

        Raises:
            UnknownArticle: if there is neither.
        """
        from nkreader.archive import versions  # deferred, as the first list compares nothing

        return versions.versions(self._store.connection, asked, self.piece, self.resolve)

    def worded_otherwise(self, ident: str, span: Span) -> tuple[Headline, Reworded] | None:
        """The piece nearer to the origin that words a quotation of this passage otherwise, and both wordings."""
        from nkreader.archive import versions

        return versions.otherwise(self._store.connection, self.resolve(ident), span, self.piece)

    def search(
        self, query: str, limit: int = 200, passages: int | None = None, go_on: Callable[[], None] = lambda: None
    ) -> Results:
        """Find articles; never fails for what a query says.

        `passages` is how many of the hits get theirs now, where not all do; `passages` gives the others. `go_on` is
        called between the steps; what it raises ends the search.
        """
        return self._finder.search(query, limit, passages, go_on)

    def passages(self, query: Query, hits: Iterable[Hit]) -> Iterator[Hit]:
        """Hits of a search with the passages that show why they were found, one at a time."""
        return self._finder.passages(query, hits)

    def reindex(self) -> None:
        """Write the index anew."""
        self._finder.rebuild()

    def settle(self, go_on: Callable[[], None] = lambda: None) -> None:
        """Put the index in order behind what was added: nothing waits for it; what `go_on` raises ends it."""
        self._finder.settle(go_on)

    def related(self, ident: str) -> tuple[Link, ...]:
        """Pieces of the same event first, then other pieces by score, each with its reasons."""
        from nkreader.archive import linking, ruled_links  # deferred, as the first list needs no analysis

        db, full = self._store.connection, self.resolve(ident)
        return ruled_links.as_ruled(db, full, linking.related(db, full))

    def events(self) -> tuple[Event, ...]:
        """The same-event groups in order of their first piece."""
        from nkreader.archive import events

        db = self._store.connection
        return events.events(db, headlines(db))

    def event(self, article: str) -> Event | None:
        """The same-event group of an article; None where no other piece reports its event."""
        from nkreader.archive import events

        return events.event_of(self._store.connection, self.resolve(article))

    def names(self, kind: str | None = None) -> tuple[Named, ...]:
        """The names in the library, most named first; of one kind, or all."""
        return naming.names(self._store.connection, kind)

    def entity_articles(self, entity: str) -> tuple[str, ...]:
        """Ids of the articles that name an entity, or whoever is counted as one with it, in order of publication."""
        from nkreader.archive import joined

        db = self._store.connection
        found = headlines(db, joined.articles(db, joined.together(db, entity)))
        return tuple(headline.id for headline in found)

    def called(self, name: str) -> tuple[Entity, ...]:
        """What a name, an alias or an id may mean among the names of the library, most named first."""
        from nkreader.archive import appearances

        return appearances.called(self._store.connection, name)

    def appearances(self, entity: Entity, days: Interval, alone: bool = False) -> tuple[Occasion, ...]:
        """The events in which a name occurs, in order of time: those that may lie in `days`."""
        from nkreader.archive import appearances

        return appearances.appearances(self._store.connection, entity, days, alone)

    def cited(self, ids: Iterable[str] | None = None) -> list[Piece]:
        """The pieces that hold highlights, in order of publication; among some articles, or all."""
        chosen = None if ids is None else {self.resolve(ident) for ident in ids}
        db = self._store.connection
        marked = {mark.article for mark in marks.highlights(db)}
        wanted = marked if chosen is None else marked & chosen
        from nkreader.archive.speaking import with_speakers

        return [with_speakers(self.piece(headline.id)) for headline in headlines(db, wanted)]

    def export(
        self,
        target: Path,
        ids: Iterable[str] | None = None,
        *,
        dry_run: bool = False,
        prune: bool = False,
        flavour: str = "commonmark",
    ) -> ExportReport:
        """Bring the Markdown files in `target` up to date: of some articles, or of all.

        `flavour` is the dialect of Markdown, one of `settings.FLAVOURS`.

        Raises:
            LibraryError: if nothing may or can be written there; nothing was changed.
        """
        from nkreader.archive.speaking import with_speakers
        from nkreader.export import markdown
        from nkreader.export.flavours import FLAVOURS

        places.refuse_beside(target, self._singles())
        chosen = None if ids is None else {self.resolve(ident) for ident in ids}
        try:
            wanted = {mark.article for mark in self.highlights()} | markdown.exported(target)
            wanted = wanted if chosen is None else wanted & chosen
            told = headlines(self._store.connection, wanted)
            pieces = [with_speakers(self.piece(headline.id)) for headline in told]
            forbidden = (*self.folders(), self.folder)
            return markdown.export(
                target, pieces, dry_run=dry_run, prune=prune, forbidden=forbidden, flavour=FLAVOURS[flavour]
            )
        except markdown.ExportRefused as refusal:
            raise LibraryError(str(refusal)) from refusal
