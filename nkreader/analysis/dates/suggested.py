"""A day of publication that came with an article without being stated: that in a page's address, a guess."""

from __future__ import annotations

from datetime import date, timedelta

from nkreader.analysis.dates.forms import Fixed, MonthDay
from nkreader.analysis.dates.metadata import Metadata, read_metadata
from nkreader.analysis.dates.stamps import DatedLine
from nkreader.analysis.dates.units import nearest_year
from nkreader.model.article import Stated
from nkreader.model.dates import Basis, Certainty, PartialDate, Precision, read_value

FILED = timedelta(days=10)
"""How long after its dateline a report may come out."""
ZONE = timedelta(days=1)
"""A day without a time zone may be the next or the last one elsewhere."""


def suggested_day(stated: Stated) -> Metadata | None:
    """The day that is suggested; None where none is, or no single day."""
    read = read_metadata(stated.suggested) if stated.suggested else None
    if read is None or read.other or read_value(read.value)[0] is not Precision.DAY:
        return None
    return read


def by_suggestion(
    stated: Stated, line: MonthDay | Fixed | None, top: DatedLine | None, sure: bool
) -> PartialDate | None:
    """The suggested day, unless the text knows better: a line at the top that is `sure` of another, a full dateline.

    Of a dateline without a year that lies further off, the suggestion tells the year.
    """
    read = suggested_day(stated)
    if read is None:
        return None
    day = date.fromisoformat(read.value)
    if top is not None and sure and abs(date.fromisoformat(top.value) - day) > ZONE:
        return None
    who = stated.dated_by or "what came with the article"
    near = near_day(line, day) if line else None
    if near is not None and not -ZONE <= day - near <= FILED:
        if isinstance(line, Fixed):
            return None
        reason = f"The dateline says {near:%m-%d}; {who} suggests {day}, and with it the year."
        both = (near.isoformat(), read.value)
        return PartialDate.of(near.isoformat(), Basis.DATELINE, Certainty.LIKELY, reason, both)
    reason = f"Nothing states it; {who} suggests it."
    return PartialDate.of(read.value, Basis.METADATA, Certainty.LIKELY, reason, (read.value,), time=read.time)


def near_day(line: MonthDay | Fixed, day: date) -> date | None:
    """The day of a dateline, in the year nearest to another day."""
    return date.fromisoformat(line.value) if isinstance(line, Fixed) else nearest_year(line.month, line.day, day)
