"""A dump back into a library: nothing twice, nothing lost, in any order of lines and of adding.

The file is read twice: once to learn where each article's lines stand and which are broken, once article by
article. So one article is held in memory at a time, and a file whose lines were sorted or merged by another
program is as good.
"""

from __future__ import annotations

import os
import sqlite3
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from nkreader.archive import fetched_dumped, repairs_dumped, rulings_dumped, searches_dumped, undoing
from nkreader.archive.dumped import (
    LONGEST,
    Broken,
    Folder,
    General,
    Ignored,
    Marks,
    Place,
    Setting,
    Step,
    Version,
    parse,
)
from nkreader.archive.dumping import FORMAT, SAMPLE, Record, header_of
from nkreader.archive.errors import LibraryError
from nkreader.archive.matching import Group, Known
from nkreader.archive.merging import merge
from nkreader.archive.restored import RestoreReport
from nkreader.archive.store import Store

BATCH = 100
"""Articles a transaction: an interruption keeps the batches that are done, and restoring again does the rest."""


@dataclass(slots=True)
class _Survey:
    """Where the lines of a dump stand."""

    general: list[General] = field(default_factory=list)
    places: dict[str, list[tuple[int, int]]] = field(default_factory=dict)
    """For each article the number and the offset in bytes of its lines."""
    arrival: dict[str, int] = field(default_factory=dict)
    digests: set[str] = field(default_factory=set)
    stood: dict[bytes, list[tuple[bool, str]]] = field(default_factory=dict)
    """For each path who stood there, and whether it is missing there."""

    def known(self) -> Known:
        """What the dump knows. Who stands at a path comes before who once did, and of those the last to arrive."""
        arrival = self.arrival
        holders = {
            path: min(who, key=lambda item: (item[0], -arrival.get(item[1], 0)))[1] for path, who in self.stood.items()
        }
        return Known(self.digests, holders)


def restore(store: Store, source: Path) -> RestoreReport:
    """Merge a dump into the library; what follows from it (analyses, groups, index) is left to the caller.

    Raises:
        LibraryError: if the file is no dump, comes from a newer nkreader, cannot be read, or would mix the
            sample archive with the reader's own; nothing was changed.
    """
    report = RestoreReport()
    try:
        if not stat.S_ISREG(os.stat(source.expanduser()).st_mode):  # a pipe would be waited for, a device never ends
            raise LibraryError(f"{source} is no regular file")
        with source.expanduser().open("rb") as file:
            header = _header(source, file)
            survey = _surveyed(file, report)
            with store.writing() as db:
                _agreed(db, header, source)
                _stepped(db, [said for said in survey.general if isinstance(said, Step)], report)
                searches_dumped.restore(db, survey.general, report)
                repairs_dumped.restore(db, survey.general, report)
                for said in survey.general:
                    if isinstance(said, Setting | Folder):
                        _general(db, said, report)
            known = survey.known()
            meant: dict[str, str] = {}
            order = sorted(survey.places, key=lambda ident: (survey.arrival.get(ident, 0), ident))
            for at in range(0, len(order), BATCH):
                with store.writing() as db:
                    for ident in order[at : at + BATCH]:
                        merge(db, _group(file, ident, survey.places[ident], report), known, report, meant)
            with store.writing() as db:
                rulings_dumped.restore(db, survey.general, meant, report)
                fetched_dumped.restore(db, survey.general, report)
                for said in survey.general:
                    if isinstance(said, Ignored):
                        report.tell("ignored", _ignore(db, said))
    except OSError as error:
        raise LibraryError(f"{source}: cannot be read ({error.strerror or error})") from error
    report.skipped.sort(key=lambda item: item.line)
    return report


def _header(source: Path, file: BinaryIO) -> Record:
    header = header_of(file.readline(4096))
    if header is None:
        raise LibraryError(f"{source} is no dump of nkreader")
    if header["format"] > FORMAT:
        raise LibraryError(
            f"{source}: made by a newer nkreader (format {header['format']}, this one restores {FORMAT})"
        )
    return header


