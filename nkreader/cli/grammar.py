"""The command line as a table: verbs, their parts, options and what stands after them; made of the parsers."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from nkreader.cli.parsing import parser_for, top_parser
from nkreader.cli.verbs import VERBS


class Takes(StrEnum):
    """What an argument is, as far as a shell can help with it."""

    NOTHING = ""
    """Whatever the reader likes, or a number or date."""
    FILE = "file"
    """A file or a folder."""
    FOLDER = "folder"
    ARTICLE = "article"
    HIGHLIGHT = "highlight"
    QUERY = "query"
    NAME = "name"
    TAG = "tag"
    REPAIR = "repair"
    RULING = "ruling"


_BY_METAVAR = {
    **dict.fromkeys(("PATH", "FILE", "FILE|FOLDER", "OPML"), Takes.FILE),
    "DIR": Takes.FOLDER,
    **dict.fromkeys(("ID", "ID|EVENT", "OF"), Takes.ARTICLE),
    **dict.fromkeys(("HIGHLIGHT", "HIGHLIGHT|OFFSET"), Takes.HIGHLIGHT),
    **dict.fromkeys(("QUERY", "Q"), Takes.QUERY),
    **dict.fromkeys(("NAME", "OTHER"), Takes.NAME),
    "REPAIR": Takes.REPAIR,
    "KEY": Takes.RULING,
}
_BY_DEST = {"name": Takes.NAME, "tag": Takes.TAG}
"""Of those whose metavar says less."""
_FREE = frozenset("DATE D N T TEXT TITLE OUTLET URL WORDS NEW MB MINUTES START:END HOST HOSTNAME PORT".split())
"""What only the reader knows."""


@dataclass(frozen=True, slots=True)
class Argument:
    """An option, or what stands in a place."""

    flags: tuple[str, ...]
    """None of what stands in a place."""
    metavar: str
    """What stands for its value; empty if it has none."""
    help: str
    takes: Takes
    choices: tuple[str, ...] = ()
    many: bool = False
    """It may be given again and again."""
    needed: bool = True
    """Of what stands in a place: it may not be left out."""
    group: int = 0
    """Of options with the same number, but 0, only one can be given."""


@dataclass(frozen=True, slots=True)
class Part:
    """A verb, or a part of one, or the program itself."""

    words: tuple[str, ...]
    """What is typed for it, without the name of the program."""
    summary: str
    options: tuple[Argument, ...] = ()
    places: tuple[Argument, ...] = ()
    parts: tuple[Part, ...] = field(default=())
    epilog: str = ""

    def __iter__(self) -> Iterator[Part]:
        """It and all in it, in their order."""
        yield self
        for part in self.parts:
            yield from part


def program() -> Part:
    """The whole command line; without a verb it takes files and folders."""
    verbs = tuple(_part((name,), verb.summary, parser_for(name, verb)) for name, verb in sorted(VERBS.items()))
    options = _arguments(top_parser())
    files = Argument((), "PATH", "files and folders to add first", Takes.FILE, many=True, needed=False)
    return Part((), "", tuple(one for one in options if one.flags), (files,), verbs)


def is_known(argument: Argument) -> bool:
    """Whether it is said what the argument takes; if not, it may have been forgotten."""
    return not argument.metavar or bool(argument.choices or argument.takes) or argument.metavar in _FREE


def _part(words: tuple[str, ...], summary: str, parser: argparse.ArgumentParser) -> Part:
    arguments = _arguments(parser)
    parts = []
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            said = {choice.dest: choice.help or "" for choice in action._choices_actions}
            parts += [_part((*words, name), said.get(name, ""), one) for name, one in action.choices.items()]
    return Part(
        words,
        summary,
        tuple(one for one in arguments if one.flags),
        tuple(one for one in arguments if not one.flags),
        tuple(parts),
        parser.epilog or "",
    )


def _arguments(parser: argparse.ArgumentParser) -> list[Argument]:
    groups = parser._mutually_exclusive_groups
    number = {id(action): at for at, group in enumerate(groups, 1) for action in group._group_actions}
    shown = [one for one in parser._actions if one.help != argparse.SUPPRESS]
    return [_argument(one, number.get(id(one), 0)) for one in shown if not isinstance(one, argparse._SubParsersAction)]


def _argument(action: argparse.Action, group: int) -> Argument:
    valued = action.nargs != 0
    metavar = action.metavar or ("|".join(action.choices) if action.choices else action.dest.upper()) if valued else ""
    metavar = metavar if isinstance(metavar, str) else " ".join(metavar)
    takes = _BY_METAVAR.get(metavar) or _BY_DEST.get(action.dest, Takes.NOTHING)
    return Argument(
        tuple(action.option_strings),
        metavar,
        (action.help or "").replace("%%", "%"),
        Takes.NOTHING if action.choices or not valued else takes,
        tuple(map(str, action.choices or ())),
        action.nargs in ("+", "*") or isinstance(action, argparse._AppendAction),
        action.nargs not in ("?", "*") if not action.option_strings else action.required,
        group,
    )
