"""Notes that are begun, kept as they are typed: each in a row of its own, so that two nkreaders do not get in each
other's way. They are part of the dump, as everything is that the reader wrote."""

from __future__ import annotations

import json
from abc import ABC
from collections.abc import Iterator
from dataclasses import replace
from sqlite3 import Connection
from typing import Any

from nkreader.archive import marks
from nkreader.archive.errors import UnknownHighlight
from nkreader.archive.serial import article_from_json, dumps
from nkreader.archive.store import Store
from nkreader.model.article import Article
from nkreader.model.drafts import NoteDraft
from nkreader.model.highlights import Anchor, Highlight, reanchored
from nkreader.model.identity import text_version
from nkreader.model.sanitise import safe
from nkreader.model.spans import Span

_KEY = "ui.note-draft."


class Drafting(ABC):
    """The part of a library that keeps what is begun and not done."""

    _store: Store

    def note_drafts(self) -> tuple[NoteDraft, ...]:
        """Every note that is begun, by article, in text order, each where its passage stands now.

        One that says what is kept already is none: the program ended between the two steps.
        """
        db = self._store.connection
        found = [draft for key, value in _rows(db) if (draft := _draft(db, key.removeprefix(_KEY), value)) is not None]
        return tuple(sorted(found, key=lambda draft: (draft.article, draft.lost, draft.anchor.span)))

    def keep_note_draft(self, draft: NoteDraft) -> None:
        """Keep it, in place of what was typed before."""
        with self._store.writing() as db:
            db.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (_KEY + draft.key, _as_json(draft)))

    def forget_note_draft(self, key: str) -> None:
        """Forget the draft of a key, if there is one."""
        with self._store.writing() as db:
            db.execute("DELETE FROM meta WHERE key = ?", (_KEY + key,))


def _rows(db: Connection) -> Iterator[tuple[str, str]]:
    """Key and value of each draft; a range, as `_` and `%` mean nothing in it."""
    yield from db.execute("SELECT key, value FROM meta WHERE key >= ? AND key < ?", (_KEY, f"{_KEY[:-1]}/")).fetchall()


def _as_json(draft: NoteDraft) -> str:
    anchor = draft.anchor
    return dumps({
        "article": draft.article, "highlight": draft.highlight, "text": safe(draft.text),
        "start": anchor.span.start, "end": anchor.span.end, "exact": anchor.exact, "prefix": anchor.prefix,
        "suffix": anchor.suffix, "paragraph": anchor.paragraph, "version": anchor.version,
    })  # fmt: skip


def _draft(db: Connection, key: str, value: str) -> NoteDraft | None:
    """A draft as it stands now; None if it is not to be read, its article has gone, or it is kept as a note."""
    try:
        item = json.loads(value)
        anchor = _anchor(item)
        draft = NoteDraft(key, str(item["article"]), anchor, safe(str(item["text"])), str(item["highlight"]))
    except (ValueError, KeyError, TypeError):  # a dump is a file, and may say anything
        return None
    article = _article(db, draft.article)
    if article is None:
        return None
    if draft.highlight:
        try:
            mark = marks.highlight(db, draft.highlight)
        except UnknownHighlight:  # removed; its passage can be highlighted again
            draft = replace(draft, highlight="")
        else:
            return _of_mark(draft, mark)
    draft = _placed(draft, article)
    if not draft.lost:  # highlighted meanwhile, or the program ended before the draft was forgotten
        here = [one for one in marks.highlights(db, draft.article) if one.anchor.span == draft.anchor.span]
        if here:
            return _of_mark(draft, here[0])
    return draft


def _of_mark(draft: NoteDraft, mark: Highlight) -> NoteDraft | None:
    found = replace(draft, anchor=mark.anchor, highlight=mark.id, kept=mark.note, lost=mark.orphan)
    return found if found.worth_keeping else None


def _anchor(item: dict[str, Any]) -> Anchor:
    return Anchor(
        Span(int(item["start"]), int(item["end"])), str(item["exact"]), str(item["prefix"]), str(item["suffix"]),
        int(item["paragraph"]), str(item["version"]),
    )  # fmt: skip


def _placed(draft: NoteDraft, article: Article) -> NoteDraft:
    """Where its passage stands in the present text; never at a passage that merely looks alike."""
    now = reanchored(draft.anchor, article.text, text_version(article.text))
    return replace(draft, lost=True) if now is None else replace(draft, anchor=now)


def _article(db: Connection, ident: str) -> Article | None:
    row = db.execute(
        "SELECT article_json FROM version WHERE article = ? ORDER BY number DESC LIMIT 1", (ident,)
    ).fetchone()
    return article_from_json(row[0]) if row else None
