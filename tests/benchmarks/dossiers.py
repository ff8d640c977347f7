"""The dossier of a name that very many pieces have: its first lines, and all that they print of it.

Of made pieces; with NKREADER_BENCH_LIBRARY of the most frequent person of that library.
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from nkreader.archive.library import Library
from nkreader.model.article import Stated
from nkreader.model.entities import Entity
from tests.benchmarks.measuring import Figure, made_text, seconds

FEW, MANY = 40, 400
"""Pieces of the small and of the large library."""


def run(data: Path | None) -> list[Figure]:
    """The first lines beside those of a tenth of the pieces, all of it beside reading the same pieces."""
    given = os.environ.get("NKREADER_BENCH_LIBRARY")
    with tempfile.TemporaryDirectory() as name:
        small = _made(Path(name) / "small", FEW)
        large = Library.open(Path(given)) if given else _made(Path(name) / "large", MANY)
        try:
            return _measured(small, large)
        finally:
            small.close()
            large.close()


def _made(folder: Path, count: int) -> Library:
    library = Library.open(folder)
    for number in range(count):
        day = f"{2024 - number // 300}-{1 + number % 12:02}-{1 + number % 28:02}"
        lead = f"Kim Jong Un, Choe Ryong Hae and Ri Yong Ho attended opening number {number} at Wonsan. "
        library.add_text((lead + made_text(300, number)).encode(), Stated(title=f"Opening {number}", published=day))
    return library


def _measured(small: Library, large: Library) -> list[Figure]:
    few, many = _person(small), _person(large)
    pieces = large.entity_articles(many.id)
    base = seconds(lambda: small.dossier(few))
    first = seconds(lambda: large.dossier(many))
    begun = seconds(lambda: next(iter(large.standings(many))))
    whole = seconds(lambda: large.standing(many), 1)
    read = seconds(lambda: [large.piece(article) for article in pieces], 1)
    per_piece = whole / len(pieces)
    return [
        Figure(
            f"dossier of a name in {len(pieces):,} pieces, first lines",
            f"{first * 1000:.0f} ms",
            f"of {FEW} pieces {base * 1000:.0f} ms: {first / base:.1f} times",
        ),
        Figure("silences, first and last", f"{begun * 1000:.0f} ms"),
        Figure(
            "titles, lists and company of all of them",
            f"{whole:.2f} s",
            f"{per_piece * 1000:.1f} ms a piece; reading each {read:.2f} s: {whole / read:.1f} times",
        ),
    ]


def _person(library: Library) -> Entity:
    return library.names("person")[0].entity
