"""A chronology as Markdown, as a table and as objects: each row with its sentence, its dates and its sources."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from nkreader.export import escaping
from nkreader.export.blocks import Block
from nkreader.export.citation import SAMPLE, UNTITLED, published, source_name
from nkreader.export.documents import FORMAT, IDENTITY, Document
from nkreader.export.frontmatter import Value
from nkreader.export.markdown import FileResult
from nkreader.export.rows import plain_cell
from nkreader.export.single import brought_up_to_date
from nkreader.model.chronicle import Episode, Source, display, how_known
from nkreader.model.date_words import in_words
from nkreader.model.dates import PartialDate
from nkreader.model.sanitise import safe_line
from nkreader.model.timeline import By, shown_days

FOLDER = "chronologies"
"""Folder of the exports that holds them."""
KIND = "chronology"
"""Begins the `nkreader_id` of such a file."""
COLUMNS = (
    "when", "earliest", "latest", "certainty", "basis", "by", "id", "title", "outlet", "event",
    "display", "precision", "background", "happened", "reported", "published", "sentence", "start", "end",
    "place", "place_basis", "appearance", "role", "articles", "outlets", "sources", "digest",
)  # fmt: skip
_LANE = "Not placed in time"


def as_object(row: Episode) -> dict[str, Any]:
    """The JSON object of a row."""
    first = row.first
    return {
        "id": first.id,
        "title": first.title,
        "by": str(row.by),
        "when": row.when.as_json(),
        "display": display(row.when),
        "known": how_known(row.when),
        "outlet": first.outlet,
        "event": first.event,
        "paths": list(first.paths),
        "background": bool(row.background),
        "words": row.background or None,
        "happened": row.happened.as_json(),
        "reported": row.reported.as_json(),
        "published": row.published.as_json(),
        "sentence": row.sentence,
        "start": row.span.start,
        "end": row.span.end,
        "place": row.place,
        "place_basis": row.place_basis,
        "appearance": str(row.manner) if row.manner else None,
        "role": row.role or None,
        "digest": first.digest,
        "articles": [_source_object(source) for source in row.sources],
    }


def _source_object(source: Source) -> dict[str, Any]:
    piece = source.headline
    return {
        "id": piece.id,
        "title": piece.title,
        "outlet": piece.outlet,
        "origins": list(source.chain),
        "published": piece.published.as_json(),
        "url": piece.url,
        "paths": list(piece.paths),
    }


def as_csv(rows: Iterable[Episode]) -> Iterator[str]:
    """The lines of a table (RFC 4180, but lines end with LF): first its heads, then a row each."""
    yield _line(COLUMNS)
    for row in rows:
        when, days = row.when, row.when.interval
        first = row.first
        cells: list[object] = [when.value, days.earliest, days.latest, when.certainty, when.basis, row.by]
        cells += [first.id, first.title, first.outlet, first.event, display(when), when.precision]
        cells += ["yes" if row.background else "no"]
        cells += [in_words(known) if known.known else "" for known in (row.happened, row.reported, row.published)]
        cells += [row.sentence, row.span.start, row.span.end, row.place, row.place_basis, row.manner, row.role]
        cells += ["; ".join(source.headline.id for source in row.sources)]
        cells += ["; ".join(dict.fromkeys(source.headline.outlet or "" for source in row.sources))]
        cells += ["; ".join(_told(source, plain=True) for source in row.sources), "yes" if first.digest else "no"]
        yield _line([plain_cell("" if cell is None else str(cell)) for cell in cells])


def _line(cells: Sequence[str]) -> str:
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="").writerow(cells)
    return out.getvalue()


def as_markdown(rows: Iterable[Episode], by: By, scope: str, sample: bool = False) -> str:
    """The whole as a document of its own, without front matter."""
    return _body(tuple(rows), by, scope, sample)


def _body(rows: Sequence[Episode], by: By, scope: str, sample: bool) -> str:
    numbers: dict[str, int] = {}
    sources: list[Source] = []
    for source in (source for row in rows for source in row.sources):
        if source.headline.id not in numbers:
            sources.append(source)
            numbers[source.headline.id] = len(sources)
    blocks = [f"# Chronology: {escaping.escaped(scope)}"]
    blocks += [f"**{SAMPLE}**"] if sample else []
    blocks.append(_counted(rows, len(sources), by))
    year = ""
    for row in rows:
        if (of := _year(row)) != year:
            year = of
            blocks.append(f"## {year}")
        blocks.append(_row(row, numbers))
    if sources:
        blocks += ["## Sources", "\n".join(f"{at}. {_told(source)}" for at, source in enumerate(sources, 1))]
    return "\n\n".join(blocks)


def _counted(rows: Sequence[Episode], sources: int, by: By) -> str:
    background = sum(bool(row.background) for row in rows)
    digests = sum(row.first.digest and not row.background for row in rows)
    events = len(rows) - background - digests
    parts = [f"{events:,} event{'' if events == 1 else 's'} by the day {_DAYS[by]}"]
    parts += [f"{background:,} background mention{'' if background == 1 else 's'}, each marked"] if background else []
    parts += [f"{digests:,} digest{'' if digests == 1 else 's'} of several, each marked"] if digests else []
    parts += [f"{sources:,} source{'' if sources == 1 else 's'}"]
    return f"{', '.join(parts)}. ≈ marks what is likely, not stated."


_DAYS = {
    By.HAPPENED: "it happened",
    By.REPORTED: "a cited source reported it",
    By.PUBLISHED: "of the first publication",
}


def _year(row: Episode) -> str:
    days = shown_days(row.when)
    return f"{days.earliest.year:04}" if days and days.earliest else _LANE


def _row(row: Episode, numbers: dict[str, int]) -> str:
    """A list item: the date, what is known of it, the sentence, and the numbers of its sources."""
    date = escaping.escaped(display(row.when) if row.when.known else "undated")
    facts = [f"background: recalled as “{row.background}”"] if row.background else [str(row.by)]
    facts += ["a digest of many events"] if row.first.digest and not row.background else []
    facts += [how_known(row.when)] if row.when.known else []
    facts += [f"{name} {in_words(when)}" for name, when in _others(row) if when.known]
    facts += [str(row.manner)] if row.manner else []
    facts += [row.role] if row.role else []
    facts += [f"{row.place}{' (dateline)' if row.place_basis == 'dateline' else ''}"] if row.place else []
    told = escaping.escaped("; ".join(safe_line(fact) for fact in facts))
    cited = " ".join(f"\\[{numbers[source.headline.id]}\\]" for source in row.sources)
    quote = escaping.quoted(row.sentence) if row.sentence.strip() else ""
    lines = [f"- **{date}** ({told}) {cited}"]
    lines += ["", *(f"  {line}" for line in quote.split("\n"))] if quote else []
    return "\n".join(lines)


def _others(row: Episode) -> list[tuple[str, PartialDate]]:
    """The dates beside the one it stands at."""
    three = ((By.HAPPENED, row.happened), (By.REPORTED, row.reported), (By.PUBLISHED, row.published))
    placed = By.HAPPENED if row.background else row.by
    return [(str(by), when) for by, when in three if by is not placed]


def _told(source: Source, plain: bool = False) -> str:
    """A source on one line: title, whom it cites, its day, its id, its address or file."""
    piece = source.headline
    chain = [*source.chain] or ([piece.outlet] if piece.outlet else ["outlet unknown"])
    facts = [f"“{safe_line(piece.title) or UNTITLED}”", safe_line(" ← ".join(chain)), published(piece.published)]
    where = piece.url or (source_name(piece.paths[0]) if piece.paths else "")
    if plain:
        return safe_line(" · ".join([*facts, piece.id, *([where] if where else [])]))
    shown = [escaping.address(piece.url)] if piece.url else [escaping.code(where)] if where else []
    return " · ".join([*(escaping.escaped(safe_line(fact)) for fact in facts), escaping.code(piece.id), *shown])


def rendered(rows: Sequence[Episode], by: By, scope: str, sample: bool) -> Document:
    """The file of a chronology as a value; it is one block, which is brought up to date as a whole."""
    identity = f"{KIND} {by} {scope}"
    front: dict[str, Value] = {IDENTITY: identity, "nkreader_format": FORMAT, "title": f"Chronology: {scope}"}
    front |= {"sample": SAMPLE} if sample else {}
    return Document(identity, front, (Block("chronology", _body(rows, by, scope, sample)),))


def export(target: Path, made: Document, name: str, forbidden: Iterable[Path] = ()) -> FileResult:
    """Bring the file of a chronology up to date, in its folder below `target`; what others wrote in it stays.

    Raises:
        ExportRefused: if nothing can or may be written there; nothing was changed.
    """
    return brought_up_to_date(target / FOLDER, made, name, forbidden)
