"""nkreader: a reading room in the terminal for people who follow North Korea."""

__version__ = "0.1.0"
