"""The verb that prints what a shell needs to complete the command line, and that answers the shell's questions."""

from __future__ import annotations

from argparse import SUPPRESS, ArgumentParser, Namespace
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

from nkreader import locations
from nkreader.cli.output import complain
from nkreader.model.sanitise import is_safe, safe_line

SHELLS = ("bash", "zsh", "fish")
_TOLD = """\
Where the script goes, for each shell once (a new shell then knows it):
  bash  nkreader completion bash > ~/.local/share/bash-completion/completions/nkreader
  zsh   nkreader completion zsh > ~/.zfunc/_nkreader      (with fpath+=~/.zfunc before compinit in ~/.zshrc)
  fish  nkreader completion fish > ~/.config/fish/completions/nkreader.fish
For the shell at hand alone: eval "$(nkreader completion bash)"; in fish nkreader completion fish | source.
Verbs, options and their values are completed, files and folders, ids of articles and highlights with their titles,
names, tags, and queries with their fields. What is in the library is asked of it at the press of the key.
"""
_LONGEST = 70
"""Letters of what is said of a word."""


def completion_arguments(parser: ArgumentParser) -> None:
    """The shell; the shells themselves ask with the others."""
    parser.epilog = _TOLD
    parser.add_argument("shell", choices=SHELLS, help="the shell to print a script for")
    parser.add_argument("--words", metavar="KIND", help=SUPPRESS)
    parser.add_argument("--begun", metavar="TEXT", default="", help=SUPPRESS)


def completion(options: Namespace, library: Path | None) -> int:
    """Print the script; or, asked by it, the words of a kind that begin so, each with a tab and what it is."""
    if options.words is None:
        from nkreader.cli.grammar import program

        print(import_module(f"nkreader.cli.{options.shell}_script").script(program()), end="")
        return 0
    from nkreader.archive.offering import KINDS

    if options.words not in KINDS:
        complain(f"completion: no words are of the kind {options.words!r}")
        return 2
    for word, about in _words(library or locations.user_library(), options.words, options.begun):
        if is_safe(word) and "\t" not in word and "\n" not in word:  # another word would mean something else
            print(f"{word}\t{safe_line(about)[:_LONGEST]}".rstrip("\t"))
    return 0


def _words(library: Path, kind: str, begun: str) -> Iterator[tuple[str, str]]:
    from nkreader.archive.offering import offered

    if kind == "query":
        yield from _fields(begun)
    yield from offered(library, kind, begun)


def _fields(begun: str) -> Iterator[tuple[str, str]]:
    """The fields of a query that begin as its last word does."""
    from nkreader.search.completing import begun_at
    from nkreader.search.reference import FIELDS

    last = begun_at(begun, len(begun))
    if last is not None and last.field is None:
        head, typed = begun[: last.span.start], last.text.casefold()
        for field in FIELDS:
            if field.name.startswith(typed):
                yield f"{head}{field.name}:", field.meaning
