"""How right the analysis is, on public sets: dates on TimeBank, same-event groups on ECB+, names and days on KCNA."""

from __future__ import annotations

import json
import lzma
import re
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import combinations
from pathlib import Path

from nkreader.analysis.analyse import analyse
from nkreader.analysis.grouping import groups
from nkreader.analysis.signature import signature
from nkreader.ingest import read_text
from nkreader.model.dates import PartialDate, Precision
from tests.benchmarks.measuring import Figure

CALENDAR = re.compile(r"\d{4}(-\d\d(-\d\d)?|-W\d\d(-WE)?|-Q\d|-H\d|-(SP|SU|FA|WI))?|\d{3}X|\d\dXX")
Marked = tuple[int, int, str]


def run(data: Path | None) -> list[Figure]:
    """F1 and shares; nothing without the data."""
    if data is None:
        return [Figure("NKREADER_DATA names no folder", "-")]
    return [*_timebank(data / "timebank"), _ecb(data / "same-event.jsonl"), _published(data / "kcna-2024.jsonl.xz")]


def _timebank(folder: Path) -> list[Figure]:
    """Calendar dates found and given the right TIMEX3 value, the creation day being known.

    The rules were developed with three of four files in view; every fourth shows what they do on others.
    """
    files = sorted(folder.glob("*.tml"))
    unseen = files[3::4]
    parts = {
        "": files,
        ", the files the rules were developed on": [file for file in files if file not in unseen],
        ", the other quarter": unseen,
    }
    return [_dates(f"TimeBank{part}: calendar dates, F1 of right values", chosen) for part, chosen in parts.items()]


def _dates(name: str, files: Iterable[Path]) -> Figure:
    right = matched = said = gold = 0
    for file in files:
        created, text, marked = _timeml(file)
        dated = [m for m in marked if CALENDAR.fullmatch(m[2])]
        others = [m for m in marked if not CALENDAR.fullmatch(m[2])]
        left = list(dated)
        gold += len(dated)
        for mention in analyse(read_text(text), created).dates:
            span = mention.span
            hit = next((m for m in left if span.start < m[1] and m[0] < span.end), None)
            if hit is not None:
                left.remove(hit)
                matched += 1
                right += hit[2] == mention.value
            said += hit is not None or not any(span.start < m[1] and m[0] < span.end for m in others)
    f1 = 2 * matched / (said + gold)
    found = f"precision {matched / said:.3f}, recall {matched / gold:.3f}, right of these {right / matched:.3f}"
    return Figure(name, f"{f1 * right / matched:.3f}", found)


def _timeml(file: Path) -> tuple[date, str, list[Marked]]:
    root = ET.parse(file).getroot()
    created = date.fromisoformat(root.findall(".//DCT/TIMEX3")[0].attrib["value"][:10])
    pieces: list[str] = []
    marked: list[Marked] = []

    def walk(node: ET.Element) -> None:
        start = sum(map(len, pieces))
        pieces.append(node.text or "")
        for child in node:
            walk(child)
            pieces.append(child.tail or "")
        if node.tag == "TIMEX3":
            value = node.attrib["value"] if node.attrib["type"] == "DATE" else ""
            value += "X" * (4 - len(value)) if value.isdigit() else ""
            marked.append((start, sum(map(len, pieces)), value))

    walk(root.findall("TEXT")[0])
    return created, "".join(pieces), marked


def _ecb(file: Path) -> Figure:
    rows = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    event = {row["id"]: row["event"] for row in rows}
    articles = {row["id"]: read_text(row["text"]) for row in rows}
    found = groups({key: signature(article, analyse(article)) for key, article in articles.items()})
    claimed = {pair for group in found for pair in combinations(group, 2)}
    true = {pair for pair in combinations(sorted(event), 2) if event[pair[0]] == event[pair[1]]}
    hits = len(claimed & true)
    precision, recall = hits / len(claimed), hits / len(true)
    f1 = 2 * precision * recall / (precision + recall)
    return Figure("ECB+, pairs of one event, F1", f"{f1:.3f}", f"precision {precision:.3f}, recall {recall:.3f}")


def _published(file: Path) -> Figure:
    """Publication days from text alone, the date fields being kept back."""
    outcome = Counter(_judged(when, day) for when, day in _days(file))
    total = sum(outcome.values())
    beside = ", ".join(f"{kind} {count / total:.3f}" for kind, count in sorted(outcome.items()))
    return Figure("KCNA of 2024, publication day right or near", f"{outcome['right'] / total:.3f}", beside)


def _days(file: Path) -> Iterator[tuple[PartialDate, date]]:
    with lzma.open(file, "rt", encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            yield analyse(read_text(f"{row['title']}\n\n{row['text']}\n")).published, date.fromisoformat(row["date"])


def _judged(when: PartialDate, true: date) -> str:
    """Right: the day, its month and day without a year, or a month around it. Wide: an honest longer time."""
    if not when.known:
        return "silent"
    if when.precision is Precision.YEARLESS:
        return "right" if (when.value or "")[5:] == true.isoformat()[5:] else "wrong"
    if true not in when.interval:
        return "wrong"
    return "right" if (when.interval.days or 99) <= 31 else "wide"
