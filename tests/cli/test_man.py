"""The manual page: whole, the same everywhere, and good for those who render it."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from nkreader import __version__
from nkreader.cli.grammar import program
from nkreader.cli.manual import escaped, page
from nkreader.cli.verbs import VERBS
from nkreader.search.reference import FIELDS, SYNTAX
from nkreader.settings import KEYS
from nkreader.ui.commands import COMMANDS
from tests.cli.running import called, started

RENDERERS = {
    "groff": ("-ww", "-man", "-Tutf8", "-P-c"),
    "mandoc": ("-Tutf8",),
    "man": ("--warnings", "-P", "cat", "-l"),
}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "nkreader.1"
    path.write_text(called("man").stdout, encoding="ascii")
    return path


def rendered(file: Path, name: str, *options: str) -> str:
    """The page as a program shows it, which has nothing to complain of."""
    if shutil.which(name) is None:
        pytest.skip(f"there is no {name} here")
    here = os.environ | {"LC_ALL": "C.UTF-8", "MANWIDTH": "78"}
    done = subprocess.run([name, *options, str(file)], capture_output=True, text=True, check=False, env=here)
    assert (done.returncode, done.stderr) == (0, "")
    return re.sub(".\x08", "", done.stdout)


@pytest.mark.parametrize("name", RENDERERS)
def test_it_renders_without_a_warning(file: Path, name: str) -> None:
    text = rendered(file, name, *RENDERERS[name])
    for section in ("NAME", "SYNOPSIS", "VERBS", "QUERIES", "KEYS", "SETTINGS", "ENVIRONMENT", "FILES", "EXIT STATUS"):
        assert f"\n{section}\n" in text, section
    joined = " ".join(text.replace("‐\n", "").split())
    for field in FIELDS:
        assert field.example in joined, field.name
    for form, _ in SYNTAX:
        assert form in joined
    assert """nkreader search 'person:"choe ryong hae" date:2023-09 -putin'""" in joined
    assert "최룡해" in joined
    assert max(map(len, text.splitlines())) < 128  # tables and examples keep their lines


def test_nothing_is_wrong_by_the_strictest_reader(file: Path) -> None:
    assert rendered(file, "mandoc", "-T", "lint", "-W", "all") == ""


def test_it_says_everything_that_the_tables_hold() -> None:
    whole = page()
    lines = set(whole.splitlines())
    for part in program():
        for flag in (flag for one in part.options for flag in one.flags):
            assert flag in ("--help", "-h") or escaped(flag) in whole, (part.words, flag)
    for verb in VERBS:
        assert f".SS {escaped(verb)}" in lines
    for command in COMMANDS:
        for key in command.labels_of(command.keys):
            assert f"\\fB{escaped(key)}\\fR" in whole, command.name
    for setting in KEYS:
        assert escaped(setting.name) in whole
    assert f'"nkreader {__version__}"' in whole


def test_it_is_the_same_whatever_the_settings_and_the_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = called("man").stdout
    (tmp_path / "settings.toml").write_text('dates = "us"\n[keys]\n"list.star" = "F6"\n', encoding="utf-8")
    monkeypatch.setenv("NKREADER_CONFIG", str(tmp_path))
    monkeypatch.setenv("COLUMNS", "40")
    monkeypatch.setenv("LC_ALL", "C")
    assert started("man").stdout == before == f"{page()}\n"
    assert before.isascii()


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("plain", "plain"),
        (".TH", "\\&.TH"),
        ("'br", "\\(aqbr"),
        ("a\\fB", "a\\efB"),
        ("--to ~/x", "\\-\\-to \\(ti/x"),
        ("한", "\\[uD55C]"),
        ("a…", "a\\&..."),
        ('"x"', "\\(dqx\\(dq"),
    ],
)
def test_what_the_formatter_would_obey_is_plain_text(text: str, written: str) -> None:
    assert escaped(text) == written
