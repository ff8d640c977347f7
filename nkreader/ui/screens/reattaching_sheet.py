"""The sheet of a passage that its text no longer has: the old words, and what comes nearest to them now."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.content import Content

from nkreader.model.highlights import Anchor, Highlight
from nkreader.model.spans import Span
from nkreader.ui.commands import key
from nkreader.ui.painting import content_line
from nkreader.ui.screens.sheet import Choice, ChoiceList, Sheet

if TYPE_CHECKING:
    from nkreader.analysis.reattaching import Nearest

OPEN = "open"
"""Given back to open the piece, where the passage was at last; the place stays lost."""
GONE, NEW = "strike $text-error", "bold underline $text-warning"
"""Of words that the other side has not; what is told below them does not hang on colour."""


class PlacesList(ChoiceList):
    """Rows told in full."""

    MOST: ClassVar[int] = 8


class ReattachingSheet(Sheet):
    """Gives back the number of the place that the reader takes, or `OPEN`. Nothing is taken by itself."""

    ROWS = PlacesList
    DEFAULT_CSS = """
    ReattachingSheet {
        & PlacesList { height: auto; max-height: 30; }
    }
    """

    def __init__(self, mark: Highlight, title: str, found: Sequence[Nearest]) -> None:
        choices = [Choice(str(number), tuple(_place(one))) for number, one in enumerate(found)]
        told = "Its piece, to look for yourself" if found else "Nothing in the present text comes near. Its piece"
        choices.append(Choice(OPEN, (content_line(f"{told}; the highlight stays as it is", "$dim"),)))
        super().__init__("Not in the present text", _old(mark, title), choices)
        self._places = len(found)

    def on_mount(self) -> None:
        """Tell the keys."""
        takes = "marks this place instead" if self._places else "opens the piece"
        told = f"{key('sheet.choose')} {takes} · {key('sheet.leave')} leaves it"
        self.query_one("Vertical").border_subtitle = content_line(f" {told} ")


def _old(mark: Highlight, title: str) -> Content:
    anchor = mark.anchor
    parts = [content_line(title, "bold"), Content(""), content_line("It was marked here:", "$dim"), _within(anchor)]
    parts += [content_line(mark.note, "italic")] if mark.note else []
    return Content("\n").join(parts)


def _within(anchor: Anchor) -> Content:
    """The old words between what stood around them."""
    before, after = (_line(text) for text in (anchor.prefix, anchor.suffix))
    return Content.assemble(
        content_line(f"…{before}", "$dim"), content_line(_line(anchor.exact), "bold"), content_line(f"{after}…", "$dim")
    )


def _place(one: Nearest) -> Iterable[Content]:
    changes = one.changes
    new = _painted(changes.after, changes.new, NEW)
    around = content_line(f"…{_line(one.before)}", "$dim"), new, content_line(f"{_line(one.after)}…", "$dim")
    if not changes.gone and not changes.new:
        told = "the same words, elsewhere or between others"
    else:
        gone = [f"− {span.of(changes.before)}" for span in changes.gone]
        told = "   ".join([*gone, *(f"+ {span.of(changes.after)}" for span in changes.new)])
    yield content_line(f"{one.likeness:.0f} % alike", "bold")
    yield Content("  ") + Content.assemble(*around)
    yield content_line(f"  {told}", "$dim")


def _painted(text: str, spans: Iterable[Span], style: str) -> Content:
    shown = content_line(text)
    for span in spans:
        shown = shown.stylize(style, span.start, span.end)
    return shown


def _line(text: str) -> str:
    """On one line; white space at its ends stays, as one space."""
    inner = " ".join(text.split())
    return f"{' ' if text[:1].isspace() else ''}{inner}{' ' if text[-1:].isspace() and inner else ''}"
