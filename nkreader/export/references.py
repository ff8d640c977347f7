"""The articles that are cited, as entries of a bibliography: what every format of one is made from."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from nkreader.export import escaping
from nkreader.export.citation import SAMPLE, UNTITLED, published, source_name
from nkreader.model.article import PartKind
from nkreader.model.date_words import in_words
from nkreader.model.dates import Certainty, PartialDate
from nkreader.model.piece import Piece
from nkreader.model.sanitise import safe_line

_ISO_DAY = re.compile(r"\b\d{4}-\d\d-\d\d\b", re.ASCII)
_WORD = re.compile(r"[^\W_]+")
_ARTICLES = frozenset({"a", "an", "the"})
_BY = re.compile(r"^by\s+", re.IGNORECASE)
_BETWEEN = re.compile(r"\s*(?:,\s*(?:and|&)|[,;&]|\band\b)\s*")
_NAME = re.compile(r"[^\W\d_a-zß-öø-ÿ][\w.'’-]*(?: [^\W\d_a-zß-öø-ÿ][\w.'’-]*){1,3}")
_LONGEST = 20
"""Letters of a name in a key, at most."""


@dataclass(frozen=True, slots=True)
class Reference:
    """One cited article; every text is plain, on one line and free of dangerous characters."""

    key: str
    """Outlet or author, year, first word of the title, id: `nationpress2025did-a375dd242ac0`. ASCII, unique."""
    id: str
    title: str
    authors: tuple[str, ...]
    """As printed: which word of a Korean name is the family's, a byline does not tell."""
    outlet: str
    place: str
    published: PartialDate
    accessed: date | None
    """The day in the crawl header, when somebody took the text from where it stood."""
    url: str
    """A plain web address, or empty; anything else stands in `notes`."""
    lang: str
    """ISO 639-1; empty where unknown."""
    notes: tuple[str, ...]
    """What else a reader of the bibliography should know: how the date is known, the chain of sources, the text."""
    keywords: tuple[str, ...]
    version: str
    """SHA-256 of the text, 64 hex digits."""
    names: frozenset[str]
    """Words of the names that the article mentions: they keep their capitals in any style."""


def references(pieces: Iterable[Piece]) -> list[Reference]:
    """One for each piece, in their order."""
    return [reference(piece) for piece in pieces]


def reference(piece: Piece) -> Reference:
    """The entry of one article."""
    headline, dateline = piece.headline, piece.analysis.dateline
    title = line(headline.title) or UNTITLED
    authors = tuple(line(name) for name in persons(headline.author or ""))
    outlet = line(headline.outlet or "")
    tags = {*headline.tags, *(tag for mark in piece.highlights for tag in mark.tags)}
    return Reference(
        _key(piece, authors[0] if authors else outlet, title),
        headline.id,
        title,
        authors,
        outlet,
        line(dateline.place) if dateline and dateline.place else "",
        headline.published,
        _accessed(piece),
        _url(piece),
        headline.lang if headline.lang != "und" else "",
        tuple(map(line, _notes(piece))),
        tuple(sorted(tag for tag in map(line, tags) if tag)),
        piece.version,
        _names(piece),
    )


def line(text: str) -> str:
    """A text on one line; a run of spaces counts as one."""
    return re.sub(" +", " ", safe_line(text)).strip()


def persons(byline: str) -> tuple[str, ...]:
    """The authors that a byline names: parted where each part looks like a whole name, else as it stands."""
    text = _BY.sub("", line(byline))
    parts = tuple(part for part in _BETWEEN.split(text) if part)
    return parts if len(parts) > 1 and all(map(_NAME.fullmatch, parts)) else (text,) * bool(text)


def certain_year(when: PartialDate) -> int | None:
    """The year, where the date lies in one and is not only likely."""
    days = when.interval
    if not when.known or when.certainty is Certainty.LIKELY or not (days.earliest and days.latest):
        return None
    return days.earliest.year if days.earliest.year == days.latest.year else None


def _key(piece: Piece, who: str, title: str) -> str:
    words = [word for word in map(_ascii, _WORD.findall(title)) if word and word not in _ARTICLES]
    year = certain_year(piece.headline.published)
    first = words[0][:_LONGEST] if words and title != UNTITLED else ""
    return f"{_ascii(who)[:_LONGEST] or 'anon'}{f'{year:04}' if year else 'nd'}{first}-{piece.headline.id}"


def _ascii(text: str) -> str:
    """The small letters and digits of a text."""
    plain = unicodedata.normalize("NFKD", text).lower()
    return "".join(letter for letter in plain if letter.isascii() and letter.isalnum())


def _accessed(piece: Piece) -> date | None:
    header = piece.article.first(PartKind.HEADER)
    found = _ISO_DAY.search(header.of(piece.article.text)) if header else None
    try:
        return date.fromisoformat(found[0]) if found else None
    except ValueError:
        return None


def _url(piece: Piece) -> str:
    url = safe_line(piece.headline.url or "")
    return url if escaping.is_web_address(url) else ""


def _notes(piece: Piece) -> Iterable[str]:
    headline = piece.headline
    if piece.sample:
        yield SAMPLE
    when = headline.published
    if not when.known:
        yield published(when)
    elif when.certainty is not Certainty.STATED:
        reason = when.reason.rstrip(". ")
        yield f"{published(when)}: {reason}" if reason else published(when)
    for what, day in (("reported", headline.reported), ("happened", headline.happened)):
        if day.known:
            yield f"{what} {in_words(day)}"
    chain = [origin.name for origin in piece.analysis.chain]
    if len(chain) > 1:
        yield f"sources: {' ← '.join(chain)}"
    if headline.url and not _url(piece):
        yield f"address as given: {headline.url}"
    file = f"{source_name(headline.paths[0])}, " if headline.paths else ""
    yield f"text: {file}SHA-256 {piece.version[:8]}, nkreader {headline.id}"


def _names(piece: Piece) -> frozenset[str]:
    text = piece.article.text
    found = {word for mention in piece.analysis.mentions for word in _WORD.findall(mention.span.of(text))}
    return frozenset(word for word in found if word[0].isupper())
