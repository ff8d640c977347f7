"""The gazetteer compiled: what matching needs in flat lists, and all that is said of an entry apart from them.

The compiled form is plain data and can be written to a file (`compiled_cache`). Names come as strings that hold kind,
surface form and numbers of entries; they are taken apart when a text has them. What is said of an entry stands in a
text of its own, row by row, and is read when the entry is asked for.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from nkreader.analysis.entities.folded_key import key
from nkreader.analysis.entities.listed_rows import listed_rows, split, table
from nkreader.analysis.own_names import OwnNames
from nkreader.model.entities import EntityKind

FORM = 2
"""Changes with what `compiled` makes of the same files."""
ALL_CAPITALS = re.compile(r"[A-Z]+[.]?(?:[A-Z0-9]\.?)*")
"""Names that are abbreviations, and so names only as written."""
SEPARATOR = "\x1e"
"""Stands between the kinds of things that a name may mean."""
_OWN = "your own {}"
"""The source of what the reader's files say of an entry."""


@dataclass(slots=True)
class _Row:
    """An entry while the files are put together."""

    kind: EntityKind
    fields: dict[str, Any]
    aliases: tuple[str, ...]
    places: list[str]
    """The files that it stands in."""


@dataclass(frozen=True, slots=True)
class Compiled:
    """All the files of a gazetteer in one."""

    patterns: list[str]
    """Folded names, those of `lookup_only` aside: what an automaton looks for."""
    meanings: list[str]
    """What each pattern may mean, as `encoded`."""
    lookup: int
    """So many of the first patterns are names by which entries are looked up."""
    ruled: dict[str, str]
    """Of those among them that a rule for ambiguous names is for, what they mean when they are looked up."""
    abbreviations: dict[str, str]
    """By the form in which they are written."""
    short_keys: dict[str, str]
    """The same by their folded form, for looking them up."""
    ids: list[str]
    short: dict[str, str]
    lives: dict[str, list[int | None]]
    ambiguous: list[list[Any]]
    """Each with its text, `cued`, `alone`, and its candidates as [id, cues]."""
    told: list[str]
    """What is wrong with the reader's own files, one line each."""
    starts: list[int]
    """Where in `said` each entry's row begins; one more for the end. Bytes."""
    said: bytes
    """JSON rows: name, kind, aliases, line, as_of, source, files."""


def compiled(own: OwnNames) -> Compiled:
    """The files of the distribution and the reader's own, put together."""
    rows, given, told = _rows(own)
    numbers = {ident: number for number, ident in enumerate(rows)}
    names = _names(rows, given)
    short = {name: known for name, known in names.items() if ALL_CAPITALS.fullmatch(known[0][1])}
    plain = {name: encoded(known, numbers) for name, known in names.items() if name not in short}
    abbreviations = {known[0][1]: encoded(known, numbers) for known in short.values()}
    meanings = dict(plain)
    ambiguous = [rule for rule in map(_rule_within(rows), table("ambiguous")["name"]) if rule[3]]
    ambiguous = [rule for rule in ambiguous if key(rule[0]) not in given]
    for text, _, _, candidates in ambiguous:
        ids = [ident for ident, _ in candidates]
        meaning = encoded([(rows[ids[0]].kind, text, ids)], numbers)
        if ALL_CAPITALS.fullmatch(text):
            abbreviations[text] = meaning
        else:
            meanings[key(text)] = meaning
    starts, said = _said(rows)
    return Compiled(
        patterns=list(meanings),
        meanings=list(meanings.values()),
        lookup=len(plain),
        ruled={name: meaning for name, meaning in plain.items() if meanings[name] != meaning},
        abbreviations=abbreviations,
        short_keys={name: encoded(known, numbers) for name, known in short.items()},
        ids=list(rows),
        short={ident: row.fields["short"] for ident, row in rows.items() if "short" in row.fields},
        lives={ident: life for ident, row in rows.items() if (life := _life(row)) != [None, None]},
        ambiguous=ambiguous,
        told=told,
        starts=starts,
        said=said,
    )


_Known = tuple[EntityKind, str, Sequence[str]]
"""Kind, surface form and ids of what a name may mean."""


