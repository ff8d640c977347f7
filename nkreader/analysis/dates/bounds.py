"""Days before which, and after which, a text cannot have been written, by what it speaks of.

Told as past is "opened in 2019" and "In 2019, the plant opened"; told as coming is "will open in 2026". The
words are those of English tense and aspect (Quirk et al., A Comprehensive Grammar of the English Language,
chapter 4); where they leave a doubt, the date bounds nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from nkreader.analysis.dates.anniversaries import Anniversary, anniversaries
from nkreader.analysis.dates.facts import Fact
from nkreader.analysis.dates.forms import Fixed, MonthDay
from nkreader.analysis.dates.lexer import Tokens
from nkreader.analysis.dates.meetings import meeting_facts
from nkreader.analysis.dates.metadata import NEWEST, OLDEST
from nkreader.analysis.dates.resolve import Expression
from nkreader.analysis.dates.telling import Telling, telling
from nkreader.model.dates import read_value
from nkreader.model.spans import Span

YEAR = 366
"""Days; a decade or a century that is told as past or to come may still be going on."""


@dataclass(frozen=True, slots=True)
class Bound:
    """A day before (or after) which the text cannot have been written, and why."""

    day: date
    why: str
    fact: Fact | None = None
    span: Span | None = None
    """Where the text says it; None for a fact."""
    running: bool = False
    """The text says that this is its own year."""


def bounds(
    tokens: Tokens, found: Iterable[Expression], facts: Sequence[Fact], kept: Sequence[Anniversary]
) -> tuple[list[Bound], list[Bound]]:
    """Days before which the text was not written, and days after which it was not, each earliest first.

    They are the facts it tells or announces, dates it speaks of as past or to come, years it sets aims for, the year
    it calls its own, and anniversaries it keeps.
    """
    lower = [Bound(f.earliest, f"it tells of {f.label} ({f.source})", f) for f in facts if f.earliest]
    upper = [Bound(f.latest, f"it announces {f.label} ({f.source})", f) for f in facts if f.latest]
    aims: set[int] = set()
    for expression in found:
        if isinstance(expression.form, Fixed):
            _told(tokens, expression, expression.form.value, lower, upper, aims)
    for fact in meeting_facts(tokens.text, aims):
        if fact.earliest:
            lower.append(Bound(fact.earliest, f"it tells of aims set by {fact.label} ({fact.source})", fact))
        elif fact.latest:
            upper.append(Bound(fact.latest, f"it calls {fact.label} ongoing ({fact.source})", fact))
    for days in _by_place(kept):
        first, last = days[0], days[-1]
        lower.append(Bound(first.earliest, first.why, span=first.span, running=first.this_year))
        if last.this_year:
            upper.append(Bound(date(last.day.year, 12, 31), last.why, span=last.span, running=True))
    return sorted(lower, key=lambda b: b.day), sorted(upper, key=lambda b: b.day)


def lower_bounds(tokens: Tokens, found: Iterable[Expression], facts: Sequence[Fact]) -> list[Bound]:
    """The first of `bounds`."""
    return bounds(tokens, found, facts, anniversaries(tokens))[0]


def upper_bounds(tokens: Tokens, found: Iterable[Expression], facts: Sequence[Fact]) -> list[Bound]:
    """The second of `bounds`."""
    return bounds(tokens, found, facts, anniversaries(tokens))[1]


def _told(
    tokens: Tokens, expression: Expression, value: str, lower: list[Bound], upper: list[Bound], aims: set[int]
) -> None:
    """Add what a date that is stated in full bounds by the words around it."""
    days = read_value(value)[1]
    if days.earliest is None or days.latest is None or (days.days or 0) > YEAR:
        return
    if not OLDEST <= days.earliest.year <= NEWEST:
        return
    how, said, span = telling(tokens, expression), expression.span.of(tokens.text), expression.span
    if how is Telling.PAST:
        lower.append(Bound(days.earliest, f"it speaks of {said} as past", span=span))
    elif how is Telling.COMING:
        upper.append(Bound(days.latest, f"it speaks of {said} as to come", span=span))
    elif how is Telling.AIM:
        upper.append(Bound(days.latest, f"it sets aims for {said}", span=span))
        aims.add(days.earliest.year)
    elif how is Telling.RUNNING:
        lower.append(Bound(days.earliest, f"it calls {said} the running year", span=span, running=True))
        upper.append(Bound(days.latest, f"it calls {said} the running year", span=span, running=True))


def _by_place(kept: Sequence[Anniversary]) -> list[list[Anniversary]]:
    """The anniversaries of each place in the text, earliest first: two days may have one name."""
    places: dict[Span, list[Anniversary]] = {}
    for one in sorted(kept, key=lambda k: k.day):
        places.setdefault(one.span, []).append(one)
    return list(places.values())


def coming_days(tokens: Tokens, found: Iterable[Expression]) -> list[Expression]:
    """Days without a year that the text speaks of as near and to come: `will meet next week, on Sept. 3`."""
    return [
        expression
        for expression in found
        if isinstance(expression.form, MonthDay)
        and not expression.form.yearly
        and telling(tokens, expression) is Telling.COMING
    ]
