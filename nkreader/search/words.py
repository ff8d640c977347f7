"""The lower half of the parser: taking lexemes, telling what is read otherwise, and reading words and phrases."""

from __future__ import annotations

import re

from nkreader.model.query import Everything, Node, Notice, Phrase, Role, Term
from nkreader.model.spans import Span
from nkreader.search.lexer import Kind, Lexeme, lexemes
from nkreader.search.reference import Field
from nkreader.search.similar import edits_of
from nkreader.search.wanted import parts_of

LONGEST = 200
"""How many words and phrases are searched for."""
_SIMILAR = re.compile(r"(.*\w)~(\d*)")
_ROLES = {
    Kind.WORD: Role.WORD,
    Kind.PHRASE: Role.PHRASE,
    Kind.OPEN: Role.GROUP,
    Kind.CLOSE: Role.GROUP,
    Kind.MINUS: Role.OPERATOR,
    Kind.FIELD: Role.FIELD,
    Kind.END: Role.SPACE,
}


class Words:
    """Goes through the lexemes of a query and notes what each stretch of it means."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.lexemes = list(lexemes(source))
        self.at = 0
        self.words = 0
        self.notices: list[Notice] = []
        self.marks: list[tuple[Span, Role]] = []
        """What stretches of the source mean; a later mark goes over an earlier."""

    @property
    def _here(self) -> Lexeme:
        return self.lexemes[self.at]

    def _take(self) -> Lexeme:
        lexeme = self.lexemes[self.at]
        self.at += lexeme.kind is not Kind.END
        self.marks.append((lexeme.span, _ROLES[lexeme.kind]))
        return lexeme

    def _take_operator(self) -> Lexeme:
        lexeme = self._take()
        self.marks.append((lexeme.span, Role.OPERATOR))
        return lexeme

    def _tell(self, text: str, span: Span, role: Role = Role.OTHERWISE) -> None:
        self.marks.append((span, role))
        if all(notice.text != text for notice in self.notices):
            self.notices.append(Notice(text, span))

    def _ignore(self, text: str, span: Span) -> None:
        self._tell(text, span, Role.IGNORED)

    def _is(self, *operators: str) -> bool:
        return self._here.kind is Kind.WORD and self._here.text in operators

    def _phrase(self, lexeme: Lexeme, field: Field | None, exact: bool = False) -> Node | None:
        if not lexeme.closed:
            self._tell("the closing quote is missing; read as if it stood at the end", lexeme.span)
        words = tuple(lexeme.text.split())
        if any(word.endswith(("*", "~")) for word in words):
            self._tell("* and ~ mean nothing between quotes; ignored", lexeme.span)
        return self._kept_if_words(Phrase(words, _name(field), exact), lexeme)

    def _word(self, lexeme: Lexeme, field: Field | None) -> Node | None:
        if lexeme.text == "*":
            if field is None:
                return Everything()
            self._ignore(f"{field.name}:* needs the beginning of a word; ignored", lexeme.span)
            return None
        if lexeme.text == "=" and self._here.kind is Kind.PHRASE and self._here.glued:
            phrase = self._take()
            if field is not None:
                self.marks.append((phrase.span, Role.VALUE))
            return self._phrase(phrase, field, exact=True)
        return self._term(lexeme, field)

    def _term(self, lexeme: Lexeme, field: Field | None) -> Node | None:
        text, edits = self._similar(lexeme)
        exact = text.startswith("=")
        text = text.lstrip("=") if exact else text
        head, star, rest = text.partition("*")
        if star and (not head or rest.strip("*")):
            text = head or rest.replace("*", " ").strip()
            star = star if head else ""
            told = f"a * can only stand at the end of a word; searched for {text}{star}"
            self._tell(told, lexeme.span)
        elif star:
            text = head
        if star and exact:
            self._tell("= and * exclude each other; searched for what begins so", lexeme.span)
        if edits and (star or exact):
            self._tell(f"~ goes neither with = nor with *; searched for {text}{star} without it", lexeme.span)
            edits = 0
        term = Term(text, _name(field), prefix=bool(star), exact=exact and not star, edits=edits)
        return self._kept_if_words(term, lexeme)

    def _similar(self, lexeme: Lexeme) -> tuple[str, int]:
        """A word without its `~`, and how many edits that allows."""
        similar = _SIMILAR.fullmatch(lexeme.text)
        if similar is None:
            return lexeme.text, 0
        text, asked = similar[1], int(similar[2][:9] or 1)
        most = edits_of(text.lstrip("="))
        edits = min(asked, most)
        if not edits:
            told = "~ with 0 is the word itself" if not asked else f"{text} is too short or no single word for ~"
            self._tell(f"{told}; searched for as it is written", lexeme.span)
        elif edits < asked:
            self._tell(f"~{similar[2]} allows too much; read as {text}~{edits}", lexeme.span)
        return text, edits

    def _kept_if_words(self, node: Term | Phrase, lexeme: Lexeme) -> Node | None:
        if not parts_of(node):
            self._ignore(f"{lexeme.text or 'an empty phrase'} has no letters or digits; ignored", lexeme.span)
            return None
        self.words += 1
        if self.words > LONGEST:
            if self.words == LONGEST + 1:
                told = f"only the first {LONGEST} words are searched for; the rest is ignored"
                self._tell(told, Span(lexeme.span.start, len(self.source)))
            self.marks.append((lexeme.span, Role.IGNORED))
            return None
        return node


def _name(field: Field | None) -> str | None:
    return field.name if field else None
