"""The front matter of an exported file: flat YAML in which the reader's own keys are never touched.

Written: `key: "string"`, `key: 3` and block lists of strings, in double quotes (JSON strings, which YAML 1.2
includes). Read: also what editors make of them, plain and single-quoted scalars and flow lists.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from nkreader.model.sanitise import safe_line

Value = str | int | tuple[str, ...]
HASH = "nkreader_hash"
"""The key whose value tells whether the reader has edited the others."""

_KEY = re.compile(r"(?P<key>[^\s#:\-][^:]*?)[ \t]*:(?:\s|$)")
_FLOW_ITEM = re.compile(r"""\s*("(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|[^,\[\]]*?)\s*(?:,|$)""")


@dataclass(frozen=True, slots=True)
class Entry:
    """A key with its lines, or lines that belong to no key (`key` None); `raw` ends with a newline."""

    key: str | None
    raw: str


@dataclass(frozen=True, slots=True)
class Merged:
    """Front matter brought up to date, `---` lines included."""

    text: str
    edited: bool
    """The reader changed what nkreader wrote there; it was left as it is."""


def split(text: str) -> tuple[tuple[Entry, ...], str] | None:
    """The entries of the front matter and the rest of a file; None if it has no front matter."""
    lines = text.removeprefix("\ufeff").split("\n")
    if lines[0].rstrip() != "---":
        return None
    for number, line in enumerate(lines[1:], 1):
        if line.rstrip() in ("---", "..."):
            return _entries(lines[1:number]), "\n".join(lines[number + 1 :])
    return None


def read(entries: Iterable[Entry]) -> dict[str, str | list[str]]:
    """The values by key, as strings; of a key that stands twice, the first."""
    values: dict[str, str | list[str]] = {}
    for entry in entries:
        if entry.key is not None:
            values.setdefault(entry.key, _value(entry))
    return values


def fresh(values: Mapping[str, Value], newline: str = "\n") -> str:
    """Front matter for a new file."""
    lines = [_written(key, value) for key, value in {**values, HASH: _digest(_plain(values))}.items()]
    return "".join(["---\n", *lines, "---\n"]).replace("\n", newline)


def merged(entries: Sequence[Entry], values: Mapping[str, Value], known: frozenset[str], newline: str = "\n") -> Merged:
    """`entries` with `values` in place of what was written before; other keys keep their lines and places.

    Args:
        entries: What the file has.
        values: What nkreader has to say now.
        known: Every key that nkreader may write; one that `values` lacks is dropped.
        newline: The line ending of the file.
    """
    found = {key: value for key, value in read(entries).items() if key in known}
    wanted = _plain(values)
    stated = read(entries).get(HASH)
    digest = _digest(wanted)
    if stated is not None and stated != _digest(found) and found != wanted:
        return Merged(_joined((entry.raw for entry in entries), newline), edited=True)
    if found == wanted and stated == digest:
        return Merged(_joined((entry.raw for entry in entries), newline), edited=False)
    return Merged(_joined(_replaced(entries, {**values, HASH: digest}, known, newline), newline), edited=False)


def _replaced(entries: Sequence[Entry], values: Mapping[str, Value], known: frozenset[str], newline: str) -> list[str]:
    left = dict(values)
    done: set[str] = set()
    lines: list[str] = []
    after_last = 0
    for entry in entries:
        if entry.key is None or entry.key in done or entry.key not in known | {HASH}:
            lines.append(entry.raw)
            continue
        done.add(entry.key)
        if entry.key in left:
            lines.append(_written(entry.key, left.pop(entry.key)).replace("\n", newline))
            after_last = len(lines)
    added = [_written(key, value).replace("\n", newline) for key, value in left.items()]
    return lines[:after_last] + added + lines[after_last:]


def _joined(lines: Iterable[str], newline: str) -> str:
    return "".join([f"---{newline}", *lines, f"---{newline}"])


def _written(key: str, value: Value) -> str:
    if isinstance(value, int):
        return f"{key}: {value}\n"
    if isinstance(value, str):
        return f"{key}: {_string(value)}\n"
    return f"{key}:\n" + "".join(f"  - {_string(item)}\n" for item in value)


def _string(value: str) -> str:
    return json.dumps(safe_line(value), ensure_ascii=False)


def _plain(values: Mapping[str, Value]) -> dict[str, str | list[str]]:
    return {
        key: [safe_line(item) for item in value] if isinstance(value, tuple) else safe_line(str(value))
        for key, value in values.items()
    }


def _digest(values: Mapping[str, str | list[str]]) -> str:
    ordered = json.dumps(values, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(ordered.encode("utf-8", "replace")).hexdigest()[:16]


def _entries(lines: Sequence[str]) -> tuple[Entry, ...]:
    found: list[Entry] = []
    for line in lines:
        key = _KEY.match(line)
        belongs = line[:1] in (" ", "\t") or line.startswith("- ") or not line.strip()
        if key:
            found.append(Entry(key["key"].strip("\"'"), f"{line}\n"))
        elif found and found[-1].key is not None and belongs:
            found[-1] = Entry(found[-1].key, f"{found[-1].raw}{line}\n")
        else:
            found.append(Entry(None, f"{line}\n"))
    return tuple(found)


def _value(entry: Entry) -> str | list[str]:
    first, *rest = entry.raw.rstrip().split("\n")
    said = first.partition(":")[2].strip()
    if said.startswith("[") and said.endswith("]") and not rest:
        items = (match[1] for match in _FLOW_ITEM.finditer(said[1:-1]))
        return [_scalar(item) for item in items if item]
    if not said and rest:
        return [_scalar(line.strip().removeprefix("-").strip()) for line in rest if line.strip()]
    return _scalar(said) if not rest else "\n".join([said, *rest])


def _scalar(text: str) -> str:
    if text.startswith('"'):
        try:
            value = json.loads(text)
        except ValueError:
            return text
        return value if isinstance(value, str) else text
    if text.startswith("'") and text.endswith("'") and len(text) > 1:
        return text[1:-1].replace("''", "'")
    return text
