"""Whether two growing groups of reports are told apart by whom and what they name.

Reports of two fights of one champion, or of two arrests in one team, share most of their words; pair by pair they look
like one event. But everyone who reports the first names one opponent, and everyone who reports the second another.
Where each group has such a name of its own, by chance so seldom as Fisher's exact test says, they are two events.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from math import lgamma, log

from nkreader.analysis.signature import Signature

LEAST = 3
"""Articles that each group must have."""
MOST_OF = 0.6
"""The part of a group that has to begin with a name for the name to be the group's own."""
FEW_OF = 0.25
"""The part of the other group up to which it may begin with that name, too."""
EACH, BOTH = 2.0, 4.4
"""How unlikely it has to be that chance deals out the names so, for each group and for the two together: -log10 p."""


def told_apart(first: Sequence[Signature], second: Sequence[Signature]) -> bool:
    """Whether each of two groups of articles begins with a name of its own that the other does not begin with."""
    if len(first) < LEAST or len(second) < LEAST:
        return False
    one, other = _names(first), _names(second)
    here = _unlikely(one, len(first), other, len(second))
    if here < EACH:
        return False
    there = _unlikely(other, len(second), one, len(first))
    return there >= EACH and here + there >= BOTH


def _names(group: Sequence[Signature]) -> Counter[str]:
    """How many articles begin with each name."""
    return Counter(name for item in group for name in item.lead.keys() & item.names)


def _unlikely(own: Counter[str], size: int, others: Counter[str], rest: int) -> float:
    """-log10 p of the group's most telling name; 0 if it has none of its own."""
    telling = ((count, others[name]) for name, count in own.items() if count >= MOST_OF * size)
    return max((_surprise(count, size, there, rest) for count, there in telling if there <= FEW_OF * rest), default=0.0)


def _surprise(count: int, size: int, there: int, rest: int) -> float:
    """-log10 of the chance that just `count` of those who use a name are of the one group, if groups mean nothing."""
    ways = _choices(size, count) + _choices(rest, there) - _choices(size + rest, count + there)
    return -ways / log(10)


def _choices(total: int, taken: int) -> float:
    return lgamma(total + 1) - lgamma(taken + 1) - lgamma(total - taken + 1)
