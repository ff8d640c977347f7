"""What is told of versions, in words: the same on the screen and on the command line."""

from __future__ import annotations

from collections.abc import Callable

from nkreader.model.alone import Alone
from nkreader.model.date_words import value_in_words
from nkreader.model.dates import PartialDate
from nkreader.model.timeline import date_label
from nkreader.model.versions import (
    Difference,
    Earlier,
    Edit,
    Member,
    Only,
    Outcome,
    Place,
    Side,
    Sort,
    Versions,
    Wording,
)

Label = Callable[[PartialDate], str]
AROUND = 40
"""Characters on each side of a number that are told with it."""
SIGNS = {Edit.ADDED: "+", Edit.REMOVED: "-", Edit.CHANGED: "~"}
OUTCOMES = {
    Outcome.DIFFERS: "differs",
    Outcome.SOURCES: "differs, by who says it",
    Outcome.UPDATED: "another figure later, no contradiction",
    Outcome.CLAIMANT: "the same figure, of another source",
}


def carrier(versions: Versions, ident: str, label: Label = date_label) -> str:
    """Who carries it, of which day: `Harbour Wire, 2024-05-30, lead`; of an earlier text, its number.

    Of several that are all of this, which in their order: `Harbour Wire, 2024-05-30, piece 2`.
    """
    article, _, number = ident.partition("@")
    member = versions.member(article)
    if member is None:
        return ident
    known = [member.headline.outlet or "outlet unknown", label(member.headline.published), member.edition]
    known.append(numbered(versions, member))
    return ", ".join([*filter(None, known), *([f"text {number}"] if number else [])])


def numbered(versions: Versions, member: Member) -> str:
    """`piece 2`, where another piece is of the same outlet, day and edition; else empty."""

    def like(one: Member) -> tuple[str | None, str | None, str]:
        return one.headline.outlet, one.headline.published.value, one.edition

    if sum(like(one) == like(member) for one in versions.members) < 2:
        return ""
    return f"piece {versions.members.index(member) + 1}"


def piece_told(versions: Versions, member: Member, label: Label = date_label) -> str:
    """`2024-05-30 · Harbour Wire · 2nd lead · citing KCNA`."""
    parts = [label(member.headline.published), member.headline.outlet or "outlet unknown", member.edition]
    parts.append(numbered(versions, member))
    parts += [f"citing {', '.join(member.cites)}"] if member.cites else []
    parts += [] if member.read else ["not in English: only its names and days are compared"]
    return " · ".join(filter(None, parts))


def difference_told(row: Difference) -> str:
    """`altitude, km · differs`."""
    return f"{row.what} · {OUTCOMES[row.outcome]}"


def side_told(versions: Versions, side: Side, label: Label = date_label) -> str:
    """`“about 800 km” · the ministry said · as of 2024-05-30 · Harbour Wire, 2024-05-30 · also in 2 others`."""
    parts = [f"“{side.place.text}”"]
    parts += [side.claimant] if side.claimant else []
    parts += [f"as of {value_in_words(side.as_of)}"] if side.as_of else []
    parts.append(carrier(versions, side.place.article, label))
    if side.also:
        parts.append(f"also in {len(side.also)} other{'s' if len(side.also) > 1 else ''}")
    return " · ".join(parts)


def words_around(place: Place, most: int = AROUND) -> str:
    """Some words before and behind a passage, `…` where its sentence goes on; empty where it is all of that."""
    if place.at < 0 or place.said == place.text:
        return ""
    end = place.at + len(place.text)
    first = place.said.find(" ", max(0, place.at - most)) + 1 if place.at > most else 0
    last = place.said.rfind(" ", 0, end + most) if len(place.said) > end + most else len(place.said)
    first, last = min(first, place.at), max(last, end)
    cut = place.said[first:last].strip()
    return f"{'… ' if first else ''}{cut}{' …' if last < len(place.said) else ''}"


