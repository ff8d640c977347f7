"""The store: what is committed stays, what is no library is refused, older forms are brought to today's."""

from __future__ import annotations

import os
import sqlite3
import threading
import tracemalloc
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

import pytest

from nkreader.archive import schema
from nkreader.archive.errors import LibraryError
from nkreader.archive.library import Library
from nkreader.archive.migrations import APPLICATION, COPIES, STEPS, Step, copies
from nkreader.archive.store import Store
from nkreader.model.spans import Span
from tests.archive.processes import everyones_folder, handed_over, humble_nkreader


def begin(db: sqlite3.Connection) -> None:
    """An older form: notes without a day."""
    db.execute("CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL)")
    db.execute("CREATE TABLE note (id INTEGER PRIMARY KEY, text TEXT NOT NULL)")
    db.execute(f"PRAGMA application_id = {APPLICATION}")


def add_day(db: sqlite3.Connection) -> None:
    """Rebuilds a table, as a change of a rule needs it."""
    db.execute("CREATE TABLE new (id INTEGER PRIMARY KEY, text TEXT NOT NULL, day TEXT NOT NULL)")
    db.execute("INSERT INTO new SELECT id, text, '2024-05-06' FROM note")
    db.execute("DROP TABLE note")
    db.execute("ALTER TABLE new RENAME TO note")


def fail(db: sqlite3.Connection) -> None:
    """Gives up half-way."""
    db.execute("DELETE FROM note")
    raise LibraryError("this step does not work")


def add_table(number: int) -> Step:
    def step(db: sqlite3.Connection) -> None:
        db.execute(f"CREATE TABLE more{number} (id INTEGER)")

    return step


