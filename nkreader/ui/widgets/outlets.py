"""How a row of the list names who brings a piece, and whose report that is."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from nkreader.model.headline import Headline


def short_outlet(name: str, room: int) -> str:
    """An outlet in `room` characters: a long name of four words or more as its initials, `KCNA`."""
    words = name.split()
    return "".join(word[0] for word in words if word[0].isupper()) if len(name) > room and len(words) > 3 else name


def sourced(headline: Headline, room: int) -> Iterable[str]:
    """Who brings a piece and whose report that is, `Harbour Wire ← KCNA`, from the roomiest way to write it to the
    tightest; nothing for one that passes on no other's.
    """
    if headline.cites:
        for arrow in (" ← ", "←"):
            brief = short_outlet(headline.outlet or "", room - len(headline.cites) - len(arrow))
            yield f"{brief}{arrow}{headline.cites}" if brief else f"← {headline.cites}"
