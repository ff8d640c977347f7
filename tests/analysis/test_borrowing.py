"""A day borrowed within an event is likely, tells from whom, and never overrides own evidence."""

from __future__ import annotations

from nkreader.analysis.borrowing import borrowed
from nkreader.model.dates import Basis, Certainty, PartialDate


def day(value: str, basis: Basis = Basis.DATELINE, certainty: Certainty = Certainty.STATED) -> PartialDate:
    return PartialDate.of(value, basis, certainty, "The text says so.")


UNDATED = PartialDate.unknown("Nothing dates it.")


def test_a_yearless_day_takes_the_year_of_its_partner() -> None:
    found = borrowed(day("XXXX-12-31"), [("Other", day("2024-01-02"))])
    assert found is not None
    assert (found.value, found.basis, found.certainty) == ("2023-12-31", Basis.SAME_EVENT, Certainty.LIKELY)
    assert "“Other”" in found.reason


def test_an_undated_piece_is_dated_to_the_days_around_its_partner() -> None:
    found = borrowed(UNDATED, [("Other", day("2024-03-24", Basis.HEADER, Certainty.LIKELY))])
    assert found is not None
    assert (found.value, found.candidates) == ("2024-03-20/2024-03-28", ("2024-03-24",))


def test_own_evidence_narrows_what_is_borrowed() -> None:
    found = borrowed(day("2024-03-23/.."), [("Other", day("2024-03-24"))])
    assert found is not None
    assert found.value == "2024-03-23/2024-03-28"


def test_a_day_of_its_own_is_kept() -> None:
    assert borrowed(day("2024-03-03"), [("Other", day("2024-03-04"))]) is None


def test_nothing_is_borrowed_from_who_has_nothing_or_is_far_off() -> None:
    assert borrowed(UNDATED, [("Other", UNDATED)]) is None
    assert borrowed(day("XXXX-06-01"), [("Other", day("2024-03-04"))]) is None


def test_what_is_stated_goes_before_a_crawl_header() -> None:
    partners = [("Crawled", day("2024-05-30", Basis.HEADER, Certainty.LIKELY)), ("Filed", day("2024-03-24"))]
    found = borrowed(UNDATED, partners)
    assert found is not None
    assert "“Filed”" in found.reason
