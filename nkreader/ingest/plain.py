"""Plain text and Markdown: one file, one article."""

from __future__ import annotations

from nkreader.ingest.decoding import Refused, decode
from nkreader.ingest.extract import Found, Source
from nkreader.ingest.own import DUMPED, EXPORTED, own_dump, own_export
from nkreader.ingest.reading import read_text


def plain(source: Source) -> Found:
    """The one article of a file of plain text or Markdown.

    Raises:
        OSError: if the file cannot be read.
        Refused: if it is too large, empty, not text, or an export or dump of ours.
    """
    decoded = decode(source.read())
    if own_export(decoded.text):
        raise Refused(EXPORTED)
    if own_dump(decoded.text):
        raise Refused(DUMPED)
    article = read_text(decoded.text, notices=(decoded.notice,) if decoded.notice else ())
    yield source.extract(source.name, article.text.encode(), article)
