"""Restoring: nothing twice, nothing lost, broken lines told, samples apart."""

from __future__ import annotations

import json
import random
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from nkreader.archive import merging, restoring
from nkreader.archive.errors import LibraryError
from nkreader.archive.library import Library
from nkreader.model.article import Stated
from nkreader.model.highlights import Highlight
from nkreader.model.spans import Span
from tests.archive.conftest import FIRST
from tests.archive.test_dump import lines, marked

Making = Callable[[str], Library]


@pytest.fixture
def make(tmp_path: Path) -> Iterator[Making]:
    """Libraries by name, all closed in the end."""
    opened: list[Library] = []

    def making(name: str) -> Library:
        opened.append(Library.open(tmp_path / name))
        return opened[-1]

    yield making
    for library in opened:
        library.close()


def dumped(library: Library, tmp_path: Path, name: str = "dump.jsonl") -> Path:
    library.dump(tmp_path / name)
    return tmp_path / name


def highlight(library: Library, ident: str, words: str, note: str = "", tags: tuple[str, ...] = ()) -> Highlight:
    start = library.piece(ident).article.text.index(words)
    return library.add_highlight(ident, Span(start, start + len(words)), note, tags)


def first_of(library: Library) -> str:
    (found,) = [h.id for h in library.headlines() if "tug hits" in h.title]
    return found


def rewritten(file: Path, change: Callable[[dict[str, Any]], dict[str, Any] | str | None]) -> None:
    """Change every line behind the header; None leaves it out."""
    head, *rest = file.read_text(encoding="utf-8").splitlines()
    changed = [change(json.loads(line)) for line in rest]
    kept = [said if isinstance(said, str) else json.dumps(said) for said in changed if said is not None]
    file.write_text("\n".join([head, *kept]) + "\n", encoding="utf-8")


def test_an_empty_library_becomes_what_was_dumped(
    library: Library, articles: Path, tmp_path: Path, make: Making
) -> None:
    ident = marked(library, articles)
    file = dumped(library, tmp_path)
    other = make("other")
    report = other.restore(file)
    assert report.skipped == []
    assert dict(report.added) == {kind: n for kind, n in library.dump(file).records.items() if n}
    assert dumped(other, tmp_path, "again.jsonl").read_bytes() == file.read_bytes()
    at_home = [replace(headline, library=str(other.folder)) for headline in library.headlines()]
    assert list(other.headlines()) == at_home
    assert other.piece(ident) == replace(library.piece(ident), headline=other.headline(ident))
    assert other.events() == library.events()
    assert [hit.id for hit in other.search("tug").hits] == [hit.id for hit in library.search("tug").hits]
    assert other.folders() == library.folders()


def test_restoring_twice_changes_nothing(library: Library, articles: Path, tmp_path: Path, make: Making) -> None:
    marked(library, articles)
    file = dumped(library, tmp_path)
    other = make("other")
    first = other.restore(file)
    again = other.restore(file)
    assert (dict(again.added), again.skipped) == ({}, [])
    assert again.unchanged == first.added
    assert dumped(other, tmp_path, "again.jsonl").read_bytes() == file.read_bytes()
    own = library.restore(file)
    assert dict(own.added) == {}


def test_the_order_of_the_lines_does_not_matter(library: Library, articles: Path, tmp_path: Path, make: Making) -> None:
    marked(library, articles)
    file = dumped(library, tmp_path)
    head, *rest = file.read_text(encoding="utf-8").splitlines(keepends=True)
    random.Random(3).shuffle(rest)
    (tmp_path / "shuffled.jsonl").write_text(head + "".join(rest), encoding="utf-8")
    other = make("other")
    assert other.restore(tmp_path / "shuffled.jsonl").skipped == []
    assert dumped(other, tmp_path, "again.jsonl").read_bytes() == file.read_bytes()


def test_broken_lines_are_skipped_with_their_number_and_the_rest_is_restored(
    library: Library, articles: Path, tmp_path: Path, make: Making
) -> None:
    marked(library, articles)
    file = dumped(library, tmp_path)
    whole = lines(file)
    broken = [
        "{", "[]", '"a"', '{"kind":"spell"}', '{"kind":"folder"}', '{"kind":"folder","path":"relative"}',
        '{"kind":"setting","key":"sample","value":"1"}', '{"kind":"setting","key":"ui.x","value":"\\u001b[2J"}',
        '{"kind":"article","id":"../../../etc","number":1,"added":"2024-01-01","read":true,"starred":false}',
        '{"kind":"path","article":"ffffffffffff","path":"/x","digest":"%s","missing":false}' % ("0" * 64),
        "[" * 100_000,
    ]  # fmt: skip
    text = file.read_text(encoding="utf-8") + "\n".join(broken)
    file.write_bytes(text.encode() + b"\n\xff\xfe\n")
    other = make("other")
    report = other.restore(file)
    assert [item.line for item in report.skipped] == list(range(len(whole) + 1, len(whole) + len(broken) + 2))
    assert all(item.reason and "\n" not in item.reason for item in report.skipped)
    assert len(other.highlights()) == 2
    assert other.setting("x") is None
    assert not other.sample


