"""Web pages: their text as blocks, what they state, how they are decoded, and what is no article."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nkreader.ingest import Extract, Refused, Skipped, articles
from nkreader.ingest.formats.given import BULLET, HEADING, PARAGRAPH, Blob, Hints, Text
from nkreader.ingest.formats.page import page
from nkreader.model.article import Stated
from tests.ingest.page_making import JAPANESE, KOREAN, PARAGRAPHS, html, ld, meta, story


def read(markup: str | bytes, hints: Hints | None = None) -> Text:
    data = markup.encode() if isinstance(markup, str) else markup
    [found] = page(Blob("one.html", data, hints or Hints()))
    assert isinstance(found, Text)
    return found


def why(markup: str | bytes) -> str:
    with pytest.raises(Refused) as refused:
        read(markup)
    return refused.value.reason


def test_the_blocks_of_a_page_stand_in_their_order() -> None:
    inside = (
        f"<p>{PARAGRAPHS[0]}</p><h2>What is <em>to come</em></h2><ul><li>two boats a day</li><li>a landing stage at the"
        f" southern pier</li></ul><blockquote><p>We waited for the whole winter.</p></blockquote><p>{PARAGRAPHS[1]}</p>"
        "<table><tr><th>Day</th><th>Boats</th></tr><tr><td>Monday</td><td>2</td></tr></table>"
        f"<ol><li>first</li><li>then</li></ol><p>{PARAGRAPHS[3]}</p>"
    )
    found = read(html(f"<main><article><h1>Ferry line opens again</h1>{inside}</article></main>"))
    told = [(block.kind, block.text) for block in found.blocks]
    order = [
        (HEADING, "Ferry line opens again"),
        (PARAGRAPH, PARAGRAPHS[0]),
        (HEADING, "What is to come"),
        (BULLET, "- two boats a day"),
        (BULLET, "- a landing stage at the southern pier"),
        (PARAGRAPH, "We waited for the whole winter."),
        (PARAGRAPH, PARAGRAPHS[1]),
        (PARAGRAPH, "Monday | 2"),
        (BULLET, "1. first"),
        (PARAGRAPH, PARAGRAPHS[3]),
    ]
    assert [told.index(one) for one in order] == sorted(told.index(one) for one in order)


def test_comments_shares_and_related_links_are_no_text() -> None:
    behind = (
        '<div class="share"><a href="#">Share on a network</a></div><div class="related"><h3>Related stories</h3><ul>'
        '<li><a href="/x">Salt gets dearer</a></li></ul></div><div id="comments"><div class="comment"><p>I never liked'
        " that boat, and I have sailed on many of them in my long life by the sea.</p></div></div>"
    )
    said = "\n".join(block.text for block in read(html(story(behind=behind))).blocks)
    assert PARAGRAPHS[2] in said
    for noise in ("Share on", "Salt gets", "never liked"):
        assert noise not in said


def test_a_page_states_title_outlet_author_and_address() -> None:
    head = (
        meta("og:title", "Ferry line opens again - Harbour Wire")
        + meta("og:site_name", "Harbour Wire")
        + '<meta name="author" content="By Min Park"><link rel="canonical" href="https://wire.example.org/ferry">'
    )
    found = read(html(story(), head, "Ferry line opens again | Harbour Wire")).stated
    assert (found.title, found.outlet) == ("Ferry line opens again", "Harbour Wire")
    assert (found.author, found.url) == ("Min Park", "https://wire.example.org/ferry")


def test_json_ld_states_them_too() -> None:
    thing = {
        "@context": "https://schema.org",
        "@graph": [
            {"@type": "WebSite", "name": "Harbour Wire"},
            {"@type": ["NewsArticle"], "headline": "Ferry line opens &amp; runs", "publisher": {"name": "Harbour Wire"},
             "author": [{"@type": "Person", "name": "Min Park"}, {"name": "Ara Lee"}]},
        ],
    }  # fmt: skip
    found = read(html(story(heading=""), ld(thing))).stated
    assert (found.title, found.outlet, found.author) == ("Ferry line opens & runs", "Harbour Wire", "Min Park, Ara Lee")


@pytest.mark.parametrize(
    ("title", "outlet", "bare"),
    [
        ("Ferry line opens again | Harbour Wire", "", "Ferry line opens again"),
        ("Ferry line opens again - Harbour Wire", "Harbour Wire", "Ferry line opens again"),
        ("Harbour Wire: Ferry line opens again", "Harbour Wire", "Harbour Wire: Ferry line opens again"),
        ("Ferry line - opens again", "Harbour Wire", "Ferry line - opens again"),
        ("Harbour Wire - Ferry line opens again", "Harbour Wire", "Ferry line opens again"),
        ("새 여객선 뜬다 | 항구통신", "항구통신", "새 여객선 뜬다"),
    ],
)
def test_the_tail_of_a_title_is_its_outlet_s_alone(title: str, outlet: str, bare: str) -> None:
    from nkreader.ingest.formats.page_facts import without_outlet

    assert without_outlet(title, outlet) == bare


@pytest.mark.parametrize(
    ("note", "url"),
    [
        ("<!-- saved from url=(0034)https://wire.example.org/ferry/one -->", "https://wire.example.org/ferry/one"),
        (
            "<!--\n Page saved with SingleFile \n url: https://wire.example.org/two \n saved date: Thu May 02 2024 "
            "10:00:00 GMT+0900 -->",
            "https://wire.example.org/two",
        ),
    ],
)
def test_where_a_browser_had_it_from_is_its_address(note: str, url: str) -> None:
    assert read(html(story(), top=f"<!doctype html>\n{note}\n")).stated.url == url


def test_what_is_known_from_elsewhere_fills_what_the_page_leaves_open() -> None:
    hints = Hints(
        "https://wire.example.org/x", stated=Stated(outlet="Wire", published="2024-05-02", dated_by="the feed")
    )
    found = read(html(story()), hints).stated
    assert (found.outlet, found.url, found.published, found.dated_by) == (
        "Wire", "https://wire.example.org/x", "2024-05-02", "the feed",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("declared", "encoding", "paragraphs"),
    [
        ("euc-kr", "cp949", KOREAN),
        ("ks_c_5601-1987", "cp949", KOREAN),
        ("Shift_JIS", "cp932", JAPANESE),
        ("EUC-JP", "euc_jp", JAPANESE),
        ("iso-8859-1", "cp1252", (*PARAGRAPHS, "The café at the quay “opens” at six.")),
        ("utf-8", "utf-16", KOREAN),
        ("euc-kr", "utf-8", KOREAN),
    ],
)
def test_a_page_is_decoded_as_it_declares_unless_its_bytes_say_otherwise(
    declared: str, encoding: str, paragraphs: tuple[str, ...]
) -> None:
    markup = html(story(paragraphs=paragraphs)).replace('charset="utf-8"', f'charset="{declared}"')
    said = "\n".join(block.text for block in read(markup.encode(encoding)).blocks)
    assert all(paragraph in said for paragraph in paragraphs)


def test_the_server_s_word_on_the_encoding_goes_first() -> None:
    markup = html(story(paragraphs=KOREAN)).replace('charset="utf-8"', 'charset="windows-1252"').encode("cp949")
    found = read(markup, Hints(charset="EUC-KR"))
    assert KOREAN[0] in "\n".join(block.text for block in found.blocks)
    assert found.notices == ()


def test_an_encoding_that_the_bytes_are_not_in_is_not_believed() -> None:
    markup = html(story(paragraphs=KOREAN)).replace('charset="utf-8"', 'charset="shift_jis"').encode("cp949")
    found = read(markup)
    assert KOREAN[0] in "\n".join(block.text for block in found.blocks)
    assert found.notices == ("read as cp949: a guess, the file does not say",)


LINKS = "".join(f'<p><a href="/{n}">{PARAGRAPHS[n % 4][:90]} number {n}</a></p>' for n in range(30))


@pytest.mark.parametrize(
    ("markup", "reason"),
    [
        (html(story(), '<link rel="canonical" href="https://wire.example.org/">'), "a home page, not an article"),
        (html(f"<main>{LINKS}</main>"), "a list of links, not an article"),
        (html('<form><input type="text"><input type="password"></form>'), "a page to log in, not an article"),
        (
            html('<div id="root"></div><script src="/app.js"></script>'),
            "the page makes its text with JavaScript and was saved without it",
        ),
        (
            html("<p>Moved.</p>", '<meta http-equiv="refresh" content="0; url=https://wire.example.org/x">'),
            "only leads on to another page",
        ),
        (html(""), "no article in the page"),
        (b"\x89PNG\r\n\x1a\n" + bytes(500), "binary data, not a page"),
        ("", "empty"),
    ],
)
def test_what_is_no_article_is_refused_with_what_it_is(markup: str | bytes, reason: str) -> None:
    assert why(markup) == reason


def test_a_page_behind_a_wall_is_read_with_a_notice() -> None:
    thing = {"@type": "NewsArticle", "headline": "Ferry line opens again", "isAccessibleForFree": "False"}
    found = read(html(story(paragraphs=PARAGRAPHS[:1]), ld(thing)))
    assert found.notices == ("the page holds only the beginning: the rest is behind a wall",)
    assert read(html(story(paragraphs=PARAGRAPHS * 3), ld(thing))).notices == ()


def test_an_escape_sequence_costs_no_page_and_reaches_nobody(tmp_path: Path) -> None:
    wave = "The pier \x1b[2Jwas\x07 swept&#27;]52;c;aGk=&#x7; by a wave &#38; then &#x1F600; by another one."
    heading = "Ferry \x1b[31mline&#0027; opens"
    markup = html(story(heading=heading, paragraphs=(*PARAGRAPHS[:3], wave)), title=heading)
    (tmp_path / "a.html").write_text(markup, encoding="utf-8")
    [found] = articles([tmp_path])
    assert isinstance(found, Extract)
    assert found.article.title == "Ferry ␛[31mline␛ opens"
    assert "The pier ␛[2Jwas␇ swept␛]52;c;aGk=␇ by a wave & then \U0001f600 by another one." in found.article.text


def test_folders_of_saved_pages_are_left_alone_without_a_word(tmp_path: Path) -> None:
    for name, folder in (("one.html", "one_files"), ("zwei.htm", "zwei-Dateien"), ("trois.html", "trois_fichiers")):
        (tmp_path / name).write_text(html(story(heading=f"Ferry line opens again {name}")))
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "frame.html").write_text(html(story()))
        (tmp_path / folder / "a.css").write_text("p {}")
    (tmp_path / "my_files").mkdir()
    (tmp_path / "my_files" / "notes.txt").write_text("Notes\n\nThe ferry left the harbour on time.")
    found = [*articles([tmp_path])]
    assert [Path(one.path).name for one in found] == ["notes.txt", "one.html", "trois.html", "zwei.htm"]
    assert not [one for one in found if isinstance(one, Skipped)]


@pytest.mark.parametrize(
    "name", ["saved", "saved.txt", "story.aspx", "story.php", "story.jsp", "story.cgi", "story.html?id=3"]
)
def test_a_page_is_read_as_one_whatever_it_is_called(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text(
        "\n<!DOCTYPE html>\n" + html(story(), meta("article:published_time", "2024-05-02"), top="")
    )
    [found] = articles([tmp_path])
    assert isinstance(found, Extract)
    assert (found.path, found.article.title) == (str(tmp_path / name), "Ferry line opens again")
    assert found.article.stated.published == "2024-05-02"


def test_what_a_server_would_run_is_no_page(tmp_path: Path) -> None:
    (tmp_path / "a.php").write_text("<?php echo 'ferry';")
    [found] = articles([tmp_path])
    assert isinstance(found, Skipped)
    assert found.reason == "not a page, whatever made it"


def mht(part: bytes, charset: str = "utf-8") -> bytes:
    from base64 import encodebytes
    from email.mime.multipart import MIMEMultipart
    from email.mime.nonmultipart import MIMENonMultipart

    whole = MIMEMultipart("related", boundary="--x")
    whole["From"] = "<Saved by a browser>"
    whole["Snapshot-Content-Location"] = "https://wire.example.org/2024/05/02/ferry"
    whole["Subject"] = "Ferry line opens again"
    whole["Date"] = "Fri, 3 May 2024 09:00:00 +0900"
    frame, made = MIMENonMultipart("text", "html"), MIMENonMultipart("text", "html", charset=charset)
    for one, place, said in (
        (frame, "cid:frame@x", b"<p>Advert</p>"),
        (made, whole["Snapshot-Content-Location"], part),
    ):
        one["Content-Location"] = place
        one.set_payload(encodebytes(said).decode())
        one["Content-Transfer-Encoding"] = "base64"
        whole.attach(one)
    return whole.as_bytes()


def test_a_page_saved_in_one_file_is_read(tmp_path: Path) -> None:
    head = meta("article:published_time", "2024-05-02T08:00:00+09:00")
    (tmp_path / "a.mht").write_bytes(mht(html(story(paragraphs=KOREAN), head).encode("cp949"), "euc-kr"))
    (tmp_path / "b.mhtml").write_text(html(story()))
    (tmp_path / "c.mhtml").write_text("From: x\n\nNothing.")
    one, two, three = articles([tmp_path])
    assert isinstance(one, Extract)
    assert one.article.stated.url == "https://wire.example.org/2024/05/02/ferry"
    assert one.article.stated.published == "2024-05-02T08:00:00+09:00"
    assert KOREAN[1] in one.article.text
    assert "Advert" not in one.article.text
    assert isinstance(two, Extract)
    assert isinstance(three, Skipped)
    assert three.reason == "no page in it"


_PIECES = st.sampled_from(
    ("<html>", "<body>", "<p>", "</p>", "<div class=date>", "</div>", "<time datetime=", "2024-05-02", '"', ">", "<h1>",
     "</h1>", "<!--", "-->", "<script type=application/ld+json>", "</script>", '{"@type": "Article"', ', "a": [[', "}",
     "<meta property=article:published_time content=", "<base href=http://[>", "<link rel=canonical href=", "&#0;",
     "<table><tr><td>", "<ul><li>", "<meta charset=utf-7>", "\0", "\ud83d", PARAGRAPHS[0], KOREAN[0])
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.lists(_PIECES, max_size=60).map("".join), st.booleans())
def test_whatever_a_page_is_made_of_it_is_read_or_refused(markup: str, whole: bool) -> None:
    markup = html(story() + markup) if whole else markup
    try:
        found = read(markup.encode("utf-8", "surrogatepass"))
    except Refused:
        return
    assert all(block.text.strip() for block in found.blocks)


def test_a_page_nested_as_deep_as_can_be_is_read_or_refused() -> None:
    for tag in ("div", "b", "blockquote", "ul><li", "table><tr><td", "p><span"):
        try:
            read(html(f"<{tag}>" * 3000 + PARAGRAPHS[0] * 3))
        except Refused:
            continue
