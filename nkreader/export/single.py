"""A document that is a file by itself, in a folder of its kind: a dossier, a chronology."""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Iterable
from pathlib import Path

from nkreader.export import documents, files
from nkreader.export.documents import Document
from nkreader.export.files import ExportRefused
from nkreader.export.markdown import FileResult
from nkreader.export.rendering import slug


def brought_up_to_date(target: Path, made: Document, name: str, forbidden: Iterable[Path] = ()) -> FileResult:
    """Write the file of a document into the folder `target`, or bring it up to date; what others wrote in it stays.

    A file that is there is known by its identity, whatever it is called; `name` is for a new one.

    Raises:
        ExportRefused: if nothing can or may be written there; nothing was changed.
    """
    closed = tuple(forbidden)
    folder = files.permitted(target, closed)
    with files.prepared(folder):
        present = files.contents(folder, closed)
        files.discard(present.leftovers)
        known = [path for path, head in present.heads if documents.identity(head) == made.id]
        digest = hashlib.sha256(made.id.encode()).hexdigest()[:8]
        path = known[0] if known else folder / f"{slug(name)}--{digest}.md"
        try:
            return _written(path, folder, made)
        except (OSError, ValueError) as error:
            raise ExportRefused(f"{path}: {files.reason(error)}") from error


def _written(path: Path, folder: Path, made: Document) -> FileResult:
    before = files.current(path, folder)
    if before is not None and documents.identity(before[0]) != made.id:
        raise ValueError("is there already and is not nkreader's")
    new = documents.fresh(made) if before is None else documents.updated(before[0], made, prune=True)
    if before is not None and before[0] == new.text:
        return FileResult(path, "conflict" if new.edited else "unchanged")
    staged = files.staged(path, new.text, before[1] if before else None)
    with contextlib.ExitStack() as undo:
        undo.callback(files.discard, [staged.temporary])
        files.put_in_place(staged)
    files.sync([folder])
    return FileResult(path, "conflict" if new.edited else "written", ", ".join(new.edited))
