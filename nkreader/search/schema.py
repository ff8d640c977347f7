"""How an article lies in a Whoosh index. Imports whoosh: import it inside functions only.

Word fields hold postings that `postings.postings_of` has already worked out; Whoosh's own analysers, parsers
and scorers are not used. Columns hold what every search needs: id, title, length, bounds of dates.
"""

from __future__ import annotations

import struct
from collections.abc import Generator
from datetime import date
from itertools import accumulate
from typing import TYPE_CHECKING, Any, cast

import numpy as np
from numpy.typing import NDArray
from whoosh.columns import Column, NumericColumn, VarBytesColumn
from whoosh.fields import COLUMN, FieldType, Schema
from whoosh.formats import Format

from nkreader.model.dates import Interval
from nkreader.search.document import Document
from nkreader.search.postings import WORDS, Postings, postings_of
from nkreader.search.reference import FIELDS, FieldKind

if TYPE_CHECKING:
    from whoosh.analysis.analyzers import Analyzer

FORMAT = 3
"""Raised whenever an index written before could no longer be read or would find other things."""
DATES = tuple(field.name for field in FIELDS if field.kind is FieldKind.DATE)
OPEN_START, OPEN_END = 0, date.max.toordinal() + 1
"""The bounds of an interval that is open at that end; no day has them."""
NO_DAYS = (OPEN_END, OPEN_START)
"""The bounds of an unknown date: they overlap no interval."""


NUMBERS = ("length", *(f"{name}_{end}" for name in DATES for end in ("from", "to")))
"""The columns that hold whole numbers."""


class Places(Format):
    """Postings with the places of a term in a document (`Postings`), as unsigned 32-bit integers."""

    @staticmethod
    def encode(places: list[int]) -> bytes:
        """Never empty: Whoosh would lose count of the values of a block."""
        return struct.pack(f"<{len(places)}I", *places)

    @staticmethod
    def decode_places(value: bytes) -> tuple[int, ...]:
        """The reverse of `encode`."""
        return struct.unpack(f"<{len(value) // 4}I", value)


class Words(FieldType):
    """A field that is handed its `Postings` instead of a text."""

    def __init__(self) -> None:
        super().__init__(format=Places(), analyzer=cast("Analyzer", None))

    def index(self, value: Postings, **_: Any) -> Generator[tuple[bytes, int, float, bytes], None, None]:
        """Term, frequency, weight and encoded places, a posting each."""
        encode, weights = Places.encode, value.weights
        for term, places in value.places.items():
            yield term.encode(), len(places), weights[term], encode(places)


def schema() -> Schema:
    """The fields of the index."""
    words = [field.name for field in FIELDS if field.kind is FieldKind.WORDS]
    return Schema(
        id=COLUMN(_bytes()),
        heading=COLUMN(_bytes()),
        **{name: Words() for name in (WORDS, *words)},
        **{name: COLUMN(_number()) for name in NUMBERS},
    )


def _bytes() -> Column:
    return cast(Column, VarBytesColumn())  # type: ignore[no-untyped-call]


def _number() -> Column:
    return cast(Column, NumericColumn("i"))  # type: ignore[no-untyped-call]


def all_numbers(column: Any, size: int) -> NDArray[np.int64]:
    """A column of whole numbers at once; what is not written at its end is 0."""
    raw = np.frombuffer(column._dbfile.get(column._basepos, column._count * column._fixedlen), dtype=">i4")
    return np.concatenate([raw.astype(np.int64), np.zeros(size - len(raw), dtype=np.int64)])


def all_texts(column: Any) -> list[bytes]:
    """A column of texts at once."""
    lengths = list(column._lengths)
    raw = column._dbfile.get(column._basepos, sum(lengths))
    ends = list(accumulate(lengths))
    return [raw[end - length : end] for end, length in zip(ends, lengths, strict=True)]


def bounds_of(name: str) -> tuple[str, str]:
    """The two columns of a date field: the ordinals of its first and last day."""
    return f"{name}_from", f"{name}_to"


def row_of(document: Document) -> dict[str, Any]:
    """The values of a document's fields and columns."""
    fields = postings_of(document)
    row: dict[str, Any] = dict(fields)
    row["id"] = document.id.encode()
    row["heading"] = document.title.encode(errors="replace")
    row["length"] = fields[WORDS].length if WORDS in fields else 0
    for name in DATES:
        row.update(zip(bounds_of(name), ordinals(getattr(document, name)), strict=True))
    return row


def ordinals(days: Interval | None) -> tuple[int, int]:
    """First and last day as proleptic Gregorian ordinals; `NO_DAYS` where nothing is known."""
    if days is None or (days.earliest is None and days.latest is None):
        return NO_DAYS
    return (
        days.earliest.toordinal() if days.earliest else OPEN_START,
        days.latest.toordinal() if days.latest else OPEN_END,
    )
