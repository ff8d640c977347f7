"""Dump, lose the library, add and restore in any order, with files renamed, corrected, copied and gone."""

from __future__ import annotations

import shutil
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nkreader.archive.errors import LibraryError
from nkreader.archive.library import Library
from nkreader.model.dates import Basis
from nkreader.model.folding import fold
from nkreader.model.highlights import COLOURS
from nkreader.model.spans import Span
from nkreader.model.timeline import By

WORDS = (
    "pier tug Wonsan Nampho sailors Rason crane officials said closed 등대 «light» fog’s ferry Ferry—boat naïve".split()
)
FATES = (
    "stays",
    "renamed",
    "corrected",
    "cut",
    "copied",
    "gone",
    "copied and corrected",
    "renamed and corrected",
    "reused",
)

sentence = st.lists(st.sampled_from(WORDS), min_size=4, max_size=9).map(" ".join)
paragraph = st.lists(sentence, min_size=1, max_size=3).map(lambda found: ". ".join(found) + ".")
mark = st.tuples(
    st.floats(0, 0.99),
    st.integers(3, 60),
    st.text(max_size=12),
    st.lists(st.sampled_from(["crew", "#harbour", "두 단어", "x"]), max_size=2),
    st.sampled_from(COLOURS),
)


@dataclass(frozen=True)
class Case:
    """An article, what the reader does with it, and what becomes of its file."""

    body: list[str]
    marks: list[Any]
    read: bool
    starred: bool
    dated: str
    """The day of publication, by hand."""
    fate: str
    url: bool
    said: str
    """What is said of it and of the article before it."""


case = st.builds(
    Case,
    st.lists(paragraph, min_size=2, max_size=4),
    st.lists(mark, max_size=3),
    st.booleans(),
    st.booleans(),
    st.sampled_from(["", "2023-04", "2024-02-29"]),
    st.sampled_from(FATES),
    st.booleans(),
    st.sampled_from(["", "", "join", "follow-up"]),
)


def write(folder: Path, cases: list[Case]) -> None:
    for number, one in enumerate(cases):
        head = f"---\nurl: https://wire.example/{number}\n---\n" if one.url else ""
        text = f"{head}Report {number} of the harbour\n\n" + "\n\n".join(one.body) + "\n"
        (folder / f"{number}.txt").write_text(text, encoding="utf-8")


def read_and_marked(library: Library, cases: list[Case]) -> None:
    for headline in library.headlines():
        one = cases[int(headline.title.split()[1])]
        library.mark(headline.id, read=one.read, starred=one.starred)
        library.set_date([headline.id], By.PUBLISHED, one.dated)
        text = library.piece(headline.id).article.text
        for place, length, note, tags, colour in one.marks:
            start = int(place * len(text))
            span = Span(start, min(start + length, len(text)))
            if span.of(text).strip():
                library.add_highlight(headline.id, span, note, tags, colour)
    numbered = {int(headline.title.split()[1]): headline.id for headline in library.headlines()}
    for number, one in enumerate(cases[1:], 1):
        if one.said == "join":
            with suppress(LibraryError):  # it may be said already
                library.join([numbered[number], numbered[number - 1]])
        elif one.said and library.headline(numbered[number]).event:
            library.split(numbered[number])
        elif one.said:
            library.follow_up(numbered[number], numbered[number - 1])


def change(folder: Path, cases: list[Case]) -> None:
    for number, one in enumerate(cases):
        file = folder / f"{number}.txt"
        text = file.read_text(encoding="utf-8")
        if one.fate.startswith("copied"):
            shutil.copy(file, folder / f"copy of {number}.txt")
        if one.fate == "renamed":
            file.rename(folder / f"z{number}.txt")
        elif one.fate.endswith("corrected"):
            if one.fate.startswith("renamed"):
                file = file.rename(folder / f"z{number}.txt")
            file.write_text(text.replace("pier", "quay").replace("tug", "barge") + "\nCorrected.\n", encoding="utf-8")
        elif one.fate == "cut":
            file.write_text("\n\n".join(text.split("\n\n")[:-1]) + "\n\nThe end was cut.\n", encoding="utf-8")
        elif one.fate == "reused":
            file.rename(folder / f"z{number}.txt")
            file.write_text(f"Another report {number}\n\nA lighthouse was lit near Chongjin.\n", encoding="utf-8")
        elif one.fate == "gone":
            file.unlink()


def state(library: Library) -> Any:
    """Everything of a library but the order of arrival and the time of it."""
    found = {}
    for headline in library.headlines():
        rows = library._store.connection.execute(
            "SELECT path, digest, missing FROM path WHERE article = ? ORDER BY path", (headline.id,)
        )
        marks = sorted(library.highlights(headline.id), key=lambda item: item.id)
        versions = library.versions(headline.id)
        own = headline.read, headline.starred, headline.published.value, headline.event
        found[headline.id] = (*own, versions, marks, rows.fetchall())
    return found


def words(library: Library) -> Any:
    """What the reader did."""
    headlines = library.headlines()
    marked = {h.id: (h.read, h.starred) for h in headlines if h.read or h.starred or h.highlights}
    dated = {h.id: h.published.value for h in headlines if h.published.basis is Basis.HAND}
    marks = {(m.id, m.article, fold(m.anchor.exact), m.note, m.tags, m.colour) for m in library.highlights()}
    said = [(one.ruling.verdict, one.ruling.these, one.ruling.those, one.holds) for one in library.rulings()]
    return marked, dated, marks, said


@given(st.lists(case, min_size=1, max_size=4))
@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
def test_nothing_the_reader_did_is_lost_in_whichever_order(cases: list[Case]) -> None:
    with tempfile.TemporaryDirectory() as home:
        folder, dump = Path(home) / "articles", Path(home) / "dump.jsonl"
        folder.mkdir()
        write(folder, cases)
        first = Library.open(Path(home) / "first")
        first.add([folder])
        read_and_marked(first, cases)
        before = words(first)
        first.dump(dump)
        first.close()
        shutil.rmtree(Path(home) / "first")
        change(folder, cases)

        added = Library.open(Path(home) / "added")
        added.add([folder])
        added.restore(dump)
        restored = Library.open(Path(home) / "restored")
        restored.restore(dump)
        assert words(restored) == before
        restored.add([folder])
        assert words(added) == before
        assert state(added) == state(restored)
        lines = list(added.dump_lines())
        assert dict(added.restore(dump).added) == {}
        assert list(added.dump_lines()) == lines
        for library in (added, restored):
            library.search("pier")  # brings the index level
            assert not [f for f in library.doctor() if f.kind in ("database", "index")]
            texts = {h.id: library.piece(h.id).article.text for h in library.headlines()}
            assert all(m.orphan or m.anchor.span.of(texts[m.article]) == m.anchor.exact for m in library.highlights())
            library.close()
