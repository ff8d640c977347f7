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
    near = [f"{choice.choice(plain)} NEAR/{choice.randint(1, 5)} {choice.choice(plain)}" for _ in range(200)]
    threes = zip(plain, plain[1:], plain[2:], strict=False)
    near += [f'"{one} {other}" NEAR/2 ({three} OR {one})' for one, other, three in threes]
    queries += [*near, *(f"{word}~" for word in plain), *(f"{word}~2" for word in plain)]
    hits = 0
    for source in queries:
        query = parse(source)
        found = {hit.id for hit in index.search(query, limit=100).hits}
        marked = {id_ for id_, text in texts.items() if match_spans(text, query)}
        assert found == marked, source
        hits += len(found)
    assert hits > 1_000


def test_what_is_far_apart_is_not_near_whichever_comes_first(tmp_path: Path) -> None:
    index = index_in(tmp_path)
    texts = {
        "forward": "The summit was cancelled.",
        "backward": "They cancelled one more planned summit.",
        "far": "The summit went on for two days and nothing that was said there was ever cancelled.",
        "alone": "The summit went on.",
        "across": "They cancelled.",
    }
    index.update([Document(id_, "Summit" if id_ == "across" else "", text) for id_, text in texts.items()])

    def found(source: str) -> set[str]:
        return {hit.id for hit in index.search(parse(source)).hits}

    assert found("summit NEAR/2 cancelled") == {"forward"}
    assert found("cancelled NEAR/2 summit") == {"forward"}
    assert found("summit NEAR/4 cancelled") == {"forward", "backward"}
    assert found("summit NEAR/50 cancel*") == {"forward", "backward", "far"}
    assert found('"one more" NEAR/3 summit') == {"backward"}
    assert found("summit NEAR/4 (cancelled OR nothing)") == {"forward", "backward"}
    assert found("-(summit NEAR/50 cancelled)") == {"alone", "across"}
    assert found("summit NEAR summit") == set()
    query = parse("summit NEAR/4 cancelled")
    assert [span.of(texts["forward"]) for span in match_spans(texts["forward"], query)] == ["summit", "cancelled"]
    assert match_spans(texts["far"], query) == ()


def test_words_spelled_about_so_are_found_and_marked(tmp_path: Path) -> None:
    index = index_in(tmp_path)
    texts = {
        "right": "A missile.", "left out": "A missle.", "added": "Missiless", "swapped": "Two misisles.",
        "replaced": "MISSIVE", "two": "A misle.", "other": "A massacre, a thistle.",
    }  # fmt: skip
    index.update([Document(id_, "", text) for id_, text in texts.items()])

    def found(source: str) -> set[str]:
        query = parse(source)
        assert query.notices == ()
        hits = {hit.id for hit in index.search(query).hits}
        assert hits == {id_ for id_, text in texts.items() if match_spans(text, query)}
        return hits

    assert found("missile") == {"right"}
    assert found("missile~") == {"right", "left out", "replaced", "swapped"}
    assert found("missile~2") == {"right", "left out", "added", "swapped", "replaced", "two"}
    assert found("tissile~") == {"right"}
