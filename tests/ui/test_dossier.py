"""The dossier of a name: what it tells, where it leads, and that it stays."""

from __future__ import annotations

import shutil
import threading
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual.pilot import Pilot

from nkreader.archive import dossiers
from nkreader.archive.library import Library
from nkreader.model.article import Stated
from nkreader.model.dossier import Dossier
from nkreader.model.entities import Entity, EntityKind
from nkreader.ui.app import NKReader
from nkreader.ui.jobs import GivenUp, Jobs
from nkreader.ui.screens.main import MainScreen
from nkreader.ui.widgets.dossier import DossierPane
from tests.ui.conftest import settled, until

KIM = "person/kim-jong-un"
NAMED = (
    ("2019-02-27", "Kim Jong Un arrived at the harbour of Nampo. He left at noon."),
    ("2021-10-11", "The yard was closed. Kim Jong-un spoke there, and Kim Jong Un was filmed."),
    ("2023-09-13", "Kim Jong Un looked at a pier. Nobody else came. A crane was shown to Kim Jong Un."),
    ("2024-05-30", "Rain fell on Wonsan. Boats left."),
    (None, "Kim Jong Un was not seen for a month."),
)


@pytest.fixture(scope="module")
def named(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library whose pieces name the same man now and then."""
    folder = tmp_path_factory.mktemp("named") / "library"
    library = Library.open(folder)
    for number, (day, text) in enumerate(NAMED):
        stated = Stated(f"Piece {number}", "Harbour Wire", None, None, day)
        library.add_text(f"Piece {number}\n\n{text}\n".encode(), stated)
    library.close()
    return folder


def kim(library: Library) -> Entity:
    """The man, as the library names him."""
    return next(one.entity for one in library.names() if one.entity.id == KIM)


def told(found: Dossier) -> list[tuple[str, str]]:
    """Title and sentence of each appearance."""
    return [(seen.headline.title, seen.sentence) for seen in (*found.newest, *found.oldest)]


def test_every_sentence_that_names_him_is_found_newest_first_and_undated_last(named: Path) -> None:
    library = Library.open(named)
    found = library.dossier(kim(library))
    assert told(found) == [
        ("Piece 2", "Kim Jong Un looked at a pier."),
        ("Piece 2", "A crane was shown to Kim Jong Un."),
        ("Piece 1", "Kim Jong-un spoke there, and Kim Jong Un was filmed."),
        ("Piece 0", "Kim Jong Un arrived at the harbour of Nampo."),
        ("Piece 4", "Kim Jong Un was not seen for a month."),
    ]
    assert (found.pieces, found.mentions, found.read) == (4, 6, 4)
    assert found.forms == (("Kim Jong Un", 5), ("Kim Jong-un", 1))
    assert found.first is not None
    assert found.last is not None
    assert (found.first.title, found.last.title) == ("Piece 0", "Piece 2")
    for seen in found.newest:
        text = library.piece(seen.headline.id).article.text
        for name in seen.names:
            assert name.of(seen.sentence).startswith("Kim Jong")
        assert text[seen.offset :].startswith("Kim Jong")
    library.close()


@pytest.mark.parametrize("few", [0, 1000])
def test_of_a_name_in_very_many_pieces_the_newest_and_the_oldest_are_read(named: Path, few: int) -> None:
    library = Library.open(named)
    statements: list[str] = []
    library._store.connection.set_trace_callback(statements.append)
    found = dossiers.dossier(library._store.connection, kim(library), most=2, few=few)
    library._store.connection.set_trace_callback(None)
    assert [seen.headline.title for seen in found.newest] == ["Piece 2", "Piece 2"]
    assert [seen.headline.title for seen in found.oldest] == ["Piece 0"]
    assert (found.pieces, found.read) == (4, 2)
    assert found.first is not None
    assert found.last is not None
    assert (found.first.title, found.last.title) == ("Piece 0", "Piece 2")
    assert sum("analysis_json" in statement for statement in statements) == 2
    library.close()


def test_the_days_are_gone_through_along_their_index(named: Path) -> None:
    library = Library.open(named)
    for way in ("ASC", "DESC"):
        plan = library._store.connection.execute(
            f"EXPLAIN QUERY PLAN {dossiers._BY_DAY.format(way)}", (KIM, 20)
        ).fetchall()
        steps = " / ".join(str(row[-1]) for row in plan)
        assert "listed_day" in steps
        assert "SEARCH n" in steps
    library.close()


def test_a_name_nobody_has_any_more_is_told_of_without_an_error(named: Path) -> None:
    library = Library.open(named)
    found = library.dossier(Entity("person/~nobody", "Nobody", EntityKind.PERSON))
    assert (found.pieces, found.newest, found.oldest, found.first, found.forms) == (0, (), (), None, ())
    library.close()


@pytest.fixture
def own(named: Path, tmp_path: Path) -> Path:
    """The same for one test alone: no place is remembered."""
    return Path(shutil.copytree(named, tmp_path / "own"))


@asynccontextmanager
async def opened(
    folder: Path, size: tuple[int, int], wait: bool = True
) -> AsyncIterator[tuple[Pilot[None], MainScreen]]:
    """The oldest piece open, and the dossier of its first name; `folder` is that of a test's own library.

    Without `wait`, what all its pieces say is not waited for.
    """
    app = NKReader(folder)
    async with app.run_test(size=size) as pilot:
        main = app.main
        await until(pilot, lambda: main.headlines and not main.status.progress, "the list")
        piece = next(one for one in main.headlines.values() if one.title == "Piece 0")
        main.open_article(piece.id, "", focus=main.reader)
        await until(pilot, lambda: main.open_id == piece.id and main.reader.has_focus, "the piece")
        await pilot.press("right_square_bracket", "enter")
        await until(pilot, lambda: main.dossier.has_focus, "the dossier")
        if wait:
            await settled(pilot)
        yield pilot, main


def said(pane: DossierPane) -> str:
    """What the pane shows, in one line."""
    return " ".join(" ".join(pane.render_line(y).text for y in range(pane.size.height)).split())


async def to_row(pilot: Pilot[None], main: MainScreen, words: str) -> None:
    """The cursor to the first row that says so, key by key."""
    rows = main.dossier.rows
    wanted = next(at for at, row in enumerate(rows) if any(words in line.plain for line, _ in row.lines))
    while main.dossier.cursor != wanted:
        await pilot.press("j" if main.dossier.cursor < wanted else "k")


SIZES: Sequence[tuple[int, int]] = ((120, 40), (106, 30), (80, 24))


@pytest.mark.parametrize("size", SIZES)
async def test_it_tells_who_he_is_and_says_how_far_to_trust_it(own: Path, size: tuple[int, int]) -> None:
    async with opened(own, size) as (_, main):
        shown = said(main.dossier).replace("▌", "")
        shown = " ".join(shown.split())
        entity = main.dossier.dossier.entity if main.dossier.dossier else None
        assert entity is not None
        assert entity.as_of in shown
        assert (entity.source or "unverified") in shown
        assert "person" in shown
        assert "in 4 pieces of this archive, 6×" in shown
        assert "first named 2019-02-27, last 2023-09-13" in shown
        assert "Kim Jong Un ×5" in shown
        assert str(main.dossier.border_title).strip() == entity.name
        side = main.query_one("#side").region
        assert main.dossier.region.right <= side.right
        assert main.dossier.region.height >= 8
        assert main.axis.display == (size[0] >= 116)


@pytest.mark.parametrize("size", [(120, 40), (80, 24)])
async def test_it_leads_to_each_sentence_and_back_and_stays(own: Path, size: tuple[int, int]) -> None:
    async with opened(own, size) as (pilot, main):
        start = main.open_id
        await to_row(pilot, main, "A crane was shown")
        at = main.dossier.cursor
        assert "2023-09-13 · Harbour Wire" in said(main.dossier)
        await pilot.press("enter")
        await until(pilot, lambda: main.open_id != start and main.reader.has_focus, "the appearance")
        await settled(pilot)
        piece = main.reader.piece
        assert piece is not None
        sentence = main.reader.sentence()
        assert sentence is not None
        assert sentence.of(piece.article.text) == "A crane was shown to Kim Jong Un."
        assert main.status.message == "names Kim Jong Un"
        assert main.dossier_open
        await pilot.press("tab", "tab") if size[0] >= 116 else await pilot.press("tab")
        assert main.dossier.has_focus
        assert main.dossier.cursor == at
        await pilot.press("k", "enter")
        await until(pilot, lambda: main.reader.has_focus, "the other sentence of the same piece")
        assert main.reader.sentence() == main.reader.sentences[1]
        await pilot.press("ctrl+o")
        await settled(pilot)
        assert main.open_id == piece.headline.id  # the jump inside the piece is a step of its own
        await pilot.press("ctrl+o")
        await until(pilot, lambda: main.open_id == start, "the way back")
        assert main.dossier_open
        main.go_to_pane(main.dossier)
        await pilot.press("q")
        await settled(pilot)
        assert not main.dossier_open
        assert not main.dossier.display
        assert main.reader.has_focus
        await pilot.press("3")
        assert main.axis.has_focus
        assert main.axis.display


async def test_the_timeline_comes_back_where_the_dossier_lies_over_it(own: Path) -> None:
    async with opened(own, (106, 30)) as (pilot, main):
        await pilot.press("escape", "right_square_bracket", "left_square_bracket", "enter")
        await until(pilot, lambda: main.dossier.has_focus, "the dossier again")
        await pilot.press("2")
        assert main.dossier.display
        await pilot.press("3")
        await settled(pilot)
        assert main.axis.has_focus
        assert not main.dossier.display


async def test_help_tells_its_keys(own: Path) -> None:
    async with opened(own, (120, 40)) as (_, main):
        places, note = main._places()
        assert note == DossierPane.HELP
        assert [str(place) for place in places] == ["dossier", "sheet", "every pane", "everywhere"]


STANDING = (
    ("2019-02-27", "Choe Ryong Hae arrived at the harbour of Nampo."),
    ("2019-04-12", "Choe Ryong Hae, vice-chairman of the State Affairs Commission, opened a lighthouse."),
    ("2019-05-01", "Rain fell on Wonsan. Boats left."),
    ("2019-07-11", "The regatta was attended by Kim Jong Un, Pak Pong Ju, Choe Ryong Hae and Ri Yong Ho."),
    ("2019-07-20", "The parade was attended by Kim Jong Un, Choe Ryong Hae, Pak Pong Ju and Ri Yong Ho."),
    *((f"2019-08-{day:02}", f"{rank} Choe Ryong Hae fed heron number {day}.") for day, rank in
      enumerate(("General", "Marshal", "Admiral", "Colonel", "Secretary", "Director"), 1)),
)  # fmt: skip


@pytest.fixture(scope="module")
def ranked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library whose pieces tell of one man's rank."""
    folder = tmp_path_factory.mktemp("ranked") / "library"
    library = Library.open(folder)
    for number, (day, text) in enumerate(STANDING):
        stated = Stated(f"Piece {number}", "Harbour Wire", None, None, day)
        library.add_text(f"Piece {number}\n\n{text}\n".encode(), stated)
    library.close()
    return folder


@pytest.fixture
def own_ranked(ranked: Path, tmp_path: Path) -> Path:
    """The same for one test alone."""
    return Path(shutil.copytree(ranked, tmp_path / "own-ranked"))


def lines(main: MainScreen) -> list[str]:
    """Every line of the dossier as it is before it is broken, also those out of sight."""
    return [line.plain.strip() for row in main.dossier.rows for line, _ in row.lines]


@pytest.mark.parametrize("size", [(120, 40), (80, 24)])
async def test_it_tells_of_silences_titles_lists_and_company_in_order_of_use(
    own_ranked: Path, size: tuple[int, int]
) -> None:
    async with opened(own_ranked, size) as (_, main):
        found = lines(main)
        heads = ["Silence", "Titles as printed · 7", "In lists · 2", "In the same list · 3", "In the same article · 3"]
        assert [line for line in found if line in (*heads, "Sentences")] == [*heads, "Sentences"]
        assert "longest: not named 2019-04-12 – 2019-07-11" in found
        assert "90 days · 1 piece held then" in found
        titles = found[found.index(heads[1]) : found.index(heads[2])]
        assert titles[1:3] == ["Director", "2019-08-06 · 1 piece"]
        assert "+ 3 more" in titles
        assert "2019-07-20 · 2nd of 4" in found
        assert "after Kim Jong Un, before Pak Pong Ju" in found
        assert "Pak Pong Ju ×2 · before in 1 of 2" in found
        assert not any("read so far" in line for line in found)


async def test_keys_go_from_section_to_section_and_unfold_the_rest(own_ranked: Path) -> None:
    async with opened(own_ranked, (80, 24)) as (pilot, main):
        pane = main.dossier
        await pilot.press("right_curly_bracket", "right_curly_bracket")
        assert pane.row is not None
        assert pane.row.lines[0][0].plain == "Director"
        await to_row(pilot, main, "+ 3 more")
        at = pane.cursor
        await pilot.press("enter")
        assert "vice-chairman of the State Affairs Commission" in lines(main)
        assert not any(line.startswith("+ 3") for line in lines(main))
        assert abs(pane.cursor - at) <= 1
        await pilot.press("left_curly_bracket")
        assert pane.row.lines[0][0].plain == "Director"
        await pilot.press("left_curly_bracket", "left_curly_bracket")
        assert pane.cursor == 0


async def test_a_title_leads_to_its_sentence_and_the_trail_back_to_the_dossier(own_ranked: Path) -> None:
    async with opened(own_ranked, (120, 40)) as (pilot, main):
        start = main.open_id
        await pilot.press("right_curly_bracket", "right_curly_bracket", "enter")
        await until(pilot, lambda: main.open_id != start and main.reader.has_focus, "the sentence")
        await settled(pilot)
        sentence = main.reader.sentence()
        assert sentence is not None
        assert main.reader.piece is not None
        assert sentence.of(main.reader.piece.article.text) == "Director Choe Ryong Hae fed heron number 6."
        main.go_to_pane(main.dossier)
        await pilot.press("q")
        await settled(pilot)
        assert not main.dossier_open
        await pilot.press("ctrl+o")
        await until(pilot, lambda: main.open_id == start and main.dossier.has_focus, "the dossier again")
        await settled(pilot)
        assert main.status.message == "dossier of Choe Ryong Hae"
        assert "In lists · 2" in lines(main)
        await pilot.press("ctrl+o")
        await settled(pilot)
        assert main.open_id == start
        assert not main.dossier_open
        assert main.reader.has_focus
        await pilot.press("alt+right")
        await until(pilot, lambda: main.dossier.has_focus, "the dossier, forward")
        await pilot.press("alt+right")
        await until(pilot, lambda: main.open_id != start, "the sentence, forward")
        await settled(pilot)
        assert main.dossier_open


async def test_a_dossier_opened_twice_is_one_stop(own_ranked: Path) -> None:
    async with opened(own_ranked, (120, 40)) as (pilot, main):
        before = len(main.reading.back)
        await pilot.press("2", "enter")
        await until(pilot, lambda: main.dossier.has_focus, "the dossier once more")
        await settled(pilot)
        assert len(main.reading.back) == before


async def test_it_is_exported_to_markdown_and_says_where_to(own_ranked: Path, tmp_path: Path) -> None:
    async with opened(own_ranked, (120, 40)) as (pilot, main):
        await pilot.press("e")
        await until(pilot, lambda: "dossier written" in main.status.message, "the export")
        (file,) = (tmp_path / "documents" / "nkreader" / "dossiers").iterdir()
        assert str(file) in main.status.message
        text = file.read_text(encoding="utf-8")
        assert "## Titles as printed" in text
        assert "> Director Choe Ryong Hae fed heron number 6." in text
        await pilot.press("e")
        await until(pilot, lambda: "dossier unchanged" in main.status.message, "the export again")


async def test_what_is_known_by_now_is_shown_and_the_cursor_stays(
    own_ranked: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("nkreader.archive.standing.FIRST", 2)
    gate = threading.Event()
    rest = Jobs.linger

    def wait(self: Jobs, group: str, generation: int, seconds: float) -> None:
        if group == "standing" and not gate.is_set():
            gate.wait(20)
        rest(self, group, generation, seconds)

    monkeypatch.setattr("nkreader.ui.screens.dossiers.REST_AFTER", 3)
    monkeypatch.setattr(Jobs, "linger", wait)
    async with opened(own_ranked, (120, 40), wait=False) as (pilot, main):
        pane = main.dossier
        await to_row(pilot, main, "fed heron number 6")
        there = pane.row
        assert there is not None
        gate.set()
        await until(pilot, lambda: pane.standing is not None and pane.standing.done, "all pieces")
        assert pane.row is not None
        assert (pane.row.piece, pane.row.offset) == (there.piece, there.offset)


async def test_another_dossier_gives_up_the_reading_for_the_one_before(
    own_ranked: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate, asked = threading.Event(), threading.Event()
    rest = Jobs.linger
    given_up: list[str] = []

    def wait(self: Jobs, group: str, generation: int, seconds: float) -> None:
        if group == "standing" and not asked.is_set():
            asked.set()
            gate.wait(20)
            try:
                rest(self, group, generation, seconds)
            except GivenUp:
                given_up.append(group)
                raise
        else:
            rest(self, group, generation, seconds)

    monkeypatch.setattr(Jobs, "linger", wait)
    async with opened(own_ranked, (120, 40), wait=False) as (pilot, main):
        await until(pilot, asked.is_set, "the first reading")
        await pilot.press("2", "right_square_bracket", "enter")
        pane = main.dossier
        await until(pilot, lambda: pane.dossier and pane.dossier.entity.kind is EntityKind.PLACE, "the place")
        gate.set()
        await until(pilot, lambda: pane.standing is not None, "its standing")
        await settled(pilot)
        assert given_up == ["standing"]
        assert pane.standing is not None
        assert pane.standing.pieces == 1
