"""The list of what was said of groups, to be taken back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType
from textual.content import Content

from nkreader.ui.commands import Where, bindings, key
from nkreader.ui.painting import content_line
from nkreader.ui.screens.sheet import Choice, ChoiceList, Sheet

if TYPE_CHECKING:
    from nkreader.archive.ruling import Said

OPEN, BACK = "open ", "back "
"""What the sheet gives back, before an article's id and before a ruling's."""


class GroupSaidSheet(Sheet):
    """Gives back what is to be done with what was said at the cursor."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(Where.REPAIRED)]

    def __init__(self, found: Sequence[Said], title: str) -> None:
        choices = [Choice(f"{OPEN}{one.first}", _lines(one)) for one in found]
        super().__init__(f"{title} · {len(found)}", Content(""), choices)
        self._found = found
        self._doomed = ""
        """The ruling that the next key takes back."""

    def on_mount(self) -> None:
        """Tell the keys."""
        self._tell()

    def on_virtual_list_highlighted(self) -> None:
        """At another row nothing is to be taken back."""
        self._doomed = ""
        self._tell()

    @property
    def _here(self) -> Said:
        return self._found[self.query_one(ChoiceList).cursor]

    def _tell(self) -> None:
        take = key("names.take-back")
        opens = f"{key('sheet.choose')} opens the piece · " if self._found and self._here.first else ""
        usual = f" {opens}{take} takes it back · {key('sheet.leave')} back "
        asked = f" {take} once more takes it back · any other row keeps it " if self._doomed else usual
        self.query_one("Vertical").border_subtitle = content_line(asked)

    def action_take_back(self) -> None:
        """Ask, then take it back."""
        if self._doomed == self._here.ruling.id:
            self.dismiss(f"{BACK}{self._doomed}")
        else:
            self._doomed = self._here.ruling.id
            self._tell()


def _lines(one: Said) -> tuple[Content, ...]:
    group = "alone in its event now" if one.group == 1 else f"one of {one.group:,} pieces on its event now"
    where = group if one.holds else "no longer in force: later words of yours say otherwise"
    return content_line(one.said, "bold" if one.holds else "$dim"), content_line(f"  {where}", "$dim")
