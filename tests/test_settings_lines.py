"""Where things stand in a settings file, and what a mistake in it costs."""

from __future__ import annotations

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nkreader.settings import lines

TEXT = '''\
# a comment with = and [brackets]
measure = 80  # another

"dark blue" = """
not = a key
[nor a table]
"""
list = [
  "x = 1",  # in an array
  '[y]',
]
[keys]
"list.star" = ["s",
  "t"]
reader . note = 'n'
[ colours ]
yellow = "a # b"
[keys.pane]
down = {a = 1}
'''


def test_every_key_is_found_on_its_line() -> None:
    tomllib.loads(TEXT)
    assert lines.lines(TEXT) == {
        ("measure",): 2,
        ("dark blue",): 4,
        ("list",): 8,
        ("keys",): 12,
        ("keys", "list.star"): 13,
        ("keys", "reader", "note"): 15,
        ("colours",): 16,
        ("colours", "yellow"): 17,
        ("keys", "pane"): 18,
        ("keys", "pane", "down"): 19,
    }


GOOD = ("a = 1", 'b = "x#y"', "c = [1,\n 2]", 'd = """\n[t]\ne = 1"""', "f = {g = 1}", "# only a comment", "")
BAD = ("h 1", "i = ", "j = [1", "= 2", "k = 'open", "l = 1 2", "a = 3", "?", '"m = 1')


@given(st.permutations(GOOD))
def test_a_good_file_loses_nothing(parts: list[str]) -> None:
    source = lines.read("\n".join(parts).encode())
    assert (set(source.items), source.wrong) == (set("abcdf"), ())
    text = "\n".join(parts).split("\n")
    assert all(text[line - 1].startswith(f"{path[0]} =") for path, line in source.lines.items())


@given(st.permutations(GOOD), st.sampled_from(BAD), st.integers(0, len(GOOD)))
def test_a_mistake_costs_its_own_statement_only(parts: list[str], bad: str, at: int) -> None:
    parts = [*parts[:at], bad, *parts[at:]]
    text = "\n".join(parts)
    source = lines.read(text.encode())
    assert set(source.items) == set("abcdf"), "of what is there twice the first holds"
    (wrong,) = source.wrong
    assert source.items["a"] in (1, 3)
    here = "\n".join(parts[:at]).count("\n") + (2 if at else 1)
    assert wrong.line == here or bad == "a = 3"
    assert wrong.why


@given(st.binary(max_size=200))
def test_whatever_it_holds_a_file_is_read(data: bytes) -> None:
    source = lines.read(data)
    assert all(0 <= line.line <= data.count(b"\n") + 1 for line in source.wrong)
    assert all(1 <= line <= data.count(b"\n") + 1 for line in source.lines.values())


@pytest.mark.parametrize(
    ("data", "items", "wrong"),
    [
        (b"\xef\xbb\xbfa = 1\r\nb = 2\r\n", {"a": 1, "b": 2}, []),
        (b"a = 1\nb = '\xff'\nc = 3", {"a": 1, "c": 3}, [2]),
        (b"a = 1\nb = '''open\nc = 3\n", {"a": 1}, [2]),
        (b"a = 1\n[t\nb = 2\n[u]\nc = 3\n", {"a": 1, "u": {"c": 3}}, [2]),
        (b"a = 1\n[t]\nb = 2\n[t]\nc = 3\n", {"a": 1, "t": {"b": 2}}, [4]),
        (b"?\n" * 100, {}, [1, 0]),
    ],
)
def test_what_is_passed_over(data: bytes, items: dict[str, object], wrong: list[int]) -> None:
    source = lines.read(data)
    assert (source.items, [one.line for one in source.wrong]) == (items, wrong)
