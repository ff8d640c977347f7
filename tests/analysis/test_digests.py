"""Digests: what is one, what only looks like one, and its items."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest

from nkreader.analysis.analyse import analyse
from nkreader.analysis.digests import is_digest, items
from nkreader.analysis.relating.listing import items_of
from nkreader.analysis.relating.paper import Paper
from nkreader.analysis.signature import signature
from nkreader.ingest import read_text

SUMMARY = """News Summary

WONSAN, March 3 (Harbour Wire) -- Following are major news items of the day:

- A ferry with 40 passengers ran aground off Hungnam.

- Ri Su Yong was appointed ambassador to Mongolia.

- A potato mill opened in Samjiyon County.
"""
LINES = """Press review

Workers at the Chollima steel plant finished the third furnace.
A choir from Kaesong sang in Vladivostok.
Scientists at Hamhung described a new vinalon spindle.
"""
CHRONOLOGY = """TIMELINE: Ferries between Wonsan and Niigata

(Reuters) - Here is a chronology of the ferry line. - May 4, 1971: The first ferry sails from Wonsan. \
- July 5, 2006: Japan bans the ferry Mangyongbong-92. - October 11, 2012: The ferry is refitted at Chongjin.
"""
BULLETS = """What happened

* A ferry with 40 passengers ran aground off Hungnam.

* Ambassador Ri Su Yong arrived in Mongolia.

* Potato millers from Samjiyon bought turbines.

* Choirs sang beside Kaesong's gate.

* Physicists measured neutrinos under Paektu.

* Vinalon spindles were shipped through Rajin.
"""
ARTICLE = """A ferry ran aground

WONSAN, March 3 (Harbour Wire) -- A ferry with 40 passengers ran aground off Hungnam, the harbour master said.

Tugs pulled the ferry off the rocks at noon.

The ferry's captain was questioned.
"""
ONE_MATTER = """The ferry in figures

* The ferry Mangyongbong carries 40 passengers.

* The ferry Mangyongbong burns 3 tonnes of oil.

* The ferry Mangyongbong was built at Chongjin.

* The ferry Mangyongbong sails on Mondays.

* The ferry Mangyongbong has two funnels.

* The ferry Mangyongbong was painted white.
"""
QUOTES = """Highlights of the governor's speech

The governor spoke for an hour about ferries.

He said that ferries were old.
"""


@pytest.mark.parametrize(("text", "count"), [(SUMMARY, 3), (LINES, 3), (CHRONOLOGY, 3), (BULLETS, 6)])
def test_a_digest_is_known_by_its_words_or_its_form_and_has_items(text: str, count: int) -> None:
    article = read_text(text)
    assert is_digest(article)
    found = items(article)
    assert len(found) == count
    for span in found:
        assert span.of(article.text) == span.of(article.text).strip()
    assert [*found] == sorted(found)
    assert all(one.end <= other.start for one, other in pairwise(found))


@pytest.mark.parametrize("text", [ARTICLE, ONE_MATTER, QUOTES, "Press review\n\nNothing today.\n", ""])
def test_what_tells_of_one_matter_is_none(text: str) -> None:
    assert not is_digest(read_text(text))


def test_its_opening_is_no_item() -> None:
    article = read_text(SUMMARY)
    assert not any("Following" in span.of(article.text) for span in items(article))


def test_a_digest_is_never_one_events() -> None:
    article = read_text(BULLETS)
    assert signature(article, analyse(article)).survey


def paper(text: str) -> Paper:
    article = read_text(text)
    analysis = analyse(article, date(2024, 3, 3))
    return Paper("one", article.text, analysis, lambda: signature(article, analysis))


def test_an_item_belongs_to_the_piece_whose_news_it_tells() -> None:
    digest = paper(SUMMARY)
    ferry, ambassador, mill = items_of(digest, items(read_text(SUMMARY)))
    piece = paper(ARTICLE)
    assert ferry.shared(piece) > 0
    assert ambassador.shared(piece) == mill.shared(piece) == 0
    here, there = ferry.reason(piece, here=True), ferry.reason(piece, here=False, title="News Summary")
    assert here.text == "digest: item 1 of this one"
    assert there.text == "listed in the digest “News Summary”"
    assert here.said_here == there.said_there
    assert here.said_here is not None
    assert here.said_here.text == "A ferry with 40 passengers ran aground off Hungnam."
    assert here.said_there is not None
    assert "ran aground" in here.said_there.text
