"""Documents made ready for the index apart from it, so that another process can do it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from nkreader.search.document import Document
from nkreader.search.gathering import Gathered
from nkreader.search.listwriter import Contents
from nkreader.search.postings import Postings


@dataclass(frozen=True, slots=True)
class Prepared:
    """Some documents, numbered from 0."""

    ids: tuple[str, ...]
    columns: tuple[dict[str, Any], ...]
    """Of each document, by name."""
    postings: bytes
    """A file of postings (`listfile`)."""


def prepare(documents: Iterable[Document]) -> Prepared:
    """Work out what the index holds of documents."""
    from nkreader.search.schema import row_of

    ids, columns = [], []
    gathered: defaultdict[str, Gathered] = defaultdict(Gathered)
    for number, document in enumerate(documents):
        row = row_of(document)
        for name in [name for name, value in row.items() if isinstance(value, Postings)]:
            gathered[name].add(number, row.pop(name))
        ids.append(document.id)
        columns.append(row)
    return Prepared(tuple(ids), tuple(columns), packed(gathered))


def packed(gathered: dict[str, Gathered]) -> bytes:
    """Postings by field as a file."""
    file = BytesIO()
    contents = Contents(file)
    for name in sorted(gathered):
        contents.add(name, [gathered[name].lists()])
    contents.close()
    return file.getvalue()
