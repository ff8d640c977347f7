"""What a format gave as an article."""

from __future__ import annotations

import json
from dataclasses import replace

from nkreader.ingest.decoding import Refused
from nkreader.ingest.extract import Extract, Skipped, Source
from nkreader.ingest.formats.given import Left, Text
from nkreader.ingest.own import DUMPED, EXPORTED, own_dump, own_export
from nkreader.ingest.reading import read_blocks, read_text
from nkreader.ingest.rows import KEY, LONGEST_NAME
from nkreader.model.article import Article
from nkreader.model.sanitise import safe_line


def extract(source: Source, given: Text | Left) -> Extract | Skipped:
    """The article of one text of a file, identified by what it says and what is stated of it."""
    if isinstance(given, Left):
        return Skipped(source.shown, f"{given.where}: {given.reason}" if given.where else given.reason, given.lasting)
    try:
        article = article_of(given)
    except Refused as refused:
        where = f"{given.where}: " if given.where else ""
        return Skipped(source.shown, f"{where}{refused.reason}", refused.lasting)
    stated = article.stated
    says = {"text": article.text, "title": stated.title, "outlet": stated.outlet, "author": stated.author,
            "url": stated.url, "date": stated.published}  # fmt: skip
    identity = json.dumps({name: value for name, value in says.items() if value}, ensure_ascii=False, sort_keys=True)
    made = source.extract("", identity.encode("utf-8", "surrogatepass"), article, given.own_url)
    return replace(made, path=_path(source, given, made), where=given.where, same_as=given.same_as)


def article_of(given: Text) -> Article:
    """The article that a text is.

    Raises:
        Refused: if it says nothing, or is an export or dump of ours.
    """
    if given.blocks:
        return read_blocks([(block.kind, block.text) for block in given.blocks], given.stated, given.notices)
    if not given.text.strip():
        raise Refused("no text in it")
    if own_export(given.text):
        raise Refused(EXPORTED)
    if own_dump(given.text):
        raise Refused(DUMPED)
    return read_text(given.text, given.stated, given.notices)


def _path(source: Source, given: Text, made: Extract) -> str:
    """The file, and behind `#` what names the text in it: its key if that can be shown, else its digest."""
    if not given.key and not given.where:
        return source.name
    key = given.key
    fit = key and len(key) <= LONGEST_NAME and safe_line(key) == key
    return f"{source.name}#{key if fit else made.digest[:KEY]}"
