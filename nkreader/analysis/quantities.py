"""What a piece counts and measures: each figure with its unit, what it counts, who says it, and what stands around it.

Figures that belong to a date, to a name (`Hwasong-18`), or to nothing that can be told are left out: what is compared
has to be known. Only English is read.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from nkreader.analysis.amounts import Amount, Bound, amounts, slack
from nkreader.analysis.bearings import MARKET, bearing
from nkreader.analysis.clocks import CLOCK, left_open, times_of_day
from nkreader.analysis.counting import OF_CONTESTS, PEOPLE, capitals, counted, done_to, fate_of, toll_of
from nkreader.analysis.measures import MEASURED, Unit, purpose, unit_after, unit_before
from nkreader.analysis.terms import WORD, weighed
from nkreader.analysis.things import Single, ages, anybody, singles
from nkreader.model.analysis import Analysis
from nkreader.model.article import Article, PartKind
from nkreader.model.entities import Mention
from nkreader.model.spans import Span

COUNT, ORDINAL, AGE = "count", "ordinal", "age"
"""Dimensions without a unit: how many, which in a row, and somebody's age in years."""
_RECENT = re.compile(r"(?:19|20)\d\d|\d{5,}|0\d+")


@dataclass(frozen=True, slots=True)
class Quantity:
    """A figure of a text."""

    span: Span
    """The number, its unit or what it counts."""
    sentence: Span
    """Without a dateline before it."""
    amount: Amount
    low: float
    high: float
    """The values it leaves open, in the base unit of its dimension."""
    dimension: str
    thing: str
    """The term of what is counted; empty for what is measured, or where the text does not say."""
    kinds: frozenset[str]
    """Terms of the words between number and thing: `ballistic` missiles."""
    measure: str
    """What of it: `altitude`, `dead`; empty where nothing says so."""
    unit: str
    """As printed."""
    around: dict[str, float]
    """Terms of the clause with their rarity, without those of the figure itself."""
    sentence_terms: dict[str, float]
    names: frozenset[str]
    """Terms of the words with a capital letter before it in its clause, or else in its sentence."""
    all_names: frozenset[str] = frozenset()
    """Those of all of its sentence."""
    implied: bool = False
    """The text has no number: `fired a missile`."""

    @property
    def key(self) -> tuple[str, str]:
        """Only figures of one key can be compared."""
        return self.dimension, self.thing


_CLAUSE = re.compile(
    r"[;:()“”\"—]|--|\s-\s|,(?!\d)|\b(?:while|but|although|whereas|compared (?:with|to)|after|before)\b"
)
_JOINED = re.compile(r"-(?:member|strong|person|man|woman)\b")
_CALIBER = re.compile(r"(?<![\d.])\.(?P<bore>\d{2,3})[\s-](?:caliber|calibre)\b", re.IGNORECASE)
_NOBODY = re.compile(r"\bno\s$", re.IGNORECASE)
_AWAY = re.compile(
    r"\s*(?:\([^)]{1,30}\)\s*)?(?:(?:(?:to the\s)?(?:north|south|east|west)[\w-]*|inland|offshore|off|away)\s)?"
    r"(?:of|from)\s(?:the\s(?:[a-z]+\s){0,3}(?:of\s)?)?(?=[A-Z])"
)
"""Between a distance and the name of the place that it is from."""
_SHARES = re.compile(r"\b(?:shares?|stock)\b", re.IGNORECASE)
NAMED = 24
"""Characters of the name of a place that are read."""


def quantities(article: Article, analysis: Analysis) -> tuple[Quantity, ...]:
    """The figures of title and body in text order; none for a text in another language than English."""
    if article.lang not in ("en", "und"):
        return ()
    taken = sorted([date.span for date in analysis.dates] + [mention.span for mention in analysis.mentions])
    line = [*article.all(PartKind.LEAD_MARK), *([analysis.dateline.span] if analysis.dateline else [])]
    found: list[Quantity] = []
    dateline = article.first(PartKind.DATELINE)
    for sentence in analysis.sentences:
        if dateline is not None and sentence.start < dateline.end < sentence.end:
            sentence = Span(dateline.end, sentence.end).trimmed(article.text)
        of_people = [*_ages(article.text, sentence, analysis.mentions)]
        others = _in_sentence(article.text, sentence, taken, line)
        found += of_people
        found += (figure for figure in others if not any(figure.span.overlaps(one.span) for one in of_people))
    return tuple(sorted(found, key=lambda figure: figure.span))


