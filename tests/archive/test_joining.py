"""One person, one dossier: people whom nobody listed are one in every spelling, until the reader says otherwise."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nkreader.archive import joined, joining
from nkreader.archive.library import Library
from nkreader.model.article import Stated
from nkreader.model.dates import Interval
from nkreader.model.entities import Entity, EntityKind
from nkreader.model.repairs import Deed, Repair, own_entity, renamed
from nkreader.model.timeline import By

CHOE, CHOI = "person/~choe-son-gwon", "person/~choi-son-gwon"
RI, LEE = "person/~ri-tong-sop", "person/~lee-dong-seop"
TEXTS = (
    ("2012-03-02", "North Korean vice-minister Choe Son Gwon spoke in Pyongyang. Pak Pong Ju was there."),
    ("2012-05-09", "North Korea's vice-minister Choi Son-gwon met Lee Dong-seop in Pyongyang."),
    ("2012-08-20", "Rain fell on Wonsan. Boats left."),
    ("2012-12-01", "North Korean vice-minister Choi Son-gwon left Pyongyang. Choi Son-gwon came back."),
    ("2013-01-04", "North Korean vice-minister Ri Tong Sop (리동섭) spoke in Pyongyang."),
    ("2013-01-05", "North Korean vice-minister Lee Dong-seop (이동섭) left Pyongyang."),
    ("2013-02-05", "North Korean vice-minister Ri Chol Su (리철수) spoke in Pyongyang with Kim Jong Un."),
    ("2013-02-06", "North Korean vice-minister Lee Cheol-soo (리출수) spoke in Pyongyang."),
    ("2013-02-07", "Paek Yong Gwang of North Korea sang."),
    ("2013-02-08", "Baek Young-kwang of North Korea danced."),
)


def made(folder: Path, order: list[int]) -> Library:
    """A library to which the texts came in this order, in two goes."""
    library = Library.open(folder / "library")
    (folder / "rows").mkdir()
    for name, some in (("first", order[:4]), ("then", order[4:])):
        rows = [
            {"title": f"Piece {at}", "date": TEXTS[at][0], "outlet": "Harbour Wire", "text": TEXTS[at][1]}
            for at in some
        ]
        file = folder / "rows" / f"{name}.jsonl"
        file.write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8")
        library.add([file])
    return library


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The library of the texts, made once."""
    folder = tmp_path_factory.mktemp("joined")
    made(folder, [*range(len(TEXTS))]).close()
    return folder / "library"


@pytest.fixture
def library(built: Path, tmp_path: Path) -> Iterator[Library]:
    """The same for one test alone."""
    found = Library.open(Path(shutil.copytree(built, tmp_path / "library")))
    yield found
    found.close()


def titles(library: Library, idents: object) -> list[str]:
    return sorted(library.headline(ident).title for ident in idents)  # type: ignore[attr-defined]


def called(library: Library, name: str) -> Entity:
    (one,) = library.called(name)
    return one


def split(library: Library, form: str, entity: str, article: str | None = None) -> None:
    library.repair(Repair(Deed.SPLIT, article, entity, form, form, own_entity(EntityKind.PERSON, form)))


def test_one_person_has_one_dossier_whichever_spelling_is_asked_for(library: Library) -> None:
    for name in ("Choe Son Gwon", "Choi Son-gwon", CHOE, CHOI):
        one = called(library, name)
        assert one.id == CHOI, "told by the spelling of most articles"
        found = library.dossier(one)
        assert (found.entity.name, found.entity.aliases) == ("Choi Son-gwon", ("Choe Son Gwon",))
        assert (found.pieces, found.mentions, found.ids) == (3, 4, (CHOI, CHOE))
        assert dict(found.forms) == {"Choi Son-gwon": 3, "Choe Son Gwon": 1}
        assert [seen.headline.title for seen in found.newest] == ["Piece 3", "Piece 3", "Piece 1", "Piece 0"]
        assert found.doubts == ("counted as one with Choe Son Gwon ×1: both of the north and called by state",)


def test_it_can_be_asked_for_one_spelling_alone(library: Library) -> None:
    (one,) = library.called("=Choe Son Gwon")
    assert (one.id, one.aliases) == (CHOE, ())
    found = library.dossier(one, alone=True)
    assert (found.pieces, found.ids) == (1, (CHOE,))
    assert [line.split(":")[0] for line in found.doubts] == ["counted as one with Choi Son-gwon ×3"]
    assert library.standing(one, alone=True).pieces == 1
    assert len(library.appearances(one, Interval(), alone=True)) == 1


