"""The list of what was said of groups, to be taken back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.content import Content

from nkreader.ui.painting import content_line
from nkreader.ui.screens.wishing import SaidRow, SaidSheet

if TYPE_CHECKING:
    from nkreader.archive.ruling import Said


class GroupSaidSheet(SaidSheet):
    """Gives back what is to be done with what was said at the cursor."""

    def __init__(self, found: Sequence[Said], title: str) -> None:
        super().__init__(title, [SaidRow(one.ruling.id, one.first, _lines(one)) for one in found])


def _lines(one: Said) -> tuple[Content, ...]:
    group = "alone in its event now" if one.group == 1 else f"one of {one.group:,} pieces on its event now"
    where = group if one.holds else "no longer in force: later words of yours say otherwise"
    return content_line(one.said, "bold" if one.holds else "$dim"), content_line(f"  {where}", "$dim")
