"""`dossier`: all that a library prints of a name, as text, JSON and Markdown, whatever the articles hold."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from nkreader.archive.library import Library
from nkreader.cli.run import run as command_line
from nkreader.model.article import Stated
from nkreader.model.sanitise import is_safe
from tests.cli.test_contract import DATE, HOSTILE, objects

Run = Callable[..., "subprocess.CompletedProcess[str]"]

PIECES = (
    ("2019-04-12", "Choe Son Hui, vice-minister of foreign affairs, opened the pier at Nampo."),
    ("2019-05-02", "Rain fell on the pier. Boats left."),
    ("2019-07-10", "The regatta was attended by Kim Jong Un, Pak Pong Ju, Choe Son Hui and Kim Yo Jong."),
    ("2019-07-11", "Foreign Minister Choe Son Hui saw Kim Jong Un off."),
    (None, f"<b>Choe Son Hui</b>, director of a *fair* | [x](y), waved {HOSTILE}"),
    ("2020-01-01", "The pier was painted."),
)


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library of these pieces; no test changes it."""
    folder = tmp_path_factory.mktemp("told") / "library"
    library = Library.open(folder)
    for number, (day, text) in enumerate(PIECES):
        stated = Stated(f"Piece {number}", "Harbour Wire", None, None, day)
        library.add_text(f"Piece {number}\n\n{text}\n".encode(), stated)
    library.close()
    return folder


