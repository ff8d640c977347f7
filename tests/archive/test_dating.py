"""A date set by hand beats every inference, everywhere, for good, and can be taken back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from nkreader.archive.doctor import Kind
from nkreader.archive.errors import LibraryError
from nkreader.archive.library import Library
from nkreader.archive.sealing import StoredSeal
from nkreader.model.article import Stated
from nkreader.model.dates import Basis, Certainty, Precision
from nkreader.model.evidence import Stance
from nkreader.model.timeline import By

Opening = Callable[[], Library]


def titled(library: Library, title: str) -> str:
    return next(item.id for item in library.headlines() if item.title.startswith(title))


def dates(library: Library, ident: str) -> tuple[str | None, str | None, str | None]:
    headline = library.headline(ident)
    return headline.published.value, headline.reported.value, headline.happened.value


def found(library: Library, query: str) -> set[str]:
    return {hit.id for hit in library.search(query).hits}


def test_it_is_listed_found_counted_from_and_ordered_by(library: Library) -> None:
    ident = titled(library, "Hwasong")
    assert library.headlines()[-1].id == ident
    assert library.set_date([ident], By.PUBLISHED, "10 May 2023") == (ident,)
    when = library.headline(ident).published
    assert (when.value, when.basis, when.certainty) == ("2023-05-10", Basis.HAND, Certainty.STATED)
    assert library.headlines()[0].id == ident
    assert library.newest(1)[-1].id != ident
    assert found(library, "date:2023-05-10") == {ident}
    assert ident not in found(library, "published:2024-05")
    assert library.piece(ident).analysis.published == when


@pytest.mark.parametrize(
    ("text", "precision", "query"),
    [("2024-06", Precision.MONTH, "2024-06-30"), ("2023", Precision.YEAR, "2023-02"),
     ("2024-06-01/2024-06-04", Precision.RANGE, "2024-06-03"), ("../2020", Precision.RANGE, "2019")],
)  # fmt: skip
def test_a_part_of_the_calendar_will_do(library: Library, text: str, precision: Precision, query: str) -> None:
    ident = titled(library, "Hwasong")
    library.set_date([ident], By.PUBLISHED, text)
    assert library.headline(ident).published.precision is precision
    assert found(library, f"date:{query}") == {ident}


def test_weekdays_of_the_text_are_counted_from_it_as_far_as_the_text_does_not_name_the_day(library: Library) -> None:
    library.add_text(b"NAMPO (Quay Post) -- A crane fell on Monday, officials said.\n", Stated())
    ident = titled(library, "A crane")
    assert library.headline(ident).happened.value is None
    library.set_date([ident], By.PUBLISHED, "2024-05-08")
    assert library.headline(ident).happened.value == "2024-05-06"
    library.undo()
    assert library.headline(ident).happened.value is None


def test_all_three_dates_can_be_set_and_taken_away(library: Library) -> None:
    ident = titled(library, "Harbour tug")
    before = dates(library, ident)
    library.set_date([ident], By.REPORTED, "2024-03-05")
    library.set_date([ident], By.HAPPENED, "2024-03")
    assert dates(library, ident) == (before[0], "2024-03-05", "2024-03")
    assert found(library, "reported:2024-03-05") == {ident}
    assert library.set_date([ident], By.HAPPENED, " ") == (ident,)
    assert library.set_date([ident], By.HAPPENED, "") == ()
    assert dates(library, ident) == (before[0], "2024-03-05", before[2])


def test_what_is_no_date_changes_nothing(library: Library) -> None:
    ident = titled(library, "Harbour tug")
    before = dates(library, ident)
    for text in ("soon", "4 March", "03/04/2024", "9999"):
        with pytest.raises(LibraryError):
            library.set_date([ident], By.PUBLISHED, text)
    assert dates(library, ident) == before
    assert library.undo() is None


def test_steps_say_what_they_were_and_go_back_on_another_day(library: Library, open_library: Opening) -> None:
    ident = titled(library, "Hwasong")
    before = dates(library, ident)
    library.set_date([ident], By.PUBLISHED, "2023")
    library.set_date([ident], By.PUBLISHED, "2022-01-02")
    library.set_date([ident], By.PUBLISHED, "")
    library.close()
    again = open_library()
    told = []
    values = []
    for _ in range(3):
        done = again.undo()
        assert done is not None
        assert done.dated
        told.append(done.told("taken back").split(" · ")[0])
        values.append(again.headline(ident).published.value)
    assert told == [
        "taken back: published by hand, taken away",
        "taken back: published 2022-01-02, by hand",
        "taken back: published 2023, by hand",
    ]
    assert values == ["2022-01-02", "2023", before[0]]
    assert dates(again, ident) == before
    again.redo()
    assert again.headline(ident).published.basis is Basis.HAND
    assert found(again, "date:2023") == {ident}


def test_several_articles_are_dated_in_one_step(library: Library) -> None:
    idents = [item.id for item in library.headlines()]
    before = [dates(library, ident) for ident in idents]
    assert library.set_date(idents, By.PUBLISHED, "2021") == tuple(idents)
    assert {item.published.value for item in library.headlines()} == {"2021"}
    library.undo()
    assert [dates(library, ident) for ident in idents] == before
    assert library.undo() is None


def test_groups_and_borrowed_days_follow(library: Library) -> None:
    tug, nine = titled(library, "Harbour tug"), titled(library, "Nine saved")
    assert library.headline(tug).event == library.headline(nine).event is not None
    library.set_date([nine], By.PUBLISHED, "2019-07-01")
    assert library.headline(tug).event is None
    library.undo()
    assert library.headline(tug).event == library.headline(nine).event is not None


def test_no_day_is_borrowed_over_what_is_set(tmp_path: Path) -> None:
    library = Library.open(tmp_path / "mine")
    for text in (
        "SEOUL, March 3, 2024 (Wire) -- A bridge over the Tumen at Onsong collapsed; the customs road is closed.\n",
        "HOERYONG, March 4 (Post) -- The customs road at Onsong was closed after the Tumen bridge collapsed.\n",
    ):
        library.add_text(text.encode(), Stated())
    (post,) = (item for item in library.headlines() if "customs road at" in item.title)
    assert post.published.basis is Basis.SAME_EVENT
    library.set_date([post.id], By.PUBLISHED, "2024")
    after = library.headline(post.id)
    assert after.event is not None
    assert (after.published.value, after.published.basis) == ("2024", Basis.HAND)
    library.close()


def test_it_survives_a_new_version_a_rescan_and_a_new_index(
    library: Library, articles: Path, open_library: Opening
) -> None:
    ident = titled(library, "Hwasong")
    library.set_date([ident], By.PUBLISHED, "2023-05-10")
    file = articles / "other.txt"
    file.write_text(file.read_text().replace("in Pyongyang", "on Kim Il Sung Square"))
    assert library.rescan().updated == [ident]
    library.reindex()
    assert library.headline(ident).published.value == "2023-05-10"
    assert found(library, "date:2023-05-10") == {ident}
    library.close()
    again = open_library()
    with again._store.writing() as db:  # as when the rules have become others
        db.execute("UPDATE analysis SET engine = 'older'")
    again.close()
    last = open_library()
    assert last.headline(ident).published.value == "2023-05-10"
    last.undo()
    assert last.headline(ident).published.value == "2024-05-09"


def test_it_goes_with_the_dump_and_comes_back(library: Library, tmp_path: Path) -> None:
    ident = titled(library, "Hwasong")
    library.set_date([ident], By.PUBLISHED, "2023-05-10")
    library.set_date([ident], By.HAPPENED, "../2023-05-09")
    library.dump(tmp_path / "one.jsonl")
    other = Library.open(tmp_path / "other")
    assert not other.restore(tmp_path / "one.jsonl").skipped
    assert dates(other, ident)[::2] == ("2023-05-10", "../2023-05-09")
    assert found(other, "date:2023-05-10") == {ident}
    other.dump(tmp_path / "two.jsonl")
    assert (tmp_path / "two.jsonl").read_bytes() == (tmp_path / "one.jsonl").read_bytes()
    assert not other.restore(tmp_path / "one.jsonl").added
    other.undo()
    other.undo()
    assert other.headline(ident).published.basis is not Basis.HAND
    other.close()


def test_a_dump_dates_what_is_here_undated_by_hand_and_never_over_the_reader_s_word(
    library: Library, articles: Path, tmp_path: Path
) -> None:
    first, second = titled(library, "Hwasong"), titled(library, "Harbour tug")
    library.set_date([first, second], By.PUBLISHED, "2023-05-10")
    library.dump(tmp_path / "one.jsonl")
    other = Library.open(tmp_path / "other")
    other.add([articles])
    other.set_date([second], By.PUBLISHED, "2020")
    report = other.restore(tmp_path / "one.jsonl")
    assert [item.reason for item in report.skipped] == [
        f"article {second} has another date set by hand here, which stays"
    ]
    assert other.headline(first).published.value == "2023-05-10"
    assert other.headline(second).published.value == "2020"
    assert found(other, "date:2023") == {first}
    other.close()


@pytest.mark.parametrize("value", ['"soon"', '"XXXX-03-04"', "2024", '"9999-01-01"', '"2024\\u001b[2J"', "true"])
def test_no_broken_date_comes_in(library: Library, tmp_path: Path, value: str) -> None:
    ident = titled(library, "Hwasong")
    library.dump(tmp_path / "one.jsonl")
    text = (tmp_path / "one.jsonl").read_text()
    at = text.index(f'"id":"{ident}"')
    broken = text[:at] + text[at:].replace('"published":null', f'"published":{value}', 1)
    step = f'{{"kind":"change","article":"{ident}","step":"step-{"0" * 16}","place":0,"what":"published","key":""'
    (tmp_path / "bad.jsonl").write_text(f'{broken}{step},"before":null,"after":{value}}}\n')
    assert len(library.restore(tmp_path / "bad.jsonl").skipped) == 2
    assert library.headline(ident).published.basis is not Basis.HAND


def test_a_date_set_while_the_index_is_written_is_not_taken_for_indexed(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    ident = titled(library, "Hwasong")
    write = StoredSeal.write

    def late(seal: StoredSeal, text: str | None) -> None:
        if text is not None and library.headline(ident).published.basis is not Basis.HAND:
            library.set_date([ident], By.PUBLISHED, "2023-05-10")
        write(seal, text)

    with monkeypatch.context() as patch:
        patch.setattr(StoredSeal, "write", late)
        library.reindex()
    assert found(library, "date:2023-05-10") == {ident}


def test_the_doctor_asks_no_more_about_a_conflict_that_the_reader_has_decided(library: Library) -> None:
    text = " date 2025-10-06 Kim Jong Un is set to be in Russia on his first overseas trip since the pandemic.\n"
    library.add_text(text.encode(), Stated())
    ident = titled(library, "Kim Jong Un is set")
    doubted = [finding.kind for finding in library.doctor() if finding.article == ident]
    assert Kind.CONFLICT in doubted
    library.set_date([ident], By.PUBLISHED, "2023-09-12")
    doubted = [finding.kind for finding in library.doctor() if finding.article == ident]
    assert Kind.CONFLICT not in doubted
    assert Kind.UNDATED not in doubted


def test_what_conflicts_and_what_was_set_are_in_the_evidence(library: Library) -> None:
    ident = titled(library, "Hwasong")
    library.set_date([ident], By.PUBLISHED, "2020-01-01")
    rows = library.evidence(ident)
    kinds = {row.what: row.stance for row in rows if row.about is By.PUBLISHED}
    assert kinds["by hand"] is Stance.AGREES
    assert kinds["without it"] is kinds["dateline"] is Stance.CONFLICTS
