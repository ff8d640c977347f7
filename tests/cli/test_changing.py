"""The verbs that let a library grow and shrink: what they tell while they work, when stopped, and in the end."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from nkreader.cli.progress import described
from tests.cli.test_contract import ROOT, Run, folder, objects, run
from tests.terminal import Terminal

__all__ = ["folder", "run"]


def many(tmp_path: Path, count: int) -> Path:
    """A file of rows that takes some seconds to add, each of other words: alike ones are all compared."""
    path = tmp_path / "rows.jsonl"
    with path.open("w") as file:
        for number in range(count):
            own = "".join(chr(ord("a") + int(digit)) for digit in str(number))
            text = f"The {own}quay and the {own}crane stand by the {own}pier, said the {own}pilot. " * 12
            file.write(json.dumps({"title": f"Of {own}ships", "text": text}) + "\n")
    return path


def command(tmp_path: Path, *arguments: str) -> list[str]:
    return [sys.executable, "-m", "nkreader", "--library", str(tmp_path / "library"), *arguments]


def test_rescan_and_remove(run: Run, folder: Path) -> None:
    (added,) = objects(run("add", str(folder), "--json"))
    (folder / "second.txt").unlink()
    done = run("rescan")
    assert (done.returncode, done.stdout) == (0, "0 added, 0 updated, 2 unchanged, 0 skipped, 1 now missing\n")
    listed = {item["id"]: item for item in objects(run("list", "--json"))}
    assert [Path(item["paths"][0]).name for item in listed.values() if item["missing"]] == ["second.txt"]
    first = next(ident for ident, item in listed.items() if item["paths"][0].endswith("first.txt"))
    run("highlight", "add", first, "--quote", "All nine sailors")
    refused = run("remove", first)
    assert (refused.returncode, len(refused.stderr.splitlines())) == (3, 1)
    assert "highlight" in refused.stderr
    assert objects(run("remove", first, "--with-highlights", "--json")) == [{"removed": [first]}]
    (report,) = objects(run("rescan", "--json"))
    assert report == {"added": [], "updated": [], "unchanged": 1, "skipped": []}
    assert run("remove", first).returncode == 3
    (report,) = objects(run("add", str(folder / "first.txt"), "--json"))
    assert report["added"] == [first]
    assert first in added["added"]


@pytest.mark.parametrize("size", ["0", "-1", "much", "nan", "inf", "1e9"])
def test_a_limit_that_is_none(run: Run, folder: Path, size: str) -> None:
    done = run("add", str(folder), f"--limit={size}")
    assert done.returncode == 2
    assert "Traceback" not in done.stderr


def test_a_limit_in_megabytes(run: Run, folder: Path) -> None:
    (folder / "long.txt").write_text("Rain\n\n" + "Rain fell in Nampho. " * 1000)
    done = run("add", str(folder), "--limit", "0.02")
    assert (done.returncode, done.stdout) == (1, "3 added, 0 updated, 0 unchanged, 1 skipped\n")
    assert done.stderr == f"nkreader: skipped {folder / 'long.txt'}: larger than 20 kB\n"
    assert run("add", "-", "--limit", "0.001", stdin="Rain. " * 400).returncode == 1


def test_a_terminal_sees_how_far_it_is_and_nothing_of_it_stays(tmp_path: Path) -> None:
    env = {"COLUMNS": "", "LINES": ""}  # what runs the tests may say is not the size of this terminal
    with Terminal(command(tmp_path, "add", str(many(tmp_path, 900))), env, columns=60) as terminal:
        terminal.wait_for(" left ·")
        line = terminal.screen.display[0]
        assert "articles ·" in line
        assert "% ·" in line
        assert " left ·" in line
        assert terminal.wait_for_end() == 0
        assert terminal.text.split() == "900 added, 0 updated, 0 unchanged, 0 skipped".split()


def test_without_a_terminal_nothing_is_said_of_progress(run: Run, tmp_path: Path) -> None:
    done = run("add", str(many(tmp_path, 50)))
    assert (done.stdout, done.stderr) == ("50 added, 0 updated, 0 unchanged, 0 skipped\n", "")


def interrupted(tmp_path: Path, when: Callable[[], bool], *arguments: str) -> tuple[int, str, str]:
    started = subprocess.Popen(
        command(tmp_path, *arguments), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=ROOT
    )
    until = time.monotonic() + 60
    while not when() and time.monotonic() < until:
        time.sleep(0.02)
    started.send_signal(signal.SIGINT)
    out, err = started.communicate(timeout=60)
    return started.returncode, out, err


@pytest.mark.parametrize("size", [700_000, 1_400_000])
def test_an_interrupted_add_tells_what_it_kept(run: Run, tmp_path: Path, size: int) -> None:
    """Stopped when the library has grown to some size, at whatever step that is."""
    rows = many(tmp_path, 700)
    files = [tmp_path / "library" / f"library.db{end}" for end in ("", "-wal")]

    def grown() -> bool:
        return sum(os.stat(file).st_size for file in files if file.exists()) > size

    code, out, err = interrupted(tmp_path, grown, "add", str(rows), "--json")
    assert (code, len(err.splitlines())) == (130, 1)
    assert "kept" in err
    kept = json.loads(out)["added"]
    assert 0 < len(kept) < 700
    assert {item["id"] for item in objects(run("list", "--json"))} == set(kept)
    (rest,) = objects(run("add", str(rows), "--json"))
    assert (len(rest["added"]) + len(kept), rest["unchanged"]) == (700, len(kept))


@pytest.mark.parametrize(
    ("done", "share", "passed", "line"),
    [
        (0, None, 0.1, "0 articles · counting"),
        (1, 0.001, 0.5, "1 article · 0% · counting"),
        (1234, 0.25, 10, "1,234 articles · 25% · 123/s · 30 s left · counting"),
        (90_000, 0.5, 600, "90,000 articles · 50% · 150/s · 10 min left · counting"),
        (90_000, 0.1, 600, "90,000 articles · 10% · 150/s · 1.5 h left · counting"),
        (9, 1.0, 3, "9 articles · 100% · 3/s · 0 s left · counting"),
    ],
)
def test_what_the_line_says(done: int, share: float | None, passed: float, line: str) -> None:
    assert described(done, share, passed, "counting") == line


def test_verbs_that_print_nothing_else_say_what_was_done(run: Run, folder: Path, tmp_path: Path) -> None:
    run("add", str(folder / "other.txt"))
    done = run("events")
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr == "nkreader: no groups of two or more among 1 article\n"
    run("add", str(folder))
    done = run("events", "--json")
    assert len(done.stdout.splitlines()) == 1
    assert json.loads(done.stdout)["articles"]
    assert done.stderr == "nkreader: 1 group of two or more among 3 articles\n"
    done = run("reindex")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "nkreader: 3 articles indexed\n")


def test_a_file_that_gives_nothing_is_told_each_time_it_is_asked_for(run: Run, folder: Path) -> None:
    empty = folder / "empty.txt"
    empty.touch()
    os.utime(empty, (1_700_000_000, 1_700_000_000))
    for asked in (empty, empty, folder, folder, empty):
        done = run("add", str(asked))
        assert done.returncode == 1
        assert done.stdout.rstrip().endswith("1 skipped")
        assert done.stderr == f"nkreader: skipped {empty}: empty\n"
    done = run("rescan")
    assert (done.returncode, done.stderr) == (0, ""), "of a known folder only what is new is told"
