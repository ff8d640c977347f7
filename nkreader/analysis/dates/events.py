"""When it happened and when it was reported, where the first sentences say so.

Both are read, never computed: no day is subtracted from a report to guess its event.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from nkreader.analysis.dates.forms import Fixed, Shift, Tense, Weekday
from nkreader.analysis.dates.lexer import Tokens
from nkreader.analysis.dates.resolve import Expression
from nkreader.analysis.dates.tense import tense
from nkreader.model.dates import Basis, Certainty, DateMention, PartialDate, Precision
from nkreader.model.spans import Span

LEAD = 3
"""How many sentences of the body may tell the main event."""
TELLING = 15
"""Characters that a sentence has beside its date, unless it is a line that only dates the article."""
_MEDIUM = re.compile(
    r"\b(?:state|official|North's)[- ](?:run )?(?:media|newspaper|television|broadcaster|daily)\b|\bstate-run\b"
    r"|\bKCNA\b|\bKorean Central (?:News Agency|Television|Broadcasting)|\bRodong Sinmun\b|\bnews agency\b"
    r"|\bnewspaper\b|\bYonhap\b|\bmedia\b|\bNaenara\b|\bUriminzokkiri\b|\bbroadcaster\b|\bKCTV\b"
)
_VERB = re.compile(
    r"\b(said|says|reported|reports|report|announced|according to|detailed by|carried|quoted|revealed|disclosed"
    r"|released|confirmed|noted|stated|published|told|added|quoting|citing)\b"
)
_ATTRIBUTION = re.compile(r"(?:[,\"”]|\baccording to\b|\bas\b)\s*(?:[^,\"”]{0,80})$")
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
    """`report` (a medium reported then), `saying` (somebody said something then), `event` (anything else)."""
    attribution: bool


def told_dates(
    tokens: Tokens,
    body: Sequence[Span],
    resolved: Sequence[tuple[Expression, DateMention]],
    published: PartialDate,
) -> Told:
    """Read both from the first sentences of `body`, which begins behind the dateline."""
    candidates = []
    for number, sentence in enumerate(body[: LEAD + 2]):
        for expression, mention in resolved:
            if sentence.covers(mention.span):
                candidate = _candidate(tokens, sentence, expression, mention, number, published)
                if candidate:
                    candidates.append((number, candidate))
    return Told(_reported(candidates), _happened(candidates))


def _candidate(
    tokens: Tokens,
    sentence: Span,
    expression: Expression,
    mention: DateMention,
    number: int,
    published: PartialDate,
) -> _Candidate | None:
    if mention.precision not in (Precision.DAY, Precision.YEARLESS):
        return None
    if tense(tokens, expression.first, expression.last) is Tense.FUTURE or not _is_recent(mention, published):
        return None
    if len(sentence) - len(mention.span) < TELLING:
        return None
    text, (start, end) = tokens.text, (sentence.start, mention.span.start)
    before = text[max(start, end - 120) : end]
    if before.endswith("dated "):
        return None
    verbs = list(_VERB.finditer(before[-70:]))
    after = mention.span.end, sentence.end
    if not verbs:
        opens = _ONE_WORD.fullmatch(text, start, end)  # "On Saturday, the newspaper carried"
        following = text[after[0] : min(after[0] + 60, after[1])]
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
    return PartialDate.of(mention.value, basis, certainty, reason)


def _clause(candidate: _Candidate) -> str:
    """Why the date is what it is, to follow a colon."""
    reason = candidate.mention.reason.removesuffix(".")
    return reason[0].lower() + reason[1:]


def _reported(candidates: Sequence[tuple[int, _Candidate]]) -> PartialDate:
    for _, candidate in candidates:
        if candidate.role == "report":
            return _dated(candidate, f"A medium reported it then: {_clause(candidate)}.")
    return PartialDate.unknown("The first sentences do not say when a cited source reported it.")


def _happened(candidates: Sequence[tuple[int, _Candidate]]) -> PartialDate:
    lead = [(number, c) for number, c in candidates if number < LEAD]
    statement = next((c for number, c in lead if number == 0 and c.role == "saying" and not c.attribution), None)
    event = next((c for _, c in lead if c.role == "event"), None)
    opening = next((c for number, c in lead if number == 0 and c.role == "event"), None)
    if opening is None and statement is not None:
        return _dated(statement, f"The main news is what was said then: {_clause(statement)}.")
    if event is not None:
        return _dated(event, f"The opening tells the event with its date: {_clause(event)}.")
    return PartialDate.unknown("The opening does not say when it happened.")
