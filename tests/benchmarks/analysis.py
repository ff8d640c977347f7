"""Analysis and signature of an article: milliseconds of processor time, and how they grow with a text's length."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from pathlib import Path

from nkreader.analysis.analyse import analyse
from nkreader.analysis.dates import Dated, date_article
from nkreader.analysis.sentences import sentences
from nkreader.analysis.signature import signature
from nkreader.ingest import read_text
from nkreader.model.article import Article, PartKind
from nkreader.model.dateline import read_dateline
from tests.analysis.growth import TEXTS, made
from tests.benchmarks.measuring import Figure, made_text, reuters

COUNT = 300
SHORT, LONG = 2_000, 20_000


def run(data: Path | None) -> list[Figure]:
    """An ordinary article, then texts made to mislead the rules."""
    if data:
        texts = [f"{row['title']}\n\n{row['text']}\n" for row in reuters(data, COUNT)]
    else:
        texts = [made_text(400, seed) for seed in range(COUNT)]
    articles = [read_text(text) for text in texts]
    signature(articles[0], analyse(articles[0]))
    analyses = [analyse(article) for article in articles]
    source = "Reuters-105k" if data else "made texts"
    first = _each(lambda: (analyse(article) for article in articles), COUNT)
    second = _each(lambda: map(signature, articles, analyses), COUNT)
    dates = _each(lambda: (_dated(article) for article in articles), COUNT)
    words = sum(len(text.split()) for text in texts) / COUNT
    ordinary = [
        Figure(f"analyse an article, {source}", first),
        Figure("  its dates", dates, f"{words:.0f} words on average"),
        Figure("  its signature", second),
    ]
    return ordinary + [_growth(name, text) for name, text in TEXTS.items()]


def _dated(article: Article) -> Dated:
    """Everything the analysis says about time."""
    span = article.first(PartKind.DATELINE)
    return date_article(article, sentences(article), read_dateline(article.text, span) if span else None, None)


def _each(work: Callable[[], Iterable[object]], count: int) -> str:
    return f"{_milliseconds(lambda: list(work())) / count:.2f} ms"


def _milliseconds(work: Callable[[], object]) -> float:
    started = time.process_time()
    work()
    return (time.process_time() - started) * 1000


def _growth(name: str, text: Callable[[int], str]) -> Figure:
    def took(article: Article) -> float:
        return _milliseconds(lambda: signature(article, analyse(article)))

    short, long = took(made(text(SHORT))), took(made(text(LONG)))
    growth = f"{short:.0f} ms for {SHORT:,}, ratio {long / max(short, 0.1):.1f}"
    return Figure(f"{LONG:,} words, {name}", f"{long:.0f} ms", growth)
