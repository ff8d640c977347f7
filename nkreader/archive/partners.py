"""With which articles one is compared, to tell whether they report one event."""

from __future__ import annotations

import json
from binascii import unhexlify
from collections.abc import Container, Iterator, Sequence

from nkreader.analysis.grouping import DATED_TERMS, UNDATED_TERMS, Needed, day_of, days_around, shared_term, telling
from nkreader.analysis.signature import Signature
from nkreader.archive import crowds
from nkreader.archive.connection import Connection

UNDATED = 0
"""Stands for the day of an article without one."""
_LAST_DAY = 4_000_000
"""Behind every ordinal."""
FEW, FEW_HELD = 3, 150
"""So few are compared without a look at their sketches: of those that are not in memory, and of all."""
MANY = 20_000
"""Characters of ids from which on they are summed up as numbers."""
BYTES = 6
"""Of an id: it is 12 hexadecimal digits."""
AT_ONCE = 2000
"""Sketches that are looked at together."""
_HOLDERS = """
SELECT w.value, (SELECT group_concat(article, ' ') FROM telling WHERE term = w.value AND day BETWEEN ?2 AND ?3)
FROM json_each(?1) w
"""
"""One long text a term is read faster than a row for each article."""
_SKETCHES = "SELECT s.article, s.row FROM json_each(?) w CROSS JOIN sketch s ON s.article = w.value"


def partners(db: Connection, ident: str, here: Signature, held: Container[str] = ()) -> Iterator[str]:
    """With which others an article is compared; those of its crowd that wait for that are compared with it then.

    Left out is what shares enough terms with it but cannot agree with it, whatever else it says. `held` are those whose
    signatures are in memory: to compare them costs little.
    """
    standing = crowds.stood_for(db, ident)
    if standing is None:
        yield from _may_agree(db, here, [other for other in sharing(db, here) if other != ident], held)
    for other in crowds.behind(db, ident) if standing is None else standing:
        if not db.execute("SELECT 1 FROM ungrouped WHERE article = ? AND compared = 0", (other,)).fetchone():
            yield other


def sharing(db: Connection, here: Signature) -> Iterator[str]:
    """Those that share enough telling terms with it."""
    terms, day = telling(here), day_of(here)
    if day is None:
        yield from _holding(db, terms, (UNDATED, _LAST_DAY), UNDATED_TERMS)
        return
    yield from _holding(db, terms, days_around(day), DATED_TERMS)
    yield from _holding(db, terms, (UNDATED, UNDATED), UNDATED_TERMS)


def _holding(db: Connection, terms: Sequence[str], days: tuple[int, int], needed: Needed) -> list[str]:
    """Those of some days that share as many of these terms as are needed."""
    found = [
        (shared_term(term), holders) for term, holders in db.execute(_HOLDERS, (json.dumps(terms), *days)) if holders
    ]
    if sum(len(holders) for _, holders in found) > MANY:
        return _summed(found, needed)
    shared: dict[str, int] = {}
    for worth, holders in found:
        for other in holders.split(" "):
            shared[other] = shared.get(other, 0) + worth
    return [other for other, total in shared.items() if needed.met(total)]


def _summed(found: Sequence[tuple[int, str]], needed: Needed) -> list[str]:
    """The same of many: ids are numbers in hexadecimal digits, which are sorted faster than texts are looked up."""
    import numpy as np  # deferred: it is not needed to open a library

    packed = np.frombuffer(unhexlify("".join([holders for _, holders in found]).replace(" ", "")), np.uint8)
    ids = np.zeros((len(packed) // BYTES, 8), np.uint8)
    ids[:, 8 - BYTES :] = packed.reshape(-1, BYTES)
    numbers = ids.view(">u8").ravel().astype(np.uint64)
    counts = [(len(holders) + 1) // (2 * BYTES + 1) for _, holders in found]
    worths = np.repeat([worth for worth, _ in found], counts)
    order = np.argsort(numbers)
    numbers, worths = numbers[order], worths[order]
    first = np.flatnonzero(np.concatenate(([True], numbers[1:] != numbers[:-1])))
    sums = zip(numbers[first].tolist(), np.add.reduceat(worths, first).tolist(), strict=True)
    return [f"{number:0{2 * BYTES}x}" for number, total in sums if needed.met(total)]


def _may_agree(db: Connection, here: Signature, others: Sequence[str], held: Container[str]) -> Iterator[str]:
    if len(others) <= FEW_HELD and sum(other not in held for other in others) <= FEW:
        yield from others
        return
    from nkreader.analysis.foreseeing import Foresight  # deferred: NumPy is not needed to open a library

    one = Foresight(here)
    for at in range(0, len(others), AT_ONCE):
        rows = db.execute(_SKETCHES, (json.dumps(others[at : at + AT_ONCE]),)).fetchall()
        may = one.may_agree([row for _, row in rows])
        yield from (other for (other, _), is_so in zip(rows, may, strict=True) if is_so)


def keep_sketch(db: Connection, ident: str, here: Signature) -> None:
    """Store by what others tell that they cannot agree with an article."""
    from nkreader.analysis.sketch import sketch  # deferred, as above

    db.execute("INSERT OR REPLACE INTO sketch VALUES (?, ?)", (ident, sketch(here)))
