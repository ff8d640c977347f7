"""dump, restore and doctor as a user meets them: exit codes, one line an error, JSON, ids that open."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from nkreader.model.sanitise import is_safe
from tests.cli.test_contract import HOSTILE, Run, folder, objects, run

__all__ = ["folder", "run"]


def marked(run: Run, folder: Path) -> str:
    run("add", str(folder))
    (ident,) = [str(i["id"]) for i in objects(run("list", "--json")) if i["paths"][0].endswith("first.txt")]
    objects(
        run(
            "highlight",
            "add",
            ident,
            "--quote",
            "nine sailors on the tug",
            "--note",
            HOSTILE,
            "--tag",
            "crew",
            "--json",
        )
    )
    assert run("mark", ident, "--star", "--read").returncode == 0
    return ident


def test_a_library_goes_through_a_file_and_back(run: Run, folder: Path, tmp_path: Path) -> None:
    ident = marked(run, folder)
    file = tmp_path / "notes.jsonl"
    done = run("dump", str(file))
    assert (done.returncode, done.stderr) == (0, "")
    assert "3 articles" in done.stdout
    printed = run("dump", "-")
    assert printed.stdout == file.read_text(encoding="utf-8")
    before = objects(run("highlight", "list", "--json"))
    for path in (tmp_path / "library").rglob("*"):
        if path.is_file():
            path.unlink()
    run("add", str(folder))
    (report,) = objects(run("restore", str(file), "--json"))
    assert set(report) == {"added", "unchanged", "skipped"}
    assert report["added"]["highlight"] == 1
    assert "version" not in report["added"]
    assert objects(run("highlight", "list", "--json")) == before
    (item,) = [i for i in objects(run("list", "--json")) if i["id"] == ident]
    assert (item["starred"], item["read"], item["tags"]) == (True, True, ["crew"])
    again = run("restore", str(file))
    assert again.stdout.startswith("restored: nothing\n")


@pytest.mark.parametrize(
    ("verb", "content", "code", "told"),
    [
        ("restore", None, 3, "cannot be read"),
        ("restore", "a letter\n", 3, "no dump of nkreader"),
        ("restore", '{"kind":"nkreader dump","format":9}\n', 3, "newer nkreader"),
        ("dump", "a letter\n", 3, "no dump of nkreader"),
    ],
)
def test_refusals_take_one_line(run: Run, tmp_path: Path, verb: str, content: str | None, code: int, told: str) -> None:
    file = tmp_path / f"{HOSTILE.replace('/', '')}.jsonl"
    if content is not None:
        file.write_text(content)
    run("add", "-", stdin="Rain fell in Nampho.\n")
    done = run(verb, str(file))
    assert done.returncode == code
    assert told in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert is_safe(done.stderr)
    assert content is None or file.read_text() == content


def test_a_broken_line_is_told_with_its_number(run: Run, folder: Path, tmp_path: Path) -> None:
    marked(run, folder)
    file = tmp_path / "notes.jsonl"
    run("dump", str(file))
    lines = file.read_text(encoding="utf-8").splitlines()
    file.write_text("\n".join([*lines[:2], '{"kind": \x1b[2J', *lines[2:]]) + "\n", encoding="utf-8")
    done = run("restore", str(file))
    assert done.returncode == 1
    assert "line 3: not JSON" in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert is_safe(done.stderr + done.stdout)


def test_the_doctor_counts_and_names_what_it_finds(run: Run, folder: Path) -> None:
    run("add", str(folder))
    assert (run("doctor").returncode, run("doctor").stdout) == (0, "nothing found\n")
    (folder / "odd.txt").write_text(f"Odd piece\n\nThe pier \u200b and the p\u043ert {HOSTILE}.\n", encoding="utf-8")
    (folder / "noise.txt").write_bytes(b"\0\1")
    run("add", str(folder))
    done = run("doctor")
    assert done.returncode == 1
    assert is_safe(done.stdout)
    counts = {
        line.split(maxsplit=1)[1]: int(line.split()[0])
        for line in done.stdout.splitlines()
        if line[:6].strip().isdigit() and len(line.split()[0]) < 6
    }
    told = run("doctor", "--json")
    assert told.returncode == 1
    found = [json.loads(line) for line in told.stdout.splitlines()]
    assert all(set(item) == {"kind", "text", "article", "path", "line", "column", "offset"} for item in found)
    assert {kind: sum(item["kind"] == kind for item in found) for kind in counts} == counts
    assert {"hidden character", "mixed alphabets", "undated", "skipped file"} == set(counts)
    for ident in {item["article"] for item in found if item["article"]}:
        (shown,) = objects(run("show", ident, "--json"))
        for item in found:
            if item["article"] == ident and item["offset"] is not None:
                lines = shown["text"].splitlines()
                assert lines[item["line"] - 1][item["column"] - 1] == shown["text"][item["offset"]]


def test_many_findings_that_are_alike_are_counted_and_json_has_all(run: Run, folder: Path, tmp_path: Path) -> None:
    for number in range(13):
        (folder / f"plain {number}.txt").write_text(
            f"Trader {number} in Hyesan counted sacks of rice.\n", encoding="utf-8"
        )
    run("add", str(folder))
    lines = run("doctor").stdout.splitlines()
    assert lines[0].split() == ["13", "undated"]
    told = [line for line in lines if "  undated  " in line]
    ids = {item["id"] for item in objects(run("list", "--json"))}
    assert len(told) == 10
    assert all(line.split()[0] in ids for line in told)
    library = f"nkreader --library {tmp_path / 'library'}"
    assert lines[-2] == f"… and 3 more: {library} search is:undated"
    assert lines[-1].startswith(f"{library} open ID opens an article")
    assert len(run("doctor", "--json").stdout.splitlines()) == 13
    assert run("search", "is:undated").stdout.splitlines()[-1] == "13 found"


def test_the_doctor_tells_keys_that_clash_and_settings_that_are_none(
    run: Run, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NKREADER_CONFIG", str(tmp_path / "config"))
    (tmp_path / "config").mkdir()
    settings = tmp_path / "config" / "settings.toml"
    settings.write_text('measure = "wide"\n[keys]\n"list.sort" = "x"\n', encoding="utf-8")
    run("add", str(folder))
    done = run("doctor", "--json")
    assert done.returncode == 1
    measure, clash = (json.loads(line) for line in done.stdout.splitlines())
    assert (measure["kind"], clash["kind"]) == ("settings", "settings")
    assert measure["text"].startswith(f"{settings}:1: ")
    assert clash["text"].startswith(f"{settings}:3: x would be a key of “Sort” (list.sort) and of “Read/unread”")
    assert "list.toggle-read keeps it" in run("doctor").stdout
    settings.write_text('[keys]\n"list.sort" = "ctrl+t"\n', encoding="utf-8")
    assert "clash" not in run("doctor").stdout
