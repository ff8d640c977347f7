"""What nkreader wrote itself and never takes in again: exports and dumps."""

from __future__ import annotations

import re

from nkreader.ingest.front_matter import LONGEST, OWN

DUMP = "nkreader dump"
"""`kind` of a dump's first line."""
EXPORTED = "an export of nkreader"
DUMPED = "a dump of nkreader: nkreader restore brings back what it holds"

_RULE = re.compile(r"[\s\ufeff]*---[ \t]*\r?\n")
_END = re.compile(r"^(?:---|\.\.\.)[ \t]*\r?$", re.MULTILINE)
_KEY = re.compile(rf"""^["']?{OWN}["']?[ \t]*:""", re.MULTILINE)
_DUMP = re.compile(rf'[\s\ufeff]*\{{[^\n]{{0,200}}?"kind" ?: ?"{DUMP}"')


def own_export(text: str) -> bool:
    """Whether a decoded text is an export of ours.

    That is told by its id among the first front matter, whatever else stands there and in which order: the
    reader may have added keys, and other programs rewrite them.
    """
    rule = _RULE.match(text)
    if rule is None:
        return False
    end = _END.search(text, rule.end(), rule.end() + LONGEST)
    return _KEY.search(text, rule.end(), end.start() if end else rule.end() + LONGEST) is not None


def own_dump(beginning: str) -> bool:
    """Whether a file that begins so is a dump of ours."""
    return _DUMP.match(beginning) is not None
