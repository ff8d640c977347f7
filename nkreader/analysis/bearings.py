"""What a sum of money or a percentage is of: the price of a purchase, a share, a debt, a fine, a turnout."""

from __future__ import annotations

import re

SHARE, PRICE, MARKET = "price a share", "price", "market"
OF_THE_NEWS = frozenset({PRICE, "damage", "fine", "turnout", "premium", "stake"})
"""What a sum or a percentage is of that a piece begins with where it is the news itself."""
NEAR = 70
"""Characters between a sum and the word that says what it is of, at most."""

_A_SHARE = re.compile(
    r"[\s,-]*(?:(?:in|of)\s)?(?:cash\s|stock\s)?(?:a|an|per|each|for each|apiece)[\s-]?(?:[a-z]+\s){0,2}"
    r"(?:shares?|ADS|unit)\b|\s(?:each|apiece)\b",
    re.IGNORECASE,
)
_QUOTED = re.compile(
    r"\b(?:shares?|stock|ADRs?)\b[^;]{0,120}\b(?:at|to|by|down|up|rose|fell|gained|added|lost)\s*(?:about\s|a\s)?$",
    re.IGNORECASE,
)
"""Before the price, or the move, of a share on its market."""
_SUMS = (
    ("damage", r"damages?|damaged|destroyed"),
    ("fine", r"fines?|fined|penalt(?:y|ies)|settle\w*"),
    ("debt", r"debts?|loans?|bonds?|borrow\w*|notes|securities"),
    ("loss", r"loss|losses|lost|write-?downs?"),
    ("sales", r"revenues?|sales|turnover"),
    ("profit", r"profits?|earnings|income"),
    ("market value", r"market (?:value|capitali[sz]ation)|capitali[sz]ation"),
    ("financing", r"financing|funding|raise[sd]?|raising"),
    ("aid", r"aid|bailout|stimulus|package|relief|rescue|donat\w+|grants?"),
    ("savings", r"savings?|synerg\w+"),
    ("cost", r"costs?|spend|spent|spending|invest\w*|budget"),
    (PRICE, r"deal|bids?|offers?|offered|takeover|acqui\w+|purchas\w+|buy|buys|buying|bought|merger|buyout"
            r"|valued|values|sell|sells|sold|contracts?|orders?|paid|pay|pays|paying"),
)  # fmt: skip
_PERCENTS = (
    ("turnout", r"turnout|voters|balloting|voted|polling"),
    ("premium", r"premium"),
    ("stake", r"stakes?|owns?|owned|holding|shareholding"),
    ("unemployment", r"unemployment|jobless"),
    ("inflation", r"inflation|consumer prices"),
    ("growth", r"growth|grow|grew|grown|expan\w+|GDP"),
)


def _pattern(sorts: tuple[tuple[str, str], ...]) -> tuple[re.Pattern[str], tuple[str, ...]]:
    words = "|".join(rf"(?P<s{at}>{words})" for at, (_, words) in enumerate(sorts))
    return re.compile(rf"\b(?:{words})\b", re.IGNORECASE), tuple(name for name, _ in sorts)


_OF_SUMS, _OF_PERCENTS = _pattern(_SUMS), _pattern(_PERCENTS)


def bearing(sentence: str, at: int, end: int, percent: bool) -> str:
    """What a sum or a percentage is of, by the nearest word that says so; empty where none does.

    Args:
        sentence: The sentence, or the clause, that holds it.
        at: Where it begins in that.
        end: Where its unit ends.
        percent: It is a percentage, no sum.
    """
    if not percent and _A_SHARE.match(sentence, end):
        return SHARE
    if _QUOTED.search(sentence, max(0, at - 140), at):
        return MARKET
    pattern, names = _OF_PERCENTS if percent else _OF_SUMS
    found = []
    for match in pattern.finditer(sentence, max(0, at - NEAR), min(len(sentence), end + NEAR)):
        gap = at - match.end() if match.end() <= at else (match.start() - end) * 1.5
        if gap >= 0 and match.lastgroup is not None:
            found.append((gap, int(match.lastgroup[1:])))
    return names[min(found)[1]] if found else ""
