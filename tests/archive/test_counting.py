"""The tables that count names and sources say what counting all rows says, whatever came and went."""

from __future__ import annotations

import json
import platform
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nkreader.archive import counting, joined
from nkreader.archive.beginning import beginning
from nkreader.archive.connection import Connection
from nkreader.archive.frequent import Frequent
from nkreader.archive.frugal import be_frugal, give_back
from nkreader.archive.library import Library
from nkreader.archive.serial import entity_from_json, entity_to_json
from nkreader.archive.store import Store
from nkreader.model.article import Stated
from nkreader.model.entities import Entity, EntityKind
from nkreader.model.provenance import NAMED
from nkreader.model.query import Phrase

KINDS = ("", "person", "place", "organisation")
TYPED = ("", "r", "ri", "ri chol", "chol", "su", "é", "e", "리", "won", "ha", "nobody", " ri ")
ALIASES = ("Ri Chol Su", "Lee Cheol-soo", "리철수", "Élan  Ri", "Harbour", "St. Ri", "Won")
IDS = [f"{at * 7 % 10}{at:011x}" for at in range(6)]
"""Not in the order of arrival."""

entities = st.builds(
    lambda kind, at, name, aliases: Entity(f"{kind}/~{at}", name, EntityKind(kind), tuple(aliases)),
    st.sampled_from(KINDS[1:]),
    st.integers(0, 3),
    st.sampled_from(ALIASES),
    st.lists(st.sampled_from(ALIASES), max_size=3),
)
sources = st.tuples(
    st.sampled_from("ABCDEFGHIJ"), st.sampled_from(["x", "y"]), st.sampled_from([*NAMED, "person", "unnamed", "outlet"])
)
came = st.tuples(st.just("came"), st.sampled_from(IDS), st.lists(entities, max_size=6), st.lists(sources, max_size=6))
went, moved = (
    st.tuples(st.just(deed), st.sampled_from(IDS), st.lists(entities, max_size=0), st.lists(sources, max_size=0))
    for deed in ("went", "moved")
)


def _name_counts(db: Connection) -> list[tuple[Entity, int]]:
    """Every name, counted row by row: those in most articles first."""
    leaders = joined.leaders(db)
    rows = db.execute("SELECT entity, count(*), min(article), name_json FROM naming GROUP BY entity").fetchall()
    known = [(entity_from_json(data), count) for ident, count, _, data in rows if ident not in leaders]
    for leader in sorted(set(leaders.values())):
        if (person := joined.person(db, leader)) is not None:
            known.append((person, len(joined.articles(db, joined.together(db, leader)))))
    return sorted(known, key=lambda one: (-one[1], one[0].name, one[0].id))


def _beginning(db: Connection, typed: str, kind: str) -> Iterator[tuple[str, int, str]]:
    """What begins so, looked up among all names."""
    form, later = counting.levelled(typed), []
    for one, count in _name_counts(db):
        if kind and one.kind != kind:
            continue
        names = counting.written(one)
        forms = [counting.levelled(name) for name in names]
        first = next((at for at, each in enumerate(forms) if each.startswith(form)), None)
        inside = next((at for at, each in enumerate(forms) if f" {form}" in each), None) if form else None
        if first is not None:
            yield one.id, count, names[first] if first else ""
        elif inside is not None:
            later.append((one.id, count, names[inside] if inside else ""))
    yield from later


def _most_named(db: Connection, ids: list[str], kind: str, most: int) -> list[str]:
    rows = db.execute(
        "SELECT coalesce(o.leader, g.entity) AS one, count(DISTINCT g.article) AS articles FROM json_each(?1) j "
        "JOIN naming g ON g.article = j.value LEFT JOIN joined o ON o.entity = g.entity "
        "WHERE g.entity >= ?2 AND g.entity < ?3 GROUP BY one ORDER BY articles DESC, one LIMIT ?4",
        (json.dumps(ids), f"{kind}/", f"{kind}0", most),
    )
    return [one for one, _ in rows]


