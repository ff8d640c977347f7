"""Archives: what lies in them is read as if it lay in a folder, and named by where it is."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import tarfile
import zipfile
import zlib
from pathlib import Path

import pytest

from nkreader.ingest import Extract, articles
from nkreader.ingest.formats.http import unchunked
from nkreader.ingest.formats.members import Names, SavedPages, decoded
from nkreader.ingest.formats.table import suffix_of
from nkreader.ingest.registry import file_of
from tests.ingest.making import STORY, answer, crawl, page, read, record, tarred, zipped

TWO = {"b/two.html": page("Two"), "a/one.html": page("One")}


def write(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_zip_archives_in_all_their_ways_of_packing(tmp_path: Path, method: int) -> None:
    titles, reasons = read(write(tmp_path / "all.zip", zipped(TWO, method)))
    assert list(titles.items()) == [("all.zip#a/one.html", "One"), ("all.zip#b/two.html", "Two")]
    assert reasons == []


@pytest.mark.parametrize(
    ("suffix", "mode"),
    [(".tar", "w"), (".tar.gz", "w:gz"), (".tgz", "w:gz"), (".tar.bz2", "w:bz2"), (".tar.xz", "w:xz"), (".TAR", "w")],
)
def test_tape_archives_in_the_order_of_the_tape(tmp_path: Path, suffix: str, mode: str) -> None:
    name = f"all{suffix}"
    titles, reasons = read(write(tmp_path / name, tarred(TWO, mode)))
    assert list(titles.items()) == [(f"{name}#b/two.html", "Two"), (f"{name}#a/one.html", "One")]
    assert reasons == []


@pytest.mark.parametrize(("suffix", "pack"), [("gz", gzip.compress), ("xz", lzma.compress), ("bz2", bz2.compress)])
def test_single_files_that_are_packed(tmp_path: Path, suffix: str, pack: object) -> None:
    assert callable(pack)
    whole = pack(page("One"))
    half = len(page("One")) // 2
    parts = pack(page("One")[:half]) + pack(page("One")[half:]) + b"\0" * 9
    for name, data in ((f"whole.html.{suffix}", whole), (f"parts.html.{suffix}", parts)):
        titles, reasons = read(write(tmp_path / name, data))
        assert (titles, reasons) == ({f"{name}#{name.rpartition('.')[0]}": "One"}, [])
    titles, reasons = read(write(tmp_path / f"story.txt.{suffix}", pack(f"Four\n\n{STORY}".encode())))
    assert list(titles.values()) == ["Four"]
    assert read(write(tmp_path / f"photo.png.{suffix}", pack(b"x"))) == ({}, ["no reader for .png"])
    assert read(write(tmp_path / f"bare.html.{suffix}", b"<html>")) == ({}, ["not packed, though its name says so"])


def test_archives_in_archives_name_their_way(tmp_path: Path) -> None:
    inner = tarred({"deep/c.html": page("Three")}, "w:gz")
    path = write(tmp_path / "a.zip", zipped({"b.zip": zipped({"c.tgz": inner}), "last.html": page("Last")}))
    titles, reasons = read(path)
    assert titles == {"a.zip#b.zip#c.tgz#deep/c.html": "Three", "a.zip#last.html": "Last"}
    assert reasons == []
    assert {file_of(f"{tmp_path}/{name}") for name in titles} == {str(path)}


def test_what_lies_too_deep_is_told(tmp_path: Path) -> None:
    data = zipped({"x.html": page("Deep")})
    for number in range(6):
        data = zipped({f"{number}.zip": data, f"{number}.html": page(f"Page {number}")})
    titles, reasons = read(write(tmp_path / "a.zip", data))
    assert sorted(titles.values()) == ["Page 1", "Page 2", "Page 3", "Page 4", "Page 5"]
    [reason] = reasons
    assert reason.endswith("archives in archives are read 4 deep")


def test_hidden_files_clutter_and_the_folders_of_saved_pages_are_passed_over(tmp_path: Path) -> None:
    members = {
        "Talks_files/frame.html": page("Frame"), "Talks.html": page("Talks"), "press_files/real.html": page("Real"),
        "__MACOSX/._Talks.html": b"x", ".git/notes.html": page("Hidden"), "b/.c.html": page("Hidden"),
        "Ende-Dateien/x.html": page("Frame"), "Ende.htm": page("Ende"), "empty/": b"",
    }  # fmt: skip
    for name, data in (("a.zip", zipped(members)), ("a.tar", tarred({n: d for n, d in members.items() if d}))):
        titles, reasons = read(write(tmp_path / name, data))
        assert sorted(titles.values()) == ["Ende", "Real", "Talks"]
        assert reasons == []


def test_saved_pages_are_known_by_their_page() -> None:
    saved = SavedPages(["a/Talks on trade.html", "b.htm"])
    assert saved.belongs("a/Talks on trade_files/ad/x.html")
    assert saved.belongs("b-Dateien/x.js")
    assert not saved.belongs("Talks on trade_files/x.html")
    assert not saved.belongs("c_files/x.html")


def test_names_are_data_and_each_is_another() -> None:
    names = Names()
    written = ["../../etc/passwd", "/etc/passwd", "C:\\a\\b.html", "a/./b.html", "..", "a\x1b[2J.html", "x/../../y"]
    assert [names.name(name) for name in written] == [
        "etc/passwd", "etc/passwd~2", "a/b.html", "a/b~2.html", "unnamed", "a␛[2J.html", "x/y",
    ]  # fmt: skip


def test_names_in_the_encodings_of_old_archives(tmp_path: Path) -> None:
    korean = ["회담/남북 교류.html", "노동신문 사설.html"]
    assert decoded([name.encode("cp949") for name in korean]) == korean
    assert decoded([name.encode() for name in korean]) == korean
    western = ["Gespräch.html", "Café à Paris.html", "ascii.html"]
    assert decoded([name.encode("cp437") for name in western]) == western
    old = "회담 소식12.html".encode("cp949")
    data = zipped({"x" * len(old): page("One")}).replace(b"x" * len(old), old)
    titles, reasons = read(write(tmp_path / "a.zip", data))
    assert (titles, reasons) == ({"a.zip#회담 소식12.html": "One"}, [])


def test_the_unicode_name_of_a_member_counts(tmp_path: Path) -> None:
    made = io.BytesIO()
    told = "회담.html".encode()
    with zipfile.ZipFile(made, "w") as archive:
        info = zipfile.ZipInfo("talks.html")
        held = b"\1" + zlib.crc32(b"talks.html").to_bytes(4, "little") + told
        info.extra = b"\x75\x70" + len(held).to_bytes(2, "little") + held
        archive.writestr(info, page("One"))
    assert read(write(tmp_path / "a.zip", made.getvalue()))[0] == {"a.zip#회담.html": "One"}


def test_links_and_devices_in_tape_archives_are_none(tmp_path: Path) -> None:
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w") as archive:
        for name, kind in (("l.html", tarfile.SYMTYPE), ("h.html", tarfile.LNKTYPE), ("p.html", tarfile.FIFOTYPE),
                           ("d.html", tarfile.CHRTYPE)):  # fmt: skip
            head = tarfile.TarInfo(name)
            head.type, head.linkname = kind, "/etc/passwd"
            archive.addfile(head)
        head = tarfile.TarInfo("../../one.html")
        head.size = len(page("One"))
        archive.addfile(head, io.BytesIO(page("One")))
    titles, reasons = read(write(tmp_path / "a.tar", made.getvalue()))
    assert titles == {"a.tar#one.html": "One"}
    assert reasons == ["2 left out: a link, not a file", "2 left out: a device or a pipe, not a file"]


def chunked(body: bytes) -> bytes:
    pieces = [body[at : at + 100] for at in range(0, len(body), 100)]
    return b"".join(b"%x;a=b\r\n%s\r\n" % (len(piece), piece) for piece in pieces) + b"0\r\n\r\n"


@pytest.mark.parametrize("packed", [False, True])
def test_crawls_give_their_pages_by_address(tmp_path: Path, packed: bool) -> None:
    korean = page("회담").decode().replace(STORY, "대표단이 월요일에 평양을 떠났다고 관계자들이 전했다. " * 3)
    data = crawl(
        record("warcinfo", "urn:x", b"software: none\r\n"),
        record("request", "https://news.example/a", b"GET /a HTTP/1.1\r\n\r\n"),
        record("response", "https://news.example/a", answer(page("One"))),
        record("response", "https://news.example/b?id=7", answer(chunked(page("Two")), "Transfer-Encoding: chunked")),
        record("response", "https://news.example/c.php",
               answer(chunked(gzip.compress(page("Three"))), "Transfer-Encoding: chunked", "Content-Encoding: gzip")),
        record("response", "https://news.example/d", answer(zlib.compress(page("Four")), "Content-Encoding: deflate")),
        record("response", "https://news.example/e",
               answer(korean.encode("cp949"), kind="text/html; charset=euc-kr")),
        record("revisit", "https://news.example/a", answer(b"")),
        record("response", "https://news.example/pic", answer(b"\x89PNG", kind="image/png")),
        record("response", "https://news.example/gone", answer(page("Gone"), status="404 Not Found")),
        record("response", "https://news.example/br", answer(b"xx", "Content-Encoding: br")),
        record("response", "https://news.example/robots.txt", answer(b"User-agent: *", kind="text/plain")),
        record("response", "https://news.example/t", answer(f"Five\n\n{STORY}".encode(), kind="text/plain")),
        packed=packed,
    )  # fmt: skip
    name = "all.warc.gz" if packed else "all.warc"
    titles, reasons = read(write(tmp_path / name, data))
    where = f"{name}#https://news.example/"
    assert titles == {f"{where}a": "One", f"{where}b?id=7": "Two", f"{where}c.php": "Three", f"{where}d": "Four",
                      f"{where}e": "회담", f"{where}t": "Five"}  # fmt: skip
    assert reasons == [
        "https://news.example/br: packed in a way that is not known (br)",
        "1 file in it has no reader: image/png",
    ]


def test_a_crawl_that_is_packed_as_a_whole(tmp_path: Path) -> None:
    data = gzip.compress(crawl(*(record("response", f"https://news.example/{n}", answer(page(f"{n}"))) for n in "ab")))
    titles, reasons = read(write(tmp_path / "a.warc.gz", data))
    assert (list(titles.values()), reasons) == (["a", "b"], [])


def test_the_day_of_a_capture_is_no_day_of_publication_but_a_bound_of_it(tmp_path: Path) -> None:
    dated = page("Late").replace(b"<head>", b'<head><meta property="article:published_time" content="2024-06-01">')
    data = crawl(
        record("response", "https://news.example/late", answer(dated), day="2024-05-03T10:00:00Z"),
        record("response", "https://news.example/good", answer(dated), day="2024-06-03T10:00:00Z"),
        record("response", "https://news.example/none", answer(page("None")), day="2024-05-03T10:00:00Z"),
    )
    found = [one for one in articles([write(tmp_path / "a.warc", data)]) if isinstance(one, Extract)]
    late, good, none = (one.article for one in found)
    assert good.stated.published is not None
    assert good.stated.published.startswith("2024-06-01")
    assert (late.stated.published, none.stated.published) == (None, None)
    assert none.stated.url == "https://news.example/none"


def test_two_captures_of_a_page_are_two(tmp_path: Path) -> None:
    data = crawl(*(record("response", "https://news.example/a", answer(page(day)), day=day)
                   for day in ("2024-05-03T10:00:00Z", "2024-05-04T10:00:00Z")))  # fmt: skip
    assert len(read(write(tmp_path / "a.warc", data))[0]) == 2


def test_chunks_that_are_none_are_the_body_itself() -> None:
    assert unchunked(b"<html>plain</html>") == b"<html>plain</html>"
    assert unchunked(b"5\r\nhello\r\n5\r\nworld\r\n0\r\n\r\n") == b"helloworld"
    assert unchunked(b"5\r\nhello\r\n9\r\nwor") == b"hellowor"


@pytest.mark.parametrize(
    ("name", "media_type", "suffix"),
    [
        ("a.HTML", None, ".html"),
        ("x.tar.gz", None, ".tar.gz"),
        ("x.v2.html", None, ".html"),
        ("rows.jsonl.gz", None, ".jsonl.gz"),
        ("https://a.example/b.php?x=1.zip", None, ".php"),
        ("https://a.example/", "text/html; charset=x", ".html"),
        ("https://a.example", None, ""),
        ("https://a.example/pic", "image/png", "image/png"),
        ("a.pdf", "application/octet-stream", ".pdf"),
        ("a", None, ""),
    ],
)  # fmt: skip
def test_how_bytes_are_read_is_told_by_media_type_and_name(name: str, media_type: str | None, suffix: str) -> None:
    assert suffix_of(name, media_type) == suffix
