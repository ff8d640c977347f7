"""Dates of whole articles, as ingest takes them apart; every text here is made up."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from nkreader.analysis.analyse import analyse
from nkreader.ingest import read_text
from nkreader.model.analysis import Analysis
from nkreader.model.dates import Certainty, Precision

ROOT = Path(__file__).parents[2]
TEXTS = (
    "WONSAN, March 4 (Harbour Wire) -- A tug sank on Sunday, March 3, 2024, port officials said.\n",
    "SEOUL, Dec. 29 (Harbour Wire) -- A tug sank, port officials said on Sunday.\n\nRetrieved: 2025-01-03 08:00\n",
    "SEOUL, May 4 (Harbour Wire) -- A tug sank last Friday at 5:30 a.m. KST, state media said on Sunday.\n",
    " date 2025-10-06 The boats will sail next week to see the Sept. 3 regatta, the port said in the morning.\n",
    "Published: Mar 4, 69\n\nThe tug of the harbour sank two days ago, and nobody was hurt by it this year.\n",
    "The harbour keeps this year's 80th anniversary of liberation. The tug will be raised tomorrow, they said.\n",
    "---\ndate: 3/4/24 10:15 EST\n---\nThe tug of the harbour sank yesterday, and nobody was hurt by it.\n",
    "The flowers of the harbour are red, and nothing else was said about them by anybody this time or last.\n",
)
_RUN = """
import datetime, json, os, sys, time
shift = datetime.timedelta(days=int(os.environ["SHIFT"]))
class Date(datetime.date):
    @classmethod
    def today(cls): return cls.fromordinal(real_date.today().toordinal() + shift.days)
class DateTime(datetime.datetime):
    @classmethod
    def now(cls, tz=None): return real.now(tz) + shift
    @classmethod
    def today(cls): return real.today() + shift
    @classmethod
    def utcnow(cls): return real.now() + shift
real_date, real = datetime.date, datetime.datetime
seconds, parts = time.time, time.localtime
if shift:
    datetime.date, datetime.datetime = Date, DateTime
    time.time = lambda: seconds() + shift.total_seconds()
    time.localtime = lambda at=None: parts(time.time() if at is None else at)
from nkreader.analysis.analyse import analyse
from nkreader.ingest import read_text
texts = json.load(sys.stdin)
order = reversed(range(len(texts))) if "REVERSED" in os.environ else range(len(texts))
found = {at: analyse(read_text(texts[at])) for at in order}
for at in range(len(texts)):
    one = found[at]
    dates = [date.as_json() for date in (one.published, one.reported, one.happened)]
    print(json.dumps([dates, [[m.value, m.reason] for m in one.dates]]))
"""


def dated(text: str) -> Analysis:
    return analyse(read_text(text))


def test_a_day_that_the_lead_names_in_full_gives_the_dateline_its_year() -> None:
    found = dated(
        "WONSAN, March 4 (Harbour Wire) -- A tug sank on Sunday, March 3, 2024, port officials said.\n"
    ).published
    assert (found.value, found.certainty) == ("2024-03-04", Certainty.LIKELY)


def test_an_anniversary_in_the_lead_gives_no_year() -> None:
    text = "WONSAN, March 11 (Harbour Wire) -- A tug sank, as one had on March 11, 2011, port officials said.\n"
    assert dated(text).published.precision is Precision.YEARLESS


def test_without_a_dateline_a_full_day_in_the_lead_bounds_publication() -> None:
    found = dated("By Mira Holloway\n\nA tug sank at Wonsan on Sunday, March 3, 2024, officials said.\n").published
    assert (found.value, found.certainty) == ("2024-03-03/2024-03-09", Certainty.LIKELY)


def test_a_line_that_only_dates_the_article_is_not_its_event() -> None:
    found = dated("Tug sinks\n\nFriday, 1 November 2024\n\nThe tug that sank on Thursday was the Kumgang.\n")
    assert (found.published.value, found.happened.value) == ("2024-11-01", "2024-10-31")


def test_english_rules_run_on_english_only() -> None:
    spanish = (
        " date 2024-03-24 El lunes en el puerto de Wonsan se hundió un remolcador, y los marineros que en él "
        "estaban fueron salvados. En marzo de 2020, en mayo y en la primavera de 2023 no se supo de más.\n"
    )
    found = dated(spanish)
    assert [mention.value for mention in found.dates] == ["2024-03-24"]
    assert found.published.value == "2024-03-24"


def test_a_korean_dateline_is_read_though_its_sentences_are_not() -> None:
    text = (
        "부두에서 배가 가라앉다\n\n(원산 12월 29일발 항구통신)부두에서 낡은 배가 가라앉았다고 항구가 밝혔다. "
        "배는 오래된 것이였다.\n\nRetrieved: 2025-01-03\n"
    )
    assert dated(text).published.value == "2024-12-29"


@pytest.fixture(scope="module")
def here() -> bytes:
    return ran({"SHIFT": "0", "TZ": "UTC", "LC_ALL": "C"})


def ran(env: dict[str, str]) -> bytes:
    """What a process of its own prints of the dates in `TEXTS`."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("LC_", "LANG", "TZ", "PYTHON"))}
    run = [sys.executable, "-c", _RUN]
    given = json.dumps(TEXTS).encode()
    done = subprocess.run(run, input=given, capture_output=True, env=kept | env, cwd=ROOT, check=False)
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout


@pytest.mark.parametrize(
    "env",
    [
        {"SHIFT": "-12000", "TZ": "Pacific/Kiritimati", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "4711"},
        {"SHIFT": "15000", "TZ": "America/Los_Angeles", "LC_ALL": "POSIX", "REVERSED": "1", "PYTHONHASHSEED": "1"},
    ],
)
def test_no_clock_zone_locale_or_order_takes_part(here: bytes, env: dict[str, str]) -> None:
    assert len(here.splitlines()) == len(TEXTS)
    assert b"2024-12-29" in here
    assert ran(env) == here
