"""What can be said of a piece and its group: a row each with its key; and the pieces that it can be joined with."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice

from textual.content import Content

from nkreader.model.headline import Headline
from nkreader.model.timeline import shown_days
from nkreader.ui.commands import key
from nkreader.ui.dating import date_label
from nkreader.ui.painting import content_line
from nkreader.ui.screens.sheet import Choice

WIDEST = 48
"""Characters of a title in a row."""
SHOWN = 4
"""Other pieces of a group that are told."""


@dataclass(frozen=True, slots=True)
class GroupSubject:
    """A piece whose group is to be repaired."""

    piece: Headline
    others: tuple[Headline, ...]
    """The other pieces of its group."""
    opened: Headline | None
    """The piece that is open, if it is none of these."""
    said: int
    """How many times the reader spoke of them."""

    @property
    def now(self) -> Content:
        """What the group is now, in a few lines."""
        count = len(self.others)
        head = "alone in its event" if not count else f"reports one event with {_pieces(count, 'other')}"
        lines = [content_line(self.piece.title or "(untitled)", "bold"), content_line(f"{_about(self.piece)} · {head}")]
        for other in self.others[:SHOWN]:
            lines.append(content_line(f"  {other.title or '(untitled)'} · {_about(other)}", "$dim"))
        if count > SHOWN:
            lines.append(content_line(f"  and {count - SHOWN:,} more", "$dim"))
        return Content("\n").join(lines)


@dataclass(frozen=True, slots=True)
class GroupWish:
    """Something to say."""

    command: str
    """Of `Where.GROUP`."""
    said: str


def group_wishes(subject: GroupSubject) -> tuple[GroupWish, ...]:
    """What can be said, the likeliest first."""
    count, found = len(subject.others), []
    if count:
        rest = "the other one" if count == 1 else f"the {count:,} others"
        found.append(GroupWish("split-off", f"it reports another event than {rest}: split it off"))
        found.append(GroupWish("follow-up", f"it reports what came of it: a follow-up of {rest}, not the same event"))
    if subject.opened is not None:
        found.append(GroupWish("join-open", f"it reports one event with the open piece, {short(subject.opened)}"))
    found.append(GroupWish("join", "it reports one event with another piece or group …"))
    found.append(GroupWish("follow-up-of", "it is a follow-up of another piece or group …"))
    if subject.said:
        times = "once" if subject.said == 1 else f"{subject.said:,} times"
        found.append(GroupWish("said-of-group", f"you spoke of {'these' if count else 'it'} {times}: take it back …"))
    return tuple(found)


def wish_rows(found: Iterable[GroupWish]) -> tuple[Choice, ...]:
    """A row each, its key first."""
    return tuple(Choice(one.command, (content_line(f"{key(f'group.{one.command}')}  {one.said}"),)) for one in found)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A piece, or a group by its first piece, to choose."""

    headline: Headline
    pieces: int
    words: str
    """What is searched: titles, outlets and days of all its pieces, folded."""

    @property
    def row(self) -> tuple[str, str]:
        """Its title, and what else is told of it."""
        group = f" · ×{self.pieces}" if self.pieces > 1 else ""
        return self.headline.title or "(untitled)", f"{_about(self.headline)}{group}"


def candidates(headlines: Mapping[str, Headline], piece: Headline, related: Sequence[str]) -> tuple[Candidate, ...]:
    """All but the piece's own group: related pieces first, then the nearest in time. A group stands there once."""
    groups: dict[str, list[Headline]] = {}
    for item in headlines.values():
        if item.id != piece.id and (item.event is None or item.event != piece.event):
            groups.setdefault(item.event or item.id, []).append(item)
    rank = {ident: at for at, ident in enumerate(related)}
    here = _day(piece)

    def order(members: list[Headline]) -> tuple[int, int, str]:
        first = min((rank.get(item.id, len(rank)) for item in members), default=0)
        days = [abs((day - here).days) for item in members if here and (day := _day(item))]
        return first, min(days, default=10**6), members[0].id

    return tuple(
        Candidate(members[0], len(members), " ".join(map(_words, members)))
        for members in sorted(groups.values(), key=order)
    )


def matching(typed: str, known: Iterable[Candidate], most: int) -> tuple[Candidate, ...]:
    """Those that have every word that is typed; with none, the first."""
    wanted = typed.casefold().split()
    return tuple(islice((one for one in known if all(word in one.words for word in wanted)), most))


def _day(item: Headline) -> date | None:
    days = shown_days(item.published)
    return days.earliest if days else None


def _words(item: Headline) -> str:
    return f"{item.title} {item.outlet or ''} {item.published.value or ''} {item.id}".casefold()


def _about(item: Headline) -> str:
    return f"{date_label(item.published)} · {item.outlet or 'outlet unknown'}"


def short(item: Headline) -> str:
    """A title between quotation marks, cut where it is long."""
    title = item.title or "(untitled)"
    return f"“{title if len(title) <= WIDEST else f'{title[: WIDEST - 1]}…'}”"


def _pieces(count: int, what: str) -> str:
    return f"{count:,} {what}{'' if count == 1 else 's'}"
