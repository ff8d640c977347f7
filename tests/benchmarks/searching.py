"""Forty queries over Reuters articles: ours, SQLite's FTS5 and Whoosh as it comes, in the same run.

`NKREADER_DATA=... python -m tests.benchmarks searching`; the first so many articles are taken (`NKREADER_COUNT`, else
20,000; the data set has 105,255). Each query asks for the best 50 by rank. Ours are timed twice: with nothing decoded
that was decoded before, and again.
"""

from __future__ import annotations

import json
import lzma
import os
import resource
import sqlite3
import tempfile
import time
from collections import deque
from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from itertools import islice
from pathlib import Path
from statistics import geometric_mean
from typing import Any

from whoosh.analysis.acore import Token
from whoosh.analysis.analyzers import Analyzer
from whoosh.fields import ID, TEXT, Schema
from whoosh.index import create_in, open_dir
from whoosh.qparser.default import MultifieldParser, QueryParser
from whoosh.qparser.syntax import AndGroup
from whoosh.scoring import BM25F
from whoosh.searching import Searcher

from nkreader.archive.crew import Crew, processors
from nkreader.archive.documents import AHEAD, TOGETHER
from nkreader.archive.levelling import BATCH
from nkreader.model.dates import Interval
from nkreader.search.analyser import analysed
from nkreader.search.document import Document
from nkreader.search.index import Index
from nkreader.search.language import parse
from nkreader.search.prepared import Prepared, prepare
from nkreader.search.ranking import Ranking
from nkreader.search.written import PostingsCodec
from tests.benchmarks.measuring import Figure
from tests.search.sealing import Memory

TOP = 50
QUERIES: tuple[tuple[str, str, str], ...] = (
    # ours, FTS5, Whoosh
    ("said", "said", "said"),
    ("the", "the", "the"),
    ("government", "government", "government"),
    ("korea", "korea", "korea"),
    ("uranium", "uranium", "uranium"),
    ("pyongyang", "pyongyang", "pyongyang"),
    ("yongbyon", "yongbyon", "yongbyon"),
    ("plutonium", "plutonium", "plutonium"),
    ("zirconium", "zirconium", "zirconium"),
    ("missile", "missile", "missile"),
    ("north korea", "north AND korea", "north AND korea"),
    ("nuclear test", "nuclear AND test", "nuclear AND test"),
    ("the government said", "the AND government AND said", "the AND government AND said"),
    ("oil price rise", "oil AND price AND rise", "oil AND price AND rise"),
    ("kim jong il funeral", "kim AND jong AND il AND funeral", "kim AND jong AND il AND funeral"),
    ("sanctions security council", "sanctions AND security AND council", "sanctions AND security AND council"),
    ("missile OR rocket", "missile OR rocket", "missile OR rocket"),
    ("china OR japan OR russia", "china OR japan OR russia", "china OR japan OR russia"),
    ("uranium OR plutonium OR thorium", "uranium OR plutonium OR thorium", "uranium OR plutonium OR thorium"),
    ("(oil OR gas) price", "(oil OR gas) AND price", "(oil OR gas) AND price"),
    ('"prime minister"', '"prime minister"', '"prime minister"'),
    ('"united states"', '"united states"', '"united states"'),
    ('"north korea"', '"north korea"', '"north korea"'),
    ('"nuclear test"', '"nuclear test"', '"nuclear test"'),
    ('"weapons of mass destruction"', '"weapons of mass destruction"', '"weapons of mass destruction"'),
    ('"of the"', '"of the"', '"of the"'),
    ("govern*", "govern*", "govern*"),
    ("miss*", "miss*", "miss*"),
    ("pyong*", "pyong*", "pyong*"),
    ("con*", "con*", "con*"),
    ("oil -iraq", "oil NOT iraq", "oil NOT iraq"),
    ("korea -north", "korea NOT north", "korea NOT north"),
    ("the -said", "the NOT said", "the NOT said"),
    ("title:china", "title:china", "title:china"),
    ("title:nuclear korea", "title:nuclear AND korea", "title:nuclear AND korea"),
    ("author:herskovitz", "author:herskovitz", "author:herskovitz"),
    ("china date:2010", "china", "china AND day:[20100101 TO 20101231]"),
    ("missile date:2009-04..2009-06", "missile", "missile AND day:[20090401 TO 20090630]"),
    (
        "president said talks would resume after the election",
        "president AND said AND talks AND would AND resume AND after AND the AND election",
        "president AND said AND talks AND would AND resume AND after AND the AND election",
    ),
    (
        "six party talks beijing nuclear envoy hill korea",
        "six AND party AND talks AND beijing AND nuclear AND envoy AND hill AND korea",
        "six AND party AND talks AND beijing AND nuclear AND envoy AND hill AND korea",
    ),
)
"""Rare and common words, AND, OR, phrases, beginnings, NOT, fields, days, eight words.

FTS5 has no days: there they are a column of their own, compared as a number where a range is asked for.
"""
RANGES = {
    "china date:2010": ("china", 20100101, 20101231),
    "missile date:2009-04..2009-06": ("missile", 20090401, 20090630),
}
HARDEST = "th*"


