"""Of any text whatever: blocks disjoint, in order and complete; marks inside a block; the same every time."""

from __future__ import annotations

import re
import time

from hypothesis import given, settings
from hypothesis import strategies as st

from nkreader.ingest import read_text
from nkreader.ingest.language import words_of
from nkreader.ingest.splitting import boilerplate
from nkreader.model.article import BLOCKS, PartKind, Stated
from nkreader.model.dateline import read_dateline
from nkreader.model.sanitise import is_safe

shreds = st.sampled_from(
    [
        "\n",
        "\n\n",
        " \n ",
        " date 2024-03-24 ",
        "---\n",
        "title: x\n",
        "# ",
        "- ",
        "• ",
        "Synopsis\n",
        "Ferry Line Opens",
        "By Ro Min-su ",
        "SEOUL, May 4 (Gazette) -- ",
        "SEOUL -- ",
        "(LEAD) ",
        "(ATTN: x)\n",
        "(END)",
        " -0-",
        "ro@example.org",
        "[Juche113.6.11.]\n",
        "The ferry left the harbour. ",
        "and then it went on and on " * 6,
        "동해 항구에서 ",
        "(끝)",
        "\t",
        "1. ",
        "*Crawled at: today*\n",
        "Share this\n",
        "\u3000",
        "\u0085",
        "\u2028",
        "\x1f",
        "\x0c",
        "\r\n",
        "\ufeff",
        ".",
    ]
)
texts = st.lists(shreds, max_size=14).map("".join) | st.text(max_size=80)
stated = st.builds(Stated, title=st.none() | st.sampled_from(["Ferry Line Opens", "x", " "]) | st.text(max_size=10))


@settings(max_examples=400, deadline=None)  # the language model loads once
@given(texts, stated)
def test_blocks_hold_everything_and_marks_lie_inside(text: str, given_: Stated) -> None:
    article = read_text(text, given_)
    at = 0
    for block in article.blocks:
        assert at <= block.span.start < block.span.end <= len(article.text)
        assert not article.text[at : block.span.start].strip()
        assert block.span.trimmed(article.text) == block.span
        at = block.span.end
    assert not article.text[at:].strip()
    for part in article.parts:
        if part.kind not in BLOCKS:
            assert len(part.span)
            assert any(block.span.covers(part.span) for block in article.blocks)
    assert [p.span.start for p in article.parts] == sorted(p.span.start for p in article.parts)
    assert len(article.all(PartKind.TITLE)) <= 1
    assert len(article.all(PartKind.HEADER)) <= 1


@given(texts, stated)
def test_title_is_one_printable_line_and_its_basis_holds(text: str, given_: Stated) -> None:
    article = read_text(text, given_)
    assert is_safe(article.text + article.title)
    assert article.title == " ".join(article.title.split())
    assert (article.title_basis == "none") == (article.title == "")
    assert article.title_basis != "first line" or article.first(PartKind.TITLE) is not None


@given(texts)
def test_reading_is_a_function_of_the_text(text: str) -> None:
    article = read_text(text)
    assert read_text(text) == article
    assert read_text(article.text).parts == article.parts


@given(texts)
def test_a_marked_dateline_is_a_dateline(text: str) -> None:
    article = read_text(text)
    for span in article.all(PartKind.DATELINE):
        found = read_dateline(article.text, span)
        assert found is not None
        assert found.span == span


def test_time_grows_with_the_text_and_not_with_its_square() -> None:
    count = 400_000
    hostile = {
        "spaces": " " * count,
        "one word": "x" * count,
        "names": "Ro Min " * (count // 7),
        "short lines": "Ferry opens\n" * (count // 12),
        "marks": "(Adds " * (count // 6),
        "rules": "* " * (count // 2),
        "address": "www." + "a." * (count // 2),
    }
    for name, text in hostile.items():
        begin = time.process_time()
        read_text(text)
        assert time.process_time() - begin < 5, name


@given(st.text(st.sampled_from("The of and el la été Straße 서울 don't 24-7_x\n\u212a.,"), max_size=200))
def test_words_are_told_apart_as_by_the_letters_they_have(text: str) -> None:
    small = text.casefold()
    assert words_of(small) == re.findall(r"[^\W\d_]+", small)


@given(
    st.lists(
        st.sampled_from(["It ended", " ", "\n", "(END)", "[끝]", "-0-", "-30-", "###", "a.b@c.org", "."]), max_size=9
    )
)
def test_the_short_way_to_a_tail_misses_none(pieces: list[str]) -> None:
    text = "".join(pieces)
    found = boilerplate._TAIL.search(text)
    begin = found.start() + len(found[0]) - len(found[0].lstrip()) if found else 0
    assert boilerplate.tail_of(text, 0, len(text)) == (begin or None)
