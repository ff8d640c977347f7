"""Text that never was a file: pasted or piped."""

from __future__ import annotations

from nkreader.ingest.containing import fault
from nkreader.ingest.decoding import Refused, decode
from nkreader.ingest.extract import LIMIT, Extract, Skipped, size
from nkreader.ingest.own import DUMPED, EXPORTED, own_dump, own_export
from nkreader.ingest.reading import read_text
from nkreader.model.article import Stated
from nkreader.model.identity import text_version

INPUT = "standard input"
"""What stands for a path where one must be named."""


def pasted(data: bytes, stated: Stated, limit: int = LIMIT) -> Extract | Skipped:
    """The article that some bytes are, if they are not more than `limit`; its path is empty. Never raises."""
    if len(data) > limit:
        return Skipped(INPUT, f"larger than {size(limit)}")
    try:
        decoded = decode(data)
    except Refused as refusal:
        return Skipped(INPUT, str(refusal))
    if own_export(decoded.text):
        return Skipped(INPUT, EXPORTED)
    if own_dump(decoded.text):
        return Skipped(INPUT, DUMPED)
    try:
        article = read_text(decoded.text, stated, (decoded.notice,) if decoded.notice else ())
    except Exception as error:
        return Skipped(INPUT, fault(error))
    return Extract("", text_version(article.text), article, len(data), 0)
