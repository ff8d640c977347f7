"""What somebody is called in print: the title before the name, or the apposition behind it."""

from __future__ import annotations

import re

from nkreader.analysis.appearing_words import NAME, PERSON, PLACE, THING
from nkreader.analysis.marked import Marked

_TITLE = (
    r"(?:[\w]+-)?(?:president|chairman|chairwoman|chairperson|premier|minister|secretary|director|director-general"
    r"|ambassador|envoy|chief|head|leader|deputy|member|commander|marshal|general|admiral|colonel|spokes(?:man|woman"
    r"|person)|governor|mayor|editor|manager|rector|professor|speaker|chancellor|senator|representative|commissioner"
    r"|officer|official|delegate|consul|attach[eé]|counsell?or|king|queen|emperor|prince|princess|founder|sister|brother"
    r"|wife|daughter|son|father|mother|adviser|advisor|analyst|researcher|coach|diplomat|dictator|ruler|lawmaker|dr|fm|pm|gov|sen|rep|gen|col|lt|pres)\b\.?"
)
"""What somebody may be: the last word of a title, or the one an apposition is about."""
_HONOUR = r"(?:the|respected|great|dear|beloved|esteemed|fatherly|comrade|mr|mrs|ms|he|h\.e|his|her|excellency)\.?"
"""Words of honour: they belong to a name, but say nothing of what its bearer does."""
_MODIFIER = (
    r"(?:vice|deputy|first|second|third|chief|foreign|prime|general|senior|former|acting|current|interim|late|supreme"
    r"|unification|defen[cs]e|finance|party|state|executive|permanent|special|top|north|south|korean|chinese"
    r"|russian|american|japanese|u\.?s\.?|d\.?p\.?r\.?k\.?|nuclear|national|security|press|standing|honorary|department)"
)
_MARK = rf"[{PERSON}{PLACE}{THING}](?:['’]s)?"
_BEFORE = re.compile(
    rf"(?<![\w.'’-])(?:(?:(?:{_HONOUR}|{_MODIFIER}|{_TITLE}|{PLACE}(?:['’]s)?|{THING}(?:['’]s)?)\s)*{_TITLE}\sof\s(?:the\s)?"
    rf"(?:(?:(?-i:[A-Z])[\w'’-]+|{THING}|{PLACE})\s?){{1,4}}"
    rf"|(?:(?:{_HONOUR}|{_MODIFIER}|{_TITLE}|{PLACE}(?:['’]s)?|{THING}(?:['’]s)?)\s)+)$",
    re.IGNORECASE,
)
"""Titles and words of honour right before a name."""
_HAS_TITLE = re.compile(rf"\b{_TITLE}(?!\w)", re.IGNORECASE)
_CALLS = re.compile(rf"\b(?:{_TITLE}|(?!the\b|his\b|her\b){_HONOUR})(?!\w)", re.IGNORECASE)
"""Says whom; without it `officials of the party` so and so would have a party for a title."""
_HONOURS = re.compile(rf"^(?:{_HONOUR}\s)+", re.IGNORECASE)
_BEHIND = re.compile(r"\s?(?:,|\()\s?(?P<role>[^,;:()“”\"]{2,200})")
_MORE = re.compile(r"\s?,\s?(?P<role>[^,;:()“”\"]{2,200})")
_OPENS = re.compile(rf"(?:(?:the|an?|who (?:is|was))\s)?(?:(?!\w+ing\b)[^\s,]+\s){{0,6}}?{_TITLE}(?!\w)", re.IGNORECASE)
_NEVER_OPENS = re.compile(
    r"(?:and|but|or|who|which|on|in|at|said|says|told|also|as|with|by|to|for|when|while|after|before|his|her|he|she|they"
    rf"|we|not|it|will|would|may|has|had|have|is|was|are|were|together|along|{PERSON}|{NAME}|\w+(?<!retir)(?<!appoint)(?<!unit)ed|\w+ing)(?:\s|$)",
    re.IGNORECASE,
)
_ENDS = re.compile(
    rf"\s(?:who|which|that|said|says|told|attended|visited|met|was|were|is|are|has|had|sent|received|guided|inspected"
    rf"|arrived|on (?:the|an?|\w+day|[A-Z][a-z]{{2,8}}\.? \d)|will|would|(?:and|with) [^,]*[{PERSON}{NAME}])",
    re.IGNORECASE,
)
_CUT_SHORT = re.compile(r"(?:C\.C\.|CC|Central Committee|Committee|Ministry)$", re.IGNORECASE)
"""An apposition that a comma parts from what it belongs to: `secretary of the C.C., WPK`."""


_NO_TITLE = frozenset("and of to by with from for in on at were was as or that than when while between under".split())
"""Words that end no title."""
_LONGEST = 120
"""Characters of titles before a name that are looked at."""


def item_start(text: str, mark: int) -> int:
    """Where the words begin that belong to a name: its titles and words of honour, or the mark itself."""
    words = text[max(0, mark - 30) : mark].split()
    if not words or words[-1] in _NO_TITLE or words[-1].endswith((",", ";", ":")):
        return mark  # as nearly always
    before = _BEFORE.search(text, max(0, mark - _LONGEST), mark)
    return before.start() if before and _CALLS.search(before[0]) else mark


def role(sentence: Marked, mark: int) -> tuple[int, int]:
    """The stretch of the marked sentence that says what the bearer of a name is; empty where nothing does."""
    text = sentence.text
    start, end = item_start(text, mark), mark
    honours = _HONOURS.match(text[start:end])
    start += honours.end() if honours else 0
    end = start + len(text[start:end].rstrip())
    titled = _HAS_TITLE.search(text[start:end]) is not None
    first, last = _apposition(text, mark + 1)
    if first < last and not (titled and text[first].isupper()):  # a capital: the title of who comes next in a list
        return first, last
    return (start, end) if titled else (mark, mark)


def _apposition(text: str, at: int) -> tuple[int, int]:
    found = _BEHIND.match(text, at)
    if found is None:
        return at, at
    start, end = found.start("role"), _end_of(found)
    if not _is_role(text[start:end]):
        return at, at
    while end == found.end() and (more := _MORE.match(text, end)) is not None:
        part = text[more.start("role") : _end_of(more)]
        cut_short = _CUT_SHORT.search(text[start:end]) and not re.search(rf"[{PERSON}{NAME}]", part) and len(part) < 60
        if not cut_short and not _is_role(part):
            break
        found, end = more, _end_of(more)
    return start, end


def _end_of(found: re.Match[str]) -> int:
    ends = _ENDS.search(found["role"])
    text = found["role"][: ends.start()] if ends else found["role"]
    return found.start("role") + len(text.rstrip(" ."))


def _is_role(text: str) -> bool:
    if _NEVER_OPENS.match(text) or text[:1] in (PERSON, NAME):
        return False
    opening = _OPENS.match(text)
    return opening is not None and NAME not in opening[0] and PERSON not in opening[0]
