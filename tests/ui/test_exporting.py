"""Exports from the reading room."""

from __future__ import annotations

from pathlib import Path

from nkreader import locations
from tests.ui.conftest import until
from tests.ui.test_reading_room import room


async def test_an_export_is_in_the_flavour_of_the_settings(library_folder: Path) -> None:
    file = locations.config() / "settings.toml"
    file.parent.mkdir(parents=True, exist_ok=True)
    async with room(library_folder) as (pilot, main):
        await pilot.press("g", "g", "enter")
        await until(pilot, lambda: main.open_id is not None and main.reader.piece is not None)
        await pilot.press("right_parenthesis", "m")
        await until(pilot, lambda: main.reader.piece and main.reader.piece.highlights, "the highlight")
        for flavour, callouts in (("commonmark", 0), ("obsidian", 1), ("commonmark", 0)):
            file.write_text(f'flavour = "{flavour}"\n')
            await pilot.press("e")
            await until(pilot, lambda: " written" in main.status.message, "the export")
            assert _callouts() == callouts
            main.say("")
        (exported,) = locations.exports().rglob("*--*.md")
        assert exported.read_text().count("<!-- nkreader:begin nk-") == 1


def _callouts() -> int:
    return sum(path.read_text().count("> [!quote]") for path in locations.exports().rglob("*--*.md"))
