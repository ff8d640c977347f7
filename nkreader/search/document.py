"""What the index is told of an article."""

from __future__ import annotations

from dataclasses import dataclass

from nkreader.model.dates import Interval


@dataclass(frozen=True, slots=True)
class Document:
    """One article, as far as it can be searched for.

    The names are those the article mentions with all their aliases, so that any of them finds it. A date of
    which nothing is known is None; an interval open at both ends says nothing either and is found by no date.
    """

    id: str
    title: str
    text: str
    """The whole of `Article.text`; offsets of matches are offsets into it."""
    outlet: str | None = None
    author: str | None = None
    lang: str = "en"
    persons: tuple[str, ...] = ()
    orgs: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    weapons: tuple[str, ...] = ()
    events: tuple[str, ...] = ()
    origins: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    published: Interval | None = None
    reported: Interval | None = None
    happened: Interval | None = None
