"""What is counted, whatever word a text has for it: projectiles are missiles to one desk and rockets to another."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from nkreader.analysis.terms import WORD, weighed
from nkreader.model.entities import EntityKind, Mention
from nkreader.model.spans import Span

_FAMILIES = {
    "missil": "missiles missile projectiles projectile rockets rocket",
    "shell": "shells shell rounds round",
    "bomb": "bombs bomb warheads warhead weapons weapon",
    "launcher": "launchers launcher",
    "ship": "ships ship vessels vessel boats boat warships warship",
    "member": "members member",
    "hous": "houses house homes home dwellings dwelling",
    "job": "jobs job positions position posts layoffs redundancies",
    "quake": "quakes quake earthquakes earthquake",
    "aftershock": "aftershocks aftershock tremors tremor",
    "student": "students student pupils pupil schoolchildren",
}
_FAMILY = {word: family for family, words in _FAMILIES.items() for word in words.split()}
_ANYBODY = frozenset("peopl person individu man men woman women casualti victim other bodi life live".split())
_EXCLUSIVE = (
    frozenset({"ballist", "cruis"}),
    frozenset({"short", "medium", "intermedi", "long"}),
    frozenset({"artilleri", "mortar"}),
)
"""Words of a kind of which one excludes the others."""
_WORDS = r"(?:[A-Za-z][\w’'/-]*\s){0,5}?"
_NOT_ITSELF = r"(?![-\s](?:launch\w*|engine|motor|site|base|test\w*|program\w*|unit|brigade|force|system|part|expert))"
_SINGLE = re.compile(
    rf"(?:\b(?P<fired>(?:test-|flight-)?(?:fired|fires|launched|launches|tested|lobbed|shot))\s(?P<a>an?)"
    rf"|\b(?P<one>one))\s(?P<kinds>{_WORDS})(?P<thing>missile|projectile|rocket)\b{_NOT_ITSELF}"
)
_AGED = re.compile(r"(?:,\saged\s|,\s|\s\(|,\sage\s)(?P<age>[1-9]\d)(?=[,)]|\syears\sold\b)")
_YEARS_OLD = re.compile(r"\b(?P<age>[1-9]\d)-year-old\s(?:[a-z]+\s){0,3}$")
NEAR = 40
"""Characters between an age and the name of whose it is, at most."""


class Single(NamedTuple):
    """One thing, told by an article or by `one`."""

    number: Span
    """The word that tells it."""
    whole: Span
    """With the thing."""
    kinds: frozenset[str]
    implied: bool
    """By `a`."""


def family(word: str) -> tuple[str, str]:
    """What counts as one thing whatever it is called, as (term, the word's own term)."""
    own = weighed(word)[0]
    return _FAMILY.get(word.casefold(), own), own


def anybody(thing: str) -> bool:
    """Whether a word for people says nothing of who they are."""
    return thing in _ANYBODY


def exclude(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether two kinds of one weapon cannot be one: `ballistic` and `cruise`."""
    return any(one & kind and other & kind and not one & other & kind for kind in _EXCLUSIVE)


def singles(text: str, within: Span) -> Iterator[Single]:
    """The single missiles that are said to be fired, and `one missile`."""
    for match in _SINGLE.finditer(text, within.start, within.end):
        number = Span(*match.span("a" if match["a"] else "one"))
        kinds = frozenset(weighed(word)[0] for word in WORD.findall(match["kinds"]))
        yield Single(number, Span(number.start, match.end("thing")), kinds, match["a"] is not None)


def ages(text: str, within: Span, mentions: Sequence[Mention]) -> Iterator[tuple[Span, int, str]]:
    """The ages of people who are named beside them: (span of the number, years, whose)."""
    people = [one for one in mentions if one.kind is EntityKind.PERSON and one.entity and within.covers(one.span)]
    for person in people:
        match = _AGED.match(text, person.span.end, within.end)
        if match is None:
            before = text[max(within.start, person.span.start - NEAR) : person.span.start]
            match = _YEARS_OLD.search(before)
            if match is None:
                continue
            start = person.span.start - len(before) + match.start("age")
        else:
            start = match.start("age")
        yield Span(start, start + 2), int(match["age"]), person.entity or ""
