"""Who brings the news, and who else speaks in it: what an organisation is, told by the words of its gazetteer entry."""

from __future__ import annotations

import re
from functools import lru_cache

from nkreader.model.analysis import SourceKind
from nkreader.model.entities import Entity, EntityKind

_MEDIUM = re.compile(
    r"\b(?:news(?:paper)?|broadcaster|broadcasting|television|radio|daily|press|magazine|wire|organ of)\b",
    re.IGNORECASE,
)
_TITLE = re.compile(
    r"\b(?:Journal|Times|Post|Herald|Tribune|Gazette|Courier|Telegraph|Chronicle|Zeitung|Free Press|Shimbun|Ilbo"
    r"|Sinmun)$"
)
"""What a newspaper that no list has is called."""
_WEBSITE = re.compile(r"\bNorth Korean website\b")
"""The sites through which North Korea publishes; other sites on North Korea study it."""
_OTHER_NAME = re.compile(
    r"\b(?:ministry|committee|commission|forum|club|union|federation|association|university|institute|industry)\b",
    re.IGNORECASE,
)
"""Words of names that no medium has, whatever others stand beside them."""
_AUTHORITY = re.compile(
    r"\b(?:ministry|minister|army|armed forces|militar\w+|forces?|fleet|marines|command|general staff|joint chiefs"
    r"|police"
    r"|coast guard|government|cabinet|parliament|senate|house of|congress|presiden\w+|office|department|court"
    r"|central bank|intelligence|agency|service|commission|committee|council|secretariat|assembly|bureau|body|party"
    r"|mission|embassy|consulate|regulator|administration|state body|union of|organisation of states|nations"
    r"|police agency|lender|alliance|pentagon|kremlin|authority|division|navy|air force|staff|tribunal)\b",
    re.IGNORECASE,
)
_GROUP = re.compile(
    r"\b(?:civic group|humanitarian|human rights organisation|think tank|company|companies|maker|bank or broker"
    r"|European bank|American bank|research|studies the Juche|friends of|trade union|university|school|orchestra"
    r"|institute|institution of|association of|activist|satellite image|travel|club)\b",
    re.IGNORECASE,
)
_STATE_INSTITUTION = re.compile(r"\bNorth Korean institution\b")


def is_medium(entity: Entity | None) -> bool:
    """Whether an entity is a news medium, going by its name and its gazetteer line."""
    if entity is None or entity.kind is not EntityKind.ORGANISATION:
        return False
    return _brings_news(entity.line, entity.name)


def source_kind(entity: Entity | None, kind: EntityKind, name: str) -> SourceKind | None:
    """What sort of source a named thing is; None for a place, a weapon or an event, which say nothing themselves.

    `entity` is None for a name that several organisations or people have; `kind` and `name` are its mention's.
    """
    if kind is EntityKind.PERSON:
        return SourceKind.PERSON
    if kind is not EntityKind.ORGANISATION:
        return None
    if is_medium(entity):
        return SourceKind.MEDIUM
    return _organisation(entity.line if entity else "", entity.name if entity else name)


@lru_cache(maxsize=2000)
def _brings_news(line: str, name: str) -> bool:
    if _OTHER_NAME.search(name):
        return False
    return bool(
        _MEDIUM.search(line) or _WEBSITE.search(line) or _MEDIUM.search(name) or (not line and _TITLE.search(name))
    )


@lru_cache(maxsize=2000)
def _organisation(line: str, name: str) -> SourceKind:
    if _STATE_INSTITUTION.search(line):
        return SourceKind.AUTHORITY
    if _GROUP.search(line):
        return SourceKind.ORGANISATION
    return SourceKind.AUTHORITY if _AUTHORITY.search(line) or _AUTHORITY.search(name) else SourceKind.ORGANISATION
