"""Pieces on one launch in our own words, and what makes a piece of a text."""

from __future__ import annotations

from nkreader.analysis.analyse import analyse
from nkreader.analysis.said import Said
from nkreader.ingest import read_text
from nkreader.model.edition import edition_of
from nkreader.model.folding import fold

AGENCY = """North fires three missiles toward sea, agency says

PYONGYANG, May 30, 2024 (KCNA) -- The Missile Administration fired three tactical ballistic missiles on Thursday, the \
Korean Central News Agency said. The missiles flew 812 kilometers at an altitude of 96 kilometers and hit an island in \
the sea.

"The enemies should clearly know that our strike means are ready at any moment to wipe out their strongholds," Kim \
Jong Un said after the launch.

Two launchers of the unit took part in the drill near Sunan.
"""
SEOUL = """N. Korea fires three ballistic missiles toward East Sea

SEOUL, May 30, 2024 (Yonhap) -- North Korea fired three ballistic missiles from Sunan toward the East Sea on Thursday, \
the Joint Chiefs of Staff said. The missiles flew about 350 kilometers at an altitude of some 90 kilometers, the Joint \
Chiefs of Staff said.

Kim Jong Un watched the launch, according to the Korean Central News Agency. "Our enemies must know well that our \
means of strike stand ready at any time to destroy their strongholds," Kim Jong Un said, the Korean Central News \
Agency reported.

At least 12 sailors were injured when a patrol boat turned too fast, officials said.
"""
TOKYO = """(2nd LD) N. Korea fires ten ballistic missiles toward East Sea

TOKYO, May 31, 2024 (Strait Courier) -- North Korea fired ten ballistic missiles from Sunan toward the Sea of Japan on \
Thursday, Japan's Defense Ministry said. The missiles flew about 220 miles at an altitude of roughly 100 kilometers, \
the ministry said.

The number of injured sailors on a South Korean patrol boat rose: at least 19 sailors were injured when the boat \
turned too fast, officials said on Friday.

"Our enemies must know well that our means of strike stand ready at any time to destroy their strongholds," Kim Jong \
Un said, according to Yonhap, citing the Korean Central News Agency.
"""


def said(text: str, ident: str = "a") -> Said:
    """The piece of a text."""
    article = read_text(text)
    analysis = analyse(article)
    return Said.of(ident, article, analysis, edition_of(article).ordinal, fold(analysis.outlet or ""))


def paragraph(sentence: str, outlet: str = "Harbour Wire", day: str = "May 30, 2024", ident: str = "a") -> Said:
    """A piece that says one thing."""
    return said(f"SEOUL, {day} ({outlet}) -- {sentence}\n", ident)
