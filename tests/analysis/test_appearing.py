"""How somebody appears in a sentence: there, by a message, or but named; by which title, and beside whom."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nkreader.analysis.appearing import appearing
from nkreader.analysis.entities import find_names, gazetteer
from nkreader.analysis.sentences import sentences
from nkreader.model.article import Article, Part, PartKind
from nkreader.model.entities import EntityKind, Mention
from nkreader.model.occasion import Manner, Seen
from nkreader.model.spans import Span


def seen(text: str, name: str = "Choe Son Hui") -> Seen:
    """What the sentence says of her."""
    article = Article(text, (Part(PartKind.PARAGRAPH, Span(0, len(text))),), "", "none")
    mentions, _ = find_names(article, sentences(article))
    (entity,) = gazetteer().lookup(name)
    assert entity.id in {mention.entity for mention in mentions}, "the sentence names her"
    return appearing(text, Span(0, len(text)), mentions, entity.id)


@pytest.mark.parametrize(
    "text",
    [
        "Choe Son Hui attended the opening of a library in Hamhung.",
        "Foreign Minister Choe Son Hui on Tuesday visited the port.",
        "Choe Son Hui, foreign minister of the DPRK, met with fishermen at Wonsan on June 3.",
        "On Friday Choe Son Hui quietly inspected the new bridge.",
        "Choe Son Hui has arrived in Hanoi, the ministry said.",
        "The guests sat down after Choe Son Hui and Kim Tok Hun arrived at the hall.",
        "Kim Tok Hun, Choe Son Hui and other officials toured the greenhouse.",
        "Kim Tok Hun, premier of the Cabinet, and Choe Son Hui, foreign minister, watched a concert.",
        "The premier was accompanied by Choe Son Hui.",
        "He was accompanied by Jo Yong Won, Kim Tok Hun and Choe Son Hui.",
        "The unveiling was attended by Kim Tok Hun, premier, and by Choe Son Hui and diplomats.",
        "Present at the launch were Kim Tok Hun, Choe Son Hui, and officials concerned.",
        "Present there were Choe Son Hui, foreign minister of the DPRK, and her guests.",
        "Also present was Choe Son Hui.",
        "Taking part in the ceremony were Kim Tok Hun and Choe Son Hui.",
        "Kim Tok Hun visited the dam together with Choe Son Hui.",
        "Choe Son Hui was seen standing next to the driver.",
        "Choe Son Hui, who took part in the talks in Moscow, smiled.",
        "A delegation led by Foreign Minister Choe Son Hui left for Vladivostok on Sunday.",
        "Choe Son Hui held talks with Sergei Lavrov in Moscow.",
        "Choe Son Hui received a delegation of teachers in Pyongyang.",
        "Foreign Minister Choe Son Hui Attends Harvest Fair",
        "While visiting a dairy farm, Choe Son Hui praised its cheese.",
        "Choe Son Hui on September 13 received Sergei Lavrov, foreign minister of Russia.",
        "In May this year Foreign Minister Choe Son Hui visited China.",
        "The audience included Kim Tok Hun, premier of the Cabinet, and Choe Son Hui.",
        "Among the audience were senior officials of the party Kim Tok Hun, Pak Jong Chon and Choe Son Hui.",
        "Accompanying him were Kim Tok Hun, premier; Choe Son Hui, foreign minister; and aides.",
        "Present there on invitation were Foreign Minister Choe Son Hui and officials concerned.",
        "In January, Kim Tok Hun traveled to Hanoi with Foreign Minister Choe Son Hui.",
        "Talks between Choe Son Hui, foreign minister of the DPRK, and Sergei Lavrov took place in Moscow on Monday.",
        "Guns were fired into the sea while Choe Son Hui looked on.",
        "Choe Son Hui, who looked on, smiled.",
        "The ministry said that Choe Son Hui had been there.",
        "Choe Son Hui was received by Vladimir Putin in the Kremlin.",
        "Then Choe Son Hui delivered a short speech.",
    ],
)
def test_who_was_there(text: str) -> None:
    assert seen(text).manner is Manner.PRESENT


@pytest.mark.parametrize(
    "text",
    [
        "Choe Son Hui did not attend the opening of a library.",
        "Choe Son Hui is expected to attend the opening of a library.",
        "Choe Son Hui was absent from the opening.",
        "Choe Son Hui will visit Hanoi in June.",
        "Choe Son Hui never visited the port.",
        "Choe Son Hui has not attended any of the sessions.",
        "Choe Son Hui would meet with the envoy, the paper said.",
        "Choe Son Hui reportedly visited the port.",
        "Choe Son Hui visits Hanoi next week.",
        "Choe Son Hui was invited to attend the fair.",
        "Choe Son Hui declined to take part in the talks.",
        "It is unclear whether Choe Son Hui attended the dinner.",
        "The ministry denied that Choe Son Hui had met with the envoy.",
        "The opening was not attended by Choe Son Hui.",
        "The opening will be attended by Choe Son Hui.",
        "Attended by clerks but not Choe Son Hui, the opening took an hour.",
        "The dinner was attended by Kim Tok Hun, who praised Choe Son Hui at length.",
        "The crowd praised Choe Son Hui and visited the port.",
        "Farmers thanked Kim Tok Hun and Choe Son Hui for the seed.",
        "A portrait of Choe Son Hui was carried past.",
        "The letter was handed to Choe Son Hui by the envoy who attended the fair.",
        "Choe Son Hui received a message of greeting from Sergei Lavrov.",
        "According to Choe Son Hui, Kim Tok Hun inspected the dam.",
        "Kim Tok Hun talked about the plan together with Choe Son Hui.",
        "After visiting a dairy farm, the envoys met a guide who praised Choe Son Hui.",
        "Before attending the fair, Choe Son Hui would rest.",
        "Kim Tok Hun arrived in Hanoi for talks with Choe Son Hui.",
        "The fair was attended by Kim Tok Hun, premier, an old friend of Choe Son Hui.",
        "The dinner was attended by guests praising Choe Son Hui.",
        "A report on talks between Choe Son Hui and Sergei Lavrov was printed.",
        "Choe Son Hui would have been there, had it not rained.",
        "Choe Son Hui was not there.",
        "If Choe Son Hui attended the dinner, nobody saw her.",
    ],
)
def test_near_misses_claim_nothing(text: str) -> None:
    assert seen(text).manner is Manner.NAMED


@pytest.mark.parametrize(
    "text",
    [
        "Choe Son Hui sent a message of sympathy to her colleague in Hanoi.",
        "Choe Son Hui, foreign minister of the DPRK, on Monday sent congratulations to Sergei Lavrov.",
        "Choe Son Hui said in a statement that the drills were a provocation.",
        "In a statement on Sunday, Choe Son Hui warned of consequences.",
        "Choe Son Hui released a press statement on Friday.",
        "Choe Son Hui spoke with Sergei Lavrov by phone for half an hour.",
        "Sergei Lavrov received a letter of thanks from Foreign Minister Choe Son Hui.",
        "The agency carried a statement by Choe Son Hui.",
        "Choe Son Hui follows in the evening with a short statement.",
        "Choe Son Hui's press statement ran to two pages.",
    ],
)
def test_who_wrote_or_spoke_from_afar(text: str) -> None:
    assert seen(text).manner is Manner.MESSAGE


@pytest.mark.parametrize(
    "text",
    [
        "Choe Son Hui did not send a message to anybody.",
        "Choe Son Hui refused to release a statement.",
        "A letter to Choe Son Hui was read out.",
        "Choe Son Hui, foreign minister, received a parcel sent by Sergei Lavrov with a letter.",
        "Choe Son Hui will say so in a statement.",
        "It is the tenth anniversary of Foreign Minister Choe Son Hui's letter.",
    ],
)
def test_what_was_not_sent_is_no_message(text: str) -> None:
    assert seen(text).manner is Manner.NAMED


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("Choe Son Hui, foreign minister of the DPRK, attended the fair.", "foreign minister of the DPRK"),
        ("DPRK Foreign Minister Choe Son Hui attended the fair.", "DPRK Foreign Minister"),
        ("Present were Foreign Minister Choe Son Hui, Chairman of the Trade Union Pak Jong Chon.", "Foreign Minister"),
        ("The chairman of the Hanoi Chess Club praised Choe Son Hui.", ""),
        ("Supreme Leader Choe Son Hui attended the fair.", "Supreme Leader"),
        ("The respected Comrade Choe Son Hui attended the fair.", ""),
        ("Present were Kim Tok Hun, premier of the Cabinet, and Choe Son Hui.", ""),
        ("Choe Son Hui, visiting a minister in Hanoi, said nothing.", ""),
        ("Choe Son Hui (vice foreign minister) attended the fair.", "vice foreign minister"),
        (
            "He was accompanied by Choe Son Hui, member of the Political Bureau, foreign minister, and Kim Tok Hun.",
            "member of the Political Bureau, foreign minister",
        ),
    ],
)
def test_the_role_is_what_is_printed(text: str, printed: str) -> None:
    assert seen(text).role == printed


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("He was accompanied by Pak Jong Chon, Choe Son Hui, Kim Tok Hun and aides.", ["Pak Jong Chon", "Kim Tok Hun"]),
        ("Present were Kim Tok Hun, premier of the Cabinet, Choe Son Hui, foreign minister, and Pak Jong Chon.",
         ["Kim Tok Hun", "Pak Jong Chon"]),
        ("Kim Tok Hun, Choe Son Hui and Pak Jong Chon attended the fair that Jo Yong Won had planned.",
         ["Kim Tok Hun", "Pak Jong Chon"]),
        ("Choe Son Hui visited the dam, accompanied by Kim Tok Hun and Jo Yong Won.", ["Kim Tok Hun", "Jo Yong Won"]),
        ("Choe Son Hui attended the fair and praised Kim Tok Hun.", []),
        ("Choe Son Hui received a message from President Vladimir Putin and Sergei Lavrov.", []),
        ("Choe Son Hui met with Sergei Lavrov and Vladimir Putin.", []),
        ("Present were Kim Yo Jong, sister of Kim Jong Un, and Choe Son Hui.", ["Kim Yo Jong"]),
        ("Choe Son Hui visited the dam, and talks between Kim Tok Hun and Jo Yong Won were held.", []),
        ("Choe Son Hui, together with Kim Tok Hun, sent a card to General Secretary Xi Jinping and Vladimir Putin.",
         ["Kim Tok Hun"]),
        ("The fair was attended by Choe Son Hui, who thanked Kim Tok Hun.", []),
    ],
)  # fmt: skip
def test_others_stand_in_the_printed_order(text: str, names: list[str]) -> None:
    assert [span.of(text) for span in seen(text).others] == names


def test_a_name_that_is_glued_to_its_neighbours_is_read_all_the_same() -> None:
    text = "Choe Son Huivisited the greenhouse."
    glued = Span(0, len("Choe Son Hui"))
    article = Article("Choe Son Hui visited.", (Part(PartKind.PARAGRAPH, Span(0, 21)),), "", "none")
    (mention,), _ = find_names(article, sentences(article))
    assert mention.span == glued
    assert appearing(text, Span(0, len(text)), [mention], mention.entity or "").manner is Manner.PRESENT


def test_the_place_is_that_of_the_sentence() -> None:
    text = "Choe Son Hui, foreign minister of the DPRK, attended a dinner in Hanoi for guests from Russia."
    place = seen(text).place
    assert place is not None
    assert place.of(text) == "Hanoi"
    met = seen("Choe Son Hui met a group of Koreans in Japan who had come to Pyongyang.").place
    assert met is None, "where they live"
    assert seen("Choe Son Hui sent a letter from Hanoi.").place is None


def test_a_table_of_names_takes_no_longer_than_a_list() -> None:
    text = "Choe Son Hui and " * 2000 + "Kim Tok Hun attended."
    mention = Mention(Span(0, 12), EntityKind.PERSON, "person/choe-son-hui", "Choe Son Hui")
    many = [replace(mention, span=Span(at, at + 12)) for at in range(0, 17 * 2000, 17)]
    assert appearing(text, Span(0, len(text)), many, "person/choe-son-hui").manner is Manner.NAMED, "too far away"


_PIECES = ["Choe Son Hui", "Kim Tok Hun", ",", " and ", "attended", " by ", "present were ", " Hanoi", "accompanied ",
           " who ", "statement", "minister of ", "\n", "“", ".", " not ", "President ", "(", "’s "]  # fmt: skip


@given(st.lists(st.sampled_from(_PIECES), max_size=14).map("".join))
def test_whatever_the_words_the_answer_points_into_the_sentence(words: str) -> None:
    text = f"{words} Choe Son Hui {words}"
    article = Article(text, (Part(PartKind.PARAGRAPH, Span(0, len(text))),), "", "none")
    mentions, _ = find_names(article, sentences(article))
    for sentence in sentences(article):
        said = appearing(text, sentence, mentions, "person/choe-son-hui")
        inside = [mention.span for mention in mentions if sentence.covers(mention.span)]
        assert set(said.others) <= set(inside)
        assert list(said.others) == sorted(said.others)
        assert said.place is None or said.place in inside
        assert said.role in " ".join(sentence.of(text).split())
