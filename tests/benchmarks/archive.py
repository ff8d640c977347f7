"""Taking articles in and finding them again, beside SQLite's FTS5 on the same texts in the same run."""

from __future__ import annotations

import sqlite3
import tempfile
import time
from pathlib import Path
from statistics import median

from nkreader.analysis.analyse import analyse
from nkreader.archive.library import Library
from nkreader.ingest import read_text
from tests.benchmarks.measuring import Figure, made_text, reuters, seconds

COUNT = 1000
QUERIES = ("korea", "nuclear test", '"prime minister"', "missile OR rocket", "oil -iraq", "govern*", "title:china")


def run(data: Path | None) -> list[Figure]:
    """Articles a second and milliseconds a query."""
    if data:
        texts = [f"{row['title']}\n\n{row['text']}\n" for row in reuters(data, COUNT)]
    else:
        texts = [made_text(400, seed) for seed in range(COUNT)]
    source = "Reuters-105k" if data else "made texts"
    with tempfile.TemporaryDirectory() as folder:
        return [*_analysis(texts, source), *_library(texts, source, Path(folder))]


def _analysis(texts: list[str], source: str) -> list[Figure]:
    some = [read_text(text) for text in texts[:200]]
    analyse(some[0])
    each = seconds(lambda: [analyse(article) for article in some]) / len(some)
    words = sum(article.words for article in some) / len(some)
    return [Figure(f"analysis of an article of {words:.0f} words, {source}", f"{each * 1000:.1f} ms")]


def _library(texts: list[str], source: str, folder: Path) -> list[Figure]:
    (folder / "articles").mkdir()
    for number, text in enumerate(texts):
        (folder / "articles" / f"{number:06}.txt").write_text(text, encoding="utf-8")
    library = Library.open(folder / "library")
    started = time.perf_counter()
    library.add([folder / "articles"])
    ours = time.perf_counter() - started
    fts = _fts(texts)
    found = [
        Figure(
            f"add {len(texts)} articles, {source}", f"{len(texts) / ours:.0f}/s", f"FTS5 alone {len(texts) / fts:.0f}/s"
        ),
        Figure("  add again, nothing new", f"{seconds(lambda: library.add([folder / 'articles']), 1):.2f} s"),
    ]
    library.search("warm")
    times = [seconds(lambda query=query: library.search(query)) * 1000 for query in QUERIES]  # type: ignore[misc]
    found.append(
        Figure(f"search, median of {len(QUERIES)} queries", f"{median(times):.0f} ms", f"slowest {max(times):.0f} ms")
    )
    some = library.headlines()[len(texts) // 2].id
    found.append(Figure("related pieces of one article", f"{seconds(lambda: library.related(some)) * 1000:.0f} ms"))
    found.append(Figure("all headlines", f"{seconds(library.headlines) * 1000:.0f} ms"))
    library.close()
    return found


def _fts(texts: list[str]) -> float:
    def index() -> None:
        with sqlite3.connect(":memory:") as db:
            db.execute("CREATE VIRTUAL TABLE t USING fts5(text)")
            db.executemany("INSERT INTO t VALUES (?)", ((text,) for text in texts))

    return seconds(index, 1)
