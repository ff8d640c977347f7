"""The dump: everything that cannot be recreated, the same bytes for the same library, written whole or not at all."""

from __future__ import annotations

import json
import os
import sqlite3
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from nkreader.archive import schema
from nkreader.archive.errors import LibraryError
from nkreader.archive.library import Library
from nkreader.archive.migrations import statements
from nkreader.model.article import Stated
from nkreader.model.entities import Entity, EntityKind
from nkreader.model.repairs import Deed, Repair
from nkreader.model.sanitise import is_safe
from nkreader.model.spans import Span
from nkreader.model.timeline import By

Opening = Callable[[], Library]
NOTE = "who counted? \x1b[2J\u202e 남포"


def lines(file: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]


def marked(library: Library, articles: Path) -> str:
    """A library with everything in it that a dump holds; gives the article with highlights and two versions."""
    ident = next(h.id for h in library.headlines() if h.title.startswith("Harbour tug"))
    text = library.piece(ident).article.text
    for words, tags in (("nine sailors", ("crew", "남포")), ("stays closed for repairs", ())):
        start = text.index(words)
        library.add_highlight(ident, Span(start, start + len(words)), NOTE, tags, "green")
    file = articles / "first.txt"
    file.write_text(file.read_text().replace("stays closed for repairs", "is open again"))
    library.add([articles])
    library.add_text("Rain is expected in Nampho on Friday \u2014 전국.\n".encode(), Stated("Weather"))
    library.mark(ident, read=True, starred=True)
    library.set_date([ident], By.HAPPENED, "2024-03-02/2024-03-03")
    library.set_setting("place", ident)
    (articles / os.fsdecode(b"caf\xe9 \x1b.txt")).write_text("Fog closed the port of Rason for one morning.\n")
    library.add([articles])
    return ident


def test_the_dump_holds_everything_that_cannot_be_recreated(library: Library, articles: Path, tmp_path: Path) -> None:
    ident = marked(library, articles)
    report = library.dump(tmp_path / "dump.jsonl")
    found = lines(tmp_path / "dump.jsonl")
    assert found[0] == {"kind": "nkreader dump", "format": 1, "sample": False}
    kinds = [record["kind"] for record in found[1:]]
    assert {kind: kinds.count(kind) for kind in kinds} == dict(report.records)
    assert report.records["article"] == 5
    assert report.size == (tmp_path / "dump.jsonl").stat().st_size
    versions = [r for r in found if r["kind"] == "version" and r["article"] == ident]
    assert [r["digest"] for r in versions] == list(library.versions(ident))
    assert ["stays closed" in r["content"]["text"] for r in versions] == [True, False]
    marks = [r for r in found if r["kind"] == "highlight"]
    assert {(r["exact"], r["orphan"], r["colour"]) for r in marks} == {
        ("nine sailors", False, "green"), ("stays closed for repairs", True, "green"),
    }  # fmt: skip
    assert {"kind": "setting", "key": "ui.place", "value": ident} in found
    assert {"kind": "folder", "path": str(articles)} in found
    (own,) = [r for r in found if r["kind"] == "article" and r["id"] == ident]
    assert (own["read"], own["starred"]) == (True, True)
    assert (own["published"], own["reported"], own["happened"]) == (None, None, "2024-03-02/2024-03-03")


def test_the_same_library_gives_the_same_bytes_in_sorted_lines(
    library: Library, articles: Path, tmp_path: Path, open_library: Opening
) -> None:
    marked(library, articles)
    library.dump(tmp_path / "one.jsonl")
    library.close()
    again = open_library()
    again.dump(tmp_path / "two.jsonl")
    one = (tmp_path / "one.jsonl").read_bytes()
    assert one == (tmp_path / "two.jsonl").read_bytes()
    assert "".join(f"{line}\n" for line in again.dump_lines()).encode() == one
    order = [record.get("article", record.get("id")) for record in lines(tmp_path / "one.jsonl")]
    idents = [ident for ident in order if ident and not ident.startswith("nk-")]
    assert idents == sorted(idents)


def test_no_line_of_a_dump_can_command_a_terminal(library: Library, articles: Path, tmp_path: Path) -> None:
    marked(library, articles)
    library.dump(tmp_path / "dump.jsonl")
    text = (tmp_path / "dump.jsonl").read_text(encoding="utf-8")
    assert all(is_safe(line) for line in text.splitlines())
    assert "전국" in text
    (hostile,) = [r["path"] for r in lines(tmp_path / "dump.jsonl") if r["kind"] == "path" and "caf" in r["path"]]
    assert os.path.exists(hostile)


