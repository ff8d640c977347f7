"""Choosing a name by typing: those of the library and of the gazetteer that begin so, below the line."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.content import Content

from nkreader.model.entities import Entity
from nkreader.ui.painting import content_line
from nkreader.ui.screens.offering import OfferPrompt

if TYPE_CHECKING:
    from nkreader.archive.knowing import KnownName

MOST = 8
"""Names that are offered."""


class NamePrompt(OfferPrompt["KnownName", Entity]):
    """Asks for one of the names there are, below the page."""

    DEFAULT_CSS = """
    NamePrompt .offered { height: 8; }
    """
    hint = "begin of a name"

    def __init__(self, title: str, known: Sequence[KnownName], without: str = "") -> None:
        """`without` is the id of the name that is not to be chosen: the one it is about."""
        super().__init__(title)
        self._known = [one for one in known if one.entity.id != without]

    def fitting(self, typed: str) -> Sequence[KnownName]:
        """The names that begin so."""
        from nkreader.archive.knowing import beginning

        return beginning(typed, self._known, MOST)

    def row(self, one: KnownName, here: bool) -> Content:
        """The name, its kind and line, and how many pieces have it."""
        return _row(one, here)

    def nothing(self, typed: str) -> str:
        """Said of no name."""
        return "no name begins so" if typed else ""

    def given(self, one: KnownName) -> Entity:
        """What it stands for."""
        return one.entity


def _row(one: KnownName, here: bool) -> Content:
    pieces = "in no piece" if not one.articles else "1 piece" if one.articles == 1 else f"{one.articles:,} pieces"
    more = f" · {one.entity.line}" if one.entity.line else ""
    name = content_line(f"{'▸' if here else ' '} {one.entity.name}", "bold" if here else "")
    row = Content.assemble(name, "  ", content_line(f"{one.entity.kind.value} · {pieces}{more}", "$dim"))
    return row.truncate(200, ellipsis=True)
