"""newsboat's own store of items."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from nkreader.ingest import Extract, Refused, Skipped, articles
from nkreader.ingest.formats.given import Blob, Text
from nkreader.ingest.formats.newsboat import newsboat
from tests.ingest.mails import SECOND, STORY

SCHEMA = """
CREATE TABLE rss_feed (rssurl VARCHAR(1024) PRIMARY KEY NOT NULL, url VARCHAR(1024) NOT NULL, title VARCHAR(1024)
  NOT NULL, lastmodified INTEGER(11) NOT NULL DEFAULT 0);
CREATE TABLE rss_item (id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, guid VARCHAR(64) NOT NULL, title VARCHAR(1024)
  NOT NULL, author VARCHAR(1024) NOT NULL, url VARCHAR(1024) NOT NULL, feedurl VARCHAR(1024) NOT NULL, pubDate INTEGER
  NOT NULL, content VARCHAR(65535) NOT NULL, unread INTEGER(1) NOT NULL{0});
INSERT INTO rss_feed VALUES ('https://harbour.example/rss', 'https://harbour.example/', 'Harbour Wire', 0);
"""
NEWER = ", deleted INTEGER(1) NOT NULL DEFAULT 0, content_mime_type VARCHAR(255) NOT NULL DEFAULT ''"
ITEM = (
    "INSERT INTO rss_item (guid, title, author, url, feedurl, pubDate, content, unread) VALUES (?, ?, ?, ?, ?, ?, ?, 1)"
)
ROWS = [
    ("hw-1", "Delegation &amp; ships", "Kim Min-su", "https://harbour.example/1", "https://harbour.example/rss",
     1714957200, f"<p>{STORY}</p>" * 8),
    ("hw-2", "Ships come", "", "https://harbour.example/2", "https://gone.example/rss", 0, SECOND),
]  # fmt: skip


def store(path: Path, newer: bool = True) -> Path:
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(SCHEMA.format(NEWER if newer else ""))
        connection.executemany(ITEM, ROWS)
        if newer:
            connection.execute(ITEM, ("hw-3", "Gone", "", "https://x.example/", "x", 1, "Deleted."))
            connection.execute("UPDATE rss_item SET deleted = 1 WHERE guid = 'hw-3'")
        connection.commit()
    return path


@pytest.mark.parametrize("newer", [True, False])
@pytest.mark.parametrize("held", [True, False])
def test_items_of_a_store_are_read_as_their_feeds_state_them(tmp_path: Path, newer: bool, held: bool) -> None:
    path = store(tmp_path / "cache.db", newer)
    blob = Blob("cache.db", path.read_bytes()) if held else Blob(str(path))
    first, second = newsboat(blob)
    assert isinstance(first, Text)
    stated = first.stated
    assert (stated.title, stated.outlet, stated.author) == ("Delegation & ships", "Harbour Wire", "Kim Min-su")
    assert (stated.url, stated.published) == ("https://harbour.example/1", "2024-05-06T01:00:00+00:00")
    assert stated.dated_by == "newsboat's pubDate"
    assert first.same_as == "feed https://harbour.example/ hw-1"
    assert first.notices == ()
    assert isinstance(second, Text)
    assert (second.stated.outlet, second.stated.published) == (None, None)
    assert second.notices == ("the feed holds only a summary",)


def test_a_store_is_read_while_it_is_locked_and_stays_as_it_was(tmp_path: Path) -> None:
    path = store(tmp_path / "cache.db")
    before = path.read_bytes()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("BEGIN EXCLUSIVE")
        found = [one for one in articles([tmp_path]) if isinstance(one, Extract)]
    assert [one.path.rpartition("#")[2] for one in found] == ["https://harbour.example/1", "https://harbour.example/2"]
    assert path.read_bytes() == before
    assert [one.name for one in tmp_path.iterdir()] == ["cache.db"]


def test_a_store_with_a_log_of_changes_is_read_from_memory(tmp_path: Path) -> None:
    path = store(tmp_path / "cache.db")
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
    assert len([*newsboat(Blob("cache.db", path.read_bytes()))]) == 2


def test_other_databases_and_damaged_ones_are_refused(tmp_path: Path) -> None:
    (tmp_path / "thumbs.db").write_bytes(b"\xd0\xcf\x11\xe0 no SQLite")
    with closing(sqlite3.connect(tmp_path / "other.db")) as connection:
        connection.execute("CREATE TABLE x (y)")
    with closing(sqlite3.connect(tmp_path / "trap.db")) as connection:
        endless = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT x FROM n"
        columns = ", ".join(f"'' AS {name}" for name in "guid title author url feedurl pubDate content".split())
        connection.execute("CREATE TABLE rss_feed (rssurl, url, title)")
        connection.execute(f"CREATE VIEW rss_item AS SELECT 1 AS id, {columns} FROM ({endless})")
    store(tmp_path / "cut.db")
    whole = (tmp_path / "cut.db").read_bytes()
    (tmp_path / "cut.db").write_bytes(whole[:5000])
    reasons = {Path(one.path).name: one.reason for one in articles([tmp_path]) if isinstance(one, Skipped)}
    assert reasons.pop("cut.db").startswith("a damaged database")
    assert reasons == {
        "other.db": "a database, but not newsboat's",
        "thumbs.db": "a .db file, but no SQLite database",
        "trap.db": "a database, but not newsboat's",
    }
    with pytest.raises(Refused):
        [*newsboat(Blob("x.db", whole[:100]))]
