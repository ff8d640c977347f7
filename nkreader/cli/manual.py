"""The verb that prints the manual page: verbs, the query language, keys and files, from the tables that the rest uses.

It is written in the macros of man(7), which groff, mandoc and every other reader of manual pages know, and in ASCII:
other letters stand as escapes, so that it reads well whatever the locale.
"""

from __future__ import annotations

import re
from argparse import ArgumentParser, Namespace
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path

from nkreader import __version__
from nkreader.cli.grammar import Argument, Part, program

RELEASED = "2026-11-22"
"""The day from which this version is; the day at hand would make another page of it every day."""
_NAMED = {
    "…": "\\&...", "←": "\\(<-", "→": "\\(->", "↑": "\\(ua", "↓": "\\(da", "–": "\\(en", "—": "\\(em",
    "“": "\\(lq", "”": "\\(rq", "‘": "\\(oq", "’": "\\(cq", "×": "\\(mu",
}  # fmt: skip
"""Letters that have a name, by which they are shown somehow also where there is nothing but ASCII."""
_LONGEST = 80
"""Bytes of a line that is filled."""
_TOLD = """\
To read it:        nkreader man | man -l -      (where man has no -l: nkreader man | mandoc -a)
To have it there:  mkdir -p ~/.local/share/man/man1 && nkreader man > ~/.local/share/man/man1/nkreader.1
"""


def man_arguments(parser: ArgumentParser) -> None:
    """None."""
    parser.epilog = _TOLD


def man(options: Namespace, library: Path | None) -> int:
    """Print the page."""
    print(page())
    return 0


def page() -> str:
    """The whole page; the same on every machine and whatever the reader has set."""
    whole = program()
    sections = (
        _name(),
        _synopsis(whole),
        _description(whole),
        _verbs(whole),
        _queries(),
        _keys(),
        _settings(),
        _surroundings(),
        _codes(),
        _examples(),
    )
    return "\n".join(line for section in sections for line in section)


def escaped(text: str) -> str:
    """Text as the formatter reads it: what it would obey is a plain letter, and what is not ASCII an escape."""
    signs = _NAMED | {"\\": "\\e", "-": "\\-", "'": "\\(aq", "`": "\\(ga", "^": "\\(ha", "~": "\\(ti", '"': "\\(dq"}
    found = "".join(signs.get(sign) or (sign if sign.isascii() else f"\\[u{ord(sign):04X}]") for sign in text)
    return f"\\&{found}" if found.startswith(".") else found


def _name() -> Iterator[str]:
    yield f'.TH NKREADER 1 {RELEASED} "nkreader {__version__}"'
    yield ".SH NAME"
    yield "nkreader \\- a reading room in the terminal for people who follow North Korea"


def _synopsis(whole: Part) -> Iterator[str]:
    yield ".SH SYNOPSIS"
    yield ".B nkreader"
    yield "[\\fB\\-\\-library\\fR \\fIDIR\\fR]"
    yield "[\\fIPATH\\fR ...]"
    yield ".br"
    yield ".B nkreader"
    yield "[\\fB\\-\\-library\\fR \\fIDIR\\fR]"
    yield "\\fIVERB\\fR ..."


def _description(whole: Part) -> Iterator[str]:
    yield ".SH DESCRIPTION"
    yield from _filled(
        "Without a verb the reading room opens, with the paths added first; without a library of your own it opens on "
        "a sample archive. Articles are only ever read where they are. What cannot be recreated (texts, highlights, "
        "notes, tags, marks, searches) is in one file of the library; the full-text index beside it may be deleted."
    )
    yield ".SH OPTIONS"
    for one in whole.options:
        if "--help" not in one.flags:
            yield from _row(_given(one), one.help)


def _verbs(whole: Part) -> Iterator[str]:
    yield ".SH VERBS"
    yield from _filled(
        "Every verb takes --library and --help. What begins with - and is no option of a verb that takes a query is a "
        "word of the query; behind -- every word is."
    )
    for verb in whole.parts:
        yield f".SS {escaped(' '.join(verb.words))}"
        for part in verb:
            if part is not verb:
                yield ".PP"
            if not part.parts:
                yield from _usage(part)
            if part.summary:
                yield from _filled(f"{part.summary[:1].upper()}{part.summary[1:]}.")
            yield from _listed((*part.places, *part.options))
        if verb.epilog and verb.words != ("search",):
            yield from _as_it_is(verb.epilog)


def _usage(part: Part) -> Iterator[str]:
    words = [f"\\fBnkreader {escaped(' '.join(part.words))}\\fR"]
    for group, options in groupby(part.options, key=lambda one: one.group or object()):
        shown = [_given(one) for one in options if "--help" not in one.flags and "--library" not in one.flags]
        if shown:
            words.append(f"[{' | '.join(shown)}]" if isinstance(group, int) or len(shown) == 1 else " ".join(shown))
    for one in part.places:
        value = f"\\fI{escaped(one.metavar)}\\fR{' ...' if one.many else ''}"
        words.append(value if one.needed else f"[{value}]")
    yield " ".join(words)
    yield ".br"


def _given(option: Argument) -> str:
    value = f" \\fI{escaped(option.metavar)}\\fR" if option.metavar else ""
    return f"\\fB{escaped(option.flags[-1])}\\fR{value}"


