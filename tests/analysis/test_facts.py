"""The table of dated facts: what tells one, what only comes near it, and that no older text does; all sentences are
made up (`dates/facts.toml`)."""

from __future__ import annotations

import json
import lzma
import tomllib
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import islice
from pathlib import Path

import pytest

from nkreader.analysis.dates.facts import Fact, fact_table, read_facts, told
from nkreader.analysis.sentences import sentences
from nkreader.gazetteer import read
from nkreader.model.article import Article, Part, PartKind, Stated
from nkreader.model.spans import Span

FIXTURES = tomllib.loads((Path(__file__).parent / "dates" / "facts.toml").read_text(encoding="utf-8"))
VERIFIED = [fact for fact in fact_table().facts if fact.verified]
CONTEXT = "Korea was in the news."
"""What stands before each sentence: facts about North Korea count only in a text that speaks of it."""
ZONE = timedelta(days=1)
"""A day in Korea may still be the day before elsewhere."""
READ = 6000
"""How many rows of the large set are read, its oldest, which most facts are newer than."""

GOOD = {
    "id": '"a-fact"',
    "label": '"a fact"',
    "cues": '["korea", "found"]',
    "pattern": r"'\bfound a fact\b'",
    "earliest": "2020-01-02",
    "source": '"KCNA, 2 January 2020"',
    "as_of": "2020-01-03",
    "verified": "true",
    "checked": '"KCNA, 3 January 2020"',
}
WORDS = "facts_until = 2026-06-30\n[words]\nnorth = 'North Korea|Pyongyang'\n"


def table(*changes: dict[str, str | None]) -> str:
    """A facts file with a fact for each set of changes to the good one; None leaves a key out."""
    facts = ({**GOOD, **change} for change in changes)
    lines = (
        f"{key} = {value}" for fact in facts for key, value in [("[fact]", ""), *fact.items()] if value is not None
    )
    return WORDS + "\n".join(line.replace("[fact] = ", "[[fact]]") for line in lines)


def told_by(*paragraphs: str, facts: tuple[Fact, ...] = ()) -> set[str]:
    """The ids of the facts that a text tells."""
    parts, start = [], 0
    for text in paragraphs:
        parts.append(Part(PartKind.PARAGRAPH, Span(start, start + len(text))))
        start += len(text) + 1
    article = Article("\n".join(paragraphs), tuple(parts), "", "none", Stated())
    return {fact.id for fact in told(article.text, sentences(article), facts or fact_table().facts)}


def test_every_verified_fact_has_a_sentence_that_tells_it_and_one_that_does_not() -> None:
    assert FIXTURES.keys() == {fact.id for fact in VERIFIED}
    assert [name for name, cases in FIXTURES.items() if not cases["told"] or not cases["near"]] == []


@pytest.mark.parametrize("name", FIXTURES)
def test_a_fact_is_told_by_what_tells_it_alone(name: str) -> None:
    cases = FIXTURES[name]
    assert [sentence for sentence in cases["told"] if name not in told_by(CONTEXT, sentence)] == []
    assert [sentence for sentence in cases["near"] if name in told_by(CONTEXT, sentence)] == []


def test_facts_are_checked_by_something_named_and_lie_within_the_tables_time() -> None:
    found = fact_table()
    assert len(VERIFIED) >= 80
    assert any(not fact.verified for fact in found.facts)
    for fact in found.facts:
        bound = fact.earliest or fact.latest
        assert bound is not None, fact.id
        assert fact.as_of is not None, fact.id
        assert bound <= fact.as_of <= found.until, fact.id
        assert (fact.checked is not None) is fact.verified, fact.id


def test_the_gazetteers_own_file_holds_where_its_patterns_are_tried() -> None:
    source = read("facts.toml")
    tried = read_facts(source).facts
    assert [fact.id for fact in tried] == [fact.id for fact in fact_table().facts]


def test_the_good_fact_is_read_whole() -> None:
    (fact,) = read_facts(table({})).facts
    assert (fact.id, fact.label, fact.source) == ("a-fact", "a fact", "KCNA, 2 January 2020")
    assert (fact.earliest, fact.latest, fact.as_of) == (date(2020, 1, 2), None, date(2020, 1, 3))
    assert (fact.verified, fact.checked, fact.cues) == (True, "KCNA, 3 January 2020", (("korea",), ("found",)))


@pytest.mark.parametrize(
    ("change", "why"),
    [
        *(({key: None}, f"a-fact: lacks {key}") for key in ("label", "cues", "pattern", "source", "as_of", "verified")),
        ({"id": None}, "fact 1: lacks id"),
        ({"id": '"A fact"'}, "id must be"),
        ({"label": '" "'}, "label must be"),
        ({"label": "7"}, "label must be"),
        ({"colour": '"red"'}, "unknown keys: colour"),
        ({"pattern": "'(found'"}, "a-fact: missing \\)"),
        ({"pattern": "'(?:found)?'"}, "matches an empty text"),
        ({"pattern": "'{south} found'"}, "no word {south}"),
        ({"cues": '"korea"'}, "cues must be"),
        ({"cues": "[]"}, "cues must be"),
        ({"cues": '["Korea"]'}, "lower case"),
        ({"cues": '["korea|"]'}, "lower case and not empty"),
        ({"earliest": None}, "either earliest or latest"),
        ({"latest": "2020-01-02"}, "either earliest or latest"),
        ({"earliest": '"2020-01-02"'}, "earliest must be a day"),
        ({"earliest": "2020-01-02T00:00:00"}, "earliest must be a day"),
        ({"as_of": "2020-01-01"}, "as_of must lie"),
        ({"as_of": "2026-07-01"}, "as_of must lie"),
        ({"earliest": "2026-07-01", "as_of": "2026-07-01"}, "as_of must lie"),
        ({"verified": '"yes"'}, "verified must be"),
        ({"checked": None}, "checked must say"),
        ({"verified": "false"}, "checked must say"),
        ({"tells": '"guess"'}, "guess"),
        ({"coming": "'will'"}, "coming goes with latest"),
        ({"earliest": None, "latest": "2020-01-02"}, "coming goes with latest"),
    ],
)
def test_a_broken_fact_is_refused_by_name(change: dict[str, str | None], why: str) -> None:
    with pytest.raises(ValueError, match=f"facts: .*{why}"):
        read_facts(table(change))


