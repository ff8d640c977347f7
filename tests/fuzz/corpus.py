"""A small good file of every format, made up; what fuzzing begins with."""

# ruff: noqa: E501  # what other programs write has long lines
from __future__ import annotations

import bz2
import gzip
import json
import lzma
import sqlite3
import zipfile
import zlib
from collections.abc import Callable
from contextlib import closing

from nkreader.ingest.formats.table import SEVERAL, SINGLE
from tests.ingest.making import STORY, answer, crawl, page, record, tarred, zipped

LD = '<script type="application/ld+json">{"@context": "https://schema.org", "@graph": [{"@type": "NewsArticle", ' \
     '"headline": "Talks on trade", "datePublished": "2024-05-02T09:30:00+09:00", "author": [{"name": "A. Reporter"}],' \
     '"publisher": {"@type": "Organization", "name": "Harbour Wire"}}]}</script>'  # fmt: skip
RICH = f"""<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Talks on trade | Harbour Wire</title>
<meta property="article:published_time" content="2024-05-02"><link rel="canonical" href="https://a.example/2024/05/02/t">
{LD}</head><body><header><nav><a href="/">Home</a></nav></header><article><h1>Talks on trade</h1>
<p class="byline">By A. Reporter</p><time datetime="2024-05-02">May 2, 2024</time><p>{STORY}</p><h2>Rail</h2><ul><li>one
<li>two</ul><blockquote><p>{STORY}</p></blockquote><table><tr><th>a<td>b</table><p>평양 5월 2일 {STORY}</p></article>
<aside>Related</aside><footer>(c) 2024</footer></body></html>""".encode()
FEED = f"""<?xml version="1.0" encoding="utf-8"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Harbour Wire</title><link>https://a.example/</link><item>
<title>Talks</title><link>https://a.example/1</link><guid isPermaLink="false">one</guid><dc:creator>A</dc:creator>
<pubDate>Thu, 02 May 2024 09:30:00 +0900</pubDate><description>Short &amp; sweet</description>
<content:encoded><![CDATA[<p>{STORY}</p><ul><li>x</li></ul>]]></content:encoded></item></channel></rss>""".encode()
ATOM = f"""<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Wire</title><id>urn:f</id><entry><id>urn:1</id>
<title type="html">Talks &amp;amp; more</title><link rel="alternate" href="https://a.example/1"/><updated>2024-05-02T09:30:00Z
</updated><author><name>A</name></author><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>{STORY}</p></div>
</content></entry></feed>""".encode()
RDF = f"""<?xml version="1.0"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">
<channel rdf:about="https://a.example/"><title>Wire</title></channel><item rdf:about="https://a.example/1"><title>T</title>
<link>https://a.example/1</link><description>{STORY}</description></item></rdf:RDF>""".encode()
OPML = b"""<?xml version="1.0"?><opml version="2.0"><body><outline text="News"><outline type="rss" text="Wire"
xmlUrl="https://a.example/feed"/></outline></body></opml>"""
MAIL = f"""From: =?utf-8?b?7Je87ZWp?= <wire@a.example>\r\nTo: r@b.example\r\nSubject: =?iso-2022-kr?Q?=1B=24=29C=0ETalks?= (LEAD)
Date: Thu, 02 May 2024 09:30:00 +0900\r\nMessage-ID: <one@a.example>\r\nMIME-Version: 1.0
Content-Type: multipart/mixed; boundary="outer"\r\n\r\n--outer\r\nContent-Type: multipart/alternative; boundary="in"\r\n
--in\r\nContent-Type: text/plain; charset=utf-8; format=flowed\r\nContent-Transfer-Encoding: quoted-printable\r\n
{STORY} =\r\n\r\n> quoted\r\n\r\n---------- Forwarded message ----------\r\nFrom: B\r\nDate: Wed, 1 May 2024\r\nSubject: Older
\r\n{STORY}\r\n-- \r\nsignature\r\n--in\r\nContent-Type: text/html; charset=euc-kr\r\n\r\n<p>{STORY}</p>\r\n--in--\r\n--outer
Content-Type: text/html; name="a.html"\r\nContent-Disposition: attachment; filename*=utf-8''a%20b.html
Content-Transfer-Encoding: base64\r\n\r\nPGh0bWw+PHA+eDwvcD48L2h0bWw+\r\n--outer--\r\n""".replace("\r\n", "\n").encode()
DIGEST = f"""From: wire@a.example\nSubject: Digest\nDate: Thu, 02 May 2024 09:30:00 +0900\n\n1. FIRST TALKS\nBy A. Reporter\n
SEOUL, May 2 (Wire) -- {STORY}\n\n----------\n\n2. SECOND TALKS\nBy B. Reporter\n\nPYONGYANG, May 2 (KCNA) -- {STORY}\n
""".encode()
ALERT = f"""From: Google Alerts <googlealerts-noreply@google.com>\nSubject: Google Alert - talks\nDate: Thu, 02 May 2024
Content-Type: text/html; charset=utf-8\n\n<table><tr><td><a href="https://www.google.com/url?rct=j&url=https://a.example/1">
Talks on trade</a><div><a>Harbour Wire</a></div><div>{STORY}</div></td></tr></table>""".encode()
MHTML = (b"From: <Saved by Blink>\r\nSnapshot-Content-Location: https://a.example/1\r\nSubject: Talks\r\nDate: Thu, 2 May 2024"
         b" 09:30:00 -0000\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; type=\"text/html\"; boundary=\"b\"\r\n\r\n"
         b"--b\r\nContent-Type: text/html\r\nContent-Location: https://a.example/1\r\n\r\n" + RICH +
         b"\r\n--b\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\nAAAA\r\n--b--\r\n")  # fmt: skip
