"""The index follows the store: in batches, from where it stopped, and never for longer apart than a rebuild takes."""

from __future__ import annotations

import gc
import json
import os
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from nkreader.archive import documents as telling
from nkreader.archive import finding, levelling
from nkreader.archive.library import Library
from nkreader.archive.serial import analysis_from_json, article_from_json
from nkreader.model.article import Stated
from nkreader.search.document import Document
from nkreader.search.prepared import prepare
from tests.archive.processes import everyones_folder, handed_over, humble_nkreader

LEVEL = (frozenset[str](), frozenset[str]())


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The ids of the documents that are made from now on, as they are made."""
    ids: list[str] = []
    real = telling.document

    def counting(ident: str, *rest: object) -> Document:
        ids.append(ident)
        return real(ident, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(telling, "document", counting)
    return ids


@pytest.fixture
def grown(library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Library:
    """Ten more articles, two a batch."""
    monkeypatch.setattr(levelling, "BATCH", 2)
    folder = tmp_path / "more"
    folder.mkdir()
    for number in range(10):
        (folder / f"{number}.txt").write_text(f"Lantern {number}\n\nA lantern was lit on pier {number}.")
    library.add([folder])
    return library


def test_what_the_index_is_not_told_of_changes_nothing_in_it(library: Library) -> None:
    stored = "SELECT v.article, article_json, analysis_json FROM version v JOIN analysis n ON n.article = v.article"
    rows = library._store.connection.execute(stored).fetchall()
    said = [tuple(map(str, one[2:])) for *_, analysis in rows for one in json.loads(analysis)["mentions"]]
    assert len(said) > len(set(said))
    for ident, article, analysis in rows:
        whole = telling.document(ident, article_from_json(article), analysis_from_json(analysis), ())
        assert prepare([telling.as_document(ident, article, analysis, ())]) == prepare([whole])


def indexed(library: Library) -> int:
    (count,) = library._store.connection.execute("SELECT count(*) FROM indexed").fetchone()
    return int(count)


def test_index_and_store_agree_after_every_change(grown: Library, tmp_path: Path) -> None:
    assert grown._finder.agreement() == LEVEL
    (ident,) = grown.add_text(b"A heron stood on the pier.", Stated("Heron")).added
    assert grown._finder.agreement() == LEVEL
    grown.remove([ident])
    assert grown._finder.agreement() == LEVEL
    assert grown.search("heron").hits == ()
    grown.reindex()
    assert grown._finder.agreement() == LEVEL


def test_a_moved_file_is_found_by_its_new_name(grown: Library, tmp_path: Path) -> None:
    (ident,) = [hit.id for hit in grown.search("file:7.txt").hits]
    (tmp_path / "more" / "7.txt").rename(tmp_path / "more" / "heron.txt")
    grown.rescan()
    assert [hit.id for hit in grown.search("file:heron.txt").hits] == [ident]
    assert grown._finder.agreement() == LEVEL


def test_what_is_as_it_was_is_not_indexed_again(grown: Library, tmp_path: Path, made: list[str]) -> None:
    for path in (tmp_path / "more").iterdir():
        os.utime(path, (1_700_000_000, 1_700_000_000))
    grown.rescan()
    grown.search("lantern")
    assert made == []


@pytest.mark.parametrize("work", ["reindex", "search", "deleted"])
@pytest.mark.parametrize("stop", [0, 1, 5, 12])
def test_an_interrupted_run_is_continued(
    grown: Library, made: list[str], monkeypatch: pytest.MonkeyPatch, work: str, stop: int
) -> None:
    counting = telling.document

    def interrupted(*arguments: object) -> Document:
        if len(made) == stop:
            raise KeyboardInterrupt
        return counting(*arguments)  # type: ignore[arg-type]

    if work == "search":
        grown._finder._ready().clear()
    elif work == "deleted":
        for path in (grown.folder / "index").glob("MAIN*"):
            path.unlink()
    monkeypatch.setattr(telling, "document", interrupted)
    with pytest.raises(KeyboardInterrupt):
        grown.reindex() if work == "reindex" else grown.search("lantern")
    done = stop - stop % 2
    assert indexed(grown) == done
    missing, surplus = grown._finder.agreement()
    assert (len(missing), len(surplus)) == (13 - done, 0)
    monkeypatch.setattr(telling, "document", counting)
    made.clear()
    assert len(grown.search("lantern").hits) == 10
    assert len(made) == 13 - done, "only what was missing"
    assert grown._finder.agreement() == LEVEL


def test_a_change_while_it_is_indexed_is_indexed_after_it(grown: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    real = telling.document

    def changing(ident: str, *rest: object) -> Document:
        monkeypatch.setattr(telling, "document", real)
        thread = threading.Thread(target=reanalysed, args=(ident,))
        thread.start()
        thread.join()
        return real(ident, *rest)  # type: ignore[arg-type]

    def reanalysed(ident: str) -> None:
        with grown._store.writing() as db:
            db.execute("UPDATE analysis SET digest = digest || 'x' WHERE article = ?", (ident,))
            changed.append(ident)

    changed: list[str] = []
    monkeypatch.setattr(telling, "document", changing)
    grown.reindex()
    missing, _ = grown._finder.agreement()
    assert missing == set(changed)


def documents() -> int:
    """How many are alive."""
    return sum(isinstance(item, Document) for item in gc.get_objects())


def test_indexing_holds_one_text_at_a_time(grown: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(levelling, "BATCH", 100)
    alive: list[int] = []
    real = telling.document

    def counting(*arguments: object) -> Document:
        alive.append(documents() - others)
        return real(*arguments)  # type: ignore[arg-type]

    gc.collect()
    others = documents()  # that other tests have kept
    monkeypatch.setattr(telling, "document", counting)
    grown.reindex()
    assert len(alive) == 13
    assert max(alive) <= 2


def test_a_search_does_not_wait_for_a_long_run_of_another_thread(
    grown: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(finding, "SOON", 5)
    entered, leave = threading.Event(), threading.Event()
    real = telling.document

    def slow(*arguments: object) -> Document:
        entered.set()
        leave.wait(10)
        return real(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(telling, "document", slow)
    thread = threading.Thread(target=grown.reindex)
    thread.start()
    assert entered.wait(10)
    started = time.monotonic()
    early = grown.search("lantern")
    assert time.monotonic() - started < 8
    assert [notice.text for notice in early.notices][-1].startswith("13 articles are still being indexed")
    leave.set()
    thread.join()
    late = grown.search("lantern")
    assert (len(late.hits), late.notices) == (10, ())


def test_a_search_that_finds_the_index_level_asks_the_store_little(grown: Library) -> None:
    grown.search("lantern")
    asked: list[str] = []
    grown._store.connection.set_trace_callback(asked.append)
    grown.search("heron")
    grown._store.connection.set_trace_callback(None)
    assert not [query for query in asked if "indexed" in query]
    assert len(asked) < 10


@pytest.fixture
def humble() -> Iterator[Callable[..., tuple[int, str, str]]]:
    """A library of one who is not the superuser, by its command line."""
    with everyones_folder() as folder:
        (folder / "articles").mkdir()
        (folder / "articles" / "a.txt").write_text("A tug sank at the pier.")
        with closing(Library.open(folder / "library")) as library:
            library.add([folder / "articles"])
        (folder / "articles" / "b.txt").write_text("A lantern was lit.")
        handed_over(folder / "library")

        def command(*words: str) -> tuple[int, str, str]:
            run = humble_nkreader("--library", str(folder / "library"), *(w.replace("{}", str(folder)) for w in words))
            return run.returncode, run.stdout, run.stderr

        command.folder = folder / "library" / "index"  # type: ignore[attr-defined]
        yield command


def test_an_index_that_may_not_be_written_is_told_and_costs_no_article(
    humble: Callable[..., tuple[int, str, str]],
) -> None:
    index: Path = humble.folder  # type: ignore[attr-defined]
    (index / "lock").chmod(0o400)
    index.chmod(0o500)
    code, _, told = humble("add", "{}/articles")
    assert (code, told.count("\n")) == (3, 1)
    assert "cannot write the index" in told
    assert "no article is lost" in told
    code, found, told = humble("search", "tug", "--json")
    assert (code, found.count("\n")) == (0, 1)
    assert "newest articles may be missing" in told
    assert humble("list", "--json")[1].count("\n") == 2
    index.chmod(0o700)
    (index / "lock").chmod(0o600)
    code, found, told = humble("search", "lantern", "--json")
    assert (code, found.count("\n"), told) == (0, 1, "")


def test_no_index_and_none_to_be_written_is_an_error(humble: Callable[..., tuple[int, str, str]]) -> None:
    index: Path = humble.folder  # type: ignore[attr-defined]
    for path in index.iterdir():
        path.unlink()
    index.chmod(0o500)
    code, found, told = humble("search", "tug")
    assert (code, found, told.count("\n")) == (3, "", 1)
    assert "cannot write the index" in told
    index.chmod(0o700)
    assert humble("search", "tug", "--json")[1].count("\n") == 1


@pytest.mark.parametrize("instead", ["folder", "full folder", "link", "dead link", "device"])
def test_whatever_stands_in_place_of_the_lock_is_replaced(library: Library, tmp_path: Path, instead: str) -> None:
    lock, elsewhere = library.folder / "index" / "lock", tmp_path / "elsewhere"
    lock.unlink()
    if instead.endswith("link"):
        if instead == "link":
            elsewhere.write_text("a letter")
        lock.symlink_to(elsewhere)
    elif instead == "device":
        os.mkfifo(lock)
    else:
        lock.mkdir()
    if instead == "full folder":
        (lock / "letter.txt").write_text("a letter")
    (tmp_path / "articles" / "new.txt").write_text("A lantern was lit.")
    library.add([tmp_path / "articles"])
    assert len(library.search("lantern").hits) == 1
    assert lock.is_file()
    assert not lock.is_symlink()
    assert elsewhere.exists() == (instead == "link")
    assert instead != "link" or elsewhere.read_text() == "a letter"


def test_the_index_may_be_kept_as_whoosh_keeps_it(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = library.search("missile OR tank OR rain").ids
    library.close()
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / "settings.toml").write_text('postings = "whoosh"\n')
    monkeypatch.setenv("NKREADER_CONFIG", str(tmp_path / "config"))
    monkeypatch.setattr(levelling, "MANY", 1)
    other = Library.open(library.folder)
    results = other.search("missile OR tank OR rain")
    assert found
    assert results.ids == found
    assert any("rebuilt" in notice.text for notice in results.notices)
    assert not any(path.name.endswith(".lists") for path in (library.folder / "index").iterdir())
    assert other.search("tank").total == len(other.search("tank").ids)
    other.close()
