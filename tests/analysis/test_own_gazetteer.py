"""The reader's own gazetteer files: what they add and change, and what a mistake in them costs."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nkreader import locations
from nkreader.analysis import own_names
from nkreader.analysis.engine import ENGINE, engine
from nkreader.analysis.entities import find_names, gazetteer
from nkreader.analysis.entities.listed_rows import listed_rows
from nkreader.analysis.entities.own_entries import own_entries
from nkreader.analysis.own_names import OwnFile
from nkreader.model.article import Article, Part, PartKind
from nkreader.model.sanitise import is_safe
from nkreader.model.spans import Span

LISTED = frozenset(ident for ident, *_ in listed_rows())
GOOD = """
[person.hong-kil-tong]
name = "Hong Kil Tong"
aliases = ["Hong Gil-dong", "홍길동"]
line = "Director of the harbour office."
short = "Hong"
"""


@pytest.fixture(autouse=True)
def apart(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Files of one test are not those of the next."""
    monkeypatch.setattr(own_names, "_known", None)
    monkeypatch.setattr(own_names, "_library", None)
    yield
    monkeypatch.undo()


def _use(text: str, library: Path | None = None, name: str = "names.toml") -> tuple[str, ...]:
    """Put a file into the configuration, or into a library, and read all; what is wrong."""
    folder = own_names.folders(library)[-1]
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")
    own_names.use(library)
    return gazetteer().told


def _ids(text: str, lang: str = "en") -> list[tuple[str, str | None]]:
    article = Article(text, (Part(PartKind.PARAGRAPH, Span(0, len(text))),), "", "none", lang=lang)
    return [(mention.span.of(text), mention.entity) for mention in find_names(article, ())[0]]


def test_a_new_entry_is_found_by_all_its_names() -> None:
    assert _ids("Then Hong Gil-dong left.")[0][1] == "person/~hong-gil-dong"
    assert _use(GOOD) == ()
    assert _ids("Then Hong Gil-dong left; Hong said no.") == [
        ("Hong Gil-dong", "person/hong-kil-tong"),
        ("Hong", "person/hong-kil-tong"),
    ]
    assert _ids("어제 홍길동이 말했다.", "ko") == [("홍길동", "person/hong-kil-tong")]
    entity = gazetteer().entities["person/hong-kil-tong"]
    assert (entity.line, entity.source) == ("Director of the harbour office.", "your own names.toml")
    assert gazetteer().places(entity.id) == (f"{locations.config() / 'gazetteer' / 'names.toml'}:2",)


def test_an_entry_that_is_there_gets_names_or_another_name_line_and_kind() -> None:
    before = gazetteer().entities["place/pyongyang"]
    text = """
    ["place/pyongyang"]
    aliases = "Heijo | Ryugyong"
    [organisation.rodong-sinmun]
    name = "Workers' Paper"
    line = "A daily."
    kind = "event"
    """
    assert _use(text) == ()
    entity = gazetteer().entities["place/pyongyang"]
    assert (entity.name, entity.line, entity.source) == (before.name, before.line, before.source)
    assert entity.aliases == (*before.aliases, "Heijo", "Ryugyong")
    paper = gazetteer().entities["organisation/rodong-sinmun"]
    assert (paper.name, paper.line, str(paper.kind)) == ("Workers' Paper", "A daily.", "event")
    assert paper.source == "your own names.toml"
    assert _ids("In Heijo the Rodong Sinmun, the Workers' Paper, is read.") == [
        ("Heijo", "place/pyongyang"),
        ("Rodong Sinmun", "organisation/rodong-sinmun"),
        ("Workers' Paper", "organisation/rodong-sinmun"),
    ]


def test_an_entry_can_be_switched_off_even_a_leader_and_a_country() -> None:
    text = "North Korea's Kim fell silent. South Korea says the North is near. Kim Yo Jong and Kim Jong Un met Kim."
    assert "place/north-korea" in [ident for _, ident in _ids(text)]
    off = "[person.kim-jong-un]\nignore = true\n[place.north-korea]\nignore = true\n"
    assert _use(off) == ()
    found = [ident for _, ident in _ids(text)]
    assert "person/kim-yo-jong" in found
    assert not {"person/kim-jong-un", "place/north-korea"} & {*found}
    assert "person/kim-jong-un" not in gazetteer().entities
    assert gazetteer().lookup("김정은") == ()
    assert all(c.id in gazetteer().entities for rule in gazetteer().ambiguous.values() for c in rule.candidates)


def test_the_readers_word_goes_before_what_a_name_else_may_mean() -> None:
    assert len(gazetteer().lookup("Ri Yong Ho")) == 2
    assert "korea" in gazetteer().ambiguous
    text = """
    [person.ri-yong-ho-of-the-harbour]
    name = "Ri Yong Ho"
    [place.my-korea]
    name = "Korea"
    """
    assert _use(text) == ()
    assert _ids("Ri Yong Ho saw Korea.") == [
        ("Ri Yong Ho", "person/ri-yong-ho-of-the-harbour"),
        ("Korea", "place/my-korea"),
    ]
    both = "[person.one]\nname = 'Ri Yong Ho'\n[person.two]\nname = 'Ri Yong Ho'\n"
    assert _use(both) == ()
    assert {entity.id for entity in gazetteer().lookup("Ri Yong Ho")} == {"person/one", "person/two"}


