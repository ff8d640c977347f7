"""The names that files have inside an archive: data, and never paths of this machine."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable
from pathlib import PurePosixPath

from nkreader.ingest.formats.page_folders import PAGES, TAILS, belongs_to_page
from nkreader.model.sanitise import safe_line

_HANGUL = re.compile("[\uac00-\ud7a3\u3131-\u318e]")
_FOREIGN = re.compile("[^\x00-\x7f]")
_DRIVE = re.compile(r"^[A-Za-z]:(?=[\\/]|$)")
CLUTTER = ("__MACOSX",)
"""Folders of what systems write beside files."""


class Names:
    """Gives each file of an archive a name of its own."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def name(self, written: str) -> str:
        """A name without anything that leads out of the archive, or that another file of it has."""
        parts = [part for part in _DRIVE.sub("", written).replace("\\", "/").split("/") if part not in ("", ".", "..")]
        name = unique = safe_line("/".join(parts)).strip() or "unnamed"
        number = 1
        while unique in self._taken:
            number += 1
            path = PurePosixPath(name)
            unique = str(path.with_name(f"{path.stem}~{number}{path.suffix}"))
        self._taken.add(unique)
        return unique


def is_clutter(name: str) -> bool:
    """Whether a file is hidden, or was written beside the files by a system."""
    parts = name.split("/")
    return any(part.startswith(".") or part in CLUTTER for part in parts)


class SavedPages:
    """Which folders hold what belongs to a saved page (`Talks_files` beside `Talks.html`)."""

    def __init__(self, names: Iterable[str] = ()) -> None:
        self._beside: dict[str, set[str]] = {}
        """Pages by the folder in which they lie."""
        self._known: dict[str, tuple[int, bool]] = {}
        for name in names:
            self.see(name)

    def see(self, name: str) -> None:
        """Know that a file of this name is there."""
        if name.casefold().endswith(PAGES):
            folder, _, own = name.rpartition("/")
            self._beside.setdefault(folder, set()).add(own)

    def suspects(self, name: str) -> bool:
        """Whether a file lies in a folder that is called like one of a saved page."""
        return any(part.casefold().endswith(TAILS) for part in name.split("/")[:-1])

    def belongs(self, name: str) -> bool:
        """Whether a file lies in such a folder, and the page is there."""
        if not self.suspects(name):
            return False
        parts = name.split("/")
        return any(self._is_one("/".join(parts[:at]), part) for at, part in enumerate(parts[:-1]))

    def _is_one(self, above: str, folder: str) -> bool:
        beside = self._beside.get(above, set())
        path = f"{above}/{folder}"
        if self._known.get(path, (-1, False))[0] != len(beside):
            self._known[path] = len(beside), belongs_to_page(folder, beside)
        return self._known[path][1]


def decoded(written: list[bytes]) -> list[str]:
    """The names of an archive that does not say how they are encoded: UTF-8, else Korean if all of it reads so."""
    foreign = b"\n".join(name for name in written if not name.isascii())
    try:
        foreign.decode("utf-8")
        return [name.decode("utf-8") for name in written]
    except UnicodeDecodeError:
        pass
    for encoding in ("cp949", "cp437"):
        try:
            text = foreign.decode(encoding)
        except UnicodeDecodeError:
            continue
        letters = _FOREIGN.findall(text)
        if encoding == "cp437" or len(_HANGUL.findall(text)) * 10 >= len(letters) * 9:
            return [name.decode(encoding) for name in written]
    return [name.decode("utf-8", "replace") for name in written]


def unicode_path(extra: bytes, written: bytes) -> str | None:
    """The name that a ZIP member's field 0x7075 states, if it is about the name as written."""
    while len(extra) >= 4:
        kind, length = int.from_bytes(extra[:2], "little"), int.from_bytes(extra[2:4], "little")
        held, extra = extra[4 : 4 + length], extra[4 + length :]
        if kind == 0x7075 and len(held) > 5 and int.from_bytes(held[1:5], "little") == zlib.crc32(written):
            return held[5:].decode("utf-8", "replace")
    return None
