"""A day that another report of the event lends is the same in the list, the reader and the evidence, and named so."""

from __future__ import annotations

from pathlib import Path

from nkreader.archive.library import Library
from nkreader.model.article import Stated
from nkreader.model.dates import Basis
from nkreader.ui.screens.evidence_rows import date_choices, evidence_choices
from nkreader.ui.screens.telling import quotation
from nkreader.ui.widgets.reading_head import sources

DATED = (
    "SEOUL, March 3, 2024 (Harbour Wire) -- A bridge over the Tumen at Onsong collapsed; the customs road is closed.\n"
)
YEARLESS = "HOERYONG, March 4 (Quay Post) -- The customs road at Onsong was closed after the Tumen bridge collapsed.\n"


def test_the_reader_shows_the_day_that_the_list_shows(tmp_path: Path) -> None:
    library = Library.open(tmp_path / "mine")
    for text in (DATED, YEARLESS):
        library.add_text(text.encode(), Stated())
    piece = next(p for p in map(library.piece, [h.id for h in library.headlines()]) if "HOERYONG" in p.article.text)
    assert piece.analysis.published.value == "XXXX-03-04"
    assert (piece.headline.published.value, piece.headline.published.basis) == ("2024-03-04", Basis.SAME_EVENT)
    head = " ".join(line for line, _ in sources(piece)).replace("\xa0", " ")
    assert "published ≈2024-03-04 (borrowed)" in head
    rows = (*date_choices(piece), *evidence_choices(library.evidence(piece.headline.id)))
    said = "\n".join(line.plain for row in rows for line in row.lines)
    assert "likely · another report of the event" in said
    assert "= same event     2024-03-04                  agrees\n    The same event is reported by “A bridge" in said
    quoted = quotation(piece, piece.analysis.sentences[0])
    assert f"nkreader open {piece.headline.id} --library {library.folder}" in quoted
    assert "--at" not in quoted
    library.close()
