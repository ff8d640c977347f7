"""What a library prints of a name: titles, lists, company and silences, out of all its pieces."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from nkreader.archive import standing as reading
from nkreader.archive.errors import LibraryError
from nkreader.archive.library import Library
from nkreader.model.article import Stated
from nkreader.model.entities import Entity, EntityKind
from nkreader.model.spans import Span
from nkreader.model.standing import Company, Seen, Standing
from nkreader.model.standing_words import chosen_titles, first_and_last, longest_silence, silence_since, usual_rank

PIECES = (
    ("2019-04-12", "Choe Ryong Hae, vice-chairman of the State Affairs Commission, opened the pier at Nampo."),
    ("2019-04-20", "The pier was seen by Kim Jong Un, accompanied by Choe Ryong Hae, Pak Pong Ju and Ri Yong Ho."),
    ("2019-05-02", "Rain fell on the pier. Boats left."),
    ("2019-06-01", "Crabs were counted at the pier."),
    ("2019-07-10", "Choe Ryong Hae, Vice Chairman of the State Affairs Commission, saw Kim Jong Un off."),
    ("2019-07-11", "The pier opening was attended by Kim Jong Un, Pak Pong Ju, Choe Ryong Hae and Ri Yong Ho."),
    ("2019-07-12", "General Choe Ryong Hae was there. Choe Ryong Hae spoke of a pier, General Choe Ryong Hae said."),
    ("2019-08", "Choe Ryong Hae was named on a list of pier keepers."),
    ("2017", "Long ago Choe Ryong Hae wrote of a pier."),
    (None, "A heron is called Choe Ryong Hae by children."),
    ("2019-12-31", "The pier was painted."),
)


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """A library of these pieces; no test changes it."""
    found = filled(tmp_path_factory.mktemp("standing") / "library", PIECES)
    yield found
    found.close()


def filled(folder: Path, pieces: tuple[tuple[str | None, str], ...]) -> Library:
    library = Library.open(folder)
    for number, (day, text) in enumerate(pieces):
        stated = Stated(f"Piece {number}", "Harbour Wire", None, None, day)
        library.add_text(f"Piece {number}\n\n{text}\n".encode(), stated)
    return library


def called(library: Library, name: str = "Choe Ryong Hae") -> Entity:
    (entity,) = library.called(name)
    return entity


def known(library: Library, name: str = "Choe Ryong Hae") -> Standing:
    return library.standing(called(library, name))


def days(seen: Seen) -> tuple[str | None, str | None] | None:
    return (seen.days[0].value, seen.days[1].value) if seen.days else None


def told(people: tuple[Company, ...]) -> list[tuple[str, int, int]]:
    return [(one.name, one.seen.pieces, one.before) for one in people]


def test_a_title_has_its_days_and_stands_newest_first(library: Library) -> None:
    found = [(title.words, days(title.seen), title.seen.pieces) for title in known(library).titles]
    assert found == [
        ("General", ("2019-07-12", "2019-07-12"), 1),
        ("Vice Chairman of the State Affairs Commission", ("2019-04-12", "2019-07-10"), 2),
    ]


def test_a_title_leads_to_the_sentence_that_prints_it(library: Library) -> None:
    title = known(library).titles[1]
    spot = title.seen.last
    text = library.piece(spot.headline.id).article.text
    assert text[spot.offset :].startswith("Choe Ryong Hae")
    assert title.words in spot.sentence.of(text)
    assert title.seen.first is not None
    assert title.seen.first.headline.title == "Piece 0"


def test_what_the_gazetteer_says_is_no_title(library: Library) -> None:
    assert called(library).line
    assert not known(library, "Pak Pong Ju").titles


def test_first_and_last_and_what_has_no_day(library: Library) -> None:
    found = known(library)
    assert (found.pieces, found.read, found.undated, found.vague) == (8, 8, 1, 1)
    assert found.done
    assert found.first is not None
    assert found.last is not None
    assert (found.first.title, found.last.title) == ("Piece 8", "Piece 7")
    assert first_and_last(found) == "first named 2017, last 2019-08 · 1 piece undated"


def test_the_longest_silence_counts_what_the_library_holds_of_it(library: Library) -> None:
    silence = known(library).silence
    assert silence is not None
    assert (silence.start, silence.end, silence.days) == (date(2019, 4, 20), date(2019, 7, 10), 81)
    assert (silence.held, silence.maybe) == (2, 1)
    assert longest_silence(known(library)) == (
        "longest silence: not named 2019-04-20 – 2019-07-10 · 81 days · 2 pieces held then · 1 more may be of that time"
    )


def test_the_silence_at_the_end_lasts_to_the_last_piece_of_the_library(library: Library) -> None:
    since = known(library).since
    assert since is not None
    assert (since.after, since.start, since.end, since.held) == (None, date(2019, 8, 31), date(2019, 12, 31), 1)
    assert silence_since(known(library)).startswith("not named since 2019-08 · about 122 days · 1 piece held since")


def test_a_silence_of_the_archive_is_told_as_one(tmp_path: Path) -> None:
    text = "Choe Ryong Hae saw the pier."
    library = filled(tmp_path / "library", (("2019-01-01", text), ("2019-03-01", text + " It rained.")))
    found = known(library)
    assert longest_silence(found).endswith("59 days · no piece held then: the archive is silent")
    assert silence_since(found) == ""
    library.close()


def test_too_few_dates_tell_of_no_silence(tmp_path: Path) -> None:
    text = "Choe Ryong Hae saw the pier."
    library = filled(
        tmp_path / "library", (("2019-01-01", text), ("2017", text + " It rained."), (None, text + " So."))
    )
    found = known(library)
    assert found.silence is None
    assert "fewer than two pieces are dated" in longest_silence(found)
    library.close()


def test_lists_are_told_newest_first_with_who_stands_beside(library: Library) -> None:
    found = known(library)
    assert [(row.spot.headline.title, row.names, row.place) for row in found.rows] == [
        ("Piece 5", ("Kim Jong Un", "Pak Pong Ju", "Choe Ryong Hae", "Ri Yong Ho"), 3),
        ("Piece 1", ("Choe Ryong Hae", "Pak Pong Ju", "Ri Yong Ho"), 1),
    ]
    assert [(rank.place, rank.least, rank.most, days(rank.seen)) for rank in found.ranks] == [
        (1, 3, 3, ("2019-04-20", "2019-04-20")),
        (3, 4, 4, ("2019-07-11", "2019-07-11")),
    ]
    assert told(found.ahead) == [("Pak Pong Ju", 1, 1)]
    assert told(found.behind) == [("Pak Pong Ju", 1, 0), ("Ri Yong Ho", 1, 0)]
    assert usual_rank(found) == "mostly 1st of 3, in 1 of 2 lists · 2019-04-20"


def test_company_is_counted_by_pieces_and_in_printed_order(library: Library) -> None:
    found = known(library)
    assert told(found.same_list) == [("Pak Pong Ju", 2, 1), ("Ri Yong Ho", 2, 0), ("Kim Jong Un", 1, 1)]
    assert told(found.same_piece) == [("Kim Jong Un", 3, 2), ("Pak Pong Ju", 2, 1), ("Ri Yong Ho", 2, 0)]


def test_two_lists_of_one_piece_are_one_piece_of_company(tmp_path: Path) -> None:
    text = "Choe Ryong Hae and Pak Pong Ju attended the opening. Choe Ryong Hae and Pak Pong Ju visited the pier."
    library = filled(tmp_path / "library", (("2019-01-01", text),))
    found = known(library)
    assert len(found.rows) == 2
    assert told(found.same_list) == [("Pak Pong Ju", 1, 0)]
    library.close()


def test_how_it_is_written_is_counted_over_all_pieces(tmp_path: Path) -> None:
    pieces = tuple((f"2019-01-{day:02}", f"Kim Jong-un saw boat number {day}.") for day in range(1, 4))
    library = filled(tmp_path / "library", (*pieces, ("2019-02-01", "Kim Jong Un slept.")))
    assert known(library, "Kim Jong Un").forms == (("Kim Jong-un", 3), ("Kim Jong Un", 1))
    library.close()


def test_it_is_told_as_it_grows_and_given_up_when_asked(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "FIRST", 2)
    entity = called(library)
    found = [*library.standings(entity)]
    assert [one.read for one in found] == [0, 2, 4, 8]
    assert found[0].silence == found[-1].silence
    assert not found[0].titles
    assert found[-1] == known(library)

    class Enough(Exception):
        """Nobody waits any more."""

    def give_up() -> None:
        raise Enough

    with pytest.raises(Enough):
        [*library.standings(entity, give_up)]


def test_a_name_that_nobody_has_any_more_has_no_standing(library: Library) -> None:
    found = library.standing(Entity("person/~nobody", "Nobody", EntityKind.PERSON))
    assert (found.pieces, found.first, found.silence, found.since, found.titles, found.same_piece) == (
        0, None, None, None, (), (),
    )  # fmt: skip


def test_of_many_titles_the_newest_and_the_most_printed_are_chosen(library: Library) -> None:
    titles = known(library).titles
    assert chosen_titles(titles, 2) == titles
    assert chosen_titles((*titles, titles[0], titles[1]), 2) == (titles[0], titles[1])


def test_its_file_is_kept_up_to_date_and_words_in_it_stay(tmp_path: Path) -> None:
    library = filled(tmp_path / "library", PIECES)
    entity, target = called(library), tmp_path / "exports"
    first = library.export_dossier(entity, target)
    assert first.status == "written"
    text = first.path.read_text(encoding="utf-8")
    assert "**Vice Chairman of the State Affairs Commission** · 2019-04-12 – 2019-07-10 · 2 pieces" in text
    assert "> Choe Ryong Hae, Vice Chairman of the State Affairs Commission, saw Kim Jong Un off." in text
    assert "· published 2019-07-10 · " in text
    assert "`nkreader open " in text
    assert "--at" not in text
    first.path.write_text(f"{text}\nMy own words.\n", encoding="utf-8")
    assert library.export_dossier(entity, target).status == "unchanged"
    stated = Stated("Piece 99", "Harbour Wire", None, None, "2019-09-09")
    library.add_text(b"Piece 99\n\nAdmiral Choe Ryong Hae sailed.\n", stated)
    again = library.export_dossier(entity, target)
    assert (again.status, again.path) == ("written", first.path)
    text = again.path.read_text(encoding="utf-8")
    assert "**Admiral** · 2019-09-09 · 1 piece" in text
    assert text.endswith("\nMy own words.\n")
    library.close()


def test_its_file_is_no_article_and_not_among_the_exported_ones(tmp_path: Path) -> None:
    library = filled(tmp_path / "library", PIECES)
    target = tmp_path / "exports"
    library.export_dossier(called(library), target)
    assert not library.add([target]).added
    other = Library.open(tmp_path / "other")
    (piece,) = other.add_text(b"A pier\n\nThe pier was painted blue.\n", Stated(published="2019-01-01")).added
    other.add_highlight(piece, Span(12, 24))
    report = other.export(target)
    assert "Choe" not in (target / "index.md").read_text(encoding="utf-8")
    assert sorted(file.path.name for file in report.files)[-1] == "index.md"
    other.close()
    library.close()


def test_it_is_never_written_among_articles(tmp_path: Path) -> None:
    library = filled(tmp_path / "library", PIECES)
    folder = tmp_path / "articles"
    folder.mkdir()
    library.add([folder])
    with pytest.raises(LibraryError, match="never writes there"):
        library.export_dossier(called(library), folder)
    assert not [*folder.iterdir()]
    library.close()
