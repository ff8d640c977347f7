"""Units of measure in news, and what is measured with them: `km` of altitude or distance, tonnes, minutes, dollars."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit as a text prints it."""

    dimension: str
    """What can be compared: `length`, `mass`, `percent`, `money USD`."""
    factor: float
    """How many of the dimension's base unit one is."""
    shown: str


_UNITS: tuple[tuple[str, float, str, str], ...] = (
    ("length", 1.0, "km", r"kilomet(?:er|re)s?|kms?"),
    ("length", 1.852, "nautical miles", r"nautical[\s-]miles?"),
    ("length", 1.609344, "miles", r"miles?"),
    ("length", 0.001, "m", r"met(?:er|re)s?"),
    ("length", 1e-5, "cm", r"centimet(?:er|re)s?|cm"),
    ("length", 0.0003048, "feet", r"feet|foot|ft"),
    ("area", 1.0, "square meters", r"(?:square met(?:er|re)s?|sq\.? ?m(?:eters?)?|m2|㎡)"),
    ("area", 1e6, "square km", r"(?:square kilomet(?:er|re)s?|sq\.? ?km|km2|㎢)"),
    ("area", 2.59e6, "square miles", r"square miles?"),
    ("area", 1e4, "hectares", r"hectares?|ha"),
    ("area", 9917.0, "jongbo", r"[jc]h?ongbo"),
    ("area", 3.3058, "pyong", r"py(?:e)?ong"),
    ("area", 4046.86, "acres", r"acres?"),
    ("volume", 1.0, "cubic meters", r"(?:cubic met(?:er|re)s?|cu\.? ?m|m3|㎥)"),
    ("length", 0.393, "ri", r"ri|li"),
    ("speed", 1.852, "knots", r"knots?"),
    ("speed", 1.609344, "mph", r"(?:miles (?:an|per) hour|mph)"),
    ("yield", 1.0, "kilotons", r"kilotons?|kilotonnes?|kt"),
    ("yield", 1000.0, "megatons", r"megatons?"),
    ("mass", 1.0, "tons", r"(?:metric[\s-])?tons?|tonnes?"),
    ("mass", 0.001, "kg", r"kilograms?|kilos?|kg"),
    ("mass", 0.00045359, "pounds", r"lbs?"),
    ("oil", 1.0, "barrels", r"barrels?"),
    ("percent", 1.0, "percent", r"percent|per[\s-]cent|pct|%"),
    ("points", 1.0, "points", r"(?:percentage|basis)[\s-]points?"),
    ("short time", 1.0, "seconds", r"seconds?"),
    ("short time", 60.0, "minutes", r"minutes?|mins?"),
    ("hours", 1.0, "hours", r"hours?|hrs?"),
    ("days", 1.0, "days", r"days?"),
    ("weeks", 1.0, "weeks", r"weeks?"),
    ("months", 1.0, "months", r"months?"),
    ("age", 1.0, "years old", r"years?[\s-](?:old|of age)|year-old"),
    ("years", 1.0, "years", r"years?"),
    ("power", 1.0, "megawatts", r"megawatts?|MW"),
    ("degrees", 1.0, "degrees", r"degrees?"),
    ("speed", 1.0, "km/h", r"(?:kilomet(?:er|re)s|km)(?:/h|ph| an hour| per hour)"),
    ("money USD", 1.0, "dollars", r"(?:U\.?S\.? )?dollars?"),
    ("cents", 1.0, "cents", r"cents?"),
    ("money KRW", 1.0, "won", r"won"),
    ("money JPY", 1.0, "yen", r"yen"),
    ("money EUR", 1.0, "euros", r"euros?"),
    ("money CNY", 1.0, "yuan", r"yuan"),
)
_ANY = "|".join(
    rf"(?P<u{at}>{words})" for at, (*_, words) in sorted(enumerate(_UNITS), key=lambda item: -len(item[1][3]))
)
_UNIT = re.compile(rf"[\s-]?(?:{_ANY})(?![\w-])")
_SIGNS = {"$": "USD", "US$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY"}
_MAGNITUDE = re.compile(r"(?:-magnitude|\s(?:magnitude|on the Richter))\b", re.IGNORECASE)
_MAGNITUDE_BEFORE = re.compile(r"\bmagnitude(?:\s(?:of|was))?\s*$", re.IGNORECASE)
_MACH = re.compile(r"\bMach\s*$")

MEASURED = frozenset({"length", "yield", "mass", "oil", "speed", "power", "area", "volume"})
"""Dimensions in which figures are rounded and converted as a matter of course."""

_PURPOSES = (
    ("altitude", r"altitudes?|apogee|heights?|high|climbed|climb|soar\w*|peak\w*|upward|orbit\w*|above the Earth"),
    ("range", r"range|reach\w*|capable|could (?:fly|hit|strike|travel|go)|farther than|maximum|potential\w*|within"),
    ("flight", r"fl(?:ew|own|ies|y|ight)|travel\w*|cover\w*|distances?|landed after|downrange|over the ground"),
    ("depth", r"depth|deep|underground"),
)
_PURPOSE = re.compile("|".join(rf"\b(?P<{name}>{words})\b" for name, words in _PURPOSES), re.IGNORECASE)
_PLACED = re.compile(
    r"\s*(?:\([^)]{1,30}\)\s*)?"
    r"(?:(?:to the\s)?(?:north|south|east|west)\w*|off|away|from|outside|inland|offshore|inside)\b",
    re.IGNORECASE,
)


def unit_after(text: str, at: int) -> tuple[Unit, int] | None:
    """The unit printed behind a number that ends at `at`, and where it ends; None where none is."""
    if match := _UNIT.match(text, at):
        number = next(int(name[1:]) for name, value in match.groupdict().items() if value)
        dimension, factor, shown, _ = _UNITS[number]
        return Unit(dimension, factor, shown), match.end()
    if match := _MAGNITUDE.match(text, at):
        return Unit("magnitude", 1.0, "magnitude"), match.end()
    return None


def unit_before(text: str, start: int, sign: str) -> Unit | None:
    """The unit that stands before a number: a currency sign, which the number holds, or `magnitude`, `Mach`."""
    sign = sign.strip()
    if sign:
        return Unit(f"money {_SIGNS.get(sign, sign)}", 1.0, sign)
    if _MAGNITUDE_BEFORE.search(text, max(0, start - 20), start):
        return Unit("magnitude", 1.0, "magnitude")
    if _MACH.search(text, max(0, start - 6), start):
        return Unit("mach", 1.0, "Mach")
    return None


def purpose(clause: str, at: int, end: int) -> str:
    """What a length is of, by the words nearest to it; empty where none says so.

    Args:
        clause: The clause that holds it.
        at: Where the number begins in the clause.
        end: Where its unit ends.
    """
    if _PLACED.match(clause, end):
        return "place"
    found = [(_gap(match, at, end), match) for match in _PURPOSE.finditer(clause)]
    if not found:
        return ""
    _, nearest = min(found, key=lambda pair: pair[0])
    return nearest.lastgroup or ""


def _gap(match: re.Match[str], at: int, end: int) -> int:
    """Characters between a word and the number; what stands before the number is nearer than what stands behind."""
    return at - match.end() if match.end() <= at else (match.start() - end) * 2
