"""What a search can be narrowed by, counted over everything it finds.

The values come from the store; each is then counted in the index, by the very clause that would narrow the search. So
a number told here is the number found there, also where one outlet's name holds another's.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial

from nkreader.archive.connection import Connection
from nkreader.archive.finding import Finder
from nkreader.archive.serial import entity_from_json
from nkreader.archive.spelling_out import in_all_spellings
from nkreader.model.entities import Entity
from nkreader.model.facets import Facet, FacetGroup, in_time, outlets
from nkreader.model.headline import Headline
from nkreader.model.provenance import NAMED
from nkreader.model.query import Node, Phrase
from nkreader.search.editing import value

MOST = 8
"""Facets of a kind."""
_KINDS = (("person", "people"), ("place", "places"))
_NAMED = """
SELECT coalesce(o.leader, g.entity) AS one, count(DISTINCT g.article) AS articles FROM json_each(?1) j
JOIN naming g INDEXED BY naming_article ON g.article = j.value LEFT JOIN joined o ON o.entity = g.entity
WHERE g.entity >= ?2 AND g.entity < ?3 GROUP BY one ORDER BY articles DESC, one LIMIT ?4
"""
_ORIGINS = """
SELECT c.name, min(c.said), count(*) AS articles FROM json_each(?1) j
JOIN citing c INDEXED BY citing_article ON c.article = j.value
WHERE c.kind IN (SELECT value FROM json_each(?2)) GROUP BY c.name ORDER BY articles DESC, c.name LIMIT ?3
"""
_NAME = "SELECT name_json FROM naming WHERE entity = ? ORDER BY article LIMIT 1"


def facets(
    db: Connection, finder: Finder, found: Sequence[Headline], go_on: Callable[[], None] = lambda: None
) -> tuple[FacetGroup, ...]:
    """Outlets, origins, years or months, people and places.

    `go_on` is called between the steps, none of which keeps a search waiting for long; what it raises ends the work.
    """
    ids = frozenset(headline.id for headline in found)
    count = partial(_group, db, finder, ids, go_on)
    groups = [count("outlets", "outlet", outlets(found, MOST))]
    short = _origins(db, ids)
    groups.append(count("origins", "origin", [*short], labels=short))
    groups.append(FacetGroup("published", in_time(found, MOST)))
    for field, title in _KINDS:
        known = [*_names(db, field, ids)]
        unlisted = frozenset(one.name for one in known if field == "person" and not one.listed)
        groups.append(count(title, field, [one.name for one in known], unlisted))
    return tuple(group for group in groups if group.facets)


def _origins(db: Connection, ids: frozenset[str]) -> dict[str, str]:
    """The sources that most of the articles cite, but for people, each with a short name of it."""
    wanted = json.dumps(sorted(ids)), json.dumps(NAMED)
    return {name: said for name, said, _ in db.execute(_ORIGINS, (*wanted, MOST))}


def _names(db: Connection, kind: str, ids: frozenset[str]) -> Iterator[Entity]:
    """The names of a kind that most of the articles have; people who are counted as one once."""
    rows = db.execute(_NAMED, (json.dumps(sorted(ids)), f"{kind}/", f"{kind}0", MOST)).fetchall()
    for entity, _ in rows:
        (data,) = db.execute(_NAME, (entity,)).fetchone()
        yield entity_from_json(data)


def _group(
    db: Connection,
    finder: Finder,
    ids: frozenset[str],
    go_on: Callable[[], None],
    title: str,
    field: str,
    names: Sequence[str],
    folded: frozenset[str] = frozenset(),
    labels: Mapping[str, str] | None = None,
) -> FacetGroup:
    """The values of a field, by their `labels` where they have any; `folded` ones count in every spelling."""
    found = []
    for name in names:
        go_on()
        written = value(name, words=True)
        if written is not None:
            node: Node = Phrase(tuple(written.strip('"').split()), field)
            count = finder.count(in_all_spellings(db, node) if name in folded else node, ids)
            label = labels.get(name, name) if labels else name
            found += [Facet(f"{field}:{written}", label, count)] if count else []
    return FacetGroup(title, tuple(sorted(found, key=lambda facet: (-facet.count, facet.label))))
