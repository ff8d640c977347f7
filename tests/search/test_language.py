from __future__ import annotations

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nkreader.model.dates import Interval
from nkreader.model.query import And, During, Everything, Kept, Near, Node, Not, Or, Phrase, Term
from nkreader.search.language import parse
from nkreader.search.reference import FIELDS, SYNTAX, FieldKind, as_text
from nkreader.search.words import LONGEST

A, B, C = Term("a"), Term("b"), Term("c")
DAY = Interval(date(2023, 9, 13), date(2023, 9, 13))


@pytest.mark.parametrize(
    ("source", "node"),
    [
        ("a", A),
        ("a b", And((A, B))),
        ("a AND b", And((A, B))),
        ("a OR b", Or((A, B))),
        ("a b OR c", Or((And((A, B)), C))),
        ("a (b OR c)", And((A, Or((B, C))))),
        ("((a))", A),
        ("-a", Not(A)),
        ("NOT a", Not(A)),
        ("NOT -a", A),
        ("a -b", And((A, Not(B)))),
        ("-(a b)", Not(And((A, B)))),
        ("(-a)", Not(A)),
        ('"red army"', Phrase(("red", "army"))),
        ("“red army”", Phrase(("red", "army"))),
        ("„red army“", Phrase(("red", "army"))),
        ('-"red army"', Not(Phrase(("red", "army")))),
        ('a"b c"', And((A, Phrase(("b", "c"))))),
        ("tan*", Term("tan", prefix=True)),
        ("=tanks", Term("tanks", exact=True)),
        ('="tank guns"', Phrase(("tank", "guns"), exact=True)),
        ('person:="Choi Ryong Hae"', Phrase(("Choi", "Ryong", "Hae"), "person", exact=True)),
        ("*", Everything()),
        ("* -a", And((Everything(), Not(A)))),
        ("US", Term("US")),
        ("May UN WHO U.S.", And((Term("May"), Term("UN"), Term("WHO"), Term("U.S.")))),
        ("or and not", And((Term("or"), Term("and"), Term("not")))),
        ("Jong-un", Term("Jong-un")),
        ("10:15", Term("10:15")),
        ("Kim: said", And((Term("Kim"), Term("said")))),
        ("title:a", Term("a", "title")),
        ("TITLE:a", Term("a", "title")),
        ("title:a*", Term("a", "title", prefix=True)),
        ("title:=a", Term("a", "title", exact=True)),
        ('title:"a b"', Phrase(("a", "b"), "title")),
        ("person:(a OR b)", Or((Term("a", "person"), Term("b", "person")))),
        ("title:(a person:b)", And((Term("a", "title"), Term("b", "person")))),
        ("-title:a", Not(Term("a", "title"))),
        ("title:a:b", Term("a:b", "title")),
        ("file:2024/kcna", Term("2024/kcna", "file")),
        ("a NEAR/5 b", Near(A, B, 5)),
        ("a NEAR b c", And((Near(A, B, 10), C))),
        ("a NEAR/2 b NEAR/03 c", And((Near(A, B, 2), Near(B, C, 3)))),
        ("c OR a NEAR/5 b", Or((C, Near(A, B, 5)))),
        ("-c a NEAR b", And((Not(C), Near(A, B, 10)))),
        ('"a b" NEAR (b OR c)', Near(Phrase(("a", "b")), Or((B, C)), 10)),
        ("title:(a NEAR b)", Near(Term("a", "title"), Term("b", "title"), 10, "title")),
        ("tank~", Term("tank", edits=1)),
        ("missile~2", Term("missile", edits=2)),
        ("title:missile~1", Term("missile", "title", edits=1)),
        ("near NEARBY", And((Term("near"), Term("NEARBY")))),
        ("date:2023-09-13", During("published", DAY)),
        ('date:"2023-09-13"', During("published", DAY)),
        ("reported:2023-9-13", During("reported", DAY)),
        ("happened:2023", During("happened", Interval(date(2023, 1, 1), date(2023, 12, 31)))),
        ("published:2024-02", During("published", Interval(date(2024, 2, 1), date(2024, 2, 29)))),
        ("date:2023-Q3", During("published", Interval(date(2023, 7, 1), date(2023, 9, 30)))),
        ("date:2023-09..2023-10", During("published", Interval(date(2023, 9, 1), date(2023, 10, 31)))),
        ("date:..2020", During("published", Interval(None, date(2020, 12, 31)))),
        ("date:2020..", During("published", Interval(date(2020, 1, 1), None))),
        ("-date:2023-09-13", Not(During("published", DAY))),
        ("tag:x", Kept("tag", "x")),
        ('note:"a b"', Kept("note", "a b")),
        ("tag:a:b", Kept("tag", "a:b")),
        ("is:Unread", Kept("is", "unread")),
        ("-is:read", Not(Kept("is", "read"))),
        ("added:2024 since:last", And((Kept("added", "2024"), Kept("since", "last")))),
        ("same:1a2b saved:x has:note", And((Kept("same", "1a2b"), Kept("saved", "x"), Kept("has", "note")))),
        ("김정은", Term("김정은")),
    ],
)
def test_what_is_understood_needs_no_notice(source: str, node: Node) -> None:
    query = parse(source)
    assert query.node == node
    assert query.notices == ()
    assert query.source == source


