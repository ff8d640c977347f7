"""Rows of the article list, out of the store."""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import islice, repeat
from typing import Any

from nkreader.archive import citing, visits
from nkreader.archive.connection import Connection
from nkreader.archive.serial import dumps
from nkreader.model.analysis import Analysis
from nkreader.model.article import Article
from nkreader.model.dates import PartialDate
from nkreader.model.headline import Headline
from nkreader.model.timeline import chronological

__all__ = ["chronological", "headline_json", "headlines", "newest"]

_ROWS = """
SELECT l.article, l.title, l.title_basis, l.outlet, l.author, l.url, l.lang, l.words,
       l.published_json, l.reported_json, l.happened_json, a.number, a.renewed, a.read, a.starred, a.tags
FROM listed l CROSS JOIN article a ON a.id = l.article
"""
"""In this order: the rows of `listed` one after the other, not one jump for each article."""

_AT_A_TIME = 2000
"""Rows of a library that are there at once while its headlines are made."""
_ALONE: tuple[str | None, str | None, int] = (None, None, 0)
"""The group of a piece that has none."""
_NEVER = 1 << 62
"""More than arrive: before the first visit has ended nothing is marked as new."""


def headline_json(article: Article, analysis: Analysis) -> str:
    """What the list shows of an article, apart from what the reader did with it."""
    return dumps(
        {
            "title": article.title,
            "title_basis": article.title_basis,
            "outlet": analysis.outlet,
            "author": analysis.author,
            "url": article.stated.url,
            "lang": article.lang,
            "published": analysis.published.as_json(),
            "reported": analysis.reported.as_json(),
            "happened": analysis.happened.as_json(),
            "words": article.words,
        }
    )


def headlines(db: sqlite3.Connection, ids: Iterable[str] | None = None, placed: bool = True) -> tuple[Headline, ...]:
    """Headlines in order of publication (`model.timeline.chronological`); of some articles, or of all.

    Without `placed` they do not say from where an article is: neither address nor paths, a third of what they take.
    """
    some = None if ids is None else json.dumps(list(ids))
    rows = _each(db, f"{_ROWS} {{}}", "l.article", some)
    making, made = None, []
    while chunk := list(islice(rows, _AT_A_TIME)):
        making = making or _Making(db, some, placed)
        made += making.of(chunk)
    return _in_order(made)


class _Making:
    """Makes headlines of rows, some at a time: the rows of a whole library would take more room than what is kept."""

    def __init__(self, db: sqlite3.Connection, some: str | None, placed: bool) -> None:
        self._shared: dict[Any, Any] = {}
        """Outlets, authors, numbers of words as they were first read: one for all pieces that have it."""
        self._read: dict[str, PartialDate] = {}
        """Dates as they are stored, and what they are; those that are equal are read once, and shared."""
        self._groups = _groups(db, some)
        self._marks = _marks(db, some)
        self._placed = placed
        self._paths, self._gone = _files(db, some) if placed else ({}, _nowhere(db, some))
        self._digests = _digests(db, some)
        self._cited = citing.innermost(db, some)
        self._since = visits.last(db) or visits.Moment(_NEVER, _NEVER)
        self._library = os.path.dirname(os.path.abspath(db.path)) if isinstance(db, Connection) else ""

    def of(self, rows: Sequence[Any]) -> list[Headline]:
        """The headlines of these rows, at least one."""
        articles, titles, bases, outlets, authors, urls, langs, words, *rest = zip(*rows, strict=True)
        published, reported, happened, numbers, renewed, read, starred, own = rest
        groups, marks, since = self._groups, self._marks, self._since
        own_tags = [() if said == "[]" else tuple(json.loads(said)) for said in own]
        grouped = [groups.get(article, _ALONE) for article in articles]
        return Headline.of_columns(
            id=articles,
            paths=[self._paths.pop(article, ()) for article in articles],
            title=titles,
            title_basis=self._same(bases),
            outlet=self._same(outlets),
            author=self._same(authors),
            url=urls if self._placed else repeat(None),
            lang=self._same(langs),
            published=self._dates([lent or said for (_, lent, _), said in zip(grouped, published, strict=True)]),
            reported=self._dates(reported),
            happened=self._dates(happened),
            event=self._same([event for event, _, _ in grouped]),
            words=self._same(words),
            added=numbers,
            read=map(bool, read),
            starred=map(bool, starred),
            highlights=[len(marks.get(article, ())) for article in articles],
            tags=[_tags(tags, marks.get(article, ())) for article, tags in zip(articles, own_tags, strict=True)],
            missing=map(self._gone.__contains__, articles),
            library=repeat(self._library),
            own_tags=own_tags,
            by_hand=[bool(by_hand) for _, _, by_hand in grouped],
            new=[number > since.articles for number in numbers],
            renewed=[version > since.versions for version in renewed],
            digest=map(self._digests.__contains__, articles),
            cites=map(self._cited.get, articles, repeat("")),
        )

    def _same(self, said: Iterable[Any]) -> Iterable[Any]:
        return [self._shared.setdefault(text, text) for text in said]

    def _dates(self, said: Sequence[str]) -> Iterable[PartialDate]:
        for text in {*said} - self._read.keys():
            self._read[text] = PartialDate.from_json(json.loads(text))
        return map(self._read.__getitem__, said)


