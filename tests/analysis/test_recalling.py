"""What is recalled has its date for certain, or stands nowhere."""

from __future__ import annotations

import pytest

from nkreader.analysis.recalling import place_of, recalled
from nkreader.model.dates import Certainty
from tests.analysis.test_main_sentence import read

LEDE = "Boats return\n\nSEOUL, March 4, 2013 (Harbour Wire) -- Boats returned to Haeju on Monday.\n\n"


def told(sentence: str) -> list[tuple[str, str]]:
    article, analysis = read(f"{LEDE}{sentence}\n\nThe harbour was quiet, the harbour master said in his log.\n")
    own = (analysis.happened, analysis.reported, analysis.published)
    return [(one.mention.value, str(one.certainty)) for one in recalled(article, analysis, own)]


@pytest.mark.parametrize(
    ("sentence", "dated"),
    [
        ("The North tested a device in 2006, to the anger of its neighbours.", [("2006", "stated")]),
        ("The harbour was closed in April 2009 after a storm.", [("2009-04", "stated")]),
        ("The harbour was closed last October after a storm.", [("2012-10", "derived")]),
        ("The harbour was closed last year after a storm.", [("2012", "derived")]),
        ("The harbour was closed in October after a storm.", [("2012-10", "likely")]),
        ("In 2006 boats were lost, one in July and one in October.",
         [("2006", "stated"), ("2006-07", "derived"), ("2006-10", "derived")]),
        ("More than 250 sailors were lost at Nampo in 2006, the ministry said.", [("2006", "stated")]),
        ("Kim sold the wharf to a rival in 2004 for 5 million won.", [("2004", "stated")]),
        ("It was the first landing since 2006, when a ferry sank.", [("2006", "stated")]),
        ("The yard lost a bid last year to buy the wharf for 7 million won.", [("2012", "derived")]),
    ],
)  # fmt: skip
def test_a_year_or_a_month_is_enough_and_says_how_sure_it_is(sentence: str, dated: list[tuple[str, str]]) -> None:
    assert told(sentence) == dated


@pytest.mark.parametrize(
    "sentence",
    [
        "Trade rose 5 percent from a year earlier, the ministry said.",
        "Trade slumped by about a quarter from a year ago, the ministry said.",
        "Catches were the lowest since April 2009, the ministry said.",
        "It was the first such landing since 2006.",
        "The fleet is half the level in 2004, the ministry said.",
        "The fleet holds 43 boats, compared with 90 in 2006.",
        "That compares to 25 million in 2007.",
        "The index rose to 52 points, from 49.1 in November.",
        "Catches are back to 2004 levels.",
        "The fleet will land 38 tons this year, up a third from 2012.",
        "Catches grew 8 percent from the same period a year earlier.",
    ],
)
def test_a_date_that_only_measures_a_figure_dates_nothing(sentence: str) -> None:
    assert told(sentence) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "Envoys are on a tour to prepare the groundwork for the June summit in Seoul.",
        "The ministry hoped to have the pact signed before a summit in June.",
        "Leaders would discuss the pact at their meeting in December, he added.",
        "The credit line, part of the 2002 deal, was exhausted in November.",
        "Both pacts could hold in the coming year.",
        "A treaty was signed before May 2014, or so it is hoped.",
        "Boats came back in the 1990s.",
        "The ministry ended the Sept. 19 military agreement, which had been hailed at the time.",
        "Trade stayed free after the crisis of 2008/2009, leaders said.",
        "KB 706.9 22 Oct 30 Shinhan 637.5 22 Oct 31 Woori 481.9 49 Nov",
    ],
)
def test_what_may_be_another_date_is_nowhere(sentence: str) -> None:
    assert all(value == "2002" for value, _ in told(sentence))


def test_a_place_belongs_to_what_is_recalled_or_is_not_told() -> None:
    def place(sentence: str) -> str | None:
        article, analysis = read(f"{LEDE}{sentence}\n")
        own = (analysis.happened, analysis.reported, analysis.published)
        (found,) = recalled(article, analysis, own)
        span = place_of(article.text, found, analysis.mentions)
        return span.of(article.text) if span else None

    assert place("A ferry sank off Nampo in 2006 in a storm.") == "Nampo"
    assert place("In 2006, a ferry sank off Nampo.") == "Nampo"
    assert place("It was the first since 2006, when a ferry sank off Nampo.") == "Nampo"
    assert place("An official said in 2006 that boats could be built in Nampo.") is None
    assert place("Trade grew in Nampo's harbour in 2006 and fell later.") is None


def test_what_an_agency_glues_behind_its_last_sentence_is_no_part_of_it() -> None:
    glued = "($1=957.0 Won) (Reporting by Ada Fischer; Editing by Bo Oka)"
    article, analysis = read(f"{LEDE}The harbour was closed in 2006 for a year. {glued}\n")
    own = (analysis.happened, analysis.reported, analysis.published)
    (found,) = recalled(article, analysis, own)
    assert found.span.of(article.text) == "The harbour was closed in 2006 for a year."
    assert found.certainty is Certainty.STATED
