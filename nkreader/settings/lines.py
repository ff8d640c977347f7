"""TOML with its lines: what a file says and where each key stands. A mistake costs one statement, not the file."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from typing import Any, NamedTuple

Path = tuple[str, ...]
"""A key with the tables around it: `("keys", "list.star")`."""

_MOST = 20
"""Statements that are passed over; a file with more mistakes is none of ours."""
_PART = r"""(?:"(?:\\.|[^"\\\n])*"|'[^'\n]*'|[A-Za-z0-9_-]+)"""
_KEY = rf"{_PART}(?:[ \t]*\.[ \t]*{_PART})*"
_HEADER = re.compile(rf"\[\[?[ \t]*({_KEY})[ \t]*\]\]?")
_STATEMENT = re.compile(rf"({_KEY})[ \t]*=")
_NEXT = re.compile(rf"{_STATEMENT.pattern}|\[(?!true|false|inf|nan)[A-Za-z][\w.-]*\][ \t]*(?:#[^\n]*)?(?:\n|\Z)")
"""What cannot stand in a value: a key, or the head of a table with a bare name."""
_SPACE = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
_TOKEN = re.compile(
    r'"""(?:\\.|[^\\])*?(?:"{3,5}|\Z)' + r"|'''.*?(?:'{3,5}|\Z)|" + r""""(?:\\.|[^"\\\n])*"|'[^'\n]*'|#[^\n]*|.""",
    re.DOTALL,
)
_WHERE = re.compile(r" \(at (?:line (\d+), column \d+|end of document)\)$")


class Wrong(NamedTuple):
    """A statement that cannot be read."""

    line: int
    """From 1; 0 where there is none."""
    why: str


class Source(NamedTuple):
    """What a file says."""

    items: dict[str, Any]
    lines: dict[Path, int]
    """The line, from 1, of every key and table; keys of an inline table have none."""
    wrong: tuple[Wrong, ...]
    """What was passed over."""


def read(data: bytes) -> Source:
    """What a TOML file in UTF-8 says, without the statements that cannot be read. Never raises for what it holds."""
    text, wrong = _decoded(data.removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n"))
    for _ in range(_MOST):
        try:
            return Source(tomllib.loads(text), lines(text), tuple(wrong))
        except RecursionError:
            return Source({}, {}, (Wrong(0, "nested too deeply"),))
        except ValueError as error:
            mistake, text = _without_mistake(text, str(error))
            wrong.append(mistake)
    return Source({}, {}, (*wrong[:1], Wrong(0, f"more than {_MOST} mistakes; nothing in it holds")))


def _decoded(data: bytes) -> tuple[str, list[Wrong]]:
    """The text without the lines that are not UTF-8."""
    kept, wrong = [], []
    for number, line in enumerate(data.split(b"\n"), 1):
        try:
            kept.append(line.decode("utf-8"))
        except UnicodeDecodeError:
            kept.append("")
            wrong.append(Wrong(number, "not UTF-8"))
    return "\n".join(kept), wrong


def _without_mistake(text: str, said: str) -> tuple[Wrong, str]:
    """The mistake that the parser tells of, and the text without the statement it stands in.

    A table whose head cannot be read goes with all that stands in it, as its keys belong to no other.
    """
    rows = text.split("\n")
    found = _WHERE.search(said)
    last = max((number for number, row in enumerate(rows, 1) if row.strip()), default=1)
    line = int(found[1]) if found and found[1] else last
    parts = [*_statements(text)]
    around = [part for part in parts if part.line <= line < part.line + part.height + part.open]
    if found and not found[1]:
        around = [part for part in parts if part.open] or around
    first, height = (around[0].line, around[0].height) if around else (line, 1)
    if rows[first - 1].lstrip().startswith("["):
        heads = (number for number in range(first + 1, len(rows) + 1) if rows[number - 1].lstrip().startswith("["))
        height = next(heads, len(rows) + 1) - first
    rows[first - 1 : first - 1 + height] = [""] * height
    return Wrong(first, said[: found.start()] if found else said), "\n".join(rows)


def lines(text: str) -> dict[Path, int]:
    """The line, from 1, of every table and key of a TOML text; of what is there twice, the first."""
    found: dict[Path, int] = {}
    for statement in _statements(text):
        found.setdefault(statement.path, statement.line)
    return found


class _Statement(NamedTuple):
    """The head of a table, or a key with its value."""

    path: Path
    line: int
    """From 1."""
    height: int
    """Lines it takes."""
    open: bool = False
    """A bracket or quotation mark is not closed, so that the parser stumbles over what follows."""


def _statements(text: str) -> Iterator[_Statement]:
    """Everything that looks like a statement, in order."""
    table: Path = ()
    at, line, counted = 0, 1, 0
    while True:
        space = _SPACE.match(text, at)
        at = space.end() if space else at
        if at >= len(text):
            return
        line += text.count("\n", counted, at)
        counted = at
        if head := _HEADER.match(text, at):
            table = path = _path(head[1])
            at, opened = head.end(), False
        elif key := _STATEMENT.match(text, at):
            path = (*table, *_path(key[1]))
            at, opened = _value_end(text, key.end())
        else:
            end = text.find("\n", at)
            at = len(text) if end < 0 else end
            continue
        yield _Statement(path, line, 1 + text.count("\n", counted, at), opened)


def _path(key: str) -> Path:
    return tuple(_part(part) for part in re.findall(_PART, key))


def _part(part: str) -> str:
    if part[0] == "'":
        return part[1:-1]
    if part[0] != '"':
        return part
    try:
        return str(tomllib.loads(f"x = {part}")["x"])
    except ValueError:
        return part[1:-1]


def _value_end(text: str, at: int) -> tuple[int, bool]:
    """The end of the line on which a value ends that begins at `at`, and whether something in it is not closed."""
    depth = 0
    torn = False
    for token in _TOKEN.finditer(text, at):
        sign = token[0]
        torn = torn or sign in ("'", '"')
        depth += (sign in ("[", "{")) - (sign in ("]", "}"))
        if sign == "\n" and (depth <= 0 or _NEXT.match(text, token.end())):
            return token.start(), torn or depth > 0
    return len(text), torn
