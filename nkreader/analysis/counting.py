"""What a number counts, and what became of those who are counted: `12 sailors were injured`."""

from __future__ import annotations

import re

from nkreader.analysis.terms import WORD, weighed
from nkreader.analysis.things import family
from nkreader.model.spans import Span

_STOPS = frozenset(
    "of in on at by to from for with and or but that who which were was are is be been being had has have "
    "as after before during "
    "since when while than the a an this these those it its they their he she his her into over under about per each "
    "would could will may might can did do does not said say says told out off up down ago later earlier more less "
    "against between among near via so then there where whose if because including include included without within "
    "amid also again only all both other others".split()
)
PEOPLE = frozenset(
    "peopl person man men woman women soldier troop sailor civilian child children passeng crew policeman "
    "policemen polic offic "
    "offici worker resid victim student marin fighter milit islam rebel protest villag casualti bodi girl boy member "
    "suspect surviv pilgrim palestinian israeli iraqi afghan iranian american korean insurg guard gunman gunmen "
    "prison detaine hostag tourist firefight peacekeep refuge miner teenag youth famili demonstr other".split()
)
OF_CONTESTS = frozenset(
    "time game point yard touchdown rebound pass punch goal season inning win victori loss assist shot match set "
    "catch carri sack tackl lap".split()
)
"""What a report of a contest counts by the dozen, each figure of another matter."""
_FATES = (
    ("critical", r"critical(?:ly)?"),
    ("dead", r"kill\w*|dead|died|dies|dying|deaths?|fatalit\w+|lives|bodies|slain|perish\w*|drown\w*|toll"),
    ("hurt", r"wound\w*|injur\w*|hurt|hospitali[sz]ed"),
    ("missing", r"missing|unaccounted"),
    ("trapped", r"trapped"),
    ("saved", r"rescu\w*|saved|surviv\w*|freed|released|evacuat\w*"),
    ("displaced", r"shelter(?:ed|ing|s)?|refuge|displaced|homeless|uprooted|fled|flee(?:ing)?"),
    ("held", r"arrest\w*|detain\w*|custody|captured|seized"),
)
_FATE = re.compile("|".join(rf"\b(?P<{name}>{words})\b" for name, words in _FATES), re.IGNORECASE)
_CAPITAL = re.compile(r"(?<![\w.])(?![A-Z]+\.[A-Z]{1,3}\b(?!\.))[A-Z][\w'’.-]*")
_STANDS_FOR = {
    "pyongyang": "north", "dprk": "north", "seoul": "south", "rok": "south", "washington": "u.", "american": "u.",
    "us": "u.", "tokyo": "japan", "japanes": "japan", "beij": "china", "chines": "china", "moscow": "russia",
    "russian": "russia", "s.korea": "south", "n.korea": "north",
}  # fmt: skip
"""Capitals and adjectives by which a state is called."""
_NO_NAMES = frozenset(
    "inc corp co ltd plc llc group hold compani monday tuesday wednesday thursday friday saturday sunday januari"
    " februari march april june juli august septemb octob novemb decemb".split()
)
"""Terms of words with a capital letter that tell nobody from another."""
_QUALIFIERS = frozenset(
    "some around nearly almost roughly approximately at least most dozens hundreds i officials police doctors"
    " authorities rescuers reports witnesses".split()
)
"""With a capital letter for they begin a sentence."""
_NAME_RARE = 1.0
"""Rarity below which a word with a capital letter is none that tells two matters apart."""
_HEAD = 5
"""Words of what is counted, at most."""
_FAR_THINGS = 160
"""Characters from a figure within which a word says what was done to things; lists of damage are long."""
_FAR = 40
"""Characters from a figure within which a word says what became of those who are counted."""
_LINKED = re.compile(
    r"[\s,]*(?:(?:were|was|are|is|had|have|has|been|be|others?|more|people|confirmed|reported|feared|believed"
    r"|known|said|to|of them|of whom|remain\w*|left|taken|took|in"
    r"|seriously|badly|critically|slightly|so far|also|then|still|already|presumed)[\s,]*)*",
    re.IGNORECASE,
)
_LEADING = re.compile(
    r"\s*(?:(?:to|at|of|stands|stood|rose|rises|risen|climbed|climbs|reached|reaches|hit|hits|is|was|now|another|a|the"
    r"|some"
    r"|up|total|totalling)\s*)*",
    re.IGNORECASE,
)
_TOLL = re.compile(
    r"\b(?:toll|number of (?:the )?(?:dead|deaths|fatalities))\b[^.;]{0,150}?"
    r"\b(?:to|at|of|reached|hit|was|is|as|past|passed|exceeded)\s(?:[a-z]+\s){0,2}$",
    re.IGNORECASE,
)
_BRINGING = re.compile(
    r"\s(?:the (?:total )?number of)\s[^.;,\d]{0,60}?\b(?:(?P<dead>killed|dead|died|deaths)|(?P<hurt>injured|wounded)"
    r"|(?P<missing>missing))\b",
    re.IGNORECASE,
)
_DEAD = frozenset({"bodi", "death", "fatal"})
_TOOK = re.compile(r"\b(?:claim\w*|cost\w*|los\w+|t(?:ook|aken|aking|akes))\s$", re.IGNORECASE)
_PARTS = re.compile(
    r"\d|\b(?:accus|suspect|responsib|charg|convict|of the|who\b|by\b|after|before|when)", re.IGNORECASE
)


