"""When pages say they were published: metadata in all its forms, lines, addresses; and what is not that day."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nkreader.analysis.analyse import analyse
from nkreader.analysis.dates.table import evidence_rows
from nkreader.ingest.formats.given import Blob, Hints, Text
from nkreader.ingest.formats.page import page
from nkreader.ingest.formats.page_address import address_day
from nkreader.ingest.formats.page_days import read_day
from nkreader.ingest.reading import read_blocks
from nkreader.ingest.texts import article_of
from nkreader.model.article import Stated
from nkreader.model.dates import Basis, Certainty
from nkreader.model.evidence import Stance
from tests.ingest.page_making import CHINESE, JAPANESE, KOREAN, PARAGRAPHS, html, ld, meta, story


def text(markup: str, url: str | None = None, seen: str | None = None) -> Text:
    [found] = page(Blob("one.html", markup.encode(), Hints(url=url, seen=seen)))
    assert isinstance(found, Text)
    return found


def stated(markup: str, url: str | None = None, seen: str | None = None) -> Stated:
    return text(markup, url, seen).stated


def shown(markup: str, url: str | None = None) -> str | None:
    """The day of publication as it is shown in the end."""
    return analyse(article_of(text(markup, url))).published.value


NEWS = {"@type": "NewsArticle", "headline": "Ferry line opens again", "datePublished": "2024-05-02T09:31:01+09:00",
        "dateModified": "2024-05-06T10:00:00+09:00"}  # fmt: skip


@pytest.mark.parametrize(
    "script",
    [
        ld(NEWS),
        ld([{"@type": "BreadcrumbList"}, NEWS]),
        ld({"@context": "https://schema.org", "@graph": [{"@type": "WebSite"}, {"mainEntity": NEWS}]}),
        ld({"@type": "WebPage", "datePublished": "2024-05-01T00:00:00+09:00", "mainEntity": NEWS}),
        ld({"@type": "ItemList", "itemListElement": [{**NEWS, "datePublished": "2023-01-01"}]}) + ld(NEWS),
        ld({**NEWS, "headline": "Salt gets dearer", "datePublished": "2023-01-01"}) + ld(NEWS),
        ld(NEWS).replace("}</script>", ",}</script>"),
        ld(NEWS).replace('{"@type"', '<!-- {"@type"').replace("}</script>", "} --></script>"),
        ld(NEWS).replace("Ferry line opens again", 'Ferry "line" opens\n again'),
        ld({**NEWS, "@type": "http://schema.org/NewsArticle", "comment": [{**NEWS, "datePublished": "2024-05-09"}]}),
    ],
)
def test_json_ld_dates_a_page_however_it_is_written(script: str) -> None:
    found = stated(html(story(), script))
    assert (found.published, found.dated_by) == ("2024-05-02T09:31:01+09:00", "the page's JSON-LD, datePublished")


@pytest.mark.parametrize(
    ("head", "published"),
    [
        (meta("article:published_time", "2024-05-02T09:31:01+09:00"), "2024-05-02T09:31:01+09:00"),
        ('<meta name="pubdate" content="20240502">', "2024-05-02"),
        ('<meta name="DC.date.issued" content="2024-05-02">', "2024-05-02"),
        ('<meta name="sailthru.date" content="Thu, 02 May 2024 08:10:27 EST">', "2024-05-02T08:10:27-05:00"),
        ("<meta name='parsely-pub-date' content='2024-05-02T01:00:00+02:00'>", "2024-05-02T01:00:00+02:00"),
        ("<meta name='parsely-page' content='{\"pub_date\": \"2024-05-02\"}'>", "2024-05-02"),
        ('<meta itemprop="datePublished" content="2024-05-02">', "2024-05-02"),
        ('<meta name="epoch-publish-date" content="1714608000000">', "2024-05-02T00:00:00+00:00"),
        (meta("article:published_time", "2. Mai 2024, 9:31"), "2024-05-02T09:31:00"),
        (meta("article:published_time", "2024년 5월 2일 오후 3시 20분"), "2024-05-02T15:20:00"),
    ],
)
def test_metadata_dates_a_page(head: str, published: str) -> None:
    found = stated(html(story(), head + meta("article:modified_time", "2024-05-09T00:00:00Z")))
    assert found.published == published
    assert found.dated_by is not None
    assert found.dated_by.startswith("the page's metadata, ")


LINES = {
    "itemprop": ('<span itemprop="dateModified" content="2024-05-06"></span>'
                 '<span itemprop="datePublished" content="2024-05-02T10:00:00+09:00">yesterday</span>', "en"),
    "time": ('<p class="updated">Updated <time datetime="2024-05-06">May 6</time></p>'
             '<time datetime="2024-05-02T08:30:00+0900">May 2</time>', "en"),
    "pubdate": ('<time pubdate datetime="2024-05-02">2 May</time>', "en"),
    "KCNA Watch": ('<div class="article-meta">Date: 02/05/2024 | Source: KCNA (En) | <a href="#">Read</a></div>', "en"),
    "Yonhap": ('<p class="update-time">All News 09:31 May 02, 2024</p>', "en"),
    "Rodong": ('<div class="NewsDate">주체113(2024)년 5월 2일 목요일</div>', "ko"),
    "Juche": ('<p class="date">May 2, Juche 113 (2024)</p>', "en"),
    "NK News": ('<span class="byline">Min Park</span><span class="date">May 2nd, 2024</span>', "en"),
    "broadcaster": ('<div class="published"><span class="date"><time>02 May 2024</time></span></div>', "en-gb"),
    "Korean portal": ('<span class="datestamp">입력 2024.05.02. 오후 3:11</span>'
                      '<span class="datestamp">수정 2024.05.03. 오전 1:02</span>', "ko"),
    "Korean paper": ("<ul class='info'></ul><div>등록 2024-05-02 05:00</div><div>수정 2024-05-03 14:10</div>", "ko"),
    "Japanese": ("<p>2024年5月2日 5時00分</p>", "ja"),
    "Reiwa": ('<p class="date">令和6年5月2日</p>', "ja"),
    "Chinese": ('<div class="header-time">2024-05-02 20:52:15　来源：新海通讯</div>', "zh"),
    "Russian": ('<div class="article__date">2 мая 2024, 10:15</div>', "ru"),
    "French": ('<p class="date">Publié le 02/05/2024 à 17:08, mis à jour le 06/05/2024 à 10:37</p>', "fr"),
}  # fmt: skip


@pytest.mark.parametrize("layout", LINES)
def test_the_line_under_the_headline_dates_a_page(layout: str) -> None:
    line, lang = LINES[layout]
    paragraphs = {"ko": KOREAN, "ja": JAPANESE, "zh": CHINESE}.get(lang, PARAGRAPHS)
    footer = "<footer>© 2026 Harbour Wire</footer><div class='copyright'>Copyright 2025-01-02</div>"
    found = stated(html(story(line, paragraphs=paragraphs, behind=footer), lang=lang))
    assert (found.published or found.suggested or "")[:10] == "2024-05-02", found
    assert found.dated_by
    assert shown(html(story(line, paragraphs=paragraphs), lang=lang)) == "2024-05-02"


@pytest.mark.parametrize(
    ("url", "day"),
    [
        ("https://wire.example.org/2024/05/02/ferry", date(2024, 5, 2)),
        ("https://wire.example.org/news/2024-05-02/ferry", date(2024, 5, 2)),
        ("https://wire.example.org/2024/may/02/ferry", date(2024, 5, 2)),
        ("https://wire.example.org/a/202405/02/WS12.html", date(2024, 5, 2)),
        ("https://wire.example.org/view/AEN20240502002300325", date(2024, 5, 2)),
        ("https://wire.example.org/article/20240502000123/", None),
        ("https://wire.example.org/2024/ferry-13-45", None),
        ("https://wire.example.org/1234567890", None),
        ("http://[broken", None),
        (None, None),
    ],
)
def test_an_address_names_a_day(url: str | None, day: date | None) -> None:
    assert address_day(url) == day


def test_an_address_only_suggests_the_day() -> None:
    found = text(html(story()), "https://wire.example.org/2024/05/02/ferry")
    assert (found.stated.published, found.stated.suggested) == (None, "2024-05-02")
    assert found.stated.dated_by == "the page's address"
    published = analyse(article_of(found)).published
    assert (published.value, published.basis, published.certainty) == ("2024-05-02", Basis.METADATA, Certainty.LIKELY)
    assert published.reason == "Nothing states it; the page's address suggests it."


def test_a_day_of_change_is_not_that_of_publication() -> None:
    head = meta("article:modified_time", "2024-05-09T00:00:00+09:00")
    assert stated(html(story("<time datetime='2024-05-02'>May 2</time>"), head)).published == "2024-05-02"
    alone = stated(html(story(), head))
    assert (alone.published, alone.suggested) == (None, "2024-05-09T00:00:00+09:00")
    assert alone.dated_by == "the page's metadata, article:modified_time: when it was changed"


def test_a_page_set_anew_keeps_the_day_of_its_address() -> None:
    thing = {**NEWS, "datePublished": "2025-02-01T00:00:00+09:00", "dateModified": "2025-02-01T00:00:00+09:00"}
    found = stated(html(story(), ld(thing)), "https://wire.example.org/2024/05/02/ferry")
    assert found.published == "2024-05-02"


@pytest.mark.parametrize(
    "beside",
    [
        '<time datetime="2024-05-01 23:42:00-0400">May 1</time>',
        '<p class="date">May 1, 2024 11:42 pm</p>',
        '<link rel="canonical" href="https://wire.example.org/2024/05/01/ferry">',
    ],
)
def test_the_outlet_s_own_day_counts_before_that_of_greenwich(beside: str) -> None:
    head = meta("article:published_time", "2024-05-02T03:42:00Z")
    markup = html(story(beside), head) if "<link" not in beside else html(story(), head + beside)
    assert shown(markup) == "2024-05-01"
    assert shown(html(story(), head)) == "2024-05-02"


def test_no_day_lies_behind_that_on_which_the_page_was_saved() -> None:
    head = meta("article:published_time", "2024-05-20") + '<meta name="dc.date" content="2024-05-02">'
    assert stated(html(story(), head), seen="2024-05-03T10:00:00Z").published == "2024-05-02"
    assert stated(html(story(), head)).published == "2024-05-20"
    note = (
        "<!--\n Page saved with SingleFile\n url: https://wire.example.org/a\n saved date: Fri May 03 2024 10:00:00 -->"
    )
    assert stated(html(story(), head, top=f"<!doctype html>{note}")).published == "2024-05-02"


@pytest.mark.parametrize("line", ["3 hours ago", "Updated 12 minutes ago", "Thursday, March 12, 10:30", "March 12"])
def test_no_day_is_worked_out_by_the_clock(line: str) -> None:
    markup = html(story(f"<p class='meta'>{line}</p>"))
    assert (stated(markup).published, stated(markup).suggested) == (None, None)


def test_a_page_that_states_a_day_to_come_is_believed() -> None:
    assert stated(html(story(), meta("article:published_time", "2071-03-12"))).published == "2071-03-12"


def test_copyright_lines_and_lists_of_other_stories_date_nothing() -> None:
    behind = (
        '<div class="related"><p class="date">2021-03-04</p></div><footer><p class="date">© 2019-01-01</p></footer>'
        '<div class="calendar">2026-01-01</div>'
    )
    found = stated(html(story(behind=behind)))
    assert (found.published, found.suggested) == (None, None)


def test_the_text_does_not_spoil_what_the_page_states() -> None:
    line = "Pyongyang, May 1 (KCNA) -- "
    paragraphs = (line + PARAGRAPHS[0], "Posted on Monday, March 4, 2019", *PARAGRAPHS[1:])
    head = meta("article:published_time", "2024-05-02T09:31:01+09:00")
    published = analyse(article_of(text(html(story(paragraphs=paragraphs), head)))).published
    assert (published.value, published.certainty, published.time) == ("2024-05-02", Certainty.STATED, "09:31:01+09:00")
    assert published.reason == "The article's metadata states it (the page's metadata, article:published_time)."


def test_a_dateline_takes_its_year_from_a_suggestion_that_is_far_off() -> None:
    paragraphs = ("Pyongyang, May 1 (KCNA) -- " + PARAGRAPHS[0], *PARAGRAPHS[1:])
    markup = html(story(paragraphs=paragraphs))
    assert shown(markup, "https://wire.example.org/2024/05/02/ferry") == "2024-05-02"
    assert shown(markup, "https://wire.example.org/2024/07/02/ferry") == "2024-05-01"


def test_a_line_that_says_published_goes_before_a_suggestion() -> None:
    paragraphs = ("Published: March 4, 2024", *PARAGRAPHS)
    article = read_blocks(
        [("paragraph", said) for said in paragraphs], Stated(suggested="2024-05-02", dated_by="a guess")
    )
    assert analyse(article).published.value == "2024-03-04"
    bare = read_blocks([("paragraph", said) for said in PARAGRAPHS], Stated(suggested="2024-05-02", dated_by="a guess"))
    assert analyse(bare).published.value == "2024-05-02"


def test_the_evidence_tells_what_was_suggested_and_by_what() -> None:
    article = article_of(text(html(story()), "https://wire.example.org/2024/05/02/ferry"))
    analysis = analyse(article)
    [row] = [row for row in evidence_rows(article, analysis, analysis.published) if row.what == "suggested"]
    assert (row.gives, row.stance) == ("2024-05-02", Stance.AGREES)
    assert row.said == "Nothing states it; the page's address suggests it."


@pytest.mark.parametrize(
    ("written", "iso", "first"),
    [
        ("2012-10-28T02:48:29+0100", "2012-10-28T02:48:29+01:00", False),
        ("20180619T055000+0900", "2018-06-19T05:50:00+09:00", False),
        ("2014-10-02T14:52:39.4770000", "2014-10-02T14:52:39", False),
        ("5:53 PM - 11 Jun 2015", "2015-06-11T17:53:00", False),
        ("11/18/2011  2:27 AM", "2011-11-18T02:27:00", False),
        ("03/04/2024", "2024-03-04", False),
        ("03/04/2024", "2024-04-03", True),
        ("3.4.2024", "2024-04-03", False),
        ("le 06/04/2013 à 10:37", "2013-04-06T10:37:00", True),
        ("２０２４年５月２日", "2024-05-02", False),
        ("上午 10:05 2024年5月2日", "2024-05-02T10:05:00", False),
        ("1970-01-01T00:00:00Z", None, False),
        ("0001-01-01", None, False),
        ("2024-13-45", None, False),
        ("1.2.3.2024", None, False),
        ("", None, False),
    ],
)
def test_days_are_read_as_they_are_written(written: str, iso: str | None, first: bool) -> None:
    found = read_day(written, first)
    assert (found.written if found else None) == iso


@given(st.text(max_size=80) | st.from_regex(r"[0-9TZ:+./ -]{1,40}", fullmatch=True))
def test_no_string_breaks_the_reading_of_days(written: str) -> None:
    found = read_day(written)
    if found is not None:
        assert found.written.startswith(found.day.isoformat())
        assert read_day(found.written) == found


@given(st.datetimes(min_value=datetime(1971, 1, 1), max_value=datetime(2099, 1, 1)))
def test_every_iso_date_is_read_as_itself(moment: datetime) -> None:
    written = moment.isoformat(timespec="seconds")
    found = read_day(written)
    assert found is not None
    assert found.written == written
