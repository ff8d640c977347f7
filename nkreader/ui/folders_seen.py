"""What can be told of files in a watched folder from outside: which of them matter, which are still being written."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

UNFINISHED = (".part", ".partial", ".crdownload", ".download", ".opdownload", ".aria2", ".!qb", ".tmp", ".temp")
"""What browsers and others put behind the name of a file that they are still writing, in lower case."""
REMOTE = ("nfs", "cifs", "smb", "ncpfs", "afs", "9p", "vboxsf", "prl_fs", "virtiofs", "fuse.", "davfs", "glusterfs")
"""How the kinds of file systems begin that do not tell what others write on them."""
_MOUNTS = Path("/proc/self/mounts")


def is_passing(path: str) -> bool:
    """Whether a file is there for a while only: a download, an editor's copy, an office program's lock."""
    name = os.path.basename(path).casefold()
    return name.endswith((*UNFINISHED, "~")) or name.startswith(("~$", "#", "~syncthing~"))


def is_hidden(path: str, root: str) -> bool:
    """Whether a path lies in a hidden folder below `root`, or is hidden itself: nothing of it is taken in."""
    return any(part.startswith(".") for part in os.path.relpath(path, root).split(os.sep) if part not in (".", ".."))


def becomes(path: str) -> str:
    """The file that a download will be in the end; any other path is itself."""
    folded = path.casefold()
    return next((path[: -len(end)] for end in UNFINISHED if folded.endswith(end)), path)


def matters(path: str) -> bool:
    """Whether a rescan may find something else because of a change there: what cannot be read is left aside.

    Of what has gone nobody can say what it was, so it matters unless it was there for a while only.
    """
    from nkreader.ingest.registry import reader_of

    if is_passing(path):
        return False
    return reader_of(Path(path)) is not None or not os.path.isfile(path)


def is_unfinished(path: str) -> bool:
    """Whether a file is there but empty, or something beside it says that it is still being written."""
    try:
        if os.path.isfile(path) and not os.path.getsize(path):
            return True
    except OSError:
        return False
    return any(os.path.lexists(f"{path}{end}") for end in UNFINISHED)


def look(path: str) -> object:
    """How a file, or what lies right in a folder, is now: equal as long as nothing changes."""
    try:
        if not os.path.isdir(path):
            known = os.stat(path)
            return known.st_size, known.st_mtime_ns, known.st_ino
        with os.scandir(path) as entries:
            inside = [(entry.name, entry.stat()) for entry in entries]
    except OSError:
        return None
    return tuple(sorted((name, known.st_size, known.st_mtime_ns) for name, known in inside))


def below(folder: str) -> Iterator[str]:
    """A folder and those in it that are not hidden; one that may not be opened is left aside, a link not followed."""
    waiting = [folder]
    while waiting:
        here = waiting.pop()
        yield here
        try:
            with os.scandir(here) as entries:
                waiting += [e.path for e in entries if not e.name.startswith(".") and e.is_dir(follow_symlinks=False)]
        except OSError:
            continue


def print_of(folder: str) -> int:
    """A number that stands for all files in a folder as they are: another one where any came, went or was written."""
    found = 0
    for here in below(folder):
        try:
            with os.scandir(here) as entries:
                for entry in entries:
                    if not entry.name.startswith(".") and not is_passing(entry.name) and entry.is_file():
                        known = entry.stat()
                        found ^= hash((entry.path, known.st_size, known.st_mtime_ns))
        except OSError:
            continue
    return found


def identity(folder: str) -> tuple[int, int] | None:
    """Which folder it is, whatever its name; None where there is none."""
    try:
        known = os.stat(folder)
    except OSError:
        return None
    return (known.st_dev, known.st_ino) if os.path.isdir(folder) else None


def outermost(folders: Iterable[Path]) -> list[str]:
    """Those that do not lie in another."""
    found: list[Path] = []
    for folder in sorted(folders):
        if not any(folder.is_relative_to(other) for other in found):
            found.append(folder)
    return [str(folder) for folder in found]


def mounts() -> Sequence[tuple[str, str]]:
    """Where file systems begin and of what kind each is, as far as the system tells."""
    if not sys.platform.startswith("linux"):
        return ()
    try:
        lines = _MOUNTS.read_text(encoding="utf-8", errors="surrogateescape").splitlines()
    except OSError:
        return ()
    told = [line.split(" ") for line in lines]
    return [(parts[1].replace("\\040", " "), parts[2]) for parts in told if len(parts) > 2]


def is_remote(folder: str, known: Sequence[tuple[str, str]]) -> bool:
    """Whether a folder lies on a drive that does not tell of changes; `known` are the `mounts`."""
    around = [(at, kind) for at, kind in known if folder == at or folder.startswith(f"{at.rstrip('/')}/")]
    return bool(around) and max(around, key=lambda mount: len(mount[0]))[1].startswith(REMOTE)
