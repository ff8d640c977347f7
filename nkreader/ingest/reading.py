"""Decoded text into an article."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import fields, replace

from nkreader.ingest.language import language
from nkreader.ingest.splitting import Split, split
from nkreader.ingest.splitting.laid import laid_out, split_blocks
from nkreader.model.article import Article, PartKind, Stated
from nkreader.model.sanitise import Replaced, safe_line, sanitise

LONGEST = {
    "title": 2000, "outlet": 500, "author": 2000, "url": 4000, "published": 200, "dated_by": 200, "suggested": 200
}  # fmt: skip
"""Code points; what is stated at greater length is no title, name, address or date."""
_NO_YEAR = re.compile(r"(?<!\d)(?<!:\d\d[.,])[3-9]\d{3}(?:\d{4}(?:\d{4,6})?)?(?!\d)")
"""A year from 3000 on, which no clock or offset reads like: a crawler's mark for `never`, and where calendars end."""


def read_text(text: str, stated: Stated = Stated(), notices: tuple[str, ...] = ()) -> Article:  # noqa: B008
    """The article that a decoded text is: sanitised and taken apart. Never raises.

    Offsets of the result count from the start of the sanitised text. What `stated` leaves open is taken
    from front matter. What is stated is made printable, too; what is absurdly long is left out, and a notice says so.
    """
    clean, replaced = sanitise(text)
    stated, left_out = _sane(stated)
    taken = split(clean, stated.title)
    if taken.metadata:
        stated, more = _sane(taken.metadata.stated(stated))
        left_out += more
    return _article(clean, taken, stated, replaced, (*notices, *left_out))


def _article(
    clean: str, taken: Split, stated: Stated, replaced: tuple[Replaced, ...], notices: tuple[str, ...]
) -> Article:
    said = (PartKind.HEADING, PartKind.BULLET, PartKind.PARAGRAPH)
    words = " ".join(part.span.of(clean) for part in taken.parts if part.kind in said)
    return Article(
        text=clean,
        parts=taken.parts,
        title=taken.title,
        title_basis=taken.title_basis,
        stated=stated,
        lang=language(words or clean),
        replaced=replaced,
        notices=notices,
    )


def read_blocks(
    blocks: Sequence[tuple[str, str]],
    stated: Stated,
    notices: tuple[str, ...] = (),
) -> Article:
    """The article that blocks of known kinds are, an empty line between any two. Never raises.

    A kind is `heading`, `bullet` or `paragraph`; bullets in a row stand on lines in a row. All else is as for
    `read_text`; what a block says may still make it a title, a byline or a footer.
    """
    text, laid = laid_out(blocks)
    clean, replaced = sanitise(text)
    stated, left_out = _sane(stated)
    taken = split_blocks(clean, laid, stated.title)
    return _article(clean, taken, stated, replaced, (*notices, *left_out))


def _sane(stated: Stated) -> tuple[Stated, tuple[str, ...]]:
    """What was stated, printable and of bearable length, and what was left out of it."""
    notices = []
    kept = {}
    for name in (field.name for field in fields(Stated)):
        value = getattr(stated, name)
        if value is not None and len(value) > LONGEST[name]:
            notices.append(f"the stated {name} was left out: {len(value):,} characters are too many")
            value = None
        if name in ("published", "suggested") and value is not None and (year := _NO_YEAR.search(value)):
            notices.append(f"the stated date was left out: no article is of the year {year[0][:4]}")
            value = None
        kept[name] = None if value is None else safe_line(value)
    return replace(stated, **kept), tuple(notices)
