"""What a server's robots.txt allows (RFC 9309).

The longest rule that fits an address decides, and of two as long the one that allows; `*` stands for anything and `$`
for the end. The parser of the standard library takes the first rule that fits and knows neither sign.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from urllib.parse import quote, urlsplit

NAME = "nkreader"
"""By which we are called in such files."""
MOST = 500_000
"""Bytes of one that are read."""


@dataclass(frozen=True, slots=True)
class Robots:
    """The rules that hold for us."""

    rules: tuple[tuple[str, bool], ...] = ()
    """Patterns of paths, and whether they are allowed."""
    delay: float | None = None
    """Seconds between two requests that are asked for."""

    def allows(self, url: str) -> bool:
        """Whether an address may be fetched."""
        parts = urlsplit(url)
        path = _normal(parts.path or "/") + (f"?{_normal(parts.query)}" if parts.query else "")
        if path == "/robots.txt":
            return True
        fitting = [(len(pattern), allowed) for pattern, allowed in self.rules if _fits(pattern, path)]
        return max(fitting)[1] if fitting else True


ANYTHING, NOTHING = Robots(), Robots((("/", False),))


@dataclass(slots=True)
class _Group:
    names: list[str] = field(default_factory=list)
    rules: list[tuple[str, bool]] = field(default_factory=list)
    delay: float | None = None
    open: bool = True
    """Whether more names may follow."""


def read(data: bytes) -> Robots:
    """The rules for us of a file: those of our name, else those for all."""
    groups: list[_Group] = []
    for line in data[:MOST].decode("utf-8", "replace").lstrip("\ufeff").splitlines():
        name, colon, value = line.partition("#")[0].partition(":")
        name, value = name.strip().casefold(), value.strip()
        if not colon:
            continue
        if name == "user-agent":
            if not groups or not groups[-1].open:
                groups.append(_Group())
            groups[-1].names.append(value.casefold())
        elif groups and name in ("allow", "disallow"):
            groups[-1].open = False
            if value:
                groups[-1].rules.append((_normal(value), name == "allow"))
        elif groups and name == "crawl-delay":
            groups[-1].open = False
            groups[-1].delay = _seconds(value)
    ours = [group for group in groups if any(_is_ours(name) for name in group.names)]
    ours = ours or [group for group in groups if "*" in group.names]
    delays = [group.delay for group in ours if group.delay is not None]
    return Robots(tuple(rule for group in ours for rule in group.rules), max(delays, default=None))


def _is_ours(name: str) -> bool:
    return re.split(r"[/\s]", name, maxsplit=1)[0] == NAME


def _seconds(value: str) -> float | None:
    try:
        seconds = float(value)
    except ValueError:
        return None
    return seconds if 0 <= seconds < 10**6 else None


def _normal(text: str) -> str:
    """With what is not ASCII written as servers see it, and octets in capitals."""
    quoted = quote(text, safe="%/:?#[]@!$&'()*+,;=~-._")
    return re.sub(r"%[0-9a-fA-F]{2}", lambda octet: octet[0].upper(), quoted)


def _fits(pattern: str, path: str) -> bool:
    """Whether a path begins as a pattern says. Pieces between `*` are looked for in order: no pattern takes long."""
    anchored = pattern.endswith("$")
    pieces = _pieces(pattern[:-1] if anchored else pattern)
    if not path.startswith(pieces[0]):
        return False
    at = len(pieces[0])
    for number, piece in enumerate(pieces[1:], 2):
        if anchored and number == len(pieces):
            return len(path) - len(piece) >= at and path.endswith(piece)
        found = path.find(piece, at)
        if found < 0:
            return False
        at = found + len(piece)
    return not anchored or at == len(path)


@lru_cache(maxsize=4096)
def _pieces(pattern: str) -> tuple[str, ...]:
    return tuple(pattern.split("*"))
