"""Groups repaired from the shell."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.test_bad_input import in_one_line
from tests.cli.test_contract import Run, folder, objects, run

__all__ = ["folder", "run"]


def groups(run: Run) -> list[set[str]]:
    return [{item["id"] for item in event["articles"]} for event in objects(run("events", "--json"))]


@pytest.fixture
def ids(run: Run, folder: Path) -> tuple[str, str, str]:
    """The two reports of one event, and a piece on something else."""
    run("add", str(folder))
    by_name = {Path(item["paths"][0]).name: str(item["id"]) for item in objects(run("list", "--json"))}
    return by_name["first.txt"], by_name["second.txt"], by_name["other.txt"]


def test_groups_are_split_joined_listed_and_taken_back(run: Run, ids: tuple[str, str, str]) -> None:
    first, second, other = ids
    (split,) = objects(run("groups", "split", second, "--json"))
    assert set(split) == {"id", "verdict", "these", "those", "holds"}
    assert (split["verdict"], split["these"], split["those"], split["holds"]) == ("split", [second], [first], True)
    assert groups(run) == []
    (joined,) = objects(run("groups", "join", first, other, "--json"))
    assert groups(run) == [{first, other}]
    assert objects(run("groups", "list", "--json")) == [joined, split]
    assert objects(run("groups", "list", "--of", other, "--json"))[0] == joined
    reasons = objects(run("related", first, "--json"))[0]["reasons"]
    assert reasons[0].startswith("same event, joined by hand")
    done = run("groups", "undo", str(split["id"]))
    assert done.stdout == (
        f"{split['id']}  no longer: “Nine saved as tug sinks off Wonsan pier” reports another event than "
        "“Harbour tug hits pier at Wonsan”\n"
    )
    assert groups(run) == [{first, second, other}]
    in_one_line(run("groups", "undo", str(split["id"])), 3, "nothing that you said of groups")


def test_a_follow_up_is_linked_and_outlives_index_and_dump(run: Run, ids: tuple[str, str, str], tmp_path: Path) -> None:
    first, second, other = ids
    done = run("groups", "follow-up", second)
    assert done.stdout.endswith("is a follow-up of “Harbour tug hits pier at Wonsan”, not the same\n")
    assert run("groups", "follow-up", other, first).returncode == 0
    (tmp_path / "library" / "index").rename(tmp_path / "away")

    def check() -> None:
        assert groups(run) == []
        links = {item["id"]: item["reasons"] for item in objects(run("related", first, "--json"))}
        assert links[second][0] == links[other][0] == "follow-up, set by hand"
        assert len(run("groups", "list").stdout.splitlines()) == 2

    check()
    run("dump", str(tmp_path / "all.jsonl"))
    (tmp_path / "library").rename(tmp_path / "former")
    assert run("restore", str(tmp_path / "all.jsonl")).returncode == 0
    check()


def test_what_cannot_be_is_told_in_one_line(run: Run, ids: tuple[str, str, str]) -> None:
    first, second, other = ids
    wrong = {
        ("join", first): (2, "two articles at least"),
        ("join",): (2, "ID"),
        ("join", first, first): (3, "two articles at least"),
        ("split", other): (3, "nothing to split it off from"),
        ("split", "zz"): (3, "12 hex digits"),
        ("follow-up", other): (3, "no other article"),
        ("undo", "gr-00000000"): (3, "nothing that you said"),
        ("list", "--of", "zz"): (3, "12 hex digits"),
        (): (2, "join|split|follow-up|list|undo"),
        ("melt", first): (2, "invalid choice"),
    }
    for words, (code, told) in wrong.items():
        in_one_line(run("groups", *words), code, told)
    assert run("groups", "list").stdout == ""
    assert groups(run) == [{first, second}]
