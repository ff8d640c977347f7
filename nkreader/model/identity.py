"""What makes a text the same text."""

from __future__ import annotations

import hashlib


def text_version(text: str) -> str:
    """SHA-256 of a sanitised text as UTF-8, 64 hex digits."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()
