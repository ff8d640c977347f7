"""Which piece said it first: never one that cites another of the group, and no hour that is not known."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nkreader.model.dates import Basis, Certainty, PartialDate
from nkreader.model.provenance import Told
from nkreader.model.said_first import first
from tests.model.test_provenance import NAMES, NEVER, group

OUTLETS = {key: name for key, (name, _) in NAMES.items()}


def day(value: str | None, time: str | None = None, basis: Basis = Basis.METADATA) -> PartialDate:
    return PartialDate.of(value, basis, Certainty.STATED, "it says so", time=time) if value else NEVER


def dated(*pieces: tuple[str, str | None, str | None]) -> list[Told]:
    """Pieces as in `group`, each with its day and time; outlets go by the names of sources, others by letters."""
    members = group(*(piece for piece, _, _ in pieces))
    return [
        replace(
            one,
            outlet=OUTLETS.get(piece.partition(":")[0] or "-", f"Courier {number + 1}"),
            published=day(value, time),
        )
        for number, (one, (piece, value, time)) in enumerate(zip(members, pieces, strict=True))
    ]


@pytest.mark.parametrize(
    ("pieces", "text"),
    [
        ([("y:", "2023-09-13", "06:31:00+09:00"), (":", "2023-09-13", None), (":", "2023-09-14", None)],
         "first known: Yonhap, 2023-09-13 06:31 UTC+9; 2 pieces have no time of day"),
        ([(":", "2023-09-13", "06:31:00+09:00"), (":", "2023-09-12", "20:00:00+00:00")],
         "first known: Courier 2, 2023-09-12 20:00 UTC"),
        ([(":", "2023-09-13", None), (":", "2023-09-13", None), (":", None, None)],
         "first known: Courier 1 and Courier 2, 2023-09-13, no time of day says which; "
         "1 piece has no day of its own"),
        ([("k:", "2023-09-14", None), (":k", "2023-09-13", None), (":k", None, None)],
         "first: KCNA, 2023-09-14; the others cite it"),
        ([("k:", None, None), (":k", "2023-09-13", None)], "first: KCNA; 1 piece cites it"),
        ([("k:", "2023-09-13", None), (":k", "2023-09-13", None), (":", "2023-09-14", None)],
         "first known: KCNA, 2023-09-13; 1 piece cites it"),
        ([("y:", "2023-09-13", None), (":y", "2023-09-13", None), (":", "2023-09-13", None)],
         "first known: Courier 3 and Yonhap, 2023-09-13, no time of day says which"),
        ([(":k", "2023-09-13", None), (":k", "2023-09-14", None)],
         "both go back to KCNA, whose own report is not in this archive; first here: Courier 1, 2023-09-13"),
        ([("y:k", "2023-09-14", None), (":ky", "2023-09-13", None)],
         "both go back to KCNA, whose own report is not in this archive; first here: Yonhap, 2023-09-14; "
         "1 piece cites it"),
        ([(":s", "2023-09-13", None), (":s", "2023-09-14", None)], "first known: Courier 1, 2023-09-13"),
        ([(":K", "2023-09-13", None), (":k", "2023-09-14", None)], "first known: Courier 1, 2023-09-13"),
        ([(":", None, None), (":", None, None)], "no piece has a day: which came first is not known"),
        ([(":", "XXXX-07-12", None), (":", "XXXX-07-13", None)],
         "first known: Courier 1, 07-12 of an unknown year"),
        ([(":", "XXXX-12-31", None), (":", "XXXX-01-01", None)], "no piece has a day: which came first is not known"),
        ([(":", "2023-09", None), (":", "2023-10-02", None)], "first known: Courier 1, 2023-09"),
    ],
)  # fmt: skip
def test_who_said_it_first(pieces: list[tuple[str, str | None, str | None]], text: str) -> None:
    assert first(dated(*pieces)).text == text


def test_where_the_archive_has_other_pieces_of_the_source_only_the_group_lacks_its_report() -> None:
    members = dated((":k", "2023-09-13", None), (":k", "2023-09-14", None))
    assert "is not in this group" in first(members, frozenset({"x/k"})).text


def test_when_the_source_said_so_is_told_where_the_pieces_agree() -> None:
    members = dated((":k", "2023-09-13", None), (":k", "2023-09-14", None), (":k", None, None))
    told = [replace(one, reported=day("2023-09-13")) for one in members]
    assert first(told).text.startswith("all go back to KCNA (2023-09-13), whose")
    told[1] = replace(told[1], reported=day("2023-09-12"))
    assert first(told).text.startswith("all go back to KCNA, whose")


def test_a_day_that_was_borrowed_says_nothing() -> None:
    members = dated((":", "2023-09-12", None), (":", "2023-09-13", None))
    members[0] = replace(members[0], published=day("2023-09-12", basis=Basis.SAME_EVENT))
    found = first(members)
    assert found.id == members[1].id
    assert found.text.endswith("1 piece has no day of its own")


def test_an_outlet_that_is_not_known_goes_by_its_title() -> None:
    (one, other) = dated((":", "2023-09-12", None), (":", "2023-09-13", None))
    one = replace(one, outlet=None, title="Harbour tug hits the northern pier of Wonsan at night")
    assert first([one, other]).text.startswith("first known: “Harbour tug hits the northern pier")


_DAYS = st.sampled_from([None, "2023-09-12", "2023-09-13", "2023-09-14", "2023-09", "XXXX-09-12"])
_TIMES = st.sampled_from([None, "06:31:00+09:00", "22:00:00+00:00"])
_GROUPS = st.lists(
    st.tuples(
        st.builds("{}:{}".format, st.sampled_from(["", "k", "y", "r"]), st.text("kyrsj", max_size=3)), _DAYS, _TIMES
    ),
    min_size=2,
    max_size=6,
)


@given(_GROUPS)
def test_no_piece_stands_before_one_it_cites(pieces: list[tuple[str, str | None, str | None]]) -> None:
    members = dated(*[(piece, value, time if value and len(value) == 10 else None) for piece, value, time in pieces])
    found = first(members)
    known = {one.id: one for one in members}
    assert sorted(found.order) == sorted(known)
    assert found.text
    assert found.id is None or found.id in known

    def cites(one: Told, other: Told) -> bool:
        keys = {cite.key for cite in one.cites}
        return other.publisher is not None and other.publisher != one.publisher and other.publisher in keys

    before = [(one, other) for at, one in enumerate(found.order) for other in found.order[at + 1 :]]
    if not any(_in_a_ring(known[one], members, cites) for one in found.order):
        for one, other in before:
            assert not (cites(known[one], known[other]) and not cites(known[other], known[one]))


def _in_a_ring(one: Told, members: list[Told], cites) -> bool:  # type: ignore[no-untyped-def]
    """Whether citing leads back to a piece: there is no order then."""
    seen: set[str] = set()
    left = [other for other in members if cites(one, other)]
    while left:
        here = left.pop()
        if here.id == one.id:
            return True
        if here.id not in seen:
            seen.add(here.id)
            left += [other for other in members if cites(here, other)]
    return False