def test_standing_silences_and_appearances_are_of_one_person(library: Library) -> None:
    one = called(library, "Choe Son Gwon")
    standing = library.standing(one)
    assert (standing.pieces, dict(standing.forms)) == (3, {"Choi Son-gwon": 3, "Choe Son Gwon": 1})
    assert standing.silence is not None
    assert (standing.silence.before.title, standing.silence.days) == ("Piece 1", 206)
    assert standing.silence.again is not None
    assert standing.silence.again.headline.title == "Piece 3"
    assert {title.words for title in standing.titles} >= {"North Korean vice-minister", "North Korea's vice-minister"}
    rows = library.appearances(one, Interval())
    assert [row.pieces[0].title for row in rows] == ["Piece 0", "Piece 1", "Piece 3"]
    assert all("vice-minister" in row.role for row in rows)


def test_company_is_one_person_in_every_spelling(library: Library) -> None:
    lee = called(library, "Ri Tong Sop")
    assert {company.entity for company in library.standing(lee).same_piece} == {CHOI}
    assert {one.entity for one in library.standing(called(library, CHOE)).same_piece} == {"person/pak-pong-ju", lee.id}


def test_a_silence_leads_to_the_sentences_that_name_him(library: Library) -> None:
    silence = library.standing(called(library, CHOE)).silence
    assert silence is not None
    assert silence.again is not None
    for spot in (silence.last, silence.again):
        text = library.piece(spot.headline.id).article.text
        assert text[spot.offset :].startswith("Choi Son-gwon")
        assert "vice-minister Choi Son-gwon" in spot.sentence.of(text)


def test_lists_counts_facets_and_searches_are_of_one_person(library: Library) -> None:
    (row,) = [one for one in library.names("person") if one.entity.id in (CHOE, CHOI)]
    assert (row.entity.id, row.articles, row.mentions) == (CHOI, 3, 4)
    assert (row.first, row.last) == ("2012-03-02", "2012-12-01")
    for ident in (CHOE, CHOI):
        assert titles(library, library.entity_articles(ident)) == ["Piece 0", "Piece 1", "Piece 3"]
    (people,) = [group for group in library.facets(library.headlines()) if group.title == "people"]
    (facet,) = [one for one in people.facets if "Son" in one.label]
    assert facet.count == len(library.search(facet.clause).ids) == 3
    (known,) = [one for one in library.known_names() if one.entity.id in (CHOE, CHOI)]
    assert (known.entity.id, known.articles) == (CHOI, 3)
    for typed in ("person:choe\u00a0son", "person:choi", "person:son"):
        (way,) = [one for one in library.completions(typed, len(typed), {}, True) if "Son" in one.label]
        assert (way.label, way.count) == ("Choi Son-gwon", 3)


def test_hangul_joins_and_separates(library: Library) -> None:
    assert joined.together(library._store.connection, RI) == (LEE, RI)
    assert called(library, "Ri Tong Sop").id == LEE
    first, second = "person/~ri-chol-su", "person/~lee-cheol-soo"
    assert library.dossier(called(library, "Ri Chol Su")).ids == (first,)
    told = library.dossier(called(library, "Lee Cheol-soo"))
    assert told.ids == (second,)
    assert [line for line in told.doubts if "Hangul" in line]
    assert told.doubts[0].startswith("somebody else: Ri Chol Su ×1: another name in Hangul")
    assert titles(library, library.search('person:"Ri Chol Su"').ids) == ["Piece 6"]
    assert titles(library, library.search('person:"Lee Cheol-soo"').ids) == ["Piece 7"]


def test_the_undecided_stay_two_and_are_told_and_found(library: Library) -> None:
    paek = library.dossier(called(library, "Paek Yong Gwang"))
    assert paek.ids == ("person/~paek-yong-gwang",)
    assert paek.doubts == ("may be the same: Baek Young-kwang ×1: neither Hangul nor office decides",)
    assert titles(library, library.search('person:"Paek Yong Gwang"').ids) == ["Piece 8", "Piece 9"]


def test_days_decide_too_and_follow_what_the_reader_sets(library: Library) -> None:
    (first,) = [headline.id for headline in library.headlines() if headline.title == "Piece 0"]
    library.set_date([first], By.PUBLISHED, "1979-03-02")
    told = library.dossier(called(library, "Choe Son Gwon"))
    assert (told.ids, told.pieces) == ((CHOE,), 1)
    assert told.doubts == (
        "may be the same: Choi Son-gwon ×3: both of the north and called by state, but long apart in time",
    )
    assert library.undo() is not None
    assert library.dossier(called(library, "Choe Son Gwon")).pieces == 3


def test_several_hangul_names_of_one_spelling_are_told(library: Library) -> None:
    library.add_text("North Korean vice-minister Ri Chol Su (이출수) left Pyongyang.".encode(), Stated())
    told = library.dossier(called(library, "=Ri Chol Su"), alone=True)
    assert "may be several people: in Hangul 이철수 and 이출수" in told.doubts


