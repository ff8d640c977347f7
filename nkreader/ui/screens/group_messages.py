"""What jobs about groups bring back to the main screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nkreader.ui.jobs import Answer

if TYPE_CHECKING:
    from nkreader.archive.ruling import Said
    from nkreader.ui.screens.group_wishes import Candidate


class GroupKnown(Answer):
    """What the reader said of a piece and those it shares its event with."""

    article: str
    said: tuple[Said, ...]
    listed: bool
    """Whether the list of it was asked for; else what can be said."""


class PiecesKnown(Answer):
    """The pieces to choose from."""

    article: str
    command: str
    """What is to be said: `join` or `follow-up-of`."""
    found: tuple[Candidate, ...]


class RulingsRead(Answer):
    """All that was said of groups."""

    said: tuple[Said, ...]
