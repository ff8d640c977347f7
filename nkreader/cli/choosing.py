"""Which library a command works on, and by which settings."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from nkreader import locations, settings
from nkreader.archive import places
from nkreader.archive.errors import LibraryError
from nkreader.archive.library import Library
from nkreader.cli.output import complain


def chosen_settings() -> settings.Settings:
    """The reader's settings; what is wrong with them takes one line each."""
    chosen, told = settings.read()
    for line in told:
        complain(line)
    return chosen


@contextmanager
def chosen_library(named: Path | None, begin: bool = False) -> Iterator[Library]:
    """Open the named library, or the default one, and close it afterwards; `begin` makes one where none is.

    Raises:
        LibraryError: if there is none, or it cannot be opened.
    """
    folder = named or locations.user_library()
    if not begin and not (folder / places.FILE).is_file():
        raise LibraryError(f"{folder}: no library here yet; nkreader add begins one")
    library = Library.open(folder, waiting=complain)
    try:
        yield library
    finally:
        library.close()
