"""What an analysis was made by: the rules' version, and the reader's own gazetteer."""

from __future__ import annotations

from nkreader.analysis import own_names

ENGINE = "9"
"""Changes with the rules, so that a library knows which analyses are out of date."""


def engine() -> str:
    """The version of the rules, and a digest of the reader's own gazetteer files if there are any."""
    digest = own_names.current().digest
    return f"{ENGINE}+{digest[:16]}" if digest else ENGINE
