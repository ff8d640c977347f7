"""The versions of a matter as rows of a sheet: pieces, where they differ, wordings, what one has alone, older texts.

Two sentences stand side by side where there is room for both, else below each other. No widget here. All that a row
says may come out of an article: it becomes `Content` by way of the sanitiser, never markup.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence
from itertools import groupby, zip_longest

from textual.content import Content

from nkreader.model.alone import Alone, alone
from nkreader.model.sanitise import safe_line
from nkreader.model.spans import Span
from nkreader.model.version_words import (
    OUTCOMES,
    SIGNS,
    carrier,
    earlier_told,
    folded_told,
    only_told,
    piece_told,
    text_told,
    wording_told,
)
from nkreader.model.versions import (
    Difference,
    Earlier,
    Edit,
    Edited,
    Likeness,
    Member,
    Only,
    Outcome,
    Place,
    Reworded,
    Side,
    Sort,
    Versions,
)
from nkreader.ui.dating import date_label
from nkreader.ui.painting import content_line
from nkreader.ui.screens.sheet import Choice
from nkreader.ui.widgets.row_lines import fitted

PIECES = 6
"""Pieces that are listed at once; of more than these the rest is folded."""
BESIDE = 90
"""Cells from which two sentences stand side by side."""
_GAP = " │ "
_SENTENCE, _HEAD, _ONLY = 8, 3, 2
"""Lines that a sentence, what stands above it, and what one piece has alone may be broken into."""
_LONGEST = 280
"""Characters of a sentence that are shown; around the words that matter where it is longer."""
MARKS = {
    Outcome.DIFFERS: ("≠", "bold $text-error"),
    Outcome.SOURCES: ("≠", "bold $text-error"),
    Outcome.UPDATED: ("→", "$text-warning"),
    Outcome.CLAIMANT: ("=", "$text-accent"),
}
"""Each outcome has a sign and words of its own, so that none hangs on its colour."""


def target(article: str, offset: int) -> str:
    """A place as the value of a row."""
    return f"{article}:{offset}"


def targets(value: str) -> list[tuple[str, int]]:
    """The places of a row, the first of which Enter leads to; the others stand beside it."""
    pairs = (place.rpartition(":") for place in value.split() if ":" in place)
    return [(article, int(offset)) for article, _, offset in pairs]


FOLD = "+"
"""What the value of a row begins with that folds and unfolds others."""


def version_choices(found: Versions, width: int, opened: Container[str] = ()) -> tuple[Choice, ...]:
    """All rows, on `width` cells; of folds those are open whose values are `opened`."""
    rows = [*_heading("Pieces, in order", len(found.members)), *_pieces(found, opened, width)]
    if found.differences:
        rows += _heading("Where they differ", len(found.differences))
        for row in found.differences:
            rows += _difference(found, row, width)
    if found.quotations:
        rows += _heading("Wordings of a quotation", len(found.quotations))
        for quotation in found.quotations:
            rows += _wordings(found, quotation, width)
    if found.only:
        rows += _heading("In one piece only", len(found.only))
        for ident, some in groupby(alone(found.only, found.article), lambda one: one.article):
            rows += _alone(found, ident, some, opened, width)
    if found.earlier:
        rows += _heading("Earlier versions of this file", len(found.earlier))
        for earlier in found.earlier:
            rows += _earlier(found, earlier, opened, width)
    return tuple(rows)


def is_heading(row: Choice) -> bool:
    """Whether a row is the heading of a section."""
    return not row.value and len(row.lines) == 2 and not row.lines[0]


def _heading(name: str, count: int) -> list[Choice]:
    return [Choice("", (Content(""), Content.assemble((name, "bold $accent"), (f" · {count:,}", "$dim"))))]


def _pieces(found: Versions, opened: Container[str], width: int) -> Iterator[Choice]:
    fold = f"{FOLD}pieces"
    first = len(found.members) if len(found.members) <= PIECES else PIECES - 1
    yield from (_piece(found, member) for member in found.members[:first])
    rest = found.members[first:]
    hidden = sum(member.headline.id != found.article for member in rest)
    if hidden:
        yield _fold(fold, f"{hidden:,} more piece{'s' if hidden > 1 else ''}", fold in opened, "  ", width)
    yield from (_piece(found, member) for member in rest if fold in opened or member.headline.id == found.article)
    if found.left_out:
        yield Choice("", (content_line(f"  {found.left_out:,} more pieces of the event are not compared", "$dim"),))


def _piece(found: Versions, member: Member) -> Choice:
    here = member.headline.id == found.article
    title = content_line(member.headline.title or "(untitled)", "bold" if here else "")
    mark = Content.styled("▸ ", "$accent") if here else Content("  ")
    below = content_line(f"  {piece_told(found, member, date_label)}", "$dim")
    return Choice(target(member.headline.id, 0), (mark + title, below))


def _difference(found: Versions, row: Difference, width: int) -> Iterator[Choice]:
    sign, style = MARKS[row.outcome]
    how = OUTCOMES[row.outcome]
    yield Choice("", (Content.assemble((f"{sign} ", style), content_line(row.what, "bold"), (f" · {how}", "$dim")),))
    cells = [(_side(found, side), target(side.place.article, side.place.span.start)) for side in row.sides]
    yield from _beside(cells, width)


def _side(found: Versions, side: Side) -> tuple[Content, Content]:
    parts = [carrier(found, side.place.article, date_label)]
    parts += [side.claimant] if side.claimant else []
    parts += [f"as of {side.as_of}"] if side.as_of else []
    parts += [f"also in {len(side.also)} other{'s' if len(side.also) > 1 else ''}"] if side.also else []
    told = content_line(f" · {' · '.join(parts)}", "$dim")
    return content_line(side.place.text, "bold $accent") + told, _sentence(side.place)


def _sentence(place: Place) -> Content:
    """The sentence with the passage in bold; of a long one what stands around it."""
    text = safe_line(place.said)
    start, end = (place.at, place.at + len(place.text)) if place.at >= 0 else (0, 0)
    return _cut(text, [Span(start, end)] if end > start else [], "bold")


def _cut(text: str, spans: Sequence[Span], style: str) -> Content:
    first = 0
    if len(text) > _LONGEST and spans and spans[0].start > _LONGEST // 2:
        first = text.rfind(" ", 0, spans[0].start - _LONGEST // 3) + 1
    last = len(text)
    if last - first > _LONGEST:
        wanted = max(first + _LONGEST, min(spans[-1].end, first + 2 * _LONGEST) if spans else 0)
        last = text.find(" ", wanted) if text.find(" ", wanted) >= 0 else last
    lead = "…" if first else ""
    shown = Content(lead + text[first:last] + ("…" if last < len(text) else ""))
    for span in spans:
        if kept := span.clip(Span(first, max(first, last))):
            shown = shown.stylize(style, kept.start - first + len(lead), kept.end - first + len(lead))
    return shown


def _beside(cells: Sequence[tuple[tuple[Content, Content], str]], width: int) -> Iterator[Choice]:
    """Two and two side by side, or one below the other; the value has the other's place, too."""
    if width < BESIDE:
        for at, ((head, said), place) in enumerate(cells):
            other = cells[at + 1][1] if at + 1 < len(cells) else cells[at - 1][1]
            lines = (*_fit(head, width - 2, _HEAD, "  "), *_fit(said, width - 4, _SENTENCE, "    "))
            yield Choice(f"{place} {other}", lines)
        return
    room = (width - len(_GAP)) // 2
    for at in range(0, len(cells), 2):
        (left, place), right = cells[at], cells[at + 1] if at + 1 < len(cells) else None
        mine = _column(left, room)
        theirs = _column(right[0], room) if right else []
        joined = [_joined(one, other, room) for one, other in zip_longest(mine, theirs, fillvalue=Content(""))]
        yield Choice(f"{place} {right[1]}" if right else place, tuple(joined))


