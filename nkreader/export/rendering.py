"""From an article and what the reader marked in it to a document."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from nkreader.export import escaping
from nkreader.export.blocks import Block
from nkreader.export.citation import SAMPLE, UNTITLED, citation, source_name
from nkreader.export.documents import DATES, FORMAT, IDENTITY, Document
from nkreader.export.flavours import COMMONMARK, Flavour
from nkreader.export.frontmatter import Value
from nkreader.model.dates import PartialDate
from nkreader.model.entities import EntityKind
from nkreader.model.highlights import COLOURS, Highlight, in_text_order
from nkreader.model.piece import Piece
from nkreader.model.sanitise import safe_line

_SLUG_BYTES = 80
_ORPHANS = "## Not found in the present text"


def rendered(piece: Piece, flavour: Flavour = COMMONMARK) -> Document:
    """The document of one piece: its highlights in text order, then those that lost their place."""
    highlights = in_text_order(piece.highlights)
    blocks = [Block("title", _title(piece))]
    placed = [item for item in highlights if not item.orphan]
    orphans = [item for item in highlights if item.orphan]
    blocks += [_block(piece, item, placed, flavour) for item in placed]
    if orphans:
        blocks.append(Block("orphans", _ORPHANS))
        blocks += [_block(piece, item, (), flavour) for item in orphans]
    return Document(piece.headline.id, _front(piece, highlights), tuple(blocks))


def _title(piece: Piece) -> str:
    title = f"# {escaping.escaped(piece.headline.title) or UNTITLED}"
    return f"{title}\n\n**{SAMPLE}**" if piece.sample else title


def _block(piece: Piece, highlight: Highlight, placed: Sequence[Highlight], flavour: Flavour) -> Block:
    said = f"— {citation(piece, highlight).as_markdown()}"
    others = [item.id for item in placed if item is not highlight and _overlap(item, highlight)]
    if others:
        said += f" · overlaps {', '.join(map(escaping.code, others))}"
    if highlight.orphan:
        said += " · not found in the present text"
    parts = [flavour.quote(highlight.anchor.exact, _starts(piece, highlight)), said]
    note = escaping.prose(highlight.note)
    parts += [f"**Note:** {note}"] if note else []
    parts += [about] if (about := _about(highlight, flavour)) else []
    parts += [mark] if (mark := flavour.mark(highlight.id)) else []
    return Block(highlight.id, "\n\n".join(parts))


def _overlap(one: Highlight, other: Highlight) -> bool:
    return one.anchor.span.overlaps(other.anchor.span)


def _starts(piece: Piece, highlight: Highlight) -> tuple[int, ...]:
    """Where the article's blocks begin inside the quotation; none if its text is no longer there."""
    span = highlight.anchor.span
    if highlight.orphan or span.of(piece.article.text) != highlight.anchor.exact:
        return ()
    begun = (part.span.start for part in piece.article.blocks)
    return tuple(start - span.start for start in begun if span.start < start < span.end)


def _about(highlight: Highlight, flavour: Flavour) -> str:
    tags = ", ".join(tag for tag in map(flavour.tag, highlight.tags) if tag)
    about = [f"**Tags:** {tags}"] if tags else []
    about += [f"**Colour:** {escaping.escaped(highlight.colour)}"] if highlight.colour != COLOURS[0] else []
    return " · ".join(about)


def _front(piece: Piece, highlights: Sequence[Highlight]) -> dict[str, Value]:
    headline, analysis = piece.headline, piece.analysis
    named = (analysis.names.get(item.entity) for item in analysis.mentions if item.entity)
    people = (entity.name for entity in named if entity and entity.kind is EntityKind.PERSON)
    front: dict[str, Value | None] = {
        IDENTITY: headline.id,
        "nkreader_format": FORMAT,
        "title": headline.title,
        "title_basis": headline.title_basis,
        "outlet": headline.outlet,
        "author": headline.author,
        "url": headline.url,
        "lang": headline.lang,
        "sample": SAMPLE if piece.sample else None,
        "source_file": source_name(headline.paths[0]) if headline.paths else None,
        "source_sha256": piece.version,
        "dateline_place": analysis.dateline.place if analysis.dateline else None,
        "origin_chain": tuple(origin.name for origin in analysis.chain),
        "event_sources": piece.event.summary if piece.event else None,
        "event_first": piece.event.first.text if piece.event else None,
    }
    for name, when in zip(DATES, (headline.published, headline.reported, headline.happened), strict=True):
        front |= _date(name, when)
    front["people"] = tuple(dict.fromkeys(people))
    front["highlight_tags"] = tuple(sorted({tag for item in highlights for tag in item.tags}))
    front["highlights"] = len(highlights)
    front["orphans"] = sum(item.orphan for item in highlights)
    return {key: value for key, value in front.items() if value not in (None, "", ())}


def _date(name: str, when: PartialDate) -> dict[str, Value | None]:
    """A date's keys; of an unknown one only the reason, and that for the day of publication alone."""
    if not when.known:
        return {f"{name}_reason": when.reason} if name == DATES[0] else {}
    return {
        name: when.value,
        f"{name}_time": when.time,
        f"{name}_precision": str(when.precision),
        f"{name}_certainty": str(when.certainty) if when.certainty else None,
        f"{name}_basis": str(when.basis),
        f"{name}_reason": when.reason,
    }


def slug(title: str) -> str:
    """A title as the readable part of a file name: letters, marks and digits of any script, and hyphens.

    At most 80 bytes of UTF-8; `untitled` if nothing is left. Nothing depends on it being unique.
    """
    title = unicodedata.normalize("NFC", safe_line(title)).lower()
    letters = "".join(c if unicodedata.category(c)[0] in "LMN" else "-" for c in title)
    words = re.sub("-+", "-", letters).strip("-")
    return words.encode()[:_SLUG_BYTES].decode(errors="ignore").strip("-") or "untitled"
