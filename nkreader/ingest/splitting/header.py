"""The crawler's header: ` date 2024-03-24 ` glued to the front of the first line."""

from __future__ import annotations

import re

from nkreader.model.spans import Span

_HEADER = re.compile(r"\s*(date:?[ \t]+(?:19|20)\d\d-[01]\d-[0-3]\d)(?![\w-])", re.IGNORECASE)


def crawl_header(text: str) -> Span | None:
    """Where the header stands, without the white space around it."""
    match = _HEADER.match(text)
    return Span(*match.span(1)) if match else None
