"""People whom nobody listed, by the company their names keep: a title, a role, a verb of saying, an apposition.

Korean names are known by their family name and the shape of the rest: hyphened in the South
(`Hong Gil-dong`), three syllables in the North (`Hong Kil Tong`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from nkreader.analysis.entities.capitals import Stretch, matches
from nkreader.analysis.entities.found import Found
from nkreader.analysis.entities.lexicon import Lexicon, lexicon
from nkreader.analysis.entities.particles import JOINED, small
from nkreader.analysis.entities.surname_first import surname_before
from nkreader.model.entities import EntityKind
from nkreader.model.spans import Span

_CREDIT = re.compile(
    r"\b(?:[Rr]eporting|[Ww]riting|[Ee]diting|[Ww]ritten|[Ee]dited|[Cc]ompiled|[Tt]ranslated|Photos?|Photography)"
    r"(?: and (?:[Ww]riting|[Ee]diting|[Rr]eporting))? by [^()\n.;]{0,160}$"
)
_BYLINE = re.compile(r"(?:^|[\sa-z])By (?:[A-Z][^()\n.;\d]{2,60}(?:, | and ))?$")
_LAST_WORD = re.compile(r"\n? ,?([\w.-]+)")
"""Of a stretch written backwards: looked for from the front, every letter of it would be tried as the first."""
_NEXT_WORD = re.compile(r" (\w+)")
_OBJECT = re.compile(r"[,.;:]|\s(?:of|at|from)\b")
_SPACE = re.compile(r"\s+")
_SURNAMES = frozenset(
    """
    Camp Day English French German Gold Hall Hill Judge King Lake Law Major March Marshal May North Page Power Prince
    Small Street Temple West
    """.split()
)
"""Ordinary words that after a given name are surnames: `David Hall`."""
_MONTHS = frozenset(["Jan", "Jun", "April", "May", "June"])
"""Months, also short ones, that are given names too."""
_TIMES = frozenset("in by of on since until till from to for last this next early mid late and between during".split())
"""After these, a month is one."""
_IN_OFFICE = re.compile(r" on (?:his|her) (?:re-?)?(?:appointment|election|inauguration|assumption)\b")
_OF_WHAT = frozenset(["at", "with", "from", "of", "for", "in", "to", "than", "like", "on"])
"""After these stands what somebody belongs to: in `an analyst at Orrell Gibbs said`, the company."""


def unlisted_people(part: Stretch) -> Iterator[Found]:
    """Names in full (and single names right after a title) inside a stretch; they may overlap."""
    words, text, offset = lexicon(), part.text, part.offset
    korean: dict[int, int] = {}
    surnames = list(part.starts(words.korean))
    for pattern in (words.southern, words.northern, words.aged):
        for match in matches(pattern, text, surnames):
            korean[match.start()] = match.end()
            span = Span(offset + match.start(), offset + match.end())
            yield Found(span, EntityKind.PERSON, (), match[0])
    for match in matches(words.run, text, _begins(part)):
        if " " not in match[0] and not _is_titled(words, *_word_before(text, match.start())):
            if _opens_as_officer(words, text, match):
                span = Span(offset + match.start(), offset + match.end())
                yield Found(span, EntityKind.PERSON, (), match[0], full=False)
            continue
        for start, end, count in _names(words, text, match.start(), match.end()):
            if korean.get(start, end) < end:
                continue  # a Korean name, and what a headline says of its bearer
            if _keeps_company(words, text, start, end, count):
                name = _SPACE.sub(" ", text[start:end])
                yield Found(Span(offset + start, offset + end), EntityKind.PERSON, (), name, count > 1)


def _begins(part: Stretch) -> Iterable[int]:
    """Where a run of capitalised words may begin: at a capital, or before it, where `al-` belongs to it."""
    begins = [start for _, start in part.words]
    joined: list[int] = []
    for capital in part.inside():
        start = max(part.text.rfind(" ", 0, capital), part.text.rfind("\n", 0, capital)) + 1
        while start < capital and not part.text[start].isalpha():
            start += 1  # a bracket or quotation mark
        if part.text[start : capital - 1] in JOINED:
            joined.append(start)
    return sorted([*begins, *joined]) if joined else begins


def korean_name(name: str) -> bool:
    """Whether the name is known for a person's by its shape alone."""
    words = lexicon()
    return words.southern.fullmatch(name) is not None or words.northern.fullmatch(name) is not None


