"""The dates of an event, out of those of the pieces that report it."""

from __future__ import annotations

from collections.abc import Sequence

from nkreader.model.dates import Basis, PartialDate
from nkreader.model.headline import Headline


def event_dates(pieces: Sequence[Headline]) -> tuple[PartialDate, PartialDate, PartialDate]:
    """The narrowest date that a piece gives for the event, and the first ones of the reports and publications.

    A digest tells of many events on many days: the day that it names first is none of its own.
    """
    happened = [piece.happened for piece in pieces if piece.happened.known and _of_one_event(piece)]
    reported = [piece.reported for piece in pieces if piece.reported.known]
    published = [piece.published for piece in pieces if piece.published.known]
    published = [when for when in published if when.basis is not Basis.SAME_EVENT] or published
    return (
        min(happened, key=lambda when: (when.interval.days or 10**6, when.sort_key), default=_undated(pieces[0])),
        min(reported, key=lambda when: when.sort_key, default=pieces[0].reported),
        min(published, key=lambda when: when.sort_key, default=pieces[0].published),
    )


def _of_one_event(piece: Headline) -> bool:
    return not piece.digest or piece.happened.basis is Basis.HAND


def _undated(piece: Headline) -> PartialDate:
    return piece.happened if _of_one_event(piece) else PartialDate.unknown("It is a digest of many events.")
