"""Nothing of the index is read that is not, byte for byte, what was sealed."""

from __future__ import annotations

import os
import pickle
import shutil
import stat
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nkreader.search.document import Document
from nkreader.search.errors import IndexDamaged
from nkreader.search.index import Index
from nkreader.search.language import parse
from nkreader.search.seal import Seal, fingerprint
from tests.search.sealing import Memory

DOCUMENTS = [Document(f"id{n}", f"Title {n}", f"common word{n} " * 30) for n in range(20)]


def made(folder: Path, documents: list[Document]) -> Memory:
    seal = Memory()
    index = Index(folder, seal)
    index.update(documents[: len(documents) // 2])
    index.update(documents[len(documents) // 2 :])
    index.close()
    return seal


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Memory]:
    folder = tmp_path_factory.mktemp("original") / "index"
    return folder, made(folder, DOCUMENTS)


@pytest.fixture
def sealed(original: tuple[Path, Memory], tmp_path: Path) -> tuple[Path, Memory]:
    """An index of its own for every test, and its seal."""
    shutil.copytree(original[0], tmp_path / "index")
    seal = Memory()
    seal.seal = original[1].seal
    return tmp_path / "index", seal


def files(seal: Memory) -> list[str]:
    assert seal.seal
    return sorted(Seal.from_json(seal.seal).files)


def flip(at: float) -> Callable[[Path], None]:
    def damage(path: Path) -> None:
        data = bytearray(path.read_bytes())
        data[int(at * (len(data) - 1))] ^= 0x01
        path.write_bytes(data)

    return damage


def cut(at: float) -> Callable[[Path], None]:
    return lambda path: os.truncate(path, int(at * path.stat().st_size))


def append(path: Path) -> None:
    path.write_bytes(path.read_bytes() + b"}")


def lead_elsewhere(path: Path) -> None:
    path.unlink()
    path.symlink_to("/dev/null")


def become_a_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


DAMAGES: list[Callable[[Path], None]] = [
    *(flip(at) for at in (0, 0.01, 0.25, 0.5, 0.75, 0.99, 1)),
    *(cut(at) for at in (0, 0.01, 0.25, 0.5, 0.75, 0.999)),
    append,
    Path.unlink,
    lead_elsewhere,
    become_a_folder,
]


def is_damaged(folder: Path, seal: Memory) -> None:
    with pytest.raises(IndexDamaged):
        Index(folder, seal).ids()
    with pytest.raises(IndexDamaged):
        Index(folder, seal).search(parse("common"))
    with pytest.raises(IndexDamaged):
        Index(folder, seal).update([DOCUMENTS[0]])


def mends(folder: Path, seal: Memory) -> None:
    index = Index(folder, seal)
    index.clear()
    assert index.ids() == frozenset()
    index.update(DOCUMENTS)
    assert index.search(parse("common"), limit=3).total == 20
    index.close()
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert not folder.is_symlink()


@pytest.mark.parametrize("number", range(3))
@pytest.mark.parametrize("damage", DAMAGES)
def test_every_damaged_file_is_noticed_and_written_anew(
    sealed: tuple[Path, Memory], damage: Callable[[Path], None], number: int
) -> None:
    folder, seal = sealed
    names = files(seal)
    assert len(names) == 3, "two segments and their list"
    damage(folder / names[number])
    is_damaged(folder, seal)
    mends(folder, seal)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(number=st.integers(0, 2), at=st.floats(0, 1), bits=st.integers(1, 255))
def test_every_flipped_bit_is_noticed(original: tuple[Path, Memory], number: int, at: float, bits: int) -> None:
    folder, seal = original
    path = folder / files(seal)[number]
    before = path.read_bytes()
    data = bytearray(before)
    data[int(at * (len(data) - 1))] ^= bits
    path.write_bytes(data)
    try:
        with pytest.raises(IndexDamaged):
            Index(folder, seal).ids()
    finally:
        path.write_bytes(before)
    assert len(Index(folder, seal).ids()) == 20


def test_a_pickle_that_is_not_sealed_is_never_run(sealed: tuple[Path, Memory], tmp_path: Path) -> None:
    folder, seal = sealed
    trap = tmp_path / "sprung"

    class Trap:
        def __reduce__(self) -> tuple[Callable[..., object], tuple[object, ...]]:
            return os.mkdir, (str(trap),)

    for name in files(seal):
        (folder / name).write_bytes(pickle.dumps(Trap()))
    (folder / "_MAIN_99.toc").write_bytes(pickle.dumps(Trap()))
    is_damaged(folder, seal)
    mends(folder, seal)
    assert not trap.exists()


def test_the_files_of_another_index_are_damage(sealed: tuple[Path, Memory], tmp_path: Path) -> None:
    folder, seal = sealed
    other = tmp_path / "other"
    theirs = made(other, [Document(f"other{n}", "Other", "common") for n in range(20)])
    shutil.rmtree(folder)
    shutil.copytree(other, folder)
    is_damaged(folder, seal)
    for name, foreign in zip(files(seal), files(theirs), strict=True):
        (folder / foreign).rename(folder / name)
    is_damaged(folder, seal)
    mends(folder, seal)


def test_an_index_without_a_seal_is_empty_whatever_lies_there(sealed: tuple[Path, Memory]) -> None:
    folder, _ = sealed
    index = Index(folder, Memory())
    assert index.ids() == frozenset()
    index.update(DOCUMENTS[:1])
    assert index.ids() == {"id0"}


def test_what_an_interrupted_writer_left_is_ignored_then_cleared_away(sealed: tuple[Path, Memory]) -> None:
    folder, seal = sealed
    left = ["_MAIN_99.toc", "_MAIN_3.toc.17.5", "MAIN_zzz.seg", "MAIN_zzz.trm"]
    for name in left:
        (folder / name).write_text("half")
    (folder / "MAIN.tmp").mkdir()
    (folder / "MAIN.tmp" / "abc.run").write_text("half")
    (folder / "letter.txt").write_text("not of this index")
    index = Index(folder, seal)
    assert len(index.ids()) == 20
    index.update([Document("more", "", "common")])
    assert len(index.ids()) == 21
    assert {path.name for path in folder.iterdir()} == {"lock", "letter.txt", *files(seal)}


@pytest.mark.parametrize("version", ["0 whoosh 1.2.3", "", "1"])
def test_an_index_of_another_version_is_damage(sealed: tuple[Path, Memory], version: str) -> None:
    folder, seal = sealed
    assert seal.seal
    before = Seal.from_json(seal.seal)
    seal.seal = Seal(version, before.generation, before.files).to_json()
    is_damaged(folder, seal)
    mends(folder, seal)


@pytest.mark.parametrize(
    "said",
    ["", "{", "[]", "[1,2]", '["1",1,{"../x":[1,"a"]}]', '["1",1,{"a":1}]', '["1",0,{}]', '["1","x",{}]', "null"],
)
def test_a_seal_that_is_none_is_damage(sealed: tuple[Path, Memory], said: str) -> None:
    folder, seal = sealed
    seal.seal = said
    is_damaged(folder, seal)
    mends(folder, seal)


def test_a_link_or_a_file_in_place_of_the_folder_is_replaced_and_left_alone(
    sealed: tuple[Path, Memory], tmp_path: Path
) -> None:
    folder, seal = sealed
    articles = tmp_path / "articles"
    folder.rename(articles)
    before = sorted(path.name for path in articles.iterdir())
    folder.symlink_to(articles)
    is_damaged(folder, seal)
    mends(folder, seal)
    assert sorted(path.name for path in articles.iterdir()) == before
    shutil.rmtree(folder)
    folder.write_text("a file")
    is_damaged(folder, seal)
    mends(folder, seal)


@pytest.mark.parametrize("damage", [Path.unlink, cut(0.5), flip(0.5)])
def test_damage_under_an_open_index_is_noticed(sealed: tuple[Path, Memory], damage: Callable[[Path], None]) -> None:
    folder, seal = sealed
    index = Index(folder, seal)
    assert len(index.ids()) == 20
    for name in files(seal):
        damage(folder / name)
    with pytest.raises(IndexDamaged):
        index.search(parse("word3"))
    mends(folder, seal)


def test_a_deleted_folder_is_damage_until_written_anew(sealed: tuple[Path, Memory]) -> None:
    folder, seal = sealed
    index = Index(folder, seal)
    assert len(index.ids()) == 20
    shutil.rmtree(folder)
    with pytest.raises(IndexDamaged):
        index.ids()
    mends(folder, seal)


@pytest.mark.parametrize("wait", [0, 5, 19])
def test_an_index_that_goes_while_it_is_written_is_damage(sealed: tuple[Path, Memory], wait: int) -> None:
    folder, seal = sealed
    before = seal.seal

    def deleting() -> Iterator[Document]:
        for number, document in enumerate(DOCUMENTS):
            if number == wait:
                shutil.rmtree(folder)
                folder.mkdir()
            yield document

    with pytest.raises(IndexDamaged):
        Index(folder, seal).update(deleting())
    assert seal.seal == before
    mends(folder, seal)


def test_a_seal_that_cannot_be_kept_is_told_as_it_is(sealed: tuple[Path, Memory]) -> None:
    folder, seal = sealed

    class Full(Memory):
        def write(self, seal: str | None) -> None:
            raise BlockingIOError("the store is busy")

    busy = Full()
    busy.seal = seal.seal
    with pytest.raises(BlockingIOError, match="the store is busy"):
        Index(folder, busy).update([Document("more", "", "common")])
    assert len(Index(folder, seal).ids()) == 20


def test_a_cleared_index_holds_only_what_it_was_given_then(sealed: tuple[Path, Memory]) -> None:
    index = Index(*sealed)
    index.clear()
    index.update(DOCUMENTS[:1])
    assert index.ids() == {"id0"}
    assert index.search(parse("word1")).total == 0


def test_no_file_is_read_twice_to_compare_it(sealed: tuple[Path, Memory], monkeypatch: pytest.MonkeyPatch) -> None:
    folder, seal = sealed
    read: list[str] = []

    def counting(path: Path) -> tuple[int, str]:
        read.append(path.name)
        return fingerprint(path)

    monkeypatch.setattr("nkreader.search.seal.fingerprint", counting)
    index = Index(folder, seal)
    for _ in range(3):
        index.ids()
        index.search(parse("common"))
    assert sorted(read) == files(seal)
    before = set(read)
    index.update([Document("more", "", "common")])
    index.ids()
    assert set(files(seal)) - before <= set(read)
    assert len(read) <= len(before) + 2 * len(set(files(seal)) - before), "new files: to seal them, and to open them"
