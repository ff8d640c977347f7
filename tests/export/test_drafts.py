"""The quotations of a draft: whatever marks they stand in, with their lines, and nothing that is none."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nkreader.export import draft_files, escaping
from nkreader.export.blocks import Block
from nkreader.export.draft_quotes import quotations
from nkreader.export.draft_text import Managed, parts_of, plain, quote_of
from nkreader.export.flavours import COMMONMARK
from nkreader.model.sanitise import sanitise
from tests.export.pieces import lines_of, nasty_text

SAID = "the tug sank within an hour"


def found(text: str, markdown: bool = True) -> list[tuple[int, str]]:
    return [(quote.line, quote.text) for quote in quotations(parts_of(text, markdown))]


@pytest.mark.parametrize("pair", ['""', "“”", "„“", "„”", "«»", "»«", "»»", "‹›", "『』", "‘’", "''", "‚‘", "””"])
def test_marks_of_any_kind_hold_a_quotation(pair: str) -> None:
    assert found(f"He said {pair[0]}{SAID}{pair[1]}, and left.") == [(1, SAID)]


def test_an_apostrophe_is_no_mark() -> None:
    assert found("It's the workers' tug, the '90s one; they don't know the officials' names.") == []
    assert found("‘It’s the captain’s tug’, he said.") == [(1, "It’s the captain’s tug")]


def test_inner_quotations_are_part_of_the_outer_one() -> None:
    assert found("“He said ‘the tug sank’ and left.” Then “another one”") == [
        (1, "He said ‘the tug sank’ and left."),
        (1, "another one"),
    ]
    assert found('«He said "the tug sank" and left»') == [(1, 'He said "the tug sank" and left')]


def test_a_quotation_of_several_paragraphs_opens_each_and_is_closed_once() -> None:
    text = "Intro.\n\n“First part,\ngoes on.\n\n“Second part.\n\n“Third part.” And “more”."
    assert found(text) == [(3, "First part,\ngoes on.\n\nSecond part.\n\nThird part."), (8, "more")]


def test_a_quotation_that_nothing_closes_ends_with_its_paragraph() -> None:
    assert found("“Nothing closes this.\n\nThe next paragraph, “with its own”.") == [
        (1, "Nothing closes this."),
        (3, "with its own"),
    ]


def test_a_block_quote_is_one_quotation_without_who_said_it() -> None:
    text = "Text.\n\n> First line\n> goes on.\n>\n> “Second” one.\n> — Somebody, 2024\n\nText."
    assert found(text) == [(3, "First line\ngoes on.\n\n“Second” one.")]
    assert found("> “All of it.”\n— Somebody") == [(1, "All of it.")]
    assert found("> [!quote] Title\n> Said so.") == [(2, "Said so.")]
    assert found("> Begun here\nand goes on lazily.") == [(1, "Begun here\nand goes on lazily.")]


def test_front_matter_code_and_comments_hold_no_quotation() -> None:
    text = (
        '---\ntitle: "in front matter"\n---\n# “A heading”\n\n```\n"in a fence"\n```\n\n    "indented"\n\n'
        '<!-- "in a\ncomment" --> and `"in a span"`\n\n- a list\n\n    “in its item”\n'
    )
    assert found(text) == [(4, "A heading"), (17, "in its item")]


def test_plain_text_has_no_markup() -> None:
    assert found('    "indented"\n\n\\"kept *as* it is\\"', markdown=False)[0] == (1, "indented")
    assert found("“kept *as* it is”", markdown=False) == [(1, "kept *as* it is")]


def test_markup_inside_a_quotation_is_none_of_its_words() -> None:
    assert found("“The *tug* [sank](http://e.org) **within**\nan_hour[^1] [[page|off]] \\[Wonsan\\] &amp; more”") == [
        (1, "The tug sank within\nan_hour off [Wonsan] & more")
    ]


@given(nasty_text)
def test_the_quotation_of_a_block_is_read_as_it_was_written(text: str) -> None:
    text = sanitise(text)[0]
    content = f"{COMMONMARK.quote(text, ())}\n\n— somebody · `nkreader open x`\n\n**Note:** > none"
    assert lines_of(quote_of(Block("nk-00000001", content))) == lines_of(text)


@given(nasty_text)
def test_escaped_text_is_plain_again(text: str) -> None:
    line = " ".join(sanitise(text)[0].split())
    assert plain(escaping.escaped(line)) == line


@given(
    st.lists(st.one_of(nasty_text, st.sampled_from(['"', "“", "”", "\n\n", "> ", "\n", "```\n", "- "]))), st.booleans()
)
def test_whatever_a_draft_holds_quotations_have_their_lines(parts: list[str], markdown: bool) -> None:
    text = sanitise("".join(parts))[0]
    lines = [line for line, _ in found(text, markdown)]
    assert lines == sorted(lines)
    assert all(1 <= line <= text.count("\n") + 1 for line in lines)


def test_managed_blocks_are_apart_and_keep_the_lines_of_what_follows() -> None:
    block = Block("nk-00000001", "> managed words\n\n— “somebody”").written()
    parts = list(parts_of(f"---\nnkreader_id: x\n---\n“before”\n\n{block}\n“after”\n"))
    assert [part.line for part in parts if isinstance(part, Managed)] == [6]
    assert [(quote.line, quote.text) for quote in quotations(parts)] == [(4, "before"), (12, "after")]


def test_a_folder_gives_its_drafts_in_order_and_follows_no_link(tmp_path: Path) -> None:
    for name in ("b.md", "a.txt", "c.MARKDOWN", "d.html", ".hidden.md", "sub/e.md", ".git/f.md"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x")
    (tmp_path / "link.md").symlink_to(tmp_path / "b.md")
    (tmp_path / "loop").symlink_to(tmp_path)
    names = [str(path.relative_to(tmp_path)) for path in draft_files.drafts_in(tmp_path)]
    assert names == ["a.txt", "b.md", "c.MARKDOWN", "sub/e.md"]


@pytest.mark.parametrize(("data", "why"), [(b"a\0b", "binary"), (b"\xff\x41", "UTF-8"), (None, "No such file")])
def test_what_cannot_be_read_says_why(tmp_path: Path, data: bytes | None, why: str) -> None:
    path = tmp_path / "draft.md"
    if data is not None:
        path.write_bytes(data)
    with pytest.raises(draft_files.NoText, match=why):
        draft_files.text_of(path)
