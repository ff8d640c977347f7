"""What is new since the last visit: never lost by what was cut off, removed, or copied; and names never seen before."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from nkreader.archive import visits
from nkreader.archive.library import Library
from nkreader.model.article import Stated
from tests.archive.conftest import FIRST, OTHER, SECOND

TUG, SAVED, PARADE = (text.split("\n")[0] for text in (FIRST, SECOND, OTHER))


def titles(library: Library, query: str = "since:last") -> list[str]:
    return sorted(library.headline(hit.id).title for hit in library.search(query).hits)


def add(library: Library, title: str, text: str = "A bird stood on the pier.") -> str:
    (ident,) = library.add_text(f"{text} It was a {title}.".encode(), Stated(title)).added
    return ident


def visit(library: Library) -> None:
    library.begin_visit()
    library.end_visit()


def test_new_is_what_came_in_since_the_last_visit_ended(library: Library) -> None:
    notices = [notice.text for notice in library.search("is:new").notices]
    assert notices == ["is:new: there was no visit before, so every article is new"]
    visit(library)
    assert titles(library) == []
    add(library, "Heron")
    assert titles(library, "is:new") == titles(library) == ["Heron"]
    assert titles(library, "pier -is:new") == sorted([TUG, SAVED])
    library.begin_visit()
    add(library, "Gull")
    assert titles(library) == ["Gull", "Heron"], "also what comes while the visit goes on"
    library.end_visit()
    assert titles(library) == []


def test_before_the_first_visit_has_ended_nothing_is_marked(library: Library) -> None:
    library.begin_visit()
    add(library, "Heron")
    assert not any(headline.new or headline.renewed for headline in library.headlines())
    assert library.last_visit() is None


def test_a_new_version_is_new_and_said_so(
    library: Library, articles: Path, open_library: Callable[[], Library]
) -> None:
    visit(library)
    (file,) = [path for path in articles.iterdir() if path.read_text().startswith(TUG)]
    file.write_text(f"{file.read_text()}\nA third tug came.\n", encoding="utf-8")
    library.rescan()
    (changed,) = [headline for headline in library.headlines() if headline.renewed]
    assert (changed.title, changed.new) == (TUG, False)
    assert titles(library) == [TUG]
    visit(library)
    assert titles(library) == []
    file.write_text(f"{file.read_text()}\nA fourth tug came.\n", encoding="utf-8")
    library.rescan()
    assert titles(library) == [TUG], "once more"


def test_two_versions_in_one_add_are_no_new_version(library: Library) -> None:
    visit(library)
    for text in ("A heron stood.", "A heron stood there."):
        library.add_text(text.encode(), Stated("Heron", url="https://example.org/heron"))
    (heron,) = [headline for headline in library.headlines() if headline.title == "Heron"]
    assert heron.new


def test_a_visit_that_was_cut_off_loses_nothing(library: Library, open_library: Callable[[], Library]) -> None:
    visit(library)
    add(library, "Heron")
    library.begin_visit()
    add(library, "Gull")
    library.close()  # and nothing was said of an end
    again = open_library()
    assert titles(again) == ["Gull", "Heron"]
    again.begin_visit()
    assert titles(again) == ["Gull", "Heron"]
    again.end_visit()
    assert titles(again) == []


def test_of_two_visits_at_once_the_later_counts(library: Library, open_library: Callable[[], Library]) -> None:
    visit(library)
    add(library, "Heron")
    other = open_library()
    library.begin_visit()
    other.begin_visit()
    library.end_visit()
    assert titles(other) == ["Heron"]
    other.end_visit()
    assert titles(other) == []


def test_what_takes_the_number_of_a_removed_article_is_new(library: Library) -> None:
    heron = add(library, "Heron")
    visit(library)
    library.remove([heron])
    add(library, "Gull")
    assert titles(library) == ["Gull"]


def test_a_dump_takes_it_along_and_a_broken_one_does_no_harm(library: Library, tmp_path: Path) -> None:
    visit(library)
    add(library, "Heron")
    library.dump(tmp_path / "dump")
    with closing(Library.open(tmp_path / "other")) as other:
        other.restore(tmp_path / "dump")
        assert titles(other) == ["Heron"]
        assert other.last_visit() == library.last_visit()
    lines = [json.loads(line) for line in (tmp_path / "dump").read_text().splitlines()]
    broken = [line | {"value": "{}"} if line.get("key") == visits.LAST else line for line in lines]
    (tmp_path / "broken").write_text("".join(f"{json.dumps(line)}\n" for line in broken))
    with closing(Library.open(tmp_path / "third")) as third:
        third.restore(tmp_path / "broken")
        assert third.last_visit() is None
        assert not any(headline.new for headline in third.headlines())


def test_names_that_no_earlier_piece_has(library: Library) -> None:
    add(library, "Tug", "Kim Jong Un saw the tug Sambongho off at Wonsan.")
    heron = add(library, "Heron", "North Korean minister Pak Tu Gon saw a heron in Seoul, and Kim Jong Un.")
    again = add(library, "Gull", "North Korean minister Pak Tu Gon saw a gull.")
    names = {one.entity.name: one.pieces for one in library.first_named([heron, again])}
    assert names["Pak Tu Gon"] == 2
    assert "Kim Jong Un" not in names
    assert "Pak Tu Gon" not in {one.entity.name for one in library.first_named([again])}
    assert library.first_named([]) == ()
    assert library.first_named([headline.id for headline in library.headlines()]) == (), "then every name would be one"


def test_a_new_spelling_of_somebody_known_is_no_new_name(library: Library) -> None:
    add(library, "Tug", "North Korean vice-minister Choe Son Gwon saw a tug in Pyongyang.")
    new = add(library, "Heron", "North Korean vice-minister Choi Son-gwon saw a heron in Pyongyang.")
    assert "Choi Son-gwon" not in {one.entity.name for one in library.first_named([new])}


class Visits(RuleBasedStateMachine):
    """Whatever happens, what came since the last visit that ended in order is new, and nothing else is."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = TemporaryDirectory()
        self.library = Library.open(Path(self.folder.name, "library"))
        self.count = 0
        self.new: set[str] = set()
        self.ended = self.on = False

    def teardown(self) -> None:
        self.library.close()
        self.folder.cleanup()

    @rule()
    def comes(self) -> None:
        self.count += 1
        self.new.add(add(self.library, f"piece {self.count}"))

    @rule()
    def begins(self) -> None:
        self.library.begin_visit()
        self.on = True

    @rule()
    def ends(self) -> None:
        self.library.end_visit()
        if self.on:
            self.new.clear()
            self.ended, self.on = True, False

    @rule()
    def is_killed(self) -> None:
        self.library.close()
        self.library = Library.open(Path(self.folder.name, "library"))
        self.on = False

    @rule(last=st.booleans())
    def goes(self, last: bool) -> None:
        found = sorted(self.library.headlines(), key=lambda headline: headline.added)
        if found:
            gone = found[-1 if last else 0].id
            self.library.remove([gone])
            self.new.discard(gone)

    @invariant()
    def nothing_is_lost(self) -> None:
        marked = {headline.id for headline in self.library.headlines() if headline.new}
        assert marked == (self.new if self.ended else set())
        if self.ended:
            assert self.library.search("since:last", 1000).ids == self.new


Visits.TestCase.settings = settings(max_examples=8, stateful_step_count=8, deadline=None)
TestVisits = Visits.TestCase
