"""Where a text says what a query asks for: for snippets, and for the reader's marks and steps."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from nkreader.model.folding import Folded
from nkreader.model.query import And, Near, Node, Not, Or, Query
from nkreader.model.spans import Span, merged
from nkreader.search.analyser import Token, analysed
from nkreader.search.wanted import Part, Way, are_near, parts_of, rows_of_side, wanted

_UNMARKED = frozenset(["outlet", "author", "lang", "file"])
"""Fields that do not speak of the text."""
Row = tuple[Part, ...]
"""Parts that have to follow each other."""


class Close(NamedTuple):
    """Rows of which one of the left has to stand near one of the right."""

    left: tuple[Row, ...]
    right: tuple[Row, ...]
    within: int


Sought = Row | Close
"""What is marked in a text."""


def match_spans(text: str, query: Query) -> tuple[Span, ...]:
    """Where `text` has the words and phrases of `query`, disjoint and in order; offsets into `text`.

    Words that the query excludes are not marked, nor are those of fields that say nothing of the text
    (outlet, author, lang, file). A word asked for in a name or title is marked wherever the text has it.
    """
    return spans_of(text, rows_of(query))


def spans_of(text: str, rows: Sequence[Sought]) -> tuple[Span, ...]:
    """Where `text` has one of the rows, disjoint and in order."""
    return rows_in(text, rows)[0]


def rows_in(text: str, rows: Sequence[Sought]) -> tuple[tuple[Span, ...], frozenset[Sought]]:
    """Where `text` has one of the rows, disjoint and in order; and which of them it has."""
    if not rows or not text:
        return (), frozenset()
    folded, found = analysed(text)
    spans = {row: [_span(row, place, folded, found) for row, place in _places(row, found)] for row in rows}
    has = frozenset(row for row, places in spans.items() if places)
    return tuple(merged(span for row in has for span in spans[row])), has


def rows_of(query: Query) -> tuple[Sought, ...]:
    """What the query looks for in a text: rows of parts, and rows near each other, each once."""
    return tuple(dict.fromkeys(_sought(query.node)))


def _sought(node: Node) -> Iterator[Sought]:
    if isinstance(node, Near):
        yield Close(rows_of_side(node.left), rows_of_side(node.right), node.within)
    elif isinstance(node, And | Or):
        for part in node.parts:
            yield from _sought(part)
    elif isinstance(node, Not):
        if isinstance(node.part, Not):
            yield from _sought(node.part.part)
    else:
        rows = (parts_of(word) for word in wanted(node) if word.field not in _UNMARKED)
        yield from (row for row in rows if row)


def _places(sought: Sought, found: Sequence[Token]) -> list[tuple[Row, int]]:
    """The rows that a text has, each with the number of its first token."""
    if not isinstance(sought, Close):
        first, rest = sought[0], sought[1:]
        return [(sought, at) for at, token in enumerate(found) if first.fits(token) and _follows(rest, found, at)]
    left, right = ([place for row in side for place in _places(row, found)] for side in (sought.left, sought.right))
    near = [
        (one, other)
        for one in left
        for other in right
        if are_near(_stretch(*one, found), _stretch(*other, found), sought.within)
    ]
    return list(dict.fromkeys(place for pair in near for place in pair))


def _stretch(row: Row, at: int, found: Sequence[Token]) -> tuple[int, int]:
    """The first and last position of a row."""
    return found[at].position, found[at].position + len(row) - 1


def _span(row: Row, at: int, folded: Folded, found: Sequence[Token]) -> Span:
    return folded.span(found[at].start, _end(row[-1], found[at + len(row) - 1]))


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
