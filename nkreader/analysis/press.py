"""Media that a text calls by what they are: `state media`, `a Swedish newspaper`."""

from __future__ import annotations

import re

STATE_MEDIA = "state media"
_STATE = re.compile(
    r"\b(?:state(?:-run|-controlled|-owned)?|official)\s(?:media|television|TV|radio|news|broadcaster|press)",
    re.IGNORECASE,
)
_OF_THE_NORTH = re.compile(
    r"(?:the |its |their |official |north(?:['’]s| korea['’]s| korean) |(?:north )?korea['’]s |pyongyang['’]s "
    r"|(?:the )?(?:country|regime)['’]s "
    r"|democratic people['’]s republic of korea['’]s )*",
    re.IGNORECASE,
)
_LEADING = re.compile(r"^(?:the|its|their|some|several|many|various|leading|both|two|one|a|an)\s", re.IGNORECASE)
_KEPT = re.compile(r"^(?:a|an|one)\s", re.IGNORECASE)


def press_name(said: str) -> str:
    """The name for a medium without one: `state media` for the North's, otherwise as the text has it.

    >>> press_name("the North's state-run television")
    'state media'
    >>> press_name("Chinese state media")
    'Chinese state media'
    """
    state = _STATE.search(said)
    if state is None:
        return said if _KEPT.match(said) else _LEADING.sub("", said)
    before = said[: state.start()]
    return STATE_MEDIA if _OF_THE_NORTH.fullmatch(before) else _LEADING.sub("", said)
