"""When it happened and when it was reported, where the first sentences say so.

Both are read, never computed: no day is subtracted from a report to guess its event.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, replace

from nkreader.analysis.dates.forms import Fixed, Shift, Tense, Weekday
from nkreader.analysis.dates.lexer import Tokens
from nkreader.analysis.dates.resolve import Expression
from nkreader.analysis.dates.tense import tense
from nkreader.analysis.dates.times import time_beside
from nkreader.model.dates import Basis, Certainty, DateMention, PartialDate, Precision
from nkreader.model.spans import Span

LEAD = 3
"""How many sentences of the body may tell the main event."""
STRETCH = 31
"""How many days an event may last."""
TELLING = 15
"""Characters that a sentence has beside its date, unless it is a line that only dates the article."""
_MEDIUM = re.compile(
    r"\b(?:state|official|North's)[- ](?:run )?(?:media|newspaper|television|broadcaster|daily)\b|\bstate-run\b"
    r"|\bKCNA\b|\bKorean Central (?:News Agency|Television|Broadcasting)|\bRodong Sinmun\b|\bnews agency\b"
    r"|\bnewspaper\b(?!['’]s| publisher| group| company| advertis\w+| chain)"
    r"|\bYonhap\b|\bmedia\b|\bNaenara\b|\bUriminzokkiri\b|\bbroadcaster\b|\bKCTV\b"
)
_VERB = re.compile(
    r"\b(said|says|reported|reports|report|announced|according to|detailed by|carried|quoted|revealed|disclosed"
    r"|released|confirmed|noted|stated|published|told|added|quoting|citing)\b"
)
_ATTRIBUTION = re.compile(r"(?:[,\"”]|\baccording to\b|\bas\b)\s*(?:[^,\"”]{0,80})$")
_NAME_AND_ON = re.compile(r"(?:\s[A-Z][\w'’]*){0,4},?\s*(?:on\s*)?")
"""What may stand between a medium and its day: `the newspaper Harbour Post on Monday`."""
_PRINTS = re.compile(r"[\s,]*(?:said|says|reported|reports|carried|carries|published|ran|wrote|quoted|cited|noted)\b")
_ASIDE = re.compile(r"\b(?:when|since|before|after|following)\b[^,;]*$")
"""In a later sentence, a date of something else: `did not mention it when it met reporters on Friday`."""
_BESIDE = re.compile(r"\b(?:dated|from|to|until|through) $")
"""The date of a document, and one end of a stretch that is not understood as a whole."""
_ACCORDING = re.compile(r"\b[Aa]ccording to [^,]{2,60}, [^,]*$")
"""What follows `According to the paper,` is what the paper tells."""
_LISTED = re.compile(r"\b(?:items|articles|news|headlines) (?:\w+ ){0,4}in [^,;]*$")
"""A review of the press: `major items in the newspapers on Friday`."""
CLAUSE = 120
"""Characters before a date within which the clause begins that says who reported then."""
_ONE_WORD = re.compile(r"\s*\S*\s*")
_ENDS = re.compile(r"[\"”']*\s*(?:[.,;]|$)")
_AFTERWARDS = re.compile(r"[,]?\s+(?:the |North Korea's |its )?[^.;]{0,60}?\b(?:reported|carried|said)\b")


@dataclass(frozen=True, slots=True)
class Told:
    """The dates that a text tells of its event and of the report on it."""

    reported: PartialDate
    happened: PartialDate


@dataclass(frozen=True, slots=True)
class _Candidate:
    expression: Expression
    mention: DateMention
    role: str
    """`report` (a medium reported then), `print` (what it printed then is the news), `saying` (somebody said something
    then), `event` (anything else)."""
    attribution: bool
    time: str | None = None
    """ISO time with UTC offset, where the text gives both."""


def told_dates(
    tokens: Tokens,
    body: Sequence[Span],
    resolved: Sequence[tuple[Expression, DateMention]],
    published: PartialDate,
) -> Told:
    """Read both from the first sentences of `body`, which begins behind the dateline."""
    candidates: list[tuple[int, _Candidate]] = []
    for number, sentence in enumerate(body[: LEAD + 2]):
        for expression, mention in resolved:
            if sentence.covers(mention.span):
                candidate = _candidate(tokens, sentence, expression, mention, number, published)
                if candidate:
                    time = time_beside(tokens.text, sentence, mention.span, mention.interval.earliest)
                    candidates.append((number, replace(candidate, time=time)))
    return Told(_reported(candidates), _happened(candidates))


def _candidate(
    tokens: Tokens,
    sentence: Span,
    expression: Expression,
    mention: DateMention,
    number: int,
    published: PartialDate,
) -> _Candidate | None:
    if mention.precision not in (Precision.DAY, Precision.YEARLESS) and not _is_stretch(mention):
        return None
    if tense(tokens, expression.first, expression.last) is Tense.FUTURE or not _is_recent(mention, published):
        return None
    text, (start, end) = tokens.text, (sentence.start, mention.span.start)
    line = max(start, text.rfind("\n", start, end) + 1), text.find("\n", mention.span.end, sentence.end)
    if (line[1] if line[1] >= 0 else sentence.end) - line[0] - len(mention.span) < TELLING:
        return None
    before = text[max(start, end - 120) : end]
    if (_BESIDE.search(before) and not _is_stretch(mention)) or (number and _ASIDE.search(before)):
        return None
    verbs = list(_VERB.finditer(before[-70:]))
    after = mention.span.end, sentence.end
    if not verbs and _LISTED.search(before):
        return _Candidate(expression, mention, "print", False)
    if not verbs or _ACCORDING.search(before):
        opens = _ONE_WORD.fullmatch(text, start, end)  # "On Saturday, the newspaper carried"
        following = text[after[0] : min(after[0] + 60, after[1])]
        if _says_then(before, following):
            return _Candidate(expression, mention, "print", False)
        role = "report" if opens and _MEDIUM.search(following) and _AFTERWARDS.match(text, *after) else "event"
        return _Candidate(expression, mention, role, False)
    between = before[-70:][verbs[-1].end() :]
    clause = _ATTRIBUTION.search(text, max(start, end - CLAUSE), end)
    attribution = clause is not None and clause.start() - start > 25 and _ENDS.match(text, *after) is not None
    near = clause[0] if clause and attribution else before
    if _MEDIUM.search(near):
        return _Candidate(expression, mention, "report", attribution)
    role = "event" if len(between.split()) > 6 else "saying"
    return _Candidate(expression, mention, role, attribution)


def _says_then(before: str, following: str) -> bool:
    """`Rodong Sinmun Wednesday says in an article`: a medium, its day, its verb."""
    medium = deque(_MEDIUM.finditer(before), 1)
    here = bool(medium) and _NAME_AND_ON.fullmatch(before, medium[0].end()) is not None
    return here and _PRINTS.match(following) is not None


def _is_stretch(mention: DateMention) -> bool:
    """`from April 27 to May 3`: some days of which both ends are told."""
    days = mention.interval.days
    return mention.precision is Precision.RANGE and days is not None and days <= STRETCH


def _is_recent(mention: DateMention, published: PartialDate) -> bool:
    """News happened at most a month before it was published; a date further back is background."""
    day, last = mention.interval.earliest, published.interval.latest
    if day is None or last is None:
        return True
    return 0 <= (last - day).days <= 31 + (published.interval.days or 1)


def _dated(candidate: _Candidate, reason: str) -> PartialDate:
    mention, form = candidate.mention, candidate.expression.form
    basis = Basis.WEEKDAY if isinstance(form, Weekday) else Basis.MENTION
    certainty = Certainty.STATED if isinstance(form, Fixed) else Certainty.DERIVED
    if isinstance(form, Shift) and form.narrative:
        certainty = Certainty.LIKELY
    return PartialDate.of(mention.value, basis, certainty, reason, time=candidate.time)


def _clause(candidate: _Candidate) -> str:
    """Why the date is what it is, to follow a colon."""
    reason = candidate.mention.reason.removesuffix(".")
    return reason[0].lower() + reason[1:]


def _reported(candidates: Sequence[tuple[int, _Candidate]]) -> PartialDate:
    for _, candidate in candidates:
        if candidate.role in ("report", "print"):
            return _dated(candidate, f"A medium reported it then: {_clause(candidate)}.")
    return PartialDate.unknown("The first sentences do not say when a cited source reported it.")


def _happened(candidates: Sequence[tuple[int, _Candidate]]) -> PartialDate:
    lead = [(number, c) for number, c in candidates if number < LEAD]
    statement = next(
        (c for number, c in lead if number == 0 and c.role in ("saying", "print") and not c.attribution), None
    )
    event = next((c for _, c in lead if c.role == "event"), None)
    opening = next((c for number, c in lead if number == 0 and c.role == "event"), None)
    if opening is None and statement is not None:
        return _dated(statement, f"The main news is what was said then: {_clause(statement)}.")
    if opening is not None:
        return _dated(opening, f"The opening tells the event with its date: {_clause(opening)}.")
    if event is not None:
        reason = f"The first sentence dates nothing; one behind it tells what happened with its date: {_clause(event)}."
        return replace(_dated(event, reason), certainty=Certainty.LIKELY)
    return PartialDate.unknown("The opening does not say when it happened.")
