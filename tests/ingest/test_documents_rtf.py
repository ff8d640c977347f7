"""Rich Text: its letters in whatever code page, its paragraphs, and what is no text of it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nkreader.ingest.decoding import Refused
from nkreader.ingest.formats.given import BULLET, HEADING, PARAGRAPH, Blob, Text
from nkreader.ingest.formats.rtf import rtf

HEAD = (
    rb"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0\fcharset0 Arial;}{\f1\fcharset129 Batang;}}{\colortbl;\red1;}"
    rb"{\stylesheet{\s0 Normal;}{\s1 heading 1;}}{\*\generator Some program 3;}"
    rb"{\info{\title Border talks}{\author Mina Seo}{\company None}}"
)


def read(body: bytes) -> Text:
    [found] = rtf(Blob("a.rtf", HEAD + body + b"}"))
    assert isinstance(found, Text)
    return found


def blocks(body: bytes) -> list[tuple[str, str]]:
    return [(block.kind, block.text) for block in read(body).blocks]


def test_paragraphs_headings_lists_and_rows() -> None:
    body = (
        rb"\pard\s1 Talks resume\par\pard\plain It was {\b said} on Monday.\line Below.\par"
        rb"\pard{\listtext\'b7\tab}a road\par{\listtext\'b7\tab}a gate\par\pard Rice\cell 1,200\cell\row"
        rb"\pard\outlinelevel2 Demands\par\pard The end."
    )
    assert blocks(body) == [
        (HEADING, "Talks resume"),
        (PARAGRAPH, "It was said on Monday.\nBelow."),
        (BULLET, "- a road"),
        (BULLET, "- a gate"),
        (PARAGRAPH, "Rice | 1,200"),
        (HEADING, "Demands"),
        (PARAGRAPH, "The end."),
    ]
    stated = read(body).stated
    assert (stated.title, stated.author, stated.published) == ("Border talks", "Mina Seo", None)


def test_letters_of_every_kind() -> None:
    korean = "".join(f"\\'{byte:02x}" for byte in "북한".encode("cp949")).encode()
    assert blocks(
        rb"caf\'e9 {\f1 " + korean + rb"} \u48513?\u-10179?\u-8704? \ldblquote x\rdblquote\emdash\~\{y\}"
    ) == [(PARAGRAPH, "café 북한 북\U0001f600 “x”— {y}")]
    assert blocks(rb"{\uc2\u48513\'ba\'cf}{\uc0\u48513}z") == [(PARAGRAPH, "북북z")]


def test_what_is_hidden_deleted_or_no_text_is_left_out() -> None:
    body = (
        rb"Seen{\v hidden}{\deleted gone}{\pict 0102}{\field{\*\fldinst HYPERLINK x}{\fldrslt linked}}"
        rb"{\header Head}{\*\unknown text}\bin5 }}}}} there"
    )
    assert blocks(body) == [(PARAGRAPH, "Seenlinked there")]


def test_what_is_no_rich_text_is_refused() -> None:
    for data in (b"plain", HEAD + b"}", b"{\\rtf1" + b"{" * 1000):
        with pytest.raises(Refused):
            [*rtf(Blob("a.rtf", data))]


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        [found] = rtf(Blob("a.rtf", b"{\\rtf1 " + data))
    except Refused:
        return
    assert isinstance(found, Text)
    assert all(block.text for block in found.blocks)
