"""Of which days an article tells beside its own, and whether it is a digest: by this others find it."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from nkreader.model.analysis import Analysis
from nkreader.model.dates import Precision

LONGEST = 31
"""Days that may be meant at most."""
MOST = 60
"""Days and months that are kept of one article."""
PRECISIONS = (Precision.DAY, Precision.RANGE, Precision.WEEK, Precision.MONTH)


def recalled(analysis: Analysis) -> tuple[tuple[int, int], ...]:
    """The days and months it tells of, as ordinals of the first and the last day, but for those it reports of."""
    own = {when.interval.earliest for when in (analysis.published, analysis.reported, analysis.happened) if when.known}
    found: dict[tuple[int, int], None] = {}
    for date in analysis.dates:
        first, last = date.interval.earliest, date.interval.latest
        if date.precision not in PRECISIONS or not (first and last) or (last - first).days > LONGEST:
            continue
        if not (first == last and first in own):
            found.setdefault((first.toordinal(), last.toordinal()))
    return tuple(sorted([*found][:MOST]))


def put(db: sqlite3.Connection, found: Sequence[tuple[str, Sequence[tuple[int, int]], bool]]) -> None:
    """Store both of articles of which neither is stored."""
    days = [(first, last, ident) for ident, pairs, _ in found for first, last in pairs]
    db.executemany("INSERT INTO recalled VALUES (?, ?, ?)", days)
    db.executemany("INSERT INTO digest VALUES (?)", [(ident,) for ident, _, digest in found if digest])
