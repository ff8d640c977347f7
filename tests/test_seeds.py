"""The sample archive: that it is clean, as its README says it is, true to the calendar, and our own words."""

from __future__ import annotations

import os
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from nkreader import locations
from nkreader.model.sanitise import is_safe

SEEDS = locations.seeds()
PIECES = sorted(SEEDS.glob("*.txt"))
FEWEST_WORDS, MOST_WORDS = 120, 350
SHARED_RUN = 8
"""Words in a row that no piece may share with a text written by others."""
LONGEST_QUOTATION = 4
"""Words: enough for a name or a term, too few to put a sentence into a real person's mouth."""
LAST_YEAR = 2026
"""The latest year that a reader of the sample archive has to reckon with."""

_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_MONTH = "|".join(f"{name[:3]}(?:{name[3:]})?\\.?" for name in _MONTHS) + r"|Sept\."
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_WEEKDAY = "|".join(_WEEKDAYS)
_MONTH_FIRST = rf"(?P<month>{_MONTH}) (?P<day>\d{{1,2}})"
_DAY_FIRST = rf"(?P<day>\d{{1,2}}) (?P<month>{_MONTH})"
_FULL_DATES = (
    re.compile(rf"(?P<weekday>{_WEEKDAY}), {_MONTH_FIRST}, (?P<year>\d{{4}})"),
    re.compile(rf"(?P<weekday>{_WEEKDAY}), {_DAY_FIRST},? (?P<year>\d{{4}})"),
)
_YEARLESS_DATE = re.compile(rf"(?P<weekday>{_WEEKDAY}), {_MONTH_FIRST}\b(?!,? \d{{4}})")
_DATELINES = (
    re.compile(rf"^[A-Z][A-Za-z ]+, {_MONTH_FIRST} \((?P<outlet>[^)]+)\)", re.MULTILINE),
    re.compile(rf"^[A-Z][A-Za-z ]+, {_DAY_FIRST} \((?P<outlet>[^)]+)\)", re.MULTILINE),
)


@dataclass(frozen=True)
class Row:
    """One line of the README's table."""

    file: str
    outlet: str
    happened: str
    published: str
    event: str


def readme_rows() -> list[Row]:
    text = (SEEDS / "README.md").read_text(encoding="utf-8")
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in text.splitlines()]
    listed = [line for line in cells if len(line) == 6 and line[0].startswith("`")]
    return [Row(line[0].strip("`"), *line[1:5]) for line in listed]


ROWS = {row.file: row for row in readme_rows()}


def day_in(year: int, match: re.Match[str]) -> date:
    month = next(number for number, name in enumerate(_MONTHS, 1) if name.startswith(match["month"][:3]))
    return date(year, month, int(match["day"]))


def stated_day(cell: str) -> date | None:
    """The day of a table's cell, with or without brackets."""
    found = re.search(r"\d{4}-\d\d-\d\d", cell)
    return date.fromisoformat(found[0]) if found else None


def matches(patterns: tuple[re.Pattern[str], ...], text: str) -> Iterator[re.Match[str]]:
    for pattern in patterns:
        yield from pattern.finditer(text)


