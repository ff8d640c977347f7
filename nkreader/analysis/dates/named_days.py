"""Days of the year that are called by a name, from the gazetteer."""

from __future__ import annotations

import tomllib

from nkreader.gazetteer import read


def read_days(source: str) -> dict[str, tuple[int, int]]:
    """Month and day by name, from a file of days (TOML; its head says what the keys mean).

    Raises:
        ValueError: if it is no TOML, a key is missing, a day is in no calendar, or a name stands for two.
    """
    days: dict[str, tuple[int, int]] = {}
    try:
        for item in tomllib.loads(source)["day"]:
            when = int(item["month"]), int(item["day"])
            if not (1 <= when[0] <= 12 and 1 <= when[1] <= 31):
                raise ValueError(f"days: {when} is no day")
            for name in item["names"]:
                if days.setdefault(str(name), when) != when:
                    raise ValueError(f"days: {name} is two days")
    except (KeyError, TypeError, tomllib.TOMLDecodeError) as error:
        raise ValueError(f"days: {error!r}") from error
    return days


NAMED_DAYS = read_days(read("days.toml"))
"""The gazetteer's."""
