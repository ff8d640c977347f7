"""Other processes in the tests: another nkreader, and one without the right to write."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[2]
_HOLD = """
import sys, time
from pathlib import Path
from nkreader.archive.store import Store
store = Store(Path(sys.argv[1]) / "library.db")
with store.writing() as db:
    db.execute("INSERT OR REPLACE INTO meta VALUES ('held', '1')")
    print("holding", flush=True)
    time.sleep(float(sys.argv[2]))
"""
_HOLD_INDEX = """
import sys, time
from pathlib import Path
from whoosh.util.filelock import FileLock
folder = Path(sys.argv[1]) / "index"
folder.mkdir(exist_ok=True)
lock = FileLock(str(folder / "lock"))
assert lock.acquire()
print("holding", flush=True)
time.sleep(float(sys.argv[2]))
"""
_HUMBLE = """
import os, sys, tempfile
from pathlib import Path
from nkreader.cli.run import run
with tempfile.TemporaryDirectory() as folder:  # all that is imported on the way, while it may be read
    (Path(folder) / "a.txt").write_text("A tug sank.\\n")
    for words in ("add a.txt", "search tug", "list", "mark zz --star"):
        run(["--library", folder + "/library", *[str(Path(folder) / w) if w == "a.txt" else w for w in words.split()]])
sys.stdout.flush()
os.ftruncate(1, 0), os.ftruncate(2, 0)
if os.getuid() == 0:
    os.setgroups([]), os.setgid(65534), os.setuid(65534)
sys.exit(run(sys.argv[1:]))
"""


@contextmanager
def another(library: Path, seconds: float = 60, index: bool = False) -> Iterator[subprocess.Popen[str]]:
    """Another nkreader that writes to a library, or to its index, for so long; killed in the end."""
    code = _HOLD_INDEX if index else _HOLD
    command = [sys.executable, "-c", code, str(library), str(seconds)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as process:
        try:
            assert process.stdout
            assert process.stdout.readline() == "holding\n"
            yield process
        finally:
            process.kill()


def nkreader(*arguments: str) -> subprocess.CompletedProcess[str]:
    """The command line."""
    command = [sys.executable, "-m", "nkreader", *arguments]
    return subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False)


def humble_nkreader(*arguments: str) -> subprocess.CompletedProcess[str]:
    """The command line of a user who is not the superuser, for whom nothing is forbidden."""
    with tempfile.TemporaryFile("w+") as out, tempfile.TemporaryFile("w+") as err:
        command = [sys.executable, "-c", _HUMBLE, *arguments]
        done = subprocess.run(command, stdout=out, stderr=err, cwd=ROOT, check=False)
        texts = [os.pread(file.fileno(), 1 << 20, 0).decode().lstrip("\0") for file in (out, err)]
    return subprocess.CompletedProcess(command, done.returncode, *texts)


@contextmanager
def everyones_folder() -> Iterator[Path]:
    """A folder that the humble user can reach and write to."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name).resolve()
        folder.chmod(0o777)
        yield folder


def handed_over(folder: Path) -> None:
    """Give a folder and all in it to the humble user."""
    if os.getuid() == 0:
        for path in (folder, *folder.rglob("*")):
            os.chown(path, 65534, 65534)
