"""What two pieces of one source say: it tells of an event once, and then again in much the same words.

An outlet's next piece of those days shares names, words and days with the one before because it goes on with the story,
not because it tells it anew. So what two outlets would have in common is not enough here.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from nkreader.analysis.signature import Signature
from nkreader.analysis.vectors import cosine


class Again(NamedTuple):
    """What is said by two pieces of one source, which tells of an event once, and then again in much the same words."""

    base: float
    odds: float
    """For each log odd that two pieces of whatever sources would have."""
    leads: float
    """For the cosine of their beginnings."""
    headlines: float
    """For the part of the headlines, by weight, that the other piece begins with."""


ONE_VOICE = Again(base=-5.3, odds=0.0, leads=4.25, headlines=2.43)
"""Of the North's own media, which are one voice. Its pieces of one day are many and of one form, so only what begins
alike counts; the headline that has more of the other piece counts."""
ONE_OUTLET = Again(base=-2.17, odds=0.65, leads=0.0, headlines=1.81)
"""Of any other outlet. Its follow-ups share names and words with the first report, and are headed otherwise; here both
headlines count."""
UNTITLED = 0.5
"""The part of a headline that is taken to occur in another piece where one has none."""


def one_voice(first: Signature, second: Signature) -> bool:
    """Whether one is written as the North's own media write, and the other may be."""
    return (first.northern and (second.northern or second.neutral)) or (first.neutral and second.northern)


def retold(first: Signature, second: Signature, odds: float) -> float:
    """The log odds that two pieces report one event where one source tells it in both; `odds` where there are two.

    Args:
        odds: What two pieces of whatever sources would have.
    """
    if one_voice(first, second):
        return _again(ONE_VOICE, odds, first, second, max(_headed(first, second)))
    if first.outlet and first.outlet == second.outlet:
        return _again(ONE_OUTLET, odds, first, second, sum(_headed(first, second)) / 2)
    return odds


def _again(weights: Again, odds: float, first: Signature, second: Signature, headlines: float) -> float:
    alike = cosine(first.lead, second.lead) if weights.leads else 0.0
    return weights.base + weights.odds * odds + weights.leads * alike + weights.headlines * headlines


def _headed(first: Signature, second: Signature) -> tuple[float, float]:
    """The part of each headline, by weight, that the other piece begins with."""
    if not (first.headline and second.headline):
        return UNTITLED, UNTITLED
    return _begun(first.headline, second.lead), _begun(second.headline, first.lead)


def _begun(headline: Mapping[str, float], lead: Mapping[str, float]) -> float:
    return sum(weight for name, weight in headline.items() if name in lead) / sum(headline.values())
