"""Completion of the command line, by real shells at the press of Tab, and the words that they ask for."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from nkreader.archive.library import Library
from nkreader.archive.offering import KINDS
from nkreader.cli.completing import SHELLS
from nkreader.cli.grammar import Takes, is_known, program
from nkreader.cli.verbs import VERBS
from nkreader.model.article import Stated
from nkreader.model.sanitise import is_safe
from nkreader.model.spans import Span
from tests.archive.conftest import FIRST, OTHER
from tests.cli.running import ROOT, called, started
from tests.cli.shells import Shell


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with a library, files whose names are a trial, and the program under its name."""
    home = tmp_path_factory.mktemp("home")
    (home / "articles").mkdir()
    (home / "articles" / "first.txt").write_text(FIRST, encoding="utf-8")
    (home / "articles" / "other.txt").write_text(OTHER, encoding="utf-8")
    (home / "some dir").mkdir()
    (home / "some dir" / "my file.txt").write_text("")
    archive = Library.open(home / "my library")
    archive.add([home / "articles"])
    for item in archive.headlines():
        archive.add_highlight(item.id, Span(0, 10), "", ["range of fire"])
    archive.close()
    (home / "bin").mkdir()
    launcher = home / "bin" / "nkreader"
    launcher.write_text(
        f'#!/bin/sh\nPYTHONPATH={shlex.quote(str(ROOT))} exec {shlex.quote(sys.executable)} -m nkreader "$@"\n'
    )
    launcher.chmod(0o755)
    return home


@pytest.fixture(scope="module", params=SHELLS)
def shell(request: pytest.FixtureRequest, home: Path) -> Iterator[Shell]:
    name = str(request.param)
    if shutil.which(name) is None:
        pytest.skip(f"there is no {name} here")
    script = home / f"script.{name}"
    script.write_text(called("completion", name).stdout, encoding="utf-8")
    os.environ["NKREADER_LIBRARY"] = str(home / "my library")
    one = Shell(name, script, home, f"{home / 'bin'}:{os.environ['PATH']}")
    yield one
    one.end()
    del os.environ["NKREADER_LIBRARY"]


def ids(home: Path) -> list[str]:
    archive = Library.open(home / "my library")
    try:
        return [item.id for item in archive.headlines()]
    finally:
        archive.close()


@pytest.mark.parametrize(
    ("line", "last"),
    [
        ("sear", "search"),
        ("list --js", "--json"),
        ("list --format j", "json"),
        ("list --format=j", "--format=json"),
        ("timeline --by rep", "reported"),
        ("highlight rea", "reattach"),
        ("highlight add x --colour y", "yellow"),
        ("names kind x pers", "person"),
        ("completion z", "zsh"),
        ("search is:st", "is:starred"),
        ("search pers", "person:"),
        ("search -is:st", "-is:starred"),
        ("search tank 'is:st", "is:starred"),
        ("export --query is:starr", "is:starred"),
        ("add art", "articles"),
        ("add some\\ dir/m", "some dir/my file.txt"),
        ("art", "articles"),
        ("export --to so", "some dir"),
        ("dossier Hwasong-1", "Hwasong-18"),
        ("highlight edit x --tag ran", "range of fire"),
        ("no-such-verb xy", "xy"),
        ("list zz", "zz"),
    ],
)
def test_tab_completes(shell: Shell, line: str, last: str) -> None:
    read = shell.tab(f"nkreader {line}")
    assert read[-1].removesuffix("/") == last
    assert read[0] == "nkreader"


def test_tab_completes_ids_of_the_library_that_the_line_names(shell: Shell, home: Path) -> None:
    ident = ids(home)[0]
    assert shell.tab(f"nkreader show {ident[:6]}")[-1] == ident
    elsewhere = f"nkreader --library {home}/nowhere show {ident[:6]}"
    assert shell.tab(elsewhere)[-1] == ident[:6]
    assert shell.tab(f"nkreader --library ~/my\\ library remove x {ident[:6]}")[-1] == ident
    assert shell.tab(f"nkreader show --library='{home}/my library' {ident[:6]}")[-1] == ident