JSONFEED = json.dumps({"version": "https://jsonfeed.org/version/1.1", "title": "Wire", "items": [
    {"id": "1", "url": "https://a.example/1", "title": "Talks", "content_html": f"<p>{STORY}</p>",
     "date_published": "2024-05-02T09:30:00+09:00", "authors": [{"name": "A"}]}]}).encode()  # fmt: skip
CONTAINER = b"""<?xml version="1.0"?><container xmlns="urn:oasis:names:tc:opendocument:xmlns:container" version="1.0"><rootfiles>
<rootfile full-path="c.opf" media-type="application/oebps-package+xml"/></rootfiles></container>"""
OPF = b"""<?xml version="1.0"?><package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="i"><metadata
xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Talks</dc:title><dc:creator>A</dc:creator><dc:date>2024-05-02</dc:date>
<dc:identifier id="i">x</dc:identifier></metadata><manifest><item id="a" href="a.xhtml" media-type="application/xhtml+xml"/>
<item id="n" href="n.xhtml" media-type="application/xhtml+xml" properties="nav"/></manifest><spine><itemref idref="a"/></spine>
</package>"""
CHAPTER = f"""<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><head><title>One</title></head><body><h1>One</h1>
<p>{STORY}</p><ul><li>x</li></ul></body></html>""".encode()
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
DOCX = {
    "[Content_Types].xml": b"""<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>
</Types>""",
    "_rels/.rels": b"""<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="r" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
Target="word/document.xml"/></Relationships>""",
    "word/document.xml": f"""<?xml version="1.0"?><w:document xmlns:w="{W}"><w:body><w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr>
<w:r><w:t>Talks</w:t></w:r></w:p><w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>one</w:t>
</w:r></w:p><w:p><w:r><w:t>{STORY}</w:t></w:r><w:del><w:r><w:delText>no</w:delText></w:r></w:del><w:ins><w:r><w:t>yes</w:t></w:r>
</w:ins></w:p><w:tbl><w:tr><w:tc><w:p><w:r><w:t>a</w:t></w:r></w:p></w:tc></w:tr></w:tbl></w:body></w:document>""".encode(),
    "word/styles.xml": f"""<?xml version="1.0"?><w:styles xmlns:w="{W}"><w:style w:type="paragraph" w:styleId="Heading1">
<w:name w:val="heading 1"/></w:style></w:styles>""".encode(),
    "docProps/core.xml": b"""<?xml version="1.0"?><cp:coreProperties xmlns:dc="http://purl.org/dc/elements/1.1/"
xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"><dc:title>Talks</dc:title></cp:coreProperties>""",
}
O = "urn:oasis:names:tc:opendocument:xmlns"  # noqa: E741
ODT = {
    "mimetype": b"application/vnd.oasis.opendocument.text",
    "content.xml": f"""<?xml version="1.0"?><office:document-content xmlns:office="{O}:office:1.0" xmlns:text="{O}:text:1.0">
<office:body><office:text><text:h text:outline-level="1">Talks</text:h><text:p>{STORY}<text:s text:c="3"/></text:p><text:list>
<text:list-item><text:p>one</text:p></text:list-item></text:list></office:text></office:body></office:document-content>""".encode(),
    "meta.xml": f"""<?xml version="1.0"?><office:document-meta xmlns:office="{O}:office:1.0"
xmlns:dc="http://purl.org/dc/elements/1.1/"><office:meta><dc:title>Talks</dc:title></office:meta></office:document-meta>""".encode(),
}  # fmt: skip


