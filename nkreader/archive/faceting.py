"""What a search can be narrowed by, counted over everything it finds.

The values come from the store; each is then counted in the index, by the very clause that would narrow the search. So
a number told here is the number found there, also where one outlet's name holds another's.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from functools import partial

from nkreader.archive.connection import Connection
from nkreader.archive.finding import Finder
from nkreader.archive.serial import entity_from_json
from nkreader.model.facets import Facet, FacetGroup, in_time, outlets
from nkreader.model.headline import Headline
from nkreader.model.query import Phrase
from nkreader.search.editing import value

MOST = 8
"""Facets of a kind."""
_KINDS = (("person", "people"), ("place", "places"))
_NAMED = """
SELECT g.entity, count(*) AS articles FROM json_each(?1) j
JOIN naming g INDEXED BY naming_article ON g.article = j.value
WHERE g.entity >= ?2 AND g.entity < ?3 GROUP BY g.entity ORDER BY articles DESC, g.entity LIMIT ?4
"""
_NAME = "SELECT name_json FROM naming WHERE entity = ? ORDER BY article LIMIT 1"


def facets(
    db: Connection, finder: Finder, found: Sequence[Headline], go_on: Callable[[], None] = lambda: None
) -> tuple[FacetGroup, ...]:
    """Outlets, years or months, people and places.

    `go_on` is called between the steps, none of which keeps a search waiting for long; what it raises ends the work.
    """
    ids = frozenset(headline.id for headline in found)
    count = partial(_group, finder, ids, go_on)
    groups = [count("outlets", "outlet", outlets(found, MOST))]
    groups.append(FacetGroup("published", in_time(found, MOST)))
    groups += [count(title, field, [*_names(db, field, ids)]) for field, title in _KINDS]
    return tuple(group for group in groups if group.facets)


def _names(db: Connection, kind: str, ids: frozenset[str]) -> Iterator[str]:
    """The names of a kind that most of the articles have."""
    rows = db.execute(_NAMED, (json.dumps(sorted(ids)), f"{kind}/", f"{kind}0", MOST)).fetchall()
    for entity, _ in rows:
        (data,) = db.execute(_NAME, (entity,)).fetchone()
        yield entity_from_json(data).name


def _group(
    finder: Finder, ids: frozenset[str], go_on: Callable[[], None], title: str, field: str, names: Sequence[str]
) -> FacetGroup:
    found = []
    for name in names:
        go_on()
        written = value(name, words=True)
        if written is not None:
            count = finder.count(Phrase(tuple(written.strip('"').split()), field), ids)
            found += [Facet(f"{field}:{written}", name, count)] if count else []
    return FacetGroup(title, tuple(sorted(found, key=lambda facet: (-facet.count, facet.label))))
