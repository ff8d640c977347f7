"""What is doubtful in a library, each finding with its place. Looking changes nothing.

Files that are as they were when they were added are not read again: what they did not give is remembered.
"""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice
from pathlib import Path

from nkreader.archive import known, marks, pointing
from nkreader.archive.characters import described, mixtures
from nkreader.archive.errors import LibraryError
from nkreader.archive.finding import Finder
from nkreader.archive.headlines import headlines
from nkreader.archive.serial import analysis_from_json, article_from_json
from nkreader.model.article import Article
from nkreader.model.headline import Headline
from nkreader.model.highlights import Highlight
from nkreader.model.identity import text_version
from nkreader.model.sanitise import Replaced, safe_line

MANY = 100
"""So many findings of one kind in one article are told one by one; the rest as a number."""
LOOK_SECONDS = 0.1
"""How often it is told how far the examination is."""
STEPS = 200_000
"""Steps of the database's machine after which a long question is looked up from."""

Look = Callable[[int, int, str], None]
"""Called now and then with what is done, of how many (0 if nobody knows), and what is at hand. What it raises ends the
examination."""


class Kind(StrEnum):
    """What a finding is about, in the order they are told."""

    STORE = "database"
    INDEX = "index"
    MISSING = "missing file"
    ORPHAN = "orphaned highlight"
    CONFLICT = "dates in conflict"
    UNDATED = "undated"
    HIDDEN = "hidden character"
    MIXED = "mixed alphabets"
    SKIPPED = "skipped file"
    NAMES = "gazetteer"


@dataclass(frozen=True, slots=True)
class Finding:
    """Something doubtful."""

    kind: str
    text: str
    """One line."""
    article: str | None = None
    path: str | None = None
    line: int | None = None
    """One-based; of the article's text, which for a row is not that of the file."""
    column: int | None = None
    """One-based, in code points."""
    offset: int | None = None
    """Into the article's present text; of an orphaned highlight, where its passage most likely was."""


def examine(db: sqlite3.Connection, finder: Finder, look: Look | None = None) -> tuple[Finding, ...]:
    """Everything doubtful, by kind, then in order of publication."""
    watch = _Watch(look)
    found: list[Finding] = []
    with _interruptible(db, watch):
        for check in (_database(db), _indexed(db, finder), _read(db, watch)):
            try:
                found.extend(check)
            except LibraryError as error:
                found.append(Finding(Kind.STORE, f"cannot be read: {safe_line(str(error))}"))
    order = {kind: at for at, kind in enumerate(Kind)}
    return tuple(sorted(found, key=lambda finding: order[Kind(finding.kind)]))


class _Watch:
    """Tells how far it is, a few times a second."""

    def __init__(self, look: Look | None) -> None:
        self._look = look
        self._told = 0.0
        self._at = (0, 0, "the database")

    def __call__(self, done: int, total: int, what: str) -> None:
        """Go on to something else."""
        self._at = done, total, what
        self.again()

    def again(self) -> None:
        """Still at the same."""
        now = time.monotonic()
        if self._look is not None and now - self._told >= LOOK_SECONDS:
            self._told = now
            self._look(*self._at)


@contextmanager
def _interruptible(db: sqlite3.Connection, watch: _Watch) -> Iterator[None]:
    """Let whoever watches end a question to the database that takes long."""
    raised: list[BaseException] = []

    def handler() -> int:
        try:
            watch.again()
        except BaseException as error:
            raised.append(error)
        return len(raised)

    db.set_progress_handler(handler, STEPS)
    try:
        yield
    except sqlite3.OperationalError:
        if raised:
            raise raised[0] from None
        raise
    finally:
        db.set_progress_handler(None, 0)


def _database(db: sqlite3.Connection) -> Iterator[Finding]:
    for (said,) in db.execute("PRAGMA integrity_check"):
        if said != "ok":
            yield Finding(Kind.STORE, safe_line(said))
    for table, _, parent, _ in db.execute("PRAGMA foreign_key_check"):
        yield Finding(Kind.STORE, f"a row of {table} belongs to no {parent}")


def _indexed(db: sqlite3.Connection, finder: Finder) -> Iterator[Finding]:
    """Whether the index holds what the store holds; it is a cache, and the next search mends it."""
    try:
        lacking, surplus = finder.agreement()
    except LibraryError as damage:
        yield Finding(Kind.INDEX, f"{safe_line(str(damage))}; the next search rebuilds it")
        return
    kept = [row[0] for row in db.execute("SELECT id FROM article ORDER BY number")]
    absent = [Finding(Kind.INDEX, "not in the index as it is now", ident) for ident in kept if ident in lacking]
    yield from _some(absent, "articles that the index does not hold as they are; the next search mends it")
    if surplus:
        yield Finding(Kind.INDEX, f"holds {len(surplus)} articles that are gone; the next search mends it")


def _some(found: Sequence[Finding], what: str) -> Iterator[Finding]:
    yield from found[:MANY]
    if len(found) > MANY:
        first = found[0]
        yield Finding(first.kind, f"and {len(found) - MANY} more {what}", first.article, first.path)


