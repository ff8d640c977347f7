"""What is told of versions, in words: the same on the screen and on the command line."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from nkreader.model.date_words import value_in_words
from nkreader.model.dates import PartialDate
from nkreader.model.timeline import date_label
from nkreader.model.versions import Difference, Earlier, Edit, Member, Only, Outcome, Side, Sort, Versions, Wording

Label = Callable[[PartialDate], str]
SIGNS = {Edit.ADDED: "+", Edit.REMOVED: "-", Edit.CHANGED: "~"}
OUTCOMES = {
    Outcome.DIFFERS: "differs",
    Outcome.SOURCES: "differs, by who says it",
    Outcome.UPDATED: "another figure later, no contradiction",
    Outcome.CLAIMANT: "the same figure, of another source",
}


def carrier(versions: Versions, ident: str, label: Label = date_label) -> str:
    """Who carries it, of which day: `Harbour Wire, 2024-05-30, lead`; of an earlier text, its number."""
    article, _, number = ident.partition("@")
    member = versions.member(article)
    if member is None:
        return ident
    known = [member.headline.outlet or "outlet unknown", label(member.headline.published), member.edition]
    return ", ".join([*filter(None, known), *([f"text {number}"] if number else [])])


def piece_told(member: Member, label: Label = date_label) -> str:
    """`2024-05-30 · Harbour Wire · 2nd lead · citing KCNA`."""
    parts = [label(member.headline.published), member.headline.outlet or "outlet unknown", member.edition]
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


def only_told(only: Only) -> str:
    """`name: JCS (Joint Chiefs of Staff)`."""
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


def nothing_told(versions: Versions) -> str:
    """What to say where there is nothing to compare; empty where there is."""
    if len(versions.members) > 1 or versions.earlier:
        return ""
    return "No other piece of this archive is on its event, and it has no earlier text."


def summary(versions: Versions) -> str:
    """`3 pieces · 2 differ · 5 only in one · 1 quotation reworded · 1 earlier text`."""
    telling = sum(row.outcome in (Outcome.DIFFERS, Outcome.SOURCES) for row in versions.differences)
    later = sum(row.outcome is Outcome.UPDATED for row in versions.differences)
    counts = (
        (len(versions.members), "piece", "pieces"),
        (telling, "figure differs", "figures differ"),
        (later, "figure changed later", "figures changed later"),
        (len(versions.quotations), "quotation reworded", "quotations reworded"),
        (len(versions.only), "thing in one piece only", "things in one piece only"),
        (len(versions.earlier), "earlier text", "earlier texts"),
    )
    return " · ".join(f"{number:,} {one if number == 1 else several}" for number, one, several in counts if number)


def by_piece(only: Sequence[Only]) -> dict[str, list[Only]]:
    """What only one piece has, by the id of the piece, in their order."""
    found: dict[str, list[Only]] = {}
    for row in only:
        found.setdefault(row.place.article, []).append(row)
    return found
