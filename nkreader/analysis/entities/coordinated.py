"""Places that share one word: `South and North Korea`, `Pakchon and Kwaksan counties`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nkreader.analysis.entities.capitals import Stretch
from nkreader.analysis.entities.found import Found
from nkreader.analysis.entities.gazetteer import gazetteer
from nkreader.analysis.entities.lexicon import WORD, lexicon
from nkreader.model.entities import EntityKind
from nkreader.model.spans import Span

_HALVES = re.compile(r"(?<![\w-])(North|South) and (?:(?:North|South) Korea|the (?:North|South))(?![\w-])")
_SINGULAR = {
    "counties": "County",
    "provinces": "Province",
    "cities": "City",
    "districts": "District",
    "villages": "Village",
    "islands": "Island",
    "farms": "Farm",
}
_PLURAL = re.compile(rf" ({'|'.join(_SINGULAR)})(?![\w-])")
_BEFORE = re.compile(rf"(?<![\w-])((?:{WORD}, )*{WORD} and {WORD})( [a-z]+(?:-[a-z]+)?)?$")
_NAME = re.compile(WORD)
_WINDOW = 120
"""So far before the word that they share the first of the names may stand, in characters."""


def coordinated(part: Stretch) -> Iterator[Found]:
    """Such places inside a stretch, each with the whole name."""
    text = part.text
    if "North and " in text or "South and " in text:
        known = gazetteer().entities
        for match in _HALVES.finditer(text):
            ident = f"place/{match[1].lower()}-korea"
            if ident in known:
                yield _found(part, match.start(1), match.end(1), f"{match[1]} Korea", (ident,))
    for plural in _PLURAL.finditer(text) if " and " in text else ():
        window = max(0, plural.start() - _WINDOW)
        before = _BEFORE.search(text, window, plural.start())
        if before is None or (before[2] and plural[1] != "farms"):
            continue
        names = list(_NAME.finditer(text, before.start(1), before.end(1)))
        if any(name[0] in lexicon().never for name in names):
            continue
        for name in names:
            whole = f"{name[0]} {_SINGULAR[plural[1]]}"
            ids = tuple(e.id for e in gazetteer().lookup(whole) if e.kind is EntityKind.PLACE)
            yield _found(part, name.start(), name.end(), whole, ids)


def _found(part: Stretch, start: int, end: int, name: str, ids: tuple[str, ...]) -> Found:
    return Found(Span(part.offset + start, part.offset + end), EntityKind.PLACE, ids, name)
