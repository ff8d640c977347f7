"""Helpers change how long an add takes, and nothing else."""

from __future__ import annotations

import json
import os
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from nkreader.archive import ahead
from nkreader.archive.crew import Crew, Work
from nkreader.archive.library import Library
from nkreader.model.article import Article
from tests.benchmarks.measuring import made_text


@pytest.fixture
def crew() -> Iterator[Crew]:
    made = Crew(1)
    yield made
    made.close()


def test_work_is_done_in_another_process_in_order(crew: Crew) -> None:
    waiting = [crew.hand_out(divmod, number, 7) for number in range(50)]
    assert [one() for one in waiting] == [divmod(number, 7) for number in range(50)]
    assert crew.hand_out(os.getpid)() != os.getpid()


def test_what_goes_wrong_there_is_raised_here(crew: Crew) -> None:
    with pytest.raises(ZeroDivisionError):
        crew.hand_out(divmod, 1, 0)()


def test_what_a_helper_left_undone_is_done_here(crew: Crew) -> None:
    helper = crew.hand_out(os.getpid)()
    slow, last = crew.hand_out(time.sleep, 30), crew.hand_out(divmod, 9, 4)
    os.kill(helper, signal.SIGKILL)
    assert last() == (2, 1)
    assert crew.hand_out(os.getpid)() == os.getpid()
    del slow


def test_without_helpers_all_is_done_here() -> None:
    assert Crew(0).hand_out(os.getpid)() == os.getpid()


def test_a_helper_ends_with_its_input(crew: Crew) -> None:
    helper = crew.hand_out(os.getpid)()
    crew.close()
    with pytest.raises(ProcessLookupError):
        os.kill(helper, 0)


def test_a_shared_add_leaves_what_one_alone_leaves(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "articles"
    folder.mkdir()
    for number in range(60):
        (folder / f"{number:03}.txt").write_text(made_text(60, number), encoding="utf-8")
    libraries = []
    for name, many in (("alone", 10_000), ("shared", 5)):
        monkeypatch.setattr(ahead, "MANY", many)
        monkeypatch.setattr("nkreader.archive.levelling.MANY", many)
        library = Library.open(tmp_path / name)
        library.add([folder])
        libraries.append(library)
    alone, shared = libraries
    assert len(alone.headlines()) == 60
    for headline in alone.headlines():
        one, other = (library.piece(headline.id) for library in libraries)
        assert (one.article, one.analysis) == (other.article, other.analysis)
    for query in ("missile", '"Kim Jong Un" -sunday', "hwa*"):
        assert alone.search(query).hits == shared.search(query).hits
    for library in libraries:
        library.close()


def test_a_large_file_is_shared_from_its_first_text_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [{"title": f"Notice {n}", "text": made_text(60, n)} for n in range(12)]
    (tmp_path / "rows.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    handed_out: list[int] = []
    hand_out = Crew.hand_out

    def counted(self: Crew, work: Work, articles: list[Article], *more: object) -> Callable[[], object]:
        handed_out.append(len(articles))
        return hand_out(self, work, articles, *more)

    monkeypatch.setattr(Crew, "hand_out", counted)
    for large, shared in ((1_000_000, 0), (1_000, 12)):
        monkeypatch.setattr(ahead, "LARGE", large)
        with closing(Library.open(tmp_path / str(large))) as library:
            assert len(library.add([tmp_path / "rows.jsonl"]).added) == 12
        assert sum(handed_out) == shared
