"""The query language, read by recursive descent. Never fails: what cannot be understood is told in a notice.

    query  = either
    either = all { "OR" all }                     at least one of them
    all    = near { ["AND"] near }                all of them: words side by side
    near   = not { "NEAR" ["/" NUMBER] not }      within so many words of each other (`NEARBY` without a number)
    not    = { "-" | "NOT" } item                 everything but
    item   = "(" either ")" | field | phrase | word | "*"
    field  = NAME ":" value                       names and values: `reference.FIELDS`
    value  = word | phrase | "(" either ")"       a group for fields of words only; a date or range for dates
    phrase = '"' words '"'                        straight, curly or angled quotes
    word   = ["="] CHARACTERS ["*" | "~" ["2"]]   =this very form, begins with*, spelled about so~

Operators are operators in capitals only. Where something is ignored or read in another way than it was
written, the rest still runs and the query carries a notice with the place and the reason. A query of which
nothing is left finds everything.
"""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import Literal

from nkreader.model.query import (
    And,
    Clause,
    Everything,
    Near,
    Node,
    Not,
    Or,
    Phrase,
    Query,
    Role,
    Term,
)
from nkreader.model.spans import Span
from nkreader.search.lexer import Kind, Lexeme
from nkreader.search.reference import BY_NAME, Field, FieldKind, field_named
from nkreader.search.valued import VALUES, Valued

DEEPEST = 40
"""How many groups may lie in each other."""
NEARBY, FARTHEST = 10, 50
"""Words within which the sides of a `NEAR` without a number stand, and the most that a number may say."""
_NEAR = re.compile(r"NEAR(?:/(\d*))?")
_IN_PLACE = (None, "title")
"""Fields whose words stand in the order of a text."""


def parse(source: str) -> Query:
    """Read a query; never raises. Spans of notices are offsets into `source`."""
    return _Parser(source).query()


def roles(source: str) -> list[tuple[Span, Role]]:
    """What each stretch of a query means to the parser: the spans tile `source`; never raises."""
    parser = _Parser(source)
    parser.query()
    meant = [Role.SPACE] * len(source)
    for span, role in parser.marks:  # what was understood later is understood better
        meant[span.start : span.end] = [role] * len(span)
    ends = [at for at in range(1, len(source)) if meant[at] is not meant[at - 1]]
    starts = [0, *ends] if source else []
    return [(Span(a, b), meant[a]) for a, b in zip(starts, [*ends, len(source)], strict=False)]


