"""The gazetteer's data keep their schema."""

from __future__ import annotations

import re
from collections import defaultdict

import pytest

from nkreader.analysis.entities import gazetteer
from nkreader.analysis.entities.gazetteer import key
from nkreader.analysis.entities.listed_rows import FILES, entries, table
from nkreader.model.entities import EntityKind

_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_FIELDS = {"name", "aliases", "shared", "short", "line", "since", "until", "source", "as_of"}
_NAMED_SOURCES = {"Wikidata", "openadmindata.org", "unverified"}


def test_holds_every_kind_and_enough_entries() -> None:
    entities = gazetteer().entities
    assert len(entities) >= 600
    assert {entity.kind for entity in entities.values()} == set(EntityKind)


@pytest.mark.parametrize("name", FILES)
def test_entries_have_slugs_known_fields_a_line_and_a_source(name: str) -> None:
    rows = table(name)
    defaults = rows.pop("defaults")
    assert set(defaults) == {"kind", "source", "as_of"}
    for slug, row in rows.items():
        assert _ID.fullmatch(slug), slug
        assert set(row) <= _FIELDS, slug
        entity = gazetteer().entities[f"{defaults['kind']}/{slug}"]
        assert entity.name, slug
        assert entity.line.endswith("."), slug
        assert entity.line.count(". ") == 0, slug
        assert entity.source in _NAMED_SOURCES, slug
        assert entity.as_of, slug


@pytest.mark.parametrize("name", FILES)
def test_the_quick_reader_reads_what_toml_says(name: str) -> None:
    assert entries(name) == table(name)


def test_no_word_or_city_stands_for_two_countries() -> None:
    seen: dict[str, str] = {}
    for row in table("countries")["country"]:
        for word in {row["name"], *row["words"].split(" | "), *row["cities"].split(" | ")}:
            assert seen.setdefault(word, row["name"]) == row["name"], word


def test_a_persons_posts_without_a_named_source_are_not_given_as_lasting() -> None:
    for entity in gazetteer().entities.values():
        if entity.kind is EntityKind.PERSON and entity.source == "unverified":
            assert " since " not in entity.line, entity.id
            assert not re.search(r"\b(?:executed|killed|died|purged|dead)\b", entity.line), entity.id


def test_no_name_belongs_to_two_entries_unless_both_say_so() -> None:
    owners: dict[str, set[str]] = defaultdict(set)
    shared: dict[str, set[str]] = defaultdict(set)
    for name in FILES:
        rows = table(name)
        kind = rows.pop("defaults")["kind"]
        for slug, row in rows.items():
            for text in [row["name"], *row.get("aliases", "").split(" | ")]:
                if text:
                    owners[key(text)].add(f"{kind}/{slug}")
            for text in row.get("shared", "").split(" | "):
                if text:
                    shared[key(text)].add(f"{kind}/{slug}")
    ambiguous = gazetteer().ambiguous
    for name, ids in owners.items():
        declared = set(shared.get(name, set()))
        if name in ambiguous:
            declared |= {candidate.id for candidate in ambiguous[name].candidates}
        assert len(ids) == 1 or ids <= declared, (name, ids)


def test_no_alias_is_an_ordinary_lower_case_word() -> None:
    for entity in gazetteer().entities.values():
        for text in (entity.name, *entity.aliases):
            assert not (text.isascii() and text.islower() and " " not in text and "-" not in text), text


def test_ambiguous_names_point_at_entries_and_have_cues() -> None:
    listed = gazetteer()
    for rule in listed.ambiguous.values():
        for candidate in rule.candidates:
            assert candidate.id in listed.entities, candidate.id
            assert candidate.cues


def test_lookup_is_blind_to_case_hyphens_and_romanisation() -> None:
    lookup = gazetteer().lookup
    for name in ("Kim Jong Un", "kim jong-un", "KIM JONG UN", "Kim Cho'ng-u'n", "Kim Cho’ng-u’n", "김정은"):
        assert [entity.id for entity in lookup(name)] == ["person/kim-jong-un"], name
    assert {entity.id for entity in lookup("Ri Yong Ho")} == {
        "person/ri-yong-ho-general",
        "person/ri-yong-ho-diplomat",
    }
    assert lookup("Nobody At All") == ()
