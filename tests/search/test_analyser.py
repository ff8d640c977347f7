from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nkreader.search.analyser import analysed
from nkreader.search.spelling import term


def terms(text: str) -> list[str]:
    return [token.terms[0] for token in analysed(text)[1]]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Kim Jong-un", "KIM JONG UN"),
        ("U.S.", "US"),
        ("U.S.A.", "US"),
        ("USA", "US"),
        ("usa", "US"),
        ("U.N.", "UN"),
        ("D.P.R.K.", "DPRK"),
        ("KN-23", "KN23"),
        ("1,300", "1300"),
        ("co-operation", "cooperation"),
        ("de-nuclearisation", "denuclearization"),
        ("workers’ party", "Workers' Party"),
        ("Kim's tanks", "kim tank"),
        ("P’yŏngyang", "Pyongyang"),
        ("Ch'ŏllima", "Chollima"),
        ("naïve café", "naive cafe"),
        ("don’t", "don't"),
    ],
)
def test_writings_of_the_same_words_meet(one: str, other: str) -> None:
    assert terms(one) == terms(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("armoured", "armored"),
        ("armour", "armors"),
        ("harbours", "harbor"),
        ("labour", "labor"),
        ("neighbouring", "neighboring"),
        ("defence", "defense"),
        ("offences", "offense"),
        ("licence", "license"),
        ("organise", "organize"),
        ("organisations", "organization"),
        ("mobilised", "mobilized"),
        ("analysing", "analyzing"),
        ("centre", "center"),
        ("centred", "centered"),
        ("kilometres", "kilometer"),
        ("calibre", "caliber"),
        ("theatre", "theaters"),
        ("manoeuvres", "maneuver"),
        ("manoeuvring", "maneuvering"),
        ("travelled", "traveled"),
        ("cancelling", "canceling"),
        ("refuelling", "refueling"),
        ("counsellor", "counselor"),
        ("fulfil", "fulfill"),
        ("enrolment", "enrollment"),
        ("programmes", "program"),
        ("dialogue", "dialog"),
        ("grey", "gray"),
        ("sceptical", "skeptical"),
        ("judgement", "judgment"),
        ("ageing", "aging"),
        ("practised", "practiced"),
        ("missile", "missiles"),
        ("launch", "launches"),
        ("country", "countries"),
        ("virus", "viruses"),
        ("hero", "heroes"),
        ("spokesman", "spokesmen"),
        ("crisis", "crises"),
        ("mass", "masses"),
        ("force", "forces"),
        ("house", "houses"),
        ("warehouse", "warehouses"),
        ("movie", "movies"),
        ("box", "boxes"),
    ],
)
def test_forms_and_spellings_of_one_word_meet(one: str, other: str) -> None:
    assert term(one) == term(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("four", "for"),
        ("new", "news"),
        ("prize", "price"),
        ("corps", "corp"),
        ("our", "or"),
        ("metre", "met"),
        ("central", "center"),
        ("wise", "wife"),
        ("status", "statue"),
        ("control", "patrol"),
    ],
)
def test_different_words_stay_apart(one: str, other: str) -> None:
    assert term(one) != term(other)


def test_an_abbreviation_in_capitals_has_a_term_of_its_own() -> None:
    assert analysed("The US said")[1][1].terms == ("US", "us")
    assert analysed("told us so")[1][1].terms == ("us",)
    assert analysed("the U.N. and UN")[1][1].terms == ("UN", "un")
    assert [token.terms for token in analysed("KIM JONG UN")[1]][2] == ("un",)
    assert analysed("the WHO's view")[1][1].terms == ("WHO", "who")


def test_korean_is_cut_into_pairs() -> None:
    tokens = analysed("김정은이 말했다")[1]
    assert [token.terms[0] for token in tokens] == ["김정", "정은", "은이", "이", "말했", "했다", "다"]
    assert tokens[0].forms == ("김정은이",)
    assert [token.position for token in tokens] == list(range(7))


def test_paragraphs_lie_apart() -> None:
    first, second = analysed("end\n\nbegin")[1]
    assert second.position - first.position > 1


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet=st.sampled_from("aKimJongU.S'’-, 1,300\n\tİıßﬁ가김정은漢é\u0301\u200b\ufffd"), max_size=60))
def test_tokens_are_in_order_and_cover_what_they_say(text: str) -> None:
    level, tokens = analysed(text)
    end, position = 0, -1
    for token in tokens:
        assert token.position > position
        position = token.position
        assert level.text[token.start : token.end].strip()
        assert token.start >= (end if not token.paired else 0)
        end = token.end if not token.paired else token.start + 1
        level.span(token.start, token.end)
        assert all(token.terms)
    assert [token.terms for token in analysed(unicodedata.normalize("NFC", text))[1]] == [
        token.terms for token in tokens
    ] or "\u200b" in text
