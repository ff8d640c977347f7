"""What servers gave, taken into the library: pages one by one, feeds with the entries that are new."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace

from nkreader.archive import fetched_store as kept
from nkreader.archive.added import AddReport
from nkreader.archive.adding import Intake
from nkreader.archive.addressing import PAGE, key_of, lives, named
from nkreader.archive.store import Store
from nkreader.fetching.addresses import checked, page_key
from nkreader.fetching.answers import Fetched
from nkreader.fetching.errors import Unfetched
from nkreader.fetching.reading import articles, is_summary
from nkreader.ingest import Extract, Skipped
from nkreader.ingest.containing import fault
from nkreader.model.fetched import Feed, Outcome

EMPTY = "a feed without entries"
"""What is said of such a one: it may have some the next time."""
PATIENCE = 3
"""How often a page of an entry is asked for that could not be had, before its summary is taken instead."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A page that is to be fetched for the sake of an entry."""

    url: str
    entry: Extract


@dataclass(slots=True)
class Taking:
    """One fetching; `report` is filled as it goes on."""

    store: Store
    report: AddReport
    limit: int
    wanted: list[Wanted] = field(default_factory=list)
    """Pages of entries that feeds gave."""

    def page(self, url: str, given: Fetched | Exception) -> Outcome:
        """A page that the reader named."""
        if isinstance(given, Exception):
            return self._failed(url, given)
        if given.data is None or self._is_as_before(given):
            return self._again(url, given)
        items = [*articles(given, self.limit)]
        outcome = self._taken(given, items)
        with self.store.writing() as db:
            if outcome.reason or not items:
                kept.forget_validators(db, given.url)
            else:
                kept.keep_validators(db, given)
        return outcome

    def feed(self, feed: Feed, given: Fetched | Exception) -> Outcome:
        """A feed, and which pages of its entries are to be fetched."""
        if isinstance(given, Exception):
            outcome = self._failed(feed.url, given)
            self._noted(replace(feed, trouble=outcome.reason))
            return outcome
        if given.data is None or self._is_as_before(given, feed=True):
            self._noted(replace(feed, synced=given.retrieved, trouble=None))
            return Outcome(feed.url, note="nothing new")
        items = [*articles(given, self.limit)]
        entries = [item for item in items if isinstance(item, Extract)]
        left = [item for item in items if isinstance(item, Skipped) and item.reason != EMPTY]
        if left and not entries:
            self.report.skipped += left
            self._noted(replace(feed, trouble=left[0].reason))
            return Outcome(feed.url, reason=left[0].reason)
        known, wanted, new = self._sorted_out(feed, entries)
        outcome = self._taken(given, [*new, *left], only_new=True)
        outcome = replace(outcome, unchanged=outcome.unchanged + known)
        self.report.unchanged += known
        self.wanted += wanted
        title = feed.title or next((item.article.stated.outlet or "" for item in entries), "")
        present = replace(feed, title=title, synced=given.retrieved, trouble=None)
        moved = self._noted(present, given.moved)
        with self.store.writing() as db:
            kept.forget_validators(db, feed.url)
            if not wanted:
                kept.keep_validators(db, replace(given, url=moved or feed.url))
        return replace(outcome, note=f"now at {moved}" if moved else "")

    def entry_page(self, wanted: Wanted, given: Fetched | Exception) -> Outcome:
        """The page of an entry; where it cannot be had, the entry's summary is taken in the end."""
        page = page_key(wanted.url)
        if isinstance(given, Fetched) and given.data is not None:
            outcome = self._taken(given, articles(given, self.limit))
            if not outcome.reason:
                self._joined(wanted, given)
                return outcome
            lasting = True
        else:
            trouble = given if isinstance(given, Exception) else Unfetched("nothing came")
            outcome = self._failed(wanted.url, trouble)
            lasting = not (isinstance(trouble, Unfetched) and trouble.passing)
        with self.store.writing() as db:
            kept.note_try(db, page, lasting)
            times, _ = kept.tries(db, page)
        if not lasting and times < PATIENCE:
            return outcome
        instead = self._with(lambda intake: intake.take([wanted.entry]))
        added = (*outcome.added, *instead.added)
        return replace(outcome, added=added, note="the feed's summary was taken" if instead.added else "")

    def _sorted_out(self, feed: Feed, entries: list[Extract]) -> tuple[int, list[Wanted], list[Extract]]:
        """How many entries need nothing, which pages to fetch, and which entries to take as they are."""
        db = self.store.connection
        known, wanted, new = 0, [], []
        for item in entries:
            url = _link(item)
            page = f"{PAGE}{page_key(url)}" if url else ""
            names = [name for name in (item.same_as, page) if name]
            short = is_summary(item)
            if kept.is_dismissed(db, names) or (short and page and named(db, page)):
                known += 1
            elif short and feed.pages and url and not (item.same_as and named(db, item.same_as)):
                times, lasting = kept.tries(db, page_key(url))
                if lasting or times >= PATIENCE:
                    new.append(item)
                else:
                    wanted.append(Wanted(url, item))
            else:
                new.append(item)
        return known, wanted, new

    def _taken(self, given: Fetched, items: Iterable[Extract | Skipped], only_new: bool = False) -> Outcome:
        """Take articles in and note from where they came; with `only_new`, not of those that are as they were."""
        came = [*items]
        batch = self._with(lambda intake: intake.take(came))
        changed = {*batch.added, *batch.updated}
        with self.store.writing() as db:
            for item in came:
                ident = named(db, item.same_as) if isinstance(item, Extract) and item.same_as else None
                if isinstance(item, Extract) and ident and (not only_new or ident in changed):
                    kept.note(db, ident, given, item.digest)
        reasons = [item.reason for item in batch.skipped]
        more = f" (and {len(reasons) - 1:,} more)" if len(reasons) > 1 else ""
        reason = f"{reasons[0]}{more}" if reasons else ""
        return Outcome(given.url, tuple(batch.added), tuple(batch.updated), batch.unchanged, reason)

    def _with(self, work: Callable[[Intake], None]) -> AddReport:
        """Take something in; gives what became of it, and counts it in."""
        batch = AddReport()
        intake = Intake(self.store, batch)
        try:
            work(intake)
        finally:
            intake.close()
            self.report.take(batch)
            self.report.done += batch.done
        return batch

    def _is_as_before(self, given: Fetched, feed: bool = False) -> bool:
        known = kept.validators(self.store.connection, given.url)
        same = known is not None and known[2] == given.sha256
        return same and (feed or kept.was_fetched(self.store.connection, given.url))

    def _again(self, url: str, given: Fetched) -> Outcome:
        with self.store.writing() as db:
            count = kept.seen_again(db, given.url, given.retrieved)
        self.report.unchanged += count
        self.report.done += count
        return Outcome(url, unchanged=count)

    def _failed(self, url: str, trouble: Exception) -> Outcome:
        reason = trouble.reason if isinstance(trouble, Unfetched) else fault(trouble)
        self.report.skipped.append(Skipped(url, reason))
        return Outcome(url, reason=reason)

    def _noted(self, feed: Feed, moved: str | None = None) -> str | None:
        """Keep what is known of a feed, unless it was removed meanwhile; gives where it is now, if it moved."""
        with self.store.writing() as db:
            if kept.feed(db, feed.url) is None:
                return None
            if moved and moved != feed.url and kept.feed(db, moved) is None:
                kept.forget_feed(db, feed.url)
                kept.put_feed(db, replace(feed, url=moved))
                return moved
            kept.put_feed(db, feed)
        return None

    def _joined(self, wanted: Wanted, given: Fetched) -> None:
        """The page's article is the entry's, and that of the address that the entry gives."""
        with self.store.writing() as db:
            ident = named(db, f"{PAGE}{page_key(given.final)}")
            if ident:
                for name in (wanted.entry.same_as, f"{PAGE}{page_key(wanted.url)}"):
                    lives(db, key_of(name) if name else None, ident)


def _link(item: Extract) -> str:
    """Where an entry says its page is; empty where that cannot be asked for."""
    try:
        return checked(item.article.stated.url or "")
    except Unfetched:
        return ""
