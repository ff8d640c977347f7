"""Everything the reader pane and an export need of one article."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from nkreader.model.analysis import Analysis
from nkreader.model.article import Article
from nkreader.model.headline import Headline
from nkreader.model.highlights import Highlight
from nkreader.model.links import Event


@dataclass(frozen=True, slots=True)
class Piece:
    """An article of a library with what it says and what the reader marked in it."""

    headline: Headline
    article: Article
    analysis: Analysis
    highlights: tuple[Highlight, ...]
    """In text order, orphans last."""
    version: str
    """SHA-256 of the text, 64 hex digits."""
    sample: bool = False
    """From the sample library: not to be cited."""
    event: Event | None = None
    """Its same-event group, with whom that cites; None where no other piece reports its event."""
    speakers: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """By highlight: who says what is quoted there, as printed; only for an export, and where the sentence names one."""
