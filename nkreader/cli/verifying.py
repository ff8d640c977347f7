"""The verb that holds quotations against the library."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from nkreader.cli.choosing import chosen_library
from nkreader.cli.objects import Object
from nkreader.cli.output import complain, counted, day, say, say_json
from nkreader.cli.parsing import add_format, named
from nkreader.model.spans import Span
from nkreader.model.verified import Outcome, Stand, Unread, Verified

_LONG = 160
"""Characters of a quotation that are shown where nothing differs."""
_ORDER = (Outcome.EXACT, Outcome.TYPOGRAPHY, Outcome.DIFFERS, Outcome.NOT_FOUND)
_EPILOG = """
FILE is any Markdown or plain text; of a FOLDER every .md, .markdown and .txt below it is read. Looked up are quotations
of five words or more, in quotation marks of any kind or as block quotes. Omissions (... or […]) and [words put in] are
an editor's: the pieces between them must come in this order in one article. In files that nkreader exported, each
highlight is also held against its article as it is now, and its block against what was written. Front matter, code and
comments are passed over.

A quotation is found exactly, found in other typography (quotation marks, dashes, spaces, capitals, folded characters),
differs (- the draft, + the article, with the words that differ marked), or is not found: then this library does not
have it, which does not make it wrong. Where several articles have it, the nearest to the origin comes first.

Exit 1 if a quotation differs, a managed block was edited or a file was skipped; with --strict also if a quotation was
not found.

A JSON row has: file, line, kind ("quotation" or "highlight"), outcome, quote, marked, typography, block, edited, notes,
article (null, or: id, title, outlet, published, start, end, paragraph, text, open), others (ids), compared, gone and
new (pairs of offsets into compared and into article.text). For a skipped file: file and skipped, the reason.
"""


def verify_arguments(parser: ArgumentParser) -> None:
    """What to check."""
    parser.epilog = _EPILOG.strip()
    parser.add_argument("paths", metavar="FILE|FOLDER", nargs="+", type=named)
    parser.add_argument("--strict", action="store_true", help="exit 1 also if a quotation is not found")
    add_format(parser)


def verify(options: Namespace, library: Path | None) -> int:
    """Check the quotations of drafts and exported files."""
    counts: Counter[Outcome] = Counter()
    troubled = skipped = 0
    with chosen_library(library) as archive:
        for row in archive.verify([Path(path).expanduser() for path in options.paths], complain):
            if isinstance(row, Unread):
                skipped += 1
                complain(f"{row.file}: {row.reason}; skipped")
            else:
                counts[row.outcome] += 1
                troubled += row.differs or (options.strict and row.outcome is Outcome.NOT_FOUND)
            if options.format == "json":
                say_json(_object(row))
            elif isinstance(row, Verified):
                for line in _lines(row):
                    say(line)
    if options.format != "json":
        told = [f"{counts[outcome]:,} {outcome}" for outcome in _ORDER if counts[outcome]]
        say(", ".join([counted(sum(counts.values()), "quotation"), *told]))
    return 1 if troubled or skipped else 0


def _lines(row: Verified) -> Iterator[str]:
    what = f"{row.block}: " if row.block else ""
    said = f"{row.outcome} ({', '.join(row.typography)})" if row.typography else str(row.outcome)
    if row.marked:
        said += ", with omissions or insertions"
    yield f"{row.file}:{row.line}: {what}{said}"
    if row.outcome is Outcome.DIFFERS and row.stand:
        yield f"    - {_marked(row.compared, row.gone, '[-', '-]')}"
        yield f"    + {_marked(row.stand.text, row.new, '{+', '+}')}"
    else:
        yield f"    “{_cut(row.quote)}”"
    yield from (f"    {note}" for note in row.notes)
    if row.stand:
        yield f"    {_told(row.stand)}"
        yield f"    {row.stand.command}"
    if row.others:
        yield f"    also in {', '.join(row.others)}"


def _told(stand: Stand) -> str:
    headline = stand.headline
    place = f"¶ {stand.paragraph}" if stand.paragraph else "title"
    facts = (headline.title, headline.outlet or "outlet unknown", day(headline.published), headline.id, place)
    return " · ".join(facts)


def _cut(text: str) -> str:
    return text if len(text) <= _LONG else f"{text[: _LONG - 1].rstrip()}…"


def _marked(text: str, spans: Sequence[Span], before: str, after: str) -> str:
    """With signs around the words that differ."""
    done, at = "", 0
    for span in spans:
        done += f"{text[at : span.start]}{before}{span.of(text)}{after}"
        at = span.end
    return done + text[at:]


def _object(row: Verified | Unread) -> Object:
    if isinstance(row, Unread):
        return {"file": row.file, "skipped": row.reason}
    return {
        "file": row.file,
        "line": row.line,
        "kind": "highlight" if row.block else "quotation",
        "outcome": str(row.outcome),
        "quote": row.quote,
        "marked": row.marked,
        "typography": list(row.typography),
        "block": row.block or None,
        "edited": row.edited,
        "notes": list(row.notes),
        "article": _article(row.stand) if row.stand else None,
        "others": list(row.others),
        "compared": row.compared or None,
        "gone": [[span.start, span.end] for span in row.gone],
        "new": [[span.start, span.end] for span in row.new],
    }


def _article(stand: Stand) -> Object:
    headline = stand.headline
    return {
        "id": headline.id,
        "title": headline.title,
        "outlet": headline.outlet,
        "published": headline.published.as_json(),
        "start": stand.span.start,
        "end": stand.span.end,
        "paragraph": stand.paragraph,
        "text": stand.text,
        "open": stand.command,
    }
