"""Opening the reading room."""

from __future__ import annotations

import gc
import os
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from pathlib import Path

from nkreader import locations
from nkreader.cli.output import complain


def open_room(library: Path | None, add: Sequence[Path] = (), at: str = "") -> int:
    """Open the reading room; with no library yet and nothing to add, the sample archive."""
    for path in add:
        if not os.path.exists(path):
            complain(f"{path}: no such file or folder, and no verb of nkreader")
            return 2
    if not (_on_a_page() or (sys.stdin and sys.stdout and sys.stdin.isatty() and sys.stdout.isatty())):
        complain("the reading room needs a terminal; nkreader --help lists what works without one")
        return 2
    folder = library or locations.user_library()
    if add:
        from nkreader.archive import places

        places.refuse_mixed(folder, add)
    sample = library is None and not add and not (folder / "library.db").exists()
    # Nearly all that is made until the first list is there stays: to look for garbage in it again and again would hold
    # up the first paint. The screen turns the collector on again.
    gc.disable()
    from nkreader.ui.app import NKReader

    app = NKReader(locations.sample_library() if sample else folder, add, sample=sample, at=at)
    app.run()
    if app.farewell:
        complain(app.farewell)
    return app.return_code or 0


def _on_a_page() -> bool:
    """Whether `nkreader serve` shows the room on a page: then it reads and writes packets, and no terminal."""
    return os.environ.get("TEXTUAL_DRIVER", "").startswith("textual.drivers.web_driver:")


def open_article_arguments(parser: ArgumentParser) -> None:
    """An article, and a highlight in it."""
    parser.add_argument("id", metavar="ID")
    parser.add_argument("--at", metavar="HIGHLIGHT|OFFSET", help="the highlight or the place in the text to go to")


def open_article(options: Namespace, library: Path | None) -> int:
    """Open the reading room at an article, or at a highlight in it."""
    from nkreader.cli.choosing import chosen_library

    with chosen_library(library) as archive:
        article = archive.resolve(options.id)
        offset = ""
        if options.at and options.at.isdecimal() and len(options.at) < 10:
            offset = f"@{int(options.at)}"
        elif options.at:
            marks = {mark.id: mark for mark in archive.highlights(article)}
            if options.at not in marks:
                complain(f"open: {article} has no highlight {options.at}")
                return 3
            offset = f"@{marks[options.at].anchor.span.start}"
    return open_room(library, at=f"{article}{offset}")
