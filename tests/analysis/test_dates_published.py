"""When a text was published, reported and happened, from its own evidence; every text here is made up."""

from __future__ import annotations

from datetime import date

import pytest

from nkreader.analysis.dates import Dated, date_article
from nkreader.analysis.dates.evidence import Metadata, read_metadata
from nkreader.analysis.dates.facts import fact_table, read_facts
from nkreader.model.analysis import Dateline
from nkreader.model.article import Article, Part, PartKind, Stated
from nkreader.model.dates import Basis, Certainty, Precision
from nkreader.model.spans import Span

TROOPS = "North Korea confirmed for the first time that it had sent troops to Russia."


def dated(
    *sentences: str,
    header: str = "",
    day: str = "",
    footer: str = "",
    stated: str | None = None,
    published: date | None = None,
) -> Dated:
    """Date an article whose first sentence may begin with the dateline `Seoul, {day} (Wire)`."""
    text, parts, spans, dateline = "", [], [], None
    if header:
        text = f" date {header} "
        parts.append(Part(PartKind.HEADER, Span(1, len(text) - 1)))
    for number, sentence in enumerate(sentences):
        start = len(text)
        lead = f"Seoul, {day} (Wire) " if day and number == 0 else ""
        text += lead + sentence + "\n"
        if lead:
            at = start + len("Seoul, ")
            dateline = Dateline(Span(start, start + len(lead) - 1), "Seoul", Span(at, at + len(day)), "Wire")
        spans.append(Span(start, len(text) - 1))
    parts += [Part(PartKind.PARAGRAPH, span) for span in spans]
    if footer:
        parts.append(Part(PartKind.BOILERPLATE, Span(len(text), len(text) + len(footer))))
        text += footer
    article = Article(text, tuple(parts), "", "none", Stated(published=stated))
    return date_article(article, spans, dateline, published)


def test_the_callers_day_goes_before_all_evidence() -> None:
    found = dated("It rained.", header="2020-01-02", stated="2021-01-01", published=date(2019, 5, 4)).published
    assert (found.value, found.basis, found.certainty) == ("2019-05-04", Basis.METADATA, Certainty.STATED)


@pytest.mark.parametrize(
    ("stated", "expected"),
    [
        ("2024-03-24", Metadata("2024-03-24", None)),
        ("9999-12-31", None),
        ("Mar 4, 69", Metadata("1969-03-04", None)),
        ("Mar 4, 68", Metadata("2068-03-04", None)),
        ("2024-03-24T10:15:00+09:00", Metadata("2024-03-24", "10:15:00+09:00")),
        ("Sun, 24 Mar 2024 10:15:00 GMT", Metadata("2024-03-24", "10:15:00+00:00")),
        ("March 24, 2024", Metadata("2024-03-24", None)),
        ("March 2024", Metadata("2024-03", None)),
        ("2024", Metadata("2024", None)),
        ("24 March", None),
        ("Sunday", None),
        ("soon", None),
        ("0001-01-01T00:00:00Z", None),
        ("", None),
    ],
)
def test_metadata_keeps_what_it_says_and_no_more(stated: str, expected: Metadata | None) -> None:
    assert read_metadata(stated) == expected


@pytest.mark.parametrize(
    ("stated", "expected"),
    [
        ("03/04/2024", Metadata("2024-03-04", None, "2024-04-03")),
        ("3.4.2024 10:15:00+0900", Metadata("2024-03-04", "10:15:00+09:00", "2024-04-03")),
        ("04/04/2024", Metadata("2024-04-04", None)),
        ("25/04/2024", Metadata("2024-04-25", None)),
        ("04/25/2024", Metadata("2024-04-25", None)),
        ("2024/03/04", Metadata("2024-03-04", None)),
        ("2024-02-30", None),
        ("0001-01-01", None),
    ],
)
def test_metadata_in_figures_may_mean_two_days(stated: str, expected: Metadata | None) -> None:
    assert read_metadata(stated) == expected


