"""What can go wrong between a text and a disk."""

from __future__ import annotations

import fcntl
import os
import random
import signal
import subprocess
import sys
import textwrap
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from nkreader.export import files
from nkreader.export.blocks import Block, parse
from nkreader.export.markdown import ExportRefused, document, export
from nkreader.model.piece import Piece
from tests.export.pieces import body_of, mark, piece

ROOT = Path(__file__).parents[2]
BODY = "One two three four five six seven."


def batch(note: str, count: int = 12) -> list[Piece]:
    """Pieces that differ from another batch in their notes."""
    return [
        piece(BODY, [mark(BODY, "two", of=number, note=note * 200)], number=number, title=f"Title {number}")
        for number in range(count)
    ]


def snapshot(folder: Path) -> dict[str, bytes]:
    """Every file of a folder."""
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def run_python(code: str, *arguments: object) -> subprocess.CompletedProcess[str]:
    """Run a piece of code in another interpreter."""
    command = [sys.executable, "-c", textwrap.dedent(code), *map(str, arguments)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)


LOOP = """
import sys
from pathlib import Path
from nkreader.export.markdown import export
from tests.export.test_faults import batch
batches = batch("old "), batch("new ")
print("ready", flush=True)
while True:
    for items in batches:
        export(Path(sys.argv[1]), items)
"""


def test_killed_at_any_moment_there_is_the_old_file_or_the_new(tmp_path: Path) -> None:
    chance = random.Random(7)
    target = tmp_path / "export"
    export(target, batch("old "))
    allowed = [{document(item) for item in pair} for pair in zip(batch("old "), batch("new "), strict=True)]
    for _ in range(6):
        process = subprocess.Popen([sys.executable, "-c", LOOP, target], cwd=ROOT, stdout=subprocess.PIPE)
        assert process.stdout is not None
        assert process.stdout.readline() == b"ready\n"
        time.sleep(chance.uniform(0.01, 0.3))
        process.send_signal(signal.SIGKILL)
        process.wait()
        process.stdout.close()
        found = sorted(target.glob("*--*.md"))
        assert len(found) == len(allowed)
        texts = [path.read_text() for path in found]
        assert all(any(text in pair for pair in allowed) for text in texts)
        assert not any(b.edited for text in texts for b in parse(body_of(text)) if isinstance(b, Block))
    assert {result.status for result in export(target, batch("old ")).files} <= {"written", "unchanged"}
    assert [path for path in target.iterdir() if path.name.startswith(".")] == []
    assert {document(item) for item in batch("old ")} == {path.read_text() for path in target.glob("*--*.md")}


def test_full_disk_gives_one_reason_and_changes_nothing(tmp_path: Path) -> None:
    export(tmp_path, batch("old ", 3))
    before = snapshot(tmp_path)
    done = run_python(
        """
        import resource, sys
        from pathlib import Path
        from nkreader.export.markdown import ExportRefused, export
        from tests.export.test_faults import batch
        small, large = batch("new ", 3), batch("new " * 50, 3)
        resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))
        try:
            export(Path(sys.argv[1]), [*small[:2], large[2]])
        except ExportRefused as error:
            print(error)
        """,
        tmp_path,
    )
    assert done.stdout == f"cannot write to {tmp_path}: File too large; nothing was changed\n", done.stderr
    assert snapshot(tmp_path) == before


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_no_space_left_is_told_as_such() -> None:
    with open("/dev/full", "wb", buffering=0) as full, pytest.raises(OSError, match="No space left") as error:
        full.write(b"x")
    assert error.value.errno in files._WHOLE_DISK


READ_ONLY = """
import os, sys
from pathlib import Path
from nkreader.export.markdown import ExportRefused, export
from tests.export.test_faults import batch
items = batch("new ", 3)
if os.getuid() == 0:
    os.setgid(65534)
    os.setuid(65534)
try:
    report = export(Path(sys.argv[1]), items)
    print([(result.status, result.reason) for result in report.files])
except ExportRefused as error:
    print(error)
"""


