"""What a PDF says of itself: its title, who wrote it, when it was made."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from nkreader.ingest.formats.document_names import author_of, title_of
from nkreader.ingest.formats.given import Block
from nkreader.model.article import Stated

_MADE = re.compile(r"D?:?\s*(\d{4})(\d\d)?(\d\d)?(\d\d)?(\d\d)?(\d\d)?(?:([+\-])(\d\d)'?(\d\d)?|Z)?")


def about(info: Mapping[str, Any], largest: str, blocks: Sequence[Block]) -> Stated:
    """What is stated of a PDF whose first page shows `largest` in its largest letters.

    When the file was made is a hint at the day of the article and no more: PDFs are made anew years later.
    """
    title = _text(info.get("Title"))
    author = _text(info.get("Author"))
    made = made_on(_text(info.get("CreationDate")) or "")
    return Stated(
        title=title_of(title, largest, blocks),
        author=author_of(author),
        suggested=made,
        dated_by="when the PDF was made" if made else None,
    )


def made_on(said: str) -> str | None:
    """A PDF's date (`D:20240502103000+09'00'`) as ISO 8601 writes it; None if it is none."""
    if not (found := _MADE.match(said)):
        return None
    year, month, day, hour, minute, second, sign, off, past = found.groups()
    if not month or not day or not 1 <= int(month) <= 12 or not 1 <= int(day) <= 31:
        return None
    if hour is None or minute is None:
        return f"{year}-{month}-{day}"
    zone = f"{sign}{off}:{past or '00'}" if sign else "Z" if found[0].endswith("Z") else ""
    return f"{year}-{month}-{day}T{hour}:{minute}:{second or '00'}{zone}"


def _text(value: Any) -> str | None:
    from pdfminer.pdftypes import resolve1
    from pdfminer.utils import decode_text

    value = resolve1(value)
    if isinstance(value, bytes):
        value = decode_text(value)
    return " ".join(value.replace("\x00", "").split()) or None if isinstance(value, str) else None
