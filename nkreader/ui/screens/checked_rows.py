"""What became of quotations that were verified, as the rows of a sheet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from textual.content import Content

from nkreader.model.spans import Span
from nkreader.model.verified import Outcome, Unread, Verified
from nkreader.ui.dating import date_label
from nkreader.ui.painting import content_line
from nkreader.ui.screens.findings import heading
from nkreader.ui.screens.sheet import Choice

MOST = 500
"""Quotations of one outcome that are listed; the rest as a number."""
_ORDER = (Outcome.DIFFERS, Outcome.NOT_FOUND, Outcome.TYPOGRAPHY, Outcome.EXACT)
_EDITED = "edited by hand"


def summary(rows: Sequence[Verified | Unread]) -> str:
    """How many there are of each outcome."""
    counts = Counter(row.outcome for row in rows if isinstance(row, Verified))
    skipped = sum(isinstance(row, Unread) for row in rows)
    told = [f"{counts[outcome]:,} {outcome}" for outcome in _ORDER if counts[outcome]]
    return ", ".join([*told, *([f"{skipped:,} files skipped"] if skipped else [])])


def checked_choices(rows: Sequence[Verified | Unread]) -> tuple[Choice, ...]:
    """The quotations below their outcome, what is to be looked after first.

    A row's value is its own number and, behind a colon, the quotation's.
    """
    groups: dict[str, list[int]] = {_EDITED: [], **{str(outcome): [] for outcome in _ORDER}, "skipped": []}
    for number, row in enumerate(rows):
        if isinstance(row, Unread):
            groups["skipped"].append(number)
        else:
            groups[_EDITED if row.edited and row.outcome is not Outcome.DIFFERS else str(row.outcome)].append(number)
    choices: list[Choice] = []
    for name, numbers in groups.items():
        if not numbers:
            continue
        choices.append(heading(f"{name} · {len(numbers):,}"))
        for number in numbers[:MOST]:
            choices.append(Choice(f"{len(choices)}:{number}", tuple(_lines(rows[number]))))
        if len(numbers) > MOST:
            more = f"… and {len(numbers) - MOST:,} more; nkreader verify tells all"
            choices.append(Choice("", (content_line(more, "$dim"),)))
    return tuple(choices)


def _lines(row: Verified | Unread) -> Iterator[Content]:
    if isinstance(row, Unread):
        yield content_line(f"{row.file}: {row.reason}")
        return
    if row.outcome is Outcome.DIFFERS and row.stand:
        yield _marked("− ", row.compared, row.gone, "$text-error")
        yield _marked("+ ", row.stand.text, row.new, "$text-success")
    else:
        yield content_line(f"“{row.quote}”")
    where = [f"  {row.file}:{row.line}", *row.typography, *row.notes]
    if row.stand:
        headline = row.stand.headline
        place = f"¶ {row.stand.paragraph}" if row.stand.paragraph else "title"
        where += [headline.title or "(untitled)", headline.outlet or "outlet unknown", date_label(headline.published)]
        where.append(place)
    yield content_line(" · ".join(where), "$dim")


def _marked(sign: str, text: str, spans: Sequence[Span], style: str) -> Content:
    """A wording on one line, the words that differ in a style of their own."""
    parts, at = [content_line(sign, "$dim")], 0
    for span in spans:
        parts += [content_line(text[at : span.start]), content_line(span.of(text), f"bold underline {style}")]
        at = span.end
    return Content.assemble(*parts, content_line(text[at:]))
