"""Who says it: the outlet and the media it cites, outermost first; and everybody else who is cited."""

from __future__ import annotations

import pytest

from nkreader.analysis import attribution_words
from nkreader.analysis.analyse import analyse
from nkreader.ingest import read_text
from nkreader.model.analysis import Analysis, SourceKind

KCNA, YONHAP, RODONG = "Korean Central News Agency", "Yonhap News Agency", "Rodong Sinmun"
NATION = "Ministry of Foreign Affairs of North Korea"


def said(text: str) -> Analysis:
    return analyse(read_text(f"{text}\n"))


def origins(text: str) -> list[str]:
    return [origin.name for origin in said(text).origins]


def sources(text: str) -> list[tuple[str, str, str | None]]:
    return [(str(one.kind), one.name, one.via) for one in said(text).sources]


CHAINS = [
    ("The pier was opened, the state news agency WAM said on Sunday.", ["WAM"]),
    ("KBS of South Korea on March 19 reported that the pier was opened.", ["Korean Broadcasting System"]),
    ("SEOUL, March 3 (Harbour Wire) -- The pier was opened, according to Yonhap, citing the Korean Central News "
     "Agency.",
     ["Harbour Wire", YONHAP, KCNA]),
    ("The pier was opened on Sunday, the Korean Central News Agency (KCNA) reported.", [KCNA]),
    ("The pier was opened, North Korean state media said on Sunday.", ["state media"]),
    ("The pier was opened on Sunday, officials in Wonsan said.", []),
    ("PYONGYANG, March 3 (KCNA) -- The pier of Wonsan was opened.", [KCNA]),
    ("Rodong Sinmun on Sunday carried a picture of the pier. Rodong Sinmun said it was new.", [RODONG]),
    ("Yonhap reported on Monday, citing the Korean Central News Agency, that the pier was opened.", [YONHAP, KCNA]),
    ("The pier was opened, KCNA, quoted by Yonhap, said on Monday.", [YONHAP, KCNA]),
    ("The North's KCNA said the pier was opened, according to NK News.", ["NK News", KCNA]),
    ("The pier was opened, as carried by Rodong Sinmun on Sunday.", [RODONG]),
    ("The pier was opened, Yonhap reported, quoting state media.", [YONHAP]),
    ("The pier was opened, the North's official news agency said in a dispatch monitored in Seoul.", ["state media"]),
    ("The pier was opened, state television reported.", ["state media"]),
    ("Chinese state media reported that the pier was opened.", ["Chinese state media"]),
    ("The pier was opened, a Danish newspaper said on Monday.", ["a Danish newspaper"]),
    ("The pier was opened, the Harbour Courier newspaper said on Monday.", ["Harbour Courier"]),
    ("KCNA and Rodong Sinmun carried photos of the pier.", [KCNA, RODONG]),
    ("Photos in Rodong Sinmun showed the pier.", [RODONG]),
    ("The North announced through KCNA that the pier was opened.", [KCNA]),
    ("The news of the pier came in a KCNA dispatch on Monday.", [KCNA]),
    ("In an interview with Radio Free Asia, a resident of Wonsan said the pier was empty.", ["Radio Free Asia"]),
    ("The pier was opened, according to a report by the Voice of America.", ["Voice of America"]),
    ("The pier was opened, the Korea Herald reported on its website.", ["Korea Herald"]),
    ("North Korea's state-run Korean Central Television showed the pier.", ["Korean Central Television"]),
    ("KCNA did not say where the pier was.", [KCNA]),
    ("The pier was opened on Monday: Yonhap\n\nSEOUL -- A pier was opened. It is new.", [YONHAP]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), CHAINS)
def test_origins_are_named_outermost_first(text: str, expected: list[str]) -> None:
    assert origins(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Police raided the Korean Central News Agency on Monday.",
        "A KCNA photographer said the pier was cold.",
        "Yonhap said it had dismissed two of its editors.",
        "The Chosun Ilbo reported a net loss of 5 billion won for the first quarter.",
        "Hackers attacked the website of the Daily NK on Monday, police said.",
        "It was the first such report since Yonhap published its list of piers.",
        "The head of Yonhap met the head of Xinhua in Beijing.",
        "Reporters Without Borders said two journalists of KCNA had left.",
    ],
)
def test_a_medium_that_the_news_is_about_is_no_source(text: str) -> None:
    assert [one for one in said(text).sources if one.kind is SourceKind.MEDIUM] == []
    assert origins(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Joint Chiefs of Staff said in a statement that the pier was new.",
         [("authority", "Joint Chiefs of Staff", None)]),
        ("“The pier is ours,” the North Korean Foreign Ministry said in a statement carried by KCNA.",
         [("authority", NATION, KCNA), ("medium", KCNA, None)]),
        ("“It is long,” Kim Yo Jong said in a statement carried by KCNA on Friday.",
         [("person", "Kim Yo Jong", KCNA), ("medium", KCNA, None)]),
        ("An official at the Ministry of Unification told Yonhap that the pier was open.",
         [("authority", "Ministry of Unification", YONHAP), ("medium", YONHAP, None)]),
        ("South Korean officials, who asked not to be named, said the pier was long.",
         [("unnamed", "South Korean officials", None)]),
        ("Kyodo News, citing a source in Beijing, reported that the pier was closed.",
         [("medium", "Kyodo News", None), ("unnamed", "a source in Beijing", "Kyodo News")]),
        ("Satellite images from Maxar Technologies showed the pier on Monday.", [("organisation", "Maxar", None)]),
        ("The pier was finished in May, according to 38 North.", [("organisation", "38 North", None)]),
        ("Fighters for a Free North Korea, a defector group in Seoul, said it had seen the pier.",
         [("organisation", "Fighters for a Free North Korea", None)]),
        ("Lee Sang-min, a researcher at the Korea Institute for Defense Analyses, said the pier was short.",
         [("person", "Lee Sang-min", None), ("organisation", "Korea Institute for Defense Analyses", None)]),
        ("According to South Korea's Joint Chiefs of Staff, the North fired a missile, Yonhap reported.",
         [("authority", "Joint Chiefs of Staff of South Korea", YONHAP), ("medium", YONHAP, None)]),
        ("KCNA quoted Kim Jong Un as saying that the pier was good.", [("medium", KCNA, None)]),
        ("The Sankei newspaper reported, without citing sources, that the pier was closed.",
         [("medium", "Sankei", None)]),
    ],
)  # fmt: skip
def test_everybody_who_is_cited_is_known_with_who_passes_them_on(
    text: str, expected: list[tuple[str, str, str | None]]
) -> None:
    assert sources(text) == expected


