"""Highlights as rows: JSON objects with selectors, and a table for spreadsheets."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from typing import Any

from nkreader.export import escaping
from nkreader.export.citation import citation
from nkreader.model.date_words import borrowed, set_by_hand
from nkreader.model.highlights import Anchor, Highlight, in_text_order
from nkreader.model.piece import Piece
from nkreader.model.sanitise import is_safe, safe

_CONTEXT = "http://www.w3.org/ns/anno.jsonld"
_FORMULA = ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20")
COLUMNS = (
    "id", "article", "start", "end", "quote", "note", "tags", "colour", "orphan", "title", "outlet", "author",
    "published", "reported", "happened", "origins", "paragraph", "url", "file", "version", "speaker", "citation",
)  # fmt: skip


def as_json(pieces: Iterable[Piece]) -> list[dict[str, Any]]:
    """One object a highlight: the command line contract's fields, the source, and W3C selectors.

    Each is an annotation of the Web Annotation Data Model (W3C Recommendation, 23 February 2017): selectors by
    sections 4.2.4 and 4.2.5, the version of the text as a state (4.3.1), note and tags as bodies (3.2.4). The offsets,
    like `start` and `end`, count code points in the text with the hash `version`. `id` stays what the other verbs
    call the highlight; as the base of the context says, it is short for the IRI `nkreader:/ARTICLE/ID`.
    """
    return [_object(piece, highlight) for piece, highlight in _marked(pieces)]


def as_csv(pieces: Iterable[Piece]) -> str:
    """A table with a header row (RFC 4180, but lines end with LF), one row a highlight, lists joined by `; `.

    A cell that a spreadsheet would run as a formula begins with an apostrophe (OWASP, "CSV Injection").
    """
    table = io.StringIO(newline="")
    writer = csv.writer(table, lineterminator="\n")
    writer.writerow(COLUMNS)
    for piece, highlight in _marked(pieces):
        row = _object(piece, highlight)
        writer.writerow([_cell(row[column]) for column in COLUMNS])
    return table.getvalue()


def _marked(pieces: Iterable[Piece]) -> Iterator[tuple[Piece, Highlight]]:
    for piece in pieces:
        for highlight in in_text_order(piece.highlights):
            yield piece, highlight


def _object(piece: Piece, highlight: Highlight) -> dict[str, Any]:
    headline, anchor = piece.headline, highlight.anchor
    source = citation(piece, highlight)
    row: dict[str, Any] = {
        "@context": [_CONTEXT, {"@base": f"nkreader:/{highlight.article}/"}],
        "id": highlight.id,
        "type": "Annotation",
        "motivation": _motivation(highlight),
        "article": highlight.article,
        "start": anchor.span.start,
        "end": anchor.span.end,
        "quote": anchor.exact,
        "note": highlight.note,
        "tags": list(highlight.tags),
        "colour": highlight.colour,
        "orphan": highlight.orphan,
        "title": headline.title,
        "outlet": headline.outlet,
        "author": headline.author,
        "url": headline.url,
        "published": headline.published.as_json(),
        "reported": headline.reported.as_json(),
        "happened": headline.happened.as_json(),
        "origins": [origin.name for origin in piece.analysis.chain],
        "paragraph": anchor.paragraph,
        "file": source.file,
        "version": anchor.version,
        "sample": piece.sample,
        "speaker": piece.speakers.get(highlight.id),
        "citation": source.as_text(),
        "target": _target(headline.url, anchor),
    }
    if bodies := _bodies(highlight):
        row["body"] = bodies
    cleaned: dict[str, Any] = _clean(row)
    return cleaned


def _motivation(highlight: Highlight) -> list[str]:
    return ["highlighting"] + ["commenting"] * bool(highlight.note) + ["tagging"] * bool(highlight.tags)


def _bodies(highlight: Highlight) -> list[dict[str, str]]:
    """The note, and each tag."""
    note = {"type": "TextualBody", "purpose": "commenting", "format": "text/plain", "value": highlight.note}
    tags = [{"type": "TextualBody", "purpose": "tagging", "value": tag} for tag in highlight.tags]
    return [note, *tags] if highlight.note else tags


def _target(url: str | None, anchor: Anchor) -> dict[str, Any]:
    """The passage in that version of the text; of an article without a plain web address, in the text alone."""
    text = f"urn:sha256:{anchor.version}"
    source = url if url and escaping.is_web_address(url) else text
    state = {"type": "TimeState", "cached": text}
    return {"type": "SpecificResource", "source": source, "state": state, "selector": _selectors(anchor)}


def _selectors(anchor: Anchor) -> list[dict[str, Any]]:
    quote = {"type": "TextQuoteSelector", "exact": anchor.exact, "prefix": anchor.prefix, "suffix": anchor.suffix}
    return [quote, {"type": "TextPositionSelector", "start": anchor.span.start, "end": anchor.span.end}]


def _clean(value: Any) -> Any:
    if isinstance(value, str):
        return value if is_safe(value) else safe(value)
    if isinstance(value, dict):
        return {key: _clean(item) for key, item in value.items()}
    return [_clean(item) for item in value] if isinstance(value, list) else value


def _cell(value: Any) -> str:
    if isinstance(value, dict):  # a date: its value, marked where it is only likely, or not the piece's own
        when, likely = value["value"], value["certainty"] == "likely"
        value = when and (f"≈ {when}{borrowed(value['basis'])}" if likely else f"{when}{set_by_hand(value['basis'])}")
    if isinstance(value, bool):
        return "yes" if value else "no"
    return plain_cell("; ".join(value) if isinstance(value, list) else "" if value is None else str(value))


def plain_cell(text: str) -> str:
    """A cell that no spreadsheet takes for a formula: an apostrophe goes before what looks like one."""
    return f"'{text}" if text.lstrip().startswith(_FORMULA) or text[:1] in ("\t", "\n") else text