def test_figures_that_mean_two_days_are_likely_and_both_are_named() -> None:
    found = dated("It rained.", stated="03/04/2024").published
    assert (found.value, found.basis, found.certainty) == ("2024-03-04", Basis.METADATA, Certainty.LIKELY)
    assert found.candidates == ("2024-03-04", "2024-04-03")
    assert "2024-03-04 (month first) or 2024-04-03 (day first)" in found.reason


@pytest.mark.parametrize(
    ("day", "value"), [("April 3", "2024-04-03"), ("March 4", "2024-03-04"), ("May 9", "2024-03-04")]
)
def test_the_dateline_decides_between_two_days(day: str, value: str) -> None:
    found = dated("It rained.", day=day, stated="03/04/2024").published
    assert (found.value, found.certainty) == (value, Certainty.LIKELY)
    assert ("the dateline decides" in found.reason) is (day != "May 9")


def test_metadata_that_the_dateline_contradicts_says_so() -> None:
    found = dated("It rained.", stated="2025-05-12T08:00:00+09:00", day="May 4").published
    assert (found.value, found.time) == ("2025-05-12", "08:00:00+09:00")
    assert found.candidates == ("2025-05-12", "2025-05-04")
    assert "2025-05-04" in found.reason


def test_a_dateline_one_day_off_is_another_time_zone_and_no_conflict() -> None:
    assert dated("It rained.", stated="2026-01-01", day="Dec. 31").published.candidates == ()


def test_a_crawl_header_alone_gives_its_day_but_only_as_likely() -> None:
    found = dated("A visit took place.", header="2024-03-24").published
    assert (found.value, found.precision) == ("2024-03-24", Precision.DAY)
    assert (found.basis, found.certainty) == (Basis.HEADER, Certainty.LIKELY)
    assert date(2024, 3, 23) in found.interval
    assert date(2024, 3, 25) in found.interval
    assert "or before" in found.reason


def test_a_header_that_lies_before_a_fact_is_shown_as_a_conflict() -> None:
    found = dated(TROOPS, header="2024-01-01").published
    assert "contradicts" in found.reason
    assert found.candidates == ("2024-01-01", "2025-04-28/..")


def test_a_header_behind_what_the_text_announces_is_shown_as_a_conflict() -> None:
    trip = "Kim will go to Russia, his first foreign trip since the pandemic."
    found = dated(trip, header="2023-11-20").published
    assert found.value == "2023-11-20"
    assert found.candidates == ("2023-11-20", "../2023-09-13")


@pytest.mark.parametrize(
    ("line", "value", "certainty"),
    [
        ("Published: March 24, 2024", "2024-03-24", Certainty.STATED),
        ("Posted on 24 March 2024, 10:15", "2024-03-24", Certainty.STATED),
        ("Updated 2024-03-24 10:15 KST", "2024-03-24", Certainty.LIKELY),
        ("Sunday, March 24, 2024", "2024-03-24", Certainty.LIKELY),
        ("2024. 3. 24.", "2024-03-24", Certainty.LIKELY),
    ],
)
def test_a_line_of_its_own_at_the_top_dates_a_pasted_page(line: str, value: str, certainty: Certainty) -> None:
    found = dated("A garden was opened", line, "It is large.").published
    assert (found.value, found.basis, found.certainty) == (value, Basis.MENTION, certainty)


def test_a_full_date_inside_a_sentence_is_no_publication_day() -> None:
    assert not dated("The garden opens on March 24, 2024, they hope.").published.known


def test_a_dateline_without_year_takes_it_from_the_crawl_footer() -> None:
    found = dated("It rained.", day="Dec. 31", footer="Crawled at: 2026-01-01 08:00").published
    assert (found.value, found.basis) == ("2025-12-31", Basis.DATELINE)


def test_weekday_and_fact_decide_the_year_of_a_dateline() -> None:
    leader = "North Korean leader Kim Jong Un saw a plant, state media said on Sunday."
    found = dated(leader, TROOPS, day="May 4").published
    assert (found.value, found.basis, found.certainty) == ("2025-05-04", Basis.FACT, Certainty.LIKELY)
    assert found.candidates == ("2014-05-04", "2025-05-04")
    assert "28 April 2025" in found.reason
    assert str(fact_table().until) in found.reason


