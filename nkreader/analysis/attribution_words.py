"""The words by which English news says who says so.

The patterns are over a sentence whose names are marks (`analysis.attribution`): one character each, by what sort of
source the name may be. What stands before a source is looked for up to it (`$`), what stands behind it from its end.
"""

from __future__ import annotations

import re

MEDIUM, AUTHORITY, ORGANISATION, PERSON, PLACE, THING = "\ue010", "\ue011", "\ue012", "\ue013", "\ue014", "\ue015"
"""The marks. No text holds these."""
NAMED = f"[{MEDIUM}{AUTHORITY}{ORGANISATION}{PERSON}]"
I = re.IGNORECASE  # noqa: E741
_LETTERS = {"\u0130": "i", "\u0131": "i", "\u017f": "s", "\u212a": "k"}
"""What `re.IGNORECASE` takes for an ASCII letter beside its capital."""


def small(text: str) -> str:
    """The text in small letters, as long as it was.

    The costliest patterns are over it: with `re.IGNORECASE`, each would try every one of its words at every place.
    """
    for letter, plain in _LETTERS.items():
        text = text.replace(letter, plain)
    return text.lower()


_WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?"
_MADE = (
    r"(?:reports?|dispatch(?:es)?|despatch(?:es)?|commentary|editorial|article|stor(?:y|ies)|broadcasts?|statement"
    r"|footage"
    r"|pictures?|photos?|photographs?|images?|video|announcement|account|coverage|assessment|survey|poll|study"
    r"|analysis)"
)
"""What media and authorities make."""
SAY = (
    r"(?:said|says|say|stated|states|announced|announces|claimed|claims|confirmed|confirms|report(?:ed|s)?|added"
    r"|adds|noted"
    r"|notes|revealed|disclosed|told|wrote|writes|warned|warns|estimated|estimates|assessed|assesses|described"
    r"|pointed out"
    r"|explained|remarked|alleged|conclude[ds]|declared|asserted|insisted|cautioned|quote[ds]|cite[ds])"
)
_SAY_OF_MEDIA = (
    r"(?:carrie[ds](?! out\b)|publishe[ds]|released|reproduced|ran(?! into\b)|aired|broadcast|showed|shows|printed"
    r"|posted|put|gave"
    r"|made no|did not|has not|highlighted|featured|speculated|dubbed|quoting|citing|identified|listed)"
)

# ---- behind a source

