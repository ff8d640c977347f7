"""The text of a page: by its mark, by what the server and the page say of their encoding, else by its bytes."""

from __future__ import annotations

import codecs
import re

from nkreader.ingest.decoding import Decoded, Refused, decode
from nkreader.model.sanitise import visible

SAMPLE = 8192
"""Bytes at the beginning in which a page names its encoding."""
_DECLARED = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w:.-]{2,30})|<\?xml[^>]{0,100}?encoding\s*=\s*["']([\w:.-]{2,30})""",
    re.IGNORECASE,
)
_MEANT = {
    "euc-kr": "cp949", "euckr": "cp949", "ks_c_5601-1987": "cp949", "ksc5601": "cp949", "ks_c_5601": "cp949",
    "ksc_5601": "cp949", "korean": "cp949", "windows-949": "cp949", "x-windows-949": "cp949", "uhc": "cp949",
    "shift_jis": "cp932", "shift-jis": "cp932", "sjis": "cp932", "x-sjis": "cp932", "windows-31j": "cp932",
    "gb2312": "gb18030", "gb_2312-80": "gb18030", "gbk": "gb18030", "x-gbk": "gb18030", "chinese": "gb18030",
    "big5": "big5hkscs", "x-x-big5": "big5hkscs", "big5-hkscs": "big5hkscs",
    "iso-8859-1": "cp1252", "latin1": "cp1252", "ascii": "cp1252", "us-ascii": "cp1252", "iso8859-1": "cp1252",
    "iso-8859-9": "cp1254", "x-user-defined": "cp1252", "utf8": "utf-8", "unicode": "utf-8",
    "utf-16": "utf-8", "utf-16le": "utf-8", "utf-16be": "utf-8",
}  # fmt: skip
"""How browsers understand the names (Encoding Standard): the larger set that contains the one named; a page that can
be searched for its declaration is not in UTF-16."""
_CONTROL = re.compile("[\x01-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
"""All else that text is made of may stand in XML (XML 1.0, section 2.2); surrogates never come this far."""
_REFERENCE = re.compile(r"&#(?:0{0,6}(\d{1,2})|[xX]0{0,6}([0-9a-fA-F]{1,2}))(?![0-9a-fA-F]);?")
_BROKEN = 50
"""One letter in so many may be broken in a page that is read as it declares."""


def decode_page(data: bytes, charset: str | None = None) -> Decoded:
    """The markup that `data` holds; `charset` is what whoever sent it said.

    Raises:
        Refused: if it is empty or not text.
    """
    if not data.strip():
        raise Refused("empty")
    if data.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return decode(data)
    if b"\0" in data:
        wide = _wide(data)
        if wide:
            return Decoded(wide)
        if data.count(b"\0") * 1000 > len(data):
            raise Refused("binary data, not a page")
        data = data.replace(b"\0", b"")
    declared = [name for name in (charset, _declared(data)) if name]
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    else:  # bytes that are UTF-8 are nothing else, whatever is declared; but plain ASCII may be escapes of ISO-2022
        if not any(name.casefold().startswith("iso-2022") for name in declared):
            return Decoded(text)
    for name in declared:
        if (decoded := _as(data, name)) is not None:
            return decoded
    return decode(data)


def legible(markup: str) -> str:
    """Markup without characters that no tree of XML may hold, also where they are written as references.

    Each is what the reader would be shown for it (`sanitise.visible`): an escape sequence in a title costs no page.
    """
    shown = _CONTROL.sub(lambda found: visible(found[0]), markup)
    return _REFERENCE.sub(_seen, shown) if "&#" in shown else shown


def _seen(reference: re.Match[str]) -> str:
    number = int(reference[1]) if reference[1] else int(reference[2], 16)
    return visible(chr(number)) if number < 0x20 and number not in (0x09, 0x0A, 0x0D) else reference[0]


def _wide(data: bytes) -> str | None:
    """UTF-16 without a mark, told by the zeros of its tags."""
    for encoding, opening in (("utf-16-le", b"<\0"), ("utf-16-be", b"\0<")):
        if data.lstrip(b"\r\n \0").startswith(opening.strip(b"\0")) and opening in data[:SAMPLE]:
            text = data[: len(data) // 2 * 2].decode(encoding, "replace")
            if "<" in text[:SAMPLE] and text.count("\ufffd") * _BROKEN <= len(text):
                return text
    return None


def _declared(data: bytes) -> str | None:
    match = _DECLARED.search(data[:SAMPLE])
    return (match[1] or match[2]).decode("ascii") if match else None


def _as(data: bytes, name: str) -> Decoded | None:
    """The text by a declared encoding; None where the bytes are not in it."""
    encoding = _MEANT.get(name.strip().casefold(), name.strip())
    try:
        if not getattr(codecs.lookup(encoding), "_is_text_encoding", True):
            return None
        text = data.decode(encoding, "replace")
    except (LookupError, ValueError, UnicodeError):
        return None
    broken = text.count("\ufffd")
    foreign = sum(char > "\x7f" for char in text)
    if broken * _BROKEN > foreign:
        return None
    return Decoded(text, f"read as {encoding} with {broken} broken {_bytes(broken)} replaced" if broken else None)


def _bytes(count: int) -> str:
    return "byte" if count == 1 else "bytes"


_PAGE = re.compile(
    rb"\A(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*\?>\s*)?(?>(?:(?><!--.{0,2000}?-->)\s*)*)<(?:!doctype\s+html|html[\s>])",
    re.IGNORECASE | re.DOTALL,
)


def begins_like_page(data: bytes) -> bool:
    """Whether bytes begin as a page does, whatever their file is called."""
    beginning = data[:SAMPLE]
    if beginning.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        beginning = beginning.decode("utf-16", "replace").encode()
    return _PAGE.match(beginning) is not None
