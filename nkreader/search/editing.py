"""Queries made of queries: one more condition, one part less. Both give what the reader could have typed."""

from __future__ import annotations

from nkreader.model.query import Or
from nkreader.model.spans import Span
from nkreader.search.language import parse
from nkreader.search.lexer import QUOTES, Kind, lexemes

_BREAKING = QUOTES + "()*~"


def narrowed(source: str, clause: str) -> str:
    """The query that finds what both `source` and `clause` find.

    Missing quotes and parentheses are closed first. An either-or, and whatever is not read as it is written (an OR at
    the end, say, which would take the clause), is put in parentheses.
    """
    begun = completed(source)
    if not begun:
        return clause
    query = parse(begun)
    if isinstance(query.node, Or) or query.notices or not query.clauses:
        begun = f"({begun})"
    return f"{begun} {clause}"


def without(source: str, part: Span) -> str:
    """The query without one of its clauses (`Query.clauses`), and without the AND that stood beside it."""
    kept = [clause.span.of(source) for clause in parse(source).clauses if clause.span != part]
    return " ".join(kept)


def completed(source: str) -> str:
    """The query with its missing quote and parentheses."""
    open_, unclosed = 0, False
    for lexeme in lexemes(source):
        if lexeme.kind is Kind.OPEN:
            open_ += 1
        elif lexeme.kind is Kind.CLOSE:
            open_ = max(0, open_ - 1)
        unclosed = unclosed or (lexeme.kind is Kind.PHRASE and not lexeme.closed)
    return source.strip() + '"' * unclosed + ")" * open_


def value(text: str, words: bool) -> str | None:
    """A value as it stands behind a field's colon, quoted where it must be; None if it cannot be written.

    Args:
        words: the field is one of words, for which a sign between them counts as a blank. Other values are taken
            letter by letter.
    """
    if words:
        text = " ".join("".join(" " if sign in _BREAKING else sign for sign in text).split())
    if not text or any(sign in QUOTES for sign in text):
        return None
    plain = not any(sign.isspace() or sign in "()" for sign in text) and not text.startswith("=")
    return text if plain else f'"{text}"'
