"""Names nobody listed: which company makes one, and which capitals do not."""

from __future__ import annotations

import pytest

from nkreader.analysis.entities import find_names
from nkreader.ingest import read_text
from nkreader.model.article import Article, Part, PartKind
from nkreader.model.entities import Entity, EntityKind
from nkreader.model.spans import Span


def _names(text: str) -> list[tuple[str, EntityKind]]:
    article = Article(text, (Part(PartKind.PARAGRAPH, Span(0, len(text))),), "", "none")
    return [(mention.span.of(text), mention.kind) for mention in find_names(article, ())[0]]


def _entities(text: str) -> dict[str, Entity]:
    article = Article(text, (Part(PartKind.PARAGRAPH, Span(0, len(text))),), "", "none")
    return dict(find_names(article, ())[1])


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("A clerk, Hong Gil-dong, was there.", "Hong Gil-dong"),
        ("Workers cheered as Hong Kil Tong spoke.", "Hong Kil Tong"),
        ("The envoy Tamsin Orrell arrived.", "Tamsin Orrell"),
        ("It was odd, said Quillon Varga, after lunch.", "Quillon Varga"),
        ("Quillon Varga said it was odd.", "Quillon Varga"),
        ("Quillon Varga, a senior analyst in town, agreed.", "Quillon Varga"),
        ("They met Michael Orrell in town.", "Michael Orrell"),
        ("They met Foreign Minister Ulda van Brimm yesterday.", "Ulda van Brimm"),
        ("(Reporting by Quillon Varga and Tamsin Orrell)", "Quillon Varga"),
        ("By Quillon Varga", "Quillon Varga"),
        ("It was odd, regulator Quillon Varga wrote.", "Quillon Varga"),
        ("Chief Executive Quillon Varga left.", "Quillon Varga"),
        ("A union led by Vice-President Quillon Varga came.", "Quillon Varga"),
        ("The driver Pak Chol, 52, waited.", "Pak Chol"),
        ("A spokesman, David Hall, was there.", "David Hall"),
    ],
)
def test_people_by_their_company(text: str, name: str) -> None:
    assert (name, EntityKind.PERSON) in _names(text)


@pytest.mark.parametrize(
    "text",
    [
        "On Monday Morning Prayers were held.",
        "The Strategic Outlook said little.",
        "Meanwhile Russian officials said no.",
        "Key Takeaways said nothing.",
        "An analyst at Orrell Gibbs said no.",
        "Orrell Asset Management said no.",
        "By 0920 GMT, Orrell Gibbs was up.",
        "In January-March, a lean spring, they fell.",
    ],
)
def test_capitals_alone_make_nobody(text: str) -> None:
    assert [kind for _, kind in _names(text) if kind is EntityKind.PERSON] == []


def test_a_family_name_is_the_first_word_in_korea_and_the_last_elsewhere() -> None:
    text = "Hong Gil-dong, a scholar, met Michael Orrell. Hong laughed; Orrell did not."
    assert [name for name, _ in _names(text)] == ["Hong Gil-dong", "Michael Orrell", "Hong", "Orrell"]
    assert {entity.name for entity in _entities(text).values()} == {"Hong Gil-dong", "Michael Orrell"}


def test_a_title_makes_a_single_name() -> None:
    assert _names("They met President Ostrander twice.") == [("Ostrander", EntityKind.PERSON)]
    assert {e.id for e in _entities("They met President Ostrander.").values()} == {"person/~ostrander"}
    assert "person/barack-obama" in _entities("They met President Obama.")


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("The Hanul Peace Institute wrote.", "Hanul Peace Institute", EntityKind.ORGANISATION),
        ("He joined the Ministry of Salt and Pepper.", "Ministry of Salt and Pepper", EntityKind.ORGANISATION),
        ("The University of Orrellton closed.", "University of Orrellton", EntityKind.ORGANISATION),
        ("The 412th Tank Division trained.", "412th Tank Division", EntityKind.ORGANISATION),
        ("The Orrellton People's Committee met on Monday.", "Orrellton People's Committee", EntityKind.ORGANISATION),
        ("A flood hit Brimm County hard.", "Brimm County", EntityKind.PLACE),
        ("They climbed Mt. Brimm.", "Mt. Brimm", EntityKind.PLACE),
        ("The Hwasong-99 flew far.", "Hwasong-99", EntityKind.WEAPON),
        ("A KN-77 and a Su-99 were seen.", "KN-77", EntityKind.WEAPON),
        ("The Treaty of Brimm and the Brimm Accord.", "Brimm Accord", EntityKind.EVENT),
    ],
)
def test_others_by_head_word_or_designation(text: str, name: str, kind: EntityKind) -> None:
    assert (name, kind) in _names(text)


