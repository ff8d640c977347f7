"""The doctor: what is doubtful is found at its place, what is in order is not, and nothing is changed."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import sqlite3
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest

from nkreader.archive.characters import described, mixtures
from nkreader.archive.doctor import MANY, Finding
from nkreader.archive.library import Library
from nkreader.archive.pointing import nearest
from nkreader.model.highlights import anchored
from nkreader.model.sanitise import is_safe
from nkreader.model.spans import Span
from tests.archive.conftest import FIRST

Opening = Callable[[], Library]


def of(library: Library, kind: str) -> list[Finding]:
    return [finding for finding in library.doctor() if finding.kind == kind]


def added(library: Library, folder: Path, name: str, text: str) -> str:
    (folder / name).write_text(text, encoding="utf-8")
    (ident,) = library.add([folder]).added
    return ident


def test_nothing_is_found_where_everything_is_in_order(library: Library) -> None:
    assert library.doctor() == ()


def test_a_hidden_character_is_named_with_its_line_and_column(library: Library, articles: Path) -> None:
    text = FIRST.replace("All nine", "All \u200bnine").replace("officials added", "offi\u202e\x1bcials added")
    ident = added(library, articles, "hidden.txt", text)
    first, second = of(library, "hidden character")
    assert (first.article, first.path, first.line) == (ident, str(articles / "hidden.txt"), 6)
    assert first.text == "U+200B ZERO WIDTH SPACE"
    assert first.column == 5
    assert first.offset == text.index("\u200b")
    assert second.text == "U+202E RIGHT-TO-LEFT OVERRIDE and 1 more beside it"


def test_many_hidden_characters_are_counted_not_all_listed(library: Library, articles: Path) -> None:
    ident = added(library, articles, "hidden.txt", FIRST + "a\u200b" * (MANY + 7))
    found = of(library, "hidden character")
    assert len(found) == MANY + 1
    assert found[-1].text == "and 7 more places with hidden characters"
    assert {finding.article for finding in found} == {ident}


def test_control_characters_bear_the_names_that_unicode_gives_them() -> None:
    for code in (*range(0x20), *range(0x7F, 0xA0)):
        name = described(code).split(" ", 1)[1]
        try:
            assert unicodedata.lookup(name) == chr(code), hex(code)
        except KeyError:
            assert code in (0x99,), hex(code)  # Python knows one alias of this one only
    assert described(0xE000) == "U+E000 private use"
    assert described(0xE0041) == "U+E0041 TAG LATIN CAPITAL LETTER A"


def test_a_word_of_two_alphabets_is_found_and_a_foreign_word_is_not(library: Library, articles: Path) -> None:
    text = FIRST.replace("port officials", "p\u043ert officials") + "\nКим и Пак, 10 kΩ, 5 μm, Αθήνα, Ḥaifa 남포.\n"
    ident = added(library, articles, "mixed.txt", text)
    (found,) = of(library, "mixed alphabets")
    assert found.article == ident
    assert found.text == "“pоrt” mixes Latin and Cyrillic: U+043E CYRILLIC SMALL LETTER O"
    assert found.offset == text.index("\u043e")
    assert text.splitlines()[(found.line or 0) - 1][(found.column or 0) - 1] == "\u043e"


@pytest.mark.parametrize(
    ("word", "letters"),
    [("Кim", "К"), ("АН-24", ""), ("AН", "Н"), ("αlpha", "α"), ("ОAБ", "A"), ("КНДР", ""), ("café", "")],
)
def test_the_letters_that_are_fewer_are_the_odd_ones(word: str, letters: str) -> None:
    assert "".join(found.letters for found in mixtures(f"the {word} of")) == letters


def test_undated_and_contradicting_dates_are_told_with_their_reason(library: Library, articles: Path) -> None:
    undated = added(library, articles, "undated.txt", "The harbour was closed, officials said.\n")
    text = "---\ndate: 2024-01-05\n---\n\nSEOUL, May 4 (Wire) -- The pier was closed.\n"
    stated = added(library, articles, "stated.md", text)
    text = " date 2019-02-01 The missile was shown. It was first flown on April 13, 2023, officials said.\n"
    crawled = added(library, articles, "crawled.txt", text)
    assert [finding.article for finding in of(library, "undated")] == [undated]
    found = {finding.article: finding.text for finding in of(library, "dates in conflict")}
    assert set(found) == {stated, crawled}
    at = {finding.article: finding.offset for finding in of(library, "dates in conflict")}
    assert library.piece(stated).article.text[at[stated] or 0 :].startswith("May 4")
    assert library.piece(crawled).article.text[at[crawled] or 0 :].startswith("April 13, 2023")
    assert "2024-01-05 or 2024-05-04" in found[stated]
    assert "contradicts" in found[crawled]


def test_only_articles_without_any_file_are_missing(library: Library, articles: Path) -> None:
    shutil.copy(articles / "first.txt", articles / "copy.txt")
    rows = articles / "rows.jsonl"
    rows.write_text(
        json.dumps({"title": "Fog at Rason", "text": "Fog.", "date": "2024-01-02", "url": "https://a.example/#x"})
    )
    library.add([articles])
    (articles / "first.txt").unlink()
    assert of(library, "missing file") == []
    (articles / "copy.txt").unlink()
    gone = of(library, "missing file")
    assert {finding.path for finding in gone} == {str(articles / "first.txt"), str(articles / "copy.txt")}
    assert len({finding.article for finding in gone}) == 1
    rows.unlink()
    assert f"{rows}#https://a.example/#x" in {finding.path for finding in of(library, "missing file")}


def test_an_orphaned_highlight_is_told_with_its_quotation(library: Library, articles: Path) -> None:
    ident = next(h.id for h in library.headlines() if "tug hits" in h.title)
    start = FIRST.index("stays closed")
    mark = library.add_highlight(ident, Span(start, start + 12), "check")
    assert of(library, "orphaned highlight") == []
    (articles / "first.txt").write_text(FIRST.replace("stays closed for repairs", "is open again"))
    library.add([articles])
    (found,) = of(library, "orphaned highlight")
    assert found.article == ident
    assert found.text == f"{mark.id} “stays closed” is not in the text any more"
    assert found.offset == FIRST.index(" stays closed")


def test_what_a_known_folder_holds_and_adding_skips_is_told(library: Library, articles: Path) -> None:
    (articles / "noise.txt").write_bytes(bytes(range(256)) * 8)
    (articles / "empty.txt").write_text("")
    (articles / "picture.png").write_bytes(b"\x89PNG")
    (articles / "rows.jsonl").write_text('{"title":"Fog","text":"Fog at Rason.","date":"2024-01-02"}\n{"broken\n')
    (articles / ".hidden").write_bytes(b"\0")
    os.mkfifo(articles / "pipe")
    (articles / "lost.txt").symlink_to("/nowhere")
    for _ in range(2):
        found = {(Path(str(finding.path)).name, finding.text) for finding in of(library, "skipped file")}
        assert {name for name, _ in found} == {
            "noise.txt", "empty.txt", "picture.png", "rows.jsonl", "pipe", "lost.txt",
        }  # fmt: skip
        assert dict(found)["rows.jsonl"].startswith("line 2: not JSON")
        library.add([articles])


def test_files_that_are_as_they_were_are_not_read_again(library: Library, articles: Path) -> None:
    """What was told of them is remembered: a file no one may open any more is no news."""
    noise = articles / "noise.txt"
    noise.write_bytes(bytes(range(256)) * 8)
    for file in articles.iterdir():
        os.utime(file, (1_700_000_000, 1_700_000_000))
    library.add([articles])
    before = noise.stat()
    noise.write_bytes(b"a" * before.st_size)
    os.utime(noise, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert [finding.text for finding in of(library, "skipped file")] == ["binary data, not text"]


def test_a_missing_folder_is_told(library: Library, articles: Path) -> None:
    shutil.rmtree(articles)
    (found,) = of(library, "skipped file")
    assert (found.path, found.text) == (str(articles), "no such file or folder")
    assert len(of(library, "missing file")) == 3


def test_an_index_that_does_not_agree_is_told_and_mended_by_a_search(library: Library, open_library: Opening) -> None:
    library.close()
    for file in (library.folder / "index").iterdir():
        if file.is_file() and file.stat().st_size:
            file.write_bytes(b"x" * file.stat().st_size)
    again = open_library()
    found = of(again, "index")
    assert len(found) == 1
    assert "rebuilds" in found[0].text
    again.search("tug")
    assert again.doctor() == ()


def test_articles_that_the_index_lacks_are_named(library: Library) -> None:
    with sqlite3.connect(library.folder / "library.db") as db:
        db.execute("DELETE FROM indexed")
    assert {finding.article for finding in of(library, "index")} == {h.id for h in library.headlines()}


def test_rows_that_belong_to_nothing_are_told(library: Library) -> None:
    with sqlite3.connect(library.folder / "library.db") as db:
        db.execute("PRAGMA foreign_keys = OFF")
        db.execute("INSERT INTO naming VALUES ('e', 'ffffffffffff', 1, '[]')")
    (found,) = of(library, "database")
    assert found.text == "a row of naming belongs to no article"


def test_a_damaged_database_is_told_not_raised(library: Library, open_library: Opening) -> None:
    library.close()
    file = library.folder / "library.db"
    with sqlite3.connect(file) as db:
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        size = db.execute("PRAGMA page_size").fetchone()[0]
        (page,) = db.execute("SELECT rootpage FROM sqlite_master WHERE name = 'highlight_article'").fetchone()
    db.close()
    data = bytearray(file.read_bytes())
    data[(page - 1) * size : page * size] = b"\xa5" * size
    file.write_bytes(data)
    found = of(open_library(), "database")
    assert found
    assert all("\n" not in finding.text and is_safe(finding.text) for finding in found)


def test_the_doctor_changes_nothing(library: Library, articles: Path) -> None:
    (articles / "noise.txt").write_bytes(b"\0\1\2")
    (articles / "new.txt").write_text("A new piece \u202e that was never added.\n")
    (articles / "first.txt").unlink()

    def state() -> dict[str, str]:
        files = [path for path in library.folder.rglob("*") if path.is_file() and "-shm" not in path.name]
        return {str(path): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}

    before = state()
    assert library.doctor()
    assert state() == before


OLD = "The pier was closed on Monday for nine weeks, officials said. Ships wait outside. The crane fell."


@pytest.mark.parametrize(
    ("quote", "new", "there"),
    [
        (
            "Ships wait outside",
            "Ships wait outside. Later: ships  wait Outside the bay. The crane fell.",
            "ships  wait",
        ),
        ("Ships wait outside", f"{OLD[:61]} Tugs lie in the bay. The crane fell.", " Tugs lie"),
        ("nine weeks, officials", "Officials: for nine weeks it stays closed.", "nine weeks"),
        ("closed on Monday", "Nothing of this is left in the text, of which there is enough.", "of this is left"),
        ("The crane fell", "Short.", ""),
    ],
)
def test_a_lost_passage_is_looked_for_where_it_most_likely_stood(quote: str, new: str, there: str) -> None:
    start = OLD.index(quote)
    anchor = anchored(OLD, Span(start, start + len(quote)), 1, "0" * 64)
    at = nearest(anchor, new)
    assert 0 <= at <= len(new)
    if there == "of this is left":  # nothing tells: the old place
        assert at == start
    else:
        assert new[at:].startswith(there)


def test_who_looks_on_is_told_how_far_it_is_and_may_end_it(
    library: Library, articles: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Enough(Exception):
        pass

    monkeypatch.setattr("nkreader.archive.doctor.LOOK_SECONDS", 0.0)
    told: list[tuple[int, int, str]] = []
    assert library.doctor(lambda *at: told.append(at)) == ()
    assert [at[:2] for at in told if at[1]] == [(0, 3), (1, 3), (2, 3)]

    def ends(done: int, total: int, what: str) -> None:
        if (done, total) == (1, 3):
            raise Enough

    with pytest.raises(Enough):
        library.doctor(ends)
    assert library.doctor() == ()


def test_a_long_question_to_the_database_can_be_ended(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    class Enough(Exception):
        pass

    monkeypatch.setattr("nkreader.archive.doctor.LOOK_SECONDS", 0.0)
    monkeypatch.setattr("nkreader.archive.doctor.STEPS", 5)

    def ends(done: int, total: int, what: str) -> None:
        assert what == "the database"
        raise Enough

    with pytest.raises(Enough):
        library.doctor(ends)
    assert len(library.headlines()) == 3, "the next question is answered"
