"""The export verb: its formats, flavours and what it says, on a library of titles that have it in them."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from pybtex.database import parse_string

from nkreader import locations
from nkreader.export.blocks import Block, Removed, parse
from tests.cli.running import called
from tests.cli.test_contract import objects
from tests.export.pieces import body_of

Run = Callable[..., "subprocess.CompletedProcess[str]"]
TEXTS = {
    "one": "Pier: closed / open 🚀 김정은\n\nWONSAN, March 3, 2024 (Harbour Wire) -- "
    "The pier with 5% of {all} & $traffic\nstays <b>closed</b> in March 2024.\n\n"
    "A second *paragraph* of the piece | with a pipe.\n",
    "two": "Pier: closed ? open 🚀 김정은\n\nPYONGYANG, May 9, 2024 (Coast Courier) -- Another pier is open_ended.\n",
    "three": "A heron\n\nNothing says when it was seen, and nobody marked it.\n",
}


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Runs nkreader on a library of three pieces, two of them with highlights that overlap and span paragraphs."""

    def running(*arguments: str) -> subprocess.CompletedProcess[str]:
        return called("--library", str(tmp_path / "library"), *arguments)

    (tmp_path / "articles").mkdir()
    for name, text in TEXTS.items():
        (tmp_path / "articles" / f"{name}.txt").write_text(text, encoding="utf-8")
    assert running("add", str(tmp_path / "articles")).returncode == 0
    ids = {Path(item["paths"][0]).stem: item["id"] for item in objects(running("list", "--json"))}
    note = "**md** --> <!-- nkreader:end nk-00000000 -->\n# not a heading #tag"
    for article, quote, *more in (
        ("one", "stays <b>closed</b> in March 2024.\n\nA second *paragraph*", "--note", note, "--tag", "piers"),
        ("one", "A second *paragraph* of the piece | with"),
        ("one", "The pier with 5% of {all} & $traffic"),
        ("two", "Another pier is open_ended", "--colour", "blue"),
    ):
        assert running("highlight", "add", ids[article], "--quote", quote, *more).returncode == 0
    return running


def snapshot(folder: Path) -> dict[str, bytes]:
    """Every file below a folder."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_bibtex_and_csl_json_hold_the_cited_articles(run: Run) -> None:
    told = run("export", "--format", "bibtex")
    assert (told.returncode, told.stderr) == (0, "")
    entries = parse_string(told.stdout, "bibtex").entries
    items = json.loads(run("export", "--format", "csl-json").stdout)
    assert [item["id"] for item in items] == list(entries)
    assert all(re.fullmatch(r"(harbourwire|coastcourier)2024pier-[0-9a-f]{12}", key) for key in entries)
    assert [item["publisher-place"] for item in items] == ["WONSAN", "PYONGYANG"]
    assert run("export", "--format", "bibtex").stdout == told.stdout
    found = run("export", "--format", "csl-json", "--query", "courier", "--to", "-")
    assert [item["container-title"] for item in json.loads(found.stdout)] == ["Coast Courier"]
    nothing = run("export", "--format", "bibtex", "--query", "heron")
    assert (nothing.returncode, nothing.stdout) == (0, ""), "found, but not marked"


def test_the_flavour_of_an_export_is_named_or_set(run: Run, tmp_path: Path) -> None:
    notes = tmp_path / "notes"
    assert run("export", "--to", str(notes)).returncode == 0
    plain = snapshot(notes)
    assert run("export", "--to", str(notes), "--flavour", "obsidian", "--check").returncode == 1
    assert snapshot(notes) == plain
    assert run("export", "--to", str(notes), "--flavour", "obsidian").returncode == 0
    vault = snapshot(notes)
    assert set(vault) == set(plain)
    assert sum(text.count(b"> [!quote]\n") for text in vault.values()) == 4
    assert "> [!quote]" in run("export", "--to", "-", "--flavour", "obsidian").stdout
    settings = locations.config() / "settings.toml"
    settings.parent.mkdir(parents=True, exist_ok=True)
    settings.write_text('flavour = "obsidian"\n')
    assert run("export", "--to", str(notes), "--check").returncode == 0
    assert run("export", "--to", str(notes), "--flavour", "commonmark").returncode == 0
    assert snapshot(notes) == plain


@pytest.mark.parametrize(
    "wrong",
    [("--format", "bibtex", "--flavour", "obsidian"), ("--format", "csl-json", "--to", "notes"), ("--flavour", "org")],
)
def test_what_does_not_go_together_is_wrong_usage(run: Run, wrong: tuple[str, ...]) -> None:
    told = run("export", *wrong)
    assert (told.returncode, told.stdout, told.stderr.count("\n")) == (2, "", 1)


def test_exports_are_checked_repeated_edited_and_pruned(run: Run, tmp_path: Path) -> None:
    notes = tmp_path / "notes"
    assert run("export", "--to", str(notes), "--dry-run").returncode == 0
    assert run("export", "--to", str(notes), "--check").returncode == 1
    assert not notes.exists()
    assert run("export", "--to", str(notes)).returncode == 0
    first = snapshot(notes)
    assert len(first) == 3, "two articles whose titles differ by a sign, and the list"
    assert run("export", "--to", str(notes), "--check").returncode == 0
    assert "0 written, 3 unchanged" in run("export", "--to", str(notes)).stdout
    assert snapshot(notes) == first
    (one,) = (path for path in notes.glob("*--*.md") if "second" in path.read_text())
    order = [item.id for item in parse(body_of(one.read_text())) if isinstance(item, Block)]
    marks = objects(run("highlight", "list", "--json"))
    placed = sorted((mark["start"], mark["id"]) for mark in marks if mark["id"] in order)
    assert order == ["title", *(ident for _, ident in placed)], "in the order of the text"
    moved = notes / "mine" / "My # own [name].md"
    moved.parent.mkdir()
    one.rename(moved)
    text = moved.read_text().replace("**Tags:** piers", "**Tags:** piers, mine") + "\nMy own words.\n"
    moved.write_text(text)
    (tagged,) = (mark for mark in marks if mark["tags"])
    other = next(ident for _, ident in placed if ident != tagged["id"])
    assert run("highlight", "remove", other).returncode == 0
    assert run("highlight", "edit", tagged["id"], "--note", "new").returncode == 0
    told = run("export", "--to", str(notes))
    assert (told.returncode, f"edited by hand and kept: {tagged['id']}" in told.stdout) == (1, True)
    now = moved.read_text()
    assert now.count(f"<!-- nkreader:removed {other} -->") == 1
    assert (now.count("**Tags:** piers, mine"), now.count("**Note:** new"), now.endswith("My own words.\n")) == (
        1,
        1,
        True,
    )
    assert not one.exists()
    after = snapshot(notes)
    assert run("export", "--to", str(notes)).returncode == 1
    assert snapshot(notes) == after
    run("export", "--to", str(notes), "--prune")
    pruned = moved.read_text()
    assert not any(isinstance(item, Removed) for item in parse(body_of(pruned)))
    assert (pruned.count("**Tags:** piers, mine"), pruned.endswith("My own words.\n")) == (1, True)
