"""A query on the command line may begin with a minus: what is no option of the verb is a word of the query."""

from __future__ import annotations

from pathlib import Path

import pytest

from nkreader.archive.library import Library
from nkreader.model.spans import Span
from tests.cli.running import called, started
from tests.cli.test_contract import objects

TEXTS = {
    "kim": "A visit\n\nKim met the crew of the missile boat.\n",
    "pak": "A launch\n\nPak watched a missile rise.\n",
    "tug": "A tug\n\nIt left the harbour on May 4.\n",
}


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a library with three articles, each with a highlight."""
    folder = tmp_path_factory.mktemp("shelf")
    for name, text in TEXTS.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    library = Library.open(folder / "library")
    for ident in library.add([folder / f"{name}.txt" for name in TEXTS]).added:
        library.add_highlight(ident, Span(0, 3))
    library.close()
    return folder / "library"


@pytest.mark.parametrize(
    ("arguments", "found"),
    [
        (["-Kim", "missile"], {"A launch"}),
        (["missile", "-Kim"], {"A launch"}),
        (["-Kim missile"], {"A launch"}),
        (["-missile"], {"A tug"}),
        (["-missile", "--limit", "5"], {"A tug"}),
        (["--limit", "5", "-missile"], {"A tug"}),
        (["-missile", "--lim", "5", "-Kim"], {"A tug"}),
        (["--limit=5", "missile", "-Kim", "--sort", "date", "-crew"], {"A launch"}),
        (["--", "-Kim", "missile"], {"A launch"}),
        (["missile", "--", "-Kim"], {"A launch"}),
        (["-harbour", "-crew"], {"A launch"}),
        (["-4"], {"A visit", "A launch"}),
        (["-title:launch", "missile"], {"A visit"}),
        (['-"missile boat"', "missile"], {"A launch"}),
        (["-(kim OR pak)"], {"A tug"}),
        (["missile", "-"], {"A visit", "A launch"}),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_a_word_with_a_minus_is_of_the_query(shelf: Path, arguments: list[str], found: set[str]) -> None:
    told = called("--library", str(shelf), "search", "--json", *arguments)
    assert told.returncode == 0
    assert {item["title"] for item in objects(told)} == found


def test_it_is_so_in_a_shell_of_its_own(shelf: Path) -> None:
    told = started("--library", str(shelf), "search", "-Kim", "missile", "--json")
    assert (told.returncode, told.stderr) == (0, "")
    assert [item["title"] for item in objects(told)] == ["A launch"]


@pytest.mark.parametrize("query", [["--query=-Kim"], ["--query", "-Kim"], ["--que", "-Kim"], ["--query", "-Kim -tug"]])
def test_what_another_verb_is_asked_may_begin_so_too(shelf: Path, query: list[str]) -> None:
    told = called("--library", str(shelf), "export", "--to", "-", *query)
    assert told.returncode == 0
    assert "A launch" in told.stdout
    assert "A visit" not in told.stdout
    told = called("--library", str(shelf), "timeline", "--json", *query)
    assert (told.returncode, told.stderr) == (0, "")


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (["search", "--limt", "5", "missile"], "unrecognized arguments: --limt"),
        (["search", "missile", "--limit"], "argument --limit: expected one argument"),
        (["search", "missile", "--limit", "-5"], "--limit is at least 1"),
        (["search", "--json"], "the following arguments are required: QUERY"),
        (["export", "--to", "-", "--query", "--check"], "argument --query: expected one argument"),
        (["export", "--to", "-", "-Kim"], "unrecognized arguments: -Kim"),
        (["list", "-Kim"], "unrecognized arguments: -Kim"),
    ],
)
def test_what_is_meant_as_an_option_and_is_none_is_refused(shelf: Path, arguments: list[str], why: str) -> None:
    told = called("--library", str(shelf), *arguments)
    assert told.returncode == 2
    assert why in told.stderr


@pytest.mark.parametrize("arguments", [["-h"], ["--help"], ["missile", "-h"], ["-Kim", "--help"]])
def test_help_stays_help(arguments: list[str]) -> None:
    told = called("search", *arguments)
    assert told.returncode == 0
    assert "usage: nkreader search" in told.stdout
    assert "belongs to the query" in told.stdout
