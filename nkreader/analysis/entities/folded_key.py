"""The form in which names are compared."""

from __future__ import annotations

from nkreader.model.folding import fold


def key(name: str) -> str:
    """Folded, and hyphens as spaces: the form in which names are compared."""
    if name.isascii() and "  " not in name and "\n" not in name and "`" not in name:  # what folding does to these
        return name.casefold().replace("-", " ")
    return fold(name).replace("-", " ")