def test_a_librarys_files_come_after_those_of_the_configuration(tmp_path: Path) -> None:
    _use(GOOD)
    assert _use('[person.hong-kil-tong]\nline = "Retired."\n', tmp_path / "library") == ()
    entity = gazetteer().entities["person/hong-kil-tong"]
    assert (entity.name, entity.line) == ("Hong Kil Tong", "Retired.")
    assert len(gazetteer().places(entity.id)) == 2
    own_names.use(tmp_path / "another")
    assert gazetteer().entities["person/hong-kil-tong"].line == "Director of the harbour office."


def test_tables_may_look_as_in_the_files_of_the_distribution() -> None:
    text = '[defaults]\nkind = "place"\nas_of = "2024"\n[my-pier]\nname = "Nine Stones Pier"\nshared = "Old Pier"\n'
    assert _use(text) == ()
    entity = gazetteer().entities["place/my-pier"]
    assert (entity.aliases, entity.as_of) == (("Old Pier",), "2024")


@pytest.mark.parametrize(
    ("wrong", "line", "said"),
    [
        ("[person.nobody]\nline = 'x'", 1, "a new one needs a name"),
        ("[person.nobody]\nignore = true", 1, "no entry person/nobody to switch off"),
        ("[person.a]\nname = 'A Bee'\ncolour = 'red'", 1, "'colour' is no field"),
        ("[person.a]\nname = 3", 1, "name = 3 is no name"),
        ("[person.a]\nname = ''", 1, "is no name"),
        ("[person.a]\nname = 'harbour'", 1, "ordinary word"),
        ("[person.a]\nname = 'B'", 1, "too short"),
        ("[person.a]\nname = '--- 12'", 1, "too short"),
        ('[person.a]\nname = "A\\u001b[1m Bee"', 1, "characters that no name has"),
        ('[person.a]\nname = "A\\nBee"', 1, "characters that no name has"),
        (f"[person.a]\nname = '{'Bee ' * 60}'", 1, "longer than 200"),
        ("[person.a]\nname = 'A Bee'\naliases = [1]", 1, "aliases = 1 is no name"),
        ("[person.a]\nname = 'A Bee'\naliases = 7", 1, "aliases = 7 is no list of names"),
        ("[person.a]\nname = 'A Bee'\nsince = 2020\nuntil = 2010", 1, "since is later than until"),
        ("[person.a]\nname = 'A Bee'\nsince = true", 1, "since = true is no year"),
        ("[person.a]\nname = 'A Bee'\nas_of = 2024-01-01", 1, "is no day"),
        ("[person.a]\nname = 'A Bee'\nignore = 1", 1, "ignore = 1 is neither true nor false"),
        ("[person.a]\nname = 'A Bee'\nkind = 'ship'", 1, "kind = 'ship' is no kind"),
        ("[a]\nname = 'A Bee'", 1, "has no kind"),
        ("[person.A_B]\nname = 'A Bee'", 1, "is no id"),
        ("a = 3", 1, "is no entry"),
        ("weapon = 3", 1, "is no entry"),
        ("[person]\na = 3", 2, "is no entry"),
        ("[defaults]\nname = 'x'", 1, "'name' cannot stand there"),
        ("[person.a]\nname = = 3", 2, "cannot be read"),
    ],
)  # fmt: skip
def test_a_mistake_costs_its_entry_and_is_told_with_its_line(wrong: str, line: int, said: str) -> None:
    entries, told = own_entries([OwnFile("/own/n.toml", f"{wrong}\n{GOOD}".encode())], LISTED)
    assert [entry.id for entry in entries] == ["person/hong-kil-tong"]
    assert told[0].startswith(f"/own/n.toml:{line}: ")
    assert said in told[0]
    assert all(is_safe(each) and "\n" not in each for each in told)


def test_a_file_that_cannot_be_read_is_told_and_the_others_hold() -> None:
    folder = locations.config() / "gazetteer"
    (folder / "dir.toml").mkdir(parents=True)
    (folder / "bad.toml").write_bytes(b"\xff\xfe\n[person.bee]\nname = 'A Bee'\n")
    (folder / "notes.txt").write_text("[person.c]\nname = 'C C'", encoding="utf-8")
    told = _use(GOOD)
    assert [line.removeprefix(str(folder)) for line in told] == [
        "/dir.toml: cannot be read (it is no file); its names are not known",
        "/bad.toml:1: cannot be read (not UTF-8) and is passed over",
    ]
    assert {"person/hong-kil-tong", "person/bee"} <= gazetteer().entities.keys()
    assert "person/c" not in gazetteer().entities


def test_the_engine_tells_other_files_apart(tmp_path: Path) -> None:
    assert own_names.use(None).digest == ""
    assert engine() == ENGINE
    seen = {engine()}
    for text in (GOOD, GOOD + "\n", ""):
        _use(text)
        assert engine() not in seen
        seen.add(engine())
    (locations.config() / "gazetteer" / "names.toml").unlink()
    own_names.use(None)
    assert engine() == ENGINE


@given(st.binary(max_size=200) | st.text("[]=\"'\n.abnmeKkp1 {}\\#,", max_size=200).map(str.encode))
def test_no_file_can_do_harm(data: bytes) -> None:
    entries, told = own_entries([OwnFile("/own/n.toml", data)], LISTED)
    assert all(is_safe(line) and "\n" not in line for line in told)
    assert all(entry.id in LISTED or entry.fields["name"] for entry in entries)
