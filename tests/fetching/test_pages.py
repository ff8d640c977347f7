"""Pages that are fetched: each one article, a changed one a new version of it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from nkreader.archive.library import Library
from tests.fetching.serving import Reply, Server, html

FIRST = (
    "WONSAN, March 3 (Harbour Wire) -- A harbour tug struck the northern pier at Wonsan on Sunday, March 3, 2024, "
    "and sank within an hour, port officials said in a statement that was read out on the quay.",
    "All nine sailors on the tug were saved. The pier at Wonsan stays closed for repairs, the officials added, and "
    "ships are to berth at the southern pier until the wreck is lifted.",
)


def test_a_page_is_added_once_and_a_changed_one_is_a_new_version(library: Library, server: Server) -> None:
    server.pages["/tug"] = html("Harbour tug hits pier at Wonsan", *FIRST)
    lines: list[str] = []
    url = server.url("/tug?utm_source=letter#end")
    report = library.fetch([url], lines.append, allow_private=True)
    assert report.skipped == []
    (ident,) = report.added
    assert "nine sailors" in library.piece(ident).article.text
    again = library.fetch([server.url("/tug")], allow_private=True)
    assert (again.added, again.updated, again.unchanged) == ([], [], 1)
    server.pages["/tug"] = html("Harbour tug hits pier at Wonsan", FIRST[0], FIRST[1].replace("nine", "ten"))
    changed = library.fetch([server.url("/tug")], allow_private=True)
    assert (changed.added, changed.updated) == ([], [ident])
    assert len(library.versions(ident)) == 2
    assert "ten sailors" in library.piece(ident).article.text


def test_a_headline_that_changed_is_a_new_version(library: Library, server: Server) -> None:
    server.pages["/tug"] = html("Harbour tug hits pier at Wonsan", *FIRST)
    (ident,) = library.fetch([server.url("/tug")], allow_private=True).added
    server.pages["/tug"] = html("Nine saved as tug sinks at Wonsan", *FIRST)
    assert library.fetch([server.url("/tug")], allow_private=True).updated == [ident]
    assert library.headline(ident).title == "Nine saved as tug sinks at Wonsan"


def test_what_changes_around_the_article_changes_nothing(library: Library, server: Server) -> None:
    server.pages["/tug"] = html("Harbour tug hits pier at Wonsan", *FIRST)
    (ident,) = library.fetch([server.url("/tug")], allow_private=True).added
    for served in ("1", "2"):
        server.pages["/tug"] = html(
            "Harbour tug hits pier at Wonsan", *FIRST, head=f'<meta name="x" content="{served}">'
        )
        again = library.fetch([server.url("/tug")], allow_private=True)
        assert (again.updated, again.unchanged) == ([], 1)
    assert len(library.versions(ident)) == 1
    assert len(library.retrieved(ident)) == 3


@pytest.mark.parametrize(
    ("kind", "path"),
    [("text/plain; charset=utf-8", "/note"), ("application/octet-stream", "/note.txt"), ("text/markdown", "/note")],
)
def test_what_is_no_page_is_read_by_its_kind(library: Library, server: Server, kind: str, path: str) -> None:
    server.pages[path] = Reply("\n\n".join(FIRST).encode(), headers={"Content-Type": kind})
    (ident,) = library.fetch([server.url(path)], allow_private=True).added
    assert "nine sailors" in library.piece(ident).article.text
    assert library.headline(ident).url == server.url(path)


def test_many_articles_in_one_answer_each_keep_their_versions(library: Library, server: Server) -> None:
    rows = [{"id": number, "title": f"Piece {number}", "text": f"{text} {number}"} for number, text in enumerate(FIRST)]
    server.pages["/rows.json"] = Reply(json.dumps(rows).encode(), headers={"Content-Type": "application/json"})
    report = library.fetch([server.url("/rows.json")], allow_private=True)
    assert len(report.added) == 2
    assert len(library.fetch([server.url("/rows.json?x")], allow_private=True).added) == 0


def test_two_addresses_of_one_page_are_one_article(library: Library, server: Server) -> None:
    server.pages["/tug"] = html("Harbour tug hits pier at Wonsan", *FIRST)
    server.pages["/short"] = Reply(status=301, headers={"Location": "/tug?utm_campaign=x"})
    urls = [server.url(path) for path in ("/short", "/tug", "/tug#comments", "/tug?fbclid=1")]
    report = library.fetch(urls, allow_private=True)
    assert (len(report.added), report.unchanged) == (1, 1)
    assert len(library.retrieved(report.added[0])) == 2


def test_a_page_that_was_saved_as_a_file_is_known_when_it_is_fetched(
    library: Library, server: Server, tmp_path: Path
) -> None:
    head = f'<link rel="canonical" href="{server.url("/tug")}"><meta property="og:url" content="{server.url("/tug")}">'
    page = html("Harbour tug hits pier at Wonsan", *FIRST, head=head)
    (tmp_path / "saved.html").write_bytes(page.body)
    (ident,) = library.add([tmp_path / "saved.html"]).added
    server.pages["/tug"] = page
    assert library.fetch([server.url("/tug")], allow_private=True).unchanged == 1
    server.pages["/tug"] = html("Harbour tug hits pier at Wonsan", FIRST[0], FIRST[1].replace("nine", "ten"), head=head)
    assert library.fetch([server.url("/tug")], allow_private=True).updated == [ident]
    assert library.add([tmp_path / "saved.html"]).added == []