def test_a_dump_cannot_bring_in_what_ingest_keeps_out(library: Library, tmp_path: Path, make: Making) -> None:
    ident = first_of(library)
    highlight(library, ident, "nine sailors")
    file = dumped(library, tmp_path)

    def hostile(record: dict[str, Any]) -> dict[str, Any]:
        if record["kind"] == "version":
            record["content"]["text"] = "\x1b]52;c;aGk=\x07" + record["content"]["text"]
        if record["kind"] == "highlight":
            record["note"] = "\x1b[2J"
        return record

    rewritten(file, hostile)
    other = make("other")
    report = other.restore(file)
    assert other.headlines() == ()
    assert sum("control characters" in item.reason for item in report.skipped) == 3
    assert library.restore(file).added["version"] == 0
    assert "\x1b" not in library.highlights(ident)[0].note


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "no dump"),
        ("Dear reader,\n", "no dump"),
        ('{"kind":"nkreader dump"}\n', "no dump"),
        ('{"kind":"nkreader dump","format":2,"sample":false}\n', "newer nkreader"),
        (None, "cannot be read"),
    ],
)
def test_what_is_no_dump_is_refused(library: Library, tmp_path: Path, text: str | None, told: str) -> None:
    file = tmp_path / "dump.jsonl"
    if text is not None:
        file.write_text(text)
    before = list(library.dump_lines())
    with pytest.raises(LibraryError, match=told):
        library.restore(file)
    assert list(library.dump_lines()) == before


def test_sample_and_own_articles_stay_apart(library: Library, tmp_path: Path, make: Making) -> None:
    own = dumped(library, tmp_path)
    sample = make("sample")
    sample.become_sample()
    sample.add_text(b"Made up for practice.\n", Stated("Practice"))
    shown = dumped(sample, tmp_path, "sample.jsonl")
    for archive, file in ((library, shown), (sample, own)):
        before = list(archive.dump_lines())
        with pytest.raises(LibraryError, match="does not belong"):
            archive.restore(file)
        assert list(archive.dump_lines()) == before
    other = make("other")
    other.restore(shown)
    assert other.sample


def test_marks_of_both_sides_hold(library: Library, tmp_path: Path) -> None:
    first, second, third = (headline.id for headline in library.headlines())
    library.mark(first, read=True, starred=True)
    kept = highlight(library, first, "tug", "old note", ("old",))
    bare = highlight(library, first, "pier")
    file = dumped(library, tmp_path)
    library.mark(first, read=False, starred=False)
    library.mark(second, read=True)
    library.edit_highlight(kept.id, note="new note", tags=["new"])
    library.edit_highlight(bare.id, note="first note")
    report = library.restore(file)
    marks = {headline.id: (headline.read, headline.starred) for headline in library.headlines()}
    assert marks == {first: (True, True), second: (True, False), third: (False, False)}
    found = {mark.id: mark for mark in library.highlights()}
    assert (found[kept.id].note, found[kept.id].tags) == ("new note", ("new", "old"))
    assert found[bare.id].note == "first note"
    (told,) = report.skipped
    assert lines(file)[told.line - 1]["id"] == kept.id


def test_removed_highlights_and_articles_come_back(library: Library, articles: Path, tmp_path: Path) -> None:
    ident = first_of(library)
    mark = highlight(library, ident, "nine sailors", "who?", ("crew",))
    file = dumped(library, tmp_path)
    library.remove_highlight(mark.id)
    library.remove([ident])
    library.restore(file)
    assert library.highlights(ident) == (mark,)
    library.rescan()
    assert ident in {headline.id for headline in library.headlines()}


def test_what_was_removed_there_stays_away_here_unless_it_is_here(
    library: Library, articles: Path, tmp_path: Path, make: Making
) -> None:
    ident = first_of(library)
    library.remove([ident])
    file = dumped(library, tmp_path)
    other = make("other")
    other.restore(file)
    other.rescan()
    assert len(other.headlines()) == 2
    third = make("third")
    third.add([articles])
    third.restore(file)
    third.rescan()
    assert len(third.headlines()) == 3


