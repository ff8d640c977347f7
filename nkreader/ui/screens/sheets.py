"""What stands on the sheets: dossiers, related pieces, keys. No widget here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from textwrap import wrap

from textual.content import Content

from nkreader.model.entities import Entity, Mention
from nkreader.model.headline import Headline
from nkreader.ui.commands import COMMANDS, Command, Where, of
from nkreader.ui.dating import date_label
from nkreader.ui.painting import content, content_line
from nkreader.ui.screens.sheet import Choice
from nkreader.ui.widgets.dossier_rows import UNLISTED
from nkreader.ui.widgets.evidence_lines import evidence_lines
from nkreader.ui.widgets.related import Relation
from nkreader.ui.widgets.timeline_rows import RELATED, SAME_EVENT

_SAID = 260
"""Characters of a sentence that shows why a piece is related."""
_KEYS = 16
"""Cells of the column of keys."""


def lines(*parts: Content | str) -> Content:
    """Parts below each other; empty ones are left out."""
    return Content("\n").join([part for part in parts if part])


def headline_choice(headline: Headline) -> Choice:
    """A piece by date, title and outlet."""
    below = Content.assemble(f"{date_label(headline.published):11} ", content_line(headline.outlet or "outlet unknown"))
    return Choice(headline.id, (content_line(headline.title or "(untitled)", "bold"), below.stylize("$dim")))


def candidates(mention: Mention, names: Mapping[str, Entity]) -> tuple[Choice, ...]:
    """The entities an ambiguous name may mean."""
    known = [names[ident] for ident in mention.candidates if ident in names]
    return tuple(
        Choice(entity.id, (content_line(entity.name, "bold"), content_line(entity.line or UNLISTED, "$dim")))
        for entity in known
    )


def may_be(mention: Mention, names: Mapping[str, Entity]) -> str:
    """Whom or what an ambiguous name may mean, on one line."""
    known = [names[ident] for ident in mention.candidates if ident in names]
    return " · ".join(f"{one.name} ({one.line.rstrip('.')})" if one.line else f"{one.name} (unlisted)" for one in known)


def related_choices(found: Iterable[Relation]) -> tuple[Choice, ...]:
    """Related pieces, each with its reason."""
    return tuple(
        Choice(
            row.headline.id,
            (
                *headline_choice(row.headline).lines,
                content_line(f"{SAME_EVENT if row.link.same_event else RELATED} {row.why}", "$dim"),
            ),
            tuple(evidence_lines(row.link.evidence, _SAID, 1, "$dim")),
        )
        for row in found
    )


def welcome(sample: bool, pieces: int, command: str = "nkreader FOLDER") -> str:
    """What stands in the reader as long as nothing is open; `command` adds a folder to this library."""
    if not pieces:
        paste, fetch, leave = _labels(("paste", "fetch", "go-back"))
        begin = f"{paste:<8} adds an article: pasted, or written\n{fetch:<8} fetches a page or feed by its address"
        return f"This library is empty.\n\n{begin}\n{leave:<8} leaves; for a folder, begin with\n\n    {command}"
    table = [f"{' '.join(_labels(ids)):<8} {said}" for ids, said in _FIRST_KEYS.items()]
    about = ["This is the sample archive: pieces made up to", "show what nkreader does. For your own articles:", ""]
    about += ["    nkreader FOLDER", ""]
    return "\n".join([*(about if sample else []), *table, "", *_FIRST_SIGNS])


_FIRST_KEYS = {
    ("down", "up"): "move in the list",
    ("open",): "read the piece at the cursor",
    ("search",): "search; in the reader, this piece only",
    ("list-pane", "reader-pane", "timeline-pane"): "list, reader, timeline",
    ("help",): "all keys of the pane you are in",
    ("palette",): "every command by name",
    ("go-back",): "back; at the top, leave",
}
_FIRST_SIGNS = (
    "•        not read yet",
    "≈        a date that is likely, not stated",
    "=        a date that you set by hand",
    "05-04?   a day whose year is not known",
    "×3       three pieces on one event; f unfolds",
)


def _labels(ids: Iterable[str]) -> list[str]:
    """The first key of some commands."""
    first = {command.id: command.labels[0] for command in reversed(COMMANDS)}
    return [first[ident] for ident in ids]


def keys(places: Sequence[Where], note: str = "", width: int = 92, wanted: str = "") -> Content:
    """The keys that hold in a pane, their meanings in a column of their own on `width` cells.

    Of `wanted`, each word must be in what a row says, unless it is a key itself: then only that.
    """
    blocks = [content(note.strip().replace("`", ""))] if note and not wanted.strip() else []
    exact = any(wanted.strip() in command.labels for where in places for command in of(where))
    for where in places:
        rows = [_key(command, width) for command in of(where) if _says(command, wanted, exact)]
        if rows:
            blocks.append(lines(Content(str(where)).stylize("bold $accent"), *rows))
    return Content("\n\n").join(blocks or [content_line("No key here says that.", "$dim")])


def _says(command: Command, wanted: str, exact: bool) -> bool:
    if exact:
        return wanted.strip() in command.labels
    said = " ".join((*command.labels, command.title, command.help, command.where)).casefold()
    return all(word in said for word in wanted.casefold().split())


def _key(command: Command, width: int) -> Content:
    said = wrap(command.help, max(20, width - _KEYS - 3))
    first, *more = [Content(line).stylize("$dim") for line in said]
    head = Content.assemble((f"  {'  '.join(command.labels):<{_KEYS}}", "bold"), " ", first)
    return Content("\n").join([head, *(Content(" " * (_KEYS + 3)) + line for line in more)])
