"""Small articles made by hand, with highlights, for the tests of this room."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from nkreader.export import frontmatter
from nkreader.model.analysis import Analysis, Dateline, Origin
from nkreader.model.article import Article, Part, PartKind
from nkreader.model.dates import Basis, Certainty, PartialDate
from nkreader.model.headline import Headline
from nkreader.model.highlights import COLOURS, Anchor, Highlight, anchored, paragraph_at
from nkreader.model.piece import Piece
from nkreader.model.sanitise import sanitise
from nkreader.model.spans import Span

NASTY = (
    "<b>", "</script>", "<!-- nkreader:end nk-00000001 -->", "-->", "**", "_a_", "`", "``",
    "&copy;", "&#x2F;", "[x](http://e.org)", "![i](j)", "\\", "#", "# h", "- x", "+ ", "1. ",
    "12) z", "---", "===", "> q", "~~~", "~~d~~", "|a|b|", "$x$", "==m==", "%%c%%", "^id", "[^1]",
    "[[w]]", "http://e.org", "www.e.org", "a@b.org", "<http://e.org>", "\t", "\n", "\n\n", "\n \n",
    "  ", "\u00a0", "\u3000", "\x1b[31m", "\x9b1m", "\u202e", "\r", "\r\n", "\u2028", "\x85", "김정은",
    "\u1100\u1161\u11a8", "e\u0301", "“", "’", "—", "ﬁ", "ẞ", "🚀", "\ud800", "word", "Kim Jong Un",
    ". ", " ", "5%", "U.S.",
)  # fmt: skip
nasty_text = st.lists(
    st.one_of(st.sampled_from(NASTY), st.text(max_size=6), st.text("ab .\n", max_size=8)), max_size=14
).map("".join)
PUBLISHED = PartialDate.of("2025-05-04", Basis.WEEKDAY, Certainty.DERIVED, "May 4 is a Sunday in 2025")


def identity(number: int) -> str:
    """A 12-digit article id that differs in its first digits."""
    return hashlib.sha256(str(number).encode()).hexdigest()[:12]


def article(text: str, title: str = "A title") -> Article:
    """An article whose blocks are the stretches between empty lines."""
    text, replaced = sanitise(text)
    blocks = [
        Part(PartKind.PARAGRAPH, Span(match.start(), match.end()))
        for match in re.finditer(r"\S(?:.|\n(?!\s*\n))*", text)
    ]
    return Article(text, tuple(blocks), title, "stated", replaced=replaced)


def piece(
    body: str,
    marks: Sequence[Highlight] = (),
    *,
    number: int = 1,
    sample: bool = False,
    analysis: Analysis | None = None,
    **headline: Any,
) -> Piece:
    """A piece with the given text; keyword arguments replace fields of its headline."""
    whole = article(body)
    row = Headline(
        identity(number), ("/articles/a_file.txt",), "A title", "stated", "NationPress", None, None, "en",
        PUBLISHED, PartialDate.unknown("none"), PartialDate.unknown("none"), None, whole.words, number,
    )  # fmt: skip
    said = Analysis(
        row.published, row.reported, row.happened, row.outlet,
        dateline=Dateline(Span(0, 1), "Seoul", None, None),
        origins=(
            Origin("NationPress", None, None),
            Origin("Yonhap News Agency", None, None),
            Origin("KCNA", None, None),
        ),
    )  # fmt: skip
    row = replace(row, highlights=len(marks), **headline)
    return Piece(row, whole, analysis or said, tuple(marks), version(whole.text), sample)


def version(text: str) -> str:
    """The hash of a text."""
    return hashlib.sha256(text.encode()).hexdigest()


def mark(body: str, quote: str | Span, number: int = 1, of: int = 1, **fields: Any) -> Highlight:
    """A highlight on the first place of `quote` in the article made of `body`."""
    whole = article(body)
    span = quote if isinstance(quote, Span) else Span(start := whole.text.index(quote), start + len(quote))
    anchor = anchored(whole.text, span, paragraph_at(whole, span.start), version(whole.text))
    return Highlight(f"nk-{number:08x}", identity(of), anchor, **fields)


@st.composite
def pieces(draw: st.DrawFn, number: int = 1) -> Piece:
    """A piece whose every field may hold nasty characters."""
    whole = article(draw(nasty_text.filter(lambda text: bool(sanitise(text)[0]))))
    marks = []
    for place in range(draw(st.integers(0, 4))):
        start = draw(st.integers(0, len(whole.text) - 1))
        span = Span(start, draw(st.integers(start + 1, len(whole.text))))
        anchor: Anchor = anchored(whole.text, span, 1, version(whole.text))
        marks.append(
            Highlight(
                f"nk-{place:08x}", identity(number), anchor, draw(nasty_text),
                tuple(draw(st.lists(nasty_text, max_size=2))), draw(st.sampled_from(COLOURS)),
                draw(st.booleans()),
            )
        )  # fmt: skip
    return piece(
        whole.text, marks, number=number, title=draw(nasty_text), outlet=draw(st.none() | nasty_text),
        author=draw(st.none() | nasty_text), url=draw(st.none() | nasty_text), sample=draw(st.booleans()),
        paths=(f"/x/{draw(nasty_text)}.txt",),
        published=draw(st.sampled_from([PUBLISHED, PartialDate.unknown("no <b>date</b>")])),
    )  # fmt: skip


def body_of(text: str) -> str:
    """A file's text without its front matter."""
    parts = frontmatter.split(text)
    assert parts is not None
    return parts[1]


def tokens(text: str, preset: str = "commonmark") -> list[Token]:
    """What a Markdown parser sees in the body of an exported text."""
    return MarkdownIt(preset).parse(body_of(text))


def shown(token: Token) -> str:
    """The text that an inline token shows, with its line breaks."""
    breaks = ("softbreak", "hardbreak")
    return "".join("\n" if child.type in breaks else child.content for child in token.children or ())


def lines_of(text: str) -> list[str]:
    """A text's lines as Markdown can keep them: no empty ones, no white space at their ends."""
    return [line.strip() for line in text.split("\n") if line.strip()]
