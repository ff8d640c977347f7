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


def match_spans(text: str, query: Query) -> tuple[Span, ...]:
    """Where `text` has the words and phrases of `query`, disjoint and in order; offsets into `text`.

    Words that the query excludes are not marked, nor are those of fields that say nothing of the text
    (outlet, author, lang, file). A word asked for in a name or title is marked wherever the text has it.
    """
    rows = rows_of(query)
    if not rows or not text:
        return ()
    folded, found = analysed(text)
    return tuple(merged(span for row in rows for span in _row_spans(row, folded, found)))


def rows_of(query: Query) -> tuple[tuple[Part, ...], ...]:
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
