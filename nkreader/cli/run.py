"""From arguments to an exit code: choosing the verb, one line for every error, never a traceback."""

from __future__ import annotations

import os
import signal
import sqlite3
import sys
from collections.abc import Sequence
from pathlib import Path

from nkreader.cli.output import complain, use_utf8
from nkreader.cli.parsing import parser_for, top_parser
from nkreader.cli.verbs import VERBS

DONE, DIFFERS, USAGE, FAILED, INTERRUPTED = 0, 1, 2, 3, 130


def run(argv: Sequence[str] | None = None) -> int:
    """Run the command line; see the contract in the README for the exit codes."""
    use_utf8()
    arguments = [_printable(word) for word in (sys.argv[1:] if argv is None else argv)]
    try:
        code = _chosen(arguments)
        sys.stdout.flush()  # while a broken pipe can still be told from a fault
        return code
    except KeyboardInterrupt:
        complain("interrupted; what was done so far is kept")
        return INTERRUPTED
    except BrokenPipeError:  # the reader of our output has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 128 + signal.SIGPIPE
    except SystemExit as leaving:  # argparse has said its line
        return leaving.code if isinstance(leaving.code, int) else USAGE
    except sqlite3.Error as error:
        complain(f"the library's file is damaged or cannot be read ({error})")
        return FAILED
    except OSError as error:
        complain(f"{error.filename or 'file'}: {error.strerror or error}")
        return FAILED
    except Exception as error:
        if type(error).__module__.startswith("nkreader.") and not isinstance(error, AssertionError):
            complain(str(error))
            return FAILED
        if os.environ.get("NKREADER_DEBUG"):
            raise
        complain(f"internal error, please report it: {type(error).__name__}: {error}")
        return FAILED


def _chosen(arguments: list[str]) -> int:
    top = top_parser()
    options, rest = top.parse_known_args(_before_verb(arguments))
    rest += arguments[len(_before_verb(arguments)) :]
    library = Path(options.library).expanduser() if options.library else None
    if rest and rest[0] in VERBS:
        verb = VERBS[rest[0]]
        parsed = parser_for(rest[0], verb).parse_args(rest[1:])
        if getattr(parsed, "library", None):
            library = Path(parsed.library).expanduser()
        return verb.load()(parsed, library)
    if not all(word.strip() for word in rest):
        top.error("an empty path")
    unknown = [word for word in rest if word.startswith("-") and word != "-"]
    if unknown:
        top.error(f"unknown option {unknown[0]}")
    from nkreader.cli.reading import open_room

    return open_room(library, [Path(word).expanduser() for word in rest])


def _before_verb(arguments: list[str]) -> list[str]:
    """The leading options: `--library` and its value, flags."""
    at = 0
    while at < len(arguments) and arguments[at].startswith("-") and arguments[at] != "-":
        at += 2 if arguments[at] == "--library" else 1
    return arguments[:at]


def _printable(word: str) -> str:
    """An argument as text; what names a file keeps its very bytes."""
    try:
        word.encode("utf-8")
    except UnicodeEncodeError:
        return word if os.path.lexists(word) else word.encode("utf-8", "replace").decode("utf-8")
    return word
