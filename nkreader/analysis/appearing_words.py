"""The words by which English news says that somebody was there, or only wrote or spoke from afar.

The patterns are over a sentence whose names are marks (`analysis.marked`): one character each, whatever the name.
"""

from __future__ import annotations

import re

NAME, PERSON, THING, PLACE = "\ue000", "\ue001", "\ue002", "\ue003"
"""The marks: whom is asked for; other people; places; everything else that is a name. No text holds these."""

_SAID_OFF = r"(?:never|hardly|rarely|seldom|nearly|reportedly|allegedly|supposedly|purportedly|possibly|probably)"
_DAY = (
    r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?"
    r"(?: \d{1,2})?|\d{1,2}|(?:19|20)\d\d)"
)
ENDS_IN_A_DAY = re.compile(
    rf"\b(?:{_DAY}(?:, \d{{4}})?|(?:this|last|that|the same) (?:year|month|week|day|time|morning|evening)"
    r"|ago|earlier)$",
    re.IGNORECASE,
)
"""Before a subject: `In May this year`."""
_WHEN = rf"(?:(?:(?:on|in|late|early)\s)*(?:the\s)?{_DAY}(?:\s{_DAY})*(?:,\s\d{{4}})?,?)"
_MANNER = (
    rf"(?:(?!{_SAID_OFF}\b)(?:\w+ly|also|then|again|later|too|once more|himself|herself|both|all|there|jointly"
    rf"|on the spot|in person|today|yesterday|the same day|that day|{_WHEN}),?)"
)
_TO_THE_VERB = rf"(?:\s{_MANNER})*\s(?:(?:has|have|had)\s(?:\w+ly\s|also\s|just\s)?)?"
_APART = (
    r"who|that|which|said|says|told|when|while|where|whose|but|after|before|because|if|whether|not|never|will|would"
    r"|did|without|was|were|is|are|met|sent|gave|made|took|left|went|told|wrote|spoke|saw|held|laid|became|began|came"
    r"|brought|put|won|paid|(?!(?:unit|retir|appoint|arm|concern|combin|distinguish|esteem|respect|relat|head|invit|elect|promot|accredit)ed\b)"
    r"[a-z]{2,}ed"
)
"""Words that begin another clause, and verbs: what comes behind them may be of others, or not a report of what was."""
_ROLE_OR_LIST = (
    rf"(?:(?:\s?,|\sand\b|\s(?:together|along) with|\sas well as)(?:(?!\b(?:{_APART})\b)[^;:“”\"]){{0,400}}?)?"
)
_BEHIND_THE_NAME = rf"(?:(?:\s?,)?\swho\b)?{_ROLE_OR_LIST}{_TO_THE_VERB}"

