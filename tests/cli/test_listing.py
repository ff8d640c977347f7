"""Lists, timelines and exports: one order whatever came first, borrowed days shown as borrowed, citations that open."""

from __future__ import annotations

import json
import re
import shlex
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from nkreader.archive.library import Library
from nkreader.model.spans import Span
from tests.archive.conftest import FIRST, OTHER
from tests.archive.test_searching import UNDATED
from tests.cli.running import called
from tests.cli.test_contract import objects

Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    """The folder of a library whose path needs quoting."""
    return tmp_path / "my library's shelf"


@pytest.fixture
def run(shelf: Path, tmp_path: Path) -> Run:
    """Runs nkreader on that library, with two reports of an event (one undated), another piece and a bare note."""

    def running(*arguments: str, library: bool = True) -> subprocess.CompletedProcess[str]:
        chosen = ["--library", str(shelf)] if library else []
        return called(*chosen, *arguments)

    articles = tmp_path / "articles"
    articles.mkdir()
    texts = {"first": FIRST, "undated": UNDATED, "other": OTHER, "note": "A heron\n\nNothing says when it was seen.\n"}
    for name, text in texts.items():
        (articles / f"{name}.txt").write_text(text, encoding="utf-8")
    assert running("add", str(articles)).returncode == 0
    return running


def test_saved_searches_are_words_of_the_language_everywhere(run: Run, shelf: Path) -> None:
    library = Library.open(shelf)
    (parade,) = library.search("parade").ids
    library.add_highlight(parade, Span(0, 9))
    library.save_search("in May", "date:2024-05")
    library.save_search("parades", 'parade saved:"in May"')
    library.begin_visit()
    library.end_visit()
    library.close()
    for verb, query in (("search", ["saved:parades"]), ("export", ["--to", "-", "--query", "saved:parades"]),
                        ("timeline", ["--query", "saved:parades", "--format", "markdown"])):  # fmt: skip
        told = run(verb, *query)
        assert (told.returncode, told.stderr) == (0, "")
        assert "Hwasong-18 parade planned" in told.stdout
        assert "heron" not in told.stdout
    assert objects(run("search", "since:last", "--json")) == []


def by_file(items: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    return {Path(item["paths"][0]).stem: item for item in items}


def test_a_borrowed_day_is_one_and_the_same_in_every_verb(run: Run) -> None:
    listed = by_file(objects(run("list", "--json")))["undated"]
    when = listed["published"]
    assert (when["basis"], when["certainty"], when["candidates"]) == ("same-event", "likely", ["2024-03-03"])
    assert "The same event is reported by “Harbour tug" in when["reason"]
    (shown,) = objects(run("show", listed["id"], "--json"))
    assert shown["published"] == when
    told = [source for row in objects(run("timeline", "--json")) for source in row["articles"]]
    (source,) = [one for one in told if one["id"] == listed["id"]]
    assert source["published"] == when
    assert by_file(objects(run("search", "date:2024-03", "--json")))["undated"]["published"] == when
    assert set(by_file(objects(run("search", "is:undated", "--json")))) == {"note"}
    assert f"published: ≈{when['value']} ({when['reason']})" in run("show", listed["id"]).stdout
    (line,) = [line for line in run("list").stdout.splitlines() if listed["id"] in line]
    assert f"≈{when['value']}" in line


def test_a_query_narrows_an_export(run: Run, tmp_path: Path) -> None:
    listed = by_file(objects(run("list", "--json")))
    for name, quote in (("first", "All nine sailors"), ("other", "parade with the Hwasong-18")):
        assert run("highlight", "add", listed[name]["id"], "--quote", quote).returncode == 0
    cited = objects(run("export", "--query", "tug OR heron", "--format", "json"))
    assert [row["article"] for row in cited] == [listed["first"]["id"]]
    notes = tmp_path / "notes"
    assert run("export", "--to", str(notes), "--query", "parade").returncode == 0
    (file,) = notes.glob("*--*.md")
    assert f"nkreader_id: {listed['other']['id']}" in file.read_text().replace('"', "")


def test_a_removed_highlight_reaches_its_file_through_a_query(run: Run, tmp_path: Path) -> None:
    (tug,) = [item["id"] for item in objects(run("search", "title:hits", "--json"))]
    (mark,) = objects(run("highlight", "add", tug, "--quote", "All nine sailors", "--json"))
    notes = tmp_path / "notes"
    assert run("export", "--to", str(notes)).returncode == 0
    assert run("highlight", "remove", mark["id"]).returncode == 0
    assert run("export", "--to", str(notes), "--query", "parade").returncode == 0
    (file,) = notes.glob("*--*.md")
    assert "All nine sailors" in file.read_text(), "not asked for"
    assert run("export", "--to", str(notes), "--query", "title:hits").returncode == 0
    assert "All nine sailors" not in file.read_text()


def test_the_command_of_a_citation_opens_its_library(run: Run, shelf: Path, tmp_path: Path) -> None:
    (tug,) = [item["id"] for item in objects(run("search", "title:hits", "--json"))]
    (mark,) = objects(run("highlight", "add", tug, "--quote", "All nine sailors", "--json"))
    (row,) = objects(run("export", "--format", "json"))
    (document,) = re.findall(r"`(nkreader open [^`]*)`", run("export", "--to", "-").stdout)
    for command in (row["citation"].split(" · ")[-1], document):
        words = shlex.split(command)
        assert words == ["nkreader", "open", tug, "--at", mark["id"], "--library", str(shelf)]
        opened = run(*words[1:], library=False)
        assert "needs a terminal" in opened.stderr, "all else was found"
        words[4] = "nk-ffffffff"
        assert "has no highlight" in run(*words[1:], library=False).stderr


def test_what_is_found_can_be_listed_the_newest_first(run: Run) -> None:
    told = run("search", "--sort", "date", "--json", "*")
    assert (told.returncode, told.stderr) == (0, "")
    rows = [json.loads(line) for line in told.stdout.splitlines()]
    days = [row["published"]["earliest"] for row in rows]
    dated = [day for day in days if day]
    assert dated == sorted(dated, reverse=True)
    assert len(dated) > 1
    assert days[: len(dated)] == dated
    assert all(row["snippet"] for row in rows)
    (first,) = run("search", "--sort", "date", "--json", "--limit", "1", "*").stdout.splitlines()
    assert json.loads(first) == rows[0]
