"""Listed names: which surface forms are names, where they stand, whom short forms mean."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nkreader.analysis.entities import find_names, gazetteer
from nkreader.analysis.sentences import sentences
from nkreader.ingest import read_text
from nkreader.model.article import Article, Part, PartKind
from nkreader.model.entities import Mention
from nkreader.model.spans import Span


def _article(text: str, lang: str = "en") -> Article:
    return Article(text, (Part(PartKind.PARAGRAPH, Span(0, len(text))),), "", "none", lang=lang)


def _mentions(text: str, lang: str = "en") -> tuple[Mention, ...]:
    article = _article(text, lang)
    return find_names(article, sentences(article))[0]


def _marked(text: str, lang: str = "en") -> list[tuple[str, str]]:
    return [(mention.span.of(text), mention.name) for mention in _mentions(text, lang)]


def _entity_ids(text: str) -> list[str | None]:
    return [mention.entity for mention in _mentions(text)]


@pytest.mark.parametrize(
    "surface",
    ["Kim Jong Un", "Kim Jong-un", "KIM JONG UN", "Kim Cho'ng-u'n", "Kim Cho’ng-u’n", "Kim Jong\nUn", "Kim Jong‑Un"],
)
def test_every_spelling_of_a_name_is_the_same_person(surface: str) -> None:
    text = f"Yesterday {surface} spoke."
    assert _marked(text) == [(surface, "Kim Jong Un")]


def test_the_kims_are_never_confused() -> None:
    text = "Kim Jong Il followed Kim Il Sung; Kim Yo Jong sat beside Kim Jong Un."
    assert [name for _, name in _marked(text)] == ["Kim Jong Il", "Kim Il Sung", "Kim Yo Jong", "Kim Jong Un"]


def test_ordinary_words_are_not_abbreviations() -> None:
    assert _marked("It may help us to know who came un-asked; it is for us.") == []
    found = _marked("The US, the U.S., the UN, the U.N. and the WHO sent aid to the DPRK.")
    assert [name for _, name in found] == [
        "United States",
        "United States",
        "United Nations",
        "United Nations",
        "World Health Organization",
        "North Korea",
    ]
    assert [surface for surface, _ in found] == ["US", "U.S.", "UN", "U.N.", "WHO", "DPRK"]


def test_a_headline_in_capitals_does_not_make_words_names() -> None:
    assert _marked("WHO WILL HELP US NOW") == []
    assert _marked("It cost US$50.") == []


def test_the_north_and_the_south() -> None:
    text = (
        "South Korea says the North fired first. The South’s reply came at noon; "
        "the North Korean side, near the North Pole, was silent."
    )
    assert _marked(text) == [("South Korea", "South Korea"), ("North", "North Korea"), ("South", "South Korea")]
    assert _marked("He moved from the North of England to the South of France.") == [
        ("England", "England"),
        ("France", "France"),
    ]


def test_demonyms_and_compounds_are_not_marked() -> None:
    assert _marked("Russian and North Korean officials praised Sino-U.S. ties.") == []


def test_possessives_stay_outside() -> None:
    assert _marked("Pyongyang’s envoy and KCNA's report") == [
        ("Pyongyang", "Pyongyang"),
        ("KCNA", "Korean Central News Agency"),
    ]


def test_capitals_of_places_may_be_small_where_papers_write_them_so() -> None:
    assert _marked("Peace on the Korean peninsula and in northeast Asia matters to south Korea.") == [
        ("Korean peninsula", "Korean Peninsula"),
        ("northeast Asia", "Northeast Asia"),
        ("south Korea", "South Korea"),
    ]
    assert _marked("She read a Washington post on her phone.") == [("Washington", "Washington")]


def test_glued_names_are_found_only_where_english_follows() -> None:
    assert _marked("The respected ComradeKim Jong Uninspected a mill.") == [("Kim Jong Un", "Kim Jong Un")]
    assert _marked("PresidentKim Il Sungfounded it.") == [("Kim Il Sung", "Kim Il Sung")]
    assert "Kim Song" not in [surface for surface, _ in _marked("Officer Kim Song Hong came.")]
    assert [name for _, name in _marked("Kim Jong Ung is somebody else.")] != ["Kim Jong Un"]


@pytest.mark.parametrize(
    ("text", "surface", "name"),
    [
        ("She studied at Kim Il SungUniversity last year.", "Kim Il SungUniversity", "Kim Il Sung University"),
        ("They danced onKim Il SungSquare at night.", "Kim Il SungSquare", "Kim Il Sung Square"),
    ],
)
def test_what_bears_a_persons_name_may_be_run_together_with_it(text: str, surface: str, name: str) -> None:
    assert _marked(text) == [(surface, name)]


@pytest.mark.parametrize(
    ("text", "surface", "name"),
    [
        ("The DPRK Embassy in Moscow was dark.", "DPRK Embassy", "Embassy of North Korea in Russia"),
        ("The Chinese Embassy in Pyongyang was lit.", "Chinese Embassy", "Embassy of China in North Korea"),
        ("The Embassy of Sweden in North Korea closed.", "Embassy of Sweden", "Embassy of Sweden in North Korea"),
        ("North Korea's Consulate General in Shenyang", "North Korea's Consulate General",
         "Consulate of North Korea in China"),
        ("The U.S. Embassy fell silent.", "U.S. Embassy", "Embassy of the United States"),
    ],
)  # fmt: skip
def test_an_embassy_has_one_name(text: str, surface: str, name: str) -> None:
    assert (surface, name) in _marked(text)


def test_an_embassy_stands_where_the_article_says_or_was_written() -> None:
    text = "The North Korean Embassy in Hanoi closed. The North Korean Embassy said nothing."
    names = [name for surface, name in _marked(text) if surface == "North Korean Embassy"]
    assert names == ["Embassy of North Korea in Vietnam"] * 2
    article = read_text("BEIJING, March 3 (Harbour Wire) -- The North Korean Embassy was closed on Sunday.\n")
    mentions, _ = find_names(article, sentences(article))
    assert "Embassy of North Korea in China" in [mention.name for mention in mentions]


def test_a_southern_namesake_is_not_the_northerner() -> None:
    assert _entity_ids("Kim Yong-chol, a lawyer, sued the bank.") == ["person/~kim-yong-chol"]
    assert "person/kim-yong-chol" in _entity_ids("North Korea's Kim Yong-chol flew home.")


def test_a_name_after_a_given_names_hyphen_is_part_of_it() -> None:
    assert _marked("Marie-France Orrell came; ex-Japan funds stayed.") == [
        ("Marie-France Orrell", "Marie-France Orrell"),
        ("Japan", "Japan"),
    ]


def test_a_short_form_follows_the_spelling_of_its_text() -> None:
    text = "Hyon In Thaek was minister. Hyon left."
    assert [name for _, name in _marked(text)] == ["Hyun In-taek", "Hyun In-taek"]


def test_a_title_finds_only_those_who_had_the_office() -> None:
    assert "person/barack-obama" in _entity_ids("They met President Obama.")
    assert _entity_ids("They met General Obama-like General Sherman.")[-1] == "weapon/general-sherman"
    assert _entity_ids("They met Colonel Sherman.") == ["person/~sherman"]


@pytest.mark.parametrize(
    ("text", "ident"),
    [
        ("Samsung Electronics Co Ltd fell.", "organisation/samsung-electronics"),
        ("The Organization for Economic Co-operation and Development met.",
         "organisation/organisation-for-economic-co-operation-and-development"),
        ("The 14th Supreme People's Assembly sat.", "organisation/supreme-peoples-assembly"),
        ("The General Reconnaissance Bureau of the Korean People's Army sat.",
         "organisation/reconnaissance-general-bureau"),
        ("Moscow City froze.", "place/moscow"),
        ("Two F-35s flew.", "weapon/f-35"),
        ("The Seventh WPK Congress sat.", "event/seventh-party-congress"),
    ],
)  # fmt: skip
def test_ways_to_write_a_listed_name_mean_it(text: str, ident: str) -> None:
    assert ident in _entity_ids(text)


def test_a_listed_party_elsewhere_is_another_party() -> None:
    text = "The Central Committee of the Workers' Party of Brimmland met."
    assert _marked(text) == [("Central Committee of the Workers' Party of Brimmland",) * 2]


def test_offsets_hold_with_dotted_capital_i_and_decomposed_text() -> None:
    for text in ("İİİ Vladimir Putin came.", unicodedata.normalize("NFD", "É Türkiye and Hwasong-18 flew.")):
        for mention in _mentions(text):
            surface = unicodedata.normalize("NFC", mention.span.of(text))
            assert surface in {"Vladimir Putin", "Türkiye", "Hwasong-18"}
    assert len(_mentions("İİİ Vladimir Putin came.")) == 1
    assert len(_mentions(unicodedata.normalize("NFD", "Türkiye and Hwasong-18 flew."))) == 2


def test_hangul_with_particles() -> None:
    text = "김정은이 평양에서 말했다. 평양냉면은 맛있다."
    assert _marked(text, "ko") == [("김정은", "Kim Jong Un"), ("평양", "Pyongyang")]
    assert _marked("KCNA는 김정은 총비서가 왔다고 했다.", "ko") == [("김정은", "Kim Jong Un")]


def test_weapons_need_their_hyphen() -> None:
    assert _marked("The B-2 and an F-35A flew over; vitamin B 2 did not.") == [("B-2", "B-2"), ("F-35A", "F-35")]


def test_a_bare_family_name_means_the_person_named_before() -> None:
    text = "Kim Jong Un met Vladimir Putin. Kim smiled, and Putin left."
    assert [name for _, name in _marked(text)] == ["Kim Jong Un", "Vladimir Putin", "Kim Jong Un", "Vladimir Putin"]


def test_a_headline_is_resolved_by_the_body() -> None:
    article = read_text("Kim visits a mill\n\nThe mill was busy when Kim Jong Il came on Monday, state media said.\n")
    mentions, _ = find_names(article, sentences(article))
    assert [mention.name for mention in mentions] == ["Kim Jong Il", "Kim Jong Il"]


def test_of_two_bearers_a_quoted_one_speaks_and_the_main_one_acts() -> None:
    text = (
        "Kim Jong Un opened the mill. Kim Jong Un also saw a farm. Kim Min-su, a scholar, was asked about it. "
        "Kim said it was old. The wife of Kim came too."
    )
    assert [name for surface, name in _marked(text) if surface == "Kim"] == ["Kim Min-su", "Kim Jong Un"]


def test_a_leader_never_named_in_full() -> None:
    ambiguous = _mentions("North Korean leader Kim opened a mill.")[-1]
    assert ambiguous.entity is None
    assert set(ambiguous.candidates) == {"person/kim-jong-un", "person/kim-jong-il", "person/kim-il-sung"}
    assert _marked("North Korean leader Kim watched the Hwasong-18 fly.")[0] == ("Kim", "Kim Jong Un")


def test_a_word_that_also_is_a_companys_name_needs_its_company_in_the_article() -> None:
    assert _marked("The Apple fell on Newton.") == []
    assert ("Apple", "Apple Inc") in _marked("He praised the iPhone. It made Apple rich.")
    assert _marked("The Fed is a word.") == []
    assert ("Fed", "Federal Reserve") in _marked("The Federal Reserve met. Traders say that the Fed will wait.")
    assert _marked("They drove to the Ford.") == []
    assert ("Rio", "Rio Tinto") in _marked("Rio Tinto sells ore. They think that Rio will sell more.")


def test_ambiguous_names_follow_the_cues_of_their_article() -> None:
    assert _marked("SEOUL (Yonhap) -- The Supreme Court ruled.")[-1] == (
        "Supreme Court",
        "Supreme Court of South Korea",
    )
    unknown = _mentions("The Supreme Court ruled.")[0]
    assert unknown.entity is None
    assert len(unknown.candidates) == 3
    assert _marked("The Party won the vote in Norway.") == [("Norway", "Norway")]
    assert ("Party", "Workers' Party of Korea") in _marked("The WPK met. The members praised the Party for it.")


def test_metadata_and_boilerplate_are_not_read() -> None:
    text = "place: Seoul\n\nMoscow was quiet.\n\nShare from Tokyo"
    parts = (
        Part(PartKind.METADATA, Span(0, 12)),
        Part(PartKind.PARAGRAPH, Span(14, 31)),
        Part(PartKind.BOILERPLATE, Span(33, len(text))),
    )
    article = Article(text, parts, "", "none")
    assert [mention.name for mention in find_names(article, ())[0]] == ["Moscow"]


def test_every_mentions_entity_is_named() -> None:
    article = _article("Ri Yong Ho met Hong Kil Tong of the Hanul Peace Institute in Seoul.")
    mentions, names = find_names(article, ())
    for mention in mentions:
        assert {mention.entity, *mention.candidates} - {None} <= set(names)


_PIECES = [
    *(
        "Kim Jong Un",
        "Kim",
        "the North",
        "U.S.",
        "said",
        "President",
        "ComradeKim Jong Uninspected",
        "Ministry of",
        "Seoul",
        "İ",
        "평양에서",
    ),
    *(
        "Hong Gil-dong",
        "Hwasong-18",
        "F-35",
        "Ri Yong Ho",
        "’s",
        "(KCNA)",
        "\n",
        "People’s",
        "University",
        "of",
        "and",
        "e\u0301",
        "\u200b",
    ),
]


@settings(deadline=None)  # the first text loads the gazetteer
@given(st.lists(st.sampled_from(_PIECES), max_size=30).map(" ".join) | st.text(max_size=200))
def test_mentions_are_disjoint_in_order_and_not_empty(text: str) -> None:
    article = read_text(text)
    mentions, names = find_names(article, sentences(article))
    last = 0
    for mention in mentions:
        assert mention.span.start >= last
        assert mention.span.of(article.text).strip() == mention.span.of(article.text) != ""
        assert mention.entity is None or names[mention.entity].kind is mention.kind
        assert mention.entity is not None or len(mention.candidates) > 1
        last = mention.span.end


def test_listed_ids_are_the_gazetteers() -> None:
    for mention in _mentions("Choe Son Hui flew from Pyongyang to Moscow."):
        assert mention.entity in gazetteer().entities
