"""Documents that are a ZIP of parts, most of them XML: read with bounds, and without what XML may fetch or swell to."""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from html.entities import html5
from typing import Any
from urllib.parse import unquote

from nkreader.ingest.decoding import Refused
from nkreader.ingest.extract import size
from nkreader.ingest.formats.given import Blob

ALL = 10
"""How many times the limit of one part all parts together may have that are read of one document."""
LARGEST = 25
"""How many times the limit of a text a document with its pictures may have."""
_OLD = b"\xd0\xcf\x11\xe0"


class Package:
    """The parts of a document by their names."""

    def __init__(self, archive: zipfile.ZipFile, limit: int) -> None:
        self._archive, self._limit, self._left = archive, limit, ALL * limit
        self._infos = {info.filename: info for info in archive.infolist()}
        self._folded = {name.casefold(): info for name, info in self._infos.items()}

    def __contains__(self, name: str) -> bool:
        return name in self._infos or name.casefold() in self._folded

    def read(self, name: str) -> bytes | None:
        """The bytes of a part; None if there is none of this name.

        Raises:
            Refused: if they cannot be unpacked, or are more than the limit, whatever the archive says of them.
        """
        info = self._infos.get(name) or self._folded.get(name.casefold())
        if info is None:
            return None
        if info.flag_bits & 1:
            raise Refused("encrypted")
        try:
            with self._archive.open(info) as member:
                data = member.read(min(self._limit, self._left) + 1)
        except (zipfile.BadZipFile, EOFError, NotImplementedError, ValueError, _zlib_error()) as error:
            raise Refused(f"damaged: {posixpath.basename(name)} cannot be unpacked") from error
        if len(data) > min(self._limit, self._left):
            raise Refused(f"what is packed in it is larger than {size(self._limit)}", lasting=False)
        self._left -= len(data)
        return data

    def tree(self, name: str) -> Any | None:
        """The root of an XML part; None if there is no such part, or nothing in it.

        Raises:
            Refused: as `read` does.
        """
        data = self.read(name)
        return None if data is None else xml(data)


def bound(blob: Blob) -> None:
    """Refuse a document that is very large; its pictures are passed over, so that it may be larger than a text."""
    if blob.size > LARGEST * blob.limit:
        raise Refused(f"larger than {size(LARGEST * blob.limit)}", lasting=False)


@contextmanager
def package(blob: Blob) -> Iterator[Package]:
    """The parts of a document.

    Raises:
        Refused: if it is no ZIP.
        OSError: if it cannot be read.
    """
    bound(blob)
    with blob.open() as file:
        if file.read(4) == _OLD:
            raise Refused("locked with a password, or of an old format")
        file.seek(0)
        try:
            archive = zipfile.ZipFile(file)
        except (zipfile.BadZipFile, EOFError, NotImplementedError, ValueError, UnicodeError) as error:
            raise Refused("damaged, or no such document") from error
        with archive:
            yield Package(archive, blob.limit)


def xml(data: bytes) -> Any | None:
    """The root of some XML, mended where it is broken; None if nothing is left of it.

    Entities of its own are not resolved, and nothing is fetched.
    """
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False,
        huge_tree=False, recover=True, remove_comments=True, remove_pis=True,
    )  # fmt: skip
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError):
        return None
    if root is not None:
        for entity in [*root.iter(etree.Entity)]:
            _spell_out(entity)
    return root


def _spell_out(entity: Any) -> None:
    """Put the character that a name of HTML's means in its place, and nothing for any other name."""
    said = html5.get(f"{entity.name};", "") + (entity.tail or "")
    before, parent = entity.getprevious(), entity.getparent()
    if parent is None:
        return
    if before is None:
        parent.text = (parent.text or "") + said
    else:
        before.tail = (before.tail or "") + said
    entity.tail = None
    parent.remove(entity)


def local(element: Any) -> str:
    """The name of an element without its namespace: strict and loose documents differ in that alone."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def attribute(element: Any, name: str) -> str | None:
    """An attribute by its name without the namespace."""
    for key, value in element.attrib.items():
        if key.rpartition("}")[2] == name:
            return str(value)
    return None


def children(element: Any, name: str) -> Iterator[Any]:
    """The children of one name."""
    for child in element:
        if local(child) == name:
            yield child


def first(element: Any | None, *path: str) -> Any | None:
    """The first element down a path of names; None if a step is missing."""
    for name in path:
        if element is None:
            return None
        element = next(children(element, name), None)
    return element


def words(element: Any | None) -> str | None:
    """The text of an element on one line; None if it has none."""
    return None if element is None else " ".join("".join(element.itertext()).split()) or None


def target(base: str, href: str) -> str:
    """The name of the part that a link in another one means, without its fragment."""
    path = unquote(href.split("#")[0].split("?")[0])
    joined = path if path.startswith("/") else posixpath.join(posixpath.dirname(base), path)
    return posixpath.normpath(joined).lstrip("/") if path else base


def _zlib_error() -> type[Exception]:
    import zlib

    return zlib.error
