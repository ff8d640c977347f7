"""Files that are small and want to be large, deep or without end."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import struct
import tarfile
import time
import zlib
from pathlib import Path

import pytest

from nkreader.ingest.formats.http import message
from nkreader.ingest.formats.streams import Unpacked, first, opened
from nkreader.ingest.formats.table import SEVERAL, SINGLE
from tests.fuzz.corpus import newsboat
from tests.ingest.making import STORY, answer, page, read, record, tarred, zipped

ZEROS = 50_000_000


def packed(pack: zlib._Compress | bz2.BZ2Compressor | lzma.LZMACompressor, count: int = ZEROS) -> bytes:
    piece = bytes(10_000_000)
    return b"".join([*(pack.compress(piece) for _ in range(count // len(piece))), pack.flush()])


BOMBS = {
    "gz": packed(zlib.compressobj(9, wbits=31)),
    "bz2": packed(bz2.BZ2Compressor()),
    "xz": packed(lzma.LZMACompressor(preset=0)),
}


@pytest.mark.parametrize("suffix", BOMBS)
@pytest.mark.parametrize("inner", ["html", "txt", "tar"])
def test_packed_files_that_unfold_without_end_are_refused(tmp_path: Path, suffix: str, inner: str) -> None:
    path = tmp_path / f"bomb.{inner}.{suffix}"
    path.write_bytes(BOMBS[suffix])
    inside = f"bomb.{inner}: " if inner != "tar" else ""
    assert read(path) in (({}, ["larger than 20 MB"]), ({}, [f"{inside}no article in it"]))


def zip_of(name: str, method: int, data: bytes, stated: int, crc: int) -> bytes:
    """A ZIP archive with one member that states what it likes."""
    head = struct.pack("<4sHHHHHLLLHH", b"PK\3\4", 20, 0, method, 0, 33, crc, len(data), stated, len(name), 0)
    listed = struct.pack("<4sHHHHHHLLLHHHHHLL", b"PK\1\2", 20, 20, 0, method, 0, 33, crc, len(data), stated,
                         len(name), 0, 0, 0, 0, 0, 0)  # fmt: skip
    local = head + name.encode() + data
    central = listed + name.encode()
    return local + central + struct.pack("<4sHHHHLLH", b"PK\5\6", 0, 0, 1, 1, len(central), len(local), 0)


@pytest.mark.parametrize("stated", [10, 0, 0xFFFFFFF0])
@pytest.mark.parametrize(
    ("method", "data"),
    [(8, packed(zlib.compressobj(9, wbits=-15))), (12, BOMBS["bz2"])],
)
def test_no_length_that_a_zip_states_is_believed(tmp_path: Path, stated: int, method: int, data: bytes) -> None:
    (tmp_path / "bomb.zip").write_bytes(zip_of("a.html", method, data, stated, 0))
    assert read(tmp_path / "bomb.zip") == ({}, ["a.html: larger than 20 MB"])


def test_a_member_without_a_name_is_read(tmp_path: Path) -> None:
    kernel = page("One")
    (tmp_path / "x.zip").write_bytes(zip_of("", 0, kernel, len(kernel), zlib.crc32(kernel)))
    assert read(tmp_path / "x.zip") == ({"x.zip#unnamed": "One"}, [])


def overlapping(count: int, kernel: bytes) -> bytes:
    """A ZIP archive whose members all have the same bytes."""
    data = zlib.compressobj(9, wbits=-15)
    body = data.compress(kernel) + data.flush()
    one = zip_of("0.html", 8, body, len(kernel), zlib.crc32(kernel))
    local, central = one[: 30 + 6 + len(body)], one[30 + 6 + len(body) : -22]
    listed = b"".join(central.replace(b"0.html", b"%d.html" % number) for number in range(count))
    return local + listed + struct.pack("<4sHHHHLLH", b"PK\5\6", 0, 0, count, count, len(listed), len(local), 0)


def test_members_that_share_their_bytes_are_left_out_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "bomb.zip").write_bytes(overlapping(10, page("One")))
    assert read(tmp_path / "bomb.zip") == ({}, ["they overlap, as in an archive made to do harm"])
    (tmp_path / "good.zip").write_bytes(overlapping(1, page("One")))
    assert read(tmp_path / "good.zip") == ({"good.zip#0.html": "One"}, [])


def test_a_bomb_in_an_archive_costs_itself(tmp_path: Path) -> None:
    bomb = zip_of("a.html", 8, packed(zlib.compressobj(9, wbits=-15)), 10, 0)
    data = zipped({"a.html": page("One"), "b.zip": bomb, "c.html.gz": BOMBS["gz"], "d.html": page("Two")})
    (tmp_path / "x.zip").write_bytes(data)
    titles, reasons = read(tmp_path / "x.zip")
    assert titles == {"x.zip#a.html": "One", "x.zip#d.html": "Two"}
    assert reasons == ["b.zip#a.html: larger than 20 MB", "c.html.gz: larger than 20 MB"]


def test_archives_that_unfold_into_archives_end(tmp_path: Path) -> None:
    data = zipped({"a.txt": STORY.encode() * 1000})
    for _ in range(7):
        data = zipped({f"{number}.zip": data for number in range(6)})
    (tmp_path / "x.zip").write_bytes(data)
    begun = time.process_time()
    titles, reasons = read(tmp_path / "x.zip")
    assert titles == {}
    assert len(reasons) == 1001
    assert reasons[-1] == "6,776 more of it could not be read"
    assert time.process_time() - begun < 20


def test_an_lzma_stream_that_wants_all_memory_is_refused(tmp_path: Path) -> None:
    filters = [{"id": lzma.FILTER_LZMA2, "dict_size": 1 << 30}]
    vast = lzma.LZMACompressor(lzma.FORMAT_XZ, filters=[{"id": lzma.FILTER_LZMA2, "dict_size": 1 << 20}])
    data = bytearray(vast.compress(page("One")) + vast.flush())
    assert filters
    at = data.index(b"\x21\x01", 12)
    data[at + 2] = 40  # 4 GiB
    end = 12 + (data[12] + 1) * 4 - 4
    data[end : end + 4] = zlib.crc32(bytes(data[12:end])).to_bytes(4, "little")
    (tmp_path / "x.html.xz").write_bytes(bytes(data))
    titles, [reason] = read(tmp_path / "x.html.xz")
    assert titles == {}
    assert reason == "damaged: Memory usage limit exceeded"
    member = zip_of("a.html", 14, b"\x09\x04\x05\x00\x5d\xff\xff\xff\xff" + bytes(50), 10, 0)
    (tmp_path / "x.zip").write_bytes(member)
    assert read(tmp_path / "x.zip") == ({}, ["a.html: damaged: unpacking it needs too much memory"])


def test_a_stream_gives_no_more_than_is_asked() -> None:
    for data in BOMBS.values():
        stream = opened(io.BytesIO(data))
        assert first(stream, 1_000_000) is None
    small = Unpacked(io.BytesIO(BOMBS["gz"]), lambda: __import__("bz2").BZ2Decompressor(), 10)
    with pytest.raises(Exception, match="damaged"):
        small.read(10)


def test_heads_of_tapes_that_want_all_memory_or_never_end(tmp_path: Path) -> None:
    good = tarred({"a.html": page("One")})[:-1024].rstrip(b"\0")
    good += bytes(-len(good) % 512)
    head = tarfile.TarInfo("x")
    head.type, head.size = tarfile.XHDTYPE, 1 << 33
    negative = bytearray(tarfile.TarInfo("y.html").tobuf(tarfile.GNU_FORMAT))
    negative[124:136] = b"\xff" * 10 + b"\x02\x00"  # a size of minus 512
    negative[148:156] = b" " * 8
    negative[148:156] = b"%06o\0 " % sum(negative)
    for number, more in enumerate((head.tobuf(), bytes(negative) * 50, b"\xff" * 2048, good[:-700])):
        path = tmp_path / f"{number}.tar"
        path.write_bytes(good + more)
        titles, reasons = read(path)
        assert titles == {f"{number}.tar#a.html": "One"} or number == 3
        assert len(reasons) <= 2


def test_a_sparse_member_is_not_as_large_as_it_says(tmp_path: Path) -> None:
    head = tarfile.TarInfo("a.html")
    head.size = 1 << 40
    (tmp_path / "x.tar").write_bytes(head.tobuf(tarfile.GNU_FORMAT) + bytes(1024))
    titles, reasons = read(tmp_path / "x.tar")
    assert titles == {}
    assert reasons == ["a.html: larger than 20 MB",
                       "damaged: it breaks off in the middle; what comes behind a.html could not be read"]  # fmt: skip


def test_bodies_of_a_crawl_that_unfold_without_end(tmp_path: Path) -> None:
    sent = [answer(BOMBS["gz"], "Content-Encoding: gzip"),
            answer(packed(zlib.compressobj(9)), "Content-Encoding: deflate"),
            answer(b"7fffffff\r\n" + page("Three"), "Transfer-Encoding: chunked"),
            answer(gzip.compress(BOMBS["gz"]), "Content-Encoding: gzip, gzip"),
            b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 100_000 + b"\r\n", b"HTTP/1.1 200 OK\r\n" + b"x" * 200_000,
            answer(page("Six"))]  # fmt: skip
    data = b"".join(record("response", f"https://a.example/{n}", one) for n, one in enumerate(sent))
    data += b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 99999999999\r\n" + b"x" * 5_000_000
    (tmp_path / "x.warc").write_bytes(data)
    titles, reasons = read(tmp_path / "x.warc")
    assert list(titles.values()) == ["Three", "Six"]
    told = [reason.partition(": ")[0].removeprefix("https://a.example/") for reason in reasons]
    assert told[:5] == ["0", "1", "3", "4", "5"]
    assert message(answer(b"x", "Content-Encoding: identity"), 10).body == b"x"


ENTITIES = "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9))
LAUGHS = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "trade talks ">{ENTITIES}]>'
OUTSIDE = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY j SYSTEM "file://{0}"><!ENTITY % p SYSTEM "file://{0}">%p;]>'
BODIES = {
    "rss": "<rss version='2.0'><channel><title>&j;</title><item><title>&j;</title>"
    "<description>&j; {1}</description></item></channel></rss>",
    "atom": "<feed xmlns='http://www.w3.org/2005/Atom'><title>&j;</title><entry><title>&j;</title>"
    "<summary>&j; {1}</summary></entry></feed>",
    "xhtml": "<html xmlns='http://www.w3.org/1999/xhtml'><head><title>&j;</title></head>"
    "<body><p>&j; {1}</p></body></html>",
    "opml": "<opml><body><outline text='&j;' xmlUrl='https://a.example/feed'/></body></opml>",
}


@pytest.mark.parametrize("kind", BODIES)
@pytest.mark.parametrize("head", [LAUGHS, OUTSIDE])
def test_entities_unfold_into_nothing_and_fetch_nothing(tmp_path: Path, kind: str, head: str) -> None:
    suffixes = [one for one in (f".{kind}", ".xml") if one in SINGLE or one in SEVERAL]
    secret = tmp_path / "secret"
    secret.write_text("the password is heron")
    for suffix in suffixes:
        path = tmp_path / f"x{suffix}"
        path.write_text((head.replace("{0}", str(secret)) + BODIES[kind]).replace("{1}", STORY * 5))
        titles, reasons = read(path)
        assert "heron" not in str(titles) + str(reasons)
        assert len(reasons) <= 2
        assert all(len(reason) < 400 for reason in reasons)


@pytest.mark.parametrize(
    "bad",
    [
        b"<div>" * 200_000 + STORY.encode(),
        b"<p>" + b"x" * 1_000_000,
        b"<p>" + b"word " * 100_000,
        b"<a " + b"b=c " * 500_000 + b">" + STORY.encode(),
        b"<table><tr><td>" * 20_000 + STORY.encode(),
        b"<html><head><meta charset=utf-7></head><body><p>+ADw-script+AD4- " + STORY.encode() * 5,
        b"<html><head><meta charset=utf-16></head><body><p>" + STORY.encode() * 5,
        page("\udcff".encode("utf-8", "surrogatepass").decode("latin-1")) + b"\xc0\xaf\xf8\x80\x80\x80\x80" * 50,
        "<html><body><p>".encode("utf-16-le") + (STORY * 5).encode("utf-16-le"),
        b"&" * 200_000,
        b"<script type='application/ld+json'>" + b"[" * 300_000 + b"</script>" + page("x"),
        b"<!--" * 500_000,
        b"\0" * 1_000_000,
    ],
    ids=["deep", "line", "words", "attributes", "tables", "utf-7", "utf-16", "overlong", "no-mark", "amp", "json",
         "comments", "zeros"],
)  # fmt: skip
def test_pages_that_are_too_much_end_in_one_line_and_the_rest_goes_on(tmp_path: Path, bad: bytes) -> None:
    (tmp_path / "x.zip").write_bytes(zipped({"a.html": bad, "b.html": page("Two")}))
    titles, reasons = read(tmp_path / "x.zip")
    assert titles.pop("x.zip#b.html") == "Two"
    assert len(titles) + len(reasons) == 1
    assert "fault of nkreader" not in str(reasons)


@pytest.mark.parametrize(
    "bad",
    [
        "<description>&#x110000; &#99999999;</description>",
        "<x:y:z xmlns:x='u'/>",
        "<title>&nbsp;&bogus;</title>",
        "<pubDate>Thu, 99 May 20244 99:99:99 +9999</pubDate>",
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8\0", "utf-7", "idna", "hex", "none at all"])
def test_damaged_feeds_give_what_they_can_or_one_line(tmp_path: Path, bad: str, encoding: str) -> None:
    item = f"<item><title>Talks</title><description>{STORY}</description></item>"
    feed = f"<rss version='2.0'><channel><title>Wire</title>{item}<item>{bad}</item></channel></rss>"
    (tmp_path / "x.rss").write_text(f"<?xml version='1.0' encoding='{encoding}'?>{feed}")
    titles, reasons = read(tmp_path / "x.rss")
    assert titles or len(reasons) == 1
    assert "fault of nkreader" not in str(reasons)


def test_a_database_whose_fault_cannot_be_quoted_is_refused(tmp_path: Path) -> None:
    data = newsboat()
    (tmp_path / "good.db").write_bytes(data)
    assert list(read(tmp_path / "good.db")[0].values()) == ["Talks"]
    (tmp_path / "bad.db").write_bytes(data.replace(b"NOT NULL, guid", b"NO\xff NULL, guid"))
    titles, [reason] = read(tmp_path / "bad.db")
    assert titles == {}
    assert reason.startswith("a damaged database: malformed database schema")


def test_rows_that_unfold_without_end_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("nkreader.ingest.rows.MOST", 30_000_000)
    (tmp_path / "x.jsonl.gz").write_bytes(BOMBS["gz"])
    titles, [reason] = read(tmp_path / "x.jsonl.gz")
    assert titles == {}
    assert reason == "damaged after line 0: it unfolds to more than 30 MB"


@pytest.mark.parametrize("suffix", ["txt", "html", "jsonl", "json", "eml", "xml"])
def test_a_line_of_a_hundred_megabytes(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"x.{suffix}"
    with path.open("wb") as file:
        for _ in range(100):
            file.write(b"x" * 1_000_000)
    titles, [reason] = read(path)
    assert titles == {}
    assert "larger than 20 MB" in reason or suffix == "eml"
