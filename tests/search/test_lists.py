"""Postings packed and read again are the same, however wide their numbers are."""

from __future__ import annotations

from io import BytesIO

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from nkreader.search.gathering import Run, merged
from nkreader.search.listfile import Stored
from nkreader.search.lists import Lists
from nkreader.search.listwriter import Contents

Posting = tuple[float, list[int]]
Field = dict[bytes, dict[int, Posting]]

postings = st.tuples(
    st.one_of(st.integers(1, 300).map(float), st.floats(0.1, 5), st.just(70_000.0)),
    st.lists(st.integers(0, 40_000), min_size=1, max_size=4, unique=True).map(sorted),
)
fields = st.dictionaries(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=4).map(str.encode),
    st.dictionaries(st.integers(0, 70_000), postings, min_size=1, max_size=4),
    min_size=1,
    max_size=12,
)


def lists(field: Field) -> Lists:
    """A field as arrays."""
    terms = sorted(field)
    each = [(number, *field[term][number]) for term in terms for number in sorted(field[term])]
    return Lists(
        terms,
        np.array([len(field[term]) for term in terms], dtype=np.int64),
        np.array([number for number, _, _ in each], dtype=np.int64),
        np.array([weight for _, weight, _ in each], dtype=np.float64),
        np.array([len(places) for _, _, places in each], dtype=np.int64),
        np.array([place for _, _, places in each for place in places], dtype=np.int64),
    )


def read(found: Lists) -> Field:
    """The reverse of `lists`."""
    field: Field = {}
    at = place = 0
    for term, size in zip(found.terms, found.sizes.tolist(), strict=True):
        for posting in range(at, at + size):
            count = int(found.counts[posting])
            places = found.places[place : place + count].tolist()
            field.setdefault(term, {})[int(found.documents[posting])] = float(found.weights[posting]), places
            place += count
        at += size
    return field


def stored(field: Field) -> Stored:
    """A field as a file."""
    file = BytesIO()
    contents = Contents(file)
    contents.add("f", [lists(field)])
    contents.close()
    return Stored(file, file.tell())


@settings(deadline=None)
@given(fields)
def test_what_is_written_is_read_as_a_whole_and_term_by_term(field: Field) -> None:
    directory = stored(field).fields["f"]
    assert read(directory.lists(0, len(directory))) == field
    for number, term in enumerate(sorted(field)):
        assert directory.find(term) == number
        documents, (places, counts) = directory.documents(number).tolist(), directory.places(number)
        assert documents == sorted(field[term])
        assert directory.weights(number).tolist() == [field[term][one][0] for one in documents]
        assert np.split(places, np.cumsum(counts)[:-1])[0].tolist() == field[term][documents[0]][1]


@settings(deadline=None)
@given(fields, st.text(max_size=2).map(lambda text: text.encode(errors="replace")))
def test_beginnings_are_those_terms_that_begin_so(field: Field, prefix: bytes) -> None:
    directory = stored(field).fields["f"]
    first, last = directory.prefixed(prefix)
    assert [directory[number] for number in range(first, last)] == [t for t in sorted(field) if t.startswith(prefix)]
    expected = [number for term in sorted(field) if term.startswith(prefix) for number in sorted(field[term])]
    assert directory.range(first, last)[0].tolist() == expected


@settings(deadline=None)
@given(st.lists(st.tuples(fields, st.sets(st.integers(0, 70_000))), min_size=1, max_size=4))
def test_merging_renumbers_and_leaves_out(parts: list[tuple[Field, set[int]]]) -> None:
    runs, expected = [], dict[bytes, dict[int, Posting]]()
    base = 0
    for field, dropped in parts:
        numbers = np.full(70_001, -1, dtype=np.int64)
        for number in sorted({n for each in field.values() for n in each} - dropped):
            numbers[number] = base
            base += 1
        runs.append(Run(stored(field).fields, numbers))
        for term, each in field.items():
            for number, posting in each.items():
                if numbers[number] >= 0:
                    expected.setdefault(term, {})[int(numbers[number])] = posting
    found: Field = {}
    for chunk in merged([(run.fields["f"], run.numbers) for run in runs]):
        found |= read(chunk)
    assert found == expected
