"""The verb that says what is found in files, without a library."""

from __future__ import annotations

from argparse import ArgumentParser, ArgumentTypeError, Namespace
from datetime import date
from pathlib import Path

from nkreader.analysis import own_names
from nkreader.analysis.analyse import analyse
from nkreader.cli import objects
from nkreader.cli.output import complain, day, say, say_json
from nkreader.cli.parsing import add_format
from nkreader.ingest import Skipped, articles
from nkreader.ingest.containing import fault


def inspect_arguments(parser: ArgumentParser) -> None:
    """Files, and a publication date that is known."""
    parser.add_argument("files", nargs="+", metavar="FILE", type=_named)
    parser.add_argument("--published", type=_day, metavar="DATE", help="their publication day, YYYY-MM-DD")
    add_format(parser)


def _named(text: str) -> str:
    if not text.strip():
        raise ArgumentTypeError("an empty path")
    return text


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError(f"not a day as YYYY-MM-DD: {text!r}") from None


def inspect(options: Namespace, library: Path | None) -> int:
    """Analyse each file on its own; a file that cannot be read is skipped with one line."""
    own_names.use(None)
    skipped = 0
    for name in options.files:
        for item in articles([Path(name)]):
            if isinstance(item, Skipped):
                complain(f"skipped {item.path}: {item.reason}")
                skipped += 1
                continue
            try:
                analysis = analyse(item.article, options.published)
            except Exception as error:
                complain(f"skipped {item.path}: {fault(error)}")
                skipped += 1
                continue
            path = item.path if "#" in item.path and item.path != name else name
            found = objects.inspection(path, item.article, analysis)
            if options.format == "json":
                say_json(found)
            else:
                _print(found)
    return 1 if skipped else 0


def _print(found: objects.Object) -> None:
    from nkreader.model.dates import PartialDate

    say(f"{found['path']}: {found['title']} ({found['title_basis']})")
    for name in ("published", "reported", "happened"):
        when = PartialDate.from_json(found[name])
        say(f"  {name}: {day(when)} ({when.reason})")
    if found["origins"]:
        say(f"  origins: {' ← '.join(found['origins'])}")
    for item in found["sources"]:
        via = f", via {item['via']}" if item["via"] else ""
        say(f"  source: {item['name']} ({item['kind']}{via}{'' if item['main'] else ', further down'})")
    names = {(item["kind"], item["name"]) for item in found["entities"]}
    for kind, name in sorted(names):
        say(f"  {kind}: {name}")
    for item in found["dates"]:
        say(f"  date: {item['text']} = {item['value']}")
