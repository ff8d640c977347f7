"""The compiled gazetteer in its file: what comes back, what is refused, what happens where nothing can be written."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from nkreader import locations
from nkreader.analysis.entities import compiled_cache
from nkreader.analysis.entities.compiled import FORM, Compiled, compiled
from nkreader.analysis.entities.gazetteer import Gazetteer
from nkreader.analysis.entities.listed_rows import listed_rows, split, table
from nkreader.analysis.own_names import OwnFile, OwnNames

NONE = OwnNames()


@pytest.fixture(scope="module")
def made() -> Compiled:
    return compiled(NONE)


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch, made: Compiled) -> list[OwnNames]:
    """For whom the gazetteer was compiled."""
    calls: list[OwnNames] = []

    def compile_again(own: OwnNames) -> Compiled:
        calls.append(own)
        return made if own is NONE else compiled(own)

    monkeypatch.setattr(compiled_cache, "compiled", compile_again)
    return calls


def _file() -> Path:
    (file,) = locations.cache().glob("gazetteer-*.cache")
    return file


def test_holds_what_the_files_say(made: Compiled) -> None:
    listed = Gazetteer(made)
    seen = 0
    for ident, kind, row, file in listed_rows():
        entity = listed.entities[ident]
        aliases = split(row.get("aliases", "")) + split(row.get("shared", ""))
        assert (entity.name, entity.kind, entity.aliases) == (row["name"], kind, aliases)
        assert (entity.line, entity.as_of, entity.source) == (row["line"], str(row["as_of"]), row["source"])
        assert all(ident in [e.id for e in listed.lookup(name)] for name in (entity.name, *aliases))
        assert listed.short.get(ident) == row.get("short")
        assert listed.places(ident) == (file,)
        seen += 1
    assert seen == len(listed.entities) > 600
    assert len(listed.ambiguous) == len(table("ambiguous")["name"])


def test_what_is_written_comes_back(made: Compiled, counted: list[OwnNames]) -> None:
    assert compiled_cache.load(NONE) == made
    assert compiled_cache.load(NONE) == made
    assert counted == [NONE]  # the second time it came from the file


def test_the_file_is_the_readers_alone(counted: list[OwnNames]) -> None:
    before = os.umask(0)
    try:
        compiled_cache.load(NONE)
    finally:
        os.umask(before)
    assert stat.S_IMODE(_file().stat().st_mode) == 0o600
    assert stat.S_IMODE(_file().parent.stat().st_mode) == 0o700
    assert [path.name for path in locations.cache().iterdir()] == [_file().name]  # nothing is left of the writing


def _torn(data: bytes) -> bytes:
    return data[: len(data) // 2]


def _one_letter(data: bytes) -> bytes:
    return data.replace(b"kim jong un", b"kim jong on", 1)


def _other_key(data: bytes) -> bytes:
    return data.replace(b" ", b" 0", 2)


@pytest.mark.parametrize(
    "damage", [_torn, _one_letter, _other_key, lambda _: b"", lambda _: b"\n\n\n", lambda _: b"\x80\x04N."]
)
def test_a_damaged_file_is_not_believed_and_made_anew(
    damage: Callable[[bytes], bytes], made: Compiled, counted: list[OwnNames]
) -> None:
    compiled_cache.load(NONE)
    sound = _file().read_bytes()
    assert damage(sound) != sound
    _file().write_bytes(damage(sound))
    assert compiled_cache.load(NONE) == made
    assert len(counted) == 2
    assert _file().read_bytes() == sound


@pytest.mark.parametrize(
    "body", [b"", b"5", b"5\n", b"[]\n", b"{}\n", b'{"sizes": 3}\n', b'{"sizes": [0, 0, 0, 0]}\n\n\n\n']
)
def test_a_sound_file_of_another_form_is_made_anew(body: bytes, made: Compiled, counted: list[OwnNames]) -> None:
    compiled_cache.load(NONE)
    head = _file().read_bytes().split(b"\n")[0]
    digest = hashlib.sha256(body).hexdigest().encode()
    _file().write_bytes(b"\n".join((head, digest, body)))
    assert compiled_cache.load(NONE) == made
    assert len(counted) == 2


def test_without_a_place_to_write_it_works_all_the_same(
    made: Compiled, counted: list[OwnNames], own_world: Path
) -> None:
    locations.cache().parent.mkdir(parents=True, exist_ok=True)
    locations.cache().write_text("in the way", encoding="utf-8")
    assert compiled_cache.load(NONE) == made
    assert compiled_cache.load(NONE) == made
    assert len(counted) == 2
    assert locations.cache().read_text(encoding="utf-8") == "in the way"


def test_another_content_is_another_file(counted: list[OwnNames], monkeypatch: pytest.MonkeyPatch) -> None:
    compiled_cache.load(NONE)
    text = b'[person.hong-kil-tong]\nname = "Hong Kil Tong"\n'
    own = OwnNames((OwnFile("/own/names.toml", text),), (), "1")
    other = OwnNames((OwnFile("/own/names.toml", text + b'line = "Pilot."\n'),), (), "2")
    assert Gazetteer(compiled_cache.load(own)).entities["person/hong-kil-tong"].line == ""
    assert Gazetteer(compiled_cache.load(other)).entities["person/hong-kil-tong"].line == "Pilot."
    monkeypatch.setattr(compiled_cache, "FORM", FORM + 1)
    compiled_cache.load(NONE)
    assert len(counted) == 4


def test_old_files_do_not_pile_up(counted: list[OwnNames], monkeypatch: pytest.MonkeyPatch) -> None:
    for form in range(12):
        monkeypatch.setattr(compiled_cache, "FORM", f"test {form}")
        compiled_cache.load(NONE)
    kept = [*locations.cache().iterdir()]
    assert 1 < len(kept) <= 6
    calls = len(counted)
    compiled_cache.load(NONE)  # the latest is among them
    assert len(counted) == calls


def test_what_is_said_of_an_entry_is_read_when_it_is_asked_for(made: Compiled) -> None:
    at = made.ids.index("person/kim-yo-jong")
    start, end = made.starts[at : at + 2]
    listed = Gazetteer(replace(made, said=made.said[:start] + b"?" * (end - start) + made.said[end:]))
    assert [alias.ids for alias in listed.names["kim yo jong"]] == [("person/kim-yo-jong",)]
    assert listed.entities["person/kim-jong-un"].name == "Kim Jong Un"
    with pytest.raises(ValueError, match="Expecting value"):
        listed.entities["person/kim-yo-jong"]