def test_read_only_folder_gives_one_reason_and_changes_nothing(tmp_path: Path) -> None:
    for folder in (tmp_path, *tmp_path.parents[:3]):
        folder.chmod(0o755)
    target = tmp_path / "export"
    export(target, batch("old ", 3))
    before = snapshot(target)
    target.chmod(0o555)
    done = run_python(READ_ONLY, target)
    target.chmod(0o755)
    assert done.stdout == f"cannot write to {target}: Permission denied\n", done.stderr
    assert snapshot(target) == before


def test_one_bad_file_does_not_stop_the_others(tmp_path: Path) -> None:
    export(tmp_path, batch("old ", 4))
    binary, linked, blocked, good = sorted(tmp_path.glob("title-*.md"))
    binary.write_bytes(binary.read_bytes() + b"\xff\xfe")
    outside = tmp_path.parent / f"{tmp_path.name}-outside.md"
    linked.rename(outside)
    linked.symlink_to(outside)
    blocked.unlink()
    blocked.mkdir()
    before = outside.read_bytes()
    report = export(tmp_path, batch("new ", 4))
    told = {result.path.name: (result.status, result.reason) for result in report.files}
    assert told[binary.name] == ("skipped", f"{binary.name}: is not UTF-8")
    assert told[linked.name] == ("skipped", f"{linked.name}: is a symbolic link")
    assert told[good.name] == ("written", "")
    assert "new new" in good.read_text()
    assert outside.read_bytes() == before
    assert linked.is_symlink()
    assert report.highlights == 2  # `blocked` found another name


def test_links_to_folders_outside_are_not_followed(tmp_path: Path) -> None:
    target, elsewhere = tmp_path / "export", tmp_path / "elsewhere"
    export(elsewhere, batch("old ", 1))
    before = snapshot(elsewhere)
    target.mkdir()
    (target / "inside").symlink_to(elsewhere)
    export(target, batch("new ", 1))
    assert snapshot(elsewhere) == before
    assert len(list(target.glob("title-*.md"))) == 1


def test_a_pipe_in_the_place_of_a_file_does_not_hang(tmp_path: Path) -> None:
    (item,) = batch("old ", 1)
    name = export(tmp_path, [item]).files[0].path
    name.unlink()
    os.mkfifo(name)
    assert {result.status for result in export(tmp_path, [item]).files} <= {"written", "unchanged", "skipped"}


def test_a_file_that_changes_under_the_export_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text("old")
    found = files.current(path, tmp_path)
    assert found is not None
    staged = files.staged(path, "new", found[1])
    path.write_text("typed just now")
    with pytest.raises(ValueError, match="meanwhile"):
        files.put_in_place(staged)
    assert path.read_text() == "typed just now"


def test_permissions_of_a_file_stay(tmp_path: Path) -> None:
    path = export(tmp_path, batch("old ", 1)).files[0].path
    path.chmod(0o640)
    export(tmp_path, batch("new ", 1))
    assert path.stat().st_mode & 0o777 == 0o640


def test_two_exports_at_once_wait_for_each_other(tmp_path: Path) -> None:
    failures: list[BaseException] = []

    def work(note: str) -> None:
        try:
            for _ in range(5):
                assert {result.status for result in export(tmp_path, batch(note)).files} <= {
                    "written",
                    "unchanged",
                }
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=work, args=(note,)) for note in ("old ", "new ")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    texts = {path.read_text() for path in tmp_path.glob("*--*.md")}
    assert texts in ({document(item) for item in batch("old ")}, {document(item) for item in batch("new ")})


def test_an_export_that_does_not_end_is_not_waited_for_for_ever(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "_PATIENCE", 0.1)
    descriptor = os.open(tmp_path, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        with pytest.raises(ExportRefused, match="another export"):
            export(tmp_path, batch("old ", 1))
    finally:
        os.close(descriptor)


def test_the_target_must_be_a_folder(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(ExportRefused, match="not a folder"):
        export(tmp_path / "file", batch("old ", 1))
    with pytest.raises(ExportRefused, match="Not a directory"):
        export(tmp_path / "file" / "below", batch("old ", 1))


def test_a_failing_source_leaves_nothing_behind(tmp_path: Path) -> None:
    def failing() -> Iterator[Piece]:
        yield from batch("old ", 2)
        raise RuntimeError("the library went away")

    with pytest.raises(RuntimeError):
        export(tmp_path, failing())
    assert snapshot(tmp_path) == {}
