"""What is told of a highlight when one comes to it: which one it is, its colour by the reader's name, tags and note."""

from __future__ import annotations

from collections.abc import Sequence

from nkreader.model.highlights import Highlight
from nkreader.ui import naming


def told(mark: Highlight, all_of_them: Sequence[Highlight]) -> str:
    """In one line; a highlight that others overlap says so."""
    number = next(place for place, one in enumerate(all_of_them, 1) if one.id == mark.id)
    others = [one for one in all_of_them if one.id != mark.id and one.anchor.span.overlaps(mark.anchor.span)]
    parts = [f"highlight {number} of {len(all_of_them)}", naming.shown(mark.colour)]
    if others:
        parts.append(f"overlaps {', '.join(naming.shown(one.colour) for one in others)}")
    parts += [" ".join(f"#{tag}" for tag in mark.tags)] if mark.tags else []
    parts += [" ".join(mark.note.split())] if mark.note else []
    return " · ".join(parts)
