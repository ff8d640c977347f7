"""Which other pieces a reader may want next, and why: no link without a reason that the texts show.

What two pieces share counts by its kind, by how rare it is in the archive at hand, by whether the pieces are about it
or only mention it, and by how near in time they are. What nearly every piece names, who brings the news (outlets and
authors), and a state or capital named in passing are no reasons.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from nkreader.analysis.media import is_medium
from nkreader.model.analysis import Analysis
from nkreader.model.dates import PartialDate, Precision
from nkreader.model.entities import Entity, EntityKind, Mention
from nkreader.model.links import Link, Reason

NEAR_DAYS = 21
"""Days within which naming the same people makes two pieces belong together."""
ENOUGH = 0.2
"""Score below which a piece is not worth a jump."""
TOO_COMMON = 0.3
"""A name less rare than this ties nothing together."""
LEAST = 0.13
"""What a shared name must be worth to be given as a reason."""
IN_PASSING = 0.65
"""What a name counts that a piece names once, and not in its opening."""
OPENING = 4
"""Sentences, the title among them, whose names a piece is about."""
BROAD = 0.15
"""What a state, a capital or a continent counts, which pieces on different matters name."""
EVENTS_DAY = 0.5
"""What it counts that one piece names the day of the other's event."""
_BROAD_LINE = re.compile(
    r"(?:State|Former state|Capital|Continent|Region|Ocean|Sea|Special administrative|(?:The Korean )?Peninsula)\b"
)
_WEIGHT = {
    EntityKind.WEAPON: 1.2,
    EntityKind.EVENT: 1.1,
    EntityKind.PERSON: 1.0,
    EntityKind.ORGANISATION: 0.8,
    EntityKind.PLACE: 0.6,
}
_LASTING = {
    EntityKind.WEAPON: 0.5,
    EntityKind.EVENT: 0.4,
    EntityKind.PERSON: 0.4,
    EntityKind.ORGANISATION: 0.3,
    EntityKind.PLACE: 0.3,
}
"""The part of its weight that a shared name keeps however far apart the pieces are."""
_WORDS = {
    EntityKind.WEAPON: "same weapon",
    EntityKind.EVENT: "same named event",
    EntityKind.PERSON: "same person",
    EntityKind.ORGANISATION: "same organisation",
    EntityKind.PLACE: "same place",
}


@dataclass(frozen=True, slots=True)
class Sighting:
    """How telling a name is in the archive at hand."""

    articles: int
    """How many articles name it."""
    of: int
    """How many articles there are."""

    @property
    def rarity(self) -> float:
        """1 for a name that two of many articles share, 0 for one that most of them do."""
        if self.of < 2 or self.articles < 2:
            return 1.0
        return max(0.0, math.log(self.of / self.articles) / math.log(self.of / 2 if self.of > 2 else 2))


def link(here: Analysis, there: Analysis, other_id: str, sightings: Mapping[str, Sighting]) -> Link | None:
    """Compare two articles by the names they share and the days they speak of; None if nothing ties them."""
    days = _days_apart(here.published, there.published)
    closeness = 0.5 if days is None else math.exp(-days / NEAR_DAYS)
    scored: list[tuple[float, Reason]] = []
    mine, theirs = _named(here), _named(there)
    for ident in mine.keys() & theirs.keys():
        rarity = sightings[ident].rarity if ident in sightings else 1.0
        if rarity < TOO_COMMON:
            continue
        (one, salience), (other, their_salience) = mine[ident], theirs[ident]
        lasting = _LASTING[one.kind]
        worth = _weight(here.names[ident]) * rarity * salience * their_salience * (lasting + (1 - lasting) * closeness)
        if worth >= LEAST:
            text = f"{_WORDS[one.kind]}: {one.name}{_distance(days)}"
            scored.append((worth, Reason(text, one.span, other.span)))
    named_day = _named_day(here, there)
    if named_day and (scored or named_day[0] >= EVENTS_DAY):
        scored.append(named_day)
    scored.sort(key=lambda pair: (-pair[0], pair[1].text))
    total = sum(worth for worth, _ in scored[:5])
    score = 1 - math.exp(-0.6 * total)
    if score < ENOUGH:
        return None
    return Link(other_id, round(score, 4), tuple(reason for _, reason in scored[:5]))


def _weight(entity: Entity) -> float:
    broad = entity.kind is EntityKind.PLACE and _BROAD_LINE.match(entity.line)
    return BROAD if broad else _WEIGHT[entity.kind]


def _named(analysis: Analysis) -> dict[str, tuple[Mention, float]]:
    """The first mention of everything a piece names that is not who brings the news, and how much it is about it."""
    dateline = analysis.dateline.span if analysis.dateline else None
    opening = analysis.sentences[OPENING - 1].end if len(analysis.sentences) >= OPENING else None
    bringing = {origin.entity for origin in analysis.origins}
    counts = Counter(mention.entity for mention in analysis.mentions)
    found: dict[str, tuple[Mention, float]] = {}
    for mention in analysis.mentions:
        if not mention.entity or mention.entity in found or (dateline and dateline.covers(mention.span)):
            continue
        entity = analysis.names[mention.entity]
        if mention.entity in bringing or is_medium(entity) or entity.name in (analysis.author or ""):
            continue
        about = counts[mention.entity] > 1 or opening is None or mention.span.end <= opening
        found[mention.entity] = mention, 1.0 if about else IN_PASSING
    return found


def _days_apart(one: PartialDate, other: PartialDate) -> int | None:
    """The days between two dates; None where one is open, or both allow for the same day and neither settles it."""
    first, second = one.interval, other.interval
    if not (first.earliest and first.latest and second.earliest and second.latest):
        return None
    if first.latest < second.earliest:
        return (second.earliest - first.latest).days
    if second.latest < first.earliest:
        return (first.earliest - second.latest).days
    return 0 if first.days == second.days == 1 else None


def _distance(days: int | None) -> str:
    if days is None:
        return ""
    if days == 0:
        return ", the same day"
    for unit, length in (("year", 365), ("month", 30), ("day", 1)):
        count = round(days / length)
        if count >= 2 or length == 1:
            return f", {count} {unit}{'s' if count > 1 else ''} apart"
    return ""


def _named_day(here: Analysis, there: Analysis) -> tuple[float, Reason] | None:
    """A day one text names on which the other's event happened, or on which it was published."""
    for worth, days in ((EVENTS_DAY, _happened), (0.2, _published)):
        for mention in here.dates:
            day = mention.interval.earliest
            if mention.precision is Precision.DAY and day in days(there) and day not in _own(here):
                return worth, Reason(f"names {mention.value}, the day of this piece", mention.span)
        for mention in there.dates:
            day = mention.interval.earliest
            if mention.precision is Precision.DAY and day in days(here) and day not in _own(there):
                return worth, Reason(f"it names {mention.value}, the day of the open piece", None, mention.span)
    return None


def _happened(analysis: Analysis) -> set[date]:
    return _day(analysis.happened)


def _published(analysis: Analysis) -> set[date]:
    return _day(analysis.published)


def _own(analysis: Analysis) -> set[date]:
    return _day(analysis.published) | _day(analysis.happened) | _day(analysis.reported)


def _day(when: PartialDate) -> set[date]:
    return {when.interval.earliest} if when.precision is Precision.DAY and when.interval.earliest else set()
