"""Weekdays of a lead: "state media said Sunday" stands for the day of the dateline, or for one up to six days before.

Agencies write the weekday instead of "today" (Associated Press Stylebook, "time element"), so the same day is the
most likely one; it is a preference, no proof.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date

from nkreader.analysis.dates.forms import Tense, Weekday
from nkreader.analysis.dates.lexer import Tokens
from nkreader.analysis.dates.resolve import Expression
from nkreader.analysis.dates.tense import tense
from nkreader.model.spans import Span

_SAID = re.compile(r"\b(?:said|says|reported|reports|announced|according|told|detailed|stated)\b", re.IGNORECASE)
_JUST_SAID = re.compile(
    r"\b(?:said|says|reported|reports|announced|told|according to)\b(?:\s+(?!will|would|that)[\w'’.-]+){0,8}\s*$"
)
SOON = 5
"""How many words may stand between a verb of saying and its weekday, unless they name a medium."""
_MEDIUM = re.compile(
    r"\b(?:media|KCNA|Korean Central (?:News Agency|Television|Broadcasting)|news agency|newspaper|Rodong Sinmun|Yonhap"
    r"|broadcaster|state television)\b"
)


def reporting_weekdays(tokens: Tokens, found: Iterable[Expression], sentences: Sequence[Span]) -> tuple[Weekday, ...]:
    """The bare weekdays of these sentences on which somebody said or reported something."""
    return tuple(
        expression.form
        for expression in found
        if isinstance(expression.form, Weekday)
        and expression.form.shift is None
        and any(sentence.covers(expression.span) for sentence in sentences)
        and _SAID.search(_around(tokens, expression))
    )


def filing_weekday(tokens: Tokens, found: Iterable[Expression], lead: Sequence[Span]) -> int | None:
    """The weekday (Monday 0) that a lead gives for its own report; None where it gives none, or more than one.

    It counts right behind the verb of saying in the first sentence, and in the next ones where a medium reported it.
    """
    days = set()
    for expression in found:
        form = expression.form
        if not isinstance(form, Weekday) or form.shift is not None:
            continue
        number = next((at for at, sentence in enumerate(lead) if sentence.covers(expression.span)), None)
        if number is None:
            continue
        before = tokens.text[max(lead[number].start, expression.span.start - 90) : expression.span.start]
        said = _JUST_SAID.search(before)
        if said is None:
            continue
        medium = _MEDIUM.search(before, max(0, said.start() - 40))
        if medium or (number == 0 and len(said[0].split()) <= SOON + 1):
            days.add(form.weekday)
    return days.pop() if len(days) == 1 else None


def told_weekday(tokens: Tokens, found: Iterable[Expression], lead: Sequence[Span]) -> int | None:
    """The first weekday of a lead that is not told as to come; failing that, the first of a later report."""
    later = None
    for expression in found:
        form = expression.form
        if not isinstance(form, Weekday) or form.shift is not None:
            continue
        if tense(tokens, expression.first, expression.last) is Tense.FUTURE:
            continue
        if any(sentence.covers(expression.span) for sentence in lead):
            return form.weekday
        if later is None and _SAID.search(_around(tokens, expression)):
            later = form.weekday
    return later


def days_before(day: date, weekday: int) -> int:
    """How many days (0 to 6) before `day` the last such weekday lies, `day` itself included."""
    return (day.weekday() - weekday) % 7


def _around(tokens: Tokens, expression: Expression) -> str:
    text, span = tokens.text, expression.span
    return text[max(0, span.start - 60) : span.start] + " " + text[span.end : span.end + 25]
