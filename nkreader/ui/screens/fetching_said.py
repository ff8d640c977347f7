"""What became of what was asked of the network, in a line. No widget here."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from nkreader.ui.commands import key

if TYPE_CHECKING:
    from nkreader.archive.added import AddReport
    from nkreader.model.fetched import Outcome, Retrieval

FEED_TYPES = (
    "application/rss+xml", "application/atom+xml", "application/rdf+xml", "application/feed+json", "application/xml",
    "text/xml",
)  # fmt: skip
"""Media types of answers that are feeds, if articles were read in them."""
_SHOWN = 60
"""Characters of an address or title in a line that tells more."""


def fetched(one: Outcome | None, report: AddReport, title_of: Callable[[str], str]) -> str:
    """Of pages that the reader named; of `one` that was alone its title, or why it could not be had."""
    if one is None or len(one.added) + len(one.updated) > 1:
        return counts(report)
    if one.added:
        return f"fetched: {shortened(title_of(one.added[0]))}"
    if one.updated:
        return f"a new version of {shortened(title_of(one.updated[0]))} · {key('reader.versions')} shows what changed"
    if one.reason:
        return f"Not fetched: {one.reason} · {shortened(one.url)}"
    return f"Unchanged since it was last fetched: {shortened(one.url)}"


def looked_at(report: AddReport) -> str:
    """Of feeds."""
    return f"Looked at the feeds: {counts(report)}"


def counts(report: AddReport) -> str:
    """How many articles came, and why others did not."""
    new, other, failed = len(report.added), len(report.updated), report.skipped
    parts = [f"{new:,} article{_s(new)} came in"] if new else []
    parts += [f"{other:,} new version{_s(other)}"] if other else []
    parts = parts or ["nothing new"]
    if failed:
        parts.append(f"{len(failed):,} could not be had (first: {shortened(failed[0].path)}: {failed[0].reason})")
    return ", ".join(parts)


def shortened(text: str) -> str:
    """A title or address where there is little room."""
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"


def is_feed(retrievals: Sequence[Retrieval], url: str) -> bool:
    """Whether an article that came from an address was read in a feed there."""
    return any(one.url == url and one.media_type in FEED_TYPES for one in retrievals)


def wrong_addresses(typed: str) -> str:
    """Why what was typed cannot be fetched; empty where it can. Nothing is asked of the network."""
    from nkreader.fetching.addresses import checked
    from nkreader.fetching.errors import Unfetched

    for word in typed.split():
        try:
            checked(word if ":" in word.partition("/")[0] else f"https://{word}")
        except Unfetched as trouble:
            return f"{shortened(word)}: {trouble.reason}"
    return ""


def _s(count: int) -> str:
    return "" if count == 1 else "s"
