"""The link between two pieces: what ties them, each with what it is worth, and the score that comes of it.

The score is 1 - exp(-0.6 x the sum of what the five best reasons are worth): 0.45 for one reason worth 1.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

from nkreader.analysis.relating.apart import days_apart, distance, is_open
from nkreader.analysis.relating.evidence import Comparison
from nkreader.analysis.relating.naming import TOO_COMMON, Shared, Sighting, names_of_both, shared_names
from nkreader.analysis.relating.paper import Paper
from nkreader.analysis.relating.referring import referring
from nkreader.model.links import Link, Reason, ReasonKind

__all__ = ["Paper", "Sighting", "link", "same_event", "score_of"]

ENOUGH = 0.21
"""Score below which a piece is not worth a jump."""
MOST = 5
"""Reasons that are given and counted."""
_ROUNDING = 1e-9
"""By how much at most two sums of the same numbers differ."""


def link(here: Paper, there: Paper, sightings: Mapping[str, Sighting]) -> Link | None:
    """Compare two pieces; None if nothing ties them."""
    days = days_apart(here.analysis.published, there.analysis.published)
    apart = distance(days, is_open(here.analysis.published) or is_open(there.analysis.published))
    both = Comparison(here, there, here.broad | _named_everywhere(here, sightings))
    told = None if here.overview or there.overview else referring(both, days, apart)
    known = names_of_both(here, there, sightings, days)
    if told is None and score_of(sum(one.worth for one in known) + _ROUNDING) < ENOUGH:
        return None  # whatever their words are about
    named = sorted(shared_names(here, there, known, apart), key=lambda one: (-one.worth, one.text))
    named = named[: MOST - 1 if told else MOST]
    score = score_of(sum(one.worth for one in named) + (told[0] if told else 0))
    if score < ENOUGH:
        return None
    reasons = [_named(both, one) for one in named]
    if told:
        firmer = sum(one.worth > told[0] for one in named)
        reasons.insert(firmer, told[1])
    return Link(there.id, score, tuple(reasons))


def _named_everywhere(paper: Paper, sightings: Mapping[str, Sighting]) -> set[str]:
    """Those of its names that so many pieces of the archive name that they tell no event from another."""
    return {name for name in paper.analysis.names if name in sightings and sightings[name].rarity < TOO_COMMON}


def _named(both: Comparison, shared: Shared) -> Reason:
    """The reason that a name gives that both have, with the sentences that share most beside it.

    Raises:
        ValueError: if one of them does not have it.
    """
    pair = both.pair(shared.ident)
    if pair is None:
        raise ValueError(f"{shared.ident} is not named by both")
    return both.reason(shared.kind, shared.text, *pair, shared.ident)


def score_of(worth: float) -> float:
    """From 0 to 1, for the sum of what reasons are worth."""
    return round(1 - math.exp(-0.6 * worth), 4)


def same_event(here: Paper, there: Paper, terms: str) -> Reason:
    """That two pieces report one event: `terms` are words that tell so, and the sentences those that share most."""
    both = Comparison(here, there, here.broad)
    text = f"{ReasonKind.SAME_EVENT}: {terms}" if terms else str(ReasonKind.SAME_EVENT)
    pair = both.pair()
    if pair is None:
        return Reason(text, kind=ReasonKind.SAME_EVENT)
    return both.reason(ReasonKind.SAME_EVENT, text, *pair)
