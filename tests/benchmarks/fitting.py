"""Fit the weights of `nkreader.analysis.signals`: `NKREADER_DATA=... python -m tests.benchmarks.fitting`.

Learned from are
- pairs of ECB+, each topic with the same weight, pairs across topics with little;
- KCNA articles of 2011 (every eighteenth, not those that `events` counts wrong merges in) and Reuters articles about
  Korea, dates kept back: those days or weeks apart report two events, however alike they are;
- Reuters articles of one day or the next whose headlines and texts are so alike that they report one event.
The days of publication are given with their weights, not learned. What is known of the voice of KCNA is not: here its
pairs stand for whatever series other outlets have. Prints the weights and, for topics left out, how well the groups
agree with ECB+.
"""

from __future__ import annotations

import json
import lzma
import os
import re
import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from pathlib import Path

import numpy as np

from nkreader.analysis.analyse import analyse
from nkreader.analysis.clustering import clusters
from nkreader.analysis.contrast import told_apart
from nkreader.analysis.grouping import apart, partners
from nkreader.analysis.signals import Signals, days, signals
from nkreader.analysis.signature import Signature, excluded, signature
from nkreader.analysis.vectors import cosine
from nkreader.ingest import read_text

AGAINST = frozenset(
    "length unused others numbers_missing numbers_differ retold other_weekday other_day other_year strange strangers "
    "headlines undated".split()
)
"""Signals that speak against one event; the others speak for it."""
ACROSS, FAR, ALIKE = 0.3, 0.3, 2.0
"""Weight of an ECB+ pair across topics, of a pair that is far apart in time, and of one that Reuters sent twice."""
TOPIC = 300
"""Weight of a topic's pairs together."""
KCNA_DAYS, REUTERS_DAYS = 5, 14
"""Days from which on two articles are taken to report two events."""
HEADLINES, OPENINGS = 0.3, 0.1
"""Agreement of headlines and of openings from which on two Reuters articles of a day are taken to report one event."""
RIDGE = 3.0
SAME = 0.3


@dataclass
class Pairs:
    """Pairs of articles, what is known of them and how much each counts."""

    names: list[tuple[str, str]]
    told: np.ndarray
    offset: np.ndarray
    same: np.ndarray
    weight: np.ndarray

    def where(self, kept: np.ndarray) -> Pairs:
        """Some of them."""
        names = [name for name, keep in zip(self.names, kept, strict=True) if keep]
        return Pairs(names, self.told[kept], self.offset[kept], self.same[kept], self.weight[kept])


def signed(texts: Mapping[str, str]) -> dict[str, Signature]:
    """Signatures of texts."""
    articles = {ident: read_text(text) for ident, text in texts.items()}
    return {ident: signature(article, analyse(article)) for ident, article in articles.items()}


def compared(signatures: Mapping[str, Signature], names: Sequence[tuple[str, str]]) -> Pairs:
    """What is to be seen of pairs."""
    told = np.array([signals(signatures[one], signatures[other]) for one, other in names])
    offset = np.array([days(signatures[one], signatures[other]) for one, other in names])
    return Pairs(list(names), told, offset, np.zeros(len(names)), np.ones(len(names)))


def fit(sets: Iterable[Pairs]) -> tuple[float, np.ndarray]:
    """Base and weights by logistic regression with a ridge; a signal whose weight has the wrong sign is left out."""
    told = np.vstack([some.told for some in sets])
    offset, same, weight = (
        np.concatenate([getattr(some, name) for some in sets]) for name in ("offset", "same", "weight")
    )
    kept = list(range(told.shape[1]))
    while True:
        base, weights = _regression(told[:, kept], offset, same, weight)
        wrong = [at for at, value in zip(kept, weights, strict=True) if (value > 0) == (Signals._fields[at] in AGAINST)]
        if not wrong:
            break
        kept = [at for at in kept if at not in wrong]
    found = np.zeros(told.shape[1])
    found[kept] = weights
    return base, found


def _regression(told: np.ndarray, offset: np.ndarray, same: np.ndarray, weight: np.ndarray) -> tuple[float, np.ndarray]:
    mean = np.average(told, axis=0, weights=weight)
    spread = np.sqrt(np.average((told - mean) ** 2, axis=0, weights=weight)) + 1e-9
    design = np.hstack([np.ones((len(told), 1)), (told - mean) / spread])
    ridge = np.eye(design.shape[1]) * RIDGE
    ridge[0, 0] = 0
    found = np.zeros(design.shape[1])
    for _ in range(15):
        chance = 1 / (1 + np.exp(-np.clip(design @ found + offset, -30, 30)))
        slope = design.T @ (weight * (chance - same)) + ridge @ found
        step = np.linalg.solve((design * (weight * chance * (1 - chance))[:, None]).T @ design + ridge, slope)
        found -= step
        if np.abs(step).max() < 1e-6:
            break
    weights = found[1:] / spread
    return float(found[0] - (weights * mean).sum()), weights


def chances(pairs: Pairs, base: float, weights: np.ndarray) -> np.ndarray:
    """How likely each pair is of one event."""
    found: np.ndarray = 1 / (1 + np.exp(-(base + pairs.told @ weights + pairs.offset)))
    return found


