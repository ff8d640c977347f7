"""The pieces related to the open one, each with its reason."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from textual.binding import BindingType
from textual.content import Content

from nkreader.model.sanitise import safe_line
from nkreader.ui.carrying import Carrying
from nkreader.ui.commands import Where, bindings
from nkreader.ui.dating import date_label
from nkreader.ui.messages import Told
from nkreader.ui.painting import content_line
from nkreader.ui.widgets.evidence_lines import evidence_lines
from nkreader.ui.widgets.row_lines import fitted, lines_needed
from nkreader.ui.widgets.timeline_rows import RELATED, SAME_EVENT
from nkreader.ui.widgets.unfolding import UnfoldingList
from nkreader.ui.widgets.virtual_list import VirtualList

if TYPE_CHECKING:
    from nkreader.model.headline import Headline
    from nkreader.model.links import Link

_LINES = 2
"""Lines for a title, and for why it is related."""
_HIGH, _SAID_HIGH, _SAID_LOW = 34, 6, 4
"""Lines of a terminal from which on it is high, and lines for each of the sentences that show why in such a one, and in
a lower one."""


_APART = re.compile(r", (?:the same day|\d+ \w+(?: or more)? apart)$")


class Relation(NamedTuple):
    """A link and the piece it leads to."""

    link: Link
    headline: Headline

    @property
    def why(self) -> str:
        """Its reasons in one line, `same event` first."""
        said = _together([reason.text for reason in self.link.reasons])
        if self.link.same_event and not any("same event" in text for text in said):
            said.insert(0, "same event")
        return "; ".join(said)

    @property
    def place(self) -> int | None:
        """Where the other piece says why it is related: the beginning of the sentence, in its code points."""
        reason = self.link.evidence
        if reason and reason.said_there:
            return reason.said_there.span.start
        return next((reason.there.start for reason in self.link.reasons if reason.there is not None), None)


def relations(links: Sequence[Link], headlines: Mapping[str, Headline]) -> tuple[Relation, ...]:
    """Links with their pieces, those of the same event first, in the order given."""
    found = [Relation(link, headlines[link.id]) for link in links if link.id in headlines]
    return tuple(sorted(found, key=lambda item: not item.link.same_event))


class RelatedPane(UnfoldingList[Relation]):
    """Below the timeline: where one can go from the open piece, and why.

    The row at the cursor unfolds to the sentences, here and there, that show it.
    """

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(Where.TIMELINE)]
    COMPONENT_CLASSES: ClassVar[set[str]] = {"list--sign"}
    DEFAULT_CSS = """
    RelatedPane {
        & > .list--sign { color: $primary; }
    }
    """

    CLICKS: ClassVar[int] = 1

    class Followed(Carrying):
        """The reader wants to go to a related piece."""

        relation: Relation

    def show(self, related: Sequence[Relation]) -> None:
        """List these."""
        self.set_rows(related)

    def folded_heights(self, rows: Sequence[Relation], width: int) -> Sequence[int]:
        """Titles and reasons take the lines they need, up to two each."""
        return [
            lines_needed(row.headline.title, width - 2, _LINES) + lines_needed(_below(row), width, _LINES)
            for row in rows
        ]

    def below(self, row: Relation, width: int) -> Sequence[Content]:
        """The sentences that show why it is related."""
        most = _SAID_HIGH if self.app.size.height >= _HIGH else _SAID_LOW
        return evidence_lines(row.link.evidence, width, most, self.part("dim"))

    def draw_folded(self, row: Relation, width: int) -> Sequence[Content]:
        """The title, and below it its date and why it is related."""
        sign = SAME_EVENT if row.link.same_event else RELATED
        dim = self.part("dim")
        title = content_line(row.headline.title or "(untitled)")
        if row.headline.read:
            title = title.stylize(dim)
        first, *more = fitted(title, width - 2, _LINES)
        return [
            Content.assemble((f"{sign} ", self.part("sign")), first),
            *(Content("  ") + line for line in more),
            *fitted(content_line(_below(row)).stylize(dim), width, _LINES),
        ]

    def on_virtual_list_chosen(self, message: VirtualList.Chosen) -> None:
        """Follow the link at the cursor."""
        message.stop()
        if self.row is not None:
            self.post_message(self.Followed(self.row))

    def action_jump(self) -> None:
        """Open the piece at the cursor."""
        self.choose()

    def action_month_before(self) -> None:
        """To the related piece of another month before this one."""
        self._to_month(-1)

    def action_month_after(self) -> None:
        """To the related piece of another month after this one."""
        self._to_month(1)

    def _to_month(self, step: int) -> None:
        month = _month(self.row)
        end = len(self.rows) if step > 0 else -1
        found = next((at for at in range(self.cursor + step, end, step) if _month(self.rows[at]) != month), None)
        if found is not None:
            self.go_to(found)
        else:
            self.post_message(Told("No related piece of another month that way."))


def _below(row: Relation) -> str:
    """What stands below the title: when, and why one would go there."""
    why = row.why.replace("same ", "") if not row.link.same_event else row.why
    return safe_line(f"  {date_label(row.headline.published)} · {why}")


def _together(reasons: Sequence[str]) -> list[str]:
    """Reasons of one kind as one: `same person: Kim Jong Un, Choe Son Hui, 3 days apart`."""
    kinds: dict[str, list[str]] = {}
    for reason in reasons:
        kind, colon, what = reason.partition(": ")
        kinds.setdefault(kind if colon else reason, []).extend([what] if colon else [])
    return [f"{kind}: {', '.join(_apart_once(found))}" if found else kind for kind, found in kinds.items()]


def _apart_once(found: Sequence[str]) -> list[str]:
    """How far apart two pieces are is said with the last of several names."""
    *others, last = found
    apart = _APART.search(last)
    return [*(one.removesuffix(apart[0]) if apart else one for one in others), last]


def _month(row: Relation | None) -> str:
    return (row.headline.published.value or "")[:7] if row else ""
