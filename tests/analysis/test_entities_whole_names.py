"""Names that are longer than they look: particles, overlaps, surnames that stand first, enterprises."""

from __future__ import annotations

import pytest

from nkreader.analysis import own_names
from nkreader.analysis.entities import find_names
from nkreader.analysis.entities.case_rules import capitalised
from nkreader.model.article import Article, Part, PartKind
from nkreader.model.entities import EntityKind, Mention
from nkreader.model.spans import Span


def _mentions(text: str) -> tuple[Mention, ...]:
    return find_names(Article(text, (Part(PartKind.PARAGRAPH, Span(0, len(text))),), "", "none", lang="en"), ())[0]


def _people(text: str) -> list[tuple[str, str | None]]:
    return [(m.span.of(text), m.entity) for m in _mentions(text) if m.kind is EntityKind.PERSON]


@pytest.mark.parametrize(
    ("text", "name", "ident"),
    [
        ("The EU's Ursula von der Leyen came.", "Ursula von der Leyen", "person/ursula-von-der-leyen"),
        ("URSULA VON DER LEYEN CAME", "URSULA VON DER LEYEN", "person/ursula-von-der-leyen"),
        ("Syria's Bashar al-Assad wrote.", "Bashar al-Assad", "person/bashar-al-assad"),
        ("Syria's Bashar Al Assad wrote.", "Bashar Al Assad", "person/bashar-al-assad"),
        ("He met Alejandro Cao de Benos there.", "Alejandro Cao de Benos", "person/alejandro-cao-de-benos"),
        ("They hid Osama bin Laden there.", "Osama bin Laden", "person/osama-bin-laden"),
        ("Judge Celso de Mello voted.", "Celso de Mello", "person/~celso-de-mello"),
        ("Prince Mohammed bin Salman flew.", "Mohammed bin Salman", "person/~mohammed-bin-salman"),
        ("Minister Jose dos Santos flew.", "Jose dos Santos", "person/~jose-dos-santos"),
        ("President Alexander van der Bellen flew.", "Alexander van der Bellen", "person/~alexander-van-der-bellen"),
        ("Minister Abdullah bin Zayed al-Nahyan flew.", "Abdullah bin Zayed al-Nahyan",
         "person/~abdullah-bin-zayed-al-nahyan"),
        ("Minister Khalid bin Salman bin Abdulaziz al-Saud flew.", "Khalid bin Salman bin Abdulaziz al-Saud",
         "person/~khalid-bin-salman-bin-abdulaziz-al-saud"),
        ("General Zia ul-Haq ruled.", "Zia ul-Haq", "person/~zia-ul-haq"),
    ],
)  # fmt: skip
def test_particles_belong_to_names(text: str, name: str, ident: str) -> None:
    assert _people(text) == [(name, ident)]


@pytest.mark.parametrize(
    ("full", "short"),
    [
        ("Celso de Mello", "de Mello"),
        ("Celso de Mello", "De Mello"),
        ("Celso de Mello", "Mello"),
        ("Alexander van der Bellen", "Van der Bellen"),
        ("Mohammed bin Salman", "bin Salman"),
        ("Ursula von der Leyen", "von der Leyen"),
        ("Bashar al-Assad", "al-Assad"),
        ("Bashar al-Assad", "Assad"),
    ],
)
def test_short_forms_keep_their_particles(full: str, short: str) -> None:
    text = f"President {full} came. {short} spoke, and later {short} left."
    (first, ident), *others = _people(text)
    assert first == full
    assert others == [(short, ident)] * 2


def test_a_title_may_stand_before_a_particle() -> None:
    text = "President van der Bellen came. Alexander van der Bellen, the president, spoke."
    assert [name for name, _ in _people(text)] == ["van der Bellen", "Alexander van der Bellen"]
    assert len({ident for _, ident in _people(text)}) == 1


def test_ordinary_small_words_are_still_no_part_of_a_person() -> None:
    assert not capitalised("Kim Jong Un", "Kim jong Un", EntityKind.PERSON)
    assert not capitalised("Ri De", "Ri de", EntityKind.PERSON)
    assert not capitalised("Lee Jae-myung", "Lee Jae myung", EntityKind.PERSON)
    assert _people("Tours to la Maison and el Nino ended; the van Kim saw stopped.") == []


@pytest.fixture
def listed(monkeypatch: pytest.MonkeyPatch) -> None:
    """A gazetteer in which names overlap."""
    text = b"""
    [organisation.stone-harbour-works]
    name = "Stone Harbour Works"
    [organisation.harbour-works-quay]
    name = "Harbour Works Quay"
    [weapon.works-quay]
    name = "Works Quay"
    [event.talks]
    name = "Quay Talks Of Nine"
    """
    own = own_names.OwnNames((own_names.OwnFile("/n.toml", text),), (), "overlapping")
    monkeypatch.setattr(own_names, "_known", own)


@pytest.mark.usefixtures("listed")
@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Near Stone Harbour Works it rained.", ["Stone Harbour Works"]),
        ("Near sandStone Harbour Works Quay it rained.", ["Harbour Works Quay"]),
        ("Near sandstone Harbour Works Quays it rained.", []),
        ("Near sandstone Harbour Works it rained.", []),
        ("Near sandStone Harbour Works it rained.", []),
        ("A stone harbour Works Quay it was.", ["Works Quay"]),
        ("A stone harbour works Quay Talks of Nine.", ["Quay Talks of Nine"]),
    ],
)
def test_a_rejected_name_hides_none_that_begins_in_it(text: str, found: list[str]) -> None:
    assert [m.span.of(text) for m in _mentions(text)] == found


def test_what_a_word_runs_into_is_not_named_by_its_end() -> None:
    assert _mentions("They saidNorth Korea was far; politicsSouth Korea too.") == ()
    assert [m.name for m in _mentions("A piece on politicsN. Korea's leader.")] == ["North Korea"]


@pytest.mark.parametrize(
    "text",
    [
        "Wang Guo Fu, a spokesman in Beijing, was late. Spokesman Wang said no.",
        "Wang Hongwen came from Beijing. Later Spokesman Wang met the press.",
        "Spokesman Wang met the press. Wang Hongwen had come from Beijing.",
        "Ambassador Wang met the press. Wang Hongwen and Li Chengdong had come from Beijing.",
    ],
)
def test_a_chinese_surname_is_that_of_whom_the_article_names_in_full(text: str) -> None:
    people = [found for found in _people(text) if found[0].startswith("Wang")]
    assert {name for name, _ in people} >= {"Wang"}
    assert len(people) == 2
    assert len({ident for _, ident in people}) == 1
    assert str(people[0][1]).startswith("person/~wang-")


def test_without_a_full_name_an_office_tells_whose_surname_it_is() -> None:
    assert _people("Spokesman Wang met the press.") == [("Wang", "person/wang-wenbin")]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The Tokhung Mining Complex raised its output.", EntityKind.ORGANISATION),
        ("The Tokhung Steel Complex raised its output.", EntityKind.ORGANISATION),
        ("They toured the Tokhung Youth Chemical Complex.", EntityKind.ORGANISATION),
        ("They toured the Tokhung Industrial Complex.", EntityKind.PLACE),
        ("They toured the Tokhung Health Complex.", EntityKind.PLACE),
        ("They toured the Tokhung Shoe Factory.", EntityKind.PLACE),
        ("They toured the Tokhung Fruit Farm.", EntityKind.PLACE),
    ],
)
def test_complexes_that_produce_are_organisations_as_the_listed_ones(text: str, kind: EntityKind) -> None:
    assert [m.kind for m in _mentions(text)] == [kind]
