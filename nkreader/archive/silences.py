"""The times in which a name does not occur, and how many pieces the library holds of them."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import date, timedelta

from nkreader.model.dates import Interval
from nkreader.model.headline import Headline
from nkreader.model.silence import longest_gap, precise
from nkreader.model.standing import Silence, dated
from nkreader.model.timeline import shown_days

_HELD = """
SELECT count(*) FROM listed WHERE day > ?1 AND day < ?2 AND json_extract(published_json, '$.latest') < ?2
"""
_LAST = "SELECT max(day) FROM listed"


def silence(db: sqlite3.Connection, pieces: Sequence[Headline]) -> Silence | None:
    """The longest time between two of these pieces, which are those that have a name, in which none of them can be."""
    sure = _sure(pieces)
    gap = longest_gap([days for days, _ in sure])
    if gap is None:
        return None
    before, after = sure[gap[0]], sure[gap[1]]
    return _told(db, pieces, before, (after[0].earliest or date.max, after[1]))


def since(db: sqlite3.Connection, pieces: Sequence[Headline]) -> Silence | None:
    """The time from the last of these pieces to the last day that a piece of the library is of."""
    sure = _sure(pieces)
    (last,) = db.execute(_LAST).fetchone()
    if not sure or last is None:
        return None
    before = max(sure, key=lambda pair: pair[0].latest or date.max)
    end = date.fromisoformat(last)
    return _told(db, pieces, before, (end, None)) if end > (before[0].latest or date.max) else None


def _sure(pieces: Sequence[Headline]) -> list[tuple[Interval, Headline]]:
    """The pieces that are dated to the month at least."""
    placed = ((shown_days(dated(headline)), headline) for headline in pieces)
    return [(days, headline) for days, headline in placed if days is not None and precise(days)]


def _told(
    db: sqlite3.Connection,
    pieces: Sequence[Headline],
    before: tuple[Interval, Headline],
    after: tuple[date, Headline | None],
) -> Silence:
    start, end = before[0].latest or date.max, after[0]
    bound = (end + timedelta(days=1) if after[1] is None else end).isoformat()  # the last day of the library counts
    (held,) = db.execute(_HELD, (start.isoformat(), bound)).fetchone()
    return Silence(before[1], after[1], start, end, int(held), _maybe(pieces, Interval(start, end)))


def _maybe(pieces: Sequence[Headline], days: Interval) -> int:
    """How many of the pieces may be of that time, for all that is known of their dates."""
    found = (shown_days(dated(headline)) for headline in pieces)
    return sum(when is None or (not precise(when) and when.intersect(days) is not None) for when in found)
