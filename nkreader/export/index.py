"""`index.md`: a list of the exported articles, made from the front matter of the files themselves."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from nkreader.export import escaping, frontmatter
from nkreader.export.blocks import Block
from nkreader.export.citation import SAMPLE, UNTITLED
from nkreader.export.documents import DOSSIER, FORMAT, IDENTITY, Document
from nkreader.export.flavours import COMMONMARK, Flavour
from nkreader.model.date_words import borrowed, set_by_hand, value_in_words

INDEX = "index"
"""The `nkreader_id` of the list; no article has it."""
FILE = "index.md"


@dataclass(frozen=True, slots=True)
class Entry:
    """One exported article."""

    id: str
    relative: str
    """Path below the folder of the list, with forward slashes."""
    title: str
    outlet: str
    published: str
    """A date's value; empty for an undated piece."""
    likely: bool
    basis: str
    """What the date rests on."""
    highlights: str
    sample: bool


def entry(text: str) -> Entry | None:
    """What the front matter of an exported file says, without its place; None if it is not one."""
    parts = frontmatter.split(text)
    values = {k: v for k, v in frontmatter.read(parts[0]).items() if isinstance(v, str)} if parts else {}
    if not values.get(IDENTITY) or values[IDENTITY] == INDEX or values[IDENTITY].startswith(DOSSIER):
        return None
    return Entry(
        values[IDENTITY],
        "",
        values.get("title", ""),
        values.get("outlet", ""),
        values.get("published", ""),
        values.get("published_certainty") == "likely",
        values.get("published_basis", ""),
        values.get("highlights", "0"),
        "sample" in values,
    )


def listing(entries: Iterable[Entry], flavour: Flavour = COMMONMARK) -> Document:
    """The list as a document: by day of publication, the undated last."""
    ordered = sorted(entries, key=lambda item: (not item.published, item.published, item.title, item.id))
    lines = ["# Exported highlights", "", *(_line(item, flavour) for item in ordered)]
    front: Mapping[str, frontmatter.Value] = {IDENTITY: INDEX, "nkreader_format": FORMAT}
    return Document(INDEX, front, (Block("index", "\n".join(lines)),))


def _line(item: Entry, flavour: Flavour) -> str:
    rests = borrowed(item.basis) if item.likely else set_by_hand(item.basis)
    day = f"{'≈ ' * item.likely}{value_in_words(item.published)}{rests}"
    published = f"published {day}" if item.published else "undated"
    count = f"{item.highlights} highlight{'' if item.highlights == '1' else 's'}"
    facts = [item.outlet, published, count, *([SAMPLE] if item.sample else [])]
    said = " · ".join(escaping.escaped(fact) for fact in facts if fact)
    return f"- {flavour.link(item.title or UNTITLED, item.relative)} — {said}"
