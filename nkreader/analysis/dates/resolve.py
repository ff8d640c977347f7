"""From expressions to dates: the narrative remembers which date it spoke of last."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from nkreader.analysis.dates.forms import Between, Context, Fixed, Form, MonthDay, Resolved, Shift, Tense
from nkreader.analysis.dates.forms_months import Month, Months
from nkreader.analysis.dates.forms_parts import Quarter, within
from nkreader.analysis.dates.grammar_days import days
from nkreader.analysis.dates.grammar_figures import figures
from nkreader.analysis.dates.grammar_months import months
from nkreader.analysis.dates.grammar_parts import parts
from nkreader.analysis.dates.grammar_relative import relative
from nkreader.analysis.dates.grammar_years import years
from nkreader.analysis.dates.kinds import Kind
from nkreader.analysis.dates.lexer import Tokens
from nkreader.analysis.dates.rules import Matcher
from nkreader.analysis.dates.tense import is_announced, tense
from nkreader.model.dates import Certainty, DateMention, PartialDate, Precision, read_value
from nkreader.model.spans import Span

_MATCHER = Matcher(figures, days, years, months, parts, relative)
_BREAK, _UNIT, _MONTHS = Kind.BREAK.value, Kind.UNIT.value, Kind.UNITS.value
_COUNTS = (Kind.CARD.value, Kind.DAY.value)
_read = lru_cache(maxsize=4096)(read_value)
"""Articles speak of the same days again and again."""
_UNITS = {Precision.DAY: "day", Precision.MONTH: "month", Precision.QUARTER: "quarter", Precision.YEAR: "year"}


@dataclass(frozen=True, slots=True)
class Expression:
    """A date expression in the text, not yet placed on the calendar."""

    span: Span
    form: Form
    first: int
    """Its first token."""
    last: int
    """Behind its last token."""
    sentence: int


def expressions(tokens: Tokens) -> tuple[Expression, ...]:
    """Every date expression, in text order."""
    return tuple(
        Expression(
            Span(tokens.starts[found.first], tokens.ends[found.last - 1]),
            form,
            found.first,
            found.last,
            tokens.sentences[found.first],
        )
        for found, form in _MATCHER.find(tokens)
    )


def mentions(
    tokens: Tokens, found: Iterable[Expression], published: PartialDate, zoned: bool = True
) -> Iterator[tuple[Expression, DateMention]]:
    """The expressions that can be resolved, with their dates.

    `zoned`: the publication day is that of the outlet, and may be over where the news was made; a dateline with its
    day says that it is not. Where publication is known as an interval, an expression counts as resolved if every day
    of it gives the same.
    """
    ends = _ends(published)
    narratives = [_Narrative(zoned) for _ in ends]
    yearless = published.precision is Precision.YEARLESS
    for expression in found:
        answer, *others = [
            narrative.resolve(tokens, expression, day, yearless)
            for narrative, day in zip(narratives, ends, strict=True)
        ]
        if answer is None or any(other is None or other.value != answer.value for other in others):
            continue
        if mention := _mention(expression.span, answer, published):
            yield expression, mention


def _ends(published: PartialDate) -> tuple[date | None, ...]:
    if any("/" in candidate for candidate in published.candidates):
        return (None,)  # the evidence contradicts itself: nothing to count from
    first, last = published.interval.earliest, published.interval.latest
    if published.precision is Precision.DAY and published.value:
        return (date.fromisoformat(published.value),)
    if first is None or last is None or (last - first).days > 366:
        return (None,)
    return first, last


def _mention(span: Span, answer: Resolved, published: PartialDate) -> DateMention | None:
    try:
        precision, interval = _read(answer.value)
    except ValueError:
        return None
    reason = answer.reason[0].upper() + answer.reason[1:]
    if "publication" in reason and published.value:
        likely = "≈" if published.certainty is Certainty.LIKELY else ""
        reason += f" ({likely}{published.value})"
    return DateMention(span, answer.value, precision, interval, f"{reason}.")


class _Narrative:
    """Which date the text spoke of last, for one assumed publication day."""

    def __init__(self, zoned: bool) -> None:
        self._zoned = zoned
        self._spoken: date | None = None
        self._unit = "day"
        self._days: date | None = None
        self._quarter: date | None = None
        self._sentence = -1
        self._year: int | None = None

    def resolve(self, tokens: Tokens, expression: Expression, day: date | None, yearless: bool) -> Resolved | None:
        """Place one expression and remember it."""
        form = expression.form
        if expression.sentence != self._sentence:
            self._sentence, self._year = expression.sentence, None
        context = Context(
            day,
            yearless,
            announced=isinstance(form, Month) and is_announced(tokens, expression.first),
            zoned=self._zoned,
            spoken=self._spoken,
            unit="year" if self._unit == "quarter" and _counts_months(tokens, expression.first) else self._unit,
            spoken_day=self._days,
            quarter=self._quarter,
            year=self._named_year(day),
            tense=tense(tokens, expression.first, expression.last) if _asks_tense(form) else Tense.OPEN,
        )
        try:
            answer = form.resolve(context)
        except (ValueError, OverflowError):
            return None  # beyond the first or last year of the calendar
        before = tokens.word(expression.first - 1).lower()
        if answer is None or before == "dated" or (isinstance(form, Shift) and form.inherits):
            return answer
        if before in ("ended", "ending") and _of_period(tokens, expression.first - 2):
            self._ended(answer)
        else:
            self._remember(answer, form)
        return answer

    def _ended(self, last: Resolved) -> None:
        """The last day of a quarter or year tells which one was meant; the text still speaks of that."""
        if self._unit == "quarter" or _read(last.value)[0] is not Precision.DAY:
            return
        self._spoken = self._quarter = within(date.fromisoformat(last.value), "quarter").replace(day=1)
        self._unit = "quarter"

    def _named_year(self, day: date | None) -> int | None:
        """The year named before in the sentence, where it is not about that of publication."""
        if self._year is None or (day is not None and abs(self._year - day.year) < 2):
            return None
        return self._year

    def _remember(self, answer: Resolved, form: Form) -> None:
        if "XXXX" in answer.value:
            return
        try:
            precision, interval = _read(answer.value)
        except ValueError:
            return
        if isinstance(form, Months) and form.is_quarter and interval.earliest:
            self._spoken = self._quarter = interval.earliest
            self._unit = "quarter"
        if precision in _UNITS and interval.earliest:
            self._spoken, self._unit = interval.earliest, _UNITS[precision]
            if precision is Precision.DAY:
                self._days = interval.earliest
            elif precision is Precision.QUARTER and not isinstance(form, Quarter):
                self._quarter = interval.earliest
            if precision is Precision.YEAR and isinstance(form, Fixed):
                self._year = interval.earliest.year


def _asks_tense(form: Form) -> bool:
    return not isinstance(form, Fixed | Shift) or (isinstance(form, Shift) and form.narrative)


def _of_period(tokens: Tokens, at: int) -> bool:
    return tokens.word(at).lower() in ("quarter", "period")


def _counts_months(tokens: Tokens, first: int) -> bool:
    """Whether figures of several months, not of a quarter, are compared in the sentence before this token."""
    for at in range(first - 1, -1, -1):
        code = tokens.codes[at]
        if code == _BREAK or (code == _UNIT and tokens.values[at] == "quarter"):
            return False
        if code == _MONTHS and tokens.values[at] == "month" and tokens.codes[at - 1] in _COUNTS:
            return True
    return False


def is_stated(form: Form) -> bool:
    """Whether the text states the date in full, so that it needs no anchor."""
    if isinstance(form, Between):
        return is_stated(form.start) and is_stated(form.end)
    return isinstance(form, Fixed) or (isinstance(form, MonthDay) and form.yearly)
