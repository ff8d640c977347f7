"""What is freed goes back to the system: else a room that was searched for an hour holds what its largest search took.

The allocator of GNU/Linux gives each of many threads a heap of its own, and with time takes ever larger blocks out of
these instead of asking the system for them; of what is freed in the middle of a heap, the system gets nothing back.
"""

from __future__ import annotations

import sys
from contextlib import suppress

LARGE = 1 << 20
"""Bytes from which on a block is the system's own, and given back as soon as it is free."""
HEAPS = 2
"""For all threads: the interpreter lets one run at a time, and a few more read from the disk or reckon with arrays."""
_LARGE, _HEAPS = -3, -8
"""M_MMAP_THRESHOLD and M_ARENA_MAX (mallopt(3), glibc 2.10)."""


def be_frugal() -> bool:
    """Have memory given back; whether the system's allocator can be told to. Others do so by themselves, or do not."""
    return _called("mallopt", _LARGE, LARGE) and _called("mallopt", _HEAPS, HEAPS)


def give_back() -> bool:
    """Give back what is free in the middle of the heaps, at the end of large work; whether there was any."""
    return _called("malloc_trim", 0)


def _called(name: str, *arguments: int) -> bool:
    if sys.platform.startswith("linux"):
        with suppress(ImportError, OSError, AttributeError):
            import ctypes

            return bool(getattr(ctypes.CDLL(None), name)(*arguments))
    return False
