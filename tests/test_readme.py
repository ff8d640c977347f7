"""The README tells the truth: its picture, its keys, its commands and its example are the program's."""

from __future__ import annotations

import re
from pathlib import Path

from nkreader.cli.verbs import VERBS
from tests.readme import filled
from tests.screenshot import PICTURE, drawn

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def between(start: str, end: str) -> str:
    return README.split(start, 1)[1].split(end, 1)[0].strip()


def test_keys_and_example_are_the_programs() -> None:
    """After a change of either, `make readme` writes them anew."""
    assert filled(README) == README


def test_the_picture_is_fresh() -> None:
    """After a change that shows, `make readme` draws it anew."""
    assert f"]({PICTURE.relative_to(ROOT)})" in README
    assert PICTURE.read_text(encoding="utf-8") == drawn()


def test_set_up_takes_exactly_two_commands_in_two_forms() -> None:
    section = between("## Set up", "## Five minutes")
    commands = re.findall(r"```sh\n(.*?)\n```", section, re.DOTALL)
    assert [command.splitlines()[0].split()[0] for command in commands] == ["make", "python3", "make", "python3"]
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for command in (commands[0], commands[2]):
        assert f"\n{command.removeprefix('make ')}:" in makefile


def test_every_file_and_verb_named_is_there() -> None:
    for path in re.findall(r"\]\((?!http|#)([^)]+)\)", README):
        assert (ROOT / path).exists(), path
    for verb in re.findall(r"^nkreader (?!--)(\w+)", README, re.MULTILINE):
        assert verb in VERBS, verb


def test_no_place_holder_is_left() -> None:
    assert "<!-- figures -->" not in README
