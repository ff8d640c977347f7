"""`timeline`: a row an event, in order of time, with its sentence and its sources; what is recalled is marked."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from markdown_it import MarkdownIt

from nkreader.archive.library import Library
from nkreader.cli.run import run as command_line
from nkreader.model.sanitise import is_safe
from tests.archive.conftest import FIRST, OTHER
from tests.archive.test_searching import UNDATED
from tests.cli.test_contract import DATE, HOSTILE

TEXTS = {
    "first": FIRST,
    "undated": UNDATED,
    "other": OTHER,
    "note": "A heron\n\nNothing says when it was seen.\n",
    "ferry": """Ferry sinks off Haeju
SEOUL, March 6, 2025 (Harbour Wire) -- Ri Sol Ju saw a ferry sink off Haeju on Monday, March 3, and three divers \
drowned, the Korean Central News Agency reported on Tuesday.

It was the first such accident since Oct. 12, 2021, when a barge capsized near Haeju. The Harbour Ministry had \
promised Ri Sol Ju new boats in September 2022.
""",
    "hostile": f"{HOSTILE}\n\nOn Monday, June 3, 2024, a [link](http://e.org) and <b>markup</b> came to Wonsan.\n",
}
OLD = ("when", "earliest", "latest", "certainty", "basis", "by", "id", "title", "outlet", "event")


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library of these texts; no test changes it."""
    here = tmp_path_factory.mktemp("chronology")
    articles = here / "articles"
    articles.mkdir()
    for name, text in TEXTS.items():
        (articles / f"{name}.txt").write_text(text, encoding="utf-8")
    library = Library.open(here / "library")
    library.add([articles])
    library.save_search("in March", "date:2024-03")
    library.close()
    return here / "library"


Run = Callable[..., tuple[str, str]]


