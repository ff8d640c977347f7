"""Lines that a page sets around a story give the day of publication, and nothing of the story."""

from __future__ import annotations

import pytest

from nkreader.analysis.analyse import analyse
from nkreader.analysis.dates.furniture import LINE, page_date, page_dates
from nkreader.ingest import read_text
from nkreader.model.spans import Span

STORY = "A ferry sank off Rason and two trawlers took its passengers ashore, the port office said."


@pytest.mark.parametrize(
    ("line", "day", "label"),
    [
        ("18 September 2013 Last updated at 13:59 GMT", "2013-09-18", "last updated"),
        ("18 September 2013 Last updated at 13: 59 GMT", "2013-09-18", "last updated"),
        ("First Published: June 13, 2013 4: 59 PM EDT", "2013-06-13", "published"),
        ("Posted on Thu Jun 13, 2013 08:45 AM PDT", "2013-06-13", "posted"),
        ("PUBLISHED: 22:07 GMT, 7 July 2012 | UPDATED: 09:10 GMT, 8 July 2012", "2012-07-07", "published"),
        ("Updated 8 July 2012, first posted 7 July 2012", "2012-07-07", "posted"),
        ("Tue Jul 02 2013, 14:58 hrs", "2013-07-02", ""),
        ("4 October 2013, 18:07 (GMT+05:00)", "2013-10-04", ""),
        ("Reuters Sep 18, 2013, 02. 16PM IST", "2013-09-18", ""),
        ("12: 52 p. m. EDT May 2, 2013", "2013-05-02", ""),
        ("Released 2013 - 09 - 28 05: 08: 35 GMT", "2013-09-28", "released"),
        ("04/28/09 07:35 PM ET", "2009-04-28", ""),
        ("Last updated 13:26 14/09/2013", "2013-09-14", "last updated"),
        ("Updated 09/03/2013 at 11:00 AM EDT", "2013-09-03", "updated"),
        ("Updated 09/03/2013 at 11:00 GMT", "2013-03-09", "updated"),
        ("Article posted on 08. 07. 2012", "2012-07-08", "posted"),
        ("Posted 2/3/2009 11:11 PM", None, "posted"),
        ("Updated 31 February 2013", None, "updated"),
    ],
)
def test_a_line_that_dates_a_page(line: str, day: str | None, label: str) -> None:
    found = page_date(line, Span(0, len(line)))
    assert found is not None
    assert (found.day and found.day.isoformat(), found.label) == (day, label)


@pytest.mark.parametrize(
    "line",
    [
        "The ferry sank on 7 July 2012.",
        "Kim Jong Il, 16 February 1942",
        "May 2013",
        "Updated at 13:59 GMT",
        "12/10/11",
        "The final score was 12-10-11.",
        "Posted: " + "1:05 PM " * 20 + "7 July 2012",
    ],
)
def test_a_line_that_tells_or_dates_nothing(line: str) -> None:
    assert page_date(line, Span(0, len(line))) is None


def test_a_line_is_read_in_a_time_that_grows_with_it_alone() -> None:
    line = ("1:05 pm at on updated " * 9)[: LINE - 20] + "7 July 2012 and then"
    assert page_date(line, Span(0, len(line))) is None


def test_the_day_of_publication_goes_before_that_of_an_update() -> None:
    text = f"Ferry sinks\nUpdated 8 July 2012 at 9:10 GMT\nFirst posted 7 July 2012 at 22:07 GMT\n\n{STORY}\n"
    found = analyse(read_text(text)).published
    assert (found.value, "posted" in found.reason) == ("2012-07-07", True)


def test_figures_that_mean_two_days_date_nothing() -> None:
    assert analyse(read_text(f"Ferry sinks\nPosted 2 / 3 / 2009 11: 11 PM\n\n{STORY}\n")).published.value is None


def test_a_line_of_the_page_is_no_day_of_the_event() -> None:
    found = analyse(read_text(f"7 July 2012 Last updated at 13:59 GMT\nFerry sinks\n\n{STORY}\n"))
    assert found.published.value == "2012-07-07"
    assert found.happened.value is None


def test_only_the_top_lines_count() -> None:
    text = "\n".join([STORY] * 9 + ["Posted 7 July 2012 at 22:07 GMT"])
    assert page_dates(text) == []
