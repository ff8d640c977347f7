"""Argument parsers, made from the table of verbs."""

from __future__ import annotations

import argparse
from typing import NoReturn

from nkreader import __version__
from nkreader.cli.output import complain
from nkreader.cli.verbs import VERBS, Verb

_LIBRARY = "folder of the library (default: NKREADER_LIBRARY, else the user's data folder)"


class Parser(argparse.ArgumentParser):
    """A parser whose complaint is one line."""

    def error(self, message: str) -> NoReturn:
        """Say what is wrong with the command, and where help is."""
        complain(f"{message} ({self.prog} --help tells more)")
        raise SystemExit(2)


class _Top(Parser):
    """Also names the files that the reader may write."""

    def format_help(self) -> str:
        """The help, and where settings and themes are read from."""
        from nkreader import settings  # deferred, as only the help needs it

        return f"{super().format_help()}\nSettings are read from {settings.file()}, themes from the folder beside it.\n"


def top_parser() -> argparse.ArgumentParser:
    """The parser of what stands before a verb."""
    width = max(map(len, VERBS)) + 2
    verbs = "\n".join(f"  {name:<{width}}{verb.summary}" for name, verb in VERBS.items())
    parser = _Top(
        prog="nkreader",
        usage="nkreader [--library DIR] [PATH ...]\n       nkreader [--library DIR] VERB ...",
        description="A reading room in the terminal. Without a verb it opens, with the paths added first.",
        epilog=f"verbs:\n{verbs}\n\nnkreader VERB --help tells more of each.",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--library", metavar="DIR", type=named, help=_LIBRARY)
    parser.add_argument("--version", action="version", version=f"nkreader {__version__}")
    return parser


def parser_for(name: str, verb: Verb) -> argparse.ArgumentParser:
    """The parser of one verb."""
    parser = Parser(
        prog=f"nkreader {name}",
        description=f"{verb.summary.capitalize()}.",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--library", metavar="DIR", type=named, help=_LIBRARY)
    verb.arguments(parser)
    return parser


def named(text: str) -> str:
    """What names a file or folder; nothing, or white space alone, would be the folder at hand."""
    if not text.strip():
        raise argparse.ArgumentTypeError("an empty path")
    return text


def add_format(parser: argparse.ArgumentParser, *formats: str) -> None:
    """`--format` and its short form `--json`."""
    parser.add_argument("--format", choices=("text", "json", *formats), default="text", help="(default: text)")
    parser.add_argument("--json", dest="format", action="store_const", const="json", help="one JSON object a line")
