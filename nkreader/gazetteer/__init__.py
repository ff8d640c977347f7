"""Data only: the names of people, organisations, places, weapons and events (TOML)."""
