"""Which format reads which file, by its suffix. Nothing is imported before it is needed."""

from __future__ import annotations

from importlib import import_module
from pathlib import PurePosixPath
from typing import cast

from nkreader.ingest.formats.given import Format

SINGLE = {
    ".html": "page:page",
    ".htm": "page:page",
    ".xhtml": "page:page",
    ".shtml": "page:page",
}
"""Suffixes of files that hold one article, and the function that reads them."""

SEVERAL: dict[str, str] = {".zip": "zips:zips"}
"""Suffixes of files that may hold many."""

_ROOM = "nkreader.ingest.formats"


def suffix_of(name: str) -> str:
    """The longest suffix of a name that is listed, in lower case; empty if none is."""
    suffixes = [suffix.casefold() for suffix in PurePosixPath(name).suffixes[-2:]]
    for suffix in ("".join(suffixes), "".join(suffixes[-1:])):
        if suffix in SINGLE or suffix in SEVERAL:
            return suffix
    return ""


def format_of(name: str) -> Format | None:
    """The format of a file of this name; None if its suffix is not listed."""
    place = {**SINGLE, **SEVERAL}.get(suffix_of(name))
    return function(place) if place else None


def function(place: str) -> Format:
    """The function that `module:name` means."""
    module, name = place.split(":")
    return cast("Format", getattr(import_module(f"{_ROOM}.{module}"), name))
