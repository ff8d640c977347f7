"""The names of people, organisations, places, weapons and events, and what is known of days (TOML, word lists)."""

from pathlib import Path

_HERE = Path(__file__).parent


def read(name: str) -> str:
    """The text of one of the files here, by its name: `facts.toml`."""
    return content(name).decode("utf-8")


def content(name: str) -> bytes:
    """The same, as it stands on the disk."""
    return (_HERE / name).read_bytes()
