"""The registry: every command can be done, in each place where its keys hold."""

from __future__ import annotations

from collections import Counter

import pytest
from textual.binding import Binding

from nkreader.ui.app import NKReader
from nkreader.ui.commands import COMMANDS, Command, Where, bindings, key_table, sequences
from nkreader.ui.keys import label
from nkreader.ui.screens.evidence_sheet import EvidenceSheet
from nkreader.ui.screens.fetching_sheet import FeedsSheet
from nkreader.ui.screens.group_said_sheet import GroupSaidSheet
from nkreader.ui.screens.group_sheet import GroupSheet
from nkreader.ui.screens.helping import HelpSheet
from nkreader.ui.screens.highlights_sheet import HighlightsSheet
from nkreader.ui.screens.main import MainScreen
from nkreader.ui.screens.palette import offered
from nkreader.ui.screens.pasting import PasteSheet
from nkreader.ui.screens.repair_sheet import RepairSheet
from nkreader.ui.screens.repaired_sheet import RepairedSheet
from nkreader.ui.screens.saved_sheet import SavedSheet
from nkreader.ui.screens.sheet import Sheet
from nkreader.ui.screens.versions_sheet import VersionsSheet
from nkreader.ui.widgets.article_list import ArticleList
from nkreader.ui.widgets.dossier import DossierPane
from nkreader.ui.widgets.facets import FacetPane
from nkreader.ui.widgets.legend import Legend
from nkreader.ui.widgets.prompt import NoteArea, Prompt
from nkreader.ui.widgets.query_input import QueryInput
from nkreader.ui.widgets.reader import Reader
from nkreader.ui.widgets.related import RelatedPane
from nkreader.ui.widgets.timeline import TimelinePane

PANES: dict[Where, tuple[type, ...]] = {
    Where.PANE: (ArticleList, Reader, TimelinePane, RelatedPane),
    Where.LIST: (ArticleList,),
    Where.READER: (Reader,),
    Where.SELECTING: (Reader,),
    Where.TIMELINE: (TimelinePane, RelatedPane),
    Where.PROMPT: (QueryInput,),
    Where.NOTE: (NoteArea,),
    Where.PASTE: (PasteSheet,),
    Where.HELP: (HelpSheet,),
    Where.SHEET: (Sheet, DossierPane),
    Where.LEGEND: (Legend,),
    Where.FACETS: (FacetPane,),
    Where.DOSSIER: (DossierPane,),
}
SCREENS: dict[Where, tuple[type, ...]] = {
    Where.NOTE: (Prompt,), Where.SAVED: (SavedSheet,), Where.DATES: (EvidenceSheet,),
    Where.REPAIR: (RepairSheet,), Where.REPAIRED: (RepairedSheet, GroupSaidSheet),
    Where.GROUP: (GroupSheet,), Where.VERSIONS: (VersionsSheet,), Where.HIGHLIGHTS: (HighlightsSheet,),
    Where.FEEDS: (FeedsSheet,),
}  # fmt: skip
"""The screens whose actions a pane's keys are, where it is not the main one."""


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: f"{command.where}-{command.id}")
def test_every_command_has_its_action(command: Command) -> None:
    screens = SCREENS.get(command.where, (MainScreen,))
    places: tuple[type, ...] = {"screen": screens, "app": (NKReader,)}.get(command.target, PANES.get(command.where, ()))
    assert places
    name = f"action_{command.id.replace('-', '_')}"
    assert all(callable(getattr(place, name, None)) for place in places)


@pytest.mark.parametrize("where", PANES)
def test_every_pane_has_the_keys_of_its_place(where: Where) -> None:
    wanted = {(binding.id, binding.key) for binding in bindings(where)}
    for pane in PANES[where]:
        own = [item for base in pane.__mro__ for item in base.__dict__.get("BINDINGS", ())]
        assert wanted <= {(item.id, item.key) for item in own if isinstance(item, Binding)}


def test_no_key_means_two_things_in_one_place() -> None:
    for where, alongside in ((Where.SELECTING, ()), (Where.READER, (Where.PANE,)), (Where.LIST, (Where.PANE,)),
                             (Where.TIMELINE, (Where.PANE,)), (Where.EVERYWHERE, ())):  # fmt: skip
        keys = Counter(key for command in COMMANDS if command.where in (where, *alongside) for key in command.keys)
        assert [key for key, count in keys.items() if count > 1] == []


def test_every_command_can_be_called_by_name_or_holds_only_while_typing() -> None:
    by_name = {command.id for command in offered()}
    typing = (Where.SELECTING, Where.PROMPT, Where.NOTE, Where.PASTE, Where.SHEET, Where.LEGEND, Where.FACETS,
              Where.SAVED, Where.HELP, Where.DATES, Where.DOSSIER, Where.REPAIR, Where.REPAIRED,
              Where.GROUP, Where.VERSIONS, Where.HIGHLIGHTS, Where.FEEDS)  # fmt: skip
    assert {c.id for c in COMMANDS if c.where not in typing} == by_name


def test_keys_are_shown_as_they_are_printed() -> None:
    assert [label(key) for key in ("ctrl+o", "g,g", "right_curly_bracket", "escape", "G")] == [
        "Ctrl+o", "gg", "}", "Esc", "G",
    ]  # fmt: skip
    assert sequences(Where.PANE).keys() == {("g", "g")}
    assert key_table().count("\n") == len(COMMANDS) + 1