class _Parser(Valued):
    def __init__(self, source: str) -> None:
        super().__init__(source)
        self.depth = 0
        self.clauses: list[Clause] = []
        self.choice = False
        """Whether the whole is an either-or."""

    def query(self) -> Query:
        node = self._either(None)
        while self._here.kind is Kind.CLOSE:
            self._ignore("this ) closes nothing; ignored", self._take().span)
            node = _all([node, self._either(None)])
        clauses = () if self.choice else tuple(self.clauses)
        return Query(self.source, node or Everything(), tuple(self.notices), clauses)

    def _either(self, field: Field | None) -> Node | None:
        parts = [self._all(field)]
        while self._is("OR"):
            operator = self._take_operator()
            self.choice = self.choice or not self.depth
            following = self._all(field)
            if parts[-1] is None or following is None:
                self._ignore("OR needs a word on both sides; ignored", operator.span)
            parts.append(following)
        return _either(parts)

    def _all(self, field: Field | None) -> Node | None:
        parts: list[Node | None] = []
        while self._here.kind not in (Kind.CLOSE, Kind.END) and not self._is("OR"):
            if self._is("AND") or self._is_near():
                self._between(self._take_operator(), any(parts))
            else:
                first = self.at
                parts.append(self._near(field))
                if not self.depth and (node := parts[-1]) is not None:
                    span = Span(self.lexemes[first].span.start, self.lexemes[self.at - 1].span.end)
                    self.clauses.append(Clause(span, node))
        return _all(parts)

    def _between(self, operator: Lexeme, left: bool) -> None:
        if not left or self._nothing_follows() or operator.text != "AND":
            self._ignore(f"{operator.text} needs a word on both sides; ignored", operator.span)

    def _nothing_follows(self) -> bool:
        return self._here.kind in (Kind.CLOSE, Kind.END) or self._is("OR", "AND") or self._is_near()

    def _is_near(self) -> bool:
        return self._here.kind is Kind.WORD and _NEAR.fullmatch(self._here.text) is not None

    def _near(self, field: Field | None) -> Node | None:
        parts = [left := self._not(field)]
        while self._is_near():
            operator = self._take_operator()
            if self._nothing_follows():
                self._ignore(f"{operator.text} needs a word on both sides; ignored", operator.span)
                continue
            right = self._not(field)
            within = self._within(operator)
            if left is None or right is None:
                self._ignore(f"{operator.text} needs a word on both sides; ignored", operator.span)
                parts.append(right)
            elif (common := _common_field(left, right)) is False:
                told = "needs words or phrases of text or title on both sides; they are searched for anywhere"
                self._tell(f"{operator.text} {told}", operator.span)
                parts.append(right)
            else:
                before = parts.pop()
                parts += [before] if isinstance(before, Near) else []
                parts.append(Near(left, right, within, common))
            left = right
        return _all(parts)

    def _within(self, operator: Lexeme) -> int:
        said = _NEAR.fullmatch(operator.text)
        number = said[1] if said else None
        if not number:
            if number == "":
                self._tell(f"{operator.text} lacks its number; read as NEAR/{NEARBY}", operator.span)
            return NEARBY
        within = min(max(1, int(number[:9])), FARTHEST)
        if str(within) != number.lstrip("0"):
            self._tell(f"{operator.text} is read as NEAR/{within}", operator.span)
        return within

    def _not(self, field: Field | None) -> Node | None:
        negative = False
        while self._here.kind is Kind.MINUS or self._is("NOT"):
            operator = self._take_operator()
            negative = not negative
            if self._here.kind in (Kind.CLOSE, Kind.END) or self._is("OR", "AND"):
                self._ignore(f"{operator.text} needs a word after it; ignored", operator.span)
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
                self._ignore("nothing between ( and ); ignored", Span(opening.span.start, closing.span.end))
        else:
            self._tell("a ) is missing; read as if it stood at the end", opening.span)
        return node

    def _skip_group(self, opening: Lexeme) -> None:
        deep = 1
        while deep and self._here.kind is not Kind.END:
            deep += {Kind.OPEN: 1, Kind.CLOSE: -1}.get(self._here.kind, 0)
            self._take()
        told = f"more than {DEEPEST} groups in each other; what lies deeper is ignored"
        self._ignore(told, Span(opening.span.start, self.lexemes[self.at - 1].span.end))

    def _field(self, name: Lexeme, outer: Field | None) -> Node | None:
        field = field_named(name.text)
        has_value = self._here.glued and self._here.kind in (*VALUES, Kind.OPEN)
        if field is None:
            return self._unknown(name, outer, has_value)
        if not has_value:
            self._ignore(f"{name.text}: needs something right after the colon; ignored", name.span)
            return None
        if field.kind is not FieldKind.WORDS:
            return self._valued(field, name)
        if self._here.kind in (Kind.WORD, Kind.PHRASE):
            lexeme = self._take()
            self.marks.append((lexeme.span, Role.VALUE))
            return self._phrase(lexeme, field) if lexeme.kind is Kind.PHRASE else self._word(lexeme, field)
        return self._item(field) if self._here.kind is not Kind.FIELD else self._term(self._joined(), field)

    def _unknown(self, name: Lexeme, outer: Field | None, has_value: bool) -> Node | None:
        node = self._term(Lexeme(Kind.WORD, name.text, name.span), outer)
        if not has_value:
            self.marks.append((name.span, Role.WORD))
            return node
        near = get_close_matches(name.text.casefold(), BY_NAME, 1)
        hint = f" (did you mean {near[0]}:?)" if near else ""
        self._tell(f"{name.text}: is no field{hint}; searched for as words", name.span)
        value = self._item(outer) if self._here.kind is not Kind.FIELD else self._term(self._joined(), outer)
        return _all([node, value])


def _common_field(left: Node, right: Node) -> str | Literal[False] | None:
    """The field of all words on both sides of a `NEAR`; False if there is none in which they stand in order."""
    fields = {_field_in_order(part) for side in (left, right) for part in _alternatives(side)}
    return fields.pop() if len(fields) == 1 else False


def _alternatives(side: Node) -> tuple[Node, ...]:
    return side.parts if isinstance(side, Or) else (side,)


def _field_in_order(node: Node) -> str | Literal[False] | None:
    return node.field if isinstance(node, Term | Phrase) and node.field in _IN_PLACE else False


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
