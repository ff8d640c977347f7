"""Which organisations bring the news: told by the words of their gazetteer entries."""

from __future__ import annotations

import re
from functools import lru_cache

from nkreader.model.entities import Entity, EntityKind

_MEDIUM = re.compile(
    r"\b(?:news(?:paper)?|broadcaster|broadcasting|television|radio|daily|press|magazine|wire|organ of)\b",
    re.IGNORECASE,
)


def is_medium(entity: Entity | None) -> bool:
    """Whether an entity is a news medium, going by its name and its gazetteer line."""
    if entity is None or entity.kind is not EntityKind.ORGANISATION:
        return False
    return _brings_news(entity.line, entity.name)


@lru_cache(maxsize=2000)
def _brings_news(line: str, name: str) -> bool:
    return bool(_MEDIUM.search(line) or _MEDIUM.search(name))