@pytest.fixture
def run(shelf: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs nkreader on that library, in this process."""

    def running(*arguments: str) -> subprocess.CompletedProcess[str]:
        code = command_line(["--library", str(shelf), *arguments])
        said = capsys.readouterr()
        return subprocess.CompletedProcess(arguments, code, said.out, said.err)

    return running


def test_one_object_with_all_that_is_printed(run: Run, shelf: Path) -> None:
    (found,) = objects(run("dossier", "Choe Son Hui", "--json"))
    assert set(found) == {
        "id", "name", "kind", "line", "as_of", "source", "aliases", "written", "pieces", "mentions", "undated", "vague",
        "first", "last", "longest_silence", "silence_since", "titles", "ranks", "lists", "right_before", "right_after",
        "same_list", "same_article", "doubts", "ids",
    }  # fmt: skip
    assert (found["name"], found["kind"], found["pieces"], found["mentions"]) == ("Choe Son Hui", "person", 4, 4)
    assert (found["undated"], found["vague"]) == (1, 0)
    assert found["written"] == [{"text": "Choe Son Hui", "count": 4}]
    assert set(found["first"]["published"]) == DATE
    assert (found["first"]["title"], found["last"]["title"]) == ("Piece 0", "Piece 3")
    silence = found["longest_silence"]
    assert (silence["from"], silence["to"], silence["days"]) == ("2019-04-12", "2019-07-10", 89)
    assert (silence["pieces_held"], silence["pieces_maybe"]) == (1, 1)
    assert silence["after"]["title"] == "Piece 0"
    assert silence["until"]["title"] == "Piece 2"
    assert (found["silence_since"]["to"], found["silence_since"]["until"]) == ("2020-01-01", None)
    assert [title["title"] for title in found["titles"]][:2] == ["Foreign Minister", "vice-minister of foreign affairs"]
    assert [(row["place"], row["names"]) for row in found["lists"]] == [
        (3, ["Kim Jong Un", "Pak Pong Ju", "Choe Son Hui", "Kim Yo Jong"])
    ]
    (rank,) = found["ranks"]
    assert (rank["place"], rank["least"], rank["most"], rank["lists"]) == (3, 4, 4, 1)
    assert [one["name"] for one in found["right_before"]] == ["Pak Pong Ju"]
    assert [one["name"] for one in found["right_after"]] == ["Kim Yo Jong"]
    (kim,) = (one for one in found["same_article"] if one["name"] == "Kim Jong Un")
    assert (kim["pieces"], kim["before"], kim["id"]) == (2, 1, "person/kim-jong-un")
    library = Library.open(shelf)
    for title in found["titles"]:
        text = library.piece(title["last"]["article"]).article.text
        assert title["title"] in text[title["last"]["start"] : title["last"]["end"]]
    library.close()


def test_the_text_tells_the_same_in_order_of_use(run: Run) -> None:
    done = run("dossier", "Choe", "Son", "Hui")
    assert done.returncode == 0
    found = [line.strip() for line in done.stdout.splitlines()]
    assert found[0].startswith("Choe Son Hui  person/")
    assert "first named 2019-04-12, last 2019-07-11 · 1 piece undated" in found
    assert (
        "longest silence: not named 2019-04-12 – 2019-07-10 · 89 days · 1 piece held then · 1 more may be of that time"
        in found
    )
    heads = ["titles as printed", "in lists", "newest lists", "in the same list", "in the same article"]
    assert [line for line in found if line in heads] == heads
    assert any(line.startswith("vice-minister of foreign affairs · 2019-04-12 · 1 piece · ") for line in found)
    assert "3rd of 4, in 1 of 1 list · 2019-07-10" in found
    assert all(is_safe(char) for char in done.stdout)


def test_markdown_cites_every_finding_and_obeys_nobody(run: Run) -> None:
    done = run("dossier", "Choe Son Hui", "--format", "markdown")
    assert done.returncode == 0
    assert done.stdout.startswith('---\nnkreader_id: "dossier person/')
    assert "\n# Choe Son Hui\n" in done.stdout
    assert "\n> Foreign Minister Choe Son Hui saw Kim Jong Un off.\n\n— “Piece 3” · Harbour Wire" in done.stdout
    assert "<b>" not in done.stdout.replace("\\<b\\>", "")
    assert "\\[x\\](y)" in done.stdout
    assert all(is_safe(char) for char in done.stdout)


def test_a_place_has_company_and_silences_but_no_titles(run: Run) -> None:
    (found,) = objects(run("dossier", "Nampo", "--json"))
    assert (found["kind"], found["titles"], found["lists"]) == ("place", [], [])
    assert found["longest_silence"] is None
    assert [one["name"] for one in found["same_article"]] == ["Choe Son Hui"]
    assert "not known, as fewer than two pieces are dated" in run("dossier", "Nampo").stdout


def test_a_name_nobody_has_and_a_wrong_format(run: Run) -> None:
    nobody = run("dossier", "Nobody At All")
    assert (nobody.returncode, nobody.stdout) == (3, "")
    assert nobody.stderr.count("\n") == 1
    assert run("dossier", "Choe Son Hui", "--format", "csv").returncode == 2


def test_one_person_in_two_spellings_is_told_once_and_each_alone_behind_an_equals_sign(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    library = Library.open(tmp_path / "library")
    for day, name, rest in (
        ("2014-03-04", "Choe Son Gwon", "opened a harbour at Nampo"),
        ("2014-09-12", "Choi Son-gwon", "saw cows in Hamhung"),
    ):
        text = f"North Korean vice-minister {name} {rest}."
        library.add_text(text.encode(), Stated(rest, "Harbour Wire", None, None, day))
    library.close()

    def running(*arguments: str) -> subprocess.CompletedProcess[str]:
        code = command_line(["--library", str(tmp_path / "library"), *arguments])
        said = capsys.readouterr()
        return subprocess.CompletedProcess(arguments, code, said.out, said.err)

    both = ["person/~choe-son-gwon", "person/~choi-son-gwon"]
    for name in ("Choe Son Gwon", "Choi Son-gwon", *both):
        (found,) = objects(running("dossier", name, "--json"))
        assert (found["pieces"], found["ids"]) == (2, both)
        assert "counted as one with Choi Son-gwon ×1: both of the north and called by state" in found["doubts"]
        assert len(objects(running("appearances", name, "--json"))) == 2
    for name, ident in (("=Choe Son Gwon", both[0]), ("=Choi Son-gwon", both[1]), (f"={both[1]}", both[1])):
        (found,) = objects(running("dossier", name, "--json"))
        assert (found["id"], found["pieces"], found["ids"]) == (ident, 1, [ident])
        assert len(objects(running("appearances", name, "--json"))) == 1
    (listed,) = objects(running("entities", "--kind", "person", "--json"))
    assert (listed["id"], listed["aliases"], listed["articles"]) == (both[0], ["Choi Son-gwon"], 2)
    assert running("names", "split", "Choe Son Gwon", "Choi Son-gwon", "Another Choi").returncode == 0
    assert [row["articles"] for row in objects(running("entities", "--kind", "person", "--json"))] == [1, 1]
