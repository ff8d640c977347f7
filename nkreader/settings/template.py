"""The settings file that is begun for the reader: everything that can be set, with its meaning, commented out."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from nkreader import locations
from nkreader.settings import KEYS, Key, table

_HEAD = """\
# Settings of nkreader. Nothing needs to be set. Take the # away before a line to set it; lines in brackets stay.
# What is wrong is told with its line when nkreader opens or this file is saved, and costs nothing else.
# Names of your own are not set here: they stand in files of their own, and nkreader gazetteer --help tells how.
"""


class Line(NamedTuple):
    """A line of a table, as it is without being set."""

    name: str
    values: Sequence[str]
    said: str
    """What it is about."""


def text(commands: Iterable[Line]) -> str:
    """The whole file; `commands` are those whose keys can be set."""
    meanings = {key.name: row for key, row in zip(KEYS, table(), strict=True)}
    parts = [_HEAD]
    for key in KEYS:
        _, meaning, allowed, without = meanings[key.name]
        about = f"# {meaning[0].upper()}{meaning[1:]}.\n# Allowed: {allowed}. Without it: {without}.\n"
        if key.name == "theme":
            about += f"# To make one, copy one of those in {locations.themes()} and give it another name.\n"
        if not key.is_table:
            parts.append(f"{about}# {key.name} = {without if key.default != '' else _quoted(without)}\n")
        else:
            rows = _table(key) if key.names else [_row(line) for line in commands]
            parts.append("\n".join([f"{about}[{key.name}]", *rows]) + "\n")
    return "\n".join(parts)


def _table(key: Key) -> list[str]:
    return [f"# {name} = {_quoted(name)}" for name in key.names]


def _row(line: Line) -> str:
    values = [_quoted(value) for value in line.values]
    shown = values[0] if len(values) == 1 else f"[{', '.join(values)}]"
    return f"# {_quoted(line.name)} = {shown}  # {line.said}"


def _quoted(value: str) -> str:
    """A string as TOML has it."""
    return f'"{value}"' if '"' not in value and "\\" not in value else f"'{value}'"


def begin(path: Path, commands: Iterable[Line]) -> bool:
    """Write the file where there is none; whether it was written. A file that is there is never touched.

    Raises:
        OSError: if it cannot be written.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o644)
    except FileExistsError:
        return False
    with open(handle, "w", encoding="utf-8") as file:
        file.write(text(commands))
    return True
