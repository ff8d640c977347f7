"""Work in proportion to the length of a text, whatever it consists of."""

from __future__ import annotations

import sys
from collections.abc import Callable

import pytest

from nkreader.analysis.analyse import analyse
from nkreader.analysis.signature import signature
from nkreader.model.article import Article, PartKind
from tests.analysis.growth import TEXTS, made

SHORT, LONG = 400, 1600
MOST = 1.2
"""How much more than in proportion the work may grow: sorting, and caches of what the shorter text has used."""


def _calls(article: Article) -> int:
    """How many functions are called, built-in ones and steps of generators among them, to analyse an article."""
    count = 0

    def step(frame: object, event: str, arg: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(step)
    try:
        signature(article, analyse(article))
    finally:
        sys.setprofile(before)
    return count


def _assert_in_proportion(made_of: Callable[[int], Article]) -> None:
    for count in (SHORT, LONG):
        _calls(made_of(count))  # what is built or looked up once in a process
    short, long = _calls(made_of(SHORT)), _calls(made_of(LONG))
    assert long <= short * LONG / SHORT * MOST + 500


@pytest.mark.parametrize("name", TEXTS)
def test_work_grows_with_the_text(name: str) -> None:
    _assert_in_proportion(lambda count: made(TEXTS[name](count)))


@pytest.mark.parametrize("kind", [PartKind.BULLET, PartKind.HEADING, PartKind.BOILERPLATE])
def test_work_grows_with_the_blocks(kind: PartKind) -> None:
    _assert_in_proportion(lambda count: made("See 2020-01-02 here. It was so\n\n" * (count // 5), kind))


@pytest.mark.parametrize("mark", [PartKind.BYLINE, PartKind.DATELINE])
def test_work_grows_with_bylines_and_datelines(mark: PartKind) -> None:
    _assert_in_proportion(lambda count: made("By Ann Lee and Hong Gil-dong\n\n" * (count // 6), mark=mark))
