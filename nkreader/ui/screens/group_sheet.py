"""The sheet of a piece and its group: what it is now, and what can be said of it, one key each."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import BindingType

from nkreader.ui.commands import Where, bindings
from nkreader.ui.screens.group_wishes import GroupSubject, group_wishes, wish_rows
from nkreader.ui.screens.wishing import WishSheet


class GroupSheet(WishSheet):
    """Gives back the command of what is to be said."""

    place = "group"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(Where.GROUP)]

    def __init__(self, subject: GroupSubject) -> None:
        offered = group_wishes(subject)
        super().__init__("Repair the group", subject.now, offered, wish_rows(offered))

    def action_split_off(self) -> None:
        """It reports another event than the others."""
        self._wish("split-off")

    def action_follow_up(self) -> None:
        """It reports what came of the event."""
        self._wish("follow-up")

    def action_join(self) -> None:
        """It reports one event with another piece."""
        self._wish("join")

    def action_join_open(self) -> None:
        """It reports one event with the open piece."""
        self._wish("join-open")

    def action_follow_up_of(self) -> None:
        """It reports what came of the event of another piece."""
        self._wish("follow-up-of")

    def action_said_of_group(self) -> None:
        """What was said of it."""
        self._wish("said-of-group")
