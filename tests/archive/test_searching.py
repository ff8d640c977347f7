"""What a search in a library finds and shows: marks, sources by any name, borrowed days, passages of the body."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nkreader.archive.finding import Finder
from nkreader.archive.library import Library
from nkreader.model.article import Stated
from nkreader.model.axis_layout import timeline
from nkreader.model.dates import Basis
from nkreader.model.spans import Span
from nkreader.search.matching import match_spans
from nkreader.search.named import marks_in
from nkreader.search.reference import FIELDS
from tests.archive.conftest import FIRST, OTHER, SECOND

UNDATED = """Nine sailors saved as harbour tug sinks at Wonsan pier

A harbour tug struck the northern pier at Wonsan and sank within an hour, port officials said.

All nine sailors on the tug were saved. The pier at Wonsan stays closed for repairs, the officials added.
"""
QUOTING = """Pier opens again

WONSAN, March 9 (Harbour Wire) -- The pier was opened again on Saturday, the Korean Central News Agency reported.
"""


def titles(library: Library, query: str) -> list[str]:
    return sorted(library.headline(hit.id).title for hit in library.search(query).hits)


def notices(library: Library, query: str) -> list[str]:
    return [notice.text for notice in library.search(query).notices]


TUG, SAVED, PARADE = (text.split("\n")[0] for text in (FIRST, SECOND, OTHER))


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("-saved:x", []),
        ("tug -saved:x", [TUG, SAVED]),
        ("-tug -saved:x", [PARADE]),
        ("tug OR saved:x", [TUG, SAVED]),
        ("saved:x OR saved:y", []),
        ("parade (tug OR saved:x)", []),
        ("tug -(saved:x OR added:2024)", [TUG, SAVED]),
        ("tug -(saved:x OR pier)", []),
    ],
)
def test_what_cannot_be_answered_is_left_out_with_a_notice(library: Library, query: str, found: list[str]) -> None:
    assert titles(library, query) == sorted(found)
    assert any("no search is saved as x" in told for told in notices(library, query))


@pytest.mark.parametrize(
    "query",
    [
        "tag:Élan", "tag:élan", "tag:ELAN", "tag:#elan", 'tag:"e\u0301lan"', "tag:후계",
        "tag:" + unicodedata.normalize("NFD", "후계"), "note:STRASSE", "note:straße", 'note:"der Strasse"', "note:café",
        "note:CAFE", "note:김정은", "note:" + unicodedata.normalize("NFD", "김정은"), "note:o'clock",
    ],
)  # fmt: skip
def test_tags_and_notes_are_found_however_they_are_written(library: Library, query: str) -> None:
    tug = library.search("title:hits").hits[0].id
    note = unicodedata.normalize("NFD", 'In der Straße, Café, 김정은 at 5 o’clock "quoted"')
    library.add_highlight(tug, Span(0, 7), note, ["élan", "후계"])
    library.add_highlight(library.search("parade").hits[0].id, Span(0, 7), "another", ["elans"])
    assert titles(library, query) == [TUG]


@pytest.mark.parametrize("name", ["KCNA", "kcna", '"Korean Central News Agency"', "조선중앙통신"])
def test_a_source_is_found_by_any_of_its_names(library: Library, name: str) -> None:
    cited = library.add_text(QUOTING.encode(), Stated()).added
    own = library.add_text(b"A lamp was lit.", Stated("Lamp", "KCNA")).added
    assert [hit.id for hit in library.search(f"origin:{name} pier").hits] == cited
    assert {hit.id for hit in library.search(f"origin:{name}").hits} == {*cited, *own}


def test_a_snippet_comes_from_the_body(library: Library) -> None:
    text = (
        b" date 2024-03-24 \nLantern festival opens at Wonsan\n\n"
        b"The harbour was quiet on the day before. A lantern was lit at the pier.\n"
    )
    (ident,) = library.add_text(text, Stated()).added
    for query, marks in (("lantern", ["lantern"]), ("title:lantern pier", ["lantern", "pier"]), ("festival", [])):
        (hit,) = [hit for hit in library.search(query).hits if hit.id == ident]
        assert [mark.of(hit.snippet) for mark in hit.marks] == marks
        assert "date" not in hit.snippet.split()
        assert "festival" not in hit.snippet
        assert hit.snippet.startswith("The harbour")


def test_ids_alone_need_no_text(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = library.search("wonsan")
    monkeypatch.setattr(Finder, "_text_of", None)
    ids = library.search("wonsan", limit=0)
    assert ids.hits == ()
    assert ids.ids == whole.ids == {hit.id for hit in whole.hits}
    assert ids.total == len(ids.ids) == 2


@pytest.fixture
def lent(library: Library) -> str:
    """The id of a piece that borrows its day from the other reports of its event."""
    (ident,) = library.add_text(UNDATED.encode(), Stated()).added
    assert library.headline(ident).published.basis is Basis.SAME_EVENT
    assert not library.piece(ident).analysis.published.known
    return ident


def test_a_borrowed_day_is_the_same_everywhere(library: Library, lent: str) -> None:
    when = library.headline(lent).published
    assert library.piece(lent).headline.published == when
    assert {item.id: item.published for item in library.headlines()}[lent] == when
    assert lent in timeline(library.headlines()).order
    assert lent not in library.search("is:undated").ids
    assert lent in library.search("-is:undated").ids
    assert lent in library.search("date:2024-03").ids
    assert lent not in library.search("date:2023").ids


def test_equals_are_ordered_by_the_borrowed_day(library: Library, lent: str) -> None:
    (undated,) = library.add_text(b"Nothing says when the heron stood there.", Stated("Heron")).added
    order = [hit.id for hit in library.search("*").hits]
    assert order[-1] == undated
    assert library.headline(order[0]).title == PARADE
    assert order.index(lent) < order.index(undated)


def test_a_day_is_given_back_when_its_lender_goes(library: Library, lent: str) -> None:
    assert lent in library.search("date:2024-03").ids
    library.remove([item.id for item in library.headlines() if item.id != lent])
    assert not library.headline(lent).published.known
    assert library.search("date:2024-03").ids == frozenset()
    assert library.search("is:undated").ids == {lent}


def test_the_order_of_the_list_does_not_depend_on_the_order_of_arrival(tmp_path: Path) -> None:
    orders = []
    texts = [f"{title}\n\nA lamp was lit at pier {n}.".encode() for n, title in enumerate(["b", "a", "B", "c"])]
    for number, arrival in enumerate((texts, texts[::-1])):
        with closing(Library.open(tmp_path / str(number))) as library:
            for text in arrival:
                library.add_text(text, Stated())
            orders.append([item.id for item in library.headlines()])
            assert [item.title.casefold() for item in library.headlines()] == ["a", "b", "b", "c"]
    assert orders[0] == orders[1]


SIGNS = [
    "tug", "pier*", "=tug", '"northern pier"', "(", ")", '"', "-", " ", " ", " OR ", " AND ", " NOT ", "NEAR/3", "*",
    "2024-03", "2024..", "..2020", "2024-02-31", "김정은", "İ", "ß", "\n", "\x00", "\ud800", "�", "~", ":", "'", "%",
    *(f"{field.name}:" for field in FIELDS), *(field.example for field in FIELDS), "outlt:", "date:",
]  # fmt: skip
QUERIES = st.one_of(st.lists(st.sampled_from(SIGNS), max_size=12).map("".join), st.text(max_size=30))


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Iterable[Library]:
    """One library for many queries."""
    with closing(Library.open(tmp_path_factory.mktemp("shelf") / "library")) as library:
        for text in (FIRST, SECOND, OTHER, QUOTING):
            library.add_text(text.encode(), Stated())
        library.add_highlight(library.headlines()[0].id, Span(0, 7), "a note", ["a tag"])
        yield library


def answers(library: Library, query: str) -> None:
    """A query is answered, and what it finds fits together."""
    found = library.search(query, limit=2)
    assert found.total == len(found.ids) <= 4
    assert len(found.hits) == min(2, found.total)
    assert {hit.id for hit in found.hits} <= found.ids
    for hit in found.hits:
        assert all(mark.of(hit.snippet).strip() for mark in hit.marks)
        match_spans(hit.snippet, found.query)
    assert all(notice.text for notice in found.notices)


@settings(max_examples=200, deadline=None)
@given(query=QUERIES)
def test_no_query_fails(shelf: Library, query: str) -> None:
    answers(shelf, query)


@pytest.mark.slow
@settings(max_examples=2_000, deadline=None)
@given(query=QUERIES)
def test_no_query_of_many_fails(shelf: Library, query: str) -> None:
    answers(shelf, query)


@pytest.mark.long
@settings(max_examples=100_000, deadline=None)
@given(query=QUERIES)
def test_no_query_of_very_many_fails(shelf: Library, query: str) -> None:
    answers(shelf, query)


ABROAD = """Envoy flies home

