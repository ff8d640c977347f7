"""The word lists behind the rules for unlisted names, and the regular expressions made of them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from nkreader.analysis.entities.listed_rows import table
from nkreader.analysis.entities.particles import JOINED, PARTICLES

WORD = r"(?:Mc|Mac|O['’]|[Aa]l-)?[A-Z][a-zà-öø-ÿ]+(?:['’](?!s\b)[a-z]+)?(?:-[A-Za-zÀ-ÖØ-öø-ÿ][a-zà-öø-ÿ]+)*"
"""One capitalised word of a name."""
_PARTICLE = rf"(?:{'|'.join(sorted(PARTICLES))})"
_JOINED = rf"(?:(?:{'|'.join(sorted(JOINED))})-(?=[A-Z]))?"
_INITIAL = r"(?:[A-Z]|Ch|Sh|Yu|Ya|Ye|Zh|Ts|Kh|Dz|Th)\. ?"
_RUN = rf"(?:{_INITIAL}){{0,2}}{_JOINED}{WORD}(?: (?:[A-Z]\.|(?:{_PARTICLE} ){{0,2}}{_JOINED}{WORD}))*"
"""Capitalised words, with initials and particles between them."""
_CONSONANTS = r"(?:[KPTC]h|Kk|Pp|Tt|Ss|Jj|Ry|Ch|[KNTRLMPSJHBDG])?"
_VOWELS = r"(?:yae|yeo|ye|yo|yu|ya|wae|wa|wo|we|wi|ui|ae|eo|eu|oe|oo|a|e|i|o|u)"
_FINALS = r"(?:ng|[knlmptrh])?"
SYLLABLE = (
    rf"(?:(?=[A-Z]){_CONSONANTS}{_VOWELS}{_FINALS}|[AEIOU](?:ng|[knlmpt])?|Ui|Ae|Yop|Hyok"
    r"|Y(?:ong|on|ol|o|u|un|ung|ul|an|ang|ok|om|op|ae|e))"
)
"""One syllable of a Korean given name, as the North writes it."""
_OF_THE = r"(?:Peoples?['’]s?|Women['’]s|Children['’]s|Youth['’]s|(?!States)[A-Z][a-z]+s['’](?= [A-Z]))"
_MONTH = r"January|February|March|April|May|June|July|August|September|October|November|December"
_NOT_INSIDE = (
    rf"(?:{_MONTH}|Sept|Oct|Nov|Dec|Jan|Feb|Mar|Apr|Aug|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday"
    r"|President|Chairman|Governor|Minister|Secretary"
    r"|Ambassador|Spokesman|Director|Gov|Gen|Premier|Prime Minister|General Secretary|Comrade|Vice)\b"
)
"""What ends an organisation's name that runs on: dates and the titles of its people."""
_PART = rf"(?!{_NOT_INSIDE})(?:{_OF_THE}|{WORD}|[A-Z]{{2,}})"
_WITH = "|".join(rf"(?<={word})" for word in ("Solidarity", "Cooperation", "Friendship", "Exchange", "Relations"))
_JOINT = rf"(?: (?:(?:of|for|on)(?: the)?|and|&)|(?<=[a-z]ing) the|(?:{_WITH}) with(?: the)?)?"
"""What may stand between the words of a name that goes on after its head."""
_LINKED = rf"{_PART}(?:{_JOINT} {_PART})*(?: in (?:Japan|China)|(?<=Koreans) in (?:the )?[A-Z][\w.]+)?"
_YEAR = r"(?:(?:19|20)\d\d )?"
"""Before the name of an event that has its like in other years: `2025 World Cup`."""
_NAMED_BY_DAY = rf"(?:(?<=[Tt]he )(?:(?:{_MONTH}) \d{{1,2}}|\d{{3}}) )?"
"""The North names works after days and by numbers: `the February 8 Vinalon Complex`."""
_BEFORE_HEAD = (
    rf"(?<![\w-])(?=[A-Z\d]){_NAMED_BY_DAY}(?:U\.[SN]\. )?"
    rf"(?:(?:{_PART}(?: &|(?<=[ai][cl]) and)?|\d+(?:st|nd|rd|th)|(?<=[a-z] )\d{{3}}|U-\d\d) ){{1,5}}"
)
_DAY_OF = rf"(?<![\w-])Day of (?:the )?{_LINKED}"
_ON = "|".join(rf"(?<={word})" for word in ("Committee", "Commission", "Council", "Institute", "Center", "Centre"))
_HELD = "|".join(rf"(?<={word})" for word in ("Conference", "Congress", "Festival", "Exhibition", "Day"))
_FEATURES = "Mt|Mount|Lake|River|Cape|Camp|Fort|Port"
VILLAGES = ("-ri", "-dong", "-myon", "-myeon", "-eup")
"""How names of Korean villages and townships end."""
_APPOSED = (
    r", (?:\d+, )?(?:(?:an?|the|then|who is|who was|whose|now|former|chief|senior) )?(?:[\w.’'-]+ ){0,4}?"
    r"(?:(?:vice|deputy|co|ex|sub)-)?"
)


