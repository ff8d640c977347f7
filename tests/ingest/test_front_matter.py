"""Front matter of other programs keeps what it says; what nkreader wrote itself is never taken in."""

from __future__ import annotations

import gzip
import lzma
from collections.abc import Callable
from pathlib import Path

import pytest

from nkreader.archive.dumping import HEADER
from nkreader.ingest import Skipped, articles, own_export, read_text
from nkreader.ingest.own import DUMP, DUMPED, EXPORTED
from nkreader.ingest.pasting import pasted
from nkreader.model.article import PartKind, Stated

BODY = "\n\nThe ferry left the harbour on time."
HARBOUR = Stated("Ferry sails", "Gazette", "Min Seo-yun", "https://example.org/1", "2024-05-04")


@pytest.mark.parametrize(
    "inside",
    [
        "title: Ferry sails\noutlet: Gazette\nauthor: Min Seo-yun\nurl: https://example.org/1\npublished: 2024-05-04",
        "date: 2024-05-04\nlink: https://example.org/1\nauthors:\n  - Min Seo-yun\npublication: Gazette\n"
        "title: Ferry sails",
        "publish-date: 2024-05-04\ncanonical: https://example.org/1\nby: Min Seo-yun\nsite: Gazette\n"
        "headline: Ferry sails",
        'title: "Ferry sails"\nsource: "https://example.org/1"\nauthor:\n  - "[[Min Seo-yun]]"\npublished: 2024-05-04\n'
        'site: Gazette\ncreated: 2026-01-01\ntags:\n  - "clippings"',
        "my own key: x\ntitle: Ferry sails\n날짜: 2023\nsource: Gazette\nauthor: Min Seo-yun\nurl: https://example.org/1\n"
        "? odd\n{{ template }}\ndate: 2024-05-04\n'quoted key': 7",
        '"title": Ferry sails\n"date": 2024-05-04\nOutlet: Gazette\nAUTHOR: Min Seo-yun\nurl: https://example.org/1',
        "title: >-\n  Ferry\n  sails\nsource: Gazette\nauthor: [Min Seo-yun]\nurl: https://example.org/1\n"
        "date: 2024-05-04\ndescription: |\n  Two lines\n\n  of it\nlayout: post",
    ],
)
def test_the_keys_of_other_programs(inside: str) -> None:
    article = read_text(f"---\n{inside}\n---{BODY}")
    assert article.stated == HARBOUR
    assert article.title_basis == "stated"
    (metadata,) = article.all(PartKind.METADATA)
    assert metadata.of(article.text) == f"---\n{inside}\n---"
    assert [part.span.of(article.text) for part in article.body] == [BODY.strip()]


@pytest.mark.parametrize(
    "inside",
    [
        "He said: we will sail.\nThe captain: never.",
        "Date: Monday\nThe ferry left the harbour on time and came back.",
        "Title: The ferry\nDate: Monday\nBy: the captain\n" + "The ferry left the harbour. " * 12,
        "Only words here.",
    ],
)
def test_words_between_rules_stay_words(inside: str) -> None:
    article = read_text(f"---\n{inside}\n---{BODY}")
    assert article.first(PartKind.METADATA) is None
    assert article.stated == Stated()


@pytest.mark.parametrize(
    "text",
    [
        '---\nnkreader_id: "0123456789ab"\n---\nText.',
        "---\nmy notes: yes\nno key at all, only words\n日付: x\n'nkreader_id': 0123456789ab\n---\nText.",
        '\ufeff\r\n---  \r\ntags:\r\n  - a\r\n"nkreader_id" : x\r\n...\r\nText.',
        "---\n" + "key: value\n" * 2000 + "nkreader_id: x\n---\nText.",
        "---\nnkreader_id: x\nan end that somebody took away",
    ],
)
def test_an_export_is_known_whatever_stands_beside_its_id(tmp_path: Path, text: str) -> None:
    assert own_export(text)
    path = tmp_path / "own.md"
    path.write_text(text, encoding="utf-8", newline="")
    assert list(articles([path])) == [Skipped(str(path), EXPORTED, lasting=True)]
    assert pasted(text.encode(), Stated()) == Skipped("standard input", EXPORTED)


@pytest.mark.parametrize(
    "text",
    [
        "nkreader_id: x\n\nText.",
        "---\ntitle: nkreader_id\n---\nnkreader_id: x",
        "---\nnote: about\n  nkreader_id: x\n---\nText.",
        "Text.\n---\nnkreader_id: x\n---",
    ],
)
def test_what_only_speaks_of_the_id_is_no_export(text: str) -> None:
    assert not own_export(text)


DUMPED_FILE = '{"kind":"nkreader dump","format":1,"sample":false}\n{"kind":"article","title":"x","text":"y"}\n'


@pytest.mark.parametrize(
    ("name", "pack"),
    [
        ("d.jsonl", bytes),
        ("d.ndjson", bytes),
        ("d.jsonl.gz", gzip.compress),
        ("d.jsonl.xz", lzma.compress),
        ("d.json", bytes),
        ("d.txt", bytes),
        ("d", bytes),
    ],
)
@pytest.mark.parametrize("text", [DUMPED_FILE, DUMPED_FILE.replace(":", ": ").replace(",", ", ")])
def test_a_dump_is_left_to_restore(tmp_path: Path, name: str, pack: Callable[[bytes], bytes], text: str) -> None:
    path = tmp_path / name
    path.write_bytes(pack(text.encode()))
    assert list(articles([path])) == [Skipped(str(path), DUMPED, lasting=True)]
    assert "nkreader restore" in DUMPED
    assert DUMP == HEADER
    assert pasted(text.encode(), Stated()) == Skipped("standard input", DUMPED)


def test_rows_that_speak_of_a_dump_are_rows(tmp_path: Path) -> None:
    path = tmp_path / "r.jsonl"
    path.write_text('{"text": "The ferry.", "kind": "a dump"}\n{"kind":"nkreader dump","text":"second line"}\n')
    assert [type(item).__name__ for item in articles([path])] == ["Extract", "Extract"]
