"""Where a cursor goes in a text: graphemes, words, sentences, paragraphs and quotations.

Every offset is a code point of the text. A cursor stands between two graphemes, never inside one, so a
selection cannot split a Hangul syllable from its vowel or a letter from its accent. Grapheme boundaries
follow Unicode Standard Annex 29, rules GB3 to GB13, without the tables for prepended marks and Indic
conjuncts. Words are runs of letters and digits, with the apostrophes and hyphens inside them, or runs of
other signs, as in vi.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from nkreader.model.spans import Span

_JOINERS = frozenset("'’-‐‑")
_PAIRS = {"“": "”", "«": "»", "「": "」", "『": "』", "《": "》", "〈": "〉", "„": "”", "‘": "’"}
_CLOSING = frozenset(_PAIRS.values())
_STRAIGHT = frozenset("\"'")
_CARRIED_ON = frozenset('“„"')
"""Quotation marks that a paragraph may leave open, because the next paragraph goes on with the quotation."""


def is_boundary(text: str, at: int) -> bool:
    """Whether a cursor may stand before the code point `at`."""
    if at <= 0 or at >= len(text):
        return True
    before, after = text[at - 1], text[at]
    if before < "\u0300" and after < "\u0300":
        return True
    if _extends(after):
        return before == "\n"
    return not (_same_syllable(before, after) or _same_flag(text, at))


def next_grapheme(text: str, at: int) -> int:
    """The next place for a cursor; the end of the text if there is none."""
    at = min(at + 1, len(text))
    while not is_boundary(text, at):
        at += 1
    return at


def previous_grapheme(text: str, at: int) -> int:
    """The place for a cursor before `at`; 0 if there is none."""
    at = max(at - 1, 0)
    while not is_boundary(text, at):
        at -= 1
    return at


def snapped(text: str, at: int) -> int:
    """The start of the grapheme that holds the code point `at`, inside the text."""
    at = min(max(at, 0), len(text))
    while not is_boundary(text, at):
        at -= 1
    return at


def whole(text: str, span: Span) -> Span:
    """The span without white space at its ends and without half a grapheme: the least that holds the rest."""
    span = Span(min(span.start, len(text)), min(span.end, len(text))).trimmed(text)
    if not len(span):
        return span
    start, end = snapped(text, span.start), span.end
    return Span(start, end if is_boundary(text, end) else next_grapheme(text, end))


def next_word(text: str, at: int) -> int:
    """The beginning of the next word; the end of the text if there is none."""
    if at < len(text) and (kind := _kind(text, at)):
        at = _run_end(text, at, kind)
    while at < len(text) and not _kind(text, at):
        at = next_grapheme(text, at)
    return at


def word_end(text: str, at: int) -> int:
    """The place after the last character of this word, or of the next one if `at` is at an end already."""
    while at < len(text) and not _kind(text, at):
        at = next_grapheme(text, at)
    return _run_end(text, at, _kind(text, at)) if at < len(text) else at


def previous_word(text: str, at: int) -> int:
    """The beginning of the word that `at` is inside or behind; 0 if there is none."""
    while at and not _kind(text, previous_grapheme(text, at)):
        at = previous_grapheme(text, at)
    if not at:
        return 0
    kind = _kind(text, previous_grapheme(text, at))
    while at and _kind(text, previous_grapheme(text, at)) == kind:
        at = previous_grapheme(text, at)
    return at


def word_at(text: str, at: int) -> Span | None:
    """The word that the code point `at` belongs to; None on white space."""
    at = snapped(text, at)
    if at >= len(text) or not _kind(text, at):
        return None
    end = _run_end(text, at, _kind(text, at))
    return Span(previous_word(text, end), end)


def span_at(spans: Sequence[Span], offset: int) -> Span | None:
    """Of sorted disjoint spans the last that begins at or before `offset`, else the first; None of none."""
    if not spans:
        return None
    index = bisect_right(spans, offset, key=lambda span: span.start) - 1
    return spans[max(index, 0)]


def after(spans: Sequence[Span], offset: int) -> Span | None:
    """Of sorted spans the first that begins behind `offset`."""
    index = bisect_right(spans, offset, key=lambda span: span.start)
    return spans[index] if index < len(spans) else None


def before(spans: Sequence[Span], offset: int) -> Span | None:
    """Of sorted spans the last that begins before `offset`."""
    index = bisect_left(spans, offset, key=lambda span: span.start)
    return spans[index - 1] if index else None


def quotations(text: str, paragraph: Span) -> tuple[Span, ...]:
    """What stands between quotation marks in a paragraph, without the marks, in order of start.

    Curly, straight, angle and corner marks; nested ones too. An apostrophe is none. A double quotation that
    the paragraph leaves open goes to its end, as where the next paragraph goes on with it.
    """
    found: list[Span] = []
    pending: list[tuple[str, int]] = []
    for at in range(paragraph.start, paragraph.end):
        mark = text[at]
        if mark in _PAIRS or (mark in _STRAIGHT and _opens(text, at, paragraph)):
            pending.append((_PAIRS.get(mark, mark), at))
        elif mark in _CLOSING or mark in _STRAIGHT:
            _close(text, at, pending, found)
    open_ended = [at for _, at in pending if text[at] in _CARRIED_ON]
    found.extend(Span(at + 1, paragraph.end).trimmed(text) for at in open_ended)
    return tuple(sorted(span for span in found if len(span)))


def inner_quotation(text: str, paragraph: Span, offset: int) -> Span | None:
    """The innermost quotation whose text or marks hold `offset`; else the next one in the paragraph."""
    found = quotations(text, paragraph)
    around = [span for span in found if span.start - 1 <= offset <= span.end]
    if around:
        return min(around, key=len)
    return next((span for span in found if span.start > offset), None)


def _extends(character: str) -> bool:
    """Whether it belongs to the grapheme before it: marks, joiners, halfwidth sound marks, skin tones."""
    if unicodedata.category(character)[0] == "M":
        return True
    return character in "\u200c\u200d\uff9e\uff9f" or "\U0001f3fb" <= character <= "\U0001f3ff"


def _same_syllable(first: str, second: str) -> bool:
    """Rules GB6 to GB8: conjoining jamo and precomposed syllables."""
    if "\u1100" <= first <= "\u115f" or "\ua960" <= first <= "\ua97c":
        return (
            "\u1100" <= second <= "\u11a7"
            or "\ua960" <= second <= "\ua97c"
            or "\uac00" <= second <= "\ud7a3"
            or "\ud7b0" <= second <= "\ud7c6"
        )
    trailing = "\u11a8" <= second <= "\u11ff" or "\ud7cb" <= second <= "\ud7fb"
    vowel = "\u1160" <= second <= "\u11a7" or "\ud7b0" <= second <= "\ud7c6"
    if "\uac00" <= first <= "\ud7a3":
        return trailing or (vowel and (ord(first) - 0xAC00) % 28 == 0)
    if "\u1160" <= first <= "\u11a7" or "\ud7b0" <= first <= "\ud7c6":
        return trailing or vowel
    return trailing and ("\u11a8" <= first <= "\u11ff" or "\ud7cb" <= first <= "\ud7fb")


def _same_flag(text: str, at: int) -> bool:
    """Rules GB12 and GB13: regional indicators go in pairs."""
    if not _is_indicator(text[at]) or not _is_indicator(text[at - 1]):
        return False
    start = at
    while start and _is_indicator(text[start - 1]):
        start -= 1
    return (at - start) % 2 == 1


def _is_indicator(character: str) -> bool:
    return "\U0001f1e6" <= character <= "\U0001f1ff"


def _kind(text: str, at: int) -> int:
    """0 for white space, 1 for a word's character, 2 for another sign. `at` is a boundary in the text."""
    character = text[at]
    if character.isspace():
        return 0
    if character.isalnum() or character == "_":
        return 1
    if character in _JOINERS and 0 < at < len(text) - 1:
        base = text[previous_grapheme(text, at)]
        return 1 if base.isalnum() and text[at + 1].isalnum() else 2
    return 2


def _run_end(text: str, at: int, kind: int) -> int:
    while at < len(text) and _kind(text, at) == kind:
        at = next_grapheme(text, at)
    return at


def _opens(text: str, at: int, paragraph: Span) -> bool:
    """Whether a straight mark opens: something follows it and no word or sentence end stands before it."""
    if at + 1 >= paragraph.end or text[at + 1].isspace():
        return False
    return at == paragraph.start or text[at - 1].isspace() or text[at - 1] in "([{<—–-/\"'“‘"


def _close(text: str, at: int, pending: list[tuple[str, int]], found: list[Span]) -> None:
    """Match a closing mark with the last one open of its sort; those left open inside it are dropped."""
    mark = text[at]
    if mark in "’'" and at + 1 < len(text) and text[at + 1].isalnum():
        return
    for index in range(len(pending) - 1, -1, -1):
        if pending[index][0] == mark:
            found.append(Span(pending[index][1] + 1, at).trimmed(text))
            del pending[index:]
            return