def _listed(arguments: Iterable[Argument]) -> Iterator[str]:
    """Arguments of which there is something to say."""
    for one in arguments:
        if not one.help or not {"--help", "--library"}.isdisjoint(one.flags):
            continue
        flags = ", ".join(f"\\fB{escaped(flag)}\\fR" for flag in one.flags)
        value = f"\\fI{escaped(one.metavar)}\\fR" if one.metavar else ""
        yield from _row(" ".join(word for word in (flags, value) if word), one.help)


def _queries() -> Iterator[str]:
    from nkreader.search.reference import FIELDS, SYNTAX

    yield ".SH QUERIES"
    yield from _filled(
        "The language is the same for search, for the options --query and for the prompt of the reading room."
    )
    for form, meaning in SYNTAX:
        yield from _row(f"\\fB{escaped(form)}\\fR", meaning)
    yield ".SS Fields"
    for field in FIELDS:
        meaning = f"{field.meaning}: {', '.join(field.values)}" if len(field.values) > 1 else field.meaning
        yield from _row(f"\\fB{escaped(field.example)}\\fR", meaning)


def _keys() -> Iterator[str]:
    from nkreader.ui.commands import COMMANDS

    yield ".SH KEYS"
    yield from _filled("In the reading room ? shows those of the pane at hand. The settings can give a command others.")
    for where, commands in groupby(sorted(COMMANDS, key=_place), key=lambda one: one.where):
        yield f".SS {escaped(where[:1].upper() + where[1:])}"
        for command in commands:
            yield from _row(
                ", ".join(f"\\fB{escaped(key)}\\fR" for key in command.labels_of(command.keys)), command.help
            )


def _place(command: object) -> int:
    from nkreader.ui.command import Command, Where

    assert isinstance(command, Command)
    return [*Where].index(command.where)


def _settings() -> Iterator[str]:
    from nkreader import settings

    yield ".SH SETTINGS"
    yield from _filled(f"In {settings.FILE}, in TOML; nothing needs to be set.")
    for key, meaning, allowed, without in settings.table():
        said = f"{meaning} ({allowed}; without it {without})".replace("`", "")
        yield from _row(f"\\fB{escaped(key.strip('`'))}\\fR", said)


def _surroundings() -> Iterator[str]:
    yield ".SH ENVIRONMENT"
    for name, meaning in (
        ("NKREADER_LIBRARY", "the folder of the library, unless --library names one"),
        ("NKREADER_CONFIG", "the folder of the settings, themes and gazetteer files"),
        ("VISUAL, EDITOR", "the program for longer texts"),
        ("NO_COLOR", "without colours"),
        ("NKREADER_DEBUG", "with it, a fault of a verb shows its traceback"),
    ):
        yield from _row(f"\\fB{name}\\fR", meaning)
    yield ".SH FILES"
    yield from _filled("On Linux; on macOS the same below ~/Library.")
    for name, meaning in (
        ("~/.local/share/nkreader/library/", "the library: library.db, the index, and gazetteer/ for it alone"),
        ("~/.config/nkreader/settings.toml", "the settings; beside it themes/ and gazetteer/"),
        ("~/.local/state/nkreader/", "reports of faults, and the theme that was chosen last"),
        ("~/Documents/nkreader/", "exports, unless --to names a folder"),
    ):
        yield from _row(f"\\fI{escaped(name)}\\fR", meaning)


def _codes() -> Iterator[str]:
    yield ".SH EXIT STATUS"
    for code, meaning in (
        ("0", "it is done"),
        ("1", "something differs, is doubtful or was skipped, and was told; the rest is done"),
        ("2", "the command is wrong"),
        ("3", "it could not be done; one line tells why"),
        ("130", "interrupted; what was done so far is kept"),
    ):
        yield from _row(f"\\fB{code}\\fR", meaning)


def _examples() -> Iterator[str]:
    yield ".SH EXAMPLES"
    for command, meaning in (
        ("nkreader ~/articles", "add a folder and open the reading room"),
        ("""nkreader search 'person:"choe ryong hae" date:2023-09 -putin'""", "by any spelling of the name"),
        ("nkreader timeline --name 'Choe Son Hui' --by happened --format markdown", "a chronology"),
        ("nkreader export --to ~/notes --check", "exit 1 if the exported highlights are not up to date"),
    ):
        yield from _row(f"\\fB{escaped(command)}\\fR", meaning)


def _row(head: str, meaning: str) -> Iterator[str]:
    yield ".TP"
    yield head
    yield from _filled(f"{meaning[:1].upper()}{meaning[1:]}{'' if meaning[-1:] in '.)?' else '.'}")


def _filled(text: str) -> Iterator[str]:
    """Sentences, each on lines of its own, so that the formatter knows where they end; none is long."""
    for sentence in re.split(r"(?<=[.!?]) +(?=[A-Z])", " ".join(text.split())):
        line = ""
        for word in map(escaped, sentence.split()):
            if line and len(line) + len(word) >= _LONGEST:
                yield line
                line = ""
            line += f" {word}" if line else word
        yield line


def _as_it_is(text: str) -> Iterator[str]:
    """Prose filled, tables and examples line by line: these are indented, or have columns."""
    stays = re.compile(r"^ |\S  ")
    for paragraph in text.strip("\n").split("\n\n"):
        for kept, lines in groupby(paragraph.splitlines(), key=lambda line: bool(stays.search(line))):
            yield ".PP"
            if kept:
                yield from (".nf", *map(escaped, lines), ".fi")
            else:
                yield from _filled(" ".join(lines))
