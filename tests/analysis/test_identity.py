"""One person, one id, whatever the romanisation; and several who share one are not thrown together."""

from __future__ import annotations

import re
from itertools import combinations

import pytest

from nkreader.analysis.entities import find_names, gazetteer
from nkreader.analysis.entities.identity import FAMILY, namesakes
from nkreader.ingest import read_text
from nkreader.model.article import Stated
from nkreader.model.entities import Entity, EntityKind
from nkreader.model.romanising import alike, readings

GENERAL, DIPLOMAT = "person/ri-yong-ho-general", "person/ri-yong-ho-diplomat"
HANGUL = re.compile("[가-힣]")


def _people(text: str, latest: int | None = None, outlet: str | None = None) -> dict[str, str | tuple[str, ...]]:
    """Whom each surface form means: one id, or those it may mean."""
    article = read_text(text, Stated(outlet=outlet))
    mentions, names = find_names(article, (), latest)
    for mention in mentions:
        assert all(ident in names for ident in (mention.entity, *mention.candidates) if ident)
    named = (mention for mention in mentions if mention.kind is EntityKind.PERSON)
    return {mention.span.of(article.text): mention.entity or mention.candidates for mention in named}


def _listed_people() -> list[Entity]:
    return [entity for ident, entity in gazetteer().entities.items() if ident.startswith("person/")]


def test_an_office_decides_between_two_of_one_romanisation() -> None:
    found = _people("North Korean Foreign Minister Lee Yong-ho was in Pyongyang. Lee met envoys.")
    assert found["Lee Yong-ho"] == found["Lee"] == DIPLOMAT
    assert _people("North Korea's army chief, General Ri Yong Ho, spoke. Ri left.")["Ri"] == GENERAL


def test_a_name_in_hangul_beside_it_decides() -> None:
    assert _people("Ri Yong Ho (리영호) visited North Korea.")["Ri Yong Ho"] == GENERAL
    assert _people("Ri Yong Ho (리용호) visited North Korea.")["Ri Yong Ho"] == DIPLOMAT
    assert _people("Lee Yong-ho (이용호) visited North Korea.")["Lee Yong-ho"] == DIPLOMAT
    assert _people("In Pyongyang 리용호(Lee Yong-ho) spoke.")["Lee Yong-ho"] == DIPLOMAT


def test_a_name_in_hangul_beside_it_is_stronger_than_anything_else() -> None:
    text = "North Korean Foreign Minister Ri Yong Ho (리영호), a diplomat, visited Vice Marshal Kim."
    assert _people(text)["Ri Yong Ho"] == GENERAL
    assert _people("Kim Yong Chol (김용철) visited North Korea.")["Kim Yong Chol"] == "person/~kim-yong-chol"
    assert _people("Kim Yong Chol (김영철) visited North Korea.")["Kim Yong Chol"] == "person/kim-yong-chol"


def test_what_nothing_decides_stays_ambiguous_and_so_do_its_short_forms() -> None:
    found = _people("Ri Yong Ho visited North Korea. Ri left on Monday.")
    assert found["Ri Yong Ho"] == found["Ri"] == (GENERAL, DIPLOMAT)
    found = _people("Lee Yong-ho visited North Korea. Lee left on Monday.")
    assert found["Lee Yong-ho"] == found["Lee"] == (GENERAL, DIPLOMAT, "person/~lee-yong-ho")
    assert _people("Choi Yong-hae came to Pyongyang.")["Choi Yong-hae"] == (
        "person/choe-ryong-hae",
        "person/~choi-yong-hae",
    )


def test_a_short_form_before_the_full_name_is_as_ambiguous_as_that() -> None:
    text = "Lee says talks are over\n\nPYONGYANG, May 4 - Lee Yong-ho came to North Korea. Lee said talks were over.\n"
    assert len(set(_people(text).values())) == 1


def test_who_is_called_by_another_walk_of_life_is_somebody_else() -> None:
    assert (
        _people("The striker Kim Young-chul scored against North Korea.")["Kim Young-chul"] == "person/~kim-young-chul"
    )
    analyst = _people("Kim Young-chul, an analyst at a bank, spoke of North Korea.")
    assert analyst["Kim Young-chul"] == "person/~kim-young-chul"
    assert _people("Pyongyang opera singer Ri Yong Ho sang.")["Ri Yong Ho"] == "person/~ri-yong-ho"


