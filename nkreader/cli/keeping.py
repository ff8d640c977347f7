"""Verbs that keep a library safe: dump, restore, doctor."""

from __future__ import annotations

import shlex
from argparse import ArgumentParser, Namespace
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from nkreader.archive.added import AddReport
from nkreader.cli.choosing import chosen_library
from nkreader.cli.output import complain, say, say_json
from nkreader.cli.parsing import add_format, named
from nkreader.cli.progress import ProgressLine

if TYPE_CHECKING:
    from nkreader.archive.doctor import Finding


def dump_arguments(parser: ArgumentParser) -> None:
    """Where to."""
    parser.add_argument("file", metavar="FILE", type=named, help="the file to write; - is standard output")
    parser.add_argument("--force", action="store_true", help="replace a file that is no dump")


def dump(options: Namespace, library: Path | None) -> int:
    """Write everything that cannot be recreated as sorted JSON Lines."""
    with chosen_library(library) as archive:
        if options.file == "-":
            for line in archive.dump_lines():
                say(line)
            return 0
        report = archive.dump(Path(options.file), force=options.force)
    say(f"{report.target}: {_told(report.records) or 'nothing yet'}")
    return 0


def restore_arguments(parser: ArgumentParser) -> None:
    """Where from."""
    parser.add_argument("file", metavar="FILE", type=named, help="a file that dump wrote")
    add_format(parser)


def restore(options: Namespace, library: Path | None) -> int:
    """Merge a dump into the library; restoring twice changes nothing."""
    with chosen_library(library, begin=True) as archive:
        report = archive.restore(Path(options.file))
    if options.format == "json":
        skipped = [asdict(item) for item in report.skipped]
        say_json({"added": dict(report.added), "unchanged": dict(report.unchanged), "skipped": skipped})
        return 1 if skipped else 0
    for item in report.skipped:
        complain(f"skipped {options.file}, line {item.line}: {item.reason}")
    say(f"restored: {_told(report.added) or 'nothing'}")
    say(
        f"unchanged: {_told(report.unchanged) or 'nothing'}"
        + (f"; {len(report.skipped)} lines skipped" if report.skipped else "")
    )
    return 1 if report.skipped else 0


def _told(counts: Mapping[str, int]) -> str:
    """`1 folder, 3 articles`."""
    return ", ".join(f"{count} {kind}{'s' if count > 1 else ''}" for kind, count in counts.items() if count)


def doctor_arguments(parser: ArgumentParser) -> None:
    """Only the format."""
    add_format(parser)


def doctor(options: Namespace, library: Path | None) -> int:
    """Say what is doubtful: counts by kind, then one line each. Nothing is changed."""
    report = AddReport()
    progress = ProgressLine(report)

    def look(done: int, total: int, what: str) -> None:
        report.share = done / total if total else None
        progress(done, what)

    with chosen_library(library) as archive:
        try:
            findings = archive.doctor(look if progress.shown else None)
        finally:
            progress.clear()
    findings = (*findings, *_of_settings())
    if options.format == "json":
        for finding in findings:
            say_json(asdict(finding))
    elif findings:
        for kind, count in Counter(finding.kind for finding in findings).items():
            say(f"{count:>6}  {kind}")
        _say_each(findings, f"nkreader --library {shlex.quote(str(library))}" if library else "nkreader")
    else:
        say("nothing found")
    return 1 if findings else 0


def _of_settings() -> Iterator[Finding]:
    """What of the reader's settings does not hold, keys that clash among it."""
    from nkreader import settings
    from nkreader.archive.doctor import Finding

    chosen, told = settings.read()
    if chosen.keys:
        from nkreader.ui import remapping  # few need it, and it looks at every command

        told += remapping.chosen(chosen)[1]
    for line in told:
        yield Finding("settings", line)


ALIKE = {"undated": "search is:undated", "missing file": "doctor --json"}
"""Kinds of findings that differ in little but the article, and what lists all of them."""
FIRST = 10
"""So many of them are told one by one."""


def _say_each(findings: Iterable[Finding], command: str) -> None:
    """One line each, of those that are alike only the first; in the end, how to look at one."""
    opens = False
    for kind, group in groupby(findings, key=lambda finding: finding.kind):
        found = [*group]
        shown = found[:FIRST] if kind in ALIKE else found
        for finding in shown:
            say(_line(finding))
            opens = opens or finding.article is not None
        if len(found) > len(shown):
            say(f"… and {len(found) - len(shown):,} more: {command} {ALIKE[kind]}")
    if opens:
        say(f"{command} open ID opens an article; in the reading room, the command doctor goes to each place")


def _line(finding: Finding) -> str:
    """Id for `nkreader open`, kind, place, what."""
    place = finding.path or ""
    if finding.line is not None:
        place += f":{finding.line}:{finding.column}"
    return "  ".join(part for part in (finding.article or " " * 12, finding.kind, place, finding.text) if part)
