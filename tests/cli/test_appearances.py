"""`appearances`: a row an event, in order of time, in four formats, whatever the articles hold."""

from __future__ import annotations

import csv
import io
import re
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from nkreader.archive.library import Library
from nkreader.cli.run import run as command_line
from nkreader.model.sanitise import is_safe
from tests.archive.conftest import FIRST, OTHER, SECOND
from tests.cli.test_contract import DATE, HOSTILE, objects

Run = Callable[..., "subprocess.CompletedProcess[str]"]

TEXTS = {
    "first": f"""{FIRST}
Choe Son Hui, foreign minister of the DPRK, visited the pier on Sunday, accompanied by Kim Tok Hun and Jo Yong Won.
""",
    "second": f"{SECOND}\nChoe Son Hui is expected to see the pier again.\n",
    "other": OTHER,
    "message": """Minister thanks the crew of a tug

PYONGYANG, June 20 (Harbour Wire) -- In a letter read out on Thursday, June 20, 2024, the crew was thanked.
Foreign Minister Choe Son-hui sent a message of sympathy to the crew.
""",
    "recalled": """Lighthouse keeper at Wonsan retires

WONSAN, July 4, 2024 (Coast Courier) -- The keeper of the lighthouse trimmed its lamp for the last time on Thursday.

One day in May 2016, Choe Son Hui visited the lighthouse.
""",
    "undated": """The grey heron of the reed bed

A grey heron stood in the reeds below the weir and waited for carp. Two mallards swam past the heron and the mallards
complained. The heron caught a carp, swallowed it and flew to the alder on the far bank, where its nest is.

Nothing says why children call the heron Choe Son Hui.
""",
    "general": "A drill\n\nOn Monday, April 1, 2024, 리영호 watched a drill at Wonsan in North Korea.\n",
    "diplomat": "A dinner\n\nOn Tuesday, April 2, 2024, 리용호 gave a dinner at Wonsan in North Korea.\n",
}
COLUMNS = (
    "happened,reported,published,first,last,appearance,role,place,place_basis,others,sentence,article,start,end,"
    "articles,outlets,event"
)


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library of these texts; no test changes it."""
    here = tmp_path_factory.mktemp("shelf")
    articles = here / "articles"
    articles.mkdir()
    for name, text in TEXTS.items():
        (articles / f"{name}.txt").write_text(text, encoding="utf-8")
    evil = f"A parcel\n\n=cmd(1), Choe Son Hui attended <b>a *fair*</b> | on Monday, August 5, 2024 {HOSTILE}\n"
    (articles / "hostile.txt").write_text(evil, encoding="utf-8")
    library = Library.open(here / "library")
    library.add([articles])
    library.close()
    return here / "library"


@pytest.fixture
def run(shelf: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs nkreader on that library, in this process."""

    def running(*arguments: str) -> subprocess.CompletedProcess[str]:
        code = command_line(["--library", str(shelf), *arguments])
        said = capsys.readouterr()
        return subprocess.CompletedProcess(arguments, code, said.out, said.err)

    return running


def rows(run: Run, *arguments: str) -> list[dict[str, Any]]:
    return objects(run("appearances", *arguments, "--json"))


def manners(found: list[dict[str, Any]]) -> list[str]:
    return [row["appearance"] for row in found]


def test_one_row_an_event_in_order_of_time(run: Run, shelf: Path) -> None:
    found = rows(run, "Choe Son Hui")
    assert manners(found) == ["present", "present", "message or statement", "present", "named only"]
    recalled, tug, message, hostile, undated = found
    assert set(tug) == {
        "happened", "reported", "published", "appearance", "role", "place", "place_basis", "others", "sentence",
        "article", "start", "end", "articles", "event",
    }  # fmt: skip
    assert set(tug["happened"]) == set(tug["reported"]) == set(tug["published"]) == DATE
    assert len(tug["articles"]) == 2
    assert tug["event"].startswith("e-")
    assert tug["role"] == "foreign minister of the DPRK"
    assert tug["others"] == ["Kim Tok Hun", "Jo Yong Won"]
    assert (tug["place"], tug["place_basis"]) == ("WONSAN", "dateline")
    assert tug["happened"]["value"] == "2024-03-03"
    assert {piece["outlet"] for piece in tug["articles"]} == {"Harbour Wire", "Coast Courier"}
    assert message["role"] == "Foreign Minister"
    assert message["event"] is None
    assert (undated["happened"]["value"], undated["published"]["value"]) == (None, None)
    assert (recalled["happened"]["value"], recalled["happened"]["basis"]) == ("2016-05", "mention")
    assert recalled["sentence"] == "One day in May 2016, Choe Son Hui visited the lighthouse."
    assert recalled["published"]["value"] == "2024-07-04"
    library = Library.open(shelf)
    for row in found:
        text = library.piece(row["article"]).article.text
        assert text[row["start"] : row["end"]] == row["sentence"], "verbatim"
    library.close()
    assert "Choe Son Hui" in hostile["sentence"]


