"""EPUB: newspapers and books, their order, their chapters, what is stated, and what is left out."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nkreader.ingest import Extract, articles
from nkreader.ingest.decoding import Refused
from nkreader.ingest.formats.epub import epub
from nkreader.ingest.formats.given import BULLET, HEADING, PARAGRAPH, Blob, Left, Text
from nkreader.ingest.formats.markup import marked
from nkreader.ingest.formats.package import xml

STORY = "The delegation left on Monday after three days of talks."
OTHER = "Work on the bridge will be taken up again in spring."
CONTAINER = """<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>
<rootfile full-path="OEBPS/content.opf" media-type="application/oebps-package+xml"/></rootfiles></container>"""


def page(body: str) -> str:
    return (
        '<?xml version="1.0"?><!DOCTYPE html><html xmlns="http://www.w3.org/1999/xhtml" '
        f'xmlns:epub="http://www.idpf.org/2007/ops"><head><title>No title</title></head><body>{body}</body></html>'
    )


def book(
    pages: Mapping[str, str],
    about: str = "",
    ncx: str = "",
    nav: str = "",
    spine: Sequence[str] | None = None,
    more: Mapping[str, str] | None = None,
) -> bytes:
    items = "".join(f'<item id="{name}" href="{name}" media-type="application/xhtml+xml"/>' for name in pages)
    if ncx:
        items += '<item id="ncx" href="toc.ncx" media-type="application/x-dtbncx+xml"/>'
    if nav:
        items += '<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>'
    order = "".join(f'<itemref idref="{name}"/>' for name in (spine or [*(["nav"] if nav else []), *pages]))
    members = {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": CONTAINER,
        "OEBPS/content.opf": '<package xmlns="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/"'
        f' xmlns:opf="http://www.idpf.org/2007/opf"><metadata>{about}</metadata><manifest>{items}</manifest>'
        f"<spine>{order}</spine></package>",
        **{f"OEBPS/{name}": page(body) for name, body in pages.items()},
        **(more or {}),
    }
    if ncx:
        members["OEBPS/toc.ncx"] = f'<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/"><navMap>{ncx}</navMap></ncx>'
    if nav:
        members["OEBPS/nav.xhtml"] = page(f'<nav epub:type="toc"><ol>{nav}</ol></nav>')
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


def point(label: str, src: str, inner: str = "") -> str:
    return f'<navPoint><navLabel><text>{label}</text></navLabel><content src="{src}"/>{inner}</navPoint>'


def read(data: bytes) -> list[Text]:
    found = [*epub(Blob("a.epub", data))]
    assert all(isinstance(one, Text) for one in found)
    return [one for one in found if isinstance(one, Text)]


def blocks(text: Text) -> list[tuple[str, str]]:
    return [(block.kind, block.text) for block in text.blocks]


def test_a_newspaper_gives_an_article_each_and_neither_its_sections_nor_its_links() -> None:
    links = '<div class="calibre_navbar"><a href="../next">Next</a> | <a href="../main">Main menu</a></div>'
    pages = {
        "feed_0/index.html": "<h2>Politics</h2><ul><li>Talks resume</li><li>Bridge to be built</li></ul>",
        "feed_0/article_0/index.html": f"{links}<h2>Talks resume</h2><p>{STORY}</p>{links}",
        "feed_0/article_1/index.html": f"<h2>Bridge to be built</h2><p>{OTHER}</p>",
    }
    inner = point("Talks resume", "feed_0/article_0/index.html") + point("Bridge", "feed_0/article_1/index.html#top")
    about = (
        "<dc:title>Harbour Wire [Fri, 03 May 2024]</dc:title><dc:creator>calibre</dc:creator><dc:publisher>calibre"
        '</dc:publisher><dc:date>2024-05-03T06:00:00+00:00</dc:date><meta name="calibre:publication_type" '
        'content="periodical:unknown:Harbour Wire"/>'
    )
    found = read(book(pages, about, ncx=point("Politics", "feed_0/index.html", inner)))
    assert [(one.stated.title, one.key, one.where) for one in found] == [
        ("Talks resume", "OEBPS/feed_0/article_0/index.html", "article 1"),
        ("Bridge", "OEBPS/feed_0/article_1/index.html", "article 2"),
    ]
    assert blocks(found[0]) == [(HEADING, "Talks resume"), (PARAGRAPH, STORY)]
    stated = found[0].stated
    assert (stated.outlet, stated.author) == ("Harbour Wire", None)
    assert (stated.published, stated.dated_by) == ("2024-05-03T06:00:00+00:00", "the book's metadata, dc:date")


def test_a_book_gives_its_chapters_in_their_order_though_they_lie_in_several_files_or_in_one() -> None:
    pages = {
        "cover.html": "<p>The Border Years</p>",
        "toc.html": "<p>Chapter 1</p><p>The Bridge</p>",
        "a.html": f"<h1>Chapter 1</h1><p>{STORY}</p>",
        "a_split_001.html": f"<p>{OTHER}</p>",
        "b.html": f'<h1 id="two">The Bridge</h1><p>{OTHER}</p><h2 id="in">Inside</h2><p>x</p>'
        f'<h1 id="three">The Gate</h1><p>{STORY}</p>',
    }
    nav = (
        '<li><a href="cover.html">Cover</a></li><li><a href="toc.html">Table of Contents</a></li>'
        '<li><a href="a.html">Chapter 1</a></li><li><a href="b.html#two">The Bridge</a><ol><li><a href="b.html#in">'
        'Inside</a></li></ol></li><li><a href="b.html#three">The Gate</a></li>'
    )
    about = (
        "<dc:title>The Border Years</dc:title><dc:creator>Mina Seo</dc:creator><dc:creator>Ann Cho</dc:creator>"
        '<dc:publisher>Harbour Press</dc:publisher><dc:date opf:event="modification">2024-01-01</dc:date>'
        '<dc:date opf:event="publication">2019-03-01</dc:date>'
    )
    found = read(book(pages, about, nav=nav))
    assert [(one.stated.title, one.key) for one in found] == [
        ("The Border Years: Chapter 1", "OEBPS/a.html"),
        ("The Bridge", "OEBPS/b.html"),
        ("The Gate", "OEBPS/b.html#three"),
    ]
    assert blocks(found[0]) == [(HEADING, "Chapter 1"), (PARAGRAPH, STORY), (PARAGRAPH, OTHER)]
    assert blocks(found[1])[-2:] == [(HEADING, "Inside"), (PARAGRAPH, "x")]
    assert blocks(found[2]) == [(HEADING, "The Gate"), (PARAGRAPH, STORY)]
    stated = found[0].stated
    assert (stated.outlet, stated.author, stated.published) == ("Harbour Press", "Mina Seo, Ann Cho", "2019-03-01")


def test_the_order_is_the_spines_and_a_book_without_contents_is_cut_at_its_files() -> None:
    pages = {"z.html": f"<h1>First</h1><p>{STORY}</p>", "a.html": f"<h1>Second</h1><p>{OTHER}</p>"}
    assert [one.stated.title for one in read(book(pages))] == ["First", "Second"]
    assert [one.stated.title for one in read(book(pages, spine=["a.html", "z.html"]))] == ["Second", "First"]


def test_the_blocks_of_a_page() -> None:
    body = (
        "<h1>Talks</h1>Loose <b>words</b>, <i>and</i>&#160;more<p>one<br/>two<span epub:type='pagebreak'>17</span></p>"
        "<ol start='3'><li>three</li><li><p>four</p><ul><li>in four</li></ul></li></ol><blockquote><p>Said.</p>"
        "</blockquote><script>no()</script><table><tr><th>Rice</th><td>1,200</td></tr></table><pre>a\n  b</pre>"
        "<ruby>北<rt>book</rt></ruby>"
    )
    found = marked(xml(page(body).encode()))
    assert [(block.kind, block.text) for block in found.blocks] == [
        (HEADING, "Talks"),
        (PARAGRAPH, "Loose words, and more"),
        (PARAGRAPH, "one\ntwo"),
        (BULLET, "3. three"),
        (BULLET, "4. four"),
        (BULLET, "- in four"),
        (PARAGRAPH, "Said."),
        (PARAGRAPH, "Rice | 1,200"),
        (PARAGRAPH, "a\nb"),
        (PARAGRAPH, "北"),
    ]


def test_a_missing_chapter_is_told_and_the_others_are_read() -> None:
    data = book({"a.html": f"<p>{STORY}</p>"}, spine=["a.html"])
    broken = data.replace(b"OEBPS/a.html", b"OEBPS/b.html")
    with pytest.raises(Refused, match="no text in it"):
        [*epub(Blob("a.epub", broken))]
    more = book({"a.html": f"<p>{STORY}</p>", "c.html": f"<p>{OTHER}</p>"}).replace(b"OEBPS/a.html", b"OEBPS/b.html")
    left, text = epub(Blob("a.epub", more))
    assert left == Left("OEBPS/a.html", "missing, or damaged")
    assert isinstance(text, Text)
    assert blocks(text) == [(PARAGRAPH, OTHER)]


def test_a_locked_book_and_what_is_none_are_refused() -> None:
    locks = {"META-INF/encryption.xml": "<e/>", "META-INF/rights.xml": "<r/>"}
    with pytest.raises(Refused, match="locked by its seller"):
        read(book({"a.html": f"<p>{STORY}</p>"}, more=locks))
    with pytest.raises(Refused, match="does not say where its text is"):
        read(book({}, more={"META-INF/container.xml": "<container/>"}))


def test_names_that_lead_out_of_the_book_find_nothing() -> None:
    found = epub(Blob("a.epub", book({"../../../etc/passwd": "<p>x</p>"})))
    assert next(found) == Left("../../etc/passwd", "missing, or damaged")
    with pytest.raises(Refused, match="no text in it"):
        next(found)


def test_chapters_are_articles_of_their_own_in_a_library(tmp_path: Path) -> None:
    pages = {"a.html": f"<h1>First</h1><p>{STORY}</p>", "b.html": f"<h1>Second</h1><p>{OTHER}</p>"}
    (tmp_path / "a.epub").write_bytes(book(pages))
    found = [one for one in articles([tmp_path]) if isinstance(one, Extract)]
    assert [(one.path.removeprefix(f"{tmp_path}/"), one.article.title) for one in found] == [
        ("a.epub#OEBPS/a.html", "First"),
        ("a.epub#OEBPS/b.html", "Second"),
    ]
    assert found[0].article.text == f"First\n\n{STORY}"


INLINE = st.recursive(
    st.text(alphabet="ab c\n", max_size=6),
    lambda inner: st.tuples(
        st.sampled_from(["p", "div", "b", "ul", "li", "ol", "h2", "span", "blockquote", "td", "table", "tr"]),
        st.lists(inner, max_size=4),
    ).map(lambda part: f"<{part[0]}>{''.join(part[1])}</{part[0]}>"),
    max_leaves=12,
)


@given(st.lists(INLINE, max_size=4))
def test_no_letter_of_a_page_is_lost_or_doubled(parts: list[str]) -> None:
    root = xml(f"<body>{''.join(parts)}</body>".encode())
    assert root is not None
    said = "".join(block.text.removeprefix("- ") for block in marked(root).blocks)
    letters = sorted(letter for letter in "".join(root.itertext()) if letter in "abc")
    assert sorted(letter for letter in said if letter in "abc") == letters
