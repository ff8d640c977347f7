"""Feeds as files: RSS, RDF, Atom, JSON Feed, and what is named like them."""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given as examples
from hypothesis import settings
from hypothesis import strategies as st

from nkreader.ingest import Extract, Refused, Skipped, articles
from nkreader.ingest.formats.feeds import feeds
from nkreader.ingest.formats.given import BULLET, HEADING, PARAGRAPH, Inside, Left, Text
from nkreader.ingest.formats.jsonfeed import jsonfeed
from nkreader.ingest.formats.opml import feeds_of_opml
from tests.ingest import mails
from tests.ingest.mails import SECOND, STORY, told

SUMMARY = "the feed holds only a summary"
RSS = f"""<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>Harbour Wire &amp; Post</title><link>https://harbour.example/</link><description>News</description>
<item><title>Delegation leaves &lt;b&gt;Pyongyang&lt;/b&gt; &amp;amp; goes</title><link>https://harbour.example/1</link>
<guid isPermaLink="false">hw-1</guid><pubDate>Mon, 06 May 2024 10:00:00 +0900</pubDate>
<dc:creator>Kim Min-su</dc:creator>
<description>Short.</description><content:encoded><![CDATA[<h2>At the station</h2><p>{STORY}<br/>It was late.</p>
<ul><li>rail</li><li>road</li></ul><script>x()</script>]]></content:encoded></item>
<item><title>Ships come</title><link>https://harbour.example/2</link><description>{SECOND} [...]</description></item>
<item><title>Only this</title><guid>https://harbour.example/3</guid><dc:date>2024-05-02T10:00:00+09:00</dc:date></item>
<item><enclosure url="https://harbour.example/4.mp3" type="audio/mpeg" length="1"/></item>
</channel></rss>"""
RDF = f"""<?xml version="1.0"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
 xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel rdf:about="https://harbour.example/"><title>Harbour</title><link>https://harbour.example/</link></channel>
<item rdf:about="https://harbour.example/1"><title>Delegation leaves</title><link>https://harbour.example/1</link>
<dc:date>2024-05-06T10:00:00+09:00</dc:date><description>{STORY}</description></item></rdf:RDF>"""
ATOM = f"""<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><id>tag:harbour.example,2024:feed</id>
<title>Harbour</title><link href="https://harbour.example/"/><updated>2024-05-09T00:00:00Z</updated>
<entry><id>tag:harbour.example,2024:1</id><title type="html">It &amp;lt; 5 &lt;i&gt;ships&lt;/i&gt;</title>
<link rel="alternate" href="https://harbour.example/1"/><published>2024-05-06T10:00:00+09:00</published>
<updated>2024-05-08T10:00:00Z</updated><author><name>Kim Min-su</name></author><author><name>Park Ji-won</name></author>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>{STORY}</p><p>{SECOND}</p></div></content></entry>
<entry><id>tag:harbour.example,2024:2</id><title>Ships come</title><updated>2024-05-08T10:00:00Z</updated>
<summary>{SECOND}</summary></entry></feed>"""
OLD = """<!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" "http://my.netscape.com/publish/rss-0.91.dtd">
<rss version="0.91"><channel><title>Harbour</title><link>https://harbour.example/</link><item><title>Delegation leaves
</title><link>https://harbour.example/1</link><description>It left.</description></item></channel></rss>"""
JSON = {
    "version": "https://jsonfeed.org/version/1.1",
    "title": "Harbour",
    "home_page_url": "https://harbour.example/",
    "items": [
        {"id": 7, "url": "https://harbour.example/7", "title": "Delegation leaves",
         "content_html": f"<p>{STORY}</p>" * 8, "summary": "Short.",
         "date_published": "2024-05-06T10:00:00+09:00", "date_modified": "2024-05-08T10:00:00Z",
         "authors": [{"name": "Kim Min-su"}, {"url": "x"}]},
        {"id": "8", "content_text": f"{STORY}\n\n{SECOND}", "date_modified": "2024-05-08T10:00:00Z"},
        "no object",
        {"id": "9"},
    ],
}  # fmt: skip