def _in_sentence(text: str, sentence: Span, taken: Sequence[Span], line: Sequence[Span]) -> Iterator[Quantity]:
    found = [*_figures(text, sentence)]
    terms = dict(map(weighed, WORD.findall(text, sentence.start, sentence.end))) if found else {}
    last = sentence.start
    told: list[Span] = []
    for number, (amount, unit, span) in enumerate(found):
        if span.start < last or any(span.overlaps(one) for one in line) or _belongs(amount, span, taken, unit):
            continue
        last = span.end
        limit = found[number + 1][2].start if number + 1 < len(found) else sentence.end
        made = _quantity(text, sentence, amount, unit, span, max(span.end, limit), terms)
        if made is not None:
            told.append(made.span)
            yield made
    for single in singles(text, sentence):
        if not any(span.overlaps(single.whole) for span in told):
            yield _single(text, sentence, single)


def _single(text: str, sentence: Span, single: Single) -> Quantity:
    """`a ballistic missile`, of which there is no number."""
    amount = Amount(single.number, 1.0, 1.0, 1.0, Bound.EXACT)
    shown = " ".join(text[single.number.end : single.whole.end].split())
    known = _Counted(single.whole, "missil", single.kinds, "", shown)
    return replace(_made(text, sentence, amount, None, known), implied=single.implied)


def _ages(text: str, sentence: Span, mentions: Sequence[Mention]) -> Iterator[Quantity]:
    """The ages of people who are named."""
    for span, years, whose in ages(text, sentence, mentions):
        amount = Amount(span, years, years, years, Bound.EXACT)
        known = _Counted(span, whose, frozenset(), "", "age")
        yield _made(text, sentence, amount, Unit(AGE, 1.0, "age"), known)


def _figures(text: str, sentence: Span) -> Iterator[tuple[Amount, Unit | None, Span]]:
    """Numbers with the unit that stands with them, and the span of both; times of day first."""
    clocks = [*times_of_day(text, sentence)]
    for match in _CALIBER.finditer(text, sentence.start, sentence.end):
        value = float(f"0.{match['bore']}")
        whole = Span(*match.span())
        clocks.append((Amount(whole, value, value, value, Bound.EXACT), Unit("caliber", 1.0, "caliber"), whole))
    rest = []
    for amount in amounts(text, sentence):
        if any(amount.span.overlaps(span) for *_, span in clocks):
            continue
        printed = amount.span.of(text)
        sign = re.search(r"(?:US|HK|C|A|S)?[$€£¥]", printed)
        unit = unit_before(text, amount.span.start, sign[0] if sign else "")
        end = amount.span.end
        if unit is None and not amount.ordinal and (after := unit_after(text, end)):
            unit, end = after
        rest.append((amount, unit, Span(amount.span.start, min(end, sentence.end))))
    yield from sorted([*clocks, *rest], key=lambda item: item[2])


def _belongs(amount: Amount, span: Span, taken: Sequence[Span], unit: Unit | None) -> bool:
    """Whether a number is a part of a date or of a name."""
    at = bisect_right(taken, span.start, key=lambda one: one.start)
    for one in taken[max(0, at - 3) : at + 3]:
        if one.overlaps(amount.span) and (unit is None or not amount.span.covers(one)):
            return True
    return False


def _quantity(
    text: str, sentence: Span, amount: Amount, unit: Unit | None, span: Span, limit: int, terms: dict[str, float]
) -> Quantity | None:
    """A number with its unit, or with what it counts; None where nothing says what it is of."""
    clause = _clause(text, sentence, span)
    if unit is None:
        known = _of_count(text, sentence, clause, amount, span, limit)
        if known is None:
            return None
    else:
        measure, anchor = _measure(text, sentence, clause, unit, span)
        known = _Counted(span, "", anchor, measure, unit.shown)
    return _made(text, sentence, amount, unit, known, terms)


def _measure(text: str, sentence: Span, clause: Span, unit: Unit, span: Span) -> tuple[str, frozenset[str]]:
    """What a figure with a unit is of, and, of a distance from a place, the terms of its name."""
    at, end = span.start - clause.start, span.end - clause.start
    if unit.dimension == "length":
        measure = purpose(clause.of(text), at, end)
        away = _AWAY.match(text, span.end, sentence.end)
        if away is None:
            return measure, frozenset()
        return "place", capitals(text, Span(away.end(), min(sentence.end, away.end() + NAMED)))
    if unit.dimension == "percent" or unit.dimension.startswith("money"):
        at, end = span.start - sentence.start, span.end - sentence.start
        return bearing(sentence.of(text), at, end, unit.dimension == "percent"), frozenset()
    if unit.dimension == "age":
        return "", capitals(text, Span(span.end, min(sentence.end, span.end + NAMED)))
    return "", frozenset()


