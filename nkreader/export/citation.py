"""Where a quotation comes from, on one line that can be checked."""

from __future__ import annotations

import os
import re
import shlex
from dataclasses import dataclass
from pathlib import PurePath

from nkreader import locations
from nkreader.export import escaping
from nkreader.model.date_words import in_words
from nkreader.model.dates import PartialDate
from nkreader.model.highlights import Highlight
from nkreader.model.piece import Piece
from nkreader.model.sanitise import safe_line

SAMPLE = "sample, written for nkreader: do not cite"
UNTITLED = "(untitled)"
_ROW = re.compile(r"(?P<file>.*?\.\w{1,8})#(?P<key>.+)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Citation:
    """The parts of a citation, as plain text."""

    sample: bool
    title: str
    facts: tuple[str, ...]
    """Who says it, outlet and place, author, dates, chain of sources, paragraph; in the order they are printed."""
    url: str | None
    file: str | None
    """Name of the source file, with the key of its row."""
    version: str
    """Short hash of the text the quotation stands in."""
    command: str
    """Opens nkreader at the passage."""

    def as_text(self) -> str:
        """One line of plain text, for the clipboard and for table cells."""
        parts = [SAMPLE] if self.sample else []
        parts += [f"“{self.title}”", *self.facts]
        parts += [safe_line(self.url)] if self.url else []
        return " · ".join([*parts, self._text, self.command])

    def as_markdown(self) -> str:
        """One line of Markdown, without the title: the document's heading gives it."""
        parts = [f"**{SAMPLE}**"] if self.sample else []
        parts += map(escaping.escaped, self.facts)
        parts += [escaping.address(self.url)] if self.url else []
        text = f"{escaping.code(self.file)} ({self._hash})" if self.file else self._hash
        return " · ".join([*parts, text, escaping.code(self.command)])

    @property
    def _hash(self) -> str:
        return f"SHA-256 {self.version}"

    @property
    def _text(self) -> str:
        return f"{self.file} ({self._hash})" if self.file else self._hash


def citation(piece: Piece, highlight: Highlight) -> Citation:
    """The citation of one highlight of `piece`."""
    headline, anchor = piece.headline, highlight.anchor
    speaker = piece.speakers.get(highlight.id)
    facts = [f"said by {speaker}"] if speaker else []
    facts.append(_filed(piece))
    facts += [f"by {headline.author}"] if headline.author else []
    facts.append(published(headline.published))
    for what, when in (("reported", headline.reported), ("happened", headline.happened)):
        facts += [f"{what} {in_words(when)}"] if when.known else []
    chain = [origin.name for origin in piece.analysis.chain]
    facts += [" ← ".join(chain)] if len(chain) > 1 else []
    facts.append(f"¶ {anchor.paragraph}" if anchor.paragraph else "title")
    return Citation(
        piece.sample,
        safe_line(headline.title) or UNTITLED,
        tuple(map(safe_line, facts)),
        headline.url,
        source_name(headline.paths[0]) if headline.paths else None,
        anchor.version[:8],
        _command(piece, highlight),
    )


def _command(piece: Piece, highlight: Highlight) -> str:
    """Names the library unless it is the one that opens by itself; the sample, not to be cited, is never named."""
    folder = piece.headline.library
    chosen = ""
    if folder and not piece.sample and os.path.realpath(folder) != os.path.realpath(locations.user_library()):
        chosen = f" --library {shlex.quote(safe_line(folder))}"
    return f"nkreader open {piece.headline.id} --at {highlight.id}{chosen}"


def published(when: PartialDate) -> str:
    """`published 2025-05-04`, or that the piece is undated and why."""
    if not when.known:
        return f"undated: {when.reason.rstrip('. ')}" if when.reason.strip() else "undated"
    return f"published {in_words(when)}"


def _filed(piece: Piece) -> str:
    dateline = piece.analysis.dateline
    outlet = piece.headline.outlet or "outlet unknown"
    return f"{outlet}, {dateline.place}" if dateline and dateline.place else outlet


def source_name(path: str) -> str:
    """The file's own name, without its folders; for a row (`FILE#KEY`) with its key, which may be a URL."""
    row = _ROW.fullmatch(path)
    if row and ("/" not in row["key"] or "://" in row["key"]):
        return safe_line(f"{PurePath(row['file']).name}#{row['key']}")
    return safe_line(PurePath(path).name)
