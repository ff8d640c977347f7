"""What may stand at the cursor of a query: fields, and values with how many articles of the library have them."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from nkreader.archive import joined, searches
from nkreader.archive.serial import entity_from_json
from nkreader.model.dates import PartialDate
from nkreader.model.folding import fold
from nkreader.model.headline import Headline
from nkreader.model.sanitise import safe_line
from nkreader.model.typed import Completion
from nkreader.search.completing import Begun, begun_at, names
from nkreader.search.editing import value
from nkreader.search.reference import Field, FieldKind, field_named
from nkreader.search.spelling import unaccented

MOST = 8
"""How many completions are offered."""
SHORTEST = 2
"""Letters of a word before a name is offered for it."""
KINDS = {"person": "person", "org": "organisation", "place": "place", "weapon": "weapon", "event": "event"}
"""Fields of names, and how the ids of their names begin."""
_DAYS = {"published", "reported", "happened"}
_NAMES = "SELECT entity, count(*), min(article), name_json FROM naming GROUP BY entity"


@dataclass(frozen=True, slots=True)
class NameCount:
    """A name, what it is also called, and how many articles have it."""

    kind: str
    """As the entity's id begins."""
    name: str
    forms: tuple[str, ...]
    """Name and aliases as they are compared, the name first."""
    aliases: tuple[str, ...]
    """In the same order, as they are written."""
    articles: int


def name_counts(db: sqlite3.Connection) -> tuple[NameCount, ...]:
    """Every name of the library, those in most articles first."""
    leaders = joined.leaders(db)
    rows = db.execute(_NAMES).fetchall()
    known = [(entity_from_json(data), count) for entity, count, _, data in rows if entity not in leaders]
    for leader in sorted(set(leaders.values())):  # who are counted as one are one name
        if (person := joined.person(db, leader)) is not None:
            known.append((person, len(joined.articles(db, joined.together(db, leader)))))
    found = []
    for one, count in known:
        written = tuple(dict.fromkeys([one.name, *one.aliases]))
        found.append(NameCount(one.kind.value, one.name, tuple(map(_levelled, written)), written, count))
    return tuple(sorted(found, key=lambda one: (-one.articles, one.name)))


def completions(
    db: sqlite3.Connection,
    source: str,
    cursor: int,
    headlines: Mapping[str, Headline],
    known: Iterable[NameCount],
    wanted: bool,
) -> tuple[Completion, ...]:
    """The likeliest first; what is `wanted` for words that may just be words, and for an empty line."""
    begun = begun_at(source, cursor)
    if begun is None or (begun.field is None and not wanted):
        return ()
    if begun.field is None:
        found = list(_words(begun, known))
    else:
        found = list(_values(db, begun, begun.field, headlines, known))
    return tuple(item for item in found[:MOST] if item.text != source[item.span.start : item.span.end])


def _words(begun: Begun, known: Iterable[NameCount]) -> Iterator[Completion]:
    """Names of fields; where there are none, names of people and things with the field that finds them."""
    begins = names(begun.text)
    for name in begins:
        field = field_named(name)
        if field is not None:
            yield Completion(begun.span, f"{name}:", f"{name}:", field.meaning)
    if begins or len(begun.text) < SHORTEST:
        return
    fields = {kind: field for field, kind in KINDS.items()}
    for one, count, alias in _named(begun.text, known):
        field = field_named(fields.get(one.kind, ""))
        written = value(one.name, words=True)
        if field is not None and written is not None:
            yield Completion(begun.span, f"{field.name}:{written}", one.name, alias or field.name, count)


def _named(begun: str, known: Iterable[NameCount], kind: str = "") -> Iterator[tuple[NameCount, int, str]]:
    """Names, or any of whose aliases, that begin so, before those of which another word does; with that alias."""
    typed = _levelled(begun)
    later = []
    for one in known:
        if kind and one.kind != kind:
            continue
        first = next((at for at, form in enumerate(one.forms) if form.startswith(typed)), None)
        if first is not None:
            yield one, one.articles, one.aliases[first] if first else ""
        elif typed:
            inside = next((at for at, form in enumerate(one.forms) if f" {typed}" in form), None)
            if inside is not None:
                later.append((one, one.articles, one.aliases[inside] if inside else ""))
    yield from later


def _values(
    db: sqlite3.Connection,
    begun: Begun,
    field: Field,
    headlines: Mapping[str, Headline],
    known: Iterable[NameCount],
) -> Iterator[Completion]:
    words = field.kind is FieldKind.WORDS
    for name, count, about in _counted(db, begun, field, headlines, known):
        written = value(name, words)
        if written is not None:
            yield Completion(begun.span, written, name, about, count)