def _most_cited(db: Connection, ids: list[str], most: int) -> list[tuple[str, str]]:
    rows = db.execute(
        "SELECT c.name, min(c.said), count(*) AS articles FROM json_each(?1) j JOIN citing c ON c.article = j.value "
        "WHERE c.kind IN (SELECT value FROM json_each(?2)) GROUP BY c.name ORDER BY articles DESC, c.name LIMIT ?3",
        (json.dumps(ids), json.dumps(NAMED), most),
    )
    return [(name, said) for name, said, _ in rows]


def _put(db: Connection, ident: str, names: list[Entity], origins: list[tuple[str, str, str]]) -> None:
    if not db.execute("SELECT 1 FROM article WHERE id = ?", (ident,)).fetchone():
        (number,) = db.execute("SELECT coalesce(max(number), 0) + 1 FROM article").fetchone()
        db.execute("INSERT INTO article (id, number, added) VALUES (?, ?, '2024')", (ident, number))
    db.execute("DELETE FROM naming WHERE article = ?", (ident,))
    db.execute("DELETE FROM citing WHERE article = ?", (ident,))
    each = {one.id: one for one in names}
    db.executemany(
        "INSERT INTO naming VALUES (?, ?, 1, ?)", [(one.id, ident, entity_to_json(one)) for one in each.values()]
    )
    cited = {name: (said, kind) for name, said, kind in origins}
    rows = [(name, ident, name, said, kind) for name, (said, kind) in cited.items()]
    db.executemany("INSERT INTO citing VALUES (?, ?, ?, ?, ?, 0, NULL)", rows)
    counting.keep(db, ident)


def _do(db: Connection, deed: str, ident: str, names: list[Entity], origins: list[tuple[str, str, str]]) -> None:
    if deed == "came":
        _put(db, ident, names, origins)
    elif deed == "went":
        db.execute("DELETE FROM article WHERE id = ?", (ident,))
    else:  # another id, as an earlier version of it came in
        other = f"{(int(ident[0]) + 5) % 10}{ident[1:-1]}f"
        db.execute("DELETE FROM article WHERE id = ?", (other,))
        db.execute("UPDATE article SET id = ? WHERE id = ?", (other, ident))


@settings(max_examples=60, deadline=None)
@given(deeds=st.lists(st.one_of(came, came, went, moved), min_size=1, max_size=12), led=st.lists(st.integers(0, 3)))
def test_names_and_sources_are_counted_as_if_row_by_row(deeds: list[tuple], led: list[int]) -> None:  # type: ignore[type-arg]
    with tempfile.TemporaryDirectory() as folder:
        store = Store(Path(folder) / "library.db")
        try:
            with store.writing() as db:
                for deed in deeds:
                    _do(db, *deed)
                group = [f"person/~{at}" for at in sorted({*led})]
                db.executemany("INSERT INTO joined VALUES (?, ?, '')", [(one, group[0]) for one in group])
                db.execute("DELETE FROM joined WHERE NOT EXISTS (SELECT 1 FROM naming g WHERE g.entity = leader)")
                db.execute(
                    "DELETE FROM joined WHERE NOT EXISTS (SELECT 1 FROM naming g WHERE g.entity = joined.entity)"
                )
            _same(store.connection)
            with store.writing() as db:
                counting.spell(db)
            _same(store.connection)
            assert not store.connection.execute("SELECT 1 FROM unspelt").fetchone()
            assert not store.connection.execute("PRAGMA foreign_key_check").fetchone()
        finally:
            store.close()


def _same(db: Connection) -> None:
    for kind in KINDS:
        for typed in TYPED:
            found = [(one.entity.id, one.articles, one.alias) for one in beginning(db, typed, kind)]
            assert found == [*_beginning(db, typed, kind)], (kind, typed)
    every = [row[0] for row in db.execute("SELECT id FROM article ORDER BY id")]
    for ids in (every, every[::2], every[:1], []):
        for most in (1, 3):
            frequent = Frequent(db, frozenset(ids))
            assert [one.id for one in frequent.people(most)] == _most_named(db, ids, "person", most)
            assert [one.id for one in frequent.places(most)] == _most_named(db, ids, "place", most)
            assert [*frequent.origins(most).items()] == _most_cited(db, ids, most)
    counted = db.execute("SELECT name, said, kind, articles FROM cited ORDER BY 1, 2, 3").fetchall()
    assert (
        counted
        == db.execute(
            "SELECT name, said, kind, count(*) FROM citing WHERE kind != 'unnamed' "
            "GROUP BY name, said, kind ORDER BY 1, 2, 3"
        ).fetchall()
    )


