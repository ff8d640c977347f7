"""What a search can be narrowed by, counted over everything it finds.

The values come from the store; each is then counted in the index, by the very clause that would narrow the search. So
a number told here is the number found there, also where one outlet's name holds another's.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence

from nkreader.archive.connection import Connection
from nkreader.archive.finding import Finder
from nkreader.archive.frequent import Frequent
from nkreader.archive.spelling_out import in_all_spellings
from nkreader.model.facets import Facet, FacetGroup, in_time, outlets
from nkreader.model.headline import Headline
from nkreader.model.query import Node, Phrase
from nkreader.search.editing import value

MOST = 8
"""Facets of a kind."""


def facets(
    db: Connection, finder: Finder, found: Sequence[Headline], go_on: Callable[[], None] = lambda: None
) -> tuple[FacetGroup, ...]:
    """Outlets, origins, years or months, people and places.

    `go_on` is called between the steps, none of which keeps a search waiting for long; what it raises ends the work.
    """
    ids = frozenset(headline.id for headline in found)
    tally = finder.tally(ids)
    frequent = Frequent(db, ids, go_on)

    def group(title: str, field: str, labels: Mapping[str, str], unlisted: Collection[str] = ()) -> FacetGroup:
        """The values of a field, by their `labels`; those of people whom nobody listed in every spelling."""
        found = []
        for name, label in labels.items():
            go_on()
            written = value(name, words=True)
            if written is not None:
                node: Node = Phrase(tuple(written.strip('"').split()), field)
                count = tally(in_all_spellings(db, node) if name in unlisted else node)
                found += [Facet(f"{field}:{written}", label, count)] if count else []
        return FacetGroup(title, tuple(sorted(found, key=lambda facet: (-facet.count, facet.label))))

    groups = [
        group("outlets", "outlet", {name: name for name in outlets(found, MOST)}),
        group("origins", "origin", frequent.origins(MOST)),
        FacetGroup("published", in_time(found, MOST)),
    ]
    people, places = frequent.people(MOST), frequent.places(MOST)
    unlisted = {one.name for one in people if not one.listed}
    groups.append(group("people", "person", {one.name: one.name for one in people}, unlisted))
    groups.append(group("places", "place", {one.name: one.name for one in places}))
    return tuple(group for group in groups if group.facets)
