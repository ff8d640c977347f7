"""Mailboxes: mails one behind the other in a file (RFC 4155), as Thunderbird, Apple Mail and Takeout write them.

The file is gone through once and never held as a whole. A line that begins `From ` separates two mails if a head
follows it, and an empty line or nothing stands before it or it is as long as programs make it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

from nkreader.ingest.decoding import Refused
from nkreader.ingest.extract import size
from nkreader.ingest.formats.given import Blob, Given, Inside, Left
from nkreader.ingest.formats.mail_sniffing import is_stamp
from nkreader.ingest.formats.table import room
from nkreader.model.sanitise import safe_line

LONGEST_LINE = 1_000_000
"""Bytes that are looked at in one go."""
_ESCAPED = re.compile(rb">+From ")
_FIELD = re.compile(rb"[!-9;-~]{1,76}:|>From ")
_ID = re.compile(rb"(?im)^Message-ID:\s*<?\s*([^<>\s]{3,400})")
_STATUS = re.compile(rb"(?im)^X-Mozilla-Status:\s*([0-9a-f]{4})\s*$")
_EXPUNGED = 0x0008
_HEAD = 65_536


def mbox(blob: Blob) -> Given:
    """The mails of a mailbox in their order, each a file of its own; those that are deleted are left out."""
    seen: set[int] = set()
    limit = room(blob, "mail.eml")
    with blob.open() as file:
        number = 0
        for data in _mails(file, limit):
            number += 1
            head = data[:_HEAD].partition(b"\n\n")[0].replace(b"\r", b"")
            if (status := _STATUS.search(head)) and int(status[1], 16) & _EXPUNGED:
                continue
            name = _name(head, number, seen)
            if len(data) > limit:
                yield Left(name.removesuffix(".eml"), f"larger than {size(limit)}", lasting=False)
            else:
                yield Inside(name, data)
    if not number:
        raise Refused("not a mailbox: it does not begin with a mail")


def _name(head: bytes, number: int, seen: set[int]) -> str:
    """What a mail is called: its id, or its number where it has none or shares it."""
    match = _ID.search(head)
    called = safe_line(match[1].decode("utf-8", "replace")) if match else ""
    called = called.replace("/", "_").replace("#", "_").lstrip(".")
    if not called or hash(called) in seen:
        return f"message {number}.eml"
    seen.add(hash(called))
    return f"{called}.eml"


def _mails(file: BinaryIO, limit: int) -> Iterator[bytes]:
    """The bytes of each mail, without its separating line; of one beyond the limit not more than just beyond it."""
    kept: list[bytes] = []
    held = 0
    inside = False
    for line, separates in _lines(file):
        if separates:
            if inside:
                yield b"".join(kept)
            kept, held, inside = [], 0, True
        elif inside and held <= limit:
            line = line[1:] if line.startswith(b">") and _ESCAPED.match(line) else line
            kept.append(line)
            held += len(line)
        elif not inside and line.strip():
            return  # what stands before the first mail is none
    if inside:
        yield b"".join(kept)


def _lines(file: BinaryIO) -> Iterator[tuple[bytes, bool]]:
    """The lines of a mailbox, and whether each separates two mails. A very long one comes in several pieces."""
    empty = True
    whole = True
    line = file.readline(LONGEST_LINE).removeprefix(b"\xef\xbb\xbf")
    while line:
        after = file.readline(LONGEST_LINE)
        separates = False
        if whole and line.startswith(b"From "):
            stamp = is_stamp(line)
            headed = _FIELD.match(after) is not None
            separates = (headed and (empty or stamp)) or (stamp and empty)
        yield line, separates
        empty = not line.strip()
        whole = line.endswith(b"\n")
        line = after
