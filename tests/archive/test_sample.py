"""What the sample archive shows at work: an event of many outlets, a digest, uncertain days, links out of the past."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from nkreader import locations
from nkreader.archive.library import Library
from nkreader.model.dates import Certainty, Precision
from nkreader.model.headline import Headline
from nkreader.model.links import ReasonKind


@pytest.fixture
def sample(open_library: Callable[[], Library]) -> Library:
    library = open_library()
    library.add(sorted(locations.seeds().glob("*.txt")))
    return library


def by_file(library: Library) -> dict[str, Headline]:
    """Rows by the number in their file's name."""
    return {Path(row.paths[0]).name[:2]: row for row in library.headlines()}


def test_the_sample_shows_each_kind_of_thing_once_at_least(sample: Library) -> None:
    rows = by_file(sample)
    launch = sample.event(rows["09"].id)
    assert launch is not None
    assert {rows[number].id for number in ("09", "10", "12")} <= set(launch.members)
    assert len({row.outlet for row in rows.values() if row.id in launch.members}) >= 3
    assert all(name in launch.summary for name in ("Joint Chiefs of Staff", "KCNA")), launch.summary
    assert len(sample.events()) >= 5
    assert [number for number, row in rows.items() if row.digest] == ["14"]
    assert rows["11"].published.precision is Precision.RANGE
    assert rows["09"].published.certainty is Certainty.LIKELY
    lent = sample.piece(rows["02"].id).analysis.published
    assert not lent.known
    assert any(ReasonKind.DIGEST in {reason.kind for reason in link.reasons} for link in sample.related(rows["14"].id))


def test_the_days_that_the_explainer_names_lead_to_the_pieces_of_these_days(sample: Library) -> None:
    rows = by_file(sample)
    told = {
        link.id
        for link in sample.related(rows["22"].id)
        if any(reason.kind is ReasonKind.MENTIONED for reason in link.reasons)
    }
    assert {rows["08"].id, rows["12"].id} <= told
