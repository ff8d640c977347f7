"""Going on in the reader's own editor: `$VISUAL` or `$EDITOR`, an argument list that no shell ever sees."""

from __future__ import annotations

import os
import shlex
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from textual.app import App, SuspendNotSupported

from nkreader.model.sanitise import safe_line


class NoEditor(Exception):
    """The reader's editor cannot be used; the message is one line."""


def editor() -> list[str]:
    """The reader's editor as an argument list: `$VISUAL`, else `$EDITOR`. It is never handed to a shell.

    Raises:
        NoEditor: if there is none, or it cannot be told apart from its arguments.
    """
    for name in ("VISUAL", "EDITOR"):
        said = os.environ.get(name, "")
        try:
            command = shlex.split(said)
        except ValueError as error:
            raise NoEditor(safe_line(f"${name} cannot be read: {error}")) from error
        if command:
            return command
    raise NoEditor("No editor is set: neither $VISUAL nor $EDITOR.")


def edit(command: list[str], path: Path) -> None:
    """Let an editor work on a file, until it ends.

    Raises:
        NoEditor: if the editor is not there or ends with an error.
    """
    try:
        code = subprocess.run([*command, str(path)], check=False).returncode
    except OSError as error:
        raise NoEditor(safe_line(f"{command[0]}: {error.strerror or error}")) from error
    if code:
        raise NoEditor(safe_line(f"{command[0]} ended with {code}."))


def edited(command: list[str], text: str) -> str:
    """What an editor makes of a text.

    Raises:
        NoEditor: if the editor is not there or ends with an error; the text is as it was.
    """
    handle, name = tempfile.mkstemp(prefix="nkreader-", suffix=".txt")
    path = Path(name)
    try:
        with open(handle, "w", encoding="utf-8", newline="") as file:
            file.write(text)
        edit(command, path)
        return path.read_bytes().decode("utf-8", "replace")
    finally:
        path.unlink(missing_ok=True)


def outside(app: App[Any], act: Callable[[list[str]], None]) -> str:
    """Give the terminal to the reader's editor, which `act` is handed, and take it back; what went wrong, in a line."""
    trouble = ""
    try:
        command = editor()
        with app.suspend():  # must be left in the ordinary way, or the terminal is not taken back
            try:
                act(command)
            except (NoEditor, OSError) as error:
                trouble = safe_line(str(error))
    except SuspendNotSupported:
        trouble = "This terminal cannot be handed to an editor."
    except NoEditor as error:
        trouble = str(error)
    return trouble