def test_what_follows_a_name_is_not_part_of_it() -> None:
    assert ("Orrellton Bank", EntityKind.ORGANISATION) in _names("He left the Orrellton Bank on Monday.")
    assert ("Bank of Orrellton", EntityKind.ORGANISATION) in _names("The Bank of Orrellton Governor Tam spoke.")
    found = _names("The head of the Orrellton Committee of Salt Hong Kil Tong spoke.")
    assert ("Hong Kil Tong", EntityKind.PERSON) in found


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("He runs State-run Orrell Oil Corp now.", "Orrell Oil Corp"),
        ("DO NOT WAIT The Orrell Institute warned.", "Orrell Institute"),
        ("A loan by Orrell & Gibbs Corp ended.", "Orrell & Gibbs Corp"),
        ("A loan by New Zealand Orrell Group ended.", "New Zealand Orrell Group"),
        ("The New Orrell Group met.", "Orrell Group"),
        ("He left General Orrell Corp. Ltd. early.", "General Orrell Corp"),
        ("The secretary general Orrell Committee", "Orrell Committee"),
        ("The Orrell Bank and Gibbs Bank merged.", "Orrell Bank"),
        ("The Bank of Orrell and Bank of Gibbs merged.", "Bank of Orrell"),
        ("The Orrell Teachers' League sang.", "Orrell Teachers' League"),
        ("The Orrell Committee for Opposing the Gibbs Base met.", "Orrell Committee for Opposing the Gibbs Base"),
        ("The Orrell Association for Supporting them met.", "Orrell Association"),
        ("The Orrell Group for Solidarity with the Gibbs People met.",
         "Orrell Group for Solidarity with the Gibbs People"),
    ],
)  # fmt: skip
def test_a_name_begins_and_ends_where_its_words_do(text: str, name: str) -> None:
    assert (name, EntityKind.ORGANISATION) in _names(text)


def test_generic_words_alone_are_no_name_but_may_end_one() -> None:
    assert _names("The Art Festival and the First Summit were fun; a Secondary School sang.") == []
    assert _names("They toured Orrell Iron and Steel Complex.") == [
        ("Orrell Iron and Steel Complex", EntityKind.ORGANISATION)
    ]


def test_works_named_by_a_day_or_a_number() -> None:
    assert ("March 9 Orrell Mill", EntityKind.PLACE) in _names("At the March 9 Orrell Mill they sang.")
    assert ("Orrell 326 Wire Factory", EntityKind.PLACE) in _names("At Orrell 326 Wire Factory they sang.")
    assert ("Orrell Mill", EntityKind.PLACE) in _names("On March 9 Orrell Mill closed.")


def test_congresses_and_conferences_by_number_are_events() -> None:
    assert _names("The 25th Congress of Orrell met.") == [("25th Congress of Orrell", EntityKind.EVENT)]


def test_villages_by_their_ending() -> None:
    assert _names("A shrine in Orrel-ri was moved.") == [("Orrel-ri", EntityKind.PLACE)]


def test_a_headlines_capitals_make_nobody_and_nothing() -> None:
    text = "Premier Tours Various Places\n\nThe premier saw a mill and left, and the mill was glad of it.\n"
    article = read_text(text)
    assert [m.span.of(text) for m in find_names(article, ())[0] if m.kind is EntityKind.PERSON] == []
    text = "Hanul Peace Institute Opens Doors Institute\n\nThe Hanul Peace Institute was opened for all to see.\n"
    article = read_text(text)
    assert [m.span.of(text) for m in find_names(article, ())[0]] == ["Hanul Peace Institute"] * 2


def test_what_a_headline_says_of_somebody_is_not_the_name() -> None:
    assert ("Hong Gil-dong", EntityKind.PERSON) in _names("Hong Gil-dong Suits were shown.")
    assert _names("They saw An Anti-war Choir.") == []


def test_covid_and_summits_by_number_are_no_weapons() -> None:
    assert [kind for _, kind in _names("COVID-19 and U-20 and G-77 met in 2024-25.") if kind is EntityKind.WEAPON] == []


def test_an_abbreviation_explained_by_the_article() -> None:
    text = "The Hanul Peace Forum Institute (HPFI) met. The HPFI was small."
    assert [name for name, _ in _names(text)] == ["Hanul Peace Forum Institute", "HPFI", "HPFI"]
    assert len(_entities(text)) == 1
