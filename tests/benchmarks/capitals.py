"""Names by capitals alone: a plain reading of English text, to hold the reader's own against. A name is

- a run of capitalised words inside a paragraph, with initials (`J.`), hyphens, `&` and particles (`de`); the title of
  an article and titles of works in quotation marks are not read;
- that goes on over `of`, `for`, `on`, `to` and `with` with or without `the` where the word before is a head of
  organisations or meetings (`HEADS`), and after that also over `and` (`Ministry of Land and Environment Protection`);
- that ends at a possessive, unless the owner is a kind of people (`People's`), and at what is no part of a name:
  months, weekdays, function words, titles (`Foreign Minister`);
- whose first word stands inside a sentence, or that stands so elsewhere in the same set (else its first word is
  dropped, if the rest stands elsewhere inside a sentence);
- that is not all of nationalities, languages, numbers and `OTHERS`, nor of `UNKINDED`, nor a stretch in capitals;
- that is no adjective made of names (`London-based`), no office's field (`Minister of Culture`), no East Asian family
  name alone, and without the `Korean` of `south Korean`.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from tests.benchmarks.no_names import (
    FAMILY_NAMES,
    GENERAL,
    HEADS,
    NATIONALITIES,
    OTHERS,
    OWNERS,
    PASSING,
    TITLES,
    UNKINDED,
)

_WORD = r"(?:(?:Mts?|St)\.(?= [A-Z])|[A-Z](?:\.[A-Z])*\.(?=[ ,;:)'’]|$)|[A-ZÀ-Þ][\w&/]*(?:[-.'’](?!s\b)\w+)*)"
_TOKEN = re.compile(rf"(?<![\w@.'’-]){_WORD}|\d+(?:st|nd|rd|th)(?= [A-Z])")
_POSSESSIVE = re.compile(r"['’]s? ")
_JOINT = re.compile(r",? (?:of|for|on|to|with)(?: the)? |(?<=C\.),(?: the)? |(?<=C),(?: the)? ")
_BETWEEN = frozenset([" ", "\n", " & ", " de ", " da ", " di ", " del ", " von ", " van ", " bin ", " al-", " der "])
_OFFICE = re.compile(r"\b(?:[Mm]inist(?:er|ers|ries|er of State)|[Ss]ecretary[- ][Gg]eneral) (?:of|for)(?: the)? $")
_DANGLING = re.compile(r" (?:of|for|to|on)(?: the)? [A-Z]\w+ing$")
"""`Committee for Implementing`, of a name that goes on with a day (`the June 15 Joint Declaration`)."""
_PAIR = re.compile(
    r"(?:DPRK|Sino|Korea|China|Japan|Russia|U\.S|France|North|South|Rason|Palestine|NATO|Anglo|Russo|Inter|Asia|N|S|Euro"
    r"|January|April|July|October)-\w.*|[A-Z][\w.]+-(?:Korea|DPRK|U\.S\.?|Japan|China|Israel|India|Iran)"
    r"|[\w.&' -]+-(?:based|oriented|targeted|style|type|Type|minded|led|run|made|listed|wide|born|trained|backed|owned)"
)
"""Adjectives made of names: `DPRK-China`, `London-based`."""
_HALF = re.compile(r"(?:\b(?:south|north)[ -]|-[Ss]outh )$")
_SENTENCE_ENDS = re.compile(r"(?:^|[.!?:;]['\"”’)]*[\s,]*|[\n•*\"“‘(–-]\s*|--\s*|\.,\s*)$")
_TICKERS = re.compile(
    r"\([^()\n]*\b[A-Z0-9]+\.[A-Z]{1,3}\b[^()\n]*\)|<[^<>\n]+>|\(\$1[^()]*\)|\b[A-Z]{2,}\.UL\b|(?<= )\.[A-Z]{2,}\b"
)
"""Shares and rates in Reuters copy: `( PHG.AS )`."""
_QUOTED = re.compile(r"[\"“]([^\"“”\n]{8,160})[\"”]")
_NUMBER = re.compile(r"[\dIVX]+(?:st|nd|rd|th)?|No\.?\d*|Nos\.?|[A-Z]")

Run = Sequence[tuple[int, int]]
"""Where each word of a run begins and ends."""


@dataclass(frozen=True, slots=True)
class Named:
    """One stretch of a text that may be a name."""

    start: int
    end: int
    name: str
    inside: bool
    """Its first word stands inside a sentence."""


def named(text: str) -> Iterator[Named]:
    """Every stretch that may be a name in the text behind its first blank line."""
    plain = _TICKERS.sub(lambda match: "|" * len(match[0]), text)
    plain = _QUOTED.sub(lambda match: "|" * len(match[0]) if _is_title(match[1]) else match[0], plain)
    run: list[tuple[int, int]] = []
    linked = False
    for match in _TOKEN.finditer(plain, text.find("\n\n") + 2):
        if run:
            joined, linked = _joins(plain, run, match.start(), linked)
            if not joined:
                yield from _parts(plain, run)
                run, linked = [], False
        run.append(match.span())
    yield from _parts(plain, run)


def standing(found: Iterable[Named], inside: Collection[str]) -> Iterator[Named]:
    """What is a name here, given the names that stand inside sentences."""
    for item in found:
        rest = item.name.partition(" ")[2]
        if item.inside or item.name in inside:
            yield item
        elif rest in inside:
            yield Named(item.end - len(rest), item.end, rest, True)


def _is_title(quoted: str) -> bool:
    """Whether words in quotation marks are the title of a work: four or more, the longer ones with capitals."""
    longer = [word for word in quoted.split() if len(word) > 4]
    capitals = sum(word[0].isupper() for word in longer)
    return quoted.count(" ") >= 3 and len(longer) > 1 and capitals * 10 >= len(longer) * 7


def _joins(text: str, run: Run, start: int, linked: bool) -> tuple[bool, bool]:
    """Whether a word goes on the run before it, and whether the run has gone over `of` by then."""
    end = run[-1][1]
    word, between = text[slice(*run[-1])], text[end:start]
    if between in _BETWEEN:
        return True, linked
    if _POSSESSIVE.fullmatch(between):
        return word + between.strip() in OWNERS, linked
    if _JOINT.fullmatch(text, end, start):
        return linked or word in HEADS, True
    return linked and between == " and ", linked


def _parts(text: str, run: Run) -> Iterator[Named]:
    """The run without titles, days and months, as often as these cut it."""
    words = [text[slice(*span)] for span in run]
    begin = at = 0
    while at < len(words):
        size = _cut(words, at)
        if size:
            yield from _named(text, run[begin:at])
            begin = at + size
        at += max(1, size)
    yield from _named(text, run[begin:])


def _cut(words: Sequence[str], at: int) -> int:
    """How many words from `at` on end a name."""
    if words[at] == "General" and (" ".join(words[at + 1 : at + 2]) in GENERAL or words[max(0, at - 1)] == "Consulate"):
        return 0
    longer = (size for size in (4, 3, 2) if " ".join(words[at : at + size]) in TITLES)
    return next(longer, int(words[at] in TITLES or words[at] in PASSING))


def _named(text: str, run: Run) -> Iterator[Named]:
    """The run as a name, unless it is none."""
    if run and text[slice(*run[0])] in ("Korean", "Korea") and _HALF.search(text, max(0, run[0][0] - 8), run[0][0]):
        run = run[1:]
    if not run or all(_empty(text[slice(*span)]) for span in run):
        return
    start, end = run[0][0], run[-1][1]
    loose = _DANGLING.search(text, start, end)
    end = loose.start() if loose else end
    name = " ".join(text[start:end].split())
    if len(name) < 2 or name in UNKINDED or name in FAMILY_NAMES or _PAIR.fullmatch(name):
        return
    if _OFFICE.search(text, max(0, start - 32), start) or (name.isupper() and (" " in name or len(name) > 6)):
        return
    yield Named(start, end, name, _SENTENCE_ENDS.search(text[max(0, start - 12) : start]) is None)


def _empty(word: str) -> bool:
    return word in NATIONALITIES or word in OTHERS or _NUMBER.fullmatch(word) is not None
