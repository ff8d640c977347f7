"""What the steps of name finding hand to each other."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from operator import attrgetter

from nkreader.analysis.entities.folded_key import key
from nkreader.model.entities import EntityKind
from nkreader.model.spans import Span

_START = attrgetter("span.start")
_SLUG = re.compile(r"[^\w]+")


@dataclass(frozen=True, slots=True)
class Found:
    """A stretch of text that names something, before the article as a whole has been heard."""

    span: Span
    kind: EntityKind
    ids: tuple[str, ...]
    """Possible entries; empty for a name that nobody listed."""
    name: str
    """Canonical for an unlisted name; the surface form otherwise."""
    full: bool = True
    """Names in full; False for a bare family name."""


def unlisted_id(kind: EntityKind, name: str) -> str:
    """The id of what nobody listed, by its name."""
    return f"{kind}/~{_SLUG.sub('-', key(name)).strip('-')}"


class Taken:
    """Which characters of a text are part of a name; asking and adding take the time of the span asked for."""

    def __init__(self, spans: Iterable[Span] = ()) -> None:
        known = list(spans)
        self._letters = letters = bytearray(max((span.end for span in known), default=0))
        for span in known:
            letters[span.start : span.end] = b"\x01" * (span.end - span.start)

    def add(self, span: Span) -> None:
        """Take the characters of `span`."""
        if span.end > len(self._letters):
            self._letters.extend(bytes(max(span.end, 2 * len(self._letters)) - len(self._letters)))
        self._letters[span.start : span.end] = b"\x01" * (span.end - span.start)

    def free(self, span: Span) -> bool:
        """Whether no character of `span` is taken."""
        return self._letters.find(1, span.start, span.end) < 0


def disjoint(found: Iterable[Found]) -> list[Found]:
    """No overlaps, in text order: the longer wins, of equals the one that came first."""
    items = list(found)
    ordered = sorted(items, key=_START)
    end = 0
    for item in ordered:
        if item.span.start < end:
            break
        end = item.span.end
    else:
        return ordered
    kept: list[Found] = []
    base = ordered[0].span.start
    taken = Taken()
    for item in sorted(items, key=lambda item: -len(item.span)):
        span = Span(item.span.start - base, item.span.end - base)
        if taken.free(span):
            taken.add(span)
            kept.append(item)
    return sorted(kept, key=_START)
