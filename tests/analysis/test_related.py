"""Related pieces: what ties two of them, what does not, and the sentences that show it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nkreader.analysis.analyse import analyse
from nkreader.analysis.digests import is_digest
from nkreader.analysis.related import Paper, Sighting, link
from nkreader.analysis.signature import signature
from nkreader.ingest import read_text
from nkreader.model.dates import Interval
from nkreader.model.links import Link, Passage, ReasonKind

RARE, COMMON = Sighting(2, 100), Sighting(60, 100)


def read(text: str, day: str = "2024-03-03") -> Paper:
    article = read_text(text)
    analysis = analyse(article, date.fromisoformat(day))
    return Paper("other", article.text, analysis, lambda: signature(article, analysis), is_digest(article))


def tie(one: Paper, other: Paper, common: str = "") -> Link | None:
    named = {*one.analysis.names, *other.analysis.names}
    return link(one, other, {ident: COMMON if ident == common else RARE for ident in named})


def reasons(found: Link | None) -> list[str]:
    return [reason.text for reason in found.reasons] if found else []


def kinds(found: Link | None) -> set[ReasonKind]:
    return {reason.kind for reason in found.reasons} if found else set()


def test_a_rare_name_ties_and_says_how_far_apart() -> None:
    found = tie(read("Hong Kil Tong saw a mill."), read("A mill was opened by Hong Kil Tong.", "2024-03-06"))
    assert reasons(found) == ["same person: Hong Kil Tong, 3 days apart"]
    assert kinds(found) == {ReasonKind.PERSON}


def test_a_name_that_most_pieces_name_ties_nothing() -> None:
    one, other = read("Kim Jong Un saw a mill."), read("A mill was seen by Kim Jong Un.")
    assert tie(one, other) is not None
    assert tie(one, other, "person/kim-jong-un") is None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("A mill was opened, the Korean Central News Agency said.", "A farm was sold, the Korean Central News Agency "
         "said."),
        ("SEOUL, March 3 (Harbour Wire) -- A mill was opened.", "SEOUL, March 3 (Harbour Wire) -- A farm was sold."),
        ("A mill was opened in France and Spain.", "A farm was sold in Spain and France."),
        ("By Quillon Varga\n\nA mill was opened in the morning.\n", "By Quillon Varga\n\nA farm was sold at noon.\n"),
        ("A mill was opened.\n\n(Reporting by Hong Kil Tong; editing by Ri Su Yong)\n",
         "A farm was sold.\n\n(Additional reporting by Hong Kil Tong; editing by Ri Su Yong)\n"),
    ],
)  # fmt: skip
def test_who_brings_the_news_datelines_and_states_tie_nothing(one: str, other: str) -> None:
    assert tie(read(one), read(other)) is None


def test_what_a_piece_is_about_counts_more_than_what_it_mentions() -> None:
    rest = "The road was long. The mill was old. The day was cold. The night was dark. "
    about = tie(read("Hong Kil Tong saw a mill."), read(f"Hong Kil Tong saw a mill. {rest}"))
    aside = tie(read("Hong Kil Tong saw a mill."), read(f"{rest}A mill was seen by Hong Kil Tong."))
    assert about is not None
    assert aside is not None
    assert aside.score < about.score


def test_a_name_counts_less_where_the_words_are_about_another_matter() -> None:
    one = read("Samjiyon has a new potato mill. Engineers bolted its turbines, and farmers watched.")
    same = read("Farmers of Samjiyon praised the potato mill and the engineers who bolted its turbines.")
    other = read("A skiing contest ended in Samjiyon. Athletes were given medals and flowers.")
    near, far = tie(one, same), tie(one, other)
    assert near is not None
    assert far is None or far.score < near.score


def test_time_weakens_a_tie_and_is_told_in_fitting_units() -> None:
    one = read("Hong Kil Tong saw a mill.")
    near, far = (tie(one, read("A mill was seen by Hong Kil Tong.", day)) for day in ("2024-03-04", "2020-03-04"))
    assert near is not None
    assert far is not None
    assert far.score < near.score
    assert reasons(far) == ["same person: Hong Kil Tong, 4 years apart"]
    assert reasons(tie(one, read("A mill was seen by Hong Kil Tong.", "2023-11-03"))) == [
        "same person: Hong Kil Tong, 4 months apart"
    ]


def test_the_sentences_shown_are_those_that_share_most() -> None:
    one = read("Hong Kil Tong is well. It rained.\n\nHong Kil Tong welded the Chollima turbine at Hungnam.\n")
    other = read("Hong Kil Tong rested. Nobody at Hungnam has welded a turbine but Hong Kil Tong.", "2024-03-05")
    found = tie(one, other)
    assert found is not None
    person = next(reason for reason in found.reasons if reason.kind is ReasonKind.PERSON)
    assert person.said_here is not None
    assert person.said_there is not None
    assert person.said_here.text == "Hong Kil Tong welded the Chollima turbine at Hungnam."
    assert person.said_there.text.startswith("Nobody at Hungnam")
    marked = [span.of(one.text) for span in person.said_here.shared]
    assert {"Hong Kil Tong", "welded", "turbine", "Hungnam"} <= set(marked)


PEOPLE = ("Kim Yong Nam", "Choe Yong Rim", "Ri Su Yong", "Pak Ui Chun", "Jang Song Thaek", "Choe Ryong Hae")


def test_who_was_there_with_many_others_is_one_reason_and_counts_less_than_who_is_told_of() -> None:
    there = ", ".join(PEOPLE)
    one, other = read(f"A mill was opened. Present were {there}."), read(f"Cranes rose. In the hall sat {there}.")
    found = tie(one, other)
    said = "6 people are listed in both: Choe Ryong Hae, Choe Yong Rim, Jang Song Thaek and others, the same day"
    assert reasons(found) == [said]
    told = tie(read("A mill was opened. " + "".join(f"{name} came. " for name in PEOPLE)), other)
    assert found is not None
    assert told is not None
    assert len(told.reasons) == 5
    assert told.score > found.score


def test_a_press_review_follows_up_no_other_one() -> None:
    review = "Press Review\n\nFollowing are major news items of {0}:\n\n- Hwasong-12 missiles fell off " \
        "Wonsan.\n\n- Ri Su Yong saw a turbine at Hungnam.\n\n- Choirs sang in Kaesong.\n"  # fmt: skip
    one, other = read(review.format("Monday"), "2024-03-04"), read(review.format("Friday"), "2024-03-08")
    assert one.overview
    assert ReasonKind.FOLLOW_UP not in kinds(tie(one, other))


def test_a_month_dates_only_what_stands_beside_it() -> None:
    news = "Ri Su Yong opens Hungnam turbine exhibition\n\nRi Su Yong opened a turbine exhibition.\n"
    event = read(news, "2024-01-20")
    far = "Ri Su Yong, who opened the turbine exhibition at Hungnam, said on the phone that the winter had been so " \
        "long and so cold that nobody in the northern villages would forget the storm of January 2024."  # fmt: skip
    near = "Ri Su Yong opened the turbine exhibition at Hungnam in January 2024."
    rest = "A heron was seen\n\nA heron was seen. It was grey. It stood. It flew. It was gone. {0}\n"
    kind = ReasonKind.MENTIONED
    assert kind in kinds(tie(event, read(rest.format(near), "2024-05-20")))
    assert kind not in kinds(tie(event, read(rest.format(far), "2024-05-20")))


LAUNCH = "North Korea fired two Hwasong-12 missiles from Wonsan\n\nNorth Korea fired two Hwasong-12 missiles from " \
    "Wonsan on Friday, and both missiles fell into the sea.\n"  # fmt: skip


@pytest.mark.parametrize(
    ("text", "kind", "says"),
    [
        ("Fishermen stay ashore\n\nBoats stayed in port after North Korea fired two Hwasong-12 missiles from Wonsan. "
         "Nobody went out.\n", ReasonKind.FOLLOW_UP, "“after North Korea fired"),
        ("Fishermen stay ashore\n\nBoats stayed in port. Nobody went out. Nets were mended. Hwasong-12 missiles "
         "were fired from Wonsan on March 1, 2024, and fell into the sea.\n", ReasonKind.FOLLOW_UP, "“March 1, 2024”"),
        ("Council condemns launch of Hwasong-12 missiles from Wonsan\n\nThe council condemned the launch of the "
         "Hwasong-12 missiles from Wonsan into the sea.\n", ReasonKind.REACTION, "“condemn"),
    ],
)  # fmt: skip
def test_a_later_piece_that_refers_to_an_event_follows_it_or_reacts_to_it(
    text: str, kind: ReasonKind, says: str
) -> None:
    event, later = read(LAUNCH, "2024-03-01"), read(text, "2024-03-05")
    forth, back = tie(event, later), tie(later, event)
    for found in (forth, back):
        assert kind in kinds(found), reasons(found)
        assert any(says in text for text in reasons(found))
    assert forth is not None
    assert back is not None
    assert forth.score == back.score
    told = next(reason for reason in back.reasons if reason.kind is kind)
    assert told.said_there is not None
    assert "fired" in told.said_there.text  # the sentence that tells of the event


@pytest.mark.parametrize(
    ("text", "day"),
    [
        # another day than that of the event
        ("Fishermen stay ashore\n\nBoats stayed in port after North Korea fired two Hwasong-12 missiles from Wonsan "
         "on February 3, 2024.\n", "2024-03-05"),
        # nothing marks it as what was
        ("North Korea to fire missiles\n\nNorth Korea will fire two Hwasong-12 missiles from Wonsan.\n", "2024-03-05"),
        # before the event
        ("Fishermen stay ashore\n\nBoats stayed in port after North Korea fired two Hwasong-12 missiles from Wonsan.\n",
         "2024-02-20"),
        # what is shared is no event
        ("Old sea\n\nAfter Wonsan the sea of North Korea is deep.\n", "2024-03-05"),
    ],
)  # fmt: skip
def test_what_tells_of_another_event_is_no_follow_up(text: str, day: str) -> None:
    event, other = read(LAUNCH, "2024-03-01"), read(text, day)
    wrong = {ReasonKind.FOLLOW_UP, ReasonKind.REACTION, ReasonKind.MENTIONED}
    if day == "2024-02-20":  # seen from there the event is the later piece, and refers to nothing
        assert not any("follow" in text for text in reasons(tie(event, other)))
    assert wrong.isdisjoint(kinds(tie(event, other)))


def test_an_event_mentioned_by_its_month_leads_to_the_piece_that_reports_it() -> None:
    trip = read("Choe Son Hui visits Ulan Bator\n\nForeign Minister Choe Son Hui visited Ulan Bator for talks on coal "
                "and rail.\n", "2023-09-14")  # fmt: skip
    later = read("Coal leaves Rason\n\nFreight trains left Rason at night. The port is full again. Coal and rail were "
                 "what Choe Son Hui spoke of on her visit to Ulan Bator last September.\n", "2024-03-05")  # fmt: skip
    found = tie(later, trip)
    assert ReasonKind.MENTIONED in kinds(found)
    assert "reports what is mentioned here (“last September”)" in " ".join(reasons(found))
    assert "mentions what is reported here" in " ".join(reasons(tie(trip, later)))
    other = read(trip.text, "2022-05-14")
    assert ReasonKind.MENTIONED not in kinds(tie(later, other))


def test_a_description_with_a_name_leads_to_the_event_it_describes() -> None:
    summit = read(
        "Leaders meet in Hanoi for a summit\n\nThe summit in Hanoi ended without an agreement.\n", "2019-02-28"
    )
    other = read(
        "Leaders meet in Vienna for a summit\n\nThe summit in Vienna ended without an agreement.\n", "2019-01-28"
    )
    later = read("Envoys talk about rail\n\nEnvoys talked about rail. Nobody has forgotten the Hanoi summit.\n",
                 "2019-09-05")  # fmt: skip
    found = tie(later, summit)
    assert [text for text in reasons(found) if "“the Hanoi summit”" in text]
    assert ReasonKind.MENTIONED in kinds(found)
    assert ReasonKind.MENTIONED not in kinds(tie(later, other))


def test_pieces_that_report_the_events_of_one_day_do_not_follow_each_other() -> None:
    one = read("A lecture on rivers was held in Sinuiju on February 16, 2024 to mark the day.", "2024-02-20")
    other = read("A lecture on rivers was held in Sinuiju on February 16, 2024, and a film was shown.", "2024-02-24")
    assert ReasonKind.FOLLOW_UP not in kinds(tie(one, other))


WORDS = ["Hong Kil Tong", "Wonsan", "Hwasong-12", "missile", "launch", "after", "condemned", "fired", "visited", "sea",
         "last month", "on March 1, 2024", "the", "and", "turbine", ".", ".\n\n", "(Reuters)", "조선",
         "\u202e"]  # fmt: skip
TEXTS = st.lists(st.sampled_from(WORDS), min_size=3, max_size=40).map(" ".join)


@settings(max_examples=60, deadline=None)
@given(TEXTS, TEXTS, st.integers(0, 60))
def test_no_link_without_a_reason_whose_sentences_stand_in_the_texts(first: str, second: str, days: int) -> None:
    one = read(first, "2024-03-03")
    other = read(second, (date(2024, 3, 3) + timedelta(days=days)).isoformat())
    forth, back = tie(one, other), tie(other, one)
    assert (forth is None) == (back is None)
    if forth is None or back is None:
        return
    assert forth.score == back.score
    assert forth.reasons
    assert sorted(reason.kind for reason in forth.reasons) == sorted(reason.kind for reason in back.reasons)
    for reason in forth.reasons:
        assert reason.text
        stands(reason.said_here, one.text)
        stands(reason.said_there, other.text)


def stands(said: Passage | None, text: str) -> None:
    assert said is not None
    assert said.text == said.span.of(text)
    assert said.text.strip()
    for span in said.shared:
        assert said.span.covers(span)
        assert len(span) > 0
    assert list(said.shared) == sorted(said.shared)
    assert all(one.end <= other.start for one, other in zip(said.shared, said.shared[1:], strict=False))


def test_a_piece_of_which_only_the_first_day_is_known_still_leads_to_what_it_tells_of() -> None:
    event = read(LAUNCH, "2024-03-01")
    text = "How missiles came to Wonsan\n\nTwo Hwasong-12 missiles were fired from Wonsan on March 1, 2024, and fell " \
        "into the sea.\n"  # fmt: skip
    later = read(text, "2025-03-05")
    since = replace(later.analysis.published, value="2025-03-05/..", interval=Interval(date(2025, 3, 5), None))
    later = replace(later, analysis=replace(later.analysis, published=since))
    found = tie(later, event)
    assert ReasonKind.MENTIONED in kinds(found), reasons(found)
    assert all(text.endswith("12 months or more apart") for text in reasons(found)), reasons(found)
    assert kinds(tie(event, later)) == kinds(found)


def test_the_order_of_one_visit_is_no_reference_to_another() -> None:
    tour = (
        "Guests tour the Tower of the Juche Idea\n\n{0} visited the Tower of the Juche Idea. After being briefed on "
        "the Tower of the Juche Idea, the guests wrote in the visitors' book.\n"
    )
    one, other = read(tour.format("Pole vaulters"), "2024-03-04"), read(tour.format("Bakers"), "2024-03-08")
    assert ReasonKind.FOLLOW_UP not in kinds(tie(other, one))
