"""Web pages: the one article of each, with what the page states of it."""

from __future__ import annotations

from dataclasses import replace

from nkreader.ingest.decoding import Refused
from nkreader.ingest.formats.given import Blob, Given, Text
from nkreader.ingest.formats.page_body import body_of
from nkreader.ingest.formats.page_dates import page_dates
from nkreader.ingest.formats.page_decoding import begins_like_page, decode_page
from nkreader.ingest.formats.page_facts import author_of, outlet_of, title_of
from nkreader.ingest.formats.page_kinds import refuse_if_none, walled
from nkreader.ingest.formats.page_tree import Page
from nkreader.model.article import Stated


def page(blob: Blob) -> Given:
    """The one article of a page.

    Raises:
        Refused: if there is none in it, with what the page is instead.
        OSError: if it cannot be read.
    """
    yield read_page(blob.read(), blob)


def by_content(blob: Blob) -> Given:
    """The article of a file that a server made (`.php`, `.aspx`), if what it made is a page.

    Raises:
        Refused: if it is not, or there is no article in it.
        OSError: if it cannot be read.
    """
    data = blob.read()
    if not begins_like_page(data):
        raise Refused("not a page, whatever made it")
    yield read_page(data, blob)


def read_page(data: bytes, blob: Blob, saved: str | None = None) -> Text:
    """The article of a page's bytes; `saved` is when it was saved, where that is known: no day of it is later.

    Raises:
        Refused: if there is none in it.
    """
    decoded = decode_page(data, blob.hints.charset)
    made = Page(decoded.text, blob.hints.url, saved or blob.hints.seen)
    dated = page_dates(made)
    stated = Stated(title_of(made), outlet_of(made), author_of(made), made.address, dated.published, dated.dated_by,
                    dated.suggested)  # fmt: skip
    body = body_of(made)
    refuse_if_none(made, body)
    notices = tuple(notice for notice in (decoded.notice, walled(made, body)) if notice)
    return Text(blocks=tuple(body.blocks), stated=_filled(stated, blob.hints.stated), notices=notices)


def _filled(stated: Stated, hint: Stated) -> Stated:
    """What the page states, and what is known from elsewhere where it states nothing."""
    kept = {name: getattr(stated, name) or getattr(hint, name) for name in ("title", "outlet", "author", "url")}
    if not stated.published and hint.published:
        return replace(stated, **kept, published=hint.published, dated_by=hint.dated_by, suggested=None)
    return replace(stated, **kept)
