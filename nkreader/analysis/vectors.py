"""Weighted vectors of terms."""

from __future__ import annotations

from collections.abc import Mapping


def cosine(first: Mapping[str, float], second: Mapping[str, float]) -> float:
    """Of two weighted vectors of length 1."""
    if len(first) > len(second):
        first, second = second, first
    return sum(weight * second[name] for name, weight in first.items() if name in second)
