"""Pieces out of the store, as they are compared with each other."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping

from nkreader.analysis.relating.paper import Paper
from nkreader.analysis.signature_stored import signature_from_bytes
from nkreader.archive.joined import as_one, leaders
from nkreader.archive.serial import analysis_from_json, article_from_json
from nkreader.model.article import Article

_PAPER = """
SELECT json_extract(v.article_json, '$.text'), n.analysis_json, n.signature,
       EXISTS (SELECT 1 FROM digest d WHERE d.article = n.article)
FROM analysis n JOIN version v ON v.article = n.article WHERE n.article = ? ORDER BY v.number DESC LIMIT 1
"""


def paper(db: sqlite3.Connection, ident: str, known: Mapping[str, str] | None = None) -> Paper | None:
    """A piece by its id; None if it has gone meanwhile.

    `known` says who is one person (`joined.leaders`), where several papers are read.
    """
    row = db.execute(_PAPER, (ident,)).fetchone()
    if row is None:
        return None
    text, analysis, signature, overview = row
    one = as_one(analysis_from_json(analysis, sources=False), leaders(db) if known is None else known)
    return Paper(ident, text, one, lambda: signature_from_bytes(signature), bool(overview))


def article(db: sqlite3.Connection, ident: str) -> Article:
    """The text of a piece that is there, with its parts."""
    (data,) = db.execute(
        "SELECT article_json FROM version WHERE article = ? ORDER BY number DESC LIMIT 1", (ident,)
    ).fetchone()
    return article_from_json(data)