def _made(
    text: str,
    sentence: Span,
    amount: Amount,
    unit: Unit | None,
    known: _Counted,
    terms: dict[str, float] | None = None,
) -> Quantity:
    """A figure with what stands around it."""
    dimension = unit.dimension if unit else ORDINAL if amount.ordinal else COUNT
    if terms is None:
        terms = dict(map(weighed, WORD.findall(text, sentence.start, sentence.end)))
    span, factor, measured = known.span, unit.factor if unit else 1.0, dimension in MEASURED
    clause = _clause(text, sentence, span)
    low, high = slack(amount, measured, measured and factor != 1.0)
    if dimension == CLOCK:
        low, high = left_open(text, amount)
    own = {weighed(word)[0] for word in WORD.findall(text, span.start, span.end)}
    around = dict(map(weighed, WORD.findall(text, clause.start, clause.end)))
    names = capitals(text, Span(clause.start, span.start)) or capitals(text, Span(sentence.start, span.start))
    if known.measure == MARKET and (shares := [*_SHARES.finditer(text, sentence.start, span.start)]):
        at = shares[-1].start()
        names = capitals(text, Span(max(sentence.start, at - NAMED), at)) or names
    return Quantity(
        span, sentence, amount, low * factor, high * factor, dimension, known.thing, known.kinds, known.measure,
        known.shown or known.measure,
        {name: rare for name, rare in around.items() if name not in own and not name.startswith("#")},
        {name: rare for name, rare in terms.items() if name not in own and not name.startswith("#")},
        names,
        capitals(text, sentence),
    )  # fmt: skip


class _Counted(NamedTuple):
    """What a figure is of."""

    span: Span
    """With the words for it."""
    thing: str
    kinds: frozenset[str]
    measure: str
    shown: str


def _of_count(text: str, sentence: Span, clause: Span, amount: Amount, span: Span, limit: int) -> _Counted | None:
    """What a number without a unit counts; None where that cannot be told, or is nothing to compare."""
    printed = amount.span.of(text)
    if match := _JOINED.match(text, span.end):
        head, kinds, stop = counted(text, Span(match.end(), limit), plural=False)
        shown = " ".join(text[match.start() + 1 : stop if head else match.end()].split())
        return _Counted(Span(span.start, stop if head else match.end()), "member", kinds | {head[0]} if head else kinds,
                        "", shown)  # fmt: skip
    if text.startswith("-", span.end):
        return None  # `8-month-old`, `third-generation`
    if _RECENT.fullmatch(printed) and "," not in printed:
        return None  # a year, or a number of something like a flight
    head, kinds, stop = counted(text, Span(span.end, limit), plural=not amount.ordinal and amount.value != 1)
    thing, shown = (head[0], " ".join(head[1].split())) if head else ("", "")
    span = Span(span.start, stop) if head else span
    if amount.ordinal:
        return _Counted(span, thing, kinds, "", shown) if thing and thing not in OF_CONTESTS else None
    people = thing in PEOPLE or thing.endswith(("men", "women"))
    fate = toll_of(sentence.of(text), span.start - sentence.start, amount.span.end - sentence.start, thing)
    if fate:
        thing, people = ("" if thing in ("bodi", "death", "fatal", "live") else thing), True
    elif people or not thing:
        fate = fate_of(clause.of(text), span.start - clause.start, span.end - clause.start, people)
    if (not thing and not fate) or (thing in OF_CONTESTS and not people):
        return None
    if amount.value == 1 and (not fate or _NOBODY.search(text, max(0, span.start - 4), span.start)):
        return None
    if not people and not fate and thing:
        broken = done_to(sentence.of(text), span.start - sentence.start, span.end - sentence.start, thing)
        return _Counted(span, thing, kinds, broken, shown)
    if fate and thing and not anybody(thing):
        thing, kinds = "peopl", kinds | {thing}
    return _Counted(span, "peopl" if not thing or (people and anybody(thing)) else thing, kinds, fate, shown)


def _clause(text: str, sentence: Span, span: Span) -> Span:
    """The stretch of a sentence around a figure, between its marks."""
    start, end = sentence.start, sentence.end
    for match in _CLAUSE.finditer(text, sentence.start, sentence.end):
        if match.end() <= span.start:
            start = match.end()
        elif match.start() >= span.end:
            end = match.start()
            break
    return Span(start, max(end, span.end))
