"""When a text was published, reported and happened, from its own evidence; every text here is made up."""

from __future__ import annotations

from datetime import date

import pytest

from nkreader.analysis.analyse import analyse
from nkreader.analysis.dates import Dated, date_article
from nkreader.analysis.dates.anniversaries import named_days, read_days
from nkreader.analysis.dates.evidence import Metadata, read_metadata
from nkreader.analysis.dates.facts import fact_table, read_facts
from nkreader.analysis.dates.meetings import meetings
from nkreader.ingest import read_text
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
    trip = "North Korea says Kim will go to Russia, his first foreign trip since the pandemic."
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
        ("on Mar 24 2024, 5:55p", "2024-03-24", Certainty.LIKELY),
        ("on March 24 2024 7: 41 AM", "2024-03-24", Certainty.LIKELY),
    ],
)
def test_a_line_of_its_own_at_the_top_dates_a_pasted_page(line: str, value: str, certainty: Certainty) -> None:
    found = dated("A garden was opened", line, "It is large.").published
    assert (found.value, found.basis, found.certainty) == (value, Basis.MENTION, certainty)


def test_a_dateline_without_year_takes_it_from_the_crawl_footer() -> None:
    found = dated("It rained.", day="Dec. 31", footer="Crawled at: 2026-01-01 08:00").published
    assert (found.value, found.basis) == ("2025-12-31", Basis.DATELINE)


def test_weekday_and_fact_decide_the_year_of_a_dateline() -> None:
    leader = "North Korean leader Kim Jong Un saw a plant, state media said on Sunday."
    found = dated(leader, TROOPS, day="May 4").published
    assert (found.value, found.basis, found.certainty) == ("2025-05-04", Basis.FACT, Certainty.LIKELY)
    assert found.candidates == ("2014-05-04", "2025-05-04", "2026-05-04")
    assert "28 April 2025" in found.reason
    assert "2026 (1)" in found.reason
    assert str(fact_table().until) in found.reason


def test_without_the_fact_the_year_stays_open() -> None:
    leader = "North Korean leader Kim Jong Un saw a plant, state media said on Sunday."
    found = dated(leader, day="May 4").published
    assert (found.value, found.precision) == ("XXXX-05-04", Precision.YEARLESS)
    assert found.candidates == tuple(f"{year}-05-04" for year in range(2012, 2027))
    assert "Sunday speaks for 2014 or 2025" in found.reason


def test_a_denied_fact_dates_nothing() -> None:
    found = dated("North Korea has not confirmed that it sent troops to Russia.").published
    assert not found.known


def test_a_fact_known_in_korea_is_a_day_earlier_elsewhere() -> None:
    found = dated(TROOPS).published
    assert (found.value, found.basis) == ("2025-04-27/..", Basis.FACT)
    assert "time zone" in found.reason


@pytest.mark.parametrize(
    ("sentence", "value"),
    [
        ("A kiln was opened in 2019.", "2019-01-01/.."),
        ("In 2019, the potters opened a kiln.", "2019-01-01/.."),
        ("The regatta took place Jan. 5, 2024, off the pier.", "2024-01-05/.."),
        ("One day in October Juche 104 (2015), the inspector visited the kiln.", "2015-10-01/.."),
        ("Kim inspected the kiln on March 3, 2024.", "2024-03-03/.."),
        ("The potters have made nine vases so far in 2024.", "2024-01-01/2024-12-31"),
        ("In this year of Juche 113 (2024) the kiln stands idle.", "2024-01-01/2024-12-31"),
        ("The kiln will be opened in 2031, the potters said.", "../2031-12-31"),
        ("The potters plan to open the kiln by June 2031.", "../2031-06-30"),
        ("The mayor set out goals for 2024.", "../2024-12-31"),
        # nothing certain
        ("The garden opens on March 24, 2024, they hope.", None),
        ("The kiln is opened in 2031, if all goes well.", None),
        ("Growth in 2031 was put at a tenth.", None),
        ("The potters agreed to open a kiln in 2031.", None),
        ("They waved banners that called for peace in 2031.", None),
        ("The plan for 2010 was fulfilled at the kiln.", None),
        ("They say the kiln will be as hot as the one in 2008.", None),
        ("The potters will tour the 2010 kiln.", None),
        ("He is 80, and his wife turned 75 on Monday.", None),
    ],
)
def test_what_a_sentence_tells_as_past_or_to_come_bounds_a_text(sentence: str, value: str | None) -> None:
    assert dated(sentence).published.value == value


