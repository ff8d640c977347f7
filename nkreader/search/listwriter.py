"""Writes a file of packed postings (`listfile`)."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any, BinaryIO

import numpy as np

from nkreader.search.listfile import COLUMNS, MAGIC, TAIL
from nkreader.search.lists import TYPES, Ints, Lists, marked, pack, starts_of, steps_of


class Contents:
    """Writes a file of postings, field by field, each as chunks of rising terms."""

    def __init__(self, file: BinaryIO | Any) -> None:
        self._file = file
        self._at = 0
        self._fields: dict[str, dict[str, list[int]]] = {}
        self._put(MAGIC)

    def add(self, field: str, chunks: Iterable[Lists]) -> None:
        """Write a field; nothing is written of a field without terms."""
        blobs: dict[str, list[list[bytes]]] = {name: [[] for _ in TYPES] for name in COLUMNS}
        kinds: dict[str, list[bytes]] = {name: [] for name in COLUMNS}
        terms: list[bytes] = []
        sizes: list[Ints] = []
        totals: list[Ints] = []
        for chunk in chunks:
            if not len(chunk.terms):
                continue
            total = np.add.reduceat(chunk.counts, starts_of(chunk.sizes))
            packed = (
                pack(steps_of(chunk.documents, chunk.sizes), chunk.sizes),
                pack(chunk.weights, chunk.sizes),
                pack(marked(chunk.places, chunk.counts), total),
            )
            for name, column in zip(COLUMNS, packed, strict=True):
                kinds[name].append(column.kinds.tobytes())
                for parts, blob in zip(blobs[name], column.blobs, strict=True):
                    parts.append(blob)
            terms += chunk.terms
            sizes.append(chunk.sizes)
            totals.append(total)
        if not terms:
            return
        lengths = np.fromiter(map(len, terms), dtype=np.int64, count=len(terms))
        where = {
            "terms": self._put(b"".join(terms)),
            "ends": self._put(np.cumsum(lengths).astype("<u4").tobytes()),
            "sizes": self._put(np.concatenate(sizes).astype("<u4").tobytes()),
            "totals": self._put(np.concatenate(totals).astype("<u4").tobytes()),
        }
        for name in COLUMNS:
            where[f"{name}.kinds"] = self._put(b"".join(kinds[name]))
            for kind, parts in enumerate(blobs[name]):
                where[f"{name}.{kind}"] = self._put(*parts)
        self._fields[field] = where

    def close(self) -> None:
        """Write the table of contents; the file stays open."""
        at = self._at
        table = json.dumps(self._fields).encode()
        self._put(table)
        self._put(TAIL.pack(at, len(table)))

    def _put(self, *parts: bytes) -> list[int]:
        start = self._at
        for part in parts:
            self._file.write(part)
            self._at += len(part)
        return [start, self._at - start]