def _read(db: sqlite3.Connection, watch: _Watch) -> Iterator[Finding]:
    marked: dict[str, list[Highlight]] = {}
    for mark in marks.highlights(db):
        marked.setdefault(mark.article, []).append(mark)
    listed = headlines(db)
    for done, headline in enumerate(listed):
        watch(done, len(listed), headline.title)
        yield from _files(db, headline)
        yield from _dates(db, headline)
        (content,) = db.execute(
            "SELECT article_json FROM version WHERE article = ? ORDER BY number DESC LIMIT 1", (headline.id,)
        ).fetchone()
        try:
            article = article_from_json(content)
        except (ValueError, LookupError, TypeError) as error:
            yield Finding(Kind.STORE, f"the text cannot be read: {safe_line(str(error))}", headline.id)
            continue
        yield from _orphans(headline, article, marked.get(headline.id, ()))
        yield from _hidden(headline, article)
        yield from _mixed(headline, article)
    yield from _skipped(db, watch)


def _files(db: sqlite3.Connection, headline: Headline) -> Iterator[Finding]:
    """An article none of whose files is there any more: looked up now, not only remembered."""
    from nkreader.ingest import file_of

    rows = db.execute("SELECT path, missing FROM path WHERE article = ? ORDER BY path", (headline.id,)).fetchall()
    paths = [os.fsdecode(path) for path, _ in rows]
    if not any(not missing and os.path.exists(file_of(path)) for path, (_, missing) in zip(paths, rows, strict=True)):
        for path in paths:
            yield Finding(Kind.MISSING, "not there any more; the text is kept", headline.id, safe_line(path))


def _dates(db: sqlite3.Connection, headline: Headline) -> Iterator[Finding]:
    when = headline.published
    path = _path(headline)
    if not when.known:
        yield Finding(Kind.UNDATED, when.reason, headline.id, path)
    if when.contested:
        values = f" ({' or '.join(when.candidates)})" if when.candidates else ""
        (content,) = db.execute("SELECT analysis_json FROM analysis WHERE article = ?", (headline.id,)).fetchone()
        try:
            offset = pointing.conflicting(when, analysis_from_json(content))
        except (ValueError, LookupError, TypeError):
            offset = None
        yield Finding(Kind.CONFLICT, f"{when.reason}{values}", headline.id, path, offset=offset)


def _path(headline: Headline) -> str | None:
    return safe_line(headline.paths[0]) if headline.paths else None


def _orphans(headline: Headline, article: Article, highlights: Iterable[Highlight]) -> Iterator[Finding]:
    version = text_version(article.text) if highlights else ""
    for mark in highlights:
        lies = mark.anchor.version != version or mark.anchor.span.of(article.text) != mark.anchor.exact
        if mark.orphan or lies:
            said = "is not in the text any more" if mark.orphan else "does not stand where it was marked"
            quote = mark.anchor.exact if len(mark.anchor.exact) <= 60 else f"{mark.anchor.exact[:59]}…"
            near = pointing.nearest(mark.anchor, article.text)
            text = f"{mark.id} “{safe_line(quote)}” {said}"
            yield Finding(Kind.ORPHAN, text, headline.id, _path(headline), offset=near)


def _hidden(headline: Headline, article: Article) -> Iterator[Finding]:
    found = []
    for run in _runs(article.replaced):
        more = f" and {len(run) - 1} more beside it" if len(run) > 1 else ""
        found.append(_at(Kind.HIDDEN, f"{described(run[0].code)}{more}", headline, article, run[0].offset))
    yield from _some(found, "places with hidden characters")


def _runs(replaced: Iterable[Replaced]) -> list[list[Replaced]]:
    """Replaced characters, those that stand side by side together."""
    runs: list[list[Replaced]] = []
    for item in replaced:
        if runs and runs[-1][-1].offset + 1 == item.offset:
            runs[-1].append(item)
        else:
            runs.append([item])
    return runs


def _mixed(headline: Headline, article: Article) -> Iterator[Finding]:
    found = []
    for mixture in islice(mixtures(article.text), 10 * MANY):
        letters = ", ".join(described(ord(letter)) for letter in mixture.letters[:3])
        text = f"“{mixture.word.of(article.text)[:40]}” mixes {' and '.join(mixture.scripts)}: {letters}"
        found.append(_at(Kind.MIXED, text, headline, article, mixture.at))
    yield from _some(found, "words of several alphabets")


def _at(kind: Kind, text: str, headline: Headline, article: Article, offset: int) -> Finding:
    line = article.text.count("\n", 0, offset) + 1
    column = offset - article.text.rfind("\n", 0, offset)
    return Finding(kind, text, headline.id, _path(headline), line, column, offset)


def _skipped(db: sqlite3.Connection, watch: _Watch) -> Iterator[Finding]:
    """Files and rows in the known folders that gave no article, and why; only what changed is read again."""
    from nkreader import settings
    from nkreader.ingest import Skipped, files, read

    folders = [Path(os.fsdecode(path)) for (path,) in db.execute("SELECT path FROM folder ORDER BY path")]
    before = known.Before(db, folders)
    for done, found in enumerate(files(folders, settings.read()[0].limit)):
        watch(done, 0, "files in the known folders")
        if isinstance(found, Skipped):
            skipped = [found]
        elif before.unchanged(found) is not None:
            skipped = known.refusals(db, found.shown)
        else:
            skipped = [item for item in read(found) if isinstance(item, Skipped)]
        yield from (Finding(Kind.SKIPPED, safe_line(item.reason), None, safe_line(item.path)) for item in skipped)
