"""What is done to a library while things go wrong, and what must be there afterwards."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

from nkreader.archive.library import Library
from nkreader.cli.run import run
from nkreader.model.highlights import places
from nkreader.model.spans import Span
from nkreader.search.merging import MANY

OUTLETS = ("Harbour Wire", "Coast Courier", "Pier Post")
WORDS = ("tug", "ferry", "crane", "parade", "rescue", "north", "harvest", "bridge", "dredger", "lantern")

Row = tuple[object, ...]
State = frozenset[Row]
Work = Callable[[Path], int]


@dataclass(frozen=True, slots=True)
class Scene:
    """One thing a reader does, and the library it is done to."""

    name: str
    before: Callable[[Path], None]
    """Makes the folder: `articles/`, mostly `library/`, perhaps `notes/`."""
    work: Work
    """The command line, in a folder like that; gives its exit code."""


def article(number: int, more: str = "") -> str:
    """A piece in our own words; every tenth word of `WORDS` stands in one of ten pieces only."""
    word, outlet = WORDS[number % len(WORDS)], OUTLETS[number % len(OUTLETS)]
    return (
        f"The {word} at Wonsan, part {number}\n\nWONSAN, March {number % 28 + 1} ({outlet}) -- A {word} was seen at "
        f"Wonsan on March {number % 28 + 1}, 2024, port officials said. They counted {number} sailors.{more}\n\n"
        f"The {word} stays at the pier, the officials added.\n"
    )


def write(folder: Path, numbers: range) -> None:
    """Articles as files."""
    target = folder / "articles"
    target.mkdir(exist_ok=True)
    for number in numbers:
        (target / f"{number:03}.txt").write_text(article(number), encoding="utf-8")


def nothing_yet(folder: Path) -> None:
    """Articles, and no library."""
    write(folder, range(5))


def kept(folder: Path) -> None:
    """A library with marks, level with its folder."""
    write(folder, range(6))
    library = Library.open(folder / "library")
    library.add([folder / "articles"])
    for headline in library.headlines()[:3]:
        (place,) = places(library.piece(headline.id).article.text, "sailors")
        library.add_highlight(headline.id, place, "counted by whom?", ["crew"])
    library.mark(library.headlines()[1].id, read=True, starred=True)
    library.set_setting("place", "here")
    library.export(folder / "notes")
    library.dump(folder / "kept.dump")
    (folder / "first").write_text(library.highlights()[0].article, encoding="ascii")
    (folder / "last").write_text(library.highlights()[-1].article, encoding="ascii")
    library.close()


def grown(folder: Path) -> None:
    """The same, and since then new, corrected, copied, renamed and deleted files."""
    kept(folder)
    articles = folder / "articles"
    (articles / "000.txt").write_text(article(0, " A correction followed."), encoding="utf-8")
    (articles / "002.txt").unlink()
    (articles / "003.txt").rename(articles / "renamed.txt")
    shutil.copy(articles / "004.txt", articles / "copy.txt")
    write(folder, range(6, 10))


def marked(folder: Path) -> None:
    """More was marked since the last export."""
    kept(folder)
    library = Library.open(folder / "library")
    mark = library.highlights()[0]
    library.edit_highlight(mark.id, note="by the harbour master")
    for headline in library.headlines():
        library.add_highlight(headline.id, Span(4, 10), "title")
    library.close()


def unindexed(folder: Path) -> None:
    """The index was deleted."""
    kept(folder)
    shutil.rmtree(folder / "library" / "index")


def parted(folder: Path) -> None:
    """The index lies in many small parts."""
    kept(folder)
    library = Library.open(folder / "library")
    with patch("nkreader.search.written.LITTLE", 0):
        for number in range(6, 6 + MANY):
            write(folder, range(number, number + 1))
            library.rescan()
    library.close()


def dumped(folder: Path) -> None:
    """The library was deleted but for its dump, and the articles added anew; one of them was corrected."""
    kept(folder)
    shutil.rmtree(folder / "library")
    (folder / "articles" / "000.txt").write_text(article(0, " A correction followed."), encoding="utf-8")
    library = Library.open(folder / "library")
    library.add([folder / "articles"])
    library.close()


def command(*arguments: str) -> Work:
    """A command line; `{}` is the folder, `{id}` and `{last}` the first and the last article with a highlight."""

    def work(folder: Path) -> int:
        given = [word.replace("{}", str(folder)) for word in arguments]
        for word, name in (("{id}", "first"), ("{last}", "last")):
            if word in given:
                given[given.index(word)] = (folder / name).read_text(encoding="ascii")
        return run(["--library", str(folder / "library"), *given])

    return work


SCENES = (
    Scene("add to a new library", nothing_yet, command("add", "{}/articles")),
    Scene("add to a library", grown, command("add", "{}/articles")),
    Scene("rescan", grown, command("rescan")),
    Scene("put the index in order", parted, command("rescan")),
    Scene("remove", kept, command("remove", "{id}", "--with-highlights")),
    Scene("highlight add", kept, command("highlight", "add", "{id}", "--quote", "stays at the pier", "--note", "why?")),
    Scene("mark", kept, command("mark", "{id}", "--star", "--read")),
    Scene("groups join", kept, command("groups", "join", "{id}", "{last}")),
    Scene("export", marked, command("export", "--to", "{}/notes")),
    Scene("search without an index", unindexed, command("search", "wonsan")),
    Scene("reindex", kept, command("reindex")),
    Scene("dump", marked, command("dump", "{}/kept.dump")),
    Scene("restore", dumped, command("restore", "{}/kept.dump")),
)

_TABLES = {
    "meta": "key, value",
    "article": "id, read, starred",
    "version": "article, digest, article_json",
    "path": "path, article, digest, missing",
    "ignored": "path, digest",
    "folder": "path",
    "highlight": "article, start, end, exact, prefix, suffix, paragraph, version, note, tags, colour, orphan",
    "ruling": "number, verdict",
    "ruled": "article, side",
}
"""What a library must not lose, without what chance or the clock gives (ids of highlights, times)."""


def state(folder: Path) -> State:
    """What the library of a scene keeps, and what was written beside it."""
    found: set[Row] = set()
    database = folder / "library" / "library.db"
    if database.exists():
        with sqlite3.connect(database) as db:
            tables = {name for (name,) in db.execute("SELECT name FROM sqlite_master")}
            for table, columns in _TABLES.items():
                if table in tables:
                    found |= {(table, *row) for row in db.execute(f"SELECT {columns} FROM {table}")}
        db.close()
    for path in (folder / "notes").glob("**/*"):
        found.add(("file", os.fspath(path.relative_to(folder)), path.read_bytes() if path.is_file() else None))
    return frozenset(found)


def articles_of(folder: Path) -> State:
    """The article folder: nothing may ever change in it."""
    return frozenset(
        (path.name, path.read_bytes(), path.stat().st_mtime_ns) for path in (folder / "articles").iterdir()
    )
