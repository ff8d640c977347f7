"""With which articles one is compared, to tell whether they report one event."""

from __future__ import annotations

import json
from collections.abc import Iterator

from nkreader.analysis.grouping import SHARED, SHARED_UNDATED, day_of, days_around, telling
from nkreader.analysis.signature import Signature
from nkreader.archive import crowds
from nkreader.archive.connection import Connection

UNDATED = 0
"""Stands for the day of an article without one."""
_PARTNERS = """
WITH wanted(term) AS (SELECT value FROM json_each(?1))
SELECT article FROM (
    SELECT t.article, ?6 AS needed FROM wanted w CROSS JOIN telling t ON t.term = w.term WHERE t.day BETWEEN ?2 AND ?3
    UNION ALL
    SELECT t.article, ?7 FROM wanted w CROSS JOIN telling t ON t.term = w.term WHERE t.day = ?4
) WHERE article != ?5 GROUP BY article HAVING count(*) >= max(needed)
"""
_LAST_DAY = 4_000_000
"""Behind every ordinal."""


def partners(db: Connection, ident: str, here: Signature) -> Iterator[str]:
    """With which others an article is compared; those of its crowd that wait for that are compared with it then."""
    standing = crowds.stood_for(db, ident)
    if standing is None:
        day = day_of(here)
        days = (0, _LAST_DAY, -1) if day is None else (*days_around(day), UNDATED)
        needed = SHARED_UNDATED if day is None else SHARED
        asked = (json.dumps(telling(here)), *days, ident, needed, SHARED_UNDATED)
        for (other,) in db.execute(_PARTNERS, asked).fetchall():
            yield other
    for other in crowds.behind(db, ident) if standing is None else standing:
        if not db.execute("SELECT 1 FROM ungrouped WHERE article = ? AND compared = 0", (other,)).fetchone():
            yield other
