"""Parts of an index are merged behind the adds: no search and no add waits for that, and nothing else is found."""

from __future__ import annotations

import time
from pathlib import Path
from threading import Thread
from unittest.mock import patch

import pytest

from nkreader.search.document import Document
from nkreader.search.index import Index
from nkreader.search.language import parse
from nkreader.search.merging import MANY
from nkreader.search.written import PostingsCodec
from tests.search.sealing import Memory

EACH = 5
QUERIES = ("common", '"common words"', "word1*", "common -word3", "title:title", "word7 OR word8")
Found = list[tuple[int, tuple[tuple[str, float], ...]]]


def document(number: int) -> Document:
    """An article like no other."""
    return Document(f"id{number:03}", f"Title {number}", f"common words word{number} " * (number % 3 + 1))


def in_parts(folder: Path, codec: PostingsCodec = PostingsCodec.ARRAYS) -> Index:
    """An index in so many parts that they are to be merged, some of its articles replaced or removed since."""
    index = Index(folder, Memory(), codec=codec)
    with patch("nkreader.search.written.LITTLE", 0):
        for part in range(MANY):
            index.update([document(part * EACH + number) for number in range(EACH)])
        index.update([document(3)], ["id010"])
    assert parts(index) == MANY + 1
    return index


def parts(index: Index) -> int:
    """In how many parts an index lies."""
    return len({path.name.split(".")[0] for path in index.folder.glob("MAIN_*")})


def answers(index: Index) -> Found:
    """What is found, with scores."""
    return [(found.total, found.best) for found in (index.rank(parse(query)) for query in QUERIES)]


def merged(index: Index) -> None:
    """Put it in order altogether."""
    while index.merge():
        pass


@pytest.mark.parametrize("codec", PostingsCodec)
def test_the_same_is_found_when_parts_are_merged(tmp_path: Path, codec: PostingsCodec) -> None:
    index = in_parts(tmp_path / "index", codec)
    before, ids = answers(index), index.ids()
    assert index.merge()
    assert parts(index) < MANY
    merged(index)
    assert answers(index) == before
    assert index.ids() == ids
    assert answers(Index(index.folder, index.seals, codec=codec)) == before


def test_an_add_merges_no_more_than_little(tmp_path: Path) -> None:
    index = in_parts(tmp_path / "index")
    with patch("nkreader.search.written.LITTLE", EACH * MANY // 2):
        index.update([document(900)])
    assert parts(index) == MANY + 2
    index.update([document(901)])
    assert parts(index) < MANY


def test_searches_go_on_and_an_add_goes_first(tmp_path: Path) -> None:
    index = in_parts(tmp_path / "index")
    before = answers(index)
    adding = Thread(target=lambda: index.update([document(900)]))
    during: list[Found] = []

    def go_on() -> None:
        if not during:
            during.append(answers(index))
            adding.start()
        while not index._eager:
            time.sleep(0.001)

    with patch("nkreader.search.written.LITTLE", 0):
        assert not index.merge(go_on=go_on)
        adding.join()
    assert during == [before]
    assert "id900" in index.ids()
    assert parts(index) == MANY + 2
    merged(index)
    assert parts(index) < MANY
    assert index.rank(parse("common")).total == before[0][0] + 1


def test_a_merge_ends_when_the_index_is_closed(tmp_path: Path) -> None:
    index = in_parts(tmp_path / "index")
    before = answers(index)
    assert not index.merge(go_on=index.close)
    assert parts(index) == MANY + 1, "nothing is left of what was written"
    assert answers(index) == before


@pytest.mark.parametrize("steps", [0, 1, MANY, MANY + 3])
def test_what_is_raised_between_the_steps_undoes_it(tmp_path: Path, steps: int) -> None:
    class Enough(Exception):
        pass

    left = steps

    def go_on() -> None:
        nonlocal left
        left -= 1
        if left < 0:
            raise Enough

    index = in_parts(tmp_path / "index")
    before = answers(index)
    with pytest.raises(Enough):
        index.merge(go_on=go_on)
    assert parts(index) == MANY + 1
    assert answers(index) == before
    merged(index)
    assert answers(index) == before


def test_few_parts_are_left_as_they_are(tmp_path: Path) -> None:
    index = Index(tmp_path / "index", Memory())
    assert not index.merge()
    index.update([document(1)])
    before = sorted(index.folder.iterdir())
    assert not index.merge()
    assert sorted(index.folder.iterdir()) == before
