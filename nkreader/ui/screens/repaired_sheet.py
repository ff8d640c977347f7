"""The list of what was said of names: each repair, and where it has a part, to be taken back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from textual.content import Content

from nkreader.model.headline import Headline
from nkreader.model.repairs import Repair
from nkreader.ui.painting import content_line
from nkreader.ui.screens.wishing import SaidRow, SaidSheet


class RepairedSheet(SaidSheet):
    """Gives back what is to be done with the repair at the cursor."""

    def __init__(self, found: Sequence[tuple[Repair, int]], headlines: Mapping[str, Headline]) -> None:
        rows = [SaidRow(one.id, one.article or "", _lines(one, count, headlines), one.said) for one, count in found]
        super().__init__("Repaired names", rows)


def _lines(one: Repair, count: int, headlines: Mapping[str, Headline]) -> tuple[Content, ...]:
    if one.article is None:
        pieces = "1 piece" if count == 1 else f"{count:,} pieces"
        where = f"everywhere · {pieces}" if count else "everywhere · in no piece so far"
    else:
        headline = headlines.get(one.article)
        title = headline.title if headline else one.article
        where = f"in {title}" if count else f"in {title} · the text no longer has it"
    return content_line(one.said, "bold"), content_line(f"  {where}", "$dim")