def _column(cell: tuple[Content, Content], room: int) -> list[Content]:
    head, said = cell
    return [*fitted(head, room, _HEAD), *fitted(said, room, _SENTENCE)]


def _joined(left: Content, right: Content, room: int) -> Content:
    return Content.assemble(left, " " * max(0, room - left.cell_length), (_GAP, "$dim"), right)


def _fit(text: Content, width: int, most: int, indent: str) -> list[Content]:
    return [Content(indent) + line for line in fitted(text, max(1, width), most)]


def _wordings(found: Versions, row: Reworded, width: int) -> Iterator[Choice]:
    """The wording nearest to the origin, and below it the others with the words that differ in bold."""
    from nkreader.analysis.rewording import word_changes

    first = row.wordings[0]
    for one in row.wordings:
        changed = [] if one is first else word_changes(safe_line(first.place.text), safe_line(one.place.text))[1]
        indent = "  " if one is first else "    "
        said = Content("“") + _cut(safe_line(one.place.text), [*changed], "bold $accent") + Content("”")
        style = "bold $text-warning" if one.likeness is Likeness.REWORDED else "$dim"
        head = content_line(wording_told(found, one, date_label), style)
        room = width - len(indent)
        lines = (*_fit(said, room, _SENTENCE, indent), *_fit(head, room - 2, 2, f"{indent}  "))
        other = first if one is not first else row.wordings[-1]
        places = (target(one.place.article, one.place.span.start), target(other.place.article, other.place.span.start))
        yield Choice(" ".join(places), lines)