def newest(db: sqlite3.Connection, most: int) -> tuple[Headline, ...]:
    """Those a list begins with that has the newest first: `most` of them, and all that share an event with one.

    It takes no longer in a large library than in a small one.
    """
    rows = db.execute(
        "SELECT l.article, l.day FROM listed l INDEXED BY listed_day CROSS JOIN article a ON a.id = l.article "
        "ORDER BY l.day DESC, a.number DESC LIMIT ?",
        (most,),
    ).fetchall()
    if not rows:
        return ()
    lent = db.execute(
        "SELECT article FROM membership WHERE json_extract(published_json, '$.earliest') >= ?", (rows[-1][1] or "",)
    ).fetchall()
    chosen = json.dumps([row[0] for row in (*rows, *lent)])
    same = db.execute(
        "SELECT article FROM membership WHERE event IN "
        "(SELECT event FROM membership WHERE article IN (SELECT value FROM json_each(?)))",
        (chosen,),
    ).fetchall()
    return headlines(db, {*json.loads(chosen), *(row[0] for row in same)})


def _each(db: sqlite3.Connection, question: str, column: str, some: str | None) -> Iterator[Any]:
    """Rows of all articles, or of some: `question` has `{}` where what restricts it is to stand."""
    if some is None:
        return iter(db.execute(question.format("")))
    return iter(db.execute(question.format(f"WHERE {column} IN (SELECT value FROM json_each(?))"), (some,)))


def _groups(db: sqlite3.Connection, some: str | None) -> dict[str, tuple[str, str | None, int]]:
    """The event of those that share one, the day they borrow, and whether the group is made by hand in part."""
    rows = _each(db, "SELECT article, event, published_json, by_hand FROM membership {}", "article", some)
    return {article: (event, borrowed, by_hand) for article, event, borrowed, by_hand in rows}


def _digests(db: sqlite3.Connection, some: str | None) -> set[str]:
    return {row[0] for row in _each(db, "SELECT article FROM digest {}", "article", some)}


def _marks(db: sqlite3.Connection, some: str | None) -> dict[str, list[str]]:
    """The tags of each highlight, as they are stored."""
    found: dict[str, list[str]] = {}
    for article, tags in _each(db, "SELECT article, tags FROM highlight {}", "article", some):
        found.setdefault(article, []).append(tags)
    return found


def _tags(own: tuple[str, ...], marks: Sequence[str]) -> tuple[str, ...]:
    if not own and not marks:
        return ()
    return tuple(sorted({*own, *(tag for said in marks for tag in json.loads(said))}))


def _files(db: sqlite3.Connection, some: str | None) -> tuple[dict[str, tuple[str, ...]], set[str]]:
    """The paths of each article, those where it is found or else all; and which articles are found nowhere."""
    found: dict[str, tuple[str, ...]] = {}
    nowhere: set[str] = set()
    for article, path, gone in _each(db, "SELECT article, path, missing FROM path {} ORDER BY path", "article", some):
        before, name = found.get(article), os.fsdecode(path)
        if before is None or (article in nowhere and not gone):
            found[article] = (name,)
        elif article in nowhere or not gone:
            found[article] = (*before, name)
        if not gone:
            nowhere.discard(article)
        elif before is None:
            nowhere.add(article)
    return found, nowhere


def _nowhere(db: sqlite3.Connection, some: str | None) -> set[str]:
    """The articles that had a file and are found in none."""
    rows = _each(db, "SELECT article FROM path {} GROUP BY article HAVING min(missing)", "article", some)
    return {row[0] for row in rows}


def _in_order(found: Iterable[Headline]) -> tuple[Headline, ...]:
    """By `chronological`; those that share one date object are brought together first."""
    together: dict[int, list[Headline]] = {}
    for headline in found:
        together.setdefault(id(headline.published), []).append(headline)
    by_day: dict[tuple[bool, date, date], list[Headline]] = {}
    for of_one_date in together.values():
        undated, first, last, *_ = chronological(of_one_date[0])
        by_day.setdefault((undated, first, last), []).extend(of_one_date)
    return tuple([headline for day in sorted(by_day) for headline in sorted(by_day[day], key=chronological)])
