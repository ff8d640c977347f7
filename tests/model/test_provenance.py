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
        ((":k", ":"), "2 articles: 1 cites KCNA and the other cites no outlet or authority"),
        ((":k", ":s", ":"),
         "3 articles: 1 cites KCNA, 1 cites state media and the other cites no outlet or authority"),
        ((":k", ":", ":"), "3 articles: 1 cites KCNA and the other 2 cite no outlet or authority"),
        ((":", ":p"), "2 articles, neither cites an outlet or authority"),
        ((":", ":u", ":"), "3 articles, none cites an outlet or authority"),
        ((":p",), "1 article, which cites no outlet or authority"),
        (("k:", ":k"), "2 articles: 1 is KCNA’s own and the other cites it"),
        (("k:", ":k", ":kj"),
         "3 articles: 1 is KCNA’s own and the other 2 cite it; 1 also cites the Joint Chiefs of Staff"),
        (("k:", "k:", ":k", ":"),
         "4 articles: 2 are KCNA’s own, 1 cites it and the other cites no outlet or authority"),
        ((":s", ":s", ":s"), "3 articles, all cite state media"),
        ((":j", ":j", ":k"), "3 articles: 2 cite the Joint Chiefs of Staff and the other cites KCNA"),
        ((":kyrn", ":k"), "2 articles, both cite KCNA; 1 also cites 38 North and Rodong Sinmun"),
        ((":kyn", ":kn", ":k"), "3 articles, all cite KCNA; 2 also cite 38 North, 1 also cites Yonhap"),
        ((":k", ":k", ":y", ":j", ":n"),
         "5 articles: 2 cite KCNA, 1 cites 38 North, 1 cites the Joint Chiefs of Staff and the other cites another "
         "source"),
        ((":k", ":k", ":y", ":j", ":n", ":r"),
         "6 articles: 2 cite KCNA, 1 cites 38 North, 1 cites the Joint Chiefs of Staff and the other 2 cite other "
         "sources"),
        ((":k", ":k", ":yn", ":n"), "4 articles: 2 cite KCNA and the other 2 cite 38 North; 1 also cites Yonhap"),
        ((":k",), "1 article, which cites KCNA"),
        ((":kj",), "1 article, which cites KCNA; it also cites the Joint Chiefs of Staff"),
        ((":k", ":ky", ":k", ":y"),
         "4 articles: 3 cite KCNA and the other cites Yonhap; 2 in all cite Yonhap"),
        (("y:k", ":yk", ":k"), "3 articles, all cite KCNA; 1 also cites Yonhap"),
        ((":K", ":y"), "2 articles: 1 cites Yonhap and the other cites KCNA"),
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
    for key, some in found.also.items():
        everyone = {one.id for one in members if key != one.publisher and any(cite.key == key for cite in one.cites)}
        assert set(some) | set(found.others.get(key, ())) == everyone


_PART = re.compile(r"(the other|\d+|the other \d+) (is|are|cites|cite) ([^,;]+?)(?=, | and (?:the other|\d)|$)")


@given(_PIECES)
def test_the_line_says_no_more_than_the_pieces(pieces: list[str]) -> None:
    """Every number is right, `all` and `both` are said of all alone, verbs agree, and the parts make up the whole."""
    members = group(*pieces)
    line = summary(members)
    head, _, further = line.partition(";")
    number, noun = re.match(r"(\d+) (articles?)[,:] ", head).groups()  # type: ignore[union-attr]
    assert int(number) == len(members)
    assert (noun == "article") == (len(members) == 1)

    def citing(name: str) -> int:
        name = name.removeprefix("the ")
        return sum(any(cite.said == name for cite in one.cites if cite.key != one.publisher) for one in members)

    def none(one: Told) -> bool:
        return not any(cite.kind not in (SourceKind.PERSON, SourceKind.UNNAMED) and cite.key != one.publisher
                       for cite in one.cites)  # fmt: skip

    whole = re.fullmatch(r"\d+ articles?, (all|both|none|neither|which) (cites?) (.*)", head)
    if whole is not None:
        word, verb, name = whole.groups()
        assert (verb == "cite") == (word in ("all", "both"))
        assert (len(members) == 2) == (word in ("both", "neither"))
        assert (len(members) == 1) == (word == "which")
        silent = sum(map(none, members))
        assert silent == len(members) if "outlet or authority" in name else citing(name) == len(members)
    else:
        told = _PART.findall(head.partition(": ")[2])
        numbers = [int(re.sub(r"\D", "", some) or 1) for some, *_ in told]
        assert len(told) > 1
        assert sum(numbers) == len(members)
        assert [some.startswith("the other") for some, *_ in told] == [False] * (len(told) - 1) + [True]
        for one, (_, verb, whom) in zip(numbers, told, strict=True):
            assert (verb in ("is", "cites")) == (one == 1)
            if whom == "no outlet or authority":
                assert one == sum(none(piece) and piece.id not in shares(members).own for piece in members)
            elif verb.startswith("cite") and whom not in ("it", "another source", "other sources"):
                assert one <= citing(whom)
    for some, name in re.findall(r"(both|all|\d+)(?: in all)? cite ((?:the )?[^,]+?)(?=, (?:\d|both|all)|$)", further):
        assert citing(name) == (int(some) if some.isdigit() else len(members))
    for some, verb, names in re.findall(r"(it|both|all|\d+) also (cites?) (.*?)(?=, (?:\d|both|all)|$)", further):
        count = int(some) if some.isdigit() else len(members)
        assert (verb == "cites") == (count == 1)
        assert all(citing(name) >= count for name in names.split(" and "))


@given(st.permutations([":k", ":kj", "y:k", ":s", ":"]))
def test_the_order_of_the_pieces_changes_nothing(pieces: list[str]) -> None:
    assert summary(group(*pieces)) == summary(group(":k", ":kj", "y:k", ":s", ":"))


def test_pieces_of_one_outlet_that_cite_nobody_are_its_own() -> None:
    one, other = (Told(ident, "T", "Harbour Wire", "x/h", NEVER, NEVER) for ident in "ab")
    assert summary([one, other]) == "2 articles, both Harbour Wire’s own; neither cites an outlet or authority"