_SHOWN = (
    r"(?:test|drill|exercis|launch|fir(?:e|ing)|shoot|train|work|meeting|construct|project|contest|ceremony|parade)"
)
_GUESTS = rf"(?:{PERSON}|(?:delegat|envoy|ambassador|guest|group|athlete|player|soldier|participant|visitor)\w*)"
_WRITTEN = r"(?:message|letter|telegram|cable|note|greetings?|congratulations|condolences|reply|card)s?"
_WRITTEN_OR_GIVEN = rf"(?:{_WRITTEN}|gifts?|report|credentials?|award|prize|order|medal|title)\b"
_ATTENDED = rf"""
attend(?:ed|s) | visit(?:ed|s) | inspect(?:ed|s)
| (?:met|meets)(?!\s(?:with\s)?(?:an?|the)\s(?:goal|target|need|demand))
| watch(?:ed|es) | accompan(?:ied|ies) | arriv(?:ed|es) | tour(?:ed|s) | (?:look|looked|looks|went|goes)\s(?:a?round)\b
| (?:guid|supervis|observ)(?:ed|es)\s(?=[^;:]{{0,80}}\b{_SHOWN}) | overs(?:aw|ees)
| (?:took|takes)\spart\sin | participat(?:ed|es)\sin | presid(?:ed|es)\sover | chair(?:ed|s)\s(?:an?|the)\b
| host(?:ed|s)\s(?:an?|the|{_GUESTS}) | (?:welcom(?:ed|es)|greet(?:ed|s)|s(?:aw|ees)\soff|joined|joins)
  \s(?:\w+\s){{0,3}}{_GUESTS}
| receiv(?:ed|es)\s(?!(?:[^\s,;]+\s){{0,8}}{_WRITTEN_OR_GIVEN})(?:[^\s,;]+\s){{0,6}}?{_GUESTS}
| (?:was|were|is|are)\s(?:also\s)?(?:present|on\shand|in\sattendance|among\s(?:those|the)\s(?:who\sattended|present
  |attendees|participants|guests)) | (?:was|were|is|are)\s(?:also\s)?accompanied\sby
| (?:was|were)\s(?:also\s)?(?:seen|spotted|pictured|photographed|shown)
  \s(?:(?:attend|visit|inspect|watch|stand|sitt|walk)\w*|at|with|among|next|beside)
| (?:made|makes|gave|gives|delivered|delivers)\s(?:(?:an?|the|his|her)\s)?(?:\w+\s){{0,3}}
  (?:speech|address|report|toast)
| (?:made|gave|gives|provided|provides)\s(?:(?:on-the-)?spot|field)\sguidance | said\sin\s(?:his|her)\s(?:\w+\s){{0,2}}
  (?:speech|address)\b | said\son\sthe\sspot
| (?:looked|looks)\son | (?:was|were)\s(?:also\s)?there | been\s(?:there|present)
| (?:was|were)\s(?:\w+ly\s)?(?:received|greeted|welcomed|seen\soff)\sby
| (?:spoke|speaks|stood|sat|appeared|appears)\s(?:at|beside|next\sto|on\sthe|in\spublic)\b
| pass(?:ed|es)\sthrough\s(?:the\s)?{PLACE} | (?:came|went)\s(?:back\s)?home
| (?:shook|shakes)\shands | posed\sfor | (?:took|had)\sa\s(?:photo|picture|photograph)
| (?:had|held|holds|has)\s(?:an?\s|the\s)?(?:(?!tele|phone)[\w-]+\s){{0,2}}
  (?:talks?|meeting|conversation|consultations?)\swith\b(?![^;:]*\b(?:tele)?phone)
| conversed\swith | paid\sa\s(?:\w+\s){{0,3}}visit
| (?:laid|placed)\sa?\s?(?:\w+\s){{0,2}}(?:wreaths?|bouquets?|flowers|baskets?) | (?:left|departed)\s(?:\w+\s)?(?:for\b
  |{PLACE}) | returned\s(?:home|from|to\s(?:\w+\s)?{PLACE}) | (?:flew|travel+ed|went|goes|came)\sto\s(?:the\s)?{PLACE}
| enjoy(?:ed|s)\s(?:an?|the)\s(?:\w+\s){{0,3}}(?:performance|concert|show|match|game)
| acknowledged\s(?:\w+\s){{0,3}}(?:cheer|audience|performers|crowd) | acquainted\s(?:him|her)self\swith
| cut\sthe\s(?:ribbon|tape) | boarded\s(?:an?|the)
"""
_WROTE = rf"""
(?:sent|sends)\s(?!by\b)[^;:]{{0,120}}?\b{_WRITTEN}\b
| (?:said|says|warned|warns|stressed|added|claimed|denounced|accused|condemned|criticised|criticized|called|urged)\b
  [^;:“”\"]{{0,160}}?\bin\s(?:an?|the|his|her)\s(?:[\w-]+\s){{0,3}}(?:statement|letter|message|commentary|interview|post)
| (?:issued|issues|released|releases|published|publishes|made\spublic)\s(?:an?|the|another)\s(?:[\w-]+\s){{0,3}}
  (?:statement|letter|commentary)
| (?:spoke|talked|speaks|talks|had|held|holds)\b[^;:“”\"]{{0,80}}?\b(?:tele)?phone\b
| (?:follow(?:ed|s)|respond(?:ed|s)|repl(?:ied|ies)|react(?:ed|s))\s[^;:]{{0,60}}\b(?:with|in|by)\sa\s
  (?:\w+\s){{0,3}}statement
| (?:wrote|writes)\s(?:to\b|an?\s(?:\w+\s){{0,2}}letter)
| (?:extended|expressed|offered)\s[^;:]{{0,60}}\bin\sa\s(?:\w+\s){{0,2}}{_WRITTEN}\b
"""
FUTURE = re.compile(r"\b(?:tomorrow|next (?:week|month|year|[A-Z][a-z]+day)|in the coming|later this|if)\b", re.I)
"""What makes a plan of a headline's present tense."""


