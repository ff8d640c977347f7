"""What documents state of themselves and what of it is worth taking over."""

from __future__ import annotations

import re
from collections.abc import Sequence

from nkreader.ingest.formats.given import HEADING, Block

LONGEST = 250
"""Characters of a heading that may be a title."""
_FILE_NAME = re.compile(
    r"(?:microsoft (?:word|powerpoint|excel)|powerpoint[ -]presentation)\b.*|"
    r".*\.(?:docx?|odt|rtf|pdf|indd|qxp|qxd|pptx?|xlsx?|html?|tex|dvi|ps|hwpx?|txt|pages|wpd|p65|pub|ai|eps|tiff?|jpe?g)|"
    r"untitled.*|document\s*\d*|slide\s*\d*|powerpoint.?präsentation|no title|\(?anonymous\)?|title|제목 ?없음|무제|"
    r"[\w\-]*[\d_][\w\-.]*|.*[/\\].*[/\\].*",
    re.I,
)
_NOBODY = re.compile(
    r"(?:admin(?:istrator)?|user ?\d*|owner|pc ?\d*|windows user|microsoft office user|unknown|\(?anonymous\)?|author|"
    r"root|guest|default|home|python-docx|微软用户|사용자|\W*|[\w\-]*\d[\w\-]*)",
    re.I,
)


def title_of(stated: str | None, shown: str | None, blocks: Sequence[Block]) -> str | None:
    """The stated title, unless a program made it of a file's name; else the one that the document shows.

    That is what is set as a title, or a heading that it begins with.
    """
    if stated and not _FILE_NAME.fullmatch(stated):
        return stated
    begins = " ".join(blocks[0].text.split()) if blocks and blocks[0].kind == HEADING else ""
    return shown or (begins if len(begins) <= LONGEST else "") or None


def author_of(stated: str | None) -> str | None:
    """The stated author, unless it is the name of no one."""
    return stated if stated and not _NOBODY.fullmatch(stated) else None