_DAY = (
    rf"(?:(?:late |early |earlier |later )?(?:on )?(?:the )?(?:{_WEEKDAY.lower()}|{_MONTH.lower()} \d{{1,2}}"
    rf"(?:, \d{{4}})?|\d{{1,2}} {_MONTH.lower()})"
    rf"(?: (?:morning|afternoon|evening|night))?|today|yesterday|this (?:week|morning)|last (?:week|month|year"
    rf"|night|\w+day)"
    rf"|earlier(?: this (?:week|month|year))?|later|(?:in|on) (?:an? |its )?(?:\w+ ){{0,2}}(?:{_MADE}|website)"
    r"(?: (?:from|in|on|dated|monitored in|carried by|released by|to) [^,]{1,40})?)"
)
_ADVERB = (
    r"(?:,?\s(?:also|first|then|however|meanwhile|separately|itself|again|further|has|had|have|was the first to"
    rf"|(?!only\b)[a-z]+ly|for (?:its|their) part|{_DAY}),?)"
)
_NOT_ITS_OWN = (
    r"(?!\s(?:(?:an?|its|their|net|quarterly|record|first|second|third|fourth|sharp|\w+)\s){0,3}(?:loss|losses"
    r"|profits?"
    r"|earnings|revenue|results|dividend)\b)"
    r"(?!\s(?:that\s|[^,.]{0,16}\s)?(?:it|its|he|she)\s(?:(?:had|has|have|will|would|was|is|were"
    r"|\w+ly)\s)*(?:been\s)?"
    r"(?:fir(?:ed|ing)|hir(?:ed|e|ing)|suspend\w*|la(?:id|y|ying)\s(?:off|down)|dismiss\w*|sack\w*|regret\w*"
    r"|apologi\w+"
    r"|hacked|raided|sued|retract\w*|clos(?:e|ed|ing)|open(?:ed|ing)?\s(?:a|an|its)\s(?:bureau|office))\b)"
    r"(?!\s(?:that\s|[^,.]{0,16}\s)?(?:one of\s)?(?:its|their|his|her)\s(?:\w+\s){0,2}(?:website|servers?"
    r"|reporters?|correspondents?"
    r"|journalists?|photographers?|editors?|staff|offices?|bureau|headquarters|newsroom)\s(?:was|were|is|are|had"
    r"|has|have"
    r"|would|will)\b)"
)
"""What follows where the news is of the medium itself: its losses, its staff, its building."""
_ROLE = (
    r"(?:spokes(?:man|woman|person|people)|officials?|chief|head|director|minister|chairman|president|commander|envoy"
    r"|ambassador|representative|secretary|expert|analyst|researcher|fellow|lawmaker|leader|sources?)"
)
_ITS = rf"(?:\s(?:\w+\s)?{_ROLE}(?:\s{PERSON})?|\s(?:sources|data|figures|statistics|records))?"
"""`the NIS chief Cho so and so said`: the NIS."""
_CALLED = (
    rf"(?:\sof\s(?:south\s|north\s)?(?:{PLACE}|korea|japan))?"
    r"(?:\s(?:news agency|state news agency|wire service|news service|newspaper|daily|paper|television|tv|radio"
    r"|website"
    rf"|news site|broadcaster|network|magazine|news|agency))?(?:\s?\([^()]{{1,60}}\))?(?:['’]s)?(?:\s{_MADE})?"
)
"""What may stand behind a medium's name and still be it: `Xinhua news agency`, `KCNA (…)`, `the KCNA report`."""
_WHO = r"(?:,?\s(?:who|speaking|requesting|asking|citing the|on condition)\b[^.;“”\"]{3,160}?,?)?"
_ASIDE = (
    r"(?:,\s(?!citing|quoting|according)[^,;:“”\"]{2,110}(?:,[^,;:“”\"]{2,60})?,|\s?\([^()]{1,80}\)"
    r"|\s?[—–-]{1,2}\s[^—–]{2,90}\s[—–-]{1,2})?"
)
SAYS = re.compile(
    rf"{_CALLED}{_ITS}{_WHO}{_ASIDE},?{_ADVERB}{{0,3}}\s(?:(?P<verb>{SAY})"
    rf"|(?P<weak>{_SAY_OF_MEDIA}))\b{_NOT_ITS_OWN}"
    rf"(?P<last>(?=[”\"’']?(?:[.,]|$|\s(?:on|late|early|earlier|later|last)?\s?(?:{_WEEKDAY.lower()}|today"
    rf"|yesterday)[.,”\"])))?"
)
"""`KCNA, the North's news agency, said on Monday`; over `small`."""

_BEGINNINGS = re.findall(
    r"[a-z]+", re.sub(r"\\.", " ", f"{_CALLED} {_ITS} {_WHO} {_ADVERB.lower()} {SAY} {_SAY_OF_MEDIA}")
)
_BEGUN = frozenset(word[:3] for word in _BEGINNINGS)
_NEXT = re.compile(r"\s(\w+)(?:\s(\w+))?")
_ROLES = re.compile(_ROLE)


def may_say(text: str, end: int) -> bool:
    """Whether what stands at a place of a text, which is small, may begin as `SAYS` does.

    Nearly always the next word tells that it does not, at a small part of the time of the pattern.
    """
    following = _NEXT.match(text, end)
    if following is None:
        return text[end : end + 1] in {*" \t,('’—–-"}
    word, second = following.groups()
    return word[:3] in _BEGUN or word.endswith("ly") or word[0].isdigit() or bool(second and _ROLES.match(second))


# ---- before a source

