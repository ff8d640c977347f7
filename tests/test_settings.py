"""Settings: what is set holds, what is wrong is told in one line and costs nothing else."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

import pytest

from nkreader import locations, settings
from nkreader.archive.library import Library
from nkreader.model.article import Stated
from nkreader.model.highlights import COLOURS
from nkreader.settings import KEYS, Settings, read, table, template
from tests.archive.processes import nkreader

DEFAULTS = Settings(20, 72, True)


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("NKREADER_CONFIG", str(tmp_path / "config"))
    (tmp_path / "config").mkdir()
    return tmp_path / "config" / "settings.toml"


def test_nothing_needs_to_be_set(file: Path) -> None:
    assert read() == (DEFAULTS, ())
    assert locations.config() == file.parent
    file.write_text("")
    assert read() == (DEFAULTS, ())
    file.unlink()
    file.parent.rmdir()
    assert read() == (DEFAULTS, ())


def test_without_the_variable_the_users_folder_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NKREADER_CONFIG", raising=False)
    locations.config().mkdir(parents=True)
    (locations.config() / settings.FILE).write_text("measure = 60\n")
    assert read() == (Settings(measure=60), ())


def test_what_is_set_holds(file: Path) -> None:
    file.write_text("# mine\nlimit_mb = 0.5\nmeasure = 100\nrescan_at_start = false\n")
    chosen, told = read()
    assert (chosen, told) == (Settings(0.5, 100, False), ())
    assert chosen.limit == 500_000


WRONG = [
    ("limit_mb", ["0", "-1", "2001", "nan", "inf", "true", '"much"', "[20]", "2024-05-04"]),
    ("measure", ["39", "121", "72.0", "nan", "true", '"wide"', "{a = 1}"]),
    ("rescan_at_start", ["1", "0", '"no"', "[]"]),
    ("theme", ["1", '""', '"a\\u001bb"', "[]"]),
    ("dates", ['"ISO"', "1", "2024-05-04", "[]"]),
    ("watch", ["1", '"no"', '"true"', "[]"]),
    ("allow_private", ["1", '"true"', "[]"]),
]


@pytest.mark.parametrize(("name", "value"), [(name, value) for name, values in WRONG for value in values])
def test_a_wrong_value_is_told_with_what_is_allowed_and_the_default_holds(file: Path, name: str, value: str) -> None:
    good = {"limit_mb": "7", "measure": "80", "rescan_at_start": "false", "theme": '"paper"', "dates": '"us"'}
    good |= {name: value}
    file.write_text("".join(f"{key} = {said}\n" for key, said in good.items()))
    chosen, (line,) = read()
    key = next(key for key in KEYS if key.name == name)
    assert getattr(chosen, name) == key.default
    assert {n: getattr(chosen, n) for n in good if n != name} == {
        n: v
        for n, v in {"limit_mb": 7, "measure": 80, "rescan_at_start": False, "theme": "paper", "dates": "us"}.items()
        if n != name
    }
    assert line.startswith(f"{file}:{[*good].index(name) + 1}: {name} = ")
    assert key.allowed in line
    assert "\n" not in line


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"measure 80", ":1: cannot be read"),
        (b"\nmeasure = \xff", ":2: cannot be read (not UTF-8) and is passed over"),
        (b"a = " + b"[" * 100_000, ": cannot be read (nested too deeply); the defaults hold"),
        (b"colour = 3", ":1: 'colour' is no setting (there are limit_mb, measure, rescan_at_start, theme, dates, "),
        (b'"x\\n\\u001b" = 3', ":1: 'x\\n\\x1b' is no setting"),
        (b"[keys]\nq = 1", ":2: q = 1 is not allowed: a key or a list; [] for none"),
        (b"[keys]\n\n[keys.list]\nstar = 1", ":4: list.star = 1 is not allowed"),
        (b"colours = 3", ":1: colours = 3 is not allowed: it is a table, [colours]"),
        (b"[colours]\nred = 'x'", ":2: 'red' cannot be set in [colours] (there are yellow, green, blue, pink, "),
        (b"[colours]\nblue = '\xc2\xad'", ":2: blue = "),
        (b"[keys]\nmeasure = 60", ":2: measure stands below [keys] and so belongs to it: move it above the first "),
    ],
)
def test_a_wrong_file_or_key_takes_one_line(file: Path, content: bytes, said: str) -> None:
    file.write_bytes(content)
    chosen, (line,) = read()
    assert chosen == DEFAULTS
    assert line.startswith(f"{file}{said}")
    assert line.isprintable()


def test_every_mistake_costs_only_itself(file: Path) -> None:
    file.write_text(
        "measure = 80\nmeasure = 81\ndates = short\ntheme = 'paper'\nlimit_mb = [\n\n[colours]\nblue = 'claim'\n"
        "green = 7\n[keys]\nlist.star = ['s']\n'list.sort' = 3\n'reader.note' = 'ctrl+n'\n"
    )
    chosen, told = read()
    assert (chosen.measure, chosen.theme, chosen.dates, chosen.limit_mb) == (80, "paper", "iso", 20)
    assert chosen.colours == {"blue": "claim"}
    assert chosen.keys == {"list.star": ("s",), "reader.note": ("ctrl+n",)}
    assert sorted(int(line.removeprefix(f"{file}:").split(":")[0]) for line in told) == [2, 3, 5, 9, 12]
    assert chosen.place("keys", "list.star") == f"{file}:11"
    assert chosen.place("keys", "nowhere") == str(file)


def test_the_colours_are_the_ones_there_are() -> None:
    assert settings.COLOURS == COLOURS


def test_a_settings_file_that_is_begun_holds_every_setting_and_sets_none(file: Path) -> None:
    commands = [template.Line("list.star", ["*"], "Star"), template.Line("pane.down", ["j", '"', "'", "\\"], "Down")]
    assert template.begin(file, commands)
    assert read() == (DEFAULTS, ())
    text = file.read_text()
    assert all(f"{key.meaning[1:]}.\n# Allowed: {key.allowed}. " in text for key in KEYS)
    taken = re.sub(r"^# (?=[\w\"'.]+ = )", "", text, flags=re.MULTILINE)
    file.write_text(taken)
    chosen, told = read()
    assert told == ()
    assert chosen.theme == "harbour"
    assert chosen.keys == {"list.star": ("*",), "pane.down": ("j", '"', "'", "\\")}
    assert chosen.colours == {name: name for name in COLOURS}
    assert chosen == Settings(theme="harbour", keys=chosen.keys, colours=chosen.colours), "else the defaults"


def test_a_settings_file_that_is_there_is_never_touched(file: Path) -> None:
    file.write_text("measure = 60\n")
    assert not template.begin(file, [])
    assert file.read_text() == "measure = 60\n"
    file.unlink()
    file.symlink_to(file.parent / "elsewhere.toml")
    assert not template.begin(file, []), "a link that leads nowhere yet is the reader's, too"
    assert not file.exists()


def test_what_is_no_file_is_told_and_not_waited_for(file: Path) -> None:
    file.mkdir()
    assert [line.startswith(f"{file}: cannot be read") for line in read()[1]] == [True]
    file.rmdir()
    os.mkfifo(file)
    assert read() == (DEFAULTS, (f"{file}: cannot be read (it is no file); the defaults hold",))


def test_the_table_in_the_docstring_is_the_one_that_holds() -> None:
    assert settings.__doc__
    rows = re.findall(r"^\| `(\S+)` \| (.*) \| (.*) \| (.*) \|$", settings.__doc__, re.MULTILINE)
    assert tuple(rows) == table()
    own = set(Settings.__slots__) - {"path", "lines"}
    assert {key.name: key.default for key in KEYS} == {name: getattr(DEFAULTS, name) for name in own}


def test_the_limit_holds_for_what_is_added_pasted_and_looked_at_again(file: Path, tmp_path: Path) -> None:
    file.write_text("limit_mb = 0.001\n")
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "short.txt").write_text("Rain fell in Nampho.")
    library = Library.open(tmp_path / "library")
    try:
        long = "Rain fell in Nampho. " * 100
        (folder / "long.txt").write_text(long)
        (report := library.add([folder])).skipped.sort(key=lambda item: item.path)
        assert [(Path(item.path).name, item.reason) for item in report.skipped] == [("long.txt", "larger than 1 kB")]
        assert library.add_text(long.encode(), Stated()).skipped[0].reason == "larger than 1 kB"
        (folder / "later.txt").write_text(long)
        assert [item.reason for item in library.rescan().skipped] == ["larger than 1 kB"]
        assert len(library.add([folder], limit=1_000_000).added) == 1, "the same text twice is one article"
        file.write_text("limit_mb = 1\n")
        (folder / "last.txt").write_text(f"{long} again")
        assert len(library.rescan().added) == 1
    finally:
        library.close()


def test_the_command_line_obeys_tells_what_is_wrong_and_goes_before(file: Path, tmp_path: Path) -> None:
    library = ("--library", str(tmp_path / "library"))
    article = tmp_path / "long.txt"
    article.write_text("Rain fell in Nampho. " * 100)
    file.write_text("limit_mb = 0.001\nmeasure = 7\n")
    done = nkreader(*library, "add", str(article), "--json")
    assert done.returncode == 1
    assert json.loads(done.stdout)["skipped"] == [{"path": str(article), "reason": "larger than 1 kB"}]
    assert done.stderr == (
        f"nkreader: {file}:2: measure = 7 is not allowed: a whole number, 40 to 120; the default holds, 72\n"
    )
    done = nkreader(*library, "add", str(article), "--limit", "1", "--json")
    assert (done.returncode, len(json.loads(done.stdout)["added"])) == (0, 1)
    os.utime(article, (1, 1))
    assert "larger than 1 kB" in nkreader(*library, "rescan").stderr
    (listed,) = nkreader(*library, "list", "--json").stdout.splitlines()
    assert not json.loads(listed)["missing"], "what is too large now is not gone"