def _agreed(db: sqlite3.Connection, header: Record, source: Path) -> None:
    """Sample and own articles stay apart; a library that holds nothing becomes what the dump is."""
    row = db.execute("SELECT value FROM meta WHERE key = ?", (SAMPLE,)).fetchone()
    here, there = row == ("1",), header.get("sample") is True
    if here == there:
        return
    if there and not db.execute("SELECT 1 FROM article LIMIT 1").fetchone():
        db.execute("INSERT OR REPLACE INTO meta VALUES (?, '1')", (SAMPLE,))
        return
    which = "the sample archive's dump" if there else "no dump of the sample archive"
    raise LibraryError(f"{source} is {which}: it does not belong in this library")


def _surveyed(file: BinaryIO, report: RestoreReport) -> _Survey:
    survey = _Survey()
    for number, offset, line in _lines(file):
        try:
            said = parse(line)
        except Broken as broken:
            report.skip(number, str(broken))
            continue
        if isinstance(said, General):
            survey.general.append(_at_line(said, number))
            continue
        survey.places.setdefault(said.article or "", []).append((number, offset))
        if isinstance(said, Marks):
            survey.arrival[said.article] = said.number
        elif isinstance(said, Version):
            survey.digests.add(said.digest)
        elif isinstance(said, Place):
            survey.stood.setdefault(said.path, []).append((said.missing, said.article))
    return survey


def _lines(file: BinaryIO) -> Iterator[tuple[int, int, bytes]]:
    """Number from 2, offset and bytes of the lines behind the header, without the empty ones."""
    number, offset = 1, file.tell()
    while line := file.readline(LONGEST + 1):
        number += 1
        if line.strip():
            yield number, offset, line
        while line and not line.endswith(b"\n"):
            line = file.readline(LONGEST)
        offset = file.tell()


def _at_line(said: General, number: int) -> General:
    """What a line says, and where it stands if it is to be told of later."""
    if isinstance(said, rulings_dumped.Ruled):
        return rulings_dumped.at_line(said, number)
    return repairs_dumped.at_line(said, number)


def _ignore(db: sqlite3.Connection, said: Ignored) -> bool:
    """Keep a removed article out, unless the library has it."""
    done = db.execute(
        "INSERT OR IGNORE INTO ignored SELECT ?1, ?2 WHERE NOT EXISTS (SELECT 1 FROM version WHERE digest = ?2)",
        (said.path, said.digest),
    )
    return done.rowcount > 0


def _stepped(db: sqlite3.Connection, steps: Sequence[Step], report: RestoreReport) -> None:
    """Put the dump's steps before the library's own: these came last. What was taken back there is so for good then."""
    here = [token for (token,) in db.execute("SELECT token FROM step ORDER BY number, token")]
    known = frozenset(here)
    new = [step for step in steps if step.token not in known and not (known and step.undone)]
    for step in sorted(steps, key=lambda step: (step.number, step.token)):
        report.tell("step", step in new)
        if step in new:
            values = (step.token, step.number, step.said, step.title, int(step.undone))
            db.execute("INSERT INTO step VALUES (?, ?, ?, ?, ?)", values)
    if new and here:
        order = [step.token for step in sorted(new, key=lambda step: (step.number, step.token))] + here
        db.executemany("UPDATE step SET number = ? WHERE token = ?", list(enumerate(order, 1)))
    undoing.trim(db)


def _general(db: sqlite3.Connection, said: Setting | Folder, report: RestoreReport) -> None:
    if isinstance(said, Folder):
        done = db.execute("INSERT OR IGNORE INTO folder VALUES (?)", (said.path,))
        report.tell("folder", done.rowcount > 0)
    else:
        done = db.execute("INSERT OR IGNORE INTO meta VALUES (?, ?)", (said.key, said.value))
        report.tell("setting", done.rowcount > 0)


def _group(file: BinaryIO, ident: str, places: Sequence[tuple[int, int]], report: RestoreReport) -> Group:
    group = Group(ident)
    for number, offset in places:
        file.seek(offset)
        try:
            said = parse(file.readline(LONGEST + 1))
        except Broken as broken:
            report.skip(number, f"changed while it was read: {broken}")
            continue
        if not isinstance(said, General):
            group.lines.append((number, said))
    return group
