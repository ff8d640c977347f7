"""Any course of exports: a source that is corrected, marks that come and go, a reader who writes into the files."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from nkreader.export.blocks import Block, Removed, parse
from nkreader.export.documents import fresh, updated
from nkreader.export.flavours import FLAVOURS
from nkreader.export.rendering import rendered
from nkreader.model.highlights import COLOURS, Highlight
from nkreader.model.piece import Piece
from tests.export.pieces import body_of, mark, nasty_text, piece

BODY = "One two three.\n\nFour five six seven.\n\nEight --> nine # ten."
WORDS = "One two three Four five six seven Eight nine ten".split()
_BEGIN = re.compile(r"^<!-- nkreader:begin (\S+) sha=", re.MULTILINE)
_TOKEN = re.compile(r"MINE[0-9]+E")


@st.composite
def marked(draw: st.DrawFn) -> Piece:
    """The piece with some of ten highlights: with another note, colour or place, or no longer in the text."""
    marks: list[Highlight] = []
    for number, word in enumerate(WORDS):
        if draw(st.booleans()):
            note = draw(st.sampled_from(["", "old", "new\nand more"]) | nasty_text)
            one = mark(BODY, word, number, note=note, colour=draw(st.sampled_from(COLOURS)))
            marks.append(replace(one, orphan=draw(st.integers(0, 5)) == 0))
    return piece(BODY, marks, title=draw(st.sampled_from(["A title", "A title: corrected"])))


def edited(data: st.DataObject, text: str, number: int) -> tuple[str, list[str]]:
    """The file after the reader wrote lines anywhere below its front matter and took a block out; what was written."""
    draw = data.draw
    body = body_of(text)
    head = text[: len(text) - len(body)]
    lines = body.split("\n")
    written = []
    for at in range(draw(st.integers(0, 3))):
        written.append(f"MINE{number}{at}E")
        lines.insert(draw(st.integers(1, max(1, len(lines) - 1))), f"{written[-1]} {draw(st.sampled_from(_LINES))}")
    body = "\n".join(lines)
    blocks = [item for item in parse(body) if isinstance(item, Block) and not _TOKEN.search(item.raw)]
    if blocks and draw(st.integers(0, 3)) == 0:
        body = body.replace(draw(st.sampled_from(blocks)).raw, "")
    return head + body, written


_LINES = ("", "> quoted", "# mine", "- a list", "**Note:** mine", "<!-- a comment -->", "--> <b>", "^nk-00000001")


@given(data=st.data())
@settings(max_examples=60)
def test_nothing_of_the_readers_is_lost_and_nothing_stands_twice(data: st.DataObject) -> None:
    draw = data.draw
    text = fresh(rendered(draw(marked()), FLAVOURS[draw(st.sampled_from(tuple(FLAVOURS)))])).text
    mine: list[str] = []
    for number in range(draw(st.integers(1, 4))):
        text, written = edited(data, text, number)
        mine += written
        wanted = rendered(draw(marked()), FLAVOURS[draw(st.sampled_from(tuple(FLAVOURS)))])
        prune = draw(st.booleans())
        new = updated(text, wanted, prune=prune)
        assert Counter(_TOKEN.findall(new.text)) == Counter(mine), "nothing of the reader's is lost or doubled"
        begun = Counter(_BEGIN.findall(new.text))
        assert set(begun.values()) <= {1}, "no block stands twice"
        assert {block.id for block in wanted.blocks} <= set(begun)
        kept = {item.id: item for item in parse(body_of(new.text)) if isinstance(item, Block)}
        for block in wanted.blocks:
            told = kept.get(f"{block.id}.conflict", kept[block.id])
            assert told.edited or told.content.endswith(block.content), "what holds now stands there"
        gone = {item.id for item in parse(body_of(new.text)) if isinstance(item, Removed)}
        assert not gone & {block.id for block in wanted.blocks}
        assert not (prune and gone)
        assert updated(new.text, wanted, prune=prune).text == new.text, "a second export changes nothing"
        text = new.text
