"""Orphans on the command line: listed, offered places, put where the reader says."""

from __future__ import annotations

from pathlib import Path

from tests.cli.test_contract import Run, folder, objects, run

__all__ = ["folder", "run"]


def test_an_orphan_is_listed_and_put_in_place(run: Run, folder: Path) -> None:
    (added,) = objects(run("add", str(folder), "--json"))
    first = next(
        ident for ident in added["added"] if objects(run("show", ident, "--json"))[0]["paths"][0].endswith("first.txt")
    )
    (mark,) = objects(run("highlight", "add", first, "--quote", "All nine sailors", "--note", "check", "--json"))
    assert objects(run("highlight", "list", "--orphans", "--json")) == []
    assert "stands in the present text" in run("highlight", "reattach", mark["id"]).stderr
    path = folder / "first.txt"
    path.write_text(path.read_text().replace("All nine sailors", "Eight sailors"))
    run("rescan")
    (orphan,) = objects(run("highlight", "list", "--orphans", "--json"))
    assert orphan == {**mark, "orphan": True}
    places = objects(run("highlight", "reattach", mark["id"], "--json"))
    assert "Eight sailors" in places[0]["text"]
    told = run("highlight", "reattach", mark["id"])
    assert f"{places[0]['start']}:{places[0]['end']}" in told.stdout
    assert run("highlight", "reattach", mark["id"], "--at", "9:3").returncode == 2
    (now,) = objects(
        run("highlight", "reattach", mark["id"], "--at", f"{places[0]['start']}:{places[0]['end']}", "--json")
    )
    assert (now["orphan"], now["note"], now["quote"]) == (False, "check", places[0]["text"])
    assert objects(run("highlight", "list", "--orphans", "--json")) == []
