"""Dates set by hand from the shell."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.test_bad_input import in_one_line
from tests.cli.test_contract import Run, folder, objects, run

__all__ = ["folder", "run"]


def test_dates_are_set_by_hand_listed_and_taken_away(run: Run, folder: Path) -> None:
    run("add", str(folder))
    first, second, *_ = [str(item["id"]) for item in objects(run("list", "--json"))]
    done = run("mark", first, second, "--published", "5 March 2023", "--happened", "2023-02/2023-03", "--star")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    for ident in (first, second):
        (shown,) = objects(run("show", ident, "--json"))
        assert (shown["published"]["value"], shown["published"]["basis"]) == ("2023-03-05", "hand")
        assert (shown["happened"]["value"], shown["happened"]["certainty"]) == ("2023-02/2023-03", "stated")
    assert "published: 2023-03-05 (It was set by hand.)" in run("show", first).stdout
    run("reindex")
    assert {item["id"] for item in objects(run("search", "date:2023-03-05", "--json"))} == {first, second}
    run("mark", first, "--published", "", "--happened", "")
    (shown,) = objects(run("show", first, "--json"))
    assert shown["published"]["basis"] != "hand"
    assert [item["id"] for item in objects(run("search", "date:2023-03-05", "--json"))] == [second]


@pytest.mark.parametrize("text", ["soon", "March 4", "03/04/2024", "9999-12-31", "\x1b[2J"])
def test_what_is_no_date_is_refused_in_one_line(run: Run, folder: Path, text: str) -> None:
    run("add", str(folder))
    ident = str(objects(run("list", "--json"))[0]["id"])
    in_one_line(run("mark", ident, "--published", text), 2, "--published")
    assert objects(run("show", ident, "--json"))[0]["published"]["basis"] != "hand"


def test_an_export_says_that_a_date_was_set_by_hand(run: Run, folder: Path, tmp_path: Path) -> None:
    run("add", str(folder))
    (ident,) = [str(i["id"]) for i in objects(run("list", "--json")) if i["paths"][0].endswith("first.txt")]
    run("highlight", "add", ident, "--quote", "nine sailors on the tug")
    run("mark", ident, "--published", "2023-03")
    assert run("export", "--to", str(tmp_path / "notes")).returncode == 0
    written = "\n".join(path.read_text(encoding="utf-8") for path in (tmp_path / "notes").rglob("*.md"))
    assert written.count("published 2023-03 (set by hand)") == 2, "in the piece's own file and in the index"
    assert 'published_basis: "hand"' in written or "published_basis: hand" in written
    (row,) = objects(run("export", "--to", "-", "--format", "json"))
    assert row["published"]["basis"] == "hand"
    assert "2023-03 (set by hand)" in run("export", "--to", "-", "--format", "csv").stdout
