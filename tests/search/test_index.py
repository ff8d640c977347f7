from __future__ import annotations

import stat
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from nkreader.model.dates import Interval
from nkreader.model.query import Among, And, Query, Term
from nkreader.search.document import Document
from nkreader.search.index import Index
from nkreader.search.language import parse
from tests.search.sealing import index_in


def day(value: str) -> Interval:
    return Interval(date.fromisoformat(value), date.fromisoformat(value))


DOCUMENTS = (
    Document(
        "tank",
        "Leader visits tank factory",
        "Leader visits tank factory\n\nThe leader toured an armoured vehicle plant. Its tanks are new.\n\nNo more.",
        outlet="Harbour Post",
        author="Ann Example",
        persons=("Kim Jong Un", "Supreme Leader"),
        places=("Kusong",),
        origins=("KCNA", "Harbour Post"),
        files=("2023/kcna/one.txt",),
        published=day("2023-09-13"),
        reported=day("2023-09-12"),
    ),
    Document(
        "talks",
        "Talks in Hanoi",
        "The US and the DPRK talked. They told us little, said the UN in May.",
        outlet="Example Wire",
        orgs=("United Nations",),
        events=("Hanoi summit",),
        published=Interval(date(2019, 2, 1), date(2019, 2, 28)),
        happened=Interval(date(2019, 2, 27), date(2019, 2, 28)),
    ),
    Document(
        "korean",
        "김정은 방문",
        "김정은이 공장을 방문했다.",
        lang="ko",
        persons=("Kim Jong Un", "김정은"),
        published=Interval(None, date(2020, 12, 31)),
    ),
    Document("undated", "A note", "One tank, undated. A factory too.", weapons=("Hwasong-17",)),
    Document("open", "Later", "Kim Jong-un spoke.", published=Interval(date(2022, 1, 1), None), happened=Interval()),
)


@pytest.fixture
def index(tmp_path: Path) -> Index:
    index = index_in(tmp_path / "index")
    index.update(DOCUMENTS)
    return index


def found(index: Index, query: str) -> list[str]:
    results = index.search(parse(query))
    assert results.total == len(results.hits)
    return sorted(hit.id for hit in results.hits)


@pytest.mark.parametrize(
    ("query", "ids"),
    [
        ("", ["korean", "open", "talks", "tank", "undated"]),
        ("*", ["korean", "open", "talks", "tank", "undated"]),
        ("tank", ["tank", "undated"]),
        ("tank factory", ["tank", "undated"]),
        ('"tank factory"', ["tank"]),
        ('"factory tank"', []),
        ('"new no more"', []),
        ("tank -undated", ["tank"]),
        ("-tank", ["korean", "open", "talks"]),
        ("tank OR talked", ["talks", "tank", "undated"]),
        ("(tank OR talked) -factory", ["talks"]),
        ("armored", ["tank"]),
        ("=armored", []),
        ("=armoured", ["tank"]),
        ("=tanks", ["tank"]),
        ("=tank", ["tank", "undated"]),
        ("fact*", ["tank", "undated"]),
        ('"tank fact*"', []),
        ("Jong-u*", ["korean", "open", "tank"]),
        ("US", ["talks"]),
        ("us", ["talks"]),
        ("=US", ["talks"]),
        ("UN", ["talks"]),
        ("=un", ["korean", "open", "tank"]),
        ("May", ["talks"]),
        ("supreme", ["tank"]),
        ('"kim jong un"', ["korean", "open", "tank"]),
        ("김정은", ["korean"]),
        ("공장", ["korean"]),
        ("공*", ["korean"]),
        ("정은*", []),
        ("title:tank", ["tank"]),
        ("title:factory -text", ["tank"]),
        ("outlet:harbor", ["tank"]),
        ('outlet:"Example Wire"', ["talks"]),
        ("author:example", ["tank"]),
        ("person:kim", ["korean", "tank"]),
        ("org:nations", ["talks"]),
        ("place:kusong", ["tank"]),
        ("weapon:hwasong-17", ["undated"]),
        ("weapon:hwasong17", ["undated"]),
        ("event:hanoi", ["talks"]),
        ("name:(kusong OR hanoi)", ["talks", "tank"]),
        ("origin:KCNA", ["tank"]),
        ("origin:(kcna harbour)", ["tank"]),
        ("lang:ko", ["korean"]),
        ("file:2023/kcna", ["tank"]),
        ("file:kcna/2023", []),
        ("date:2023-09-13", ["open", "tank"]),
        ("date:2023-09-14", ["open"]),
        ("date:2019-02-14", ["korean", "talks"]),
        ("date:2019", ["korean", "talks"]),
        ("date:..2018", ["korean"]),
        ("date:2024..", ["open"]),
        ("-date:1000..9999", ["undated"]),
        ("reported:2023", ["tank"]),
        ("happened:1000..9999", ["talks"]),
        ("happened:2019-02-26", []),
        ("date:2023 tank", ["tank"]),
    ],
)
def test_queries_find_what_they_say(index: Index, query: str, ids: list[str]) -> None:
    assert found(index, query) == ids


