"""The few things of an article that lists show."""

from __future__ import annotations

from dataclasses import dataclass

from nkreader.model.dates import PartialDate


@dataclass(frozen=True, slots=True)
class Headline:
    """A row of the article list; the `list` verb prints it."""

    id: str
    paths: tuple[str, ...]
    title: str
    title_basis: str
    outlet: str | None
    author: str | None
    url: str | None
    lang: str
    published: PartialDate
    """Its own, or one borrowed from a piece that reports the same event (basis `same-event`)."""
    reported: PartialDate
    happened: PartialDate
    event: str | None
    """Id of the same-event group; None for a piece alone in its event."""
    words: int
    added: int
    """Running number of its arrival in the library."""
    read: bool = False
    starred: bool = False
    highlights: int = 0
    tags: tuple[str, ...] = ()
    missing: bool = False
    """None of its files is there any more."""
    library: str = ""
    """Folder of the library it stands in."""
