"""What was found about an article's dates, one piece of evidence at a time."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from nkreader.model.spans import Span
from nkreader.model.timeline import By


class Stance(StrEnum):
    """How a piece of evidence stands to the date it is about, as that is shown now."""

    AGREES = "agrees"
    CONFLICTS = "conflicts"
    OPEN = ""
    """It neither gives the date nor speaks against it."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """Something that says when, or between which days."""

    about: By
    what: str
    """Its kind in a word or two: `crawl header`, `dateline`, `fact`, `by hand`."""
    gives: str
    """The day or days that it allows, in words; empty where it gives none."""
    said: str
    """What it says, or why it means that; may hold text of the article, so not to be trusted."""
    stance: Stance = Stance.OPEN
    span: Span | None = None
    """Where the article's text has it."""
