"""The verb for repairs of groups: what the reader says of which articles report one event."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path

from nkreader.archive.library import Library
from nkreader.archive.ruling import Said
from nkreader.cli import objects
from nkreader.cli.choosing import chosen_library
from nkreader.cli.output import complain, say, say_json
from nkreader.cli.parsing import add_format


def groups_arguments(parser: ArgumentParser) -> None:
    """join, split, follow-up, list, undo."""
    parser.epilog = "An article stands for the group that it is in; of two things that are said the later one holds."
    parts = parser.add_subparsers(dest="what", required=True, metavar="join|split|follow-up|list|undo")
    joining = parts.add_parser("join", help="articles, and the groups they are in, report one event")
    joining.add_argument("ids", metavar="ID", nargs="+", help="two articles at least")
    splitting = parts.add_parser("split", help="an article reports another event than the others of its group")
    splitting.add_argument("id", metavar="ID")
    following = parts.add_parser("follow-up", help="an article reports what came of an event: another one, linked")
    following.add_argument("id", metavar="ID")
    following.add_argument("of", metavar="OF", nargs="?", help="of this article's event; without it, of its group's")
    listing = parts.add_parser("list", help="everything that was said, the last first")
    listing.add_argument("--of", metavar="ID", help="only of this article and of those that report its event")
    undoing = parts.add_parser("undo", help="take something back")
    undoing.add_argument("key", metavar="KEY", help="as list prints it: gr-…")
    for part in (joining, splitting, following, listing, undoing):
        add_format(part)


def groups(options: Namespace, library: Path | None) -> int:
    """Say what reports one event, list what was said, or take it back."""
    if options.what == "join" and len(options.ids) < 2:
        complain("groups: join needs two articles at least")
        return 2
    with chosen_library(library) as archive:
        for one in _done(archive, options):
            _print(one, options.format)
    return 0


def _done(archive: Library, options: Namespace) -> tuple[Said, ...]:
    if options.what == "list":
        return archive.rulings(options.of)
    if options.what == "join":
        return (archive.join(options.ids),)
    if options.what == "split":
        return (archive.split(options.id),)
    if options.what == "follow-up":
        return (archive.follow_up(options.id, options.of),)
    return (archive.take_ruling_back(options.key),)


def _print(one: Said, look: str) -> None:
    if look == "json":
        say_json(objects.ruling(one))
    else:
        say(f"{one.ruling.id}  {'' if one.holds else 'no longer: '}{one.said}")
