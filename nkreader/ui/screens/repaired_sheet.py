"""The list of what was said of names: each repair, and where it has a part, to be taken back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from textual.binding import BindingType
from textual.content import Content

from nkreader.model.headline import Headline
from nkreader.model.repairs import Repair
from nkreader.ui.commands import Where, bindings, key
from nkreader.ui.painting import content_line
from nkreader.ui.screens.sheet import Choice, ChoiceList, Sheet

OPEN, BACK = "open ", "back "
"""What the sheet gives back, before an article's id and before a repair's."""


class RepairedSheet(Sheet):
    """Gives back what is to be done with the repair at the cursor."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(Where.REPAIRED)]

    def __init__(self, found: Sequence[tuple[Repair, int]], headlines: Mapping[str, Headline]) -> None:
        choices = [Choice(f"{OPEN}{one.article or ''}", _lines(one, count, headlines)) for one, count in found]
        super().__init__(f"Repaired names · {len(found)}", Content(""), choices)
        self._repairs = [one for one, _ in found]
        self._doomed = ""
        """The repair that the next key takes back."""

    def on_mount(self) -> None:
        """Tell the keys."""
        self._tell()

    def on_virtual_list_highlighted(self) -> None:
        """At another row nothing is to be taken back."""
        self._doomed = ""
        self._tell()

    @property
    def _here(self) -> Repair:
        return self._repairs[self.query_one(ChoiceList).cursor]

    def _tell(self) -> None:
        take = key("names.take-back")
        opens = f"{key('sheet.choose')} opens the piece · " if self._repairs and self._here.article else ""
        usual = f" {opens}{take} takes it back · {key('sheet.leave')} back "
        asked = f" {take} once more: {self._here.said}, no longer · any other row keeps it " if self._doomed else usual
        self.query_one("Vertical").border_subtitle = content_line(asked)

    def action_take_back(self) -> None:
        """Ask, then take it back."""
        if self._doomed == self._here.id:
            self.dismiss(f"{BACK}{self._doomed}")
        else:
            self._doomed = self._here.id
            self._tell()


def _lines(one: Repair, count: int, headlines: Mapping[str, Headline]) -> tuple[Content, ...]:
    if one.article is None:
        pieces = "1 piece" if count == 1 else f"{count:,} pieces"
        where = f"everywhere · {pieces}" if count else "everywhere · in no piece so far"
    else:
        headline = headlines.get(one.article)
        title = headline.title if headline else one.article
        where = f"in {title}" if count else f"in {title} · the text no longer has it"
    return content_line(one.said, "bold"), content_line(f"  {where}", "$dim")
