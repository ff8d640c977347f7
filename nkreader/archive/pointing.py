"""Where in an article a finding points to, when it is about no single character."""

from __future__ import annotations

import re
from difflib import SequenceMatcher

from nkreader.model.analysis import Analysis
from nkreader.model.dates import PartialDate, Precision
from nkreader.model.folding import fold
from nkreader.model.highlights import Anchor, places

_WORD = re.compile(r"\w+")
_FEW = 2
"""So many words in a row at least must a passage share with the one that is looked for."""
_LONG = 4000
"""Words of a quotation that are compared at the most."""


def nearest(anchor: Anchor, text: str) -> int:
    """The offset in `text` at which a passage that is lost most likely stood.

    In this order: where its words stand, nearest to the old place; behind what stood before it, or before what stood
    behind it; where the longest run of its words stands; the old place, as far as the text reaches.
    """
    same = [place.start for place in places(text, anchor.exact)]
    before = [place.end for place in places(text, anchor.prefix)]
    behind = [place.start for place in places(text, anchor.suffix)]
    for found in (same, before, behind):
        if found:
            return min(found, key=lambda at: abs(at - anchor.span.start))
    run = _longest_run(anchor.exact, text)
    return min(anchor.span.start, len(text)) if run is None else run


def _longest_run(quote: str, text: str) -> int | None:
    """Where the longest run of words of `quote` stands in `text`; None if it has too few words."""
    wanted = [fold(word) for word in _WORD.findall(quote)[:_LONG]]
    there = list(_WORD.finditer(text))
    match = SequenceMatcher(None, wanted, [fold(word[0]) for word in there], autojunk=False).find_longest_match()
    return there[match.b].start() if match.size >= _FEW else None


def conflicting(when: PartialDate, analysis: Analysis) -> int:
    """Where the text speaks against a date: the expression it is contradicted by, else the dateline, else the top."""
    others = {value for value in when.candidates if value != when.value}
    for mention in analysis.dates:
        named = mention.precision is Precision.DAY and mention.value != when.value and mention.value in when.reason
        if named or mention.value in others:
            return mention.span.start
    line = analysis.dateline
    return (line.day or line.span).start if line else 0