def _any(words: Collection[str]) -> str:
    return "|".join(sorted(map(re.escape, words), key=lambda word: (-len(word), word)))


def _behind(rows: str) -> dict[str, list[str]]:
    """Words that count only behind one of others: a line each, the word first."""
    return {word: before for word, *before in map(str.split, rows.strip().splitlines())}


def _heads(words: Collection[str], behind: Mapping[str, Collection[str]], before_of: Collection[str] = ()) -> str:
    """Any of the words, with what must stand beside some of them behind it: so matching still begins with letters."""
    shapes = [_any(set(words) - behind.keys() - set(before_of))]
    for word, others in behind.items():
        written = [other.replace("'", "['’]") for other in others]
        shapes.append(word + _any_of(rf"(?<={other}\s{word})" for other in written))
    return "|".join([*shapes, *(rf"{word}(?= of [A-Z])" for word in before_of)])


def _any_of(shapes: Iterable[str]) -> str:
    return f"(?:{'|'.join(shapes)})"


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Word lists as sets, and patterns built from them."""

    korean: frozenset[str]
    chinese: frozenset[str]
    given: frozenset[str]
    titles: frozenset[str]
    """The last word of each title."""
    roles: frozenset[str]
    verbs: frozenset[str]
    never: frozenset[str]
    famous: frozenset[str]
    heads: frozenset[str]
    openings: frozenset[str]
    """What organisations' names begin with: `Ministry` (of), `Group` (for)."""
    places: frozenset[str]
    """What places' names end with."""
    common: frozenset[str]
    """Those of them that another word stands before in no name yet: `Water Park`."""
    produced: frozenset[str]
    """What stands before `Complex` in the name of an enterprise."""
    features: frozenset[str]
    """What places' names begin with: `Lake`."""
    events: frozenset[str]
    """What events' names end with."""
    openers: frozenset[str]
    empty: frozenset[str]
    southern: re.Pattern[str]
    northern: re.Pattern[str]
    aged: re.Pattern[str]
    run: re.Pattern[str]
    token: re.Pattern[str]
    apposed: re.Pattern[str]
    officer: re.Pattern[str]
    """Who is an officer of something, after a single name."""
    organisation: re.Pattern[str]
    named_after: re.Pattern[str]
    place: re.Pattern[str]
    event: re.Pattern[str]
    weapon: re.Pattern[str]


@cache
def lexicon() -> Lexicon:
    """The lists of the distribution, read and compiled once."""
    rows = table("names")
    words = {name: frozenset(text.split()) for name, text in rows.items()}
    titles = [title.split()[-1] for title in rows["titles"].split("|")]
    heads = words["org_after"] | words["place_after"] | words["event_after"]
    return Lexicon(
        korean=words["korean_surnames"],
        chinese=words["chinese_surnames"],
        given=words["given"],
        titles=frozenset(titles),
        roles=words["roles"],
        verbs=words["verbs"],
        never=words["never"] | heads - {"Bay", "Park"},
        famous=words["famous"],
        heads=words["org_after"],
        openings=words["org_before"] | words["org_before_for"],
        places=words["place_after"],
        common=frozenset(_behind(rows["place_behind"])),
        produced=words["produced"],
        features=frozenset(_FEATURES.split("|")),
        events=words["event_after"],
        openers=words["openers"],
        empty=words["empty"],
        **_patterns(words, _behind(rows["org_behind"]), _behind(rows["place_behind"])),
    )


