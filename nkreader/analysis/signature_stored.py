"""Signatures as the store keeps them: packed JSON, the pairs of words apart from the rest.

Of the pairs there are more than of everything else together, and most comparisons are decided without them. So they
are read when they are asked for.
"""

from __future__ import annotations

import json
import struct
import zlib
from collections.abc import Mapping
from datetime import date
from operator import add
from typing import Any

from nkreader.analysis.later import Later, plain
from nkreader.analysis.signature import Shares, Signature
from nkreader.model.dates import Interval

_SIZE = struct.Struct("<I")
LEVEL = 1
"""Of compression: what is large and read one at a time takes a quarter of the room."""


def signature_to_bytes(item: Signature) -> bytes:
    """For the store."""
    rest, pairs = (zlib.compress(text.encode(), LEVEL) for text in (_rest(item), _weights(plain(item.pairs))))
    return _SIZE.pack(len(rest)) + rest + pairs


_dumps = json.JSONEncoder(separators=(",", ":"), ensure_ascii=False).encode


def _weights(weights: Mapping[str, float]) -> str:
    """As JSON. There are many names and few different weights: each of these is told once."""
    joined = "".join(weights)
    if not joined.isprintable() or '"' in joined or "\\" in joined or not weights:
        return _dumps(dict(weights))
    told = {weight: f'":{weight!r}' for weight in set(weights.values())}
    return '{"' + ',"'.join(map(add, weights, map(told.__getitem__, weights.values()))) + "}"


def _rest(item: Signature) -> str:
    dates = [
        [_iso(item.published.earliest), _iso(item.published.latest)],
        [_iso(item.happened.earliest), _iso(item.happened.latest)],
        item.month_day,
    ]
    said = [sorted(item.about), item.survey, item.outlet]
    others = [
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
    terms, lead, headline = map(_weights, (item.terms, item.lead, item.headline))
    return f"[{terms},{lead},{_dumps(dates + said)[1:-1]},{headline},{_dumps(others)[1:]}"


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
