"""Who says what was marked: only where the passage is a quotation whose sentence names somebody."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from nkreader.archive.library import Library
from nkreader.export.rows import as_json
from nkreader.model.spans import Span

TEXT = """Harbour talks end without a pact

WONSAN, March 3 (Harbour Wire) -- "The northern pier will stay closed for the rest of the year," harbour master
Ri Chol Min said on Sunday, March 3, 2024.

"We were never told about the plan for the pier," he said. The fishermen want the pier to open again in summer.

"Nobody can say what the repairs will cost this town," Pak Yong Su said. "They have to be paid by the ministry
in any case," Choe Song Ho said.
"""


@pytest.mark.parametrize(
    ("first", "last", "speaker"),
    [
        ("The northern pier will", "rest of the year", "harbour master Ri Chol Min"),
        ('"The northern pier', "March 3, 2024.", "harbour master Ri Chol Min"),
        ("pier will stay", "closed", "harbour master Ri Chol Min"),
        ("We were never told", "pier", None),
        ("The fishermen want", "in summer", None),
        ("Nobody can say", "this town", "Pak Yong Su"),
        ("Nobody can say", "in any case", None),
        ("March 3 (Harbour", "The northern pier will stay closed", "harbour master Ri Chol Min"),
        ("Harbour talks", "on Sunday, March 3, 2024.", None),
        ("We were never told", "this town", None),
    ],
)
def test_a_speaker_is_named_only_by_the_sentence(tmp_path: Path, first: str, last: str, speaker: str | None) -> None:
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "talks.txt").write_text(TEXT)
    with closing(Library.open(tmp_path / "library")) as library:
        library.add([tmp_path / "articles"])
        (headline,) = library.headlines()
        text = library.piece(headline.id).article.text
        start = text.index(first)
        library.add_highlight(headline.id, Span(start, text.index(last, start) + len(last)))
        (row,) = as_json(library.cited())
        library.export(tmp_path / "notes")
    (file,) = (tmp_path / "notes").glob("*--*.md")
    assert row["speaker"] == speaker
    assert (f"— said by {speaker} · Harbour Wire, WONSAN" in file.read_text()) == bool(speaker)
