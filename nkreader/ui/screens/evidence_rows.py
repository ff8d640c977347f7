"""The three dates of a piece and the evidence for each, as rows of a sheet. No widget here.

Everything a row says may come out of an article: it becomes `Content` by way of the sanitiser, never markup.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from textual.content import Content

from nkreader.model.date_words import value_in_words
from nkreader.model.dates import Basis, Certainty, PartialDate, Precision, read_value
from nkreader.model.evidence import Evidence, Stance
from nkreader.model.fetched import Retrieval
from nkreader.model.piece import Piece
from nkreader.model.timeline import By
from nkreader.ui.dating import moment, written
from nkreader.ui.painting import content_line
from nkreader.ui.screens.sheet import Choice

MEANING = {
    By.PUBLISHED: "the outlet's local day",
    By.REPORTED: "when the cited source said so",
    By.HAPPENED: "the main event",
}
SIGNS = {Stance.AGREES: "=", Stance.CONFLICTS: "≠", Stance.OPEN: "·"}
"""Each stance has a sign and a word of its own, so that none hangs on its colour."""
_STYLES = {Stance.AGREES: "$text-success", Stance.CONFLICTS: "bold $text-error", Stance.OPEN: "$dim"}
_BASES = {
    Basis.METADATA: "metadata",
    Basis.HEADER: "crawl header",
    Basis.DATELINE: "dateline",
    Basis.WEEKDAY: "weekday",
    Basis.MENTION: "a date in the text",
    Basis.FACT: "a known event",
    Basis.SAME_EVENT: "another report of the event",
}
"""What a date rests on; that one was set by hand, its reason says."""
_WHOLE = (Precision.DAY, Precision.MONTH, Precision.YEAR)
_KIND, _GIVES = 15, 27
"""Cells of the columns: what it is, which days it gives."""
_CANDIDATES = 6
_RETRIEVALS = 5
AT, NOWHERE = "at ", "nowhere "
"""What the value of a row of evidence begins with: the offset of its passage follows, or the row has none."""


def dates_of(piece: Piece) -> dict[By, PartialDate]:
    """The three dates as they are shown: that of publication may be borrowed."""
    analysis = piece.analysis
    return {By.PUBLISHED: piece.headline.published, By.REPORTED: analysis.reported, By.HAPPENED: analysis.happened}


def date_choices(piece: Piece) -> tuple[Choice, ...]:
    """A row a date; its value is the date's name."""
    return tuple(Choice(by.value, tuple(_date(by, when))) for by, when in dates_of(piece).items())


def evidence_choices(rows: Sequence[Evidence]) -> tuple[Choice, ...]:
    """Rows of evidence, below a heading for each date they are about; what conflicts comes first."""
    found: list[Choice] = []
    numbered = sorted(enumerate(rows), key=lambda item: item[1].stance is not Stance.CONFLICTS)
    for by in By:
        mine = [(number, row) for number, row in numbered if row.about is by]
        if mine:
            found.append(_heading(by, [row for _, row in mine]))
            found += [_row(number, row) for number, row in mine]
    if not found:
        found.append(instead("Nothing in the piece says when."))
    return tuple(found)


def fetched_choices(retrievals: Sequence[Retrieval]) -> tuple[Choice, ...]:
    """When and from where the piece came over the network, the latest first; nothing where it did not."""
    if not retrievals:
        return ()
    told = []
    for one in [*reversed(retrievals)][:_RETRIEVALS]:
        again = f", the same there on {moment(one.seen)}" if one.seen != one.retrieved else ""
        led = f" (asked for {one.url})" if one.final != one.url else ""
        told.append(content_line(f"  {moment(one.retrieved)} from {one.final}{led}{again}", "$dim"))
    more = len(retrievals) - len(told)
    told += [content_line(f"  … and {more:,} more before", "$dim")] if more else []
    return (Choice("", (Content(""), content_line("Fetched", "bold $accent"), *told)),)


def instead(said: str) -> Choice:
    """What stands in the place of evidence where there is none, or not yet."""
    return Choice("", (Content(""), content_line(said, "$dim")))


def in_short(when: PartialDate) -> str:
    """A date in words: `≈ 2024-03-24`, `4 May, year unknown`, `unknown`."""
    if when.value is None:
        return "unknown"
    value = written(when.value) if when.precision in _WHOLE else value_in_words(when.value)
    return f"{'≈ ' if when.certainty is Certainty.LIKELY else ''}{value}"


def _date(by: By, when: PartialDate) -> Iterator[Content]:
    style = "$date-unknown" if not when.known else "$date-likely" if when.certainty is Certainty.LIKELY else "bold"
    time = f" {when.time}" if when.time else ""
    value = content_line(f"{in_short(when)}{time}", style)
    yield Content.assemble((f"{by.value:<11}", "bold $accent"), value, (f"  ({MEANING[by]})", "$dim"))
    yield content_line(f"  {when.reason}")
    if when.known:
        known = [] if when.basis is Basis.HAND else [f"{when.certainty}", _BASES.get(when.basis, "")]
        if known := [*known, *_reach(when)]:
            yield content_line(f"  {' · '.join(known)}", "$dim")
    if len(when.candidates) > 1:
        shown = [value_in_words(value) for value in when.candidates[:_CANDIDATES]]
        more = ["…"] if len(when.candidates) > _CANDIDATES else []
        yield content_line(f"  the evidence allows: {', '.join([*shown, *more])}", "$dim")


def _reach(when: PartialDate) -> list[str]:
    """The days it may be, where these are not those of its value."""
    first, last = when.interval.earliest, when.interval.latest
    try:
        plain = when.value is None or read_value(when.value)[1] == when.interval
    except ValueError:
        plain = False
    return [] if plain or not (first or last) else [f"may be {first or '…'} to {last or '…'}"]


def _heading(by: By, rows: Iterable[Evidence]) -> Choice:
    against = sum(row.stance is Stance.CONFLICTS for row in rows)
    told = (f"  {SIGNS[Stance.CONFLICTS]} {against} against it", "bold $text-error") if against else ("", "")
    return Choice("", (Content(""), Content.assemble((f"Evidence: {by.value}", "bold $accent"), told)))


def _row(number: int, row: Evidence) -> Choice:
    style = _STYLES[row.stance]
    head = Content.assemble(
        (f"{SIGNS[row.stance]} ", style),
        content_line(f"{row.what:<{_KIND}}", "bold"),
        content_line(f"{row.gives:<{_GIVES}} "),
        (row.stance.value, style),
    )
    below = content_line(f"    {row.said}", "$dim")
    place = f"{AT}{row.span.start}" if row.span else f"{NOWHERE}{number}"
    return Choice(place, (head, below))
