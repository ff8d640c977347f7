"""Flat YAML, written and read."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from nkreader.export import frontmatter
from nkreader.export.frontmatter import Value
from nkreader.model.sanitise import safe_line
from tests.export.pieces import nasty_text

KNOWN = frozenset({"a", "b", "c", "d"})
values = st.dictionaries(
    st.sampled_from(sorted(KNOWN)),
    st.one_of(nasty_text, st.integers(0, 99), st.lists(nasty_text, min_size=1, max_size=3).map(tuple)),
)


def entries(text: str) -> tuple[frontmatter.Entry, ...]:
    """The entries of a text that has front matter."""
    parts = frontmatter.split(text)
    assert parts is not None
    return parts[0]


def plain(value: Value) -> str | list[str]:
    """What reading gives back for a value."""
    return [safe_line(item) for item in value] if isinstance(value, tuple) else safe_line(str(value))


@given(front=values)
def test_what_is_written_is_read(front: dict[str, Value]) -> None:
    found = frontmatter.read(entries(frontmatter.fresh(front)))
    del found[frontmatter.HASH]
    assert found == {key: plain(value) for key, value in front.items()}


@given(before=values, after=values)
def test_merging_replaces_adds_and_drops(before: dict[str, Value], after: dict[str, Value]) -> None:
    text = frontmatter.fresh(before).replace("---\n", "---\nmine: 1\n", 1)
    merged = frontmatter.merged(entries(text), after, KNOWN)
    assert not merged.edited
    found = frontmatter.read(entries(merged.text))
    del found[frontmatter.HASH]
    assert found == {"mine": "1"} | {key: plain(value) for key, value in after.items()}
    assert frontmatter.merged(entries(merged.text), after, KNOWN).text == merged.text


def test_other_spellings_of_values() -> None:
    text = "---\na: 'it''s'\nb: [x, \"y, z\", 'w']\n\"c\": plain # word\nd:\n- 1\n- \"2\"\n# e: no\n...\nbody"
    assert frontmatter.read(entries(text)) == {
        "a": "it's", "b": ["x", "y, z", "w"], "c": "plain # word", "d": ["1", "2"],
    }  # fmt: skip


def test_of_a_key_that_stands_twice_the_first_counts_and_both_lines_stay() -> None:
    text = frontmatter.fresh({"a": "1"}).replace('a: "1"\n', 'a: "1"\na: "9"\n')
    merged = frontmatter.merged(entries(text), {"a": "2"}, KNOWN)
    assert 'a: "2"\na: "9"\n' in merged.text


def test_texts_without_front_matter() -> None:
    for text in ("", "---", "a: 1\n---\n", " ---\na: 1\n---\n", "---\na: 1"):
        assert frontmatter.split(text) is None


@given(lines=st.text("ab:-# \"'[]\t\n"))
def test_any_front_matter_keeps_its_lines(lines: str) -> None:
    text = f"---\n{lines}\n---\n"
    parts = frontmatter.split(text)
    assert parts is not None
    kept = "---\n" + "".join(entry.raw for entry in parts[0])
    assert text.startswith(kept)
    closing, _, rest = text[len(kept) :].partition("\n")
    assert closing.rstrip() == "---"
    assert rest == parts[1]