def store_of(path: Path, *steps: Step) -> Store:
    return Store(path, steps=steps)


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A database of the first form, with two notes, one of them in the write-ahead log only."""
    path = tmp_path / "library.db"
    store = store_of(path, begin)
    with store.writing() as db:
        db.execute("INSERT INTO note VALUES (1, 'first')")
    with store.writing() as db:
        db.execute("INSERT INTO note VALUES (2, 'second')")
    store.close()
    return path


def rows(path: Path, query: str) -> list[tuple[object, ...]]:
    db = sqlite3.connect(path)
    try:
        return db.execute(query).fetchall()
    finally:
        db.close()


def test_every_commit_is_on_the_disk_before_it_is_told(tmp_path: Path) -> None:
    store = Store(tmp_path / "library.db")
    assert store.connection.execute("PRAGMA synchronous").fetchone() == (2,)
    assert store.connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    assert store.connection.execute("PRAGMA foreign_keys").fetchone() == (1,)
    store.close()


def test_the_steps_lead_to_the_form_that_the_schema_describes(tmp_path: Path) -> None:
    assert len(STEPS) == schema.VERSION
    Store(tmp_path / "library.db").close()
    assert rows(tmp_path / "library.db", "PRAGMA user_version") == [(len(STEPS),)]
    assert rows(tmp_path / "library.db", "PRAGMA integrity_check") == [("ok",)]


def test_an_older_form_is_brought_to_todays_and_a_copy_is_put_aside(old: Path) -> None:
    store = store_of(old, begin, add_day, add_table(1))
    assert store.connection.execute("SELECT * FROM note").fetchall() == [
        (1, "first", "2024-05-06"),
        (2, "second", "2024-05-06"),
    ]
    assert store.connection.execute("PRAGMA foreign_keys").fetchone() == (1,)
    store.close()
    assert rows(old, "PRAGMA user_version") == [(3,)]
    (copy,) = copies(old)
    assert copy.name == "library.db.v1.bak"
    assert copy.stat().st_mode & 0o077 == 0
    assert rows(copy, "SELECT * FROM note") == [(1, "first"), (2, "second")]
    assert rows(copy, "PRAGMA user_version") == [(1,)]
    assert rows(copy, "PRAGMA integrity_check") == [("ok",)]


def test_the_copy_can_take_the_librarys_place_again(old: Path) -> None:
    store_of(old, begin, add_day).close()
    (copy,) = copies(old)
    copy.replace(old)
    store = store_of(old, begin)
    assert store.connection.execute("SELECT count(*) FROM note").fetchone() == (2,)
    store.close()


def test_the_last_three_copies_are_kept_by_version(old: Path) -> None:
    steps: list[Step] = [begin]
    for number in range(11):
        steps.append(add_table(number))
        store_of(old, *steps).close()
    assert [copy.name for copy in copies(old)] == [f"library.db.v{number}.bak" for number in (11, 10, 9)]
    assert len(copies(old)) == COPIES


@pytest.mark.parametrize("steps", [(begin, fail), (begin, add_day, fail), (begin, add_table(1), fail, add_day)])
def test_a_step_that_fails_changes_nothing(old: Path, steps: Sequence[Step]) -> None:
    with pytest.raises(LibraryError, match="does not work"):
        store_of(old, *steps)
    assert rows(old, "SELECT * FROM note") == [(1, "first"), (2, "second")]
    assert rows(old, "PRAGMA user_version") == [(1,)]
    store_of(old, begin, add_day).close()
    assert rows(old, "SELECT day FROM note") == [("2024-05-06",)] * 2


def test_references_that_a_step_breaks_are_refused(old: Path) -> None:
    def refer(db: sqlite3.Connection) -> None:
        db.execute("CREATE TABLE tag (note INTEGER REFERENCES note(id))")
        db.execute("INSERT INTO tag VALUES (99)")

    with pytest.raises(LibraryError, match="refers to what is not there"):
        store_of(old, begin, refer)
    assert rows(old, "PRAGMA user_version") == [(1,)]


def test_without_a_copy_nothing_is_changed(old: Path) -> None:
    (old.parent / "library.db.v1.bak.new").mkdir()
    with pytest.raises(LibraryError, match="cannot be copied"):
        store_of(old, begin, add_day)
    assert rows(old, "PRAGMA user_version") == [(1,)]
    assert rows(old, "SELECT * FROM note") == [(1, "first"), (2, "second")]


def test_a_library_that_a_newer_nkreader_changed_meanwhile_is_no_longer_written(old: Path) -> None:
    ours = store_of(old, begin)
    store_of(old, begin, add_day).close()
    with pytest.raises(LibraryError, match="start again"), ours.writing() as db:
        db.execute("INSERT INTO note VALUES (3, 'third')")
    ours.close()
    assert rows(old, "SELECT count(*) FROM note") == [(2,)]


def test_a_library_of_a_newer_nkreader_is_refused_and_left_alone(old: Path) -> None:
    store_of(old, begin, add_day, add_table(1)).close()
    before = old.read_bytes()
    with pytest.raises(LibraryError, match="newer nkreader"):
        store_of(old, begin, add_day)
    assert old.read_bytes() == before


def _other_program(path: Path) -> None:
    db = sqlite3.connect(path)
    db.execute("CREATE TABLE bookmark (url TEXT)")
    db.execute(f"PRAGMA user_version = {schema.VERSION}")
    db.close()


def _cut(path: Path) -> None:
    Store(path).close()
    os.truncate(path, 5000)


NO_LIBRARIES: dict[str, Callable[[Path], object]] = {
    "text": lambda path: path.write_text("a letter, not a database, and long enough to be told apart" * 9),
    "noise": lambda path: path.write_bytes(bytes(range(256)) * 64),
    "header only": lambda path: path.write_bytes(b"SQLite format 3\0"),
    "another program's": _other_program,
    "cut": _cut,
    "folder": Path.mkdir,
    "link to nowhere": lambda path: path.symlink_to(path.parent / "none" / "none.db"),
}


@pytest.mark.parametrize("kind", NO_LIBRARIES)
def test_what_is_no_library_is_refused_in_one_line_and_left_alone(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "library.db"
    NO_LIBRARIES[kind](path)
    before = path.read_bytes() if path.is_file() else None
    with pytest.raises(LibraryError) as caught:
        Library.open(tmp_path)
    assert "\n" not in str(caught.value)
    assert str(path) in str(caught.value)
    assert (path.read_bytes() if path.is_file() else None) == before


def test_an_empty_file_becomes_a_library(tmp_path: Path) -> None:
    (tmp_path / "library.db").touch()
    assert Library.open(tmp_path).headlines() == ()


def test_a_page_that_went_bad_is_told_in_one_line(library: Library) -> None:
    library.close()
    path = library.folder / "library.db"
    data = bytearray(path.read_bytes())
    data[8192:] = b"\xa5" * (len(data) - 8192)
    path.write_bytes(data)
    with pytest.raises(LibraryError, match="damaged"):
        Library.open(library.folder).headlines()


def test_a_full_disk_is_told_and_nothing_is_changed(library: Library) -> None:
    ident = library.headlines()[0].id
    before = library.highlights(), library.headlines()
    db = library._store.connection
    (pages,) = db.execute("PRAGMA page_count").fetchone()
    db.execute(f"PRAGMA max_page_count = {pages}")  # SQLite says then what it says of a full disk
    with pytest.raises(LibraryError, match="disk is full"):
        _note_without_end(library, ident)
    db.execute("PRAGMA max_page_count = 1000000")
    for mark in library.highlights():
        library.remove_highlight(mark.id)
    assert (library.highlights(), library.headlines()) == before


def _note_without_end(library: Library, ident: str) -> None:
    for number in range(100):
        library.add_highlight(ident, Span(number, number + 9), note="long " * 5000)


def test_an_exception_undoes_its_transaction_and_those_inside(tmp_path: Path) -> None:
    store = Store(tmp_path / "library.db")
    store.set_meta("a", "1")
    with pytest.raises(KeyError):
        _change_and_fail(store)
    assert (store.meta("a"), store.meta("b")) == ("1", None)
    store.close()


def _change_and_fail(store: Store) -> None:
    with store.writing() as db:
        store.set_meta("a", "2")
        with store.writing():
            store.set_meta("b", "2")
        assert db.in_transaction
        raise KeyError


def test_a_fault_of_our_own_is_not_blamed_on_the_disk(tmp_path: Path) -> None:
    store = Store(tmp_path / "library.db")
    with pytest.raises(sqlite3.OperationalError, match="no such table"):
        store.connection.execute("SELECT * FROM no_such")
    with pytest.raises(sqlite3.IntegrityError), store.writing() as db:
        db.execute("INSERT INTO meta VALUES ('a', NULL)")
    store.close()


def handles() -> int:
    return len(os.listdir("/dev/fd"))


def test_the_connections_of_finished_threads_are_closed(library: Library) -> None:
    failures: list[Exception] = []

    def visit() -> None:
        try:
            assert len(library.headlines()) == 3
            library.set_setting("place", threading.current_thread().name)
        except Exception as error:
            failures.append(error)

    before = handles()
    for _ in range(200):
        thread = threading.Thread(target=visit)
        thread.start()
        thread.join()
    assert failures == []
    assert handles() <= before + 3
    assert len(library._store._all) == 1
    most = []
    for _ in range(3):
        together = [threading.Thread(target=visit) for _ in range(40)]
        for thread in together:
            thread.start()
        for thread in together:
            thread.join()
        most.append(handles())
    assert failures == []
    assert len(library._store._all) == 1
    assert most[2] <= before + 40 * 3, "SQLite gives handles back late, but takes them again before new ones"


def test_a_closed_library_says_so_in_every_thread(library: Library) -> None:
    said: list[str] = []

    def visit() -> None:
        library.headlines()
        opened.set()
        closed.wait(10)
        try:
            library.headlines()
        except LibraryError as error:
            said.append(str(error))

    opened, closed = threading.Event(), threading.Event()
    thread = threading.Thread(target=visit)
    thread.start()
    assert opened.wait(10)
    library.close()
    library.close()
    closed.set()
    thread.join()
    with pytest.raises(LibraryError, match="closed"):
        library.headlines()
    assert said == ["the library is closed"]


def test_a_folder_that_may_not_be_written_gives_one_line(library: Library) -> None:
    library.close()
    with everyones_folder() as folder:
        new = folder / "new"
        new.mkdir(mode=0o500)
        handed_over(new)
        for verb in (["add", str(folder / "papers")], ["add", str(folder / "none.txt")]):
            told = humble_nkreader("--library", str(new / "library"), *verb)
            assert told.returncode == 3
            assert told.stderr.count("\n") == 1
            assert "cannot keep a library here" in told.stderr
        assert list(new.iterdir()) == []


def test_a_connection_keeps_no_trace_of_what_it_was_asked(tmp_path: Path) -> None:
    store = Store(tmp_path / "library.db")
    tracemalloc.start()
    try:
        for _ in range(2000):
            store.connection.execute("SELECT 1").fetchone()
        before = tracemalloc.get_traced_memory()[0]
        for _ in range(20_000):
            store.connection.execute("SELECT 1").fetchone()
        assert tracemalloc.get_traced_memory()[0] - before < 200_000
    finally:
        tracemalloc.stop()
        store.close()


def test_more_is_held_in_memory_only_while_much_is_written(tmp_path: Path) -> None:
    store = Store(tmp_path / "library.db")

    def held() -> tuple[int, int]:
        asked = (
            store.connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("cache_size", "wal_autocheckpoint")
        )
        return next(asked), next(asked)

    before = held()
    meanwhile = []
    with suppress(KeyboardInterrupt), store.at_large():
        meanwhile.append(held())
        raise KeyboardInterrupt
    assert meanwhile != [before]
    assert held() == before
    store.close()
