"""Bibliographies of the cited articles, as a BibTeX parser and a reader of CSL-JSON see them."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pybtex.database import Entry, parse_string

from nkreader.export import bibtex, csl
from nkreader.export.citation import SAMPLE, UNTITLED
from nkreader.export.references import line, persons, reference, references
from nkreader.model.analysis import Analysis
from nkreader.model.article import Part, PartKind
from nkreader.model.dates import Basis, Certainty, PartialDate
from nkreader.model.entities import EntityKind, Mention
from nkreader.model.piece import Piece
from nkreader.model.sanitise import is_safe
from nkreader.model.spans import Span
from tests.export.pieces import PUBLISHED, identity, mark, piece, pieces, version

BODY = "Kim Jong Un met Ri Jong Hyok of KCNA."
UNKNOWN = PartialDate.unknown("no day in it.")
_NAMED = {
    "textbackslash": "\\", "textbraceleft": "{", "textbraceright": "}", "textasciicircum": "^",
    "textasciitilde": "~", "textless": "<", "textgreater": ">", "textbar": "|", "textasciigrave": "`",
}  # fmt: skip
_TEX = re.compile(
    r"\\(?P<name>[a-z]+)\{\}|\\(?P<sign>[%&#$_])|(?P<braces>[{}])|(?P<wrong>[\\%&#$_^~<>|`]|--|''|,,)|(?P<rest>.)"
)


def set_in_type(tex: str) -> str:
    """What TeX prints for a field of ours; any command or ligature that we do not write is refused."""
    shown = []
    for found in _TEX.finditer(tex):
        assert not found["wrong"], (found, tex)
        shown.append(_NAMED[found["name"]] if found["name"] else found["sign"] or found["rest"] or "")
    return "".join(shown)


def read(text: str) -> dict[str, Entry]:
    """The entries of a BibTeX file, by their keys; anything that is not BibTeX raises."""
    return dict(parse_string(text, "bibtex").entries) if text else {}


def dated(value: str, certainty: Certainty = Certainty.STATED) -> PartialDate:
    """A date of a text."""
    return PartialDate.of(value, Basis.METADATA, certainty, "it says so.")


@given(batch=st.lists(st.integers(1, 5), unique=True, max_size=3).flatmap(lambda n: st.tuples(*map(pieces, n))))
def test_whatever_the_texts_hold_bibtex_reads_them_back(batch: tuple[Piece, ...]) -> None:
    text = bibtex.as_bibtex(batch)
    assert is_safe(text)
    found = read(text)
    known = references(batch)
    assert list(found) == [one.key for one in known]
    for one in known:
        entry = found[one.key]
        assert " ".join(set_in_type(entry.fields["title"]).split(" ")) == " ".join(one.title.split())
        assert set_in_type(entry.fields.get("journal", "")) == " ".join(one.outlet.split())
        assert set_in_type(entry.fields["note"]) == " ".join("; ".join(one.notes).split())
        assert len(entry.persons.get("author", [])) == len(one.authors)
        assert entry.fields["nkreader_id"] == one.id
        assert not set(entry.fields.get("url", "")) & set("{}\\<> ")


@given(batch=st.lists(st.integers(1, 5), unique=True, max_size=3).flatmap(lambda n: st.tuples(*map(pieces, n))))
def test_csl_json_has_only_what_its_schema_knows(batch: tuple[Piece, ...]) -> None:
    text = csl.as_csl(batch)
    assert is_safe(text)
    items = json.loads(text)
    assert [item["id"] for item in items] == [one.key for one in references(batch)]
    for item in items:
        assert_valid(item)
        assert not re.search(r"</?(?:i|b|sc|sub|sup|span)\b", json.dumps(item, ensure_ascii=False), re.IGNORECASE)


def assert_valid(item: dict[str, Any]) -> None:
    """The rules of csl-data.json (CSL 1.0.2) for the fields that we write; any other field is refused."""
    strings = {"id", "type", "title", "container-title", "publisher-place", "URL", "language", "keyword", "note"}
    assert {"id", "type"} <= set(item) <= strings | {"author", "issued", "accessed", "custom"}
    assert item["type"] == "article-newspaper"
    assert all(isinstance(item[name], str) and item[name] for name in strings & set(item))
    assert all(set(name) == {"literal"} and isinstance(name["literal"], str) for name in item.get("author", []))
    assert isinstance(item["custom"], dict)
    for when in (item[name] for name in ("issued", "accessed") if name in item):
        assert set(when) <= {"date-parts", "season", "circa", "literal"}
        assert 1 <= len(when.get("date-parts", [0])) <= 2
        for parts in when.get("date-parts", []):
            assert 1 <= len(parts) <= 3
            assert all(type(part) is int for part in parts)


@pytest.mark.parametrize(
    ("value", "certainty", "edtf", "year", "month", "issued"),
    [
        ("2025-05-04", "stated", "2025-05-04", "2025", "May", {"date-parts": [[2025, 5, 4]]}),
        ("2025-05-04", "derived", "2025-05-04", "2025", "May", {"date-parts": [[2025, 5, 4]]}),
        ("2025-05-04", "likely", "2025-05-04?", "2025?", "May", {"date-parts": [[2025, 5, 4]], "circa": True}),
        ("2024-02", "stated", "2024-02", "2024", "February", {"date-parts": [[2024, 2]]}),
        ("2024", "likely", "2024?", "2024?", "", {"date-parts": [[2024]], "circa": True}),
        ("2024-SU", "stated", "2024-22", "2024", "", {"date-parts": [[2024]], "season": 2}),
        ("2024-WI", "stated", "2024-24", "winter 2024", "", {"date-parts": [[2024]], "season": 4}),
        ("2025-W52", "stated", "2025-12-22/2025-12-28", "2025", "", {"date-parts": [[2025, 12, 22], [2025, 12, 28]]}),
        ("2025-Q4", "stated", "2025-10-01/2025-12-31", "2025", "", {"date-parts": [[2025, 10, 1], [2025, 12, 31]]}),
        ("2025-H2", "likely", "2025-07-01?/2025-12-31?", "second half of 2025?", "",
         {"date-parts": [[2025, 7, 1], [2025, 12, 31]], "circa": True}),
        ("202X", "stated", "202X", "2020s", "", {"date-parts": [[2020], [2029]]}),
        ("202X", "likely", "2020-01-01?/2029-12-31?", "2020s?", "", {"date-parts": [[2020], [2029]], "circa": True}),
        ("19XX", "stated", "19XX", "20th century", "", {"date-parts": [[1900], [1999]]}),
        ("2023-12-26/2023-12-28", "likely", "2023-12-26?/2023-12-28?", "2023-12-26 to 2023-12-28?", "",
         {"date-parts": [[2023, 12, 26], [2023, 12, 28]], "circa": True}),
        ("2023/2024-03", "stated", "2023/2024-03", "2023 to 2024-03", "", {"date-parts": [[2023], [2024, 3]]}),
        ("../2023-09-12", "stated", "../2023-09-12", "2023-09-12 or before", "", {"literal": "2023-09-12 or before"}),
        ("2023-Q3/..", "stated", "2023-07-01/..", "third quarter of 2023 or after", "",
         {"literal": "third quarter of 2023 or after"}),
        ("XXXX-10-11", "stated", "", "11 October, year unknown", "", {"literal": "11 October, year unknown"}),
    ],
)  # fmt: skip
def test_dates_say_what_is_known_and_no_more(
    value: str, certainty: str, edtf: str, year: str, month: str, issued: dict[str, Any]
) -> None:
    one = reference(piece(BODY, published=dated(value, Certainty(certainty))))
    fields = read(bibtex.entry(one))[one.key].fields
    assert (fields.get("date", ""), fields["year"], fields.get("month", "")) == (edtf, year, month)
    item = csl.item(one)
    assert_valid(item)
    assert item["issued"] == issued
    assert ("it says so" in fields["note"]) == (certainty != "stated"), "how it is known, unless it stands there"


def test_an_undated_article_gets_no_date_and_the_reason() -> None:
    one = reference(piece(BODY, published=UNKNOWN))
    fields = read(bibtex.entry(one))[one.key].fields
    assert not {"date", "year", "month", "urldate"} & set(fields)
    assert fields["note"].startswith("undated: no day in it; sources: NationPress ← Yonhap News Agency ← KCNA; text: ")
    assert not {"issued", "accessed"} & set(csl.item(one))
    assert one.key == f"nationpressndtitle-{identity(1)}"


def test_a_full_entry() -> None:
    marks = [mark(BODY, "KCNA", tags=("armour", "who, when"))]
    address = "https://e.org/a_b?x=1&y=%20#z"
    whole = piece(BODY, marks, title="Kim Jong Un's visit", author="By Ri Jong Hyok", url=address, lang="ko")
    told = "published 2025-05-04 (derived from the weekday): May 4 is a Sunday in 2025"
    text = f"text: a\\_file.txt, SHA-256 {whole.version[:8]}, nkreader {identity(1)}"
    assert bibtex.as_bibtex([whole]).split("\n") == [
        f"@article{{rijonghyok2025kim-{identity(1)},",
        "  title = {Kim Jong Un's visit},",
        "  author = {{Ri Jong Hyok}},",
        "  journal = {NationPress},",
        "  entrysubtype = {newspaper},",
        "  address = {Seoul},",
        "  date = {2025-05-04},",
        "  year = {2025},",
        f"  url = {{{address}}},",
        "  langid = {korean},",
        "  keywords = {armour, {who, when}},",
        f"  note = {{{told}; sources: NationPress ← Yonhap News Agency ← KCNA; {text}}},",
        f"  nkreader_id = {{{identity(1)}}},",
        f"  nkreader_sha256 = {{{whole.version}}},",
        "  month = may,",
        "}",
    ]
    (item,) = json.loads(csl.as_csl([whole]))
    assert item["title"] == "Kim Jong Un's visit"
    assert item["author"] == [{"literal": "Ri Jong Hyok"}]
    assert (item["container-title"], item["publisher-place"], item["URL"]) == ("NationPress", "Seoul", address)
    assert (item["language"], item["keyword"]) == ("ko", "armour, who, when")
    assert item["custom"] == {"nkreader_id": identity(1), "nkreader_sha256": version(BODY)}


def named(*words: str) -> Analysis:
    """What an article says that mentions these names of its body."""
    places = [(BODY.index(word), word) for word in words]
    mentions = tuple(Mention(Span(at, at + len(word)), EntityKind.PERSON, None, word) for at, word in places)
    return Analysis(PUBLISHED, UNKNOWN, UNKNOWN, mentions=mentions)


@pytest.mark.parametrize(
    ("title", "braced"),
    [
        ("Kim Visits Works in U.S.-made Cars, KCNA Says", "{Kim} Visits Works in {U.S.-made} Cars, {KCNA} Says"),
        ("North Korea tests missile near Wonsan", "North {Korea} tests missile near {Wonsan}"),
        ("Factory Opens, Kim Jong Un's Sister Attends", "Factory Opens, {Kim Jong Un's} Sister Attends"),
        ("10,000 troops sent", "10,000 troops sent"),
        ("김정은 위원장", "김정은 위원장"),
        ("McCune-Reischauer is gone", "{McCune-Reischauer} is gone"),
    ],
)  # fmt: skip
def test_capitals_that_matter_are_kept(title: str, braced: str) -> None:
    one = reference(piece(BODY, title=title, analysis=named("Kim Jong Un")))
    assert bibtex.title(one) == braced
    assert set_in_type(bibtex.title(one)) == title


@pytest.mark.parametrize(
    ("byline", "authors"),
    [
        ("By Choe Sang-Hun", ("Choe Sang-Hun",)),
        ("Kim Tong-hyung and Hyung-jin Kim", ("Kim Tong-hyung", "Hyung-jin Kim")),
        ("Jane Roe, John Doe, and Ri Il Hwan", ("Jane Roe", "John Doe", "Ri Il Hwan")),
        ("Ministry of Foreign Affairs and Trade", ("Ministry of Foreign Affairs and Trade",)),
        ("Jane Roe, staff writer", ("Jane Roe, staff writer",)),
        ("Jane Andersson", ("Jane Andersson",)),
        ("김철수 기자", ("김철수 기자",)),
        ("  ", ()),
        ("", ()),
    ],
)
def test_bylines_are_parted_only_between_whole_names(byline: str, authors: tuple[str, ...]) -> None:
    assert persons(byline) == authors
    one = reference(piece(BODY, author=byline))
    people = read(bibtex.entry(one))[one.key].persons.get("author", [])
    assert [set_in_type(str(person)) for person in people] == list(authors)


def test_keys_are_ascii_and_differ_where_everything_else_is_alike() -> None:
    alike = [piece(BODY, number=number, title="The Same: title", outlet="Le Médium") for number in range(9)]
    keys = [one.key for one in references(alike)]
    assert keys[0] == f"lemedium2025same-{identity(0)}"
    assert len(set(keys)) == len(alike) == len(read(bibtex.as_bibtex(alike)))
    bare = reference(piece(BODY, number=1, title="", outlet="연합뉴스"))
    assert (bare.title, bare.key) == (UNTITLED, f"anon2025-{identity(1)}")


@given(one=pieces(), note=st.text(max_size=5))
def test_a_key_does_not_hang_on_what_was_marked(one: Piece, note: str) -> None:
    without = replace(one, highlights=tuple(replace(item, note=note) for item in one.highlights[:1]))
    assert reference(without).key == reference(one).key
    assert re.fullmatch(r"[a-z0-9]+-[0-9a-f]{12}", reference(one).key)


def test_a_crawl_header_tells_when_it_was_accessed() -> None:
    text = "date 2024-03-24 Kim spoke."
    whole = piece(text, published=dated("2024-03-24", Certainty.LIKELY))
    assert reference(whole).accessed is None, "a day in a paragraph is none"
    parts = (Part(PartKind.HEADER, Span(0, 15)), Part(PartKind.PARAGRAPH, Span(16, len(text))))
    one = reference(replace(whole, article=replace(whole.article, parts=parts)))
    assert read(bibtex.entry(one))[one.key].fields["urldate"] == "2024-03-24"
    assert csl.item(one)["accessed"] == {"date-parts": [[2024, 3, 24]]}


def test_the_sample_says_that_it_is_not_to_be_cited() -> None:
    whole = piece(BODY, sample=True)
    assert bibtex.as_bibtex([whole]).count(f"note = {{{SAMPLE};") == 1
    assert csl.item(reference(whole))["note"].startswith(SAMPLE)
    assert SAMPLE not in bibtex.as_bibtex([piece(BODY)]) + csl.as_csl([piece(BODY)])


def test_without_an_outlet_it_is_no_newspaper_article_for_bibtex() -> None:
    one = reference(piece(BODY, outlet=None))
    assert read(bibtex.entry(one))[one.key].type == "misc"


@pytest.mark.parametrize("url", ["javascript:alert(1)", "https://e.org/{x}", "file:///etc/passwd", "https://e.org/ a"])
def test_what_is_no_plain_web_address_is_told_and_not_linked(url: str) -> None:
    one = reference(piece(BODY, url=url))
    assert (one.url, f"address as given: {line(url)}" in one.notes) == ("", True)


def test_nothing_cited_gives_no_entries() -> None:
    assert bibtex.as_bibtex([]) == ""
    assert json.loads(csl.as_csl([])) == []