def test_past_and_coming_dates_close_an_interval_from_both_sides() -> None:
    found = dated("Talks were broken off in 2019.", "He set out goals for 2024.").published
    assert (found.value, found.precision) == ("2019-01-01/2024-12-31", Precision.RANGE)


@pytest.mark.parametrize(
    ("sentence", "value"),
    [
        ("The port will mark this year's 80th anniversary of liberation with a regatta.", "2025-01-01/2025-12-31"),
        ("This year marks the seventy-fifth founding anniversary of the DPRK.", "2023-01-01/2023-12-31"),
        ("The 70th anniversary of the armistice falls this year.", "2023-01-01/2023-12-31"),
        ("A regatta was held on the occasion of the 79th founding anniversary of the WPK.", "2024-04-10/.."),
        ("Flowers were laid to mark the 80th birth anniversary of Kim Jong Il.", "2020-02-15/.."),
        ("The port celebrated the 79th birthday of the Workers' Party of Korea.", "2024-04-10/.."),
        ("The port greeted the New Year 2024 with a regatta.", "2023-07-02/.."),
        # looked back on, still far, of nobody known
        ("The quay, built to mark the 25th anniversary of the WPK, is long.", None),
        ("They prepare for next year's 80th anniversary of liberation.", None),
        ("The mayor was congratulated on his 80th birthday.", None),
        ("A regatta marked the 65th anniversary of the DPRK Red Cross.", None),
        ("A regatta marked the 90th anniversary of the Communist Party of Japan.", None),
        ("A regatta marked the 60th anniversary of Kim Il Sung's visit.", None),
        ("They keep the anniversary of the party each year.", None),
    ],
)
def test_the_anniversary_of_a_known_day_gives_its_year(sentence: str, value: str | None) -> None:
    assert dated(sentence).published.value == value


@pytest.mark.parametrize(
    ("day", "sentences", "value", "certainty"),
    [
        ("Oct. 11", ["A regatta marked the 79th founding anniversary of the WPK."], "2024-10-11", Certainty.LIKELY),
        (
            "Aug. 3",
            ["Boats race for this year's 80th anniversary of liberation."],
            "2025-08-03",
            Certainty.DERIVED,
        ),
        ("Dec. 31", ["Lamps were hung to greet the New Year 2024."], "2023-12-31", Certainty.LIKELY),
        ("Feb. 9", ["A regatta marked the 76th founding anniversary of the KPA."], "2024-02-09", Certainty.LIKELY),
        ("April 26", ["A regatta marked the 76th founding anniversary of the KPA."], "2008-04-26", Certainty.LIKELY),
        ("May 2", ["Nine boats were launched so far in 2024."], "2024-05-02", Certainty.DERIVED),
        ("Jan. 5", ["A tug was launched at Wonsan on Jan. 5, 2024, with songs."], "2024-01-05", Certainty.LIKELY),
        ("Jan. 6", ["A tug was launched on Jan. 5, 2024."], "2024-01-06", Certainty.LIKELY),
        ("Oct. 9", ["A tug sank."] * 4 + ["It marked the 79th birthday of the WPK."], "XXXX-10-09", Certainty.STATED),
        ("Oct. 9", ["A regatta marked the 20th birthday of the WPK."], "XXXX-10-09", Certainty.STATED),
        # far from its anniversary, looked back on, told later than a day that is remembered
        ("June 11", ["A regatta marked the 79th founding anniversary of the WPK."], "XXXX-06-11", Certainty.STATED),
        ("Jan. 5", ["A tug was launched, as one had been on Jan. 5, 1950."], "XXXX-01-05", Certainty.STATED),
        ("Jan. 5", ["A wreath was laid for those who died on Jan. 5, 2004."], "XXXX-01-05", Certainty.STATED),
        ("Jan. 5", ["A tug was launched on Jan. 5, 2004.", "It sank in 2011."], "XXXX-01-05", Certainty.STATED),
        ("Jan. 5", ["The wharf is old.", "A tug was launched on Jan. 5, 2014."], "XXXX-01-05", Certainty.STATED),
    ],
)
def test_what_gives_a_dateline_its_year(day: str, sentences: list[str], value: str, certainty: Certainty) -> None:
    found = dated(*sentences, day=day).published
    assert (found.value, found.certainty) == (value, certainty)