def ecb(file: Path) -> tuple[dict[str, Signature], dict[str, tuple[int, str]], Pairs]:
    """Signatures of ECB+, topic and event of each article, and its pairs."""
    rows = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    known = {row["id"]: (row["topic"], row["event"]) for row in rows}
    signatures = signed({row["id"]: row["text"] for row in rows})
    names = [pair for pair in partners(signatures) if not apart(signatures[pair[0]], signatures[pair[1]])]
    pairs = compared(signatures, names)
    topics = [(known[one][0], known[other][0]) for one, other in names]
    sizes = Counter(one for one, other in topics if one == other)
    pairs.same = np.array([float(known[one] == known[other]) for one, other in names])
    pairs.weight = np.array([TOPIC / sizes[one] if one == other else ACROSS for one, other in topics])
    return signatures, known, pairs


def kcna(file: Path) -> Pairs:
    """Pairs of KCNA articles far apart in time, their dates kept back."""
    with lzma.open(file, "rt", encoding="utf-8") as lines:
        rows = sorted((json.loads(line) for line in lines), key=lambda row: str(row["date"]))[9::18][:600]
    return _far(rows, KCNA_DAYS)[0]


def reuters(file: Path) -> list[Pairs]:
    """Pairs of Reuters articles about Korea: far apart in time, and sent twice."""
    with lzma.open(file, "rt", encoding="utf-8") as lines:
        rows = [row for row in map(json.loads, lines) if len(re.findall("Korea|Pyongyang", row["text"])) >= 4]
    far, near = _far(sorted(rows, key=lambda row: str(row["date"])), REUTERS_DAYS)
    return [far, near]


def _far(rows: Sequence[Mapping[str, str]], days_apart: int) -> tuple[Pairs, Pairs]:
    day = {f"{at:04}": date.fromisoformat(row["date"]).toordinal() for at, row in enumerate(rows)}
    signatures = signed({f"{at:04}": f"{row['title']}\n\n{row['text']}\n" for at, row in enumerate(rows)})
    names = [
        (one, other)
        for one, other in partners(signatures)
        if not (excluded(signatures[one], signatures[other]) or signatures[one].survey or signatures[other].survey)
    ]
    pairs = compared(signatures, names)
    far = pairs.where(np.array([abs(day[one] - day[other]) > days_apart for one, other in names]))
    far.weight *= FAR
    near = pairs.where(np.array([_sent_twice(signatures[a], signatures[b], abs(day[a] - day[b])) for a, b in names]))
    near.weight *= ALIKE
    near.same += 1
    return far, near


def _sent_twice(one: Signature, other: Signature, days_between: int) -> bool:
    alike = cosine(one.headline, other.headline) >= HEADLINES and cosine(one.pairs, other.pairs) >= OPENINGS
    return days_between <= 1 and alike


def left_out(
    signatures: Mapping[str, Signature], known: Mapping[str, tuple[int, str]], pairs: Pairs, others: Sequence[Pairs]
) -> tuple[float, float, float]:
    """Precision, recall and F1 of pairs of one event, each topic judged by weights learned from the others."""
    topics = np.array([[known[one][0], known[other][0]] for one, other in pairs.names])
    found = np.zeros(len(pairs.names))
    for topic in sorted({topic for topic, _ in known.values()}):
        here = (topics == topic).any(axis=1)
        base, weights = fit([pairs.where(~here), *others])
        found[here] = np.maximum(found[here], chances(pairs.where(here), base, weights))
    return judged(signatures, known, pairs, found)


def judged(
    signatures: Mapping[str, Signature], known: Mapping[str, tuple[int, str]], pairs: Pairs, found: np.ndarray
) -> tuple[float, float, float]:
    """Precision, recall and F1 of the groups that chances make."""
    scores = {pair: float(score) for pair, score in zip(pairs.names, found, strict=True) if score >= 0.05}

    def told(one: Sequence[str], other: Sequence[str]) -> bool:
        return told_apart([signatures[ident] for ident in one], [signatures[ident] for ident in other])

    groups = clusters(signatures, scores, lambda a, b: apart(signatures[a], signatures[b]), told)
    claimed = {pair for group in groups for pair in combinations(group, 2)}
    true = {pair for pair in combinations(sorted(known), 2) if known[pair[0]] == known[pair[1]]}
    hits = len(claimed & true)
    return hits / len(claimed), hits / len(true), 2 * hits / (len(claimed) + len(true))


def main() -> None:
    """Print the weights."""
    folder = os.environ.get("NKREADER_DATA")
    if not folder:
        sys.exit("NKREADER_DATA names no folder")
    data = Path(folder)
    signatures, known, pairs = ecb(data / "same-event.jsonl")
    others = [kcna(data / "kcna-2011.jsonl.xz"), *reuters(data / "reuters-2006-2013.jsonl.xz")]
    print("pairs:", len(pairs.names), "of ECB+;", ", ".join(str(len(some.names)) for some in others), "of agencies")
    base, weights = fit([pairs, *others])
    print(f"BASE = {base:.2f}")
    for name, value in zip(Signals._fields, weights, strict=True):
        print(f"{name}={value:.2f},")
    print(
        "the same topics: P {:.3f} R {:.3f} F1 {:.3f}".format(
            *judged(signatures, known, pairs, chances(pairs, base, weights))
        )
    )
    print("topics left out: P {:.3f} R {:.3f} F1 {:.3f}".format(*left_out(signatures, known, pairs, others)))


if __name__ == "__main__":
    main()
