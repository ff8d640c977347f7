"""The dossier of a name beside the text: who or what it is, and every sentence that was found to name it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType
from textual.content import Content

from nkreader.ui.carrying import Carrying
from nkreader.ui.commands import Where, bindings
from nkreader.ui.painting import content_line
from nkreader.ui.widgets.row_lines import fitted, lines_needed
from nkreader.ui.widgets.virtual_list import VirtualList

if TYPE_CHECKING:
    from nkreader.model.dossier import Dossier
    from nkreader.model.headline import Headline
    from nkreader.model.standing import Standing
    from nkreader.ui.widgets.dossier_rows import DossierRow


class DossierPane(VirtualList["DossierRow"]):
    """Stays open beside the text until it is closed."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(Where.SHEET), *bindings(Where.DOSSIER)]

    HELP = (
        "A name: who or what it is, up to when that held and who says so; how this archive prints it, when it is "
        "first and last named here, and for how long it is not, with the number of pieces held of that time; the "
        "titles printed beside it, its place in lists, who is named with it and who comes first; and the sentences "
        "that name it, of very many pieces those of the newest and the oldest. A piece counts for the day of its "
        "publication, else of the report, else of the event. Each row leads to a sentence that says so, + shows the "
        "rest. It stays open while you read on."
    )

    class Followed(Carrying):
        """The reader wants to go to a sentence that names it."""

        headline: Headline
        offset: int
        """Code point of the piece's text."""

    class Closed(Carrying):
        """The reader wants the dossier closed."""

    class Came(Carrying):
        """The pane is in view from now on, and can take the keys."""

    _dossier: Dossier | None = None
    _standing: Standing | None = None
    _unfolded: frozenset[str] = frozenset()

    @property
    def dossier(self) -> Dossier | None:
        """What is shown."""
        return self._dossier

    @property
    def standing(self) -> Standing | None:
        """What is shown of all pieces; None until something is known."""
        return self._standing

    def show(self, dossier: Dossier) -> None:
        """Show a dossier from its top."""
        self._dossier, self._standing, self._unfolded = dossier, None, frozenset()
        self.border_title = content_line(f" {dossier.entity.name} ")
        from nkreader.ui.widgets.dossier_rows import dossier_rows  # deferred: nobody reads a dossier at the start

        self.set_rows([*dossier_rows(dossier, None, ())])

    def tell(self, standing: Standing) -> None:
        """Show what is known by now, the cursor where it was."""
        self._standing = standing
        self._show_anew()

    def _show_anew(self) -> None:
        if self._dossier is None:
            return
        from nkreader.ui.widgets.dossier_rows import dossier_rows

        rows = [*dossier_rows(self._dossier, self._standing, self._unfolded)]
        here = self.row
        same = (at for at, row in enumerate(rows) if here is not None and _what(row) == _what(here))
        self.set_rows(rows, next(same, self.cursor), resting=True)

    def choosable(self, row: DossierRow) -> bool:
        """What leads somewhere or shows more, and what stands above all, to be read first."""
        return row.piece is not None or row.opens or row.folded

    def heights(self, rows: Sequence[DossierRow], width: int) -> Sequence[int]:
        """Lines are broken, up to so many as the row says."""
        return [sum(lines_needed(line.plain, width, most) for line, most in row.lines) for row in rows]

    def draw_row(self, row: DossierRow, width: int) -> Sequence[Content]:
        """As given, long lines broken."""
        return [part for line, most in row.lines for part in fitted(line, width, most)]

    def on_virtual_list_chosen(self, message: VirtualList.Chosen) -> None:
        """Go where the row at the cursor leads, or show the rest of its section."""
        message.stop()
        row = self.row
        if row is None:
            return
        if row.folded:
            self._unfolded |= {row.section}
            self._show_anew()
        elif row.piece is not None:
            self.post_message(self.Followed(row.piece, row.offset))
        else:
            self.action_down()

    def action_next_section(self) -> None:
        """To the next section."""
        self._to_section([at for at, row in enumerate(self.rows) if _heads(row) and at > self.cursor])

    def action_previous_section(self) -> None:
        """To the section before, or the top."""
        heads = [at for at, row in enumerate(self.rows) if _heads(row) and at < self.cursor - 1]
        self._to_section([max(heads, default=0)])

    def _to_section(self, heads: Sequence[int]) -> None:
        """To the first row of the first of these sections, its head at the top where there is enough below."""
        if heads:
            self.go_to(heads[0])
            self.scroll_to(y=self._lines.of(heads[0]).start, animate=False, force=True)

    def on_show(self) -> None:
        """Tell the screen."""
        self.post_message(self.Came())

    def action_choose(self) -> None:
        """Go to the appearance at the cursor."""
        self.choose()

    def action_leave(self) -> None:
        """Close the dossier."""
        self.post_message(self.Closed())


def _heads(row: DossierRow) -> bool:
    return bool(row.section) and not row.folded


def _what(row: DossierRow) -> tuple[object, ...]:
    """What of a row is the same when more is known."""
    first = row.lines[0][0].plain.split(" ×")[0]
    return row.piece and row.piece.id, row.offset, row.section, row.folded, row.opens or first
