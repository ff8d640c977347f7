"""What is said of a query while it is typed (colours, completions), and queries that are made of queries."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from nkreader.model.query import And, Everything, Kept, Node, Phrase, Role, Term
from nkreader.model.spans import Span
from nkreader.search.completing import begun_at, names
from nkreader.search.editing import completed, narrowed, value, without
from nkreader.search.language import parse, roles
from nkreader.search.reference import BY_NAME, Field, FieldKind

PIECES = (
    "tank", "Kim", "US", '"', "“", "(", ")", "-", " ", "  ", "\t", "*", "=", "~", "OR", "AND", "NOT", "NEAR/3", ":",
    "title:", "outlet:", "is:", "is:unread", "date:", "date:2023", "date:x", "nosuch:", "saved:", "added:2024",
    "김정은", "\u3000", "é",
)  # fmt: skip
queries = st.one_of(st.lists(st.sampled_from(PIECES), max_size=14).map("".join), st.text(max_size=40))


def coloured(source: str) -> list[tuple[str, Role]]:
    return [(span.of(source), role) for span, role in roles(source)]


@given(queries)
def test_roles_tile_any_text(source: str) -> None:
    at = 0
    for span, role in roles(source):
        assert span.start == at
        assert span.end > at
        assert isinstance(role, Role)
        at = span.end
    assert at == len(source)


@given(queries)
def test_trouble_is_coloured_where_a_notice_tells_of_it_and_nowhere_else(source: str) -> None:
    troubled = [span for span, role in roles(source) if role in (Role.IGNORED, Role.OTHERWISE)]
    told = [notice.span for notice in parse(source).notices if notice.span]
    assert all(any(span.overlaps(place) for span in troubled) for place in told)
    assert bool(troubled) == bool(told)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("tank", [("tank", Role.WORD)]),
        ("-tank", [("-", Role.OPERATOR), ("tank", Role.WORD)]),
        ('"red army" OR b', [('"red army"', Role.PHRASE), (" ", Role.SPACE), ("OR", Role.OPERATOR), (" ", Role.SPACE),
                             ("b", Role.WORD)]),
        ('outlet:"a b"', [("outlet:", Role.FIELD), ('"a b"', Role.VALUE)]),
        ("title:OR", [("title:", Role.FIELD), ("OR", Role.VALUE)]),
        ("tag:a:b", [("tag:", Role.FIELD), ("a:b", Role.VALUE)]),
        ("person:(a OR b)", [("person:", Role.FIELD), ("(", Role.GROUP), ("a", Role.WORD), (" ", Role.SPACE),
                             ("OR", Role.OPERATOR), (" ", Role.SPACE), ("b", Role.WORD), (")", Role.GROUP)]),
        ("tank OR", [("tank", Role.WORD), (" ", Role.SPACE), ("OR", Role.IGNORED)]),
        ("date:tomorrow", [("date:tomorrow", Role.IGNORED)]),
        ("is:nothing", [("is:nothing", Role.IGNORED)]),
        ("oulet:a", [("oulet:", Role.OTHERWISE), ("a", Role.WORD)]),
        ("Kim: said", [("Kim:", Role.WORD), (" ", Role.SPACE), ("said", Role.WORD)]),
        ("tanks~", [("tanks~", Role.WORD)]),
        ("tanks~9", [("tanks~9", Role.OTHERWISE)]),
        ("a NEAR", [("a", Role.WORD), (" ", Role.SPACE), ("NEAR", Role.IGNORED)]),
        ("NEAR/3 b", [("NEAR/3", Role.IGNORED), (" ", Role.SPACE), ("b", Role.WORD)]),
        ("a )", [("a", Role.WORD), (" ", Role.SPACE), (")", Role.IGNORED)]),
        ("!!", [("!!", Role.IGNORED)]),
    ],
)  # fmt: skip
def test_what_a_stretch_means_is_what_the_parser_made_of_it(source: str, expected: list[tuple[str, Role]]) -> None:
    assert coloured(source) == expected


@given(queries)
def test_clauses_stand_in_order_and_make_up_the_query(source: str) -> None:
    query = parse(source)
    ends = [0]
    for clause in query.clauses:
        assert ends[-1] <= clause.span.start < clause.span.end <= len(source)
        ends.append(clause.span.end)
    if query.clauses:
        assert _flat([clause.node for clause in query.clauses]) == query.node


def _flat(nodes: list[Node]) -> Node:
    parts = [part for node in nodes for part in (node.parts if isinstance(node, And) else (node,))]
    return And(tuple(parts)) if len(parts) > 1 else parts[0] if parts else Everything()


@given(queries, st.integers(0, 8))
def test_without_a_clause_the_others_are_left_as_they_were(source: str, which: int) -> None:
    query = parse(source)
    if which >= len(query.clauses):
        return
    left = parse(without(source, query.clauses[which].span))
    assert left.node == _flat([clause.node for at, clause in enumerate(query.clauses) if at != which])


def test_a_clause_goes_with_the_and_beside_it() -> None:
    query = parse('tank AND outlet:"a b"  -x')
    assert [clause.span for clause in query.clauses] == [Span(0, 4), Span(9, 21), Span(23, 25)]
    assert without(query.source, Span(9, 21)) == "tank -x"
    assert parse("a OR b").clauses == ()


@given(queries)
@example('tank:title:"')
@example('tank:title:"a b')
def test_narrowing_finds_what_both_find(source: str) -> None:
    query = parse(source)
    if any("closes nothing" in notice.text for notice in query.notices):
        return
    clause = Phrase(("harbour", "wire"), "outlet")
    both = parse(narrowed(source, 'outlet:"harbour wire"')).node
    nodes = [node for node in (query.node, clause) if node != Everything()]
    assert both in (_flat(nodes), _flat([query.node, clause]))


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("", "lang:ko"),
        ("tank", "tank lang:ko"),
        ("tank OR gun", "(tank OR gun) lang:ko"),
        ("tank OR", "(tank OR) lang:ko"),
        ('"red army', '"red army" lang:ko'),
        ("(tank", "(tank) lang:ko"),
        ("tank -", "(tank -) lang:ko"),
    ],
)
def test_narrowed_queries_read_well(source: str, expected: str) -> None:
    assert narrowed(source, "lang:ko") == expected


@given(queries)
def test_a_completed_query_misses_nothing(source: str) -> None:
    assert not any("is missing; read as if" in notice.text for notice in parse(completed(source)).notices)


@given(st.text(max_size=20), st.sampled_from([field for field in BY_NAME.values() if not field.values]))
def test_a_value_is_read_as_the_value_it_is(text: str, field: Field) -> None:
    words = field.kind is FieldKind.WORDS
    written = value(text, words)
    if written is None or field.kind is FieldKind.DATE or field.name == "added":
        return
    query = parse(f"{field.name}:{written}")
    if words:
        if not query.notices:  # there is a letter or digit in it
            assert isinstance(query.node, Term | Phrase)
            assert query.node.field == field.name
            assert not isinstance(query.node, Term) or not (query.node.prefix or query.node.exact)
    elif text.strip() == text:
        assert query.node == Kept(field.name, text)


@given(queries, st.integers(0, 60))
def test_what_is_begun_lies_before_the_cursor(source: str, cursor: int) -> None:
    cursor = min(cursor, len(source))
    begun = begun_at(source, cursor)
    if begun is not None:
        assert 0 <= begun.span.start <= cursor <= begun.span.end <= min(len(source), cursor + 1)
        assert begun.text in source[:cursor]


@pytest.mark.parametrize(
    ("source", "field", "text", "replaced"),
    [
        ("|", None, "", ""),
        ("out|", None, "out", "out"),
        ("tank out|", None, "out", "out"),
        ("(out|", None, "out", "out"),
        ("outlet:|", "outlet", "", ""),
        ("-outlet:|", "outlet", "", ""),
        ("outlet:kor|", "outlet", "kor", "kor"),
        ('outlet:"Korea H|', "outlet", "Korea H", '"Korea H'),
        ('outlet:"Korea H|"', "outlet", "Korea H", '"Korea H"'),
        ('outlet:"Korea H|" tank', "outlet", "Korea H", '"Korea H"'),
        ("outlet:kor| tank", "outlet", "kor", "kor"),
        ("tag:a:b|", "tag", "a:b", "a:b"),
        ("date:20|", "published", "20", "20"),
        ("date:2023..20|", "published", "20", "20"),
        ("tank |", None, "", ""),
    ],
)
def test_what_can_be_completed(source: str, field: str | None, text: str, replaced: str) -> None:
    line = source.replace("|", "")
    begun = begun_at(line, source.index("|"))
    assert begun is not None
    assert (begun.field.name if begun.field else None, begun.text, begun.span.of(line)) == (field, text, replaced)


@pytest.mark.parametrize("source", ["ou|t", '"Korea H|', 'outlet:"Korea"|', 'outlet:"Ko|rea"'])
def test_inside_words_and_phrases_nothing_is_completed(source: str) -> None:
    assert begun_at(source.replace("|", ""), source.index("|")) is None


def test_fields_are_completed_by_name_and_short_name() -> None:
    assert names("o") == ["outlet", "org", "origin"]
    assert names("DA") == ["date"]
    assert set(names("")) > {"saved", "is", "date"}
