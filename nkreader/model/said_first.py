"""Which piece of a group said it first, as far as that is known: by who cites whom, then by day and hour."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

from nkreader.model.analysis import SourceKind
from nkreader.model.dates import Basis, Certainty, Interval, PartialDate, Precision
from nkreader.model.links import First
from nkreader.model.provenance import Told, shares
from nkreader.model.sources import in_a_sentence, listed

_TITLE = 40
"""Characters of a title that stands for an outlet that is not known."""


def first(members: Sequence[Told], in_archive: frozenset[str] = frozenset()) -> First:
    """Who of a group said it first.

    Args:
        members: The pieces.
        in_archive: Keys of the outlets that have any piece in the archive.
    """
    members = _in_one_year(members)
    order = _order(members)
    ids = tuple(one.id for one in order)
    cited = _cited(members)
    begun = [one for one in order if not cited[one.id]] or order
    root = _root(members, in_archive)
    if len(begun) == 1 and len(members) > 1:
        chosen = begun[0]
        when = _when(chosen.published)
        said = f"{root}; first here: " if root else "first: "
        return First(chosen.id, f"{said}{_by(chosen)}{f', {when}' if when else ''}{_followed(chosen, cited)}", ids)
    earliest = _earliest(begun)
    said = f"{root}; first here: " if root else "first known: "
    return First(earliest[0].id if len(earliest) == 1 else None, _told(earliest, members, said, root, cited), ids)


def _followed(chosen: Told, cited: Mapping[str, frozenset[str]]) -> str:
    """How many of the others cite it."""
    number = sum(chosen.id in others for others in cited.values())
    if not number:
        return ""
    if number == len(cited) - 1 > 1:
        return "; the others cite it"
    return f"; {_count(number)} {'cites' if number == 1 else 'cite'} it"


_A_YEAR = 2000
"""Stands for a year that no text of a group gives; a leap year."""


def _in_one_year(members: Sequence[Told]) -> Sequence[Told]:
    """Days without a year, where no piece has one with it, can still be compared: a group is of a few days."""
    if any(_days(one.published) for one in members):
        return members
    found = []
    for one in members:
        value = one.published.value or ""
        if one.published.precision is Precision.YEARLESS and len(value) == len("XXXX-07-12"):
            text = value.replace("XXXX", str(_A_YEAR))
            day = date.fromisoformat(text)
            when = replace(one.published, value=text, precision=Precision.DAY, interval=Interval(day, day))
            found.append(replace(one, published=when))
        else:
            found.append(one)
    days = [days[0] for one in found if (days := _days(one.published))]
    return found if days and max(days) - min(days) < timedelta(days=180) else members


def _told(
    earliest: Sequence[Told],
    members: Sequence[Told],
    said: str,
    root: str,
    cited: Mapping[str, frozenset[str]],
) -> str:
    if not earliest:
        lacking = "no piece has a day: which came first is not known"
        return f"{root}; {lacking}" if root else lacking
    when = _when(earliest[0].published)
    timed = _instant(earliest[0].published) is not None
    if len(earliest) == 1:
        text = f"{said}{_by(earliest[0])}, {when}{_followed(earliest[0], cited)}"
    else:
        names = listed(sorted({_by(one) for one in earliest}))
        one_outlet = f" of {names}" if earliest[0].outlet else ""
        pieces = f"{names}, " if len({_by(one) for one in earliest}) > 1 else f"{len(earliest)} pieces{one_outlet}, "
        text = f"{said}{pieces}{when}, no time of day says which"
    undated = sum(_days(one.published) is None for one in members)
    untimed = sum(_instant(one.published) is None for one in members) - undated if timed else 0
    notes = [f"{_count(untimed)} {'has' if untimed == 1 else 'have'} no time of day"] if untimed else []
    notes += (
        [f"{_count(undated)} {'has' if undated == 1 else 'have'} no day of {'its' if undated == 1 else 'their'} own"]
        if undated
        else []
    )
    return "; ".join([text, *notes])


def _root(members: Sequence[Told], in_archive: frozenset[str]) -> str:
    """The source all pieces go back to, where its own report is not among them."""
    found = shares(members)
    if found.lead is None or found.own or not all(_goes_back(one, found.lead) for one in members):
        return ""
    days = {one.reported.value for one in members if one.reported.precision is Precision.DAY}
    on = f" ({min(filter(None, days))})" if len(days) == 1 else ""
    where = "group" if found.lead in in_archive else "archive"
    name = in_a_sentence(found.names[found.lead])
    number = "both" if len(members) == 2 else "all"
    return f"{number} go back to {name}{on}, whose own report is not in this {where}"


def _goes_back(one: Told, key: str) -> bool:
    """Whether a piece has what it reports from a medium: two that speak of `state media` need not mean the same."""
    return any(cite.key == key and cite.main and cite.kind is SourceKind.MEDIUM for cite in one.cites)


def _cited(members: Sequence[Told]) -> dict[str, frozenset[str]]:
    """Of each piece those of the group whose outlet it cites, unless they cite each other."""
    keys = {one.id: {cite.key for cite in one.cites} for one in members}

    def cites(one: Told, other: Told) -> bool:
        return other.publisher is not None and other.publisher != one.publisher and other.publisher in keys[one.id]

    return {
        one.id: frozenset(other.id for other in members if cites(one, other) and not cites(other, one))
        for one in members
    }


def _order(members: Sequence[Told]) -> list[Told]:
    cited = _cited(members)
    left = sorted(members, key=_place)
    ordered: list[Told] = []
    done: set[str] = set()
    while left:
        waiting = {one.id for one in left}
        one = next((one for one in left if not cited[one.id] & waiting), left[0])
        left.remove(one)
        ordered.append(one)
        done.add(one.id)
    return ordered


def _place(one: Told) -> tuple[date, datetime, str]:
    days, instant = _days(one.published), _instant(one.published)
    return days[0] if days else date.max, instant or datetime.max.replace(tzinfo=UTC), one.id


def _earliest(members: Sequence[Told]) -> list[Told]:
    """Those of which none is known to be earlier: by hour among those with an hour, else by day."""
    dated = [(one, days) for one in members if (days := _days(one.published)) is not None]
    if not dated:
        return []
    soonest = min(last for _, (_, last) in dated)
    same_day = [one for one, (begin, _) in dated if begin <= soonest]
    timed = [(instant, one) for one in same_day if (instant := _instant(one.published)) is not None]
    if timed:
        least = min(instant for instant, _ in timed)
        return [one for instant, one in timed if instant == least]
    return same_day


def _days(when: PartialDate) -> tuple[date, date] | None:
    """First and last day it may be; None without both, and for what was only borrowed from another piece."""
    if when.basis is Basis.SAME_EVENT or when.interval.earliest is None or when.interval.latest is None:
        return None
    if when.precision is Precision.DAY and when.value:
        day = date.fromisoformat(when.value)
        return day, day
    return when.interval.earliest, when.interval.latest


def _instant(when: PartialDate) -> datetime | None:
    """The moment, where the hour is known with its zone."""
    if when.precision is not Precision.DAY or when.value is None or when.time is None or _days(when) is None:
        return None
    clock = time.fromisoformat(when.time)
    if clock.tzinfo is None:
        return None
    return datetime.combine(date.fromisoformat(when.value), clock).astimezone(UTC)


def _when(when: PartialDate) -> str:
    """`2023-09-13 06:31 UTC+9`; empty for what is not known."""
    if when.value is None or _days(when) is None:
        return ""
    sign = "≈" if when.certainty is Certainty.LIKELY else ""
    day = when.value.replace("/", "–")
    if day.startswith(f"{_A_YEAR}-"):
        day = f"{day.removeprefix(f'{_A_YEAR}-')} of an unknown year"
    if _instant(when) is None or when.time is None:
        return f"{sign}{day}"
    clock = time.fromisoformat(when.time)
    return f"{sign}{day} {clock:%H:%M} {_zone(clock.utcoffset() or timedelta())}"


def _zone(offset: timedelta) -> str:
    minutes = round(offset.total_seconds() / 60)
    hours, rest = divmod(abs(minutes), 60)
    return f"UTC{'-' if minutes < 0 else '+'}{hours}{f':{rest:02}' if rest else ''}" if minutes else "UTC"


def _by(one: Told) -> str:
    if one.outlet:
        return one.outlet
    title = one.title if len(one.title) <= _TITLE else f"{one.title[: _TITLE - 1].rstrip()}…"
    return f"“{title}”"


def _count(number: int) -> str:
    return "1 piece" if number == 1 else f"{number} pieces"
