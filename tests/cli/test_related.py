"""The verb `related`: reasons as before, and the sentences that show them, with their offsets."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.archive.test_related import TEXTS
from tests.cli.test_contract import ROOT, objects


def run(shelf: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "nkreader", "--library", str(shelf), *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library of pieces that follow, mention and list each other."""
    folder = tmp_path_factory.mktemp("pieces")
    for name, text in TEXTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    library = tmp_path_factory.mktemp("shelf") / "library"
    assert run(library, "add", str(folder)).returncode == 0
    return library


def ident(shelf: Path, name: str) -> str:
    return next(str(item["id"]) for item in objects(run(shelf, "list", "--json")) if item["paths"][0].endswith(name))


def test_each_reason_has_its_sentences_with_their_offsets(shelf: Path) -> None:
    ferry = ident(shelf, "/ferry.txt")
    found = objects(run(shelf, "related", ferry, "--json"))
    assert found
    (here,) = objects(run(shelf, "show", ferry, "--json"))
    for link in found:
        assert len(link["reasons"]) == len(link["evidence"]) > 0
        assert all(isinstance(reason, str) for reason in link["reasons"])
        (there,) = objects(run(shelf, "show", link["id"], "--json"))
        for evidence in link["evidence"]:
            assert set(evidence) == {"kind", "here", "there"}
            for said, text in ((evidence["here"], here["text"]), (evidence["there"], there["text"])):
                assert text[said["start"] : said["end"]] == said["text"]
                assert all(said["start"] <= span["start"] < span["end"] <= said["end"] for span in said["shared"])
    assert {"follow-up", "digest"} <= {evidence["kind"] for link in found for evidence in link["evidence"]}


def test_the_sentences_are_printed_below_their_reason(shelf: Path) -> None:
    lines = run(shelf, "related", ident(shelf, "/later.txt")).stdout.splitlines()
    at = next(number for number, line in enumerate(lines) if line.strip().startswith("follow-up: what this piece"))
    assert lines[at + 1].strip().startswith("here: They were sent for after a ferry")
    assert lines[at + 2].strip().startswith("there: ")
    assert "ran aground" in lines[at + 2]


def test_a_digest_is_shown_as_one(shelf: Path) -> None:
    kinds = {
        name: objects(run(shelf, "show", ident(shelf, f"/{name}.txt"), "--json"))[0]["kind"]
        for name in ("digest", "ferry")
    }
    assert kinds == {"digest": "digest", "ferry": "article"}
