"""Same-event groups: pairs of one event on ECB+, beside plain TF-IDF, and wrong merges of undated KCNA articles.

The weights of the agreement were fitted on the same ECB+ topics, so the first figure is not of unseen ones: for those
see `fitting`, which leaves topics out. The KCNA articles are others than those that the weights were fitted on.
"""

from __future__ import annotations

import json
import lzma
import math
import tempfile
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import combinations
from pathlib import Path
from time import process_time

from nkreader.analysis.analyse import analyse
from nkreader.analysis.grouping import groups
from nkreader.analysis.signature import signature
from nkreader.analysis.terms import WORD
from nkreader.archive.grouping import regroup
from nkreader.archive.library import Library
from nkreader.ingest import read_text
from tests.benchmarks.measuring import Figure

EVERY, COUNT = 18, 600
"""Which KCNA articles are taken, and how many: spread over a year."""
ROWS = 400
"""Of a table."""
DAYS = 3
"""Days further apart than which two articles of KCNA report two events."""


def run(data: Path | None) -> list[Figure]:
    """Shares and counts; nothing without the data."""
    if data is None:
        return [_alike(), Figure("NKREADER_DATA names no folder", "-")]
    return [*_ecb(data / "same-event.jsonl"), _undated(data / "kcna-2011.jsonl.xz"), _alike()]


def _ecb(file: Path) -> list[Figure]:
    rows = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    event = {row["id"]: row["event"] for row in rows}
    texts = {row["id"]: row["text"] for row in rows}
    claimed = _pairs(_grouped(texts))
    true = {pair for pair in combinations(sorted(event), 2) if event[pair[0]] == event[pair[1]]}
    hits = len(claimed & true)
    topic = {row["id"]: row["topic"] for row in rows}
    far = sum(topic[one] != topic[other] for one, other in claimed)
    wrong = f"precision {hits / len(claimed):.3f}, recall {hits / len(true):.3f}, of other topics {far}"
    found = 2 * hits / (len(claimed) + len(true))
    rival = _complete_link(_similarities(texts), event, len(true))
    return [
        Figure("ECB+, pairs of one event, F1", f"{found:.3f}", wrong),
        Figure("  TF-IDF, complete link, best threshold known", f"{rival:.3f}", f"ratio {found / rival:.2f}"),
    ]


def _grouped(texts: Mapping[str, str]) -> tuple[tuple[str, ...], ...]:
    articles = {ident: read_text(text) for ident, text in texts.items()}
    return groups({ident: signature(article, analyse(article)) for ident, article in articles.items()})


def _pairs(found: Iterable[Iterable[str]]) -> set[tuple[str, str]]:
    return {pair for group in found for pair in combinations(sorted(group), 2)}


def _undated(file: Path) -> Figure:
    """KCNA repeats itself; that two pieces are weeks apart is kept back."""
    with lzma.open(file, "rt", encoding="utf-8") as lines:
        rows = sorted((json.loads(line) for line in lines), key=lambda row: str(row["date"]))[::EVERY][:COUNT]
    days = {f"{at:03}": date.fromisoformat(row["date"]).toordinal() for at, row in enumerate(rows)}
    claimed = _pairs(_grouped({f"{at:03}": f"{row['title']}\n\n{row['text']}\n" for at, row in enumerate(rows)}))
    wrong = sum(abs(days[one] - days[other]) > DAYS for one, other in claimed)
    return Figure(
        f"{COUNT} undated KCNA articles of a year, wrong pairs", str(wrong), f"of {len(claimed)} pairs merged"
    )


def _alike() -> Figure:
    """Rows of a table that are one but for a number, and others that are one but for their addresses."""
    text = "Freight train {} left Sinuiju for Dandong with {} wagons of coal, the port office said on Friday."
    nearly = _grouping([text.format(at, at + 3) for at in range(ROWS)])
    quite = _grouping([text.format(7, 9)] * ROWS)
    return Figure(f"{ROWS} rows that are nearly the same", f"{nearly:.1f} s", f"quite the same: {quite:.1f} s, "
                  f"ratio {nearly / quite:.1f}")  # fmt: skip


def _grouping(texts: Sequence[str]) -> float:
    """Seconds of processor time in which rows of a new library are grouped."""
    with tempfile.TemporaryDirectory() as folder:
        pile = Path(folder) / "pile"
        pile.mkdir()
        rows = ({"title": "Trains", "date": "2024-03-01", "url": f"https://a.example/{at}", "text": text}
                for at, text in enumerate(texts))  # fmt: skip
        (pile / "rows.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
        library = Library.open(Path(folder) / "library")
        library.add([pile])
        with library._store.writing() as db:
            db.execute("UPDATE analysis SET signature = signature")  # as if all had come in
        begun = process_time()
        regroup(library._store)
        taken = process_time() - begun
        library.close()
        return taken


def _similarities(texts: Mapping[str, str]) -> dict[tuple[str, str], float]:
    """Cosines of TF-IDF vectors of the words in small letters; logarithms of counts, which do better than counts."""
    counts = {ident: Counter(word.casefold() for word in WORD.findall(text)) for ident, text in texts.items()}
    used = Counter(word for words in counts.values() for word in words)
    rare = {word: math.log((1 + len(texts)) / (1 + count)) + 1 for word, count in used.items()}
    vectors: dict[str, dict[str, float]] = {}
    for ident, words in sorted(counts.items()):
        raw = {word: (1 + math.log(count)) * rare[word] for word, count in words.items()}
        length = math.sqrt(sum(weight * weight for weight in raw.values()))
        vectors[ident] = {word: weight / length for word, weight in raw.items()}
    return {
        (one, other): sum(weight * vectors[other].get(word, 0.0) for word, weight in vectors[one].items())
        for one, other in combinations(vectors, 2)
    }


def _complete_link(scores: Mapping[tuple[str, str], float], event: Mapping[str, str], true: int) -> float:
    """The best F1 of pairs on the way from single articles to one group."""
    ids = sorted(event)
    members = {ident: Counter([event[ident]]) for ident in ids}
    least = {
        ident: {other: scores[min(ident, other), max(ident, other)] for other in ids if other != ident} for ident in ids
    }
    best = hits = claimed = 0.0
    while len(members) > 1:
        one, other = max(
            ((a, max(least[a], key=least[a].__getitem__)) for a in members), key=lambda p: least[p[0]][p[1]]
        )
        first, second = members[one], members.pop(other)
        claimed += first.total() * second.total()
        hits += sum(count * second[name] for name, count in first.items())
        first.update(second)
        best = max(best, 2 * hits / (claimed + true))
        gone = least.pop(other)
        for third in members:
            least[third].pop(other, None)
            if third != one:
                least[one][third] = least[third][one] = min(least[one][third], gone[third])
    return best