def _behind_the_name(verbs: str) -> re.Pattern[str]:
    """A pattern for what follows a name that is the subject; `verbs` are wrapped, with white space beside bars."""
    joined = re.sub(r"\s*\n\s*", "", verbs).replace(" | ", "|").replace("| ", "|").replace(" |", "|")
    return re.compile(rf"{_BEHIND_THE_NAME}(?P<verb>(?:{joined})(?!\w))", re.IGNORECASE)


ATTENDED = _behind_the_name(_ATTENDED)
"""Matched right behind a name that is the subject: whoever bears it was there."""
WROTE = _behind_the_name(_WROTE)
"""Matched right behind a name that is the subject: a message, a statement, a call."""
ANOTHER_CLAUSE = re.compile(rf"\b(?:{_APART})\b", re.IGNORECASE)
"""Between two names: they stand in no list together."""
RECALLED = re.compile(r"\banniversary of$", re.IGNORECASE)
"""Before a name and its titles, whose letter or statement is but remembered."""
OF_ITS = re.compile(rf"['’]s?\s(?:[\w-]+\s){{0,2}}(?:statement|{_WRITTEN})\b", re.IGNORECASE)
"""Right behind a name: `'s press statement`."""
FROM = re.compile(
    rf"\b(?:statement|{_WRITTEN})\b(?!\sto\b)[^,;:“”\"]{{0,60}}?\s(?:from|by)$|\bstatement of$"
    rf"|\b(?:statement|{_WRITTEN})\s[^;:]{{0,60}}(?:sent|signed|issued|released|written)\sby$",
    re.IGNORECASE,
)
"""Right before a name and its titles: `a message of greeting from`."""
IN_IT = re.compile(
    rf"^\W*in\s(?:an?|the|his|her)\s(?:[\w-]+\s){{0,3}}(?:statement|interview|{_WRITTEN})\b[^;:“”\"]{{0,80}},$",
    re.IGNORECASE,
)
"""What a sentence has before a subject that says something from afar: `In a statement,`."""
SAYS = re.compile(
    rf"{_BEHIND_THE_NAME}(?!(?:w|c|sh)ould\b|did\b|might\b|must\b|plans\b)\w+(?:ed|s|d|t)\b", re.IGNORECASE
)
"""Right behind a subject, any finite verb."""
HEADING = re.compile(r"\b(?:delegation|group|team|mission|party)\b[^,;:]{0,60}\b(?:headed|led) by$", re.IGNORECASE)
"""Before a name: whoever bears it does what the delegation does."""

