"""What an archive holds about a name: who or what it is, and where it is named."""

from __future__ import annotations

from dataclasses import dataclass

from nkreader.model.entities import Entity
from nkreader.model.headline import Headline
from nkreader.model.spans import Span


@dataclass(frozen=True, slots=True)
class Appearance:
    """A sentence that names someone or something."""

    headline: Headline
    """Of its piece."""
    offset: int
    """Code point of the piece's text at which the first name in the sentence begins."""
    sentence: str
    """As the text has it."""
    names: tuple[Span, ...]
    """Where in the sentence it is named, in code points of the sentence."""


@dataclass(frozen=True, slots=True)
class Dossier:
    """A name, and its appearances in the newest and in the oldest pieces that have it."""

    entity: Entity
    pieces: int
    """How many pieces name it; undated ones too."""
    mentions: int
    """How often they do, in all."""
    forms: tuple[tuple[str, int], ...]
    """How the pieces that were read print it, and how often each, the most frequent first."""
    read: int
    """How many pieces were read for `newest` and `oldest`."""
    first: Headline | None
    """The oldest piece whose own evidence dates it; None if no piece is dated."""
    last: Headline | None
    """The newest one."""
    newest: tuple[Appearance, ...]
    """Newest piece first, undated ones last, within a piece in the order of its text."""
    oldest: tuple[Appearance, ...]
    """The same of the oldest pieces; empty where `newest` has all."""
    repaired: tuple[str, ...] = ()
    """What the reader said of it, the last first."""
    given: bool = False
    """The reader made a name of it, rather than a rule."""
    doubts: tuple[str, ...] = ()
    """Where the name may be meant and nothing decides, and who may be the same: a line each."""
    ids: tuple[str, ...] = ()
    """Of whom it is: several where people whom nobody listed are counted as one, the entity's own first."""
