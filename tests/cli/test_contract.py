"""The command line contract: objects, exit codes, errors of one line, nothing but text on the terminal."""

from __future__ import annotations

import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from nkreader.cli.verbs import VERBS
from nkreader.model.sanitise import is_safe
from tests.archive.conftest import FIRST, OTHER, SECOND
from tests.cli.running import ROOT as ROOT
from tests.cli.running import called, started

Run = Callable[..., "subprocess.CompletedProcess[str]"]
DATE = {"value", "precision", "earliest", "latest", "basis", "certainty", "reason", "candidates", "time"}


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Runs nkreader on a library of the test's own, in this process."""
    return partial(called, "--library", str(tmp_path / "library"))


@pytest.fixture
def real(tmp_path: Path) -> Run:
    """Runs nkreader as its users do, in a process of its own, on the same library."""
    return partial(started, "--library", str(tmp_path / "library"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Three articles, of which two report one event."""
    articles = tmp_path / "articles"
    articles.mkdir()
    for name, text in (("first.txt", FIRST), ("second.txt", SECOND), ("other.txt", OTHER)):
        (articles / name).write_text(text, encoding="utf-8")
    return articles


def objects(done: subprocess.CompletedProcess[str]) -> list[dict[str, Any]]:
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_a_whole_reading_on_the_command_line(real: Run, folder: Path, tmp_path: Path) -> None:
    run = real
    (report,) = objects(run("add", str(folder), "--json"))
    assert set(report) == {"added", "updated", "unchanged", "skipped"}
    assert len(report["added"]) == 3
    listed = objects(run("list", "--json"))
    assert set(listed[0]) == {
        "id", "paths", "title", "title_basis", "outlet", "author", "url", "lang", "published", "reported",
        "happened", "event", "words", "read", "starred", "tags", "missing",
    }  # fmt: skip
    assert set(listed[0]["published"]) == DATE
    by_name = {Path(item["paths"][0]).name: item for item in listed}
    tug = by_name["first.txt"]["id"]
    assert by_name["first.txt"]["published"]["value"] == "2024-03-03"
    (event,) = objects(run("events", "--json"))
    assert {article["id"] for article in event["articles"]} == {tug, by_name["second.txt"]["id"]}
    found = objects(run("search", "hwasong", "--json"))
    assert [item["id"] for item in found] == [by_name["other.txt"]["id"]]
    assert set(found[0]) == {"id", "paths", "title", "published", "score", "snippet"}
    link = objects(run("related", tug, "--json"))[0]
    assert set(link) == {"id", "title", "published", "score", "reasons", "evidence"}
    days = [item["when"]["value"] for item in objects(run("timeline", "--json"))]
    assert days == sorted(days)
    (mark,) = objects(run("highlight", "add", tug, "--quote", "All nine sailors", "--note", "who?", "--json"))
    assert set(mark) == {"id", "article", "start", "end", "quote", "note", "tags", "colour", "orphan"}
    (shown,) = objects(run("show", tug, "--json"))
    assert shown["text"][mark["start"] : mark["end"]] == "All nine sailors"
    assert shown["highlights"] == [mark]
    notes = tmp_path / "notes"
    assert run("export", "--to", str(notes), "--check").returncode == 1
    assert not notes.exists()
    assert run("export", "--to", str(notes)).returncode == 0
    assert run("export", "--to", str(notes), "--check").returncode == 0
    text = "\n".join(file.read_text() for file in notes.glob("*.md"))
    assert "All nine sailors" in text
    assert f"nkreader open {tug} --at {mark['id']}" in text


def test_inspect_needs_no_library_and_gives_the_path_as_it_was_given(run: Run, folder: Path, tmp_path: Path) -> None:
    given = os.path.relpath(folder / "first.txt", ROOT)
    (said,) = objects(run("inspect", given, "--json"))
    assert said["path"] == given
    assert said["dateline"]["place"] == "WONSAN"
    assert said["outlet"] == "Harbour Wire"
    for item in (*said["entities"], *said["dates"]):
        assert said["text"][item["start"] : item["end"]] == item["text"]
    assert {item["id"] for item in said["entities"] if item["id"]} <= set(said["names"])
    assert not (tmp_path / "library").exists()


def test_a_date_the_caller_knows_goes_before_all_evidence(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "plain.txt"
    file.write_text("The harbour was closed on Monday, officials said.\n")
    (said,) = objects(run("inspect", "--published", "2024-03-06", "--json", str(file)))
    assert said["published"]["value"] == "2024-03-06"
    assert [item["value"] for item in said["dates"]] == ["2024-03-04"]


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("show", "ffffffffffff"), 3),
        (("show",), 2),
        (("highlight", "remove", "nk-00000000"), 3),
        (("search", "--limit", "0", "x"), 2),
        (("inspect", "--published", "yesterday", "x"), 2),
        (("inspect", "/nowhere/at/all.txt"), 1),
        (("--no-such-option",), 2),
        (("no-such-verb-or-file",), 2),
        (("add", "-", "x.txt"), 2),
        (("search", "nothing at all"), 3),
    ],
)
def test_errors_take_one_line_and_their_exit_code(run: Run, arguments: tuple[str, ...], code: int) -> None:
    done = run(*arguments)
    assert done.returncode == code, done.stderr
    assert "Traceback" not in done.stderr
    if code == 3:
        assert len(done.stderr.splitlines()) == 1


VERBS_ALONE = (
    ("rescan",), ("remove", "ID"), ("versions", "ID"), ("entities",), ("appearances", "Hwasong-18"),
    ("dossier", "Hwasong-18"), ("names", "list"), ("groups", "list"), ("mark", "ID", "--star"),
    ("inspect", "PATH"), ("verify", "PATH"), ("reindex",), ("dump", "-"), ("gazetteer",), ("doctor",),
    ("restore", "DUMP"), ("feeds", "list"), ("completion", "fish"), ("man",),
)  # fmt: skip
"""A run of each verb that the whole reading has not."""


@pytest.mark.parametrize("words", VERBS_ALONE, ids=lambda words: words[0])
def test_a_verb_does_in_a_process_of_its_own_what_it_does_in_this(
    run: Run, real: Run, folder: Path, tmp_path: Path, words: tuple[str, ...]
) -> None:
    """A verb finds everything it imports, and prints the same."""
    ident = objects(run("add", str(folder / "other.txt"), "--json"))[0]["added"][0]
    meant = {"ID": ident, "PATH": str(folder / "other.txt"), "DUMP": str(tmp_path / "dump.md")}
    assert run("dump", meant["DUMP"]).returncode == 0
    arguments = [meant.get(word, word) for word in words]
    shutil.copytree(tmp_path / "library", tmp_path / "kept")
    here = run(*arguments)
    shutil.rmtree(tmp_path / "library")
    (tmp_path / "kept").rename(tmp_path / "library")
    alone = real(*arguments)
    assert (alone.returncode, alone.stdout, alone.stderr) == (here.returncode, here.stdout, here.stderr)
    assert alone.returncode == 0, alone.stderr


def test_every_verb_is_run_in_a_process_of_its_own() -> None:
    in_the_whole_reading = "add list events search related timeline highlight show export".split()
    elsewhere = ["open", "fetch", "sync", "serve"]  # need a terminal or a server: ui/test_start.py, fetching
    assert sorted([*(words[0] for words in VERBS_ALONE), *in_the_whole_reading, *elsewhere]) == sorted(VERBS)


def test_a_skipped_file_is_told_and_the_rest_goes_on(run: Run, folder: Path) -> None:
    (folder / "noise.txt").write_bytes(bytes(range(256)) * 8)
    done = run("add", str(folder))
    assert done.returncode == 1
    assert "3 added" in done.stdout
    assert len(done.stderr.splitlines()) == 1
    assert "noise.txt" in done.stderr


def test_pasted_text_comes_in_through_standard_input(run: Run) -> None:
    done = run("add", "-", "--title", "A note", "--published", "2024-02-01", stdin="Rain fell in Nampho.\n")
    assert done.stdout.startswith("1 added")
    (item,) = objects(run("list", "--json"))
    assert (item["title"], item["paths"], item["published"]["value"]) == ("A note", [], "2024-02-01")


HOSTILE = "\x1b]52;c;aGk=\x07 \x9b31m \u202e \x1b[2J [/] [@click=app.quit]x[/]"


def test_hostile_text_reaches_no_terminal(run: Run, tmp_path: Path) -> None:
    file = tmp_path / f"a{HOSTILE.replace('/', '')}.txt"
    file.write_text(f"Title {HOSTILE}\n\nSEOUL, May 4 (Wire {HOSTILE}) -- Body {HOSTILE} of the piece.\n")
    run("add", str(file))
    (item,) = objects(run("list", "--json"))
    run("highlight", "add", item["id"], "--quote", "of the piece", "--note", HOSTILE, "--tag", HOSTILE)
    verbs = (
        ["list"], ["show", item["id"]], ["search", "body"], ["search", HOSTILE], ["timeline"], ["events"],
        ["highlight", "list"], ["entities"], ["export", "--to", "-"], ["show", HOSTILE],
        ["inspect", str(file)], ["timeline", "--format", "markdown"], ["timeline", "--format", "csv"],
        ["export", "--format", "csv"],
    )  # fmt: skip
    for verb in verbs:
        for extra in ([], ["--json"]) if verb[0] not in ("export",) and "--format" not in verb else ([],):
            done = run(*verb, *extra)
            assert is_safe(done.stdout), verb
            assert is_safe(done.stderr), verb
            assert "Traceback" not in done.stderr


def test_a_closed_pipe_is_no_error(run: Run, folder: Path, tmp_path: Path) -> None:
    run("add", str(folder))
    program = [sys.executable, "-m", "nkreader", "--library", str(tmp_path / "library")]
    ident = objects(run("list", "--json"))[0]["id"]
    buffered = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
    for verb in (["show", ident, "--json"], ["list"]):  # what is more than a buffer holds, and what is less
        read, write = os.pipe()
        os.close(read)  # nobody reads, from the beginning
        done = subprocess.run(
            [*program, *verb], stdout=write, stderr=subprocess.PIPE, text=True, check=False, cwd=ROOT, env=buffered
        )
        os.close(write)
        assert done.stderr == ""
        assert done.returncode == 128 + signal.SIGPIPE


def test_an_interrupted_add_keeps_what_was_done(tmp_path: Path) -> None:
    many = tmp_path / "many"
    many.mkdir()
    for number in range(1500):
        text = f"Notice {number}\n\nHarbour notice {number} names the pier and the tug.\n" * 5
        (many / f"{number:04}.txt").write_text(text)
    library = tmp_path / "library"
    command = [sys.executable, "-m", "nkreader", "--library", str(library), "add", str(many)]
    started = subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT)
    for _ in range(600):
        time.sleep(0.05)
        if (library / "library.db").exists():
            try:
                with sqlite3.connect(library / "library.db") as db:
                    if db.execute("SELECT count(*) FROM article").fetchone()[0] >= 100:
                        break
            except sqlite3.OperationalError:
                continue
    started.send_signal(signal.SIGINT)
    _, told = started.communicate(timeout=60)
    assert started.returncode == 130
    assert "kept" in told
    listed = subprocess.run(
        [sys.executable, "-m", "nkreader", "--library", str(library), "list"],
        capture_output=True, text=True, check=True, cwd=ROOT,
    )  # fmt: skip
    assert 100 <= len(listed.stdout.splitlines()) < 1500
