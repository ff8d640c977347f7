"""A day borrowed from a piece that reports the same event: a likely day where the own evidence gives none.

What is borrowed is shown as borrowed and is evidence for nothing: grouping reads own evidence only.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from nkreader.analysis.signature import LATE
from nkreader.model.dates import Basis, Certainty, Interval, PartialDate, Precision

ABOUT = timedelta(days=LATE)
"""How far the reports of one event may lie apart."""


def borrowed(own: PartialDate, partners: Iterable[tuple[str, PartialDate]]) -> PartialDate | None:
    """A publication date for a piece without a year or any day, from its partners' titles and dates.

    A yearless day takes the year that brings it next to a partner's day; an undated piece is dated to the days
    around it, as far as its own evidence allows. None where the piece has a day or the reader dated it, or no partner
    has a day.
    """
    if own.precision is Precision.DAY or own.basis is Basis.HAND:
        return None
    for title, day in _days(partners):
        borrow = _with_year if own.precision is Precision.YEARLESS else _around
        found = borrow(own, day, title)
        if found is not None:
            return found
    return None


def _days(partners: Iterable[tuple[str, PartialDate]]) -> list[tuple[str, date]]:
    """Partners with a day: first what is stated, then what is derived, then what is likely; a header last."""
    ranked = []
    for title, when in partners:
        if when.precision is Precision.DAY and when.value:
            certainty = list(Certainty).index(when.certainty) if when.certainty else 9
            ranked.append((when.basis is Basis.HEADER, certainty, when.value, title))
    return [(title, date.fromisoformat(value)) for _, _, value, title in sorted(ranked)]


def _with_year(own: PartialDate, day: date, title: str) -> PartialDate | None:
    month_day = (own.value or "")[5:]
    for year in (day.year, day.year - 1, day.year + 1):
        try:
            candidate = date.fromisoformat(f"{year:04}-{month_day}")
        except ValueError:
            continue
        if abs(candidate - day) <= ABOUT:
            reason = f"{own.reason} The same event is reported by “{title}”, dated {day}: so of {year}."
            return PartialDate.of(candidate.isoformat(), Basis.SAME_EVENT, Certainty.LIKELY, reason)
    return None


def _around(own: PartialDate, day: date, title: str) -> PartialDate | None:
    window = Interval(day - ABOUT, day + ABOUT).intersect(own.interval)
    if window is None or window.earliest is None or window.latest is None:
        return None
    if own.interval.days is not None and own.interval.days <= (2 * ABOUT).days:
        return None
    reason = f"{own.reason} The same event is reported by “{title}”, dated {day}: so about then."
    value = f"{window.earliest}/{window.latest}"
    return PartialDate.of(value, Basis.SAME_EVENT, Certainty.LIKELY, reason, (day.isoformat(),))
