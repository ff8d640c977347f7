"""Files that are parsed in a process of their own."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest

from nkreader.ingest import Extract, Refused, Skipped, articles, guarded
from nkreader.ingest.extract import LIMIT
from nkreader.ingest.formats.given import BULLET, HEADING, PARAGRAPH, Block, Hints, Left, Text
from nkreader.ingest.formats.unpacking import Plain
from nkreader.ingest.formats.wire import from_line, hints_from, hints_to, to_line
from nkreader.ingest.reading import read_blocks
from nkreader.ingest.texts import article_of
from nkreader.model.article import PartKind, Stated

STORY = "The delegation left Pyongyang on Monday after three days of talks on trade and transport, officials said."
PAGE = "<html><head><title>{0}</title></head><body><article><h1>{0}</h1>{1}</article></body></html>"


def page(title: str, times: int = 5) -> str:
    return PAGE.format(title, "".join(f"<p>{number}. {STORY}</p>" for number in range(times)))


def zipped(path: Path, members: dict[str, str]) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in members.items():
            archive.writestr(name, text)
    return path


def test_what_a_format_gives_crosses_unchanged() -> None:
    for given in (
        Text(blocks=(Block(HEADING, "Talks"), Block(PARAGRAPH, STORY)), stated=Stated("Talks", published="2024-05-02")),
        Text(text="lone \ud800 half", key="a#b", where="message 7", same_as="guid 7", own_url=False, notices=("cut",)),
        Plain("a.txt", bytes(range(256))),
        Left("a.html", "no article in the page", lasting=False),
    ):
        assert from_line(json.loads(to_line(given))) == given
    hints = Hints("https://example.org/", "euc-kr", "text/html", Stated(outlet="Harbour Wire"))
    assert hints_from(hints_to(hints)) == hints


def test_blocks_keep_their_kinds_and_their_places() -> None:
    blocks = [
        (HEADING, "Talks"),
        (PARAGRAPH, STORY),
        (BULLET, "- rail"),
        (BULLET, "- road"),
        (PARAGRAPH, "The end came."),
    ]
    article = read_blocks(blocks, Stated("Trade talks"))
    assert article.text == f"Talks\n\n{STORY}\n\n- rail\n- road\n\nThe end came."
    kinds = [(part.kind, part.span.of(article.text)) for part in article.blocks]
    assert kinds == [(PartKind(kind), text) for kind, text in blocks]
    assert (article.title, article.title_basis) == ("Trade talks", "stated")


def test_a_text_without_words_is_refused() -> None:
    with pytest.raises(Refused):
        article_of(Text(text=" \n"))


def test_pages_inside_an_archive_are_articles_of_their_own(tmp_path: Path) -> None:
    row = '{"title": "Three", "text": "x y"}\n'
    members = {"b/two.html": page("Two"), "a/one.html": page("One"), "c/rows.jsonl": row,
               "c/four.txt": f"Four\n\n{STORY}",
               "pic.jpg": "x", ".hidden.html": page("Hidden")}  # fmt: skip
    found = [*articles([zipped(tmp_path / "all.zip", members)])]
    told = [(one.path.removeprefix(f"{tmp_path}/"), one.article.title) for one in found if isinstance(one, Extract)]
    assert told[:2] == [("all.zip#a/one.html", "One"), ("all.zip#b/two.html", "Two")]
    assert ("all.zip#c/four.txt", "Four") in told
    assert [title for path, title in told if path.startswith("all.zip#c/rows.jsonl#")] == ["Three"]
    assert len(told) == 4
    assert [one.reason for one in found if isinstance(one, Skipped)] == ["1 file in it has no reader: .jpg"]


def test_a_file_that_takes_too_long_costs_itself_alone(tmp_path: Path) -> None:
    heavy = "<div><b><i>" * 40_000 + STORY
    path = zipped(
        tmp_path / "all.zip", {"a.html": page("One"), "b.html": f"<html><body>{heavy * 12}", "c.html": page("Three")}
    )
    found = [*guarded.answers(str(path), LIMIT, seconds=2.0)]
    assert [one.stated.title for one in found if isinstance(one, Text)] == ["One", "Three"]
    [lost] = [one for one in found if not isinstance(one, Text)]
    assert "b.html" in str(lost)


def test_a_page_that_is_none_is_refused(tmp_path: Path) -> None:
    (tmp_path / "empty.html").write_text("<html><body></body></html>")
    [found] = articles([tmp_path])
    assert isinstance(found, Skipped)
    assert found.reason == "no article in the page"
