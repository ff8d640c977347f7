"""The index and the marks in the reader come from different code: they must agree on what matches."""

from __future__ import annotations

import random
from pathlib import Path

from nkreader.search.document import Document
from nkreader.search.language import parse
from nkreader.search.matching import match_spans
from tests.search.sealing import index_in

WORDS = [
    "tank", "tanks", "tank's", "Tanks", "US", "us", "U.S.", "USA", "UN", "un", "U.N.", "Kim", "Jong-un", "Jong",
    "KN-23", "KN23", "1,300", "1300", "105th", "armoured", "armored", "organise", "organizes", "size", "company",
    "companies", "co-operate", "cooperates", "김정은", "김정은이", "김", "정은", "위원장", "은이", "P’yŏngyang",
    "Pyongyang", "pyongyang's", "men", "man", "-", "…", "\n\n", "“May”", "May,", "café", "cafe\u0301",
]  # fmt: skip


def test_the_index_finds_exactly_the_texts_that_can_be_marked(tmp_path: Path) -> None:
    choice = random.Random(7)
    texts = {f"d{number:02}": " ".join(choice.choices(WORDS, k=8)) for number in range(60)}
    index = index_in(tmp_path)
    items = [Document(id_, "", text) for id_, text in texts.items()]
    index.update(items[:25])
    index.update(items[25:] + items[:3])
    plain = [word for word in WORDS if any(letter.isalnum() for letter in word) and "“" not in word]
    queries = [form for word in plain for form in (word, f"={word}", f"{word[:2].rstrip('.-,')}*", f"{word}*")]
    queries += [f'{"=" * (at % 3 == 0)}"{choice.choice(plain)} {choice.choice(plain)}"' for at in range(180)]
    hits = 0
    for source in queries:
        query = parse(source)
        found = {hit.id for hit in index.search(query, limit=100).hits}
        marked = {id_ for id_, text in texts.items() if match_spans(text, query)}
        assert found == marked, source
        hits += len(found)
    assert hits > 1_000
