"""One Markdown file an article, brought up to date as often as one likes; the reader's words stay.

Identity lives in the front matter (`nkreader_id`), so a renamed or moved file is found again. A second
export of the same changes nothing.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from nkreader.export import documents, files, index
from nkreader.export.documents import Document, Updated
from nkreader.export.files import ExportRefused, Staged
from nkreader.export.flavours import COMMONMARK, Flavour
from nkreader.export.rendering import rendered, slug
from nkreader.model.piece import Piece
from nkreader.model.sanitise import safe_line

__all__ = ["ExportRefused", "ExportReport", "FileResult", "document", "export", "exported"]

Status = Literal["written", "unchanged", "conflict", "skipped"]


@dataclass(frozen=True, slots=True)
class FileResult:
    """What became of one file."""

    path: Path
    status: Status
    """`conflict`: up to date except for what the reader had edited, which was kept."""
    reason: str = ""
    """For the reader, on one line."""


@dataclass(frozen=True, slots=True)
class ExportReport:
    """What an export did, or with `dry_run` would have done."""

    files: tuple[FileResult, ...]
    """In the order of the pieces; the list of articles last."""
    highlights: int
    """How many are in the files, orphans included."""
    orphans: int


def document(piece: Piece, flavour: Flavour = COMMONMARK) -> str:
    """The Markdown document of one piece, as a new file would hold it."""
    return documents.fresh(rendered(piece, flavour)).text


def exported(target: Path) -> frozenset[str]:
    """The ids of the articles that have a file in `target`: their removed highlights must reach it, too."""
    found = {documents.identity(head) for _, head in files.contents(target, ()).heads}
    return frozenset(identity for identity in found if identity and identity != index.INDEX)


def export(
    target: Path,
    pieces: Iterable[Piece],
    *,
    dry_run: bool = False,
    prune: bool = False,
    forbidden: Iterable[Path] = (),
    flavour: Flavour = COMMONMARK,
) -> ExportReport:
    """Write one file for each piece with highlights, and a list of them all.

    A piece without highlights is exported only where it has a file already. What goes wrong with one file
    is told in its result and stops no other.

    Args:
        target: The folder to write to; created if need be.
        pieces: What to export.
        dry_run: Change nothing, only tell what would be done.
        prune: Drop the comments that removed highlights left.
        forbidden: Folders below which nothing may be written: those the articles came from.
        flavour: The dialect of Markdown.

    Raises:
        ExportRefused: if nothing can or may be written to `target`; nothing was changed.
    """
    closed = tuple(forbidden)
    folder = files.permitted(target, closed)
    with contextlib.nullcontext() if dry_run else files.prepared(folder):
        found = files.contents(folder, closed)
        if not dry_run:
            files.discard(found.leftovers)
        run = _Export(folder, found.heads, prune, dry_run, flavour)
        try:
            run.add(pieces)
            return run.finished()
        finally:
            files.discard(staged.temporary for staged in run.staged)


class _Export:
    """One run: everything is staged first, then put in place."""

    def __init__(
        self, folder: Path, heads: Sequence[tuple[Path, str]], prune: bool, dry_run: bool, flavour: Flavour
    ) -> None:
        self.staged: list[Staged] = []
        self._folder, self._prune, self._dry_run, self._flavour = folder, prune, dry_run, flavour
        self._results: dict[Path, FileResult] = {}
        self._known: dict[str, list[Path]] = {}
        self._entries: dict[Path, index.Entry] = {}
        self._counts: dict[Path, tuple[int, int]] = {}
        self._seen: set[str] = set()
        for path, head in heads:
            if identity := documents.identity(head):
                self._known.setdefault(identity, []).append(path)
                self._enter(path, head)

    def add(self, pieces: Iterable[Piece]) -> None:
        """Stage a file for each piece."""
        for piece in pieces:
            identity = piece.headline.id
            if identity in self._seen or not (piece.highlights or identity in self._known):
                continue
            self._seen.add(identity)
            path, others = self._place(piece)
            self._counts[path] = len(piece.highlights), sum(item.orphan for item in piece.highlights)
            try:
                self._update(path, rendered(piece, self._flavour), others)
            except (OSError, ValueError) as error:
                self._skip(path, error)

    def finished(self) -> ExportReport:
        """Stage the list, put everything in place and tell what was done."""
        self._list()
        for staged in self.staged:
            try:
                files.put_in_place(staged)
            except (OSError, ValueError) as error:
                self._skip(staged.path, error)
        files.sync({staged.path.parent for staged in self.staged})
        results = tuple(self._results.values())
        counts = [self._counts.get(result.path, (0, 0)) for result in results if result.status != "skipped"]
        return ExportReport(results, sum(count for count, _ in counts), sum(lost for _, lost in counts))

    def _place(self, piece: Piece) -> tuple[Path, list[Path]]:
        """Where the piece's file is or is to be, and other files that say they are it."""
        name = slug(piece.headline.title)
        names = [f"{name}--{piece.headline.id[:8]}.md", f"{name}--{piece.headline.id}.md"]
        known = self._known.get(piece.headline.id)
        if known:
            path = next((path for path in known if path.name in names), known[0])
            return path, [other for other in known if other != path]
        first, second = (self._folder / name for name in names)
        free = first not in self._results and (first.is_symlink() or not first.exists())
        return (first if free else second), []

    def _update(self, path: Path, document: Document, others: Sequence[Path] = ()) -> None:
        present = files.current(path, self._folder)
        if present is None:
            new = documents.fresh(document)
        elif documents.identity(present[0]) != document.id:
            raise ValueError("is there already and is not nkreader's")
        else:
            new = documents.updated(present[0], document, prune=self._prune)
        same = present is not None and present[0] == new.text
        if not same and not self._dry_run:
            self.staged.append(files.staged(path, new.text, present[1] if present else None))
        self._enter(path, new.text)
        self._results[path] = FileResult(path, _status(new, same), self._reason(new, others))

    def _list(self) -> None:
        if not self._entries:
            return
        path = self._known.get(index.INDEX, [self._folder / index.FILE])[0]
        listed: dict[str, index.Entry] = {}
        for place, entry in self._entries.items():
            if entry.id not in listed or place in self._results:
                listed[entry.id] = replace(entry, relative=_relative(place, path.parent))
        try:
            self._update(path, index.listing(listed.values(), self._flavour))
        except (OSError, ValueError) as error:
            self._skip(path, error)

    def _enter(self, path: Path, text: str) -> None:
        if entry := index.entry(text):
            self._entries[path] = entry

    def _skip(self, path: Path, error: Exception) -> None:
        said = f"{path.name}: {files.reason(error)}"
        self._results[path] = FileResult(path, "skipped", safe_line(said))

    def _reason(self, new: Updated, others: Sequence[Path]) -> str:
        reasons = [f"edited by hand and kept: {', '.join(new.edited)}"] if new.edited else []
        copies = ", ".join(_relative(other, self._folder) for other in others)
        reasons += [f"copies left alone: {copies}"] if others else []
        return safe_line("; ".join(reasons))


def _status(new: Updated, same: bool) -> Status:
    if new.edited:
        return "conflict"
    return "unchanged" if same else "written"


def _relative(path: Path, folder: Path) -> str:
    return Path(os.path.relpath(path, folder)).as_posix()