def encoded(known: Iterable[_Known], numbers: Mapping[str, int]) -> str:
    """What a name may mean, in one string; no name holds a tab or the separator."""
    return SEPARATOR.join(f"{kind}\t{text}\t{' '.join(str(numbers[i]) for i in ids)}" for kind, text, ids in known)


def _rows(own: OwnNames) -> tuple[dict[str, _Row], dict[str, list[str]], list[str]]:
    """Every entry by id; the ids by each (folded) name that the reader's files give; what is wrong with these."""
    rows: dict[str, _Row] = {}
    for ident, kind, fields, file in listed_rows():
        aliases = split(fields.pop("aliases", "")) + split(fields.pop("shared", ""))
        rows[ident] = _Row(kind, fields, aliases, [file])
    if not own.files:
        return rows, {}, list(own.told)
    from nkreader.analysis.entities.own_entries import own_entries  # few have files of their own

    found, told = own_entries(own.files, rows)
    given: dict[str, list[str]] = {}
    for entry in found:
        row = rows.get(entry.id)
        if row is None:
            fields = {"line": "", "source": _OWN.format(entry.file), "as_of": "", **entry.fields}
            row = rows[entry.id] = _Row(entry.kind or EntityKind(entry.id.partition("/")[0]), fields, (), [])
        else:
            if "name" in entry.fields:
                row.aliases += (row.fields["name"],)
            if "line" in entry.fields:
                row.fields |= {"source": _OWN.format(entry.file), "as_of": ""}
            row.kind = entry.kind or row.kind
            row.fields |= entry.fields
        row.aliases = tuple(dict.fromkeys((*row.aliases, *entry.aliases)))
        row.places.append(entry.place)
        for name in (*((entry.fields["name"],) if "name" in entry.fields else ()), *entry.aliases):
            ids = given.setdefault(key(name), [])
            ids.extend([entry.id] if entry.id not in ids else ())
    for ident in [ident for ident, row in rows.items() if row.fields.get("ignore")]:
        del rows[ident]
    given = {name: kept for name, ids in given.items() if (kept := [ident for ident in ids if ident in rows])}
    return rows, given, [*own.told, *told]


def _names(rows: Mapping[str, _Row], given: Mapping[str, Sequence[str]]) -> dict[str, list[_Known]]:
    """What each folded name may mean. A name that the reader's files give means what they say, and nothing else."""
    found: dict[str, dict[EntityKind, _Known]] = {}
    for ident, row in rows.items():
        for text in (row.fields["name"], *row.aliases):
            name = key(text)
            if name not in given or ident in given[name]:
                _put(found.setdefault(name, {}), text, row.kind, ident)
    return {name: list(known.values()) for name, known in found.items()}


def _put(aliases: dict[EntityKind, _Known], text: str, kind: EntityKind, ident: str) -> None:
    """Spellings that fold alike are one alias; one without capitals says that it needs none."""
    known = aliases.get(kind)
    if known is None:
        aliases[kind] = (kind, text, (ident,))
    elif ident in known[2] and text.islower():
        aliases[kind] = (kind, text, known[2])
    elif ident not in known[2]:
        aliases[kind] = (kind, known[1], (*known[2], ident))


def _life(row: _Row) -> list[int | None]:
    return [row.fields.get("since"), row.fields.get("until")]


def _rule_within(rows: Mapping[str, _Row]) -> Any:
    """What makes a rule for an ambiguous name of its table, without the candidates that are switched off."""

    def rule(row: Mapping[str, Any]) -> list[Any]:
        candidates = [[item["id"], item["cues"]] for item in row["candidates"] if item["id"] in rows]
        return [row["text"], row.get("cued", False), row.get("alone", False), candidates]

    return rule


def _said(rows: Mapping[str, _Row]) -> tuple[list[int], bytes]:
    pieces: list[bytes] = []
    starts = [0]
    for row in rows.values():
        name, line, as_of, source = (row.fields[field] for field in ("name", "line", "as_of", "source"))
        said = [name, row.kind, row.aliases, line, str(as_of), source, row.places]
        pieces.append(json.dumps(said, ensure_ascii=False).encode())
        starts.append(starts[-1] + len(pieces[-1]))
    return starts, b"".join(pieces)
