"""The dialects of Markdown: what differs between them, and that a change of dialect costs nothing."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given

from nkreader import settings
from nkreader.export.blocks import Block, Removed, parse
from nkreader.export.documents import fresh, updated
from nkreader.export.flavours import COMMONMARK, FLAVOURS, OBSIDIAN
from nkreader.export.markdown import document, export
from nkreader.export.rendering import rendered
from nkreader.model.piece import Piece
from nkreader.model.sanitise import is_safe, safe
from tests.export.pieces import body_of, lines_of, mark, piece, pieces, shown, tokens

BODY = "One two three.\n\nFour five six."


def test_every_flavour_can_be_set() -> None:
    assert tuple(FLAVOURS) == settings.FLAVOURS
    assert settings.Settings().flavour == COMMONMARK.name == settings.FLAVOURS[0]


def test_obsidian_gets_callouts_block_ids_and_tags() -> None:
    marks = [mark(BODY, "two three.\n\nFour", 1, tags=("armour", "a b", "2024", "korea/north", "_x_"))]
    (block,) = (item for item in parse(document(piece(BODY, marks), OBSIDIAN)) if isinstance(item, Block) and
                item.id.startswith("nk-"))  # fmt: skip
    assert block.content.startswith("> [!quote]\n> two three.\n>\n> Four\n\n— NationPress, Seoul · ")
    assert block.content.endswith("\n\n**Tags:** #armour, a b, 2024, #korea/north, \\_x\\_\n\n^nk-00000001")


@pytest.mark.parametrize(
    ("title", "relative", "link"),
    [
        ("A title", "a-title--12345678.md", "[[a-title--12345678|A title]]"),
        ("김정은: 방문", "sub/김정은--1.md", "[[sub/김정은--1|김정은: 방문]]"),
        ("a|b", "a-b--1.md", "[a\\|b](<a-b--1.md>)"),
        ("[x]", "x--1.md", "[\\[x\\]](<x--1.md>)"),
        ("<b>", "b--1.md", "[\\<b\\>](<b--1.md>)"),
        ("Title", "my #1 note.md", "[Title](<my %231 note.md>)".replace(" ", "%20")),
        ("Title", "../up.md", "[Title](<../up.md>)"),
        ("", "x--1.md", "[[x--1|]]"),
    ],
)
def test_obsidian_links_by_name_where_nothing_ends_the_link(title: str, relative: str, link: str) -> None:
    if title:
        assert OBSIDIAN.link(title, relative) == link


@given(piece=pieces())
def test_quotes_are_verbatim_for_obsidian_too(piece: Piece) -> None:
    text = document(piece, OBSIDIAN)
    assert is_safe(text)
    parsed = tokens(text)
    assert all(child.type not in ("html_inline", "image") for token in parsed for child in token.children or ())
    depth, quotes = 0, list[list[str]]()
    for token in parsed:
        depth += token.nesting if token.type in ("blockquote_open", "blockquote_close") else 0
        if token.type == "blockquote_open":
            quotes.append([])
        elif token.type == "inline" and depth:
            quotes[-1] += shown(token).split("\n")
    expected = sorted(piece.highlights, key=lambda item: (item.orphan, item.anchor.span, item.id))
    assert quotes == [["[!quote]", *lines_of(safe(item.anchor.exact))] for item in expected]
    marks = [item.id for item in parse(body_of(text)) if isinstance(item, Block) and item.id.startswith("nk-")]
    assert re.findall(r"^\^(nk-[0-9a-f]{8})$", text, re.MULTILINE) == marks


@given(piece=pieces())
def test_a_change_of_flavour_leaves_one_block_for_each_highlight(piece: Piece) -> None:
    plain, other = rendered(piece), rendered(piece, OBSIDIAN)
    text = fresh(plain).text + "\nmine\n"
    changed = updated(text, other)
    assert changed.edited == ()
    assert [item.id for item in parse(body_of(changed.text)) if isinstance(item, Block | Removed)] == [
        block.id for block in other.blocks
    ]
    assert changed.text == fresh(other).text + "\nmine\n"
    assert updated(changed.text, plain).text == text


def test_an_edited_block_outlives_a_change_of_flavour() -> None:
    whole = piece(BODY, [mark(BODY, "two", note="old")])
    text = fresh(rendered(whole)).text.replace("**Note:** old", "**Note:** mine")
    changed = updated(text, rendered(whole, OBSIDIAN))
    assert changed.edited == ("nk-00000001",)
    assert changed.text.count("**Note:** mine") == changed.text.count("**Note:** old") == 1
    assert changed.text.count("> [!quote]") == 1
    assert updated(changed.text, rendered(whole, OBSIDIAN)).text == changed.text


def test_a_folder_changes_its_flavour_with_its_list(tmp_path: Path) -> None:
    batch = [piece(BODY, [mark(BODY, "two", 1, of=number)], number=number, title="A title") for number in (1, 2)]
    export(tmp_path, batch)
    before = {path.name: path.read_text() for path in tmp_path.iterdir()}
    report = export(tmp_path, batch, flavour=OBSIDIAN)
    assert {result.status for result in report.files} == {"written"}
    now = {path.name: path.read_text() for path in tmp_path.iterdir()}
    assert set(now) == set(before)
    assert now["index.md"].count("- [[a-title--") == 2
    assert {result.status for result in export(tmp_path, batch, flavour=OBSIDIAN).files} == {"unchanged"}
    export(tmp_path, batch)
    assert {path.name: path.read_text() for path in tmp_path.iterdir()} == before


def test_a_speaker_is_named_where_one_is_known() -> None:
    whole = piece(BODY, [mark(BODY, "two", 1), mark(BODY, "five", 2)])
    whole = replace(whole, speakers={"nk-00000001": "*Kim* of KCNA"})
    text = document(whole)
    assert text.count("— said by \\*Kim\\* of KCNA · NationPress, Seoul · ") == text.count("said by") == 1