def test_the_side_of_the_border_decides() -> None:
    south = _people("The puppet Foreign Minister Kim Song Hwan of south Korea spoke.", outlet="KCNA")
    assert south["Kim Song Hwan"] == "person/kim-sung-hwan"
    north = _people("Kim Song Hwan, vice-minister, came to the theatre in Pyongyang.", outlet="KCNA")
    assert north["Kim Song Hwan"] == "person/~kim-song-hwan"
    assert _people("The minister Choi Ryong-hae spoke in Busan.")["Choi Ryong-hae"] == "person/~choi-ryong-hae"


def test_who_was_in_no_office_yet_is_not_meant() -> None:
    text = "North Korea's leader Kim Jeong-un spoke on Monday."
    assert _people(text)["Kim Jeong-un"] == _people(text, latest=2014)["Kim Jeong-un"] == "person/kim-jong-un"
    assert _people(text, latest=1995)["Kim Jeong-un"] == "person/~kim-jeong-un"


def test_a_relative_is_known_by_whose_relative_he_is() -> None:
    text = "A special investigation into Kim Kon Hui and Yoon Suk Yeol was demanded, Pyongyang said."
    assert _people(text)["Kim Kon Hui"] == "person/kim-keon-hee"
    alone = _people("A special investigation into Kim Kon Hui was demanded, Pyongyang said.")
    assert isinstance(alone["Kim Kon Hui"], tuple)


def test_journalists_are_known_by_the_line_that_credits_them() -> None:
    text = "SEOUL (Reuters) - Shares rose in South Korea. (Reporting by Kim Yeonhee and Jungyoun Park)"
    assert _people(text)["Kim Yeonhee"] == "person/kim-yeon-hee"


def test_how_an_article_prints_a_listed_name_is_one_of_its_names_there() -> None:
    article = read_text("North Korean Foreign Minister Lee Yong-ho was in Pyongyang.")
    _, names = find_names(article, ())
    assert "Lee Yong-ho" in names[DIPLOMAT].aliases
    assert names[DIPLOMAT].name == "Ri Yong Ho"
    assert "Lee Yong-ho" not in gazetteer().entities[DIPLOMAT].aliases


@pytest.mark.parametrize("name", ["Kim", "Ri", "Lee", "Choe", "김"])
def test_a_bare_family_name_leads_to_nobody(name: str) -> None:
    assert namesakes(name) == ()


def test_the_kim_family_is_never_thrown_together() -> None:
    for one, other in combinations(sorted(FAMILY), 2):
        first, second = gazetteer().entities[one], gazetteer().entities[other]
        for name in (first.name, *first.aliases):
            assert other not in namesakes(name), f"{name} leads to {second.name}"
    assert all(len(FAMILY & {*namesakes(name)}) < 2 for one in FAMILY for name in gazetteer().entities[one].aliases)
    assert {one.id for one in _listed_people()} >= FAMILY


def test_the_names_of_the_gazetteer_fold_into_one_person_each() -> None:
    """Before names were read by syllables, no pair in other letters was known but those that are listed."""
    pairs = [
        (one, other)
        for entity in _listed_people()
        if any(HANGUL.search(name) for name in entity.aliases) and readings(entity.name)
        for one, other in combinations(dict.fromkeys(n for n in (entity.name, *entity.aliases) if readings(n)), 2)
    ]
    assert len({one for one, _ in pairs}) >= 150
    found = sum(alike(one, other) for one, other in pairs)
    assert found / len(pairs) > 0.99, [pair for pair in pairs if not alike(*pair)]


def test_of_the_listed_only_those_fall_together_who_are_written_alike() -> None:
    together = {
        tuple(sorted((entity.id, other)))
        for entity in _listed_people()
        for name in (entity.name, *entity.aliases)
        for other in namesakes(name)
        if other != entity.id
    }
    assert together == {(DIPLOMAT, GENERAL)}
