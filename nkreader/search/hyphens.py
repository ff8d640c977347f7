"""One word in two parts and two words in one: `anti-ship`, `antiship` and `anti ship` find each other.

The index has words as they are written, and a hyphen parts them. So what is searched for is widened: a hyphened word
by the two in one, and a word, or two side by side, that begins with one of `FIRST` by the other way of writing it. An
exact form (`=anti-ship`) stays what it is, and so do names of people, places and papers.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from nkreader.model.query import And, Clause, Near, Node, Not, Or, Phrase, Query, Term
from nkreader.search.hints import shown
from nkreader.search.wanted import parts_of

FIRST = tuple(
    sorted(
        """
        air anti arms battle bio cease counter cross cyber demi double eco electro geo half high hyper infra inter
        intra land long low medium mega micro mid middle mini missile multi neo non nuclear off para post pre pro
        proto pseudo quasi radio rapid sea self semi short single six sub submarine super tele trans ultra under war
        """.split(),
        key=len,
        reverse=True,
    )
)
"""Words and parts of words that are written with a hyphen, apart or together with what follows; the longest first."""
SHORTEST = 3
"""Letters that a word has at the least behind one of them."""
MOST = 4
"""Ways of writing a phrase that are searched for."""
_FIELDS = (None, "title", "weapon", "event")
"""Fields of words: names of people, places and papers are as they are."""


def widened(query: Query) -> Query:
    """The query with each word and phrase in its other ways of writing too; the very same where there are none."""
    node = _each(query.node)
    if node is query.node:
        return query
    clauses = tuple(Clause(clause.span, _each(clause.node)) for clause in query.clauses)
    return replace(query, node=node, clauses=clauses)


def _each(node: Node) -> Node:
    if isinstance(node, And | Or):
        parts = [_each(part) for part in node.parts]
        changed = any(new is not old for new, old in zip(parts, node.parts, strict=True))
        whole = replace(node, parts=_flat(parts) if isinstance(node, Or) else tuple(parts)) if changed else node
        return _side_by_side(whole) if isinstance(whole, And) else whole
    if isinstance(node, Not):
        part = _each(node.part)
        return node if part is node.part else Not(part)
    if isinstance(node, Near):
        left, right = _each(node.left), _each(node.right)
        return node if left is node.left and right is node.right else replace(node, left=left, right=right)
    return _widened(node) if isinstance(node, Term | Phrase) else node


def _flat(parts: list[Node]) -> tuple[Node, ...]:
    return tuple(one for part in parts for one in (part.parts if isinstance(part, Or) else (part,)))


def _widened(node: Term | Phrase) -> Node:
    if node.exact or node.field not in _FIELDS or (isinstance(node, Term) and node.edits):
        return node
    others: dict[object, Node] = {parts_of(node): node}
    for other in _others(node):
        others.setdefault(parts_of(other), other)
    return Or(tuple(others.values())[:MOST], shown(node)) if len(others) > 1 else node


def _others(node: Term | Phrase) -> Iterator[Term | Phrase]:
    if isinstance(node, Term):
        yield from (replace(node, text=text) for text in _written(node.text))
        return
    for at, word in enumerate(node.words):
        for text in _written(word):
            yield replace(node, words=(*node.words[:at], text, *node.words[at + 1 :]))
    for at, (one, other) in enumerate(zip(node.words, node.words[1:], strict=False)):
        if _belong(one, other):
            yield replace(node, words=(*node.words[:at], one + other, *node.words[at + 2 :]))


def _written(word: str) -> Iterator[str]:
    """The other ways of writing one word."""
    together = word.replace("-", "")
    if not (together.isascii() and together.isalpha()):
        return
    if together != word:
        yield together
        return
    for first in FIRST:
        if _belong(first, rest := word[len(first) :]) and word[: len(first)].casefold() == first:
            yield f"{word[: len(first)]}-{rest}"
            return


def _belong(one: str, other: str) -> bool:
    return one.casefold() in FIRST and len(other) >= SHORTEST and other.isascii() and other.isalpha()


def _side_by_side(node: And) -> And:
    """Two words one behind the other that may be one: either both, or the one."""
    parts: list[Node] = []
    for part in node.parts:
        before = parts[-1] if parts else None
        if isinstance(before, Term) and isinstance(part, Term) and _same_way(before, part):
            parts[-1] = Or((And((before, part)), replace(part, text=before.text + part.text)))
        else:
            parts.append(part)
    return node if len(parts) == len(node.parts) else And(tuple(parts))


def _same_way(one: Term, other: Term) -> bool:
    plain = not (one.exact or one.prefix or one.edits or other.exact or other.edits)
    return plain and one.field == other.field and one.field in _FIELDS and _belong(one.text, other.text)
