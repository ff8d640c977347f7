"""Bylines and the marks of wire desks."""

from __future__ import annotations

import re

from nkreader.model.spans import Span

_INITIAL = r"[^\Wa-zß-öø-ÿ\d_]"
_NAME = rf"{_INITIAL}[\w.'’-]*"
_SMALL = r"(?:de|del|della|di|da|van|von|der|den|al|bin|ibn|la|le)"
_NAMES = rf"{_NAME}(?:(?:,? and |, | & | / |/| )(?:{_SMALL} )?{_NAME}){{1,11}}"
_ROLE = r"(?:\s*(?:[,|]|\s[-–—]\s).{0,60})?"
_OWN_LINE = re.compile(rf"[*_\s]*(?P<by>[Bb]y:?|BY:?)[ \t]+(?P<names>{_NAMES}?){_ROLE}[*_\s]*")
_KOREAN = re.compile(r"(?P<names>[가-힣]{2,4}[ \t]?(?:[가-힣]{1,3}[ \t]?)?(?:기자|특파원))(?:\s*\S+@\S+)?")
_BEFORE = re.compile(rf"(?:(?<=[\s)\]\"”’.a-z])|\A)(?P<names>By {_NAMES}),?\s*\Z")
_DESK = (
    r"(?:(?:\d+(?:st|nd|rd|th) )?(?:LEAD|LD)|URGENT|(?:Yonhap )?(?:News Focus|Feature|Interview"
    r"|News Analysis)|(?i:ATTN):[^()]{0,300}|종합(?:\d보)?|\d보|속보)"
)
_NOTE = (
    r"(?i:adds?|correct(?:s|ed|ion|ing)?|updat(?:es|ed|ing)|recasts?|repeats?|refiles?|removes?|fixes|clarifies"
    r"|amends|rewrites|edits|changes|drops|deletes|in (?:the )?(?:\w+ )?(?:paragraphs?|headline)"
    r"|paragraphs? \d+)\b[^()]{3,400}"
)
_LEAD = re.compile(rf"\((?:{_DESK}|{_NOTE})\)|\[\d보\]|<속보>")
_ONLY_LEADS = re.compile(rf"(?:(?:{_LEAD.pattern})\s*)+")


def byline_of_line(line: str, start: int) -> Span | None:
    """The byline that a line (which starts at `start`) consists of: `By` and names, without a role."""
    if len(line) > 160:
        return None
    if match := _OWN_LINE.fullmatch(line):
        return Span(start + match.start("by"), start + match.end("names"))
    if match := _KOREAN.fullmatch(line):
        return Span(start + match.start("names"), start + match.end("names"))
    return None


def byline_before(text: str, start: int, end: int) -> Span | None:
    """The byline that ends at `end` (where a dateline begins), looked for from `start` on."""
    begin = max(start, end - 160)
    match = _BEFORE.search(text[begin:end])
    return Span(begin + match.start("names"), begin + match.end("names")) if match else None


def is_lead_mark(line: str) -> bool:
    """Whether a line consists of desk marks such as `(LEAD)` or `(ATTN: ...)`."""
    return line[:1] in "([<" and _ONLY_LEADS.fullmatch(line) is not None


def lead_marks(text: str, within: Span) -> list[Span]:
    """The desk marks at the start of `within`, and a `(LEAD)` at its end."""
    found: list[Span] = []
    at = within.trimmed(text).start
    while (match := _LEAD.match(text, at, within.end)) is not None:
        found.append(Span(*match.span()))
        at = Span(match.end(), max(match.end(), within.end)).trimmed(text).start
    return found
