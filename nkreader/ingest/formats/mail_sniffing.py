"""What begins like a mail, or like a folder of mails: they often have no suffix."""

from __future__ import annotations

import re

BEGINNING = 8192
"""Bytes that are enough to tell."""
_FIELD = re.compile(rb"(?P<name>[!-9;-~]{1,76}):(?P<value>[^\r\n]*)(?:\r?\n|\Z)(?:[ \t][^\r\n]*(?:\r?\n|\Z))*")
_KNOWN = frozenset(
    b"""from to date subject message-id received return-path delivered-to mime-version content-type cc sender reply-to
    x-mozilla-status x-gmail-labels x-gm-thrid dkim-signature list-id list-unsubscribe in-reply-to references
    content-transfer-encoding x-mailer authentication-results arc-seal x-received x-account-key x-uidl""".split()
)
_STAMP = re.compile(
    rb"(?i)From (?:\S.*? )??(?:mon|tue|wed|thu|fri|sat|sun),? .{0,30}\d{4}.{0,12}|From - .{0,40}|From \S+@\S+.{0,60}"
)


def is_mail(data: bytes) -> bool:
    """Whether some bytes begin with two fields of a mail's head, or more, and at least one that only mails have."""
    names: list[bytes] = []
    at = 0
    beginning = data[:BEGINNING].lstrip(b"\xef\xbb\xbf\r\n")
    if is_stamp(beginning.partition(b"\n")[0]):  # as programs cut them out of a mailbox
        at = beginning.find(b"\n") + 1
    while match := _FIELD.match(beginning, at):
        names.append(match["name"].lower())
        at = match.end()
    known = _KNOWN.intersection(names)
    return len(names) > 1 and bool(known & {b"from", b"message-id", b"received", b"return-path"}) and len(known) > 1


def is_mailbox(data: bytes) -> bool:
    """Whether some bytes begin with the line that separates the mails of a mailbox, and a mail."""
    first, _, rest = data[:BEGINNING].lstrip(b"\xef\xbb\xbf\r\n").partition(b"\n")
    return is_stamp(first) and is_mail(rest)


def is_stamp(line: bytes) -> bool:
    """Whether a line is one that separates mails: `From `, an address, and a day."""
    return line.startswith(b"From ") and len(line) < 400 and _STAMP.fullmatch(line.rstrip()) is not None
