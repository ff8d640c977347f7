"""The signals of one event: each says what its name says, and one outlet's versions of a story belong together."""

from __future__ import annotations

from dataclasses import replace

import pytest

from nkreader.analysis.analyse import analyse
from nkreader.analysis.grouping import agreement, separated
from nkreader.analysis.one_source import one_voice, retold
from nkreader.analysis.signals import SAME_DAY, WEIGHTS, Signals, days, log_odds, signals
from nkreader.analysis.signature import Signature, signature
from nkreader.analysis.signature_stored import signature_from_bytes, signature_to_bytes
from nkreader.ingest import read_text

FERRY = "The ferry Onsong sank off Rason on {}, and its {} passengers were taken ashore by two trawlers."


def signed(text: str) -> Signature:
    article = read_text(text)
    return signature(article, analyse(article))


def told(first: str, second: str) -> Signals:
    return signals(signed(first), signed(second))


def test_the_same_day_of_the_week_speaks_for_one_event_and_another_against_it() -> None:
    same = told(FERRY.format("Sunday", 80), FERRY.format("Sunday", 80))
    other = told(FERRY.format("Sunday", 80), FERRY.format("Tuesday", 80))
    assert (same.weekday, same.other_weekday) == (1.0, 0.0)
    assert (other.weekday, other.other_weekday) == (0.0, 1.0)
    assert WEIGHTS.weekday > 0 > WEIGHTS.other_weekday


def test_numbers_that_are_shared_and_that_are_not() -> None:
    same = told(FERRY.format("Sunday", 82), FERRY.format("Sunday", 82))
    other = told(FERRY.format("Sunday", 82), FERRY.format("Sunday", 317))
    assert same.numbers > 0 == same.numbers_missing
    assert other.numbers == 0 < other.numbers_missing
    assert other.numbers_differ == 1.0


@pytest.mark.parametrize(
    ("first", "second", "same", "other"),
    [
        ("In 2011 it was repaired.", "In 2011 it was built.", 1.0, 0.0),
        ("In 2011 it was repaired.", "In 2004 it was built.", 0.0, 1.0),
        ("It was repaired.", "In 2004 it was built.", 0.0, 0.0),
    ],
)
def test_years_that_two_texts_name(first: str, second: str, same: float, other: float) -> None:
    opening = FERRY.format("Sunday", 80)
    found = told(f"{opening} {first}\n", f"{opening} {second}\n")
    assert (found.year, found.other_year) == (same, other)


def test_days_that_are_known_settle_what_years_and_headlines_would_tell() -> None:
    text = "{}\n\nRASON, March {} ({}) -- " + FERRY.format("Sunday", 80) + " {}\n"
    first = text.format("Ferry sinks", 3, "Harbour Wire", "It was built in 1990.")
    second = text.format("Trawlers save passengers", 4, "Strait Courier", "Its owner died in 2001.")
    found = told(first, second)
    assert (found.other_year, found.headlines, found.undated) == (0.0, 0.0, 0.0)
    undated = told(first.replace("RASON, March 3 (Harbour Wire) -- ", ""), second)
    assert undated.other_year == undated.undated == 1.0


def test_every_signal_weighs_in_the_direction_of_its_name() -> None:
    against = {"length", "unused", "others", "numbers_missing", "numbers_differ", "retold", "strange", "headlines"}
    against |= {"other_weekday", "other_day", "other_year", "strangers", "undated"}
    for name, weight in WEIGHTS._asdict().items():
        assert weight <= 0 if name in against else weight >= 0


STORY = "RASON, March {} (Harbour Wire) -- " + FERRY.format("Sunday", 80) + " {}\n"


@pytest.mark.parametrize("label", ["(LEAD) ", "(2nd LD) ", "UPDATE 2-", "REFILE-", "CORRECTED-"])
def test_a_label_is_no_term_and_one_outlets_versions_are_one_event(label: str) -> None:
    first = signed("Ferry sinks off Rason, 80 saved\n\n" + STORY.format(3, "The sea was calm."))
    again = signed(f"{label}Trawlers save 80 off Rason as ferry sinks\n\n" + STORY.format(3, "Its captain is missing."))
    assert again.version
    assert {"lead", "ld", "updat", "refil", "correct", "#2"}.isdisjoint(again.headline)
    assert {"ld", "refil", "correct"}.isdisjoint(again.terms)
    assert not separated(first, again)
    assert agreement(first, again).score > 0.5


def test_an_update_of_another_story_is_none_of_this() -> None:
    first = signed("Ferry sinks off Rason\n\n" + STORY.format(3, "The sea was calm."))
    mill = "HYESAN, March 3 (Harbour Wire) -- A paper mill burned down at Hyesan on Sunday, its manager said.\n"
    other = signed(f"UPDATE 2-Paper mill burns down at Hyesan\n\n{mill}")
    assert separated(first, other)


@pytest.mark.parametrize("label", ["FACTBOX-", "TIMELINE-", "Q&A-"])
def test_what_a_label_says_to_be_no_report_is_no_event(label: str) -> None:
    assert signed(f"{label}Ferries that sank off Rason\n\n" + STORY.format(3, "The sea was calm.")).survey


