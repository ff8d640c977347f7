"""The timeline: pieces in the order of one of their dates, month by month, undated ones apart.

Time runs downwards, as a chronology is read: what came first stands above what followed from it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import groupby
from typing import NamedTuple

from nkreader.model.dates import Certainty, Interval, PartialDate, Precision, read_value
from nkreader.model.folding import fold
from nkreader.model.headline import Headline

LEVELS = 8
"""Steps of the density column: an eighth of the fullest month each."""


class By(StrEnum):
    """Which of the three dates places a piece."""

    PUBLISHED = "published"
    REPORTED = "reported"
    HAPPENED = "happened"

    def of(self, headline: Headline) -> PartialDate:
        """That date of a piece."""
        return {
            By.PUBLISHED: headline.published,
            By.REPORTED: headline.reported,
            By.HAPPENED: headline.happened,
        }[self]


class Month(NamedTuple):
    """Heading of a month that holds at least one piece."""

    year: int
    month: int
    pieces: int
    level: int
    """1 to `LEVELS`, as a part of the fullest month."""
    opens_year: bool
    """The first month shown of its year."""


class Gap(NamedTuple):
    """Months between two headings for which the archive holds nothing."""

    months: int


class Entry(NamedTuple):
    """A piece, or several of one event and the same date."""

    headlines: tuple[Headline, ...]
    days: Interval | None
    """The days its date covers, with a first one; None in the undated lane."""
    likely: bool
    """The date is the best guess of several."""


class Undated(NamedTuple):
    """Heading of the lane at the end: pieces without a day, without a year, or only known to be not after a day."""

    pieces: int


Row = Month | Gap | Entry | Undated


@dataclass(frozen=True)
class Timeline:
    """Rows to draw, and where each piece stands."""

    rows: tuple[Row, ...]
    places: Mapping[str, int]
    """Index into `rows` of each article id."""
    order: tuple[str, ...]
    """Ids of the dated pieces, earliest first."""

    def neighbour(self, article: str, step: int) -> str | None:
        """The piece `step` places later, or earlier if negative; None past the ends or for an undated one."""
        row = self.places.get(article)
        entry = self.rows[row] if row is not None else None
        if not isinstance(entry, Entry) or entry.days is None:
            return None
        at = self._ranks[article] + step
        return self.order[at] if 0 <= at < len(self.order) else None

    @property
    def _ranks(self) -> Mapping[str, int]:
        found: dict[str, int] | None = self.__dict__.get("ranks")
        if found is None:
            found = {article: rank for rank, article in enumerate(self.order)}
            self.__dict__["ranks"] = found
        return found

    def month(self, row: int, step: int) -> int | None:
        """Index of the first entry of the next month (or the one before, if `step` is -1), or None."""
        heads = [at for at, item in enumerate(self.rows) if isinstance(item, Month | Undated)]
        here = sum(at <= row for at in heads) - 1
        target = here + step
        return heads[target] + 1 if 0 <= target < len(heads) else None


def has_place(when: PartialDate) -> bool:
    """Whether a date has a place in time: it is known, with its year, and does not reach back without end."""
    return when.precision is Precision.DAY or shown_days(when) is not None


def shown_days(when: PartialDate) -> Interval | None:
    """The days a date's value covers; None for what has no place in time.

    That is what is unknown or without a year, and what is only known to be *not after* a day: to place it on that day
    would date it so.
    """
    if when.value is None:
        return None
    if when.precision is Precision.DAY:
        day = date.fromisoformat(when.value)
        return Interval(day, day)
    days = read_value(when.value)[1]
    return days if days.earliest else None


Order = tuple[bool, date, date, str, str]


def chronological(headline: Headline, by: By = By.PUBLISHED) -> Order:
    """Order by a date; what has no place in time comes last. Equals stand by title, then by id.

    So the order of pieces never depends on the order in which they came in.
    """
    days = shown_days(by.of(headline))
    first, last = (days.earliest or date.min, days.latest or date.max) if days else (date.max, date.max)
    return days is None, first, last, _levelled(headline.title), headline.id


def _levelled(title: str) -> str:
    return title.casefold() if title.isascii() else fold(title)


def timeline(headlines: Iterable[Headline], by: By = By.PUBLISHED) -> Timeline:
    """Lay pieces out in time; pieces of one event with the same days share an entry."""
    dated: list[tuple[Headline, Interval]] = []
    undated: list[Headline] = []
    for headline in sorted(headlines, key=lambda item: chronological(item, by)):
        days = shown_days(by.of(headline))
        if days is None:
            undated.append(headline)
        else:
            dated.append((headline, days))
    entries = _folded(dated, by)
    rows = [*_months(entries), *_lane(undated)]
    places = {
        headline.id: index for index, row in enumerate(rows) if isinstance(row, Entry) for headline in row.headlines
    }
    order = tuple(headline.id for _, entry in entries for headline in entry.headlines)
    return Timeline(tuple(rows), places, order)


def _folded(dated: Sequence[tuple[Headline, Interval]], by: By) -> list[tuple[date, Entry]]:
    found: list[tuple[date, Entry]] = []
    for days, group in groupby(dated, key=lambda item: item[1]):
        together: dict[str, list[Headline]] = {}
        for headline, _ in group:
            together.setdefault(headline.event or headline.id, []).append(headline)
        for pieces in map(tuple, together.values()):
            likely = any(by.of(piece).certainty is Certainty.LIKELY for piece in pieces)
            found.append((days.earliest or date.min, Entry(pieces, days, likely)))
    return found


def _months(entries: Sequence[tuple[date, Entry]]) -> list[Row]:
    counts: Counter[tuple[int, int]] = Counter()
    for first, entry in entries:
        counts[first.year, first.month] += len(entry.headlines)
    fullest = max(counts.values(), default=1)
    rows: list[Row] = []
    last: tuple[int, int] | None = None
    for first, entry in entries:
        month = first.year, first.month
        if month != last:
            empty = _months_between(last, month) if last else 0
            if empty:
                rows.append(Gap(empty))
            level = -(-counts[month] * LEVELS // fullest)
            rows.append(Month(*month, counts[month], level, last is None or last[0] != month[0]))
            last = month
        rows.append(entry)
    return rows


def _months_between(before: tuple[int, int], after: tuple[int, int]) -> int:
    return (after[0] - before[0]) * 12 + after[1] - before[1] - 1


def _lane(undated: Sequence[Headline]) -> list[Row]:
    if not undated:
        return []
    return [Undated(len(undated)), *(Entry((headline,), None, False) for headline in undated)]


def date_label(when: PartialDate) -> str:
    """A date as lists show it: `≈` before a likely one, `05-04?` without its year, `undated`.

    A range within a month is `2024-05-04–08`, an open one `–2023-09-12`.
    """
    if when.value is None:
        return "undated"
    sign = "≈" if when.certainty is Certainty.LIKELY else ""
    if when.precision is Precision.YEARLESS:
        return f"{sign}{when.value.removeprefix('XXXX-')}?"
    start, slash, end = when.value.partition("/")
    if not slash:
        return f"{sign}{start}"
    if len(start) == 10 and start[:8] == end[:8]:
        end = end[8:]
    return f"{sign}{'' if start == '..' else start}–{'' if end == '..' else end}"


def between(here: Interval | None, there: Interval | None) -> str:
    """How far `there` lies from `here`, in words: `3 days later`, `the same day`; empty if one is unknown."""
    start = here and (here.earliest or here.latest)
    goal = there and (there.earliest or there.latest)
    if not start or not goal:
        return ""
    days = (goal - start).days
    if not days:
        return "the same day"
    size, unit = _size(abs(days))
    return f"{size} {unit}{'' if size == 1 else 's'} {'later' if days > 0 else 'earlier'}"


def _size(days: int) -> tuple[int, str]:
    if days < 60:
        return days, "day"
    return (round(days / 30.44), "month") if days < 730 else (round(days / 365.25), "year")
