"""`versions`: what only one version says and where versions differ, as text, JSON and Markdown."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from nkreader.archive.library import Library
from nkreader.cli.run import run as command_line
from nkreader.cli.versions import fitted
from nkreader.model.article import Stated
from nkreader.model.sanitise import is_safe
from tests.analysis.versions_texts import AGENCY, SEOUL, TOKYO
from tests.cli.test_contract import DATE, HOSTILE, objects

Run = Callable[..., "subprocess.CompletedProcess[str]"]
SEEN = "Pak Jong Chon, Ri Pyong Chol and Kim Jong Sik saw it in Wonsan, Hamhung and Hyesan.\n"
PLACE = {"text", "article", "start", "end", "sentence", "sentence_start", "sentence_end"}


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library of three pieces on one launch, of which one has an earlier text; no test changes it."""
    root = tmp_path_factory.mktemp("versions")
    library = Library.open(root / "library")
    for text in (f"{AGENCY}\n{SEEN}", SEOUL, f"Rice is dear\n\nRice {HOSTILE} got dear in Hyesan.\n"):
        library.add_text(text.encode(), Stated())
    file = root / "tokyo.txt"
    for text in (TOKYO.replace("ten", "eight"), TOKYO):
        file.write_text(f"{text}\n[x](y) *fair* {HOSTILE} was said.\n", encoding="utf-8")
        library.add([file])
    library.close()
    return root / "library"


