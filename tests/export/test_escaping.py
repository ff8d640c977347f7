"""Text stays text: what a CommonMark parser gives back."""

from __future__ import annotations

from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from nkreader.export import escaping
from nkreader.model.sanitise import is_safe, safe, safe_line, sanitise
from tests.export.pieces import lines_of, nasty_text, shown

COMMONMARK = MarkdownIt("commonmark")
EXTENDED = MarkdownIt("gfm-like", {"html": False})
assert EXTENDED.linkify is not None
EXTENDED.linkify.set({"fuzzy_link": False})  # bare domains without www. are linked by no dialect readers use
PLAIN = {"text", "text_special", "softbreak", "hardbreak"}


@pytest.mark.parametrize("parser", [COMMONMARK, EXTENDED], ids=["commonmark", "extended"])
@given(text=nasty_text)
def test_quote_comes_back_verbatim_and_without_markup(parser: MarkdownIt, text: str) -> None:
    tokens = parser.parse(escaping.quoted(text))
    assert {token.type for token in tokens} <= {
        "blockquote_open", "blockquote_close", "paragraph_open", "paragraph_close", "inline",
    }  # fmt: skip
    inline = [token for token in tokens if token.type == "inline"]
    assert {child.type for token in inline for child in token.children or ()} <= PLAIN
    assert [line for token in inline for line in shown(token).split("\n")] == lines_of(safe(text))


@given(text=nasty_text)
def test_note_keeps_its_paragraphs_and_line_breaks(text: str) -> None:
    tokens = COMMONMARK.parse(f"**Note:** {escaping.prose(text)}")
    inline = [token for token in tokens if token.type == "inline"]
    assert {child.type for token in inline for child in token.children or ()} <= PLAIN - {"softbreak"} | {
        "strong_open", "strong_close",
    }  # fmt: skip
    given_back = "\n\n".join(map(shown, inline)).removeprefix("Note:").strip()
    assert lines_of(given_back) == lines_of(sanitise(text)[0])


@given(text=nasty_text)
def test_code_span_comes_back_verbatim(text: str) -> None:
    line = safe_line(text)
    if not line:
        return
    (inline,) = (token for token in COMMONMARK.parse(f"x {escaping.code(text)} x") if token.type == "inline")
    assert inline.children is not None
    assert [child.content for child in inline.children if child.type == "code_inline"] == [line]


@given(url=st.one_of(nasty_text, nasty_text.map(lambda text: "https://e.org/" + text)))
def test_only_plain_web_addresses_become_links(url: str) -> None:
    written = escaping.address(url)
    assert is_safe(written)
    (inline,) = [token for token in COMMONMARK.parse(f"x {written} x") if token.type == "inline"]
    links = [child for child in inline.children or () if child.type == "link_open"]
    assert len(links) <= 1
    if links:
        assert shown(inline) == f"x {safe_line(url)} x"
        assert str(links[0].attrs["href"]).lower().startswith(("http://", "https://"))


@pytest.mark.parametrize("url", ["javascript:alert(1)", "https://e.org/<b>", "file:///etc/passwd", "data:text/html,x"])
def test_other_addresses_stay_text(url: str) -> None:
    assert "<a" not in COMMONMARK.render(escaping.address(url))


@given(name=nasty_text, title=nasty_text)
def test_file_link_leads_to_the_file(name: str, title: str) -> None:
    name = safe_line(name).replace("\ufffd", "")
    (inline,) = [token for token in COMMONMARK.parse(escaping.file_link(title, name)) if token.type == "inline"]
    assert inline.children is not None
    assert inline.children[0].type == "link_open"
    assert unquote(str(inline.children[0].attrs["href"])) == name
    assert shown(inline) == safe_line(title).strip()


def test_ordinary_text_is_left_readable() -> None:
    text = "U.S. & South Korea: 5% more (2,000) — “Kim’s” visit; No. 3, AT&T -5 a/b = c!"
    assert escaping.quoted(text) == f"> {text}"


@pytest.mark.parametrize(
    ("line", "written"),
    [
        ("- x", "\\- x"),
        ("3. x", "3\\. x"),
        ("2024.", "2024\\."),
        ("---", "\\---"),
        ("#x", "\\#x"),
        ("==a==", "\\==a\\=\\="),
    ],
)
def test_line_starts(line: str, written: str) -> None:
    assert escaping.escaped(line) == written


def test_a_block_of_the_article_opens_a_paragraph() -> None:
    assert escaping.quoted("Heading\nBody\nmore", [8]) == "> Heading\n>\n> Body\n> more"
