"""Headlines for widget tests, without a library."""

from __future__ import annotations

from nkreader.model.dates import Basis, Certainty, PartialDate
from nkreader.model.headline import Headline

UNKNOWN = PartialDate.unknown("nothing says when")


def stated(value: str | None, certainty: Certainty = Certainty.STATED) -> PartialDate:
    """A date, or none."""
    return PartialDate.of(value, Basis.HEADER, certainty, "the header says so") if value else UNKNOWN


def headline(
    number: int,
    title: str = "A piece",
    published: str | None = "2024-03-24",
    *,
    event: str | None = None,
    certainty: Certainty = Certainty.STATED,
    outlet: str | None = "Harbour Wire",
    read: bool = False,
) -> Headline:
    """A row of the list."""
    return Headline(
        id=f"{number:012x}",
        paths=(f"/pieces/{number}.txt",),
        title=title,
        title_basis="first line",
        outlet=outlet,
        author=None,
        url=None,
        lang="en",
        published=stated(published, certainty),
        reported=UNKNOWN,
        happened=UNKNOWN,
        event=event,
        words=100,
        added=number,
        read=read,
    )
