"""What a command is: where its keys hold, which they are, and which the reader chose in their place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from nkreader.ui.keys import label


class Where(StrEnum):
    """Where a command's keys hold."""

    EVERYWHERE = "everywhere"
    """Wherever no text is typed."""
    PANE = "every pane"
    """Moving about; each pane moves in its own way."""
    LIST = "list"
    READER = "reader"
    SELECTING = "selecting"
    TIMELINE = "timeline"
    PROMPT = "prompt"
    NOTE = "note"
    """Writing a note or tags."""
    PASTE = "paste"
    """The sheet for a pasted article."""
    SHEET = "sheet"
    """Dossier, dates, highlights, help; what is longer is gone through with the keys of every pane."""
    LEGEND = "legend"
    """What the kinds of names look like, below the text."""
    FACETS = "facets"
    """What a search can be narrowed by, below the timeline."""
    SAVED = "saved searches"
    HELP = "help"
    DATES = "dates"
    """The sheet of dates and their evidence."""
    DOSSIER = "dossier"
    """The dossier of a name, beside what holds on every sheet."""
    REPAIR = "repair"
    """What can be done with a name, or with words that are to be one."""
    REPAIRED = "repaired names"
    """The list of what was done with names, or with groups."""
    GROUP = "group"
    """What can be said of a piece and the group of pieces that it is in."""
    VERSIONS = "versions"
    """The sheet on which pieces on one event are compared."""
    HIGHLIGHTS = "highlights"
    """The sheet of every marked passage."""
    FEEDS = "feeds"
    """The sheet of the feeds that are followed."""


@dataclass(frozen=True, slots=True)
class Command:
    """Something the reader can do with a key.

    The action's name is the id with underscores. Commands of `EVERYWHERE` are actions of the main screen,
    those of `PANE`, `SELECTING` and `PROMPT` of the focused widget; the others say so in `target`.
    """

    id: str
    where: Where
    keys: tuple[str, ...]
    """Textual's names of its keys unless the reader chose others; `g,g` is one after the other."""
    title: str
    help: str
    target: str = "screen"
    """`screen`, `app` or empty for the focused widget."""
    footer: int = 0
    """Its rank in the footer while its keys hold, 1 before 2; 0 keeps it out."""

    @property
    def action(self) -> str:
        """What Textual calls."""
        name = self.id.replace("-", "_")
        return f"{self.target}.{name}" if self.target else name

    @property
    def name(self) -> str:
        """What it is called in the settings, as `list.star`; also the id of its bindings."""
        return f"{self.where.split()[-1]}.{self.id}"

    @property
    def held(self) -> tuple[str, ...]:
        """The keys it has now, Textual's names."""
        return _held.get(self.name, self.keys)

    @property
    def labels(self) -> tuple[str, ...]:
        """The keys it has now as printed on a keyboard; without one, how the palette is asked for it."""
        return self.labels_of(self.held)

    def labels_of(self, keys: tuple[str, ...]) -> tuple[str, ...]:
        """The same if these were its keys."""
        return tuple(label(key) for key in keys) or (f":{self.title.lower()}",)


_held: dict[str, tuple[str, ...]] = {}
"""Keys that the reader chose, by the names of the commands; a program has one keyboard."""


def use(chosen: Mapping[str, tuple[str, ...]]) -> None:
    """Give commands other keys than their own; that they do not clash, nkreader.ui.remapping has seen."""
    _held.clear()
    _held.update(chosen)
