"""The middle of the parser: what stands behind the colon of a date, or of a question to the library."""

from __future__ import annotations

from difflib import get_close_matches

from nkreader.model.query import During, Kept, Node, Role
from nkreader.model.spans import Span
from nkreader.search.datevalues import read_days
from nkreader.search.lexer import QUOTES, Kind, Lexeme
from nkreader.search.reference import Field, FieldKind
from nkreader.search.words import Words

VALUES = (Kind.WORD, Kind.PHRASE, Kind.FIELD)
"""What a value begins with, but for a group."""


class Valued(Words):
    """Reads values that are not words to be found in texts."""

    def _run(self) -> Lexeme:
        """The lexemes up to the next white space or parenthesis as one word, colons and all."""
        start = end = self._here.span.start
        while self._here.kind in VALUES and (end == start or self._here.glued):
            end = self._take().span.end
        self.marks.append((Span(start, end), Role.VALUE))
        return Lexeme(Kind.WORD, self.source[start:end], Span(start, end))

    def _joined(self) -> Lexeme:
        """The same as words to be searched for: quotes inside it, closed or not, only part them."""
        lexeme = self._run()
        text = "".join(" " if sign in QUOTES else sign for sign in lexeme.text).strip()
        return Lexeme(Kind.WORD, text, lexeme.span)

    def _valued(self, field: Field, name: Lexeme) -> Node | None:
        """The value of a date or of a question to the library: one word or phrase, colons and all."""
        if self._here.kind is Kind.OPEN:
            self._skip_value(name)
            return None
        lexeme = self._run() if self._here.kind is Kind.FIELD else self._take()
        self.marks.append((lexeme.span, Role.VALUE))
        value = lexeme.text
        span = Span(name.span.start, lexeme.span.end)
        if field.kind is FieldKind.DATE:
            return self._days(field, value.strip(), span)
        return self._kept(field, value.strip(), span)

    def _days(self, field: Field, value: str, span: Span) -> Node | None:
        """The days of a date field; those of `added` are a question to the library."""
        try:
            days = read_days(value)
        except ValueError as error:
            hint = "; since:last finds what is new" if field.name == "added" else ""
            self._ignore(f"{self.source[span.start : span.end]} is ignored: {error}{hint}", span)
            return None
        return During(field.name, days) if field.kind is FieldKind.DATE else Kept(field.name, value, span)

    def _skip_value(self, name: Lexeme) -> None:
        start, deep = self._take().span.start, 1
        while deep and self._here.kind is not Kind.END:
            deep += {Kind.OPEN: 1, Kind.CLOSE: -1}.get(self._take().kind, 0)
        told = f"{name.text}: takes one value, not a group; ignored"
        self._ignore(told, Span(min(start, name.span.start), self.lexemes[self.at - 1].span.end))

    def _kept(self, field: Field, value: str, span: Span) -> Node | None:
        if field.values:
            folded = value.casefold()
            if folded not in field.values:
                near = get_close_matches(folded, field.values, 1) or [", ".join(field.values)]
                self._ignore(f"{field.name}: has no {value}, only {near[0]}; ignored", span)
                return None
            return Kept(field.name, folded, span)
        if field.name == "added":
            return self._days(field, value, span)
        if not value:
            self._ignore(f"{field.name}: needs something right after the colon; ignored", span)
            return None
        return Kept(field.name, value, span)
