"""The one table that keeps dangerous characters off terminals and out of exports.

Both doors use it: ingest, where text comes in, and painting, where any string goes out. Each dangerous
character is replaced by exactly one visible character, so that no offset ever moves. The classes follow
the escape-sequence and hidden-text attacks listed by Unicode Technical Report 36, "Trojan Source"
(CVE-2021-42574) and ECMA-48 (C0 and C1 control functions).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

REPLACEMENT = "\N{REPLACEMENT CHARACTER}"

_INVISIBLE = (
    (0x0080, 0x009F),  # C1 controls: 8-bit escape sequences
    (0x00AD, 0x00AD),  # soft hyphen
    (0x034F, 0x034F),  # combining grapheme joiner
    (0x061C, 0x061C),  # Arabic letter mark (bidi)
    (0x115F, 0x1160),  # Hangul fillers
    (0x17B4, 0x17B5),  # Khmer inherent vowels: invisible
    (0x180B, 0x180F),  # Mongolian variation selectors and vowel separator
    (0x200B, 0x200F),  # zero-width space and joiners, LRM, RLM
    (0x2028, 0x202E),  # line and paragraph separators, bidi embeddings and overrides
    (0x2060, 0x206F),  # word joiner, invisible operators, bidi isolates, deprecated format characters
    (0x3164, 0x3164),  # Hangul filler
    (0xD800, 0xDFFF),  # lone surrogates
    (0xE000, 0xF8FF),  # private use
    (0xFDD0, 0xFDEF),  # noncharacters
    (0xFE00, 0xFE0D),  # variation selectors 1 to 14; 15 and 16 choose text or emoji and stay
    (0xFEFF, 0xFEFF),  # a byte-order mark that is not at the start
    (0xFFA0, 0xFFA0),  # halfwidth Hangul filler
    (0xFFF0, 0xFFFB),  # specials: interlinear annotation
    (0xFFFE, 0xFFFF),  # noncharacters
    (0x1BCA0, 0x1BCA3),  # shorthand format controls
    (0x1D173, 0x1D17A),  # musical format controls
    (0xE0000, 0xE0FFF),  # tags and variation selectors 17 to 256: hidden messages
    (0xF0000, 0x10FFFF),  # private use planes
)
_PLANE_ENDS = "".join(chr(plane + 0xFFFE) + chr(plane + 0xFFFF) for plane in range(0x10000, 0xF0000, 0x10000))
_CLASS = "".join(f"{chr(first)}-{chr(last)}" for first, last in _INVISIBLE)
_DANGEROUS = re.compile(f"[\x00-\x08\x0b-\x1f\x7f{_CLASS}{_PLANE_ENDS}]")
_NEWLINES = re.compile("\r\n?")


def visible(character: str) -> str:
    """The one character shown for one dangerous character: a control picture, or U+FFFD."""
    code = ord(character)
    if code < 0x20:
        return chr(0x2400 + code)
    return "\N{SYMBOL FOR DELETE}" if code == 0x7F else REPLACEMENT


def safe(text: str) -> str:
    """`text` with every dangerous character replaced one to one; newline and tab stay. Idempotent."""
    return _DANGEROUS.sub(lambda match: visible(match[0]), text)


def safe_line(text: str) -> str:
    """`safe`, with newlines and tabs as spaces: for titles, file names and messages that take one line."""
    return safe(text.replace("\r\n", " ").translate({0x0A: " ", 0x0D: " ", 0x09: " "}))


@dataclass(frozen=True, slots=True)
class Replaced:
    """One dangerous character that ingest replaced."""

    offset: int
    """Where its replacement stands in the sanitised text."""
    code: int
    """Its code point."""


def sanitise(text: str) -> tuple[str, tuple[Replaced, ...]]:
    """Prepare decoded text for good: CRLF and CR to LF, a leading BOM dropped, then replaced one to one."""
    text = _NEWLINES.sub("\n", text.removeprefix("\ufeff"))
    if text.isascii() and text.replace("\n", "").replace("\t", "").isprintable():
        return text, ()  # most texts, and much faster than looking for each character
    replaced = tuple(Replaced(match.start(), ord(match[0])) for match in _DANGEROUS.finditer(text))
    return (safe(text) if replaced else text), replaced


def is_safe(text: str) -> bool:
    """Whether nothing dangerous is left."""
    return _DANGEROUS.search(text) is None
