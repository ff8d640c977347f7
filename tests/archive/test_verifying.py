"""Quotations of drafts and of exported files, held against a library."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nkreader.archive.library import Library
from nkreader.model.piece import Piece
from nkreader.model.spans import Span
from nkreader.model.verified import Outcome, Unread, Verified
from tests.archive.conftest import FIRST, OTHER, SECOND

SENTENCES = [
    sentence
    for text in (FIRST, SECOND, OTHER)
    for paragraph in text.split("\n\n")[1:]
    for sentence in re.split(r"(?<=[a-z]\.)\s+", " ".join(paragraph.partition(" -- ")[2].split() or paragraph.split()))
    if len(sentence.split()) >= 6
]
DRESSES: list[Callable[[str], str]] = [
    lambda text: text.replace(" ", "\u00a0", 2),
    lambda text: text.replace("-", "\u2011"),
    lambda text: text[0].swapcase() + text[1:],
    lambda text: text.replace("i", "i\ufe0f", 1),
    lambda text: text.replace(" ", "\n", 3),
    lambda text: text.rstrip(".") + ",",
    lambda text: text.replace("fi", "\ufb01"),
]
QUOTES = ['""', "“”", "„“", "«»", "»«", "‘’", "「」"]


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """A library that no test changes."""
    folder = tmp_path_factory.mktemp("verifying")
    (folder / "articles").mkdir()
    for name, text in (("first.txt", FIRST), ("second.txt", SECOND), ("other.txt", OTHER)):
        (folder / "articles" / name).write_text(text, encoding="utf-8")
    library = Library.open(folder / "library")
    library.add([folder / "articles"])
    yield library
    library.close()


def checked(library: Library, path: Path, text: str | None = None) -> list[Verified]:
    if text is not None:
        path.write_text(text, encoding="utf-8")
    rows = list(library.verify([path]))
    assert not [row for row in rows if isinstance(row, Unread)]
    return [row for row in rows if isinstance(row, Verified)]


@pytest.fixture
def one(kept: Library, tmp_path: Path) -> Callable[[str], Verified]:
    """Checks a draft with one quotation."""

    def only(text: str) -> Verified:
        (row,) = checked(kept, tmp_path / "draft.md", text)
        return row

    return only


def ids(library: Library) -> dict[str, str]:
    return {Path(headline.paths[0]).stem: headline.id for headline in library.headlines()}


@settings(max_examples=40)
@given(st.data())
def test_any_sentence_is_found_however_it_is_set(kept: Library, data: st.DataObject) -> None:
    sentence = data.draw(st.sampled_from(SENTENCES))
    dressed = sentence
    for dress in data.draw(st.lists(st.sampled_from(DRESSES), unique=True)):
        dressed = dress(dressed)
    pair = data.draw(st.sampled_from(QUOTES))
    path = kept.folder.parent / "draft.txt"
    (row,) = checked(kept, path, f"He wrote\n{pair[0]}{dressed}{pair[1]} and left.")
    assert row.outcome in (Outcome.EXACT, Outcome.TYPOGRAPHY)
    assert (row.outcome is Outcome.TYPOGRAPHY) == bool(row.typography)
    assert row.line == 2
    assert row.stand is not None
    assert row.stand.text.rstrip(".") in sentence


@settings(max_examples=40)
@given(st.sampled_from(SENTENCES), st.integers(0, 999), st.booleans())
def test_one_changed_word_is_shown(kept: Library, sentence: str, number: int, left_out: bool) -> None:
    words = sentence.rstrip(".").split()
    at = number % len(words)
    was = words[at]
    if left_out and 0 < at < len(words) - 1:
        del words[at]
    else:
        left_out = False
        words[at] = "zebra"
    (row,) = checked(kept, kept.folder.parent / "changed.txt", f"“{' '.join(words)}”")
    assert row.outcome is Outcome.DIFFERS
    assert row.differs
    assert row.stand is not None
    assert [span.of(row.compared) for span in row.gone] == ([] if left_out else ["zebra"])
    core = re.sub(r"^\W+|\W+$", "", was)
    assert core in " ".join(span.of(row.stand.text) for span in row.new)


@settings(max_examples=40)
@given(st.sampled_from(SENTENCES), st.randoms(use_true_random=False))
def test_words_in_another_order_are_never_found(kept: Library, sentence: str, chance: random.Random) -> None:
    words = sentence.rstrip(".").casefold().split()
    mixed = chance.sample(words, len(words))
    (row,) = checked(kept, kept.folder.parent / "mixed.txt", f"“{' '.join(mixed)}”")
    if mixed != words:
        assert row.outcome in (Outcome.DIFFERS, Outcome.NOT_FOUND)


def test_it_says_where_the_passage_stands(kept: Library, one: Callable[[str], Verified]) -> None:
    row = one("# Draft\n\nOfficials said: “All nine sailors on the tug were saved.”")
    assert (row.line, row.outcome, row.typography) == (3, Outcome.EXACT, ())
    assert row.stand is not None
    assert row.stand.headline.id == ids(kept)["first"]
    assert row.stand.paragraph == 2
    assert row.stand.command == f"nkreader open {ids(kept)['first']} --at {FIRST.index('All nine')}"
    assert row.stand.text == "All nine sailors on the tug were saved"


@pytest.mark.parametrize(
    ("quote", "kinds"),
    [
        ("all nine sailors on the tug were saved", ("case of the first letter",)),
        ("ALL NINE SAILORS on the tug were saved", ("case",)),
        ("A parade with the Hwasong–18 missile is planned", ("dashes",)),
        ("All\u00a0nine sailors on the tug were saved", ("spaces",)),
        ("All nine sailors on the “tug” were saved", ("quotation marks",)),
        ("port of\ufb01cials said on Monday, March 4, 2024", ("characters",)),
    ],
)
def test_typography_is_told(one: Callable[[str], Verified], quote: str, kinds: tuple[str, ...]) -> None:
    row = one(f"«{quote}»")
    assert (row.outcome, row.typography) == (Outcome.TYPOGRAPHY, kinds)
    assert not row.differs


@pytest.mark.parametrize(
    "quote",
    [
        "A harbour tug struck the northern pier ... and sank within an hour",
        "A harbour tug struck […] and sank within an hour",
        "… sank within an hour, port officials said. … All nine sailors on the tug were saved.",
        "All nine [of the] sailors on the tug were saved",
        "[A]ll nine sailors on the tug were saved",
        "The pier [there] stays closed for repairs",
        "The pier at Wonsan [sic] stays closed for repairs",
    ],
)
def test_what_an_editor_left_out_or_put_in_is_honoured(one: Callable[[str], Verified], quote: str) -> None:
    row = one(f"“{quote}”")
    assert row.outcome is not Outcome.DIFFERS
    assert row.stand is not None
    assert row.marked or quote.startswith("[A]ll")


@pytest.mark.parametrize(
    ("quote", "gone"),
    [
        ("A harbour tug struck the southern pier ... and sank within an hour", ["southern"]),
        ("All nine sailors on the tug were saved. [...] A harbour tug struck the northern pier", []),
        ("sank within an hour [then this] The pier at Wonsan stays closed for repairs", []),
    ],
)
def test_pieces_must_come_in_order_and_word_for_word(
    one: Callable[[str], Verified], quote: str, gone: list[str]
) -> None:
    row = one(f"“{quote}”")
    assert row.outcome is Outcome.DIFFERS
    assert [span.of(row.compared) for span in row.gone] == gone
    assert bool(row.notes) == (not gone)


def test_a_quotation_over_paragraphs_is_one(one: Callable[[str], Verified]) -> None:
    row = one("“sank within an hour, port officials said.\n\n“All nine sailors on the tug were saved.”")
    assert row.outcome is Outcome.EXACT
    row = one(
        "> sank within an hour, port officials said.\n>\n> All nine sailors on the tug were saved.\n>\n> — Officials"
    )
    assert row.outcome is Outcome.EXACT


def test_fewer_than_five_words_are_no_quotation(kept: Library, tmp_path: Path) -> None:
    assert (
        checked(kept, tmp_path / "draft.md", "“struck the southern pier” and “the [northern or southern] pier”") == []
    )


def test_what_the_library_does_not_have_is_not_found(one: Callable[[str], Verified]) -> None:
    row = one("“We have never said anything of the kind to anybody.”")
    assert (row.outcome, row.stand, row.differs) == (Outcome.NOT_FOUND, None, False)


def test_the_nearest_to_the_origin_comes_first(open_library: Callable[[], Library], tmp_path: Path) -> None:
    said = "“The pier will be closed until the whole of the summer is over,” he said."
    texts = {
        "yonhap": f"Pier to stay closed\n\nSEOUL, March 5 (Yonhap) -- The harbour master told KCNA. {said} He left.\n",
        "kcna": f"Harbour master speaks\n\nPyongyang, March 6 (KCNA) -- The harbour master spoke. {said} So it is.\n",
    }
    articles = tmp_path / "articles"
    articles.mkdir()
    for name, text in texts.items():
        (articles / f"{name}.txt").write_text(text.replace("told KCNA.", "spoke, KCNA reported on Tuesday."))
    library = open_library()
    library.add([articles])
    (row,) = checked(library, tmp_path / "draft.md", "“The pier will be closed until the whole of the summer is over”")
    assert row.stand is not None
    assert row.stand.headline.id == ids(library)["kcna"]
    assert row.others == (ids(library)["yonhap"],)


@pytest.mark.parametrize("flavour", ["commonmark", "obsidian"])
def test_exported_files_verify_clean(library: Library, tmp_path: Path, flavour: str) -> None:
    _mark(library, "All nine sailors on the tug were saved.")
    _mark(library, "in Pyongyang, Rodong Sinmun\nreported", "second note: “with words of my own quoted here”", "other")
    library.export(tmp_path / "export", flavour=flavour)
    rows = checked(library, tmp_path / "export")
    assert [row.outcome for row in rows] == [Outcome.EXACT, Outcome.EXACT]
    assert all(row.block.startswith("nk-") and not row.differs for row in rows)


def test_an_edited_block_is_told(library: Library, tmp_path: Path) -> None:
    _mark(library, "All nine sailors on the tug were saved.", "note")
    library.export(tmp_path / "export")
    (path,) = (tmp_path / "export").glob("*--*.md")
    whole = path.read_text()
    (row,) = checked(library, path, whole.replace("**Note:** note", "**Note:** another"))
    assert (row.outcome, row.edited, row.differs) == (Outcome.EXACT, True, True)
    (row,) = checked(library, path, whole.replace("nine", "ten"))
    assert (row.outcome, row.edited) == (Outcome.DIFFERS, True)
    assert row.stand is not None
    assert [span.of(row.compared) for span in row.gone] == ["ten"]
    assert [span.of(row.stand.text) for span in row.new] == ["nine"]


def test_a_corrected_source_is_told_with_the_version_that_had_it(
    library: Library, articles: Path, tmp_path: Path
) -> None:
    _mark(library, "All nine sailors on the tug were saved.")
    library.export(tmp_path / "export")
    (articles / "first.txt").write_text(FIRST.replace("All nine sailors", "All eight sailors"))
    library.add([articles])
    (row,) = checked(library, tmp_path / "export")
    assert row.outcome is Outcome.DIFFERS
    assert not row.edited
    assert row.notes == ("as version 1 of 2 had it",)
    assert row.stand is not None
    assert [span.of(row.stand.text) for span in row.new] == ["eight"]


def test_a_removed_article_is_told(library: Library, tmp_path: Path) -> None:
    _mark(library, "All nine sailors on the tug were saved.")
    library.export(tmp_path / "export")
    library.remove([ids(library)["first"]], with_highlights=True)
    (row,) = checked(library, tmp_path / "export")
    assert (row.outcome, row.notes) == (Outcome.NOT_FOUND, ("its article is not in the library",))


def test_files_that_are_no_text_take_one_line(kept: Library, tmp_path: Path) -> None:
    (tmp_path / "binary.md").write_bytes(b"\0\1\2")
    (tmp_path / "draft.md").write_text("“All nine sailors on the tug were saved.”")
    bad, good = kept.verify([tmp_path])
    assert isinstance(bad, Unread)
    assert "binary" in bad.reason
    assert isinstance(good, Verified)


def test_only_the_texts_that_the_index_names_are_read(
    kept: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[str] = []
    piece = Library.piece

    def noted(library: Library, ident: str) -> Piece:
        read.append(ident)
        return piece(library, ident)

    monkeypatch.setattr(Library, "piece", noted)
    checked(kept, tmp_path / "draft.md", "“zebra quagga okapi giraffe gnu impala”\n\n" * 3)
    assert read == []
    checked(kept, tmp_path / "draft.md", "“A parade with the Hwasong-18 missile is planned”\n\n" * 50)
    assert len(read) == len(set(read)) <= 3


def _mark(library: Library, quote: str, note: str = "", name: str = "first") -> None:
    ident = ids(library)[name]
    start = library.piece(ident).article.text.index(quote)
    library.add_highlight(ident, Span(start, start + len(quote)), note)
