"""Sheets about what can be said of something: one key for each, and lists of what was said, to be taken back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, NamedTuple, Protocol

from textual.binding import BindingType
from textual.content import Content

from nkreader.ui.commands import Where, bindings, key
from nkreader.ui.painting import content_line
from nkreader.ui.screens.sheet import Choice, ChoiceList, Sheet

OPEN, BACK = "open ", "back "
"""What a sheet of what was said gives back, before an article's id and before the id of what was said."""


class Offered(Protocol):
    """Something that can be said."""

    @property
    def command(self) -> str:
        """Its name in the registry, without the place."""


class WishSheet(Sheet):
    """Gives back the command of what is to be done; tells of a key that it is for something else."""

    place = ""
    """Of its commands in the registry."""

    def __init__(self, title: str, head: Content, offered: Sequence[Offered], choices: Sequence[Choice]) -> None:
        self._offered = offered
        super().__init__(title, head, choices)

    def on_mount(self) -> None:
        """Tell the keys."""
        self._tell()

    def on_virtual_list_highlighted(self) -> None:
        """At another row what was told is over."""
        self._tell()

    def _wish(self, command: str) -> None:
        if any(one.command == command for one in self._offered):
            self.dismiss(command)
        else:
            self._tell(f"{key(f'{self.place}.{command}')} is for something else than this.")

    def _tell(self, said: str = "") -> None:
        usual = f"the key of a row, or {key('sheet.choose')} · {key('sheet.leave')} back"
        self.query_one("Vertical").border_subtitle = content_line(f" {said or usual} ")


class SaidRow(NamedTuple):
    """A row of a sheet of what was said."""

    key: str
    """Of what was said."""
    article: str
    """Id of the piece that the row opens; empty for none."""
    lines: tuple[Content, ...]
    said: str = ""
    """What will no longer hold, where that is short enough for a border."""


class SaidSheet(Sheet):
    """Gives back what is to be done with what was said at the cursor; nothing is taken back at one key."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(Where.REPAIRED)]

    def __init__(self, title: str, rows: Sequence[SaidRow]) -> None:
        choices = [Choice(f"{OPEN}{row.article}", row.lines) for row in rows]
        super().__init__(f"{title} · {len(rows)}", Content(""), choices)
        self._said = rows
        self._doomed = ""
        """The key of what the next press takes back."""

    def on_mount(self) -> None:
        """Tell the keys."""
        self._tell()

    def on_virtual_list_highlighted(self) -> None:
        """At another row nothing is to be taken back."""
        self._doomed = ""
        self._tell()

    @property
    def _here(self) -> SaidRow:
        return self._said[self.query_one(ChoiceList).cursor]

    def _tell(self) -> None:
        take = key("names.take-back")
        opens = f"{key('sheet.choose')} opens the piece · " if self._said and self._here.article else ""
        told = f" {opens}{take} takes it back · {key('sheet.leave')} back "
        if self._doomed:
            gone = f": {self._here.said}, no longer" if self._here.said else " takes it back"
            told = f" {take} once more{gone} · any other row keeps it "
        self.query_one("Vertical").border_subtitle = content_line(told)

    def action_take_back(self) -> None:
        """Ask, then take it back."""
        if self._doomed == self._here.key:
            self.dismiss(f"{BACK}{self._doomed}")
        else:
            self._doomed = self._here.key
            self._tell()