_OF_IT = (
    rf"(?:(?:an?|the|its|their|one|several|two|\w+day['’]s)\s(?:\w+\s){{0,2}}{_MADE}(?:\s\w+)?"
    r"\s(?:by|from|in|on|of|carried by|published by|published in)\s)?"
)
_DETERMINED = (
    r"(?:(?:the|its|a|an|this|that|another|our|their|two|three|unnamed|state|official|officially|main|ruling|public"
    r"|private|largest"
    r"|leading|business|major|influential|conservative|liberal|local|korea(?:['’]s|n)?|(?:north|south|pyongyang"
    r"|seoul|country|party|regime)(?:['’]s)?"
    rf"|communist|[{PLACE}{THING}](?:['’]s)?|[{AUTHORITY}{ORGANISATION}]['’]s|['’]s|state-run|state-controlled"
    rf"|state-owned"
    r"|semi-official|news|media|agency|outlet|broadcaster|newspapers?|daily|organ|website|network|magazine|mouthpiece"
    r"|[\w.]+-(?:based|language)|japanese|chinese|russian|american|british|korean|u\.s\.|dissident|specialist"
    r"|online|monitoring)"
    r"[\s,]+){0,7}$"
)
"""Words between a preposition and a name."""
_DETERMINING = frozenset(re.findall(r"[a-z]+", _DETERMINED)) | {"newspaper", "newspapers", "north", "koreas", "korean"}
"""Those of them that are letters alone, and some that never are: with one of these it is looked for."""
_PASSED = (
    r"(?:reported|carried|quoted|cited|monitored|released|published|relayed|aired|broadcast|distributed|shown"
    r"|stated|detailed"
    r"|described|announced|shared|posted|provided|obtained|seen|reviewed|reproduced|translated|claimed|disclosed"
    r"|confirmed"
    r"|noted|analy[sz]ed|taken|captured|disseminated|dispatched|printed|revealed|put out|run|mentioned)"
)
LEADS = re.compile(
    r"\b(?:"
    rf"(?P<according>(?:according to|per|via|attributed to|credited to)\s{_OF_IT})"
    rf"|(?P<citing>(?:citing|quoting|quote[ds]|cite[ds]|attributing (?:it|this|the \w+) to)\s{_OF_IT})"
    r"|(?P<told>(?:told|tells|telling|speaking (?:to|with)|in an interview (?:with|to|for)|interview with"
    r"|written (?:exchange|interview|answers|replies) (?:with|to)|statement to|(?:said|say) to|(?:remarks"
    r"|comments) to|leaked to)\s)"
    rf"|(?P<agent>(?P<passed>{_PASSED})\s(?:(?!out\b)[^,.;:“”\"]{{1,40}}\s)?(?:by|from|through|via)\s)"
    r"|(?P<inside>(?:carried|published|printed|appear(?:ed|ing|s)|aired|broadcast|posted|run|reproduced|wrote"
    r"|writing|said|report(?:ed|s)?|shown"
    rf"|{_MADE}(?:\s(?:carried|published|printed|posted))?)\s(?:\w+day\s)?(?:in|on|by|from|of)\s)"
    rf")(?<=\s){_DETERMINED}"
)
"""What a source follows: `according to`, `citing`, `told`, `carried by`, `photographs in`; over `small`."""
_LEADING = frozenset(
    "to per via citing quoting quote quotes quoted cite cites cited told tells telling with for by from through in on "
    "of".split()
)
"""The last words of what `LEADS` finds, but for those that determine the source."""
_BETWEEN = 7
"""How many words of those there may be."""
_LAST_LETTERS = re.compile(r"[a-z]*$")


def may_be_led(text: str, start: int, end: int) -> bool:
    """Whether what `LEADS` or `MADE_BY` looks for may stand in `text[start:end]`, which is small.

    Nearly always one of the last words tells that neither does, at a small part of the time of the patterns: one that
    does not end what leads, nor determines a source.
    """
    for word in reversed(text[start:end].replace(",", " ").split()[-_BETWEEN - 1 :]):
        if word in _LEADING:
            return True
        if word in _DETERMINING:
            continue
        if word.isalpha() and word.isascii():
            return False
        if (letters := _LAST_LETTERS.search(word)) and letters[0] in _LEADING:  # `(via`
            return True
    return False


MADE_BY = re.compile(
    r"\b(?:statement|assessment|survey|poll|study|analysis|report|satellite (?:imagery|images?|photos?)|imagery"
    r"|images?|data"
    rf"|figures|announcement)\s(?:\w+\s){{0,2}}(?:by|from)\s{_DETERMINED}"
)
"""`a statement by the Foreign Ministry`; over `small`."""
MADE_BEHIND = re.compile(rf"\s{_MADE}\b", I)
WITHIN = re.compile(rf"\b(?:in|from)\s{_DETERMINED}", I)
"""Around a medium: `in a KCNA dispatch`."""
WITHOUT = re.compile(r"\b(?:without|not|no)\s(?:\w+\s)?$", I)
NOT_YET = re.compile(r"\b(?:since|until|unless|whether|if)\s(?:the\s)?$", I)
AT_THE_HEAD = re.compile(
    rf"(?:{PERSON}|leader|he|she),\s(?:the\s|vice[- ])?(?:first\s)?(?:chairman|chairwoman|president|premier|king"
    r"|emir|leader|(?:general |first )?secretary|supreme commander|member)\sof\s[^;:“”\"]{0,90}$",
    I,
)
"""Before a body that somebody heads: he says it, and nobody speaks for it."""
IN_A_STATEMENT = re.compile(r"[^.;]{0,40}?\bin an? (?:\w+ )?(?:statement|commentary|editorial|letter)\b", I)
PASSES_ON = re.compile(r"(?:quoted|cited|carried|relayed|run|published|monitored|translated)\b", I)
"""Said of words, by whom others speak; what is `reported by` somebody is only what is told."""
FORMERLY = re.compile(r"\b(?:former|ex-|late|one-time|retired)\s?$", I)
SHORT = 16
"""Characters before a source that `FORMERLY` and `NOT_YET` take at the most, and more."""
HEADED = re.compile(rf"(?:[:—–]|\s-)\s*(?P<names>{MEDIUM})\s*$|^(?P<first>{MEDIUM})\s?:")
"""A title that ends in its source: `Missile fired: Yonhap`."""

