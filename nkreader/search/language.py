"""The query language, read by recursive descent. Never fails: what cannot be understood is told in a notice.

    query  = either
    either = all { "OR" all }                     at least one of them
    all    = not { ["AND"] not }                  all of them: words side by side
    not    = { "-" | "NOT" } item                 everything but
    item   = "(" either ")" | field | phrase | word | "*"
    field  = NAME ":" value                       names and values: `reference.FIELDS`
    value  = word | phrase | "(" either ")"       a group for fields of words only; a date or range for dates
    phrase = '"' words '"'                        straight, curly or angled quotes
    word   = ["="] CHARACTERS ["*"]               =this very form, begins with*

Operators are operators in capitals only. Where something is ignored or read in another way than it was
written, the rest still runs and the query carries a notice with the place and the reason. A query of which
nothing is left finds everything.
"""

from __future__ import annotations

import re
from difflib import get_close_matches

from nkreader.model.query import And, During, Everything, Kept, Node, Not, Notice, Or, Phrase, Query, Term
from nkreader.model.spans import Span
from nkreader.search.datevalues import read_days
from nkreader.search.lexer import Kind, Lexeme, lexemes
from nkreader.search.reference import BY_NAME, Field, FieldKind, field_named
from nkreader.search.wanted import parts_of

DEEPEST = 40
"""How many groups may lie in each other."""
LONGEST = 200
"""How many words and phrases are searched for."""
_NEAR = re.compile(r"NEAR(?:/\d*)?")
_SIMILAR = re.compile(r"(.*\w)~(\d*)")
_VALUES = (Kind.WORD, Kind.PHRASE, Kind.FIELD)


def parse(source: str) -> Query:
    """Read a query; never raises. Spans of notices are offsets into `source`."""
    return _Parser(source).query()


