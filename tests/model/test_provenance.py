"""Whom a group cites, in one line: the numbers add up, and `all` is said of all alone."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nkreader.model.analysis import SourceKind
from nkreader.model.dates import PartialDate
from nkreader.model.provenance import Cite, Told, shares, summary

NEVER = PartialDate.unknown("nothing says")
NAMES = {
    "k": ("KCNA", SourceKind.MEDIUM),
    "y": ("Yonhap", SourceKind.MEDIUM),
    "r": ("Rodong Sinmun", SourceKind.MEDIUM),
    "s": ("state media", SourceKind.PRESS),
    "j": ("Joint Chiefs of Staff", SourceKind.AUTHORITY),
    "n": ("38 North", SourceKind.ORGANISATION),
    "p": ("Ri Sol", SourceKind.PERSON),
    "u": ("a source in Wonsan", SourceKind.UNNAMED),
}


def cite(letter: str) -> Cite:
    """A capital is cited further down only."""
    name, kind = NAMES[letter.lower()]
    return Cite(f"x/{letter.lower()}", name, name, kind, letter.islower())


def group(*pieces: str) -> list[Told]:
    """Pieces written as `outlet:cited`: `k:` is KCNA's own, `:kj` cites KCNA and the Joint Chiefs of Staff."""
    found = []
    for number, piece in enumerate(pieces):
        outlet, _, cited = piece.partition(":")
        publisher = f"x/{outlet}" if outlet else None
        found.append(Told(f"{number:012x}", "T", None, publisher, NEVER, NEVER, tuple(map(cite, cited))))
    return found


@pytest.mark.parametrize(
    ("pieces", "line"),
    [
        ((":k", ":kj", ":kj", ":k", ":k"), "5 articles, all cite KCNA; 2 also cite the Joint Chiefs of Staff"),
        ((":k", ":k"), "2 articles, both cite KCNA"),
        ((":ky", ":ky"), "2 articles, both cite KCNA; both also cite Yonhap"),
        ((":kj", ":kj", ":kj"), "3 articles, all cite KCNA; all also cite the Joint Chiefs of Staff"),
        ((":k", ":s", ":"), "3 articles, 1 cites KCNA, 1 cites state media, 1 names no such source"),
        ((":k", ":", ":"), "3 articles, 1 cites KCNA, 2 name no such source"),
        ((":", ":p"), "2 articles, neither names a medium or an authority as its source"),
        ((":", ":u", ":"), "3 articles, none names a medium or an authority as its source"),
        (("k:", ":k", ":kj"),
         "3 articles, KCNA’s own report and 2 that cite it; 1 also cites the Joint Chiefs of Staff"),
        (("k:", "k:", ":k", ":"), "4 articles, 2 reports of KCNA’s own and 1 that cites it, 1 names no such source"),
        ((":s", ":s", ":s"), "3 articles, all cite state media"),
        ((":j", ":j", ":k"), "3 articles, 2 cite the Joint Chiefs of Staff, 1 cites KCNA"),
        ((":kyrn", ":k"), "2 articles, both cite KCNA; 1 also cites 38 North, 1 Rodong Sinmun"),
        ((":k", ":k", ":y", ":j", ":n"),
         "5 articles, 2 cite KCNA, 1 cites 38 North, 1 cites the Joint Chiefs of Staff, 1 cites others"),
        ((":k",), "1 article, which cites KCNA"),
        (("y:k", ":yk", ":k"), "3 articles, all cite KCNA; 1 also cites Yonhap"),
        ((":K", ":y"), "2 articles, 1 cites Yonhap, 1 cites KCNA"),
    ],
)  # fmt: skip
def test_the_line(pieces: tuple[str, ...], line: str) -> None:
    assert summary(group(*pieces)) == line


def test_what_one_piece_leaves_open_is_what_another_names() -> None:
    whole = Cite("organisation/jcs-south", "Joint Chiefs of Staff of South Korea", "Joint Chiefs of Staff",
                 SourceKind.AUTHORITY)  # fmt: skip
    left_open = Cite("joint chiefs of staff", "Joint Chiefs of Staff", "Joint Chiefs of Staff", SourceKind.AUTHORITY)
    one, other = group(":", ":")
    one = Told(one.id, "T", None, None, NEVER, NEVER, (left_open,))
    second = Told(other.id, "T", None, None, NEVER, NEVER, (whole,))
    assert summary([one, second]) == "2 articles, both cite the Joint Chiefs of Staff"


_PIECES = st.lists(
    st.builds("{}:{}".format, st.sampled_from(["", "k", "y"]), st.text("kyrsjnpuKYJ", max_size=4)),
    min_size=1,
    max_size=7,
)


@given(_PIECES)
def test_every_piece_is_counted_once(pieces: list[str]) -> None:
    members = group(*pieces)
    found = shares(members)
    counted = [*found.own, *found.citing, *(one for some in found.others.values() for one in some), *found.silent]
    assert sorted(counted) == [one.id for one in members]
    assert all(set(some) <= {*found.own, *found.citing} for some in found.also.values())


@given(_PIECES)
def test_all_is_never_said_falsely(pieces: list[str]) -> None:
    members = group(*pieces)
    line = summary(members)
    assert int(line.split()[0]) == len(members)
    for some, name in re.findall(r"\b(all|both) (?:also )?cite (?:the )?([^;,]+)", line):
        assert all(any(one.said == name for one in member.cites) for member in members)
        assert (some == "both") == (len(members) == 2)
    head = line.partition(";")[0].partition(", ")[2]
    if not re.search(r"\b(all|both|none|neither|which)\b", head):
        assert sum(map(int, re.findall(r"\b(\d+) (?:cites?|names?|reports|that)\b", head))) + (
            "own report" in head
        ) == len(members)


@given(st.permutations([":k", ":kj", "y:k", ":s", ":"]))
def test_the_order_of_the_pieces_changes_nothing(pieces: list[str]) -> None:
    assert summary(group(*pieces)) == summary(group(":k", ":kj", "y:k", ":s", ":"))
