"""The fields and forms of the query language: one table for parser, `search --help` and app."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from textwrap import TextWrapper


class FieldKind(StrEnum):
    """What stands after a field's colon."""

    WORDS = "words"
    """A word, `word*`, `=word`, a phrase or a group in parentheses."""
    DATE = "date"
    """A date, or a range of dates."""
    KEPT = "kept"
    """A question to the library, not to the texts."""


@dataclass(frozen=True, slots=True)
class Field:
    """One field that a query may name."""

    name: str
    kind: FieldKind
    meaning: str
    example: str
    values: tuple[str, ...] = ()
    """The only values there are; empty where any will do."""


FIELDS = (
    Field("title", FieldKind.WORDS, "words of the title", "title:tank"),
    Field("outlet", FieldKind.WORDS, "who published it", 'outlet:"Korea Herald"'),
    Field("author", FieldKind.WORDS, "who wrote it", "author:smith"),
    Field("person", FieldKind.WORDS, "a person it names, by any alias or romanisation", 'person:"Kim Yo Jong"'),
    Field("org", FieldKind.WORDS, "an organisation it names", "org:WPK"),
    Field("place", FieldKind.WORDS, "a place it names", "place:yongbyon"),
    Field("weapon", FieldKind.WORDS, "a weapon it names", "weapon:hwasong-17"),
    Field("event", FieldKind.WORDS, "a named event it names", "event:hanoi"),
    Field("name", FieldKind.WORDS, "a name of any kind", "name:kim*"),
    Field("origin", FieldKind.WORDS, "a source it cites, by any name", "origin:KCNA"),
    Field("lang", FieldKind.WORDS, "its language, as an ISO 639-1 code", "lang:ko"),
    Field("file", FieldKind.WORDS, "words of its path", "file:2024/kcna"),
    Field("published", FieldKind.DATE, "when it was published (date: for short)", "published:2023-09"),
    Field("reported", FieldKind.DATE, "when the source it cites said so", "reported:2023-09-13"),
    Field("happened", FieldKind.DATE, "when the main event happened", "happened:2023-09-12..2023-09-17"),
    Field("added", FieldKind.KEPT, "the day it came into the library, in UTC", "added:2024-05"),
    Field("since", FieldKind.KEPT, "came in, or got a new version, since your last visit", "since:last", ("last",)),
    Field("saved", FieldKind.KEPT, "what a saved search finds", "saved:tanks"),
    Field("tag", FieldKind.KEPT, "your tag, on it or on a highlight", "tag:succession"),
    Field("note", FieldKind.KEPT, "words of your notes", "note:check"),
    Field("same", FieldKind.KEPT, "same event as this article or group", "same:1a2b3c4d5e6f"),
    Field(
        "is",
        FieldKind.KEPT,
        "its state",
        "is:unread",
        ("unread", "read", "starred", "highlighted", "undated", "missing", "new"),
    ),
    Field("has", FieldKind.KEPT, "what you made of it", "has:note", ("note", "quote")),
)

BY_NAME = {field.name: field for field in FIELDS}
SHORT = {"date": "published"}
"""Other names of fields."""

SYNTAX = (
    ("tank factory", "both words, anywhere; singular and plural, British and American spelling meet"),
    ('"tank factory"', "the words in this order, side by side"),
    ("-factory, NOT factory", "without the word"),
    ("tank OR artillery", "one of them, or both; binds looser than words side by side"),
    ("(tank OR gun) factory", "groups"),
    ("denuclear*", "words that begin so"),
    ("missle~", "words spelled about so: one letter missing, too many, another or swapped; missle~2 two of these"),
    ("summit NEAR/5 cancel*", "within five words of each other; NEAR alone: ten. Phrases and (one OR other) too"),
    ("anti-ship, antiship", "with a hyphen, in one or apart, each finds all three; =antiship is only that"),
    ("=tanks", "this very form: neither tank nor tank's; so of several words between quotes"),
    ('person:="Choi Ryong Hae"', "spelled so: neither Choe Ryong Hae nor 최룡해, which it finds without the ="),
    (
        "US, UN, WHO, IT",
        "in capitals only the abbreviation (also U.S., USA); in small letters any us, un, who, it",
    ),
    ("*", "every article"),
    ("field:word", 'also field:"several words", field:(one OR other), -field:word'),
    ("date:2023, date:2023-09", "a year, a month; likewise 2023-09-13, 2023-Q3, 2023-W37"),
    ("date:2023-09..2023-10", "a range; date:2023.. and date:..2023 are open at one end"),
)


def field_named(name: str) -> Field | None:
    """The field of that name or short name, whatever its case."""
    folded = name.casefold()
    return BY_NAME.get(SHORT.get(folded, folded))


def as_text(width: int = 79) -> str:
    """The table as plain text, at most `width` columns wide where that is at all possible."""
    rows = [*SYNTAX, ("", ""), *((field.example, _meaning(field)) for field in FIELDS)]
    left = max(len(form) for form, _ in rows) + 2
    wrapper = TextWrapper(width=max(width, left + 20), subsequent_indent=" " * left)
    return "\n".join(wrapper.fill(f"{form:<{left}}{meaning}") if form else "" for form, meaning in rows)


def _meaning(field: Field) -> str:
    return f"{field.meaning}: {', '.join(field.values)}" if len(field.values) > 1 else field.meaning
