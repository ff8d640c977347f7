"""Weights out of the store that are unpacked when they are first asked for."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator, Mapping


class Later(Mapping[str, float]):
    """Weights that are unpacked when they are first asked for."""

    __slots__ = ("_known", "_packed")

    def __init__(self, packed: bytes) -> None:
        self._packed = packed
        self._known: dict[str, float] | None = None

    @property
    def known(self) -> dict[str, float]:
        """The weights."""
        if self._known is None:
            self._known = json.loads(zlib.decompress(self._packed))
        return self._known

    def __getitem__(self, name: str) -> float:
        return self.known[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self.known)

    def __len__(self) -> int:
        return len(self.known)

    def __eq__(self, other: object) -> bool:
        return self.known == (other.known if isinstance(other, Later) else other)

    __hash__ = None  # type: ignore[assignment]


def plain(weights: Mapping[str, float]) -> Mapping[str, float]:
    """The same, without a detour at each name."""
    return weights.known if isinstance(weights, Later) else weights