def test_who_speaks_through_the_innermost_medium_ends_the_chain() -> None:
    text = (
        "SEOUL, March 3 (Harbour Wire) -- The pier is its own, the North Korean Foreign Ministry said in a statement "
    )
    whole = said(f"{text}carried by KCNA.")
    assert [origin.name for origin in whole.chain] == ["Harbour Wire", KCNA, NATION]
    assert [origin.name for origin in whole.origins] == ["Harbour Wire", KCNA]


def test_what_is_cited_further_down_is_no_origin() -> None:
    lead = "The pier at Wonsan was opened on Sunday. " * 9
    text = f"{lead}\n\nReuters reported that the old pier was falling down, and the Pentagon said so too."
    assert origins(text) == []
    assert [(one.name, one.main) for one in said(text).sources][:1] == [("Reuters", False)]


@pytest.mark.parametrize(
    "text",
    [
        "A year ago, Reuters reported that the old pier was falling down.",
        "Reuters reported last month that the old pier was falling down.",
        "The pier was opened, Yonhap said on Monday. Reuters had reported on Saturday that it was falling down.",
    ],
)
def test_what_was_said_on_another_occasion_is_no_origin(text: str) -> None:
    assert "Reuters" not in origins(text)
    assert [one.main for one in said(text).sources if one.name == "Reuters"] == [False]


def test_state_media_found_further_down_are_the_origin_where_nothing_else_is() -> None:
    lead = "The pier at Wonsan was opened on Sunday. " * 9
    assert origins(f"{lead}\n\nThe ministry had no comment on the details reported by state media.") == ["state media"]


def test_the_headings_of_a_press_review_are_its_origins() -> None:
    text = (
        "Press Review\n\nPyongyang, March 3 (KCNA) -- Leading newspapers had these articles on Sunday. They tell "
        "of piers and quays.\n\nRodong Sinmun\n- A new pier stands in Wonsan.\n\nMinju Joson\n- A quay was closed."
    )
    assert origins(text) == [KCNA, RODONG, "Minju Joson"]


def test_the_agency_is_the_one_that_was_named_before() -> None:
    assert sources("KCNA wrote of the pier. An official in Wonsan told the agency that it was new.") == [
        ("medium", KCNA, None),
        ("unnamed", "An official in Wonsan", KCNA),
    ]


def test_two_that_cite_each_other_end_nowhere() -> None:
    text = "Yonhap reported, citing KCNA, that the pier was opened. KCNA reported, citing Yonhap, that it was closed."
    assert origins(text) == [YONHAP, KCNA]
    assert [one.via for one in said(text).sources] == [None, YONHAP]


def test_every_cited_source_has_its_place() -> None:
    for text, _ in CHAINS:
        article = read_text(f"{text}\n")
        found = analyse(article)
        for one in found.sources:
            assert one.span is not None
            assert any(sentence.covers(one.span) for sentence in found.sentences)
        for one in found.origins:
            assert one.span is None or one in found.sources


def test_a_sentence_without_a_word_that_cites_is_not_looked_at_in_vain(monkeypatch: pytest.MonkeyPatch) -> None:
    before = [said(text).sources for text, _ in CHAINS]
    monkeypatch.setattr(attribution_words, "CUES", attribution_words.CUES | frozenset("the a pier it is".split()))
    assert [said(text).sources for text, _ in CHAINS] == before


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("South Korea's finance ministry said in a statement that it would act.", "South Korea's finance ministry"),
        ("The pier was closed, the central bank said on Monday.", "central bank"),
        ("According to the coast guard, nobody was hurt.", "coast guard"),
    ],
)
def test_an_authority_is_called_by_what_it_is(sentence: str, name: str) -> None:
    assert ("authority", name, None) in sources(sentence)


def test_a_body_that_somebody_heads_is_no_source() -> None:
    found = sources("Kim Jong Un, chairman of the State Affairs Commission, noted that the pier was new.")
    assert not [name for kind, name, _ in found if kind == "authority"]
