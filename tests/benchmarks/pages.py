"""Saved pages with known texts, titles and days: ours, as `inspect` gives them, against the libraries alone.

`NKREADER_PAGES` names a folder with a `gold.json`: for each page, by its path in the folder, what is known of it
(`date` as YYYY-MM-DD, `title`, `text`). Pages whose number is odd are held aside: nothing is fitted to them.
"""

from __future__ import annotations

import json
import os
import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter

from nkreader.analysis.analyse import analyse
from nkreader.ingest import Extract, articles
from tests.benchmarks.measuring import Figure

_TOKEN = re.compile(r"[\u0e00-\u0e7f\u1000-\u109f\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7a3]|\w+")


@dataclass(frozen=True)
class Known:
    """What is known of a page."""

    path: Path
    date: str | None
    title: str | None
    text: str | None


@dataclass
class Read:
    """What somebody read of it."""

    date: str | None = None
    title: str | None = None
    text: str = ""


@dataclass
class Score:
    """How much of it was right."""

    f1: list[float] = field(default_factory=list)
    dates: list[bool] = field(default_factory=list)
    titles: list[bool] = field(default_factory=list)
    seconds: float = 0.0
    pages: int = 0


def run(data: Path | None) -> list[Figure]:
    """Text token F1 (mean), days and titles right, pages a second."""
    place = os.environ.get("NKREADER_PAGES")
    if not place:
        return []
    figures = []
    pages = list(known(Path(place)))
    for half, chosen in (("pages", pages[::2]), ("pages held aside", pages[1::2])):
        for who, reader in (("ours", ours), ("libraries", libraries)):
            score = scored(chosen, reader)
            for what, values in (("text F1", score.f1), ("days right", score.dates), ("titles right", score.titles)):
                mean = sum(values) / max(len(values), 1)
                figures.append(Figure(f"{half}: {what}, {who}", f"{mean:.3f}", f"of {len(values)}"))
            figures.append(Figure(f"{half}: a second, {who}", f"{score.pages / score.seconds:.1f}", ""))
    return figures


def known(folder: Path) -> Iterable[Known]:
    """The pages of a folder's `gold.json`."""
    for name, told in sorted(json.loads((folder / "gold.json").read_text()).items()):
        yield Known(folder / name, told.get("date"), told.get("title"), told.get("text"))


def scored(pages: Iterable[Known], reader: Callable[[Path], Read]) -> Score:
    """What a reader makes of pages, against what is known."""
    score = Score()
    for page in pages:
        start = perf_counter()
        read = reader(page.path)
        score.seconds += perf_counter() - start
        score.pages += 1
        if page.text:
            score.f1.append(f1(read.text, page.text))
        if page.date:
            score.dates.append(read.date == page.date)
        if page.title:
            score.titles.append(_same(read.title or "") == _same(page.title))
    return score


def ours(path: Path) -> Read:
    """What `inspect` says of a page."""
    for found in articles([path]):
        if isinstance(found, Extract):
            published = analyse(found.article).published
            return Read(published.value, found.article.title, found.article.text)
    return Read()


def libraries(path: Path) -> Read:
    """What trafilatura and htmldate say of it."""
    from htmldate import find_date
    from trafilatura import bare_extraction

    data = path.read_bytes()
    found = bare_extraction(data, include_comments=False, with_metadata=True)
    said = found.as_dict() if found is not None and not isinstance(found, dict) else found or {}
    try:
        day = find_date(data.decode("utf-8", "replace"), original_date=True)
    except ValueError:
        day = None
    return Read(day, said.get("title"), said.get("text") or "")


def f1(ours: str, gold: str) -> float:
    """The harmonic mean of how many tokens are right and how many were found."""
    mine, known = Counter(_tokens(ours)), Counter(_tokens(gold))
    both = (mine & known).total()
    return 2 * both / (mine.total() + known.total()) if both else 0.0


def _tokens(text: str) -> list[str]:
    return _TOKEN.findall(text.casefold())


def _same(title: str) -> str:
    return " ".join(_tokens(title))
