"""The verb that lists every appearance of a name."""

from __future__ import annotations

import csv
import io
from argparse import ArgumentParser, Namespace
from collections.abc import Iterable, Sequence
from pathlib import Path

from nkreader.cli.choosing import chosen_library
from nkreader.cli.listing import BOUND, first_day, last_day
from nkreader.cli.objects import Object
from nkreader.cli.output import complain, counted, say, say_json, say_text
from nkreader.model.date_words import in_words
from nkreader.model.dates import Interval, PartialDate
from nkreader.model.entities import Entity
from nkreader.model.occasion import Occasion
from nkreader.model.timeline import date_words

COLUMNS = (
    "happened", "reported", "published", "first", "last", "appearance", "role", "place", "place_basis", "others",
    "sentence", "article", "start", "end", "articles", "outlets", "event",
)  # fmt: skip
_EPILOG = """
One row an event: the articles of one same-event group, or an article alone. How the person appears is "present" where
a sentence says so, "message or statement", or "named only"; a name that is no person's is always named only.

A JSON object has: happened, reported, published (date objects; happened is the date a sentence opens with where that
tells of another time than its article, or the article has none), appearance, role (as printed, or null), place and
place_basis ("sentence", "dateline" or null), others (who is in the same list, in printed order), sentence (verbatim),
article, start and end (where it stands: id, and code points of that article's text), articles (id, outlet, title,
published of each that has the name) and event (id of the group, or null). first and last in CSV are the first and last
possible day of the first of the three dates that is known; by these days --from and --to choose.
"""


def appearances_arguments(parser: ArgumentParser) -> None:
    """A name, days, and the format."""
    parser.epilog = _EPILOG.strip()
    parser.add_argument("name", nargs="+", metavar="NAME", help=NAME)
    parser.add_argument("--from", dest="since", type=first_day, metavar="D", help=BOUND)
    parser.add_argument("--to", dest="until", type=last_day, metavar="D", help=BOUND)
    formats = ("table", "json", "csv", "markdown")
    parser.add_argument("--format", choices=formats, default="table", help="(default: table)")
    parser.add_argument("--json", dest="format", action="store_const", const="json", help="one JSON object a line")


def appearances(options: Namespace, library: Path | None) -> int:
    """Every event in which a name occurs, in order of time; what cannot be placed in time comes last."""
    name = " ".join(options.name)
    if options.since and options.until and options.until < options.since:
        complain("appearances: --to lies before --from")
        return 2
    with chosen_library(library) as archive:
        found = archive.called(name)
        if len(found) != 1:
            return unclear(name, found)
        rows = archive.appearances(found[0], Interval(options.since, options.until), alone=only(name))
    {"json": _json, "csv": _csv, "markdown": _markdown, "table": _table}[options.format](rows)
    return 0


NAME = "a name, an alias or an id; several words are joined; =NAME: only whom the articles print so"


def only(name: str) -> bool:
    """Whether a name is asked for as it is spelled, without those who are counted as one with its bearer."""
    return name.strip().startswith("=")


def unclear(name: str, found: Sequence[Entity]) -> int:
    """Complain that a name means nothing here, or several; the exit code."""
    if not found:
        complain(f"no article here names “{name}”; nkreader entities lists the names")
        return 3
    complain(f"“{name}” may be {', '.join(f'{each.name} ({each.id})' for each in found)}: name one by its id")
    return 2


def _json(rows: Iterable[Occasion]) -> None:
    for row in rows:
        say_json(_object(row))


def _object(row: Occasion) -> Object:
    return {
        "happened": row.happened.as_json(),
        "reported": row.reported.as_json(),
        "published": row.published.as_json(),
        "appearance": str(row.manner),
        "role": row.role or None,
        "place": row.place,
        "place_basis": row.place_basis,
        "others": list(row.others),
        "sentence": row.sentence,
        "article": row.article,
        "start": row.span.start,
        "end": row.span.end,
        "articles": [
            {"id": piece.id, "outlet": piece.outlet, "title": piece.title, "published": piece.published.as_json()}
            for piece in row.pieces
        ],
        "event": row.pieces[0].event,
    }


def _csv(rows: Iterable[Occasion]) -> None:
    from nkreader.export.rows import plain_cell

    out = io.StringIO(newline="")
    table = csv.writer(out, lineterminator="\n")
    table.writerow(COLUMNS)
    for row in rows:
        days = row.when.interval
        cells: list[object] = [
            _dated(row.happened),
            _dated(row.reported),
            _dated(row.published),
            days.earliest,
            days.latest,
        ]
        cells += [str(row.manner), row.role, row.place, row.place_basis, "; ".join(row.others), row.sentence]
        cells += [row.article, row.span.start, row.span.end, "; ".join(piece.id for piece in row.pieces)]
        cells += ["; ".join(_outlets(row)), row.pieces[0].event]
        table.writerow([plain_cell("" if cell is None else str(cell)) for cell in cells])
    say_text(out.getvalue().rstrip("\n"))


def _markdown(rows: Iterable[Occasion]) -> None:
    from nkreader.export.escaping import code, escaped

    for row in rows:
        say(f"- **{escaped(date_words(row.when))}** {escaped(_what(row))}")
        say(f"  {escaped(_all_dates(row))}")
        if row.others:
            say(f"  with {escaped(', '.join(row.others))}")
        say("")
        say(f"  > {escaped(' '.join(row.sentence.split()))}")
        say("")
        sources = (code(piece.id) + (f" ({escaped(piece.outlet)})" if piece.outlet else "") for piece in row.pieces)
        say(f"  {', '.join(sources)}")


def _table(rows: Sequence[Occasion]) -> None:
    for row in rows:
        say(f"{date_words(row.when)}  {_what(row)}")
        say(f"    {_all_dates(row)}")
        if row.others:
            say(f"    with {', '.join(row.others)}")
        say(f"    {' '.join(row.sentence.split())}")
        sources = (f"{piece.id} ({piece.outlet})" if piece.outlet else piece.id for piece in row.pieces)
        say(f"    {', '.join(sources)}")
    complain(counted(len(rows), "event"))


def _what(row: Occasion) -> str:
    """How, as what and where, on one line."""
    where = f"{row.place}{' (dateline)' if row.place_basis == 'dateline' else ''}" if row.place else ""
    return " · ".join(filter(None, (str(row.manner), row.role, where)))


def _all_dates(row: Occasion) -> str:
    three = (("happened", row.happened), ("reported", row.reported), ("published", row.published))
    return " · ".join(f"{name} {_dated(when) or '?'}" for name, when in three)


def _dated(when: PartialDate) -> str:
    return in_words(when) if when.known else ""


def _outlets(row: Occasion) -> list[str]:
    return list(dict.fromkeys(piece.outlet for piece in row.pieces if piece.outlet))
