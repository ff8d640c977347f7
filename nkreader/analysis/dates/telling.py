"""How a text tells a date: as past, as to come, as the year it is written in, as one it sets aims for.

Read from the words of the sentence around the date. Where they allow two readings the answer is `OPEN`: a date
that is wrongly taken for past would make a text younger than it is.
"""

from __future__ import annotations

import re
from collections import deque
from enum import Enum, auto

from nkreader.analysis.dates.forms import Fixed
from nkreader.analysis.dates.kinds import Kind
from nkreader.analysis.dates.lexer import Tokens
from nkreader.analysis.dates.resolve import Expression
from nkreader.analysis.dates.stamps import COLLECTED
from nkreader.analysis.dates.vocabulary import PAST_VERBS, words


class Telling(Enum):
    """What the words around a date make of it."""

    OPEN = auto()
    PAST = auto()
    COMING = auto()
    RUNNING = auto()
    """The year, or month, in which the text was written: `so far in 2024`."""
    AIM = auto()
    """`goals for 2024`."""


REACH = 12
"""How many words away the verb may stand."""
BARE = 4
"""How long an expression that is only a year is."""
FAR = 90
"""How many characters behind the word that looks ahead a date may stand."""
WINDOW = 500
"""How many characters before and behind a date are read, of a sentence that is longer."""
_PART = r"(?:the|early|late|mid|about|around|end of|middle of|beginning of|start of|spring|summer|autumn|fall|winter)"
_IN = re.compile(rf"\b(?:[Ii]n|[Oo]n|[Ss]ince|[Dd]uring)\W+(?:{_PART}\W*)*$")
_OPENS = re.compile(
    rf"\W*(?:(?:One|Early|Late|Later|Back|And|But|Then|Already|Only)\s+(?:\w+\s+)?)?(?:[Ii]n|[Oo]n|[Ss]ince|[Dd]uring)"
    rf"\W+(?:{_PART}\W*)*"
)
"""What may stand before a date that opens its sentence: `One day in October`; `growth in 2031 was put` is no such."""
_HELD = re.compile(r"\b(?:place|held|signed|died|arrived|met|fell|opened|began|launched|conducted|fired)\s+$")
"""Verbs that a day may follow without a preposition: `took place Jan. 5, 2024`."""
_AT = re.compile(rf"\b(?:in|on|by|until|before|during)\W+(?:{_PART}\W*)*$")
_NEARLY_AT = re.compile(r"\b(?:in|on|by|until|before|during|for|the|upcoming|a|its)\W+(?:the\W*)?$")
_AHEAD = re.compile(
    r"\b(?:will|would|could|may|might|should|shall|must|can|cannot|expect(?:s|ed|ing)?|forecasts?|outlook|guidance"
    r"|plans?|planned|planning|target(?:s|ed|ing)?|goals?|budget|deadline|until|through|by|due|scheduled"
    r"|estimate[sd]?|project(?:s|ed)|propos(?:ed|al)|hopes?|aim(?:s|ed|ing)?|likely|set to|to be|begin(?:ning)?"
    r"|starting|wants?|wanted|seeks?|next|upcoming|if|unless|bid|bidding|beyond|won['’]t)\b|['’]ll\b"
)
_GOES_ON = re.compile(
    r"\bto (?!the\b|an?\b|its\b|his\b|their\b|about\b|over\b|more\b|less\b|nearly\b|[A-Z\d$])\w"
    r"|\b(?:matur|end|expir|fall|com|start|tak|join|expand|recover|climb|ris|slow)ing\b|\b(?:mature|term|seen|sees|growth|recovery|increase|take|ahead|or|for|ends?|vests?|reach|instead|notes|bonds|who|which)\b"
)
_WILL = re.compile(
    r"\b(?:will|shall|(?:is|are) (?:now )?(?:scheduled|expected|set|due|slated|planning|preparing|aiming|hoping|to)"
    r"|(?<!\bthe )(?<!\bits )(?<!\bhis )(?<!\bour )(?<!\btheir )(?<!ed )(?<!\ba )(?<!\boriginal )"
    r"(?:plans?|expects?|aims|intends?|vows|pledges) to)\b|['’]ll\b"
)
_NOT_WILL = re.compile(
    r"\b(?:was|were|had|did|last|ago|earlier|previously|originally|initially|would|could|might|before|once|then|since"
    r"|when|first|if|hoped|wanted|believed|thought|planned|scheduled|against|than|versus|compared|restate\w*"
    r"|in (?:1\d{3}|20\d\d))\b"
)
_ITS_VERB = re.compile(r"\s+(?:not )?(?:be )?\w+\b")
"""`will be opened`: the verb behind a word that looks ahead."""
_OTHER_CLAUSE = re.compile(
    r"[;:]|\b(?:who|which|that|than|from|since|after|under|as|like|said|made|begun|set up|another|similar|seen"
    r"|bonus\w*|focus|results|below|above|level|earn|report|say|receive|following|again)\b|-year|\b\w+ed\b"
)
_NOUN = re.compile(
    r"\s+(?!and\b|or\b|as\b|to\b|at\b|in\b|with\b|for\b|if\b|when\b|but\b|after\b|by\b|from\b|on\b|under\b)\w"
)
"""What makes a year part of a name: `in the 2010 disaster`."""
_NAMED = re.compile(
    r"\s+(?:bonds?|notes?|model|elections?|season|campaign|edition|[Gg]ames|Olympics|budget|contracts?)\b"
)
"""What a year may be part of before it comes."""
_NEXT = re.compile(r"\b(?:next (?:week|month)|tomorrow|later this (?:week|month)|upcoming|coming|this week)\b")
_SO_FAR = re.compile(r"\bso far (?:in|during) $")
_RUNNING = re.compile(r"\b(?:this|the current|the present) year(?:,? of|['’]s| \()?\s*$")
_AIMS = re.compile(
    r"\b(?:goals|aspirations|targets|plans?|budget|tasks|outlook|resolutions|agenda|aims)\W+for"
    r"(?:\W+the(?: year)?)?\W*$"
)
_REVIEWED = re.compile(
    r"\b(?:settlement|implement\w*|\w*fulfil\w*|carried out|results?|review\w*|last year|was|were|had|met|missed"
    r"|missing|achieved|approved|paid)\b"
)
_WORD = re.compile(r"[A-Za-z]+")
_NO_VERBS = frozenset(
    words(
        "united limited allied hundred exceed proceed succeed sacred naked related based unprecedented advanced called "
        "proposed planned expected scheduled estimated projected forecasted anticipated targeted intended required "
        "needed agreed invited hoped focused positioned predicted pegged stalled distressed unexpired stretched "
        "wished promised vowed pledged tied linked indexed dated slated committed destined elected announced "
        "reduced touted budgeted"
    )
)
"""Words in -ed that tell nothing past of the date behind them: adjectives, and verbs that look ahead."""
_UNDONE = frozenset(words("is are be am being get gets when once not to become becomes"))
"""Words before a participle that do not put it into the past: `is opened in 2026`."""
_PRESENT = frozenset(words("is are has have be am"))
_BREAK = Kind.BREAK.value


