"""Romanised Korean names: which may be one name in Hangul, and which may not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nkreader.model.romanising import alike, hangul, keys, readings

ONE_NAME = [
    ("Choe Ryong Hae", "Choi Ryong-hae"), ("Choe Ryong Hae", "Ch'oe Ryong-hae"), ("Choe Ryong Hae", "최룡해"),
    ("choi ryong hae", "CHOE RYONG HAE"), ("Choe Ryong Hae", "최용해"), ("Choi Yong-hae", "최룡해"),
    ("Ri Sol Ju", "Lee Seol-ju"), ("Ri Sol Ju", "Yi Sol-chu"), ("Ri Sol Ju", "Rhee Seol-joo"), ("리설주", "이설주"),
    ("Pak Pong Ju", "Park Bong-ju"), ("Pak Pong Ju", "Bak Bongju"), ("Pak Pong Ju", "박봉주"),
    ("Ro Tu Chol", "Roh Du-cheol"), ("Ro Tu Chol", "No Tu-ch'ŏl"),
    ("Ro Tu Chol", "Noh Du-chul"), ("Ro Tu Chol", "노두철"),
    ("Jang Song Thaek", "Chang Sung-taek"), ("Jang Song Thaek", "Chang So'ng-t'aek"), ("Jang Song-thaek", "장성택"),
    ("Paek Nam Sun", "Baek Nam-soon"), ("Paek Nam Sun", "Paik Nam-sun"),
    ("Kim Jong Un", "Kim Jong-un"), ("Kim Jong Un", "Kim Jung-eun"), ("Kim Jong Un", "Kim Cho'ng-u'n"),
    ("Kim Jong Un", "Kim Chŏng-ŭn"), ("Kim Jong Un", "Kim Jongun"), ("Kim Jong Un", "Jong-un Kim"),
    ("Kim Jong Un", "Kim Jong\u2011un"), ("Kim Jong Un", "김정은"), ("Yun I Sang", "Isang Yun"),
    ("Ryu Mi Yong", "Yoo Mi-young"), ("Rim Tong Ok", "Lim Dong-ok"), ("Rim Tong Ok", "Im Dong-ok"),
    ("Kwak Pom Gi", "Kwak Bum-ki"), ("Hyon Yong Chol", "Hyun Young-chul"), ("Moon Jae-in", "Mun Jae In"),
    ("An Kyong Ho", "Ahn Kyung-ho"), ("O Kuk Ryol", "Oh Kuk-ryul"), ("Han Tok Su", "Han Deok-soo"),
    ("Namgung Min", "남궁민"), ("Hur Jong Ok", "허종옥"), ("U Tong Chuk", "Woo Dong-cheuk"),
]  # fmt: skip
TWO_NAMES = [
    ("Kim Yong Chol", "Kim Yong Chun"), ("Kim Yong Chol", "Kim Yong Nam"), ("Jang Song Thaek", "Jong Song Thaek"),
    ("Chang Song Ho", "Chong Song Ho"), ("Choe Ryong Hae", "Cho Ryong Hae"), ("Pak Chol", "Paek Chol"),
    ("Pak Song Chol", "Paek Song Chol"), ("리영호", "리용호"), ("Lee Young-ho", "리용호"),
    ("Kim Jong Un", "Kim Jong Il"), ("Kim Jong Il", "Kim Il Sung"), ("Kim Jong Nam", "Kim Jong Chol"),
    ("Kim Yo Jong", "Kim Jong Un"), ("김정은", "Kim Jeong-on"), ("Kim Kyong Hui", "Kim Kyong Ok"),
    ("Kim", "Kim Jong Un"),
    ("O Kuk Ryol", "O Kuk Chol"), ("An Tong Chun", "Han Tong Chun"), ("Ri Yong Su", "Kim Yong Su"),
]  # fmt: skip
INITIALS = dict(
    zip("ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ", "g kk n d tt r m b pp s ss  j jj ch k t p h".split(" "), strict=True)
)
VOWELS = dict(
    zip(
        "ㅏㅐㅑㅓㅔㅕㅗㅘㅚㅛㅜㅝㅟㅠㅡㅢㅣ",
        "a ae ya eo e yeo o wa oe yo u wo wi yu eu ui i".split(),
        strict=True,
    )
)
"""The Revised Romanization, official notice 2000-8; without the vowels that names hardly have."""
FINALS = {"": "", "ㄱ": "k", "ㄴ": "n", "ㄹ": "l", "ㅁ": "m", "ㅂ": "p", "ㅇ": "ng"}
ALL_INITIALS, ALL_VOWELS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ", "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ"
ALL_FINALS = ["", *"ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ"]
SURNAMES = {"김": "Kim", "박": "Park", "최": "Choe", "정": "Jeong", "강": "Kang", "리": "Ri", "노": "Roh", "백": "Baek"}

Letters = tuple[str, str, str]
syllables = st.tuples(
    st.sampled_from(sorted(INITIALS)), st.sampled_from(sorted(VOWELS)), st.sampled_from(sorted(FINALS))
)


def composed(letters: Letters) -> str:
    initial, vowel, final = letters
    at = (ALL_INITIALS.index(initial) * 21 + ALL_VOWELS.index(vowel)) * 28 + ALL_FINALS.index(final)
    return chr(0xAC00 + at)


def revised(letters: Letters) -> str:
    initial, vowel, final = letters
    return INITIALS[initial] + VOWELS[vowel] + FINALS[final]


@pytest.mark.parametrize(("one", "other"), ONE_NAME)
def test_spellings_of_one_name_are_alike(one: str, other: str) -> None:
    assert alike(one, other)
    assert alike(other, one)
    assert keys(one) & keys(other)


@pytest.mark.parametrize(("one", "other"), TWO_NAMES)
def test_other_names_are_not(one: str, other: str) -> None:
    assert not alike(one, other)
    assert not alike(other, one)


@pytest.mark.parametrize(
    "name", ["Kim", "Choe", "김", "Xi Jinping", "John Smith", "", "Workers' Party", "-", "Kim '", "' '"]
)
def test_a_bare_family_name_and_other_names_spell_nothing(name: str) -> None:
    assert readings(name) == ()
    assert keys(name) == frozenset()
    assert not alike(name, name)


def test_one_romanisation_may_be_several_names_in_hangul() -> None:
    assert alike("Ri Yong Ho", "리영호")
    assert alike("Ri Yong Ho", "리용호")
    assert hangul("리용호") == hangul("이용호") != hangul("리영호")


@given(st.sampled_from(sorted(SURNAMES)), syllables, syllables, st.sampled_from([" ", "-", ""]))
def test_a_name_by_the_revised_romanisation_is_alike_with_its_hangul(
    family: str, first: Letters, second: Letters, joint: str
) -> None:
    name = family + composed(first) + composed(second)
    latin = f"{SURNAMES[family]} {revised(first)}{joint}{revised(second)}"
    assert alike(latin, name)
    assert alike(name, latin)
    assert keys(latin) & keys(name)


@given(st.text("KimParkChoeng '-uŏ최리김정은호", max_size=14), st.text("KimParkChoeng '-uŏ최리김정은호", max_size=14))
def test_what_is_alike_shares_a_key(one: str, other: str) -> None:
    assert alike(one, other) == alike(other, one)
    if alike(one, other):
        assert keys(one) & keys(other)
