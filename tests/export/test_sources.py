"""Sources in what is exported: the chain to whoever speaks, and whom the group cites."""

from __future__ import annotations

from dataclasses import replace

from nkreader.export import documents, frontmatter
from nkreader.export.citation import citation
from nkreader.export.rendering import rendered
from nkreader.model.analysis import Origin, SourceKind
from nkreader.model.dates import PartialDate
from nkreader.model.links import Event, First
from nkreader.model.spans import Span
from tests.export.pieces import mark, piece

BODY = "The ministry said so."
EVENT = Event(
    "e-1", "A title", PartialDate.unknown("nothing says"), ("1", "2"), ("KCNA",),
    "2 articles, both cite KCNA", First("1", "first known: Yonhap, 2023-09-13 06:31 UTC+9", ("1", "2")),
)  # fmt: skip
KCNA = Origin("KCNA", "organisation/kcna", Span(0, 3))
MINISTRY = Origin("Foreign Ministry", None, Span(4, 12), SourceKind.AUTHORITY, via="KCNA")


def test_the_front_matter_tells_whom_the_group_cites() -> None:
    whole = replace(piece(BODY, (mark(BODY, "ministry"),)), event=EVENT)
    text = documents.fresh(rendered(whole)).text
    parts = frontmatter.split(text)
    assert parts is not None
    found = frontmatter.read(parts[0])
    assert found["event_sources"] == EVENT.summary
    assert found["event_first"] == EVENT.first.text
    assert {"event_sources", "event_first"} <= documents.KEYS


def test_a_piece_that_leaves_its_group_loses_the_line() -> None:
    whole = piece(BODY, (mark(BODY, "ministry"),))
    before = documents.fresh(rendered(replace(whole, event=EVENT))).text
    after = documents.updated(before, rendered(whole)).text
    assert "event_sources" not in after
    assert documents.updated(after, rendered(whole)).text == after


def test_the_chain_ends_with_who_speaks() -> None:
    whole = piece(BODY, (mark(BODY, "ministry"),))
    said = replace(whole.analysis, origins=(whole.analysis.origins[0], KCNA), sources=(KCNA, MINISTRY))
    whole = replace(whole, analysis=said)
    assert "NationPress ← KCNA ← Foreign Ministry" in citation(whole, whole.highlights[0]).facts
    assert rendered(whole).front["origin_chain"] == ("NationPress", "KCNA", "Foreign Ministry")
