"""The kinds of tokens that date expressions are made of."""

from __future__ import annotations

from enum import Enum, auto


class Kind(Enum):
    """What a token can be to a date expression. Values are single characters."""

    @staticmethod
    def _generate_next_value_(name: str, start: int, count: int, last_values: list[str]) -> str:
        return chr(0x100 + count)

    BREAK = auto()  # between sentences: no expression crosses it
    WORD = auto()
    PUNCT = auto()
    OTHER = auto()  # numbers that are no part of a date
    STAMP = auto()  # a whole numeric date: 2024-03-24, 3/24/2024, 2024. 3. 24.
    HOLIDAY = auto()  # a day of the year called by a name: New Year's Day
    MONTH = auto()
    MAYBE = auto()  # May, March, Mar, Jan: also other words
    WEEKDAY = auto()
    DAY = auto()  # 1 to 31
    NUM = auto()  # any other number of up to three digits
    YEAR = auto()  # four digits, 1000 to 2199
    SHORT = auto()  # '98
    DECADE = auto()  # 1990s, nineties
    CARD = auto()  # two, a dozen
    THOUSAND = auto()
    ORD = auto()  # 3rd, third; up to thirty-first
    UNIT = auto()
    UNITS = auto()
    WEEKEND = auto()
    SEASON = auto()
    HALF = auto()
    PERIOD = auto()  # "the latest period"
    LAST = auto()
    PREVIOUS = auto()
    NEXT = auto()
    FOLLOWING = auto()
    THIS = auto()
    THAT = auto()
    SAME = auto()
    LATEST = auto()
    EARLY = auto()  # early, late, mid
    EARLIER = auto()
    LATER = auto()
    AGO = auto()
    BEFORE = auto()
    AFTER = auto()
    EDGE = auto()  # end, beginning, middle
    TODAY = auto()
    YESTERDAY = auto()
    TOMORROW = auto()
    FISCAL = auto()
    FULL = auto()
    EVERY = auto()
    THE = auto()
    A = auto()
    OF = auto()
    IN = auto()
    ON = auto()
    BY = auto()
    FOR = auto()
    SINCE = auto()
    UNTIL = auto()
    FROM = auto()
    TO = auto()
    BETWEEN = auto()
    AND = auto()
    OR = auto()
    OWN = auto()  # its, his, their
    POSS = auto()  # 's
    COMMA = auto()
    HYPHEN = auto()
    OPEN = auto()
    CLOSE = auto()


TELLING = frozenset(
    {
        Kind.STAMP, Kind.HOLIDAY, Kind.MONTH, Kind.MAYBE, Kind.WEEKDAY, Kind.YEAR, Kind.SHORT, Kind.DECADE,
        Kind.UNIT, Kind.UNITS, Kind.WEEKEND, Kind.SEASON, Kind.PERIOD, Kind.HALF, Kind.TODAY, Kind.YESTERDAY,
        Kind.TOMORROW,
    }
)  # fmt: skip
"""What at least one token of every expression is, unless it is a year told in words (`CARD HYPHEN? CARD`)."""

NAMED = (Kind.MONTH, Kind.MAYBE)
"""What a month is told by."""
NTH = (Kind.DAY, Kind.ORD)
"""What a day of the month is told by."""
