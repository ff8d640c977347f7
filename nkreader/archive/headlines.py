"""Rows of the article list, out of the store."""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import repeat
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


def headlines(db: sqlite3.Connection, ids: Iterable[str] | None = None) -> tuple[Headline, ...]:
    """Headlines in order of publication (`model.timeline.chronological`); of some articles, or of all."""
    some = None if ids is None else json.dumps(list(ids))
    rows = _rows(db, f"{_ROWS} {{}}", "l.article", some)
    if not rows:
        return ()
    articles, titles, bases, outlets, authors, urls, langs, words, *rest = zip(*rows, strict=True)
    published, reported, happened, numbers, renewed, read, starred, own = rest
    groups, marks, files = _groups(db, some), _marks(db, some), _files(db, some)
    nowhere: tuple[tuple[str, ...], bool] = (), False
    own_tags = [() if said == "[]" else tuple(json.loads(said)) for said in own]
    borrowed = [groups[article][1] if article in groups else None for article in articles]
    return _in_order(
        Headline.of_columns(
            id=articles,
            paths=[files.get(article, nowhere)[0] for article in articles],
            title=titles,
            title_basis=bases,
            outlet=outlets,
            author=authors,
            url=urls,
            lang=langs,
            published=_dates([lent or said for lent, said in zip(borrowed, published, strict=True)]),
            reported=_dates(reported),
            happened=_dates(happened),
            event=[groups[article][0] if article in groups else None for article in articles],
            words=words,
            added=numbers,
            read=map(bool, read),
            starred=map(bool, starred),
            highlights=[len(marks.get(article, ())) for article in articles],
            tags=[_tags(tags, marks.get(article, ())) for article, tags in zip(articles, own_tags, strict=True)],
            missing=[files.get(article, nowhere)[1] for article in articles],
            library=repeat(os.path.dirname(os.path.abspath(db.path)) if isinstance(db, Connection) else ""),
            own_tags=own_tags,
            **_news(db, numbers, renewed),
            by_hand=[article in groups and bool(groups[article][2]) for article in articles],
            **_told(db, some, articles),
        )
    )


def _news(db: sqlite3.Connection, numbers: Sequence[int], renewed: Sequence[int]) -> dict[str, list[bool]]:
    """Which articles came, and which got a new version, since the last visit."""
    since = visits.last(db) or visits.Moment(_NEVER, _NEVER)
    came = [number > since.articles for number in numbers]
    return {"new": came, "renewed": [version > since.versions for version in renewed]}


def _told(db: sqlite3.Connection, some: str | None, articles: Sequence[str]) -> dict[str, Iterable[Any]]:
    """Which articles are digests, and whose report each of them passes on."""
    cited = citing.innermost(db, some)
    return {
        "digest": map(_digests(db, some).__contains__, articles),
        "cites": map(cited.get, articles, repeat("")),
    }


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


def _rows(db: sqlite3.Connection, question: str, column: str, some: str | None) -> list[Any]:
    """Rows of all articles, or of some: `question` has `{}` where what restricts it is to stand."""
    if some is None:
        return db.execute(question.format("")).fetchall()
    return db.execute(question.format(f"WHERE {column} IN (SELECT value FROM json_each(?))"), (some,)).fetchall()


def _groups(db: sqlite3.Connection, some: str | None) -> dict[str, tuple[str, str | None, int]]:
    """The event of those that share one, the day they borrow, and whether the group is made by hand in part."""
    rows = _rows(db, "SELECT article, event, published_json, by_hand FROM membership {}", "article", some)
    return {article: (event, borrowed, by_hand) for article, event, borrowed, by_hand in rows}


def _digests(db: sqlite3.Connection, some: str | None) -> set[str]:
    return {row[0] for row in _rows(db, "SELECT article FROM digest {}", "article", some)}


def _marks(db: sqlite3.Connection, some: str | None) -> dict[str, list[str]]:
    """The tags of each highlight, as they are stored."""
    found: dict[str, list[str]] = {}
    for article, tags in _rows(db, "SELECT article, tags FROM highlight {}", "article", some):
        found.setdefault(article, []).append(tags)
    return found


def _tags(own: tuple[str, ...], marks: Sequence[str]) -> tuple[str, ...]:
    if not own and not marks:
        return ()
    return tuple(sorted({*own, *(tag for said in marks for tag in json.loads(said))}))


def _files(db: sqlite3.Connection, some: str | None) -> dict[str, tuple[tuple[str, ...], bool]]:
    """The paths of each article, those where it is found or else all; and whether it is found nowhere."""
    found: dict[str, tuple[tuple[str, ...], bool]] = {}
    for article, path, gone in _rows(db, "SELECT article, path, missing FROM path {} ORDER BY path", "article", some):
        before = found.get(article)
        name = os.fsdecode(path)
        if before is None or (before[1] and not gone):
            found[article] = (name,), bool(gone)
        elif before[1] or not gone:
            found[article] = (*before[0], name), before[1]
    return found


def _dates(said: Sequence[str]) -> Iterable[PartialDate]:
    """Dates as they are stored; those that are equal are read once, and shared."""
    read = {text: PartialDate.from_json(json.loads(text)) for text in set(said)}
    return map(read.__getitem__, said)


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