@pytest.mark.parametrize("name", SHELLS)
def test_the_script_is_good_for_its_shell_and_always_the_same(name: str, tmp_path: Path) -> None:
    script = tmp_path / "script"
    script.write_text(started("completion", name).stdout, encoding="utf-8")
    assert script.read_text() == called("completion", name).stdout
    assert is_safe(script.read_text())
    for verb in VERBS:
        assert verb in script.read_text()
    if shutil.which(name):
        done = subprocess.run([name, "-n", str(script)], capture_output=True, text=True, check=False)
        assert (done.returncode, done.stderr) == (0, "")


def test_of_every_argument_it_is_known_what_it_takes() -> None:
    """A new verb whose argument has a name of its own says in `nkreader.cli.grammar` what that stands for."""
    unknown = [
        f"{' '.join(part.words)}: {one.metavar}"
        for part in program()
        for one in (*part.options, *part.places)
        if not is_known(one)
    ]
    assert unknown == []
    asked = {str(kind) for kind in Takes} - {"", "file", "folder"}
    assert asked == set(KINDS)


def words(home: Path, kind: str, begun: str) -> list[str]:
    done = called("--library", str(home / "my library"), "completion", "bash", "--words", kind, f"--begun={begun}")
    assert (done.returncode, done.stderr) == (0, "")
    return [line.split("\t")[0] for line in done.stdout.splitlines()]


def test_words_of_queries_are_those_of_the_language_and_the_library(home: Path) -> None:
    assert words(home, "query", "is:un") == ["is:unread", "is:undated"]
    assert words(home, "query", "tank -is:un") == ["tank -is:unread", "tank -is:undated"]
    assert words(home, "query", "(publ") == ["(published:"]
    assert words(home, "query", "tag:") == ['tag:"range of fire"']
    assert words(home, "query", "outlet:harb") == ['outlet:"Harbour Wire"']
    assert words(home, "query", "weapon:hwa") == ["weapon:Hwasong-18"]
    assert words(home, "query", '"tank') == []
    assert len(words(home, "query", "")) > 20


def test_words_with_what_they_are(home: Path) -> None:
    done = called("--library", str(home / "my library"), "completion", "fish", "--words", "article")
    rows = dict(line.split("\t") for line in done.stdout.splitlines())
    assert sorted(rows) == sorted(ids(home))
    assert len(words(home, "highlight", "nk-")) == 2
    assert words(home, "highlight", "x") == []
    assert words(home, "tag", "Ran") == []
    assert words(home, "repair", "") == words(home, "ruling", "") == []


def test_where_there_is_no_library_there_are_fields_alone_and_none_is_made(tmp_path: Path) -> None:
    assert words(tmp_path, "query", "is:st") == []
    assert words(tmp_path, "query", "sta") == []
    assert words(tmp_path, "query", "pers") == ["person:"]
    assert words(tmp_path, "article", "") == []
    assert [*tmp_path.iterdir()] == []
    (tmp_path / "my library").mkdir()
    (tmp_path / "my library" / "library.db").write_text("no database, and longer than its head would be\n" * 9)
    assert words(tmp_path, "article", "") == []
    assert called("completion", "bash", "--words", "sorcery").returncode == 2


def test_a_word_that_a_terminal_might_obey_is_not_offered(tmp_path: Path) -> None:
    archive = Library.open(tmp_path / "my library")
    archive.add_text(OTHER.encode(), Stated())
    (item,) = archive.headlines()
    for tag in ("good", "bad\x1b[2J", "two\nlines", "a\ttab"):
        archive.add_highlight(item.id, Span(0, 9), "", [tag])
    archive.close()
    done = called("--library", str(tmp_path / "my library"), "completion", "bash", "--words", "tag")
    assert is_safe(done.stdout.replace("\t", ""))
    assert "good" in [line.split("\t")[0] for line in done.stdout.splitlines()]
    assert all(len(line.split("\t")) == 2 for line in done.stdout.splitlines())