The DPRK envoy left Moscow on Monday. Pyongyang said nothing of it. The Workers' Party of Korea was silent, too.
"""


@pytest.mark.parametrize(
    ("query", "marked"),
    [
        ("북한", ["DPRK"]),
        ("북한 envoy", ["DPRK", "envoy"]),
        ("place:평양", ["Pyongyang"]),
        ("org:WPK", ["Workers' Party of Korea"]),
        ("envoy", ["envoy"]),
        ("org:=WPK", []),
        ("envoy -북한", None),
    ],
)
def test_a_name_is_marked_as_the_text_prints_it(library: Library, query: str, marked: list[str] | None) -> None:
    (ident,) = library.add_text(ABROAD.encode(), Stated()).added
    found = {hit.id: hit for hit in library.search(query).hits}
    if marked is None:
        assert ident not in found
        return
    hit = found[ident]
    marks = [mark.of(hit.snippet) for mark in hit.marks]
    assert marks == marked
    piece = library.piece(ident)
    spans = marks_in(piece.article.text, library.search(query).query, piece.analysis)
    assert set(marks) <= {span.of(piece.article.text) for span in spans}


def test_words_written_with_a_hyphen_or_not_are_one_and_told_as_typed(library: Library) -> None:
    (ident,) = library.add_text(b"Test flight\n\nAn anti-ship missile was tried off the coast.\n", Stated()).added
    assert library.search("antiship").ids == {ident}
    assert notices(library, "antiship nowhereatall") == ["no article for nowhereatall", "alone: antiship 1"]
    assert notices(library, "anti ship nowhereatall") == ["no article for nowhereatall", "alone: anti 1, ship 1"]
    assert "no article for mid-tug" in notices(library, "mid-tug")


def test_a_search_is_given_up_between_its_steps(library: Library) -> None:
    class Stale(Exception):
        pass

    asked = 0

    def go_on() -> None:
        nonlocal asked
        asked += 1
        if asked > 3:
            raise Stale

    with pytest.raises(Stale):
        library.search("*", 50, None, go_on)
    assert library.search("*").total == 3
