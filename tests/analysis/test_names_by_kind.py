"""The report of names by kind counts what it says it counts, and on annotated articles the figures do not fall."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from nkreader.model.analysis import Analysis
from nkreader.model.dates import PartialDate
from nkreader.model.entities import Entity, EntityKind, Mention
from nkreader.model.spans import Span
from tests.benchmarks.names_by_kind import Count, Gold, compare, counted, read_marks, run

MARKED = (
    "⟦Ri Yong Ho|PERSON|Ri Yong Ho⟧ of ⟦KCNA|ORG|Korean Central News Agency⟧ left "
    "⟦Seoul|PLACE|Seoul⟧ ⟪Monday|2024-05-06⟫."
)
TEXT = "Ri Yong Ho of KCNA left Seoul Monday."
UNKNOWN = PartialDate.unknown("no date")


def _analysis(*mentions: Mention) -> Analysis:
    known = {one.entity: Entity(one.entity, one.name, one.kind) for one in mentions if one.entity is not None}
    return Analysis(UNKNOWN, UNKNOWN, UNKNOWN, mentions=mentions, names=known)


def test_marks_are_taken_out_and_kept_with_their_places() -> None:
    text, gold = read_marks(MARKED)
    assert text == TEXT
    assert [(text[one.start : one.end], one.kind.value, one.name) for one in gold] == [
        ("Ri Yong Ho", "person", "Ri Yong Ho"),
        ("KCNA", "organisation", "Korean Central News Agency"),
        ("Seoul", "place", "Seoul"),
    ]


def test_each_fault_is_counted_for_its_kind() -> None:
    text, gold = read_marks(MARKED)
    counts = {kind: Count() for kind in EntityKind}
    found = _analysis(
        Mention(Span(0, 10), EntityKind.PERSON, None, "Ri Yong Ho", ("person/a", "person/b")),
        Mention(Span(14, 18), EntityKind.ORGANISATION, "organisation/x", "Kangwon Company"),
        Mention(Span(30, 36), EntityKind.PLACE, "place/monday", "Monday"),
    )
    compare("made up", text, gold, found, counts)
    person, organisation, place = (
        counts[kind] for kind in (EntityKind.PERSON, EntityKind.ORGANISATION, EntityKind.PLACE)
    )
    assert (person.gold, person.missed, person.open, person.linked_wrong) == (1, 0, 1, 0)
    assert (organisation.gold, organisation.missed, organisation.linked_wrong) == (1, 0, 1)
    assert (place.gold, place.missed, place.wrong) == (1, 1, 1)
    assert person.f1() == 1.0
    assert person.f1(linked=True) == 0.0
    assert [len(one.faults) for one in (person, organisation, place)] == [1, 1, 2]
    assert counts[EntityKind.WEAPON] == Count()


def test_what_is_right_is_no_fault() -> None:
    counts = {kind: Count() for kind in EntityKind}
    found = _analysis(Mention(Span(24, 29), EntityKind.PLACE, "place/seoul", "The Seoul"))
    compare("made up", TEXT, [Gold(24, 29, EntityKind.PLACE, "Seoul")], found, counts)
    assert counts[EntityKind.PLACE] == Count(gold=1, said=1)


def test_without_data_it_says_so() -> None:
    assert [figure.value for figure in run(None)] == ["-"]


def test_figures_on_annotated_articles_do_not_fall() -> None:
    folder = Path(os.environ.get("NKREADER_DATA", "/nowhere"), "annotated")
    files = sorted(folder.glob("*.ann"))
    if not files:
        pytest.skip("NKREADER_DATA does not name a folder with annotated/*.ann")
    total = Count()
    for count in counted(files).values():
        total.add(count)
    assert total.f1() > 0.94
    assert total.f1(linked=True) > 0.935
