"""People across the articles of a library: one however he is spelled, several where one spelling is theirs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nkreader.analysis.entities import gazetteer
from nkreader.archive import joined, persons
from nkreader.archive.library import Library
from nkreader.model.article import Stated

GENERAL, DIPLOMAT = "person/ri-yong-ho-general", "person/ri-yong-ho-diplomat"
TEXTS = (
    "North Korean official Choe Ryong Hae met Kim Jong Un in Pyongyang. Choe left.",
    "North Korea's Choi Ryong-hae, a senior official, came to Pyongyang on Monday. Choi Ryong-hae left.",
    "평양에서 최룡해가 말했다. 조선로동당 정치국 상무위원이 그에게 말했다.",
    "Choi Yong-hae came to North Korea on Monday, a traveller said.",
    "Lee Yong-ho visited North Korea. Lee left on Tuesday with a group.",
    "North Korean Foreign Minister Ri Yong Ho spoke in Pyongyang on Friday.",
    "North Korea's army chief General Ri Yong Ho was purged in Pyongyang.",
    "North Korean vice-minister Paek Yong Gwang spoke in Pyongyang.",
    "North Korean vice-minister Baek Young-kwang spoke in Pyongyang again.",
    "The singer Paik Yong-kwang sang in Seoul, South Korea.",
)

Make = Callable[..., Library]


@pytest.fixture
def make(tmp_path: Path) -> Iterator[Make]:
    """A library of some texts, added one after the other."""
    made: list[Library] = []

    def making(texts: tuple[str, ...] = TEXTS) -> Library:
        made.append(_made(tmp_path / str(len(made)), texts))
        return made[-1]

    yield making
    for library in made:
        library.close()


def _made(folder: Path, texts: tuple[str, ...]) -> Library:
    """A library to which the texts came in this order, in two goes."""
    library = Library.open(folder / "library")
    half = len(texts) // 2
    for name, some in (("first", texts[:half]), ("then", texts[half:])):
        (folder / name).mkdir()
        for number, text in enumerate(some):
            (folder / name / f"{number:02}.txt").write_text(text, encoding="utf-8")
        library.add([folder / name])
    return library


def _found(library: Library, query: str) -> set[str]:
    return {library.piece(hit.id).article.text for hit in library.search(query).hits}


def _told(library: Library, query: str) -> list[str]:
    return [notice.text for notice in library.search(query).notices]


def _everything(library: Library) -> object:
    """What is said of every name of a library."""
    db = library._store.connection
    entities = sorted(named.entity.id for named in library.names("person"))
    rows = db.execute("SELECT * FROM printed ORDER BY key, name, entity, article").fetchall()
    said = [
        (
            one,
            persons.written(db, one),
            persons.doubtful(db, one),
            persons.namesakes(db, one),
            joined.together(db, one),
        )
        for one in entities
    ]
    return rows, said, [persons.spellings(db, name) for name in ("Choi Ryong Hae", "Lee Young-ho", "Baek Yong Gwang")]


def test_a_name_is_found_in_every_spelling_and_it_is_told(make: Make) -> None:
    library = make()
    for query in ('person:"choi ryong hae"', 'name:"Choe Ryong-hae"', "person:최룡해"):
        assert _found(library, query) >= {*TEXTS[:3]}
    (told,) = _told(library, 'person:"choi ryong hae"')
    assert told.startswith("also: ")
    assert "Choe Ryong Hae" in told
    assert "최룡해" in told
    assert 'person:="choi ryong hae"' in told


def test_the_folding_is_switched_off_by_an_equals_sign(make: Make) -> None:
    library = make()
    assert _found(library, 'person:="choi ryong hae"') == {TEXTS[1]}
    assert _found(library, 'person:="Choe Ryong Hae"') == {TEXTS[0]}
    assert _found(library, "person:=최룡해") == {TEXTS[2]}
    assert _told(library, 'person:="choi ryong hae"') == []
    assert _found(library, '-person:="choi ryong hae"') == {*TEXTS} - {TEXTS[1]}


def test_family_names_and_bare_words_are_not_folded(make: Make) -> None:
    library = make()
    assert _told(library, "person:choi") == _told(library, '"choi ryong hae"') == _told(library, "person:kim*") == []
    assert _found(library, '"choi ryong hae"') <= {*TEXTS[:3]}


def test_what_is_excluded_is_excluded_in_every_spelling(make: Make) -> None:
    assert _found(make(), '-person:"choi ryong hae"').isdisjoint(TEXTS[:3])
    assert _found(make(), 'person:"choi ryong hae" Monday -person:"kim jong un"') == {TEXTS[1], TEXTS[3]}


def test_of_two_with_one_spelling_only_the_one_who_can_be_meant_is_found(make: Make) -> None:
    library = make()
    assert _found(library, 'person:"lee young ho"') == {TEXTS[4], TEXTS[6]}
    assert _found(library, "person:리용호") == {TEXTS[4], TEXTS[5]}
    assert _found(library, 'person:"lee yong ho"') == {*TEXTS[4:7]}


def test_every_spelling_is_counted_for_whom_it_means(make: Make) -> None:
    db = make()._store.connection
    assert set(persons.written(db, "person/choe-ryong-hae")) == {
        ("Choe Ryong Hae", 1),
        ("Choi Ryong-hae", 2),
        ("최룡해", 1),
    }
    assert persons.written(db, DIPLOMAT) == persons.written(db, GENERAL) == (("Ri Yong Ho", 1),)
    assert persons.written(db, "person/nobody") == ()


def test_the_ambiguous_counts_for_nobody_and_is_told_of_everybody(make: Make) -> None:
    library = make()
    db = library._store.connection
    for ident in (GENERAL, DIPLOMAT, "person/~lee-yong-ho"):
        doubt = persons.doubtful(db, ident)
        assert doubt is not None
        assert (doubt.pieces, doubt.forms) == (1, (("Lee Yong-ho", 1),))
    assert {named.entity.id: named.articles for named in library.names("person")}[GENERAL] == 1
    assert persons.doubtful(db, "person/kim-jong-un") is None


def test_unlisted_people_are_one_where_office_and_side_agree(make: Make) -> None:
    db = make()._store.connection
    found = {one.entity: one for one in persons.namesakes(db, "person/~paek-yong-gwang")}
    assert found["person/~baek-young-kwang"].same
    assert not found["person/~paik-yong-kwang"].same
    assert "south" in found["person/~paik-yong-kwang"].why
    both = ("person/~baek-young-kwang", "person/~paek-yong-gwang")
    assert [joined.together(db, one) for one in both] == [both, both], "the one by whom they are told first"
    assert joined.together(db, "person/~paik-yong-kwang") == ("person/~paik-yong-kwang",)
    assert persons.namesakes(db, GENERAL) == ()


def test_a_library_tells_it_in_words(make: Make) -> None:
    library = make()
    known = {named.entity.id: named.entity for named in library.names("person")}
    assert list(library.spelled(known["person/choe-ryong-hae"]).lines()) == [
        "written here: Choi Ryong-hae ×2, Choe Ryong Hae ×1, 최룡해 ×1",
        "may be meant: Choi Yong-hae ×1 in 1 piece: nothing there decides; not counted here",
    ]
    assert list(library.spelled(known["person/~baek-young-kwang"]).lines()) == [
        "written here: Baek Young-kwang ×1, Paek Yong Gwang ×1",
        "counted as one with Paek Yong Gwang ×1: both of the north and called by state",
        "somebody else: Paik Yong-kwang ×1: of the south, not of the north",
    ]
    assert list(library.spelled(gazetteer().entities["place/seoul"]).lines()) == []


def test_hangul_decides_between_the_unlisted(make: Make) -> None:
    texts = (
        "North Korean official Paek Yong Gwang (백용광) spoke in Pyongyang.",
        "North Korean official Baek Young-kwang (백영광) spoke in Pyongyang.",
        "North Korean official Paik Yong-kwang (백용광) spoke in Pyongyang.",
    )
    db = make(texts)._store.connection
    verdicts = {one.entity: one.same for one in persons.namesakes(db, "person/~paek-yong-gwang")}
    assert verdicts == {"person/~baek-young-kwang": False, "person/~paik-yong-kwang": True}


def test_nobody_is_taken_for_one_of_the_kim_family(make: Make) -> None:
    texts = (
        "Kim Jong Un spoke in Pyongyang.",
        "Kim Jeong-woon, a singer, sang in Seoul.",
        "Kim Jung-eon, a singer, sang in Seoul.",
    )
    db = make(texts)._store.connection
    assert all(persons.namesakes(db, f"person/~{slug}") == () for slug in ("kim-jeong-woon", "kim-jung-eon"))
    assert persons.written(db, "person/kim-jong-un") == (("Kim Jong Un", 1),)


@settings(max_examples=6, deadline=None)
@given(st.permutations(range(len(TEXTS))))
def test_the_order_of_arrival_changes_nothing(order: list[int]) -> None:
    with (
        TemporaryDirectory() as folder,
        closing(_made(Path(folder, "one"), TEXTS)) as one,
        closing(_made(Path(folder, "other"), tuple(TEXTS[at] for at in order))) as other,
    ):
        assert _everything(one) == _everything(other)


def test_what_goes_leaves_nothing_behind(make: Make) -> None:
    library = make()
    more = "North Korea's Ch'oe Ryong-hae, an official, came back to Pyongyang."
    before = _everything(library)
    (ident,) = library.add_text(more.encode(), Stated()).added
    assert _everything(library) != before
    library.remove([ident])
    assert _everything(library) == before


def test_the_dossier_says_where_somebody_may_be_meant(make: Make) -> None:
    library = make()
    told = [library.dossier(gazetteer().entities[ident]).doubts for ident in (GENERAL, DIPLOMAT)]
    assert all(any(line.startswith("may be meant: Lee Yong-ho ×1") for line in lines) for lines in told), told
