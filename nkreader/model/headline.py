"""The few things of an article that lists show."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, fields
from typing import Any

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
    """The reader's, of the article and of its highlights, in alphabetical order."""
    missing: bool = False
    """None of its files is there any more."""
    library: str = ""
    """Folder of the library it stands in."""
    own_tags: tuple[str, ...] = ()
    """The reader's tags of the article as a whole."""
    by_hand: bool = False
    """What the reader said has a part in which pieces its event has."""

    new: bool = False
    """It came in since the last visit of the reading room ended."""
    renewed: bool = False
    """A new version of it did."""
    digest: bool = False
    """It is an overview of many events."""
    cites: str = ""
    """The source its news comes from, the innermost of those it names, by a short name; of several, how many more."""

    @classmethod
    def of_columns(cls, **columns: Iterable[Any]) -> list[Headline]:
        """As many headlines as there are ids, made of one column for each field.

        One by one, a frozen object of this many fields takes ten times as long: for a hundred thousand a second.
        """
        made = [cls.__new__(cls) for _ in columns["id"]]
        for field in fields(cls):
            deque(map(getattr(cls, field.name).__set__, made, columns[field.name]), maxlen=0)
        return made
