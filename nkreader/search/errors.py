"""What can go wrong with the index. Beside these, a folder that cannot be written raises `OSError`."""

from __future__ import annotations


class IndexDamaged(Exception):
    """The index folder cannot be read, or is not what was written; `Index.clear` and writing it anew mend it."""


class IndexBusy(Exception):
    """Another process is writing to the index and did not finish in time."""
