"""The parts of a mail: its body in the best form, and the files that came with it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message
from pathlib import PurePosixPath

from nkreader.ingest.formats.fragments import pieces
from nkreader.ingest.formats.given import Hints, Inside, Left
from nkreader.ingest.formats.mail_headers import charset_text, words
from nkreader.model.sanitise import safe_line

DEEPEST = 40
"""Parts inside parts."""
STUB = 0.6
"""A plain text that has a smaller share of the words of its HTML form is a stub."""
_ADDRESS = re.compile(r"(?i)[<\[(]?\bhttps?://\S+")
_SUFFIXES = {
    "application/pdf": ".pdf", "text/html": ".html", "application/rss+xml": ".rss", "application/atom+xml": ".atom",
    "application/zip": ".zip", "application/epub+zip": ".epub", "message/rfc822": ".eml", "text/plain": ".txt",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/json": ".json", "text/markdown": ".md",
}  # fmt: skip
"""Suffixes of attachments without a name, by media type."""


@dataclass(frozen=True, slots=True)
class Body:
    """A part of a mail's body."""

    text: str
    html: bool
    flowed: bool = False
    """Whether lines that end in a space go on in the next one (RFC 3676)."""
    del_space: bool = False
    """Whether that space is none of the text's."""


def bodies(message: Message, depth: int = 0) -> list[Body]:
    """The parts of a mail's body in their order, each in its best form."""
    if depth > DEEPEST:
        return []
    kind = message.get_content_type()
    inner = message.get_payload() if message.is_multipart() else None  # which of one part would be decoded
    if isinstance(inner, list):
        if kind == "message/rfc822" or (kind.startswith("message/") and kind != "message/partial"):
            return []
        each = [bodies(part, depth + 1) for part in inner if isinstance(part, Message)]
        if kind == "multipart/alternative":
            return _best([found for found in each if found])
        if kind == "multipart/related":
            return next((found for found in each if found), [])
        return [body for found in each for body in found]
    if is_attachment(message) or kind not in ("text/plain", "text/html", "text/enriched", "application/xhtml+xml"):
        return []
    text = charset_text(content(message), _charset(message))
    if not text.strip():
        return []
    flowed = str(message.get_param("format") or "").casefold() == "flowed"
    del_space = str(message.get_param("delsp") or "").casefold() == "yes"
    html = kind != "text/plain" or re.match(r"(?i)\s*(?:<!doctype html|<html[\s>])", text) is not None
    return [Body(text, html, flowed, del_space)]


def _best(forms: list[list[Body]]) -> list[Body]:
    """Plain text that says what the HTML says, and is not full of addresses; else the HTML, which keeps blocks."""
    plain = [found for found in forms if not any(body.html for body in found)]
    html = [found for found in forms if any(body.html for body in found)]
    if not plain or not html:
        return (plain or html or [[]])[-1]
    said = " ".join(body.text for body in plain[-1])
    shown = [piece.text for body in html[-1] if body.html for piece in pieces(body.text)]
    addresses = len(_ADDRESS.findall(said))
    count = len(_ADDRESS.sub(" ", said).split())
    full = len(" ".join(shown).split())
    return plain[-1] if count >= STUB * full and addresses * 40 <= count else html[-1] if full else plain[-1]


def content(part: Message) -> bytes:
    """The bytes of a part, its transfer encoding undone; none where they cannot be told."""
    try:
        data = part.get_payload(decode=True)
    except (ValueError, LookupError, AssertionError):
        data = None
    return data if isinstance(data, bytes) else b""


def _charset(part: Message) -> str | None:
    charset = part.get_param("charset")
    return charset[2] if isinstance(charset, tuple) else str(charset) if charset else None


def is_attachment(part: Message) -> bool:
    """Whether a part is a file that came with the mail."""
    disposition = str(part.get("Content-Disposition") or "").strip().casefold()
    return disposition.startswith("attachment") or bool(name_of(part))


def name_of(part: Message) -> str:
    """The name of a file that came with a mail, without folders; empty if it has none."""
    try:
        name = part.get_filename()
    except (ValueError, LookupError, TypeError):
        return ""
    return PurePosixPath(safe_line(words(name or "")).replace("\\", "/")).name.lstrip(".")


def attachments(message: Message, depth: int = 0) -> Iterator[Inside | Left]:
    """The files that came with a mail; pictures that belong to its HTML are passed over."""
    inner = message.get_payload() if message.is_multipart() else None  # which of one part would be decoded
    kind = message.get_content_type()
    if depth > DEEPEST:
        return
    if kind == "message/rfc822" and isinstance(inner, list):
        for mail in inner:
            name = PurePosixPath(name_of(message) or "message").stem
            try:
                if isinstance(mail, Message):
                    yield Inside(f"{name}.eml", mail.as_bytes())
            except (ValueError, LookupError, AttributeError, TypeError):
                yield Left(name, "a damaged mail")
    elif isinstance(inner, list):
        for part in inner:
            if isinstance(part, Message):
                yield from attachments(part, depth + 1)
    elif is_attachment(message) and not kind.startswith(("image/", "audio/", "video/")):
        name = name_of(message)
        if not PurePosixPath(name).suffix:
            name = f"{name or 'attachment'}{_SUFFIXES.get(kind, '')}"
        if name.casefold().endswith((".ics", ".vcf", ".p7s", ".asc", ".sig")) or not PurePosixPath(name).suffix:
            return
        yield Inside(name, content(message), Hints(charset=_charset(message), media_type=kind))
