"""Which parts of the index are written together when something is added.

Every add writes a new part. Parts of about one size are merged once there are `MANY` of them, so that an article is
written again a few times at most however often something is added (the tiers of a log-structured merge; O'Neil and
others, 1996). A large part is left alone for good: merging it would take minutes. An add itself merges no more than
`LITTLE`; what is more is merged apart, when nobody waits (`Index.merge`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any, NamedTuple

MANY = 8
"""Parts of about one size that are merged into one."""
LARGE = 3000
"""Articles from which on a part is large."""


LITTLE = 400
"""Articles that are written again within an add, at the most: less than a blink."""


class Part(NamedTuple):
    """What a segment of the index holds."""

    articles: int
    """Those taken out included."""
    alive: int


def to_merge(parts: Sequence[Part], most: int | None = None) -> list[int]:
    """Positions of the parts to be merged: those that are mostly dead, and the smallest that are many of a size.

    `most` bounds how many articles are written again; what is dead altogether costs nothing.
    """
    dead = [at for at, part in enumerate(parts) if part.alive * 2 <= part.articles]
    tiers: defaultdict[int, list[int]] = defaultdict(list)
    for at, part in enumerate(parts):
        if part.articles < LARGE and at not in dead:
            tiers[_tier(part.articles)].append(at)
    crowded = min((tier for tier, found in tiers.items() if len(found) >= MANY), default=None)
    chosen: list[int] = []
    left = float("inf") if most is None else most
    for group in (*([at] for at in dead), tiers[crowded] if crowded is not None else []):
        alive = sum(parts[at].alive for at in group)
        if alive <= left:
            chosen += group
            left -= alive
    return sorted(chosen)


def _tier(articles: int) -> int:
    """0 for fewer than `MANY` articles, 1 for `MANY` times as many, and so on."""
    tier = 0
    while articles >= MANY:
        articles //= MANY
        tier += 1
    return tier


def merge(most: int | None, writer: Any, segments: list[Any]) -> list[Any]:
    """Whoosh's merge policy: add what is to be merged to what is being written; gives the segments that stay.

    `most` is that of `to_merge`. The writer's `go_on` is called between segments.
    """
    from whoosh.reading import SegmentReader

    chosen = set(to_merge([Part(segment.doc_count_all(), segment.doc_count()) for segment in segments], most))
    for at in sorted(chosen):
        writer.go_on()
        if segments[at].doc_count():
            reader: Any = SegmentReader(writer.storage, writer.schema, segments[at])
            writer.merging.append(reader)
            writer.add_reader(reader)
    return [segment for at, segment in enumerate(segments) if at not in chosen]