def _counted(
    db: sqlite3.Connection,
    begun: Begun,
    field: Field,
    headlines: Mapping[str, Headline],
    known: Iterable[NameCount],
) -> Iterable[tuple[str, int | None, str]]:
    """Values of a field that begin so: the value, how many articles have it, a word about it."""
    if field.name in KINDS or field.name == "name":
        named = _named(begun.text, known, KINDS.get(field.name, ""))
        return ((one.name, count, alias) for one, count, alias in named)
    if field.values:
        return ((name, None, "") for name in field.values if name.startswith(begun.text.casefold()))
    if field.name in _DAYS:
        return _periods(begun.text, (getattr(headline, field.name) for headline in [*headlines.values()]))
    rows = _COLUMNS.get(field.name)
    if rows is not None:
        return _beginning(begun.text, Counter(rows([*headlines.values()])))
    return _stored(db, begun.text, field.name)


def _stored(db: sqlite3.Connection, begun: str, field: str) -> Iterable[tuple[str, int | None, str]]:
    if field == "saved":
        typed = _levelled(begun)
        return ((one.name, None, one.query) for one in searches.saved(db) if _levelled(one.name).startswith(typed))
    if field == "added":
        length = _length(begun)
        rows = db.execute("SELECT substr(added, 1, ?), count(*) FROM article GROUP BY 1 ORDER BY 1 DESC", (length,))
        return ((day, count, "") for day, count in rows if day.startswith(begun))
    if field == "origin":
        return _origins(db, begun)
    return ()


def _origins(db: sqlite3.Connection, begun: str) -> Iterator[tuple[str, int | None, str]]:
    """Sources whose name, or what an article calls them for short, begins so, with that short name; then as others."""
    typed = _levelled(begun)
    short: dict[str, str] = {}
    counts: dict[str, int] = {}
    for name, said, count in db.execute(_ORIGINS):
        if not count:
            continue
        counts[name] = counts.get(name, 0) + count
        if typed and _levelled(said).startswith(typed) and not _levelled(name).startswith(typed):
            short.setdefault(name, said)
    told = sorted(short, key=lambda name: (-counts[name], name))
    yield from ((name, counts[name], short[name]) for name in told)
    yield from (one for one in _beginning(begun, counts) if one[0] not in short)


def _beginning(begun: str, counts: Mapping[str, int]) -> Iterator[tuple[str, int | None, str]]:
    """Values that begin so, before those of which another word does; the most frequent first."""
    typed = _levelled(begun)
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    levelled = [(name, count, _levelled(name)) for name, count in ranked]
    yield from ((name, count, "") for name, count, form in levelled if form.startswith(typed))
    yield from ((name, count, "") for name, count, form in levelled if typed and f" {typed}" in form)


def _periods(begun: str, dates: Iterable[PartialDate]) -> Iterator[tuple[str, int | None, str]]:
    """Years, the latest first; behind a year its months, behind a month its days."""
    length = _length(begun)
    counts: Counter[str] = Counter()
    for when in dates:
        first, last = when.interval.earliest, when.interval.latest
        if first and last and first.isoformat()[:length] == last.isoformat()[:length]:
            counts[first.isoformat()[:length]] += 1
    yield from ((name, counts[name], "") for name in sorted(counts, reverse=length == 4) if name.startswith(begun))


def _length(begun: str) -> int:
    """Characters of a year, a month or a day: of what comes behind that which is begun."""
    return 4 if len(begun) < 4 else 7 if len(begun) < 7 else 10


def _levelled(text: str) -> str:
    if text.isascii() and text.isprintable() and "`" not in text:
        return text.casefold().strip()  # what the rest comes to, several times faster for all names of a library
    return unaccented(fold(safe_line(text))).strip()


_COLUMNS: Mapping[str, Callable[[Iterable[Headline]], Iterator[str]]] = {
    "outlet": lambda found: (each.outlet for each in found if each.outlet),
    "author": lambda found: (each.author for each in found if each.author),
    "lang": lambda found: (each.lang for each in found if each.lang),
    "tag": lambda found: (tag for each in found for tag in each.tags),
}
_ORIGINS = """
SELECT name, said, count(*) FROM citing WHERE kind != 'unnamed' GROUP BY name, said
UNION ALL SELECT 'unnamed source', 'unnamed source', count(DISTINCT article) FROM citing WHERE kind = 'unnamed'
"""
