"""Names repaired from the shell."""

from __future__ import annotations

from pathlib import Path

from tests.cli.test_bad_input import in_one_line
from tests.cli.test_contract import Run, folder, objects, run

__all__ = ["folder", "run"]


def entities(run: Run) -> dict[str, int]:
    return {str(item["name"]): int(item["articles"]) for item in objects(run("entities", "--json"))}


def found(run: Run, query: str) -> int:
    return len(objects(run("search", query, "--json")))


def test_a_repair_is_made_listed_and_taken_back(run: Run, folder: Path) -> None:
    run("add", str(folder))
    before = entities(run)
    first = next(str(i["id"]) for i in objects(run("list", "--json")) if i["paths"][0].endswith("first.txt"))
    (made,) = objects(run("names", "reject", "Wonsan", "--in", first, "--json"))
    assert set(made) == {"id", "deed", "article", "entity", "form", "was", "becomes", "articles"}
    assert (made["deed"], made["article"], made["becomes"], made["articles"]) == ("reject", first, None, 1)
    assert entities(run)["Wonsan"] == before["Wonsan"] - 1
    assert found(run, "place:wonsan") == 1
    assert objects(run("names", "list", "--json")) == [made]
    done = run("names", "undo", str(made["id"]))
    assert done.stdout == f"{made['id']}  {first}  no longer: “Wonsan” is no name (1 article)\n"
    assert entities(run) == before
    assert run("names", "list").stdout == ""
    in_one_line(run("names", "undo", str(made["id"])), 3, "no repair")


def test_every_deed_can_be_done_and_outlives_index_and_dump(run: Run, folder: Path, tmp_path: Path) -> None:
    run("add", str(folder))
    said = [
        ("rename", "Kim Jong Un", "The Marshal"),
        ("kind", "Hwasong-18", "event"),
        ("same", "Wonsan", "Nampo"),
        ("add", "tug", "--kind", "weapon"),
        ("add", "sailors", "--same", "person/kim-jong-il"),
        ("split", "Pyongyang", "PYONGYANG", "Pyongyang dateline"),
        ("reject", "--form", "Rodong Sinmun"),
    ]
    for words in said:
        done = run("names", *words)
        assert (done.returncode, done.stderr) == (0, ""), words
    assert len(run("names", "list").stdout.splitlines()) == len(said)
    (tmp_path / "library" / "index").rename(tmp_path / "away")

    def check() -> None:
        now = entities(run)
        assert {"The Marshal", "Nampho", "tug", "Kim Jong Il", "Pyongyang dateline"} <= now.keys()
        assert not {"Kim Jong Un", "Wonsan", "Rodong Sinmun"} & now.keys()
        assert (found(run, "person:marshal"), found(run, "weapon:tug"), found(run, "place:nampho")) == (1, 2, 2)
        assert (found(run, "weapon:hwasong"), found(run, "event:hwasong")) == (0, 1)

    check()
    run("dump", str(tmp_path / "all.jsonl"))
    (tmp_path / "library").rename(tmp_path / "former")
    assert run("restore", str(tmp_path / "all.jsonl")).returncode == 0
    check()


WRONG = {
    ("reject",): (2, "NAME or --form"),
    ("reject", "Atlantis"): (3, "no article here names"),
    ("rename", "Wonsan", " "): (3, "at least one letter"),
    ("kind", "Wonsan", "boat"): (2, "invalid choice"),
    ("add", "tug"): (2, "--kind"),
    ("add", "tug", "--kind", "place", "--in", "zz"): (3, "12 hex digits"),
    ("add", "zeppelin", "--same", "Atlantis"): (3, "no article here names"),
}


def test_what_cannot_be_is_told_in_one_line(run: Run, folder: Path) -> None:
    run("add", str(folder))
    for words, (code, told) in WRONG.items():
        in_one_line(run("names", *words), code, told)
    assert run("names", "list").stdout == ""


def test_what_no_article_has_yet_holds_for_those_to_come(run: Run, folder: Path) -> None:
    run("add", str(folder))
    done = run("names", "add", "zeppelin", "--kind", "weapon")
    assert done.returncode == 0
    assert "holds for those to come" in done.stderr
    run("add", "-", stdin="A zeppelin rose.\n")
    assert entities(run)["zeppelin"] == 1
