"""Same-event groups: what belongs together does, dates forbid, order does not matter."""

from __future__ import annotations

import json
import random
from collections.abc import Iterable
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nkreader import locations
from nkreader.analysis.analyse import analyse
from nkreader.analysis.grouping import agreement, groups, separated, shared_terms
from nkreader.analysis.signature import Signature, signature
from nkreader.analysis.signature_stored import signature_from_bytes, signature_to_bytes
from nkreader.ingest import Extract, articles, read_text


def signed(text: str) -> Signature:
    article = read_text(text)
    return signature(article, analyse(article))


def signatures(folder: Path) -> dict[str, Signature]:
    found = [item for item in articles([folder]) if isinstance(item, Extract)]
    return {Path(item.path).name: signature(item.article, analyse(item.article)) for item in found}


@pytest.fixture(scope="module")
def seeds() -> dict[str, Signature]:
    return signatures(locations.seeds())


BRIDGE = "A bridge over the Tumen at Onsong collapsed, and the road to the customs house is closed."
AGAIN = "The customs road at Onsong was closed after the bridge across the Tumen collapsed, officials said."


def dated(day: str, text: str) -> Signature:
    return signed(f"HOERYONG, {day} (Harbour Wire) -- {text}\n")


def test_two_wordings_of_one_event_agree() -> None:
    found = agreement(dated("March 3", BRIDGE), dated("March 4", AGAIN))
    assert found.score > 0.4
    assert not found.excluded


def test_own_dates_that_exclude_each_other_forbid_a_group() -> None:
    same = {"a": dated("March 3", BRIDGE), "b": dated("September 20", BRIDGE)}
    assert agreement(same["a"], same["b"]).excluded
    assert groups(same) == ()


def test_an_undated_piece_may_join_a_dated_one() -> None:
    assert groups({"a": dated("March 3", BRIDGE), "b": signed(AGAIN)}) == (("a", "b"),)


def test_the_shared_terms_are_the_telling_ones() -> None:
    terms = shared_terms(dated("March 3", BRIDGE), signed(AGAIN))
    assert {"bridge", "Onsong", "Tumen"} & set(terms)


def test_the_shared_terms_leave_out_the_calendar() -> None:
    one, two = (dated(day, f"On Sunday morning {BRIDGE}") for day in ("March 3", "March 4"))
    assert not {"Sunday", "morning"} & set(shared_terms(one, two))


def told(outlet: str, day: str, title: str, text: str) -> Signature:
    return signed(f"{title}\n\nPYONGYANG, {day} ({outlet}) -- {text}\n")


GREETING = (
    "The chairman sent a message of greeting to the president of {}. In the message he wished the president good "
    "health and success in his work for the prosperity of the country, and expressed the belief that the friendly "
    "relations between the two countries would grow stronger."
)


def test_a_series_of_pasted_pieces_is_no_event() -> None:
    """Neither day nor outlet is known."""
    act = (
        "Kim Yong Nam, president of the Presidium of the Supreme People's Assembly, sent a message of greeting to the "
        "president of {0}. In the message he wished him success in his work for the prosperity of the country."
    )
    first, second = (
        signed(f"Kim Yong Nam Greets President of {country}\n\n{act.format(country)}")
        for country in ("Romania", "Tanzania")
    )
    assert agreement(first, second).excluded
    again = signed("Romania's President Greeted by Kim Yong Nam\n\n" + act.format("Romania"))
    assert agreement(first, again).score > 0.4


def test_one_outlets_series_is_no_event() -> None:
    first = told("Harbour Wire", "March 3", "Greeting to President of Orrelland", GREETING.format("Orrelland"))
    second = told("Harbour Wire", "March 3", "Greeting to President of Brimmia", GREETING.format("Brimmia"))
    assert agreement(first, second).excluded


def test_one_outlets_same_headline_on_another_day_is_another_item() -> None:
    weather = "The mill worked well, its staff said, and a {} was shown to the guests of the day by the old miller."
    first = told("Harbour Wire", "March 3", "Life at the Onsong Mill", weather.format("wheel"))
    second = told("Harbour Wire", "March 5", "Life at the Onsong Mill", "Guests sang a song of the river at dusk.")
    assert agreement(first, second).excluded


