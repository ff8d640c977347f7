"""Groups kept level step by step are those of all articles at once, with all that the reader says of them."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterator
from contextlib import closing
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nkreader import locations
from nkreader.analysis import foreseeing
from nkreader.analysis.grouping import Agreement, agreement, groups
from nkreader.analysis.signature import Signature
from nkreader.analysis.signature_stored import signature_from_bytes
from nkreader.archive import grouping, partners, rulings
from nkreader.archive.connection import Connection
from nkreader.archive.deriving import Derived, derived, keep_derived
from nkreader.archive.grouping import regroup, ungrouped
from nkreader.archive.library import Library
from nkreader.archive.store import Store
from nkreader.ingest import Extract, articles
from nkreader.model.rulings import Ruling, Verdict

Groups = tuple[tuple[str, ...], ...]


@cache
def analysed() -> list[Derived]:
    """The sample archive."""
    found = [item for item in articles([locations.seeds()]) if isinstance(item, Extract)]
    return [derived(item.article) for item in found]


def put(db: sqlite3.Connection, ident: str, number: int, found: Derived) -> None:
    """As an article that is new, or changed."""
    db.execute("INSERT OR IGNORE INTO article (id, number, added) VALUES (?, ?, '')", (ident, number))
    (there,) = db.execute("SELECT id FROM article WHERE number = ?", (number,)).fetchone()
    keep_derived(db, there, "", found)


def say(db: Connection, verdict: Verdict, one: int, other: int) -> None:
    """Of two articles by their numbers, wherever they are, or of one that is not there by the id that it would have."""
    rows = dict(db.execute("SELECT number, id FROM article").fetchall())
    here, there = (rows.get(number, f"{number:012}") for number in (one, other))
    if here != there:
        number = rulings.next_number(db)
        rulings.put(db, Ruling(verdict, (here,), (there,), f"gr-{number:08x}", number))


def kept(store: Store) -> Groups:
    """As the store has them."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for ident, event in store.connection.execute("SELECT article, event FROM membership ORDER BY article"):
        found[event].append(ident)
    assert all(event == f"e-{members[0]}" for event, members in found.items())
    return tuple(sorted(map(tuple, found.values())))


def at_once(store: Store) -> Groups:
    """As they are when all articles are grouped together."""
    rows = store.connection.execute("SELECT article, signature FROM analysis")
    said = rulings.ruled(store.connection)
    return groups({ident: signature_from_bytes(data) for ident, data in rows}, said)


def consistent(store: Store) -> bool:
    """Every agreement is kept from both sides, and of articles that are there."""
    db = store.connection
    pairs = {tuple(row) for row in db.execute("SELECT article, other, score FROM agreement")}
    there = {row[0] for row in db.execute("SELECT article FROM analysis")}
    held = {row[0] for row in db.execute("SELECT DISTINCT article FROM telling")}
    sketched = {row[0] for row in db.execute("SELECT article FROM sketch")}
    kept_twice = all((other, one, score) in pairs and one in there for one, other, score in pairs)
    return kept_twice and held == sketched <= there


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_step_by_step_is_as_at_once(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    count = len(analysed())
    steps = data.draw(
        st.lists(
            st.tuples(st.sampled_from(["put", "put", "put", "remove", "rename", "regroup", "join", "split", "unsay"]),
                      st.integers(0, count - 1), st.integers(0, count - 1)),
            min_size=count, max_size=3 * count,
        )
    )  # fmt: skip
    with closing(Store(tmp_path_factory.mktemp("groups") / "library.db")) as store:
        for what, one, other in steps:
            with store.writing() as db:
                if what == "put":
                    put(db, f"{one:012}", one, analysed()[other])
                elif what == "remove":
                    db.execute("DELETE FROM article WHERE number = ?", (one,))
                elif what == "rename":
                    db.execute("UPDATE article SET id = ? WHERE number = ?", (f"{other:06}{one:06}", one))
                elif what in ("join", "split") and one != other:
                    say(db, Verdict(what), one, other)
                elif what == "unsay":
                    for ruling in rulings.listed(db)[one % 3 :][:1]:
                        rulings.remove(db, ruling.id)
            if what == "regroup":
                regroup(store)
                assert kept(store) == at_once(store)
        regroup(store)
        assert ungrouped(store) == 0
        assert kept(store) == at_once(store)
        assert consistent(store)


@pytest.mark.parametrize("many", [0, partners.MANY])
@pytest.mark.parametrize("few", [0, 1000])
def test_however_many_are_looked_up_the_groups_are_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, many: int, few: int
) -> None:
    """Ids as texts or numbers, with a look at the sketches or without."""
    monkeypatch.setattr(partners, "MANY", many)
    monkeypatch.setattr(partners, "FEW", few)
    monkeypatch.setattr(partners, "FEW_HELD", few)
    monkeypatch.setattr(foreseeing, "FEWEST", 0)
    with closing(Store(tmp_path / "library.db")) as store:
        with store.writing() as db:
            for at, found in enumerate(analysed()):
                put(db, f"{at * 0xB000F00D:012x}", at, found)
        regroup(store)
        assert kept(store) == at_once(store) != ()
        assert consistent(store)


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """One for each comparison of two articles."""
    found: list[int] = []

    def counted(one: Signature, other: Signature) -> Agreement:
        found.append(1)
        return agreement(one, other)

    monkeypatch.setattr(grouping, "agreement", counted)
    return found


