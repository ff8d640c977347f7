"""Bad input: each piece of it one clear line, and the rest goes on; interruptions keep what was done."""

from __future__ import annotations

import json
import lzma
import os
import socket
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from nkreader.archive import adding, ahead
from nkreader.archive.added import AddReport
from nkreader.archive.deriving import Derived, derived
from nkreader.archive.library import Library
from nkreader.model.article import Article, Stated
from nkreader.model.sanitise import is_safe
from tests.archive.conftest import FIRST, OTHER, SECOND

Opening = Callable[[], Library]


def word(number: int) -> str:
    """A word of its own for every number: rows that are alike in all but a number are all compared."""
    return "rain" + "".join(chr(ord("a") + int(digit)) for digit in str(number))


def reasons(report: AddReport) -> dict[str, str]:
    return {Path(item.path).name: item.reason for item in report.skipped}


def bad_text(folder: Path) -> None:
    (folder / "binary.txt").write_bytes(bytes(range(256)) * 8)
    (folder / "empty.txt").write_text(" \n\n")
    (folder / "own.md").write_text("---\nnkreader_id: 0123456789ab\n---\n\nText.\n")
    (folder / "photo.jpeg").write_bytes(b"\xff\xd8\xff")
    (folder / "cut.jsonl.xz").write_bytes(lzma.compress(b'{"text": "Rain."}\n' * 900)[:30])
    (folder / "wide.jsonl").write_text('{"text": "Rain."}\n', encoding="utf-16")
    (folder / "map.json").write_text('{"title": "no list"}')


def bad_files(folder: Path) -> None:
    os.mkfifo(folder / "pipe.txt")
    (folder / "loop.txt").symlink_to(folder / "loop.txt")
    (folder / "nowhere.txt").symlink_to(folder / "gone.txt")
    (folder / "again").symlink_to(folder)
    with (folder / "huge.txt").open("wb") as file:
        file.truncate(3_000_000_000)


def test_every_bad_file_is_one_line_and_the_rest_goes_on(library: Library, articles: Path) -> None:
    bad_text(articles)
    bad_files(articles)
    (articles / "zz.txt").write_text("Rain in Nampho\n\nRain fell in Nampho.\n")
    report = library.add([articles, articles.parent / "typo.txt", Path("/dev/null")])
    said = reasons(report)
    assert (len(report.added), report.unchanged) == (1, 3)
    assert said.pop("loop.txt")
    assert said.pop("cut.jsonl.xz").startswith("damaged after line")
    assert said == {
        "binary.txt": "binary data, not text",
        "empty.txt": "empty",
        "own.md": "an export of nkreader",
        "photo.jpeg": "no reader for .jpeg",
        "wide.jsonl": "rows in UTF-16; they are read in UTF-8 only",
        "map.json": "JSON, but not a list of rows",
        "pipe.txt": "a named pipe, not a file",
        "nowhere.txt": "a link to nothing",
        "again": f"the same folder as {articles}",
        "huge.txt": "larger than 20 MB",
        "typo.txt": "no such file or folder",
        "null": "a device, not a file",
    }
    assert all("\n" not in item.reason for item in report.skipped)


