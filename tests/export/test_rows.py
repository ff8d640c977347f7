"""Highlights as JSON and CSV."""

from __future__ import annotations

import csv
import io
import json
import re

import pytest
from hypothesis import given

from nkreader.export.rows import COLUMNS, as_csv, as_json
from nkreader.model.dates import PartialDate
from nkreader.model.highlights import in_text_order
from nkreader.model.piece import Piece
from nkreader.model.sanitise import is_safe, safe
from tests.export.pieces import identity, mark, piece, pieces

BODY = "One two.\n\nThree four."


def read(table: str) -> list[dict[str, str]]:
    """A table as a spreadsheet reads it."""
    return list(csv.DictReader(io.StringIO(table, newline=""), strict=True))


def test_json_has_the_contracts_fields_and_selectors() -> None:
    whole = piece(BODY, [mark(BODY, "four", note="n", tags=("a", "b")), mark(BODY, "One", 2)])
    first, second = as_json([whole])
    assert [first["id"], second["id"]] == ["nk-00000002", "nk-00000001"]
    contract = {
        "id": "nk-00000001", "article": identity(1), "start": 16, "end": 20, "quote": "four", "note": "n",
        "tags": ["a", "b"], "colour": "yellow", "orphan": False,
    }  # fmt: skip
    assert {key: second[key] for key in contract} == contract
    assert second["published"]["certainty"] == "derived"
    assert second["origins"] == ["NationPress", "Yonhap News Agency", "KCNA"]
    assert second["target"] == {
        "type": "SpecificResource",
        "source": f"urn:sha256:{whole.version}",
        "state": {"type": "TimeState", "cached": f"urn:sha256:{whole.version}"},
        "selector": [
            {"type": "TextQuoteSelector", "exact": "four", "prefix": "One two.\n\nThree ", "suffix": "."},
            {"type": "TextPositionSelector", "start": 16, "end": 20},
        ],
    }


@given(piece=pieces())
def test_each_row_is_a_web_annotation(piece: Piece) -> None:
    """What the Web Annotation Data Model demands of the parts that a row has."""
    for row, item in zip(as_json([piece]), in_text_order(piece.highlights), strict=True):
        assert row["@context"][0] == "http://www.w3.org/ns/anno.jsonld"
        assert row["@context"][1] == {"@base": f"nkreader:/{item.article}/"}
        assert row["type"] == "Annotation"
        bodies = row.get("body", [])
        assert [body["value"] for body in bodies] == [safe(text) for text in (item.note, *item.tags)][not item.note :]
        assert {body["type"] for body in bodies} <= {"TextualBody"}
        purposes = {body["purpose"] for body in bodies}
        assert row["motivation"][0] == "highlighting"
        assert set(row["motivation"][1:]) == purposes
        target = row["target"]
        assert re.fullmatch(r"urn:sha256:[0-9a-f]{64}|https?://\S+", target["source"], re.IGNORECASE)
        assert target["state"] == {"type": "TimeState", "cached": f"urn:sha256:{item.anchor.version}"}
        assert [one["type"] for one in target["selector"]] == ["TextQuoteSelector", "TextPositionSelector"]
        assert all(isinstance(target["selector"][0][part], str) for part in ("exact", "prefix", "suffix"))
        assert 0 <= target["selector"][1]["start"] < target["selector"][1]["end"]


@given(piece=pieces())
def test_json_survives_a_round_trip_and_is_safe(piece: Piece) -> None:
    rows = as_json([piece])
    assert len(rows) == len(piece.highlights)
    assert json.loads(json.dumps(rows)) == rows
    assert is_safe(json.dumps(rows, ensure_ascii=False))
    text = piece.article.text
    for row in rows:
        assert text[row["start"] : row["end"]] == row["quote"] == row["target"]["selector"][0]["exact"]


@given(piece=pieces())
def test_no_cell_is_a_formula_and_none_is_lost(piece: Piece) -> None:
    table = as_csv([piece])
    rows = read(table)
    assert is_safe(table)
    assert len(rows) == len(piece.highlights)
    found = {row["id"]: row for row in rows}
    for item in piece.highlights:
        row = found[item.id]
        assert not any(cell.lstrip().startswith(("=", "+", "-", "@")) for cell in row.values())
        assert row["quote"] in (safe(item.anchor.exact), f"'{safe(item.anchor.exact)}")
        assert row["note"] in (safe(item.note), f"'{safe(item.note)}")


@pytest.mark.parametrize("note", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "  =1", "\n=1", "＝1"])
def test_formulas_are_disarmed(note: str) -> None:
    (row,) = read(as_csv([piece(BODY, [mark(BODY, "One", note=note)])]))
    assert row["note"] == f"'{note}"


def test_the_table_reads_well() -> None:
    marks = [mark(BODY, "One", note='say "no", twice', tags=("a", "b"), orphan=True)]
    table = as_csv([piece(BODY, marks, published=PartialDate.unknown("none"), url="https://e.org")])
    (row,) = read(table)
    assert tuple(row) == COLUMNS
    assert row["note"] == 'say "no", twice'
    assert (row["tags"], row["orphan"], row["published"], row["url"]) == ("a; b", "yes", "", "https://e.org")
    assert (row["start"], row["end"], row["paragraph"], row["file"]) == ("0", "3", "1", "a_file.txt")


def test_nothing_marked_gives_no_rows() -> None:
    assert as_json([piece(BODY)]) == []
    assert read(as_csv([])) == []
