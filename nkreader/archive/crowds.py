"""Articles that are the same but for numbers, as market tables are: a crowd, of which a few stand for all.

Each of a thousand rows compared with each other is half a million comparisons, and all of them say the same. So of
the articles of one outlet and one day whose texts differ in digits alone, only the first few by id are compared with
others, and every further one with these few. Who stands for a crowd follows from the articles that are there, never
from the order in which they came.
"""

from __future__ import annotations

import hashlib
import json
import re
import sqlite3
from collections.abc import Iterable, Iterator

from nkreader.model.folding import fold

FEW = 20
"""Articles of a crowd that stand for it: a crowd no larger is compared as if it were none."""
_NUMBER = re.compile(r"\d+(?:[.,:]\d+)*")
_SAID = """
SELECT json_extract(v.article_json, '$.text'), coalesce(l.outlet, ''),
       coalesce(json_extract(l.published_json, '$.earliest'), ''),
       coalesce(json_extract(l.published_json, '$.latest'), '')
FROM analysis n JOIN version v ON v.article = n.article JOIN listed l ON l.article = n.article
WHERE n.article = ? ORDER BY v.number DESC LIMIT 1
"""
_FORMS = "SELECT c.article, c.form FROM json_each(?) w CROSS JOIN crowd c ON c.article = w.value"


def form_of(db: sqlite3.Connection, ident: str) -> bytes | None:
    """What all articles of a crowd have in common; None if the article is not there."""
    row = db.execute(_SAID, (ident,)).fetchone()
    if row is None:
        return None
    text, *others = row
    said = "\n".join((*others, _NUMBER.sub("0", fold(text))))
    return hashlib.blake2b(said.encode("utf-8", "surrogatepass"), digest_size=12).digest()


def place(db: sqlite3.Connection, ident: str) -> Iterator[str]:
    """Put an article into the crowd that it belongs to now; gives the others that begin or cease to stand for one."""
    row = db.execute("SELECT form FROM crowd WHERE article = ?", (ident,)).fetchone()
    before, now = row and row[0], form_of(db, ident)
    if before == now:
        return
    forms = [form for form in (before, now) if form is not None]
    first = {form: standing(db, form) for form in forms}
    db.execute("DELETE FROM crowd WHERE article = ?", (ident,))
    if now is not None:
        db.execute("INSERT INTO crowd VALUES (?, ?)", (now, ident))
    for form in forms:
        yield from sorted(({*first[form]} ^ {*standing(db, form)}) - {ident})


def standing(db: sqlite3.Connection, form: bytes) -> list[str]:
    """The articles that stand for a crowd."""
    rows = db.execute("SELECT article FROM crowd WHERE form = ? ORDER BY article LIMIT ?", (form, FEW)).fetchall()
    return [row[0] for row in rows]


def stood_for(db: sqlite3.Connection, ident: str) -> list[str] | None:
    """The articles that stand for one; None if it is compared itself."""
    row = db.execute("SELECT form FROM crowd WHERE article = ?", (ident,)).fetchone()
    found = standing(db, row[0]) if row else []
    return None if not found or ident in found else found


def behind(db: sqlite3.Connection, ident: str) -> list[str]:
    """The articles that one stands for among others."""
    row = db.execute("SELECT form FROM crowd WHERE article = ?", (ident,)).fetchone()
    if row is None:
        return []
    rows = db.execute("SELECT article FROM crowd WHERE form = ? ORDER BY article LIMIT -1 OFFSET ?", (row[0], FEW))
    found = [other for (other,) in rows.fetchall()]
    return found if found and ident < found[0] else []


def followers(db: sqlite3.Connection, idents: Iterable[str]) -> frozenset[str]:
    """Those of some articles for whom others stand."""
    rows = db.execute(_FORMS, (json.dumps(sorted(idents)),)).fetchall()
    first = {form: frozenset(standing(db, form)) for form in {form for _, form in rows}}
    return frozenset(ident for ident, form in rows if ident not in first[form])
