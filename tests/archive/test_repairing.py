"""Repairs of names: applied at once everywhere, kept through everything that is rebuilt, taken back exactly."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from nkreader.archive.connection import Connection
from nkreader.archive.errors import LibraryError
from nkreader.archive.knowing import beginning
from nkreader.archive.library import Library
from nkreader.archive.sealing import StoredSeal
from nkreader.model.article import Stated
from nkreader.model.entities import Entity, EntityKind
from nkreader.model.repairs import Deed, Repair, of_kind, own_entity, renamed

Opening = Callable[[], Library]
PERSON, PLACE = EntityKind.PERSON, EntityKind.PLACE
TABLES = ("analysis", "naming", "citing", "found", "repaired", "unrepaired", "membership", "listed")
"""What follows from the articles."""


def titled(library: Library, title: str) -> str:
    return next(item.id for item in library.headlines() if item.title.startswith(title))


def found(library: Library, query: str) -> set[str]:
    return {hit.id for hit in library.search(query).hits}


def named(library: Library, ident: str) -> list[str | None]:
    return [one.entity for one in library.piece(ident).analysis.mentions]


def entity(library: Library, name: str) -> Entity:
    (one,) = library.called(name)
    return one


def rows(library: Library) -> dict[str, list[tuple[Any, ...]]]:
    db = library._store.connection
    return {table: sorted(db.execute(f"SELECT * FROM {table}").fetchall(), key=repr) for table in TABLES}


def reject(one: Entity, article: str | None = None, form: str = "") -> Repair:
    return Repair(Deed.REJECT, article, one.id, form, one.name)


def merge(one: Entity, into: Entity, article: str | None = None) -> Repair:
    return Repair(Deed.MERGE, article, one.id, "", one.name, into)


def rename(one: Entity, name: str) -> Repair:
    return Repair(Deed.RENAME, None, one.id, "", one.name, renamed(one, name))


def add(form: str, kind: EntityKind, article: str | None = None) -> Repair:
    return Repair(Deed.ADD, article, "", form, form, own_entity(kind, form))


def test_a_name_that_is_none_here_leaves_no_link_facet_or_completion(library: Library) -> None:
    wonsan = entity(library, "Wonsan")
    first, second = titled(library, "Harbour tug"), titled(library, "Nine saved")
    before = rows(library)
    made = library.repair(reject(wonsan, first))
    assert (made.changed, made.waiting) == (1, 0)
    assert wonsan.id not in named(library, first)
    assert found(library, "place:wonsan") == {second}
    assert library.entity_articles(wonsan.id) == (second,)
    assert not any("Wonsan" in reason.text for link in library.related(first) for reason in link.reasons[1:])
    library.repair(reject(wonsan, second))
    assert found(library, "place:wonsan") == set()
    assert found(library, "wonsan") == {first, second}, "the words are still there"
    assert wonsan.id not in {one.entity.id for one in library.names()}
    assert library.called("Wonsan") == ()
    assert library.dossier(wonsan).pieces == 0
    headlines = {item.id: item for item in library.headlines()}
    shown = [facet.label for group in library.facets(headlines.values()) for facet in group.facets]
    assert "Wonsan" not in shown
    assert not library.completions("place:won", 9, headlines, True)
    library.undo()
    library.undo()
    assert rows(library) == before
    assert found(library, "place:wonsan") == {first, second}


def test_words_are_never_this_name_or_never_a_name_in_any_article_also_in_those_to_come(
    library: Library, articles: Path
) -> None:
    wonsan = entity(library, "Wonsan")
    made = library.repair(reject(wonsan, None, "WONSAN"))
    assert made.changed == 2
    assert library.entity_articles(wonsan.id) == ()
    (articles / "late.txt").write_text("Wonsan sees ships\n\nThe port of Wonsan saw six ships on 9 March 2024.\n")
    library.rescan()
    assert wonsan.id not in named(library, titled(library, "Wonsan sees"))
    ((repair, count),) = library.repairs()
    assert count == 3
    library.take_repair_back(repair.id)
    assert len(library.entity_articles(wonsan.id)) == 3
    library.repair(Repair(Deed.REJECT, None, "", "Wonsan", "Wonsan"))
    assert library.entity_articles(wonsan.id) == ()


def test_a_name_is_another_one_from_now_on(library: Library) -> None:
    wonsan = entity(library, "Wonsan")
    nampho = next(one.entity for one in library.known_names() if one.entity.name == "Nampho")
    library.repair(merge(wonsan, nampho))
    assert entity(library, "Nampho").id == nampho.id
    assert len(library.entity_articles(nampho.id)) == 2
    assert found(library, "place:nampho") == found(library, "place:wonsan") != set()
    library.add_text(b"HAMHUNG, March 5, 2024 (Post) -- Wonsan was quiet.\n", Stated())
    assert nampho.id in named(library, titled(library, "Wonsan was"))
    assert [library.undo() is not None, library.undo()] == [True, None]
    assert len(library.entity_articles(wonsan.id)) == 3


def test_words_get_a_name_of_their_own(library: Library) -> None:
    other = titled(library, "Hwasong")
    kim = entity(library, "Kim Jong Un")
    own = own_entity(PERSON, "Kim Jong Un")
    made = library.repair(Repair(Deed.SPLIT, other, kim.id, "Kim Jong Un", kim.name, own))
    assert made.repair.to is not None
    assert made.repair.to.id == "person/~kim-jong-un"
    assert kim.id not in named(library, other)
    assert found(library, "person:kim") == {other}


def test_a_namesake_of_an_unlisted_name_has_an_id_of_its_own(library: Library) -> None:
    for day in (5, 6):
        text = f"SEOUL, March {day}, 2024 (Wire) -- Choe Yong Su, a welder of {day} ships, spoke. Choe Yong Su left.\n"
        library.add_text(text.encode(), Stated())
    (welder,) = library.called("Choe Yong Su")
    assert not welder.listed
    first, second = library.entity_articles(welder.id)
    made = library.repair(
        Repair(Deed.SPLIT, second, welder.id, "Choe Yong Su", welder.name, own_entity(PERSON, "Choe Yong Su"))
    )
    assert made.repair.to is not None
    assert made.repair.to.id == f"{welder.id}-2"
    assert library.entity_articles(welder.id) == (first,)
    assert library.entity_articles(f"{welder.id}-2") == (second,)
    assert len(library.called("Choe Yong Su")) == 2
    told = [reason.text for link in library.related(first) for reason in link.reasons]
    assert not any("Choe" in text for text in told if not text.startswith("same event"))


def test_a_name_is_shown_and_found_otherwise(library: Library) -> None:
    wonsan = entity(library, "Wonsan")
    groups = [item.event for item in library.headlines()]
    assert library.repair(rename(wonsan, "  Port \x1b Wŏnsan ")).changed == 2
    shown = entity(library, "Wonsan")
    assert (shown.id, shown.name) == (wonsan.id, "Port ␛ Wŏnsan")
    library.repair(rename(shown, "Wŏnsan"))
    assert len(library.repairs()) == 1, "the later name takes the place of the earlier"
    assert found(library, 'place:"wŏnsan"') == found(library, "place:wonsan") != set()
    assert [item.event for item in library.headlines()] == groups
    library.undo()
    assert entity(library, "Wonsan").name == "Port ␛ Wŏnsan"
    library.undo()
    assert entity(library, "Wonsan") == wonsan


def test_a_name_becomes_of_another_kind(library: Library) -> None:
    wonsan = entity(library, "Wonsan")
    library.repair(Repair(Deed.KIND, None, wonsan.id, "", wonsan.name, of_kind(wonsan, EntityKind.ORGANISATION)))
    assert found(library, "place:wonsan") == set()
    assert len(found(library, "org:wonsan")) == 2
    (one,) = library.called("Wonsan")
    assert (one.kind, one.line) == (EntityKind.ORGANISATION, wonsan.line)


def test_words_are_made_a_name_here_or_everywhere_or_another_way_to_write_one(library: Library) -> None:
    first, second = titled(library, "Harbour tug"), titled(library, "Nine saved")
    library.repair(add("northern pier", PLACE, first))
    assert found(library, 'place:"northern pier"') == {first}
    library.repair(add("northern pier", PLACE))
    assert found(library, 'place:"northern pier"') == {first, second}
    tug = entity(library, "Kim Jong Un")
    library.repair(Repair(Deed.ADD, None, "", "tug", "tug", tug))
    assert {first, second} < set(library.entity_articles(tug.id))
    assert library.dossier(tug).mentions >= 4
    for _ in range(3):
        library.undo()
    assert library.repairs() == ()
    assert library.called("northern pier") == ()


def test_what_changes_nothing_here_is_refused_and_leaves_no_step(library: Library) -> None:
    first = titled(library, "Harbour tug")
    kim = entity(library, "Kim Jong Un")
    inside = add("Kim Jong", PERSON, titled(library, "Hwasong"))
    for wanted in (reject(kim, first), add("zeppelin", PLACE, first), inside,
                   add("  ", PLACE), add("…", PLACE, first), rename(kim, " \n"), rename(kim, "x" * 300)):  # fmt: skip
        before = rows(library)
        with pytest.raises(LibraryError):
            library.repair(wanted)
        assert rows(library) == before
    assert library.repairs() == ()
    assert library.undo() is None
    with pytest.raises(LibraryError):
        library.take_repair_back("nr-00000000")


def test_steps_go_back_and_forth_on_another_day(library: Library, open_library: Opening) -> None:
    wonsan = entity(library, "Wonsan")
    first = titled(library, "Harbour tug")
    untouched = rows(library)
    states = [untouched]
    for wanted in (reject(wonsan, first), rename(wonsan, "Port"), add("pier", PLACE), reject(wonsan, None, "Wonsan")):
        library.repair(wanted)
        states.append(rows(library))
    library.take_repair_back(library.repairs()[1][0].id)
    states.append(rows(library))
    library.close()
    again = open_library()
    said = []
    for state in states[-2::-1]:
        done = again.undo(first)
        assert done is not None
        assert (done.named, done.left) == (True, 0)
        said.append(done.told("taken back"))
        assert rows(again) == state
    assert said[0] == "taken back: repair taken back: “pier” is a name, place · everywhere"
    assert said[-1].startswith("taken back: “Wonsan” is no name · Harbour tug hits pier")
    assert again.undo() is None
    for state in states[1:]:
        assert again.redo() is not None
        assert rows(again) == state
    assert again.redo() is None


def test_it_survives_a_new_version_a_rescan_a_new_index_and_other_rules(
    library: Library, articles: Path, open_library: Opening
) -> None:
    first = titled(library, "Harbour tug")
    wonsan, kim = entity(library, "Wonsan"), entity(library, "Kim Jong Un")
    library.repair(reject(wonsan, first))
    library.repair(rename(kim, "The Marshal"))
    library.repair(add("pier", PLACE))
    file = articles / "first.txt"
    file.write_text(file.read_text().replace("said.", "said. Wonsan is silent; no pier is left."))
    assert library.rescan().updated == [first]
    library.reindex()

    def check(here: Library) -> None:
        assert wonsan.id not in named(here, first)
        assert named(here, first).count("place/~pier") == 4
        assert found(here, "place:wonsan") == {titled(here, "Nine saved")}
        assert found(here, "person:marshal") == {titled(here, "Hwasong")}
        assert found(here, "place:pier") == {first, titled(here, "Nine saved")}

    check(library)
    library.close()
    again = open_library()
    with again._store.writing() as db:  # as when the rules have become others
        db.execute("UPDATE analysis SET engine = 'older'")
    again.close()
    last = open_library()
    check(last)
    for _ in range(3):
        last.undo()
    assert found(last, "place:wonsan") == {first, titled(last, "Nine saved")}
    assert (found(last, "person:marshal"), found(last, "place:pier")) == (set(), set())


def test_dates_set_by_hand_and_repairs_leave_each_other_alone(library: Library) -> None:
    from nkreader.model.timeline import By

    first = titled(library, "Harbour tug")
    wonsan = entity(library, "Wonsan")
    library.repair(reject(wonsan, first))
    library.set_date([first], By.PUBLISHED, "2021-02-03")
    assert wonsan.id not in named(library, first)
    library.undo()
    assert wonsan.id not in named(library, first)
    library.redo()
    library.take_repair_back(library.repairs()[0][0].id)
    assert wonsan.id in named(library, first)
    assert library.headline(first).published.value == "2021-02-03"


def dumped(library: Library, path: Path) -> bytes:
    library.dump(path, force=True)
    return path.read_bytes()


def test_it_goes_with_the_dump_and_comes_back_whatever_was_there_first(
    library: Library, articles: Path, tmp_path: Path
) -> None:
    first = titled(library, "Harbour tug")
    wonsan = entity(library, "Wonsan")
    library.repair(reject(wonsan, first))
    library.repair(add("pier", PLACE))
    library.repair(rename(entity(library, "Kim Jong Un"), "The Marshal"))
    library.take_repair_back(library.repairs()[0][0].id)
    one = dumped(library, tmp_path / "one.jsonl")
    for name, add_first in (("bare", False), ("full", True)):
        other = Library.open(tmp_path / name)
        if add_first:
            other.add([articles])
        assert not other.restore(tmp_path / "one.jsonl").skipped
        assert wonsan.id not in named(other, first)
        assert found(other, "place:pier") == found(library, "place:pier")
        assert dumped(other, tmp_path / f"{name}.jsonl") == one or add_first
        assert not other.restore(tmp_path / "one.jsonl").added
        kept = {table: data for table, data in rows(other).items() if table != "listed"}
        assert kept == {table: data for table, data in rows(library).items() if table != "listed"}
        for _ in range(4):
            assert other.undo() is not None
        assert other.repairs() == ()
        assert found(other, "place:wonsan") == {first, titled(other, "Nine saved")}
        other.close()


def test_the_library_s_own_word_stays_over_a_dump_s(library: Library, articles: Path, tmp_path: Path) -> None:
    first = titled(library, "Harbour tug")
    wonsan = entity(library, "Wonsan")
    library.repair(rename(wonsan, "Port"))
    library.repair(Repair(Deed.SPLIT, first, wonsan.id, "Wonsan", "Wonsan", own_entity(PLACE, "Old Wonsan")))
    library.dump(tmp_path / "one.jsonl")
    other = Library.open(tmp_path / "other")
    other.add([articles])
    other.repair(rename(wonsan, "Harbour"))
    other.repair(Repair(Deed.SPLIT, first, wonsan.id, "Wonsan", "Wonsan", own_entity(PLACE, "New Wonsan")))
    told = [item.reason for item in other.restore(tmp_path / "one.jsonl").skipped]
    assert told == [
        "names are repaired in another way here, which stays: “Wonsan” is called Harbour",
        "names are repaired in another way here, which stays: “Wonsan” is New Wonsan, not Wonsan",
    ]
    assert entity(other, "Wonsan").name == "Harbour"
    other.close()


@pytest.mark.parametrize(
    ("name", "value"),
    [("deed", '"erase"'), ("entity", "4"), ("entity", '"a\\u001b[2J"'), ("form", "null"), ("number", '"1"'),
     ("becomes", "{}"), ("becomes", '{"id":"place/~x"}'), ("article", '"x"'), ("id", '"nr-x"'), ("was", '"a\\nb"')],
)  # fmt: skip
def test_no_broken_repair_comes_in(library: Library, tmp_path: Path, name: str, value: str) -> None:
    library.repair(reject(entity(library, "Wonsan"), titled(library, "Harbour tug")))
    lines = dumped(library, tmp_path / "one.jsonl").decode().splitlines()
    (good,) = (line for line in lines if '"kind":"repair"' in line)
    item = json.loads(good)
    item[name] = json.loads(value)
    bad = [json.dumps(item) if line == good else line for line in lines]
    (tmp_path / "bad.jsonl").write_text("\n".join(bad) + "\n")
    other = Library.open(tmp_path / "other")
    assert len(other.restore(tmp_path / "bad.jsonl").skipped) == 1
    assert other.repairs() == ()
    other.close()


def test_a_repair_goes_with_its_article(library: Library) -> None:
    first = titled(library, "Harbour tug")
    library.repair(reject(entity(library, "Wonsan"), first))
    library.remove([first])
    assert library.repairs() == ()


def test_a_repair_made_while_the_index_is_written_is_not_taken_for_indexed(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    wonsan, first = entity(library, "Wonsan"), titled(library, "Harbour tug")
    write = StoredSeal.write

    def late(seal: StoredSeal, text: str | None) -> None:
        if text is not None and not library.repairs():
            library.repair(reject(wonsan, first))
        write(seal, text)

    with monkeypatch.context() as patch:
        patch.setattr(StoredSeal, "write", late)
        library.reindex()
    assert found(library, "place:wonsan") == {titled(library, "Nine saved")}


def test_what_is_taken_in_while_a_repair_is_made_is_repaired_too(
    library: Library, articles: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from nkreader.archive import deriving

    (articles / "late.txt").write_text("Pier opens\n\nA pier was opened at Hungnam on 9 March 2024.\n")
    (articles / "later.txt").write_text("Pier closes\n\nA pier was closed at Hungnam on 9 April 2024.\n")
    derive = deriving.derived

    def late(article: Any, **said: Any) -> Any:
        result = derive(article, **said)
        if not library.repairs():
            library.repair(add("pier", PLACE))
        return result

    monkeypatch.setattr("nkreader.archive.ahead.derived", late)
    library.rescan()
    assert {titled(library, "Pier opens"), titled(library, "Pier closes")} < found(library, "place:pier")


def test_much_is_left_for_later_is_not_lost_and_only_what_has_the_name_is_touched(
    library: Library, open_library: Opening, monkeypatch: pytest.MonkeyPatch
) -> None:
    from nkreader.archive import reapplying, repairing

    monkeypatch.setattr(repairing, "AT_ONCE", 1)
    monkeypatch.setattr("nkreader.archive.growing.AT_ONCE", 1)
    looked: list[str] = []
    reapply = reapplying.reapply

    def noted(db: Connection, ident: str) -> bool:
        looked.append(ident)
        return reapply(db, ident)

    monkeypatch.setattr(reapplying, "reapply", noted)
    wonsan, first, second = entity(library, "Wonsan"), titled(library, "Harbour tug"), titled(library, "Nine saved")
    library.add_text(b"WONSAN, March 8, 2024 (Post) -- Snow fell.\n", Stated())
    third = titled(library, "Snow fell")
    made = library.repair(rename(wonsan, "Port"), second)
    assert (made.changed, made.waiting) == (1, 2)
    assert looked == [second]
    assert library.piece(second).analysis.names[wonsan.id].name == "Port"
    assert library.piece(first).analysis.names[wonsan.id].name == "Wonsan"

    def stop(done: int, total: int) -> None:
        raise InterruptedError

    with pytest.raises(InterruptedError):
        library.level_names(stop)
    library.close()
    again = open_library()  # brings one level
    assert again.unrepaired() == 1
    told: list[tuple[int, int]] = []
    assert again.level_names(lambda done, total: told.append((done, total))) == 1
    assert told == [(0, 1)]
    assert set(looked) == {first, second, third}
    assert {again.piece(ident).analysis.names[wonsan.id].name for ident in (first, second, third)} == {"Port"}


def test_names_are_chosen_from_those_of_the_library_and_of_the_gazetteer(library: Library) -> None:
    known = library.known_names()
    assert known[0].articles >= known[-1].articles == 0
    assert beginning("wons", known, 3)[0].entity.name == "Wonsan"
    assert beginning("KIM jong-un", known, 1)[0].entity.id == "person/kim-jong-un"
    assert beginning(" ", known, 3) == ()
    assert "person/kim-jong-il" in {one.entity.id for one in beginning("jong il", known, 8)}


def test_a_dossier_says_what_was_repaired(library: Library) -> None:
    wonsan, first = entity(library, "Wonsan"), titled(library, "Harbour tug")
    assert (library.dossier(wonsan).repaired, library.dossier(wonsan).given) == ((), False)
    library.repair(reject(wonsan, first))
    library.repair(rename(wonsan, "Port"))
    told = library.dossier(entity(library, "Port"))
    assert told.repaired == ("“Wonsan” is called Port", "“Wonsan” is no name (in one piece)")
    library.repair(add("pier", PLACE))
    assert library.dossier(entity(library, "pier")).given


def test_what_is_said_again_after_others_were_said_is_said_where_it_was(library: Library) -> None:
    """A repair that is brought back between others finds what these have covered."""
    wonsan, first = entity(library, "Wonsan"), titled(library, "Harbour tug")
    library.repair(Repair(Deed.SPLIT, None, wonsan.id, "WONSAN", "Wonsan", own_entity(PLACE, "Dateline")))
    early = rows(library)
    split = library.repairs()[0][0]
    library.repair(Repair(Deed.REJECT, None, "", "wonsan", "Wonsan"))
    both = rows(library)
    library.take_repair_back(split.id)
    assert rows(library) != both
    library.undo()
    assert rows(library) == both
    library.undo()
    assert rows(library) == early
    assert "place/~dateline" in named(library, first)
