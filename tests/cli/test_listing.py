"""Lists, timelines and exports: one order whatever came first, borrowed days shown as borrowed, citations that open."""

from __future__ import annotations

import csv
import io
import re
import shlex
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from nkreader.archive.library import Library
from nkreader.model.spans import Span
from tests.archive.conftest import FIRST, OTHER
from tests.archive.test_searching import UNDATED
from tests.cli.test_contract import ROOT, objects

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
        command = [sys.executable, "-m", "nkreader", *chosen, *arguments]
        return subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)

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
    assert by_file(objects(run("timeline", "--json")))["undated"]["when"] == when
    assert by_file(objects(run("search", "date:2024-03", "--json")))["undated"]["published"] == when
    assert set(by_file(objects(run("search", "is:undated", "--json")))) == {"note"}
    assert f"published: ≈{when['value']} ({when['reason']})" in run("show", listed["id"]).stdout
    for verb in ("list", "timeline"):
        (line,) = [line for line in run(verb).stdout.splitlines() if listed["id"] in line]
        assert f"≈{when['value']}" in line
    rows = csv.DictReader(io.StringIO(run("timeline", "--format", "csv").stdout))
    (row,) = [row for row in rows if row["id"] == listed["id"]]
    assert (row["certainty"], row["basis"]) == ("likely", "same-event")


def test_what_has_no_place_in_time_comes_last_on_the_timeline(run: Run, tmp_path: Path) -> None:
    order = [Path(item["paths"][0]).stem for item in objects(run("timeline", "--json"))]
    assert order == ["undated", "first", "other", "note"]
    bounded = [Path(item["paths"][0]).stem for item in objects(run("timeline", "--json", "--from", "2024-04-01"))]
    assert bounded == ["other"]
    for bound, of in (("2024-04", "2024-04-01"), ("2024", "2024-01-01")):
        assert objects(run("timeline", "--json", "--from", bound)) == objects(run("timeline", "--json", "--from", of))
    for bound, of in (("2024-02", "2024-02-29"), ("2024", "2024-12-31")):
        assert objects(run("timeline", "--json", "--to", bound)) == objects(run("timeline", "--json", "--to", of))
    for wrong in ("2024-13", "2024-02-30", "2024-W05", "soon", ""):
        refused = run("timeline", "--from", wrong)
        assert refused.returncode == 2
        assert "not a day, month or year" in refused.stderr


def test_a_query_narrows_timeline_and_export(run: Run, tmp_path: Path) -> None:
    listed = by_file(objects(run("list", "--json")))
    assert set(by_file(objects(run("timeline", "--query", "sailors", "--json")))) == {"first", "undated"}
    named = run("timeline", "--name", "Wonsan", "--query", "officials saved:x", "--json")
    assert set(by_file(objects(named))) == {"first", "undated"}
    assert named.stderr.count("no search is saved as x") == 1
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
