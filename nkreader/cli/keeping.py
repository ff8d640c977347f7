"""Verbs that keep a library safe: dump, restore, doctor."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from nkreader.cli.choosing import chosen_library
from nkreader.cli.output import complain, say, say_json
from nkreader.cli.parsing import add_format, named

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
    with chosen_library(library) as archive:
        findings = archive.doctor()
    if options.format == "json":
        for finding in findings:
            say_json(asdict(finding))
    elif findings:
        for kind, count in Counter(finding.kind for finding in findings).items():
            say(f"{count:>6}  {kind}")
        for finding in findings:
            say(_line(finding))
    else:
        say("nothing found")
    return 1 if findings else 0


def _line(finding: Finding) -> str:
    """Id for `nkreader open`, kind, place, what."""
    place = finding.path or ""
    if finding.line is not None:
        place += f":{finding.line}:{finding.column}"
    return "  ".join(part for part in (finding.article or " " * 12, finding.kind, place, finding.text) if part)
