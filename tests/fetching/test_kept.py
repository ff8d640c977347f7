"""What the library keeps of fetching: from where and when, in dumps and through restoring, and nothing it need not."""

from __future__ import annotations

import hashlib
import json
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from nkreader.archive import schema_fetched
from nkreader.archive.dumped import Broken, parse
from nkreader.archive.library import Library
from nkreader.archive.migrations import statements
from tests.cli.running import ROOT
from tests.fetching.serving import Reply, Server, html
from tests.fetching.test_feeds import entry, feed
from tests.fetching.test_pages import FIRST

TITLE = "Harbour tug hits pier at Wonsan"


@pytest.fixture
def fetched(library: Library, server: Server) -> str:
    """A page with two versions, a feed, and an entry that the reader removed."""
    server.pages["/from"] = Reply(status=302, headers={"Location": "/tug"})
    for text in (FIRST[1], FIRST[1].replace("nine", "ten")):
        server.pages["/tug"] = html(TITLE, FIRST[0], text)
        library.fetch([server.url("/from")], allow_private=True)
    (item,) = library.headlines()
    server.pages["/feed"] = feed([entry(1), entry(2)])
    library.add_feed(server.url("/feed"), pages=True, robots=False)
    library.remove([library.sync(allow_private=True).added[0]])
    return item.id


def test_every_retrieval_is_kept_with_its_bytes_hash(library: Library, server: Server, fetched: str) -> None:
    first, second = library.retrieved(fetched)
    page = server.pages["/tug"]
    assert isinstance(page, Reply)
    assert second.sha256 == hashlib.sha256(page.body).hexdigest() != first.sha256
    assert (second.url, second.final, second.status) == (server.url("/from"), server.url("/tug"), 200)
    assert second.media_type == "text/html"
    assert (first.version, second.version) == library.versions(fetched)
    assert first.retrieved < second.retrieved == second.seen
    assert first.retrieved.endswith("+00:00")
    library.fetch([server.url("/from")], allow_private=True)
    assert library.retrieved(fetched)[0] == first
    again = library.retrieved(fetched)[1]
    assert (again.retrieved, again.sha256) == (second.retrieved, second.sha256)
    assert again.seen > second.seen, "the same bytes come again: only that is noted"


def test_a_page_that_goes_back_to_what_it_said_is_a_version_again(
    library: Library, server: Server, fetched: str
) -> None:
    server.pages["/tug"] = html(TITLE, *FIRST)
    assert library.fetch([server.url("/tug")], allow_private=True).updated == [fetched]
    assert len(library.versions(fetched)) == 3
    assert "nine sailors" in library.piece(fetched).article.text
    assert library.compared(fetched).earlier


def test_what_changed_silently_is_shown(library: Library, fetched: str) -> None:
    (earlier, *_) = library.compared(fetched).earlier
    assert "nine" in repr(earlier)
    assert "ten" in repr(earlier)


def test_a_dump_carries_all_of_it_through_a_new_library(
    library: Library, server: Server, fetched: str, tmp_path: Path
) -> None:
    dump = tmp_path / "dump.jsonl"
    library.dump(dump)
    other = Library.open(tmp_path / "other")
    try:
        assert other.restore(dump).skipped == []
        assert other.feeds() == library.feeds()
        for item in library.headlines():
            assert other.retrieved(item.id) == library.retrieved(item.id)
        again = tmp_path / "again.jsonl"
        other.dump(again)
        assert again.read_bytes() == dump.read_bytes()
        assert not +other.restore(dump).added, "a second time nothing changes"
        server.pages["/feed"] = feed([entry(3), entry(1), entry(2)])
        assert len(other.sync(allow_private=True).added) == 1, "what was removed stays away there, too"
        server.pages["/tug"] = html(TITLE, FIRST[0], FIRST[1].replace("nine", "eight"))
        assert other.fetch([server.url("/tug")], allow_private=True).updated == [fetched]
    finally:
        other.close()


