"""The sheet of a piece's dates: what each is, what speaks for and against it, and a key to set it by hand."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual.binding import BindingType
from textual.content import Content

from nkreader.model.dates import Basis
from nkreader.model.evidence import Evidence
from nkreader.model.fetched import Retrieval
from nkreader.model.piece import Piece
from nkreader.model.timeline import By
from nkreader.ui.commands import Where, bindings, key
from nkreader.ui.painting import content_line
from nkreader.ui.screens.evidence_rows import AT, date_choices, dates_of, evidence_choices, fetched_choices, instead
from nkreader.ui.screens.sheet import Choice, ChoiceList, Sheet
from nkreader.ui.widgets.virtual_list import VirtualList

_SETS = {By.PUBLISHED: "set-published", By.REPORTED: "set-reported", By.HAPPENED: "set-happened"}


class EvidenceList(ChoiceList):
    """Rows whose reasons are told in full."""

    MOST: ClassVar[int] = 12


class EvidenceSheet(Sheet):
    """Gives back `at OFFSET`, a passage to go to. `use` is called with a date and what it is to be."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(Where.DATES)]
    ROWS = EvidenceList
    DEFAULT_CSS = """
    EvidenceSheet {
        & EvidenceList { height: 1fr; max-height: 100%; }
    }
    """

    def __init__(self, piece: Piece, use: Callable[[By, str], None]) -> None:
        super().__init__("Dates and evidence", Content(""), (*date_choices(piece), instead("gathering the evidence …")))
        self.piece = piece
        self._use = use

    def on_mount(self) -> None:
        """Tell the keys."""
        self._tell()

    def show(self, rows: Sequence[Evidence], retrievals: Sequence[Retrieval] = ()) -> None:
        """The evidence has come, and when and from where the piece was fetched; the cursor stays."""
        self._show((*evidence_choices(rows), *fetched_choices(retrievals)))

    def fail(self, why: str) -> None:
        """It could not be gathered."""
        self._show((instead(f"the evidence could not be gathered: {why}"),))

    def _show(self, below: Sequence[Choice]) -> None:
        self._choices = (*date_choices(self.piece), *below)
        shown = self.query_one(EvidenceList)
        shown.put(self._choices)
        self._fit()

    def on_resize(self) -> None:
        """No higher than its rows, nor than the screen has room for."""
        self.call_after_refresh(self._fit)

    def _fit(self) -> None:
        frame, lines = self.query_one("Vertical"), self.query_one(EvidenceList).virtual_size.height
        frame.styles.height = min(lines + frame.gutter.height, self.size.height * 9 // 10)

    def on_virtual_list_highlighted(self) -> None:
        """At another row what was told of one is over."""
        self._tell()

    def on_virtual_list_chosen(self, message: VirtualList.Chosen) -> None:
        """Go to the passage of the evidence, or set the date."""
        message.prevent_default()  # not every row is something to give back
        value = self._choices[message.index].value
        if value in [*By]:
            self._ask(By(value))
        elif value.startswith(AT):
            self.dismiss(value)
        else:
            self._tell("It stands nowhere in the text.")

    def action_set_published(self) -> None:
        """Set the day of publication by hand."""
        self._ask(By.PUBLISHED)

    def action_set_reported(self) -> None:
        """Set by hand when the cited source reported it."""
        self._ask(By.REPORTED)

    def action_set_happened(self) -> None:
        """Set by hand when it happened."""
        self._ask(By.HAPPENED)

    def _ask(self, by: By) -> None:
        from nkreader.ui.widgets.prompt import Prompt  # a text area costs start-up time

        when = dates_of(self.piece)[by]
        before = when.value or "" if when.basis is Basis.HAND else ""

        def done(text: str | None) -> None:
            if text is None:
                return  # back to the sheet
            self.dismiss(None)
            self._use(by, text)

        title = f"{by.value} by hand: 2024-03-24, 2024-03, 2024, a/b · empty takes it away"
        self.app.push_screen(Prompt(title, before, wrong, one_line=True), done)

    def _tell(self, said: str = "") -> None:
        keys = "/".join(key(f"dates.{name}") for name in _SETS.values())
        usual = f"{key('sheet.choose')} passage · {keys} set published/reported/happened · {key('sheet.leave')} back"
        self.query_one("Vertical").border_subtitle = content_line(f" {said or usual} ")


def wrong(text: str) -> str:
    """What is wrong with a date that the reader wrote; empty if nothing is."""
    from nkreader.analysis.dates.by_hand import read_by_hand

    try:
        read_by_hand(text)
    except ValueError as error:
        return str(error)
    return ""
