"""What came over the network: feeds that are looked at again, and when which bytes came from where."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed that `sync` looks at."""

    url: str
    title: str = ""
    """As the feed calls itself, or as a list of feeds did; empty until it is known."""
    pages: bool = False
    """Whether the pages of its entries are fetched where it holds only a summary of them."""
    robots: bool = True
    """Whether the server's robots.txt is asked before the feed is fetched."""
    added: str = ""
    """When, in UTC, as ISO 8601."""
    synced: str | None = None
    """When it was last looked at with success; None before the first time."""
    trouble: str | None = None
    """Why it could not be read the last time; None where it could."""


@dataclass(frozen=True, slots=True)
class Retrieval:
    """Bytes that a server gave, and what they were."""

    article: str
    url: str
    """As it was asked for."""
    final: str
    """Where redirects led."""
    retrieved: str
    """When these bytes came first, in UTC, as ISO 8601."""
    seen: str
    """When the server last gave the same, or said that nothing changed."""
    status: int
    """Of HTTP, when they came."""
    sha256: str
    """Of the bytes as they came, unpacked; 64 hex digits."""
    media_type: str
    """As the server says it, in lower case, without parameters; empty if it says none."""
    version: str
    """The digest of the text that was read in them."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one address."""

    url: str
    added: tuple[str, ...] = ()
    """Ids of the articles that are new."""
    updated: tuple[str, ...] = ()
    """Ids of those that got a new version."""
    unchanged: int = 0
    """How many articles are as they were."""
    reason: str = ""
    """Why nothing, or not all, could be had of it; empty if all is well."""
    note: str = ""
    """What else is to be known: that it moved, that nothing changed."""

    @property
    def said(self) -> str:
        """In a few words, without the address."""
        parts = []
        if self.added:
            parts.append(f"added {_named(self.added)}")
        if self.updated:
            parts.append(f"new version of {_named(self.updated)}")
        if self.unchanged:
            parts.append("unchanged" if self.unchanged == 1 and not parts else f"{self.unchanged:,} unchanged")
        parts += [part for part in (self.note, self.reason) if part]
        return "; ".join(parts) or "nothing new"


def _named(ids: tuple[str, ...]) -> str:
    return ids[0] if len(ids) == 1 else f"{len(ids):,} articles"
