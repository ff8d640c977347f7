"""A text taken apart: every shape that pasted and crawled articles come in."""

from __future__ import annotations

import pytest

from nkreader.ingest import read_text
from nkreader.model.article import Article, PartKind, Stated

LONG = (
    "The harbour office said that a new ferry line between the two islands had been opened after years of talks,"
    " and that the first boat carried two hundred people to the other shore before noon."
)
OTHER = (
    "Fishermen had asked for the line since the old bridge fell, and some of them waited on the pier through the"
    " night to be among the first who crossed the strait by boat again."
)


def kinds(article: Article) -> list[tuple[str, str]]:
    return [(str(part.kind), part.span.of(article.text)) for part in article.parts]


def test_a_crawl_header_glued_to_the_body() -> None:
    article = read_text(f" date 2024-03-24 {LONG}\n\nWhat It Means\n\n{OTHER}")
    assert kinds(article) == [
        ("header", "date 2024-03-24"),
        ("paragraph", LONG),
        ("heading", "What It Means"),
        ("paragraph", OTHER),
    ]
    assert article.title_basis == "first sentence"
    assert LONG.startswith(article.title.removesuffix("…"))
    assert 60 <= len(article.title) <= 91


def test_a_crawl_header_glued_to_a_title() -> None:
    article = read_text(f" date 2017-01-01 Who named the ferry? It was not you\nWONSAN -- {LONG}")
    assert kinds(article)[:2] == [("header", "date 2017-01-01"), ("title", "Who named the ferry? It was not you")]
    assert article.title == "Who named the ferry? It was not you"
    assert kinds(article)[-1] == ("dateline", "WONSAN --")


def test_a_date_in_a_sentence_is_no_header() -> None:
    assert read_text(f"The date 2024-03-24 was chosen. {LONG}").first(PartKind.HEADER) is None
    assert read_text(f"date 2024-03-245 {LONG}").first(PartKind.HEADER) is None


def test_labels_bullets_and_a_dateline_without_a_dash() -> None:
    text = (
        "Did the Ferry Leave on Time?\n\nSynopsis\nKey Takeaways\n- It did.\n- It was full.\n- A.\n"
        f"- B.\n- C.\n- D.\n- E.\n- F.\n- G.\n- H.\nSeoul, May 4 (Gazette) {LONG}\n{OTHER}"
    )
    assert kinds(read_text(text)) == [
        ("title", "Did the Ferry Leave on Time?"),
        ("boilerplate", "Synopsis"),
        ("boilerplate", "Key Takeaways"),
        ("bullet", "- It did."),
        ("bullet", "- It was full."),
        *(("bullet", f"- {letter}.") for letter in "ABCDEFGH"),
        ("paragraph", f"Seoul, May 4 (Gazette) {LONG}"),
        ("dateline", "Seoul, May 4 (Gazette)"),
        ("paragraph", OTHER),
    ]


def test_agency_copy_that_prints_its_title_again() -> None:
    title = "Ferry line between the islands opens after years"
    text = (
        f"{title}\n\nharbour-law {title}By Min Seo-yun SEOUL, Dec. 31 (Gazette) -- {LONG}\n\n"
        "min@example.org(END)\n\n---\n\n*Crawled at: 2025-12-31 01:40:10*\n"
        "*Source: [x](https://example.org/1)*"
    )
    article = read_text(text)
    assert kinds(article) == [
        ("title", title),
        ("heading", f"harbour-law {title}"),
        ("paragraph", f"By Min Seo-yun SEOUL, Dec. 31 (Gazette) -- {LONG}"),
        ("byline", "By Min Seo-yun"),
        ("dateline", "SEOUL, Dec. 31 (Gazette) --"),
        ("boilerplate", "min@example.org(END)"),
        ("boilerplate", "---"),
        ("boilerplate", "*Crawled at: 2025-12-31 01:40:10*"),
        ("boilerplate", "*Source: [x](https://example.org/1)*"),
    ]


def test_desk_marks_and_a_byline_on_lines_of_their_own() -> None:
    text = (
        "(2nd LD) Ferry line opens\n(ATTN: ADDS details in paras 3-5)\nBy Ro Min-su and Han Ji-u\n"
        f"SEOUL, May 4 (Gazette) -- {LONG} (END)"
    )
    article = read_text(text)
    assert article.title == "Ferry line opens"
    assert kinds(article) == [
        ("title", "(2nd LD) Ferry line opens"),
        ("lead mark", "(2nd LD)"),
        ("boilerplate", "(ATTN: ADDS details in paras 3-5)"),
        ("lead mark", "(ATTN: ADDS details in paras 3-5)"),
        ("paragraph", "By Ro Min-su and Han Ji-u"),
        ("byline", "By Ro Min-su and Han Ji-u"),
        ("paragraph", f"SEOUL, May 4 (Gazette) -- {LONG}"),
        ("dateline", "SEOUL, May 4 (Gazette) --"),
        ("boilerplate", "(END)"),
    ]


def test_wrapped_lines_are_one_paragraph() -> None:
    first = (
        "The minister said the plan would be\nready by the end of the year. It\n"
        "would need more money than first\nthought. Others said that it may\n"
        "never be done at all in this way."
    )
    second = "The second paragraph is wrapped \nat about the same width and \nthen it ends."
    assert kinds(read_text(f"{first}\n\n{second}")) == [("paragraph", first), ("paragraph", second)]


