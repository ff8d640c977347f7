"""What a file may do to its reader: cost itself, and one line."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from nkreader.ingest import Skipped, guarded
from nkreader.ingest.extract import LIMIT
from nkreader.ingest.formats.given import Left, Text
from tests.ingest import harming
from tests.ingest.making import page, tarred, zipped

LONG = "reading it took too long, or ended the process that read it"


@pytest.fixture(autouse=True)
def harmful(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The process knows the formats that do harm."""
    guarded.close()
    monkeypatch.setattr(guarded, "_BEGIN", harming.BEGIN)
    yield
    guarded.close()


def told(name: str, data: bytes, seconds: float = 0.6) -> tuple[list[str], list[tuple[str, str]]]:
    """The first lines of the texts, and where what was left."""
    texts, left = [], []
    for one in guarded.answers(name, LIMIT, data, seconds=seconds):
        if isinstance(one, Text):
            texts.append(one.text.partition("\n")[0] or one.stated.title or "")
        else:
            assert isinstance(one, Left | Skipped)
            left.append((one.where if isinstance(one, Left) else one.path, one.reason))
    return texts, left


@pytest.mark.parametrize("harm", ["spin", "crash", "leave"])
def test_what_ends_the_process_costs_one_file_and_the_rest_goes_on(harm: str) -> None:
    names = {"a.fine": b"x", f"b.{harm}": b"x", "c.fine": b"x", f"d.{harm}": b"x", "e.fine": b"x"}
    for name, data in (("x.zip", zipped(names)), ("x.tar", tarred(names))):
        assert told(name, data) == (["Fine"] * 3, [(f"b.{harm}", LONG), (f"d.{harm}", LONG)])


def test_a_process_that_only_waits_is_ended_too(monkeypatch: pytest.MonkeyPatch) -> None:
    said = guarded.answers("x.zip", LIMIT, zipped({"a.fine": b"x", "b.sleep": b"x", "c.fine": b"x"}))
    assert isinstance(next(said), Text)
    monkeypatch.setattr(guarded, "SILENCE", 1.0)
    lost = next(said)
    assert isinstance(lost, Skipped)
    assert (lost.path, lost.reason) == ("b.sleep", LONG)
    monkeypatch.undo()
    monkeypatch.setattr(guarded, "_BEGIN", harming.BEGIN)
    assert [isinstance(one, Text) for one in said] == [True]


def test_what_takes_all_memory_is_told_and_the_rest_goes_on() -> None:
    names = {"a.fine": b"x", "b.allocate": b"x", "c.fine": b"x"}
    assert told("x.zip", zipped(names), 20) == (
        ["Fine"] * 2, [("b.allocate", "reading it needs too much memory")]
    )  # fmt: skip


@pytest.mark.parametrize(
    "harm", ["connect", "resolve", "run", "system", "fork", "replace", "write", "remove", "recurse"]
)
def test_what_a_parser_may_not_do_is_refused_and_the_rest_goes_on(harm: str) -> None:
    texts, [(where, reason)] = told("x.zip", zipped({f"a.{harm}": b"x", "b.fine": b"x"}))
    assert (texts, where) == (["Fine"], f"a.{harm}")
    if harm == "recurse":
        assert reason == "it is nested too deeply to be read"
    else:
        assert reason.startswith("a fault of nkreader, please report it: Forbidden in confined.py")
    assert not Path("/tmp/nkreader-harm").exists()


def test_what_a_library_prints_is_no_answer() -> None:
    assert told("x.zip", zipped({"a.print": b"x", "b.fine": b"x"})) == (["Unharmed", "Fine"], [])


def test_texts_around_the_file_that_ended_the_process_are_given_once() -> None:
    data = zipped({"a.mix": b"fine spin fine", "b.zip": zipped({"c.mix": b"spin", "d.fine": b"x"}), "e.fine": b"x"})
    texts, left = told("x.zip", data)
    assert texts == [
        "Before 0 of a.mix", "Fine", "Before 1 of a.mix", "Before 2 of a.mix", "Fine", "After all of a.mix",
        "Before 0 of c.mix", "After all of c.mix", "Fine", "Fine",
    ]  # fmt: skip
    assert left == [("a.mix#1.spin", LONG), ("b.zip#c.mix#0.spin", LONG)]


def test_a_file_that_ends_the_process_at_once_is_read_once() -> None:
    assert told("x.spin", b"x") == ([], [("", LONG)])
    assert told("x.fine", b"x") == (["Fine"], [])


def test_many_files_that_end_the_process_end_the_reading(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guarded, "LOST", 2)
    texts, left = told("x.zip", zipped({f"{n}.leave": b"x" for n in range(9)}))
    assert texts == []
    assert [where for where, _ in left] == ["0.leave", "1.leave", "2.leave", ""]
    assert left[-1][1] == "more than 2 files in it ended their reading; the rest was left out"


def test_a_flood_of_texts_ends_at_a_bound() -> None:
    texts, left = told("x.flood", b"x", 60)
    assert len(texts) == harming.MOST
    assert left == [("", "it holds more than 5,000 files; the rest was left out")]


def test_a_text_beyond_the_limit_is_left_out() -> None:
    texts, left = told("x.zip", zipped({"a.vast": b"x", "b.fine": b"x"}), 20)
    assert (texts, left) == (["Fine"], [("a.vast", "its text is larger than 20 MB")])


def test_giving_up_in_the_middle_ends_the_process() -> None:
    stream = guarded.answers("x.flood", LIMIT, b"x")
    next(stream)
    [child] = children(os.getpid())
    stream.close()  # type: ignore[attr-defined]
    assert child not in children(os.getpid())


def test_a_process_that_waits_for_long_ends_and_another_takes_its_place(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guarded, "_BEGIN", harming.BEGIN.replace("; listed()", "; hasty(); listed()").replace(
        "import listed", "import hasty, listed"))  # fmt: skip
    monkeypatch.setattr(guarded, "PATIENCE", 0.0)
    assert told("x.fine", b"x") == (["Fine"], [])
    [child] = children(os.getpid())
    for _ in range(200):
        if not there(child):
            break
        time.sleep(0.05)
    assert not there(child)
    assert told("x.fine", b"x") == (["Fine"], [])


def children(pid: int) -> list[int]:
    found = []
    for entry in Path("/proc").iterdir():
        try:
            if entry.name.isdigit() and int((entry / "stat").read_text().rpartition(")")[2].split()[1]) == pid:
                found.append(int(entry.name))
        except (OSError, IndexError):
            continue
    return found


def below(pid: int) -> set[int]:
    return {one for child in children(pid) for one in {child, *below(child)}}


def there(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="processes are looked up in /proc")
@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_an_interrupted_add_leaves_no_process_behind(tmp_path: Path, sent: signal.Signals) -> None:
    many = zipped({f"{number:04}.html": page(f"Page {number}", 40) for number in range(1500)})
    (tmp_path / "many.zip").write_bytes(many)
    command = [
        sys.executable,
        "-m",
        "nkreader",
        "--library",
        str(tmp_path / "library"),
        "add",
        str(tmp_path / "many.zip"),
    ]
    add = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
    workers: set[int] = set()
    for _ in range(600):
        workers = {pid for pid in below(add.pid) if "formats.worker" in command_of(pid)}
        if workers or add.poll() is not None:
            break
        time.sleep(0.05)
    assert workers
    add.send_signal(sent)
    add.wait(30)
    for _ in range(200):
        if not any(map(there, workers)):
            break
        time.sleep(0.05)
    assert not any(map(there, workers))


def command_of(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/cmdline").read_text()
    except OSError:
        return ""
