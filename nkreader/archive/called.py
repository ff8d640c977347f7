"""What an article calls those whom a search asks for by another name."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from nkreader.archive.connection import Connection
from nkreader.archive.serial import analysis_from_json, article_from_json

if TYPE_CHECKING:
    from nkreader.search.matching import Row

_STATE = """
SELECT v.article_json, n.analysis_json FROM analysis n
JOIN version v ON v.article = n.article AND v.digest = n.digest WHERE n.article = ? ORDER BY v.number DESC LIMIT 1
"""


def called(db: Connection, ident: str, rows: Sequence[Row]) -> frozenset[str]:
    """What stands in the text of an article for those of whose names one has one of the rows."""
    state = db.execute(_STATE, (ident,)).fetchone()
    if state is None:  # removed meanwhile
        return frozenset()
    from nkreader.search.named import mentions_asked

    text, analysis = article_from_json(state[0]).text, analysis_from_json(state[1], sources=False)
    return frozenset(span.of(text) for span in mentions_asked(analysis, rows))