def test_two_facts_of_one_id_are_refused() -> None:
    with pytest.raises(ValueError, match="a-fact: another fact"):
        read_facts(table({}, {"label": '"another"'}))


@pytest.mark.parametrize(
    "source", ["", "facts_until = '2026-06-30'\n[[fact]]", WORDS, "facts_until = 2026-06-30\nfact = 1"]
)
def test_a_file_without_its_head_or_facts_is_refused(source: str) -> None:
    with pytest.raises(ValueError, match="facts: the file needs"):
        read_facts(source)


def facts(change: dict[str, str | None]) -> tuple[Fact, ...]:
    return read_facts(table(change)).facts


def test_a_fact_that_is_not_verified_is_never_told() -> None:
    sentence = "Korea found a fact."
    assert told_by(sentence, facts=facts({})) == {"a-fact"}
    assert told_by(sentence, facts=facts({"verified": "false", "checked": None})) == set()


PLAIN = ("It found a fact.", "It had not; soon, and to the great joy of all, it found a fact.")
DENIED = ("It has not found a fact.", "It denied that it found a fact.")
DOUBTED = ("If it found a fact, all is well.", "It would have found a fact.", "It vowed that it found a fact.")
BARRED = (
    "The next found a fact.",
    "A vice Found found a fact.",
    "Its nominee found a fact.",
    "It found a fact, who is to go.",
)


@pytest.mark.parametrize(
    ("tells", "kept"),
    [
        ("event", {*PLAIN, *BARRED}),
        ("name", {*PLAIN, *DENIED, *DOUBTED, *BARRED}),
        ("office", {*PLAIN, *DENIED, *DOUBTED}),
    ],
)
def test_what_takes_a_fact_back_depends_on_how_it_is_told(tells: str, kept: set[str]) -> None:
    known = facts({"tells": f'"{tells}"'})
    said = [*PLAIN, *DENIED, *DOUBTED, *BARRED]
    assert {sentence for sentence in said if told_by("Korea.", sentence, facts=known)} == kept


def test_what_is_to_come_is_told_by_the_sentence_that_says_so() -> None:
    known = facts(
        {"earliest": None, "latest": "2020-01-02", "coming": "'will'", "pattern": "'find a fact'", "cues": '["fact"]'}
    )
    assert told_by("If all is well, it will find a fact.", facts=known) == {"a-fact"}
    assert told_by("It did find a fact.", "It will rest.", facts=known) == set()
    assert told_by("It will not find a fact.", facts=known) == set()


def test_what_bars_one_mention_does_not_bar_another() -> None:
    said = "It has not found a fact this year, we hear. Last year, all the same, Korea found a fact."
    assert told_by(said, facts=facts({})) == {"a-fact"}


def test_cues_either_of_two_and_the_last_in_the_sentence_itself() -> None:
    known = facts({"cues": '["korea|pyongyang", "discovery"]'})
    assert told_by("Korea.", "The discovery: he found a fact.", facts=known) == {"a-fact"}
    assert told_by("Pyongyang.", "The discovery: he found a fact.", facts=known) == {"a-fact"}
    assert told_by("Seoul.", "The discovery: he found a fact.", facts=known) == set()
    assert told_by("Korea made a discovery.", "He found a fact.", facts=known) == set()


def test_white_space_and_letters_that_grow_in_lower_case_move_nothing() -> None:
    assert told_by("İİİİ İstanbul.", "Korea\nfound\n a fact.", facts=facts({})) == {"a-fact"}


def test_words_of_the_file_stand_for_their_patterns() -> None:
    known = facts({"pattern": "'{north} found'"})
    assert told_by("In Korea Pyongyang found it.", facts=known) == {"a-fact"}
    assert told_by("In Korea Seoul found it.", facts=known) == set()


def rows(path: Path, count: int | None, step: int) -> Iterator[tuple[date, str]]:
    if not path.exists():
        pytest.skip(f"{path.name} is not here")
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        for line in islice(lines, 0, count, step):
            row = json.loads(line)
            yield date.fromisoformat(row["date"][:10]), f"{row['title']}\n\n{row['text']}"


@pytest.mark.parametrize(
    ("name", "count", "step"),
    [("kcna-2011.jsonl.xz", None, 2), ("kcna-2024.jsonl.xz", None, 1), ("reuters-2006-2013.jsonl.xz", READ, 1)],
)
def test_no_text_from_before_its_day_tells_a_fact(data: Path, name: str, count: int | None, step: int) -> None:
    early, some = [], 0
    for day, text in rows(data / name, count, step):
        for fact in told(text, [Span(0, len(text))], fact_table().facts):  # no sentence is a boundary: more can match
            some += 1
            if (fact.earliest and day < fact.earliest - ZONE) or (fact.latest and day > fact.latest + ZONE):
                early.append((day, fact.id))
    assert early == []
    assert some > 0