def capitals(text: str, within: Span) -> frozenset[str]:
    """Terms of the words with a capital letter; that a sentence begins with one makes no name of a common word."""
    found = set()
    for match in _CAPITAL.finditer(text, within.start, within.end):
        word = match[0].rstrip(".").removesuffix("'s").removesuffix("’s")
        name, rare = weighed(word)
        if (
            rare >= _NAME_RARE
            and word.casefold() not in _QUALIFIERS
            and word.casefold() not in _STOPS
            and name not in _NO_NAMES
        ):
            found.add(_STANDS_FOR.get(name, name))
    return frozenset(found)


def counted(text: str, within: Span, plural: bool) -> tuple[tuple[str, str] | None, frozenset[str], int]:
    """What a number counts: (term, word) of its head, the terms of what stands before that, and where it ends."""
    at = within.start
    words: list[str] = []
    ends: list[int] = []
    for match in WORD.finditer(text, within.start, min(within.end, within.start + 80)):
        gap = text[at : match.start()]
        joined = gap in (" ", "-", "\n", " \n") or (not words and gap.strip() == "" and len(gap) <= 2)
        word = match[0]
        if not joined or len(words) >= _HEAD or word.casefold() in _STOPS or word[0].isdigit():
            break
        if words and plural and _is_plural(words[-1]) and (word.endswith("ed") or not _is_plural(word)):
            break
        words.append(word)
        ends.append(match.end())
        at = match.end()
    if not words:
        return None, frozenset(), within.start
    if plural:
        heads = [number for number, word in enumerate(words) if _is_plural(word)]
        if not heads:
            return None, frozenset(), within.start
        head = heads[0] if len(heads) == 1 else heads[-1]
    else:
        head = len(words) - 1
        while head and (words[head].endswith("ed") or words[head].endswith("ing")):
            head -= 1
    kinds = frozenset(weighed(word)[0] for word in words[:head])
    return (family(words[head])[0], " ".join(words[: head + 1])), kinds, ends[head]


_PLURALS = frozenset(
    "people men women children police troops personnel crew aircraft policemen gunmen servicemen fishermen sheep "
    "cattle artillery".split()
)


def _is_plural(word: str) -> bool:
    lower = word.casefold()
    return lower in _PLURALS or (
        lower.endswith("s") and not lower.endswith(("ss", "us", "is", "'s", "’s")) and len(lower) > 3
    )


_WRECKED = re.compile(
    r"\b(?:damag\w+|destroy\w*|collapsed?|flattened|toppled|wrecked|burn(?:ed|t)|submerged|washed away)\b",
    re.IGNORECASE,
)
_WRECKS = frozenset("hous build bridg school tree car vehicl shop boat structur church mosqu hotel offic".split())
"""Terms of what storms and quakes break."""
_DROPPED = re.compile(r"\b(?:dropped|drops|exploded|fell|landed)\b", re.IGNORECASE)


def done_to(sentence: str, at: int, end: int, thing: str) -> str:
    """What was done to things that are counted: `destroyed`, or, of bombs, `dropped`; empty where nothing says so."""
    pattern, told = (_WRECKED, "destroyed") if thing in _WRECKS else (_DROPPED, "dropped")
    if thing not in _WRECKS and thing != "bomb":
        return ""
    return told if pattern.search(sentence, max(0, at - _FAR_THINGS), end + _FAR_THINGS) else ""


def toll_of(sentence: str, at: int, end: int, thing: str) -> str:
    """What became of those whom a toll counts: `the toll rose to 12`, `12 bodies`, `it took 12 lives`; else empty."""
    if thing in _DEAD or (thing == "live" and _TOOK.search(sentence, max(0, at - 20), at)):
        return "dead"
    if not thing and _TOLL.search(sentence, max(0, at - 200), at):
        return "dead"
    match = _BRINGING.match(sentence, end)
    return match.lastgroup or "" if match else ""


def fate_of(clause: str, at: int, end: int, people: bool) -> str:
    """What became of those who are counted; a number by itself has to stand right beside the word that says so."""
    after = _FATE.search(clause, end)
    if after and _LINKED.fullmatch(clause, end, after.start()):
        return after.lastgroup or ""
    before = list(_FATE.finditer(clause, 0, at))
    if before and before[-1].lastgroup != "missing" and _LEADING.fullmatch(clause, before[-1].end(), at):
        return before[-1].lastgroup or ""  # `missing 10 of the games` counts nobody
    if not people:
        return ""
    found = [(match.start() - end, match, clause[end : match.start()]) for match in ([after] if after else [])]
    found += [(at - match.end(), match, clause[match.end() : at]) for match in before[-1:]]
    near = [(gap, match) for gap, match, between in found if gap <= _FAR and not _PARTS.search(between)]
    return min(near, key=lambda pair: pair[0])[1].lastgroup or "" if near else ""
