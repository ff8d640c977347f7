"""The times in which a name does not occur, and how many pieces the library holds of them."""

from __future__ import annotations

import sqlite3
from bisect import bisect_right
from collections.abc import Sequence
from datetime import date, timedelta

from nkreader.archive.serial import analysis_from_json
from nkreader.model.dates import Interval
from nkreader.model.headline import Headline
from nkreader.model.silence import longest_gap, precise
from nkreader.model.spans import Span
from nkreader.model.standing import Silence, Spot, dated
from nkreader.model.timeline import shown_days

_HELD = """
SELECT count(*) FROM listed WHERE day > ?1 AND day < ?2 AND json_extract(published_json, '$.latest') < ?2
"""
_LAST = "SELECT max(day) FROM listed"
_ANALYSIS = "SELECT analysis_json FROM analysis WHERE article = ?"


def silence(db: sqlite3.Connection, pieces: Sequence[Headline], ids: Sequence[str]) -> Silence | None:
    """The longest time between two of these pieces, which are those that have a name, in which none of them can be.

    `ids` are those of the name.
    """
    sure = _sure(pieces)
    gap = longest_gap([days for days, _ in sure])
    if gap is None:
        return None
    before, after = sure[gap[0]], sure[gap[1]]
    return _told(db, pieces, ids, before, (after[0].earliest or date.max, after[1]))


def since(db: sqlite3.Connection, pieces: Sequence[Headline], ids: Sequence[str]) -> Silence | None:
    """The time from the last of these pieces to the last day that a piece of the library is of."""
    sure = _sure(pieces)
    (last,) = db.execute(_LAST).fetchone()
    if not sure or last is None:
        return None
    before = max(sure, key=lambda pair: pair[0].latest or date.max)
    end = date.fromisoformat(last)
    return _told(db, pieces, ids, before, (end, None)) if end > (before[0].latest or date.max) else None


def _sure(pieces: Sequence[Headline]) -> list[tuple[Interval, Headline]]:
    """The pieces that are dated to the month at least."""
    placed = ((shown_days(dated(headline)), headline) for headline in pieces)
    return [(days, headline) for days, headline in placed if days is not None and precise(days)]


def _told(
    db: sqlite3.Connection,
    pieces: Sequence[Headline],
    ids: Sequence[str],
    before: tuple[Interval, Headline],
    after: tuple[date, Headline | None],
) -> Silence:
    start, end = before[0].latest or date.max, after[0]
    bound = (end + timedelta(days=1) if after[1] is None else end).isoformat()  # the last day of the library counts
    (held,) = db.execute(_HELD, (start.isoformat(), bound)).fetchone()
    last = _spot(db, before[1], ids, last=True)
    again = _spot(db, after[1], ids) if after[1] is not None else None
    return Silence(last, again, start, end, int(held), _maybe(pieces, Interval(start, end)))


def _spot(db: sqlite3.Connection, headline: Headline, ids: Sequence[str], last: bool = False) -> Spot:
    """The first sentence of a piece that names it, or the last; its beginning, if it was removed meanwhile."""
    row = db.execute(_ANALYSIS, (headline.id,)).fetchone()
    analysis = analysis_from_json(row[0]) if row else None
    names = [one.span for one in analysis.mentions if one.entity in ids] if analysis else []
    if analysis is None or not names:
        return Spot(headline, 0, Span(0, 0))
    name = names[-1 if last else 0]
    at = bisect_right([sentence.start for sentence in analysis.sentences], name.start) - 1
    sentence = analysis.sentences[at] if at >= 0 and analysis.sentences[at].covers(name) else name
    return Spot(headline, name.start, sentence)


def _maybe(pieces: Sequence[Headline], days: Interval) -> int:
    """How many of the pieces may be of that time, for all that is known of their dates."""
    found = (shown_days(dated(headline)) for headline in pieces)
    return sum(when is None or (not precise(when) and when.intersect(days) is not None) for when in found)
