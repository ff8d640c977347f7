"""Known folders are watched while the room is open: what comes there comes in, and nothing moves."""

from __future__ import annotations

import os
import shutil
import sqlite3
import sys
import threading
from pathlib import Path
from time import monotonic
from typing import Any

import pytest
from textual.pilot import Pilot

from nkreader.archive.added import AddReport
from nkreader.archive.growing import Growing
from nkreader.archive.library import Library
from nkreader.settings import FILE, POLLING, Settings
from nkreader.ui import folders, folders_resting, folders_seen
from nkreader.ui.app import NKReader
from nkreader.ui.screens.main import MainScreen
from nkreader.ui.screens.sheet import Sheet
from tests.ui.conftest import TEXTS, settled, until
from tests.ui.test_reading_room import room
from tests.ui.test_taking_in import FERRY

QUICK = 0.2
"""Seconds of rest, in place of the usual ones."""


@pytest.fixture
def own_pieces(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of articles that a test may change; the reader wants it watched, as is usual."""
    (tmp_path / "config" / FILE).write_text("rescan_at_start = false\n")
    for module in (folders, folders_resting):
        monkeypatch.setattr(module, "QUIET", QUICK)
    monkeypatch.setattr(folders, "AGAIN", QUICK)
    folder = tmp_path / "own pieces"
    folder.mkdir()
    for name, text in TEXTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def own_library(own_pieces: Path, tmp_path: Path) -> Path:
    """A library of them."""
    library = Library.open(tmp_path / "own library")
    library.add([own_pieces])
    library.close()
    return library.folder


async def watching(pilot: Pilot[None], main: MainScreen, folder: Path) -> None:
    """Wait until the folder is watched."""
    watch = main.folder_watch
    assert watch is not None
    await until(pilot, lambda: watch.watched == (str(folder),), "the folder watched")


async def told(pilot: Pilot[None], main: MainScreen, said: str) -> None:
    """Wait until the status line begins so."""
    await until(pilot, lambda: main.status.message.startswith(said), said)


def threads() -> list[threading.Thread]:
    """Those that watch."""
    return [thread for thread in threading.enumerate() if thread.name == "nkreader-folders"]


def counted(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """One more for each time that the folders are looked at again."""
    looks: list[object] = []
    rescan = Library.rescan

    def noted(library: Library, *arguments: Any, **named: Any) -> AddReport:
        looks.append(library)
        return rescan(library, *arguments, **named)

    monkeypatch.setattr(Library, "rescan", noted)
    return looks


def ferry(name: str = "ferry") -> str:
    """An article; another one by another name."""
    return FERRY.replace("ferry", name)


async def test_what_comes_into_a_known_folder_comes_in_and_nothing_moves(own_library: Path, own_pieces: Path) -> None:
    async with room(own_library) as (pilot, main):
        await pilot.press("G", "enter")
        await until(pilot, lambda: main.open_id is not None and main.reader.has_focus, "a piece open")
        await pilot.press("right_parenthesis")
        here = (main.reader.cursor, main.articles.article, main.open_id, main.reader.scroll_offset)
        await watching(pilot, main, own_pieces)
        (own_pieces / "f-ferry.txt").write_text(ferry(), encoding="utf-8")
        (own_pieces / "g-tug.txt").write_text(ferry("tug"), encoding="utf-8")
        await told(pilot, main, "2 articles came in")
        assert len(main.headlines) == 7
        assert (main.reader.cursor, main.articles.article, main.open_id, main.reader.scroll_offset) == here
        assert main.reader.has_focus
        assert pilot.app.screen is main, "no report that nobody asked for lies over the page"
        assert not main.status.progress
        await pilot.press("colon")
        await pilot.press("escape")
        main.action_last_report()
        await until(pilot, lambda: isinstance(pilot.app.screen, Sheet), "the report, when it is asked for")


async def test_what_is_written_or_goes_is_told_and_what_is_kept(own_library: Path, own_pieces: Path) -> None:
    async with room(own_library) as (pilot, main):
        await watching(pilot, main, own_pieces)
        (own_pieces / "b-launch.txt").write_text(TEXTS["b-launch.txt"] + "\nIt fell at noon.\n", encoding="utf-8")
        await told(pilot, main, "1 article has a new version")
        (own_pieces / "d-undated.txt").unlink()
        await told(pilot, main, "1 file is gone, the text kept")
        assert len(main.headlines) == len(TEXTS)
        assert sum(headline.missing for headline in main.headlines.values()) == 1


async def test_a_folder_in_a_folder_is_watched_from_when_it_comes(own_library: Path, own_pieces: Path) -> None:
    async with room(own_library) as (pilot, main):
        await watching(pilot, main, own_pieces)
        (own_pieces / "2024" / "june").mkdir(parents=True)
        (own_pieces / "2024" / "june" / "f-ferry.txt").write_text(ferry(), encoding="utf-8")
        await told(pilot, main, "1 article came in")
        main.say("")
        (own_pieces / "2024" / "june" / "g-tug.txt").write_text(ferry("tug"), encoding="utf-8")
        await told(pilot, main, "1 article came in")
        assert len(main.headlines) == 7


async def test_a_download_is_waited_for_and_other_files_are_left_aside(
    own_library: Path, own_pieces: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    looks = counted(monkeypatch)
    async with room(own_library) as (pilot, main):
        await watching(pilot, main, own_pieces)
        final, part = own_pieces / "f-ferry.txt", own_pieces / "f-ferry.txt.part"
        final.touch()  # as browsers do, to keep the name
        with part.open("w", encoding="utf-8") as file:
            for word in ferry().split(" "):
                file.write(f"{word} ")
                file.flush()
                await pilot.pause(QUICK / 10)
        (own_pieces / "picture.jpg").write_bytes(b"\xff\xd8")
        (own_pieces / ".hidden.txt").write_text(ferry("barge"), encoding="utf-8")
        (own_pieces / "~$letter.json").write_bytes(b"\0lock")
        await pilot.pause(QUICK * 5)
        assert looks == []
        part.rename(final)
        await told(pilot, main, "1 article came in")
        assert len(looks) == 1
        assert "skipped" not in main.status.message


async def test_a_file_that_grows_is_taken_in_once_it_rests(own_library: Path, own_pieces: Path) -> None:
    async with room(own_library) as (pilot, main):
        await watching(pilot, main, own_pieces)
        words = ferry().split(" ")
        with (own_pieces / "f-ferry.txt").open("w", encoding="utf-8") as file:
            for at, word in enumerate(words):
                file.write(word if at + 1 == len(words) else f"{word} ")
                file.flush()
                await pilot.pause(QUICK / 3)
        assert len(main.headlines) == len(TEXTS), "nothing came in before it was whole"
        await told(pilot, main, "1 article came in")
        new = next(ident for ident, one in main.headlines.items() if "ferry" in one.title)
        assert main.library is not None
        assert len(main.library.versions(new)) == 1
        assert main.library.piece(new).article.text == ferry()


async def test_hundreds_of_changes_are_one_look(
    own_library: Path, own_pieces: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    looks = counted(monkeypatch)
    async with room(own_library) as (pilot, main):
        await watching(pilot, main, own_pieces)
        text = ferry()
        for number in range(400):
            (own_pieces / f"copy-{number}.txt").write_text(text, encoding="utf-8")
        await told(pilot, main, "1 article came in")
        assert len(looks) == 1


async def test_what_changes_while_something_is_taken_in_waits_for_its_end(
    own_library: Path, own_pieces: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    end, begun, settle = threading.Event(), threading.Event(), Growing._settled
    looks: list[int] = []

    def held(*arguments: object) -> object:
        looks.append(1)
        begun.set()
        end.wait(30)
        return settle(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(Growing, "_settled", held)
    try:
        async with room(own_library) as (pilot, main):
            await watching(pilot, main, own_pieces)
            await pilot.press("R")
            await until(pilot, begun.is_set, "looking again")
            (own_pieces / "f-ferry.txt").write_text(ferry(), encoding="utf-8")
            await until(pilot, lambda: main._changed_meanwhile, "the change told")
            assert looks == [1], "nothing else begins meanwhile"
            end.set()
            await told(pilot, main, "1 article came in")
            assert looks == [1, 1]
    finally:
        end.set()


async def test_a_library_that_another_writes_to_is_waited_for(
    own_library: Path, own_pieces: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("nkreader.archive.locking.TELL_SECONDS", QUICK)
    async with room(own_library) as (pilot, main):
        await watching(pilot, main, own_pieces)
        assert main.library is not None
        main.library._store._turn._patience = QUICK
        other = sqlite3.connect(own_library / "library.db", isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        try:
            (own_pieces / "f-ferry.txt").write_text(ferry(), encoding="utf-8")
            await until(pilot, lambda: main._took, "a look that failed")
            await pilot.pause(QUICK * 3)
            assert not main.status.problem, "nobody asked for it"
        finally:
            other.execute("ROLLBACK")
            other.close()
        await told(pilot, main, "1 article came in")


async def test_a_folder_that_goes_and_comes_back(own_library: Path, own_pieces: Path, tmp_path: Path) -> None:
    async with room(own_library) as (pilot, main):
        await watching(pilot, main, own_pieces)
        watch = main.folder_watch
        assert watch is not None
        own_pieces.rename(tmp_path / "elsewhere")
        await until(pilot, lambda: watch.watched == (), "nothing watched")
        (tmp_path / "elsewhere" / "f-ferry.txt").write_text(ferry(), encoding="utf-8")
        shutil.copytree(tmp_path / "elsewhere", own_pieces)
        await until(pilot, lambda: len(main.headlines) == 6, "what came meanwhile")
        await watching(pilot, main, own_pieces)
        (own_pieces / "g-tug.txt").write_text(ferry("tug"), encoding="utf-8")
        await until(pilot, lambda: len(main.headlines) == 7, "what came then")


@pytest.mark.parametrize("refused", [False, True])
async def test_a_drive_that_tells_nothing_is_looked_through(
    own_library: Path, own_pieces: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, refused: bool
) -> None:
    def no_more(*paths: str, **named: object) -> object:
        raise OSError(28, "no space left on device")

    monkeypatch.setattr(folders, "POLL", QUICK)
    monkeypatch.setattr("watchfiles.watch", no_more)
    if not refused:
        (tmp_path / "config" / FILE).write_text('rescan_at_start = false\nwatch = "polling"\n')
    async with room(own_library) as (pilot, main):
        await watching(pilot, main, own_pieces)
        (own_pieces / "f-ferry.txt").write_text(ferry(), encoding="utf-8")
        await told(pilot, main, "1 article came in")
        (own_pieces / "f-ferry.txt").unlink()
        await told(pilot, main, "1 file is gone")


async def test_nothing_is_watched_where_the_reader_wants_that_until_he_wants_it(
    own_library: Path, own_pieces: Path, tmp_path: Path
) -> None:
    (tmp_path / "config" / FILE).write_text("rescan_at_start = false\nwatch = false\n")
    async with room(own_library) as (pilot, main):
        assert main.folder_watch is None
        assert not threads()
        (own_pieces / "f-ferry.txt").write_text(ferry(), encoding="utf-8")
        await pilot.pause(QUICK * 5)
        assert len(main.headlines) == len(TEXTS)
        (tmp_path / "config" / FILE).write_text("rescan_at_start = false\nwatch = true\n")
        await until(pilot, lambda: main.folder_watch, "the setting taken")
        await watching(pilot, main, own_pieces)
        (own_pieces / "g-tug.txt").write_text(ferry("tug"), encoding="utf-8")
        await until(pilot, lambda: len(main.headlines) == 7, "both")
        (tmp_path / "config" / FILE).write_text("rescan_at_start = false\nwatch = false\n")
        await until(pilot, lambda: main.folder_watch is None, "the setting taken")


async def test_the_sample_archive_has_no_folders(tmp_path: Path) -> None:
    app = NKReader(tmp_path / "sample", sample=True, settings=Settings(rescan_at_start=False))
    async with app.run_test(size=(120, 40)) as pilot:
        await until(pilot, lambda: app.main.headlines, "the list")
        await settled(pilot)
        assert app.main.folder_watch is None


@pytest.mark.parametrize("watch", [True, POLLING])
async def test_leaving_ends_the_watching_at_once(own_library: Path, own_pieces: Path, watch: bool | str) -> None:
    app = NKReader(own_library, settings=Settings(rescan_at_start=False, watch=watch))
    async with app.run_test(size=(120, 40)) as pilot:
        await until(pilot, lambda: app.main.headlines, "the list")
        await watching(pilot, app.main, own_pieces)
        assert threads()
        begun = monotonic()
        app.main.unwatch_folders()
        app.main.unwatch_folders(wait=True)
        assert monotonic() - begun < 5, "a tenth of a second on a machine that does nothing else"
        assert not threads()
        app.main.watch_folders()
        await watching(pilot, app.main, own_pieces)
    assert not threads(), "the end of the program is their end"


def test_a_thread_that_hangs_holds_up_nobody() -> None:
    hung = threading.Event()

    def hanging() -> list[Path]:
        hung.wait(30)
        return []

    watch = folders.FolderWatch(hanging, lambda: None)
    watch.start()
    begun = monotonic()
    watch.stop()
    watch.join(0.1)
    assert monotonic() - begun < 5
    hung.set()


def test_which_files_matter(tmp_path: Path) -> None:
    tmp_path = tmp_path / "here"
    tmp_path.mkdir()
    for name in ("a.txt", "a.jpg", "a.txt.part", "b.crdownload", "~$a.txt", "a.txt~", "#a.txt#"):
        (tmp_path / name).write_text("x")
    (tmp_path / "folder").mkdir()
    matter = {name for name in ["folder", "gone", *os.listdir(tmp_path)] if folders_seen.matters(f"{tmp_path}/{name}")}
    assert matter == {"a.txt", "folder", "gone"}
    assert folders_seen.is_unfinished(f"{tmp_path}/a.txt"), "a.txt.part stands beside it"
    (tmp_path / "a.txt.part").unlink()
    assert not folders_seen.is_unfinished(f"{tmp_path}/a.txt")
    assert folders_seen.becomes("/x/a.HTML.CRDOWNLOAD") == "/x/a.HTML"
    assert folders_seen.is_hidden("/x/y/.z/a.txt", "/x")
    assert not folders_seen.is_hidden("/.x/y/a.txt", "/.x"), "only what is below the folder that was added"


def test_what_never_rests_does_not_keep_the_rest_for_ever(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    clock = [100.0]
    monkeypatch.setattr(folders_resting, "monotonic", lambda: clock[0])
    rest = folders_resting.Rest()
    log, article = tmp_path / "log.txt", tmp_path / "a.txt"
    article.write_text("x")
    log.write_text("x")
    assert rest.take([str(article), str(log)], [str(tmp_path)]) == [str(article), str(log)]
    seconds = 0
    while not rest.over():
        log.write_text("x" * (seconds + 2))
        rest.take([str(log)], [str(tmp_path)])
        clock[0] += 0.5
        seconds += 1
        assert seconds < 100
    assert clock[0] - 100 == pytest.approx(folders_resting.PATIENCE, abs=1)
    clock[0] += folders_resting.QUIET
    assert rest.over(), "in the end the other one rests, too"
    assert not rest.over()


def test_drives_that_tell_nothing_are_known_by_their_kind() -> None:
    known = [("/", "ext4"), ("/mnt/share", "cifs"), ("/mnt/share/local", "xfs"), ("/home", "fuse.sshfs")]
    remote = {path: folders_seen.is_remote(path, known) for path in ("/a", "/mnt/share/x", "/mnt/share/local/x")}
    assert remote == {"/a": False, "/mnt/share/x": True, "/mnt/share/local/x": False}
    assert folders_seen.is_remote("/home/ada", known)
    assert not folders_seen.is_remote("/homely", known)
    assert not folders_seen.is_remote("/a", ())
    assert not sys.platform.startswith("linux") or "/" in dict(folders_seen.mounts())
