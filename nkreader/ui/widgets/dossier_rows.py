"""The rows of a dossier, in the order they are of use: who it is, silences, titles, lists, company, sentences."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from textual.content import Content

from nkreader.model.dossier import Appearance, Dossier
from nkreader.model.headline import Headline
from nkreader.model.persons import Verdict
from nkreader.model.sanitise import safe_line
from nkreader.model.spans import Span
from nkreader.model.standing import Company, Spot, Standing, dated
from nkreader.model.standing_words import (
    chosen_titles,
    first_and_last,
    found,
    from_to,
    longest_silence,
    neighbours,
    order_told,
    row_told,
    silence_since,
    usual_rank,
)
from nkreader.ui.commands import key
from nkreader.ui.dating import date_label
from nkreader.ui.painting import STYLES, content_line

TITLES, LISTS = "Titles as printed", "In lists"
UNLISTED = "Not in the gazetteer: found in the text by a rule."
GIVEN = "Not in the gazetteer: a name that you gave."
_SENTENCE, _LINE, _TITLE, _OTHERS = 4, 5, 6, 3
"""Lines that a sentence, what a name is, a title, and what else is told may be broken into."""
_LEAD = 60
"""Characters of a sentence before a name, at most, where the whole does not fit."""
_FORMS = 6
"""Forms of a name that are told."""
_FEW = 4
"""Rows of a section until the reader asks for all of them."""


class DossierRow(NamedTuple):
    """What is known of the name, one of its appearances, or the head of what follows."""

    lines: tuple[tuple[Content, int], ...]
    """At least one; each with the number of lines it may be broken into."""
    piece: Headline | None = None
    """Where Enter leads."""
    offset: int = 0
    """Code point of its text."""
    opens: bool = False
    """The first row."""
    section: str = ""
    """The section that the row is the head of, or whose rest it stands for."""
    folded: bool = False
    """It stands for the rest of a section."""


def dossier_rows(dossier: Dossier, standing: Standing | None, unfolded: Collection[str]) -> Iterator[DossierRow]:
    """All rows; `standing` is None until it is known, and `unfolded` has the sections of which all is shown."""
    yield DossierRow(tuple(_about(dossier, standing)), opens=True)
    if standing is not None:
        yield from _silences(standing)
        yield from _section(TITLES, [*_titles(standing, TITLES in unfolded)], len(standing.titles), unfolded)
        yield from _section(LISTS, [*_lists(standing)], len(standing.rows), unfolded)
        for name, people in (("In the same list", standing.same_list), ("In the same article", standing.same_piece)):
            yield from _section(name, [*map(_company, people)], len(people), unfolded)
        if dossier.newest:
            yield _head("Sentences")
    yield from _appearances(dossier.newest)
    if dossier.oldest:
        between = dossier.pieces - dossier.read
        said = f"┊ {between:,} {'piece' if between == 1 else 'pieces'} between are not shown" if between else "┊"
        yield DossierRow(((Content(""), 1), (Content(said).stylize("$dim"), 2)))
        yield from _appearances(dossier.oldest)


def _head(name: str, count: int = 0) -> DossierRow:
    number = f" · {count:,}" if count else ""
    head = Content.assemble((name, "bold $accent"), (number, "$dim"))
    return DossierRow(((Content(""), 1), (head, 1)), section=name)


def _section(name: str, rows: Sequence[DossierRow], count: int, unfolded: Collection[str]) -> Iterator[DossierRow]:
    """A section of `count` findings, and of them the first few unless all are wanted."""
    if not rows:
        return
    yield _head(name, count)
    if name in unfolded:
        yield from rows
        return
    yield from rows[: _FEW + (name == LISTS)]  # the usual place stands above the lists
    if count > _FEW:
        rest = content_line(f"+ {count - _FEW:,} more", "$dim")
        yield DossierRow(((rest, 1),), section=name, folded=True)


def _row(text: str, told: str, spot: Spot) -> DossierRow:
    """A finding, and below it when and how often."""
    return DossierRow(_two(text, told), spot.headline, spot.offset)


def _two(text: str, told: str) -> tuple[tuple[Content, int], ...]:
    more = ((content_line(f"  {told}", "$dim"), _OTHERS),) if told else ()
    return (content_line(text), _TITLE), *more


def _titles(standing: Standing, all_: bool) -> Iterator[DossierRow]:
    titles = standing.titles if all_ else chosen_titles(standing.titles, _FEW)
    for title in titles:
        yield _row(title.words, found(title.seen, date_label), title.seen.last)


def _lists(standing: Standing) -> Iterator[DossierRow]:
    if not standing.rows:
        return
    usual, _, days = usual_rank(standing, date_label).rpartition(" · ")
    lines = [*_two(usual, days)]
    for words, people in (("right after", standing.ahead), ("right before", standing.behind)):
        if people:
            lines.append((content_line(f"  {words} {neighbours(people)}", "$dim"), _OTHERS))
    spot = standing.ranks[0].seen.last
    yield DossierRow(tuple(lines), spot.headline, spot.offset)
    for row in standing.rows:
        place, _, beside = row_told(row).partition(": ")
        yield _row(f"{date_label(dated(row.spot.headline))} · {place}", beside, row.spot)


def _company(one: Company) -> DossierRow:
    days = from_to(one.seen, date_label)
    return _row(f"{one.name} ×{one.seen.pieces:,} · {order_told(one)}", days, one.seen.last)


def _silences(standing: Standing) -> Iterator[DossierRow]:
    told = [
        (longest_silence(standing, date_label).replace("longest silence", "longest"), standing.silence),
        (silence_since(standing, date_label), standing.since),
    ]
    yield _head("Silence")
    for text, silence in told:
        if text:
            what, _, measured = text.partition(" · ")
            last = silence.last if silence else None
            yield DossierRow(_two(what, measured), last.headline if last else None, last.offset if last else 0)
        if silence is not None and silence.again is not None:
            again = f"named again {date_label(dated(silence.again.headline))}"
            yield DossierRow(((content_line(again), _TITLE),), silence.again.headline, silence.again.offset)


def _about(dossier: Dossier, standing: Standing | None) -> Iterator[tuple[Content, int]]:
    """Who or what it is and who says so; when and how this archive names it."""
    entity = dossier.entity
    yield content_line(entity.kind.value, STYLES[entity.kind.value]), 1
    if entity.line:
        held = f"as of {entity.as_of}" if entity.as_of else "as of an unknown day"
        yield content_line(entity.line), _LINE
        yield content_line(f"{held} · {entity.source or 'unverified'}", "$dim"), _OTHERS
    else:
        yield content_line(GIVEN if dossier.given else UNLISTED, "$dim"), _OTHERS
    pieces = "1 piece" if dossier.pieces == 1 else f"{dossier.pieces:,} pieces"
    yield content_line(f"in {pieces} of this archive, {dossier.mentions:,}×", "bold"), _OTHERS
    if standing is not None and standing.pieces:
        yield content_line(first_and_last(standing, date_label), "$dim"), _OTHERS
    elif dossier.first is not None and dossier.last is not None:
        first, last = date_label(dossier.first.published), date_label(dossier.last.published)
        yield content_line(f"first named {first}, last {last}", "$dim"), _OTHERS
    counts = standing.forms if standing is not None and standing.forms else dossier.forms
    if counts:
        forms = [f"{form} ×{count:,}" for form, count in counts[:_FORMS]]
        rest = len(counts) - len(forms)
        yield content_line(f"printed {', '.join(forms)}{f' and {rest} more' if rest else ''}", "$dim"), _OTHERS
    if others := [alias for alias in entity.aliases if alias != entity.name]:
        yield content_line(f"also {', '.join(others)}", "$dim"), _OTHERS
    for doubt in dossier.doubts:
        together = len(dossier.ids) > 1 and doubt.startswith(Verdict.SAME)
        said = f"{doubt} · {key('dossier.take-apart')} takes apart" if together else doubt
        yield content_line(said, "$text-warning"), _OTHERS + together
    if dossier.repaired:
        yield content_line(f"repaired by you: {'; '.join(dossier.repaired)}", "$text-accent"), _OTHERS
    if standing is not None and not standing.done:
        yield content_line(f"… {standing.read:,} of {standing.pieces:,} pieces read so far", "$dim"), _OTHERS


def _appearances(seen: Sequence[Appearance]) -> Iterator[DossierRow]:
    """A row a sentence; that of a piece's first one tells its date and outlet."""
    before = ""
    for appearance in seen:
        headline = appearance.headline
        lines = [(_sentence(appearance), _SENTENCE)]
        if headline.id != before:
            when = date_label(headline.published)
            source = content_line(f"{when} · {headline.outlet or 'outlet unknown'}", "$dim")
            lines = [(Content(""), 1), (source, 2), *lines]
        before = headline.id
        yield DossierRow(tuple(lines), headline, appearance.offset)


def _sentence(appearance: Appearance) -> Content:
    """The sentence with the name in bold, cut before it where that stands far inside."""
    text, names = safe_line(appearance.sentence), appearance.names
    cut = 0
    if names and names[0].start > 2 * _LEAD:
        space = text.find(" ", names[0].start - _LEAD)
        cut = space + 1 if 0 <= space < names[0].start else names[0].start - _LEAD
    lead = "…" if cut else ""
    shown = Content(lead + text[cut:])
    for span in names:
        if kept := span.clip(Span(cut, max(cut, len(text)))):
            shown = shown.stylize("bold", kept.start - cut + len(lead), kept.end - cut + len(lead))
    return Content("  ") + shown
