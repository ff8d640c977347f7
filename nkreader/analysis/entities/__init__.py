"""Who, where and what: the gazetteer, romanisation, unlisted names and short forms."""

from nkreader.analysis.entities.gazetteer import Gazetteer, gazetteer
from nkreader.analysis.entities.names import find_names

__all__ = ["Gazetteer", "find_names", "gazetteer"]
