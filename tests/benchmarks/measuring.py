"""What benchmarks share: figures, clocks, texts."""

from __future__ import annotations

import json
import lzma
import random
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of a benchmark."""

    what: str
    value: str
    beside: str = ""
    """The same of something well known, in the same run, and the ratio."""


def seconds(work: Callable[[], object], runs: int = 3) -> float:
    """The fastest of some runs."""
    best = float("inf")
    for _ in range(runs):
        started = time.perf_counter()
        work()
        best = min(best, time.perf_counter() - started)
    return best


def reuters(data: Path, count: int, every: int = 40) -> Iterator[dict[str, Any]]:
    """Every so many of the public Reuters-105k rows."""
    with lzma.open(data / "reuters-2006-2013.jsonl.xz", "rt", encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            if number % every == 0:
                yield json.loads(line)
            if number >= count * every:
                return


_WORDS = (
    "the harbour of Wonsan opened a pier for ships from Vladivostok while officials said that tests of the Hwasong-18 "
    "missile near Pyongyang were watched by Kim Jong Un and members of the Workers' Party who praised its engine on "
    "Sunday and the Joint Chiefs of Staff in Seoul reported a flight of 1,000 kilometres into the East Sea"
).split()


def made_text(words: int, seed: int = 0) -> str:
    """A text of our own making, the same for the same seed: paragraphs of some sentences."""
    chance = random.Random(seed)
    found: list[str] = []
    while len(found) < words:
        sentence = [chance.choice(_WORDS) for _ in range(chance.randint(8, 26))]
        sentence[0] = sentence[0].capitalize()
        sentence[-1] += ".\n\n" if chance.random() < 0.2 else "."
        found += sentence
    return " ".join(found).replace("\n\n ", "\n\n") + "\n"
