"""What jobs about repaired names bring back to the main screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nkreader.ui.carrying import Carrying
from nkreader.ui.jobs import Answer

if TYPE_CHECKING:
    from nkreader.archive.knowing import KnownName
    from nkreader.model.dossier import Dossier
    from nkreader.model.entities import Entity
    from nkreader.model.piece import Piece
    from nkreader.model.repairs import Repair
    from nkreader.ui.screens.repair_wishes import Subject


class NamesKnown(Answer):
    """The names to choose from have come."""

    names: tuple[KnownName, ...]
    subject: Subject
    everywhere: bool


class RepairsRead(Answer):
    """What was said of names."""

    found: tuple[tuple[Repair, int], ...]


class OneRead(Answer):
    """The spellings of a person who is counted as one in all of them."""

    name: str
    spellings: tuple[Entity, ...]


class DossierAnew(Answer):
    """The open dossier, as it is after a repair."""

    dossier: Dossier


class NamesChanged(Carrying):
    """Pieces name something else than before."""

    piece: Piece | None
    """The one that was open, as it is now."""
    said: str
    waiting: int
    """Pieces that are still to be looked at."""
    entity: str = ""
    """The id of the name that it was about."""
    problem: bool = False