def word_runs(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", text.lower())
    return {tuple(words[at : at + SHARED_RUN]) for at in range(len(words) - SHARED_RUN + 1)}


def test_there_are_about_twenty_pieces() -> None:
    assert 20 <= len(PIECES) <= 25


def test_the_readme_names_every_piece_and_only_pieces() -> None:
    assert sorted(ROWS) == [path.name for path in PIECES]
    named = re.findall(r"`([\w-]+\.txt)`", (SEEDS / "README.md").read_text(encoding="utf-8"))
    assert sorted(named) == sorted(ROWS)


@pytest.mark.parametrize("path", PIECES, ids=lambda path: path.stem)
def test_a_piece_is_clean_text(path: Path) -> None:
    text = path.read_bytes().decode("utf-8")
    assert is_safe(text)
    assert "\r" not in text
    assert "\t" not in text
    assert text.endswith("\n")
    assert unicodedata.is_normalized("NFC", text)


@pytest.mark.parametrize("path", PIECES, ids=lambda path: path.stem)
def test_a_piece_is_read_in_a_minute_or_two(path: Path) -> None:
    assert FEWEST_WORDS <= len(path.read_text(encoding="utf-8").split()) <= MOST_WORDS


@pytest.mark.parametrize("path", PIECES, ids=lambda path: path.stem)
def test_a_piece_quotes_nobody_at_length(path: Path) -> None:
    quotations = re.findall('[“"]([^”"]*)[”"]', path.read_text(encoding="utf-8"))
    assert [quotation for quotation in quotations if len(quotation.split()) > LONGEST_QUOTATION] == []


def test_weekdays_of_full_dates_agree_with_the_calendar() -> None:
    checked = 0
    for path in PIECES:
        for match in matches(_FULL_DATES, path.read_text(encoding="utf-8")):
            day = day_in(int(match["year"]), match)
            assert match["weekday"] == _WEEKDAYS[day.weekday()], f"{path.name}: {match[0]}"
            checked += 1
    assert checked >= 4


def test_weekdays_of_dates_without_a_year_agree_with_the_year_of_the_piece() -> None:
    checked = 0
    for path in PIECES:
        published = stated_day(ROWS[path.name].published)
        for match in _YEARLESS_DATE.finditer(path.read_text(encoding="utf-8")):
            assert published, f"{path.name} names {match[0]} but its README row has no year"
            day = day_in(published.year, match)
            assert match["weekday"] == _WEEKDAYS[day.weekday()], f"{path.name}: {match[0]}"
            checked += 1
    assert checked >= 4


def test_datelines_and_headers_give_the_day_and_outlet_of_the_readme() -> None:
    checked = 0
    for path in PIECES:
        row, text = ROWS[path.name], path.read_text(encoding="utf-8")
        published = stated_day(row.published)
        header = re.match(r" date (\d{4}-\d\d-\d\d) ", text)
        if header:
            assert header[1] == row.published
            checked += 1
        for dateline in matches(_DATELINES, text):
            assert published, path.name
            assert day_in(published.year, dateline) == published, path.name
            assert dateline["outlet"] == row.outlet
            checked += 1
    assert checked >= 12


def test_a_dateline_without_a_year_leaves_one_year() -> None:
    for path in PIECES:
        text = path.read_text(encoding="utf-8")
        published = stated_day(ROWS[path.name].published)
        for dateline in matches(_DATELINES, text):
            assert published, path.name
            weekday = published.weekday()
            assert _WEEKDAYS[weekday] in text, path.name
            named = [int(year) for year in re.findall(r"\b20\d\d\b", text)]
            assert named, f"{path.name} names no year"
            years = range(max(named), LAST_YEAR + 1)
            assert [year for year in years if day_in(year, dateline).weekday() == weekday] == [published.year]


def test_a_piece_happens_before_it_is_published() -> None:
    for row in ROWS.values():
        happened, published = stated_day(row.happened), stated_day(row.published)
        assert happened is None or published is None or happened <= published, row.file


def test_pieces_of_one_event_share_its_day_and_differ_in_words() -> None:
    groups: defaultdict[str, list[Row]] = defaultdict(list)
    for row in ROWS.values():
        if row.event:
            groups[row.event].append(row)
    assert len(groups) >= 5
    for letter, rows in groups.items():
        assert len(rows) >= 2, letter
        assert len({day for row in rows if (day := stated_day(row.happened))}) == 1, letter
        runs = [word_runs((SEEDS / row.file).read_text(encoding="utf-8")) for row in rows]
        shared = [run for at, one in enumerate(runs) for other in runs[at + 1 :] for run in one & other]
        assert shared == [], letter


def test_no_piece_repeats_the_source_documents() -> None:
    data = os.environ.get("NKREADER_DATA")
    if not data or not (sources := sorted((Path(data) / "source-documents").glob("*.txt"))):
        pytest.skip("NKREADER_DATA does not name a folder with source-documents/*.txt")
    theirs = set().union(*(word_runs(source.read_text(encoding="utf-8")) for source in sources))
    for path in PIECES:
        assert word_runs(path.read_text(encoding="utf-8")) & theirs == set(), path.name
