"""What a library prints of a name: its titles, its place in lists, its company, and when nothing is said of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from nkreader.model.dates import Basis, PartialDate
from nkreader.model.headline import Headline
from nkreader.model.spans import Span
from nkreader.model.timeline import has_place


@dataclass(frozen=True, slots=True)
class Spot:
    """A sentence of a piece that names it."""

    headline: Headline
    offset: int
    """Code point of the piece's text at which the name begins there."""
    sentence: Span
    """Code points of the piece's text."""


@dataclass(frozen=True, slots=True)
class Seen:
    """Something that was found in several pieces, with the first and the last of those that are dated."""

    pieces: int
    first: Spot | None
    """None if no piece of them is dated."""
    last: Spot
    """The newest; an undated one only where none is dated."""

    @property
    def days(self) -> tuple[PartialDate, PartialDate] | None:
        """The dates of the first and of the last; None if no piece is dated."""
        return (dated(self.first.headline), dated(self.last.headline)) if self.first else None


@dataclass(frozen=True, slots=True)
class Title:
    """What somebody is called beside the name."""

    words: str
    """As most pieces print it; others may differ in case, hyphens or an article."""
    seen: Seen


@dataclass(frozen=True, slots=True)
class Company:
    """Somebody who is named together with it."""

    name: str
    entity: str | None
    """Id; None for a name that may mean several."""
    before: int
    """In how many pieces it is printed before the name that the dossier is of."""
    seen: Seen


@dataclass(frozen=True, slots=True)
class Row:
    """A list of people in which it stands."""

    spot: Spot
    names: tuple[str, ...]
    """All of them as printed, in printed order."""
    place: int
    """Of the name among them; 1 is the first."""


@dataclass(frozen=True, slots=True)
class Rank:
    """A place in lists, and how often it was held."""

    place: int
    least: int
    """Names in the shortest of these lists."""
    most: int
    seen: Seen


@dataclass(frozen=True, slots=True)
class Silence:
    """A time in which it is not named, and how much the library holds of that time."""

    last: Spot
    """The last sentence before it that names it."""
    again: Spot | None
    """The first one behind it; None for the silence that lasts to the end of the library."""
    start: date
    """The last day that the piece of `last` can be of."""
    end: date
    """The first day that the piece of `again` can be of, or the last day of which the library has a piece."""
    held: int
    """Pieces published wholly between these two days."""
    maybe: int
    """Pieces that name it and may be of that time: undated ones, and those of a vague date."""

    @property
    def before(self) -> Headline:
        """The last piece before it."""
        return self.last.headline

    @property
    def after(self) -> Headline | None:
        """The first piece behind it."""
        return self.again.headline if self.again else None

    @property
    def days(self) -> int:
        """From the naming before to the next one."""
        return (self.end - self.start).days


@dataclass(frozen=True, slots=True)
class Standing:
    """All of that, as far as the pieces have been read."""

    pieces: int
    read: int
    """Of these `pieces`, the newest first."""
    first: Headline | None
    """The oldest piece that is dated; None if none is."""
    last: Headline | None
    undated: int
    """Pieces without a place in time."""
    vague: int
    """Pieces whose date leaves more than a month open."""
    silence: Silence | None
    """The longest; None where no whole day is without it, or fewer than two pieces are dated to the month."""
    since: Silence | None
    """Since the last piece; None where the library ends with it, or none is dated to the month."""
    forms: tuple[tuple[str, int], ...]
    """How the pieces print the name, and how often each, the most frequent first."""
    titles: tuple[Title, ...]
    """The one printed last comes first."""
    rows: tuple[Row, ...]
    """Newest first."""
    ranks: tuple[Rank, ...]
    """The most frequent place first."""
    ahead: tuple[Company, ...]
    """Who stands right before it in lists, the most frequent first."""
    behind: tuple[Company, ...]
    """Who stands right behind it."""
    same_list: tuple[Company, ...]
    """Who stands in a list with it, the most frequent first."""
    same_piece: tuple[Company, ...]
    """Who is named in a piece with it; `Company.before` tells whose name a piece has first."""

    @property
    def done(self) -> bool:
        """Whether every piece was read."""
        return self.read >= self.pieces


def dated(headline: Headline) -> PartialDate:
    """The date by which a dossier places a piece: of its publication, else of the report, else of the event.

    What a piece is about may lie long before it. That somebody is named, the archive knows of the day of the piece.
    A day borrowed from another report of the same event is evidence for nothing: of such a piece none is known.
    """
    three = (headline.published, headline.reported, headline.happened)
    own = (when for when in three if has_place(when) and when.basis is not Basis.SAME_EVENT)
    return next(own, _UNDATED)


_UNDATED = PartialDate.unknown("its own evidence gives no date")
