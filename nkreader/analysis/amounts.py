"""Numbers in running text, however they are written, as what they leave open: `about 800`, `dozens`, `two to three`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from math import floor, inf, log10

from nkreader.model.spans import Span

ROUNDED, ABOUT = 0.03, 0.08
"""By how much of itself a measured value may differ from one that means the same; one that says `about`."""
ABOUT_DIGITS = 1.0
"""How many of what its last digit counts `about` leaves open at most: 10 of about 350, 0.01 of about 7.77."""


class Bound(StrEnum):
    """What a number says of itself."""

    EXACT = "exact"
    ABOUT = "about"
    LEAST = "at least"
    """`at least 40`, `more than 40`, `40 so far`."""
    MOST = "at most"
    """`up to 40`, `fewer than 40`."""
    VAGUE = "vague"
    """`dozens`, `hundreds of`."""


@dataclass(frozen=True, slots=True)
class Amount:
    """A number as a text prints it."""

    span: Span
    """With the words that belong to it: `more than 40`, `between 600 and 700`."""
    value: float
    """The number; the middle of a range."""
    least: float
    most: float
    """What is meant, as printed: `about 800` is 800 to 800 here, `more than 40` is 40 and above."""
    bound: Bound
    ordinal: bool = False


_ONES = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
_SMALL = {word: float(value) for value, word in enumerate([*_ONES.split(), "seventeen", "eighteen", "nineteen"])}
_TENS = {
    word: float(10 * value)
    for value, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)
}
_SCALES = {
    "hundred": 100.0,
    "thousand": 1e3,
    "million": 1e6,
    "mln": 1e6,
    "billion": 1e9,
    "bln": 1e9,
    "trillion": 1e12,
    "bn": 1e9,
    "mn": 1e6,
    "tn": 1e12,
    "m": 1e6,
}
_VAGUE = {
    "dozens": (20.0, 120.0), "scores": (40.0, 200.0), "hundreds": (200.0, 1000.0), "thousands": (2000.0, 10000.0),
    "tens of thousands": (20000.0, 100000.0), "hundreds of thousands": (2e5, 1e6), "millions": (2e6, 1e7),
    "several": (2.0, 12.0), "a few": (2.0, 9.0), "a handful": (2.0, 9.0), "a couple": (2.0, 2.0),
    "several dozen": (30.0, 90.0), "several hundred": (300.0, 900.0), "several thousand": (3000.0, 9000.0),
}  # fmt: skip
_NTH = {
    word: float(value)
    for value, word in enumerate(
        "second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split(), 2
    )
}
_DIGITS = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|[1-9]\d{0,2}(?:[ \u00a0\u2009\u202f]\d{3})+(?![\d,.]\d)|\d+(?:\.\d+)?"
_WORDS = "|".join(sorted([*_SMALL, *_TENS], key=len, reverse=True))
_TENS_WORDS = "|".join(_TENS)
_SPELLED = (
    rf"(?:(?:{_TENS_WORDS})-(?:{_WORDS})|(?:{_WORDS}) dozen|(?:{_WORDS})|a dozen|half a"
    r"|an?(?=\s(?:hundred|thousand|million|billion)\b))"
)
_SCALE = "|".join(name for name in _SCALES if name != "m")
_PLAIN = rf"(?:{_DIGITS}|{_SPELLED})(?:(?:[\s-](?:{_SCALE})|(?<=\d)(?:bn|mn|tn|(?(currency)m|bn)))\b){{0,2}}"
_VAGUE_WORDS = "|".join(sorted(_VAGUE, key=len, reverse=True))
_BEFORE: tuple[tuple[Bound, str], ...] = (
    (Bound.LEAST, r"at least|more than|over|no (?:fewer|less) than|not (?:fewer|less) than|a minimum of|upwards of"
                  r"|above|exceeding|in excess of|greater than|farther than|higher than|well over|just over"),
    (Bound.MOST, r"up to|as (?:many|much|high|far) as|at most|no more than|less than|fewer than|under|below"
                 r"|a maximum of|just under|short of"),
    (Bound.ABOUT, r"about|around|roughly|approximately|some|nearly|almost|close to|an estimated|estimated|circa|an?"
                  r" average of|more or less|or so|an? approximate"),
)  # fmt: skip
_QUALIFIED = "|".join(rf"(?P<{bound.name.lower()}>{words})" for bound, words in _BEFORE)
_NUMBER = re.compile(
    rf"(?<![\w.,/$€£¥-])(?:(?:{_QUALIFIED})\s)?(?:some\s|about\s)?(?P<sums>between\s(?=[A-Z]{{0,2}}[$€£¥]))?"
    rf"(?P<currency>(?:US|HK|C|A|S)?[$€£¥]\s?)?(?:(?:(?P<between>between|from)\s)?(?P<first>{_PLAIN})"
    rf"(?:(?P<joint>\s(?:and|to|or)\s|\s?[-–]\s?)[$€£¥]?(?P<second>{_PLAIN}))?"
    rf"|(?P<vague>{_VAGUE_WORDS})|(?P<nth>\d{{1,3}}(?:st|nd|rd|th)|{'|'.join(_NTH)}))"
    r"(?!(?!(?<=\d)(?:km|kg|cm|ft|mph|kph|kt)\b)\w|/|,\d|,\s\d{3}\b|\.\d|-\d|['’](?!s\b)|-[A-Z]*\d)"
    r"(?P<after>\sor\s(?:so|more|less|fewer)|\s(?:plus|so far))?",
    re.IGNORECASE,
)
_AFTER = {"or more": Bound.LEAST, "plus": Bound.LEAST, "so far": Bound.LEAST, "or so": Bound.ABOUT}


def amounts(text: str, within: Span) -> Iterator[Amount]:
    """The numbers of a stretch of text, in order and disjoint; `one` too, and years: what they count is not known."""
    for match in _NUMBER.finditer(text, within.start, within.end):
        found = _read(match)
        if found is not None:
            yield found


def _read(match: re.Match[str]) -> Amount | None:
    span = Span(*match.span()).trimmed(match.string)
    if match["nth"]:
        nth = _NTH.get(match["nth"].casefold()) or float(re.sub(r"\D", "", match["nth"]))
        return Amount(Span(*match.span("nth")), nth, nth, nth, Bound.EXACT, ordinal=True)
    if match["vague"]:
        low, high = _VAGUE[" ".join(match["vague"].casefold().split())]
        return Amount(span, (low + high) / 2, low, high, Bound.VAGUE)
    first = _value(match["first"])
    if first is None:
        return None
    if match["second"] and (found := _range(match, first)) is not None:
        return found
    end = match.end("first") if match["second"] else span.end
    if match["second"] and (match["between"] or match["sums"] or match["joint"].strip() in ("-", "–")):
        return None  # a score, or no range
    span = Span(span.start, end)
    bound = next((bound for bound, _ in _BEFORE if match[bound.name.lower()]), Bound.EXACT)
    if match["after"] and not match["second"]:
        bound = _AFTER.get(" ".join(match["after"].casefold().split()), Bound.MOST)
    low = first if bound is not Bound.MOST else 0.0
    return Amount(span, first, low, inf if bound is Bound.LEAST else first, bound)


def _range(match: re.Match[str], first: float) -> Amount | None:
    """`30 to 40`, `between two and three million`; None for `three and four`, which are two numbers, and `3-1`."""
    second = _value(match["second"])
    joint = match["joint"].strip().casefold()
    between = "between" if match["sums"] else (match["between"] or "").casefold()
    if second is None or (joint == "and" and between != "between"):
        return None
    scale = _scale_of(match["second"])
    if scale > 1 and _scale_of(match["first"]) == 1 and first < second / scale:
        first *= scale
    if first >= second or between == "from":
        return None
    return Amount(Span(*match.span()).trimmed(match.string), (first + second) / 2, first, second, Bound.ABOUT)


def _scale_of(words: str) -> float:
    last = re.split(r"[\s\d.,-]+", words.casefold())[-1]
    return _SCALES.get(last, 1.0)


def _value(words: str) -> float | None:
    value = 1.0
    words = re.sub(r"(?<=\d)\s(?=\d)", "", words)  # `10 000`
    words = re.sub(r"(?<=\d)(?=[a-z])", " ", words, flags=re.IGNORECASE)  # `35m`
    parts = [part for part in re.split(r"[\s-]+", words.casefold()) if part]
    total: float | None = None
    for part in parts:
        if part in _SCALES:
            value = (1.0 if total is None else total) * _SCALES[part]
        elif part == "dozen":
            value = (1.0 if total is None else total) * 12
        elif part in ("a", "an"):
            value = total if total is not None else 1.0
        elif part == "half":
            value = 0.5
        elif part in _SMALL or part in _TENS:
            value = (total or 0.0) + _SMALL.get(part, _TENS.get(part, 0.0))
        else:
            try:
                value = float(part.replace(",", ""))
            except ValueError:
                return None
        total = value
    return total


def slack(amount: Amount, measured: bool, converted: bool = False) -> tuple[float, float]:
    """The values that mean the same as a printed number.

    Args:
        amount: As printed.
        measured: A length or a weight may be rounded; what is counted is not, unless it says `about`.
        converted: It was printed in another unit, so that it is rounded once more.
    """
    if amount.bound is Bound.VAGUE:
        return amount.least, amount.most
    part = 0.0
    if amount.bound is Bound.ABOUT:
        finest = ABOUT_DIGITS * last_digit(amount.value) / amount.value if amount.value else 0.0
        part = min(ABOUT, finest) if amount.least == amount.most else ABOUT
    if measured:
        part = max(part, min(ROUNDED, last_digit(amount.value) / 2 / amount.value if amount.value else 0.0))
    part += ROUNDED if converted else 0.0
    return amount.least * (1 - part), amount.most * (1 + part)


def last_digit(value: float) -> float:
    """What the last digit of a rounded number counts that is not 0: 100 of 1,300, 0.1 of 6.4."""
    if not value:
        return 0.0
    size = 10.0 ** floor(log10(abs(value)))
    while size > 1e-3 and abs(value / size - round(value / size)) > 1e-6:
        size /= 10
    return size
