"""One state of a Whoosh index, and the writer of the next. Imports whoosh: import it inside functions only.

Whoosh opens whatever state has the highest number and deletes the files of the old one when the new one stands. Here
the seal says which state counts, and the old files go only after the new state is sealed: a process that is killed
leaves either state whole, and the seal names it.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from whoosh import __version__
from whoosh.codec.whoosh3 import W3Codec
from whoosh.filedb.filestore import FileStorage
from whoosh.index import _DEF_INDEX_NAME, TOC, FileIndex, clean_files
from whoosh.writing import SegmentWriter

from nkreader.search.schema import FORMAT, schema

MEMORY_MB = 64
"""What a writer may hold of postings before it puts them aside on the disk."""

_TOC: Any = TOC
_STORAGE: Any = FileStorage

Commit = Callable[[int, list[str]], None]
"""Called with the number of a state and the names of its files when all of it is on the disk; seals it."""


class Generation(FileIndex):
    """The state of one number; 0 is the empty index, of which there is no file."""

    def __init__(self, folder: Path, number: int) -> None:
        self.folder = folder
        # Of a segment that it maps into memory, Whoosh copies every part when it opens it.
        self.storage = _STORAGE(str(folder), supports_mmap=False)
        self.indexname = _DEF_INDEX_NAME
        self.number = number
        self._schema = schema()

    def _read_toc(self) -> Any:
        if self.number == 0:
            return _TOC(self._schema, [], 0)
        return _TOC.read(self.storage, self.indexname, self.number, self._schema)

    def names(self, segments: Iterable[Any]) -> list[str]:
        """The files of a state with these segments, without its contents."""
        wanted = {segment.segment_id() for segment in segments}
        pattern = _TOC._segment_pattern(self.indexname)
        found = ((name, pattern.match(name)) for name in os.listdir(self.folder))
        return sorted(name for name, match in found if match and match.group(1) in wanted)


class Writer(SegmentWriter):
    """Writes the state after a given one. Whoever uses it holds the folder's lock."""

    def __init__(self, state: Generation, commit: Commit, codec: W3Codec | None = None) -> None:
        """`codec` is Whoosh's own unless given."""
        super().__init__(state, _lk=False, limitmb=MEMORY_MB, codec=codec)  # type: ignore[no-untyped-call]
        self._state = state
        self._seal = commit

        self.go_on: Callable[[], None] = lambda: None
        """Called between the steps of a merge; what it raises ends the writing."""
        self.merging: list[Any] = []
        """Readers of segments that are merged; open until the new segment is written."""

    def _close_segment(self) -> None:
        super()._close_segment()  # type: ignore[no-untyped-call]
        while self.merging:
            self.merging.pop().close()

    def _commit_toc(self, segments: list[Any]) -> None:
        _TOC(self.schema, segments, self.generation).write(self.storage, self.indexname)
        names = [_TOC._filename(self.indexname, self.generation), *self._state.names(segments)]
        _to_disk(self._state.folder, names)
        self._seal(self.generation, names)
        clean_files(self.storage, self.indexname, self.generation, segments)


def version(codec: str) -> str:
    """What an index must have been written by to be read."""
    return f"{FORMAT} whoosh {'.'.join(map(str, __version__))} {codec}"


def writer_of(codec: str) -> Callable[[Generation, Commit], Writer]:
    """The writer of a codec."""
    from nkreader.search.arraywriter import ArrayPostings

    return ArrayPostings if codec == "arrays" else Writer


def _to_disk(folder: Path, names: Iterable[str]) -> None:
    """A seal must not outlive its files when the power fails."""
    for path in (*(folder / name for name in names), folder):
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
