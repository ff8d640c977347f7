"""Characters that deceive: names of hidden ones, letters of several alphabets within one word."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from nkreader.model.spans import Span

_C0 = """NULL;START OF HEADING;START OF TEXT;END OF TEXT;END OF TRANSMISSION;ENQUIRY;ACKNOWLEDGE;ALERT;BACKSPACE
CHARACTER TABULATION;LINE FEED;LINE TABULATION;FORM FEED;CARRIAGE RETURN;SHIFT OUT;SHIFT IN;DATA LINK ESCAPE
DEVICE CONTROL ONE;DEVICE CONTROL TWO;DEVICE CONTROL THREE;DEVICE CONTROL FOUR;NEGATIVE ACKNOWLEDGE
SYNCHRONOUS IDLE;END OF TRANSMISSION BLOCK;CANCEL;END OF MEDIUM;SUBSTITUTE;ESCAPE;INFORMATION SEPARATOR FOUR
INFORMATION SEPARATOR THREE;INFORMATION SEPARATOR TWO;INFORMATION SEPARATOR ONE"""
_C1 = """PADDING CHARACTER;HIGH OCTET PRESET;BREAK PERMITTED HERE;NO BREAK HERE;INDEX;NEXT LINE
START OF SELECTED AREA;END OF SELECTED AREA;CHARACTER TABULATION SET;CHARACTER TABULATION WITH JUSTIFICATION
LINE TABULATION SET;PARTIAL LINE FORWARD;PARTIAL LINE BACKWARD;REVERSE LINE FEED;SINGLE SHIFT TWO
SINGLE SHIFT THREE;DEVICE CONTROL STRING;PRIVATE USE ONE;PRIVATE USE TWO;SET TRANSMIT STATE;CANCEL CHARACTER
MESSAGE WAITING;START OF GUARDED AREA;END OF GUARDED AREA;START OF STRING;SINGLE GRAPHIC CHARACTER INTRODUCER
SINGLE CHARACTER INTRODUCER;CONTROL SEQUENCE INTRODUCER;STRING TERMINATOR;OPERATING SYSTEM COMMAND
PRIVACY MESSAGE;APPLICATION PROGRAM COMMAND"""
_CONTROLS = {
    **dict(enumerate(_C0.replace("\n", ";").split(";"))),
    0x7F: "DELETE",
    **dict(enumerate(_C1.replace("\n", ";").split(";"), 0x80)),
}
"""Control characters have aliases only, which `unicodedata.name` does not give (Unicode, NameAliases.txt)."""
_NAMELESS = {"Co": "private use", "Cs": "lone surrogate", "Cn": "unassigned"}

_SCRIPTS = {
    "Latin": re.compile("[A-Za-zªº\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u1e00-\u1eff]"),
    "Cyrillic": re.compile("[\u0400-\u052f\u1c80-\u1c8f\ua640-\ua69f]"),
    "Greek": re.compile("[\u0370-\u03ff\u1f00-\u1fff]"),
}
_FOREIGN = re.compile("[\u0370-\u052f\u1c80-\u1c8f\u1f00-\u1fff\ua640-\ua69f]")
_WORD = re.compile(r"[^\W\d_]+")
_UNIT = re.compile("\u03bc[A-Za-z]{1,2}|[A-Za-z]?\u03a9")
"""Micrometres and kilohms are no deceit."""


def described(code: int) -> str:
    """A code point and its name: `U+202E RIGHT-TO-LEFT OVERRIDE`."""
    character = chr(code)
    name = _CONTROLS.get(code) or unicodedata.name(character, "")
    return f"U+{code:04X} {name or _NAMELESS.get(unicodedata.category(character), 'nameless')}"


@dataclass(frozen=True, slots=True)
class Mixture:
    """A word whose letters are of several alphabets."""

    word: Span
    at: int
    """The first letter of those that are fewer."""
    letters: str
    """Those letters, each once, in order."""
    scripts: tuple[str, ...]


def mixtures(text: str) -> Iterator[Mixture]:
    """Words that mix Latin, Cyrillic and Greek letters, in text order."""
    if text.isascii() or not _FOREIGN.search(text):
        return
    for match in _WORD.finditer(text):
        word = match[0]
        if word.isascii() or _UNIT.fullmatch(word):
            continue
        found = {name: [m.start() for m in letters.finditer(word)] for name, letters in _SCRIPTS.items()}
        present = [name for name, places in found.items() if places]
        if len(present) < 2:
            continue
        most = max(present, key=lambda name: len(found[name]))
        places = sorted(at for name in present if name != most for at in found[name])
        letters = "".join(dict.fromkeys(word[at] for at in places))
        yield Mixture(Span(*match.span()), match.start() + places[0], letters, tuple(present))
