"""Two nkreaders on one library: both read, writers take turns and say so, nobody is kept out by the dead."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from contextlib import closing
from pathlib import Path

import pytest

from nkreader.archive.errors import LibraryBusy
from nkreader.archive.finding import PATIENCE
from nkreader.archive.library import Library
from nkreader.archive.store import Store
from tests.archive.processes import ROOT, another, nkreader


def test_both_read_while_one_writes(library: Library) -> None:
    with another(library.folder), closing(Library.open(library.folder)) as second:
        started = time.monotonic()
        assert len(second.headlines()) == 3
        assert len(second.search("tug").hits) == 2
        assert len(second.events()) == 1
        assert time.monotonic() - started < 20


def test_a_writer_waits_says_for_whom_after_a_second_and_goes_on(library: Library) -> None:
    told: list[tuple[float, str]] = []
    started = time.monotonic()
    with another(library.folder, 2.5) as other:
        store = Store(library.folder / "library.db", lambda line: told.append((time.monotonic(), line)))
        begun = time.monotonic()
        store.set_meta("ours", "1")
        ended = time.monotonic()
    assert store.meta("ours") == store.meta("held") == "1"
    store.close()
    ((when, line),) = told
    assert f"another nkreader (process {other.pid}) is writing to {library.folder}" in line
    assert 0.9 <= when - begun <= 2.5
    assert ended - started >= 2


def test_who_waits_too_long_is_told_for_whom_and_nothing_is_changed(library: Library) -> None:
    with another(library.folder) as other:
        store = Store(library.folder / "library.db", patience=0.3)
        with pytest.raises(LibraryBusy, match=rf"\(process {other.pid}\) has been writing for 0 seconds") as caught:
            store.set_meta("ours", "1")
        assert "\n" not in str(caught.value)
        assert store.meta("ours") is None
        other.kill()
        other.wait()
        store.set_meta("ours", "2")
        assert (store.meta("ours"), store.meta("held")) == ("2", None)
        store.close()


def test_a_free_library_is_not_waited_for_whatever_an_old_note_says(library: Library) -> None:
    (library.folder / "library.db-writer").write_text("1")
    told: list[str] = []
    with closing(Store(library.folder / "library.db", told.append)) as store:
        store.set_meta("ours", "1")
    (library.folder / "library.db-writer").unlink()
    (library.folder / "library.db-writer").mkdir()
    with another(library.folder, 1.6), closing(Store(library.folder / "library.db", told.append)) as store:
        store.set_meta("ours", "2")
    assert [line.partition(" is writing")[0] for line in told] == ["another nkreader"]


def test_the_command_line_says_in_one_line_that_it_waits(library: Library) -> None:
    ident = library.headlines()[0].id
    with another(library.folder, 4) as other:
        run = nkreader("--library", str(library.folder), "mark", ident, "--star")
    assert run.returncode == 0
    assert run.stderr.count("\n") == 1
    assert f"process {other.pid}" in run.stderr
    assert library.headline(ident).starred


def test_threads_of_one_nkreader_take_turns_and_are_no_other(tmp_path: Path) -> None:
    told: list[str] = []
    store = Store(tmp_path / "library.db", told.append)
    begun, finish = threading.Event(), threading.Event()

    def hold() -> None:
        with store.writing() as db:
            db.execute("INSERT INTO meta VALUES ('held', '1')")
            begun.set()
            finish.wait(10)

    holder = threading.Thread(target=hold)
    holder.start()
    assert begun.wait(10)
    threading.Timer(1.5, finish.set).start()
    store.set_meta("ours", "1")
    holder.join()
    assert store.meta("held") == store.meta("ours") == "1"
    assert told == []
    store.close()


def test_many_begin_a_library_at_once(tmp_path: Path) -> None:
    code = "import sys; from pathlib import Path; from nkreader.archive.library import Library; "
    code += "l = Library.open(Path(sys.argv[1])); l.set_setting(sys.argv[2], 'x'); print(len(l.headlines()))"
    command = [sys.executable, "-c", code, str(tmp_path / "library")]
    running = [
        subprocess.Popen([*command, str(n)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=ROOT)
        for n in range(8)
    ]
    said = [(*process.communicate(), process.returncode) for process in running]
    assert said == [("0\n", "", 0)] * 8
    with closing(Library.open(tmp_path / "library")) as library:
        assert [library.setting(str(n)) for n in range(8)] == ["x"] * 8


def test_two_add_to_one_library_at_once(library: Library, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "nkreader", "--library", str(library.folder), "add"]
    running = []
    for name in ("left", "right"):
        folder = tmp_path / name
        folder.mkdir()
        for number in range(30):
            (folder / f"{number}.txt").write_text(f"The {name} lantern {number}\n\nA lantern was lit, {name} {number}.")
        running.append(subprocess.Popen([*command, str(folder)], stderr=subprocess.PIPE, text=True, cwd=ROOT))
    for process in running:
        said = process.communicate()[1].splitlines()
        assert all(line.endswith("of events known before") for line in said), said
        assert process.returncode == 0
    assert len(library.headlines()) == 63
    assert len(library.search("lantern").hits) == 60
    assert library._finder.agreement() == (frozenset(), frozenset())


def test_while_another_writes_the_index_a_search_answers_and_says_so(library: Library, articles: Path) -> None:
    (articles / "new.txt").write_text("A lantern was lit at the pier.")
    with another(library.folder, index=True) as other:
        assert len(library.search("tug").hits) == 2, "nothing to index: nothing to wait for"
        started = time.monotonic()
        assert len(library.add([articles]).added) == 1
        assert time.monotonic() - started < PATIENCE + 5
        started = time.monotonic()
        late = library.search("lantern")
        assert time.monotonic() - started < 20
        assert late.hits == ()
        assert any("another nkreader is writing the index" in notice.text for notice in late.notices)
        other.kill()
        other.wait()
        assert len(library.search("lantern").hits) == 1, "the lock of a killed process does not stay"


@pytest.mark.parametrize("opened", [True, False])
def test_a_damaged_index_that_another_one_writes_fails_no_search_and_no_add(
    library: Library, articles: Path, opened: bool
) -> None:
    if opened:
        assert len(library.search("tug").hits) == 2
    (articles / "new.txt").write_text("A lantern was lit at the pier.")
    with another(library.folder, index=True) as other, closing(Library.open(library.folder)) as second:
        for path in (library.folder / "index").glob("*MAIN*"):
            path.unlink()
        searcher = library if opened else second
        found = searcher.search("tug")
        told = " ".join(notice.text for notice in found.notices)
        assert "another nkreader is writing the index" in told
        assert "until the index is written anew" in told
        assert found.hits == ()
        assert len(searcher.add([articles]).added) == 1
        other.kill()
        other.wait()
        mended = searcher.search("tug OR lantern")
        assert len(mended.hits) == 3
        assert ["rebuilt" in notice.text for notice in mended.notices] == [True]
    assert library.search("tug").notices == ()


def test_while_another_one_rebuilds_a_search_says_how_much_is_missing(library: Library) -> None:
    library._finder._ready().clear()
    with another(library.folder, index=True):
        found = library.search("tug")
    assert found.hits == ()
    assert [notice.text for notice in found.notices] == [
        "another nkreader is writing the index; 3 articles are not found yet"
    ]
    assert len(library.search("tug").hits) == 2


def test_an_index_lock_that_is_deleted_while_it_is_waited_for_keeps_nobody_out(
    library: Library, articles: Path
) -> None:
    (articles / "new.txt").write_text("A lantern was lit at the pier.")
    with another(library.folder, index=True):
        (library.folder / "index" / "lock").unlink()
        library.add([articles])
        assert len(library.search("lantern").hits) == 1


def test_what_one_adds_the_other_finds(library: Library, articles: Path) -> None:
    with closing(Library.open(library.folder)) as second:
        assert len(second.search("tug").hits) == 2
        (articles / "new.txt").write_text("A third tug was lit by a lantern.")
        library.add([articles])
        assert len(second.search("lantern").hits) == 1
        assert len(second.search("tug").hits) == 3
        library.remove([hit.id for hit in library.search("lantern").hits])
        assert second.search("lantern").hits == ()
        library.reindex()
        assert len(second.search("tug").hits) == 2
