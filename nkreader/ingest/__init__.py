"""Bytes to articles: one reader a format, decoding, and the splitting of a text into its parts."""

from __future__ import annotations

from nkreader.ingest.decoding import Refused
from nkreader.ingest.extract import LIMIT, Extract, Skipped, Source, printable
from nkreader.ingest.own import own_export
from nkreader.ingest.reading import read_text
from nkreader.ingest.registry import file_of
from nkreader.ingest.walking import articles, files, read

__all__ = [
    "LIMIT",
    "Extract",
    "Refused",
    "Skipped",
    "Source",
    "articles",
    "file_of",
    "files",
    "own_export",
    "printable",
    "read",
    "read_text",
]
