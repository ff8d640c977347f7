"""Repairs of names, applied to what was found: pure, and right whatever was found and whatever was said."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise, permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nkreader.analysis.entities.repaired import occurrences, repaired
from nkreader.model.article import Article, Part, PartKind
from nkreader.model.entities import Entity, EntityKind, Mention
from nkreader.model.repairs import Deed, Repair, form_key, of_kind, own_entity, renamed
from nkreader.model.spans import Span

PERSON, PLACE = EntityKind.PERSON, EntityKind.PLACE
KIM, RI, MARCH = own_entity(PERSON, "Kim Su"), own_entity(PERSON, "Ri Sol"), own_entity(PLACE, "March")
OTHER_KIM = own_entity(PERSON, "Kim Su Jin")
KNOWN = {one.id: one for one in (KIM, RI, MARCH, OTHER_KIM)}
WORDS = ("Kim", "Su", "Ri", "Sol", "March", "march", "Kim-Su", "İ", "a", "남포", "Ri’s", "\n\n")


def article(text: str) -> Article:
    blocks, at = [], 0
    for block in text.split("\n\n"):
        if block.strip():
            blocks.append(Part(PartKind.PARAGRAPH, Span(at, at + len(block))))
        at += len(block) + 2
    return Article(text, tuple(blocks), "", "none")


def mention(text: str, words: str, entity: Entity, nth: int = 0) -> Mention:
    at = -1
    for _ in range(nth + 1):
        at = text.index(words, at + 1)
    return Mention(Span(at, at + len(words)), entity.kind, entity.id, entity.name)


TEXT = "Kim Su met Ri Sol in March. Kim saw the march of March, and Ri Sol’s son."
FOUND = (
    mention(TEXT, "Kim Su", KIM),
    mention(TEXT, "Ri Sol", RI),
    mention(TEXT, "March", MARCH),
    mention(TEXT, "Kim", KIM, 1),
    mention(TEXT, "March", MARCH, 1),
    mention(TEXT, "Ri Sol", RI, 1),
)


def said(*repairs: Repair, text: str = TEXT, found: Sequence[Mention] = FOUND) -> list[tuple[str, str | None, str]]:
    done = repaired(article(text), found, KNOWN, repairs)
    return [(one.span.of(text), one.entity, one.name) for one in done.mentions]


def entities(*repairs: Repair) -> list[str | None]:
    return [entity for _, entity, _ in said(*repairs)]


def make(deed: Deed, entity: Entity | None, form: str = "", to: Entity | None = None, number: int = 1) -> Repair:
    was = entity.name if entity else form
    return Repair(deed, None, entity.id if entity else "", form, was, to, f"nr-{number:08x}", number)


def test_a_name_is_rejected_whole_or_as_it_is_printed() -> None:
    assert entities(make(Deed.REJECT, KIM)) == [RI.id, MARCH.id, MARCH.id, RI.id]
    assert entities(make(Deed.REJECT, KIM, "kim")) == [KIM.id, RI.id, MARCH.id, MARCH.id, RI.id]
    assert entities(make(Deed.REJECT, None, "March")) == [KIM.id, RI.id, KIM.id, RI.id]
    assert repaired(article(TEXT), FOUND, KNOWN, [make(Deed.REJECT, KIM)]).names.keys() == {RI.id, MARCH.id}


def test_a_name_becomes_another_which_is_then_also_called_so() -> None:
    done = repaired(article(TEXT), FOUND, KNOWN, [make(Deed.MERGE, KIM, "", RI)])
    assert [one.entity for one in done.mentions] == [RI.id, RI.id, MARCH.id, RI.id, MARCH.id, RI.id]
    assert done.names[RI.id].aliases == ("Kim Su",)
    listed = Entity("person/ri-sol", "Ri Sol", PERSON, ("Lee Sol",), "A painter.")
    bare = Entity("person/ri-sol", "Ri Sol", PERSON)
    done = repaired(article(TEXT), FOUND, KNOWN, [make(Deed.MERGE, KIM, "", bare)], {listed.id: listed}.get)
    assert done.names[listed.id].line == "A painter."


def test_words_are_split_off_as_a_name_of_their_own() -> None:
    split = make(Deed.SPLIT, KIM, "Kim", own_entity(PERSON, "Kim Ok"))
    assert said(split)[3] == ("Kim", "person/~kim-ok", "Kim Ok")
    assert said(split)[0] == ("Kim Su", KIM.id, "Kim Su")


def test_a_name_is_shown_otherwise_and_found_by_what_it_was() -> None:
    done = repaired(article(TEXT), FOUND, KNOWN, [make(Deed.RENAME, RI, "", renamed(RI, "Lee Sol"))])
    assert [one.name for one in done.mentions if one.entity == RI.id] == ["Lee Sol", "Lee Sol"]
    assert (done.names[RI.id].name, done.names[RI.id].aliases) == ("Lee Sol", ("Ri Sol",))


def test_the_name_given_last_is_shown_whenever_it_was_given_to_what_another_became() -> None:
    calls = [make(Deed.RENAME, RI, "", renamed(RI, "Lee Sol"), 1), make(Deed.RENAME, RI, "", renamed(RI, "Yi Sol"), 2)]
    merge = make(Deed.MERGE, KIM, "", RI, 3)
    done = repaired(article(TEXT), FOUND, KNOWN, [*calls, merge])
    assert {one.name for one in done.mentions if one.entity == RI.id} == {"Yi Sol"}
    assert done.used == (calls[1].id, merge.id)


def test_a_kind_changes_with_the_id_that_says_it() -> None:
    done = repaired(article(TEXT), FOUND, KNOWN, [make(Deed.KIND, MARCH, "", of_kind(MARCH, EntityKind.EVENT))])
    changed = [one for one in done.mentions if one.entity == "event/~march"]
    assert [one.kind for one in changed] == [EntityKind.EVENT] * 2
    assert done.names["event/~march"].name == "March"
    assert of_kind(Entity("person/kim-x", "Kim X", PERSON), PLACE).id == "place/~kim-x"


def test_words_are_added_with_their_capitals_as_whole_words_in_what_is_read() -> None:
    text = "The March of Mars. march, MARCH! Marches’ march-pasts of the March.\n\nMarch again"
    body = article(text)
    places = [span.of(text) for span in occurrences(body, "March")]
    assert places == ["March", "MARCH", "March", "March"]
    label = Article(text, (*body.parts[:1], Part(PartKind.BOILERPLATE, body.parts[1].span)), "", "none")
    assert len([*occurrences(label, "March")]) == 3
    assert [
        span.of("Kim\nJong-Un at 남포에서") for span in occurrences(article("Kim\nJong-Un at 남포에서"), "Kim Jong Un")
    ]
    assert [span.of("at 남포에서") for span in occurrences(article("at 남포에서"), "남포")] == ["남포"]


def test_what_is_added_takes_the_place_of_what_it_holds_or_cuts_but_not_of_a_longer_name() -> None:
    added = make(Deed.ADD, None, "Ri Sol in March", own_entity(EntityKind.EVENT, "Ri Sol in March"))
    assert [form for form, *_ in said(added)] == ["Kim Su", "Ri Sol in March", "Kim", "March", "Ri Sol"]
    cut = make(Deed.ADD, None, "Su met", own_entity(PERSON, "Su Met"))
    assert said(cut)[0][0] == "Su met"
    inside = make(Deed.ADD, None, "Sol", own_entity(PERSON, "Sol"))
    assert said(inside) == said()
    assert repaired(article(TEXT), FOUND, KNOWN, [inside]).used == ()


def test_each_repair_sees_what_those_before_it_left() -> None:
    never = make(Deed.REJECT, None, "March", None, 1)
    again = make(Deed.ADD, None, "March", own_entity(EntityKind.EVENT, "March"), 2)
    assert "event/~march" in entities(never, again)
    late = make(Deed.REJECT, None, "March", None, 3)
    assert "event/~march" not in entities(again, late)


def test_an_ambiguous_name_loses_meanings_until_one_is_left() -> None:
    several = Mention(Span(0, 3), PERSON, None, "Kim", (KIM.id, OTHER_KIM.id))
    text = "Kim spoke."
    one = said(make(Deed.REJECT, KIM, "Kim"), text=text, found=[several])
    assert one == [("Kim", OTHER_KIM.id, "Kim Su Jin")]
    both = [make(Deed.REJECT, KIM, "Kim"), make(Deed.REJECT, OTHER_KIM, "Kim", None, 2)]
    assert said(*both, text=text, found=[several]) == []
    chosen = make(Deed.MERGE, None, "Kim", KIM)
    assert said(chosen, text=text, found=[several]) == [("Kim", KIM.id, "Kim Su")]


def test_what_nobody_had_listed_is_the_same_once_it_is_listed() -> None:
    listed = Entity("person/ri-sol", "Ri Sol", PERSON, (), "A painter.")
    found = [mention(TEXT, "Ri Sol", listed)]
    assert repaired(article(TEXT), found, {listed.id: listed}, [make(Deed.REJECT, RI)]).mentions == ()


@st.composite
def scenes(draw: st.DrawFn) -> tuple[Article, tuple[Mention, ...]]:
    """A text, and disjoint mentions somewhere in it."""
    text = " ".join(draw(st.lists(st.sampled_from(WORDS), min_size=1, max_size=14)))
    cuts = sorted(draw(st.lists(st.integers(0, len(text)), max_size=10, unique=True)))
    found = []
    for start, end in list(pairwise(cuts))[::2]:
        if draw(st.booleans()):
            entity = draw(st.sampled_from([*KNOWN.values()]))
            found.append(Mention(Span(start, end), entity.kind, entity.id, entity.name))
        else:
            found.append(Mention(Span(start, end), PERSON, None, text[start:end], (KIM.id, OTHER_KIM.id, RI.id)))
    return article(text), tuple(found)


@st.composite
def sayings(draw: st.DrawFn) -> Repair:
    """Any repair."""
    deed = draw(st.sampled_from(Deed))
    entity = draw(st.sampled_from([*KNOWN.values()]))
    form = draw(st.sampled_from(["", "Kim", "Kim Su", "March", "Ri", "İ", "남포", "Sol March"]))
    other = draw(st.sampled_from([*KNOWN.values(), own_entity(PERSON, "Pak Ok")]))
    to = {Deed.REJECT: None, Deed.RENAME: renamed(entity, "Pak Ok"), Deed.KIND: of_kind(entity, PLACE)}.get(deed, other)
    whatever = deed in (Deed.ADD, Deed.REJECT, Deed.MERGE) and bool(form) and draw(st.booleans())
    number = draw(st.integers(1, 9))
    return Repair(deed, None, "" if whatever else entity.id, form, entity.name, to, f"nr-{number:08x}", number)


@given(scenes(), st.lists(sayings(), max_size=6, unique_by=lambda one: one.id))
def test_mentions_stay_disjoint_in_order_and_inside_the_text(
    scene: tuple[Article, tuple[Mention, ...]], repairs: list[Repair]
) -> None:
    text, found = scene
    done = repaired(text, found, KNOWN, repairs)
    spans = [one.span for one in done.mentions]
    assert all(before.end <= after.start for before, after in pairwise(spans))
    assert all(0 <= span.start < span.end <= len(text.text) for span in spans)
    named = {ident for one in done.mentions for ident in (one.entity, *one.candidates) if ident}
    assert done.names.keys() == named
    assert all(one.name == done.names[one.entity].name for one in done.mentions if one.entity)
    assert all(one.kind is done.names[one.entity].kind for one in done.mentions if one.entity)
    assert all(len(one.candidates) > 1 for one in done.mentions if one.entity is None)
    assert set(done.used) <= {one.id for one in repairs}


@given(scenes(), st.lists(sayings(), max_size=5, unique_by=lambda one: one.id), st.randoms())
def test_the_order_in_which_repairs_come_out_of_the_store_does_not_matter(
    scene: tuple[Article, tuple[Mention, ...]], repairs: list[Repair], random: object
) -> None:
    text, found = scene
    mixed = [*repairs]
    random.shuffle(mixed)  # type: ignore[attr-defined]
    assert repaired(text, found, KNOWN, mixed) == repaired(text, found, KNOWN, repairs)


@given(scenes(), st.lists(sayings(), max_size=5, unique_by=lambda one: one.id))
def test_without_a_repair_that_had_no_part_all_is_the_same(
    scene: tuple[Article, tuple[Mention, ...]], repairs: list[Repair]
) -> None:
    text, found = scene
    done = repaired(text, found, KNOWN, repairs)
    needed = [one for one in repairs if one.id in done.used]
    assert repaired(text, found, KNOWN, needed) == done
    if not done.used:
        assert done.mentions == found


@given(scenes(), st.permutations([0, 1, 2, 3]))
def test_repairs_of_different_names_may_be_made_in_any_order(
    scene: tuple[Article, tuple[Mention, ...]], order: list[int]
) -> None:
    text, found = scene
    clear = [one for one in found if one.entity]
    deeds = [
        (Deed.REJECT, KIM, None),
        (Deed.RENAME, RI, renamed(RI, "Lee")),
        (Deed.KIND, MARCH, of_kind(MARCH, PERSON)),
        (Deed.MERGE, OTHER_KIM, own_entity(PERSON, "Pak Ok")),
    ]
    made = [make(deed, entity, "", to, order[at] + 1) for at, (deed, entity, to) in enumerate(deeds)]
    usual = [make(deed, entity, "", to, at + 1) for at, (deed, entity, to) in enumerate(deeds)]
    first, second = (repaired(text, clear, KNOWN, some) for some in (made, usual))
    assert (first.mentions, first.names) == (second.mentions, second.names)


@pytest.mark.parametrize("order", permutations(range(3)))
def test_rejections_may_come_in_any_order(order: tuple[int, ...]) -> None:
    wanted = [(KIM, ""), (None, "March"), (RI, "Ri Sol")]
    made = [make(Deed.REJECT, entity, form, None, at + 1) for at, (entity, form) in zip(order, wanted, strict=True)]
    assert said(*made) == []


@given(st.text(max_size=20), st.text(max_size=20))
def test_forms_that_are_compared_alike_fold_alike(one: str, other: str) -> None:
    assert (form_key(one) == form_key(other)) == (form_key(form_key(one)) == form_key(form_key(other)))
