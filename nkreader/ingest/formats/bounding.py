"""What is kept of a text that a format gave: not more than may be, with what is known of its bytes from elsewhere."""

from __future__ import annotations

import re
from dataclasses import fields, replace
from datetime import date, timedelta

from nkreader.ingest.extract import size
from nkreader.ingest.formats.given import Hints, Left, Text
from nkreader.model.article import Stated

_DAY = re.compile(r"\s*(\d{4})-(\d\d)-(\d\d)(?!\d)")


def bounded(text: Text) -> int:
    """How long a text is, in code points, its parts together."""
    return len(text.text) + sum(len(block.text) for block in text.blocks)


def within(text: Text, limit: int, hints: Hints) -> Text | Left:
    """A text with what its bytes left open; what is longer than the limit is left out."""
    if bounded(text) > limit:
        return Left(text.where or text.key, f"its text is larger than {size(limit)}", lasting=False)
    stated = _filled(text.stated, hints, alone=not text.key)
    late = _late(stated.published, hints.seen)
    if late:
        notice = f"the stated date {stated.published} was left out: it was seen on {(hints.seen or '')[:10]} already"
        stated = replace(stated, published=None, dated_by=None)
        return replace(text, stated=stated, notices=(*text.notices, notice))
    return text if stated == text.stated else replace(text, stated=stated)


def _filled(stated: Stated, hints: Hints, alone: bool) -> Stated:
    """What is stated, else what is known from elsewhere; an address belongs to the one text of a file."""
    other = hints.stated
    if stated.published or stated.suggested:
        other = replace(other, published=None, suggested=None, dated_by=None)
    other = replace(other, url=(other.url or hints.url) if alone else None)
    names = [field.name for field in fields(Stated)]
    return Stated(**{name: getattr(stated, name) or getattr(other, name) for name in names})


def _late(published: str | None, seen: str | None) -> bool:
    """Whether a date is later than what it dates was there; a day more is a matter of time zones."""
    day, latest = _day(published), _day(seen)
    return day is not None and latest is not None and day > latest + timedelta(days=1)


def _day(written: str | None) -> date | None:
    found = _DAY.match(written or "")
    try:
        return date(*map(int, found.groups())) if found else None
    except ValueError:
        return None