@pytest.mark.parametrize(
    ("source", "node", "place", "said"),
    [
        ("", Everything(), None, ""),
        ("  ", Everything(), None, ""),
        ("a OR", A, "OR", "both sides"),
        ("OR a", A, "OR", "both sides"),
        ("AND", Everything(), "AND", "both sides"),
        ("a NOT", A, "NOT", "after it"),
        ("a - b", And((A, B)), "-", "no letters"),
        ('"a b', Phrase(("a", "b")), '"a b', "closing quote"),
        ("(a b", And((A, B)), "(", ") is missing"),
        ("a) b", And((A, B)), ")", "closes nothing"),
        ("()", Everything(), "()", "nothing between"),
        ("!!! a", A, "!!!", "no letters"),
        ('"…" a', A, '"…"', "no letters"),
        ("a NEAR/ b", Near(A, B, 10), "NEAR/", "read as NEAR/10"),
        ("a NEAR/0 b", Near(A, B, 1), "NEAR/0", "read as NEAR/1"),
        ("a NEAR/999 b", Near(A, B, 50), "NEAR/999", "read as NEAR/50"),
        ("NEAR/3 a", A, "NEAR/3", "both sides"),
        ("a NEAR", A, "NEAR", "both sides"),
        ("a NEAR OR b", Or((A, B)), "NEAR", "both sides"),
        ("a NEAR NEAR b", Near(A, B, 10), "NEAR", "both sides"),
        ("a NEAR !!!", A, "NEAR", "both sides"),
        ("a NEAR -b", And((A, Not(B))), "NEAR", "searched for anywhere"),
        ("a NEAR title:b", And((A, Term("b", "title"))), "NEAR", "searched for anywhere"),
        ("person:a NEAR person:b", And((Term("a", "person"), Term("b", "person"))), "NEAR", "searched for anywhere"),
        ("a NEAR date:2023-09-13", And((A, During("published", DAY))), "NEAR", "searched for anywhere"),
        ("a~", A, "a~", "too short"),
        ("KN-23~", Term("KN-23"), "KN-23~", "no single word"),
        ("김정은의~", Term("김정은의"), "김정은의~", "no single word"),
        ("tank~0", Term("tank"), "tank~0", "the word itself"),
        ("tank~2", Term("tank", edits=1), "tank~2", "read as tank~1"),
        ("missile~9", Term("missile", edits=2), "missile~9", "read as missile~2"),
        ("=tank~", Term("tank", exact=True), "=tank~", "neither with ="),
        ("k*m", Term("k", prefix=True), "k*m", "at the end of a word; searched for k*"),
        ("*tank", Term("tank"), "*tank", "searched for tank"),
        ("=a*", Term("a", prefix=True), "=a*", "exclude each other"),
        ('"a b*"', Phrase(("a", "b*")), '"a b*"', "between quotes"),
        ("outlt:a", And((Term("outlt"), A)), "outlt:", "did you mean outlet:?"),
        ("-outlt:a", Not(And((Term("outlt"), A))), "outlt:", "searched for as words"),
        ("http://a", And((Term("http"), Term("//a"))), "http:", "is no field"),
        ("title: a", A, "title:", "right after the colon"),
        ("title:* a", A, "*", "beginning of a word"),
        ("date:2023-02-30 a", A, "date:2023-02-30", "no such date"),
        ("date:2023-13", Everything(), "date:2023-13", "no such date"),
        ("date:0000", Everything(), "date:0000", "no such date"),
        ("date:yesterday a", A, "date:yesterday", "depends on today"),
        ('date:"last week"', Everything(), 'date:"last week"', "depends on today"),
        ("date:3d", Everything(), "date:3d", "depends on today"),
        ("date:soon", Everything(), "date:soon", "not a date"),
        ("date:XXXX-10-11", Everything(), "date:XXXX-10-11", "not a date"),
        ("date:2024..2023", Everything(), "date:2024..2023", "lies before"),
        ("date:..", Everything(), "date:..", "at least one end"),
        ("date:>2023", Everything(), "date:>2023", "2023-09.. for since"),
        ("date:(a b) c", C, "date:(a b)", "not a group"),
        ("is:unred", Everything(), "is:unred", "only unread"),
        ("has:x", Everything(), "has:x", "note, quote"),
        ('tag:"" a', A, 'tag:""', "right after the colon"),
    ],
)
def test_what_is_not_understood_is_told_and_the_rest_runs(
    source: str, node: Node, place: str | None, said: str
) -> None:
    query = parse(source)
    assert query.node == node
    told = [(notice.span and notice.span.of(source), notice.text) for notice in query.notices]
    if place is None:
        assert told == []
    else:
        assert any(where == place and said in text for where, text in told), told