SORTS = {
    Sort.NUMBER: ("number", "numbers"), Sort.DATE: ("date", "dates"), Sort.QUOTATION: ("quotation", "quotations"),
    Sort.NAME: ("name", "names"),
}  # fmt: skip
"""Each sort, of one and of several."""


def folded_told(some: Alone) -> str:
    """`11 names: Ri Sol, Harbour Authority`, `7 more numbers: 25 tons, 3 ships`; quotations are only counted."""
    number = len(some.folded)
    head = f"{number:,} {'more ' if some.shown else ''}{SORTS[some.sort][number != 1]}"
    if some.sort is Sort.QUOTATION:
        return head
    words = [row.name if some.sort is Sort.NAME and row.name else row.place.text for row in some.folded]
    return f"{head}: {' · '.join(words)}"


def only_told(only: Only) -> str:
    """`name: JCS (Joint Chiefs of Staff)`, `number: 25 tons · … bought 25 tons of rice for …`."""
    if only.sort is Sort.NUMBER:
        around = words_around(only.place)
        return f"{only.sort}: {only.place.text}{f' · {around}' if around else ''}"
    words = f"“{only.place.text}”" if only.sort is Sort.QUOTATION else only.place.text
    aside = value_in_words(only.name) if only.sort is Sort.DATE and only.name else only.name
    more = f" ({aside})" if aside and aside.casefold() != only.place.text.casefold() else ""
    return f"{only.sort}: {words}{more}"


def wording_told(versions: Versions, wording: Wording, label: Label = date_label) -> str:
    """`other words · Kim said · Harbour Wire, 2024-05-30`."""
    parts = [str(wording.likeness), wording.speaker, carrier(versions, wording.place.article, label)]
    return " · ".join(filter(None, parts))


def earlier_told(earlier: Earlier) -> str:
    """`text 1 beside the present one · 2 added, 1 changed`."""
    counts = [(sum(one.edit is edit for one in earlier.edits), edit) for edit in Edit]
    told = ", ".join(f"{number} {edit}" for number, edit in counts if number)
    return f"text {earlier.number} beside the present one · {told or 'no sentence differs'}"


def text_told(earlier: Earlier, article: str) -> str:
    """Which of two texts of a piece: `text 1`, `the present text`."""
    return f"text {earlier.number}" if "@" in article else "the present text"


def nothing_told(versions: Versions) -> str:
    """What to say where there is nothing to compare; empty where there is."""
    if len(versions.members) > 1 or versions.earlier:
        return ""
    return "No other piece of this archive is on its event, and it has no earlier text."


def summary(versions: Versions) -> str:
    """`3 pieces · 2 differ · 5 only in one · 1 quotation reworded · 1 earlier text`."""
    telling = sum(row.outcome in (Outcome.DIFFERS, Outcome.SOURCES) for row in versions.differences)
    later = sum(row.outcome is Outcome.UPDATED for row in versions.differences)
    none = len(versions.members) > 1 and not telling and not later
    counts = (
        (len(versions.members), "piece", "pieces"),
        (none, "", ""),
        (telling, "figure differs", "figures differ"),
        (later, "figure changed later", "figures changed later"),
        (len(versions.quotations), "quotation reworded", "quotations reworded"),
        (len(versions.only), "thing in one piece only", "things in one piece only"),
        (len(versions.earlier), "earlier text", "earlier texts"),
    )
    told = (f"{number:,} {one if number == 1 else several}" if one else "no figure differs"
            for number, one, several in counts if number)  # fmt: skip
    return " · ".join(told)


def alone_told(some: Alone, everything: bool = False) -> list[str]:
    """What a piece has alone of a sort, a line each; those that are not told at once in one, unless `everything` is."""
    if everything:
        return [only_told(row) for row in some.all]
    return [*map(only_told, some.shown), *([folded_told(some)] if some.folded else [])]