def given(data: str | bytes) -> list[Text | Inside | Left]:
    return mails.given(data.encode() if isinstance(data, str) else data, feeds, "file.xml")


def texts(data: str | bytes) -> list[Text]:
    return [one for one in given(data) if isinstance(one, Text)]


def test_rss_keeps_order_blocks_and_what_is_stated() -> None:
    full, summary, title, nothing = given(RSS)
    assert isinstance(full, Text)
    assert told(full.blocks) == [
        (PARAGRAPH, "Delegation leaves Pyongyang & goes"),
        (HEADING, "At the station"),
        (PARAGRAPH, f"{STORY}\nIt was late."),
        (BULLET, "- rail"),
        (BULLET, "- road"),
    ]
    stated = full.stated
    assert (stated.title, stated.outlet) == ("Delegation leaves Pyongyang & goes", "Harbour Wire & Post")
    assert (stated.author, stated.url) == ("Kim Min-su", "https://harbour.example/1")
    assert (stated.published, stated.dated_by) == ("Mon, 06 May 2024 10:00:00 +0900", "the feed's pubDate")
    assert full.same_as == "feed https://harbour.example/ hw-1"
    assert (full.key, full.where, full.notices) == ("https://harbour.example/1", "entry 1", ())
    assert isinstance(summary, Text)
    assert (summary.notices, summary.stated.published) == ((SUMMARY,), None)
    assert summary.same_as == "feed https://harbour.example/ https://harbour.example/2"
    assert isinstance(title, Text)
    assert title.notices == ("the feed holds only the title",)
    assert (title.stated.published, title.stated.dated_by) == ("2024-05-02T10:00:00+09:00", "the feed's date")
    assert nothing == Left("entry 4", "neither title nor text")


def test_rdf_and_the_oldest_rss_are_read() -> None:
    [rdf] = texts(RDF)
    assert (rdf.stated.published, rdf.stated.outlet) == ("2024-05-06T10:00:00+09:00", "Harbour")
    [old] = texts(OLD)
    assert (old.stated.title, told(old.blocks)[-1]) == ("Delegation leaves", (PARAGRAPH, "It left."))


def test_atom_takes_no_change_for_the_publication_unless_nothing_else_is_told() -> None:
    full, summary = texts(ATOM)
    assert (full.stated.published, full.stated.dated_by) == ("2024-05-06T10:00:00+09:00", "the feed's published")
    assert full.stated.title == "It < 5 ships"
    assert full.stated.author == "Kim Min-su, Park Ji-won"
    assert told(full.blocks)[1:] == [(PARAGRAPH, STORY), (PARAGRAPH, SECOND)]
    assert full.same_as == "feed tag:harbour.example,2024:feed tag:harbour.example,2024:1"
    assert full.notices == ()
    assert (summary.stated.published, summary.stated.dated_by) == ("2024-05-08T10:00:00Z", "the feed's updated")
    assert summary.notices == (SUMMARY,)


def test_the_same_entry_is_the_same_article_whatever_its_text_becomes() -> None:
    before, after = texts(RSS)[0], texts(RSS.replace("It was late.", "It was early."))[0]
    assert before.same_as == after.same_as
    assert before.blocks != after.blocks


def test_an_id_or_address_that_entries_share_names_none_of_them() -> None:
    shared = RSS.replace("https://harbour.example/2", "https://harbour.example/1").replace(
        "https://harbour.example/3", "hw-1"
    )
    first, second, third = texts(shared)
    assert [text.same_as for text in (first, third)] == [None, None]
    assert [text.own_url for text in (first, second)] == [False, False]
    assert (first.key, second.key) == ("", "https://harbour.example/1")
    assert second.same_as == "feed https://harbour.example/ https://harbour.example/1"


