"""The sheet of a piece and its group: what it is now, and what can be said of it, one key each."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import BindingType

from nkreader.ui.commands import Where, bindings, key
from nkreader.ui.painting import content_line
from nkreader.ui.screens.group_wishes import GroupSubject, group_wishes, wish_rows
from nkreader.ui.screens.sheet import Sheet


class GroupSheet(Sheet):
    """Gives back the command of what is to be said."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(Where.GROUP)]

    def __init__(self, subject: GroupSubject) -> None:
        self._offered = group_wishes(subject)
        super().__init__("Repair the group", subject.now, wish_rows(self._offered))

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
            self._tell(f"{key(f'group.{command}')} is for something else than this.")

    def _tell(self, said: str = "") -> None:
        usual = f"the key of a row, or {key('sheet.choose')} · {key('sheet.leave')} back"
        self.query_one("Vertical").border_subtitle = content_line(f" {said or usual} ")

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