def test_what_is_seen_of_days_survives_the_store() -> None:
    text = "(LEAD) Ferry sinks\n\n" + STORY.format(3, "On February 14 it had been repaired, as in 2011.")
    item = signed(text)
    assert item.days == {"02-14"}
    assert (item.weekdays, item.years) == (frozenset({"Sun"}), frozenset({"2011"}))
    assert item.version
    assert signature_from_bytes(signature_to_bytes(item)) == item


MESSAGE = "Kim Jong Un, general secretary of the Workers' Party of Korea, received a message of greeting from {} on {}."


@pytest.mark.parametrize(
    ("first", "second", "other"),
    [
        ("May 3", "May 9", 1.0),
        ("May 3", "4 May", 0.0),  # the next day may be the same one elsewhere
        ("May 3 to 8", "May 9", 0.0),
        ("May 3 and 4", "June 3", 1.0),
        ("Dec. 31", "January 1", 0.0),
        ("Sunday", "May 9", 0.0),
    ],
)
def test_days_that_two_openings_name(first: str, second: str, other: float) -> None:
    assert told(FERRY.format(first, 80), FERRY.format(second, 80)).other_day == other


def test_a_day_counts_whether_or_not_its_year_is_known() -> None:
    found = signed(FERRY.format("August 26", 80))
    assert found.days == found.told == {"08-26"}


def test_a_name_of_its_own_on_either_side() -> None:
    one, other = FERRY.format("Sunday", 80), FERRY.replace("Onsong", "Sepho").format("Sunday", 80)
    assert told(one, other).strangers > 0
    assert told(one, one + " Captain Brandt was praised.").strangers == 0


def test_the_norths_own_media_are_one_voice() -> None:
    own = signed(MESSAGE.format("Ana Brandt", "May 3"))
    assert own.northern
    assert not signed(MESSAGE.format("Ana Brandt", "May 3") + " North Korea is under sanctions.").northern
    assert not signed(FERRY.format("Sunday", 80)).northern


def test_one_voice_tells_of_another_name_or_day_in_the_same_words() -> None:
    first = signed(MESSAGE.format("Ana Brandt", "May 3"))
    assert agreement(first, signed(MESSAGE.format("Ana Brandt", "May 3"))).score > 0.3
    assert agreement(first, signed(MESSAGE.format("Olof Tenenbaum", "May 3"))).score < 0.3
    assert agreement(first, signed(MESSAGE.format("Ana Brandt", "May 9"))).excluded


def test_what_is_told_of_days_and_voice_is_kept() -> None:
    kept = signed(MESSAGE.format("Ana Brandt", "May 3"))
    assert signature_from_bytes(signature_to_bytes(kept)) == kept
    assert (kept.northern, kept.told) == (True, frozenset({"05-03"}))


@pytest.mark.parametrize(
    ("first", "second", "sign"),
    [
        ("2024-03-24", "2024-03-24", 1),
        ("2024-03-24", "2024-03-25", 1),
        ("2024-03-24", "2024-03-28", 0),
        ("2024-03-24", "2024-04-07", -1),
        ("2024-03-24", "2026-01-02", -1),
        ("2024-03-24", "", 0),
    ],
)
def test_days_of_collection_speak_for_one_event_or_against_it_but_rule_nothing_out(
    first: str, second: str, sign: int
) -> None:
    text = FERRY.format("the quiet sea", 80) + "\n"
    one, other = (signed(f" date {day} {text}" if day else text) for day in (first, second))
    said = days(one, other)
    assert (said > 0) - (said < 0) == sign
    assert abs(said) < SAME_DAY
    assert not agreement(one, other).excluded


def test_a_day_that_is_remembered_every_year_is_no_day_of_the_event() -> None:
    text = "The June 15 joint declaration of the north and the south of Korea was praised at a meeting on May {}."
    assert told(text.format(3), text.format(9)).day == 0
    assert told(text.format(3), text.format(3)).day == 1
    assert told("The ferry sank on June 15.", "On June 15 a ferry sank.").day == 1


def test_a_piece_that_names_no_source_may_be_of_the_norths_media_too() -> None:
    own = signed(MESSAGE.format("Ana Brandt", "May 3"))
    neutral = signed("A message of greeting to the general secretary came from Ana Brandt on May 3. It was a warm one.")
    foreign = signed("North Korea said a message of greeting came from Ana Brandt on May 3. It was a warm one.")
    assert one_voice(own, neutral)
    assert one_voice(neutral, own)
    assert not one_voice(neutral, neutral)
    assert not one_voice(own, foreign)


def test_an_outlets_next_piece_under_another_headline_goes_on_with_the_story() -> None:
    story = FERRY.format("on Sunday", 80) + "\n\nOnsong's harbour master said the ferry had been full.\n"
    sunk, again, owner = (
        signed(f"{title}\n\nSEOUL (Reuters) - {story}")
        for title in (
            "Ferry sinks off Onsong",
            "Ferry with 80 aboard sinks off Onsong",
            "Prosecutors question shipowner",
        )
    )
    assert sunk.outlet == owner.outlet == "reuters"
    assert retold(sunk, again, 3.0) > retold(sunk, owner, 3.0)
    assert retold(sunk, replace(owner, outlet="yonhap"), 3.0) == 3.0
    assert log_odds(sunk, owner) <= log_odds(sunk, replace(owner, outlet="yonhap"))
