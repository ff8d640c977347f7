"""The names of people, organisations, places, weapons and events, and what is known of days (TOML, word lists)."""

from importlib.resources import files


def read(name: str) -> str:
    """The text of one of the files here, by its name: `facts.toml`."""
    return files(__name__).joinpath(name).read_text(encoding="utf-8")
