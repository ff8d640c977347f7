"""ZIP archives. No length that they state is believed: what is read ends at the next file, and at the limit."""

from __future__ import annotations

import bz2
import lzma
import struct
import zipfile
import zlib
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import BinaryIO

from nkreader.ingest.decoding import Refused
from nkreader.ingest.extract import size
from nkreader.ingest.formats.given import Blob, Given, Inside, Left
from nkreader.ingest.formats.members import Names, SavedPages, decoded, is_clutter, unicode_path
from nkreader.ingest.formats.streams import DICTIONARY, PIECE, Inflater, Unpacker
from nkreader.ingest.formats.table import room

_HEAD = 30
"""Bytes of a member's own head before its name."""


def zips(blob: Blob) -> Given:
    """The files of a ZIP archive, in the order of their names."""
    try:
        with blob.open() as raw, zipfile.ZipFile(raw) as archive:
            yield from _members(blob, archive, raw)
    except (zipfile.BadZipFile, EOFError, NotImplementedError, ValueError, OverflowError, struct.error) as error:
        raise Refused(f"a damaged archive: {error}") from error


class _Common(Exception):
    """Why a file is left out that many of its archive may share."""


def _members(blob: Blob, archive: zipfile.ZipFile, raw: BinaryIO) -> Given:
    names = Names()
    listed = sorted(_named(archive.infolist()), key=lambda one: (one[0], one[1].header_offset))
    files = [(names.name(name), info) for name, info in listed if not name.endswith(("/", "\\"))]
    saved = SavedPages(name for name, _ in files)
    places = sorted([*(info.header_offset for _, info in listed), archive.start_dir])
    wanted = [(name, info) for name, info in files if not is_clutter(name) and not saved.belongs(name)]
    trouble: Counter[str] = Counter()
    for name, info in wanted:
        try:
            found = _read(info, raw, places, room(blob, name))
        except _Common as common:
            trouble[str(common)] += 1
        except Refused as refused:
            yield Left(name, refused.reason, refused.lasting)
        else:
            yield Inside(name, found)
    for reason, count in trouble.items():
        if count == len(wanted):
            raise Refused(reason)
        yield Left("", f"{count:,} {'file' if count == 1 else 'files'} left out: {reason}")


def _named(infos: Sequence[zipfile.ZipInfo]) -> Iterator[tuple[str, zipfile.ZipInfo]]:
    """The members with their names as whoever packed them wrote them."""
    old = [info for info in infos if not info.flag_bits & 0x800]
    written = [info.orig_filename.encode("cp437", "replace") for info in old]
    legible = dict(zip(map(id, old), decoded(written), strict=True))
    for info in infos:
        name = legible.get(id(info), info.orig_filename)
        bytes_of = info.orig_filename.encode("utf-8" if info.flag_bits & 0x800 else "cp437", "replace")
        yield unicode_path(info.extra, bytes_of) or name.partition("\0")[0], info


def _read(info: zipfile.ZipInfo, raw: BinaryIO, places: Sequence[int], limit: int) -> bytes:
    """A member's bytes.

    Raises:
        Refused: if they are damaged, packed in an unknown way or more than the limit.
        _Common: if they are encrypted, or overlap another file.
    """
    if info.flag_bits & 0x41:
        raise _Common("encrypted")
    begin = info.header_offset
    raw.seek(begin)
    head = raw.read(_HEAD)
    if len(head) < _HEAD or not head.startswith(b"PK\3\4"):
        raise Refused("damaged: it is not where the archive says")
    begin += _HEAD + int.from_bytes(head[26:28], "little") + int.from_bytes(head[28:30], "little")
    after = bisect_right(places, info.header_offset)
    shared = places[after - 2 : after] == [info.header_offset] * 2
    if shared or after == len(places) or begin + info.compress_size > places[after]:
        raise _Common("they overlap, as in an archive made to do harm")
    raw.seek(begin)
    data = _unpack(info, raw, limit)
    if zlib.crc32(data) != info.CRC:
        raise Refused("damaged: its checksum is wrong")
    return data


def _unpack(info: zipfile.ZipInfo, raw: BinaryIO, limit: int) -> bytes:
    if info.compress_type not in _WAYS and info.compress_type != zipfile.ZIP_STORED:
        raise Refused(f"packed in a way that is not known (method {info.compress_type})")
    left, pieces, count = info.compress_size, [], 0
    try:
        unpacker = _WAYS[info.compress_type](raw) if info.compress_type in _WAYS else None
        left -= 9 if info.compress_type == zipfile.ZIP_LZMA else 0
        while count <= limit and not (unpacker and unpacker.eof):
            data = b""
            if unpacker is None or unpacker.needs_input:
                data = raw.read(min(PIECE, max(left, 0)))
                left -= len(data)
                if not data and (unpacker is None or not isinstance(unpacker, lzma.LZMADecompressor)):
                    break
            piece = unpacker.decompress(data, PIECE * 16) if unpacker else data
            if not data and not piece:
                break
            pieces.append(piece)
            count += len(piece)
    except (zlib.error, lzma.LZMAError, OSError, EOFError, ValueError) as error:
        raise Refused(f"damaged: {error}") from error
    if count > limit:
        raise Refused(f"larger than {size(limit)}", lasting=False)
    return b"".join(pieces)


def _unlzma(raw: BinaryIO) -> Unpacker:
    """Of a member packed by LZMA, whose settings stand before it."""
    head = raw.read(9)
    if len(head) < 9 or head[2:4] != b"\5\0" or head[4] >= 225:
        raise EOFError("its LZMA head is none")
    setting, dictionary = head[4], int.from_bytes(head[5:9], "little")
    if dictionary > DICTIONARY:
        raise EOFError("unpacking it needs too much memory")
    what = {"id": lzma.FILTER_LZMA1, "dict_size": max(dictionary, 4096),
            "lc": setting % 9, "lp": setting // 9 % 5, "pb": setting // 45}  # fmt: skip
    return lzma.LZMADecompressor(lzma.FORMAT_RAW, filters=[what])


_WAYS: dict[int, Callable[[BinaryIO], Unpacker]] = {
    zipfile.ZIP_DEFLATED: lambda raw: Inflater(-zlib.MAX_WBITS),
    zipfile.ZIP_BZIP2: lambda raw: bz2.BZ2Decompressor(),
    zipfile.ZIP_LZMA: _unlzma,
}