@pytest.fixture
def run(shelf: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs `timeline` on that library; gives what it printed and what it complained of."""

    def running(*arguments: str, code: int = 0) -> tuple[str, str]:
        assert command_line(["--library", str(shelf), "timeline", *arguments]) == code
        printed = capsys.readouterr()
        return printed.out, printed.err

    return running


def rows(printed: tuple[str, str]) -> list[dict[str, Any]]:
    return [json.loads(line) for line in printed[0].splitlines()]


def files(printed: tuple[str, str]) -> list[str]:
    """The files of each row, the one with the sentence first."""
    return ["+".join(Path(one["paths"][0]).stem for one in row["articles"]) for row in rows(printed)]


def text_of(row: dict[str, Any]) -> str:
    return TEXTS[Path(row["paths"][0]).stem]


def test_a_row_is_an_event_with_its_sentence_dates_and_sources(run: Run) -> None:
    found = rows(run("--json"))
    tug = found[0]
    assert set(tug) == {
        "id", "title", "by", "when", "display", "known", "outlet", "event", "paths", "background", "words", "happened",
        "reported", "published", "sentence", "start", "end", "place", "place_basis", "appearance", "role", "articles",
            "digest",
    }  # fmt: skip
    assert set(tug["when"]) == set(tug["happened"]) == DATE
    assert files(run("--json"))[0] == "first+undated", "two reports are one event"
    assert (tug["when"]["value"], tug["display"]) == ("2024-03-03", "≈2024-03-03")
    assert tug["known"].startswith("likely: derived from")
    assert tug["sentence"].startswith("A harbour tug struck the northern pier at Wonsan on Sunday")
    assert (tug["place"], tug["place_basis"]) == ("Wonsan", "sentence")
    assert not tug["background"]
    for row in found:
        if "\x1b" not in text_of(row):
            assert text_of(row)[row["start"] : row["end"]] == row["sentence"]
        assert row["articles"][0]["id"] == row["id"]


def test_what_has_no_place_in_time_comes_last_and_bounds_leave_it_out(run: Run) -> None:
    assert files(run("--json")) == ["first+undated", "other", "hostile", "ferry", "note"]
    assert files(run("--json", "--from", "2024-04-01")) == ["other", "hostile", "ferry"]
    for bound, of in (("2024-04", "2024-04-01"), ("2024", "2024-01-01")):
        assert run("--json", "--from", bound) == run("--json", "--from", of)
    for bound, of in (("2024-02", "2024-02-29"), ("2024", "2024-12-31")):
        assert run("--json", "--to", bound) == run("--json", "--to", of)
    for wrong in ("2024-13", "2024-02-30", "2024-W05", "soon", ""):
        assert "not a day, month or year" in run("--from", wrong, code=2)[1]
    assert "--to lies before --from" in run("--from", "2024", "--to", "2023", code=2)[1]


def test_each_row_says_which_of_the_dates_it_stands_at(run: Run) -> None:
    for by, day in (("happened", "2025-03-03"), ("reported", "2025-03-04"), ("published", "2025-03-06")):
        (ferry,) = rows(run("--json", "--by", by, "--query", "ferry"))
        assert (ferry["by"], ferry["when"]["value"]) == (by, day)
        assert ferry["when"] == ferry[by]


def test_a_query_and_a_name_narrow_it(run: Run) -> None:
    assert files(run("--query", "sailors", "--json")) == ["first+undated"]
    named = run("--name", "Wonsan", "--query", "officials saved:x", "--json")
    assert files(named) == ["undated+first"]
    assert "Wonsan" in rows(named)[0]["sentence"]
    assert named[1].count("no search is saved as x") == 1
    assert files(run("--query", 'saved:"in March"', "--json")) == ["first+undated"]
    (row,) = rows(run("--name", "Ri Sol Ju", "--json"))
    assert row["sentence"].startswith("Ri Sol Ju saw a ferry sink")
    assert row["appearance"] in ("present", "named only")
    assert run("--name", "Nobody Of That Name", "--json")[0] == ""


def test_what_is_recalled_is_marked_and_only_there_if_asked_for(run: Run) -> None:
    assert not any(row["background"] for row in rows(run("--json")))
    recalled = [
        row for row in rows(run("--query", "accident OR promised", "--background", "--json")) if row["background"]
    ]
    assert [(row["when"]["value"], row["words"]) for row in recalled] == [
        ("2021-10-12", "Oct. 12, 2021"),
        ("2022-09", "September 2022"),
    ]
    assert (
        recalled[0]["sentence"]
        == "It was the first such accident since Oct. 12, 2021, when a barge capsized near Haeju."
    )
    assert recalled[0]["place"] == "Haeju"
    assert recalled[1]["display"] == "2022-09, day unknown"
    named = rows(run("--name", "Ri Sol Ju", "--background", "--json"))
    assert [(row["background"], row["when"]["value"]) for row in named] == [(True, "2022-09"), (False, "2025-03-06")]
    assert "background: “September 2022”" in run("--name", "Ri Sol Ju", "--background")[0]
    assert run("--name", "Ri Sol Ju", "--background")[1].endswith("1 event, 1 background mention\n")


def test_the_table_keeps_its_columns_and_adds_to_them(run: Run) -> None:
    table = run("--format", "csv", "--background")[0]
    found = [*csv.DictReader(io.StringIO(table))]
    assert tuple(found[0])[: len(OLD)] == OLD
    assert {row["background"] for row in found} == {"yes", "no"}
    (tug,) = [row for row in found if row["title"].startswith("Harbour tug")]
    assert (tug["when"], tug["earliest"], tug["precision"], tug["place"]) == ("2024-03-03",) * 2 + ("day", "Wonsan")
    assert tug["sentence"] in FIRST
    assert tug["articles"].count("; ") == 1
    assert all(len(row) == len(found[0]) and None not in row for row in found)


def test_the_document_is_commonmark_and_its_numbers_lead_to_sources(run: Run) -> None:
    text = run("--format", "markdown", "--background")[0]
    assert is_safe(text)
    tokens = MarkdownIt("commonmark").parse(text)
    assert "html_block" not in {token.type for token in tokens}
    inline = [child for token in tokens for child in token.children or ()]
    assert not {"html_inline", "image", "link_open"} & {child.type for child in inline}
    ordered = [at for at, token in enumerate(tokens) if token.type == "ordered_list_open"]
    assert len(ordered) == 1
    sources = sum(token.type == "list_item_open" for token in tokens[ordered[0] :])
    said = {child.content for child in inline if child.type.startswith("text")}
    assert sources == 6
    cited = "".join(said)
    assert all(
        f"[{number}]" in "".join(t.content for t in tokens if t.type == "inline").replace("\\", "")
        for number in range(1, 7)
    )
    assert "background: recalled as" in cited


def test_the_same_library_gives_the_same_output_in_every_format(run: Run) -> None:
    for chosen in ("text", "json", "csv", "markdown"):
        first = run("--format", chosen, "--background")
        assert first == run("--format", chosen, "--background")
        assert is_safe(first[0])
