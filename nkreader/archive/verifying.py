"""The part of a library that checks quotations: those of exported files, and those of any draft."""

from __future__ import annotations

import re
import sqlite3
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from nkreader.archive.errors import UnknownArticle
from nkreader.archive.finding import Finder
from nkreader.archive.store import Store
from nkreader.model.piece import Piece
from nkreader.model.verified import Outcome, Unread, Verified

if TYPE_CHECKING:
    from nkreader.archive.looking_up import LookUp, Text
    from nkreader.export.draft_text import Managed

LEAST = 5
"""Words from which what stands in quotation marks is a quotation; fewer are a term, a title or a distance kept."""
_HIGHLIGHT = re.compile(r"(?P<id>nk-[0-9a-f]+)(?:[-.].*)?")
_VERSIONS = "SELECT number, json_extract(article_json, '$.text') FROM version WHERE article = ? ORDER BY number DESC"
_OF_HIGHLIGHT = "SELECT article FROM highlight WHERE id = ?"


class Verifying(ABC):
    """Whether what was quoted is what the articles say."""

    _store: Store
    _finder: Finder

    @abstractmethod
    def piece(self, ident: str) -> Piece:
        """Everything about one article."""

    def verify(
        self, paths: Iterable[Path], told: Callable[[str], None] = lambda _: None
    ) -> Iterator[Verified | Unread]:
        """Check the quotations of drafts and of exported files, as they are read; folders are looked through.

        `told` hears what the index may lack.

        Raises:
            LibraryError: if the library or its index cannot be read.
        """
        from nkreader.archive.looking_up import LookUp  # deferred, as the first list compares nothing
        from nkreader.export import draft_files

        for notice in self._finder.search("*", 0).notices:  # brings the index level
            told(notice.text)
        look = LookUp(self._finder, self.piece)
        for path in paths:
            for file in draft_files.drafts_in(path):
                try:
                    text = draft_files.text_of(file)
                except draft_files.NoText as problem:
                    yield Unread(str(file), str(problem))
                    continue
                yield from self._checked(str(file), text, draft_files.is_markdown(file), look)

    def _checked(self, file: str, text: str, markdown: bool, look: LookUp) -> Iterator[Verified]:
        """The quotations of one file in the order of its lines."""
        from nkreader.analysis.verbatim import Quotation, squeezed
        from nkreader.export.documents import identity
        from nkreader.export.draft_quotes import Quoted, quotations
        from nkreader.export.draft_text import Managed, parts_of

        parts = list(parts_of(text, markdown))
        managed = [part for part in parts if isinstance(part, Managed)]
        rows: list[Managed | Quoted] = sorted([*managed, *quotations(parts)], key=lambda row: row.line)
        check = _ManagedCheck(self._store.connection, look, file, identity(text) or "")
        for row in rows:
            if isinstance(row, Managed):
                yield from check.checked(row)
            elif (quote := Quotation(row.text)).words >= LEAST:
                yield look.found(Verified(file, row.line, squeezed(row.text), Outcome.NOT_FOUND), quote)


@dataclass(frozen=True)
class _ManagedCheck:
    """The managed quotations of one file."""

    db: sqlite3.Connection
    look: LookUp
    file: str
    article: str
    """What the file says it is of."""

    def checked(self, part: Managed) -> Iterator[Verified]:
        """What is to be said of a block; nothing of one that is no highlight's."""
        from nkreader.analysis.verbatim import squeezed
        from nkreader.export.draft_text import quote_of

        block = part.block
        ident = _HIGHLIGHT.fullmatch(block.id)
        if ident is None:
            return
        quote = quote_of(block)
        notes = ("edited by hand since it was written",) if block.edited else ()
        row = Verified(
            self.file, part.line, squeezed(quote), Outcome.NOT_FOUND, block.id, edited=block.edited, notes=notes
        )
        text = self._text(ident["id"])
        if text is None:
            yield replace(row, notes=(*notes, "its article is not in the library"))
        elif not quote.strip():
            yield replace(row, outcome=Outcome.DIFFERS, notes=(*notes, "the block holds no quotation any more"))
        else:
            yield self._held(row, quote, text)

    def _text(self, highlight: str) -> Text | None:
        """The article of a block: the file's, else that of its highlight."""
        known = self.db.execute(_OF_HIGHLIGHT, (highlight,)).fetchone()
        for ident in (self.article, *(known or ())):
            try:
                return self.look.text(ident)
            except UnknownArticle:
                continue
        return None

    def _held(self, row: Verified, quote: str, text: Text) -> Verified:
        """A managed quotation held against the present text of its article, and against earlier ones."""
        from nkreader.analysis.verbatim import Quotation, verbatim
        from nkreader.archive.looking_up import placed

        if (span := verbatim(quote, text.article.text)) is not None:
            return replace(row, outcome=Outcome.EXACT, stand=text.stand(span))
        asked = Quotation(quote)
        if (found := placed(row, asked, text)) is not None and not found.marked:
            return found
        versions = self.db.execute(_VERSIONS, (text.headline.id,)).fetchall()
        had = next((number for number, before in versions[1:] if verbatim(quote, before) is not None), None)
        told = f"as version {had} of {len(versions)} had it" if had else "in no version of its article"
        row = replace(row, notes=(*row.notes, told))
        return replace(self.look.differing(row, asked, [text]), outcome=Outcome.DIFFERS)