def test_an_undated_piece_is_compared_with_few_of_those_that_share_its_words(tmp_path: Path, calls: list[int]) -> None:
    (tmp_path / "pile").mkdir()

    def report(at: int, day: str) -> None:
        text = (
            f"A freighter with {at} containers of coal left quay {7 * at} of the port of Nampho for Dandong. Dockers "
            "had unloaded timber, copper and fertiliser while the harbour master counted crates, and a crane bought "
            "in Vladivostok lifted engines for a power station, three locomotives and the steel hull of a dredger."
        )
        row = {"title": f"Harbour log {at}", "date": day, "text": text, "url": f"https://a.example/{at}"}
        (tmp_path / "pile" / f"{at:03}.jsonl").write_text(json.dumps(row))

    with closing(Library.open(tmp_path / "library")) as library:
        for at in range(100, 180):
            report(at, f"2023-{1 + at % 12:02}-{1 + at % 27:02}")
        library.add([tmp_path / "pile"])
        calls.clear()
        (tmp_path / "pile" / "new.txt").write_text(
            "Floods reach villages\n\nBread came from Dandong and Nampho after a freighter sank. A river that burst "
            "its dyke after a week of rain drowned cattle and maize in Onsong, Hoeryong and Musan, and soldiers of "
            "General Pak carried rice, blankets and medicine to families who slept on the roofs of a school. Doctor "
            "Kang of Chongjin said that wells were fouled and that children fell ill. Nobody knew how many were "
            "missing, and the Tumen rose.\n"
        )
        library.rescan()
        assert len(calls) < 20
        db = library._store.connection
        (new,) = db.execute("SELECT article FROM telling WHERE day = 0").fetchone()
        (data,) = db.execute("SELECT signature FROM analysis WHERE article = ?", (new,)).fetchone()
        assert len([*partners.sharing(db, signature_from_bytes(data))]) == 81


def test_a_run_that_is_interrupted_is_taken_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(grouping, "COMPARED", 3)
    monkeypatch.setattr(grouping, "CLUSTERED", 2)
    for stop in range(1, 40, 4):
        with closing(Store(tmp_path / f"{stop}.db")) as store:
            with store.writing() as db:
                for at, found in enumerate(analysed()):
                    put(db, f"{at:012}", at, found)
            with monkeypatch.context() as patched:
                patched.setattr(Store, "writing", stopping(Store.writing, stop))
                try:
                    regroup(store)
                except KeyboardInterrupt:
                    assert ungrouped(store) > 0
            regroup(store)
            assert kept(store) == at_once(store) != ()


def stopping(real: object, after: int) -> object:
    """The same, but interrupted at one of the transactions."""
    left = iter(range(after))

    def writing(self: Store, patience: float | None = None) -> Iterator[object]:
        if next(left, None) is None:
            raise KeyboardInterrupt
        return real(self, patience)  # type: ignore[operator, no-any-return]

    return writing


def test_what_is_compared_is_of_the_same_days(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[str] = []

    def counted(one: Signature, other: Signature) -> Agreement:
        calls.append(next(iter(one.shown)))
        return agreement(one, other)

    monkeypatch.setattr(grouping, "agreement", counted)
    (tmp_path / "pile").mkdir()

    def ferry(at: int) -> None:
        month = min(at // 25, 9)
        day = f"2023-{1 + month:02}-{1 + at - 25 * month:02}"
        text = f"A ferry of the Harbour Line left quay {at} of the port of Nampho."
        row = {"title": f"Ferry {at} leaves", "date": day, "text": text}
        (tmp_path / "pile" / f"{at:03}.jsonl").write_text(json.dumps(row))

    with closing(Library.open(tmp_path / "library")) as library:
        for at in range(250):
            ferry(at)
        library.add([tmp_path / "pile"])
        assert 250 < len(calls) < 250 * 25
        calls.clear()
        ferry(250)
        library.rescan()
        assert 0 < len(calls) < 25


def test_rows_with_one_signature_are_compared_with_each_other_once(tmp_path: Path, calls: list[int]) -> None:
    text = "Freight train 7 left Sinuiju for Dandong with 9 wagons of coal, the port office said on Friday."
    rows = [{"title": "Train leaves", "date": "2024-03-01", "url": f"https://a.example/{at}", "text": text}
            for at in range(40)]  # fmt: skip
    (tmp_path / "pile").mkdir()
    (tmp_path / "pile" / "rows.jsonl").write_text("\n".join(map(json.dumps, rows)))
    with closing(Library.open(tmp_path / "library")) as library:
        library.add([tmp_path / "pile"])
        assert kept(library._store) == at_once(library._store) != ()
        assert [len(event.members) for event in library.events()] == [40]
    assert len(calls) <= 40