def test_an_outlet_may_report_an_event_again_with_the_same_opening() -> None:
    first = told("Harbour Wire", "March 3", "Tumen bridge collapses at Onsong", BRIDGE)
    second = told("Harbour Wire", "March 4", "Bridge over Tumen collapses at Onsong", f"{BRIDGE} Nobody was hurt.")
    assert agreement(first, second).score > 0.4


def test_two_outlets_may_word_their_headlines_as_they_like() -> None:
    first = told("Harbour Wire", "March 3", "Tumen bridge collapses", BRIDGE)
    second = told("Strait Courier", "March 3", "Customs road at Onsong shut", AGAIN)
    assert agreement(first, second).score > 0.3


@pytest.mark.parametrize(
    "text",
    [
        f"Press Review\n\n{BRIDGE}\n",
        f"News of the day\n\nFollowing are major news items in newspapers of Sunday. {BRIDGE}\n",
        f"Weather forecast for Sunday\n\n{BRIDGE}\n",
    ],
)
def test_a_digest_reports_no_event_of_its_own(text: str) -> None:
    assert signed(text).survey
    assert groups({"a": signed(text), "b": signed(BRIDGE)}) == ()


def test_pieces_about_other_people_agree_less() -> None:
    text = "{} opened a rebuilt bridge over the Tumen at Onsong, and the road to the customs house was cleared."
    one, other = signed(text.format("Hong Kil Tong")), signed(text.format("Choe Min Su"))
    same = agreement(one, signed(text.format("Hong Kil Tong"))).score
    nobody = agreement(one, signed(text.format("The mayor"))).score
    assert agreement(one, other).score < nobody < same


def test_signatures_survive_the_store(seeds: dict[str, Signature]) -> None:
    for item in seeds.values():
        assert signature_from_bytes(signature_to_bytes(item)) == item


@settings(max_examples=25, deadline=None)
@given(st.randoms(use_true_random=False))
def test_groups_depend_on_the_set_alone(seeds: dict[str, Signature], shuffler: random.Random) -> None:
    names = list(seeds)
    shuffler.shuffle(names)
    assert groups({name: seeds[name] for name in names}) == groups(seeds)


def pairs(members: Iterable[Iterable[str]]) -> set[frozenset[str]]:
    return {frozenset(pair) for group in members for pair in combinations(sorted(group), 2)}


def test_the_sample_archive_shows_its_groups(seeds: dict[str, Signature]) -> None:
    """As `seeds/README.md` tells: letters mark the pieces of one event. None is wrong, most are found."""
    told: dict[str, set[str]] = {}
    for line in (locations.seeds() / "README.md").read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.split("|")]
        if len(cells) > 5 and cells[1].startswith("`") and cells[5]:
            told.setdefault(cells[5], set()).add(cells[1].strip("`"))
    found = groups(seeds)
    assert pairs(found) <= pairs(told.values())
    assert len(found) >= 5
    assert len(pairs(found)) >= len(pairs(told.values())) / 2


def test_the_source_documents_group_as_their_reader_would(data: Path) -> None:
    found = groups(signatures(data / "source-documents"))
    assert [[name[:3] for name in group] for group in found] == [["000", "001"]]


def test_unseen_topics_stay_within_bounds(data: Path) -> None:
    """A floor under the public ECB+ set, so that a change of rules that loses much is seen."""
    rows = [json.loads(line) for line in (data / "same-event.jsonl").read_text(encoding="utf-8").splitlines()]
    some = [row for row in rows if row["topic"] % 6 == 1]
    found = groups({row["id"]: signed(row["text"]) for row in some})
    event = {row["id"]: row["event"] for row in some}
    true = {frozenset(pair) for pair in combinations(event, 2) if event[pair[0]] == event[pair[1]]}
    hits = len(pairs(found) & true)
    assert hits / len(pairs(found)) > 0.7
    assert hits / len(true) > 0.6


def test_an_outlet_tells_one_event_anew_in_other_words() -> None:
    again = BRIDGE.replace(".", ", the office said.", 1)
    first = told("Harbour Wire", "March 3", "Bridge swept away after storm", BRIDGE)
    second = told("Harbour Wire", "March 4", "Flood destroys river crossing", again)
    later = told("Harbour Wire", "March 6", "Flood destroys river crossing", again)
    assert not separated(first, second)
    assert separated(first, later)
    assert separated(
        first, told("Harbour Wire", "March 3", "Flood destroys river crossing", GREETING.format("Orrelland"))
    )