def test_a_socket_is_skipped(library: Library, articles: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(articles)
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind("s.txt")
        assert reasons(library.add([articles])) == {"s.txt": "a socket, not a file"}


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_what_may_not_be_read_is_not_missing(library: Library, articles: Path) -> None:
    (articles / "first.txt").chmod(0)
    assert reasons(library.add([articles])) == {"first.txt": "no permission to read it"}
    articles.chmod(0)
    assert reasons(library.rescan()) == {"articles": "no permission to read it"}
    articles.chmod(0o700)
    assert not any(h.missing for h in library.headlines())


def test_a_broken_line_far_into_a_file(open_library: Opening, tmp_path: Path) -> None:
    lines = [json.dumps({"title": f"Notice {n}", "text": f"Rain {n}."}) for n in range(1, 401)]
    lines[312] = lines[312][:-9]
    path = tmp_path / "rows.jsonl"
    path.write_text("\n".join(lines))
    report = open_library().add([path])
    assert len(report.added) == 399
    ((where, reason),) = [(item.path, item.reason) for item in report.skipped]
    assert where == str(path)
    assert reason.startswith("line 313: not JSON: ")


def test_a_larger_limit_takes_in_what_a_smaller_one_refused(open_library: Opening, tmp_path: Path) -> None:
    folder = tmp_path / "articles"
    folder.mkdir()
    long = "Rain fell in Nampho on Friday. " * 100
    (folder / "a.txt").write_text(f"Rain\n\n{long}\n")
    (folder / "b.jsonl").write_text(json.dumps({"title": "Row", "text": long + "!"}) + '\n{"text": "Snow."}\n')
    for path in folder.iterdir():
        os.utime(path, (1, 1))
    library = open_library()
    report = library.add([folder], limit=1000)
    assert [item.reason for item in report.skipped] == ["larger than 1 kB", "line 1: larger than 1 kB"]
    assert len(report.added) == 1
    report = library.add([folder], limit=10_000)
    assert (len(report.added), report.unchanged, report.skipped) == (2, 1, [])


def test_a_file_that_vanishes_before_it_is_read(open_library: Opening, articles: Path) -> None:
    library = open_library()

    def meanwhile(done: int, what: str) -> None:
        (articles / "second.txt").unlink(missing_ok=True)

    report = library.add([articles / f"{name}.txt" for name in ("first", "other", "second")], meanwhile)
    assert len(report.added) == 2
    assert reasons(report) == {"second.txt": "no such file or folder"}


def test_rows_that_are_cut_off_while_they_are_read(open_library: Opening, tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_text(
        "".join(json.dumps({"title": f"Notice {n}", "text": f"{word(n)}. " * 40}) + "\n" for n in range(900))
    )
    library = open_library()

    def meanwhile(done: int, what: str) -> None:
        if done:
            os.truncate(path, 200_000)

    report = library.add([path], meanwhile)
    assert 100 < len(report.added) < 900
    assert len(report.skipped) == 1
    assert "not JSON" in report.skipped[0].reason


def test_encodings_are_guessed_with_a_notice(open_library: Opening, tmp_path: Path) -> None:
    korean = "원산항 예인선 충돌\n\n원산항에서 예인선이 부두에 충돌했다고 항만 당국이 밝혔다. 선원은 모두 구조되었다.\n"
    (tmp_path / "cp949.txt").write_bytes(korean.encode("cp949"))
    (tmp_path / "utf16.txt").write_bytes(SECOND.encode("utf-16"))
    (tmp_path / "broken.txt").write_bytes(("원산항 " * 20 + FIRST).encode()[:-1] + b"\xec\x9b\n")
    library = open_library()
    report = library.add([tmp_path / f"{name}.txt" for name in ("cp949", "utf16", "broken")])
    assert report.skipped == []
    notices = {Path(h.paths[0]).stem: library.piece(h.id).article.notices for h in library.headlines()}
    assert notices["utf16"] == ()
    assert "cp949" in notices["cp949"][0]
    assert "broken" in notices["broken"][0]


def test_paths_that_are_no_text_are_kept_as_they_are(open_library: Opening, tmp_path: Path) -> None:
    folder = tmp_path / "articles"
    folder.mkdir()
    names = [b"caf\xe9.txt", b"a\nb\x1b[2J.txt", b"rows\xff.jsonl"]
    contents = [FIRST, OTHER, '{"title": "Rain", "text": "It rained."}\n']
    for name, content in zip(names, contents, strict=True):
        (folder / os.fsdecode(name)).write_text(content)
    (folder / os.fsdecode(b"bad\xe9\x1b.txt")).write_text("")
    library = open_library()
    seen: list[str] = []
    report = library.add([folder], lambda done, what: seen.append(what))
    assert len(report.added) == 3
    assert [Path(item.path).name for item in report.skipped] == ["bad\ufffd␛.txt"]
    assert all("\x1b" not in what and "\n" not in what for what in seen)
    assert library.rescan().unchanged == 3
    for name in names:
        (folder / os.fsdecode(name)).unlink()
    assert library.rescan().missing == 3


class Stop(Exception):
    """What a reader does in the middle."""


@pytest.mark.parametrize("after", [1, 99, 101, 250])
def test_an_interruption_keeps_what_was_committed_and_the_next_add_does_the_rest(
    open_library: Opening, tmp_path: Path, after: int
) -> None:
    folder = tmp_path / "articles"
    folder.mkdir()
    for number in range(300):
        (folder / f"{number:03}.txt").write_text(f"Notice {number}\n\nNotice {number} names the tug.\n")
    library = open_library()
    report = AddReport()

    def stopping(done: int, what: str) -> None:
        if done >= after:
            raise Stop

    with pytest.raises(Stop):
        library.add([folder], stopping, report=report)
    kept = [h.id for h in library.headlines()]
    assert sorted(report.added) == sorted(kept)
    assert len(kept) % 100 == 0
    assert after - 100 <= len(kept)
    again = library.add([folder])
    assert len(again.added) + len(kept) == 300
    assert library.search("tug").total == 300


@pytest.mark.parametrize("alone", [10_000, 20])
def test_the_share_grows_to_the_whole(
    open_library: Opening, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, alone: int
) -> None:
    monkeypatch.setattr(ahead, "MANY", alone)
    monkeypatch.setattr(adding, "TELL_SECONDS", 0.0)
    rows = [{"title": f"Notice {n}", "text": f"{word(n)} fell on the {word(n)}pier. " * 40} for n in range(400)]
    (tmp_path / "rows.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    report = AddReport()
    seen: list[tuple[int, float]] = []
    counts: list[int] = []

    def told(done: int, what: str) -> None:
        counts.append(done)
        if report.share is not None:  # the grouping that follows has a count of its own
            seen.append((done, report.share))

    open_library().add([tmp_path / "rows.jsonl"], told, report=report)
    assert seen == sorted(seen)
    assert seen[-1] == (400, 1.0)
    assert all(share < 1 for done, share in seen if done < 390)
    assert all(0 <= share <= 1 for _, share in seen)
    assert counts[-1] == report.done == 400
    assert counts == sorted(counts)


def test_a_row_that_cannot_be_analysed_costs_itself_alone_and_is_told_with_its_line(
    open_library: Opening, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "rows.jsonl"
    texts = ["The pier is open.", "The lighthouse is dark.", "The tug sails."]
    path.write_text("".join(json.dumps({"text": text}) + "\n" for text in texts))
    file = tmp_path / "dark.txt"
    file.write_text("Another lighthouse is dark.")

    def faulty(article: Article, **said: Any) -> Derived:
        if "lighthouse" in article.text:
            raise KeyError("Wonsan")
        return derived(article, **said)

    monkeypatch.setattr("nkreader.archive.ahead.derived", faulty)
    library = open_library()
    report = library.add([path, file])
    assert len(report.added) == 2
    told = {item.path: item.reason for item in report.skipped}
    assert told.keys() == {str(path), str(file)}
    assert told[str(path)].startswith("line 2: a fault of nkreader, please report it: KeyError in ")
    assert told[str(file)].startswith("a fault of nkreader, please report it: KeyError in ")
    assert library.add_text(b"A lighthouse, pasted.", Stated()).skipped[0].path == "standard input"
    assert len(library.search("pier OR tug OR lighthouse").hits) == 2
    monkeypatch.undo()
    assert len(library.rescan().added) == 1, "a mended nkreader reads a file again that gave something"
    assert len(library.add([file]).added) == 1


def test_one_hostile_row_after_another_stops_nothing(open_library: Opening, tmp_path: Path) -> None:
    hostile = ["\ud800", "\x00", "9999-12-31", "0001-01-01T00:00:00+14:00", "99991231", "\x1b[2J\n", "1" * 10_000]
    names = ("title", "date", "url", "author", "outlet", "text")
    rows: list[dict[str, Any]] = [
        {"text": f"The tug sailed {n}.", name: f"{value}"} for n, value in enumerate(hostile) for name in names
    ]
    path = tmp_path / "rows.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    for n, value in enumerate(hostile):
        front = json.dumps(value)
        (tmp_path / f"{n}.md").write_text(f"---\ntitle: {front}\ndate: {front}\nurl: {front}\n---\nThe tug {n} sailed.")
    library = open_library()
    report = library.add([tmp_path / "rows.jsonl", *sorted(tmp_path.glob("*.md"))])
    assert [item.reason for item in report.skipped] == []
    assert len(library.headlines()) == len(report.added)
    assert len(library.search("tug").hits) > len(hostile)
    assert library.doctor()
    library.close()
    again = open_library()
    assert again.rescan().added == []
    for headline in again.headlines():
        assert is_safe("".join(map(str, (headline.title, headline.outlet, headline.author, headline.url))))
        assert again.piece(headline.id).article.title == headline.title
