"""What may stand at the cursor of a query: fields, and values with how many articles of the library have them."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import islice

from nkreader.archive import searches
from nkreader.archive.beginning import beginning
from nkreader.archive.counting import levelled
from nkreader.model.dates import PartialDate
from nkreader.model.headline import Headline
from nkreader.model.typed import Completion
from nkreader.search.completing import Begun, begun_at, names
from nkreader.search.editing import value
from nkreader.search.reference import Field, FieldKind, field_named

MOST = 8
"""How many completions are offered."""
SHORTEST = 2
"""Letters of a word before a name is offered for it."""
KINDS = {"person": "person", "org": "organisation", "place": "place", "weapon": "weapon", "event": "event"}
"""Fields of names, and how the ids of their names begin."""
UNNAMED = "unnamed source"
"""What people without a name are found by, all of them together."""
_DAYS = {"published", "reported", "happened"}


def completions(
    db: sqlite3.Connection,
    source: str,
    cursor: int,
    headlines: Mapping[str, Headline],
    wanted: bool,
) -> tuple[Completion, ...]:
    """The likeliest first; what is `wanted` for words that may just be words, and for an empty line."""
    begun = begun_at(source, cursor)
    if begun is None or (begun.field is None and not wanted):
        return ()
    found = _words(db, begun) if begun.field is None else _values(db, begun, begun.field, headlines)
    return tuple(item for item in islice(found, MOST) if item.text != source[item.span.start : item.span.end])


def _words(db: sqlite3.Connection, begun: Begun) -> Iterator[Completion]:
    """Names of fields; where there are none, names of people and things with the field that finds them."""
    begins = names(begun.text)
    for name in begins:
        field = field_named(name)
        if field is not None:
            yield Completion(begun.span, f"{name}:", f"{name}:", field.meaning)
    if begins or len(begun.text) < SHORTEST:
        return
    fields = {kind: field for field, kind in KINDS.items()}
    for one in beginning(db, begun.text):
        field = field_named(fields.get(one.entity.kind, ""))
        written = value(one.entity.name, words=True)
        if field is not None and written is not None:
            about = one.alias or field.name
            yield Completion(begun.span, f"{field.name}:{written}", one.entity.name, about, one.articles)


def _values(
    db: sqlite3.Connection,
    begun: Begun,
    field: Field,
    headlines: Mapping[str, Headline],
) -> Iterator[Completion]:
    words = field.kind is FieldKind.WORDS
    for name, count, about in _counted(db, begun, field, headlines):
        written = value(name, words)
        if written is not None:
            yield Completion(begun.span, written, name, about, count)


def _counted(
    db: sqlite3.Connection,
    begun: Begun,
    field: Field,
    headlines: Mapping[str, Headline],
) -> Iterable[tuple[str, int | None, str]]:
    """Values of a field that begin so: the value, how many articles have it, a word about it."""
    if field.name in KINDS or field.name == "name":
        named = beginning(db, begun.text, KINDS.get(field.name, ""))
        return ((one.entity.name, one.articles, one.alias) for one in named)
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
        typed = levelled(begun)
        return ((one.name, None, one.query) for one in searches.saved(db) if levelled(one.name).startswith(typed))
    if field == "added":
        length = _length(begun)
        rows = db.execute("SELECT substr(added, 1, ?), count(*) FROM article GROUP BY 1 ORDER BY 1 DESC", (length,))
        return ((day, count, "") for day, count in rows if day.startswith(begun))
    if field == "origin":
        return _origins(db, begun)
    return ()


def _origins(db: sqlite3.Connection, begun: str) -> Iterator[tuple[str, int | None, str]]:
    """Sources whose name, or what an article calls them for short, begins so, with that short name; then as others."""
    typed = levelled(begun)
    short: dict[str, str] = {}
    counts: dict[str, int] = {}
    rows = db.execute(_ORIGINS).fetchall()
    if f" {typed}" in f" {UNNAMED}" and (count := db.execute(_UNNAMED).fetchone()[0]):
        rows.append((UNNAMED, UNNAMED, count))
    for name, said, count in rows:
        counts[name] = counts.get(name, 0) + count
        if typed and levelled(said).startswith(typed) and not levelled(name).startswith(typed):
            short.setdefault(name, said)
    told = sorted(short, key=lambda name: (-counts[name], name))
    yield from ((name, counts[name], short[name]) for name in told)
    yield from (one for one in _beginning(begun, counts) if one[0] not in short)


def _beginning(begun: str, counts: Mapping[str, int]) -> Iterator[tuple[str, int | None, str]]:
    """Values that begin so, before those of which another word does; the most frequent first."""
    typed = levelled(begun)
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    forms = [(name, count, levelled(name)) for name, count in ranked]
    yield from ((name, count, "") for name, count, form in forms if form.startswith(typed))
    yield from ((name, count, "") for name, count, form in forms if typed and f" {typed}" in form)


def _periods(begun: str, dates: Iterable[PartialDate]) -> Iterator[tuple[str, int | None, str]]:
    """Years, the latest first; behind a year its months, behind a month its days."""
    length = _length(begun)
    known = [*dates]
    alike = {id(when): when for when in known}  # told apart by their place in memory: many articles share one
    counts: Counter[str] = Counter()
    for key, number in Counter(map(id, known)).items():
        first, last = alike[key].interval.earliest, alike[key].interval.latest
        if first and last and first.isoformat()[:length] == last.isoformat()[:length]:
            counts[first.isoformat()[:length]] += number
    yield from ((name, counts[name], "") for name in sorted(counts, reverse=length == 4) if name.startswith(begun))


def _length(begun: str) -> int:
    """Characters of a year, a month or a day: of what comes behind that which is begun."""
    return 4 if len(begun) < 4 else 7 if len(begun) < 7 else 10


_COLUMNS: Mapping[str, Callable[[Iterable[Headline]], Iterator[str]]] = {
    "outlet": lambda found: (each.outlet for each in found if each.outlet),
    "author": lambda found: (each.author for each in found if each.author),
    "lang": lambda found: (each.lang for each in found if each.lang),
    "tag": lambda found: (tag for each in found for tag in each.tags),
}
_ORIGINS = "SELECT name, said, sum(articles) FROM cited GROUP BY name, said"
_UNNAMED = "SELECT count(DISTINCT article) FROM citing WHERE kind = 'unnamed'"