def test_every_kept_column_is_in_the_dump(library: Library, articles: Path, tmp_path: Path) -> None:
    """A column that is added to the kept tables has to be dumped and restored, or named here with a reason."""
    recreated = {("path", "size"), ("path", "mtime_ns"), ("saved_search", "key")}
    db = sqlite3.connect(":memory:")
    for statement in statements(schema.KEPT):
        db.execute(statement)
    kept: dict[str, set[str]] = {}
    for (table,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'"):
        kept[table] = {row[1] for row in db.execute(f"PRAGMA table_info({table})")}
    kept = {table: {c for c in columns if (table, c) not in recreated} for table, columns in kept.items()}
    kept["setting"] = kept.pop("meta")
    kept["version"] = kept["version"] - {"article_json"} | {"content"}
    kept["searched"] = kept["searched"] - {"number"} | {"behind"}
    kept["ruling"] |= {"these", "those"} if kept.pop("ruled") == {"ruling", "article", "side"} else set()
    marked(library, articles)
    library.save_search("tugs", "tug")
    library.remember_search("tug")
    pier = Entity("place/~pier", "pier", EntityKind.PLACE)
    library.repair(Repair(Deed.ADD, None, "", "pier", "pier", pier))
    library.repair(Repair(Deed.ADD, library.headlines()[0].id, "", "tug", "tug", pier))
    library.split(library.events()[0].members[0])
    library.add_text(b"Snow fell on Rason.\n", Stated("Snow", url="https://wire.example/1"))
    (articles / "gone.txt").write_text("A lighthouse was lit near Chongjin on Monday.\n")
    gone = library.add([articles]).added
    library.remove(gone)
    library.dump(tmp_path / "dump.jsonl")
    dumped: dict[str, set[str]] = {}
    for record in lines(tmp_path / "dump.jsonl")[1:]:
        dumped[record["kind"]] = set(record) - {"kind"}
    for changed in ("repair_change", "ruling_change"):
        assert dumped.pop(changed) == kept["change"] - {"article", "what"}
    assert dumped == kept


def test_the_dump_is_for_its_owner_alone_and_replaces_only_dumps(library: Library, tmp_path: Path) -> None:
    target = tmp_path / "dump.jsonl"
    library.dump(target)
    assert target.stat().st_mode & 0o777 == 0o600
    target.chmod(0o640)
    library.set_setting("place", "elsewhere")
    library.dump(target)
    assert "elsewhere" in target.read_text()
    assert target.stat().st_mode & 0o777 == 0o640
    letter = tmp_path / "letter.txt"
    letter.write_text("Dear reader,\n")
    with pytest.raises(LibraryError, match="no dump of nkreader"):
        library.dump(letter)
    assert letter.read_text() == "Dear reader,\n"
    library.dump(letter, force=True)
    assert lines(letter) == lines(target)


@pytest.mark.parametrize("force", [False, True])
def test_a_dump_is_never_written_among_the_articles_or_over_the_library(
    library: Library, articles: Path, tmp_path: Path, force: bool
) -> None:
    link = tmp_path / "innocent.jsonl"
    link.symlink_to(articles / "first.txt")
    before = {path: path.read_bytes() for path in articles.iterdir()}
    for target in (articles / "dump.jsonl", articles / "first.txt", link, library.folder / "library.db"):
        with pytest.raises(LibraryError, match="never written"):
            library.dump(target, force=force)
    assert {path: path.read_bytes() for path in articles.iterdir()} == before
    assert len(library.headlines()) == 3


def test_what_cannot_be_written_is_told_and_leaves_nothing(library: Library, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for target in (tmp_path / "no" / "where.jsonl", tmp_path / "pipe", tmp_path):
        with pytest.raises(LibraryError) as told:
            library.dump(target)
        assert "\n" not in str(told.value)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["articles", "library", "pipe"]


@pytest.mark.parametrize("fault", ["write", "fsync", "replace"])
def test_a_disk_that_fails_leaves_the_last_dump(
    library: Library, tmp_path: Path, fault: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "dump.jsonl"
    library.dump(target)
    before = target.read_bytes()
    library.set_setting("place", "elsewhere" * 100)

    def fails(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, {"write": "fdopen", "fsync": "fsync", "replace": "replace"}[fault], fails)
    with pytest.raises(LibraryError, match="No space left"):
        library.dump(target)
    monkeypatch.undo()
    assert target.read_bytes() == before
    assert [path.name for path in tmp_path.iterdir() if path.suffix == ".tmp"] == []


def test_a_dump_is_of_one_moment_while_others_write(library: Library, tmp_path: Path) -> None:
    """Marks that are set together are dumped together."""
    first, second = (headline.id for headline in library.headlines()[:2])
    ended = threading.Event()

    def writing() -> None:
        value = False
        while not ended.is_set():
            value = not value
            with library._store.writing() as db:
                db.execute("UPDATE article SET read = ? WHERE id IN (?, ?)", (value, first, second))

    thread = threading.Thread(target=writing)
    thread.start()
    try:
        for _ in range(30):
            library.dump(tmp_path / "dump.jsonl")
            read = {r["id"]: r["read"] for r in lines(tmp_path / "dump.jsonl") if r["kind"] == "article"}
            assert read[first] == read[second]
    finally:
        ended.set()
        thread.join()