WORDS = [
    b"<", b"<!--", b"]]>", b"<![CDATA[", b"&#x110000;", b"&#0;", b"\0", b"\xff\xfe", b"\r\n\r\n", b"%n", b"-1",
    b"99999999999999999999", b"<!DOCTYPE x [<!ENTITY a 'b'>]>", b"\xed\xa0\x80", b"{", b"[[", b"--outer\n",
    b"=?utf-8?b?=", b"PK\3\4", b"<<", b"endobj", b"1 0 R", b"charset=utf-7",
]  # fmt: skip
"""What formats stumble over."""


RTF = (r"{\rtf1\ansi\ansicpg949\deff0{\fonttbl{\f0 Times;}}{\stylesheet{\s1 heading 1;}}{\info{\title Talks}{\author A}"
       r"{\creatim\yr2024\mo5\dy2}}\pard\s1\b Talks\b0\par\pard " + STORY + r" \'c8\'b8\'b4\'e3 \u54924?\par"
       r"{\*\generator x;}\bullet one\par}").encode()  # fmt: skip


def pdf(packed: bool) -> bytes:
    """A PDF of one page with two lines and a heading."""
    drawn = b"BT /F1 18 Tf 72 720 Td (Talks on trade) Tj /F1 11 Tf 0 -30 Td (The delegation left Pyongyang on Mon-) Tj " \
            b"0 -14 Td [(day after three days of) -300 (talks on trade.)] TJ ET"  # fmt: skip
    stream, how = (zlib.compress(drawn), b"/Filter /FlateDecode ") if packed else (drawn, b"")
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< %s/Length %d >>\nstream\n%s\nendstream" % (how, len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        b"<< /Title (Talks) /Author (A) /CreationDate (D:20240502093000+09'00') >>",
    ]
    made, places = b"%PDF-1.4\n", []
    for number, one in enumerate(objects, 1):
        places.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(objects) + 1, table)
    return made + head + b"trailer\n<< /Size %d /Root 1 0 R /Info 6 0 R >>\nstartxref\n%d\n%%%%EOF" % (
        len(objects) + 1, len(made))  # fmt: skip


def newsboat() -> bytes:
    """A database as newsboat keeps it."""
    with closing(sqlite3.connect(":memory:")) as db:
        db.executescript("""CREATE TABLE rss_feed (rssurl VARCHAR(1024) PRIMARY KEY NOT NULL, url VARCHAR(1024) NOT NULL,
            title VARCHAR(1024) NOT NULL, lastmodified INTEGER(11) NOT NULL DEFAULT 0, is_rtl INTEGER(1) NOT NULL DEFAULT 0,
            etag VARCHAR(128) NOT NULL DEFAULT "");
            CREATE TABLE rss_item (id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, guid VARCHAR(64) NOT NULL,
            title VARCHAR(1024) NOT NULL, author VARCHAR(1024) NOT NULL, url VARCHAR(1024) NOT NULL,
            feedurl VARCHAR(1024) NOT NULL, pubDate INTEGER NOT NULL, content VARCHAR(65535) NOT NULL,
            unread INTEGER(1) NOT NULL, enclosure_url VARCHAR(1024), enclosure_type VARCHAR(1024),
            enqueued INTEGER(1) NOT NULL DEFAULT 0, flags VARCHAR(52), deleted INTEGER(1) NOT NULL DEFAULT 0,
            base VARCHAR(128) NOT NULL DEFAULT "", content_mime_type VARCHAR(255) NOT NULL DEFAULT "");""")
        db.execute(
            "INSERT INTO rss_feed (rssurl, url, title) VALUES ('https://a.example/f', 'https://a.example', 'Wire')"
        )
        db.execute("INSERT INTO rss_item (guid, title, author, url, feedurl, pubDate, content, unread) VALUES "
                   "('1', 'Talks', 'A', 'https://a.example/1', 'https://a.example/f', 1714609800, ?, 1)",
                   (f"<p>{STORY}</p>",))  # fmt: skip
        db.commit()
        return db.serialize()


