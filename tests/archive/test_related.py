"""Related pieces of a library: found by names, words and days, with their sentences; digests with their items."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from nkreader.archive import candidates, items
from nkreader.archive.joined import leaders
from nkreader.archive.library import Library
from nkreader.archive.linking import analysis_of
from nkreader.archive.papers import paper
from nkreader.archive.serial import analysis_from_json, analysis_to_json
from nkreader.model.links import Link, ReasonKind

TEXTS = {
    "trip.txt": """Choe Son Hui visits Ulan Bator
ULAN BATOR, September 14, 2023 (Harbour Wire) -- Foreign Minister Choe Son Hui visited Ulan Bator on Thursday for \
talks on coal and rail.
""",
    "ferry.txt": """Ferry runs aground off Hungnam
HAMHUNG, March 4, 2024 (Harbour Wire) -- A ferry with 40 passengers ran aground off Hungnam on Monday. Tugs pulled it \
off the rocks.
""",
    "envoy.txt": """Ri Su Yong appointed ambassador
PYONGYANG, March 4, 2024 (Harbour Wire) -- Ri Su Yong was appointed ambassador to Mongolia on Monday.
""",
    "digest.txt": """News Summary
PYONGYANG, March 4, 2024 (Harbour Wire) -- Following are major news items of Monday:

- Ri Su Yong was appointed ambassador to Mongolia.

- A ferry with 40 passengers ran aground off Hungnam.

- Choirs sang beside the gate of Kaesong.
""",
    "later.txt": """Divers seal the hull
HAMHUNG, March 12, 2024 (Harbour Wire) -- Divers sealed a hull with tar. They were sent for after a ferry with 40 \
passengers ran aground off Hungnam.
""",
    "coal.txt": """Coal leaves Rason
RASON, April 2, 2024 (Strait Courier) -- Freight trains left Rason at night. The port is full. Nobody counts wagons. \
The yard is long. It rains. The cranes are new. Coal and rail were what Choe Son Hui spoke of on her visit to Ulan \
Bator last September.
""",
    "other.txt": """Heron seen