def test_a_full_date_in_the_lead_names_every_year_that_may_be_meant() -> None:
    found = dated("A tug was launched at Wonsan on Jan. 5, 2024, with songs.", day="Jan. 5").published
    assert found.candidates == ("2024-01-05", "2025-01-05", "2026-01-05")


@pytest.mark.parametrize(
    ("sentence", "value", "candidates"),
    [
        # 29 December 2024 was a Sunday, 29 December 2023 a Friday
        ("A tug sank, officials said on Sunday.", "2024-12-29", ("2024-12-29",)),
        ("A tug sank, officials said on Friday.", "XXXX-12-29", ("2023-12-29", "2024-12-29")),
        ("A tug sank on Friday.", "XXXX-12-29", ("2023-12-29", "2024-12-29")),
        ("A tug sank, officials said on Saturday.", "2024-12-29", ("2024-12-29",)),
        ("A tug sank.", "2024-12-29", ("2024-12-29",)),
        ("A tug that was launched in May 2024 sank, officials said on Friday.", "2024-12-29", ("2024-12-29",)),
        ("A tug will be launched in June 2024.", "2023-12-29", ("2023-12-29",)),
    ],
)
def test_the_last_such_day_before_a_crawl_unless_the_weekday_speaks_for_another(
    sentence: str, value: str, candidates: tuple[str, ...]
) -> None:
    found = dated(sentence, day="Dec. 29", footer="Retrieved: 2025-01-03").published
    assert (found.value, found.candidates) == (value, candidates)


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("Crawled at: 2025-01-03 08:00:11", "2024-12-29"),
        ("crawled/retrieved 2025-01-03", "2024-12-29"),
        ("Retrieved from https://harbour.example/tug/1 on 2025-01-03.", "2024-12-29"),
        ("Accessed: 3 January 2025", "2024-12-29"),
        ("fetched_at=2025-01-03T00:00:00", "2024-12-29"),
        ("[Archived 2025/01/03]", "2024-12-29"),
        ("Source: Harbour Wire (retrieved January 3, 2025)", "2024-12-29"),
        ("Retrieved from the sea bed on January 3, 2025, an old tug was shown to the press there.", "XXXX-12-29"),
        ("Retrieved 2025-01-03 and again 2025-02-03", "XXXX-12-29"),
        ("Retrieved by nobody", "XXXX-12-29"),
    ],
)
@pytest.mark.parametrize("first", [False, True])
def test_a_collectors_line_says_when_the_text_was_taken(line: str, value: str, first: bool) -> None:
    story = "SEOUL, Dec. 29 (Harbour Wire) -- A tug sank off the pier, port officials said. It was an old one."
    text = f"{line}\n\n{story}\n" if first else f"Tug sinks\n\n{story}\n\n{line}\n"
    assert analyse(read_text(text)).published.value == value


@pytest.mark.parametrize(
    ("line", "value"),
    [("Date: 2025-01-03", "2024-12-29"), ("Updated Jan. 3, 2025", "2024-12-29"), ("Posted Jan. 3, 2025", "2025-01-03")],
)
def test_a_line_at_the_top_that_is_later_than_the_dateline_is_no_more_than_a_stamp(line: str, value: str) -> None:
    story = "SEOUL, Dec. 29 (Harbour Wire) -- A tug sank off the pier, port officials said. It was an old one."
    assert analyse(read_text(f"{line}\n\n{story}\n")).published.value == value


def test_a_crawl_that_the_facts_contradict_gives_no_year_to_a_dateline() -> None:
    found = dated(TROOPS, day="May 4", footer="Retrieved: 2024-06-01").published
    assert (found.value, found.contested) == ("XXXX-05-04", True)