def corpus() -> dict[str, list[bytes]]:
    """Files by their suffix, one or more of each that is listed."""
    pages = {"a.html": page("One"), "b/c.txt": STORY.encode(), "Talks_files/x.html": b"x", "m.eml": MAIL}
    records = crawl(record("request", "https://a.example/1", b"GET /1 HTTP/1.1\r\n\r\n"),
                    record("response", "https://a.example/1", answer(RICH)),
                    record("response", "https://a.example/2",
                           answer(gzip.compress(page("Two")), "Content-Encoding: gzip")),
                    record("response", "https://a.example/3",
                           answer(b"5\r\n<html\r\n1\r\n>\r\n0\r\n\r\n", "Transfer-Encoding: chunked")))  # fmt: skip
    epub = {"mimetype": b"application/epub+zip", "META-INF/container.xml": CONTAINER, "c.opf": OPF, "a.xhtml": CHAPTER,
            "n.xhtml": CHAPTER}  # fmt: skip
    tar = tarred(pages)
    box = (
        b"From a@a.example Thu May  2 09:30:00 2024\n"
        + MAIL
        + b"\n\nFrom b@b.example Thu May  2 09:30:00 2024\n"
        + DIGEST
    )
    feeds = [FEED, ATOM, RDF]
    made: dict[str, list[bytes]] = {
        "page:page": [page("One"), RICH], "page:by_content": [RICH], "mhtml:mhtml": [MHTML],
        "docx:docx": [zipped(DOCX), zipped(DOCX, zipfile.ZIP_STORED)], "odt:odt": [zipped(ODT), zipped(ODT, 0)],
        "epub:epub": [zipped(epub), zipped(epub, 0)], "pdf:pdf": [pdf(True), pdf(False)], "rtf:rtf": [RTF],
        "feeds:feeds": feeds, "jsonfeed:jsonfeed": [JSONFEED], "opml:opml": [OPML], "newsboat:newsboat": [newsboat()],
        "mail:mail": [MAIL, DIGEST, ALERT], "mbox:mbox": [box],
        "zips:zips": [zipped(pages), zipped(pages, 0), zipped({"x.zip": zipped(pages, 12), "y.zip": zipped(pages, 14)})],
        "warc:warc": [records, gzip.compress(records)],
    }  # fmt: skip
    packing: dict[str, Callable[[bytes], bytes]] = {"gz": gzip.compress, "bz2": bz2.compress, "xz": lzma.compress}
    found = {suffix: made[place] for suffix, place in {**SINGLE, **SEVERAL}.items() if place in made}
    for suffix in SEVERAL:
        if SEVERAL[suffix] == "tars:tars":
            kind = {"tgz": "gz", "tbz2": "bz2", "txz": "xz"}.get(suffix[1:], suffix.rpartition(".")[2])
            found[suffix] = [packing[kind](tar) if kind in packing else tar]
        elif SEVERAL[suffix] == "gzips:gzips":
            found[suffix] = [packing[suffix[1:]](page("One"))]
    return found


def named(suffix: str) -> str:
    """What a file of a suffix is called, so that its format takes it."""
    return f"a.html{suffix}" if suffix in (".gz", ".xz", ".bz2") else f"a{suffix}"
