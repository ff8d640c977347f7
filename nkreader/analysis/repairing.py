"""An analysis after the reader's repairs of names: mentions, and what follows from them alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from nkreader.analysis.entities import gazetteer
from nkreader.analysis.entities.repaired import repaired
from nkreader.analysis.origins import find_origins
from nkreader.model.analysis import Analysis, Origin
from nkreader.model.article import Article
from nkreader.model.entities import Entity
from nkreader.model.repairs import Repair


def with_repairs(article: Article, own: Analysis, repairs: Sequence[Repair]) -> tuple[Analysis, tuple[str, ...]]:
    """An analysis as the reader wants it, and the ids of the repairs that had a part in it; none: it is as it was."""
    if not repairs:
        return own, ()
    done = repaired(article, own.mentions, own.names, repairs, gazetteer().entities.get)
    if not done.used:
        return own, ()
    found = find_origins(article, own.sentences, done.mentions, done.names, own.outlet)
    origins, sources = (tuple(_shown(one, done.names) for one in some) for some in (found.origins, found.sources))
    return replace(own, mentions=done.mentions, names=found.names, origins=origins, sources=sources), done.used


def _shown(origin: Origin, names: Mapping[str, Entity]) -> Origin:
    entity = names.get(origin.entity or "")
    return replace(origin, name=entity.name) if entity else origin
