"""The articles of an answer: read like a file of its kind, and named by its address instead of a path."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from nkreader.fetching.addresses import page_key
from nkreader.fetching.answers import Fetched
from nkreader.fetching.kinds import name_of
from nkreader.ingest.containing import fault
from nkreader.ingest.decoding import Refused
from nkreader.ingest.extract import Extract, Skipped, Source
from nkreader.model.article import Stated
from nkreader.model.sanitise import safe_line

_SHORT_OF = "the feed holds only"
"""How the notice begins of an entry that is not all of its article."""


def articles(page: Fetched, limit: int) -> Iterator[Extract | Skipped]:
    """The articles that an answer holds. Each is named by what names it in the answer, or by the page's address.

    Never raises for what the answer holds.
    """
    name = name_of(page)
    if not name:
        said = safe_line(page.media_type) or "without a media type"
        yield Skipped(page.url, f"no reader for this kind of answer ({said})", lasting=True)
        return
    source = _source(name, page.data or b"", limit)
    try:
        found = [*_read(source, page)]
    except Refused as refused:
        yield Skipped(page.url, refused.reason, refused.lasting)
        return
    except OSError as error:
        yield Skipped(page.url, error.strerror or "cannot be read")
        return
    except Exception as error:
        yield Skipped(page.url, fault(error))
        return
    alone = sum(isinstance(item, Extract) for item in found) == 1
    for item in found:
        if isinstance(item, Skipped):
            yield replace(item, path=page.url)
        else:
            yield _of_page(item, page, alone)


def is_summary(item: Extract) -> bool:
    """Whether an entry of a feed holds but a summary, or the title, of its page."""
    return any(notice.startswith(_SHORT_OF) for notice in item.article.notices)


def _read(source: Source, page: Fetched) -> Iterator[Extract | Skipped]:
    from nkreader.ingest.formats.given import Hints
    from nkreader.ingest.formats.table import format_of
    from nkreader.ingest.guarded import answers, extracts
    from nkreader.ingest.registry import reader_of

    if format_of(source.name) is not None:
        hints = Hints(page.final, page.charset, stated=Stated(url=page.final), seen=page.retrieved)
        for answer in answers(source.name, source.limit, source.data, hints):
            if isinstance(answer, Skipped):
                yield answer
            else:
                yield from extracts(source, answer)
        return
    reader = reader_of(Path(source.name))
    if reader is None:
        said = page.media_type or Path(source.name).suffix
        raise Refused(f"no reader for this kind of answer ({safe_line(said)})")
    source.data = _as_declared(page)
    yield from reader(source)


def _as_declared(page: Fetched) -> bytes:
    """Text as UTF-8 if it is what the server calls it; else as it came: how it is written is found out then."""
    data = page.data or b""
    if page.charset and page.charset.replace("_", "-") not in ("utf-8", "utf8"):
        try:
            return data.decode(page.charset).encode("utf-8")
        except (LookupError, UnicodeError, ValueError):
            return data
    return data


def _of_page(item: Extract, page: Fetched, alone: bool) -> Extract:
    """An article without a path, which has the page's address if it states none."""
    article = item.article
    if alone and not article.stated.url:
        article = replace(article, stated=replace(article.stated, url=page.final))
    inside = item.path.partition("#")[2]
    named = f"page {page_key(page.final)}" + ("" if alone else f"#{inside or item.digest}")
    return replace(item, path="", article=article, same_as=item.same_as or named, where="" if alone else item.where)


def _source(name: str, data: bytes, limit: int) -> Source:
    status = os.stat_result((0o100600, 0, 0, 1, 0, 0, len(data), 0, 0, 0), {"st_mtime_ns": 0})
    return Source(name, status, limit, data=data)