def _patterns(
    words: Mapping[str, frozenset[str]], bodies: Mapping[str, Collection[str]], sites: Mapping[str, Collection[str]]
) -> dict[str, re.Pattern[str]]:
    portfolio = rf"(?:{_any(words['portfolios'])})(?: (?:{_any(words['portfolios'])}))?(?!\w)"
    several = rf"(?:(?: in {portfolio})?(?:, {portfolio}){{1,5}},? and {portfolio})?"
    shapes = {
        **_people(words),
        "organisation": (
            rf"{_BEFORE_HEAD}(?:{_heads(words['org_after'], bodies, words['org_before_of'])})"
            r"(?:(?<=Co)[.,]{0,2} Ltd)?"
            rf"(?: (?:of|for|(?:{_ON}) on) (?:the )?{_LINKED}{several})?(?![\w-])"
        ),
        "named_after": (
            rf"(?<![\w-])(?=[A-Z])(?:(?:{_any(words['org_before'])})"
            rf" (?:of|for|to|(?:{_ON}) on)|(?:{_any(words['org_before_for'])}) for) (?:the |a )?"
            rf"{_LINKED}{several}(?![\w-])"
        ),
        "place": (
            rf"(?:{_BEFORE_HEAD}(?:{_heads(words['place_after'], sites)})"
            rf"|\b(?:Mt\.|{_FEATURES}) {WORD}"
            rf"|\b[A-Z][a-z]+(?:{'|'.join(VILLAGES)}))(?![\w-])"
        ),
        "event": (
            rf"(?:{_YEAR}{_BEFORE_HEAD}(?:{_any(words['event_after'])})(?:(?:{_HELD}) of (?:the )?{_LINKED})?"
            rf"|{_DAY_OF})(?![\w-])"
        ),
        "weapon": (
            rf"(?<![\w/-])(?=[A-Z])(?:{_any(words['weapon_prefixes'])})-\d{{1,4}}"
            r"(?:[A-Z]{1,2}|[A-Z][a-z])?(?:-\d+(?:\.\d+)?|-(?:Ga|Na|Da|Ra|Ma|Ka|Kha))*s?(?![\w-])"
        ),
    }
    return {name: re.compile(shape) for name, shape in shapes.items()}


def _people(words: Mapping[str, frozenset[str]]) -> dict[str, str]:
    korean = rf"(?<![\w-])(?=[A-Z])(?:{_any(words['korean_surnames'])})"
    return {
        "southern": (rf"(?!(?:An|In|So|No|To) (?!{SYLLABLE}-)){korean} [A-Z][a-z]+-[A-Za-z][a-z]+(?![\w-])"),
        "northern": (
            rf"{korean} {SYLLABLE} {SYLLABLE}(?!\w|-(?!(?:related|led|type|style|linked|backed)\b|[A-Z])| {SYLLABLE}\b)"
        ),
        "aged": (rf"{korean} {SYLLABLE}(?=, \d\d[,.])"),
        "run": (rf"(?<![\w-])(?=[A-Z]|[a-z]{{2,3}}-[A-Z]){_RUN}(?![\w-])"),
        "token": (r"\S+"),
        "apposed": (rf"{_APPOSED}(?:{_any(words['roles'])})\b"),
        "officer": (
            r", (?:the )?(?:[a-z]+ ){0,3}?(?:vice-|deputy )?"
            r"(?:chairman|chairwoman|president|secretary|director|minister|ambassador|professor|rector|member)"
            r" of (?:the )?[A-Z]"
        ),
    }