@pytest.mark.parametrize(
    ("sentence", "candidates"),
    [
        ("Kim will sail next week to see the Sept. 3 regatta.", ("2025-10-06", "../2025-09-03")),
        ("The boats will meet on Sept. 3, the port said.", ("2025-10-06", "../2025-09-03")),
        ("The boats will meet in May 2025.", ("2025-10-06", "../2025-05-31")),
        ("The boats met on Sept. 3, the port said.", ("2025-10-06",)),
        ("The boats will meet on Feb. 3, the port said.", ("2025-10-06",)),
        ("The port will honour those who sailed on Sept. 3.", ("2025-10-06",)),
    ],
)
def test_a_day_to_come_that_lies_before_the_crawl_shows_that_the_story_is_older(
    sentence: str, candidates: tuple[str, ...]
) -> None:
    found = dated(sentence, header="2025-10-06").published
    assert (found.value, found.candidates) == ("2025-10-06", candidates)
    assert ("contradicts" in found.reason) is (len(candidates) > 1)


@pytest.mark.parametrize(
    ("sentences", "value"),
    [
        (["The ongoing party plenary meeting went on.", "He set out goals for 2024."], "2023-12-25/2023-12-31"),
        (["A party plenary meeting was held.", "He set out goals for 2024."], "2023-12-25/2024-12-31"),
        (["The council went on.", "He set out goals for 2024."], "../2024-12-31"),
    ],
)
def test_a_party_meeting_that_sets_aims_is_that_of_its_year(sentences: list[str], value: str) -> None:
    assert dated(*sentences).published.value == value


@pytest.mark.parametrize(
    ("stated", "value"), [("2024", "2024-05-04"), ("2024-05", "2024-05-04"), ("2024-06", "2024-06")]
)
def test_the_dateline_gives_its_day_to_metadata_that_names_a_year_or_month(stated: str, value: str) -> None:
    assert dated("It rained.", stated=stated, day="May 4").published.value == value


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("WASHINGTON, Jan. 3 (Yonhap) --", "2026-01-03/2026-01-04"),
        ("UNITED NATIONS, Jan. 3, 2026 (Yonhap) --", "2026-01-03/2026-01-04"),
        ("WASHINGTON, Jan. 3 (Harbour Wire) --", "2026-01-03"),
        ("SEOUL, Jan. 3 (Yonhap) --", "2026-01-03"),
    ],
)
def test_a_day_in_america_is_mostly_the_day_before_in_seoul(line: str, value: str) -> None:
    found = analyse(
        read_text(f"{line} A tug sank off the pier, port officials said.\n\nRetrieved: 2026-01-04\n")
    ).published
    assert found.value == value
    assert set(value.split("/")) <= {*found.candidates, str(found.value)}


def test_a_full_dateline_behind_its_crawl_is_contested() -> None:
    found = dated("It rained.", day="May 4, 2025", footer="Retrieved: 2024-06-01").published
    assert (found.value, found.contested) == ("2025-05-04", True)
    assert (
        dated("It rained.", day="May 4, 2025", footer="Retrieved: 2025-05-04").published.certainty is Certainty.STATED
    )


def test_a_text_without_evidence_is_undated_with_a_reason() -> None:
    found = dated("The flowers are red.").published
    assert (found.value, found.precision, found.certainty) == (None, Precision.NONE, None)
    assert found.reason


def test_a_text_whose_bounds_exclude_each_other_says_so() -> None:
    found = dated(TROOPS, "He set out goals for 2019.").published
    assert not found.known
    assert "contradicts itself" in found.reason


