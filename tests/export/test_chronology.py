"""Chronologies as documents: text stays text, whatever titles, sentences and names hold; files are kept level."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from nkreader.export import chronology
from nkreader.export.files import ExportRefused
from nkreader.model.chronicle import Episode, Source, display, how_known
from nkreader.model.dates import Basis, Certainty, PartialDate
from nkreader.model.sanitise import is_safe, safe, sanitise
from nkreader.model.spans import Span
from nkreader.model.timeline import By
from tests.export.pieces import lines_of, nasty_text, piece, shown, tokens

UNKNOWN = PartialDate.unknown("nothing <b>says</b> when")
DAYS = [
    PartialDate.of("2024-03-03", Basis.DATELINE, Certainty.STATED, "the dateline says so"),
    PartialDate.of("2024-03", Basis.MENTION, Certainty.LIKELY, "as it is"),
    PartialDate.of("2024-03-03/2024-03-09", Basis.HEADER, Certainty.DERIVED, "it says"),
    PartialDate.of("XXXX-05-04", Basis.DATELINE, Certainty.DERIVED, "no year"),
    UNKNOWN,
]


@st.composite
def episodes(draw: st.DrawFn) -> Episode:
    """A row whose every text may hold nasty characters."""
    sources = tuple(
        Source(
            piece(
                "A text.", number=number, title=draw(nasty_text), outlet=draw(st.none() | nasty_text),
                url=draw(st.none() | nasty_text), published=draw(st.sampled_from(DAYS)),
                paths=(f"/x/{draw(nasty_text)}.txt",),
            ).headline,
            tuple(draw(st.lists(nasty_text, max_size=2))),
        )
        for number in draw(st.sets(st.integers(1, 4), min_size=1, max_size=2))
    )  # fmt: skip
    first, second, third = (draw(st.sampled_from(DAYS)) for _ in range(3))
    sentence = sanitise(draw(nasty_text))[0]
    return Episode(
        draw(st.sampled_from(By)), first, second, third, sources, Span(0, len(sentence)), sentence,
        draw(st.none() | nasty_text), "sentence", draw(st.just("") | nasty_text), role=draw(nasty_text),
    )  # fmt: skip


@given(st.lists(episodes(), max_size=4), nasty_text)
def test_nothing_of_an_article_becomes_markup(rows: list[Episode], scope: str) -> None:
    text = chronology.as_markdown(rows, By.PUBLISHED, scope)
    assert is_safe(text)
    found = MarkdownIt("commonmark").parse(text)
    assert not {"html_block", "fence", "code_block", "hr"} & {token.type for token in found}
    assert [token.tag for token in found if token.type == "heading_open"].count("h1") == 1
    inline = [child for token in found for child in token.children or ()]
    assert not {"html_inline", "image", "em_open"} & {child.type for child in inline}
    links = [child for child in inline if child.type == "link_open"]
    assert all(str(link.attrs["href"]).lower().startswith("http") for link in links)
    quotes = [at for at, token in enumerate(found) if token.type == "blockquote_open"]
    said = [safe(row.sentence) for row in rows if row.sentence.strip()]
    assert len(quotes) == len(said)
    for at, sentence in zip(quotes, said, strict=True):
        end = next(n for n in range(at, len(found)) if found[n].type == "blockquote_close")
        lines = [line for token in found[at:end] if token.type == "inline" for line in shown(token).split("\n")]
        assert lines == lines_of(sentence), "verbatim"


@settings(max_examples=40)
@given(st.lists(episodes(), min_size=1, max_size=4))
def test_every_number_is_that_of_its_source(rows: list[Episode]) -> None:
    found = MarkdownIt("commonmark").parse(chronology.as_markdown(rows, By.PUBLISHED, "all pieces"))
    ordered = next(at for at, token in enumerate(found) if token.type == "ordered_list_open")
    listed = [shown(token) for token in found[ordered:] if token.type == "inline"]
    ids = list(dict.fromkeys(source.headline.id for row in rows for source in row.sources))
    assert len(listed) == len(ids)
    assert all(ident in line for ident, line in zip(ids, listed, strict=True))
    items = [shown(token) for token in found[:ordered] if token.type == "inline" and token.level == 3]
    heads = [item for item in items if item.rstrip().endswith("]")]
    for row, head in zip(rows, heads, strict=False):
        wanted = " ".join(f"[{ids.index(source.headline.id) + 1}]" for source in row.sources)
        assert head.rstrip().endswith(wanted)


@settings(max_examples=40)
@given(st.lists(episodes(), max_size=4))
def test_objects_and_tables_hold_the_sentence_unchanged(rows: list[Episode]) -> None:
    for row in rows:
        made = chronology.as_object(row)
        assert made["sentence"] == row.sentence
        assert made["when"] == row.when.as_json()
        assert made["background"] is bool(row.background)
    lines = [*chronology.as_csv(rows)]
    assert lines[0].split(",") == list(chronology.COLUMNS)
    assert len(lines) == len(rows) + 1


def test_dates_are_told_with_what_is_not_known_of_them() -> None:
    assert [display(when) for when in DAYS] == [
        "2024-03-03", "≈2024-03, day unknown", "2024-03-03 to 2024-03-09, one of these days", "4 May, year unknown",
        "undated",
    ]  # fmt: skip
    assert [how_known(when) for when in DAYS] == [
        "stated", "likely: derived from a date in the text", "derived from the crawl header",
        "derived from the dateline", "nothing <b>says</b> when",
    ]  # fmt: skip


def row(sentence: str = "A tug sank.") -> Episode:
    return Episode(
        By.PUBLISHED, UNKNOWN, UNKNOWN, DAYS[0], (Source(piece("A text.").headline),), Span(0, len(sentence)), sentence
    )


def test_a_file_is_brought_up_to_date_and_keeps_what_others_wrote(tmp_path: Path) -> None:
    made = chronology.rendered([row()], By.PUBLISHED, "all pieces", False)
    first = chronology.export(tmp_path, made, "all pieces")
    assert first.status == "written"
    assert chronology.export(tmp_path, made, "all pieces").status == "unchanged"
    first.path.write_text(first.path.read_text() + "\nMy own words.\n")
    newer = chronology.rendered([row("A tug sank again.")], By.PUBLISHED, "all pieces", False)
    again = chronology.export(tmp_path, newer, "all pieces")
    assert (again.status, again.path) == ("written", first.path)
    text = first.path.read_text()
    assert "A tug sank again." in text
    assert "My own words." in text
    assert tokens(text)
    first.path.write_text(text.replace("sank again", "swam"))
    kept = chronology.export(tmp_path, made, "all pieces")
    assert kept.status == "conflict"
    assert "swam" in first.path.read_text(), "never overwritten"
    other = chronology.rendered([row()], By.HAPPENED, "all pieces", False)
    assert chronology.export(tmp_path, other, "all pieces").path != first.path


def test_nothing_is_written_among_articles(tmp_path: Path) -> None:
    made = chronology.rendered([row()], By.PUBLISHED, "all pieces", True)
    with pytest.raises(ExportRefused):
        chronology.export(tmp_path, made, "all pieces", [tmp_path])
    assert not [*tmp_path.iterdir()]