def test_an_alias_and_an_id_mean_the_same(run: Run) -> None:
    found = rows(run, "Choe Son Hui")
    assert rows(run, "choe", "SON-HUI") == found
    assert rows(run, "person/choe-son-hui") == found


def test_days_choose(run: Run) -> None:
    everything = rows(run, "Choe Son Hui")
    assert rows(run, "Choe Son Hui", "--from", "2024-03-03", "--to", "2024-03-03") == everything[1:2]
    assert rows(run, "Choe Son Hui", "--from", "2024-06-01") == everything[2:4], "never what is undated"
    assert rows(run, "Choe Son Hui", "--to", "2016-05-10") == everything[:1]
    assert rows(run, "Choe Son Hui", "--from", "2030-01-01") == []
    late = run("appearances", "Choe Son Hui", "--from", "2024-06-01", "--to", "2024-05-01")
    assert (late.returncode, late.stderr) == (2, "nkreader: appearances: --to lies before --from\n")
    assert run("appearances", "Choe Son Hui", "--from", "soon").returncode == 2


def test_what_is_no_person_is_but_named(run: Run) -> None:
    found = rows(run, "Wonsan")
    assert set(manners(found)) == {"named only"}
    assert all(row["sentence"] and row["articles"] and not row["others"] and row["role"] is None for row in found)


def test_an_ambiguous_name_is_told_with_its_candidates(run: Run) -> None:
    told = run("appearances", "Ri Yong Ho")
    assert (told.returncode, told.stdout) == (2, "")
    assert told.stderr.count("\n") == 1
    assert "person/ri-yong-ho-general" in told.stderr
    assert "person/ri-yong-ho-diplomat" in told.stderr
    assert len(rows(run, "person/ri-yong-ho-general")) == 1


def test_an_unknown_name_is_told_in_a_line(run: Run) -> None:
    for name in ("Nobody At All", "person/nobody", " ", "\x1b[2J"):
        told = run("appearances", name)
        assert (told.returncode, told.stdout, told.stderr.count("\n")) == (3, "", 1)
        assert is_safe(told.stderr)


def test_the_table_says_what_is_sure_and_what_is_not(run: Run) -> None:
    told = run("appearances", "Choe Son Hui")
    assert told.returncode == 0
    assert told.stderr == "nkreader: 5 events\n"
    lines = told.stdout.splitlines()
    heads = [line for line in lines if not line.startswith(" ")]
    assert heads[0] == "2016-05, day unknown  present"
    assert heads[1].startswith("2024-03-03  present · foreign minister of the DPRK · WONSAN (dateline)")
    assert heads[-1].startswith("undated  named only")
    assert "    with Kim Tok Hun, Jo Yong Won" in lines
    assert any(
        re.fullmatch(r"    [0-9a-f]{12} \(Harbour Wire\), [0-9a-f]{12} \(Coast Courier\)", line) for line in lines
    )


def test_csv_has_a_header_and_no_formula(run: Run) -> None:
    told = run("appearances", "Choe Son Hui", "--format", "csv").stdout
    assert told.splitlines()[0] == COLUMNS
    table = list(csv.DictReader(io.StringIO(told)))
    assert [row["appearance"] for row in table] == manners(rows(run, "Choe Son Hui"))
    assert table[1]["others"] == "Kim Tok Hun; Jo Yong Won"
    assert table[1]["articles"].count(";") == 1
    assert (table[1]["first"], table[1]["last"]) == ("2024-03-03", "2024-03-03")
    assert table[3]["sentence"].startswith("'=cmd(1)")
    assert not any(cell.lstrip().startswith(("=", "+", "-", "@")) for row in table for cell in row.values())


def test_markdown_means_nothing_but_itself(run: Run) -> None:
    told = run("appearances", "Choe Son Hui", "--format", "markdown").stdout
    assert told.count("- **") == 5
    assert "- **2024-03-03** present · foreign minister of the DPRK" in told
    assert r"> \=cmd(1), Choe Son Hui attended \<b\>a \*fair\*\</b\> \|" in told
    assert "with Kim Tok Hun, Jo Yong Won" in told


@pytest.mark.parametrize("form", ["table", "json", "csv", "markdown"])
def test_hostile_text_reaches_no_terminal(run: Run, form: str) -> None:
    told = run("appearances", "Choe Son Hui", "--format", form)
    assert told.returncode == 0
    assert is_safe(told.stdout)
    assert "cmd(1)" in told.stdout
