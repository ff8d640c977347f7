"""The line that says where a quotation comes from."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given

from nkreader.export import index
from nkreader.export.citation import citation, published, source_name
from nkreader.export.markdown import document
from nkreader.export.rows import as_csv
from nkreader.model.analysis import Origin
from nkreader.model.date_words import in_words
from nkreader.model.dates import Basis, Certainty, PartialDate
from nkreader.model.piece import Piece
from nkreader.model.sanitise import is_safe
from tests.export.pieces import identity, mark, piece, pieces

BODY = "One two.\n\nThree four."


def test_everything_in_its_order() -> None:
    whole = piece(
        BODY,
        [mark(BODY, "four", 0x3F9A1C20)],
        author="A. Writer",
        url="https://e.org/a",
        reported=PartialDate.of("2025-05-04", Basis.MENTION, Certainty.STATED, "said so"),
        happened=PartialDate.of("2025-05-03", Basis.MENTION, Certainty.LIKELY, "best guess", ("2025-05-03",)),
    )
    cited = citation(whole, whole.highlights[0])
    assert cited.as_text() == (
        "“A title” · NationPress, Seoul · by A. Writer · published 2025-05-04 (derived from the weekday)"
        " · reported 2025-05-04 · happened ≈ 2025-05-03 · NationPress ← Yonhap News Agency ← KCNA · ¶ 2"
        f" · https://e.org/a · a_file.txt (SHA-256 {whole.version[:8]})"
        f" · nkreader open {identity(1)} --at nk-3f9a1c20"
    )
    assert cited.as_markdown() == (
        "NationPress, Seoul · by A. Writer · published 2025-05-04 (derived from the weekday)"
        " · reported 2025-05-04 · happened ≈ 2025-05-03 · NationPress ← Yonhap News Agency ← KCNA · ¶ 2"
        f" · <https://e.org/a> · `a_file.txt` (SHA-256 {whole.version[:8]})"
        f" · `nkreader open {identity(1)} --at nk-3f9a1c20`"
    )


def test_what_is_not_known_is_left_out_or_said() -> None:
    whole = piece(BODY, [mark(BODY, "One")], outlet=None, paths=(), title="")
    bare = replace(whole, analysis=replace(whole.analysis, dateline=None, origins=(Origin("X", None, None),)))
    text = citation(bare, bare.highlights[0]).as_text()
    assert text.startswith("“(untitled)” · outlet unknown · published 2025-05-04")
    assert "←" not in text
    assert f" · ¶ 1 · SHA-256 {whole.version[:8]} · " in text


def test_a_highlight_in_the_title_says_so() -> None:
    whole = piece(BODY, [mark(BODY, "One")])
    anchor = replace(whole.highlights[0].anchor, paragraph=0)
    assert " · title · " in citation(whole, replace(whole.highlights[0], anchor=anchor)).as_text()


def test_the_hash_is_that_of_the_text_the_quotation_stands_in() -> None:
    old = mark("An earlier text.", "earlier", orphan=True)
    assert citation(piece(BODY, [old]), old).version == old.anchor.version[:8]


def test_sample_pieces_carry_the_label_first() -> None:
    whole = piece(BODY, [mark(BODY, "One")], sample=True)
    label = "sample, written for nkreader: do not cite"
    assert citation(whole, whole.highlights[0]).as_text().startswith(f"{label} · ")
    assert citation(whole, whole.highlights[0]).as_markdown().startswith(f"**{label}** · ")


@pytest.mark.parametrize(
    ("basis", "certainty", "said"),
    [
        (Basis.METADATA, Certainty.STATED, "2025-05"),
        (Basis.SAME_EVENT, Certainty.DERIVED, "2025-05 (borrowed from another report of the event)"),
        (Basis.HEADER, Certainty.LIKELY, "≈ 2025-05"),
        (Basis.HAND, Certainty.STATED, "2025-05 (set by hand)"),
    ],
)
def test_what_is_inferred_never_looks_stated(basis: Basis, certainty: Certainty, said: str) -> None:
    assert in_words(PartialDate.of("2025-05", basis, certainty, "because")) == said


def test_undated_with_its_reason() -> None:
    assert published(PartialDate.unknown("No day is named.")) == "undated: No day is named"
    assert published(PartialDate.unknown("")) == "undated"


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("/a/b/c.txt", "c.txt"),
        ("/a/b.jsonl#https://e.org/x/y.html", "b.jsonl#https://e.org/x/y.html"),
        ("/a/b.csv#0a1b2c", "b.csv#0a1b2c"),
        ("/a/issue #3/c.txt", "c.txt"),
        ("/a/v1.2#old/c.txt", "c.txt"),
        ("c#.txt", "c#.txt"),
    ],
)
def test_only_the_files_name_is_told(path: str, name: str) -> None:
    assert source_name(path) == name


@given(piece=pieces())
def test_always_one_safe_line(piece: Piece) -> None:
    for item in piece.highlights:
        cited = citation(piece, item)
        for line in (cited.as_text(), cited.as_markdown()):
            assert is_safe(line)
            assert "\n" not in line


def test_a_borrowed_day_says_so_wherever_it_is_written() -> None:
    lent = PartialDate.of(
        "2025-05-01/2025-05-07", Basis.SAME_EVENT, Certainty.LIKELY, "The same event is reported by “B”."
    )
    said = "≈ 2025-05-01 to 2025-05-07 (borrowed from another report of the event)"
    assert in_words(lent) == said
    whole = piece(BODY, [mark(BODY, "One")], published=lent)
    assert f" · published {said} · " in citation(whole, whole.highlights[0]).as_text()
    assert f"published {said}" in listed(whole)
    (row,) = csv.DictReader(io.StringIO(as_csv([whole]), newline=""))
    assert row["published"] == "≈ 2025-05-01/2025-05-07 (borrowed from another report of the event)"  # for programs


def listed(whole: Piece) -> str:
    """The line of the list of exported articles."""
    entry = index.entry(document(whole))
    assert entry
    return index.listing([entry]).blocks[0].content


@pytest.mark.parametrize(
    ("folder", "sample", "said"),
    [
        ("", False, ""),
        ("/data/nk", False, " --library /data/nk"),
        ("/data/my nk", False, " --library '/data/my nk'"),
        ("/data/a\x1bb", False, " --library '/data/a␛b'"),
        ("/data/nk", True, ""),
    ],
)
def test_a_library_that_does_not_open_by_itself_is_named(folder: str, sample: bool, said: str) -> None:
    whole = piece(BODY, [mark(BODY, "One")], library=folder, sample=sample)
    command = f"nkreader open {identity(1)} --at nk-00000001"
    assert citation(whole, whole.highlights[0]).command == command + said


def test_the_library_that_opens_by_itself_is_not_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("NKREADER_LIBRARY", str(tmp_path / "link"))
    (tmp_path / "link").symlink_to(tmp_path / "nk")
    whole = piece(BODY, [mark(BODY, "One")], library=str(tmp_path / "nk"))
    assert "--library" not in citation(whole, whole.highlights[0]).command
