"""Whether the words around an expression speak of what was or what is to come.

A cheap stand-in for the TLINKs of TimeML 1.2.1: the nearest marker of the same sentence decides.
"""

from __future__ import annotations

from itertools import takewhile

from nkreader.analysis.dates.forms import Tense
from nkreader.analysis.dates.kinds import Kind
from nkreader.analysis.dates.lexer import Tokens
from nkreader.analysis.dates.vocabulary import PAST_VERBS, words

REACH = 12
"""How many tokens away a marker may stand."""
_FUTURE = frozenset(
    words(
        "will shall ll scheduled due set expected expects expect plans planned plan planning slated upcoming "
        "forthcoming expire expires expiring payable effective ending begins hopes intends aims proposed would "
        "deadline tomorrow soon mature maturing coming going looming prepares preparing ahead next seeks"
    )
)
_PAST = PAST_VERBS | frozenset(
    words(
        "said says told has have been saw put ended shed slid swung beat hurt kept chose drawn grown fallen risen seen "
        "ago since where when as amid after last according"
    )
)
_LEADING = frozenset(words("plan plans set aims hopes intends prepares"))
"""Of these, what looks ahead only before `to` or `for`: `announced the plan` does not."""
_DETERMINERS = frozenset(kind.value for kind in (Kind.THE, Kind.A, Kind.OWN, Kind.THIS, Kind.THAT, Kind.POSS))
_TOLD = frozenset(words("forecast cut put set hit let cost quit"))
"""Verbs that look alike in the past; right behind a date they tell of it: `the bank in October forecast`."""
_MEETS = frozenset(words("meet meets leaves arrives departs opens convenes resumes returns travels flies"))
"""What is said in the present of a day is to come: `the envoys meet Monday` (the programme present)."""
_ANNOUNCED = frozenset(words("upcoming coming forthcoming next"))
"""What says outright that something is to come."""
_BREAK, _WORD = Kind.BREAK.value, Kind.WORD.value
_BY = (Kind.BY.value, Kind.UNTIL.value)
_LED = _DETERMINERS | {Kind.TO.value}
_DAYS = (Kind.DAY.value, Kind.ORD.value, Kind.YEAR.value, Kind.WEEKDAY.value)
_CUT = frozenset((";", ":"))


def tense(tokens: Tokens, first: int, last: int) -> Tense:
    """The tense around the tokens `first` to `last` (not included)."""
    before = _nearest(tokens, range(first - 1, max(0, first - REACH) - 1, -1))
    after = _nearest(tokens, range(last, min(len(tokens.codes), last + REACH)))
    if before is None or (after is not None and after[0] * 2 < before[0]):
        return after[1] if after else Tense.OPEN
    return before[1]


def _nearest(tokens: Tokens, places: range) -> tuple[int, Tense] | None:
    text, codes, starts, ends = tokens.text, tokens.codes, tokens.starts, tokens.ends
    for distance, at in enumerate(places, 1):
        code = codes[at]
        if code == _BREAK:
            return None
        word = text[starts[at] : ends[at]].lower()
        if word in _CUT:
            return None
        if word in _MEETS and places.step < 0 and distance < 6 and codes[at - 1] not in _LED:
            return distance, Tense.FUTURE
        if word in _FUTURE and not _is_other(tokens, at, word, behind=places.step > 0):
            return distance, Tense.FUTURE
        if distance == 1 and places.step > 0 and word in _TOLD:
            return distance, Tense.PAST
        spans = codes[at - 1] in _DAYS  # "from Sept. 12 through Oct. 3"
        if distance == 1 and places.step < 0 and code in _BY and not spans and not _was_done(tokens, at):
            return distance, Tense.FUTURE
        past = word in _PAST or (code == _WORD and word.endswith("ed") and len(word) > 4 and not word.startswith("un"))
        if past and tokens.word(at - 1).lower() != "be":  # "to be paid" has happened to nobody yet
            return distance, Tense.PAST
    return None


def _is_other(tokens: Tokens, at: int, word: str, behind: bool) -> bool:
    """Whether a marker of the future is none here: `the plan`, `more than expected`, `due to rain`, `next week`."""
    if word == "expected" and tokens.word(at - 1).lower() == "had":
        return True
    if word == "expected":
        return "than" in (tokens.word(at - 1).lower(), tokens.word(at - 2).lower())
    if word == "next":
        return tokens.codes[at + 1] == Kind.UNIT.value
    if word == "due":
        return behind and tokens.codes[at + 1] == Kind.TO.value
    return word in _LEADING and tokens.codes[at + 1] not in (Kind.TO.value, Kind.FOR.value)


def _was_done(tokens: Tokens, by: int) -> bool:
    """Whether something had been done by a day: `had filed reports by Wednesday`."""
    for at in range(by - 1, max(0, by - REACH) - 1, -1):
        if tokens.codes[at] == _BREAK or tokens.codes[at] == Kind.TO.value:
            return False
        if tokens.word(at).lower() == "had":
            return True
    return False


def is_announced(tokens: Tokens, first: int) -> bool:
    """Whether a word right before the token `first` says outright that it is to come."""
    near = range(first - 1, max(0, first - REACH // 2) - 1, -1)
    before = takewhile(lambda at: tokens.codes[at] != _BREAK, near)
    return any(tokens.word(at).lower() in _ANNOUNCED for at in before)
