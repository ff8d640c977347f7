"""Word and OpenDocument texts: structure, notes, tracked changes, what is stated, and files made to harm."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from xml.sax.saxutils import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nkreader.ingest import Extract, articles
from nkreader.ingest.decoding import Refused
from nkreader.ingest.formats.docx import docx
from nkreader.ingest.formats.docx_styles import spelled
from nkreader.ingest.formats.given import BULLET, HEADING, PARAGRAPH, Blob, Given, Text
from nkreader.ingest.formats.odt import odt

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
STRICT = 'xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main"'
STORY = "The delegation left on Monday after three days of talks."
STYLES = f"""<w:styles {W}>
<w:style w:styleId="berschrift1"><w:name w:val="heading 1"/></w:style>
<w:style w:styleId="Own"><w:name w:val="Zwischentitel"/><w:basedOn w:val="berschrift1"/></w:style>
<w:style w:styleId="Titel"><w:name w:val="Title"/></w:style>
<w:style w:styleId="Liste"><w:name w:val="List Bullet"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
<w:style w:styleId="Verzeichnis1"><w:name w:val="toc 1"/></w:style>
<w:style w:styleId="Kreis1"><w:name w:val="x"/><w:basedOn w:val="Kreis2"/></w:style>
<w:style w:styleId="Kreis2"><w:name w:val="y"/><w:basedOn w:val="Kreis1"/></w:style></w:styles>"""
NUMBERING = f"""<w:numbering {W}>
<w:abstractNum w:abstractNumId="5">
<w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="o"/></w:lvl></w:abstractNum>
<w:abstractNum w:abstractNumId="6">
<w:lvl w:ilvl="0"><w:start w:val="3"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%1.%2)"/></w:lvl></w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="5"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="6"/></w:num>
</w:numbering>"""
FOOTNOTES = f"""<w:footnotes {W}><w:footnote w:id="-1"><w:p/></w:footnote>
<w:footnote w:id="4"><w:p><w:r><w:footnoteRef/><w:t> Said on Friday.</w:t></w:r></w:p></w:footnote></w:footnotes>"""


def packed(members: dict[str, str | bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


def related(*kinds: str) -> str:
    base = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
    inner = "".join(f'<Relationship Type="{base}{kind}" Target="{kind}.xml"/>' for kind in kinds)
    return (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{inner}</Relationships>'
    )


def word(body: str, core: str = "", space: str = W) -> bytes:
    root = related("officeDocument").replace('Target="officeDocument.xml"', 'Target="/word/document.xml"')
    return packed({
        "_rels/.rels": root,
        "word/document.xml": f"<w:document {space}><w:body>{body}</w:body></w:document>",
        "word/_rels/document.xml.rels": related("styles", "numbering", "footnotes"),
        "word/styles.xml": STYLES,
        "word/numbering.xml": NUMBERING,
        "word/footnotes.xml": FOOTNOTES,
        "docProps/core.xml": f'<c xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:t="t">{core}</c>',
    })  # fmt: skip


def p(text: str, style: str = "", more: str = "") -> str:
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{named}{more}</w:pPr><w:r><w:t>{escape(text)}</w:t></w:r></w:p>"


def item(text: str, number: int, depth: int) -> str:
    return p(text, more=f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr>')


def read(form: Callable[[Blob], Given], data: bytes) -> Text:
    [found] = form(Blob("a", data))
    assert isinstance(found, Text)
    return found


def blocks(form: Callable[[Blob], Given], data: bytes) -> list[tuple[str, str]]:
    return [(block.kind, block.text) for block in read(form, data).blocks]


def test_headings_lists_and_tables_of_word_whatever_its_language() -> None:
    body = (
        p("Talks resume", "Titel") + p("Background", "berschrift1") + p(STORY) + p("Demands", "Own")
        + p("By outline", more='<w:outlineLvl w:val="2"/>') + p("Contents ... 3", "Verzeichnis1")
        + p("a road", "Liste") + item("begun at three", 2, 0) + item("below", 2, 1) + item("below, too", 2, 1)
        + item("four", 2, 0) + item("below again", 2, 1) + p("In a circle", "Kreis1")
        + "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>Rice</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>1,200</w:t></w:r></w:p>"
        "</w:tc></w:tr><w:tr><w:tc>" + p("One cell") + "</w:tc></w:tr></w:tbl>"
    )  # fmt: skip
    assert blocks(docx, word(body)) == [
        (HEADING, "Talks resume"),
        (HEADING, "Background"),
        (PARAGRAPH, STORY),
        (HEADING, "Demands"),
        (HEADING, "By outline"),
        (BULLET, "- a road"),
        (BULLET, "3. begun at three"),
        (BULLET, "3.a) below"),
        (BULLET, "3.b) below, too"),
        (BULLET, "4. four"),
        (BULLET, "4.a) below again"),
        (PARAGRAPH, "In a circle"),
        (PARAGRAPH, "Rice | 1,200"),
        (PARAGRAPH, "One cell"),
    ]


def test_tracked_changes_are_accepted() -> None:
    body = (
        "<w:p><w:r><w:t>It was </w:t></w:r><w:del><w:r><w:delText>never </w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>once </w:t></w:r></w:ins><w:moveFrom><w:r><w:t>gone</w:t></w:r></w:moveFrom>"
        "<w:moveTo><w:r><w:t>said</w:t></w:r></w:moveTo></w:p>"
        "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>One half </w:t></w:r></w:p>"
        "<w:p><w:r><w:t>and the other.</w:t></w:r></w:p>"
    )
    assert blocks(docx, word(body)) == [(PARAGRAPH, "It was once said"), (PARAGRAPH, "One half and the other.")]


def test_what_word_shows_is_read_and_what_it_hides_is_not() -> None:
    body = (
        '<w:p><w:r><w:t>Seen</w:t><w:footnoteReference w:id="4"/><w:tab/><w:t>here</w:t><w:br/><w:t>below</w:t></w:r>'
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>secret</w:t></w:r><w:r><w:instrText>PAGE 3</w:instrText></w:r>"
        '<w:hyperlink><w:r><w:t> linked</w:t></w:r></w:hyperlink><w:r><w:t>long</w:t><w:noBreakHyphen/>'
        "<w:t>range</w:t></w:r></w:p>"
        '<w:p xmlns:mc="m"><w:r><mc:AlternateContent><mc:Choice><w:txbxContent>' + p("In a box") + "</w:txbxContent>"
        "</mc:Choice><mc:Fallback><w:txbxContent>" + p("In a box") + "</w:txbxContent></mc:Fallback>"
        "</mc:AlternateContent></w:r></w:p>"
        '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr>'
        "<w:sdtContent>" + p("Background ... 3") + "</w:sdtContent></w:sdt><w:sdt><w:sdtContent>" + p("Filled in")
        + "</w:sdtContent></w:sdt>"
    )  # fmt: skip
    assert blocks(docx, word(body)) == [
        (PARAGRAPH, "Seen[1] here\nbelow linkedlong-range"),
        (PARAGRAPH, "In a box"),
        (PARAGRAPH, "Filled in"),
        (PARAGRAPH, "[1] Said on Friday."),
    ]


def test_a_strict_document_is_read_like_any_other() -> None:
    assert blocks(docx, word(p(STORY), space=STRICT)) == [(PARAGRAPH, STORY)]


@pytest.mark.parametrize(
    ("core", "title", "author"),
    [
        ("<dc:title>Border talks</dc:title><dc:creator>Mina Seo</dc:creator>", "Border talks", "Mina Seo"),
        ("<dc:title>draft_3.docx</dc:title><dc:creator>Administrator</dc:creator>", "Talks resume", None),
        ("<t:created>2024-05-02T10:00:00Z</t:created>", "Talks resume", None),
    ],
)
def test_word_states_title_and_author_and_no_date(core: str, title: str, author: str | None) -> None:
    stated = read(docx, word(p("Talks resume", "Titel") + p(STORY), core)).stated
    assert (stated.title, stated.author, stated.published, stated.suggested) == (title, author, None, None)


def test_numbers_of_lists() -> None:
    assert [spelled(4, form) for form in ("decimal", "lowerRoman", "upperRoman", "upperLetter", "ganada")] == [
        "4", "iv", "IV", "D", "라"
    ]  # fmt: skip
    assert (spelled(28, "lowerLetter"), spelled(1999, "lowerRoman"), spelled(0, "lowerRoman")) == ("bb", "mcmxcix", "0")


OPEN = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:'
    'text:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    ' xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:'
    'meta:1.0" xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0"'
)


def open_text(body: str, about: str = "", more: dict[str, str | bytes] | None = None) -> bytes:
    styles = '<style:style style:name="P1" style:parent-style-name="Title"/>'
    return packed({
        "content.xml": f"<office:document-content {OPEN}><office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>",
        "meta.xml": f"<office:document-meta {OPEN}><office:meta>{about}</office:meta></office:document-meta>",
        **(more or {}),
    })  # fmt: skip


def test_an_open_document_is_read_with_its_structure() -> None:
    body = (
        "<text:tracked-changes><text:deletion><text:p>Deleted</text:p></text:deletion></text:tracked-changes>"
        '<text:table-of-content><text:p>Background 3</text:p></text:table-of-content>'
        '<text:p text:style-name="P1">Talks resume</text:p><text:h>Background</text:h>'
        "<text:p>It was<text:s/>said<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>On "
        "Friday.</text:p></text:note-body></text:note> and<text:line-break/>heard<office:annotation><text:p>Mine"
        "</text:p></office:annotation>.</text:p><text:list><text:list-item><text:p>a road</text:p><text:list>"
        "<text:list-item><text:p>a gate</text:p></text:list-item></text:list></text:list-item></text:list>"
        "<table:table><table:table-row><table:table-cell><text:p>Rice</text:p></table:table-cell><table:table-cell>"
        "<text:p>1,200</text:p></table:table-cell></table:table-row></table:table>"
    )  # fmt: skip
    about = "<dc:title>untitled</dc:title><meta:initial-creator>Mina Seo</meta:initial-creator>"
    assert blocks(odt, open_text(body)) == [
        (HEADING, "Talks resume"),
        (HEADING, "Background"),
        (PARAGRAPH, "It was said[1] and\nheard."),
        (BULLET, "- a road"),
        (BULLET, "- a gate"),
        (PARAGRAPH, "Rice | 1,200"),
        (PARAGRAPH, "[1] On Friday."),
    ]
    stated = read(odt, open_text(body, about)).stated
    assert (stated.title, stated.author) == ("Talks resume", "Mina Seo")


def test_locked_and_empty_documents_and_other_files_are_refused() -> None:
    locked = {"META-INF/manifest.xml": "<m><file-entry><encryption-data/></file-entry></m>"}
    for form, data, reason in (
        (docx, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "locked with a password, or of an old format"),
        (docx, b"PK but no archive", "damaged, or no such document"),
        (docx, packed({"a.txt": "x"}), "no Word document"),
        (docx, word("<w:p/>"), "no text in it"),
        (odt, open_text("<text:p>x</text:p>", more={**locked}), "locked with a password"),
        (odt, packed({"a.txt": "x"}), "no text document"),
        (odt, open_text(""), "no text in it"),
    ):
        with pytest.raises(Refused) as refused:
            read(form, data)
        assert refused.value.reason == reason


def test_entities_neither_swell_nor_fetch(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("secret words")
    swelling = "".join(f'<!ENTITY e{n + 1} "{f"&e{n};" * 10}">' for n in range(9))
    declared = f'<!ENTITY e0 "boom">{swelling}<!ENTITY f SYSTEM "{secret.as_uri()}"><!ENTITY g "own">'
    for said, expected in (("&f; ", "A B"), ("&g; ", "A B"), ("&mdash; ", "A — B"), ("&e9; ", "A")):
        data = packed({
            "content.xml": f"<!DOCTYPE d [{declared}]><office:document-content {OPEN}><office:body><office:text>"
            f"<text:p>A {said}B</text:p></office:text></office:body></office:document-content>",
        })  # fmt: skip
        assert blocks(odt, data) == [(PARAGRAPH, expected)]


def test_a_part_that_swells_is_refused_whatever_the_archive_says_of_it() -> None:
    big = packed({"content.xml": b" " * 3_000_000})
    small = big.replace((3_000_000).to_bytes(4, "little"), (30).to_bytes(4, "little"))
    for data in (big, small):
        with pytest.raises(Refused):
            [*odt(Blob("a.odt", data, limit=1_000_000))]


def test_elements_far_inside_each_other_come_to_an_end() -> None:
    deep = "<w:sdt><w:sdtContent>" * 120 + p("far in") + "</w:sdtContent></w:sdt>" * 120
    assert blocks(docx, word(p(STORY) + deep)) == [(PARAGRAPH, STORY)]


def test_documents_in_a_folder_become_articles(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(word(p("Talks resume", "Titel") + p(STORY)))
    (tmp_path / "b.odt").write_bytes(open_text(f"<text:h>Rail</text:h><text:p>{STORY}</text:p>"))
    found = [one.article for one in articles([tmp_path]) if isinstance(one, Extract)]
    assert [(one.title, one.title_basis) for one in found] == [("Talks resume", "stated"), ("Rail", "stated")]
    assert [one.text for one in found] == [f"Talks resume\n\n{STORY}", f"Rail\n\n{STORY}"]


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    for form in (docx, odt):
        with pytest.raises(Refused):
            [*form(Blob("a", b"PK\x03\x04" + data))]
