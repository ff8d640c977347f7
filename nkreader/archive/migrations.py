"""From any earlier form of `library.db` to today's, after a copy of it was put aside.

A step takes the database one version further inside the transaction that all steps share; its place in `STEPS` is the
version it starts from. Steps are never changed once released: a new form is a new step at the end.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, suppress
from pathlib import Path

from nkreader.archive.connection import Connection
from nkreader.archive.errors import LibraryError
from nkreader.archive.schema import DERIVED, KEPT
from nkreader.archive.schema_counts import COUNTS
from nkreader.archive.schema_fetched import FETCHED
from nkreader.archive.schema_links import LINKS
from nkreader.archive.schema_names import NAMES

Step = Callable[[sqlite3.Connection], None]

APPLICATION = 0x6E6B7264
"""`application_id` of a library ("nkrd"), by which it is told from other SQLite databases."""
COPIES = 3
"""How many copies from before a migration are kept."""

INDEX = """
CREATE TABLE sealed (               -- the seal of the index: its files and their SHA-256
    one INTEGER PRIMARY KEY CHECK (one = 1),
    seal TEXT NOT NULL
) STRICT;
CREATE TRIGGER index_analysed AFTER INSERT ON analysis
    BEGIN DELETE FROM indexed WHERE article = NEW.article; END;
CREATE TRIGGER index_reanalysed AFTER UPDATE OF article, analysis_json ON analysis
    BEGIN DELETE FROM indexed WHERE article IN (OLD.article, NEW.article); END;
CREATE TRIGGER index_placed BEFORE INSERT ON path
    WHEN NOT EXISTS (SELECT 1 FROM path WHERE path = NEW.path AND article = NEW.article)
    BEGIN DELETE FROM indexed WHERE article = NEW.article; END;
CREATE TRIGGER index_moved AFTER UPDATE OF path, article ON path
    BEGIN DELETE FROM indexed WHERE article IN (OLD.article, NEW.article); END;
CREATE TRIGGER index_displaced AFTER DELETE ON path
    BEGIN DELETE FROM indexed WHERE article = OLD.article; END;
"""


def _begin(db: sqlite3.Connection) -> None:
    for statement in statements(KEPT + DERIVED + NAMES + LINKS + COUNTS + FETCHED + INDEX):
        db.execute(statement)
    db.execute(f"PRAGMA application_id = {APPLICATION}")


STEPS: tuple[Step, ...] = (_begin,)


def statements(script: str) -> Iterator[str]:
    """The statements of a script, one by one: `executescript` would end the transaction."""
    found = ""
    for line in script.splitlines(keepends=True):
        found += line
        if sqlite3.complete_statement(found):
            yield found
            found = ""


def version_of(db: sqlite3.Connection) -> int:
    """How many steps the database has behind it; 0 for an empty one."""
    (version,) = db.execute("PRAGMA user_version").fetchone()
    return int(version)


def check(db: Connection, steps: Sequence[Step]) -> int:
    """The version of a database.

    Raises:
        LibraryError: if it is another program's, or a newer nkreader's.
    """
    version = version_of(db)
    (application,) = db.execute("PRAGMA application_id").fetchone()
    (tables,) = db.execute("SELECT count(*) FROM sqlite_master").fetchone()
    if (version or tables) and application != APPLICATION:
        raise LibraryError(f"{db.path}: cannot be opened as a library: it is the database of another program")
    if version > len(steps):
        raise LibraryError(f"{db.path}: made by a newer nkreader (format {version}, this one reads up to {len(steps)})")
    return version


def migrate(db: Connection, steps: Sequence[Step]) -> None:
    """Take a database to the version of `steps`, in a transaction that was begun; the caller commits it.

    Raises:
        LibraryError: if it cannot be copied first, or its content breaks a rule of the new form.
    """
    version = check(db, steps)
    if version == len(steps):
        return
    if version:
        copy(db, version)
    for step in steps[version:]:
        step(db)
    db.execute(f"PRAGMA user_version = {len(steps)}")
    broken = db.execute("PRAGMA foreign_key_check").fetchone()
    if broken:
        raise LibraryError(f"{db.path}: cannot be brought to today's form ({broken[0]} refers to what is not there)")


def copy_of(path: Path, version: int) -> Path:
    """Where the copy of a library's database of this version is put."""
    return path.with_name(f"{path.name}.v{version}.bak")


def copies(path: Path) -> list[Path]:
    """The copies there are, the one of the highest version first."""
    found = {}
    for copied in path.parent.glob(f"{path.name}.v*.bak"):
        version = copied.name.removeprefix(f"{path.name}.v").removesuffix(".bak")
        if version.isdecimal():
            found[int(version)] = copied
    return [found[version] for version in sorted(found, reverse=True)]


def copy(db: Connection, version: int) -> None:
    """Put a copy of the database aside, whole and on the disk, and forget the oldest.

    Raises:
        LibraryError: if there is no room; no copy was touched.
    """
    target = copy_of(db.path, version)
    passing = target.with_name(f"{target.name}.new")
    try:
        handle = os.open(passing, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600)
        os.close(handle)
        # Two more connections: SQLite copies nothing out of one that is writing.
        with closing(sqlite3.connect(passing)) as target_db, closing(sqlite3.connect(db.path)) as source:
            source.backup(target_db)
        _to_disk(passing)
        passing.replace(target)
        _to_disk(target.parent)
    except (OSError, sqlite3.Error) as error:
        with suppress(OSError):
            passing.unlink()
        raise LibraryError(f"{db.path}: cannot be copied before it is brought to today's form ({error})") from error
    for old in copies(db.path)[COPIES:]:
        with suppress(OSError):
            old.unlink()


def _to_disk(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
