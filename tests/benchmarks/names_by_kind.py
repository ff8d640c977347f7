"""Names of annotated articles by kind: how many are missed, wrongly marked, and taken for somebody else.

The articles (`annotated/*.ann` below `NKREADER_DATA`) carry marks `⟦surface|KIND|Canonical name⟧`. They are looked at
in two halves, every other one by name: what rules owe to the articles they were made on shows as a difference between
them. A mention is right where its place and kind are; linked right where the entity it is given has the canonical
name, too. With `NKREADER_LIST` set, every fault goes to standard error.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from nkreader.analysis.analyse import analyse
from nkreader.ingest import read_text
from nkreader.model.analysis import Analysis
from nkreader.model.entities import EntityKind, Mention
from tests.benchmarks.measuring import Figure

KINDS = {
    "PERSON": EntityKind.PERSON,
    "ORG": EntityKind.ORGANISATION,
    "PLACE": EntityKind.PLACE,
    "WEAPON": EntityKind.WEAPON,
    "EVENT": EntityKind.EVENT,
}
_MARK = re.compile(r"⟦([^|⟧]*)\|([^|⟧]*)\|([^⟧]*)⟧|⟪([^|⟫]*)\|[^⟫]*⟫")


class Gold(NamedTuple):
    """A name as it is marked by hand."""

    start: int
    end: int
    kind: EntityKind
    name: str


@dataclass
class Count:
    """What became of the names of one kind, and what was marked as such."""

    gold: int = 0
    said: int = 0
    missed: int = 0
    """Nothing of this kind is marked at this place."""
    wrong: int = 0
    """Marked where nothing of this kind stands."""
    linked_wrong: int = 0
    """In its place and of its kind, but another."""
    open: int = 0
    """In its place and of its kind, and said to be ambiguous."""
    faults: list[str] = field(default_factory=list)

    def f1(self, linked: bool = False) -> float:
        """Of places and kinds, or of whom they mean."""
        right = self.gold - self.missed - (self.linked_wrong + self.open if linked else 0)
        return 2 * right / max(1, self.gold + self.said)

    def add(self, other: Count) -> None:
        """Count another's, too."""
        for name in ("gold", "said", "missed", "wrong", "linked_wrong", "open"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.faults += other.faults


def run(data: Path | None) -> list[Figure]:
    """A table of both halves; nothing without the data."""
    files = sorted((data / "annotated").glob("*.ann")) if data is not None else []
    if not files:
        return [Figure("NKREADER_DATA names no folder with annotated articles", "-")]
    figures: list[Figure] = []
    for title, half in (("even", files[::2]), ("odd", files[1::2])):
        counts = counted(half)
        total = Count()
        for count in counts.values():
            total.add(count)
        figures += [_figure(f"names, {title} half ({len(half)} articles)", total)]
        figures += [_figure(f"  {kind.value}", count) for kind, count in counts.items()]
        if os.environ.get("NKREADER_LIST"):
            print(*total.faults, sep="\n", file=sys.stderr)
    return figures


def _figure(what: str, count: Count) -> Figure:
    if not count.gold + count.said:
        return Figure(what, "-", "none there")
    beside = (
        f"linked {count.f1(linked=True):.3f}; of {count.gold} missed {count.missed}, wrongly marked {count.wrong}, "
        f"linked wrong {count.linked_wrong}, ambiguous {count.open}"
    )
    return Figure(what, f"{count.f1():.3f}", beside)


def counted(files: Iterable[Path]) -> dict[EntityKind, Count]:
    """What became of the names of some annotated articles, by kind."""
    counts = {kind: Count() for kind in EntityKind}
    for file in files:
        text, gold = read_marks(file.read_text(encoding="utf-8"))
        article = read_text(text)
        if article.text != text:
            raise ValueError(f"{file.name}: offsets move when it is read")
        compare(file.stem, text, gold, analyse(article), counts)
    return counts


def compare(where: str, text: str, gold: Iterable[Gold], found: Analysis, counts: dict[EntityKind, Count]) -> None:
    """Count the names of one article."""
    said = {(one.span.start, one.span.end): one for one in found.mentions}
    marked = list(gold)
    right = {(one.start, one.end, one.kind) for one in marked}
    for one in marked:
        count = counts[one.kind]
        count.gold += 1
        mention = said.get((one.start, one.end))
        surface = text[one.start : one.end]
        if mention is None or mention.kind is not one.kind:
            count.missed += 1
            count.faults.append(f"{where}: missed {one.kind.value} {surface!r}")
        elif mention.entity is None:
            count.open += 1
            count.faults.append(f"{where}: ambiguous {surface!r}: {', '.join(mention.candidates)}")
        elif _level(one.name) not in _names(mention, found):
            count.linked_wrong += 1
            count.faults.append(f"{where}: {surface!r} is {mention.name}, not {one.name}")
    for mention in found.mentions:
        count = counts[mention.kind]
        count.said += 1
        if (mention.span.start, mention.span.end, mention.kind) not in right:
            count.wrong += 1
            count.faults.append(f"{where}: marked {mention.kind.value} {mention.span.of(text)!r}")


def read_marks(marked: str) -> tuple[str, tuple[Gold, ...]]:
    """The text without its marks, and the names that were marked; marks of dates are taken away."""
    pieces: list[str] = []
    gold: list[Gold] = []
    at = length = 0
    for match in _MARK.finditer(marked):
        surface = match[1] if match[1] is not None else match[4]
        pieces += [marked[at : match.start()], surface]
        start = length + match.start() - at
        length = start + len(surface)
        at = match.end()
        if match[1] is not None:
            gold.append(Gold(start, length, KINDS[match[2]], match[3]))
    return "".join([*pieces, marked[at:]]), tuple(gold)


def _names(mention: Mention, found: Analysis) -> Iterator[str]:
    entity = found.names[mention.entity or ""]
    return map(_level, (entity.name, *entity.aliases))


def _level(name: str) -> str:
    return " ".join(name.casefold().replace("-", " ").replace(".", "").replace("the ", "", 1).split())
