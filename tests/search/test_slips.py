"""What is suggested where nothing is found: also for slips that no single letter mends."""

from __future__ import annotations

from pathlib import Path

import pytest

from nkreader.search.document import Document
from nkreader.search.language import parse
from tests.search.sealing import index_in

TEXT = "Nuclear sanctions. The missile and the parliament. Sanctions again. Namibia. Regular. Notable."


@pytest.mark.parametrize(
    ("slip", "nearest"),
    [
        ("nukular", "nuclear"),
        ("sanktionz", "sanction"),
        ("mizzle", "missile"),
        ("parlimant", "parliament"),
        ("nucleer", "nuclear"),
        ("xyzzyq", None),
        ("nutmeg", None),
        ("nuk", None),
    ],
)
def test_the_word_that_was_meant_is_named_first(tmp_path: Path, slip: str, nearest: str | None) -> None:
    index = index_in(tmp_path)
    index.update([Document("a", "", TEXT)])
    found = index.search(parse(f"regular {slip}"))
    told = [notice.text for notice in found.notices if notice.text.startswith("nearest to")]
    assert found.culprit is not None
    assert found.culprit.of(f"regular {slip}") == slip
    if nearest is None:
        assert told == []
    else:
        assert told[0].startswith(f"nearest to {slip}: {nearest} 1")
