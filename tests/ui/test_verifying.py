"""Verifying a draft in the reading room: the quotations by what became of them, each opened at its passage."""

from __future__ import annotations

from pathlib import Path

import pytest

from nkreader.model.verified import Outcome, Unread, Verified
from nkreader.ui.screens.checked_rows import checked_choices, summary
from nkreader.ui.screens.sheet import ChoiceList, SheetAt
from nkreader.ui.widgets.prompt import NoteArea, Prompt
from tests.ui.conftest import TEXTS, until
from tests.ui.test_doctor import call, number_of
from tests.ui.test_reading_room import SMALL, WIDE, room

SENTENCE = "The meeting ended without a statement"
OTHER = "The meeting ended without a quarrel"
assert SENTENCE in TEXTS["c-council.txt"]


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    """Three quotations: one as it stands, one with another word, one from nowhere."""
    path = tmp_path / "my draft.md"
    path.write_text(
        f"He read out “{SENTENCE}” first.\n\nThen “{OTHER}” was heard.\n\n"
        "And “zebras wander through marble corridors nightly” at last.\n",
        encoding="utf-8",
    )
    return path


@pytest.mark.parametrize("size", [WIDE, SMALL])
async def test_quotations_of_a_draft_are_told_and_open_their_passage(
    library_folder: Path, draft: Path, size: tuple[int, int]
) -> None:
    async with room(library_folder, size) as (pilot, main):
        await call(pilot, "verify")
        await until(pilot, lambda: isinstance(pilot.app.screen, Prompt), "the question for a path")
        area = pilot.app.screen.query_one(NoteArea)
        area.load_text(str(draft) + "x")
        await pilot.press("enter")
        await until(pilot, lambda: pilot.app.screen.has_class("-wrong"), "that there is no such file")
        area.load_text(str(draft))
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, SheetAt) and pilot.app.focused, "the quotations")
        listed = pilot.app.screen.query_one(ChoiceList)
        headings = [row.lines[0].plain for row in listed.rows if not row.value]
        assert headings == ["differs · 1", "not found · 1", "found exactly · 1"]
        listed.go_to(number_of(listed, OTHER))
        await pilot.press("enter")
        await until(pilot, lambda: main.reader.piece is not None, "the piece")
        assert main.reader.piece is not None
        assert SENTENCE in main.reader.piece.article.text
        await call(pilot, "verified")
        await until(pilot, lambda: isinstance(pilot.app.screen, SheetAt), "the quotations again")


def test_what_is_to_be_looked_after_comes_first() -> None:
    rows = (
        Verified("a.md", 1, "one two three four five", Outcome.EXACT),
        Verified("a.md", 2, "two three four five six", Outcome.EXACT, "nk-1", edited=True),
        Unread("b.md", "it is no text"),
        Verified("a.md", 3, "three four five six seven", Outcome.NOT_FOUND),
    )
    headings = [row.lines[0].plain for row in checked_choices(rows) if not row.value]
    assert headings == ["edited by hand · 1", "not found · 1", "found exactly · 1", "skipped · 1"]
    assert summary(rows) == "1 not found, 2 found exactly, 1 files skipped"
