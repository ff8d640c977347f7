"""The reader's own marks in the store: highlights, stars, read marks."""

from __future__ import annotations

import json
import secrets
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from nkreader.archive.errors import LibraryError, UnknownHighlight
from nkreader.archive.serial import article_from_json, dumps, entity_from_json
from nkreader.model.article import Article
from nkreader.model.folding import fold
from nkreader.model.highlights import COLOURS, Anchor, Highlight, anchored, paragraph_at, reanchored
from nkreader.model.identity import text_version
from nkreader.model.sanitise import safe, safe_line
from nkreader.model.spans import Span

_COLUMNS = "id, article, start, end, exact, prefix, suffix, paragraph, version, note, tags, colour, orphan"


def highlights(db: sqlite3.Connection, article: str | None = None) -> tuple[Highlight, ...]:
    """Of one article or of all: by article, in text order, orphans last."""
    where, values = ("WHERE article = ? ", (article,)) if article else ("", ())
    rows = db.execute(
        f"SELECT {_COLUMNS} FROM highlight {where}ORDER BY article, orphan, start, end, id", values
    ).fetchall()
    return tuple(_highlight(row) for row in rows)


def highlight(db: sqlite3.Connection, ident: str) -> Highlight:
    """One highlight.

    Raises:
        UnknownHighlight: if there is none of this id.
    """
    row = db.execute(f"SELECT {_COLUMNS} FROM highlight WHERE id = ?", (ident,)).fetchone()
    if row is None:
        raise UnknownHighlight(f"no highlight {safe_line(ident)}")
    return _highlight(row)


def put(db: sqlite3.Connection, mark: Highlight) -> None:
    """Keep a highlight, in place of one with the same id."""
    anchor = mark.anchor
    db.execute(
        f"INSERT OR REPLACE INTO highlight ({_COLUMNS}) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?)",
        (
            mark.id, mark.article, anchor.span.start, anchor.span.end, anchor.exact, anchor.prefix,
            anchor.suffix, anchor.paragraph, anchor.version, mark.note, dumps(list(mark.tags)), mark.colour,
            int(mark.orphan),
        ),
    )  # fmt: skip


def reanchor(db: sqlite3.Connection, ident: str) -> None:
    """Find the highlights of an article again in its present text; what is not there is an orphan, and stays."""
    found = highlights(db, ident)
    if not found:
        return
    article = present(db, ident)
    version = text_version(article.text)
    moved = [mark for mark in found if mark.orphan or mark.anchor.version != version]
    texts = _earlier(db, ident) if moved else {}
    for mark in found:
        anchor = reanchored(mark.anchor, article.text, version, texts.get(mark.anchor.version))
        now = replace(mark, orphan=True)
        if anchor is not None:
            paragraph = paragraph_at(article, anchor.span.start)
            now = replace(mark, anchor=replace(anchor, paragraph=paragraph), orphan=False)
        if now != mark:
            put(db, now)


def present(db: sqlite3.Connection, ident: str) -> Article:
    """The newest version of an article, by its full id."""
    (content,) = db.execute(
        "SELECT article_json FROM version WHERE article = ? ORDER BY number DESC LIMIT 1", (ident,)
    ).fetchone()
    return article_from_json(content)


def _earlier(db: sqlite3.Connection, ident: str) -> dict[str, str]:
    """Every text of an article by its version: an anchor is held against that which it was made on."""
    rows = db.execute("SELECT article_json FROM version WHERE article = ?", (ident,)).fetchall()
    return {text_version(text): text for text in (article_from_json(content).text for (content,) in rows)}


def remove(db: sqlite3.Connection, ident: str) -> Highlight:
    """Forget a highlight and give it back.

    Raises:
        UnknownHighlight: if there is none of this id.
    """
    mark = highlight(db, ident)
    db.execute("DELETE FROM highlight WHERE id = ?", (ident,))
    return mark


def new_highlight(
    article_id: str, article: Article, version: str, span: Span, note: str, tags: Sequence[str], colour: str
) -> Highlight:
    """A highlight of a passage; white space at its ends is left out.

    Raises:
        LibraryError: if the passage is empty or lies beyond the text, or there is no such colour.
    """
    try:
        if span.end > len(article.text):
            raise ValueError(f"no such passage: {span.start} to {span.end}")
        trimmed = span.trimmed(article.text)
        anchor = anchored(article.text, trimmed, paragraph_at(article, trimmed.start), version)
    except ValueError as error:
        raise LibraryError(f"cannot highlight: {error}") from None
    return Highlight(
        f"nk-{secrets.token_hex(4)}", article_id, anchor, safe(note), clean_tags(tags), known_colour(colour)
    )


