"""How much of the names that reports really use the gazetteer knows: KCNA of 2011, and Reuters on Korea.

Names are collected by `tests.benchmarks.capitals`, without any rule of the reader, from the articles in English. A name
counts where it stands in enough articles of its set, unless the set writes it in small letters as often (`Culture`,
`Peaceful Reunification`).

It resolves where one mention of the reader covers it, a nationality before it aside, and that mention has an entry of
the gazetteer; or two such mentions side by side, of which one is a person (KCNA writes offices without commas:
`minister of Culture of the DPRK An Tong Chun`). Each name is looked at in a few articles from all of the set.
"""

from __future__ import annotations

import json
import lzma
import os
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nkreader.analysis.entities import find_names
from nkreader.ingest import read_text
from nkreader.model.entities import EntityKind, Mention
from tests.benchmarks.capitals import Named, named, standing
from tests.benchmarks.measuring import Figure
from tests.benchmarks.no_names import NATIONALITIES

CONTEXTS = 3
"""In how many articles each name is looked at."""
_ENGLISH = re.compile(r"\b(?:the|of|and|to|in)\b")
_SMALL = re.compile(r"(?<![\w'’-])(?=([a-z][a-z'’-]*(?: [a-z][a-z'’-]*)?)(?![\w-]))([a-z][a-z'’-]*)")
"""Words in small letters, each alone and with the next."""
_SETS: tuple[tuple[str, str, int, Callable[[str], bool]], ...] = (
    ("KCNA of 2011", "kcna-2011.jsonl.xz", 5, lambda text: True),
    ("Reuters on Korea", "reuters-2006-2013.jsonl.xz", 20, lambda text: "Korea" in text),
)
"""Name, file, in how many articles a name must stand, and which articles."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """What became of the names of one set."""

    articles: Mapping[str, int]
    """How many articles hold each name that counts."""
    resolved: Mapping[str, float]
    """Of the places looked at, the share that resolves."""

    def by_name(self) -> float:
        """The share of names of which more than half the places resolve."""
        return sum(share > 0.5 for share in self.resolved.values()) / max(1, len(self.resolved))

    def by_article(self) -> float:
        """The share of places that resolve, each name weighed by the articles that hold it."""
        total = sum(self.articles.values())
        return sum(self.articles[name] * share for name, share in self.resolved.items()) / max(1, total)

    def unresolved(self) -> list[str]:
        """The most frequent first."""
        return sorted((n for n, share in self.resolved.items() if share <= 0.5), key=lambda n: (-self.articles[n], n))


def run(data: Path | None) -> list[Figure]:
    """Shares of names that resolve; with `NKREADER_LIST` set, those that do not go to standard error."""
    if data is None:
        return [Figure("NKREADER_DATA names no folder", "-")]
    figures: list[Figure] = []
    for title, file, enough, wanted in _SETS:
        found = coverage([f"{row['title']}\n\n{row['text']}\n" for row in _rows(data / file, wanted)], enough)
        beside = f"of {len(found.articles):,} names in {enough} articles or more"
        figures.append(Figure(f"{title}: names that resolve", f"{found.by_name():.3f}", beside))
        figures.append(Figure("  each as often as articles name it", f"{found.by_article():.3f}"))
        if os.environ.get("NKREADER_LIST"):
            print(*(f"{found.articles[name]}\t{name}" for name in found.unresolved()), sep="\n", file=sys.stderr)
    return figures


def _rows(file: Path, wanted: Callable[[str], bool]) -> Iterator[dict[str, Any]]:
    with lzma.open(file, "rt", encoding="utf-8") as lines:
        for line in lines:
            if wanted(line):  # most rows of a mixed set need no parsing
                row = json.loads(line)
                if wanted(row["text"]):
                    yield row


def coverage(texts: Sequence[str], enough: int) -> Coverage:
    """Names that stand in `enough` of the texts that are in English, and which of them the reader resolves."""
    texts = [text for text in texts if len(_ENGLISH.findall(text)) * 12 > text.count(" ")]
    small = Counter(words for text in texts for words in {part for pair in _SMALL.findall(text) for part in pair})
    places = [list(named(text)) for text in texts]
    inside = {item.name for found in places for item in found if item.inside}
    holders: defaultdict[str, list[int]] = defaultdict(list)
    for number, found in enumerate(places):
        for name in dict.fromkeys(item.name for item in standing(found, inside)):
            holders[name].append(number)
    chosen = {name: at for name, at in holders.items() if len(at) >= max(enough, small[name.lower()] + 1)}
    looked: defaultdict[int, set[str]] = defaultdict(set)
    for name, at in chosen.items():
        for number in at[:: max(1, len(at) // CONTEXTS)][:CONTEXTS]:
            looked[number].add(name)
    seen: Counter[str] = Counter()
    hits: Counter[str] = Counter()
    for number, names in looked.items():
        article = read_text(texts[number])
        mentions, _ = find_names(article, ())
        for item in standing(named(article.text), inside):
            if item.name in names:
                seen[item.name] += 1
                hits[item.name] += resolves(article.text, item, mentions)
    return Coverage(
        {name: len(at) for name, at in chosen.items()}, {name: hits[name] / max(1, seen[name]) for name in chosen}
    )


def resolves(text: str, item: Named, mentions: Iterable[Mention]) -> bool:
    """Whether mentions with entries of the gazetteer cover the name."""
    known = [
        mention
        for mention in mentions
        if mention.span.start < item.end
        and item.start < mention.span.end
        and mention.entity
        and "/~" not in mention.entity
    ]
    first = text.find(" ", item.start, item.end) + 1
    start = first if first and text[item.start : first - 1] in NATIONALITIES else item.start
    if any(mention.span.start <= start and item.end <= mention.span.end for mention in known):
        return True
    if len(known) != 2 or not any(mention.kind is EntityKind.PERSON for mention in known):
        return False
    one, other = (mention.span for mention in known)
    return one.start <= start and item.end <= other.end and not text[one.end : other.start].strip()
