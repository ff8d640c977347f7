"""Words and numbers as the date grammar sees them.

A text becomes a string of one-character codes, one for each token, so that a grammar rule is an ordinary
regular expression over kinds of tokens (`MONTH DAY COMMA YEAR`). What is certainly not a date (money, decimals,
thousands, phone numbers, `105th`, `F-35`) is settled here and never reaches the grammar.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from nkreader.analysis.dates.kinds import Kind
from nkreader.analysis.dates.may_date import HOLIDAY, may_date
from nkreader.analysis.dates.named_days import NAMED_DAYS
from nkreader.analysis.dates.vocabulary import NAMES, WORDS, Value
from nkreader.model.spans import Span

_CODES = {word: (kind.value, value) for word, (kind, value) in (WORDS | NAMES).items()}
_PLAIN_WORD: tuple[str, Value] = (Kind.WORD.value, 0)
_MARKS = {",": Kind.COMMA, "(": Kind.OPEN, "[": Kind.OPEN, ")": Kind.CLOSE, "]": Kind.CLOSE}
_MARKS |= dict.fromkeys("-\u2010\u2011\u2012\u2013\u2014~\u301c", Kind.HYPHEN)
_PLAIN_MARKS = {mark: (_MARKS.get(mark, Kind.PUNCT).value, mark) for mark in '.,"“”();:?![]–—-'}
_BREAK = Kind.BREAK.value
_DOTTED = "|".join(sorted((n[:-1] for n in NAMES if n.endswith(".")), key=len, reverse=True))

_TOKEN = re.compile(
    rf"""
    \s*+(?:
    (?P<holiday>(?=[{"".join(sorted({name[0] for name in NAMED_DAYS}))}])(?:{HOLIDAY})\b)
  | (?P<small>[a-z]++(?:\ [a-z]++)*+(?!\w))
  | (?P<word>(?!Juche|Q[1-4]\s(?:of\s)?\d{{4}}|FY\s?\d{{4}}|(?:{_DOTTED})\.)[^\W\d_]\w*)
  | (?P<plain>[{re.escape("".join(_PLAIN_MARKS))}])
  | (?P<stamp>
        (?<![\d.,/-])\d{{4}}(?P<sep>[-/.])\d{{1,2}}(?P=sep)\d{{1,2}}(?![\d,/-])
      | (?<![\d.,/-])\d{{4}}\.\s?\d{{1,2}}\.\s\d{{1,2}}(?:\.|(?![\d.]))
      | (?<![\d.,/-])\d{{1,2}}(?P<sep2>[-/.])\d{{1,2}}(?P=sep2)\d{{4}}(?![\d,/-])
      | (?<![\d.,/-])\d{{1,2}}/\d{{1,2}}/\d{{2}}(?![\d,/-])
      | \d{{4}}\s?년(?:\s?\d{{1,2}}\s?월(?:\s?\d{{1,2}}\s?일)?)? | \d{{1,2}}\s?월\s?\d{{1,2}}\s?일
      | \bJuche\s?\d{{1,3}}(?:\.\s?\d{{1,2}}\.\s?\d{{1,2}}\.?|\s?\(\d{{4}}\))?
      | (?<!\d)\d{{6}}Z\s?[A-Za-z]{{3}}\s?\d{{2,4}}(?!\d)
      | (?<!\d)\d{{4}}-W\d\d(?!\d)
      | \b(?:Q[1-4]|[1-4]Q)\s(?:of\s)?\d{{4}}(?!\d) | (?<!\d)\d{{4}}\s?Q[1-4]\b | \bFY\s?\d{{4}}(?!\d)
    )
  | (?P<dotted>(?:{_DOTTED})\.)
  | (?P<decade>['’]?\d{{1,3}}0['’]?s\b)
  | (?P<short>['’]\d\d(?![\d\w%]))
  | (?P<other>[$€£¥₩\#]\s?\d[\d,.]*\w*|\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|\d+(?:-\d+){{2,}}|\d+[.:]\d[\d.:]*|\d+\s?%)
  | (?P<ordinal>\d{{1,2}}(?:st|nd|rd|th|ST|ND|RD|TH)\b)
  | (?P<mixed>\d+[^\W\d_]\w*)
  | (?P<code>\d{{4}}\.[A-Z]{{1,2}}\b(?!\.))
  | (?P<number>\d+)
  | (?P<poss>['’]s?(?=\W|$))
  | (?P<mark>\S)
    )
    """,
    re.VERBOSE,
)


_SMALL, _WORD, _MARK = (_TOKEN.groupindex[group] for group in ("small", "word", "plain"))
"""The numbers of the groups that nearly all tokens are; the first is a run of words in small letters."""


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tokens of a text: a code each (`codes`), their places and their values, all of one length."""

    text: str
    codes: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    values: tuple[Value, ...]
    sentences: tuple[int, ...]
    """Number of the span each token stands in."""

    def word(self, at: int) -> str:
        """The token as written; empty outside the text."""
        return self.text[self.starts[at] : self.ends[at]] if 0 <= at < len(self.starts) else ""


LONGEST = 18
"""Digits beyond which a number dates nothing."""


def _classify(group: str, word: str) -> tuple[Kind, Value]:
    if group == "number":
        if len(word) > LONGEST:
            return Kind.OTHER, word
        number, digits = int(word), len(word)
        if digits == 4 and 1000 <= number < 2200:
            return Kind.YEAR, number
        if digits <= 2 and 1 <= number <= 31:
            return Kind.DAY, number
        return (Kind.NUM if digits <= 3 else Kind.OTHER), number
    if group == "mark":
        return _MARKS.get(word, Kind.PUNCT), word
    if group == "ordinal":
        number = int(word[:-2]) if len(word) <= LONGEST else 0
        return (Kind.ORD if 1 <= number <= 31 else Kind.OTHER), number
    if group == "holiday":
        month, day = NAMED_DAYS[" ".join(word.replace("’", "'").split())]
        return Kind.HOLIDAY, 100 * month + day
    if group == "dotted":
        return NAMES[word]
    if group == "decade":
        digits3 = word.strip("'’s")[:-1]
        century = {1: "19", 3: ""}.get(len(digits3))
        return (Kind.DECADE, f"{century}{digits3}X") if century is not None else (Kind.OTHER, word)
    kinds = {"stamp": Kind.STAMP, "short": Kind.SHORT, "poss": Kind.POSS}
    return kinds.get(group, Kind.OTHER), word


def lex(text: str, spans: Iterable[Span]) -> Tokens:
    """Tokenise the spans of a text, in order; a BREAK stands before each and behind the last.

    Of a span without anything that a date could be told by only its BREAK is kept.
    """
    rows: list[tuple[str, int, int, Value, int]] = []
    add, known = rows.append, _CODES
    end = 0
    for number, span in enumerate(spans):
        add((_BREAK, span.start, span.start, 0, number))
        if not may_date(text[span.start : span.end]):
            end = span.end
            continue
        for match in _TOKEN.finditer(text, span.start, span.end):
            place = match.lastindex or 0
            start, end = match.span(place)
            word = text[start:end]
            if place == _SMALL:
                for one in word.split(" "):
                    code, value = known.get(one, _PLAIN_WORD)
                    add((code, start, start + len(one), value, number))
                    start += len(one) + 1
                continue
            if place == _MARK:
                code, value = _PLAIN_MARKS[word]
            elif place == _WORD:
                code, value = known.get(word) or known.get(word.lower(), _PLAIN_WORD)
            else:
                kind, value = _classify(match.lastgroup or "mark", word)
                code = kind.value
            add((code, start, end, value, number))
        end = span.end
    add((_BREAK, end, end, 0, -1))
    codes, starts, ends, values, sentences = zip(*rows, strict=True)
    return Tokens(text, "".join(codes), starts, ends, values, sentences)
