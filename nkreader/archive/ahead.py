"""Analyses of the texts of one add: asked for as the texts are read, and worked out by helpers where there are many."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from nkreader.archive.crew import Crew
from nkreader.archive.deriving import Derived, derived
from nkreader.archive.repairs import InForce
from nkreader.model.article import Article

MANY = 150
"""Texts of one add from which on helpers share the work: fewer are analysed before these have begun."""
LARGE = 1_000_000
"""Bytes of a file that holds so many texts in all likelihood, or one that takes as long."""
TOGETHER = 8
"""Texts that are handed out at a time."""

Awaited = Callable[[], Derived]
"""Gives an analysis as soon as it is there; raises what went wrong in working it out."""


@dataclass
class _Lot:
    """Texts that are handed out together."""

    names: InForce
    articles: list[Article] = field(default_factory=list)
    answer: Callable[[], list[Derived | Exception]] | None = None


class Analyses:
    """The analyses of one add."""

    def __init__(self) -> None:
        self._crew = Crew()
        self._asked = 0
        self._lot: _Lot | None = None

    @property
    def shared(self) -> bool:
        """Whether helpers are at work, so that it pays to ask for more before what was asked for is awaited."""
        return self._asked > MANY

    def expect(self, size: int) -> None:
        """Texts out of a file of so many bytes will be asked for."""
        if size >= LARGE:
            self._asked = max(self._asked, MANY)

    def ask(self, article: Article, names: InForce) -> Awaited:
        """Have a text analysed."""
        self._asked += 1
        if not self.shared:
            [found] = _derived([article], names)
            return lambda: _raised(found)
        if self._lot is None or self._lot.names.state != names.state:
            self._hand_out()
            self._lot = _Lot(names)
        lot, at = self._lot, len(self._lot.articles)
        lot.articles.append(article)
        if len(lot.articles) == TOGETHER:
            self._hand_out()

        def awaited() -> Derived:
            if lot.answer is None:
                self._hand_out()
            assert lot.answer is not None
            return _raised(lot.answer()[at])

        return awaited

    def _hand_out(self) -> None:
        if self._lot is not None:
            self._lot.answer = self._crew.hand_out(_derived, self._lot.articles, self._lot.names)
            self._lot = None

    def close(self) -> None:
        """Let the helpers end."""
        self._crew.close()


def _derived(articles: list[Article], names: InForce) -> list[Derived | Exception]:
    """Analyse some texts; one that cannot be analysed is its error."""
    found: list[Derived | Exception] = []
    for article in articles:
        try:
            found.append(derived(article, names=names))
        except Exception as error:
            found.append(error)
    return found


def _raised(found: Any) -> Derived:
    if isinstance(found, Exception):
        raise found
    assert isinstance(found, Derived)
    return found
