"""The cited articles as CSL-JSON, which Zotero, pandoc and other programs for bibliographies read.

The names of fields and types follow the Citation Style Language's schema of its input data (csl-data.json, 1.0.2).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from datetime import date
from typing import Any

from nkreader.export.references import Reference, references
from nkreader.model.date_words import value_in_words
from nkreader.model.dates import Certainty, PartialDate, Precision
from nkreader.model.piece import Piece

_PLAIN = re.compile(r"\d{4}(?:-\d\d){0,2}", re.ASCII)
_SEASONS = {"SP": 1, "SU": 2, "FA": 3, "WI": 4}
_TAG = re.compile(r"<(?=/?(?:i|b|sc|sub|sup|span)\b)", re.IGNORECASE)
"""What begins the few tags that such programs act on in any field."""


def as_csl(pieces: Iterable[Piece]) -> str:
    """A JSON array with one item an article, in their order; without a newline at its end."""
    return json.dumps([item(one) for one in references(pieces)], ensure_ascii=False, indent=2)


def item(one: Reference) -> dict[str, Any]:
    """The item of one article; what is unknown is left out."""
    fields: dict[str, Any] = {
        "id": one.key,
        "type": "article-newspaper",
        "title": _inert(one.title),
        "author": [{"literal": _inert(name)} for name in one.authors],
        "container-title": _inert(one.outlet),
        "publisher-place": _inert(one.place),
        "issued": issued(one.published),
        "accessed": {"date-parts": [_parts(one.accessed)]} if one.accessed else None,
        "URL": one.url,
        "language": one.lang,
        "keyword": _inert(", ".join(one.keywords)),
        "note": _inert("; ".join(one.notes)),
        "custom": {"nkreader_id": one.id, "nkreader_sha256": one.version},
    }
    return {name: value for name, value in fields.items() if value}


def issued(when: PartialDate) -> dict[str, Any] | None:
    """The date variable: no more of the calendar than is known; what its parts cannot say stands in words."""
    if not when.known or when.value is None:
        return None
    said: dict[str, Any] = _known(when, when.value)
    if when.certainty is Certainty.LIKELY:
        said["circa"] = True
    return said


def _known(when: PartialDate, value: str) -> dict[str, Any]:
    if _PLAIN.fullmatch(value):
        return {"date-parts": [_numbers(value)]}
    if when.precision is Precision.SEASON:
        return {"date-parts": [[int(value[:4])]], "season": _SEASONS[value[5:]]}
    ends = value.split("/")
    if len(ends) == 2 and all(map(_PLAIN.fullmatch, ends)):
        return {"date-parts": [_numbers(end) for end in ends]}
    if when.precision in (Precision.DECADE, Precision.CENTURY):
        digits = value.rstrip("X")
        return {"date-parts": [[int(digits.ljust(4, digit))] for digit in "09"]}
    days = _whole(when, value)
    return {"date-parts": [_parts(day) for day in days]} if days else {"literal": value_in_words(value)}


def _whole(when: PartialDate, value: str) -> tuple[date, date] | None:
    """First and last day of a week, quarter or half, and of a range of such; None where an end is open."""
    days = when.of(value, when.basis, when.certainty or Certainty.LIKELY, when.reason).interval
    return (days.earliest, days.latest) if days.earliest and days.latest else None


def _numbers(value: str) -> list[int]:
    return [int(part) for part in value.split("-")]


def _parts(day: date) -> list[int]:
    return [day.year, day.month, day.day]


def _inert(text: str) -> str:
    """A text in which nothing is a tag: what would begin one is shown as its full-width form."""
    return _TAG.sub("\N{FULLWIDTH LESS-THAN SIGN}", text)
