"""Dates in text, by example: the fixture files hold sentences and every date that must be found in them."""

from __future__ import annotations

from calendar import day_name, month_name
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nkreader.analysis.dates import date_article
from nkreader.model.article import Article, Part, PartKind
from nkreader.model.dateline import read_dateline
from nkreader.model.dates import DateMention, read_value
from nkreader.model.spans import Span

FIXTURES = Path(__file__).parent / "dates"


@dataclass(frozen=True)
class Example:
    published: date | None
    sentences: tuple[str, ...]
    expected: tuple[tuple[str, str], ...]


def examples() -> Iterator[object]:
    for path in sorted(FIXTURES.glob("*.txt")):
        published: date | None = None
        for number, block in enumerate(path.read_text(encoding="utf-8").split("\n\n")):
            sentences, expected = [], []
            for line in block.splitlines():
                if line.startswith("@"):
                    published = None if line == "@none" else date.fromisoformat(line[1:])
                elif line.startswith("> "):
                    sentences.append(line[2:].strip())
                elif line and not line.startswith("#"):
                    surface, _, value = line.rpartition(" = ")
                    expected.append((surface, value))
            if sentences:
                example = Example(published, tuple(sentences), tuple(expected))
                yield pytest.param(example, id=f"{path.stem}-{number}-{sentences[0][:30]}")


def dates_of(sentences: tuple[str, ...], published: date | None) -> tuple[str, tuple[DateMention, ...]]:
    text = "\n".join(sentences)
    spans, start = [], 0
    for sentence in sentences:
        spans.append(Span(start, start + len(sentence)))
        start += len(sentence) + 1
    article = Article(text, tuple(Part(PartKind.PARAGRAPH, s) for s in spans), "", "none")
    return text, date_article(article, spans, None, published).dates


@pytest.mark.parametrize("example", examples())
def test_finds_exactly_the_dates_of_the_example(example: Example) -> None:
    text, found = dates_of(example.sentences, example.published)
    assert [(m.span.of(text), m.value) for m in found] == list(example.expected)


@given(st.dates(date(1000, 1, 1), date(2199, 12, 31)))
def test_every_iso_day_is_found_as_itself(day: date) -> None:
    text, found = dates_of((f"It was filed {day.isoformat()} there.",), None)
    assert [(m.span.of(text), m.value) for m in found] == [(day.isoformat(), day.isoformat())]


@given(st.dates(date(1990, 1, 1), date(2100, 1, 1)), st.integers(0, 6))
def test_a_past_weekday_is_one_of_the_days_up_to_publication_and_the_next_of_another_zone(
    published: date, weekday: int
) -> None:
    name = day_name[weekday]
    _, found = dates_of((f"He spoke on {name}.",), published)
    day = date.fromisoformat(found[0].value)
    assert day.weekday() == weekday
    assert published - timedelta(days=5) <= day <= published + timedelta(days=1)


@given(st.dates(date(1990, 1, 1), date(2100, 1, 1)), st.integers(0, 6))
def test_where_the_dateline_has_its_day_a_past_weekday_is_one_of_the_seven_up_to_it(
    published: date, weekday: int
) -> None:
    line = f"SEOUL, {month_name[published.month]} {published.day} (Yonhap) --"
    text = f"{line} He spoke on {day_name[weekday]}."
    span = Span(0, len(line))
    article = Article(text, (Part(PartKind.DATELINE, span),), "", "none")
    found = date_article(article, [Span(0, len(text))], read_dateline(text, span), published).dates
    day = date.fromisoformat(found[-1].value)
    assert day.weekday() == weekday
    assert published - timedelta(days=6) <= day <= published


@given(st.text(alphabet="0123456789.-/ May,ofMarchSu15th'sJuche()년월일", max_size=60), st.dates())
def test_any_text_gives_ordered_disjoint_dates_with_readable_values(text: str, published: date) -> None:
    written, found = dates_of((text,), published)
    ends = [0]
    for mention in found:
        assert mention.span.start >= ends[-1]
        assert read_value(mention.value) == (mention.precision, mention.interval)
        assert mention.span.of(written).strip() == mention.span.of(written) != ""
        assert mention.reason
        ends.append(mention.span.end)


@pytest.mark.parametrize("published", [date.min, date.max])
def test_the_ends_of_the_calendar_are_no_error(published: date) -> None:
    text = "He spoke on Monday, last week, last winter, 300 years ago, from Dec. 30 to Jan. 2 and will on Friday."
    _, found = dates_of((text,), published)
    assert all(read_value(mention.value) for mention in found)
