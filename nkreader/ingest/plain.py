"""Plain text and Markdown: one file, one article."""

from __future__ import annotations

from nkreader.ingest.decoding import Refused, decode
from nkreader.ingest.extract import Found, Skipped, Source
from nkreader.ingest.formats.page_decoding import begins_like_page
from nkreader.ingest.guarded import guarded
from nkreader.ingest.mails import MARK, mail_type
from nkreader.ingest.own import DUMPED, EXPORTED, own_dump, own_export
from nkreader.ingest.reading import read_text


def plain(source: Source) -> Found:
    """The one article of a file of plain text or Markdown; of a page, where it is one in spite of its name.

    Raises:
        OSError: if the file cannot be read.
        Refused: if it is too large, empty, not text, or an export or dump of ours.
    """
    if media_type := mail_type(source):
        yield from guarded(source, media_type, MARK)
        return
    data = source.read()
    if begins_like_page(data):
        yield from _page(source, data)
        return
    decoded = decode(data)
    if own_export(decoded.text):
        raise Refused(EXPORTED)
    if own_dump(decoded.text):
        raise Refused(DUMPED)
    article = read_text(decoded.text, notices=(decoded.notice,) if decoded.notice else ())
    yield source.extract(source.name, article.text.encode(), article)


def _page(source: Source, data: bytes) -> Found:
    """The article of a page that is called a text, parsed where pages are."""
    from nkreader.ingest.guarded import answers, extracts

    for answer in answers(f"{source.name}.html", source.limit, data):
        if isinstance(answer, Skipped):
            yield Skipped(source.shown, answer.reason, answer.lasting)
        else:
            yield from extracts(source, answer)