def test_references_to_no_character_are_read_as_what_stands_for_one() -> None:
    [first, *_] = texts(RSS.replace("Kim Min-su", "Kim&#x110000; Min&#9999999999;su &#1234567;&#0000233;"))
    assert first.stated.author == "Kim\ufffd Min\ufffdsu \ufffdé"


def test_a_long_description_is_the_article_and_a_cut_one_is_not() -> None:
    head = "<rss version='2.0'><channel><title>H</title><item><title>T</title><description>"
    item = f"{head}{{}}</description></item></channel></rss>"
    [full] = texts(item.format(f"&lt;p&gt;{STORY}&lt;/p&gt;" * 8))
    assert full.notices == ()
    [cut] = texts(item.format(f"{STORY} " * 8 + "Continue reading"))
    assert cut.notices == (SUMMARY,)


@pytest.mark.parametrize("encoding", ["euc-kr", "utf-16", "utf-8"])
def test_feeds_are_read_in_the_encoding_they_declare(encoding: str) -> None:
    feed = f"""<?xml version="1.0" encoding="{encoding}"?><rss version="2.0"><channel><title>통신</title>
    <item><title>대표단 평양 떠나</title>
    <description>회담을 마친 대표단이 떠났다.</description></item></channel></rss>"""
    [text] = texts(feed.encode(encoding))
    assert (text.stated.outlet, text.stated.title) == ("통신", "대표단 평양 떠나")


def test_a_feed_that_is_not_well_formed_is_read_as_far_as_it_goes() -> None:
    broken = RSS.replace("<description>Short.</description>", "<description>Short & sweet</description>")
    assert [text.stated.title for text in texts(broken)][1:] == ["Ships come", "Only this"]
    assert [text.stated.title for text in texts(RSS[: RSS.index("<item><title>Only")])][1:] == ["Ships come"]


def test_alerts_and_collections_name_the_outlets_own_page() -> None:
    google = "https://www.google.com/url?rct=j&amp;sa=t&amp;url=https://harbour.example/1&amp;ct=ga"
    alert = ATOM.replace('rel="alternate" href="https://harbour.example/1"', f'href="{google}"')
    text = texts(alert)[0]
    assert (text.stated.url, text.stated.outlet) == ("https://harbour.example/1", None)
    assert text.notices == ("only what the alert quotes",)
    collected = RSS.replace("<description>Short.</description>", '<source url="https://x.example/">Port Post</source>')
    collected = collected.replace("&amp;amp; goes</title>", "goes - Port Post</title>")
    stated = texts(collected)[0].stated
    assert (stated.outlet, stated.title) == ("Port Post", "Delegation leaves Pyongyang goes")


BOMB = """<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa">
<!ENTITY b "&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;">]>
<rss version="2.0"><channel><title>&c;</title><item><title>x</title></item></channel></rss>"""


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (BOMB, "declares entities"),
        (BOMB.replace('"aaaaaaaaaa"', 'SYSTEM "file:///etc/passwd"'), "declares entities"),
        (BOMB.replace("<!ENTITY", "<!ENTITY %", 1), "declares entities"),
        ("<?xml version='1.0'?><note><to>x</to></note>", "XML, but no feed"),
        ("<opml version='2.0'><body/></opml>", "a list of feeds: nkreader feeds import FILE"),
        ("nothing of the kind", "not a feed"),
        ("", "not a feed"),
        ('{"version": "1", "items": []}', "JSON, but no feed"),
    ],
)
def test_what_is_no_feed_is_refused_with_a_reason(data: str, reason: str) -> None:
    with pytest.raises(Refused, match=reason):
        given(data)


def test_entities_that_are_letters_are_read() -> None:
    head = '<!DOCTYPE rss [<!ENTITY nbsp "&#160;"><!ENTITY eacute "&#xE9;">]><rss version="2.0">'
    feed = RSS.replace('<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0"', head[:-1])
    [first, *_] = texts(feed.replace("Kim Min-su", "Ren&eacute; Kim"))
    assert first.stated.author == "René Kim"


