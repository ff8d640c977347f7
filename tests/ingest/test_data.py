"""On real articles, where the folder named by NKREADER_DATA holds some; nothing of them is kept here."""

from __future__ import annotations

import os
from itertools import islice
from pathlib import Path

import pytest

from nkreader.ingest import Extract, articles
from nkreader.model.article import PartKind

DATA = Path(os.environ.get("NKREADER_DATA", "/nowhere"))


def first(name: str, count: int) -> list[Extract]:
    path = DATA / name
    if not path.exists():
        pytest.skip(f"{name} is not here")
    return [item for item in islice(articles([path]), count) if isinstance(item, Extract)]


@pytest.mark.parametrize(("name", "share"), [("kcna-2024.jsonl.xz", 0.96), ("reuters-2006-2013.jsonl.xz", 0.99)])
def test_agency_copy_has_its_datelines_found(name: str, share: float) -> None:
    found = first(name, 3000)
    with_dateline = [item for item in found if item.article.first(PartKind.DATELINE)]
    assert len(with_dateline) >= share * len(found)


def test_copy_without_datelines_has_none_found() -> None:
    found = first("kcna-2011.jsonl.xz", 5000)
    assert not [item for item in found if item.article.first(PartKind.DATELINE)]


def test_the_five_source_documents() -> None:
    found = first("source-documents", 9)
    assert [item.article.title_basis for item in found] == ["first sentence"] * 4 + ["first line"]
    headers = [item.article.first(PartKind.HEADER) is not None for item in found]
    assert headers == [True, False, False, True, False]
    assert [len(item.article.all(PartKind.HEADING)) for item in found] == [3, 0, 0, 0, 0]
    assert [len(item.article.all(PartKind.BULLET)) for item in found] == [0, 0, 0, 0, 5]
    assert [item.article.first(PartKind.DATELINE) is not None for item in found] == [False] * 4 + [True]
