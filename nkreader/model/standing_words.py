"""What is told of a name's standing, in the words of the reading room, the command line and exports alike."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from nkreader.model.dates import Certainty, PartialDate, Precision
from nkreader.model.standing import Company, Rank, Row, Seen, Silence, Standing, Title, dated
from nkreader.model.timeline import date_label

Label = Callable[[PartialDate], str]
"""How a day is written."""


def counted(number: int, what: str = "piece") -> str:
    """`1 piece`, `2,000 pieces`."""
    return f"{number:,} {what}{'' if number == 1 else 's'}"


def placed(number: int) -> str:
    """`1st`, `22nd`, `13th`."""
    ending = "th" if number // 10 % 10 == 1 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def from_to(seen: Seen, label: Label = date_label) -> str:
    """`2019-04-12 – 2021-09-29`; one day alone where both are the same, `undated` where no piece is dated."""
    if seen.days is None:
        return "undated"
    first, last = map(label, seen.days)
    return first if first == last else f"{first} – {last}"


def found(seen: Seen, label: Label = date_label) -> str:
    """`2019-04-12 – 2021-09-29 · 7 pieces`."""
    return f"{from_to(seen, label)} · {counted(seen.pieces)}"


def first_and_last(standing: Standing, label: Label = date_label) -> str:
    """When it is first and last named here; of a piece that tells of another day than its own, that too."""
    if standing.first is None or standing.last is None:
        return f"when it is named is not known: {counted(standing.undated)} undated"
    ends = []
    for headline in (standing.first, standing.last):
        when, happened = dated(headline), headline.happened
        other = f" (happened {label(happened)})" if happened.known and happened.value != when.value else ""
        basis = next(
            name
            for name, own in (("", headline.published), ("reported ", headline.reported), ("happened ", happened))
            if own is when
        )
        ends.append(f"{basis}{label(when)}{other if basis != 'happened ' else ''}")
    apart = f" · {counted(standing.undated)} undated" if standing.undated else ""
    return f"first named {ends[0]}, last {ends[1]}{apart}"


def longest_silence(standing: Standing, label: Label = date_label) -> str:
    """The longest silence and what the library holds of it, or why none can be told."""
    silence = standing.silence
    if silence is not None and silence.after is not None:
        until = label(dated(silence.after))
        return f"longest silence: not named {label(dated(silence.before))} – {until} · {_measured(silence, 'then')}"
    if standing.pieces - standing.undated - standing.vague < 2:
        return "longest silence: not known, as fewer than two pieces are dated to the day or month"
    return "longest silence: none of a whole day between the first and the last"


def silence_since(standing: Standing, label: Label = date_label) -> str:
    """The silence that lasts to the end of the library; empty where there is none."""
    since = standing.since
    if since is None:
        return ""
    return f"not named since {label(dated(since.before))} · {_measured(since, 'since')}, the last of {since.end}"


def _measured(silence: Silence, then: str) -> str:
    ends = [dated(headline) for headline in (silence.before, silence.after) if headline is not None]
    sure = all(when.precision is Precision.DAY and when.certainty is not Certainty.LIKELY for when in ends)
    days = f"{'' if sure else 'about '}{counted(silence.days, 'day')}"
    held = f"{counted(silence.held)} held {then}" if silence.held else f"no piece held {then}: the archive is silent"
    maybe = f" · {silence.maybe:,} more may be of that time" if silence.maybe else ""
    return f"{days} · {held}{maybe}"


def usual_rank(standing: Standing, label: Label = date_label) -> str:
    """The place in lists held most often; empty where it stands in none."""
    if not standing.ranks:
        return ""
    rank, total = standing.ranks[0], len(standing.rows)
    if total == 1:
        return f"{placed(rank.place)} of {rank.most} in the only list · {from_to(rank.seen, label)}"
    return f"mostly {rank_told(rank, total, label)}"


def rank_told(rank: Rank, total: int, label: Label = date_label) -> str:
    """A place in lists, and in how many of all of them it was held."""
    names = f"{rank.least}" if rank.least == rank.most else f"{rank.least}–{rank.most}"
    lists = counted(total, "list")
    return f"{placed(rank.place)} of {names}, in {rank.seen.pieces:,} of {lists} · {from_to(rank.seen, label)}"


def row_told(row: Row) -> str:
    """`3rd of 8: after Kim Yong Nam, before Ri Yong Ho`."""
    at = row.place - 1
    beside = [f"after {row.names[at - 1]}"] if at else []
    beside += [f"before {row.names[at + 1]}"] if at + 1 < len(row.names) else []
    return f"{placed(row.place)} of {len(row.names)}: {', '.join(beside)}"


def neighbours(people: Sequence[Company], most: int = 3) -> str:
    """`Choe Yong Rim ×10, Kim Ki Nam ×2`."""
    return ", ".join(f"{one.name} ×{one.seen.pieces:,}" for one in people[:most])


def order_told(one: Company) -> str:
    """Whether somebody is printed before the name or behind it: `always before`, `before in 3 of 7`."""
    if one.before in (0, one.seen.pieces):
        return "before" if one.before else "after"
    return f"before in {one.before:,} of {one.seen.pieces:,}"


def chosen_titles(titles: Sequence[Title], most: int) -> tuple[Title, ...]:
    """Where there are too many, the newest and those that most pieces print; the newest first, as before."""
    if len(titles) <= most:
        return tuple(titles)
    often = sorted(range(1, len(titles)), key=lambda at: (-titles[at].seen.pieces, at))[: most - 1]
    return tuple(titles[at] for at in (0, *sorted(often)))
