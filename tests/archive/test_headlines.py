"""Rows of the list out of the store: kept level with the analyses, made many at a time, the newest at once."""

from __future__ import annotations

from contextlib import closing
from dataclasses import fields, replace
from pathlib import Path

import pytest

from nkreader.archive import headlines
from nkreader.archive.library import Library
from nkreader.archive.store import Store
from nkreader.model.headline import Headline
from nkreader.model.spans import Span


def titled(library: Library, beginning: str) -> Headline:
    (found,) = [item for item in library.headlines() if item.title.startswith(beginning)]
    return found


def test_headlines_made_of_columns_are_like_those_made_one_by_one(library: Library) -> None:
    listed = library.headlines()
    columns = {field.name: [getattr(item, field.name) for item in listed] for field in fields(Headline)}
    assert Headline.of_columns(**columns) == [
        Headline(**{name: column[at] for name, column in columns.items()}) for at in range(len(listed))
    ]
    assert replace(listed[0], read=True).read


def test_a_headline_is_the_same_alone_and_among_all(library: Library) -> None:
    first = titled(library, "Harbour tug").id
    library.mark(first, starred=True)
    library.add_highlight(first, Span(0, 7), "a note", ["b", "a"])
    library.add_highlight(first, Span(8, 11), "", ["c", "a"])
    assert (titled(library, "Harbour tug").highlights, titled(library, "Harbour tug").tags) == (2, ("a", "b", "c"))
    assert [library.headline(item.id) for item in library.headlines()] == list(library.headlines())


def test_headlines_made_in_portions_are_those_made_at_once_and_share_what_is_the_same(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    at_once = library.headlines()
    monkeypatch.setattr(headlines, "_AT_A_TIME", 2)
    portions = library.headlines()
    assert len(portions) > 2
    assert portions == at_once
    for name in ("outlet", "lang", "title_basis", "event"):
        said = [getattr(item, name) for item in portions]
        assert len({id(one) for one in said}) == len(set(said))


def test_the_list_follows_an_analysis_that_changes_or_goes(library: Library) -> None:
    tug, parade = titled(library, "Harbour tug"), titled(library, "Hwasong")
    with closing(Store(library.folder / "library.db")) as store, store.writing() as db:
        db.execute(
            "UPDATE analysis SET headline_json = json_set(headline_json, '$.title', 'Another') WHERE article = ?",
            (tug.id,),
        )
        db.execute("UPDATE article SET id = '0123456789ab' WHERE id = ?", (tug.id,))
        db.execute("DELETE FROM analysis WHERE article = ?", (parade.id,))
    left = {item.id: item.title for item in library.headlines()}
    assert left.pop("0123456789ab") == "Another"
    assert parade.id not in left
    assert len(left) == 1


def test_all_paths_of_an_article_are_told_and_whether_it_is_at_none_of_them(library: Library, articles: Path) -> None:
    (articles / "copy.txt").write_bytes((articles / "other.txt").read_bytes())
    library.rescan()
    assert [Path(path).name for path in titled(library, "Hwasong").paths] == ["copy.txt", "other.txt"]
    (articles / "copy.txt").unlink()
    (articles / "other.txt").unlink()
    library.rescan()
    gone = titled(library, "Hwasong")
    assert ([Path(path).name for path in gone.paths], gone.missing) == (["copy.txt", "other.txt"], True)


@pytest.mark.parametrize(
    ("most", "listed"), [(1, ["Hwasong-18"]), (2, ["Harbour", "Nine", "Hwasong-18"]), (3, []), (9, [])]
)
def test_the_newest_come_with_their_groups_and_only_where_there_are_more(
    library: Library, most: int, listed: list[str]
) -> None:
    newest = library.newest(most)
    assert [item.title.split()[0] for item in newest] == listed
    assert set(newest) <= set(library.headlines())
