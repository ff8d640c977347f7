"""Signatures as the store keeps them: packed JSON, the pairs of words apart from the rest.

Of the pairs there are more than of everything else together, and most comparisons are decided without them. So they
are read when they are asked for.
"""

from __future__ import annotations

import json
import struct
import zlib
from datetime import date
from typing import Any

from nkreader.analysis.later import Later, plain
from nkreader.analysis.signature import Shares, Signature
from nkreader.model.dates import Interval

_SIZE = struct.Struct("<I")
LEVEL = 1
"""Of compression: what is large and read one at a time takes a quarter of the room."""


def signature_to_bytes(item: Signature) -> bytes:
    """For the store."""
    rest, pairs = (zlib.compress(text.encode(), LEVEL) for text in (_rest(item), _dumps(plain(item.pairs))))
    return _SIZE.pack(len(rest)) + rest + pairs


def _dumps(value: object) -> str:
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False)


def _rest(item: Signature) -> str:
    return _dumps(
        [
            item.terms,
            item.lead,
            [_iso(item.published.earliest), _iso(item.published.latest)],
            [_iso(item.happened.earliest), _iso(item.happened.latest)],
            item.month_day,
            sorted(item.about),
            item.survey,
            item.outlet,
            item.headline,
            sorted(item.people),
            sorted(item.leading),
            item.shown,
            sorted(item.names),
            item.shares,
            item.retold,
            sorted(item.weekdays),
            sorted(item.days),
            sorted(item.years),
            item.version,
            sorted(item.told),
            item.northern,
            item.neutral,
        ]
    )


def signature_from_bytes(data: bytes) -> Signature:
    """The reverse of `signature_to_bytes`."""
    (size,) = _SIZE.unpack_from(data)
    text = zlib.decompress(data[_SIZE.size : _SIZE.size + size])
    terms, lead, published, happened, month_day, about, survey, outlet, headline, *rest = json.loads(text)
    people, leading, shown, names, shares, retold, weekdays, days, years, version, told, northern, neutral = rest
    return Signature(
        terms=terms,
        lead=lead,
        pairs=Later(data[_SIZE.size + size :]),
        published=_interval(published),
        happened=_interval(happened),
        month_day=month_day,
        about=frozenset(about),
        survey=survey,
        retold=retold,
        outlet=outlet,
        headline=headline,
        people=frozenset(people),
        leading=frozenset(leading),
        shown=shown,
        names=frozenset(names),
        shares=Shares(*shares),
        weekdays=frozenset(weekdays),
        days=frozenset(days),
        years=frozenset(years),
        version=version,
        told=frozenset(told),
        northern=northern,
        neutral=neutral,
    )


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _interval(pair: list[Any]) -> Interval:
    return Interval(*(date.fromisoformat(value) if value else None for value in pair))
