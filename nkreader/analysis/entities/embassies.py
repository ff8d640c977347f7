"""Embassies and consulates: one name for each, `Embassy of North Korea in China`, however a text puts it.

Whose it is must stand beside the word. Where it stands follows from `in Beijing` behind it, from another mention of
it in the article, or from the city of the dateline; else the name leaves it out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from nkreader.analysis.entities.found import Found
from nkreader.analysis.entities.gazetteer import gazetteer
from nkreader.analysis.entities.listed_rows import table
from nkreader.model.entities import EntityKind
from nkreader.model.spans import Span

_DATELINE = re.compile(r"[A-Z][A-Za-z ]+?(?=[,/(])")


@dataclass(frozen=True, slots=True)
class _Countries:
    by_word: Mapping[str, str]
    """Country by what it, its people and its cities are called."""
    pattern: re.Pattern[str]


@cache
def _countries() -> _Countries:
    owners: dict[str, str] = {}
    cities: dict[str, str] = {}
    for row in table("countries")["country"]:
        owners |= dict.fromkeys([row["name"], *row["words"].split(" | ")], row["name"])
        cities |= dict.fromkeys(row["cities"].split(" | "), row["name"])
    whose = "|".join(sorted(map(re.escape, owners), key=lambda word: (-len(word), word)))
    where = "|".join(sorted(map(re.escape, [*owners, *cities]), key=lambda word: (-len(word), word)))
    place = rf"(?=,? (?:in|to) (?:the )?(?P<{{}}>{where})\b)?"
    office = r"(?P<{}>Embassy|Consulate(?: General|-General)?)"
    pattern = re.compile(
        rf"(?<![\w-])(?P<before>{whose})(?:['’]s)? {office.format('first')}(?![\w-]){place.format('near')}"
        rf"|(?<![\w-]){office.format('second')} of (?:the )?(?P<after>{whose})(?![\w-]){place.format('far')}"
    )
    return _Countries(owners | cities, pattern)


def embassies(text: str, regions: Sequence[Span], dateline: Span | None) -> Iterator[Found]:
    """Every embassy or consulate that the regions name; `dateline` is where the article says it was written."""
    if "Embassy" not in text and "Consulate" not in text:
        return
    known = _countries()
    seen = [(region, match) for region in regions for match in known.pattern.finditer(text, region.start, region.end)]
    told: dict[tuple[str, str], str] = {}
    for _, match in seen:
        if where := match["near"] or match["far"]:
            told.setdefault(_kind_and_owner(match), known.by_word[where])
    here = _DATELINE.match(dateline.of(text)) if dateline else None
    host = known.by_word.get(here[0].strip().title(), "") if here else ""
    for _, match in seen:
        where = match["near"] or match["far"]
        kind, owner = _kind_and_owner(match)
        country = known.by_word[where] if where else told.get((kind, owner), host if host != owner else "")
        yield _found(match, kind, owner, country)


def _kind_and_owner(match: re.Match[str]) -> tuple[str, str]:
    kind = "Embassy" if (match["first"] or match["second"]) == "Embassy" else "Consulate"
    return kind, _countries().by_word[match["before"] or match["after"]]


def _found(match: re.Match[str], kind: str, owner: str, country: str) -> Found:
    states = [_with_article(name) for name in (owner, country)]
    name = f"{kind} of {states[0]}" + (f" in {states[1]}" if country and country != owner else "")
    listed = [e.id for e in gazetteer().lookup(name) if e.kind is EntityKind.ORGANISATION]
    return Found(Span(*match.span()), EntityKind.ORGANISATION, tuple(listed), name)


def _with_article(country: str) -> str:
    return f"the {country}" if country.startswith(("United", "Philippines", "Czech", "Democratic")) else country
