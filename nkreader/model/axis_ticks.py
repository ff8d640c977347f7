"""The dates of one piece as ticks on the axis: those that its text names, and its three own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from nkreader.model.article import PartKind
from nkreader.model.axis import Mark, Tick
from nkreader.model.dates import Basis, Certainty, DateMention, PartialDate, Precision
from nkreader.model.headline import Headline
from nkreader.model.piece import Piece
from nkreader.model.timeline import By

_STATED = "Stated"
"""How the reason of a date begins that hangs on nothing but its own words."""
_ABOVE = (PartKind.HEADER, PartKind.METADATA, PartKind.BYLINE, PartKind.DATELINE)
_THREE: Mapping[By, Mark] = {By.HAPPENED: Mark.HAPPENED, By.REPORTED: Mark.REPORTED, By.PUBLISHED: Mark.PUBLISHED}


def dates_of(piece: Piece) -> tuple[Tick, ...]:
    """Every resolved date of a piece, in text order, then those of its own that stand nowhere in its text.

    The first mention of the day on which it happened, was reported or published is marked as that.
    """
    mentions = piece.analysis.dates
    own = _own(piece)
    ticks = [
        Tick(
            own.pop(at, Mark.NAMED),
            _when(mention, piece.analysis.published),
            " ".join(mention.span.of(piece.article.text).split()),
            piece.headline.id,
            mention.span.start,
        )
        for at, mention in enumerate(mentions)
    ]
    found = {tick.mark: tick for tick in ticks}
    for by, mark in _THREE.items():
        when = by.of(piece.headline)
        known = found.get(mark)
        if not when.known:
            continue
        if known is None:
            ticks.append(Tick(mark, when, "", piece.headline.id))
        else:
            ticks[ticks.index(known)] = known._replace(when=when)
    return tuple(ticks)


def _own(piece: Piece) -> dict[int, Mark]:
    """Which mention says which of the three dates, as far as one does; above the text it is that of publication."""
    line = piece.analysis.dateline
    above = [span for kind in _ABOVE for span in piece.article.all(kind)] + ([line.span] if line else [])
    found: dict[int, Mark] = {}
    for by, mark in _THREE.items():
        value = by.of(piece.headline).value
        said = [
            at
            for at, mention in enumerate(piece.analysis.dates)
            if mention.value == value and at not in found
            and any(span.covers(mention.span) for span in above) is (mark is Mark.PUBLISHED)
        ]  # fmt: skip
        if value is not None and said:
            found[said[0]] = mark
    return found


def _when(mention: DateMention, published: PartialDate) -> PartialDate:
    stated = mention.reason.startswith(_STATED)
    likely = published.certainty is Certainty.LIKELY and not stated
    certainty = Certainty.LIKELY if likely else Certainty.STATED if stated else Certainty.DERIVED
    precision, days = mention.precision, mention.interval
    return PartialDate(mention.value, precision, days, Basis.MENTION, certainty, mention.reason)


def three(ticks: Iterable[Tick], reports: Iterable[Headline], by: By) -> tuple[Tick, ...]:
    """What of an open piece's three dates is no entry on an axis by one of them, and those of its event's reports.

    Args:
        ticks: All dates of the open piece.
        reports: The other pieces of its event.
        by: The date that places the pieces themselves.
    """
    own = (tick for tick in ticks if tick.mark not in (Mark.NAMED, _THREE[by]))
    found: dict[tuple[Mark, str | None], Tick] = {(tick.mark, tick.when.value): tick for tick in own}
    for report in reports:
        for mark, when in _dates(report, by):
            known = found.get((mark, when.value))
            outlet = report.outlet or "another report"
            if known is None:
                found[mark, when.value] = Tick(mark, when, "", report.id, outlets=(outlet,))
            else:
                outlets = known.outlets if known.own or outlet in known.outlets else (*known.outlets, outlet)
                found[mark, when.value] = known._replace(agreeing=known.agreeing + 1, outlets=outlets)
    return tuple(tick for tick in found.values() if tick.when.precision is not Precision.NONE)


def _dates(report: Headline, by: By) -> Iterator[tuple[Mark, PartialDate]]:
    for other, mark in _THREE.items():
        when = other.of(report)
        if other is not by and when.known and when.basis is not Basis.SAME_EVENT:
            yield mark, when
