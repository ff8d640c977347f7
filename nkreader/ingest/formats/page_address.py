"""The day in a page's address."""

from __future__ import annotations

import re
from datetime import date
from urllib.parse import unquote, urlsplit

from nkreader.ingest.formats.page_months import MONTHS

_FORMS = (
    re.compile(r"(?<!\d)((?:19|20)\d\d)[/_.-]([01]?\d)[/_.-]([0-3]?\d)(?!\d)"),
    re.compile(r"(?<!\d)((?:19|20)\d\d)/([a-z]{3,9})/([0-3]?\d)(?!\d)", re.IGNORECASE),
    re.compile(r"(?<!\d)((?:19|20)\d\d)/([01]\d)([0-3]\d)(?!\d)"),
    re.compile(r"(?<!\d)((?:19|20)\d\d)([01]\d)/([0-3]\d)(?!\d)"),
    re.compile(r"(?<!\d)((?:19|20)\d\d)([01]\d)([0-3]\d)(?!\d)"),
    re.compile(r"(?<![a-z])[A-Z]{2,4}((?:19|20)\d\d)([01]\d)([0-3]\d)\d{6,12}(?!\d)"),
    re.compile(r"(?<!\d)((?:19|20)\d\d)/[\w-]{1,40}/([01]?\d)/([0-3]?\d)(?=/)"),
)
OLDEST = 1994
"""There were no addresses before that are still in use."""


def address_day(url: str | None) -> date | None:
    """The day that an address names in full; None where it names none."""
    if not url:
        return None
    try:
        path = unquote(urlsplit(url).path)
    except ValueError:
        return None
    for form in _FORMS:
        for match in form.finditer(path[:1000]):
            month = int(match[2]) if match[2].isdigit() else MONTHS.get(match[2].casefold(), 0)
            try:
                day = date(int(match[1]), month, int(match[3]))
            except ValueError:
                continue
            if day.year >= OLDEST:
                return day
    return None
