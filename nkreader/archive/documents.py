"""What the index is told of articles, out of the store."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from itertools import islice
from typing import TYPE_CHECKING

from nkreader.archive.citing import searched
from nkreader.archive.crew import Crew
from nkreader.archive.serial import article_from_json, named_from_json
from nkreader.model.analysis import Analysis
from nkreader.model.article import Article
from nkreader.model.entities import EntityKind

if TYPE_CHECKING:
    from nkreader.search.document import Document
    from nkreader.search.prepared import Prepared

MANY = 400
"""Articles from which on other processes share in making them ready for the index."""
TOGETHER, AHEAD = 50, 12
"""How many of them are handed out at a time, and how many such lots before the first is awaited."""

Row = tuple[str, str, str, tuple[str, ...]]
"""Id, article and analysis as they are stored, and files."""


def as_document(ident: str, article: str, analysis: str, files: tuple[str, ...]) -> Document:
    """What the index holds of an article, of what is stored of it."""
    return document(ident, article_from_json(article), named_from_json(analysis), files)


def prepared(rows: Iterator[Row], crew: Crew) -> Iterator[Prepared]:
    """Documents made ready by helpers, in their order."""
    waiting: deque[Callable[[], Prepared]] = deque()
    while lot := list(islice(rows, TOGETHER)):
        waiting.append(crew.hand_out(_prepare, lot))
        if len(waiting) > AHEAD:
            yield waiting.popleft()()
    while waiting:
        yield waiting.popleft()()


def _prepare(rows: list[Row]) -> Prepared:
    from nkreader.search.prepared import prepare

    return prepare(as_document(*row) for row in rows)


def body_of(article: Article) -> str:
    """What is searched, and shown in snippets: neither header nor title, which the list shows, nor boilerplate."""
    return "\n\n".join(part.span.of(article.text) for part in article.body)


def document(ident: str, article: Article, analysis: Analysis, files: tuple[str, ...]) -> Document:
    """What the index holds of an article."""
    from nkreader.search.document import Document

    named: dict[EntityKind, list[str]] = {kind: [] for kind in EntityKind}
    mentioned = {m.entity for m in analysis.mentions if m.entity}
    for entity in analysis.names.values():
        if entity.id in mentioned:
            named[entity.kind].extend((entity.name, *entity.aliases))
    named[EntityKind.PERSON] += [m.name for m in analysis.mentions if m.candidates and m.kind is EntityKind.PERSON]
    return Document(
        id=ident,
        title=article.title,
        text=body_of(article),
        outlet=analysis.outlet or "",
        author=analysis.author or "",
        lang=article.lang,
        persons=tuple(named[EntityKind.PERSON]),
        orgs=tuple(named[EntityKind.ORGANISATION]),
        places=tuple(named[EntityKind.PLACE]),
        weapons=tuple(named[EntityKind.WEAPON]),
        events=tuple(named[EntityKind.EVENT]),
        origins=tuple(
            dict.fromkeys(
                name for origin in (*analysis.origins, *analysis.sources) for name in searched(origin, analysis)
            )
        ),
        files=files,
        published=analysis.published.interval if analysis.published.known else None,
        reported=analysis.reported.interval if analysis.reported.known else None,
        happened=analysis.happened.interval if analysis.happened.known else None,
    )