@pytest.mark.parametrize(
    ("sentences", "reported", "happened"),
    [
        (["Kim toured a dam on Saturday, state media reported Sunday."], "2025-05-04", "2025-05-03"),
        (["Kim toured a dam, the state news agency said on Sunday."], "2025-05-04", None),
        (["The boat drills took place Sunday."], None, "2025-05-04"),
        (["The Rodong Sinmun Sunday says in an article that the dam is full."], "2025-05-04", "2025-05-04"),
        (["The local newspaper Harbour Post on Saturday carried an article on the dam."], "2025-05-03", "2025-05-03"),
        (["Ship prices fell, the newspaper publisher Holm said on Saturday of its report."], None, "2025-05-03"),
        (["Following are major items in the leading newspapers on Sunday:"], "2025-05-04", "2025-05-04"),
        (["The orchestra said on Saturday it plans to play abroad."], None, "2025-05-03"),
        (["According to the newspaper, a bridge fell on May 2 at Nampho."], None, "2025-05-02"),
        (["A bridge fell.", "The mayor was silent on it when he met the press on Friday."], None, None),
        (["Talks went on from Monday to Wednesday in the port."], None, None),
        (["A letter dated May 2 was found in the port of Nampho."], None, None),
        (["The dam at Wonsan will be opened on May 12."], None, None),
    ],
)
def test_reported_and_happened_are_read_and_never_subtracted(
    sentences: list[str], reported: str | None, happened: str | None
) -> None:
    found = dated(*sentences, published=date(2025, 5, 4), day="May 4")
    assert (found.reported.value, found.happened.value) == (reported, happened)
    assert found.happened.reason


def test_an_event_that_a_later_sentence_dates_is_only_likely() -> None:
    first = dated("A dam broke on Friday.", published=date(2025, 5, 4), day="May 4").happened
    later = dated(
        "The dam is old.", "It broke on Friday near Wonsan.", published=date(2025, 5, 4), day="May 4"
    ).happened
    assert (first.value, first.certainty) == ("2025-05-02", Certainty.DERIVED)
    assert (later.value, later.certainty) == ("2025-05-02", Certainty.LIKELY)


@pytest.mark.parametrize(
    ("told", "time"),
    [
        ("at 5:30 a.m. Korea Standard Time on Saturday", "05:30:00+09:00"),
        ("on Saturday at 12:05 am KST", "00:05:00+09:00"),
        ("at 14:05 KST on May 3", "14:05:00+09:00"),
        ("at around 8:10 a.m. (2310 GMT) on Saturday", "08:10:00+09:00"),
        ("at 1 p.m. (1700 GMT) on Saturday", "13:00:00-04:00"),
        ("at 3 p.m. Pyongyang time on Saturday", "15:00:00+09:00"),
        ("at 2230 GMT on Saturday", "22:30:00+00:00"),
        ("at 6 a.m. local time on Saturday", None),
        ("at 6 a.m. on Saturday", None),
        ("on Saturday with 2130 KST-branded boxes", None),
        ("on Saturday", None),
    ],
)
def test_the_time_of_an_event_is_kept_where_its_offset_is_told(told: str, time: str | None) -> None:
    found = dated(f"The old dam broke {told}, the port office said.", published=date(2025, 5, 4), day="May 4").happened
    assert (found.value, found.time) == ("2025-05-03", time)


def test_pyongyang_kept_half_an_hour_of_its_own_for_some_years() -> None:
    told = "The old dam broke at 3 p.m. Pyongyang time on Saturday, the port office said."
    assert dated(told, published=date(2017, 5, 7), day="May 7").happened.time == "15:00:00+08:30"


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


def test_the_gazetteer_names_every_day_and_meeting_once_and_with_sense() -> None:
    days, held = named_days(), meetings()
    assert len({day.id for day in days}) == len(days) > 20
    assert len({meeting.tasks_for for meeting in held}) == len(held) > 4
    assert all(meeting.first <= meeting.last <= fact_table().until for meeting in held)
    assert all(abs((meeting.first - date(meeting.tasks_for, 1, 1)).days) < 32 for meeting in held)


@pytest.mark.parametrize("source", ["nothing", "[[day]]\nid = 'x'", "[[day]]\nid = 1\nlabel = ''\nday = 2001-01-01"])
def test_a_broken_file_of_days_is_refused(source: str) -> None:
    with pytest.raises(ValueError, match="anniversaries"):
        read_days(source)


def test_only_facts_with_one_bound_and_a_source_are_in_the_gazetteer() -> None:
    table = fact_table()
    assert len({fact.id for fact in table.facts}) == len(table.facts)
    for fact in table.facts:
        assert (fact.earliest is None) != (fact.latest is None)
        assert fact.source
        assert (fact.earliest or fact.latest or date.max) <= table.until