LISTS = re.compile(
    rf"""
    \b(?:(?:also\ |there\ were\ (?:also\ )?)present
      (?:\ (?:there|here|(?:at|in|on)\ [^;:]{{1,120}}?)){{0,2}}(?:\ (?:were|was|are))?
    | present(?:\ (?:there|here|(?:at|in|on)\ [^;:]{{1,120}}?)){{0,2}}\ (?:were|was|are)(?:\ also)?
    | (?:audience|participants|attendees|guests|entourage|party|those\ present)\ (?:also\ )?included
    | (?:among\ (?:those|the)|those)\ [^;:]{{0,80}}?\ (?:were|was|included?)
    | (?:attending|accompanying|watching|enjoying|appreciating|participating|taking\ part|on\ hand|in\ attendance)
      \b[^;:]{{0,80}}?\ (?:were|was|are)
    | (?P<after>
      (?:attended|accompanied|participated\ in|joined|flanked|watched|enjoyed|visited|hosted|chaired|presided\ over
        |seen\ off)
      (?:\ (?!by\b)\w+){{0,3}}?\ by)
    | (?P<between>(?<!phone\ )(?:talks?|meeting|summit|dialogue|negotiations|consultations)\ (?:\w+\ ){{0,2}}?between)
    | with\ the\ (?:participation|attendance)\ of | in\ the\ presence\ of
    | (?P<along>together\ with|along\ with|accompanying(?=\ {PERSON})
      |(?<!talks\ )(?<!talk\ )(?<!meeting\ )(?<!meetings\ )(?<!met\ )(?<!meet\ )(?<!dinner\ )(?<!ties\ )(?<!summit\ )
      (?<!relations\ )(?<!contacts\ )(?<!consultations\ )(?<!negotiations\ )(?<!dialogue\ )\bwith))
    (?=[\s:{NAME}{PERSON}])
    """,
    re.IGNORECASE | re.VERBOSE,
)
"""What begins a list of those who were there; `along` needs a verb that says so before it, `between` one behind it."""
HELD = re.compile(r"\b(?:took place|takes place|(?:was|were) held|opened|began)\b", re.IGNORECASE)
"""Behind those between whom there were talks: they were had."""
SAID_OFF = re.compile(
    r"(?:\bnot|n['’]t|\bnever|\bno longer|\bwithout being|\b(?:will|would|may|might|could|should|to|can|must)"
    r"(?:\s\w+)?\sbe)(?:\s\w+){0,2}\s?$",
    re.IGNORECASE,
)
"""Before the words that begin a list: nobody was there, or is yet to come."""
DOUBTED = re.compile(
    r"\b(?:whether|if|unless|until|denied|denies|unclear|unconfirmed|rumou?rs?|speculation|speculated|"
    r"no (?:evidence|sign|signs|indication|report|reports)|false|would|might|expected|hopes?|hoped)\b[^,;:.]{0,80}$",
    re.IGNORECASE,
)
"""Before a subject: what follows is not reported as having been."""
DOING = re.compile(
    r"(?:^|[,;:—–\-•]\s)\W*(?:(?:while|when|after|on|upon)\s)?(?:visiting|attending|inspecting|touring|watching|meeting"
    r"|(?:giving|providing)\s(?:field|on-the-spot|on-site)\sguidance|looking\s(?:a?round)|taking\spart\sin|arriving"
    r"|presiding\sover|overseeing|speaking\sat|addressing\s(?:an?|the))\b[^;:“”\"]{1,160},$",
    re.IGNORECASE,
)
"""Before a subject: what its bearer does while doing what the main verb says."""
BEGINS_CLAUSE = re.compile(
    r"(?:^|[,;:.…—–“”\"()\-•]|\b(?:and|that|when|where|while|as|after|before|because|since|which|how)"
    r"|\b(?:then|later|also|meanwhile|earlier))$",
    re.IGNORECASE,
)
"""Before a subject and its titles."""
BEFORE_AN_ITEM = re.compile(r"(?:^|[,;:]|\b(?:and|including|(?:together|along) with|as well as)(?: by)?)$", re.I)
"""Before an item of a list and its titles."""
AFTER_AN_ITEM = re.compile(r"\s?(?:[,;(]|(?:and|together with|along with|as well as)\b)", re.I)
"""Behind an item of a list, before another one."""
BREAKS_A_LIST = re.compile(
    r"[:“”\"]|(?<=[a-z]{3})\.|\b(?:who|which|that|said|says|told|when|where|while|whose|held|at a|in a)\b", re.I
)
NOT_BEFORE_AN_ITEM = re.compile(
    r"\b(?:of|to|by|for|from|in|at|on|with|not|but|except|than|about|against|under|over|like|met|told|gave|saw|made|sent"
    r"|held|\w+ing|\w+ed|the|an?)$",
    re.I,
)
"""After words that begin a list any other word may describe an item: `were senior officials`."""
STANDS_ALONE = re.compile(r"\s(?:sent|said|says|was|were|is|has|had|did|does|will|would|could|may|might|told)\b", re.I)
"""Behind a name: it is no item of a list, but a subject."""
_THERE = rf"\s(?:the\s|downtown\s)*{PLACE}"
WHERE = (
    re.compile(
        rf"\b(?:at|(?:visit|trip|went|flew|travel+ed|came|returned|moved)\sto|(?:left|departed)\sfor|passed\sthrough"
        rf"|visit(?:ed|s)|tour(?:ed|s)|inspect(?:ed|s)){_THERE}",
        re.IGNORECASE,
    ),
    re.compile(rf"(?<!people )(?<!Koreans )(?<!residents )(?<!citizens )(?<!compatriots )\bin{_THERE}", re.IGNORECASE),
)
"""Where it was, as the sentence says, the surest first."""
