"""What a search can be narrowed by, with how much of it that is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from nkreader.model.dates import Interval, read_value
from nkreader.model.headline import Headline

FEW_YEARS = 2
"""A search over no more years than this is told by months."""


@dataclass(frozen=True, slots=True)
class Facet:
    """One value that some of the articles found have."""

    clause: str
    """As it stands in a query: `outlet:"Harbour Wire"`."""
    label: str
    count: int
    """How many of the articles found the clause finds too."""


@dataclass(frozen=True, slots=True)
class FacetGroup:
    """Facets of one kind, those with most articles first; days in order of time."""

    title: str
    facets: tuple[Facet, ...]


def outlets(found: Iterable[Headline], most: int) -> list[str]:
    """The outlets most articles are from."""
    counts = Counter(headline.outlet for headline in found if headline.outlet)
    return [name for name, _ in sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:most]]


def in_time(found: Sequence[Headline], most: int) -> tuple[Facet, ...]:
    """Years of publication, or months where there are few years: those with most articles, in order of time.

    An article whose day is not known exactly counts wherever it may belong, as it does in a search by date.
    """
    days = _days(found)
    years = _counted(days, [f"{year:04}" for year in _years(days)])
    if 0 < len(years) <= FEW_YEARS:
        periods = _counted(days, [f"{year}-{month:02}" for year in years for month in range(1, 13)])
    else:
        periods = years
    chosen = sorted(sorted(periods, key=lambda name: (-periods[name], name))[:most])
    return tuple(Facet(f"date:{name}", name, periods[name]) for name in chosen)


def _years(days: Iterable[Interval]) -> list[int]:
    """The years that something lies wholly in."""
    found = {
        each.earliest.year for each in days if each.earliest and each.latest and each.earliest.year == each.latest.year
    }
    return sorted(found)


def _days(found: Sequence[Headline]) -> Counter[Interval]:
    """When they may have been published, as far as that is bounded, and how many of them then."""
    whens = [headline.published for headline in found]
    alike = {id(when): when for when in whens}  # told apart by their place in memory: many articles share one
    days: Counter[Interval] = Counter()
    for key, number in Counter(map(id, whens)).items():
        when = alike[key].interval
        if when.earliest or when.latest:
            days[when] += number
    return days


def _counted(days: Counter[Interval], names: Iterable[str]) -> dict[str, int]:
    """How many intervals overlap each year or month; those that none does are left out."""
    bounds = {name: read_value(name)[1] for name in names}
    counts = dict.fromkeys(bounds, 0)
    for each, number in days.items():
        for name, period in bounds.items():
            if _meet(each, period):
                counts[name] += number
    return {name: count for name, count in counts.items() if count}


def _meet(one: Interval, other: Interval) -> bool:
    """Whether a day may lie in both; open ends reach for ever."""
    return not (
        (one.latest and other.earliest and one.latest < other.earliest)
        or (one.earliest and other.latest and one.earliest > other.latest)
    )