def test_titles_and_names_weigh_more_than_text(tmp_path: Path) -> None:
    index = index_in(tmp_path)
    filler = "word " * 40
    index.update(
        [
            Document("text", "Other", "tank " + filler),
            Document("name", "Other", "none " + filler, weapons=("tank",)),
            Document("title", "Tank", "none " + filler),
        ]
    )
    assert [hit.id for hit in index.search(parse("tank")).hits] == ["title", "name", "text"]


def test_a_rare_word_weighs_more_than_a_frequent_one_and_a_short_text_more_than_a_long_one(tmp_path: Path) -> None:
    index = index_in(tmp_path)
    common = [Document(f"c{number}", "", "tank rolls on") for number in range(8)]
    index.update([*common, Document("rare", "", "heron rolls on"), Document("long", "", "heron " + "word " * 60)])
    assert index.search(parse("tank OR heron")).hits[0].id == "rare"
    assert [hit.id for hit in index.search(parse("heron")).hits] == ["rare", "long"]
    assert index.search(parse("(tank OR heron) rolls")).hits[0].id == "rare"


def test_no_phrase_spans_two_names_or_text_and_title(tmp_path: Path) -> None:
    index = index_in(tmp_path)
    index.update([Document("a", "Army day", "It was red", persons=("Kim Jong", "Un Other"))])
    assert found(index, 'person:"jong un"') == []
    assert found(index, '"red army"') == []
    assert found(index, 'person:"kim jong"') == found(index, '"army day"') == ["a"]


def test_what_is_open_at_its_start_is_ordered_as_undated(tmp_path: Path) -> None:
    index = index_in(tmp_path)
    days = {"a": Interval(None, date(2024, 1, 1)), "b": day("2020-01-01"), "c": None, "d": Interval(date(2021, 1, 1))}
    index.update(Document(id_, "", "same words", published=days[id_]) for id_ in "abcd")
    assert [hit.id for hit in index.search(parse("words")).hits] == ["d", "b", "a", "c"]


def test_days_that_are_lent_hold_for_that_search_alone(index: Index) -> None:
    lent = {"undated": day("2024-05-04"), "gone": day("2024-05-04")}
    query = parse("date:2024-05")
    assert {hit.id for hit in index.search(query, lent=lent).hits} == {"undated", "open"}
    assert index.search(parse("*"), lent=lent).hits[0].id == "undated"
    assert index.search(query).ids == {"open"}


def test_no_hits_are_asked_for_and_all_ids_given(index: Index) -> None:
    results = index.search(parse("tank"), limit=0)
    assert (results.hits, results.total) == ((), 2)
    assert results.ids == {"tank", "undated"}
    assert index.search(parse("*"), limit=2).ids == {document.id for document in DOCUMENTS}


def test_equals_come_newest_first_undated_last_then_by_id(tmp_path: Path) -> None:
    index = index_in(tmp_path)
    days = {"b": day("2020-01-01"), "a": day("2020-01-01"), "c": day("2021-01-01"), "d": None}
    index.update(Document(id_, "", "same words", published=days[id_]) for id_ in "dbca")
    for query in ("words", "*", "date:..9999 OR same"):
        assert [hit.id for hit in index.search(parse(query)).hits] == ["c", "a", "b", "d"]


def test_total_counts_beyond_the_limit(index: Index) -> None:
    results = index.search(parse("*"), limit=2)
    assert len(results.hits) == 2
    assert results.total == 5


