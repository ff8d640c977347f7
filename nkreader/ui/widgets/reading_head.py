"""What stands above an article's text: a title if the text has none, its sources, its three dates."""

from __future__ import annotations

from datetime import date

from nkreader.model.article import PartKind
from nkreader.model.dates import Basis, Certainty, Interval, PartialDate, Precision
from nkreader.model.piece import Piece
from nkreader.ui.widgets import ungluing
from nkreader.ui.widgets.languages import not_analysed

_KEEP = "\u00a0"
"""A space at which no line is broken."""
SAMPLE = "Sample, written for nkreader: do not cite."


def title(piece: Piece) -> tuple[str, str] | None:
    """A title to set above the text and its layer; None where the text's own title stands first.

    A title that was derived from the first sentence is marked like every guess, and left out where the text
    that follows begins with the same words.
    """
    article = piece.article
    first = next((part for part in article.blocks if not hidden(part.kind)), None)
    if (first is not None and first.kind is PartKind.TITLE) or not article.title:
        return None
    if _untitled(piece):
        return None
    if article.title_basis == "first sentence":
        return f"≈ {article.title}", "guessed"
    return article.title, "title"


def _untitled(piece: Piece) -> bool:
    """Whether the article has no title but one made of the words its text begins with."""
    article = piece.article
    first = next((part for part in article.blocks if not hidden(part.kind)), None)
    made = article.title.rstrip("…. ")
    beginning = " ".join(first.span.of(article.text).split()) if first else ""
    return article.title_basis == "first sentence" and beginning.startswith(made)


def hidden(kind: PartKind) -> bool:
    """Whether a block at the beginning of an article is kept from view."""
    return kind in (PartKind.HEADER, PartKind.METADATA)


def sources(piece: Piece) -> list[tuple[str, str]]:
    """The lines between title and text, each with its layer."""
    lines = [(SAMPLE, "notice")] if piece.sample else []
    untitled = "untitled" if _untitled(piece) else ""
    if source := " · ".join(part for part in (untitled, _source(piece)) if part):
        lines.append((source, "source"))
    lines.append((_dates(piece), "source"))
    said = [not_analysed(piece.article.lang), *piece.article.notices, ungluing.NOTICE if ungluing.glued(piece) else ""]
    return [*lines, *((notice, "source") for notice in said if notice)]


def _dates(piece: Piece) -> str:
    """What is known of the three dates, broken only between them."""
    analysis, published = piece.analysis, piece.headline.published
    dates = (("published", published), ("reported", analysis.reported), ("happened", analysis.happened))
    known = [f"{name} {shown(day)}".replace(" ", _KEEP) for name, day in dates if day.value is not None]
    if published.value is None:
        known.insert(0, "undated" if not known else f"published{_KEEP}?")
    return f"{_KEEP}· ".join(known)


def shown(day: PartialDate) -> str:
    """A date in a few characters: ≈ before a likely one, ? for an unknown one, `derived` and `borrowed` in words."""
    if day.value is None:
        return "?"
    text = _value(day.value, day.precision, day.interval)
    if day.certainty is Certainty.LIKELY:
        return f"≈{text} (borrowed)" if day.basis is Basis.SAME_EVENT else f"≈{text}"
    return f"{text} (derived)" if day.certainty is Certainty.DERIVED else text


def _value(value: str, precision: Precision, interval: Interval) -> str:
    if precision in (Precision.DAY, Precision.MONTH, Precision.YEAR):
        return value
    if precision is Precision.YEARLESS:
        return f"{value.removeprefix('XXXX-')}, year unknown"
    return _days(interval.earliest, interval.latest) or value


def _days(earliest: date | None, latest: date | None) -> str:
    if earliest and latest:
        return f"{earliest} to {latest}"
    if earliest:
        return f"from {earliest}"
    return f"until {latest}" if latest else ""


def _source(piece: Piece) -> str:
    """`NationPress ← Yonhap ← KCNA · by …`: the outlet, then whom it cites, outermost to innermost."""
    analysis, headline = piece.analysis, piece.headline
    outlet = analysis.outlet or headline.outlet
    chain = [origin.name for origin in analysis.origins]
    if outlet and outlet not in chain[:1]:
        chain.insert(0, outlet)
    author = analysis.author or headline.author
    return " · ".join(part for part in (" ← ".join(chain), f"by {author}" if author else "") if part)
