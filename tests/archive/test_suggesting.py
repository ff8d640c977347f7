"""What a search can go on with, and be narrowed by: values of the library with counts that hold."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nkreader.archive.library import Library
from nkreader.model.article import Stated
from nkreader.model.spans import Span
from nkreader.model.typed import Completion


def offered(library: Library, typed: str, wanted: bool = True) -> tuple[Completion, ...]:
    """What is offered at the `|` of the line, or at its end."""
    line, cursor = typed.replace("|", ""), typed.index("|") if "|" in typed else len(typed)
    headlines = {headline.id: headline for headline in library.headlines()}
    return library.completions(line, cursor, headlines, wanted)


def lines(library: Library, typed: str) -> list[str]:
    return [item.applied(typed.replace("|", ""))[0] for item in offered(library, typed)]


def labels(library: Library, typed: str) -> list[tuple[str, int | None]]:
    return [(item.label, item.count) for item in offered(library, typed)]


def test_fields_are_completed(library: Library) -> None:
    assert lines(library, "tug out") == ["tug outlet:"]
    assert lines(library, "-o")[:3] == ["-outlet:", "-org:", "-origin:"]
    assert offered(library, "out", wanted=False) == ()
    assert len(offered(library, "")) == 8


def test_values_come_with_the_number_of_articles_the_most_first(library: Library) -> None:
    assert labels(library, "outlet:") == [("Harbour Wire", 2), ("Coast Courier", 1)]
    assert lines(library, "tug outlet:ha|") == ['tug outlet:"Harbour Wire"']
    assert lines(library, "outlet:wire") == ['outlet:"Harbour Wire"']
    assert lines(library, 'outlet:"Harbour W|"') == ['outlet:"Harbour Wire"']
    assert lines(library, "outlet:nobody") == []
    assert labels(library, "lang:") == [("en", 3)]
    assert ("Rodong Sinmun", 1) in labels(library, "origin:")


@pytest.mark.parametrize(
    "typed", ["person:kim", 'person:"kim jong', 'person:"Kim Ch', 'person:"김', "name:kim", "kim", "KIM", "김정"]
)
def test_names_are_offered_by_any_alias(library: Library, typed: str) -> None:
    found = [item for item in offered(library, typed) if item.label == "Kim Jong Un"]
    assert [item.count for item in found] == [1]
    assert found[0].text.endswith('"Kim Jong Un"')
    line, cursor = found[0].applied(typed)
    assert cursor == len(line)
    assert library.search(line).total == 1


def test_the_alias_that_was_typed_is_told(library: Library) -> None:
    (found,) = [item for item in offered(library, 'person:"김정은') if item.label == "Kim Jong Un"]
    assert found.about == "김정은"


def test_only_names_of_the_kind_are_offered(library: Library) -> None:
    people, places = ({item.label for item in offered(library, field)} for field in ("person:", "place:"))
    assert "Kim Jong Un" in people
    assert "Wonsan" in places
    assert not people & places


def test_words_are_left_alone_until_they_are_wanted(library: Library) -> None:
    assert offered(library, "kim", wanted=False) == ()
    assert offered(library, "person:kim", wanted=False)


def test_times_are_offered_year_by_year_then_month_by_month(library: Library) -> None:
    assert labels(library, "date:") == [("2024", 3)]
    assert labels(library, "date:2024") == [("2024-03", 2), ("2024-05", 1)]
    assert lines(library, "date:2024-03..2024-0|")[-1] == "date:2024-03..2024-05"
    assert [day[:7] for day, _ in labels(library, "date:2024-03")] == ["2024-03"] * 2
    assert labels(library, "added:")[0][1] == 3


def test_states_tags_and_saved_searches_are_offered(library: Library) -> None:
    library.save_search("tugs of Wonsan", "tug")
    ident = library.headlines()[0].id
    library.add_highlight(ident, Span(0, 7), tags=["crew list", 'a "b"'])
    assert lines(library, "is:un") == ["is:unread", "is:undated"]
    assert lines(library, "has:") == ["has:note", "has:quote"]
    assert lines(library, "since:") == ["since:last"]
    assert lines(library, "saved:tug") == ['saved:"tugs of Wonsan"']
    assert lines(library, "tag:") == ['tag:"crew list"']


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(typed=st.text(st.sampled_from("kimo:\"'(-) *=~2024.김"), max_size=12), at=st.integers(0, 12))
def test_whatever_is_typed_what_is_offered_fits(library: Library, typed: str, at: int) -> None:
    cursor = min(at, len(typed))
    for item in library.completions(typed, cursor, {}, True):
        line, there = item.applied(typed)
        assert line[:there] == typed[: item.span.start] + item.text
        assert line[there:] == typed[item.span.end :]


@pytest.mark.parametrize("query", ["*", "tug", "tug OR parade", "-parade", "pier published:2024-03"])
def test_a_facet_counts_what_its_clause_finds(library: Library, query: str) -> None:
    from nkreader.search.editing import narrowed

    library.add_text(b"A wire of another harbour. Kim Jong Un saw Wonsan.", Stated("Wire", "New Harbour Wire"))
    headlines = {headline.id: headline for headline in library.headlines()}
    groups = library.facets([headlines[ident] for ident in library.search(query).ids])
    assert [group.title for group in groups][:1] == ["outlets"]
    for group in groups:
        assert group.facets
        for facet in group.facets:
            assert library.search(narrowed(query, facet.clause)).total == facet.count, facet


def test_origins_are_counted_and_offered_by_the_names_they_go_by(library: Library) -> None:
    moved = b"The cranes moved, KCNA reported. A senior official said on condition of anonymity that they were new."
    library.add_text(moved, Stated("Cranes", "Wire"))
    library.add_text(b"The cranes stood still, Yonhap said, citing KCNA.", Stated("Still", "Wire"))
    (group,) = [one for one in library.facets(library.headlines()) if one.title == "origins"]
    found = {facet.label: facet for facet in group.facets}
    assert found["KCNA"].clause == 'origin:"Korean Central News Agency"'
    assert found["KCNA"].count == len(library.search("origin:KCNA").ids) >= 2
    assert "Wire" not in found
    (first, *_) = offered(library, "origin:kcn")
    assert (first.text, first.about, first.count) == ('"Korean Central News Agency"', "KCNA", found["KCNA"].count)
    assert ("unnamed source", 1) in labels(library, "origin:unn")
    library.remove([one.id for one in library.headlines() if one.title == "Cranes"])
    assert labels(library, "origin:unn") == []


def test_few_years_are_told_by_months(library: Library) -> None:
    headlines = library.headlines()
    (months,) = [group for group in library.facets(headlines) if group.title == "published"]
    assert [(facet.label, facet.count) for facet in months.facets] == [("2024-03", 2), ("2024-05", 1)]
    for year in (2019, 2021, 2022):
        library.add_text(f"Herons of {year}.".encode(), Stated("Heron", published=f"{year}-01-05"))
    (years,) = [group for group in library.facets(library.headlines()) if group.title == "published"]
    assert [(facet.label, facet.count) for facet in years.facets] == [
        ("2019", 1),
        ("2021", 1),
        ("2022", 1),
        ("2024", 3),
    ]


def test_counting_can_be_given_up(library: Library) -> None:
    def give_up() -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        library.facets(library.headlines(), give_up)