def _names(words: Lexicon, part: str, start: int, end: int) -> Iterator[tuple[int, int, int]]:
    """The stretches of a run of capitalised words that can be a name, and how many words each has."""
    tokens: list[tuple[int, int]] = []
    for match in words.token.finditer(part, start, end):
        surname = match[0] in _SURNAMES and tokens and part[slice(*tokens[-1])] in words.given
        surname = surname or (match[0] in _MONTHS and not tokens and _first_name(words, part, match, end))
        if (_never(words, match[0]) and not surname) or (not tokens and match[0].casefold() in words.roles):
            yield from _stretch(part, tokens)
            tokens = []
        else:
            tokens.append(match.span())
    yield from _stretch(part, tokens)


def _first_name(words: Lexicon, part: str, month: re.Match[str], end: int) -> bool:
    """Whether what may be a month begins a name instead: `Jun Azumi`, but not in `in June Samsung`."""
    after = words.token.match(part, month.end() + 1, end)
    before = _word_before(part, month.start())[0].casefold()
    return after is not None and not _never(words, after[0]) and before not in _TIMES and before not in words.never


def _opens_as_officer(words: Lexicon, part: str, match: re.Match[str]) -> bool:
    """Whether a sentence begins with a single name whose bearer is introduced: `Semyonov, chairman of the ...`."""
    opening = match.start() == 0 or part[max(0, match.start() - 2) : match.start()] in {". ", ".\n", "\n\n"}
    return opening and not _never(words, match[0]) and words.officer.match(part, match.end()) is not None


def _never(words: Lexicon, token: str) -> bool:
    if token in words.never:
        return True
    first, _, last = token.partition("-")
    return first in words.never and last in words.never


def _stretch(part: str, tokens: list[tuple[int, int]]) -> Iterator[tuple[int, int, int]]:
    while tokens and small(part[slice(*tokens[-1])]):
        tokens.pop()
    full = [token for token in tokens if not small(part[slice(*token)])]
    if full and not part[slice(*tokens[-1])].endswith(".") and len(full) <= 5:
        start = tokens[0][0] if len(full) == 1 else full[0][0]  # `President van der Bellen`
        yield start, tokens[-1][1], len(full)


def _keeps_company(words: Lexicon, part: str, start: int, end: int, count: int) -> bool:
    word, comma = _word_before(part, start)
    titled = _is_titled(words, word, comma)
    if count == 1:
        return titled
    if titled or word.casefold() in words.roles or part[start:end].partition(" ")[0].partition("-")[0] in words.given:
        return True
    after = _NEXT_WORD.match(part, end)
    if after is not None and after[1] in words.verbs and word not in _OF_WHAT:
        return True
    if word in words.verbs and _OBJECT.match(part, end):
        return True
    return (
        words.apposed.match(part, end) is not None or _IN_OFFICE.match(part, end) is not None or credited(part, start)
    )


def _word_before(part: str, start: int) -> tuple[str, bool]:
    """The word before a name, and whether a comma stands between them."""
    window = part[max(0, start - 24) : start]
    if not window.endswith((" ", " \n")):
        return "", False
    word = window[window.rfind(" ", 0, -1) + 1 : -1]
    if word.isalnum():
        return word, False  # nearly always
    before = _LAST_WORD.match(window[::-1])
    return before[1][::-1] if before else "", window.endswith(", ")


def _is_titled(words: Lexicon, word: str, comma: bool) -> bool:
    return not comma and (word in words.titles or word.rpartition("-")[2] in words.titles)


def credited(part: str, start: int) -> bool:
    """Whether the name that begins at `start` stands in a byline or in a line of credits."""
    window = part[max(0, start - 200) : start]
    return _BYLINE.search(window[-80:]) is not None or ("by " in window and _CREDIT.search(window) is not None)


def family_name(name: str) -> str:
    """What a text calls the bearer of a full name after the first mention."""
    words = lexicon()
    parts = name.split()
    if len(parts) == 1:
        return name
    hyphened = len(parts) == 2 and "-" in parts[1] and parts[0] in words.korean
    three = len(parts) == 3 and parts[0] in words.korean and words.northern.fullmatch(name) is not None
    chinese = len(parts) == 2 and parts[0] in words.chinese and parts[0] not in words.given
    return parts[0] if hyphened or three or chinese or surname_before(parts) else parts[-1]
