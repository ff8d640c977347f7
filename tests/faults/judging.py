"""Whether a library came through a fault."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from nkreader.archive.library import Library
from tests.faults.scenes import WORDS, Scene, State, articles_of, state
from tests.faults.tracing import Outcome

LINES = re.compile(r"(nkreader: [^\n]*\n)*")
"""All that may stand on standard error."""


def complaints(scene: Scene, folder: Path, outcome: Outcome, before: State, after: State, articles: State) -> list[str]:
    """What is wrong with a folder after a fault, and after the work was then done again. `after` is the state that
    the work leads to when nothing goes wrong. Empty if all is well."""
    return [
        *_said(outcome),
        *_held(folder, outcome, before, after),
        *_opened(folder),
        *_repeated(scene, folder, after),
        *_searched(folder),
        *(["the article folder was changed"] if articles_of(folder) != articles else []),
    ]


def _said(outcome: Outcome) -> Iterator[str]:
    if outcome.status not in (None, 0, 1, 3):
        yield f"exit code {outcome.status}: {outcome.errors}"
    if outcome.status in (1, 3) and not outcome.errors + outcome.output:
        yield f"exit code {outcome.status} without a word"
    if not LINES.fullmatch(outcome.errors) or "internal error" in outcome.errors:
        yield f"not a line for the reader: {outcome.errors}"


def _held(folder: Path, outcome: Outcome, before: State, after: State) -> Iterator[str]:
    try:
        now = state(folder)
    except sqlite3.Error as error:
        yield f"cannot be read: {error}"
        return
    lost = (before & after) - now
    if lost:
        yield f"lost {_some(lost)}"
    if (outcome.status == 0 or (outcome.status is None and outcome.output)) and after - now:
        yield f"said it was done, but lacks {_some(after - now)}"


def _opened(folder: Path) -> Iterator[str]:
    database = folder / "library" / "library.db"
    if not database.exists():
        return
    with closing(Library.open(folder / "library")) as library:
        library.headlines()
        library.events()
    with closing(sqlite3.connect(database)) as db:
        if (said := db.execute("PRAGMA integrity_check").fetchall()) != [("ok",)]:
            yield f"integrity: {said}"
        if said := db.execute("PRAGMA foreign_key_check").fetchall():
            yield f"references: {said}"


def _repeated(scene: Scene, folder: Path, after: State) -> Iterator[str]:
    status = scene.work(folder)
    again = state(folder)
    undone = scene.name in ("remove", "groups join") and status == 3  # it was done before the fault
    if status not in (0, 1) and not undone:
        yield f"the second time gave {status}"
    if again != after and not (undone and not after - again):
        yield f"the second time lacks {_some(after - again)}, has besides {_some(again - after)}"


def _searched(folder: Path) -> Iterator[str]:
    with closing(Library.open(folder / "library")) as library:
        texts = {headline.id: library.piece(headline.id).article.text for headline in library.headlines()}
        for word in WORDS:
            found = {hit.id for hit in library.search(word).hits}
            held = {ident for ident, text in texts.items() if re.search(rf"\b{word}s?\b", text)}
            if found != held:
                yield f"a search for {word} finds {found}, not {held}"
        if any(library._finder.agreement()):
            yield f"index and store disagree: {library._finder.agreement()}"
        if told := [finding.text for finding in library.doctor() if finding.kind in ("database", "index")]:
            yield f"doctor: {told}"


def _some(rows: State) -> str:
    shown = sorted(str(row)[:160] for row in rows)
    return f"{len(rows)}: {'; '.join(shown[:2])}" if shown else "nothing"