def test_json_feeds_are_read_whatever_they_are_named(tmp_path: Path) -> None:
    full, second, broken, empty = mails.given(json.dumps(JSON).encode(), jsonfeed)
    assert isinstance(full, Text)
    assert (full.stated.published, full.stated.author) == ("2024-05-06T10:00:00+09:00", "Kim Min-su")
    assert (full.same_as, full.key) == ("feed https://harbour.example/ 7", "https://harbour.example/7")
    assert told(full.blocks)[0] == (PARAGRAPH, "Delegation leaves")
    assert len(full.blocks) == 9
    assert isinstance(second, Text)
    assert told(second.blocks) == [(PARAGRAPH, STORY), (PARAGRAPH, SECOND)]
    assert (second.stated.published, second.stated.dated_by) == ("2024-05-08T10:00:00Z", "the feed's date_modified")
    assert broken == Left("entry 3", "not an object")
    assert empty == Left("entry 4", "neither title nor text")
    (tmp_path / "feed.json").write_text(json.dumps(JSON))
    found = [one for one in articles([tmp_path]) if isinstance(one, Extract)]
    assert [Path(one.path).name for one in found] == ["7", "feed.json#8"]
    assert found[0].same_as == "feed https://harbour.example/ 7"


def test_feeds_come_in_by_every_suffix(tmp_path: Path) -> None:
    for suffix, feed in (("rss", RSS), ("rdf", RDF), ("atom", ATOM), ("xml", OLD)):
        (tmp_path / f"file.{suffix}").write_text(feed)
    (tmp_path / "list.opml").write_text(OPML)
    (tmp_path / "other.xml").write_text("<note/>")
    found = [*articles([tmp_path])]
    assert len([one for one in found if isinstance(one, Extract)]) == 7
    reasons = {Path(one.path).name: one.reason for one in found if isinstance(one, Skipped)}
    assert reasons == {
        "file.rss": "entry 4: neither title nor text",
        "list.opml": "a list of feeds: nkreader feeds import FILE",
        "other.xml": "XML, but no feed",
    }


OPML = """<?xml version="1.0"?><opml version="2.0"><head><title>Mine</title></head><body>
<outline text="Wires"><outline text="Harbour" title="Harbour Wire" type="rss" xmlUrl="https://harbour.example/rss"/>
<outline text="Post" xmlURL=" feed://post.example/rss "/><outline text="Again" xmlUrl="https://harbour.example/rss"/>
</outline><outline text="run" xmlUrl="exec:rm -rf /"/><outline text="run" xmlUrl="filter:sh:https://x.example/"/>
<outline text="file" xmlUrl="file:///etc/passwd"/><outline text="no feed" htmlUrl="https://x.example/"/></body></opml>"""


def test_a_list_of_feeds_gives_addresses_of_the_web_alone() -> None:
    assert feeds_of_opml(OPML.encode()) == [
        ("Harbour Wire", "https://harbour.example/rss"),
        ("Post", "http://post.example/rss"),
    ]
    assert feeds_of_opml(OPML[: OPML.index('<outline text="Post')].encode()) == [
        ("Harbour Wire", "https://harbour.example/rss")
    ]
    for data in (b"", b"<rss/>", BOMB.replace("rss", "opml").encode()):
        with pytest.raises(Refused):
            feeds_of_opml(data)


@settings(max_examples=80, deadline=None)
@examples(st.data())
def test_broken_feeds_never_raise(data: st.DataObject) -> None:
    whole = bytearray(data.draw(st.sampled_from([RSS, RDF, ATOM, OLD, json.dumps(JSON)])).encode())
    for _ in range(data.draw(st.integers(0, 6))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    broken = bytes(whole[: data.draw(st.integers(0, len(whole))) or None])
    with suppress(Refused):
        assert given(broken)
