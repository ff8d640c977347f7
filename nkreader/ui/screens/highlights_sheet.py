"""The sheet of every marked passage: a line to find some of them, and what can be done with one or several."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, ClassVar, NamedTuple, Protocol

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input

from nkreader.archive.sifting import Marked, sifted
from nkreader.model.highlights import COLOURS, Highlight
from nkreader.ui import naming
from nkreader.ui.commands import Where, bindings, key
from nkreader.ui.painting import content_line
from nkreader.ui.screens.highlights_rows import By, MarkList, arranged
from nkreader.ui.screens.sheet import Sheet
from nkreader.ui.widgets.query_input import QueryInput
from nkreader.ui.widgets.virtual_list import VirtualList

if TYPE_CHECKING:
    from collections.abc import Callable

_HINT = "words of quote, note, title or outlet · #tag · colour:green · is:orphan · date:2024-05"
_WIDE = 100
"""Cells of a screen from which every key is told."""


class Deeds(Protocol):
    """What the sheet asks for; it is shown anew when that is done."""

    def edit_marks(
        self,
        idents: Sequence[str],
        said: str,
        *,
        tags: Sequence[str] | None = None,
        colour: str | None = None,
        tag: Sequence[str] = (),
        untag: Sequence[str] = (),
    ) -> None:
        """Change what is given of highlights, in one step."""

    def remove_marks(self, idents: Sequence[str]) -> None:
        """Remove highlights, in one step."""

    def offer_places(self, ident: str) -> None:
        """Show where an orphan may stand now."""

    def annotate(self, mark: Highlight) -> None:
        """Ask for its note, and keep it."""

    def ask_tags(self, title: str, tags: Sequence[str], use: Callable[[list[str]], None]) -> None:
        """Ask for tags."""

    def action_undo(self) -> None:
        """Take the last step back."""

    def action_redo(self) -> None:
        """Do it again."""


class View(NamedTuple):
    """How the sheet looked when it was left."""

    typed: str = ""
    by: By = By.ARTICLE
    at: str = ""
    """The highlight at the cursor."""


class HighlightsSheet(Sheet):
    """Gives back the id of the highlight to go to."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(Where.HIGHLIGHTS)]
    AUTO_FOCUS = "MarkList"
    DEFAULT_CSS = """
    HighlightsSheet {
        & > Vertical { width: 96%; max-width: 150; height: 94%; max-height: 94%; }
        & QueryInput { height: 1; border: none; padding: 0; margin-bottom: 1; background: $panel; }
        & MarkList { height: 1fr; background: $surface; }
    }
    """

    def __init__(self, found: Sequence[Marked], deeds: Deeds, view: View) -> None:
        super().__init__("Highlights", Content(""))
        self._all = found
        self._deeds = deeds
        self._view = view
        self._by = view.by
        self._selected: set[str] = set()
        self._shown: Sequence[Marked] = ()
        self._notices: Sequence[str] = ()
        self._said = ""
        self.left = view
        """How it looked last; there are no widgets to ask once it is closed."""

    def compose(self) -> ComposeResult:
        """The line to type in, above the passages."""
        with Vertical():
            yield QueryInput(self._view.typed, placeholder=_HINT, compact=True)
            yield MarkList()

    def on_resize(self) -> None:
        """Tell as many keys as there is room for."""
        self._tell()

    def on_mount(self) -> None:
        """Show them as they were left."""
        self._show(self._view.at)

    def mark(self, ident: str) -> Highlight | None:
        """A highlight as the sheet knows it."""
        return next((one.mark for one in self._all if one.mark.id == ident), None)

    @property
    def _here(self) -> Highlight | None:
        row = self.query_one(MarkList).row
        return row.one.mark if row is not None and row.one is not None else None

    def renew(self, found: Sequence[Marked]) -> None:
        """The highlights are others now; place and selection stay as far as they can."""
        self._all = found
        self._selected &= {one.mark.id for one in found}
        self._show()

    def tell(self, said: str) -> None:
        """Tell what was done, until a key says something else."""
        self._said = said
        self._tell()

    def _show(self, at: str = "") -> None:
        rows = self.query_one(MarkList)
        wanted = at or (self._here.id if self._here else "")
        index = rows.cursor
        self._shown, self._notices = sifted(self.query_one(QueryInput).value, self._all, naming.shown)
        made = arranged(self._shown, self._by)
        places = [number for number, row in enumerate(made) if row.one is not None and row.one.mark.id == wanted]
        rows.by, rows.selected = self._by, self._selected
        rows.set_rows(made, min(places, key=lambda place: abs(place - index)) if places else max(index, 0))
        self._tell()

    def _tell(self) -> None:
        shown, every = len(self._shown), len(self._all)
        count = f"{every:,}" if shown == every else f"{shown:,} of {every:,}"
        orphans = sum(one.mark.orphan for one in self._all)
        parts = ["Highlights", count, *([f"{len(self._selected):,} selected"] if self._selected else [])]
        parts += [f"by {self._by}", *([f"{orphans:,} no longer in the text: is:orphan"] if orphans else [])]
        frame = self.query_one(Vertical)
        frame.border_title = content_line(f" {' · '.join(parts)} ")
        here = self._here
        self.left = View(self.query_one(QueryInput).value, self._by, here.id if here else "")
        told = self._said or (f"! {self._notices[0]}" if self._notices else self._keys())
        frame.border_subtitle = content_line(f" {told} ")

    def _keys(self) -> str:
        here = self._here
        said = {
            "sheet.choose": "places" if here and here.orphan else "opens",
            "highlights.filter": "finds",
            "highlights.group": "groups",
            "highlights.select": "selects",
        }
        deeds = ("note", "tag", "colour", "remove-highlight")
        does = " ".join(key(f"highlights.{name}") for name in deeds)
        does += " note tag colour remove" if self.size.width >= _WIDE else ""
        return " · ".join([*(f"{key(name)} {what}" for name, what in said.items()), does, f"{key('sheet.leave')} back"])

    @on(Input.Changed)
    def _typed(self) -> None:
        self._said = ""
        self._show()

    @on(QueryInput.Moved)
    def _move(self, message: QueryInput.Moved) -> None:
        rows = self.query_one(MarkList)
        rows.action_down() if message.step > 0 else rows.action_up()

    @on(QueryInput.Ended)
    def _end(self, message: QueryInput.Ended) -> None:
        if not message.kept:
            self.query_one(QueryInput).value = ""
        self.query_one(MarkList).focus()

    def on_virtual_list_highlighted(self) -> None:
        """At another row what was told is over."""
        self.tell("")

    def on_virtual_list_chosen(self, message: VirtualList.Chosen) -> None:
        """Go to the passage; of one that is not there, show where it may be."""
        message.prevent_default()
        here = self._here
        if here is not None and here.orphan:
            self._deeds.offer_places(here.id)
        elif here is not None:
            self.dismiss(here.id)

    def action_choose(self) -> None:
        """Choose the row at the cursor."""
        self.query_one(MarkList).choose()

    def action_filter(self) -> None:
        """Type what the passages are to have."""
        self.query_one(QueryInput).focus()

    def action_group(self) -> None:
        """Group them by something else."""
        self._by = self._by.next
        self.tell("")
        self._show()

    def action_select(self) -> None:
        """Select the passage at the cursor, or no longer; on to the next."""
        here = self._here
        if here is not None:
            self._selected ^= {here.id}
            self._repaint()
            self.query_one(MarkList).action_down()

    def action_select_all(self) -> None:
        """Select every passage in view; none, if all are."""
        shown = {one.mark.id for one in self._shown}
        self._selected = self._selected - shown if shown <= self._selected else self._selected | shown
        self._repaint()

    def _repaint(self) -> None:
        rows = self.query_one(MarkList)
        rows.selected = self._selected
        rows.repaint()
        self.tell("")

    @property
    def _meant(self) -> list[Highlight]:
        """Those selected, in or out of view; without any, the one at the cursor."""
        if self._selected:
            return [one.mark for one in self._all if one.mark.id in self._selected]
        return [self._here] if self._here else []

    def action_note(self) -> None:
        """Write a note on the passage at the cursor."""
        here = self._here
        if here is not None:
            self._deeds.annotate(here)

    def action_tag(self) -> None:
        """Tag the passage at the cursor, or those selected."""
        meant = self._meant
        if len(meant) == 1:
            one = meant[0]
            self._deeds.ask_tags("tags", one.tags, lambda tags: self._deeds.edit_marks([one.id], "tagged", tags=tags))
        elif meant:
            have = _common(meant)
            told = f"; all have {' '.join(f'#{tag}' for tag in have)}" if have else ""
            title = f"tags for {len(meant):,} highlights, -tag takes one away{told}"
            self._deeds.ask_tags(title, (), self._tag_all(meant))

    def _tag_all(self, meant: Sequence[Highlight]) -> Callable[[list[str]], None]:
        def use(words: list[str]) -> None:
            untag = [word[1:] for word in words if word.startswith("-") and word != "-"]
            tag = [word for word in words if not word.startswith("-")]
            if tag or untag:
                told = [*(f"#{name}" for name in tag), *(f"without #{name}" for name in untag)]
                said = f"{len(meant):,} highlights: {' '.join(told)}"
                self._deeds.edit_marks([mark.id for mark in meant], said, tag=tag, untag=untag)

        return use

    def action_colour(self) -> None:
        """The next colour, for all that are meant the one after the first's."""
        meant = self._meant
        if meant:
            colour = COLOURS[(COLOURS.index(meant[0].colour) + 1) % len(COLOURS)]
            said = f"colour {naming.shown(colour)}" if len(meant) == 1 else f"{len(meant):,} are {naming.shown(colour)}"
            self._deeds.edit_marks([mark.id for mark in meant], said, colour=colour)

    def action_remove_highlight(self) -> None:
        """Remove what is meant."""
        if meant := self._meant:
            self._deeds.remove_marks([mark.id for mark in meant])

    def action_undo(self) -> None:
        """Take the last step back."""
        self._deeds.action_undo()

    def action_redo(self) -> None:
        """Do it again."""
        self._deeds.action_redo()


def _common(meant: Collection[Highlight]) -> list[str]:
    """The tags that all of some highlights have."""
    return sorted(set.intersection(*(set(mark.tags) for mark in meant)))
