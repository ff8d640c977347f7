"""A small campaign with every run of the tests, a larger one on request; and faults while an old form is changed."""

from __future__ import annotations

import errno
import json
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from functools import partial
from pathlib import Path

import pytest

from nkreader.archive.errors import LibraryError
from nkreader.archive.migrations import APPLICATION, copies
from nkreader.archive.store import Store
from tests.faults.tracing import Fault, can_trace, in_child

ROOT = Path(__file__).parents[2]


def campaign(count: int, seed: int) -> dict[str, object]:
    """In a process of its own: one with threads must not fork."""
    command = [sys.executable, "-m", "tests.faults", "--json", "--count", str(count), "--seed", str(seed)]
    run = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False)
    assert run.stdout, run.stderr
    found: dict[str, object] = json.loads(run.stdout)
    assert run.returncode == (1 if found["losses"] else 0)
    return found


def test_sixty_faults_do_no_harm() -> None:
    found = campaign(60, seed=7)
    assert found["losses"] == []
    assert int(str(found["faults"])) >= 40


@pytest.mark.slow
def test_four_hundred_faults_do_no_harm() -> None:
    found = campaign(400, seed=11)
    assert found["losses"] == []
    assert int(str(found["faults"])) >= 300


def begin(db: sqlite3.Connection) -> None:
    """An older form."""
    db.execute("CREATE TABLE note (id INTEGER PRIMARY KEY, text TEXT NOT NULL)")
    db.execute(f"PRAGMA application_id = {APPLICATION}")


def rebuild(db: sqlite3.Connection) -> None:
    """To a newer one."""
    db.execute("CREATE TABLE new (id INTEGER PRIMARY KEY, text TEXT NOT NULL, day TEXT)")
    db.execute("INSERT INTO new SELECT id, text, '2024-05-06' FROM note")
    db.execute("DROP TABLE note")
    db.execute("ALTER TABLE new RENAME TO note")


def migrating(path: Path) -> int:
    """Open it by a newer nkreader; 3 if that says it cannot."""
    try:
        Store(path, steps=(begin, rebuild)).close()
    except LibraryError as error:
        print(error)
        return 3
    return 0


def judged(path: Path) -> int:
    """0 if all is there: in the old form or in the new one, then with a copy."""
    with closing(sqlite3.connect(path)) as db:
        (version,) = db.execute("PRAGMA user_version").fetchone()
        assert db.execute("SELECT id, text FROM note").fetchall() == [(n, f"note {n}") for n in range(50)]
        assert db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert version in (1, 2)
    assert migrating(path) == 0
    (copy,) = copies(path)
    with closing(sqlite3.connect(copy)) as db:
        assert db.execute("SELECT count(*) FROM note").fetchone() == (50,)
        assert db.execute("PRAGMA user_version").fetchone() == (1,)
    with closing(sqlite3.connect(path)) as db:
        assert db.execute("SELECT DISTINCT day FROM note").fetchall() == [("2024-05-06",)]
    return 0


@pytest.mark.skipif(not can_trace(), reason="system calls cannot be traced here")
@pytest.mark.parametrize("error", [0, errno.ENOSPC, errno.EIO])
def test_a_migration_survives_a_fault_at_each_of_its_writes(tmp_path: Path, error: int) -> None:
    made, played = tmp_path / "made", tmp_path / "played"
    made.mkdir()
    with closing(Store(made / "library.db", steps=(begin,))) as store, store.writing() as db:
        db.executemany("INSERT INTO note VALUES (?, ?)", [(n, f"note {n}") for n in range(50)])
    shutil.copytree(made, played)
    path = played / "library.db"
    whole = in_child(partial(migrating, path), played)
    assert (whole.status, len(whole.steps) > 20) == (0, True)
    for step in range(1, len(whole.steps) + 1):
        shutil.rmtree(played)
        shutil.copytree(made, played)
        faulty = in_child(partial(migrating, path), played, Fault(step, error))
        assert faulty.status in ((0, 3) if error else (None,)), (step, faulty)
        verdict = in_child(partial(judged, path), played, trace=False)
        assert verdict.status == 0, (step, faulty.steps[-1], verdict.errors)