def test_two_highlights_that_chance_gave_one_id_are_both_kept(library: Library, tmp_path: Path, make: Making) -> None:
    ident = first_of(library)
    mark = highlight(library, ident, "nine sailors", "theirs")
    file = dumped(library, tmp_path)
    other = make("other")
    other.restore(file)
    text = other.piece(ident).article.text
    start = text.index("northern pier")
    mine = other.add_highlight(ident, Span(start, start + 13), "mine")
    other.remove_highlight(mark.id)
    other.remove_highlight(mine.id)
    other.restore_highlight(replace(mine, id=mark.id))
    for _ in range(2):
        other.restore(file)
        assert {(m.anchor.exact, m.note) for m in other.highlights()} == {
            ("nine sailors", "theirs"), ("northern pier", "mine"),
        }  # fmt: skip


def test_a_file_corrected_since_is_a_new_version_of_its_article(
    library: Library, articles: Path, tmp_path: Path, make: Making
) -> None:
    ident = first_of(library)
    kept = highlight(library, ident, "nine sailors", "who?")
    lost = highlight(library, ident, "stays closed for repairs", "until when?")
    library.mark(ident, starred=True)
    file = dumped(library, tmp_path)
    (articles / "first.txt").write_text(
        FIRST.replace("stays closed for repairs", "is open again").replace("An", "Then")
    )
    other = make("other")
    (changed,) = {h.id for h in (other.add([articles]), other.headlines())[1]} - {h.id for h in library.headlines()}
    made = highlight(other, changed, "is open again", "since when?")
    other.restore(file)
    assert changed not in {headline.id for headline in other.headlines()}
    assert len(other.versions(ident)) == 2
    assert other.headline(ident).starred
    found = {mark.id: (mark.orphan, mark.note) for mark in other.highlights(ident)}
    assert found == {kept.id: (False, "who?"), lost.id: (True, "until when?"), made.id: (False, "since when?")}
    assert "is open again" in other.piece(ident).article.text


def test_articles_that_one_file_connects_become_one(
    library: Library, articles: Path, tmp_path: Path, make: Making
) -> None:
    """Both versions of an article may be articles of their own in a library that never saw the change."""
    ident = first_of(library)
    corrected = FIRST.replace("nine sailors", "ten sailors")
    (articles / "first.txt").write_text(corrected)
    library.add([articles])
    file = dumped(library, tmp_path)
    other = make("other")
    apart = tmp_path / "apart"
    apart.mkdir()
    (apart / "old.txt").write_text(FIRST)
    (apart / "new.txt").write_text(corrected)
    other.add([apart])
    old, new = sorted((h.id for h in other.headlines()), key=lambda i: i != ident)
    marks = {highlight(other, old, "All nine sailors").id, highlight(other, new, "All ten sailors").id}
    other.mark(new, starred=True)
    other.restore(file)
    assert other.versions(ident) == library.versions(ident)
    assert {mark.id for mark in other.highlights(ident)} == marks
    assert other.headline(ident).starred
    assert set(other.headline(ident).paths) == {
        str(articles / "first.txt"),
        str(apart / "new.txt"),
        str(apart / "old.txt"),
    }
    assert other.restore(file).added == {}
    assert [f.kind for f in other.doctor() if f.kind in ("database", "index")] == []


@pytest.mark.parametrize("done", range(5))
def test_an_interrupted_restore_is_completed_by_the_next(
    library: Library, articles: Path, tmp_path: Path, make: Making, monkeypatch: pytest.MonkeyPatch, done: int
) -> None:
    marked(library, articles)
    file = dumped(library, tmp_path)
    other = make("other")
    left = iter(range(done))

    def interrupted(*arguments: Any) -> None:
        merging.merge(*arguments)
        if next(left, None) is None:
            raise KeyboardInterrupt

    monkeypatch.setattr(restoring, "BATCH", 1)
    monkeypatch.setattr(restoring, "merge", interrupted)
    with pytest.raises(KeyboardInterrupt):
        other.restore(file)
    monkeypatch.undo()
    other.close()
    again = make("other")
    assert len(again.headlines()) == done
    again.restore(file)
    assert dumped(again, tmp_path, "again.jsonl").read_bytes() == file.read_bytes()
    again.search("tug")
    assert [finding for finding in again.doctor() if finding.kind in ("database", "index")] == []


def test_a_missing_folder_loses_nothing(library: Library, articles: Path, tmp_path: Path, make: Making) -> None:
    ident = first_of(library)
    mark = highlight(library, ident, "nine sailors", "who?")
    file = dumped(library, tmp_path)
    shutil.rmtree(articles)
    other = make("other")
    other.restore(file)
    other.rescan()
    assert other.highlights(ident) == (mark,)
    assert other.headline(ident).missing
    assert other.piece(ident).article.text == FIRST
