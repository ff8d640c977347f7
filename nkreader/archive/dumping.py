"""A library's plain-text copy: one JSON object a line, sorted, the same bytes for the same library.

The first line is the header: format number, and whether this is the sample archive. Then come settings, known
folders, what the reader removed, the steps that can be taken back, the searches, the repairs of names that hold
everywhere, what is said of groups, the feeds, then one article after another by id: the `article` line with its marks,
its `version`, `path`, `address`, `highlight` and `repair` lines, what each step changed of it, and its `retrieval`
lines. So a change to one article is a change in one place.

Every text is in it, also where its file is still there: a copy that needs other files is no backup, and the
same library has to give the same bytes whatever becomes of those files. Left out is what a look at the files
tells again (their sizes and times) and what is derived from the rest (analyses, groups, index).
"""

from __future__ import annotations

import contextlib
import heapq
import json
import os
import sqlite3
import stat
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nkreader.archive import fetched_dumped, repairs_dumped, rulings_dumped, searches_dumped
from nkreader.archive.errors import LibraryError
from nkreader.archive.serial import dumps
from nkreader.archive.undoing import DATES
from nkreader.model.sanitise import is_safe

FORMAT = 1
"""Changes when an older nkreader could no longer restore what a dump holds."""
HEADER = "nkreader dump"
"""`kind` of the first line."""
SAMPLE = "sample"
"""The key that marks the sample archive; the header carries it."""

Record = dict[str, Any]
_Row = tuple[str, int, Record]


@dataclass(frozen=True, slots=True)
class DumpReport:
    """What a dump holds."""

    target: Path
    records: Mapping[str, int]
    """How many lines of each kind, without the header."""
    size: int
    """Bytes."""


def path_text(path: bytes) -> str:
    """A path as text that gives its bytes back, whatever the locale: what is not UTF-8 becomes lone surrogates."""
    return path.decode("utf-8", "surrogateescape")


def path_bytes(text: str) -> bytes:
    """The reverse of `path_text`.

    Raises:
        UnicodeEncodeError: if no path reads so.
    """
    return text.encode("utf-8", "surrogateescape")


def encoded(record: Record) -> str:
    """A record as one line; what a terminal might obey stands as an escape."""
    line = dumps(record)
    if is_safe(line):
        return line
    return "".join(ch if is_safe(ch) else json.dumps(ch)[1:-1] for ch in line)


def records(db: sqlite3.Connection) -> Iterator[Record]:
    """Everything that cannot be recreated, in the order of the dump, as of one moment.

    The transaction ends with the connection, which is to serve nothing else.
    """
    db.execute("BEGIN")
    meta = dict(db.execute("SELECT key, value FROM meta ORDER BY key"))
    yield {"kind": HEADER, "format": FORMAT, "sample": meta.pop(SAMPLE, "0") == "1"}
    for key, value in meta.items():
        yield {"kind": "setting", "key": key, "value": value}
    for (path,) in db.execute("SELECT path FROM folder ORDER BY path"):
        yield {"kind": "folder", "path": path_text(path)}
    for path, digest in db.execute("SELECT path, digest FROM ignored ORDER BY path"):
        yield {"kind": "ignored", "path": path_text(path), "digest": digest}
    for token, number, said, title, undone in db.execute("SELECT * FROM step ORDER BY token"):
        step = {"kind": "step", "token": token, "number": number, "said": said, "title": title}
        yield {**step, "undone": bool(undone)}
    yield from searches_dumped.records(db)
    yield from repairs_dumped.records(db)
    yield from rulings_dumped.records(db)
    yield from fetched_dumped.records(db)
    own = (_highlights(db), _repairs(db), _changes(db), fetched_dumped.own_records(db))
    parts = (_articles(db), _versions(db), _paths(db), _addresses(db), *own)
    for _, _, record in heapq.merge(*parts, key=lambda row: row[:2]):
        yield record


def _articles(db: sqlite3.Connection) -> Iterator[_Row]:
    for ident, number, added, renewed, read, starred, tags, *dates in db.execute(
        f"SELECT id, number, added, renewed, read, starred, tags, {', '.join(DATES)} FROM article ORDER BY id"
    ):
        record = {"kind": "article", "id": ident, "number": number, "added": added, "renewed": renewed}
        said = {"read": bool(read), "starred": bool(starred), "tags": json.loads(tags)}
        yield ident, 0, {**record, **said, **dict(zip(DATES, dates, strict=True))}


def _versions(db: sqlite3.Connection) -> Iterator[_Row]:
    for ident, number, digest, content in db.execute(
        "SELECT article, number, digest, article_json FROM version ORDER BY article, number"
    ):
        record = {"kind": "version", "article": ident, "number": number, "digest": digest}
        yield ident, 1, {**record, "content": json.loads(content)}


