"""Rows: JSON Lines (also compressed) and JSON lists of {title, date, url, author, outlet, text}.

Lines are read one by one; of a file only one row and a number per url are held in memory.
"""

from __future__ import annotations

import codecs
import gzip
import html
import json
import lzma
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import IO, Any, cast

from nkreader.ingest.containing import fault
from nkreader.ingest.decoding import Refused, decode
from nkreader.ingest.extract import Extract, Found, Skipped, Source, size
from nkreader.ingest.own import DUMPED, own_dump
from nkreader.ingest.reading import read_text
from nkreader.model.article import Stated
from nkreader.model.sanitise import safe_line

FIELDS = ("author", "date", "outlet", "text", "title", "url")
"""What a row may say; everything else in it is left alone and is no part of its identity."""
KEY = 12
"""Hex digits of a row's hash that name it in its file."""
LONGEST_NAME = 2000
"""Code points of a URL that may name a row."""

_WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
MOST, RATIO = 1_000_000_000, 200
"""Bytes that a packed file may hold, and how many times its own: more than both is no text of articles."""
_BROKEN = (OSError, EOFError, lzma.LZMAError, zlib.error)


class _TooLong(str):
    """Why a line beyond the limit is no row: another limit may take it in."""

    __slots__ = ()


def json_lines(source: Source) -> Found:
    """One article a line; a broken line is skipped with its number.

    Raises:
        OSError: if the file cannot be read.
        Refused: if nothing in it can.
    """
    shared = _shared(_rows(source))
    number = 0
    try:
        for number, row in _rows(source):
            where = f"line {number}"
            yield (_reason(source, where, row) if isinstance(row, str) else _article(source, where, row, shared))
    except _BROKEN as error:
        if isinstance(error, OSError) and error.errno is not None:
            raise
        yield Skipped(source.shown, f"damaged after line {number}: {_words(error)}", lasting=True)


def json_list(source: Source) -> Found:
    """One article an item of a JSON list.

    Raises:
        OSError: if the file cannot be read.
        Refused: if it is too large, or not a JSON list.
    """
    text = decode(source.read()).text
    if own_dump(text):
        raise Refused(DUMPED)
    from nkreader.ingest.formats.jsonfeed import is_jsonfeed
    from nkreader.ingest.guarded import guarded

    try:
        items = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise Refused(f"not JSON: {_words(error)}") from error
    if is_jsonfeed(items):
        yield from guarded(source, "application/feed+json")
        return
    if not isinstance(items, list):
        raise Refused("JSON, but not a list of rows")
    rows = [(number, item) for number, item in enumerate(items, 1)]
    shared = _shared(rows)
    for number, item in rows:
        yield _article(source, f"item {number}", item, shared)


def _rows(source: Source) -> Iterator[tuple[int, Any]]:
    """Line numbers from 1 and what stands there; a string is the reason why it is no row.

    Raises:
        Refused: if nothing in the file can be read.
    """
    with source.open() as raw, _unpacked(raw, source.name) as file:
        number = 0
        while line := file.readline(source.limit + 1):
            number += 1
            source.at = raw.tell()
            _bear(file, raw)
            if number == 1 and line.startswith(_WIDE):
                raise Refused("rows in UTF-16; they are read in UTF-8 only")
            if number == 1 and own_dump(line[:400].decode("utf-8", "replace")):
                raise Refused(DUMPED)
            if len(line) > source.limit:
                while line and not line.endswith(b"\n"):
                    line = file.readline(source.limit)
                    _bear(file, raw)
                yield number, _TooLong(f"larger than {size(source.limit)}")
            elif line.strip():
                yield number, _parsed(line.removeprefix(codecs.BOM_UTF8) if number == 1 else line)


def _bear(file: IO[bytes], raw: IO[bytes]) -> None:
    """Raises: EOFError, if a small file unfolds without end."""
    if file.tell() > MOST and file.tell() > RATIO * raw.tell():
        raise EOFError(f"it unfolds to more than {size(MOST)}")


def _unpacked(raw: IO[bytes], name: str) -> IO[bytes]:
    if name.casefold().endswith(".gz"):
        return cast("IO[bytes]", gzip.GzipFile(fileobj=raw, mode="rb"))
    return lzma.LZMAFile(raw) if name.casefold().endswith(".xz") else raw


def _parsed(line: bytes) -> Any:
    try:
        row = json.loads(line.decode("utf-8"))
    except UnicodeDecodeError:
        return "not UTF-8"
    except (ValueError, RecursionError) as error:
        return f"not JSON: {_words(error)}"
    return row if isinstance(row, dict) else "not an object"


def _shared(rows: Iterable[tuple[int, Any]]) -> frozenset[int]:
    """Hashes of the urls that rows of different content name; reading stops where the file is damaged."""
    named: dict[int, int] = {}
    more: set[int] = set()
    try:
        for _, row in rows:
            if isinstance(row, dict) and (url := _field(row, "url")):
                content = hash(tuple(str(row.get(name)) for name in FIELDS))
                if named.setdefault(hash(url), content) != content:
                    more.add(hash(url))
    except _BROKEN:
        pass
    return frozenset(more)


def _article(source: Source, where: str, row: Any, shared: frozenset[int]) -> Extract | Skipped:
    try:
        return _read(source, where, row, shared)
    except Exception as error:
        return Skipped(source.shown, f"{where}: {fault(error)}")


def _read(source: Source, where: str, row: Any, shared: frozenset[int]) -> Extract | Skipped:
    if not isinstance(row, dict):
        return _reason(source, where, "not an object")
    given = {name: value for name in FIELDS if (value := _field(row, name))}
    if "text" not in given and "title" not in given:
        return _reason(source, where, "neither text nor title")
    identity = json.dumps(given, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    title = " ".join(given.get("title", "").split())
    body = given.get("text", "").strip("\r\n")
    stated = Stated(title or None, *(given.get(name) for name in ("outlet", "author", "url", "date")))
    article = read_text("\n\n".join(filter(None, (title, body))), stated)
    url = given.get("url")
    own = url is not None and hash(url) not in shared
    extract = source.extract("", identity.encode("utf-8", "surrogatepass"), article, own)
    name = url if own and url and len(url) <= LONGEST_NAME and safe_line(url) == url else extract.digest[:KEY]
    return replace(extract, path=f"{source.name}#{name}", where=where)


def _field(row: Mapping[str, Any], name: str) -> str | None:
    """A field as text, entities decoded: a string, a number, or the strings of a list joined."""
    value = row.get(name)
    if isinstance(value, list):
        value = ", ".join(item for item in value if isinstance(item, str))
    if isinstance(value, int | float) and not isinstance(value, bool):
        value = str(value)
    if not isinstance(value, str) or not value.strip():
        return None
    return html.unescape(value) if "&" in value else value


def _reason(source: Source, where: str, reason: str) -> Skipped:
    return Skipped(source.shown, f"{where}: {reason}", not isinstance(reason, _TooLong))


def _words(error: BaseException) -> str:
    return (str(error) or type(error).__name__).splitlines()[0]
