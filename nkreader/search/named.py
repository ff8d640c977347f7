"""Names that a text prints otherwise than they are asked for: `북한` finds what names North Korea, `org:WPK` the party.

The index knows each name with all its aliases. What a text calls whom it means, only the analysis of it can tell.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from nkreader.model.analysis import Analysis
from nkreader.model.query import Query
from nkreader.model.spans import Span, merged
from nkreader.search.matching import Row, Sought, rows_in, rows_of, spans_of
from nkreader.search.wanted import parts_of, wanted

FIELDS = ("person", "org", "place", "weapon", "event", "name", "origin")
"""Fields of names."""
Called = Callable[[str, Sequence[Row]], Iterable[str]]
"""What an article, given by id, calls those of whose names one is of the rows."""


class AskedNames(NamedTuple):
    """What of a query may be a name."""

    sure: tuple[Row, ...]
    """Asked for in a field of names, or in a script that few of the texts are in."""
    bare: tuple[Row, ...]
    """Words and phrases without a field: mostly just words."""

    def unseen(self, missing: Iterable[Sought], anything: bool) -> tuple[Row, ...]:
        """Those to be looked for by other names in a text that lacks some rows; `anything` of the query it may have."""
        lacking = set(missing)
        found = tuple(row for row in self.sure if row in lacking)
        return found if anything else (*found, *(row for row in self.bare if row in lacking))


def asked_names(query: Query) -> AskedNames:
    """What of a query may be a name; of no use where it is asked for in its very form."""
    words = [(word.field, parts_of(word)) for word in wanted(query.node) if not word.exact]
    sure = dict.fromkeys(row for field, row in words if row and (field in FIELDS or (field is None and _foreign(row))))
    return AskedNames(tuple(sure), tuple(dict.fromkeys(row for field, row in words if field is None and row)))


def _foreign(row: Row) -> bool:
    return not all(part.text.isascii() for part in row)


def mentions_asked(analysis: Analysis, rows: Sequence[Row]) -> Iterator[Span]:
    """Where a text mentions those of whose names, or aliases, one has one of the rows."""
    asked = {
        one.id for one in analysis.names.values() if any(spans_of(name, rows) for name in (one.name, *one.aliases))
    }
    return (mention.span for mention in analysis.mentions if mention.entity in asked)


def marks_in(text: str, query: Query, analysis: Analysis | None = None) -> tuple[Span, ...]:
    """Where a text has what a query asks for, and where it names those whom it calls otherwise; offsets into it."""
    rows = rows_of(query)
    found, has = rows_in(text, rows)
    unseen = asked_names(query).unseen((row for row in rows if row not in has), bool(found)) if analysis else ()
    return tuple(merged([*found, *mentions_asked(analysis, unseen)])) if analysis and unseen else found


def spans_called(text: str, called: Iterable[str]) -> tuple[Span, ...]:
    """Where a text has one of these forms, of two that begin at one place the longer; offsets into it."""
    forms = sorted({form for form in called if form}, key=len, reverse=True)
    if not forms:
        return ()
    pattern = re.compile("|".join(map(_whole, forms)))
    return tuple(Span(match.start(), match.end()) for match in pattern.finditer(text))


def _whole(form: str) -> str:
    """A form of several words wherever it stands, as print runs words together; a single one only as a word."""
    return re.escape(form) if " " in form else rf"(?<!\w){re.escape(form)}" + (r"(?!\w)" if form.isascii() else "")