def test_an_indented_line_begins_a_paragraph() -> None:
    text = f"{LONG} \n {OTHER}"
    assert kinds(read_text(text)) == [("paragraph", LONG), ("paragraph", OTHER)]


def test_long_lines_are_paragraphs_and_short_bare_ones_between_them_headings() -> None:
    text = f"{LONG}\nWhat Fishermen Say\n{OTHER}"
    assert kinds(read_text(text)) == [("paragraph", LONG), ("heading", "What Fishermen Say"), ("paragraph", OTHER)]


def test_the_last_line_heads_nothing() -> None:
    assert kinds(read_text(f"{LONG}\n\n{OTHER}\n\nMin Seo-yun"))[-1] == ("paragraph", "Min Seo-yun")


def test_tables_and_broken_sentences_are_no_headings() -> None:
    for line in ("1 Ferry 235,924 290,282 -18.7", "Wreaths were laid before the statue at"):
        text = f"{LONG}\n\n{line}\n\nthe old pier in the rain, where it has stood for years.\n\n{OTHER}"
        if line[0] == "1":
            text = text.replace("the old pier", "The old pier")
        assert ("heading", line) not in kinds(read_text(text))


def test_end_marks_and_the_juche_mark_behind_them() -> None:
    article = read_text(f"Wonsan, June 11 (Gazette) -- {LONG} -0-\nwww.harbour.example (Juche113.6.11.)")
    assert kinds(article) == [
        ("paragraph", f"Wonsan, June 11 (Gazette) -- {LONG}"),
        ("dateline", "Wonsan, June 11 (Gazette) --"),
        ("boilerplate", "-0-"),
        ("boilerplate", "www.harbour.example (Juche113.6.11.)"),
        ("dateline", "www.harbour.example (Juche113.6.11.)"),
    ]


def test_front_matter_is_read_and_stays() -> None:
    matter = (
        "---\ntitle: 'A ferry''s day'\noutlet: \"The \\\"Gazette\\\"\"\ndate: 2024-05-04  # the day\n"
        "author: [Ro, 'Han, J.']\nurl: https://example.org/a#b\nmap:\n  deep: 1\ntext: |\n  block\n---"
    )
    article = read_text(f"{matter}\n\n# A ferry's day\n\n{LONG}\n\n## More\n\n{OTHER}")
    assert kinds(article) == [
        ("metadata", matter),
        ("title", "# A ferry's day"),
        ("paragraph", LONG),
        ("heading", "## More"),
        ("paragraph", OTHER),
    ]
    assert article.stated == Stated(
        "A ferry's day", 'The "Gazette"', "Ro, Han, J.", "https://example.org/a#b", "2024-05-04"
    )
    assert (article.title, article.title_basis) == ("A ferry's day", "stated")


def test_what_the_caller_states_goes_before_front_matter() -> None:
    article = read_text(f"---\ntitle: One\noutlet: Gazette\n---\n{LONG}", Stated(title="Two"))
    assert (article.title, article.stated.title, article.stated.outlet) == ("Two", "Two", "Gazette")


def test_two_rules_around_prose_are_no_front_matter() -> None:
    assert read_text(f"---\n{LONG}\n---\n{OTHER}").first(PartKind.METADATA) is None


def test_korean_copy() -> None:
    article = read_text(
        "섬 잇는 뱃길 열려\n(서울=새통신) 홍길동 기자 = 두 섬을 잇는 뱃길이 4일 열렸다고 항만 당국이 밝혔다.\n"
        "첫 배에는 이백 명이 탔다.\n(끝)"
    )
    assert article.lang == "ko"
    assert article.title == "섬 잇는 뱃길 열려"
    assert ("dateline", "(서울=새통신) 홍길동 기자 =") in kinds(article)
    assert kinds(article)[-1] == ("boilerplate", "(끝)")


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        (LONG, "en"),
        ("El nuevo barco de la compañía salió del puerto con dos personas y llegó a la isla por la noche.", "es"),
        ("Вчера в порту открылась новая линия.", "ru"),
        ("", "und"),
        (f"항구 (Harbour) 소식: {'새 배가 떴다. ' * 5}", "ko"),
    ],
)
def test_languages(text: str, lang: str) -> None:
    assert read_text(text).lang == lang


@pytest.mark.parametrize(
    ("text", "title", "basis"),
    [
        ("", "", "none"),
        ("\n \n", "", "none"),
        ("Share this\nAll rights reserved.", "", "none"),
        ("one line only", "one line only", "first sentence"),
        ("Ferry Opens\n\nIt did.", "Ferry Opens", "first line"),
        ("Talks With N.K. and U.S.\n\nThey met.", "Talks With N.K. and U.S.", "first line"),
        ("It opened. It closed.\n\nIt sank.", "It opened", "first sentence"),
        (
            "Mr. Ro met Gen. Han in the U.S. Capitol. They spoke.",
            "Mr. Ro met Gen. Han in the U.S. Capitol",
            "first sentence",
        ),
        ("- first point\n- second point", "- first point", "first sentence"),
    ],
)
def test_titles(text: str, title: str, basis: str) -> None:
    article = read_text(text)
    assert (article.title, article.title_basis) == (title, basis)


def test_a_stated_title_that_the_text_does_not_print() -> None:
    article = read_text(LONG, Stated(title=" Ferry\x1b \n Opens "))
    assert (article.title, article.title_basis) == ("Ferry␛ Opens", "stated")
    assert article.first(PartKind.TITLE) is None
