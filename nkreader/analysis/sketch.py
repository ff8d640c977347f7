"""What of a signature decides with which others it cannot agree, in a row of bytes that is read without being unpacked.

Terms stand in it as short hashes, and their weights in steps. Two terms may have one hash, so what is told from it is a
bound: as far at most as two articles may agree (`analysis.foreseeing`).
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import lru_cache
from hashlib import blake2b
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from nkreader.analysis.later import plain
from nkreader.analysis.signature import Signature
from nkreader.model.dates import Interval

HASHES = 1 << 16
HEAD = np.dtype(
    [
        ("entries", "<u4", 3),  # names, numbers, other words
        ("leads", "<u4", 3),  # names and numbers of the lead, words of the title
        ("size", "<u4"),  # different terms of the text
        ("shares", "<f8", 3),
        ("weekdays", "<u8"),
        ("days", "<u8"),
        ("years", "<u8"),
        ("outlet", "<u8"),  # 0: not known
        ("flags", "<u4"),
        ("dates", "<i4", 5),  # `days_of`
    ]
)
"""How a row begins. Behind it come the hashes of the terms, then those of the lead and the title, two bytes each; the
steps of the terms' weights, then those of the lead's names, one byte each; and one byte more where that is odd."""
SURVEY, RETOLD, VERSION = 1, 2, 4
"""Flags of a row."""
_DAYS = struct.Struct("<5i")
DATES = slice(HEAD.itemsize - _DAYS.size, HEAD.itemsize)
"""The bytes of a row that say its days."""
NO_DAYS = bytes(_DAYS.size)
DAYS_HELD = 10_000
"""Different days that are held in memory unpacked."""
_NOTHING: Mapping[str, float] = {}
_LEAST = 1e-4
STEPS: NDArray[np.float64] = np.concatenate(([0.0], np.geomspace(_LEAST, 1.0001, 255)))
"""The weight at the upper end of each step; at the lower end is that of the step before."""


@lru_cache(maxsize=100_000)
def _hash(name: str) -> int:
    return crc32(name.encode("utf-8", "surrogatepass")) % HASHES


def hashed(names: Iterable[str]) -> list[int]:
    """Hashes of terms, the same everywhere and always."""
    return [_hash(name) for name in names]


def words_of_pairs(item: Signature) -> set[str]:
    """The terms of which it holds pairs."""
    return {*"|".join(plain(item.pairs)).split("|")} - {""}


def mask(found: Iterable[str]) -> int:
    """A bit for each; two may have the same."""
    bits = 0
    for one in found:
        bits |= 1 << (_hash(one) & 63)
    return bits


def outlet_hash(outlet: str) -> int:
    """Of eight bytes, which no two outlets share; 0 where it is not known."""
    digest = blake2b(outlet.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "little") | 1 if outlet else 0


def sketch(item: Signature) -> bytes:
    """The row of a signature."""
    numbers = [name for name in item.terms if name[:1] == "#"]
    names = [*(item.terms.keys() & item.names).difference(numbers)]
    others = item.terms.keys() - {*names, *numbers}
    more = (words_of_pairs(item) | item.lead.keys() | item.headline.keys()) - item.terms.keys()  # none as a rule
    lead = [name for name in item.lead if name in item.names]
    lead_numbers = [name for name in item.lead if name.startswith("#")]
    terms = [*names, *numbers, *others]
    head = np.zeros(1, HEAD)
    head["entries"] = len(names), len(numbers), len(others) + len(more)
    head["leads"] = len(lead), len(lead_numbers), len(item.headline)
    head["size"] = len(item.terms)
    head["shares"] = item.shares
    head["weekdays"], head["days"], head["years"] = map(mask, (item.weekdays, item.days, item.years))
    head["outlet"] = outlet_hash(item.outlet)
    flags = ((item.survey, SURVEY), (item.retold, RETOLD), (item.version, VERSION))
    head["flags"] = sum(flag for is_so, flag in flags if is_so)
    head["dates"] = _numbers(item)
    hashes = np.array(hashed([*terms, *more, *lead, *lead_numbers, *item.headline]), "<u2").tobytes()
    steps = _steps([item.terms[name] for name in terms] + [0.0] * len(more) + [item.lead[name] for name in lead])
    return b"".join((head.tobytes(), hashes, steps, b"\0" * (len(steps) % 2)))


def _steps(weights: Sequence[float]) -> bytes:
    """The step of each weight, rounded up."""
    return np.minimum(np.searchsorted(STEPS, np.array(weights)), len(STEPS) - 1).astype(np.uint8).tobytes()


def days_of(item: Signature) -> bytes:
    """The days of a signature as in a row."""
    return _DAYS.pack(*_numbers(item))


def _numbers(item: Signature) -> tuple[int, ...]:
    """Month * 32 + day, and the ordinals of the first and the last day; 0 for what is not known or open."""
    day = int(item.month_day[:2]) * 32 + int(item.month_day[3:]) if item.month_day else 0
    ends = (item.published.earliest, item.published.latest, item.happened.earliest, item.happened.latest)
    return (day, *(end.toordinal() if end else 0 for end in ends))


@lru_cache(maxsize=DAYS_HELD)
def days_only(data: bytes) -> Signature:
    """A signature that has nothing but these days (`days_of`)."""
    day, *ordinals = _DAYS.unpack(data)
    ends = [date.fromordinal(one) if one else None for one in ordinals]
    said = f"{day // 32:02}-{day % 32:02}" if day else None
    return Signature(_NOTHING, _NOTHING, _NOTHING, Interval(*ends[:2]), Interval(*ends[2:]), said)