def test_without_the_fact_the_year_stays_open() -> None:
    leader = "North Korean leader Kim Jong Un saw a plant, state media said on Sunday."
    found = dated(leader, day="May 4").published
    assert (found.value, found.precision) == ("XXXX-05-04", Precision.YEARLESS)
    assert found.candidates == ("2014-05-04", "2025-05-04")


def test_a_denied_fact_dates_nothing() -> None:
    found = dated("North Korea has not confirmed that it sent troops to Russia.").published
    assert not found.known


def test_a_fact_known_in_korea_is_a_day_earlier_elsewhere() -> None:
    found = dated(TROOPS).published
    assert (found.value, found.basis) == ("2025-04-27/..", Basis.FACT)
    assert "time zone" in found.reason


def test_aims_for_a_year_bound_a_text_from_above_and_past_dates_from_below() -> None:
    found = dated("Talks were broken off in 2019.", "He set out goals for 2024.").published
    assert (found.value, found.precision) == ("2019-01-01/2024-12-31", Precision.RANGE)


def test_a_text_without_evidence_is_undated_with_a_reason() -> None:
    found = dated("The flowers are red.").published
    assert (found.value, found.precision, found.certainty) == (None, Precision.NONE, None)
    assert found.reason


def test_a_text_whose_bounds_exclude_each_other_says_so() -> None:
    found = dated(TROOPS, "He set out goals for 2019.").published
    assert not found.known
    assert "contradicts itself" in found.reason


def test_reported_and_happened_are_read_apart() -> None:
    found = dated("Kim toured a dam on Saturday, state media reported Sunday.", published=date(2025, 5, 4), day="May 4")
    assert (found.happened.value, found.reported.value) == ("2025-05-03", "2025-05-04")


def test_a_report_alone_gives_no_event_by_subtraction() -> None:
    found = dated("Kim toured a dam, the state news agency said on Sunday.", published=date(2025, 5, 4))
    assert found.reported.value == "2025-05-04"
    assert not found.happened.known
    assert found.happened.reason


def test_a_statement_is_the_event_of_its_day() -> None:
    found = dated("The orchestra said on Monday it plans to play abroad.", published=date(2025, 5, 6))
    assert (found.happened.value, found.reported.known) == ("2025-05-05", False)


def test_relative_dates_follow_the_inferred_day() -> None:
    found = dated("A visit took place on Friday.", header="2024-03-24")
    assert [m.value for m in found.dates] == ["2024-03-24", "2024-03-22"]


def test_the_reason_of_a_mention_names_the_day_it_counts_from() -> None:
    stated = dated("A visit took place on Friday.", published=date(2024, 3, 24)).dates[0]
    likely = dated("A visit took place on Friday.", header="2024-03-24").dates[1]
    assert stated.reason == "The Friday last before publication (2024-03-24)."
    assert "≈2024-03-24" in likely.reason


def test_where_the_evidence_contradicts_itself_nothing_is_counted_from_it() -> None:
    found = dated(TROOPS, "He left on Friday.", header="2024-01-01")
    assert [m.value for m in found.dates] == ["2024-01-01"]


@pytest.mark.parametrize(
    "source",
    ["facts_until = 2026-01-01\n[[fact]]\nid = 'x'", "nothing", "facts_until = 2026-01-01"],
)
def test_a_broken_facts_file_is_refused(source: str) -> None:
    with pytest.raises(ValueError, match="facts"):
        read_facts(source)


def test_only_facts_with_one_bound_and_a_source_are_in_the_gazetteer() -> None:
    table = fact_table()
    assert len({fact.id for fact in table.facts}) == len(table.facts)
    for fact in table.facts:
        assert (fact.earliest is None) != (fact.latest is None)
        assert fact.source
        assert (fact.earliest or fact.latest or date.max) <= table.until