def test_all_articles_are_gone_through_where_many_were_found(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    from nkreader.archive import frequent

    db = library._store.connection
    ids = frozenset(headline.id for headline in library.headlines())
    for some in (ids, frozenset(sorted(ids)[:2])):
        before = Frequent(db, some)
        told = before.people(8), before.places(8), before.origins(8)
        monkeypatch.setattr(frequent, "FEW", 0)
        after = Frequent(db, some)
        assert (after.people(8), after.places(8), after.origins(8)) == told
        monkeypatch.undo()
        assert told[1]


def _tables(db: Connection) -> dict[str, list[object]]:
    """What the tables say, without the numbers that stand for names."""
    asked = (
        "SELECT entity, articles, article, name, name_json FROM named ORDER BY 1",
        "SELECT s.text, n.entity, s.inside, s.place FROM spelt s JOIN named n USING (number) ORDER BY 1, 2, 3, 4",
        "SELECT name, said, kind, articles FROM cited ORDER BY 1, 2, 3",
        "SELECT article, length(people), length(places), length(origins) FROM faceted ORDER BY 1",
    )
    return {question: db.execute(question).fetchall() for question in asked}


def test_a_library_without_these_tables_gets_them_when_it_is_opened(
    library: Library, open_library: Callable[[], Library]
) -> None:
    db = library._store.connection
    before = _tables(db)
    facets = library.facets(library.headlines())
    assert all(before.values())
    for (name,) in db.execute(
        "SELECT name FROM sqlite_master WHERE type = 'trigger' AND (sql LIKE '% named%' OR sql LIKE '% cited%')"
    ).fetchall():
        db.execute(f"DROP TRIGGER {name}")
    for table in ("spelt", "unspelt", "named", "cited", "faceted"):
        db.execute(f"DROP TABLE {table}")
    library.close()
    again = open_library()
    assert _tables(again._store.connection) == before
    assert again.facets(again.headlines()) == facets


def test_what_was_removed_is_offered_no_more(library: Library) -> None:
    def offered(typed: str) -> list[tuple[str, int | None]]:
        return [(way.label, way.count) for way in library.completions(typed, len(typed), {}, True)]

    assert offered("place:wonsan") == [("Wonsan", 2)]
    first, second = [one.id for one in library.headlines() if "tug" in one.title.casefold()]
    library.remove([first])
    assert offered("place:wonsan") == [("Wonsan", 1)]
    library.remove([second])
    assert offered("place:wonsan") == []
    assert not library._store.connection.execute("SELECT 1 FROM unspelt").fetchone()


def test_a_tally_holds_while_the_index_changes(library: Library) -> None:
    found = library.search("tug").ids
    tally = library._finder.tally(found)
    node = Phrase(("Wonsan",), "place")
    assert tally(node) == len(found) == 2
    library.add_text(b"Another tug came to Wonsan, port officials said.", Stated("Tug", published="2024-05-02"))
    assert len(library.search("tug").ids) == 3
    assert tally(node) == 2
    library.remove([sorted(found)[0]])
    assert library.search("tug").total == 2
    assert tally(node) == 1
    assert tally(Phrase(("nobody",), "place")) == 0


def test_the_allocator_is_told_where_it_can_be() -> None:
    known = sys.platform.startswith("linux") and platform.libc_ver()[0] == "glibc"
    assert be_frugal() is known
    pieces = [bytes(100_000) for _ in range(100)]
    del pieces[::2]  # free, and in the middle
    assert give_back() is known
    assert len(pieces) == 50
