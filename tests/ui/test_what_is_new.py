"""What is new since the last visit: marked in the list, counted above it, told by the report, found by the search."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from nkreader.archive.library import Library
from nkreader.archive.visits import FirstNamed
from nkreader.model.article import Stated
from nkreader.model.entities import Entity, EntityKind
from nkreader.ui.screens.main import MainScreen
from nkreader.ui.screens.report import Report, report_lines
from nkreader.ui.screens.report_rows import name_choices, report_choices
from nkreader.ui.widgets.article_rows import Listed, Order, arranged, news, silent
from tests.ui.conftest import TEXTS, path_of, settled, until
from tests.ui.making import headline
from tests.ui.test_doctor import call
from tests.ui.test_reading_room import SMALL, WIDE, room
from tests.ui.test_report import go_to, listed
from tests.ui.test_taking_in import own_library, own_pieces

__all__ = ["own_library", "own_pieces"]

AGAIN = TEXTS["b-launch.txt"].replace("Strait Courier", "Gulf Post") + "Waves rose.\n"
"""Another report of an event that is known."""
NEWCOMER = "SEOUL, June 5, 2024 (Gulf Post) -- North Korean vice-minister Pak Tu Gon counted herons at Nampo.\n"


def come(folder: Path, pieces: Path) -> None:
    """Two pieces and a new version, added from the shell."""
    (pieces / "b-again.txt").write_text(AGAIN, encoding="utf-8")
    (pieces / "n-newcomer.txt").write_text(NEWCOMER, encoding="utf-8")
    (pieces / "a-pier.txt").write_text(TEXTS["a-pier.txt"] + "\nA third crane came.\n", encoding="utf-8")
    library = Library.open(folder)
    library.rescan()
    library.close()


def signs(main: MainScreen, rows: list[object]) -> dict[str, str]:
    """What each row of the list says of news, by the first letter of its file's name."""
    return {Path(path_of(main, row.headline)).name[0]: news(row).strip() for row in rows if isinstance(row, Listed)}


@pytest.mark.parametrize("size", [WIDE, SMALL])
async def test_what_came_since_the_last_visit_is_marked_until_one_has_ended(
    own_library: Path, own_pieces: Path, size: tuple[int, int]
) -> None:
    async with room(own_library, size) as (pilot, main):
        await settled(pilot)
        assert not any(signs(main, list(main.articles.rows)).values()), "nobody was here before"
    come(own_library, own_pieces)
    async with room(own_library, size) as (pilot, main):
        await settled(pilot)
        marks = signs(main, list(main.articles.rows))
        assert (marks.pop("a"), marks.pop("n")) == ("new text", "new")
        assert sorted(filter(None, marks.values())) == ["+1 new"], "the group of the launch"
        assert marks["d"] == ""
        assert "3 new" in str(main.search_bar.query_one("#search-count").render())
        await call(pilot, "last report")
        rows = await listed(pilot, "Since your last visit")
        told = [row.splitlines()[0] for row in rows]
        assert told[:2] == ["2 pieces added", "1 new version of events known before"]
        assert "1 piece with a new version" in told
        (names,) = [row for row in rows if "never seen before" in row]
        assert "Pak Tu Gon" in names
        await go_to(pilot, "never seen before")
        await pilot.press("enter")
        await listed(pilot, "never seen before")
        await go_to(pilot, "Pak Tu Gon")
        await pilot.press("enter")
        await until(pilot, lambda: main.dossier_open and main.dossier.dossier, "the dossier")
        assert main.dossier.dossier is not None
        assert main.dossier.dossier.entity.name == "Pak Tu Gon"
        await settled(pilot)
    async with room(own_library, size) as (pilot, main):
        await settled(pilot)
        assert not any(signs(main, list(main.articles.rows)).values())


async def test_since_last_finds_it(own_library: Path, own_pieces: Path) -> None:
    async with room(own_library) as (pilot, main):
        await settled(pilot)
    come(own_library, own_pieces)
    async with room(own_library) as (pilot, main):
        await settled(pilot)
        await pilot.press("backslash", *"since", "colon", *"last", "enter")
        await until(pilot, lambda: main.results, "the search")
        assert main.results is not None
        assert main.results.total == 3


async def test_what_comes_while_one_reads_is_reported_with_its_names(own_library: Path, own_pieces: Path) -> None:
    (own_pieces / "b-again.txt").write_text(AGAIN, encoding="utf-8")
    (own_pieces / "n-newcomer.txt").write_text(NEWCOMER, encoding="utf-8")
    async with room(own_library) as (pilot, _):
        await pilot.press("R")
        rows = await listed(pilot, "Looking again")
        told = [row.splitlines()[0] for row in rows]
        assert told[:2] == ["2 pieces added", "1 new version of events known before"]
        assert any(line.endswith("never seen before in this library") for line in told)


def test_a_group_says_how_many_of_its_pieces_are_new() -> None:
    old = [headline(number, event="e1") for number in (1, 2)]
    new = replace(headline(3, event="e1"), new=True)
    (row, *inside) = arranged([*old, new], frozenset(["e1"]), lane=False)
    assert isinstance(row, Listed)
    assert [news(one) for one in (row, *inside) if isinstance(one, Listed)] == [" +1 new", "", " new"]
    (all_new,) = arranged([new, replace(headline(4, event="e1"), new=True)], frozenset(), lane=False)
    assert isinstance(all_new, Listed)
    assert news(all_new) == " new"
    retold = replace(headline(4, event="e1"), renewed=True)
    (folded,) = arranged([*old, retold], frozenset(), lane=False)
    assert isinstance(folded, Listed)
    assert news(folded) == " new text", "of a piece that is folded away"
    alone = Listed(replace(headline(5, published=None, outlet=None), renewed=True))
    assert news(alone) == " new text"
    assert not silent(alone, Order.DATE)


def test_names_are_told_with_how_many_more_there_are() -> None:
    names = tuple(
        FirstNamed(Entity(f"place/~{number}", f"Place {number}", EntityKind.PLACE), number + 1) for number in range(7)
    )
    report = Report("adding", names=names)
    assert report_lines(report, {}) == ()
    (row,) = report_choices(report, {})
    assert row.lines[0].plain == "7 names never seen before in this library"
    assert row.lines[1].plain.strip() == "Place 0, Place 1, Place 2, Place 3, Place 4 and 2 more"
    assert [choice.value for choice in name_choices(report)][:2] == ["place/~0", "place/~1"]
    assert report.then(report).names == names


def test_the_shell_visits_nothing(own_library: Path) -> None:
    library = Library.open(own_library)
    library.add_text(b"A gull sat on the pier.", Stated("Gull"))
    library.close()
    library = Library.open(own_library)
    assert library.last_visit() is None
    library.close()
