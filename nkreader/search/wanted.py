"""What a word or phrase of a query looks for, in the terms of the analyser."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from nkreader.model.query import And, Near, Node, Not, Or, Phrase, Term
from nkreader.search.analyser import Token, analysed
from nkreader.search.similar import within as is_within


class Way(StrEnum):
    """How a part is compared with a token."""

    TERM = "term"
    """It is one of the token's terms."""
    FORM = "form"
    """It is one of the token's forms."""
    WRITTEN = "written"
    """It is one of the token's terms, and one of its forms too."""
    BEGINNING = "beginning"
    """One of the token's forms or terms begins with it; of a run of paired script, the whole run."""
    CHARACTER = "character"
    """One of the token's terms begins with it: a single character of paired script."""
    SIMILAR = "similar"
    """A few edits make it of one of the token's forms or terms."""


@dataclass(frozen=True, slots=True)
class Part:
    """One of the tokens that have to follow each other."""

    text: str
    way: Way
    edits: int = 0
    """How many, for what is similar."""

    def fits(self, token: Token) -> bool:
        """Whether the token is what the part looks for."""
        match self.way:
            case Way.TERM:
                return self.text in token.terms
            case Way.FORM | Way.WRITTEN:
                return self.text in token.forms
            case Way.BEGINNING:
                texts = token.forms if token.paired else token.forms + token.terms
                return any(text.casefold().startswith(self.text) for text in texts)
            case Way.CHARACTER:
                return token.terms[0].startswith(self.text)
            case Way.SIMILAR:
                return any(is_within(self.text, text.casefold(), self.edits) for text in token.forms + token.terms)


def parts_of(node: Term | Phrase) -> tuple[Part, ...]:
    """The parts that have to stand side by side; none if the node holds neither letter nor digit.

    A word may have several (`Kim-Jong`), each of which must then be in its place.
    """
    if isinstance(node, Phrase):
        if node.exact:
            return tuple(part for word in node.words for part in _forms(Term(word, exact=True)))
        return tuple(_terms(" ".join(node.words)))
    if node.edits and (found := analysed(node.text)[1]) and len(found) == 1 and found[0].forms:
        return (Part(found[0].forms[-1].casefold(), Way.SIMILAR, node.edits),)
    if not (node.exact or node.prefix):
        return tuple(_terms(node.text))
    return tuple(_forms(node))


def _forms(node: Term) -> Iterator[Part]:
    found = analysed(node.text)[1]
    last = max((at for at, token in enumerate(found) if token.forms), default=-1)
    for at, token in enumerate(found[: last + 1]):
        if at == last and node.prefix:
            yield Part(token.forms[-1].casefold(), Way.BEGINNING)
        elif at == last or (node.exact and not token.paired):
            form = token.forms[-1]
            written = form in token.terms and not token.paired
            yield Part(form, Way.WRITTEN if written else Way.FORM)
        else:
            yield Part(token.terms[0], Way.TERM)


def _terms(text: str) -> Iterator[Part]:
    """Terms in a row. The last character of a run of paired script is left open at the end of the row.

    `김정은` shall find `김정은이`, so it asks for 김정 and 정은 but not for a run that ends there. Inside
    a row the run has to end, or the next word would not follow.
    """
    found = analysed(text)[1]
    for number, token in enumerate(found, start=1):
        if number < len(found) or not token.closes:
            yield Part(token.terms[0], Way.TERM)
        elif token.forms:
            yield Part(token.terms[0], Way.CHARACTER)


def wanted(node: Node) -> Iterator[Term | Phrase]:
    """The words and phrases of a query that an article it finds can hold; not those under a `Not`.

    Those on the sides of a `Near` may stand elsewhere, too.
    """
    if isinstance(node, Term | Phrase):
        yield node
    elif isinstance(node, And | Or):
        for part in node.parts:
            yield from wanted(part)
    elif isinstance(node, Near):
        yield from wanted(node.left)
        yield from wanted(node.right)
    elif isinstance(node, Not) and isinstance(node.part, Not):
        yield from wanted(node.part.part)


def rows_of_side(side: Node) -> tuple[tuple[Part, ...], ...]:
    """What may stand on one side of a `Near`, each a row of parts."""
    return tuple(dict.fromkeys(row for node in wanted(side) if (row := parts_of(node))))


def are_near(one: tuple[int, int], other: tuple[int, int], within: int) -> bool:
    """Whether of two stretches of words, given by first and last position, one is that near behind the other."""
    return 0 < other[0] - one[1] <= within or 0 < one[0] - other[1] <= within
