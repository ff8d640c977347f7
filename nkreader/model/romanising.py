"""What a Korean full name in Latin letters may spell: spellings fold together where they may be one Hangul name.

Read syllable by syllable: each gives the Hangul syllables that it may stand for in any of four ways to write, and two
names are alike where each syllable of one shares a Hangul syllable with its counterpart. That is closer than levelling
letters: `Young` is 영 and `Yoong` is 융, but `Yong` may be 영 or 용; `Jung` may be 정 or 중, `Jeong` only 정.

The four ways, and where a correspondence comes from, by the marks in the tables:

- M  McCune-Reischauer (Transactions of the Korea Branch of the Royal Asiatic Society 29, 1939), with breves, with the
  apostrophe that stands for them where there are none (`Cho'ng`), and with neither
- R  Revised Romanization (Ministry of Culture and Tourism, notice 2000-8)
- N  the North's own (1992, and as its news agency writes names)
- P  habits of press and passports: Lee, Park, Choi, Young, Soo, Chul

Hangul is compared as the South speaks it at the beginning of a word: 리 and 이, 로 and 노, 량 and 양 are one name.
A bare family name, and what has no Korean family name in front (or behind a hyphened given name), spells nothing here.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from itertools import product

from nkreader.model.folding import fold

Syllable = frozenset[str]
"""The Hangul syllables that one written syllable may stand for, levelled."""
Reading = tuple[Syllable, ...]
"""A family name and its given name, syllable by syllable."""

_INITIALS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
_VOWELS = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ"
_FINALS = " ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ"

_INITIAL = {
    "": "ㅇ",
    "g": "ㄱ", "k": "ㄱㅋ", "k'": "ㅋ", "kh": "ㅋ", "kk": "ㄲ", "gg": "ㄲ",  # R · M N R · M · N · M R N · P
    "n": "ㄴ", "r": "ㄹ", "l": "ㄹ", "rh": "ㄹ",  # M R N · M R N · P · P (Rhee)
    "d": "ㄷ", "t": "ㄷㅌ", "t'": "ㅌ", "th": "ㅌ", "tt": "ㄸ",  # R · M N R · M · N · M R N
    "m": "ㅁ", "b": "ㅂ", "p": "ㅂㅍ", "p'": "ㅍ", "ph": "ㅍ", "pp": "ㅃ",  # · R · M N R · M · N · M R N
    "s": "ㅅ", "sh": "ㅅ", "ss": "ㅆ",  # M R N · M P (Shin) · M R N
    "j": "ㅈ", "ch": "ㅈㅊ", "ch'": "ㅊ", "jj": "ㅉ", "tch": "ㅉ",  # R N · M R N · M · R N · M
    "h": "ㅎ",
}  # fmt: skip
_VOWEL = {
    "a": "ㅏ", "ah": "ㅏ",  # M R N · P (Ahn)
    "ae": "ㅐ", "ai": "ㅐ", "ay": "ㅐ",  # M R N · P (Paik) · P
    "ya": "ㅑ", "yae": "ㅒ",
    "o'": "ㅓ", "eo": "ㅓ", "uh": "ㅓ", "o": "ㅓㅗ", "oh": "ㅗ",  # M · R · P (Suh) · M without breves, R, N · P (Roh)
    "e": "ㅔ", "ei": "ㅔ", "ye": "ㅖ",  # M R N · P (Sei-hoon) · M R N
    "yo'": "ㅕ", "yeo": "ㅕ", "yo": "ㅕㅛ", "you": "ㅕㅠ",  # M · R · M without breves, R, N · P (Young, You)
    "yu": "ㅠ", "yoo": "ㅠ",  # M R N · P
    "wa": "ㅘ", "wae": "ㅙ", "oe": "ㅚ", "oi": "ㅚ", "oy": "ㅚ", "we": "ㅞㅚ",  # M R N · · · P (Choi) · P · R P
    "wo": "ㅝ", "wo'": "ㅝ", "weo": "ㅝ", "wi": "ㅟ",  # R N · M · P · M R N
    "u": "ㅜㅡ", "u'": "ㅡ", "eu": "ㅡ",  # M without breves, N · M · R
    "oo": "ㅜ", "ou": "ㅜ", "wu": "ㅜ", "woo": "ㅜ",  # P
    "ui": "ㅢ", "eui": "ㅢ", "u'i": "ㅢ",  # R N · P · M
    "i": "ㅣ", "ih": "ㅣ", "ee": "ㅣ", "ie": "ㅣ", "yi": "ㅣㅢ",  # M R N · P · P · P · P
}  # fmt: skip
_CLOSED = {"u": "ㅓ", "yu": "ㅕ", "ou": "ㅓ"}
"""What these are besides before a final consonant: Chul and Sung are 철 and 성, Hyun 현, Joung 정 (P)."""
_FINAL = {
    "": " ", "k": "ㄱ", "g": "ㄱ", "ck": "ㄱ", "c": "ㄱ", "n": "ㄴ", "nn": "ㄴ", "l": "ㄹ", "r": "ㄹ",
    "m": "ㅁ", "p": "ㅂ", "b": "ㅂ",
    "t": "ㄷ", "d": "ㄷ", "s": "ㄷ", "ng": "ㅇ",
}  # fmt: skip

_SURNAMES = frozenset(
    unicodedata.normalize("NFC", name)
    for name in """
    가 간 갈 감 강 견 경 계 고 공 곽 구 국 궁 권 금 기 길 김 나 남 내 노 도 동 두 마 맹 명 모 목 문 민 박 반 방 배 백 변
    복 봉 부 빈 사 서 석 선 설 성 소 손 송 신 심 안 양 어 엄 여 연 염 예 오 옥 온 왕 용 우 원 위 유 육 윤 은 음 이 인
    임 자 장 전 정 제 조 주 지 진 차 채 천 최 추 탁 태 편 표 피 하 한 함 허 현 형 호 홍 황
    """.split()
)
"""Family names of one syllable, levelled."""
_LONG = frozenset(["남궁", "황보", "제갈", "선우", "서문", "독고", "사공"])
_IRREGULAR = {
    "park": "박", "bark": "박", "pahk": "박", "rhee": "이", "yee": "이", "hur": "허", "her": "허",
    "hau": "하", "law": "노", "auh": "어", "kym": "김", "synn": "신", "sur": "서", "shur": "서", "chey": "최",
}  # fmt: skip
"""Family names that no rule of the four ways gives (P)."""
_HABITS = {"back": "백", "syng": "승", "wha": "화", "gyon": "균"}
"""Syllables of given names that no rule of the four ways gives (P)."""
_LONGEST_FAMILY = 8
"""Letters of a family name."""
_SHAPE = re.compile(r"[a-z'][a-z' -]*[a-z']")
_HANGUL = re.compile(r"[가-힣]{2,4}")
_KINDS = {
    **dict.fromkeys("ㄱㅋㄲ", "k"), **dict.fromkeys("ㄷㅌㄸ", "t"), **dict.fromkeys("ㅂㅍㅃ", "p"),
    **dict.fromkeys("ㅈㅊㅉ", "c"), **dict.fromkeys("ㅅㅆ", "s"), **dict.fromkeys("ㄴㄹㅇ", "0"), "ㅁ": "m", "ㅎ": "h",
}  # fmt: skip
_SPOKEN = {
    **dict.fromkeys("ㄲㄳㅋㄺ", "ㄱ"), **dict.fromkeys("ㄵㄶ", "ㄴ"), **dict.fromkeys("ㅅㅆㅈㅊㅌㅎ", "ㄷ"),
    **dict.fromkeys("ㄼㄽㄾㅀ", "ㄹ"), **dict.fromkeys("ㅄㅍㄿ", "ㅂ"), "ㄻ": "ㅁ",
}  # fmt: skip
_AS_IT_STANDS = frozenset("ㅑㅒㅕㅖㅛㅠㅣ")
"""Vowels before which the South drops an initial ㄹ or ㄴ."""


@lru_cache(maxsize=20_000)
def readings(name: str) -> tuple[Reading, ...]:
    """Every way to read a Korean full name, in Hangul or Latin letters; none for anything else."""
    plain = " ".join(fold(name).split())
    if _HANGUL.fullmatch(plain.replace(" ", "")):
        return (tuple(frozenset([_levelled(syllable)]) for syllable in plain.replace(" ", "")),)
    plain = _ascii(plain)
    if not _SHAPE.fullmatch(plain):
        return ()
    tokens = plain.split(" ")
    found = list(_in_order(tokens))
    if not found and len(tokens) == 2:  # `Jong-un Kim`, `Isang Yun`
        found = [reading for reading in _in_order(tokens[::-1]) if len(reading) > 2]
    return tuple(dict.fromkeys(found))


@lru_cache(maxsize=20_000)
def keys(name: str) -> frozenset[str]:
    """Where to look for names that are alike: such names share a key, but not all that share one are alike."""
    return frozenset("".join(kinds) for reading in readings(name) for kinds in product(*map(_kinds, reading)))


def alike(one: str, other: str) -> bool:
    """Whether two full names may be spellings of one Hangul name."""
    return any(_meet(first, second) for first in readings(one) for second in readings(other))


def hangul(text: str) -> str:
    """A Hangul name as names are compared: as the South speaks it."""
    return "".join(map(_levelled, unicodedata.normalize("NFC", text).replace(" ", "")))


def _meet(one: Reading, other: Reading) -> bool:
    return len(one) == len(other) and all(a & b for a, b in zip(one, other, strict=True))


def _ascii(text: str) -> str:
    """Breves as apostrophes behind the vowel, other marks dropped."""
    if text.isascii():
        return text
    marked = unicodedata.normalize("NFD", text).replace("\u0306", "'").replace("\u030c", "'")
    return "".join(character for character in marked if not unicodedata.combining(character))


def _in_order(tokens: list[str]) -> Iterator[Reading]:
    """Readings of a family name and the given name behind it, however that is divided."""
    if len(tokens) < 2 or len(tokens) > 3 or "-" in tokens[0]:
        return
    given = [part for token in tokens[1:] for part in token.split("-")]
    family = _families(tokens[0])
    if not family or not 1 <= len(given) <= 2 or not all(given):
        return
    if len(given) == 2:
        both = [_syllable(part) for part in given]
        if all(both):
            yield (*family, *both)
        return
    joined = given[0]
    for at in range(1, len(joined)):
        first, second = _syllable(joined[:at]), _syllable(joined[at:])
        if first and second:
            yield (*family, first, second)
    if single := _syllable(joined):
        yield (*family, single)


@lru_cache(maxsize=2_000)
def _families(word: str) -> Reading:
    """The syllables of a family name; none if it is not one."""
    if word in _IRREGULAR:
        return (frozenset(_IRREGULAR[word]),)
    if one := _syllable(word) & _SURNAMES:
        return (one,)
    for at in range(2, min(len(word), _LONGEST_FAMILY) - 1):
        first, second = _syllable(word[:at]), _syllable(word[at:])
        both = {a + b for a in first for b in second} & _LONG
        if both:
            return frozenset(name[0] for name in both), frozenset(name[1] for name in both)
    return ()


@lru_cache(maxsize=20_000)
def _syllable(word: str) -> Syllable:
    """What one syllable in Latin letters may be in Hangul, levelled; nothing if it is none."""
    found: set[str] = set(_HABITS.get(word, ""))
    for at in range(min(len(word), 4)):
        if word[:at] in _INITIAL:
            for end in range(at + 1, min(len(word), at + 4) + 1):
                vowel, rest = word[at:end], word[end:]
                if vowel in _VOWEL and rest in _FINAL:
                    found.update(_composed(word[:at], vowel, rest))
    return frozenset(found)


def _composed(initial: str, vowel: str, final: str) -> Iterator[str]:
    vowels = _VOWEL[vowel] + (_CLOSED.get(vowel, "") if final else "")
    for first in _INITIAL[initial]:
        for second in vowels:
            at = (_INITIALS.index(first) * 21 + _VOWELS.index(second)) * 28 + _FINALS.index(_FINAL[final])
            yield _levelled(chr(0xAC00 + at))


@lru_cache(maxsize=12_000)
def _levelled(syllable: str) -> str:
    """As the South speaks a syllable at the beginning of a word; its end as it sounds."""
    initial, vowel, final = _parts(syllable)
    if initial in "ㄹㄴ" and vowel in _AS_IT_STANDS:
        initial = "ㅇ"
    elif initial == "ㄹ":
        initial = "ㄴ"
    elif initial == "ㅎ" and vowel == "ㅢ":
        vowel = "ㅣ"
    at = (_INITIALS.index(initial) * 21 + _VOWELS.index(vowel)) * 28 + _FINALS.index(_SPOKEN.get(final, final))
    return chr(0xAC00 + at)


def _parts(syllable: str) -> tuple[str, str, str]:
    at = ord(syllable) - 0xAC00
    return _INITIALS[at // 588], _VOWELS[at // 28 % 21], _FINALS[at % 28]


def _kinds(syllable: Syllable) -> set[str]:
    """The consonants of a syllable as far as all ways to write keep them apart."""
    parts = map(_parts, syllable)
    return {_KINDS[initial] + final for initial, _, final in parts}
