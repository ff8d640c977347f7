"""Groups of a library: whom their pieces cite, who said it first, and how a search finds sources."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from nkreader.archive import citing
from nkreader.archive.library import Library

TOLD = {
    "wire": """Nine saved as tug sinks off Wonsan pier

SEOUL, March 4 (Yonhap) -- Nine sailors were saved when a harbour tug struck the northern pier at Wonsan and sank on
Sunday, March 3, 2024, the Korean Central News Agency (KCNA) reported. The Joint Chiefs of Staff said it had seen the
tug.
""",
    "press": """Harbour tug hits pier at Wonsan

SEOUL, March 4 (NationPress) -- A harbour tug struck the northern pier at Wonsan on Sunday, March 3, 2024, and sank
within an hour, as stated by Yonhap, citing KCNA. All nine sailors on the tug were saved.
""",
    "courier": """Tug sinks at the northern pier of Wonsan

SEOUL, March 4 (Coast Courier) -- A harbour tug struck the northern pier at Wonsan on Sunday, March 3, 2024, and sank,
KCNA said on Monday. All nine sailors of the tug were saved, a source in Wonsan told the Coast Courier.
""",
}
KCNA = """Tug Sinks at Northern Pier of Wonsan

Pyongyang, March 4 (KCNA) -- A harbour tug struck the northern pier of Wonsan on Sunday, March 3, 2024, and sank within
an hour. All nine sailors on the tug were saved.
"""
STATE = """Parade planned

PYONGYANG, May 9, 2024 (Harbour Wire) -- A parade with the Hwasong-18 missile is planned in Pyongyang, state media said.
"""


@pytest.fixture
def grouped(open_library: Callable[[], Library], tmp_path: Path) -> Library:
    """Three pieces on one event, and one alone."""
    folder = tmp_path / "told"
    folder.mkdir()
    for name, text in {**TOLD, "state": STATE}.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    library = open_library()
    library.add([folder])
    return library


def ident(library: Library, name: str) -> str:
    return next(item.id for item in library.headlines() if Path(item.paths[0]).stem == name)


def found(library: Library, query: str) -> set[str]:
    return {Path(library.headline(hit.id).paths[0]).stem for hit in library.search(query).hits}


def test_a_group_says_whom_its_pieces_cite(grouped: Library) -> None:
    (event,) = grouped.events()
    assert set(event.members) == {ident(grouped, name) for name in TOLD}
    assert event.summary == "3 articles, all cite KCNA; 1 also cites the Joint Chiefs of Staff, 1 also cites Yonhap"
    assert event.origins[0] == "Korean Central News Agency"
    assert event.first.text == (
        "all go back to KCNA, whose own report is not in this archive; "
        "first here: Coast Courier and Yonhap, ≈2024-03-04, no time of day says which"
    )
    assert event.first.order.index(ident(grouped, "wire")) < event.first.order.index(ident(grouped, "press"))


def test_the_sources_own_report_is_before_those_that_cite_it(grouped: Library, tmp_path: Path) -> None:
    file = tmp_path / "told" / "kcna.txt"
    file.write_text(KCNA, encoding="utf-8")
    grouped.add([file])
    (event,) = grouped.events()
    assert event.summary.startswith("4 articles: 1 is KCNA’s own and the other 3 cite it; ")
    assert event.first.id == ident(grouped, "kcna")
    assert event.first.text == "first: KCNA, ≈2024-03-04; the others cite it"


def test_a_piece_has_its_group_with_it_and_one_alone_has_none(grouped: Library) -> None:
    piece = grouped.piece(ident(grouped, "press"))
    assert piece.event is not None
    assert (piece.event,) == grouped.events()
    assert grouped.event(ident(grouped, "wire")) == piece.event
    assert grouped.piece(ident(grouped, "state")).event is None
    assert grouped.event(ident(grouped, "state")) is None


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("origin:kcna", {"wire", "press", "courier"}),
        ('origin:"korean central news agency"', {"wire", "press", "courier"}),
        ("origin:조선중앙통신", {"wire", "press", "courier"}),
        ("origin:yonhap", {"wire", "press"}),
        ('origin:"joint chiefs of staff"', {"wire"}),
        ('origin:"state media"', {"state"}),
        ('origin:"unnamed source"', {"courier"}),
        ("origin:reuters", set()),
    ],
)
def test_a_search_finds_whoever_is_cited_by_any_name(grouped: Library, query: str, names: set[str]) -> None:
    assert found(grouped, query) == names


def test_what_is_stored_of_an_article_goes_with_it(grouped: Library) -> None:
    db = grouped._store.connection
    wire = ident(grouped, "wire")
    (stored,) = citing.read(db, [wire]).values()
    assert stored.publisher == "organisation/yonhap-news-agency"
    assert {(cite.said, str(cite.kind)) for cite in stored.cites} == {
        ("KCNA", "medium"), ("Joint Chiefs of Staff", "authority"),
    }  # fmt: skip
    assert citing.publishers(db, ["organisation/yonhap-news-agency", "organisation/korean-central-news-agency"]) == {
        "organisation/yonhap-news-agency"
    }
    grouped.remove([wire])
    assert db.execute("SELECT count(*) FROM citing WHERE article = ?", (wire,)).fetchone() == (0,)
