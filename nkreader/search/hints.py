"""Why a query finds nothing: what each part finds alone, and the nearest spellings the index knows."""

from __future__ import annotations

from collections.abc import Iterator

from nkreader.model.query import NOTHING, Among, And, During, Kept, Near, Node, Not, Notice, Or, Phrase, Query, Term
from nkreader.model.spans import Span
from nkreader.search.analyser import analysed
from nkreader.search.corpus import Corpus
from nkreader.search.evaluate import scores
from nkreader.search.postings import WORDS
from nkreader.search.similar import edits_of, one_edit
from nkreader.search.slips import about
from nkreader.search.wanted import wanted

SHORTEST = 4
"""Shorter words have too many neighbours to say anything."""
MOST = 8
"""How many parts and words are looked at."""
NEAREST = 3
"""How many spellings are told for a word."""
REMEMBERED = 1000
"""Words whose neighbours are kept as long as the index is the same."""


def hints(corpus: Corpus, query: Query) -> tuple[Notice, ...]:
    """Notices for a query without hits; none for an empty index."""
    if not len(corpus.alive):
        return ()
    told = _counts(corpus, query)
    return tuple(Notice(text) for text in [*told, *_spellings(corpus, query.node)])


def culprit(corpus: Corpus, query: Query) -> Span | None:
    """Of a query without hits the clause to leave out first; None if it has only one.

    That is the first that finds nothing by itself; else the last without which something is found; else the last.
    """
    clauses = query.clauses[:MOST]
    if len(clauses) < 2:
        return None
    for clause in clauses:
        if not len(scores(corpus, clause.node)):
            return clause.span
    for clause in reversed(clauses):
        if len(scores(corpus, And(tuple(other.node for other in query.clauses if other is not clause)))):
            return clause.span
    return clauses[-1].span


def _counts(corpus: Corpus, query: Query) -> Iterator[str]:
    """What each part finds alone: of the clauses as they were typed, where two of them may be written as one."""
    nodes = [clause.node for clause in query.clauses] if len(query.clauses) > 1 else [query.node]
    parts = [part for node in nodes for part in (node.parts if isinstance(node, And) else (node,))]
    if parts == [Among(NOTHING, frozenset())]:
        return
    if len(parts) == 1:
        yield f"no article for {shown(parts[0])}"
        return
    counts = [(shown(part), len(scores(corpus, part))) for part in parts[:MOST]]
    killers = [name for name, count in counts if not count]
    if killers:
        yield f"no article for {', '.join(killers)}"
    alone = ", ".join(f"{name} {count}" for name, count in counts if count)
    if alone:
        yield f"{'alone' if killers else 'no article for all of them; alone'}: {alone}"


def shown(node: Node) -> str:
    """A node as one could type it; groups are shortened."""
    match node:
        case Term():
            word = f"{'=' if node.exact else ''}{node.text}{'*' if node.prefix else ''}{('', '~', '~2')[node.edits]}"
            return f"{node.field}:{word}" if node.field else word
        case Phrase():
            words = f'{"=" if node.exact else ""}"{" ".join(node.words)}"'
            return f"{node.field}:{words}" if node.field else words
        case Near():
            return f"({shown(node.left)} NEAR/{node.within} {shown(node.right)})"
        case Not():
            return f"-{shown(node.part)}"
        case Or():
            return node.typed or f"({' OR '.join(shown(part) for part in node.parts)})"
        case And():
            return f"({' '.join(shown(part) for part in node.parts)})"
        case _:
            return _shown_other(node)


def _shown_other(node: Node) -> str:
    if isinstance(node, During):
        first, last = node.days.earliest, node.days.latest
        return f"{node.field}:{first or ''}" if first == last else f"{node.field}:{first or ''}..{last or ''}"
    if isinstance(node, Among):
        return node.asked
    return f"{node.field}:{node.value}" if isinstance(node, Kept) else "*"


def _spellings(corpus: Corpus, node: Node) -> Iterator[str]:
    for part in list(wanted(node))[:MOST]:
        if part.field in ("lang", "file") or len(scores(corpus, part)):
            continue
        for word in part.words if isinstance(part, Phrase) else (part.text,):
            for token in analysed(word)[1]:
                for form in token.forms[:1]:
                    if near := nearest(corpus, part.field or WORDS, form):
                        yield f"nearest to {form}: " + ", ".join(f"{other} {count}" for other, count in near)


def nearest(corpus: Corpus, field: str, word: str) -> list[tuple[str, int]]:
    """Words of the field that a word it does not have may be a slip for, with the articles that have them.

    Those one edit away, the most frequent first; where there are none, those `about` so.
    """
    if len(word) < SHORTEST or not word.isalpha() or corpus.frequency(field, word):
        return []
    if (known := corpus.near.get((field, word))) is not None:
        return known
    found = {other: corpus.frequency(field, other) for other in one_edit(word)}
    ranked = [other for _, other in sorted((-count, other) for other, count in found.items() if count)[:NEAREST]]
    if not ranked and edits_of(word) > 1:
        ranked = about(word, corpus.terms_beginning(field, word[0]), lambda other: corpus.frequency(field, other))
    if len(corpus.near) >= REMEMBERED:
        corpus.near.clear()
    corpus.near[field, word] = [(other, corpus.frequency(field, other)) for other in ranked[:NEAREST]]
    return corpus.near[field, word]
