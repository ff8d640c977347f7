"""Argument parsers, made from the table of verbs."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import Any, NoReturn

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


class VerbParser(Parser):
    """A parser of one verb, which knows that a query may begin with a minus.

    What begins with one and is no option of the verb is a word of its query. With two it is always meant as an option.
    """

    def parse_args(self, args: Any = None, namespace: Any = None) -> Any:
        """As every parser does, with the query set apart."""
        return super().parse_args(self._set_apart(args or ()), namespace)

    def _set_apart(self, arguments: Sequence[str]) -> list[str]:
        """The same with a query in one piece behind `--`, and what `--query` asks joined to it."""
        asked = [action for action in self._actions if action.dest == "query"]
        if not asked:
            return list(arguments)
        has_words = not asked[0].option_strings
        options: list[str] = []
        words: list[str] = []
        left = list(arguments)
        while left:
            word = left.pop(0)
            option = self._meant(word)
            if word == "--":
                words += left
                break
            if option is None and not word.startswith("--"):
                (words if has_words else options).append(word)
                continue
            options.append(word)
            if option and option.nargs is None and left:
                value = left.pop(0)
                if option.dest == "query" and not self._meant(value):
                    options[-1] += f"={value}"
                else:
                    options.append(value)
        return [*options, "--", *words] if words else options

    def _meant(self, word: str) -> argparse.Action | None:
        """The option a word stands for, whole or so far that no other begins so; None of what brings its value."""
        known = self._option_string_actions
        if word in known:
            return known[word]
        begun = [name for name in known if word.startswith("--") and len(word) > 2 and name.startswith(word)]
        return known[begun[0]] if len(begun) == 1 else None


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
    parser = VerbParser(
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
