"""Pages and archives for tests, made up."""

from __future__ import annotations

import gzip
import io
import tarfile
import zipfile
from collections.abc import Iterable
from pathlib import Path

from nkreader.ingest import Extract, Skipped, articles

STORY = "The delegation left Pyongyang on Monday after three days of talks on trade and transport, officials said."
PAGE = "<html><head><title>{0}</title></head><body><article><h1>{0}</h1>{1}</article></body></html>"


def page(title: str, times: int = 5) -> bytes:
    """A page with an article."""
    return PAGE.format(title, "".join(f"<p>{number}. {STORY}</p>" for number in range(times))).encode()


def zipped(members: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A ZIP archive."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", method) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return made.getvalue()


def tarred(members: dict[str, bytes], mode: str = "w") -> bytes:
    """A tape archive."""
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode=mode) as archive:  # type: ignore[call-overload]
        for name, data in members.items():
            head = tarfile.TarInfo(name)
            head.size = len(data)
            archive.addfile(head, io.BytesIO(data))
    return made.getvalue()


def record(kind: str, address: str, block: bytes, *heads: str, day: str = "2024-05-03T10:00:00Z") -> bytes:
    """A record of a WARC file."""
    head = [f"WARC/1.0\r\nWARC-Type: {kind}", f"WARC-Target-URI: {address}", f"WARC-Date: {day}",
            f"WARC-Record-ID: <urn:uuid:{abs(hash((kind, address, block)))}>", *heads,
            f"Content-Length: {len(block)}"]  # fmt: skip
    return "\r\n".join(head).encode() + b"\r\n\r\n" + block + b"\r\n\r\n"


def answer(body: bytes, *heads: str, kind: str = "text/html; charset=utf-8", status: str = "200 OK") -> bytes:
    """What a server sent."""
    return "\r\n".join([f"HTTP/1.1 {status}", f"Content-Type: {kind}", *heads]).encode() + b"\r\n\r\n" + body


def crawl(*records: bytes, packed: bool = False) -> bytes:
    """A WARC file, each record packed by itself if at all."""
    return b"".join(gzip.compress(one) if packed else one for one in records)


def read(path: Path, limit: int | None = None) -> tuple[dict[str, str], list[str]]:
    """Titles by the paths of what a file gives, each without the folder; and why the rest was left out."""
    found: Iterable[Extract | Skipped] = articles([path], limit) if limit else articles([path])
    titles, reasons = {}, []
    for one in found:
        if isinstance(one, Extract):
            assert one.path not in titles
            titles[one.path.removeprefix(f"{path.parent}/")] = one.article.title
        else:
            reasons.append(one.reason)
    return titles, reasons
