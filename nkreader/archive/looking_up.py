"""Looking quotations up in a library: the index says which few texts to read, these say what they have."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from nkreader.analysis.nearest import Nearest, nearest
from nkreader.analysis.quotations import nearness
from nkreader.analysis.rewording import word_changes
from nkreader.analysis.said import Said
from nkreader.analysis.typesetting import typography
from nkreader.analysis.verbatim import Level, Quotation, in_order, squeezed, stands
from nkreader.archive.errors import LibraryError
from nkreader.archive.finding import Finder
from nkreader.archive.versions import as_said
from nkreader.model.article import Article
from nkreader.model.headline import Headline
from nkreader.model.highlights import paragraph_at
from nkreader.model.piece import Piece
from nkreader.model.spans import Span
from nkreader.model.verified import Outcome, Stand, Verified
from nkreader.search.errors import IndexDamaged

KEPT = 400
"""Texts that are kept for the next quotations: those of a draft come from few articles."""
LONGEST = 1_500
"""Words of a quotation for which a nearest wording is still looked for."""


@dataclass(frozen=True)
class Text:
    """An article that was read for a quotation."""

    headline: Headline
    article: Article
    said: Said
    level: Level

    def stand(self, span: Span) -> Stand:
        """A passage of it."""
        text = squeezed(span.of(self.article.text))
        return Stand(self.headline, span, paragraph_at(self.article, span.start), text)


@dataclass(frozen=True)
class _Place:
    text: Text
    span: Span
    typography: tuple[str, ...]
    marked: bool


class LookUp:
    """The texts of a library, as far as quotations lead to them. For one run in one thread."""

    def __init__(self, finder: Finder, piece: Callable[[str], Piece]) -> None:
        """`piece` reads one by its id."""
        self._finder = finder
        self._piece = piece
        self._texts: OrderedDict[str, Text] = OrderedDict()

    def text(self, ident: str) -> Text:
        """An article's present text.

        Raises:
            UnknownArticle: if it is not in the library.
        """
        if ident not in self._texts:
            piece = self._piece(ident)
            said = as_said(piece, counted=False)
            self._texts[ident] = Text(piece.headline, piece.article, said, Level.of(piece.article.text))
            if len(self._texts) > KEPT:
                self._texts.popitem(last=False)
        self._texts.move_to_end(ident)
        return self._texts[ident]

    def found(self, row: Verified, quote: Quotation) -> Verified:
        """The row of a quotation with where it stands; if nowhere, with the nearest wording.

        Raises:
            LibraryError: if the index cannot be read.
        """
        try:
            candidates = self._finder.quoted([piece.text for piece in quote.pieces] or [quote.text])
        except IndexDamaged as damage:
            raise LibraryError(f"the index cannot be read: {damage}; nkreader reindex writes it anew") from damage
        holding = [self.text(ident) for ident in candidates.holding]
        places = [place for text in holding if (place := _place(quote, text)) is not None]
        if places:
            return _standing(row, _ranked(places))
        return self.differing(row, quote, [*holding, *map(self.text, candidates.near)])

    def differing(self, row: Verified, quote: Quotation, texts: Sequence[Text]) -> Verified:
        """The row with the nearest wording in some texts."""
        if quote.words > LONGEST:
            return replace(row, notes=(*row.notes, "too long to look for its nearest wording"))
        near = [(text, found) for text in texts if (found := nearest(quote, text.level)) is not None]
        if not near:
            return row
        best = max(found.likeness for _, found in near)
        alike = {text.headline.id: (text, found) for text, found in near if found.likeness == best}
        ranks = nearness([text.said for text, _ in alike.values()])
        first, *others = sorted(alike, key=lambda ident: ranks[ident])
        return _differing(row, quote, *alike[first], others)


def placed(row: Verified, quote: Quotation, text: Text) -> Verified | None:
    """The row of a quotation with where it stands in one article; None if it does not."""
    found = _place(quote, text)
    return _standing(row, [found]) if found else None


def _place(quote: Quotation, text: Text) -> _Place | None:
    found = stands(quote, text.level)
    if found is None:
        return None
    span, marked = found
    printed = span.of(text.article.text)
    if not marked:
        return _Place(text, span, typography(quote.text, printed), False)
    inner, kinds = Level.of(printed), dict[str, None]()
    for piece in quote.pieces:
        at = in_order([piece], inner.text)
        kinds |= dict.fromkeys(typography(piece.text, inner.span(at.start, at.end).of(printed)) if at else ())
    return _Place(text, span, tuple(kinds), True)


def _ranked(places: Sequence[_Place]) -> list[_Place]:
    """Those with the very letters first, then the nearest to the origin."""
    ranks = nearness([place.text.said for place in places])
    return sorted(places, key=lambda place: (bool(place.typography), ranks[place.text.headline.id]))


def _standing(row: Verified, places: Sequence[_Place]) -> Verified:
    first = places[0]
    return replace(
        row,
        outcome=Outcome.TYPOGRAPHY if first.typography else Outcome.EXACT,
        stand=first.text.stand(first.span),
        others=tuple(place.text.headline.id for place in places[1:]),
        typography=first.typography,
        marked=first.marked,
    )


def _differing(row: Verified, quote: Quotation, text: Text, near: Nearest, others: Iterable[str]) -> Verified:
    stand = text.stand(near.span)
    gone, new = word_changes(near.compared, stand.text)
    notes = ("its pieces stand there, but not in this order or not so near each other",) if near.out_of_order else ()
    return replace(
        row,
        outcome=Outcome.DIFFERS,
        stand=stand,
        others=tuple(others),
        marked=len(quote.pieces) > 1,
        compared=near.compared,
        gone=gone,
        new=new,
        notes=(*row.notes, *notes),
    )
