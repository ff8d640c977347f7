"""Promises of the program as a whole: no network, nothing written among the articles, the same everywhere."""

from __future__ import annotations

import ast
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from nkreader import locations
from tests.archive.conftest import FIRST, OTHER, SECOND

ROOT = Path(__file__).parent.parent
ROWS = [
    {
        "title": "Ferry opens",
        "date": "2024-05-04T23:30:00-05:00",
        "url": "https://a.example/1",
        "text": "It opened Monday.",
    },
    {
        "title": "Ferry closes",
        "date": "4 May 2024",
        "outlet": "Gazette",
        "text": "SEOUL, May 5 (Gazette) -- It closed.",
    },
    {"title": "섬 잇는 뱃길", "date": "2024-05", "text": "뱃길이 4일 열렸다고 항만 당국이 밝혔다."},
    {"text": "An undated ferry sailed last week, on Friday, and comes back tomorrow."},
]
_WORK = """
import hashlib, os, sys
articles, library, exports = sys.argv[1:4]
CLOSED = ("socket.connect", "socket.bind", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto")
MADE = ("os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.chmod", "os.link", "os.symlink", "os.truncate")

def watch(event, given):
    if event.startswith(CLOSED):
        os.write(2, f"NETWORK {event} {given}".encode()), os._exit(97)
    writes = event == "open" and given[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC)
    if writes or event in MADE or event == "sqlite3.connect":
        for path in given[:2]:
            if isinstance(path, (str, bytes)) and os.path.abspath(os.fsdecode(path)).startswith(articles + os.sep):
                os.write(2, f"WRITTEN {event} {given}".encode()), os._exit(98)

sys.addaudithook(watch)
from nkreader.cli.run import run

def do(*words):
    code = run(["--library", library, *words])
    sys.stdout.flush()
    assert code == 0, (words, code)

named = sorted(os.path.join(articles, name) for name in os.listdir(articles))
do("add", *(reversed(named) if "REVERSED" in os.environ else named))
do("add", articles)
for words in ("list", "events", "entities", "timeline", "search ferry", "search published:2024..", "search is:undated"):
    do(*words.split(), "--json")
do("inspect", *named, "--json")
with open(os.path.join(articles, "first.txt"), "rb") as file:
    tug = hashlib.sha256(file.read()).hexdigest()[:12]
do("highlight", "add", tug, "--quote", "All nine sailors", "--note", "who?", "--json")
do("show", tug, "--json")
do("related", tug, "--json")
do("rescan")
do("export", "--to", exports)
do("export", "--to", "-", "--format", "json")
do("reindex")
do("search", "harbour OR tug", "--json")
"""
_LATER = """
import os, time
def later(real, unit):
    return lambda: real() + 40 * 365 * 86400 * unit
def broken_down(real):
    return lambda seconds=None: real(time.time() if seconds is None else seconds)
time.time, time.time_ns = later(time.time, 1), later(time.time_ns, 10**9)
time.localtime, time.gmtime = broken_down(time.localtime), broken_down(time.gmtime)
"""
_BACKWARDS = """
import os
real = os.scandir
class Backwards:
    def __init__(self, entries): self.entries = list(entries)
    def __enter__(self): return self
    def __exit__(self, *_): pass
    def close(self): pass
    def __iter__(self): return self
    def __next__(self):
        if not self.entries: raise StopIteration
        return self.entries.pop()
os.scandir = lambda path=".": Backwards(real(path))
"""
CHANCE = re.compile(rb"nk-[0-9a-f]{8}|sha=[0-9a-f]{16}")
"""The id of a highlight is drawn by lot."""


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    """Texts, rows and the sample archive, written in no order."""
    folder = tmp_path / "articles"
    shutil.copytree(locations.seeds(), folder / "seeds")
    for name, text in (("second.txt", SECOND), ("first.txt", FIRST), ("other.md", OTHER)):
        (folder / name).write_text(text, encoding="utf-8")
    (folder / "rows.jsonl").write_text("".join(json.dumps(row) + "\n" for row in ROWS), encoding="utf-8")
    return folder


def worked(tmp_path: Path, articles: Path, env: dict[str, str], site: str = "") -> dict[str, bytes]:
    """What everything printed and exported, under an environment; `site` is run before anything else."""
    library, exports, before = tmp_path / "library", tmp_path / "exports", tmp_path / "site"
    for folder in (library, exports, before):
        shutil.rmtree(folder, ignore_errors=True)
    before.mkdir()
    (before / "sitecustomize.py").write_text(site)
    given = {name: value for name, value in os.environ.items() if not name.startswith(("LC_", "LANG", "TZ", "PYTHON"))}
    given |= {"PYTHONPATH": os.pathsep.join([str(before), str(ROOT)]), **env}
    command = [sys.executable, "-c", _WORK, str(articles), str(library), str(exports)]
    done = subprocess.run(command, capture_output=True, env=given, cwd=tmp_path, check=False)
    assert done.returncode == 0, done.stderr.decode()
    told = done.stderr.decode().splitlines()
    assert [line.split()[-1] for line in told] == ["articles", "indexed"], "how many events, how many indexed"
    found = {"": done.stdout, "told": done.stderr}
    found |= {str(path): path.read_bytes() for path in sorted(exports.rglob("*")) if path.is_file()}
    return {name: CHANCE.sub(b"", content) for name, content in found.items()}


def test_no_network_no_writing_among_the_articles_and_the_same_everywhere(tmp_path: Path, articles: Path) -> None:
    plain = worked(tmp_path, articles, {"PYTHONHASHSEED": "0", "TZ": "UTC", "LC_ALL": "C.UTF-8"})
    assert len(plain[""].splitlines()) > 100
    assert any(b"All nine sailors" in content for name, content in plain.items() if name)
    for env, site in (
        ({"PYTHONHASHSEED": "4711", "TZ": "Pacific/Kiritimati", "LC_ALL": "C"}, ""),
        ({"PYTHONHASHSEED": "1", "TZ": "America/Los_Angeles", "LC_ALL": "POSIX"}, _LATER),
        ({"PYTHONHASHSEED": "2", "TZ": "UTC", "REVERSED": "1"}, _BACKWARDS),
    ):
        other = worked(tmp_path, articles, env, site)
        assert other.keys() == plain.keys()
        for name, content in plain.items():
            assert other[name].splitlines() == content.splitlines(), (env, name)


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("import socket; socket.create_connection(('127.0.0.1', 9))", "NETWORK"),
        ("open(articles + '/x', 'w')", "WRITTEN"),
        ("os.mkdir(articles + '/x')", "WRITTEN"),
    ],
)
def test_the_watch_would_see_it(tmp_path: Path, articles: Path, code: str, said: str) -> None:
    watching = _WORK.partition("from nkreader")[0] + code
    done = subprocess.run([sys.executable, "-c", watching, str(articles), "-", "-"], capture_output=True, check=False)
    assert done.returncode in (97, 98)
    assert done.stderr.decode().startswith(said)


CLOCKS = {"today", "now", "utcnow", "localtime", "gmtime", "ctime", "time_ns", "strptime"}


@pytest.mark.parametrize("room", ["model", "ingest", "analysis", "search", "export"])
def test_no_room_that_infers_reads_a_clock(room: str) -> None:
    read = []
    for path in sorted((ROOT / "nkreader" / room).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            called = node.func if isinstance(node, ast.Call) else None
            if isinstance(called, ast.Attribute) and (
                called.attr in CLOCKS or ast.unparse(called) in ("time.time", "time.mktime")
            ):
                read.append(f"{path.name}:{called.lineno}: {ast.unparse(called)}")
    assert read == []
