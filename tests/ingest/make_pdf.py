"""PDFs as the tests need them, byte by byte."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pdfminer.fontmetrics import FONT_METRICS

PAD = bytes.fromhex("28bf4e5e4e758a4164004e56fffa01082e2e00b6d0683e802f0ca9fe6453697a")
FONTS = {"F": "Helvetica", "B": "Helvetica-Bold"}


@dataclass(frozen=True)
class Mark:
    """A line of text at a place of a page, in points from its lower left corner."""

    x: float
    y: float
    text: str
    size: float = 10.0
    font: str = "F"

    def operators(self) -> bytes:
        said = self.text.encode("cp1252").replace(b"\\", rb"\\").replace(b"(", rb"\(").replace(b")", rb"\)")
        return b"BT /%s %g Tf %g %g Td (%s) Tj ET\n" % (self.font.encode(), self.size, self.x, self.y, said)


def width(text: str, size: float = 10.0, font: str = "F") -> float:
    """How wide a text is, in points."""
    widths = FONT_METRICS[FONTS[font]][1]
    return sum(widths.get(letter, 556) for letter in text) * size / 1000


def set_in(words: str, x: float, y: float, wide: float, size: float = 10.0, leading: float = 12.0) -> list[Mark]:
    """A paragraph set in lines from a place on."""
    lines = [""]
    for word in words.split():
        longer = f"{lines[-1]} {word}".strip()
        if width(longer, size) <= wide:
            lines[-1] = longer
        else:
            lines.append(word)
    return [Mark(x, y - number * leading, line, size) for number, line in enumerate(lines)]


def pdf(
    pages: Sequence[Sequence[Mark]],
    info: Mapping[str, str] | None = None,
    password: str | None = None,
    encoding: str = "/WinAnsiEncoding",
) -> bytes:
    """A PDF of pages of 595 by 842 points; with a password it is locked, also with an empty one."""
    streams = [b"".join(mark.operators() for mark in page) for page in pages]
    return pdf_of([], streams, info, password, encoding)


def pdf_of(
    more: Sequence[bytes],
    streams: Sequence[bytes],
    info: Mapping[str, str] | None = None,
    password: str | None = None,
    encoding: str = "/WinAnsiEncoding",
    resources: bytes = b"",
    keys: bytes = b"",
) -> bytes:
    """A PDF of pages with these contents; `more` are objects numbered from 5 on, `keys` stand in each stream's head."""
    key, lock = _lock(password) if password is not None else (b"", b"")
    first = 5 + len(more)
    kids = b" ".join(b"%d 0 R" % (first + 2 * number) for number in range(len(streams)))
    fonts = [
        b"<< /Type /Font /Subtype /Type1 /BaseFont /%s /Encoding %s >>" % (name.encode(), encoding.encode())
        for name in FONTS.values()
    ]
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, len(streams))]
    objects += [*fonts, *more]
    for number, stream in enumerate(streams):
        at = first + 2 * number
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R "
            b"/Resources << /Font << /F 3 0 R /B 4 0 R >> %s >> >>" % (at + 1, resources)
        )
        packed = stream if keys else zlib.compress(stream)
        packed = (
            rc4(hashlib.md5(key + (at + 1).to_bytes(3, "little") + b"\0\0").digest()[:10], packed) if key else packed
        )
        head = b"<< /Length %d %s >>" % (len(packed), keys or b"/Filter /FlateDecode")
        objects.append(head + b"\nstream\n" + packed + b"\nendstream")
    trailer = b"/Root 1 0 R" + lock
    if info and not key:
        said = b" ".join(b"/%s <%s>" % (name.encode(), _hex(value)) for name, value in info.items())
        objects.append(b"<< %s >>" % said)
        trailer += b" /Info %d 0 R" % len(objects)
    return _written(objects, trailer)


def _hex(value: str) -> bytes:
    return (b"\xfe\xff" + value.encode("utf-16-be")).hex().encode()


def _written(objects: Sequence[bytes], trailer: bytes) -> bytes:
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    foot = b"trailer\n<< /Size %d %s >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, trailer, len(out))
    return out + head + table + foot


def _lock(password: str) -> tuple[bytes, bytes]:
    """The key of the oldest encryption there is (40 bits), and what the trailer says of it."""
    padded = (password.encode("latin-1") + PAD)[:32]
    owner = rc4(hashlib.md5((b"owner" + PAD)[:32]).digest()[:5], padded)
    key = hashlib.md5(padded + owner + (0xFFFFFFFC).to_bytes(4, "little") + b"id").digest()[:5]
    user = rc4(key, PAD)
    said = b" /ID [(id) (id)] /Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <%s> /U <%s> >>"
    return key, said % (owner.hex().encode(), user.hex().encode())


def rc4(key: bytes, data: bytes) -> bytes:
    """The cipher, both ways."""
    state, j = list(range(256)), 0
    for i in range(256):
        j = (j + state[i] + key[i % len(key)]) % 256
        state[i], state[j] = state[j], state[i]
    i = j = 0
    out = bytearray()
    for byte in data:
        i = (i + 1) % 256
        j = (j + state[i]) % 256
        state[i], state[j] = state[j], state[i]
        out.append(byte ^ state[(state[i] + state[j]) % 256])
    return bytes(out)
