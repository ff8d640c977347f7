"""Dates of whole articles, as ingest takes them apart; every text here is made up."""

from __future__ import annotations

from nkreader.analysis.analyse import analyse
from nkreader.ingest import read_text
from nkreader.model.analysis import Analysis
from nkreader.model.dates import Certainty, Precision


def dated(text: str) -> Analysis:
    return analyse(read_text(text))


def test_a_day_that_the_lead_names_in_full_gives_the_dateline_its_year() -> None:
    found = dated(
        "WONSAN, March 4 (Harbour Wire) -- A tug sank on Sunday, March 3, 2024, port officials said.\n"
    ).published
    assert (found.value, found.certainty) == ("2024-03-04", Certainty.LIKELY)


def test_an_anniversary_in_the_lead_gives_no_year() -> None:
    text = "WONSAN, March 11 (Harbour Wire) -- A tug sank, as one had on March 11, 2011, port officials said.\n"
    assert dated(text).published.precision is Precision.YEARLESS


def test_without_a_dateline_a_full_day_in_the_lead_bounds_publication() -> None:
    found = dated("By Mira Holloway\n\nA tug sank at Wonsan on Sunday, March 3, 2024, officials said.\n").published
    assert (found.value, found.certainty) == ("2024-03-03/2024-03-09", Certainty.LIKELY)


def test_a_line_that_only_dates_the_article_is_not_its_event() -> None:
    found = dated("Tug sinks\n\nFriday, 1 November 2024\n\nThe tug that sank on Thursday was the Kumgang.\n")
    assert (found.published.value, found.happened.value) == ("2024-11-01", "2024-10-31")


def test_english_rules_run_on_english_only() -> None:
    spanish = (
        " date 2024-03-24 El lunes en el puerto de Wonsan se hundió un remolcador, y los marineros que en él "
        "estaban fueron salvados. En marzo de 2020, en mayo y en la primavera de 2023 no se supo de más.\n"
    )
    found = dated(spanish)
    assert [mention.value for mention in found.dates] == ["2024-03-24"]
    assert found.published.value == "2024-03-24"
