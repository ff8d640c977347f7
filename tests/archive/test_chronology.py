"""The chronology of a library: who tells an event, in which sentence, and what is recalled."""

from __future__ import annotations

from collections.abc import Callable
from itertools import permutations
from pathlib import Path

from nkreader.archive.chronology import Wanted
from nkreader.archive.library import Library
from nkreader.export.chronology import as_markdown
from nkreader.model.chronicle import Episode
from nkreader.model.dates import Certainty
from nkreader.model.timeline import By

AGENCY = """Ferry sinks off Haeju

PYONGYANG, March 4, 2025 (KCNA) -- A ferry with forty passengers sank off Haeju on Monday, March 3, and three divers
drowned.

The last ferry was lost in April 2019, a spokesman of the Harbour Ministry said. Boats are checked in Haeju each May.
"""
CITING = """Three divers drown as ferry sinks off Haeju

SEOUL, March 5, 2025 (Strait Courier) -- A ferry with forty passengers sank off Haeju and three divers drowned, Yonhap
News Agency reported, citing the Korean Central News Agency.

The ferry sank on Monday, the agency said.
"""
OTHER = """Rice boats reach Nampo

SEOUL, May 7, 2025 (Harbour Wire) -- Officials in Seoul said rice boats had reached Nampo on Tuesday.

The last ferry was lost in April 2019, a spokesman of the Harbour Ministry said. Boats are checked in Haeju each May.
"""


def filled(folder: Path, texts: list[str]) -> Library:
    folder.mkdir()
    library = Library.open(folder / "library")
    for number, text in enumerate(texts):
        (folder / f"{number}.txt").write_text(text, encoding="utf-8")
        library.add([folder / f"{number}.txt"])
    return library


def told(rows: list[Episode]) -> list[tuple[str, str, tuple[str, ...], str]]:
    return [
        (str(row.when.value), row.sentence, tuple(s.headline.id for s in row.sources), row.background) for row in rows
    ]


def test_the_piece_nearest_to_the_origin_tells_the_event(tmp_path: Path) -> None:
    library = filled(tmp_path / "a", [CITING, AGENCY])
    (row,) = library.chronology(Wanted())
    assert row.first.outlet == "Korean Central News Agency"
    assert row.sources[1].chain[0] == "Strait Courier"
    assert row.sentence.startswith("A ferry with forty passengers sank off Haeju on Monday, March 3")
    assert row.span.of(library.piece(row.first.id).article.text) == row.sentence
    assert (row.place, row.place_basis) == ("Haeju", "sentence")
    assert row.happened.value == "2025-03-03"
    assert row.published.value == "2025-03-04", "the first publication"
    library.close()


def test_where_somebody_speaks_is_not_where_it_was(tmp_path: Path) -> None:
    library = filled(tmp_path / "a", [OTHER])
    (row,) = library.chronology(Wanted())
    assert (row.place, row.place_basis) == ("SEOUL", "dateline")
    library.close()


def test_the_same_words_in_two_pieces_are_recalled_once(tmp_path: Path) -> None:
    library = filled(tmp_path / "a", [OTHER, AGENCY])
    rows = [*library.chronology(Wanted(background=True))]
    (recalled,) = [row for row in rows if row.background]
    assert [str(source.headline.outlet) for source in recalled.sources] == [
        "Korean Central News Agency",
        "Harbour Wire",
    ]
    assert (recalled.when.value, recalled.when.certainty) == ("2019-04", Certainty.STATED)
    assert recalled.background == "April 2019"
    assert [row.order for row in rows] == sorted(row.order for row in rows)
    library.close()


def test_neither_the_order_of_arrival_nor_of_asking_changes_anything(tmp_path: Path) -> None:
    found = []
    for number, texts in enumerate(permutations([AGENCY, CITING, OTHER])):
        library = filled(tmp_path / str(number), [*texts])
        found.append([told([*library.chronology(Wanted(by, background=back))]) for by in By for back in (False, True)])
        library.close()
    assert all(one == found[0] for one in found)


def test_work_is_given_up_between_two_events(tmp_path: Path) -> None:
    library = filled(tmp_path / "a", [AGENCY, OTHER])
    asked: list[int] = []

    def go_on() -> None:
        asked.append(1)
        if len(asked) > 1:
            raise InterruptedError

    rows = library.chronology(Wanted(), go_on)
    assert next(rows).first.outlet == "Korean Central News Agency"
    give_up(lambda: next(rows))
    library.close()


def give_up(work: Callable[[], object]) -> None:
    try:
        work()
    except InterruptedError:
        return
    raise AssertionError("it went on")


DIGEST = """News Summary
PYONGYANG, March 5, 2025 (Harbour Wire) -- Following are major news items of Tuesday, March 4, 2025:

- Rice boats from Wonsan were painted.

- A grey heron was seen at Sinuiju.

- Choirs sang beside the gate of Kaesong.
"""


def test_a_digest_is_no_event_of_the_day_it_names_first(tmp_path: Path) -> None:
    library = filled(tmp_path / "a", [DIGEST, AGENCY])
    rows = {row.first.title: row for row in library.chronology(Wanted(by=By.HAPPENED))}
    assert rows["News Summary"].first.digest
    assert not rows["News Summary"].when.known
    assert rows["Ferry sinks off Haeju"].when.value == "2025-03-03"
    document = as_markdown(rows.values(), By.HAPPENED, "all")
    assert "1 event by the day it happened, 1 digest of several, each marked" in document
    assert document.count("a digest of many events") == 1