def telling(tokens: Tokens, expression: Expression) -> Telling:
    """How the sentence of an expression tells it."""
    start = tokens.starts[tokens.codes.rindex(_BREAK, 0, expression.first)]
    end = tokens.starts[tokens.codes.index(_BREAK, expression.last)]
    first, last = max(start, expression.span.start - WINDOW), min(end, expression.span.end + WINDOW)
    before, after = tokens.text[first : expression.span.start], tokens.text[expression.span.end : last]
    if COLLECTED.match(before.rpartition("\n")[2]):
        return Telling.OPEN
    if _SO_FAR.search(before) or (_IN.search(before) and after.startswith(" so far")) or _RUNNING.search(before):
        return Telling.RUNNING
    if _AIMS.search(before):
        return Telling.OPEN if _REVIEWED.search(before) or _REVIEWED.search(after) else Telling.AIM
    if _is_past(before, after, len(expression.span) > BARE):
        return Telling.PAST
    return Telling.COMING if _is_coming(before, after, isinstance(expression.form, Fixed)) else Telling.OPEN


def _is_past(before: str, after: str, exact: bool) -> bool:
    """Whether a date is past by the words beside it; `exact` where it is more than a year."""
    if (
        not (_IN.search(before) or (exact and _HELD.search(before)))
        or _AHEAD.search(before)
        or _AHEAD.search(after)
        or _NAMED.match(after)
    ):
        return False
    said = list(_WORD.finditer(before))[-REACH:]
    for at in range(len(said) - 1, -1, -1):
        word = said[at][0].lower()
        if word in _PRESENT:
            return False
        if _is_verb(word):
            undone = {near[0].lower() for near in said[max(0, at - 2) : at]} & _UNDONE
            return not undone and not _GOES_ON.search(before, said[at].end())
    return _OPENS.fullmatch(before) is not None and _verb_follows(after)


def _verb_follows(after: str) -> bool:
    """`In 2019, the plant opened`: the first verb behind an opening date is in the past."""
    for word in _WORD.findall(after)[:REACH]:
        if word.lower() in _PRESENT:
            return False
        if _is_verb(word.lower()):
            return True
    return False


def _is_verb(word: str) -> bool:
    return word in PAST_VERBS or (word.endswith("ed") and len(word) > 4 and word not in _NO_VERBS)


def _is_coming(before: str, after: str, with_year: bool) -> bool:
    will = deque(_WILL.finditer(before), 1)
    if not will or len(before) - will[0].end() > FAR or _NOT_WILL.search(before):
        return False
    verb = _ITS_VERB.match(before, will[0].end())
    if _OTHER_CLAUSE.search(before, verb.end() if verb else will[0].end()) or re.search(
        r"\b(?:was|were|had|would|did)\b", after[:60]
    ):
        return False
    if with_year and (_NOUN.match(after) or after.startswith("/")):
        return False
    return bool(_AT.search(before) or (_NEXT.search(before) and _NEARLY_AT.search(before)))
