"""The dateline: the words before an agency's first sentence that say where, when and by whom it was filed.

The grammar follows what agencies print: `Seoul, May 4 (NationPress)`, `SEOUL, Dec. 29 (Agency) --`,
`BEIJING (Agency) -`, `MOSCOW, May 4. /AGENCY/.`, `SEOUL -- `, `(서울=통신사) 홍길동 기자 =`,
`(평양 5월 4일발 통신사)`, and the Juche-calendar mark `[Juche113.6.11.]` that may stand before one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from nkreader.model.analysis import Dateline
from nkreader.model.spans import Span

REACH = 700
"""How far into its stretch of text a dateline is looked for, in code points."""
LONGEST_TITLE = 160
"""A shorter line that begins like a dateline without an outlet may be a title (`SEOUL - A city awakes`)."""

_MONTH = (
    r"(?i:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?\.?|July?\.?|Aug(?:ust|\.)?"
    r"|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
)
_YEAR = r"(?:,?\ (?:19|20)\d\d)?"
_DAY = rf"(?:{_MONTH}\ ?[0-3]?\d(?!\d){_YEAR}|[0-3]?\d\ {_MONTH}(?![^\W\d_]){_YEAR})"
_WORD = r"[^\W\d_]{1,30}(?:[.'’‘-][^\W\d_]{1,30}){0,4}\.?"
_NAME = rf"{_WORD}(?:\ {_WORD}){{0,4}}"
_CAPITAL = r"(?:(?![\d_])[^\Wa-zß-öø-ÿ가-힣])"
_CAPS_WORD = rf"{_CAPITAL}(?:{_CAPITAL}|[.'’-](?={_CAPITAL})|(?<=ST|MT|FT)\.){{1,40}}"
_CAPS_NAME = rf"{_CAPS_WORD}(?:\ {_CAPS_WORD}){{0,4}}"
_REGION = rf"(?:,\ {_NAME}){{0,2}}"
_PLACES = rf"{_NAME}(?:\ ?/\ ?{_NAME}){{0,3}}{_REGION}"
_CAPS_PLACES = rf"{_CAPS_NAME}(?:\ ?/\ ?{_CAPS_NAME}){{0,3}}(?:,\ (?!{_MONTH}\ ?\d){_NAME}){{0,2}}"
_OUTLET = r"\ ?[(\[](?P<outlet>[^\W\d_][^()\[\]\n]{0,45})[)\]]"
_SLASHED = r"\.?\ ?/(?P<slashed>[^\W\d_][\w .&-]{0,30})/\.?"
_DASH = r"[ \t\n]*(?:--+|[-–—―])"

_FULL = re.compile(
    rf"(?:(?P<place>{_PLACES}?)(?:,\ ?|\ )?(?P<day>{_DAY})|(?P<alone>{_PLACES})|(?P<only>{_DAY}))?,?"
    rf"(?:(?:{_OUTLET}|{_SLASHED})(?P<dash>{_DASH})?|(?P<bare>{_DASH}))"
)
_INSIDE = re.compile(rf"(?P<place>{_CAPS_PLACES})(?:,\ ?|\ )?(?P<day>{_DAY})?{_OUTLET}(?P<dash>{_DASH})")
_BRACKET_DASH = re.compile(r"[)\]][ \t\n]*[-–—―]")
_JUCHE = re.compile(
    r"(?P<before>(?:https?://)?(?:www\.)?[\w-]+(?:\.[\w-]+)+/?[ \t]*)?"
    r"[\[(][ \t]*(?P<day>Juche[ \t]*\d{1,3}\.[ \t]*[01]?\d\.[ \t]*[0-3]?\d\.?)[ \t]*[\])]"
)
_KOREAN = re.compile(
    r"[(\[](?P<place>[가-힣]+(?:[·,/ ][가-힣]+){0,3})=(?P<outlet>[가-힣A-Z][가-힣\w. ]{0,20})[)\]]"
    r"(?:[ \t]*(?:[가-힣]{2,4}[ \t]?(?:[가-힣]{1,4}[ \t]?)?(?:기자|특파원)[ \t]*[·,]?[ \t]*){0,4}=)?"
    r"|[(\[](?P<place2>[가-힣]{2,8})[ \t]*(?P<day>\d{1,2}월[ \t]*\d{1,2}일)[ \t]*발[ \t]*"
    r"(?P<outlet2>[가-힣]{2,12})[)\]]"
)


def _words(lines: str) -> frozenset[str]:
    return frozenset(lines.split())


_SMALL = _words("""
of the de del der di la las le les los el al da do dos das du den on in at near and und y e upon am an
aan bin ibn sur sous aboard off
""")
_NOT_FIRST = _words("""
a an and after all amid as at before but by during early for from he his how if in it its last late mid
most new no not now of on one or our over she since so that the then there these they this those though
to under until updated we what when where which while who why with
""")
_NOT_PLACES = _words("""
advisory agency analysis attn breaking column commentary corrected correction dprk editorial end
exclusive factbox feature graphic insight interview kcna lead n.k nato news note opinion photo photos
published q&a rok source sources summary timeline undated update updated urgent us usa video watch wpk
wrapup yonhap reuters u.s u.n un uk eu ap afp
""")
_NOT_OUTLETS = re.compile(
    r"(?i)(?:mon|tues|wednes|thurs|fri|satur|sun)day|local time|left|right|center|centre|photo.*|pictured.*"
    r"|lead|\w+ lead|\d\w\w ld|update.*|attn.*|end|see .*|above|below|file|updated|juche.*"
)


def read_dateline(text: str, within: Span) -> Dateline | None:
    """The dateline at the start of `within`, at the start of a line near it, or after a byline or title.

    Looks at most `REACH` code points ahead. The span of the result includes the dash and stops before the
    white space that follows; what comes behind `within` is looked at, but never included.
    """
    start = within.trimmed(text).start
    reach = min(within.end, start + REACH)
    weak: Dateline | None = None
    for at in _line_starts(text, start, reach):
        found = _marked(text, at, within.end, alone=at == start) or _at(text, at, within.end)
        if found and (found.outlet or _is_prose(text, at)):
            return found if weak is None or found.outlet else weak
        weak = weak or found
    return _inside(text, start, reach, within.end) or weak


def juche_mark(text: str, within: Span) -> Dateline | None:
    """The first `(Juche113.6.11.)` of `within`, as a dateline that tells only the day."""
    mark = _JUCHE.search(text, within.start, within.end)
    return Dateline(Span(*mark.span()), None, _span(mark, "day"), None) if mark else None


def _marked(text: str, start: int, end: int, alone: bool) -> Dateline | None:
    """The Juche-calendar mark that begins at `start`, with the dateline behind it, or `alone`."""
    mark = _JUCHE.match(text, start, end)
    if mark is None:
        return None
    found = _at(text, Span(mark.end(), end).trimmed(text).start, end)
    if found is None:
        return Dateline(Span(start, mark.end()), None, _span(mark, "day"), None) if alone else None
    return Dateline(Span(start, found.span.end), found.place, _span(mark, "day"), found.outlet)


def _is_prose(text: str, start: int) -> bool:
    """Whether the line that begins at `start` is longer than a title."""
    return text.find("\n", start, start + LONGEST_TITLE) < 0 <= len(text) - start - LONGEST_TITLE


def _line_starts(text: str, start: int, reach: int) -> Iterator[int]:
    yield start
    at = text.find("\n", start, reach)
    while at >= 0:
        yield Span(at, max(at, reach)).trimmed(text).start
        at = text.find("\n", at + 1, reach)


def _at(text: str, start: int, end: int) -> Dateline | None:
    """The dateline that begins at `start` exactly."""
    if match := _KOREAN.match(text, start, end):
        day = _span(match, "day")
        place, outlet = match["place"] or match["place2"], match["outlet"] or match["outlet2"]
        return Dateline(Span(*match.span()), place, day, outlet.strip())
    match = _FULL.match(text, start, end)
    if match is None or not _plausible(text, match):
        return None
    place = match["place"] or match["alone"]
    day = _span(match, "day") or _span(match, "only")
    outlet = match["outlet"] or match["slashed"]
    return Dateline(Span(*match.span()), place, day, outlet.strip() if outlet else None)


def _inside(text: str, start: int, reach: int, end: int) -> Dateline | None:
    """The dateline behind a byline or a repeated title: capitals, brackets and a dash are asked for."""
    if _BRACKET_DASH.search(text, start, reach) is None:
        return None
    for match in _INSIDE.finditer(text, start, end):
        if match.start() >= reach:
            return None
        if _is_hyphen(text, match.end(), match["dash"]) or _NOT_OUTLETS.fullmatch(match["outlet"]):
            continue
        if _same_initials(match["place"], match["outlet"]):
            continue
        return Dateline(Span(*match.span()), match["place"], _span(match, "day"), match["outlet"].strip())
    return None


def _plausible(text: str, match: re.Match[str]) -> bool:
    """Whether what fits the grammar is a dateline rather than the start of a sentence."""
    place, day = match["place"] or match["alone"], match["day"] or match["only"]
    outlet = match["outlet"] or match["slashed"]
    if outlet and _NOT_OUTLETS.fullmatch(outlet):
        return False
    dash = match["dash"] or match["bare"]
    if not (dash or match["slashed"] or (day and outlet)):
        return False
    if dash and _is_hyphen(text, match.end(), dash):
        return False
    capitals = place is not None and _first_name(place).isupper()
    if not (capitals and (outlet or day)) and _goes_on(text, match.end()):
        return False
    if place is None:
        return bool(day or (outlet and dash))
    if not _is_place(place, sure=bool(day and outlet)):
        return False
    if outlet and not day and _same_initials(place, outlet):
        return False
    return bool(outlet or day) or capitals


def _is_hyphen(text: str, end: int, dash: str) -> bool:
    """Whether a dash that ends at `end`, with the white space before it, joins two words."""
    return dash in ("-", "–") and end < len(text) and not text[end].isspace()


def _goes_on(text: str, end: int) -> bool:
    """Whether the next word continues a sentence: it is in lower case."""
    rest = text[end : end + 40].lstrip()
    return bool(rest) and rest[0].islower()


def _first_name(place: str) -> str:
    return place.partition(",")[0]


def _is_place(place: str, sure: bool) -> bool:
    names = re.split(r" ?/ ?", _first_name(place))
    words = [word for name in names for word in name.split()]
    if words[0].casefold().rstrip(".") in _NOT_PLACES:
        return False
    capitals = [len(word) > 1 and word.isupper() for word in words]
    if all(capitals[: len(names[0].split())]):
        return all(capitals) or sure or all(name[0].isupper() for name in names)
    if any(capitals) or not words[0][0].isupper():
        return False
    if words[0].casefold() in _NOT_FIRST and not (len(words) > 1 and words[0] in ("The", "New")):
        return False
    if len(words) > len(names) * (4 if sure else 3):
        return False
    return all(word[0].isupper() or word in _SMALL or not word[0].islower() for word in place.split())


def _same_initials(place: str, outlet: str) -> bool:
    """`Korean Central News Agency (KCNA)`: an abbreviation, not an outlet."""
    initials = "".join(word[0] for word in re.findall(r"[^\W\d_]+", place) if word[0].isupper())
    return len(initials) > 1 and initials.casefold() == outlet.replace(".", "").casefold()


def _span(match: re.Match[str], group: str) -> Span | None:
    return Span(*match.span(group)) if match[group] else None
