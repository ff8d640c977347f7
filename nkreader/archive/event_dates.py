"""The dates of an event, out of those of the pieces that report it."""

from __future__ import annotations

from collections.abc import Sequence

from nkreader.model.dates import Basis, PartialDate
from nkreader.model.headline import Headline


def event_dates(pieces: Sequence[Headline]) -> tuple[PartialDate, PartialDate, PartialDate]:
    """The narrowest date that a piece gives for the event, and the first ones of the reports and publications."""
    happened = [piece.happened for piece in pieces if piece.happened.known]
    reported = [piece.reported for piece in pieces if piece.reported.known]
    published = [piece.published for piece in pieces if piece.published.known]
    published = [when for when in published if when.basis is not Basis.SAME_EVENT] or published
    return (
        min(happened, key=lambda when: (when.interval.days or 10**6, when.sort_key), default=pieces[0].happened),
        min(reported, key=lambda when: when.sort_key, default=pieces[0].reported),
        min(published, key=lambda when: when.sort_key, default=pieces[0].published),
    )
