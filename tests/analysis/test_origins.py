"""Who says it: the outlet and the media it cites, outermost first."""

from __future__ import annotations

import pytest

from nkreader.analysis.analyse import analyse
from nkreader.ingest import read_text


def origins(text: str) -> list[str]:
    return [origin.name for origin in analyse(read_text(text)).origins]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "SEOUL, March 3 (Harbour Wire) -- The pier was opened, according to Yonhap, citing the Korean Central "
            "News Agency.\n",
            ["Harbour Wire", "Yonhap News Agency", "Korean Central News Agency"],
        ),
        ("The pier was opened on Sunday, the Korean Central News Agency (KCNA) reported.\n",
         ["Korean Central News Agency"]),
        ("The pier was opened, North Korean state media said on Sunday.\n", ["state media"]),
        ("The pier was opened on Sunday, officials in Wonsan said.\n", []),
        ("PYONGYANG, March 3 (KCNA) -- The pier of Wonsan was opened.\n", ["Korean Central News Agency"]),
        ("Rodong Sinmun on Sunday carried a picture of the pier. Rodong Sinmun said it was new.\n",
         ["Rodong Sinmun"]),
    ],
)  # fmt: skip
def test_origins_are_named_outermost_first(text: str, expected: list[str]) -> None:
    assert origins(text) == expected


def test_what_is_cited_further_down_is_no_origin() -> None:
    lead = "The pier at Wonsan was opened on Sunday. " * 9
    assert origins(f"{lead}\n\nA year ago, Reuters reported that the old pier was falling down.\n") == []


def test_every_cited_origin_has_its_place() -> None:
    article = read_text("The pier was opened, Yonhap reported on Sunday.\n")
    (origin,) = analyse(article).origins
    assert origin.span is not None
    assert origin.span.of(article.text) == "Yonhap"
