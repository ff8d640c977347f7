"""Files and folders: sorted, complete, and every refusal told in one line."""

from __future__ import annotations

import hashlib
import os
import socket
from pathlib import Path

import pytest

from nkreader.ingest import Extract, Skipped, articles

STORY = "Ferry Line Opens\n\nThe ferry left the harbour on time."


def read(*paths: Path, limit: int = 1000) -> tuple[list[Extract], dict[str, str]]:
    found = list(articles(paths, limit))
    skipped = {item.path: item.reason for item in found if isinstance(item, Skipped)}
    return [item for item in found if isinstance(item, Extract)], skipped


def test_a_folder_is_read_in_sorted_order_with_its_folders(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.md", "a/c.TXT", "README", "a/.hidden.txt", ".git/x.txt"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"{STORY} {name}")
    found, skipped = read(tmp_path)
    assert [item.path for item in found] == [str(tmp_path / n) for n in ("README", "a/c.TXT", "a/z.md", "b.txt")]
    assert skipped == {}


def test_an_extract_tells_identity_size_and_time(tmp_path: Path) -> None:
    path = tmp_path / "one.txt"
    path.write_bytes(b"\xef\xbb\xbf" + STORY.replace("\n", "\r\n").encode())
    (one,), _ = read(path)
    assert one.article.text == STORY
    assert one.digest == hashlib.sha256(STORY.encode()).hexdigest()
    assert (one.size, one.mtime_ns) == (path.stat().st_size, path.stat().st_mtime_ns)
    assert one.article.title == "Ferry Line Opens"


def test_the_order_of_the_arguments_does_not_matter(tmp_path: Path) -> None:
    paths = [tmp_path / f"{name}.txt" for name in "cab"]
    for path in paths:
        path.write_text(STORY + path.stem)
    assert [i.path for i in read(*paths)[0]] == [i.path for i in read(*reversed(paths))[0]]


def test_what_cannot_be_read_is_skipped_with_its_reason(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_text(" \n")
    (tmp_path / "large.txt").write_text("x" * 1001)
    (tmp_path / "photo.jpeg").write_bytes(b"\xff\xd8\xff")
    (tmp_path / "photo.txt").write_bytes(b"\xff\xd8\xff\x00")
    (tmp_path / "own.md").write_text("---\nnkreader_id: 0123456789ab\n---\n\nText.")
    (tmp_path / "nowhere.txt").symlink_to(tmp_path / "gone.txt")
    (tmp_path / "loop.txt").symlink_to(tmp_path / "loop.txt")
    os.mkfifo(tmp_path / "pipe.txt")
    found, skipped = read(tmp_path, tmp_path / "typo.txt", Path("/dev/null"))
    assert found == []
    expected = {
        "empty.txt": "empty",
        "large.txt": "larger than 1 kB",
        "photo.jpeg": "no reader for .jpeg",
        "photo.txt": "binary data, not text",
        "own.md": "an export of nkreader",
        "nowhere.txt": "a link to nothing",
        "pipe.txt": "a named pipe, not a file",
        "typo.txt": "no such file or folder",
    }
    for name, reason in expected.items():
        assert skipped[str(tmp_path / name)] == reason
    assert "symbolic links" in skipped[str(tmp_path / "loop.txt")]
    assert skipped["/dev/null"] == "a device, not a file"
    assert len(skipped) == len(expected) + 2


def test_a_socket_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind("s.txt")
        assert read(Path("s.txt"))[1] == {"s.txt": "a socket, not a file"}


def test_links_between_folders_end(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "one.txt").write_text(STORY)
    (tmp_path / "a" / "up").symlink_to(tmp_path)
    (tmp_path / "b").symlink_to(tmp_path / "a")
    found, skipped = read(tmp_path)
    assert [item.path for item in found] == [str(tmp_path / "a" / "one.txt")]
    assert skipped == {
        str(tmp_path / "a" / "up"): f"the same folder as {tmp_path}",
        str(tmp_path / "b"): f"the same folder as {tmp_path / 'a'}",
    }


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_without_permission(tmp_path: Path) -> None:
    closed = tmp_path / "closed.txt"
    closed.write_text(STORY)
    closed.chmod(0)
    assert read(closed)[1] == {str(closed): "no permission to read it"}


def test_names_are_data(tmp_path: Path) -> None:
    names = ["-rf.txt", "$(id).txt", "`id`.txt", "[bold].txt"]
    for name in names:
        (tmp_path / name).write_text(STORY)
    assert sorted(Path(item.path).name for item in read(tmp_path)[0]) == sorted(names)


def test_a_name_that_cannot_be_shown_is_kept_as_it_is_and_told_in_one_printable_line(tmp_path: Path) -> None:
    names = [b"a\nb\x1b.txt", b"caf\xe9.txt"]
    for name in names:
        Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + name)).write_text(STORY)
    found, _ = read(tmp_path)
    assert sorted(os.fsencode(Path(item.path).name) for item in found) == names
    for name in names:
        Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + name)).write_text("")
    assert sorted(Path(path).name for path in read(tmp_path)[1]) == ["a b␛.txt", "caf\ufffd.txt"]


def test_a_path_that_no_file_can_have_is_skipped(tmp_path: Path) -> None:
    assert len(read(Path("a\0b.txt"), tmp_path / ("x" * 300 + ".txt"))[1]) == 2


def test_a_deep_tree_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    deep = tmp_path
    monkeypatch.chdir(deep)
    for _ in range(400):
        deep = deep / "d"
    deep.mkdir(parents=True)
    (deep / "one.txt").write_text(STORY)
    assert len(read(tmp_path)[0]) == 1


def test_nothing_is_written(tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text(STORY)
    before = sorted((p, p.stat().st_mtime_ns) for p in [tmp_path, *tmp_path.rglob("*")])
    read(tmp_path)
    assert sorted((p, p.stat().st_mtime_ns) for p in [tmp_path, *tmp_path.rglob("*")]) == before