def test_every_kept_column_is_in_the_dump(library: Library, fetched: str, tmp_path: Path) -> None:
    recreated = {"validator", "tried"}
    db = sqlite3.connect(":memory:")
    db.execute("CREATE TABLE article (id TEXT PRIMARY KEY)")
    for statement in statements(schema_fetched.FETCHED):
        db.execute(statement)
    tables = [row[0] for row in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    kept = {table: {row[1] for row in db.execute(f"PRAGMA table_info({table})")} for table in tables}
    ours = kept.keys() - recreated - {"article"}
    library.dump(tmp_path / "dump.jsonl")
    records = [json.loads(line) for line in (tmp_path / "dump.jsonl").read_text().splitlines()]
    dumped = {record["kind"]: set(record) - {"kind"} for record in records if record["kind"] in ours}
    assert dumped == {table: kept[table] for table in ours}


TAMPERED: tuple[dict[str, object], ...] = (
    {"url": "file:///etc/passwd"}, {"url": 7}, {"status": "200"}, {"status": 7}, {"sha256": "ab"},
    {"media_type": "\x1b[2J"}, {"retrieved": "yesterday"}, {"final": "http://a b"}, {"version": None},
)  # fmt: skip


def test_a_dump_that_was_tampered_with_loses_the_line_and_no_more(
    library: Library, fetched: str, tmp_path: Path
) -> None:
    dump = tmp_path / "dump.jsonl"
    library.dump(dump)
    records = [json.loads(line) for line in dump.read_text().splitlines()]
    (first, *_) = [record for record in records if record["kind"] == "retrieval" and record["article"] == fetched]
    for change in TAMPERED:
        with pytest.raises(Broken):
            parse(json.dumps({**first, **change}).encode())
    first |= TAMPERED[0]
    dump.write_text("".join(json.dumps(record) + "\n" for record in records))
    other = Library.open(tmp_path / "other")
    try:
        assert len(other.restore(dump).skipped) == 1
        assert len(other.retrieved(fetched)) == 1
    finally:
        other.close()


def test_an_article_that_is_removed_and_fetched_again_comes_back(
    library: Library, server: Server, fetched: str
) -> None:
    library.remove([fetched])
    assert len(library.fetch([server.url("/from")], allow_private=True).added) == 1


def test_a_fetched_article_is_nothing_doubtful(library: Library, fetched: str) -> None:
    assert {finding.kind for finding in library.doctor()} <= {"undated"}


def test_opening_the_room_loads_nothing_that_asks_the_network(library: Library, fetched: str) -> None:
    code = """
import asyncio, sys
from pathlib import Path
from nkreader.ui.app import NKReader
from tests.ui.conftest import settled

async def look():
    app = NKReader(Path(sys.argv[1]))
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        await pilot.press("enter", "D")
        await settled(pilot)

asyncio.run(look())
assert "nkreader.archive.library" in sys.modules
assert not {"httpx", "httpcore", "h11"} & set(sys.modules)
"""
    folder = str(library.folder)
    done = subprocess.run([sys.executable, "-c", code, folder], capture_output=True, text=True, check=False, cwd=ROOT)
    assert done.returncode == 0, done.stderr


def test_nothing_but_fetching_loads_what_asks_the_network(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("\n\n".join(FIRST))
    code = """
import sys
from nkreader.cli.run import run
library, file = sys.argv[1:]
def do(*words):
    assert run(["--library", library, *words]) == 0, words
do("add", file)
do("list")
do("rescan")
do("feeds", "add", "https://wire.example/feed")
do("feeds", "list", "--json")
do("feeds", "export")
do("feeds", "remove", "https://wire.example/feed")
do("inspect", file)
do("dump", "-")
assert not {"httpx", "httpcore", "h11"} & set(sys.modules)
"""
    command = [sys.executable, "-c", code, str(tmp_path / "library"), str(tmp_path / "a.txt")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