def _alone(found: Versions, ident: str, some: Iterable[Alone], opened: Container[str], width: int) -> Iterator[Choice]:
    member = found.member(ident)
    title = "this piece" if ident == found.article or member is None else member.headline.title
    head = content_line(f"  {carrier(found, ident, date_label)}", "bold") + content_line(f" · {title}", "$dim")
    yield Choice("", (head.truncate(max(1, width), ellipsis=True),))
    for one in some:
        for row in one.shown:
            yield _only(row, width)
        if one.folded:
            fold = f"{FOLD}{ident}/{one.sort}"
            yield _fold(fold, folded_told(one), fold in opened, "    ", width)
            if fold in opened:
                for row in one.folded:
                    yield _only(row, width, "  ")


def _only(row: Only, width: int, indent: str = "") -> Choice:
    """A row of one line; the sentence comes below it at the cursor."""
    sort, _, rest = only_told(row).partition(": ")
    rest, dot, around = rest.partition(" · ") if row.sort is Sort.NUMBER else (rest, "", "")
    head = Content.assemble(
        (f"{indent}    {sort:<10} ", "$dim"), content_line(rest), content_line(dot + around, "$dim")
    )
    head = head.truncate(max(1, width), ellipsis=True)
    more = () if row.place.said == row.place.text else (Content(f"{indent}      ") + _sentence(row.place),)
    return Choice(target(row.place.article, row.place.span.start), (head,), more)


def _fold(value: str, told: str, is_open: bool, indent: str, width: int) -> Choice:
    """A row of one line that stands for others; while these are shown it says no more than how many they are."""
    count, _, words = told.partition(": ")
    head = Content.assemble((f"{indent}{'▾' if is_open else '▸'} ", "$accent"), (count, "bold"))
    if not is_open and words:
        head += content_line(f"  {words}", "$dim")
    return Choice(value, (head.truncate(max(1, width), ellipsis=True),))


def _earlier(found: Versions, earlier: Earlier, opened: Container[str], width: int) -> Iterator[Choice]:
    yield Choice("", (content_line(f"  {earlier_told(earlier)}", "bold"),))
    for row in earlier.differences:
        sign, style = MARKS[row.outcome]
        said = " → ".join(side.place.text for side in row.sides)
        line = Content.assemble(("  ", ""), (f"{sign} ", style), content_line(f"{row.what}: {said}"))
        now = next((side.place for side in row.sides if "@" not in side.place.article), None)
        yield Choice(target(found.article, now.span.start if now else 0), (line,))
    for quotation in earlier.quotations:
        yield from _wordings(found, quotation, width)
    for one in alone(earlier.only, at_once=False):
        fold = f"{FOLD}{earlier.number}/{one.article}/{one.sort}"
        count, colon, words = folded_told(one).partition(": ")
        where = f"only in {text_told(earlier, one.article)}"
        yield _fold(fold, f"{count} {where}{colon}{words}", fold in opened, "  ", width)
        if fold in opened:
            yield from (_only(row, width) for row in one.folded)
    for edited in earlier.edits:
        yield from _edited(found, edited, width)


def _edited(found: Versions, row: Edited, width: int) -> Iterator[Choice]:
    before = _cut(safe_line(row.before), [*row.gone], "bold $text-error") if row.before else None
    after = _cut(safe_line(row.after), [*row.new], "bold $text-success") if row.after else None
    place = target(found.article, row.at)
    if row.edit is Edit.CHANGED and before is not None and after is not None and width >= BESIDE:
        was, now = Content.styled("- before", "$dim"), Content.styled("+ now", "$dim")
        yield from _beside((((was, before), place), ((now, after), place)), width)
        return
    lines: list[Content] = []
    for sign, said in (("-", before), ("+", after)):
        if said is not None:
            shown = SIGNS[row.edit] if row.edit is not Edit.CHANGED else sign
            lines += _fit(Content.styled(f"{shown} ", "bold") + said, width - 2, _SENTENCE, "  ")
    yield Choice(place, tuple(lines))
