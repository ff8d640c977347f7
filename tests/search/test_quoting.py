"""Which articles the index names for a quotation."""

from __future__ import annotations

from pathlib import Path

import pytest

from nkreader.search.document import Document
from nkreader.search.index import Index
from nkreader.search.quoting import MOST, NEAR, Candidates
from tests.search.sealing import index_in

SAID = "said the pier was closed"


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Index:
    """One article with the words in a row, and more than are ever read that have them in another order."""
    index = index_in(tmp_path_factory.mktemp("quoting"))
    mixed = [Document(f"m{number:03}", "", "closed was the pier, they said") for number in range(MOST + 20)]
    index.update([*mixed, Document("z", "Tug sinks", "he said the pier was closed for good"), Document("y", "", "tug")])
    return index


def test_of_too_many_articles_those_with_the_words_in_a_row_are_named(index: Index) -> None:
    found = index.quoted([SAID])
    assert found.holding == ("z",)
    assert len(found.near) == NEAR
    assert "z" not in found.near


def test_where_none_has_them_in_a_row_some_are_named(index: Index) -> None:
    assert len(index.quoted(["pier the said they was closed"]).holding) == MOST


def test_a_word_that_no_article_has_leaves_those_with_the_rarest_others(index: Index) -> None:
    found = index.quoted(["he said the quay was closed for good"])
    assert found.holding == ()
    assert found.near[0] == "z"


def test_all_parts_must_stand_in_one_article_and_titles_count(index: Index) -> None:
    assert index.quoted(["tug sinks", "closed for good"]).holding == ("z",)
    assert index.quoted(["nothing here that anybody wrote"]).holding == ()


def test_an_empty_index_names_nothing(tmp_path: Path) -> None:
    assert index_in(tmp_path).quoted([SAID]) == Candidates()
