"""Choosing a piece or a group by typing: those that have all the words, the likeliest first, below the line."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from nkreader.ui.painting import content_line
from nkreader.ui.screens.group_wishes import Candidate, matching
from nkreader.ui.screens.offering import OfferPrompt

MOST = 8
"""Pieces that are offered."""


class GroupPrompt(OfferPrompt[Candidate, str]):
    """Asks for one of the pieces there are, below the page; gives back its id."""

    hint = "words of a title, outlet or day"
    at_once = True

    def __init__(self, title: str, known: Sequence[Candidate]) -> None:
        super().__init__(title)
        self._known = known

    def fitting(self, typed: str) -> Sequence[Candidate]:
        """The pieces that have all the words."""
        return matching(typed, self._known, MOST)

    def row(self, one: Candidate, here: bool) -> Content:
        """Its title, and what tells it from others."""
        return _row(one, here, self.app.size.width - 2)

    def nothing(self, typed: str) -> str:
        """Said of no piece."""
        return "no piece has all these words"

    def given(self, one: Candidate) -> str:
        """Its id."""
        return one.headline.id


def _row(one: Candidate, here: bool, width: int) -> Content:
    title, about = one.row
    name = content_line(f"{'▸' if here else ' '} {title}", "bold" if here else "")
    below = content_line(f"  {about}", "$dim")
    return name.truncate(max(10, width - below.cell_length), ellipsis=True) + below
