"""What is stated beside a text is as little trusted as the text; and a fault of ours costs one article, no more."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from nkreader.ingest import Extract, Skipped, articles, read_text
from nkreader.ingest.language import language
from nkreader.ingest.pasting import pasted
from nkreader.model.article import Article, Stated
from nkreader.model.sanitise import is_safe

HOSTILE = "a\ud800\udcff\x00\x1b[2J\u202eb\r\nc"
NAMES = ("title", "outlet", "author", "url", "date")


def read(path: Path) -> tuple[list[Extract], list[Skipped]]:
    found = list(articles([path]))
    return [i for i in found if isinstance(i, Extract)], [i for i in found if isinstance(i, Skipped)]


def write(path: Path, *given: dict[str, Any]) -> Path:
    path.write_text("".join(json.dumps(row) + "\n" for row in given), encoding="utf-8")
    return path


def said(article: Article) -> list[str]:
    stated = article.stated
    return [v for v in (stated.title, stated.outlet, stated.author, stated.url, stated.published) if v is not None]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("suffix", [".jsonl", ".json"])
def test_hostile_characters_in_any_field_are_made_visible_where_they_are_read(
    tmp_path: Path, name: str, suffix: str
) -> None:
    row = {"text": "The ferry sailed.", name: HOSTILE}
    path = tmp_path / f"r{suffix}"
    path.write_text(json.dumps(row) if suffix == ".jsonl" else json.dumps([row]))
    (found,), skipped = read(path)
    assert skipped == []
    assert all(is_safe(value) and "\n" not in value for value in said(found.article))
    assert any("\ufffd" in value and "␛" in value for value in said(found.article))
    assert is_safe(found.article.title)
    assert is_safe(found.path)
    found.path.encode("utf-8")


@pytest.mark.parametrize("name", NAMES)
def test_hostile_escapes_in_front_matter_too(name: str) -> None:
    article = read_text(f'---\n{name}: "a\\ud800\\u001b[2J\\u202e"\n---\nThe ferry sailed.')
    assert said(article) == ["a\ufffd␛[2J\ufffd"]


def test_what_the_caller_states_is_printable() -> None:
    found = pasted(b"The ferry sailed.", Stated(*[HOSTILE] * 5))
    assert isinstance(found, Extract)
    assert all(map(is_safe, said(found.article)))


def test_urls_that_name_no_row_leave_that_to_the_hash(tmp_path: Path) -> None:
    urls = ("https://a.example/\ud800", "https://a.example/\ud801", "https://a.example/" + "x" * 3000, "a\nb")
    found, skipped = read(write(tmp_path / "r.jsonl", *({"text": f"Ferry {url!r}.", "url": url} for url in urls)))
    assert skipped == []
    assert [item.path for item in found] == [f"{tmp_path / 'r.jsonl'}#{item.digest[:12]}" for item in found]
    assert len({item.path for item in found}) == len(urls)


@pytest.mark.parametrize(
    ("row", "left_out"),
    [
        ({"title": "x" * 5000}, "title"),
        ({"url": "x" * 5000}, "url"),
        ({"outlet": "x" * 5000}, "outlet"),
        ({"author": "x" * 5000}, "author"),
        ({"date": "1" * 5000}, "published"),
    ],
)
def test_what_is_absurdly_long_is_left_out_and_told(tmp_path: Path, row: dict[str, str], left_out: str) -> None:
    (found,), skipped = read(write(tmp_path / "r.jsonl", {**row, "text": "The ferry sailed."}))
    assert skipped == []
    assert said(found.article) == []
    assert found.article.notices == (f"the stated {left_out} was left out: 5,000 characters are too many",)
    assert len(found.article.title) < 200


@pytest.mark.parametrize(
    ("date", "kept"),
    [
        ("9999-12-31", False),
        ("99991231", False),
        ("99991231235959", False),
        ("31.12.9999", False),
        ("Dec. 31, 3000", False),
        ("2024-03-04T23:59:59.9999", True),
        ("Mon, 4 Mar 2024 23:59:59 +0930", True),
        ("20240304", True),
        ("2999-12-31", True),
        (1709510400, True),
    ],
)
def test_years_that_no_article_has(tmp_path: Path, date: Any, kept: bool) -> None:
    (found,), _ = read(write(tmp_path / "r.jsonl", {"text": "The ferry sailed.", "date": date}))
    assert found.article.stated.published == (str(date) if kept else None)
    assert bool(found.article.notices) is not kept
    front = read_text(f"---\ndate: {date}\n---\nThe ferry sailed.")
    assert front.stated.published == (str(date) if kept else None)


def test_numbers_and_lists_that_are_no_dates_stop_nothing(tmp_path: Path) -> None:
    dates: list[Any] = [10**4000, 1e308, float("nan"), float("-inf"), -1, True, {}, [[]], ["\ud800", "2024"], ""]
    found, skipped = read(
        write(tmp_path / "r.jsonl", *({"text": f"Ferry {n}.", "date": d} for n, d in enumerate(dates)))
    )
    assert (len(found), skipped) == (len(dates), [])
    path = tmp_path / "long.jsonl"
    path.write_text('{"text": "One.", "date": ' + "9" * 5000 + '}\n{"text": "Two."}\n')
    found, skipped = read(path)
    assert [item.article.text for item in found] == ["Two."]
    assert skipped[0].reason.startswith("line 1: not JSON")


def test_a_fault_of_ours_costs_one_row_and_names_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def faulty(text: str, stated: Stated) -> Article:
        if "bad" in text:
            raise KeyError("lighthouse\n\x1b[2J" + "x" * 999)
        return read_text(text, stated)

    monkeypatch.setattr("nkreader.ingest.rows.read_text", faulty)
    path = write(tmp_path / "r.jsonl", {"text": "One."}, {"text": "bad"}, {"text": "Three."})
    found, (skipped,) = read(path)
    assert [item.article.text for item in found] == ["One.", "Three."]
    assert [item.where for item in found] == ["line 1", "line 3"]
    assert skipped.path == str(path)
    assert skipped.reason.startswith("line 2: a fault of nkreader, please report it: KeyError in ")
    assert "lighthouse" in skipped.reason
    assert "\n" not in skipped.reason
    assert len(skipped.reason) < 300
    assert not skipped.lasting, "a mended nkreader reads it again"


def test_a_fault_of_ours_costs_one_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def faulty(text: str) -> str:
        return str(1 // 0) if "bad" in text else language(text)

    monkeypatch.setattr("nkreader.ingest.reading.language", faulty)
    for name, text in (("a.txt", "One."), ("b.txt", "bad"), ("c.txt", "Three.")):
        (tmp_path / name).write_text(text)
    found, (skipped,) = read(tmp_path)
    assert [item.article.text for item in found] == ["One.", "Three."]
    assert skipped.path == str(tmp_path / "b.txt")
    assert "ZeroDivisionError" in skipped.reason
    told = pasted(b"bad", Stated())
    assert isinstance(told, Skipped)
    assert "ZeroDivisionError" in told.reason
    with pytest.raises(ZeroDivisionError):
        read_text("bad")
