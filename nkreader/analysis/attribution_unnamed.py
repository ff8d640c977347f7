"""The words for sources without a name: `a source in Beijing`, `state media`, `the Harbour Courier daily`.

Patterns over a sentence whose names are marks, as in `analysis.attribution_words`.
"""

from __future__ import annotations

import re

from nkreader.analysis.attribution_words import (
    AUTHORITY,
    NAMED,
    ORGANISATION,
    PLACE,
    SAY,
    THING,
    I,
)

_COUNT = r"(?:a|an|the|one|two|three|four|several|some|many|other|another|both|multiple|various|unnamed|anonymous|most)"
_MODIFIER = (
    r"(?:(?:senior|top|high-ranking|ranking|government|military|defen[cs]e|intelligence|diplomatic|security|police"
    r"|party"
    r"|industry|company|local|foreign|western|european|japanese|chinese|russian|american|south|north|korean|u\.s\.|us"
    r"|unification|nuclear|independent|outside|private|former|retired|key|well-placed|multiple|informed|reliable"
    r"|parliamentary|presidential|ministry|trade|border|rights|human|state|unnamed|unidentified|anonymous"
    r"|knowledgeable"
    rf"|allied|congressional|administration|the|his|her|their|its|of"
    rf"|[{PLACE}{THING}{AUTHORITY}{ORGANISATION}](?:['’]s)?)\s)"
)
HEAD = re.compile(
    rf"\b(?:officials|official(?!\s(?:news|media|daily|newspaper|party|{NAMED}))|sources?|diplomats?"
    rf"|defectors?(?: groups?)?|analysts?|experts?|lawmakers?|legislators?|witness(?:es)?"
    r"|residents?|activists?|aides?|observers?|authorities|researchers?|traders?|bankers?|insiders?|spokes(?:man"
    r"|woman|person)"
    r"|(?:people|persons?) (?:familiar|with (?:direct )?knowledge|close|briefed)|rights groups?|activist groups?"
    r"|think tanks?"
    r"|monitoring groups?|satellite (?:imagery|images?)|investigators|prosecutors|rescuers|scholars)\b"
)
"""Somebody without a name; over `small`."""
HEADS = frozenset(
    """
    official officials source sources diplomat diplomats defector defectors analyst analysts expert experts
    lawmaker lawmakers legislator legislators witness witnesses resident residents activist activists aide aides
    observer observers authorities researcher researchers trader traders banker bankers insider insiders spokesman
    spokeswoman spokesperson people person persons group groups tank tanks satellite investigators prosecutors
    rescuers scholars
    """.split()
)
"""Without one of these words there is nobody of that sort."""
BEFORE_HEAD = re.compile(rf"(?<![\w'’-])(?:{_COUNT}\s)?{_MODIFIER}{{0,5}}$", I)
BEHIND_HEAD = re.compile(
    r"\s(?:at|in|from|of|with|for|close to|familiar with|briefed on|near|inside|on|involved in)\s"
    rf"(?:(?!(?:who|which|that|to|as|was|were|is|are|has|have|had|not|declined|refused|also|on"
    rf"|{SAY})\b)[^\s,.;:“”\"]+(?:\s|(?=[,.;:]))){{1,6}}",
    I,
)
SPOKEN_OF = re.compile(
    r"(?:the|that|this)\s(?:unidentified\s|unnamed\s)?(?:\w+)|(?:spokes\w+|sources?|officials?|authorities)", I
)
"""Somebody of whom the text spoke before, or of whom it says nothing."""
PRESS = re.compile(
    r"\b(?:state(?:-run|-controlled|-owned)?\s(?:media|television|tv|radio|news agency|broadcaster|newspapers?"
    r"|press|news)"
    r"|official\s(?:media|news agency)|(?:media|news|press)\sreports|media|newspapers?|news outlets?|news agenc(?:y"
    r"|ies)"
    r"|broadcasters?|dailies|daily|paper|agency|network|magazine|weekly|website|news site|radio station"
    r"|report|article|dispatch|story)\b"
    r"(?![\w’'-])(?!\s(?:worker|company|group|conference|briefing|release|photographer|reporter|outlet|attention"
    r"|advisory))"
)
"""A medium without a name: `North Korean state media`, `a Swedish newspaper`; over `small`."""
PRESSES = frozenset(
    """
    media television tv radio agency agencies broadcaster broadcasters newspaper newspapers press news reports
    outlets outlet dailies daily paper network magazine weekly website site report article dispatch story
    """.split()
)
"""Without one of these words there is no such medium."""
BEFORE_PRESS = re.compile(
    r"(?<![\w'’-])(?:(?:a|an|the|its|their|some|several|two|one|another|many|various|both|leading|official|local"
    r"|foreign|western"
    r"|international|japanese|chinese|russian|american|north|south|korean|british|german|swedish|u\.s\.|us|state"
    r"|news|business|public"
    rf"|(?:pyongyang|seoul|north|south|country|regime)['’]s|[{PLACE}{THING}](?:['’]s)?"
    r"|(?-i:[A-Z][a-z]+(?:ish|an|ese|ch))|(?<=\W)czech)\s){0,6}$",
    I,
)
BACK = re.compile(
    r"the (?:state |official |news )*(?:news agency|newspaper|paper|daily|broadcaster|agency|network|magazine"
    r"|website|report|article|dispatch|story)",
    I,
)
"""A medium that was named before."""
GENERAL = re.compile(
    r"media|(?:media|news|press) reports|newspapers|news outlets|news agencies|broadcasters|dailies", I
)
"""Media that need no word before them."""
STATE = re.compile(r"\b(?:state|official)\b", I)
FOLLOWS_A_TITLE = re.compile(
    r"\s(?:((?-i:News|Daily|Times|Journal|Herald|Post|Weekly|Radio|Television|TV))|newspaper|news agency|daily"
    r"|weekly|news site)(?![\w-])",
    I,
)
"""Behind a name that is a medium's, though no list has it."""
MADE_UP = re.compile(r"(?:report|article|dispatch|story)s?", I)
TITLED = re.compile(r"(?<![\w'’.-])(?:the\s)?((?:(?-i:al-)?(?-i:[A-Z])[\w’'-]+\s){1,4})$", I)
"""Before `newspaper`: the name of one that no list has, `the Harbour Courier daily`."""
_SORT = (
    r"(?:finance|foreign|defen[cs]e|unification|interior|justice|trade|health|energy|agriculture|education|transport"
    r"|culture|commerce|industry|economy|security|environment|labou?r|science|construction|information|planning)"
)
BODY_HEAD = re.compile(
    rf"\b(?:{_SORT}(?:\s(?:and|,)\s{_SORT})?\s(?:ministry|department)|foreign office|central bank|coast guard"
    r"|spy agency"
    r"|intelligence agency|weather agency|presidential (?:office|house)|prime minister['’]s office"
    r"|special prosecutors?"
    r"|prosecutors?['’] office|financial regulators?|supreme court|constitutional court|election commission"
    r"|customs (?:service|office)|statistics (?:office|agency)|space agency"
    r"|joint (?:investigation|fact-finding) team)\b"
)
"""An authority that is called by what it is: `South Korea's finance ministry`; over `small`."""
BODIES = frozenset(
    """
    ministry department office bank guard agency house prosecutor prosecutors regulator regulators court commission
    service team
    """.split()
)
"""Without one of these words there is none."""
BEFORE_BODY = re.compile(
    rf"(?<![\w'’-])(?:the\s)?(?:(?:[{PLACE}{THING}](?:['’]s)?|(?:south|north)(?:['’]s|\skorean)?|seoul['’]s|tokyo['’]s"
    r"|(?-i:[A-Z][a-z]+(?:ish|an|ese|ch)))\s){0,2}$",
    I,
)
NEWLY_NAMED = re.compile(
    r"\b(?:news agency|news service|newspaper|broadcaster|news site|news website)\s((?-i:[A-Z][A-Za-z]{2,}"
    r"(?:\s[A-Z][a-z]{2,})?))(?![\w’'-])",
    I,
)
"""A medium that no list has, behind what it is: `the state news agency WAM`."""
_TITLE_WORD = (
    r"(?:Journal|Times|Post|Herald|Tribune|Gazette|Courier|Telegraph|Chronicle|Observer|Mirror|Standard|Zeitung|Shimbun|Ilbo"
    r"|Sinmun|Free Press|Daily|Weekly|Broadcasting|Newswire|News Agency)"
)
TITLE = re.compile(rf"(?<![\w’'-])(?:[A-Z][\w’'.-]+\s){{1,4}}{_TITLE_WORD}(?![\w’'-])")
"""A newspaper by its name alone: `the Sunday Telegraph`."""
TITLES = frozenset(
    """
    journal times post herald tribune gazette courier telegraph chronicle observer mirror standard zeitung shimbun
    ilbo sinmun press daily weekly broadcasting newswire agency
    """.split()
)
"""Without one of these words there is none."""
NO_TITLE = re.compile(r"(?:The|A|An|In|On|At|But|And|According|Official|Financial|Many)\s")
"""What begins a sentence, or is no name."""
PAPER = re.compile(r"(?:news agency|newspaper|daily|weekly|paper|news site|radio station)", I)
