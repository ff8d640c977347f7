from __future__ import annotations

import multiprocessing
from pathlib import Path
from threading import Thread

import pytest

from nkreader.search.document import Document
from nkreader.search.errors import IndexBusy
from nkreader.search.index import Index
from nkreader.search.language import parse
from tests.search.sealing import index_in

DOCUMENTS = tuple(Document(f"id{number}", f"Title {number}", "common words") for number in range(5))


@pytest.fixture
def index(tmp_path: Path) -> Index:
    index = index_in(tmp_path / "index")
    index.update(DOCUMENTS)
    return index


def _hold(folder: str, ready: object, done: object) -> None:
    from whoosh.util.filelock import FileLock

    lock = FileLock(f"{folder}/lock")
    assert lock.acquire()
    ready.set()  # type: ignore[attr-defined]
    done.wait(20)  # type: ignore[attr-defined]


def test_a_lock_held_by_another_process_is_waited_for_then_told(index: Index) -> None:
    context = multiprocessing.get_context("spawn")
    ready, done = context.Event(), context.Event()
    holder = context.Process(target=_hold, args=(str(index.folder), ready, done))
    holder.start()
    try:
        assert ready.wait(20)
        impatient = Index(index.folder, index.seals, patience=0.2)
        with pytest.raises(IndexBusy):
            impatient.update([Document("late", "", "late")])
        assert impatient.search(parse("common")).total == 5, "reading goes on"
    finally:
        done.set()
        holder.join()
    impatient.update([Document("late", "", "late")])
    assert "late" in impatient.ids()


def test_reading_goes_on_while_another_writes(index: Index) -> None:
    writer, failures = Index(index.folder, index.seals), []

    def write() -> None:
        for number in range(15):
            try:
                writer.update([Document("id0", "", f"common {number}"), Document(f"more{number}", "", "more")])
            except Exception as error:
                failures.append(error)

    thread = Thread(target=write)
    thread.start()
    seen = []
    while thread.is_alive():
        seen.append(len(index.ids()))
        assert index.search(parse("=common")).total >= 5
    thread.join()
    assert failures == []
    assert seen == sorted(seen)
    assert len(index.ids()) == len(DOCUMENTS) + 15
