"""Decoded text into an article."""

from __future__ import annotations

from nkreader.ingest.front_matter import OWN, front_matter
from nkreader.ingest.language import language
from nkreader.ingest.splitting import split
from nkreader.model.article import Article, PartKind, Stated
from nkreader.model.sanitise import sanitise


def read_text(text: str, stated: Stated = Stated(), notices: tuple[str, ...] = ()) -> Article:  # noqa: B008
    """The article that a decoded text is: sanitised and taken apart. Never raises.

    Offsets of the result count from the start of the sanitised text. What `stated` leaves open is taken
    from front matter.
    """
    clean, replaced = sanitise(text)
    taken = split(clean, stated.title)
    said = (PartKind.HEADING, PartKind.BULLET, PartKind.PARAGRAPH)
    words = " ".join(part.span.of(clean) for part in taken.parts if part.kind in said)
    return Article(
        text=clean,
        parts=taken.parts,
        title=taken.title,
        title_basis=taken.title_basis,
        stated=taken.metadata.stated(stated) if taken.metadata else stated,
        lang=language(words or clean),
        replaced=replaced,
        notices=notices,
    )


def own_export(text: str) -> bool:
    """Whether a text is an export of ours, told by its front matter: those are never taken in."""
    if not text.lstrip("\ufeff \t\r\n").startswith("---"):
        return False
    found = front_matter(sanitise(text)[0])
    return found is not None and OWN in found.fields
