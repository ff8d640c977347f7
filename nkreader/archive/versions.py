"""The versions of one matter: the pieces on one event compared, and the earlier texts of one piece."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence

from nkreader.analysis.analyse import analyse
from nkreader.analysis.comparing import differences
from nkreader.analysis.only_here import only_here
from nkreader.analysis.quotations import Spoken, reworded, worded_nearer
from nkreader.analysis.rewording import edits
from nkreader.analysis.said import Said
from nkreader.archive.errors import UnknownArticle
from nkreader.archive.serial import article_from_json
from nkreader.model.edition import edition_of
from nkreader.model.folding import fold
from nkreader.model.headline import Headline
from nkreader.model.piece import Piece
from nkreader.model.sanitise import safe_line
from nkreader.model.spans import Span
from nkreader.model.timeline import chronological
from nkreader.model.versions import Earlier, Likeness, Member, Reworded, Versions, Wording

MOST = 30
"""Pieces of an event that are compared: the first ones, and with them the one that was asked about."""
MOST_EARLIER = 6
"""Earlier texts of a piece that are compared: the last ones."""
READ = ("en", "und")
"""Languages whose figures and claims the rules can read."""
_EARLIER = "SELECT number, digest, article_json FROM version WHERE article = ? ORDER BY number DESC LIMIT ?"
_MEMBERS = "SELECT article FROM membership WHERE event = ? ORDER BY article"
_EVENT = "SELECT event FROM membership WHERE article = ?"
Load = Callable[[str], Piece]


def versions(db: sqlite3.Connection, asked: str, piece: Load, resolve: Callable[[str], str]) -> Versions:
    """Compare what a piece, or an event, has versions of.

    Args:
        asked: An article's id, or the beginning of one, or an event's.
        piece: Reads a piece by its id.
        resolve: Makes a full id of the beginning of one.

    Raises:
        UnknownArticle: if there is neither such an article nor such an event.
    """
    event, ident = asked.strip().casefold(), ""
    if not event.startswith("e-"):
        ident = resolve(asked)
        row = db.execute(_EVENT, (ident,)).fetchone()
        event = row[0] if row else ""
    idents = [row[0] for row in db.execute(_MEMBERS, (event,))]
    if not idents and not ident:
        raise UnknownArticle(f"no event {safe_line(asked)!r}: nkreader events lists them")
    pieces = _in_order([piece(one) for one in idents or [ident]])
    chosen = _chosen(pieces, ident)
    members = tuple(_member(one) for one in chosen)
    earlier = tuple(_earlier(db, ident, piece(ident))) if ident else ()
    if len(chosen) < 2:
        return Versions(ident, event or None, members, earlier=earlier)
    spoken = [Spoken.of(as_said(one)) for one in chosen]
    differing = differences([one.piece for one in spoken])
    told = {(side.place.article, side.place.span) for row in differing for side in row.sides}
    return Versions(
        ident,
        event,
        members,
        tuple(row for row in only_here(spoken) if (row.place.article, row.place.span) not in told),
        differing,
        reworded(spoken),
        earlier,
        len(pieces) - len(chosen),
    )


def otherwise(db: sqlite3.Connection, ident: str, span: Span, piece: Load) -> tuple[Headline, Reworded] | None:
    """A piece nearer to the origin that has other words for a quotation in a passage, and both wordings.

    None where no piece does.
    """
    row = db.execute(_EVENT, (ident,)).fetchone()
    if row is None:
        return None
    here = piece(ident)
    if not any(mark in span.of(here.article.text) or mark in _around(here, span) for mark in "\"“”'«»"):
        return None
    pieces = {one.headline.id: one for one in (piece(found[0]) for found in db.execute(_MEMBERS, (row[0],)).fetchall())}
    chosen = _chosen(_in_order([*pieces.values()]), ident)
    for mine, nearer in worded_nearer([as_said(one, counted=False) for one in chosen], ident, span):
        wordings = (
            Wording(nearer.piece.place(nearer.span, nearer.sentence), Likeness.NEAREST, nearer.speaker),
            Wording(mine.piece.place(mine.span, mine.sentence), Likeness.REWORDED, mine.speaker),
        )
        return pieces[nearer.piece.id].headline, Reworded(wordings)
    return None


def _around(piece: Piece, span: Span) -> str:
    """The paragraph of a passage: its quotation marks may stand outside of it."""
    part = next((part.span for part in piece.article.blocks if part.span.overlaps(span)), span)
    return part.of(piece.article.text)


def _in_order(pieces: Sequence[Piece]) -> list[Piece]:
    """By publication; what came out on one day, in the order in which an outlet counts its issues."""

    def order(one: Piece) -> tuple[object, ...]:
        undated, first, last, *rest = chronological(one.headline)
        value = one.headline.published.value or ""  # of one without a year
        return undated, first, last, value, edition_of(one.article).ordinal, *rest

    return sorted(pieces, key=order)


def _chosen(pieces: Sequence[Piece], ident: str) -> list[Piece]:
    """The first ones, with the one asked about."""
    asked = [one for one in pieces[MOST:] if one.headline.id == ident]
    return [*pieces[: MOST - len(asked)], *asked]


def _member(piece: Piece) -> Member:
    cites = tuple(origin.name for origin in piece.analysis.origins if origin.span is not None)
    return Member(piece.headline, edition_of(piece.article).name, cites, piece.article.lang in READ)


def as_said(piece: Piece, counted: bool = True) -> Said:
    """A piece as it is compared; with its figures, unless only its words are wanted (not `counted`)."""
    outlet, issue = fold(piece.headline.outlet or ""), edition_of(piece.article).ordinal
    return Said.of(piece.headline.id, piece.article, piece.analysis, issue, outlet, counted)


def _earlier(db: sqlite3.Connection, ident: str, present: Piece) -> Iterator[Earlier]:
    """The earlier texts of a piece beside its present one, the last first."""
    rows = db.execute(_EARLIER, (ident, MOST_EARLIER + 1)).fetchall()[1:]
    now = as_said(present) if rows else None
    for number, digest, data in rows:
        article = article_from_json(data)
        analysis = analyse(article)
        before = Said.of(f"{ident}@{number}", article, analysis, 0, now.outlet if now else "")
        changed = edits(article.text, analysis.sentences, present.article.text, present.analysis.sentences)
        if now is None:
            continue
        both = Spoken.of(before), Spoken.of(now)
        quotes = reworded(both, in_time=True)
        differing = differences([before, now])
        told = {(side.place.article, side.place.span) for row in differing for side in row.sides}
        only = tuple(row for row in only_here(both) if (row.place.article, row.place.span) not in told)
        yield Earlier(number, digest, article.title, changed, differing, quotes, only)