def test_a_query_too_long_is_cut_and_says_so() -> None:
    query = parse("a " * (LONGEST + 50))
    assert isinstance(query.node, And)
    assert len(query.node.parts) == LONGEST
    assert [notice.text for notice in query.notices] == [
        f"only the first {LONGEST} words are searched for; the rest is ignored"
    ]


@pytest.mark.parametrize(
    "piece", ["(", ")", "-", "- ", "NOT ", "OR ", '"', "a:", "title:", "title:(", "x:(", "date:(", "*", "="]
)
def test_thousands_of_one_sign_are_survived_and_told_once(piece: str) -> None:
    query = parse(piece * 5_000)
    assert len({notice.text for notice in query.notices}) == len(query.notices) <= 3


SIGNS = st.lists(
    st.sampled_from(
        [
            "a",
            "tank",
            "(",
            ")",
            '"',
            "“",
            "”",
            "-",
            "*",
            "=",
            "~",
            ":",
            " ",
            "..",
            "OR",
            "AND",
            "NOT",
            "NEAR/3",
            "title:",
            "date:",
            "is:",
            "tag:",
            "x:",
            "2023-09",
            "2023-02-31",
            "김정은",
            "İ",
            "\n",
            "�",
            "\x00",
        ]
    ),
    max_size=24,
).map("".join)


ANYTHING = st.one_of(SIGNS, st.text(max_size=40))


@settings(max_examples=2_000, deadline=None)
@given(ANYTHING)
def test_no_query_raises_and_every_notice_has_its_place(source: str) -> None:
    understood_or_told(source)


@pytest.mark.long
@settings(max_examples=100_000, deadline=None, suppress_health_check=list(HealthCheck))
@given(ANYTHING)
def test_no_query_of_a_hundred_thousand_raises(source: str) -> None:
    understood_or_told(source)


def understood_or_told(source: str) -> None:
    """A query is read the same each time; what is ignored has a notice with its place."""
    query = parse(source)
    assert query == parse(source)
    for notice in query.notices:
        assert notice.text
        assert notice.span is not None
        assert notice.span.end <= len(source)
    if not query.notices and source.strip():
        assert query.node != Everything() or "*" in source


def test_the_table_of_fields_is_what_the_parser_reads() -> None:
    for field in FIELDS:
        query = parse(field.example)
        assert query.notices == (), field
        kind = {Kept: FieldKind.KEPT, During: FieldKind.DATE}.get(type(query.node), FieldKind.WORDS)
        assert kind is field.kind
        for value in field.values:
            assert parse(f"{field.name}:{value}").node == Kept(field.name, value)
    for form, _ in SYNTAX:
        for example in form.split(", "):
            assert parse(example.replace("field:", "title:")).notices == (), example


def test_the_table_prints_every_field_within_its_width() -> None:
    lines = as_text(100).splitlines()
    assert max(map(len, lines)) <= 100
    for field in FIELDS:
        assert any(line.startswith(field.example) for line in lines), field
