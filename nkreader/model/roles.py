"""What the stretches of a query are; apart from the query, as whoever only colours it needs nothing else."""

from __future__ import annotations

from enum import StrEnum


class Role(StrEnum):
    """What a stretch of a query means, for its colours."""

    SPACE = "space"
    WORD = "word"
    PHRASE = "phrase"
    FIELD = "field"
    """A field's name and colon."""
    VALUE = "value"
    """What stands after the colon."""
    OPERATOR = "operator"
    GROUP = "group"
    """A parenthesis."""
    OTHERWISE = "otherwise"
    """Read in another way than it is written; a notice says how."""
    IGNORED = "ignored"
    """Has no part in the search; a notice says why."""