def _paths(db: sqlite3.Connection) -> Iterator[_Row]:
    for ident, path, digest, missing in db.execute(
        "SELECT article, path, digest, missing FROM path ORDER BY article, path"
    ):
        record = {"kind": "path", "article": ident, "path": path_text(path), "digest": digest}
        yield ident, 2, {**record, "missing": bool(missing)}


def _addresses(db: sqlite3.Connection) -> Iterator[_Row]:
    for ident, key in db.execute("SELECT article, key FROM address ORDER BY article, key"):
        yield ident, 3, {"kind": "address", "article": ident, "key": key}


_ANCHOR = ("start", "end", "exact", "prefix", "suffix", "paragraph", "version")


def _highlights(db: sqlite3.Connection) -> Iterator[_Row]:
    columns = f"article, id, {', '.join(_ANCHOR)}, note, tags, colour, orphan"
    for ident, mark, *anchor, note, tags, colour, orphan in db.execute(
        f"SELECT {columns} FROM highlight ORDER BY article, id"
    ):
        said = {"note": note, "tags": json.loads(tags), "colour": colour, "orphan": bool(orphan)}
        place = dict(zip(_ANCHOR, anchor, strict=True))
        yield ident, 4, {"kind": "highlight", "id": mark, "article": ident, **place, **said}


def _repairs(db: sqlite3.Connection) -> Iterator[_Row]:
    for ident, record in repairs_dumped.own_records(db):
        yield ident, 5, record


def _changes(db: sqlite3.Connection) -> Iterator[_Row]:
    for step, place, ident, what, key, before, after in db.execute(
        "SELECT step, place, article, what, key, before, after FROM change WHERE article NOT NULL "
        "ORDER BY article, step, place"
    ):
        record = {"kind": "change", "step": step, "place": place, "article": ident, "what": what, "key": key}
        yield ident, 6, {**record, "before": json.loads(before), "after": json.loads(after)}


@contextlib.contextmanager
def reading(database: Path) -> Iterator[sqlite3.Connection]:
    """A connection of its own that cannot write, so that a long copy holds nobody up.

    Raises:
        LibraryError: if the file cannot be read, at first or later.
    """
    try:
        db = sqlite3.connect(f"{database.resolve().as_uri()}?mode=ro", uri=True, isolation_level=None)
        try:
            yield db
        finally:
            db.close()
    except sqlite3.Error as error:
        raise LibraryError(f"{database}: cannot be read ({error}); nkreader doctor tells more") from error


def header_of(line: bytes) -> Record | None:
    """The header that a first line is; None if it is none of ours."""
    try:
        header = json.loads(line)
    except (ValueError, RecursionError):
        return None
    ours = isinstance(header, dict) and header.get("kind") == HEADER and type(header.get("format")) is int
    return header if ours else None


def write(database: Path, target: Path, closed: Iterable[Path], force: bool) -> DumpReport:
    """Write the dump whole under a passing name, force it to the disk, then put it in place.

    Args:
        closed: Folders that nothing is written into: the reader's articles, the library's own.
        force: Replace a file that is no dump of ours.

    Raises:
        LibraryError: if it may not or cannot be written; what stood there is as it was.
    """
    try:
        real = target.expanduser().resolve()
        mode = _replaceable(real, closed, force)
        count: Counter[str] = Counter()
        descriptor, name = tempfile.mkstemp(prefix=".nkreader-", suffix=".tmp", dir=real.parent)
        try:
            with os.fdopen(descriptor, "w", encoding="utf-8", newline="\n") as file, reading(database) as db:
                for record in records(db):
                    file.write(f"{encoded(record)}\n")
                    count[record["kind"]] += 1
                file.flush()
                os.fchmod(file.fileno(), mode)
                os.fsync(file.fileno())
            size = os.stat(name).st_size
            os.replace(name, real)
        except BaseException:
            with contextlib.suppress(OSError):
                os.unlink(name)
            raise
        _sync(real.parent)
    except (OSError, RuntimeError) as error:
        said = error.strerror if isinstance(error, OSError) else None
        raise LibraryError(f"{target}: cannot be written ({said or error})") from error
    del count[HEADER]
    return DumpReport(real, count, size)


def _replaceable(real: Path, closed: Iterable[Path], force: bool) -> int:
    """The mode of the new file: that of the one it replaces, or for its owner alone."""
    for folder in closed:
        if real.is_relative_to(folder.expanduser().resolve()):
            raise LibraryError(f"{real} lies in {folder}: a dump is never written there")
    try:
        status = real.stat()
    except FileNotFoundError:
        return 0o600
    if not stat.S_ISREG(status.st_mode):
        raise LibraryError(f"{real} is no regular file; - writes to standard output")
    if status.st_size and not force:
        with real.open("rb") as file:
            if header_of(file.readline(4096)) is None:
                raise LibraryError(f"{real} is no dump of nkreader; --force replaces it all the same")
    return stat.S_IMODE(status.st_mode)


def _sync(folder: Path) -> None:
    """Force the renaming to the disk, as far as the file system can."""
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
