"""Rows: one article a line, identity and path of each, and what a broken file gives."""

from __future__ import annotations

import gzip
import json
import lzma
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from nkreader.ingest import Extract, Skipped, articles
from nkreader.model.article import PartKind, Stated

ROWS: list[dict[str, Any]] = [
    {"title": "Ferry Opens", "date": "2024-05-04", "url": "https://example.org/1", "text": "It opened."},
    {"title": "Ferry Closes", "date": "2024-05-05", "url": "https://example.org/day", "text": "It closed."},
    {"title": "Ferry Sails", "date": "2024-05-05", "url": "https://example.org/day", "text": "It sailed."},
    {"title": None, "author": " Min Seo-yun", "outlet": "Gazette", "text": "No title here."},
]


def write(path: Path, rows: list[Any]) -> Path:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def read(path: Path, limit: int = 10_000) -> tuple[list[Extract], list[Skipped]]:
    found = list(articles([path], limit))
    return [i for i in found if isinstance(i, Extract)], [i for i in found if isinstance(i, Skipped)]


def test_a_row_becomes_title_blank_line_and_body(tmp_path: Path) -> None:
    found, skipped = read(write(tmp_path / "r.jsonl", ROWS))
    assert skipped == []
    first = found[0].article
    assert first.text == "Ferry Opens\n\nIt opened."
    assert (first.title, first.title_basis) == ("Ferry Opens", "stated")
    assert [part.kind for part in first.parts] == [PartKind.TITLE, PartKind.PARAGRAPH]
    assert first.stated == Stated("Ferry Opens", None, None, "https://example.org/1", "2024-05-04")
    assert found[3].article.stated.author == " Min Seo-yun"
    assert (found[3].article.title, found[3].article.title_basis) == ("No title here", "first sentence")


def test_a_row_is_named_by_its_url_only_where_that_is_its_own(tmp_path: Path) -> None:
    path = write(tmp_path / "r.jsonl", ROWS)
    found, _ = read(path)
    assert found[0].path == f"{path}#https://example.org/1"
    assert [item.path for item in found[1:]] == [f"{path}#{item.digest[:12]}" for item in found[1:]]
    assert len({item.digest for item in found}) == 4


def test_identity_is_what_the_row_says_not_how(tmp_path: Path) -> None:
    row = ROWS[0]
    turned = dict(reversed(row.items())) | {"author": None, "crawled": "yesterday"}
    other_day = row | {"date": "2024-05-06"}
    found, _ = read(write(tmp_path / "r.jsonl", [row, turned, other_day]))
    assert found[0].digest == found[1].digest != found[2].digest
    again, _ = read(write(tmp_path / "moved.jsonl", [row]))
    assert again[0].digest == found[0].digest


@pytest.mark.parametrize(("suffix", "pack"), [(".jsonl.gz", gzip.compress), (".ndjson.xz", lzma.compress)])
def test_compressed_rows_read_the_same(tmp_path: Path, suffix: str, pack: Callable[[bytes], bytes]) -> None:
    plain = write(tmp_path / "r.jsonl", ROWS)
    packed = tmp_path / f"p{suffix}"
    packed.write_bytes(pack(plain.read_bytes()))
    assert [item.digest for item in read(packed)[0]] == [item.digest for item in read(plain)[0]]


def test_a_json_list_reads_the_same(tmp_path: Path) -> None:
    plain = write(tmp_path / "r.jsonl", ROWS)
    listed = tmp_path / "r.json"
    listed.write_text(json.dumps([*ROWS, 7]))
    found, skipped = read(listed)
    assert [item.digest for item in found] == [item.digest for item in read(plain)[0]]
    assert [item.reason for item in skipped] == ["item 5: not an object"]


@pytest.mark.parametrize(
    ("text", "reason"),
    [('{"a": 1}', "JSON, but not a list of rows"), ("[", "not JSON"), ("[" * 100_000, "not JSON"), ("", "empty")],
)
def test_other_json_is_refused(tmp_path: Path, text: str, reason: str) -> None:
    path = tmp_path / "x.json"
    path.write_text(text)
    found, skipped = read(path, limit=1_000_000)
    assert found == []
    assert skipped[0].reason.startswith(reason)


def test_a_broken_line_is_told_and_the_rest_goes_on(tmp_path: Path) -> None:
    good = [json.dumps(row).encode() for row in ROWS]
    lines = [b"\xef\xbb\xbf" + good[0], b"{broken", b"", b"[1]", b'{"text": "\xff"}', b"{}", b'{"text": 0}']
    lines += [b'{"text": "' + b"x" * 20_000 + b'"}', b'{"text": "lone \\ud800 half"}', b"[" * 9_000, good[3]]
    path = tmp_path / "r.jsonl"
    path.write_bytes(b"\n".join(lines))
    found, skipped = read(path)
    assert [item.article.text.splitlines()[0] for item in found] == [
        "Ferry Opens",
        "0",
        "lone \ufffd half",
        "No title here.",
    ]
    assert [item.reason.split(":")[0] for item in skipped] == [f"line {n}" for n in (2, 4, 5, 6, 8, 10)]
    reasons = [item.reason.partition(": ")[2] for item in skipped]
    assert reasons[1:5] == ["not an object", "not UTF-8", "neither text nor title", "larger than 10 kB"]
    assert all(item.path == str(path) for item in skipped)


@pytest.mark.parametrize(("suffix", "pack"), [(".jsonl.gz", gzip.compress), (".jsonl.xz", lzma.compress)])
def test_a_damaged_file_gives_what_can_be_read(tmp_path: Path, suffix: str, pack: Callable[[bytes], bytes]) -> None:
    rows = [{"text": f"Ferry {number} sailed. {number**9 % 7919}"} for number in range(3000)]
    whole = pack(write(tmp_path / "r.jsonl", rows).read_bytes())
    cut = tmp_path / f"cut{suffix}"
    cut.write_bytes(whole[: len(whole) * 3 // 4])
    found, skipped = read(cut)
    assert 0 < len(found) < 3000
    assert len(skipped) == 1
    assert "damaged after line" in skipped[0].reason
    cut.write_bytes(b"not compressed at all")
    assert "damaged after line 0" in read(cut)[1][0].reason


def test_entities_are_decoded_once_and_text_is_sanitised(tmp_path: Path) -> None:
    row = {"title": "Ro &amp; Min", "text": "“Safe &lt;b&gt;&quot;\x1b[2J &amp;amp;”"}
    found, _ = read(write(tmp_path / "r.jsonl", [row]))
    assert found[0].article.text == 'Ro & Min\n\n“Safe <b>"␛[2J &amp;”'
    assert [item.code for item in found[0].article.replaced] == [0x1B]


def test_a_title_over_several_lines_is_one_line(tmp_path: Path) -> None:
    found, _ = read(write(tmp_path / "r.jsonl", [{"title": " Ferry\n  Opens ", "text": "\n\n It opened."}]))
    assert found[0].article.text == "Ferry Opens\n\n It opened."
    assert found[0].article.title == "Ferry Opens"


def test_a_row_of_title_alone_is_an_article(tmp_path: Path) -> None:
    found, _ = read(write(tmp_path / "r.jsonl", [{"title": "Ferry Opens"}]))
    assert found[0].article.text == "Ferry Opens"
    assert found[0].article.first(PartKind.TITLE) is not None