def test_the_reader_takes_them_apart_and_can_take_that_back(library: Library) -> None:
    split(library, "Choe Son Gwon", CHOE)
    apart = library.dossier(called(library, "Choe Son Gwon"))
    assert (apart.ids, apart.pieces) == ((f"{CHOE}-2",), 1)
    assert apart.doubts == ("somebody else: Choi Son-gwon ×3: you told them apart",)
    assert library.dossier(called(library, "Choi Son-gwon")).pieces == 2
    assert len([one for one in library.names("person") if one.entity.id in (CHOI, f"{CHOE}-2")]) == 2
    library.add_text(b"North Korean vice-minister Choe Son Gwon returned to Pyongyang.", Stated())
    assert library.dossier(called(library, "Choe Son Gwon")).pieces == 2
    assert library.undo() is not None
    assert library.dossier(called(library, "Choe Son Gwon")).pieces == 4
    assert library.redo() is not None
    assert library.dossier(called(library, "Choe Son Gwon")).pieces == 2


def test_in_one_piece_alone_too(library: Library) -> None:
    (third,) = [headline.id for headline in library.headlines() if headline.title == "Piece 3"]
    split(library, "Choi Son-gwon", CHOI, third)
    assert titles(library, library.entity_articles(CHOE)) == ["Piece 0", "Piece 1"]
    assert titles(library, library.entity_articles(f"{CHOI}-2")) == ["Piece 3"]


def test_the_name_that_the_reader_gave_leads(library: Library) -> None:
    choe = next(iter(library.called("=Choe Son Gwon")))
    library.repair(Repair(Deed.RENAME, None, CHOE, "", choe.name, renamed(choe, "Choe Sŏn-kwŏn")))
    one = called(library, "Choi Son-gwon")
    assert (one.id, one.name) == (CHOE, "Choe Sŏn-kwŏn")
    assert library.dossier(one).pieces == 3
    assert library.undo() is not None
    assert called(library, "Choe Son Gwon").name == "Choi Son-gwon"


def everything(library: Library) -> object:
    db = library._store.connection
    rows = db.execute("SELECT * FROM joined ORDER BY entity").fetchall()
    names = library.names("person")
    told = [(one.entity, library.dossier(one.entity).doubts, library.dossier(one.entity).ids) for one in names]
    return rows, names, told, [library.search(f'person:"{one.entity.name}"').ids for one in names]


@settings(max_examples=5, deadline=None)
@given(order=st.permutations(range(len(TEXTS))))
def test_the_order_of_arrival_changes_nothing(built: Path, order: list[int]) -> None:
    with (
        TemporaryDirectory() as folder,
        closing(Library.open(Path(shutil.copytree(built, Path(folder, "one"))))) as one,
        closing(made(Path(folder), order)) as other,
    ):
        assert everything(one) == everything(other)


def test_what_goes_leaves_nothing_behind(library: Library) -> None:
    before = everything(library)
    more = (
        "South Korean striker Choe Seon-gwon scored in Seoul in 2012. North Korean vice-minister Choe Seon-gwon left."
    )
    new = [library.add_text(text.encode(), Stated()).added[0] for text in (more, f"{more} Again.")]
    library.remove(new)
    assert everything(library) == before
    assert library._store.connection.execute("SELECT count(*) FROM unjoined").fetchone() == (0,)


def test_an_interrupted_run_is_taken_up(library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = everything(library)
    with library._store.writing() as db:
        db.execute("DELETE FROM joined")
        db.execute("INSERT OR IGNORE INTO unjoined SELECT DISTINCT key FROM printed")
    monkeypatch.setattr(joining, "BATCH", 1)
    library.close()
    again = Library.open(tmp_path / "library")
    assert everything(again) == before
    again.close()


def test_a_restored_library_knows_who_is_one(library: Library, tmp_path: Path) -> None:
    split(library, "Lee Dong-seop", LEE)
    library.dump(tmp_path / "dump")
    other = Library.open(tmp_path / "other")
    other.restore(tmp_path / "dump")
    assert everything(other) == everything(library)
    other.close()


def test_pieces_that_name_one_person_in_other_letters_are_related(library: Library) -> None:
    texts = (
        "North Korean vice-minister Pak Tong Hyop opened a lighthouse. Pak Tong Hyop spoke of ships.",
        "North Korea's vice-minister Park Dong-hyeop saw a dairy of goats. Park Dong-hyeop drank milk.",
    )
    first, second = (
        library.add_text(text.encode(), Stated(f"Day {day}", "Harbour Wire", None, None, f"2014-03-{day:02}")).added[0]
        for day, text in zip((4, 12), texts, strict=True)
    )
    for here, there in ((first, second), (second, first)):
        (link,) = [one for one in library.related(here) if one.id == there]
        assert any("hyop" in reason.text.lower() or "hyeop" in reason.text for reason in link.reasons), link.reasons
