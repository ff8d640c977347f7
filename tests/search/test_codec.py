"""Postings as arrays say what Whoosh's own postings say, whatever is added, taken out and merged."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from unittest.mock import patch

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from nkreader.model.dates import Interval
from nkreader.search import corpus, spots
from nkreader.search.document import Document
from nkreader.search.index import Index
from nkreader.search.language import parse
from nkreader.search.written import PostingsCodec
from tests.benchmarks.measuring import made_text
from tests.search.sealing import Memory

COUNT = 120
WORDS = (
    "the missile Hwasong-18 Pyongyang Kim Jong Un party praised engine Sunday Seoul flight kilometres tests nothing"
).split()
CLAUSES = [
    "{0}", "{0}*", "={0}", "{0}~", '"{0} {1}"', "{0} NEAR/4 {1}", "-{0}", "title:{0}", "person:{0}", "date:2024-0{2}",
    '"of the"', "the", "*", "{0} OR {1}", "({0} OR {1}) -{3}", "outlet:{0}", "t*", '"{0}"~', "happened:2024",
]  # fmt: skip


def documents() -> Iterator[Document]:
    """Texts of our own making, some of them twice as long, some with names, some without a day."""
    chance = random.Random(7)
    for number in range(COUNT):
        day = date(2024, chance.randint(1, 9), chance.randint(1, 28))
        yield Document(
            f"{chance.getrandbits(48):012x}",
            " ".join(chance.choices(WORDS, k=5)),
            made_text(chance.choice((20, 120, 300)), number),
            chance.choice(("Yonhap", "KCNA", None)),
            persons=("Kim Jong Un", "김정은") if chance.random() < 0.4 else (),
            published=Interval(day, day) if chance.random() < 0.8 else None,
        )


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Index, Index]]:
    """The same articles with either codec, added in many parts, some of them anew and some taken out."""
    texts = list(documents())
    made = []
    for codec in PostingsCodec:
        index = Index(tmp_path_factory.mktemp(codec), Memory(), codec=codec)
        for at in range(0, COUNT, 7):
            index.update(texts[at : at + 7])
        index.update(
            (replace(text, text=text.text + " nothing") for text in texts[5:20:3]), [texts[30].id, texts[71].id]
        )
        made.append(index)
    yield made[0], made[1]
    for index in made:
        index.close()


queries = st.lists(
    st.builds(
        lambda clause, one, other, month, third: clause.format(one, other, month, third),
        st.sampled_from(CLAUSES),
        st.sampled_from(WORDS),
        st.sampled_from(WORDS),
        st.integers(1, 9),
        st.sampled_from(WORDS),
    ),
    min_size=1,
    max_size=4,
).map(" ".join)


@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(queries)
@example('"Kim Jong Un" -the')
@example("t* -nothing")
def test_both_codecs_find_the_same_with_the_same_scores(both: tuple[Index, Index], source: str) -> None:
    arrays, whoosh = (index.rank(parse(source), COUNT) for index in both)
    assert arrays.ids == whoosh.ids
    assert [ident for ident, _ in arrays.best] == [ident for ident, _ in whoosh.best]
    assert [score for _, score in arrays.best] == pytest.approx([score for _, score in whoosh.best], rel=1e-6)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(queries)
@example('"of the"')
@example("missile NEAR/4 the")
def test_what_stands_side_by_side_is_scored_the_same_on_a_line(both: tuple[Index, Index], source: str) -> None:
    """As in a large library, where words stand so often that their positions are not sorted."""
    whoosh = both[1].rank(parse(source), COUNT)
    if both[0]._corpus is not None:
        both[0]._corpus.forget()
    with patch.dict(vars(spots), {"FEW": 0, "THIN": 1 << 40, "LINE": 1000}):
        arrays = both[0].rank(parse(source), COUNT)
    assert [ident for ident, _ in arrays.best] == [ident for ident, _ in whoosh.best]
    assert [score for _, score in arrays.best] == pytest.approx([score for _, score in whoosh.best], rel=1e-6)


@pytest.mark.parametrize("bound", [0, 3_000, 40_000])
def test_what_is_decoded_is_kept_within_its_bytes(both: tuple[Index, Index], bound: int) -> None:
    index = Index(both[0].folder, both[0].seals)
    every = [clause.format(one, "the", 3, "party") for one in WORDS[::4] for clause in CLAUSES]
    with patch.object(corpus, "CACHED", bound):
        for source in every:
            found = index.rank(parse(source))
            state = index._corpus
            assert state is not None
            held = sum(value.nbytes for value, _ in state._cache.values())
            assert held <= state._cached <= bound
            assert index.rank(parse(source)).best == found.best
    assert (held > 0) == (bound > 0)
    index.close()


def test_whoosh_reads_what_was_written_as_arrays(both: tuple[Index, Index]) -> None:
    from whoosh.index import open_dir

    arrays, stock = (open_dir(str(index.folder)).reader() for index in both)  # type: ignore[no-untyped-call]
    terms = [("words", text) for text in arrays.lexicon("words")]
    assert terms
    assert terms == [("words", text) for text in stock.lexicon("words")]
    ids = [
        {number: reader.column_reader("id")[number] for number in reader.all_doc_ids()} for reader in (arrays, stock)
    ]
    for term in terms[:: max(1, len(terms) // 60)]:
        found = []
        for reader, names in zip((arrays, stock), ids, strict=True):
            matcher, told = reader.postings(*term), {}
            while matcher.is_active():
                if matcher.id() in names:
                    told[names[matcher.id()]] = matcher.weight(), matcher.value()
                matcher.next()
            found.append(told)
        assert found[0] == found[1]
        assert arrays.doc_frequency(*term) >= len(found[0]) > 0
    arrays.close()
    stock.close()
