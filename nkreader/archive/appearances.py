"""Every appearance of a name in a library, a row for each event; one text at a time is in memory."""

from __future__ import annotations

import re
import sqlite3
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from nkreader.analysis.appearing import appearing
from nkreader.archive import joined
from nkreader.archive.event_dates import event_dates
from nkreader.archive.headlines import headlines
from nkreader.archive.serial import analysis_from_json, article_from_json, entity_from_json
from nkreader.model.analysis import Analysis
from nkreader.model.article import Article, PartKind
from nkreader.model.dates import Basis, Certainty, DateMention, Interval, PartialDate
from nkreader.model.entities import Entity, EntityKind, Mention
from nkreader.model.folding import fold
from nkreader.model.headline import Headline
from nkreader.model.occasion import Manner, Occasion, Seen
from nkreader.model.spans import Span
from nkreader.model.timeline import chronological, shown_days

_READ = ("en", "und")
"""Languages whose sentences the rules can read; in others a name is but named."""
LONG_AGO = timedelta(days=31)
"""A sentence that opens with a day so much earlier than its piece's own recalls something."""

_NAMES = "SELECT entity, count(*), min(article || name_json) FROM naming GROUP BY entity"
_PIECE = """
SELECT v.article_json, n.analysis_json FROM version v JOIN analysis n ON n.article = v.article
WHERE v.article = ? ORDER BY v.number DESC LIMIT 1
"""
_OPENING = re.compile(
    r"\W*(?:it (?:was|happened)\s)?(?:(?:one day|back|early|late|earlier|later)\s)*(?:(?:in|on|during)\s)?(?:the\s)?",
    re.I,
)
_A_YEAR = re.compile(r"(?:19|20)\d\d")
_ORDER = tuple(Manner)


def called(db: sqlite3.Connection, name: str) -> tuple[Entity, ...]:
    """What a name, an alias or an id may mean among the names of the library, most named first.

    An id means itself alone; names are compared however they are spelled, hyphened or capitalised. People who are
    counted as one are one, whichever of their names or ids it is; behind `=`, only who is printed so.
    """
    wanted, exact = name.strip().removeprefix("="), name.strip().startswith("=")
    compared = _compared(wanted)
    known = {} if exact else joined.leaders(db)
    counts: Counter[str] = Counter()
    found: dict[str, Entity] = {}
    for ident, articles, data in db.execute(_NAMES).fetchall():
        entity = entity_from_json(data[12:])
        leader = known.get(ident, ident)
        counts[leader] += articles
        if ident == wanted:
            return ((joined.person(db, ident) if ident in known else None) or entity,)
        if any(_compared(form) == compared for form in (entity.name, *entity.aliases)):
            found[leader] = (joined.person(db, leader) if ident in known else None) or entity
    return tuple(found[ident] for ident in sorted(found, key=lambda ident: (-counts[ident], ident)))


def _compared(name: str) -> str:
    return " ".join(fold(name).replace("-", " ").split())


def appearances(db: sqlite3.Connection, entity: Entity, days: Interval, alone: bool = False) -> tuple[Occasion, ...]:
    """The events in which it is named, in order of time; of those that may lie in `days`, or of all.

    `alone` leaves out whoever else is counted as one with it.
    """
    ids = (entity.id,) if alone else joined.together(db, entity.id)
    known = joined.leaders(db, entity.id if alone else None)
    entity = replace(entity, id=ids[0])
    groups: dict[str, list[Headline]] = {}
    for headline in headlines(db, joined.articles(db, ids)):
        groups.setdefault(headline.event or headline.id, []).append(headline)
    found = (_occasion(db, entity, pieces, known) for pieces in groups.values())
    return tuple(sorted((row for row in found if row and row.within(days)), key=_in_time))


def _in_time(row: Occasion) -> tuple[bool, date, date, str]:
    days = shown_days(row.when)
    first, last = (days.earliest or date.min, days.latest or date.max) if days else (date.max, date.max)
    return days is None, first, last, row.pieces[0].id


@dataclass(frozen=True, slots=True)
class _Told:
    """A sentence that names it, and what it says."""

    headline: Headline
    seen: Seen
    span: Span
    sentence: str
    others: tuple[str, ...]
    place: str | None
    dateline: str | None
    opens: PartialDate | None
    """The date the sentence opens with."""
    title: bool

    def rank(self, dates: Sequence[PartialDate]) -> tuple[int, bool, bool]:
        """What says most comes first: what happened then before what is recalled, sentences before titles."""
        return _ORDER.index(self.seen.manner), _recalls(self.opens, dates), self.title


