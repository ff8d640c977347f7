"""Related pieces: what ties two of them, and what does not."""

from __future__ import annotations

from datetime import date

import pytest

from nkreader.analysis.analyse import analyse
from nkreader.analysis.related import Sighting, link
from nkreader.ingest import read_text
from nkreader.model.analysis import Analysis
from nkreader.model.links import Link

RARE, COMMON = Sighting(2, 100), Sighting(60, 100)


def read(text: str, day: str = "2024-03-03") -> Analysis:
    return analyse(read_text(text), date.fromisoformat(day))


def tie(one: Analysis, other: Analysis, common: str = "") -> Link | None:
    named = {*one.names, *other.names}
    return link(one, other, "other", {ident: COMMON if ident == common else RARE for ident in named})


def reasons(found: Link | None) -> list[str]:
    return [reason.text for reason in found.reasons] if found else []


def test_a_rare_name_ties_and_says_how_far_apart() -> None:
    found = tie(read("Hong Kil Tong saw a mill."), read("A mill was opened by Hong Kil Tong.", "2024-03-06"))
    assert reasons(found) == ["same person: Hong Kil Tong, 3 days apart"]
    assert found is not None
    assert found.reasons[0].here is not None
    assert found.reasons[0].there is not None


def test_a_name_that_most_pieces_name_ties_nothing() -> None:
    one, other = read("Kim Jong Un saw a mill."), read("A farm was seen by Kim Jong Un.")
    assert tie(one, other) is not None
    assert tie(one, other, "person/kim-jong-un") is None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("A mill was opened, the Korean Central News Agency said.", "A farm was sold, the Korean Central News Agency "
         "said."),
        ("SEOUL, March 3 (Harbour Wire) -- A mill was opened.", "SEOUL, March 3 (Harbour Wire) -- A farm was sold."),
        ("A mill was opened in France and Spain.", "A farm was sold in Spain and France."),
        ("By Quillon Varga\n\nA mill was opened in the morning.\n", "By Quillon Varga\n\nA farm was sold at noon.\n"),
    ],
)  # fmt: skip
def test_outlets_authors_datelines_and_states_tie_nothing(one: str, other: str) -> None:
    assert tie(read(one), read(other)) is None


def test_what_a_piece_is_about_counts_more_than_what_it_mentions() -> None:
    rest = "The road was long. The mill was old. The day was cold. The night was dark. "
    about = tie(read("Hong Kil Tong saw a mill."), read(f"Hong Kil Tong saw a farm. {rest}"))
    aside = tie(read("Hong Kil Tong saw a mill."), read(f"{rest}A farm was seen by Hong Kil Tong."))
    assert about is not None
    assert aside is not None
    assert aside.score < about.score


def test_time_weakens_a_tie_and_is_told_in_fitting_units() -> None:
    one = read("Hong Kil Tong saw a mill.")
    near, far = (tie(one, read("A mill was seen by Hong Kil Tong.", day)) for day in ("2024-03-04", "2020-03-04"))
    assert near is not None
    assert far is not None
    assert far.score < near.score
    assert reasons(far) == ["same person: Hong Kil Tong, 4 years apart"]
    assert reasons(tie(one, read("A mill was seen by Hong Kil Tong.", "2023-11-03"))) == [
        "same person: Hong Kil Tong, 4 months apart"
    ]


def test_the_day_of_another_pieces_event_ties_but_not_the_common_day_of_publication() -> None:
    launch = read("A rocket was launched on March 1, 2024, the agency of the port said.", "2024-03-02")
    later = read("A crane fell at noon. The port recalled the rocket of March 1, 2024.", "2024-05-05")
    assert reasons(tie(later, launch)) == ["names 2024-03-01, the day of this piece"]
    assert tie(read("WONSAN, March 3 (Harbour Wire) -- A mill was opened."), read("A farm was sold.")) is None
