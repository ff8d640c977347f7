"""A story filed in America for an agency of East Asia: its day there is mostly the day before the agency's.

Seoul is thirteen to seventeen hours ahead of the Americas (IANA time zone database), so most of a working day there
is the next day in Seoul; publication is the outlet's local day.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from nkreader.model.analysis import Dateline
from nkreader.model.dates import Certainty, Interval, PartialDate, Precision

_WEST = frozenset(
    place.strip()
    for place in (
        "anchorage, atlanta, boston, brasilia, buenos aires, camp david, caracas, chicago, colorado springs, dallas, "
        "detroit, hawaii, honolulu, houston, las vegas, lima, los angeles, mexico city, miami, new york, omaha, "
        "ottawa, palm beach, philadelphia, pittsburgh, rio de janeiro, san diego, san francisco, santiago, sao paulo, "
        "seattle, stanford, toronto, united nations, vancouver, washington"
    ).split(",")
)
"""Places in the Americas from where agencies of East Asia file."""
_EAST = ("yonhap", "연합뉴스", "kcna", "korean central news agency", "kyodo", "jiji", "newsis", "korea ", "xinhua")
"""How the names of outlets of East Asia begin."""


def across_zones(made: PartialDate, dateline: Dateline | None) -> PartialDate:
    """The day of a dateline, or the one after where its place lies far west of its outlet."""
    if dateline is None or dateline.place is None or dateline.outlet is None or made.precision is not Precision.DAY:
        return made
    place = dateline.place.partition(",")[0].partition("/")[0].strip()
    if place.casefold() not in _WEST or not f"{dateline.outlet.casefold()} ".startswith(_EAST):
        return made
    day = date.fromisoformat(str(made.value))
    after = day + timedelta(days=1)
    reason = f"{made.reason} It was filed in {place.title()}, where it is mostly the day before the outlet's."
    candidates = tuple(sorted({*made.candidates, day.isoformat(), after.isoformat()}))
    return replace(
        made,
        value=f"{day}/{after}",
        precision=Precision.RANGE,
        interval=Interval(day, after),
        certainty=Certainty.LIKELY if made.certainty is Certainty.LIKELY else Certainty.DERIVED,
        reason=reason,
        candidates=candidates,
    )