def _occasion(
    db: sqlite3.Connection, entity: Entity, pieces: list[Headline], known: Mapping[str, str]
) -> Occasion | None:
    """The row of a group; None if its pieces were removed meanwhile."""
    dates = event_dates(pieces)
    best: _Told | None = None
    role = ""
    for headline in pieces:
        for told in _in_piece(db, headline, entity, known):
            role = role or told.seen.role
            if best is None or told.rank(dates) < best.rank(dates):
                best = told
    if best is None:
        return None
    happened, reported, published = dates
    recalled = _recalls(best.opens, dates)
    if best.opens and (recalled or not happened.known):
        happened = best.opens
    dateline = None if recalled else best.dateline  # that is where the piece was written, not where it was then
    return Occasion(
        tuple(sorted(pieces, key=chronological)),
        happened,
        reported,
        published,
        best.seen.manner,
        best.seen.role or role,
        best.others,
        best.place or dateline,
        "sentence" if best.place else "dateline" if dateline else None,
        best.headline.id,
        best.span,
        best.sentence,
    )


def _recalls(opens: PartialDate | None, dates: Sequence[PartialDate]) -> bool:
    """Whether a sentence that opens so tells of something long before what its piece is about."""
    first = next((when.interval.earliest for when in dates if when.known and when.interval.earliest), None)
    latest = opens.interval.latest if opens else None
    return first is not None and latest is not None and latest < first and first - latest > LONG_AGO


def _in_piece(db: sqlite3.Connection, headline: Headline, entity: Entity, known: Mapping[str, str]) -> Iterator[_Told]:
    """Each sentence of a piece that names it; a name outside of every sentence (a byline) is one by itself."""
    row = db.execute(_PIECE, (headline.id,)).fetchone()
    if row is None:  # removed meanwhile
        return
    article, analysis = article_from_json(row[0]), joined.as_one(analysis_from_json(row[1]), known)
    starts = [sentence.start for sentence in analysis.sentences]
    begins = [mention.span.start for mention in analysis.mentions]
    last: Span | None = None
    for mention in analysis.mentions:
        if mention.entity != entity.id:
            continue
        at = bisect_right(starts, mention.span.start) - 1
        sentence = analysis.sentences[at] if at >= 0 else mention.span
        sentence = _spoken(sentence, analysis, mention) if sentence.covers(mention.span) else mention.span
        if sentence != last:
            inside = analysis.mentions[bisect_left(begins, sentence.start) : bisect_left(begins, sentence.end)]
            yield _told(headline, article, analysis, sentence, inside, entity)
        last = sentence


def _spoken(sentence: Span, analysis: Analysis, mention: Mention) -> Span:
    """The sentence without the dateline before it."""
    line = analysis.dateline
    if line is None or not sentence.covers(line.span) or mention.span.start < line.span.end:
        return sentence
    return Span(line.span.end, sentence.end)


def _told(
    headline: Headline, article: Article, analysis: Analysis, span: Span, inside: Sequence[Mention], entity: Entity
) -> _Told:
    text = article.text
    person = entity.kind is EntityKind.PERSON and article.lang in _READ
    span = span.trimmed(text)
    seen = appearing(text, span, inside, entity.id) if person else Seen(Manner.NAMED)
    titles = article.first(PartKind.TITLE)
    return _Told(
        headline,
        seen,
        span,
        span.of(text),
        tuple(" ".join(other.of(text).split()) for other in seen.others),
        " ".join(seen.place.of(text).split()) if seen.place else None,
        analysis.dateline.place if analysis.dateline else None,
        _opens(text, span, inside, analysis.dates, entity) if seen.manner is not Manner.NAMED else None,
        titles is not None and titles.covers(span),
    )


def _opens(
    text: str, span: Span, inside: Sequence[Mention], dates: Sequence[DateMention], entity: Entity
) -> PartialDate | None:
    """The date a sentence opens with, before it names whom it is about."""
    name = next(mention.span for mention in inside if mention.entity == entity.id)
    for said in dates:
        if span.start <= said.span.start and said.span.end <= name.start:
            if not _OPENING.fullmatch(text[span.start : said.span.start]):
                return None
            words = " ".join(said.span.of(text).split())
            sure = Certainty.STATED if _A_YEAR.search(words) else Certainty.DERIVED
            when = PartialDate.of(said.value, Basis.MENTION, sure, f"the sentence opens with “{words}”: {said.reason}")
            return replace(when, interval=said.interval)
    return None
