"""What is begun at the cursor of a query, and so can be completed."""

from __future__ import annotations

from dataclasses import dataclass

from nkreader.model.spans import Span
from nkreader.search.lexer import QUOTES, Kind, Lexeme, lexemes
from nkreader.search.reference import SHORT, Field, FieldKind, field_named

_RUN = (Kind.WORD, Kind.PHRASE, Kind.FIELD)


@dataclass(frozen=True, slots=True)
class Begun:
    """A word or value that ends at the cursor."""

    span: Span
    """What a completion takes the place of."""
    text: str
    """What is typed of it, without quotes."""
    field: Field | None = None
    """The field whose value it is; None for the beginning of a word, which may become a field's name."""


def begun_at(source: str, cursor: int) -> Begun | None:
    """What can be completed at the cursor (an offset into `source`); None inside a word or phrase."""
    left, after = source[:cursor], source[cursor : cursor + 1]
    found = list(lexemes(left))
    open_phrase = len(found) > 1 and found[-2].kind is Kind.PHRASE and not found[-2].closed
    end = cursor + (open_phrase and after != "" and after in QUOTES)
    if end == cursor and after and not after.isspace() and after != ")":
        return None
    begun = _last(left, found)
    return Begun(Span(begun.span.start, end), begun.text, begun.field) if begun else None


def _last(source: str, found: list[Lexeme]) -> Begun | None:
    """The word or value that the source ends in, read as the parser reads it."""
    at = 0
    end = len(source)
    while found[at].kind is not Kind.END:
        lexeme, following = found[at], found[at + 1]
        at += 1
        field = field_named(lexeme.text) if lexeme.kind is Kind.FIELD else None
        if field is not None:
            if following.glued and following.kind in _RUN:
                last = at
                while following.kind is Kind.FIELD and found[last + 1].glued and found[last + 1].kind in _RUN:
                    last += 1
                if found[last].span.end == end:
                    return _value(source, field, lexeme.span.end)
                at = last + 1
            elif lexeme.span.end == end:
                return _value(source, field, end)
        elif lexeme.kind is Kind.WORD and lexeme.span.end == end:
            return Begun(lexeme.span, lexeme.text)
        elif lexeme.span.end == end and lexeme.kind not in (Kind.OPEN, Kind.MINUS):
            return None
    return Begun(Span(end, end), "")


def _value(source: str, field: Field, start: int) -> Begun | None:
    text = source[start:]
    if text[:1] in QUOTES and text:
        if len(text) > 1 and text[-1] in QUOTES:
            return None  # closed: whole as it is
        text = text[1:]
    if field.kind is FieldKind.DATE or field.name == "added":
        first, dots, last = text.rpartition("..")
        if dots:
            return Begun(Span(len(source) - len(last), len(source)), last, field)
        del first
    return Begun(Span(start, len(source)), text, field)


def names(begun: str) -> list[str]:
    """The names of fields, and short names, that begin so."""
    from nkreader.search.reference import FIELDS

    folded = begun.casefold()
    return [name for name in (*(field.name for field in FIELDS), *SHORT) if name.startswith(folded)]
