"""Signatures as JSON text, as the store keeps them."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from nkreader.analysis.signature import Shares, Signature
from nkreader.model.dates import Interval


def signature_to_json(item: Signature) -> str:
    """For the store."""
    return json.dumps(
        [
            item.terms,
            item.lead,
            item.pairs,
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
        ],
        separators=(",", ":"),
        ensure_ascii=False,
    )


def signature_from_json(data: str) -> Signature:
    """The reverse of `signature_to_json`."""
    terms, lead, pairs, published, happened, month_day, about, survey, outlet, headline, *rest = json.loads(data)
    people, leading, shown, names, shares, retold, weekdays, days, years, version, told, northern = rest
    return Signature(
        terms=terms,
        lead=lead,
        pairs=pairs,
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
    )


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _interval(pair: list[Any]) -> Interval:
    return Interval(*(date.fromisoformat(value) if value else None for value in pair))