def test_what_the_store_names_narrows_the_search(index: Index) -> None:
    among = Among("is:unread", frozenset(["undated", "gone"]))
    results = index.search(Query("tank is:unread", And((Term("tank"), among))))
    assert [hit.id for hit in results.hits] == ["undated"]
    with pytest.raises(ValueError, match="is:unread"):
        index.search(parse("tank -is:unread"))


def test_snippets_come_from_the_text_handed_in(index: Index) -> None:
    texts = {document.id: document.text for document in DOCUMENTS}
    (hit,) = index.search(parse('"armoured vehicle"'), text_of=texts.__getitem__).hits
    assert [mark.of(hit.snippet) for mark in hit.marks] == ["armoured vehicle"]
    (bare,) = index.search(parse('"armoured vehicle"')).hits
    assert bare.snippet == "Leader visits tank factory"


def test_an_update_replaces_adds_and_removes(index: Index) -> None:
    index.update([Document("tank", "Changed", "A bridge."), Document("new", "New", "A bridge.")], ["talks", "none"])
    assert index.ids() == {"tank", "korean", "undated", "open", "new"}
    assert found(index, "bridge") == ["new", "tank"]
    assert found(index, "tank") == ["undated"]
    assert found(index, "hanoi") == []
    again = Index(index.folder, index.seals)
    assert found(again, "bridge") == ["new", "tank"]
    again.update([], ["new"])
    assert found(index, "bridge") == ["tank"], "another one's commit is seen"


def test_many_small_updates_keep_every_article_findable(tmp_path: Path) -> None:
    index = index_in(tmp_path)
    for number in range(30):
        index.update([Document(f"d{number}", f"Title {number}", f"word{number} shared"), Document("x", "", "shared")])
    assert len(index.ids()) == 31
    assert found(index, "title:29") == ["d29"]
    assert index.search(parse("shared"), limit=3).total == 31


def test_two_documents_of_one_id_are_refused_and_nothing_is_changed(index: Index) -> None:
    with pytest.raises(ValueError, match="the id twin"):
        index.update([Document("twin", "", "one"), Document("twin", "", "two")], ["tank"])
    assert index.ids() == {document.id for document in DOCUMENTS}
    index.update([Document("twin", "", "one")])
    assert found(index, "one twin") == []
    assert "twin" in index.ids()


def test_an_error_of_the_source_goes_through_and_changes_nothing(index: Index) -> None:
    def broken() -> Iterator[Document]:
        yield Document("half", "", "half")
        raise KeyError("source")

    with pytest.raises(KeyError):
        index.update(broken())
    assert "half" not in index.ids()
    index.update([Document("whole", "", "whole")])
    assert found(index, "whole") == ["whole"]


def test_an_empty_folder_is_an_empty_index_only_its_owner_can_read(tmp_path: Path) -> None:
    index = index_in(tmp_path / "new" / "index")
    assert index.ids() == frozenset()
    assert index.search(parse("a")).hits == ()
    assert not index.folder.exists()
    index.update([])
    assert index.ids() == frozenset()
    assert index.search(parse("*")).total == 0
    assert stat.S_IMODE(index.folder.stat().st_mode) == 0o700


def test_no_hits_tell_which_word_killed_it_and_what_is_near(index: Index) -> None:
    def told(query: str) -> list[str]:
        return [notice.text for notice in index.search(parse(query)).notices]

    assert told("tank factroy") == ["no article for factroy", "alone: tank 2", "nearest to factroy: factory 2"]
    assert told("armoured hanoi") == ["no article for all of them; alone: armoured 1, hanoi 1"]
    assert told("title:hanio") == ["no article for title:hanio", "nearest to hanio: hanoi 1"]
    assert told("date:2021-06") == ["no article for published:2021-06-01..2021-06-30"]
    assert told("tank") == []
    assert told("xyz date:yesterday")[0].startswith("date:yesterday is ignored")


def test_neither_search_nor_its_language_imports_whoosh() -> None:
    code = (
        "import sys, nkreader.search, nkreader.search.language, nkreader.search.matching, nkreader.search.index;"
        "nkreader.search.language.parse('a'); sys.exit(any(name.startswith('whoosh') for name in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