def run(data: Path | None) -> list[Figure]:
    """Speed of indexing and of queries."""
    if data is None:
        return [Figure("searching", "needs NKREADER_DATA")]
    count = int(os.environ.get("NKREADER_COUNT", "20000"))
    rows = list(islice(_rows(data), count))
    size = sum(len(row["title"]) + len(row["text"]) for row in rows)
    with tempfile.TemporaryDirectory() as folder:
        return [*_run(rows, size, Path(folder))]


def _rows(data: Path) -> Iterator[dict[str, Any]]:
    with lzma.open(data / "reuters-2006-2013.jsonl.xz", "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def documents(rows: list[dict[str, Any]], first: int) -> Iterator[Document]:
    """Rows as the index is told of them, numbered from `first` on."""
    for number, row in enumerate(rows, start=first):
        day = date.fromisoformat(row["date"][:10]) if row.get("date") else None
        days = Interval(day, day) if day else None
        yield Document(f"{number:012}", row["title"], row["text"], row.get("outlet"), row.get("author"), published=days)


def _run(rows: list[dict[str, Any]], size: int, folder: Path) -> Iterator[Figure]:
    ours = Index(folder / "ours", Memory(), codec=PostingsCodec.ARRAYS)
    took = _took(lambda: _index(ours, rows))
    bytes_ = sum(path.stat().st_size for path in (folder / "ours").iterdir())
    stock, theirs = None, 0.0
    if os.environ.get("NKREADER_STOCK"):
        theirs = _took(lambda: _stock(rows, folder / "stock"))
        stock = open_dir(str(folder / "stock")).searcher(weighting=BM25F())
    fts, alone = folder / "fts.db", _took(lambda: _fts(rows, folder / "fts.db"))
    beside = f", Whoosh {len(rows) / theirs:.0f}/s, ratio {theirs / took:.2f}" if stock else ""
    yield Figure(
        f"index {len(rows)} articles, {processors()} processes",
        f"{len(rows) / took:.0f}/s",
        f"FTS5 {len(rows) / alone:.0f}/s{beside}",
    )
    yield Figure("  size against text", f"{bytes_ / size:.2f}", f"FTS5 {fts.stat().st_size / size:.2f} with the text")
    yield from _queries(ours, sqlite3.connect(fts), stock)
    yield Figure("  memory at the most, all three", f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB")


def _took(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def _index(index: Index, rows: list[dict[str, Any]]) -> None:
    """As the library does it: helpers make documents ready, one process writes."""
    crew = Crew()
    try:
        for at in range(0, len(rows), BATCH):
            index.update(_ready(rows[at : at + BATCH], at, crew))
    finally:
        crew.close()


def _ready(rows: list[dict[str, Any]], first: int, crew: Crew) -> Iterator[Prepared]:
    waiting: deque[Callable[[], Prepared]] = deque()
    for at in range(0, len(rows), TOGETHER):
        waiting.append(crew.hand_out(made_ready, rows[at : at + TOGETHER], first + at))
        if len(waiting) > AHEAD:
            yield waiting.popleft()()
    while waiting:
        yield waiting.popleft()()


def made_ready(rows: list[dict[str, Any]], first: int) -> Prepared:
    """Some rows as they go into the index."""
    return prepare(documents(rows, first))


class _Words(Analyzer):
    """Our words for Whoosh as it comes."""

    def __call__(self, value: str, positions: bool = False, **_: Any) -> Iterator[Token]:
        token = Token(positions)
        token.boost, token.stopped = 1.0, False
        for found in analysed(value)[1]:
            token.pos, token.startchar, token.endchar = found.position, found.start, found.end
            for term in found.terms:
                token.text = term
                yield token


def _stock(rows: list[dict[str, Any]], folder: Path) -> None:
    folder.mkdir()
    text = TEXT(analyzer=_Words(), phrase=True)
    schema = Schema(id=ID(stored=True), text=text, title=text, author=text, outlet=text, day=ID())
    writer = create_in(str(folder), schema).writer(procs=2, limitmb=128)
    for document in documents(rows, 0):
        day = document.published.earliest if document.published else None
        writer.add_document(
            id=document.id,
            text=document.text,
            title=document.title,
            author=document.author,
            outlet=document.outlet,
            day=day.strftime("%Y%m%d") if day else None,
        )
    writer.commit()


def _fts(rows: list[dict[str, Any]], path: Path) -> None:
    db = sqlite3.connect(path)
    db.execute(
        "CREATE VIRTUAL TABLE t USING fts5(title, text, author, outlet, day UNINDEXED, tokenize='porter unicode61')"
    )
    with db:
        db.executemany(
            "INSERT INTO t VALUES (?, ?, ?, ?, ?)",
            (
                (
                    r["title"],
                    r["text"],
                    r.get("author"),
                    r.get("outlet"),
                    int((r.get("date") or "0")[:10].replace("-", "")),
                )
                for r in rows
            ),
        )
        db.execute("INSERT INTO t(t) VALUES ('optimize')")
    db.close()


def _queries(ours: Index, fts: sqlite3.Connection, stock: Searcher | None) -> Iterator[Figure]:
    parser = MultifieldParser(["text", "title"], schema=stock.schema, group=AndGroup) if stock else None
    ours.rank(parse("warm"), TOP)
    cold, warm, theirs, whoosh = [], [], [], []
    for source, query, third in QUERIES:
        asked = partial(_ours, ours, source)
        cold.append(_fastest(asked, lambda: _forget(ours)))
        warm.append(_fastest(asked, lambda: None))
        theirs.append(_fastest(partial(_asked_fts, fts, source, query), lambda: None))
        if stock and parser:
            whoosh.append(_fastest(partial(_asked_stock, stock, parser, third), lambda: None, 2))
        if os.environ.get("NKREADER_EACH"):
            told = f"FTS5 {theirs[-1]:.2f}" + (f", Whoosh {whoosh[-1]:.2f} ms" if whoosh else "")
            yield Figure(f"  {source[:50]}", f"{cold[-1]:.2f} ms", f"again {warm[-1]:.2f}, {told}")
    mean, again, beside_ = (geometric_mean(each) for each in (cold, warm, theirs))
    told = f"FTS5 {beside_:.2f} ms, ratio {mean / beside_:.2f}"
    yield Figure(
        f"{len(QUERIES)} queries, geometric mean",
        f"{mean:.2f} ms",
        f"{told}; Whoosh {geometric_mean(whoosh):.1f} ms" if whoosh else told,
    )
    yield Figure("  again", f"{again:.2f} ms", f"ratio {again / beside_:.2f}")
    yield Figure("  slowest", f"{max(cold):.1f} ms", f"FTS5 {max(theirs):.1f} ms")
    hardest = partial(_ours, ours, HARDEST)
    yield Figure(f"  {HARDEST}", f"{_fastest(hardest, lambda: _forget(ours)):.1f} ms")


def _ours(index: Index, source: str) -> Ranking:
    return index.rank(parse(source), TOP)


def _asked_fts(fts: sqlite3.Connection, source: str, query: str) -> list[Any]:
    if source in RANGES:
        word, first, last = RANGES[source]
        days = "AND day BETWEEN ? AND ?"
        return fts.execute(
            f"SELECT rowid FROM t WHERE t MATCH ? {days} ORDER BY rank LIMIT ?", (word, first, last, TOP)
        ).fetchall()
    return fts.execute("SELECT rowid FROM t WHERE t MATCH ? ORDER BY rank LIMIT ?", (query, TOP)).fetchall()


def _asked_stock(stock: Searcher, parser: QueryParser, query: str) -> list[Any]:
    found = stock.search(parser.parse(query), limit=TOP)
    return [hit["id"] for hit in found]


def _forget(index: Index) -> None:
    """Let nothing be known of earlier queries but the files."""
    assert index._corpus is not None
    index._corpus.forget()


def _fastest(work: Callable[[], object], before: Callable[[], object], runs: int = 5) -> float:
    """Milliseconds; `before` is not counted."""
    best = float("inf")
    for _ in range(runs):
        before()
        started = time.perf_counter()
        work()
        best = min(best, time.perf_counter() - started)
    return best * 1000
