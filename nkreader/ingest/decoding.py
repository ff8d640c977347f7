"""Bytes to text: what the file says of its encoding first, a guess that is told as one last."""

from __future__ import annotations

import codecs
import re
import unicodedata
from dataclasses import dataclass

_MARKED = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark is the beginning of this one
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CONTROLS = bytes([*range(0x01, 0x09), 0x0B, *range(0x0E, 0x1B), *range(0x1C, 0x20), 0x7F])
_HANGUL_WORD = re.compile("[\uac00-\ud7a3]{2,}")
_WESTERN = frozenset("àâäáãçéèêëíìîïñóòôöõúùûüœßÀÂÄÁÃÇÉÈÊËÍÎÏÑÓÔÖÕÚÛÜŒ‘’“”–—…•«»¿¡€£§°ºª\u00a0")
_FOREIGN = re.compile(r"[^\x00-\x7f]")
_MEANINGLESS = frozenset({"Cc", "Cn", "Co"})
"""Categories of characters that no article is made of."""
CANDIDATES = (
    "cp1252",
    "cp949",
    "cp932",
    "euc_jp",
    "gb18030",
    "big5",
    "cp1251",
    "koi8_r",
    "cp1250",
    "mac_roman",
)
"""Encodings that texts about Korea come in; of those that read a file alike the first is named."""
SAMPLE = 65_536
"""So many bytes are looked at to tell text from binary data and to guess an encoding."""


class Refused(Exception):
    """Something that is no article.

    `reason` says why in words for the reader; `lasting` whether it holds as long as the file is the same.
    """

    def __init__(self, reason: str, lasting: bool = True) -> None:
        super().__init__(reason)
        self.reason = reason
        self.lasting = lasting


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text, and what its reader should know about how it was read."""

    text: str
    notice: str | None = None


def decode(data: bytes) -> Decoded:
    """The text that `data` holds.

    Raises:
        Refused: if it is empty or not text.
    """
    if not data.strip():
        raise Refused("empty")
    decoded = _by_mark(data) or _utf8(data) or _guessed(data)
    if not decoded.text.strip("\ufeff \t\r\n\f\v\u3000\u00a0"):
        raise Refused("empty")
    return decoded


def _by_mark(data: bytes) -> Decoded | None:
    for mark, encoding in _MARKED:
        if data.startswith(mark):
            rest = data[len(mark) :]
            text = rest.decode(encoding, "replace")
            broken = text.count("\ufffd")
            if broken * 20 > len(text) or (encoding != "utf-8" and _haphazard(rest, text)):
                raise Refused(f"not text, though it is marked as {encoding[:6].rstrip('-').upper()}")
            return Decoded(text, _broken(broken, encoding) if broken else None)
    return None


def _haphazard(data: bytes, text: str) -> bool:
    """Whether bytes that begin with a mark of wide characters are something else, as any pair of bytes is one.

    Binary data gives characters that mean nothing to anybody (controls, private, not assigned); single bytes of
    Latin letters, taken two at a time, give ideographs.
    """
    sample = text[:SAMPLE]
    strange = sum(unicodedata.category(char) in _MEANINGLESS and char not in "\t\n\f\r" for char in sample)
    if strange * 20 > len(sample):
        return True
    beginning = data[:SAMPLE]
    single = sum(map(beginning.count, (bytes([code]) for code in range(0x20, 0x7F))))
    return single * 10 > len(beginning) * 9


def _utf8(data: bytes) -> Decoded | None:
    """UTF-8, or what must be UTF-8 with a few broken bytes (a file cut off in the middle of a letter)."""
    if b"\0" in data:
        raise Refused("binary data, not text")
    if sum(map(data[:SAMPLE].count, (bytes([code]) for code in _CONTROLS))) * 10 > min(len(data), SAMPLE):
        raise Refused("binary data, not text")
    try:
        return Decoded(data.decode("utf-8"))
    except UnicodeDecodeError:
        text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    whole = len(_FOREIGN.findall(text)) - broken
    return Decoded(text, _broken(broken, "utf-8")) if broken * 10 <= whole else None


def _guessed(data: bytes) -> Decoded:
    """Korean text by a check of its own, since short texts mislead the guesser; then its guess.

    Words of two syllables and more are asked for: a curly apostrophe of Windows-1252 with the letter after it
    is one syllable in the Korean code page.
    """
    try:
        text = data.decode("cp949")
    except UnicodeDecodeError:
        pass
    else:
        foreign = len(_FOREIGN.findall(text))
        if sum(map(len, _HANGUL_WORD.findall(text))) * 10 >= foreign * 8:
            return Decoded(text, _guess("cp949"))
    if _western(data):
        return Decoded(data.decode("cp1252"), _guess("cp1252"))
    from charset_normalizer import from_bytes  # slow to import, seldom needed

    best = from_bytes(data, cp_isolation=list(CANDIDATES)).best()
    if best is None:
        raise Refused("not text in any known encoding")
    alike = [best.encoding, *best.could_be_from_charset]
    return Decoded(str(best), _guess(next((name for name in CANDIDATES if name in alike), best.encoding)))


def _western(data: bytes) -> bool:
    """Whether this reads as English, French, German, Portuguese or Spanish in Windows-1252, foreign letters being few.

    Letters that only other code pages make common there (ø, š, ž and ³ of Czech and Polish texts) speak against it,
    and so do many foreign letters: a Russian text is full of them.
    """
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        return False
    foreign = _FOREIGN.findall(text)
    return len(foreign) * 2 < len(re.findall(r"[^\W\d_]", text)) and _WESTERN.issuperset(foreign)


def _guess(encoding: str) -> str:
    return f"read as {encoding}: a guess, the file does not say"


def _broken(count: int, encoding: str) -> str:
    return f"read as {encoding} with {count} broken {'byte' if count == 1 else 'bytes'} replaced"
