"""The sheet of a name, or of selected words: what it is now, and what can be done about it, one key each."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import BindingType

from nkreader.ui.commands import Where, bindings
from nkreader.ui.painting import content_line
from nkreader.ui.screens.repair_wishes import Subject, wish_choices, wishes
from nkreader.ui.screens.wishing import WishSheet


class RepairSheet(WishSheet):
    """Gives back the command of what is to be done."""

    place = "repair"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(Where.REPAIR)]

    def __init__(self, subject: Subject) -> None:
        offered = wishes(subject)
        title = "Repair a name" if subject.found else "A name"
        super().__init__(title, content_line(subject.now, "bold"), offered, wish_choices(offered))

    def action_reject_here(self) -> None:
        """In this article, it is no name."""
        self._wish("reject-here")

    def action_reject_form(self) -> None:
        """Words printed so are never this name."""
        self._wish("reject-form")

    def action_reject_words(self) -> None:
        """Words printed so are never a name."""
        self._wish("reject-words")

    def action_same(self) -> None:
        """It is a name that there is already."""
        self._wish("same")

    def action_same_here(self) -> None:
        """The same, in this article alone."""
        self._wish("same-here")

    def action_split(self) -> None:
        """Printed so, it is somebody or something else here."""
        self._wish("split")

    def action_split_everywhere(self) -> None:
        """The same in every article."""
        self._wish("split-everywhere")

    def action_rename(self) -> None:
        """Show it by another name."""
        self._wish("rename")

    def action_change_kind(self) -> None:
        """It is of another kind."""
        self._wish("change-kind")

    def action_add_here(self) -> None:
        """In this article, the selected words are a name."""
        self._wish("add-here")

    def action_add_everywhere(self) -> None:
        """In every article, words printed so are a name."""
        self._wish("add-everywhere")