SINUIJU, March 5, 2024 (Strait Courier) -- A grey heron was seen on the river bank.
""",
}


@pytest.fixture
def shelf(open_library: Callable[[], Library], tmp_path: Path) -> Library:
    folder = tmp_path / "pieces"
    folder.mkdir()
    for name, text in TEXTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    library = open_library()
    library.add([folder])
    return library


def ident(library: Library, name: str) -> str:
    return next(item.id for item in library.headlines() if item.paths[0].endswith(f"/{name}.txt"))


def links(library: Library, name: str) -> dict[str, Link]:
    names = {item.id: Path(item.paths[0]).stem for item in library.headlines()}
    return {names[link.id]: link for link in library.related(ident(library, name))}


def test_every_link_has_reasons_whose_sentences_stand_in_the_texts(shelf: Library) -> None:
    found = 0
    for name in TEXTS:
        here = shelf.piece(ident(shelf, name.removesuffix(".txt"))).article.text
        for link in shelf.related(ident(shelf, name.removesuffix(".txt"))):
            there = shelf.piece(link.id).article.text
            assert link.reasons
            for reason in link.reasons:
                for said, text in ((reason.said_here, here), (reason.said_there, there)):
                    assert said is not None
                    assert said.span.of(text) == said.text
                    assert all(said.span.covers(span) for span in said.shared)
                    found += 1
    assert found > 10


def test_a_follow_up_and_what_it_follows_lead_to_each_other(shelf: Library) -> None:
    forth, back = links(shelf, "ferry")["later"], links(shelf, "later")["ferry"]
    assert forth.reasons[0].kind is back.reasons[0].kind is ReasonKind.FOLLOW_UP
    assert forth.reasons[0].text.startswith("follow-up: a follow-up (“after a ferry")
    assert back.reasons[0].text.startswith("follow-up: what this piece follows up (“after a ferry")
    assert forth.reasons[0].said_there == back.reasons[0].said_here
    assert forth.score == back.score


def test_a_mentioned_event_leads_to_its_report_from_another_year(shelf: Library) -> None:
    link = links(shelf, "coal")["trip"]
    (told,) = [reason for reason in link.reasons if reason.kind is ReasonKind.MENTIONED]
    assert "“last September”" in told.text
    assert told.said_here is not None
    assert "visit to Ulan Bator" in told.said_here.text
    assert links(shelf, "trip")["coal"].score == link.score


def test_a_digest_leads_to_its_items_in_their_order_and_they_to_it(shelf: Library) -> None:
    listed = [name for name, link in links(shelf, "digest").items() if link.reasons[0].kind is ReasonKind.DIGEST]
    assert listed == ["envoy", "ferry"]
    for name in listed:
        back = links(shelf, name)["digest"]
        assert back.reasons[0].text == "listed in the digest “News Summary”"
    assert "digest" not in links(shelf, "other")


def test_what_a_digests_items_begin_with_is_kept_and_changes_no_link(shelf: Library) -> None:
    db = shelf._store.connection
    digest, ferry, other = (ident(shelf, name) for name in ("digest", "ferry", "other"))
    people = leaders(db)
    piece, stranger = paper(db, ferry, people), paper(db, other, people)
    assert piece is not None
    assert stranger is not None
    assert items.shared_with(db, digest, piece, people) == [2]
    assert items.shared_with(db, digest, stranger, people) == []
    known = {name: links(shelf, name) for name in ("ferry", "envoy", "other", "digest")}
    with shelf._store.writing() as writing:
        writing.execute("DELETE FROM item")
    assert items.shared_with(db, digest, piece, people) is None
    assert {name: links(shelf, name) for name in known} == known
    shelf.remove([digest])
    assert "digest" not in links(shelf, "ferry")


def test_an_items_beginnings_go_with_its_digest(shelf: Library) -> None:
    def kept() -> list[str]:
        return [row[0] for row in shelf._store.connection.execute("SELECT article FROM item")]

    assert kept() == [ident(shelf, "digest")]
    shelf.remove(kept())
    assert kept() == []


def test_what_has_nothing_in_common_is_not_related(shelf: Library) -> None:
    assert links(shelf, "other") == {}


def test_the_days_told_of_go_with_their_article(shelf: Library, tmp_path: Path) -> None:
    db = shelf._store.connection

    def kept() -> set[str]:
        return {row[0] for row in db.execute("SELECT article FROM recalled UNION SELECT article FROM digest")}

    coal, digest = ident(shelf, "coal"), ident(shelf, "digest")
    assert {coal, digest} <= kept()
    shelf.remove([coal, digest])
    assert not {coal, digest} & kept()


@pytest.mark.parametrize("order", [1, -1])
def test_the_order_of_adding_changes_nothing(
    open_library: Callable[[], Library], tmp_path: Path, order: int, shelf: Library
) -> None:
    other = Library.open(tmp_path / f"other{order}")
    for name in sorted(TEXTS)[::order]:
        other.add([tmp_path / "pieces" / name])
    for name in TEXTS:
        assert other.related(ident(other, name[:-4])) == shelf.related(ident(shelf, name[:-4]))
    other.close()


def test_a_digest_is_told_apart_in_the_list(shelf: Library) -> None:
    assert [row.title for row in shelf.headlines() if row.digest] == ["News Summary"]
    assert shelf.headline(ident(shelf, "digest")).digest
    assert not shelf.headline(ident(shelf, "other")).digest


def test_what_is_read_to_compare_pieces_is_their_analysis(shelf: Library) -> None:
    db = shelf._store.connection
    for name in TEXTS:
        whole = analysis_of(db, ident(shelf, name[:-4]))
        assert whole.mentions
        assert analysis_from_json(analysis_to_json(whole), sources=False) == replace(whole, sources=())


def test_a_name_that_is_told_otherwise_elsewhere_is_read_as_it_stands(shelf: Library) -> None:
    whole = analysis_of(shelf._store.connection, ident(shelf, "trip"))
    for line in ("Of one day", "Of another day", "Of one day"):
        names = {key: replace(entity, line=line) for key, entity in whole.names.items()}
        read = analysis_from_json(analysis_to_json(replace(whole, names=names)))
        assert {entity.line for entity in read.names.values()} == {line}


@pytest.mark.parametrize("at_once", [1, 3])
def test_how_many_days_are_looked_up_together_changes_nothing(
    shelf: Library, monkeypatch: pytest.MonkeyPatch, at_once: int
) -> None:
    db = shelf._store.connection
    order = [ident(shelf, name) for name in ("other", "trip", "later", "ferry", "coal", "digest")]
    monkeypatch.setattr(candidates, "AT_ONCE", at_once)
    near = [*candidates._of_days(db, order, "2024-03-04", "2024-03-12")]
    assert near == [ident(shelf, name) for name in ("other", "later", "ferry", "digest")]
