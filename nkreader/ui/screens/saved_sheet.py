"""The sheet of saved searches: what each finds, and what of it is new."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType
from textual.content import Content

from nkreader.ui.commands import Where, bindings, key
from nkreader.ui.painting import content_line
from nkreader.ui.screens.sheet import Choice, ChoiceList, Sheet
from nkreader.ui.widgets.query_colours import Meaning, painted

if TYPE_CHECKING:
    from nkreader.archive.searches import SavedFound

RUN, RENAME, DELETE = "run ", "rename ", "delete "
"""What the sheet gives back, before the name."""


class SavedSheet(Sheet):
    """Gives back what is to be done with the search at the cursor."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(Where.SAVED)]

    def __init__(self, found: Sequence[SavedFound], meaning: Meaning) -> None:
        choices = [Choice(f"{RUN}{one.search.name}", _lines(one, meaning)) for one in found]
        super().__init__(f"Saved searches · {len(found)}", Content(""), choices)
        self._names = [one.search.name for one in found]

    def on_mount(self) -> None:
        """Tell the keys."""
        self._tell_keys()

    def _tell_keys(self) -> None:
        frame = self.query_one("Vertical")
        delete, rename = key("searches.delete"), key("searches.rename")
        usual = f" {key('sheet.choose')} runs · {rename} renames · {delete} deletes · {key('sheet.leave')} back "
        frame.border_subtitle = content_line(usual)

    @property
    def _here(self) -> str:
        return self._names[self.query_one(ChoiceList).cursor]

    def action_delete(self) -> None:
        """Delete it; that can be taken back."""
        self.dismiss(f"{DELETE}{self._here}")

    def action_rename(self) -> None:
        """Give the search another name."""
        self.dismiss(f"{RENAME}{self._here}")


def _lines(one: SavedFound, meaning: Meaning) -> tuple[Content, ...]:
    pieces = "1 piece" if one.pieces == 1 else f"{one.pieces:,} pieces"
    new = f" · {one.new:,} new since the last visit" if one.new else ""
    head = Content.assemble(content_line(one.search.name, "bold"), (f"  {pieces}", "$dim"), (new, "bold $accent"))
    told = [content_line(f"! {notice}", "$text-warning") for notice in one.notices]
    return head, Content("  ") + painted(one.search.query, meaning), *told
