"""Cuts a query into lexemes. Every character but white space is in exactly one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from nkreader.model.spans import Span

QUOTES = '"\u201c\u201d\u201e\u201f\u00ab\u00bb\uff02'
"""Any of these begins a phrase, and any ends it."""
_WORD = re.compile(rf"[^\s(){QUOTES}]*")
_NAME = re.compile(rf"[^\s(){QUOTES}:]*")


class Kind(StrEnum):
    """What a lexeme is."""

    WORD = "word"
    """Up to white space, a double quote or a parenthesis; operators in capitals too."""
    PHRASE = "phrase"
    """Between double quotes, straight, curly or angled; `text` is without them."""
    OPEN = "("
    CLOSE = ")"
    MINUS = "-"
    """Before anything it can exclude."""
    FIELD = "field"
    """A name with its colon; `text` is without it."""
    END = "end"


@dataclass(frozen=True, slots=True)
class Lexeme:
    """One lexeme and its place in the query."""

    kind: Kind
    text: str
    span: Span
    closed: bool = True
    """False for a phrase whose second quote is missing."""
    glued: bool = False
    """No white space before it."""


def lexemes(source: str) -> Iterator[Lexeme]:
    """The lexemes of `source`, with one END behind the last."""
    at = last = 0
    while at < len(source):
        if source[at].isspace():
            at += 1
            continue
        lexeme = _next(source, at, at == last and at > 0)
        yield lexeme
        at = last = lexeme.span.end
    yield Lexeme(Kind.END, "", Span(len(source), len(source)))


def _next(source: str, at: int, glued: bool) -> Lexeme:
    character = source[at]
    if character in "()":
        return Lexeme(Kind(character), character, Span(at, at + 1), glued=glued)
    if character in QUOTES:
        return _phrase(source, at, glued)
    first = not glued or source[at - 1] == "("
    if character == "-" and first and at + 1 < len(source) and not source[at + 1].isspace():
        return Lexeme(Kind.MINUS, "-", Span(at, at + 1))
    name = source[at : (end := _end(_NAME, source, at))]
    if name and source[end : end + 1] == ":" and all(letter.isalpha() or letter == "_" for letter in name):
        return Lexeme(Kind.FIELD, name, Span(at, end + 1), glued=glued)
    end = _end(_WORD, source, end)
    return Lexeme(Kind.WORD, source[at:end], Span(at, end), glued=glued)


def _end(stretch: re.Pattern[str], source: str, at: int) -> int:
    found = stretch.match(source, at)
    return found.end() if found else at


def _phrase(source: str, at: int, glued: bool) -> Lexeme:
    end = at + 1
    while end < len(source) and source[end] not in QUOTES:
        end += 1
    closed = end < len(source)
    return Lexeme(Kind.PHRASE, source[at + 1 : end], Span(at, end + closed), closed, glued)
