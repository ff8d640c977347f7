"""The dossier of a name as a Markdown document: each finding with a sentence that says so and where that stands."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from nkreader.export import documents, escaping
from nkreader.export.blocks import Block
from nkreader.export.citation import SAMPLE, Citation, citation
from nkreader.export.documents import DOSSIER, FORMAT, IDENTITY, Document
from nkreader.export.frontmatter import Value
from nkreader.export.markdown import FileResult
from nkreader.export.single import brought_up_to_date
from nkreader.model.date_words import in_words
from nkreader.model.dates import PartialDate
from nkreader.model.dossier import Appearance, Dossier
from nkreader.model.highlights import Highlight, anchored, paragraph_at
from nkreader.model.piece import Piece
from nkreader.model.spans import Span
from nkreader.model.standing import Company, Spot, Standing
from nkreader.model.standing_words import (
    counted,
    first_and_last,
    found,
    longest_silence,
    neighbours,
    order_told,
    rank_told,
    row_told,
    silence_since,
)

FOLDER = "dossiers"
"""Folder of the exports that holds them."""
TITLES, ROWS, COMPANY = 40, 20, 25
"""The most of each that a document tells; what is left out is counted."""

Pieces = Callable[[str], Piece]
"""Gives an article of the library by its id."""


def rendered(dossier: Dossier, standing: Standing, piece: Pieces) -> Document:
    """The document of a name; `standing` has read all pieces."""
    entity = dossier.entity
    identity = f"{DOSSIER} {entity.id}"
    sample = any(one.headline and piece(one.headline.id).sample for one in dossier.newest[:1])
    front: dict[str, Value] = {IDENTITY: identity, "nkreader_format": FORMAT, "title": entity.name}
    front |= {"sample": SAMPLE} if sample else {}
    sections = {
        "about": _about(dossier, standing, sample),
        "titles": _titles(standing, piece),
        "lists": _lists(standing, piece),
        "same-list": _company("In the same list", standing.same_list),
        "same-article": _company("In the same article", standing.same_piece),
        "sentences": _sentences(dossier, piece),
    }
    return Document(identity, front, tuple(Block(name, text) for name, text in sections.items() if text))


def document(dossier: Dossier, standing: Standing, piece: Pieces) -> str:
    """The same as a new file would hold it."""
    return documents.fresh(rendered(dossier, standing, piece)).text


def _about(dossier: Dossier, standing: Standing, sample: bool) -> str:
    entity = dossier.entity
    lines = [f"# {escaping.escaped(entity.name)}", ""]
    lines += [f"**{SAMPLE}**", ""] if sample else []
    held = f"as of {entity.as_of or 'an unknown day'}, {entity.source or 'unverified'}"
    lines += [f"{entity.kind.value}: {escaping.escaped(f'{entity.line} ({held})')}" if entity.line else
              f"{entity.kind.value}, not in the gazetteer: found in the text by a rule", ""]  # fmt: skip
    said = [
        f"in {counted(dossier.pieces)} of this archive, {dossier.mentions:,} times",
        first_and_last(standing, _day),
        longest_silence(standing, _day),
        silence_since(standing, _day),
        "printed " + ", ".join(f"{form} ×{count:,}" for form, count in standing.forms) if standing.forms else "",
        *dossier.doubts,
    ]
    return "\n".join([*lines, *(f"- {escaping.escaped(line)}" for line in said if line)])


def _day(when: PartialDate) -> str:
    return in_words(when) if when.known else "undated"


def _titles(standing: Standing, piece: Pieces) -> str:
    def told() -> Iterator[str]:
        for title in standing.titles[:TITLES]:
            yield f"**{escaping.escaped(title.words)}** · {escaping.escaped(found(title.seen, _day))}"
            yield from _quoted(title.seen.last, piece)
        yield from _rest(len(standing.titles) - TITLES, "title")

    return _section("Titles as printed", told()) if standing.titles else ""


def _lists(standing: Standing, piece: Pieces) -> str:
    def told() -> Iterator[str]:
        total = len(standing.rows)
        ranks = [rank_told(rank, total, _day) for rank in standing.ranks]
        ranks += [f"right after {neighbours(standing.ahead)}"] if standing.ahead else []
        ranks += [f"right before {neighbours(standing.behind)}"] if standing.behind else []
        yield "\n".join(f"- {escaping.escaped(line)}" for line in ranks)
        for row in standing.rows[:ROWS]:
            yield f"**{escaping.escaped(row_told(row))}**"
            yield from _quoted(row.spot, piece)
        yield from _rest(total - ROWS, "list")

    return _section("In lists", told()) if standing.rows else ""


def _company(title: str, people: tuple[Company, ...]) -> str:
    lines = [
        f"- {escaping.escaped(f'{one.name} · {found(one.seen, _day)} · {order_told(one)}')}" for one in people[:COMPANY]
    ]
    return _section(title, ["\n".join(lines), *_rest(len(people) - COMPANY, "name")]) if lines else ""


def _sentences(dossier: Dossier, piece: Pieces) -> str:
    def told() -> Iterator[str]:
        for seen in dossier.newest:
            yield from _quoted(_spot(seen), piece)
        if dossier.oldest:
            yield f"*{counted(dossier.pieces - dossier.read)} between are left out.*"
        for seen in dossier.oldest:
            yield from _quoted(_spot(seen), piece)

    return _section("Sentences", told()) if dossier.newest else ""


def _spot(seen: Appearance) -> Spot:
    start = seen.offset - seen.names[0].start
    return Spot(seen.headline, seen.offset, Span(start, start + len(seen.sentence)))


def _section(title: str, paragraphs: Iterable[str]) -> str:
    return "\n\n".join([f"## {title}", *paragraphs])


def _rest(number: int, what: str) -> list[str]:
    return [f"*{counted(number, what)} more.*"] if number > 0 else []


def _quoted(spot: Spot, piece: Pieces) -> Iterator[str]:
    shown = piece(spot.headline.id)
    if spot.sentence.end > len(shown.article.text):  # another version came in meanwhile
        return
    span = spot.sentence.trimmed(shown.article.text)
    yield escaping.quoted(span.of(shown.article.text))
    yield f"— “{escaping.escaped(shown.headline.title)}” · {cited(shown, span).as_markdown()}"


def cited(piece: Piece, span: Span) -> Citation:
    """The citation of a passage that nobody has marked."""
    paragraph = paragraph_at(piece.article, span.start)
    mark = Highlight("", piece.headline.id, anchored(piece.article.text, span, paragraph, piece.version))
    found = citation(piece, mark)
    return replace(found, command=found.command.replace(f" --at {mark.id}", "", 1))


def export(target: Path, made: Document, name: str, forbidden: Iterable[Path] = ()) -> FileResult:
    """Bring the file of a dossier up to date, in the folder of dossiers below `target`; what others wrote in it stays.

    Raises:
        ExportRefused: if nothing can or may be written there; nothing was changed.
    """
    return brought_up_to_date(target / FOLDER, made, name, forbidden)
