"""What is listed of a large library before all of it is read."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from nkreader.archive.library import Library
from nkreader.ui.app import NKReader
from nkreader.ui.screens.desk import LAST_PLACE
from nkreader.ui.widgets.article_list import ArticleList
from tests.ui.conftest import settled


@pytest.fixture
def listed(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """The titles that the list was given, each time."""
    found: list[list[str]] = []
    real = ArticleList.show

    def spied(self: ArticleList, headlines: Any, *rest: Any, **named: Any) -> None:
        found.append([item.title for item in headlines])
        real(self, headlines, *rest, **named)

    monkeypatch.setattr(ArticleList, "show", spied)
    return found


async def test_a_large_library_is_listed_from_its_newest_pieces_on(
    library_folder: Path, monkeypatch: pytest.MonkeyPatch, listed: list[list[str]]
) -> None:
    monkeypatch.setattr("nkreader.ui.screens.opening.AT_FIRST", 2)
    app = NKReader(library_folder)
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        first, whole = listed
        assert len(first) < len(whole) == 5
        assert {app.main.headlines[article].title for article in app.main.articles.articles[:2]} <= set(first)
        assert len(app.main.articles.articles) == 5
        assert app.main.unread == 5
        await pilot.press("enter")
        await settled(pilot)
        assert app.main.unread == 4


async def test_a_small_library_is_listed_once(library_folder: Path, listed: list[list[str]]) -> None:
    app = NKReader(library_folder)
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        assert [len(titles) for titles in listed] == [5]


async def test_the_last_place_is_opened_once_however_old_its_piece_is(
    library_folder: Path, monkeypatch: pytest.MonkeyPatch, listed: list[list[str]]
) -> None:
    monkeypatch.setattr("nkreader.ui.screens.opening.AT_FIRST", 1)
    library = Library.open(library_folder)
    oldest = library.headlines()[0]
    library.set_setting(LAST_PLACE, json.dumps({"article": oldest.id, "offset": 0}))
    library.close()
    app = NKReader(library_folder)
    opened: list[str] = []
    real = app.main.open_article

    def spied(article: str, *rest: Any, **named: Any) -> None:
        opened.append(article)
        real(article, *rest, **named)

    monkeypatch.setattr(app.main, "open_article", spied)
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        first, whole = listed
        assert len(first) < len(whole) == 5
        assert oldest.title in first
        assert (opened, app.main.open_id) == ([oldest.id], oldest.id)
        assert app.focused is app.main.reader
