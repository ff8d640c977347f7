"""Articles that are the same but for numbers: compared with a few of them, grouped alike in any order of arrival."""

from __future__ import annotations

import json
from contextlib import closing
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nkreader.analysis.grouping import Agreement, agreement
from nkreader.analysis.signature import Signature
from nkreader.archive import crowds, grouping, rulings
from nkreader.archive.deriving import Derived, derived, keep_derived
from nkreader.archive.grouping import regroup, ungrouped
from nkreader.archive.library import Library
from nkreader.archive.serial import article_to_json
from nkreader.archive.store import Store
from nkreader.ingest import read_text
from nkreader.model.article import Article
from nkreader.model.rulings import Ruling, Verdict
from tests.archive.test_grouping import consistent, kept


def count(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Grows by one with every comparison."""
    calls: list[int] = []

    def counted(one: Signature, other: Signature) -> Agreement:
        calls.append(1)
        return agreement(one, other)

    monkeypatch.setattr(grouping, "agreement", counted)
    return calls


def rows(first: int, last: int) -> list[str]:
    """A market table a row, each with another figure."""
    said = "Coal for May delivery closed at {} yuan a tonne on the Dandong exchange, and Sinuiju traders bought none."
    return [
        json.dumps({"title": "Coal closes", "date": "2024-03-01", "url": f"https://a.example/{at}",
                    "text": said.format(1000 + at)})
        for at in range(first, last)
    ]  # fmt: skip


def comparisons(folder: Path, size: int, monkeypatch: pytest.MonkeyPatch) -> tuple[int, int, int]:
    """How many comparisons a table takes, how many one row more, and in how many groups they stand."""
    folder.mkdir()
    (folder / "table.jsonl").write_text("\n".join(rows(0, size)))
    with monkeypatch.context() as patched, closing(Library.open(folder / "library")) as library:
        calls = count(patched)
        library.add([folder / "table.jsonl"])
        all_at_once = len(calls)
        calls.clear()
        (folder / "more.jsonl").write_text("\n".join(rows(size, size + 1)))
        library.add([folder / "more.jsonl"])
        events = library.events()
        assert sum(len(event.members) for event in events) == size + 1
        return all_at_once, len(calls), len(events)


def test_comparisons_of_a_table_grow_with_its_rows_not_with_their_square(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(crowds, "FEW", 5)
    small = comparisons(tmp_path / "small", 40, monkeypatch)
    large = comparisons(tmp_path / "large", 160, monkeypatch)
    for size, (found, more, groups) in ((40, small), (160, large)):
        assert size - 5 <= found <= 5 * size
        assert more <= 5 * 2 + size  # it may come to stand for the others
        assert groups == 1
    assert large[0] <= 5 * small[0]


def test_rows_of_other_words_days_and_outlets_are_no_crowd(tmp_path: Path) -> None:
    said = "A tug took {} barges to {}."
    written = [("A", "2024-03-01", 3, "Rason"), ("A", "2024-03-01", 4, "Rason"), ("A", "2024-03-01", 5, "Chongjin"),
               ("A", "2024-03-02", 6, "Rason"), ("B", "2024-03-01", 7, "Rason")]  # fmt: skip
    (tmp_path / "rows.jsonl").write_text(
        "\n".join(
            json.dumps({"title": "Tug", "date": day, "outlet": outlet, "text": said.format(number, port)})
            for outlet, day, number, port in written
        )
    )
    with closing(Library.open(tmp_path / "library")) as library:
        library.add([tmp_path / "rows.jsonl"])
        sizes = library._store.connection.execute("SELECT count(*) FROM crowd GROUP BY form ORDER BY 1").fetchall()
        assert [row[0] for row in sizes] == [1, 1, 1, 2]
        library.remove([library.headlines()[0].id])
        assert library._store.connection.execute("SELECT count(*) FROM crowd").fetchone() == (4,)


TABLE = "Coal closes\nDANDONG, March 1, 2024 (Harbour Wire) -- Coal for May closed at {} yuan on the exchange.\n"
STORY = "Ferry sinks\nNAMPHO, March 1, 2024 (Strait Courier) -- A ferry with {} passengers sank off Nampho.\n"


@cache
def pieces() -> list[tuple[Article, Derived]]:
    """Two tables: of one all rows but the numbers agree, of the other the numbers tell them apart."""
    texts = [TABLE.format(1000 + at) for at in range(8)] + [STORY.format(40 + at % 2) for at in range(4)]
    return [(read, derived(read)) for read in map(read_text, texts)]


def put(store: Store, ident: str, number: int, one: int) -> None:
    """As an article that is new, or changed."""
    article, found = pieces()[one]
    with store.writing() as db:
        db.execute("INSERT OR IGNORE INTO article (id, number, added) VALUES (?, ?, '')", (ident, number))
        (there,) = db.execute("SELECT id FROM article WHERE number = ?", (number,)).fetchone()
        db.execute("INSERT OR REPLACE INTO version VALUES (?, 1, '', ?)", (there, article_to_json(article)))
        keep_derived(db, there, "", found)


def anew(store: Store, folder: Path) -> object:
    """The groups of the same articles when all of them are grouped for the first time."""
    rows = store.connection.execute(
        "SELECT a.id, a.number, v.article_json FROM article a JOIN version v ON v.article = a.id"
    )
    texts = {article_to_json(article): at for at, (article, _) in enumerate(pieces())}
    with closing(Store(folder / "anew.db")) as other:
        for ident, number, data in rows.fetchall():
            put(other, ident, number, texts[data])
        with other.writing() as db:
            rulings.put(db, *rulings.listed(store.connection))
        regroup(other)
        return kept(other)


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["put", "put", "put", "remove", "rename", "regroup", "regroup", "join", "split"]),
        st.integers(0, 11),
        st.integers(0, 11),
    ),
    min_size=12,
    max_size=40,
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_crowds_that_come_and_go_are_grouped_as_at_once(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch, steps: list[tuple[str, int, int]]
) -> None:
    monkeypatch.setattr(crowds, "FEW", 3)
    folder = tmp_path_factory.mktemp("crowds")
    with closing(Store(folder / "library.db")) as store:
        for what, one, other in steps:
            with store.writing() as db:
                if what == "put":
                    put(store, f"{7 * one % 12:012}", one, other)
                elif what == "remove":
                    db.execute("DELETE FROM article WHERE number = ?", (one,))
                elif what == "rename":
                    db.execute("UPDATE article SET id = ? WHERE number = ?", (f"{other:06}r{one:05}", one))
                elif what in ("join", "split") and one != other:
                    number = rulings.next_number(db)
                    said = Ruling(Verdict(what), (f"{one:012}",), (f"{other:012}",), f"gr-{number:08x}", number)
                    rulings.put(db, said)
            if what == "regroup":
                regroup(store)
        regroup(store)
        assert ungrouped(store) == 0
        assert consistent(store)
        assert kept(store) == anew(store, folder)


def test_the_order_of_arrival_changes_no_group(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crowds, "FEW", 2)
    found = []
    for name, order in (("forth", range(12)), ("back", range(11, -1, -1))):
        with closing(Store(tmp_path / f"{name}.db")) as store:
            for at in order:
                put(store, f"{at:012}", at, at)
                regroup(store)
            found.append(kept(store))
    assert found[0] == found[1]
    assert max(map(len, found[0])) == 8
