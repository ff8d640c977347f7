"""What is found in a paragraph."""

from __future__ import annotations

from nkreader.analysis.entities import find_names
from nkreader.model.article import Article, Part, PartKind
from nkreader.model.entities import EntityKind
from nkreader.model.spans import Span


def named(text: str) -> list[tuple[str, EntityKind, str | None]]:
    """Surface, kind and entity of every mention, in order."""
    article = Article(text, (Part(PartKind.PARAGRAPH, Span(0, len(text))),), "", "none")
    return [(mention.span.of(text), mention.kind, mention.entity) for mention in find_names(article, ())[0]]
