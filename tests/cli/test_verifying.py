"""`nkreader verify`: what it prints of drafts and exported files, and when it fails."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from nkreader.archive.library import Library
from nkreader.model.spans import Span
from tests.archive.conftest import FIRST, OTHER
from tests.cli.running import called


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library of two articles, one of which has a highlight."""
    folder = tmp_path_factory.mktemp("verify")
    (folder / "first.txt").write_text(FIRST)
    (folder / "other.txt").write_text(OTHER)
    archive = Library.open(folder / "library")
    archive.add([folder / "first.txt", folder / "other.txt"])
    ident = next(row.id for row in archive.headlines() if row.paths[0].endswith("first.txt"))
    start = FIRST.index("All nine")
    archive.add_highlight(ident, Span(start, start + 39), "a note")
    archive.export(folder / "export")
    archive.close()
    return folder / "library"


def rows(library: Path, *arguments: str) -> tuple[int, list[dict[str, Any]]]:
    done = called("--library", str(library), "verify", "--json", *arguments)
    return done.returncode, [json.loads(line) for line in done.stdout.splitlines()]


def test_a_draft_line_by_line(library: Path, tmp_path: Path) -> None:
    draft = tmp_path / "draft.md"
    draft.write_text(
        "# Draft\n\n“All nine sailors on the tug were saved,” and\n“all ten sailors on the tug were saved”.\n"
    )
    done = called("--library", str(library), "verify", str(draft))
    assert done.returncode == 1
    assert done.stderr == ""
    lines = done.stdout.splitlines()
    assert lines[0] == f"{draft}:3: found exactly"
    assert lines[1] == "    “All nine sailors on the tug were saved,”"
    assert lines[2].startswith("    Harbour tug hits pier at Wonsan · Harbour Wire · ≈2024-03-03 · ")
    assert lines[2].endswith(" · ¶ 2")
    assert lines[4] == f"{draft}:4: differs"
    assert lines[5] == "    - all [-ten-] sailors on the tug were saved"
    assert lines[6] == "    + All {+nine+} sailors on the tug were saved"
    assert lines[-1] == "2 quotations, 1 found exactly, 1 differs"


def test_the_json_rows_place_the_passage(library: Path, tmp_path: Path) -> None:
    draft = tmp_path / "draft.txt"
    draft.write_text('He said: "all ten sailors on the tug were saved".')
    code, (row,) = rows(library, str(draft))
    assert code == 1
    assert row["outcome"] == "differs"
    assert (row["file"], row["line"], row["kind"]) == (str(draft), 1, "quotation")
    article = row["article"]
    assert FIRST[article["start"] : article["end"]] == article["text"] == "All nine sailors on the tug were saved"
    assert [article["text"][start:end] for start, end in row["new"]] == ["nine"]
    assert [row["compared"][start:end] for start, end in row["gone"]] == ["ten"]
    assert article["open"] == f"nkreader open {article['id']} --at {article['start']}"
    assert article["outlet"] == "Harbour Wire"


def test_what_is_not_found_fails_only_when_asked_to(library: Path, tmp_path: Path) -> None:
    draft = tmp_path / "draft.md"
    draft.write_text("“Nobody in this library has ever said this.”")
    assert called("--library", str(library), "verify", str(draft)).returncode == 0
    assert called("--library", str(library), "verify", "--strict", str(draft)).returncode == 1


def test_an_export_is_clean_until_it_is_edited(library: Path, tmp_path: Path) -> None:
    export = library.parent / "export"
    code, (row,) = rows(library, str(export))
    assert (code, row["outcome"], row["kind"], row["edited"]) == (0, "found exactly", "highlight", False)
    (path,) = export.glob("*--*.md")
    copy = tmp_path / "copy.md"
    copy.write_text(path.read_text().replace("sailors on the tug", "men on the tug"))
    code, (row,) = rows(library, str(copy))
    assert (code, row["outcome"], row["edited"]) == (1, "differs", True)
    assert row["notes"] == ["edited by hand since it was written", "in no version of its article"]


def test_a_skipped_file_takes_one_line_and_is_told_by_the_exit_code(library: Path, tmp_path: Path) -> None:
    (tmp_path / "binary.txt").write_bytes(b"a\0b")
    done = called("--library", str(library), "verify", str(tmp_path), str(tmp_path / "none.md"))
    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 2
    assert "binary.txt: is binary" in done.stderr
    assert "none.md: No such file" in done.stderr
    assert done.stdout == "0 quotations\n"


def test_nothing_dangerous_in_a_draft_reaches_the_terminal(library: Path, tmp_path: Path) -> None:
    draft = tmp_path / "draft.txt"
    draft.write_text("“All nine \x1b[31m sailors on the tug \u202e were saved”")
    done = called("--library", str(library), "verify", str(draft))
    assert "\x1b" not in done.stdout
    assert "\u202e" not in done.stdout


def test_an_article_opens_at_the_place_that_is_told(library: Path, tmp_path: Path) -> None:
    draft = tmp_path / "draft.txt"
    draft.write_text("“All nine sailors on the tug were saved”")
    _, (row,) = rows(library, str(draft))
    _, _, ident, _, at = row["article"]["open"].split()
    done = called("--library", str(library), "open", ident, "--at", at)
    assert "needs a terminal" in done.stderr  # the place was understood
    assert "has no highlight" in called("--library", str(library), "open", ident, "--at", "nk-00000000").stderr