# ---- around a source

FOR_AN_EXPERT = re.compile(
    r"\b(?:analyst|expert|professor|fellow|researcher|spokes(?:man|woman|person)|lawmaker|defector|economist"
    r"|scholar|strategist"
    r"|institute|university|institution|think tank|cent(?:er|re) for|observer|historian|negotiator"
    r"|director of the)\b",
    I,
)
"""Who says so for others: where nothing of this stands beside a name, its bearer is whom the news is about."""
REPORTERS = re.compile(
    rf"\s(?:(?:the |a |an |official |state |news |{PLACE}(?:['’]s)? )*(?:{MEDIUM}|(?:news)?paper|news agency|agency"
    rf"|daily|broadcaster)"
    r"|(?:local |foreign )?(?:reporters|journalists)|(?:state|local) (?:media|television|radio|TV)"
    r"|(?:a|the) (?:news |press )?(?:conference|briefing)|parliament|lawmakers)",
    I,
)
"""Who is told what all shall know."""
CUES = frozenset(
    """
    according account added adds aired alleged analysed analysis analyzed announced announcement announces appear
    appeared appearing appears article asserted assessed assesses assessment attributed attributing broadcast
    broadcasts captured carried carries cautioned cite cited cites citing claimed claims commentary comments
    concluded concludes confirmed confirms coverage credited declared described despatch despatches detailed did
    disclosed dispatch dispatched dispatches disseminated distributed dubbed editorial estimated estimates
    explained featured footage gave has highlighted identified image images insisted interview leaked listed made
    mentioned monitored noted notes obtained per photo photograph photographs photos picture pictures pointed poll
    posted printed provided published publishes put quote quoted quotes quoting ran relayed released remarked
    remarks report reported reports reproduced revealed reviewed run said say says seen shared showed shown shows
    speaking speculated stated statement states stories story study survey taken telling tells told translated via
    video warned warns writes writing written wrote
    """.split()
)
"""Without one of these, a sentence cites nobody."""
_LONG_AGO = (
    r"(?:last \w+day|(?:last|previous|the past) (?:month|year|summer|winter|spring|autumn|fall|decade)"
    r"|earlier this (?:month|year)"
    r"|(?:a|one|two|three|four|five|several|\d+) (?:months?|years?|weeks?) (?:ago|earlier|before)|in (?:early "
    r"|late )?(?:19|20)\d\d)(?![\w'’])"
)
"""What was said then is not what the piece reports."""
LONG_AGO_BEFORE = re.compile(rf"(?:^|\s){_LONG_AGO},?\s$", I)
LONG_AGO_INSIDE = re.compile(rf"\b{_LONG_AGO}", I)
LONG_AGO_AFTER = re.compile(rf"\s(?:back\s)?{_LONG_AGO}", I)
A_DAY = re.compile(rf"\b{_WEEKDAY}\b")
A_DAY_AFTER = re.compile(rf"\s(?:(?:on|late|early|earlier)\s){{0,2}}({_WEEKDAY})\b")
BREAKS = re.compile(r";|\b(?:while|but|whereas|although|though|meanwhile)\b", I)
BESIDE = re.compile(rf"[\s,]*(?:and|or|as well as|along with)?\s?{_DETERMINED}", I)
LISTED = re.compile(
    rf"(?:\s?\([^()]{{1,40}}\))?(?P<comma>,)?\s(?P<last>(?:and|or|as well as|along with)\s)?(?:the\s"
    rf"|{PLACE}(?:['’]s)?\s|official\s|state\s)*$",
    I,
)
"""Between two that are cited together: `KCNA and Rodong Sinmun`."""