def names_in(db: sqlite3.Connection, found: Sequence[Highlight]) -> dict[str, tuple[str, ...]]:
    """Whom and what marked passages name, by the ids of the highlights: of the names that their articles have."""
    articles = dumps(sorted({mark.article for mark in found}))
    known: dict[str, list[tuple[str, list[str]]]] = {}
    read: dict[str, tuple[str, list[str]]] = {}
    for article, data in db.execute(
        "SELECT article, name_json FROM naming WHERE article IN (SELECT value FROM json_each(?))", (articles,)
    ):
        if data not in read:
            entity = entity_from_json(data)
            read[data] = entity.name, [fold(form) for form in (entity.name, *entity.aliases)]
        known.setdefault(article, []).append(read[data])
    named = {}
    for mark in found:
        quote = fold(mark.anchor.exact)
        here = {
            name
            for name, forms in known.get(mark.article, ())
            if any(form in quote and _names(form, quote) for form in forms)
        }
        named[mark.id] = tuple(sorted(here))
    return named


def _names(form: str, quote: str) -> bool:
    """Whether a passage has a form of a name as words of their own; Korean particles may follow."""
    at = quote.find(form) if form else -1
    while at >= 0:
        before, behind = quote[at - 1 : at], quote[at + len(form) : at + len(form) + 1]
        if not _letter(before) and ("\uac00" <= form[-1] <= "\ud7a3" or not _letter(behind)):
            return True
        at = quote.find(form, at + 1)
    return False


def _letter(text: str) -> bool:
    return text.isalnum() or text == "_"


def clean_tags(tags: Sequence[str]) -> tuple[str, ...]:
    """Tags as kept: one line each, without `#` and outer space, no duplicates, in the order given."""
    cleaned = (safe_line(tag).strip().removeprefix("#").strip() for tag in tags)
    return tuple(dict.fromkeys(tag for tag in cleaned if tag))


def known_colour(colour: str) -> str:
    """The colour itself.

    Raises:
        LibraryError: if there is no such colour.
    """
    if colour not in COLOURS:
        raise LibraryError(f"no colour {safe_line(colour)!r}; there are {', '.join(COLOURS)}")
    return colour


ANCHOR = ("start", "end", "exact", "prefix", "suffix", "paragraph", "version")
"""The values of a highlight that tell its passage."""


def as_json(mark: Highlight) -> dict[str, Any]:
    """A highlight, but for its id and its article."""
    anchor = mark.anchor
    place = (*_ends(anchor.span), anchor.exact, anchor.prefix, anchor.suffix, anchor.paragraph, anchor.version)
    said = {"note": mark.note, "tags": list(mark.tags), "colour": mark.colour, "orphan": mark.orphan}
    return {**dict(zip(ANCHOR, place, strict=True)), **said}


def from_json(ident: str, article: str, item: Mapping[str, Any]) -> Highlight:
    """The reverse of `as_json`."""
    start, end, *rest = (item[key] for key in ANCHOR)
    anchor = Anchor(Span(start, end), *rest)
    return Highlight(ident, article, anchor, item["note"], tuple(item["tags"]), item["colour"], item["orphan"])


def in_place(here: Highlight, said: Highlight) -> Highlight:
    """What `said` says of its passage, said of where that stands now."""
    return replace(here, note=said.note, tags=said.tags, colour=said.colour)


def _ends(span: Span) -> tuple[int, int]:
    return span.start, span.end


def _highlight(row: tuple[object, ...]) -> Highlight:
    ident, article, start, end, exact, prefix, suffix, paragraph, version, note, tags, colour, orphan = row
    anchor = Anchor(Span(int(str(start)), int(str(end))), str(exact), str(prefix), str(suffix),
                    int(str(paragraph)), str(version))  # fmt: skip
    labels = tuple(json.loads(str(tags)))
    return Highlight(str(ident), str(article), anchor, str(note), labels, str(colour), bool(orphan))