@pytest.fixture
def run(shelf: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs nkreader on that library, in this process."""

    def running(*arguments: str) -> subprocess.CompletedProcess[str]:
        code = command_line(["--library", str(shelf), *arguments])
        said = capsys.readouterr()
        return subprocess.CompletedProcess(arguments, code, said.out, said.err)

    return running


@pytest.fixture
def event(run: Run) -> str:
    """The launch's."""
    (found,) = objects(run("events", "--json"))
    return str(found["id"])


def piece(run: Run, word: str) -> str:
    (found,) = [row["id"] for row in objects(run("list", "--json")) if word in row["title"]]
    return str(found)


def test_one_object_with_everything(run: Run, event: str) -> None:
    ident = piece(run, "ten ballistic")
    (found,) = objects(run("versions", ident, "--json"))
    assert set(found) == {
        "article", "event", "left_out", "members", "differences", "only", "quotations", "earlier",
    }  # fmt: skip
    assert (found["article"], found["event"], found["left_out"]) == (ident, event, 0)
    last = found["members"][-1]
    assert set(last) == {"id", "title", "outlet", "edition", "cites", "published"}
    assert (last["id"], last["outlet"], last["edition"]) == (ident, "Strait Courier", "2nd lead")
    assert set(last["published"]) == DATE
    assert {row["outcome"] for row in found["differences"]} == {"differs", "sources differ", "changed"}
    row = next(row for row in found["differences"] if row["outcome"] == "sources differ")
    assert row["what"] == "ballistic missiles"
    side = row["sides"][1]
    assert set(side) == PLACE | {"unit", "claimant", "as_of", "carrier", "published", "also"}
    assert (side["carrier"], side["claimant"], side["unit"]) == ("Strait Courier", "Japan's Defense Ministry", None)
    assert {row["sort"] for row in found["only"]} >= {"name", "number"}
    assert set(found["only"][0]) == PLACE | {"sort", "name"}
    (quotation,) = found["quotations"]
    assert [one["likeness"] for one in quotation["wordings"]] == ["nearest to the origin", "other words", "other words"]
    (earlier,) = found["earlier"]
    assert (earlier["number"], len(earlier["digest"])) == (1, 64)
    assert {edit["edit"] for edit in earlier["edits"]} == {"changed"}
    edit = earlier["edits"][0]
    assert edit["after"][slice(*edit["new"][0])] == "ten"


def test_every_place_is_the_texts(run: Run, event: str, shelf: Path) -> None:
    (found,) = objects(run("versions", event, "--json"))
    assert found["article"] is None
    library = Library.open(shelf)
    places = [side for row in found["differences"] for side in row["sides"]]
    places += [*found["only"], *(one for row in found["quotations"] for one in row["wordings"])]
    for place in places:
        text = library.piece(place["article"]).article.text
        assert " ".join(text[place["start"] : place["end"]].split()) == place["text"]
        assert " ".join(text[place["sentence_start"] : place["sentence_end"]].split()) == place["sentence"]
    library.close()


def test_text_has_both_sentences_below_each_other(run: Run, event: str) -> None:
    done = run("versions", event)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith(f"{event}  3 pieces · 2 figures differ")
    told = done.stdout.split("ballistic missiles · differs, by who says it", 1)[1]
    assert (
        "“three ballistic missiles” · the Joint Chiefs of Staff · as of 2024-05-30 · Yonhap News Agency, 2024" in told
    )
    assert (
        "        “ten ballistic missiles” · Japan's Defense Ministry · as of 2024-05-30 · Strait Courier, 2024" in told
    )
    assert "            North Korea fired ten ballistic missiles from Sunan toward the Sea of Japan on Thursday" in told
    assert "hurt · another figure later, no contradiction" in done.stdout


def test_the_words_that_changed_stand_in_brackets(run: Run) -> None:
    done = run("versions", piece(run, "ten ballistic"))
    assert "text 1 beside the present one · 2 changed" in done.stdout
    assert "    - " in done.stdout
    assert "fired [eight] ballistic missiles" in done.stdout
    assert "fired [ten] ballistic missiles" in done.stdout


@pytest.mark.parametrize("format_", ["text", "json", "markdown"])
def test_nothing_dangerous_is_printed(run: Run, format_: str) -> None:
    done = run("versions", piece(run, "ten ballistic"), "--format", format_)
    assert done.returncode == 0
    assert is_safe(done.stdout)


def test_markdown_says_whose_words_they_are(run: Run, event: str) -> None:
    done = run("versions", event, "--format", "markdown")
    assert done.stdout.startswith(f"# Versions · {event}\n")
    assert "## Where they differ" in done.stdout
    assert "> North Korea fired ten ballistic missiles from Sunan" in done.stdout
    assert "## Wordings of a quotation" in done.stdout


def test_a_piece_alone_is_told_on_standard_error(run: Run) -> None:
    done = run("versions", piece(run, "Rice"))
    assert done.returncode == 0
    assert done.stderr == "nkreader: No other piece of this archive is on its event, and it has no earlier text.\n"


@pytest.mark.parametrize("asked", ["e-123456789abc", "ffffffffffff", "nothing"])
def test_what_there_is_not_is_one_line_and_code_3(run: Run, asked: str) -> None:
    done = run("versions", asked)
    assert (done.returncode, done.stdout) == (3, "")
    assert done.stderr.count("\n") == 1
    assert "Traceback" not in done.stderr


def test_the_most_telling_is_listed_and_all_of_it_on_demand(run: Run, event: str) -> None:
    (found,) = objects(run("versions", event, "--json"))
    short, long = run("versions", event).stdout, run("versions", event, "--all").stdout
    names = [row for row in found["only"] if row["sort"] == "name"]
    assert long.count("    name: ") == len(names)
    assert short.count("    name: ") < len(names)
    assert re.search(r"^    \d+ names: \S.* · \S", short, re.MULTILINE)
    assert all(row["name"] in short for row in names)
    sides = {side["text"] for row in found["differences"] for side in row["sides"]}
    assert not sides & {row["text"] for row in found["only"]}  # what differs is told once


def test_who_highlights_a_rewritten_quotation_is_told_of_the_nearer_wording(run: Run) -> None:
    done = run("highlight", "add", piece(run, "ten ballistic"), "--quote", "our enemies must know well", "--json")
    assert done.returncode in (0, 3)
    quote = "Our enemies must know well that our means of strike stand ready at any time to destroy their strongholds"
    done = run("highlight", "add", piece(run, "ten ballistic"), "--quote", quote, "--json")
    (mark,) = objects(done)
    assert mark["quote"] == quote
    assert done.stderr == (
        f"nkreader: this quotation is worded otherwise in Korean Central News Agency ({piece(run, 'agency says')}), "
        "which is nearer to its origin: “The enemies should clearly know that our strike means are ready at any moment "
        "to wipe out their strongholds”\n"
    )
    run("highlight", "remove", mark["id"])
    done = run("highlight", "add", piece(run, "agency says"), "--quote", "hit an island in the sea")
    assert (done.returncode, done.stderr) == (0, "")


def test_a_line_is_broken_between_words_under_its_beginning() -> None:
    line = "        The harbour office said that the storm had torn down four of the piers."
    parts = fitted(line, 40)
    assert all(part.startswith("        ") and len(part) <= 40 for part in parts)
    assert " ".join(part.strip() for part in parts) == line.strip()
    assert fitted(line, 0) == [line]
    wide = "        항구 사무소는 폭풍으로 부두 네 곳이 무너졌다고 밝혔다"
    assert fitted(wide, 20) == [wide]
