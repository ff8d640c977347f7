"""Where a text says what a query asks for: for snippets, and for the reader's marks and steps."""

from __future__ import annotations

from collections.abc import Sequence

from nkreader.model.folding import Folded
from nkreader.model.query import Query
from nkreader.model.spans import Span, merged
from nkreader.search.analyser import Token, analysed
from nkreader.search.wanted import Part, Way, parts_of, wanted

_UNMARKED = frozenset(["outlet", "author", "lang", "file"])
"""Fields that do not speak of the text."""
Row = tuple[Part, ...]
"""Parts that have to follow each other."""


def match_spans(text: str, query: Query) -> tuple[Span, ...]:
    """Where `text` has the words and phrases of `query`, disjoint and in order; offsets into `text`.

    Words that the query excludes are not marked, nor are those of fields that say nothing of the text
    (outlet, author, lang, file). A word asked for in a name or title is marked wherever the text has it.
    """
    return spans_of(text, rows_of(query))


def spans_of(text: str, rows: Sequence[Row]) -> tuple[Span, ...]:
    """Where `text` has one of the rows, disjoint and in order."""
    return rows_in(text, rows)[0]


def rows_in(text: str, rows: Sequence[Row]) -> tuple[tuple[Span, ...], frozenset[Row]]:
    """Where `text` has one of the rows, disjoint and in order; and which of them it has."""
    if not rows or not text:
        return (), frozenset()
    folded, found = analysed(text)
    spans = {row: _row_spans(row, folded, found) for row in rows}
    has = frozenset(row for row, places in spans.items() if places)
    return tuple(merged(span for row in has for span in spans[row])), has


def rows_of(query: Query) -> tuple[Row, ...]:
    """What the query looks for in a text: rows of parts, each once."""
    nodes = (node for node in wanted(query.node) if node.field not in _UNMARKED)
    return tuple(dict.fromkeys(row for node in nodes if (row := parts_of(node))))


def _row_spans(row: Sequence[Part], folded: Folded, found: Sequence[Token]) -> list[Span]:
    first, rest = row[0], row[1:]
    spans = []
    for at, token in enumerate(found):
        if first.fits(token) and _follows(rest, found, at):
            last = found[at + len(rest)]
            spans.append(folded.span(token.start, _end(row[-1], last)))
    return spans


def _follows(rest: Sequence[Part], found: Sequence[Token], at: int) -> bool:
    start = found[at].position
    for step, part in enumerate(rest, start=1):
        if at + step >= len(found) or found[at + step].position != start + step:
            return False
        if not part.fits(found[at + step]):
            return False
    return True


def _end(part: Part, token: Token) -> int:
    """Where the match ends in the folded text: not always where its last token does."""
    if part.way is Way.CHARACTER:
        return token.start + len(part.text)
    if part.way in (Way.FORM, Way.WRITTEN) and len(token.forms) == 2 and part.text == token.forms[0]:
        return token.end - len("'s")
    if token.paired and token.forms and part.way in (Way.FORM, Way.BEGINNING):
        return token.start + len(token.forms[0])
    return token.end
