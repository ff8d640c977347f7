"""A whole document, as a CommonMark parser and a reader see it."""

from __future__ import annotations

import re
from dataclasses import replace

from hypothesis import given

from nkreader.export import frontmatter
from nkreader.export.blocks import Block, parse
from nkreader.export.markdown import document
from nkreader.export.rendering import slug
from nkreader.model.article import Part, PartKind
from nkreader.model.dates import PartialDate
from nkreader.model.piece import Piece
from nkreader.model.sanitise import is_safe, safe, safe_line
from nkreader.model.spans import Span
from tests.export.pieces import body_of, lines_of, mark, nasty_text, piece, pieces, shown, tokens

COMMENT = re.compile(r"<!-- nkreader:(?:begin [\w.-]+ sha=[0-9a-f]{16}|end [\w.-]+) -->")


@given(piece=pieces())
def test_quotes_are_verbatim_and_nothing_becomes_html(piece: Piece) -> None:
    text = document(piece)
    assert is_safe(text)
    parsed = tokens(text)
    for token in parsed:
        if token.type == "html_block":
            assert COMMENT.fullmatch(token.content.strip())
        assert all(child.type != "html_inline" for child in token.children or ())
    quotes: list[list[str]] = []
    for at, token in enumerate(parsed):
        if token.type == "blockquote_open":
            quotes.append([])
        if token.type == "inline" and quotes and any(t.type == "blockquote_close" for t in parsed[at:]):
            depth = sum({"blockquote_open": 1, "blockquote_close": -1}.get(t.type, 0) for t in parsed[:at])
            if depth:
                quotes[-1] += shown(token).split("\n")
    expected = sorted(piece.highlights, key=lambda item: (item.orphan, item.anchor.span, item.id))
    assert quotes == [lines_of(safe(item.anchor.exact)) for item in expected]


@given(piece=pieces())
def test_the_only_links_are_the_source_address(piece: Piece) -> None:
    urls = {
        str(child.attrs["href"])
        for token in tokens(document(piece))
        for child in token.children or ()
        if child.type == "link_open"
    }
    assert len(urls) <= 1
    assert all(url.lower().startswith(("http://", "https://")) for url in urls)
    images = [c for token in tokens(document(piece)) for c in token.children or () if c.type == "image"]
    assert images == []


@given(piece=pieces())
def test_front_matter_reads_back(piece: Piece) -> None:
    parts = frontmatter.split(document(piece))
    assert parts is not None
    values = frontmatter.read(parts[0])
    assert values["nkreader_id"] == piece.headline.id
    assert values.get("title", "") == safe_line(piece.headline.title)
    assert values.get("outlet", "") == safe_line(piece.headline.outlet or "")
    assert all(entry.key for entry in parts[0])


@given(piece=pieces())
def test_every_block_carries_the_hash_of_its_content(piece: Piece) -> None:
    blocks = [item for item in parse(body_of(document(piece))) if isinstance(item, Block)]
    assert [block.id for block in blocks if block.id.startswith("nk-")] == [
        item.id for item in sorted(piece.highlights, key=lambda item: (item.orphan, item.anchor.span, item.id))
    ]
    assert not any(block.edited for block in blocks)


def test_a_newline_between_two_blocks_is_a_paragraph_break() -> None:
    body = "First line\nSecond line"
    whole = piece(body, [mark(body, body)])
    parts = (Part(PartKind.PARAGRAPH, Span(0, 10)), Part(PartKind.PARAGRAPH, Span(11, 22)))
    whole = replace(whole, article=replace(whole.article, parts=parts))
    assert "> First line\n>\n> Second line\n" in document(whole)


def test_the_sample_archive_is_labelled() -> None:
    body = "Some words."
    label = "**sample, written for nkreader: do not cite**"
    assert document(piece(body, [mark(body, "words")], sample=True)).count(label) == 2
    assert "sample" not in document(piece(body, [mark(body, "words")]))


def test_highlight_note_tags_and_colour_stand_in_one_block() -> None:
    body = "One two three."
    text = document(piece(body, [mark(body, "two", note="a\nb", tags=("t_1",), colour="blue")]))
    (block,) = (item for item in parse(body_of(text)) if isinstance(item, Block) and item.id.startswith("nk-"))
    assert block.content.startswith(
        "> two\n\n— NationPress, Seoul · published 2025-05-04 (derived from the weekday) · "
    )
    assert block.content.endswith("**Note:** a\\\nb\n\n**Tags:** t\\_1 · **Colour:** blue")


def test_overlaps_are_told_and_orphans_come_last() -> None:
    body = "One two three four."
    marks = [
        mark(body, "One", 1, orphan=True), mark(body, "two three", 2), mark(body, "three four", 3),
    ]  # fmt: skip
    text = document(piece(body, marks))
    order = [item.id for item in parse(body_of(text)) if isinstance(item, Block)]
    assert order == ["title", "nk-00000002", "nk-00000003", "orphans", "nk-00000001"]
    assert "overlaps `nk-00000003`" in text
    assert text.count("not found in the present text") == 1


def test_an_undated_piece_says_so_and_why() -> None:
    body = "One two three."
    text = document(piece(body, [mark(body, "two")], published=PartialDate.unknown("no date in it.")))
    assert "undated: no date in it ·" in text
    assert 'published_reason: "no date in it."' in text
    assert "published:" not in text


@given(title=nasty_text)
def test_slug_is_a_file_name_everywhere(title: str) -> None:
    name = slug(title)
    assert 0 < len(name.encode()) <= 80
    assert not re.search(r"[\\/:*?\"<>|#^\[\]\s.]|^-|-$", name)
    assert is_safe(name)
    assert slug(title) == name


def test_slug_keeps_other_scripts() -> None:
    assert slug("Kim: 김정은, 3.5%!") == "kim-김정은-3-5"
    assert slug("가" * 100) == "가" * 26
