"""What stands above an article's text: a title if the text has none, its sources, its three dates."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from nkreader.model.article import PartKind
from nkreader.model.dates import Basis, Certainty, Interval, PartialDate, Precision
from nkreader.ui import dating
from nkreader.ui.widgets import ungluing
from nkreader.ui.widgets.languages import not_analysed

if TYPE_CHECKING:
    from nkreader.model.piece import Piece

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
    lines += [(line, "source") for line in _group(piece)]
    if piece.headline.own_tags:
        lines.append((" ".join(f"#{tag}" for tag in piece.headline.own_tags), "source"))
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
    """A date in a few characters: ≈ before a likely one, ? for an unknown one, where it comes from in words."""
    if day.value is None:
        return "?"
    text = _value(day.value, day.precision, day.interval)
    if day.basis is Basis.HAND:
        return f"{text} (by hand)"
    if day.certainty is Certainty.LIKELY:
        return f"≈{text} (borrowed)" if day.basis is Basis.SAME_EVENT else f"≈{text}"
    return f"{text} (derived)" if day.certainty is Certainty.DERIVED else text


def _value(value: str, precision: Precision, interval: Interval) -> str:
    if precision in (Precision.DAY, Precision.MONTH, Precision.YEAR):
        return dating.written(value)
    if precision is Precision.YEARLESS:
        return f"{dating.written(value).removeprefix('XXXX-')}, year unknown"
    return _days(interval.earliest, interval.latest) or value


def _days(earliest: date | None, latest: date | None) -> str:
    if earliest and latest:
        return f"{dating.written(str(earliest))} to {dating.written(str(latest))}"
    if earliest:
        return f"from {dating.written(str(earliest))}"
    return f"until {dating.written(str(latest))}" if latest else ""


def _source(piece: Piece) -> str:
    """`NationPress ← Yonhap ← KCNA · cites … · by …`: the outlet, then whom it cites, outermost to innermost."""
    from nkreader.model.sources import beside, chain_of, in_a_sentence, listed  # deferred: no first paint has a piece

    analysis, headline = piece.analysis, piece.headline
    chain = chain_of(piece.article, analysis, analysis.outlet or headline.outlet)
    others = beside(piece.article, analysis)
    author = analysis.author or headline.author
    cited = f"{'also ' if len(chain) > 1 else ''}cites {listed([in_a_sentence(name) for name in others])}"
    parts = (" ← ".join(chain), cited if others else "", f"by {author}" if author else "")
    return " · ".join(part for part in parts if part)


def _group(piece: Piece) -> list[str]:
    """Whom the pieces on its event cite, and who said it first."""
    return [line for line in (piece.event.summary, piece.event.first.text) if line] if piece.event else []
