"""Organisations, places and events by their head words, and where their names begin and end."""

from __future__ import annotations

import pytest

from nkreader.model.entities import EntityKind
from tests.analysis.entities.finding import named

ORGANISATION, PLACE, EVENT = EntityKind.ORGANISATION, EntityKind.PLACE, EntityKind.EVENT


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("The Orrell Ministry of Land, Infrastructure and Transport met.",
         "Orrell Ministry of Land, Infrastructure and Transport", ORGANISATION),
        ("The Committee for Cooperation in Trade, Economy, Science and Technology met.",
         "Committee for Cooperation in Trade, Economy, Science and Technology", ORGANISATION),
        ("The chief of the Group for the Study of the Orrell Idea spoke.",
         "Group for the Study of the Orrell Idea", ORGANISATION),
        ("They met the Solidarity for Implementing the Orrell Pact.",
         "Solidarity for Implementing the Orrell Pact", ORGANISATION),
        ("The Orrell Chamber of Commerce and Industry met.", "Orrell Chamber of Commerce and Industry", ORGANISATION),
        ("The Orrell City People's Government noted it.", "Orrell City People's Government", ORGANISATION),
        ("The Orrell Hydrographic and Oceanographic Agency said so.",
         "Orrell Hydrographic and Oceanographic Agency", ORGANISATION),
        ("The Orrell Liaison Office was shut.", "Orrell Liaison Office", ORGANISATION),
        ("It was sold to Varga Investments LP today.", "Varga Investments LP", ORGANISATION),
        ("The Union of Koreans in the Americas met.", "Union of Koreans in the Americas", ORGANISATION),
        ("They saw the Orrell Cavern.", "Orrell Cavern", PLACE),
        ("They saw the Orrelson Falls.", "Orrelson Falls", PLACE),
        ("They saw the Orrel Water Park.", "Orrel Water Park", PLACE),
        ("The Orrel Revolutionary Site is there.", "Orrel Revolutionary Site", PLACE),
        ("They toured the Orrel Coastal Tourist Area.", "Orrel Coastal Tourist Area", PLACE),
        ("They won the 2024 Orrell Women's World Cup.", "2024 Orrell Women's World Cup", EVENT),
        ("In 2011 Orrell Championships were held.", "2011 Orrell Championships", EVENT),
        ("The Orrell Sports Contest ended.", "Orrell Sports Contest", EVENT),
        ("They marked the 75th Day of Orrell Culture.", "Day of Orrell Culture", EVENT),
        ("They marked World Tourism Day.", "World Tourism Day", EVENT),
        ("It was the Ninth Congress of the Workers' Party.", "Ninth Congress of the Workers' Party", EVENT),
    ],
)  # fmt: skip
def test_a_name_is_known_by_its_head(text: str, name: str, kind: EntityKind) -> None:
    assert (name, kind) in [found[:2] for found in named(text)]


@pytest.mark.parametrize(
    "text",
    [
        "The British Government met.",
        "They met at the Water Park.",
        "They met in the Oval Office.",
        "The Upper Chamber met.",
        "The Following Day was fine.",
        "A Korean Government paper said so.",
    ],
)
def test_a_common_phrase_is_no_name(text: str) -> None:
    assert named(text) == []


def test_a_mountain_is_one_in_every_spelling() -> None:
    found = named("They saw Mt Orrel and Mt. Orrel and Mount Orrel.")
    assert [name for name, _, _ in found] == ["Mt Orrel", "Mt. Orrel", "Mount Orrel"]
    assert len({ident for _, _, ident in found}) == 1


def test_a_company_is_one_with_and_without_its_legal_form() -> None:
    found = named("They sued Orrell Memory Systems Inc today. Then Orrell Memory Systems Ltd paid.")
    assert len(found) == 2
    assert len({ident for _, _, ident in found}) == 1
    assert named("They sued Orrell & Co today.")[0][2] == "organisation/~orrell-co"


def test_congresses_of_the_party_are_one_however_they_are_written() -> None:
    ways = ["8th Party Congress", "Eighth Congress of the Workers' Party of Korea", "Eighth WPK Congress"]
    assert {named(f"It was the {way} then.")[0][2] for way in ways} == {"event/eighth-party-congress"}


@pytest.mark.parametrize(
    ("text", "ident"),
    [
        ("Dmitry Medvedev of the Security Council met. Medvedev spoke.", "organisation/security-council-of-russia"),
        ("The Security Council met.", "organisation/un-security-council"),
        ("The Security Council met, and Sergei Shoigu spoke at the U.N.", "organisation/un-security-council"),
    ],
)
def test_which_security_council_is_meant(text: str, ident: str) -> None:
    assert ident in [found for _, _, found in named(text)]


def test_an_office_is_no_department() -> None:
    found = named("U.S. Treasury Secretary Quillon Varga and a U.S. Treasury clerk spoke.")
    assert [name for name, _, _ in found] == ["U.S.", "Quillon Varga", "U.S. Treasury"]
