"""Bad input by the command line: one clear line what and why, the rest goes on, nothing is lost, never a traceback."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from nkreader.archive.library import Library
from nkreader.model.sanitise import is_safe
from tests.archive.conftest import OTHER
from tests.archive.processes import everyones_folder, handed_over, humble_nkreader
from tests.cli.test_contract import ROOT, Run, folder, objects, run

__all__ = ["folder", "run"]
SPARSE = 2_000_000_000


def in_one_line(done: subprocess.CompletedProcess[str], code: int, said: str) -> None:
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (code, "", 1), done.stderr
    assert said in done.stderr
    assert is_safe(done.stderr)
    assert "internal error" not in done.stderr


@pytest.fixture
def bad(tmp_path: Path) -> dict[str, str]:
    """A folder of everything that can be wrong with a file, and what is said of each."""
    here = tmp_path / "bad"
    (here / "folder.txt").mkdir(parents=True)
    (here / "folder.txt" / "inside.txt").write_text("A ferry inside a folder called folder.txt.")
    (here / "good.txt").write_text("A good ferry sailed on May 4, 2024.")
    rows = (json.dumps({"text": f"Ferry {n}."}) if n in (1, 40_313) else "" for n in range(1, 40_314))
    (here / "far.jsonl").write_text("\n".join('{"text": broken' if n == 40_312 else r for n, r in enumerate(rows, 1)))
    (here / "line.txt").write_text("x" * 21_000_000)
    (here / "line.jsonl").write_text(json.dumps({"text": "y" * 21_000_000}) + '\n{"text": "Behind the long row."}\n')
    for name in ("sparse.txt", "sparse.json"):
        (here / name).touch()
        os.truncate(here / name, SPARSE)
    os.mkfifo(here / "pipe.txt")
    (here / "loop.txt").symlink_to("loop.txt")
    (here / "nowhere.txt").symlink_to("gone")
    (here / "null.txt").symlink_to("/dev/null")
    (here / "table.xlsx").write_bytes(b"PK")
    (here / "empty.txt").touch()
    (here / "half.json").write_text('[{"text": "cut')
    return {
        "far.jsonl": "line 40312: not JSON",
        "line.txt": "larger than 20 MB",
        "line.jsonl": "line 1: larger than 20 MB",
        "sparse.txt": "larger than 20 MB",
        "sparse.json": "larger than 20 MB",
        "pipe.txt": "a named pipe, not a file",
        "loop.txt": "too many levels of symbolic links",
        "nowhere.txt": "a link to nothing",
        "null.txt": "a device, not a file",
        "table.xlsx": "no reader for .xlsx",
        "empty.txt": "empty",
        "half.json": "not JSON",
    }


def test_every_bad_file_takes_one_line_and_the_rest_is_added(run: Run, bad: dict[str, str], tmp_path: Path) -> None:
    here = tmp_path / "bad"
    os.chdir(here)
    try:
        with socket.socket(socket.AF_UNIX) as listener:
            listener.bind("s.txt")
    finally:
        os.chdir(ROOT)
    done = run("add", str(here))
    assert done.returncode == 1
    assert done.stdout == f"5 added, 0 updated, 0 unchanged, {len(bad) + 1} skipped\n"
    told = dict(line.removeprefix(f"nkreader: skipped {here}/").split(": ", 1) for line in done.stderr.splitlines())
    assert told.pop("s.txt") == "a socket, not a file"
    assert told.keys() == bad.keys()
    for name, reason in told.items():
        assert reason.startswith(bad[name])
    assert len(objects(run("list", "--json"))) == 5
    (report,) = objects(run("rescan", "--json"))
    assert (report["added"], report["updated"], report["skipped"]) == ([], [], []), "what was told is not told again"


@pytest.mark.parametrize("path", ["", " ", "\t"])
def test_an_empty_path_is_not_the_folder_at_hand(run: Run, folder: Path, tmp_path: Path, path: str) -> None:
    in_one_line(run("add", path), 2, "an empty path")
    in_one_line(run("add", str(folder), path), 2, "an empty path")
    in_one_line(run("dump", path), 2, "an empty path")
    in_one_line(run("restore", path), 2, "an empty path")
    in_one_line(run(path), 2, "an empty path")
    in_one_line(run("--library", path, "list"), 2, "an empty path")
    in_one_line(run("list", "--library", path), 2, "an empty path")
    assert not (tmp_path / "library").exists()


@pytest.mark.parametrize("date", ["someday", "2024-13-45", "9999-12-31", "", "May 4", "\x1b[2J"])
def test_a_date_that_is_none_is_refused_and_nothing_added(run: Run, tmp_path: Path, date: str) -> None:
    in_one_line(run("add", "-", "--published", date, stdin="The ferry sailed."), 2, "is no date of an article")
    assert not (tmp_path / "library").exists()
    (report,) = objects(run("add", "-", "--published", "2024-05-04", "--json", stdin="The ferry sailed."))
    (listed,) = objects(run("list", "--json"))
    assert ([listed["id"]], listed["published"]["value"]) == (report["added"], "2024-05-04")


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        ("mark zz --star", 3, "no article 'zz'"),
        ("mark 000000000000 --star", 3, "no article begins with 000000000000"),
        ("remove 000000000000", 3, "no article begins with"),
        ("show \x1b[2J", 3, "no article"),
        ("related nope", 3, "no article"),
        ("open 00000000000f", 3, "no article begins with"),
        ("restore /dev/zero", 3, "is no regular file"),
        ("restore /", 3, "is no regular file"),
        ("restore {pipe}", 3, "is no regular file"),
        ("restore /nowhere/at/all", 3, "cannot be read"),
        ("dump /nowhere/at/all", 3, "cannot be written"),
        ("dump /dev/full", 3, "no regular file"),
        ("rescan more", 2, "unrecognized arguments"),
        ("add", 2, "required"),
        ("frobnicate", 2, "no such file or folder, and no verb of nkreader"),
    ],
)
def test_one_line_and_a_code_of_its_own(run: Run, tmp_path: Path, words: str, code: int, said: str) -> None:
    os.mkfifo(tmp_path / "pipe")
    run("add", "-", stdin="The ferry sailed.")
    in_one_line(run(*(word.format(pipe=tmp_path / "pipe") for word in words.split(" "))), code, said)


def test_a_closed_standard_input(tmp_path: Path) -> None:
    shell = f'"{sys.executable}" -m nkreader --library "{tmp_path / "library"}" add - <&-'
    done = subprocess.run(["sh", "-c", shell], capture_output=True, text=True, cwd=ROOT, check=False)
    in_one_line(done, 3, "standard input is closed")


def test_what_may_not_be_read_is_skipped_wherever_it_is_named() -> None:
    with everyones_folder() as here:
        papers = here / "papers"
        (papers / "closed").mkdir(parents=True)
        (papers / "open.txt").write_text("The ferry sailed.")
        (papers / "secret.txt").write_text("A secret ferry.")
        (papers / "closed" / "deep.txt").write_text("A deep ferry.")
        handed_over(papers)
        (papers / "secret.txt").chmod(0)
        (papers / "closed").chmod(0)
        library = str(here / "library")
        named = [papers, papers / "closed" / "deep.txt", papers / "secret.txt"]
        done = humble_nkreader("--library", library, "add", *map(str, named))
        assert (done.returncode, done.stdout) == (1, "1 added, 0 updated, 0 unchanged, 4 skipped\n")
        assert {line.rpartition(": ")[2] for line in done.stderr.splitlines()} == {"no permission to read it"}
        (papers / "closed").chmod(0o700)
        (papers / "secret.txt").chmod(0o600)
        done = humble_nkreader("--library", library, "rescan")
        assert done.stdout == "2 added, 0 updated, 1 unchanged, 0 skipped\n"


_FULL = """
import resource, sys
from nkreader.cli.run import run
resource.setrlimit(resource.RLIMIT_FSIZE, (33_000, 33_000))  # room for what reading needs, and no more
sys.exit(run(sys.argv[1:]))
"""


def test_a_full_disk_keeps_nobody_from_reading(folder: Path, tmp_path: Path) -> None:
    """Also where an interrupted add left something to do that needs room."""

    class Enough(Exception):
        pass

    def interrupted(done: int, what: str) -> None:
        if what.startswith("finding reports"):
            raise Enough

    for n in range(80):
        other = f"{OTHER} Berth {n} at pier {n * 7} took {n * 13} tonnes."
        (folder / f"{n}.txt").write_text(other.replace("May 9", f"May {n % 28 + 1}"))
    library = Library.open(tmp_path / "library")
    with pytest.raises(Enough):
        library.add([folder], interrupted)
    library.close()

    def full(*words: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-c", _FULL, "--library", str(tmp_path / "library"), *words]
        return subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False)

    listed = objects(full("list", "--json"))
    assert [item["event"] for item in listed] == [None] * 83
    assert len(objects(full("show", listed[0]["id"], "--json"))) == 1
    in_one_line(full("add", str(folder)), 3, "library.db")
    library = Library.open(tmp_path / "library")
    assert library.events()
    library.close()
