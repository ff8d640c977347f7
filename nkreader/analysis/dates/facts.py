"""Dated facts from the gazetteer: a text that tells one was written no earlier than the day it became known."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from nkreader.model.spans import Span

_DENIED = re.compile(r"\b(?:not|nor|neither|never|yet to|deny|denies|denied|without)\b|n['’]t\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that became known on a day, or that was still to come until one."""

    id: str
    label: str
    cues: tuple[str, ...]
    pattern: re.Pattern[str]
    coming: re.Pattern[str] | None
    """What the text must say for `latest` to hold: that the thing is still to come."""
    earliest: date | None
    latest: date | None
    source: str
    verified: bool


@dataclass(frozen=True, slots=True)
class FactTable:
    """The facts, and the day up to which they were kept."""

    until: date
    facts: tuple[Fact, ...]


def read_facts(source: str) -> FactTable:
    """Read a facts file (TOML; its head says what the keys mean).

    Raises:
        ValueError: if it is no TOML, a key is missing, or a pattern is no regular expression.
    """
    try:
        table = tomllib.loads(source)
        return FactTable(table["facts_until"], tuple(_fact(item) for item in table["fact"]))
    except (KeyError, TypeError, re.error, tomllib.TOMLDecodeError) as error:
        raise ValueError(f"facts: {error!r}") from error


def _fact(item: dict[str, Any]) -> Fact:
    earliest, latest = item.get("earliest"), item.get("latest")
    if (earliest is None) == (latest is None):
        raise ValueError(f"facts: {item['id']} needs either earliest or latest")
    coming = item.get("coming")
    return Fact(
        item["id"],
        item["label"],
        tuple(item["cues"]),
        _compiled(item["pattern"]),
        _compiled(coming) if coming else None,
        earliest,
        latest,
        item["source"],
        bool(item["verified"]),
    )


def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern.replace(" ", r"\s+"))


@cache
def fact_table() -> FactTable:
    """The gazetteer's facts."""
    return read_facts(files("nkreader.gazetteer").joinpath("facts.toml").read_text(encoding="utf-8"))


def told(text: str, sentences: Sequence[Span], facts: Iterable[Fact]) -> tuple[Fact, ...]:
    """The verified facts that a text tells, undenied, in the order of the table."""
    folded = text.replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")
    lowered = folded.lower()
    return tuple(
        fact
        for fact in facts
        if fact.verified and all(cue in lowered for cue in fact.cues) and _tells(folded, sentences, fact)
    )


def _tells(text: str, sentences: Sequence[Span], fact: Fact) -> bool:
    if fact.coming is not None and not fact.coming.search(text):
        return False
    for span in sentences:
        match = fact.pattern.search(text, span.start, span.end)
        if match and not _DENIED.search(text, max(span.start, match.start() - 40), match.end()):
            return True
    return False