class _Parser:
    def __init__(self, source: str) -> None:
        self.source = source
        self.lexemes = list(lexemes(source))
        self.at = 0
        self.depth = 0
        self.words = 0
        self.notices: list[Notice] = []

    def query(self) -> Query:
        node = self._either(None)
        while self._here.kind is Kind.CLOSE:
            self._tell("this ) closes nothing; ignored", self._take().span)
            node = _all([node, self._either(None)])
        return Query(self.source, node or Everything(), tuple(self.notices))

    @property
    def _here(self) -> Lexeme:
        return self.lexemes[self.at]

    def _take(self) -> Lexeme:
        lexeme = self.lexemes[self.at]
        self.at += lexeme.kind is not Kind.END
        return lexeme

    def _tell(self, text: str, span: Span) -> None:
        if all(notice.text != text for notice in self.notices):
            self.notices.append(Notice(text, span))

    def _is(self, *operators: str) -> bool:
        return self._here.kind is Kind.WORD and self._here.text in operators

    def _either(self, field: Field | None) -> Node | None:
        parts = [self._all(field)]
        while self._is("OR"):
            operator = self._take()
            following = self._all(field)
            if parts[-1] is None or following is None:
                self._tell("OR needs a word on both sides; ignored", operator.span)
            parts.append(following)
        return _either(parts)

    def _all(self, field: Field | None) -> Node | None:
        parts: list[Node | None] = []
        while self._here.kind not in (Kind.CLOSE, Kind.END) and not self._is("OR"):
            if self._is("AND") or (self._here.kind is Kind.WORD and _NEAR.fullmatch(self._here.text)):
                self._between(self._take(), any(parts))
            else:
                parts.append(self._not(field))
        return _all(parts)

    def _between(self, operator: Lexeme, left: bool) -> None:
        right = self._here.kind not in (Kind.CLOSE, Kind.END) and not self._is("OR", "AND")
        if not (left and right):
            self._tell(f"{operator.text} needs a word on both sides; ignored", operator.span)
        elif operator.text != "AND":
            told = f"{operator.text} is not known; both sides are searched for anywhere in the article"
            self._tell(told, operator.span)

    def _not(self, field: Field | None) -> Node | None:
        negative = False
        while self._here.kind is Kind.MINUS or self._is("NOT"):
            operator = self._take()
            negative = not negative
            if self._here.kind in (Kind.CLOSE, Kind.END) or self._is("OR", "AND"):
                self._tell(f"{operator.text} needs a word after it; ignored", operator.span)
                return None
        item = self._item(field)
        return Not(item) if negative and item is not None else item

    def _item(self, field: Field | None) -> Node | None:
        lexeme = self._take()
        match lexeme.kind:
            case Kind.OPEN:
                return self._group(lexeme, field)
            case Kind.FIELD:
                return self._field(lexeme, field)
            case Kind.PHRASE:
                return self._phrase(lexeme, field)
            case _:
                return self._word(lexeme, field)

    def _group(self, opening: Lexeme, field: Field | None) -> Node | None:
        if self.depth >= DEEPEST:
            self._skip_group(opening)
            return None
        self.depth += 1
        node = self._either(field)
        self.depth -= 1
        if self._here.kind is Kind.CLOSE:
            closing = self._take()
            if node is None and not self.notices:
                self._tell("nothing between ( and ); ignored", Span(opening.span.start, closing.span.end))
        else:
            self._tell("a ) is missing; read as if it stood at the end", opening.span)
        return node

    def _skip_group(self, opening: Lexeme) -> None:
        deep = 1
        while deep and self._here.kind is not Kind.END:
            deep += {Kind.OPEN: 1, Kind.CLOSE: -1}.get(self._here.kind, 0)
            self._take()
        told = f"more than {DEEPEST} groups in each other; what lies deeper is ignored"
        self._tell(told, Span(opening.span.start, self.lexemes[self.at - 1].span.end))

    def _field(self, name: Lexeme, outer: Field | None) -> Node | None:
        field = field_named(name.text)
        has_value = self._here.glued and self._here.kind in (*_VALUES, Kind.OPEN)
        if field is None:
            return self._unknown(name, outer, has_value)
        if not has_value:
            self._tell(f"{name.text}: needs something right after the colon; ignored", name.span)
            return None
        if field.kind is not FieldKind.WORDS:
            return self._valued(field, name)
        return self._item(field) if self._here.kind is not Kind.FIELD else self._term(self._run(), field)

    def _unknown(self, name: Lexeme, outer: Field | None, has_value: bool) -> Node | None:
        node = self._term(Lexeme(Kind.WORD, name.text, name.span), outer)
        if not has_value:
            return node
        near = get_close_matches(name.text.casefold(), BY_NAME, 1)
        hint = f" (did you mean {near[0]}:?)" if near else ""
        self._tell(f"{name.text}: is no field{hint}; searched for as words", name.span)
        value = self._item(outer) if self._here.kind is not Kind.FIELD else self._term(self._run(), outer)
        return _all([node, value])

    def _run(self) -> Lexeme:
        """The lexemes up to the next white space or parenthesis as one word, colons and all."""
        start = end = self._here.span.start
        while self._here.kind in _VALUES and (end == start or self._here.glued):
            end = self._take().span.end
        return Lexeme(Kind.WORD, self.source[start:end], Span(start, end))

    def _valued(self, field: Field, name: Lexeme) -> Node | None:
        """The value of a date or of a question to the library: one word or phrase, colons and all."""
        if self._here.kind is Kind.OPEN:
            self._skip_value(name)
            return None
        lexeme = self._run() if self._here.kind is Kind.FIELD else self._take()
        value = lexeme.text
        span = Span(name.span.start, lexeme.span.end)
        if field.kind is FieldKind.DATE:
            try:
                return During(field.name, read_days(value.strip()))
            except ValueError as error:
                self._tell(f"{self.source[span.start : span.end]} is ignored: {error}", span)
                return None
        return self._kept(field, value.strip(), span)

    def _skip_value(self, name: Lexeme) -> None:
        start, deep = self._take().span.start, 1
        while deep and self._here.kind is not Kind.END:
            deep += {Kind.OPEN: 1, Kind.CLOSE: -1}.get(self._take().kind, 0)
        told = f"{name.text}: takes one value, not a group; ignored"
        self._tell(told, Span(min(start, name.span.start), self.lexemes[self.at - 1].span.end))

    def _kept(self, field: Field, value: str, span: Span) -> Node | None:
        if field.values:
            folded = value.casefold()
            if folded not in field.values:
                near = get_close_matches(folded, field.values, 1) or [", ".join(field.values)]
                self._tell(f"{field.name}: has no {value}, only {near[0]}; ignored", span)
                return None
            return Kept(field.name, folded)
        if not value:
            self._tell(f"{field.name}: needs something right after the colon; ignored", span)
            return None
        return Kept(field.name, value)

    def _phrase(self, lexeme: Lexeme, field: Field | None) -> Node | None:
        if not lexeme.closed:
            self._tell("the closing quote is missing; read as if it stood at the end", lexeme.span)
        words = tuple(lexeme.text.split())
        if any(word.endswith(("*", "~")) for word in words):
            self._tell("* and ~ mean nothing between quotes; ignored", lexeme.span)
        return self._kept_if_words(Phrase(words, _name(field)), lexeme)

    def _word(self, lexeme: Lexeme, field: Field | None) -> Node | None:
        if lexeme.text == "*":
            if field is None:
                return Everything()
            self._tell(f"{field.name}:* needs the beginning of a word; ignored", lexeme.span)
            return None
        if lexeme.text == "=" and self._here.kind is Kind.PHRASE and self._here.glued:
            self._tell("= is for single words; the phrase is searched for in any of its forms", lexeme.span)
            return self._phrase(self._take(), field)
        return self._term(lexeme, field)

    def _term(self, lexeme: Lexeme, field: Field | None) -> Node | None:
        text = lexeme.text
        if similar := _SIMILAR.fullmatch(text):
            text = similar[1]
            self._tell(f"~ is not known; searched for {text} as it is written", lexeme.span)
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
        return self._kept_if_words(Term(text, _name(field), prefix=bool(star), exact=exact and not star), lexeme)

    def _kept_if_words(self, node: Term | Phrase, lexeme: Lexeme) -> Node | None:
        if not parts_of(node):
            self._tell(f"{lexeme.text or 'an empty phrase'} has no letters or digits; ignored", lexeme.span)
            return None
        self.words += 1
        if self.words > LONGEST:
            if self.words == LONGEST + 1:
                told = f"only the first {LONGEST} words are searched for; the rest is ignored"
                self._tell(told, Span(lexeme.span.start, len(self.source)))
            return None
        return node


def _name(field: Field | None) -> str | None:
    return field.name if field else None


def _all(parts: list[Node | None]) -> Node | None:
    """All of the parts there are; groups of the same kind become one."""
    flat: list[Node] = []
    for part in parts:
        flat.extend(part.parts if isinstance(part, And) else [part] if part is not None else [])
    return And(tuple(flat)) if len(flat) > 1 else flat[0] if flat else None


def _either(parts: list[Node | None]) -> Node | None:
    flat: list[Node] = []
    for part in parts:
        flat.extend(part.parts if isinstance(part, Or) else [part] if part is not None else [])
    return Or(tuple(flat)) if len(flat) > 1 else flat[0] if flat else None
