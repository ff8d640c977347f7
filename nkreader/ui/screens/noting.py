"""Notes on passages: written below the page, kept as they are typed, and offered again after any end of the program."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from textual import on
from textual.content import Content

from nkreader.model.drafts import NoteDraft
from nkreader.model.sanitise import safe_line
from nkreader.ui.commands import key
from nkreader.ui.jobs import Answer, Failed
from nkreader.ui.messages import LibraryOpened
from nkreader.ui.screens.dossiers import Dossiers

if TYPE_CHECKING:
    from nkreader.archive.library import Library
    from nkreader.model.highlights import Anchor, Highlight
    from nkreader.ui.screens.desk import Visit

_SAID = 60
"""Characters of a draft, or of its passage, that are told."""
_LASTS = 12
"""Seconds for which the notes that are begun are offered."""
_LOST = "The text no longer holds its passage. Take over what you need; {} forgets the draft."
KEEP_NOTE = "keep the note"


class NoteDraftsRead(Answer):
    """Every note that is begun."""

    drafts: tuple[NoteDraft, ...]
    tell: bool
    """Whether the reader is to be told: the program has just been started."""


class Noting(Dossiers):
    """The part of the screen that asks for notes."""

    def __init__(self, visit: Visit) -> None:
        super().__init__(visit)
        self.note_drafts: dict[str, NoteDraft] = {}
        """Notes that are begun, by their keys."""
        self._unwritten: dict[str, NoteDraft] = {}
        """Those whose newest text waits to be written."""

    @on(LibraryOpened)
    def _prepare_notes(self, message: LibraryOpened) -> None:
        self._read_drafts(message.library, tell=True)

    def _read_drafts(self, library: Library, *, tell: bool) -> None:
        self.jobs.read(
            "note drafts",
            "read the notes that are begun",
            lambda generation: NoteDraftsRead(generation, library.note_drafts(), tell),
        )

    @on(NoteDraftsRead)
    def _drafts_read(self, message: NoteDraftsRead) -> None:
        if not self.jobs.current("note drafts", message):
            return
        self.note_drafts = {draft.key: draft for draft in message.drafts}
        if message.tell and message.drafts:
            count = len(message.drafts)
            said = "A note is begun and not kept" if count == 1 else f"{count} notes are begun and not kept"
            first = _short(message.drafts[0].text)
            go_on = f"{key('everywhere.begun-notes')} goes on with {'it' if count == 1 else 'one'}."
            self.notify(f"{said}: “{first}”. {go_on}", timeout=_LASTS, markup=False)

    def note_of(self, mark: Highlight) -> NoteDraft:
        """The note of a highlight, with what was begun of it."""
        mine = [draft for draft in self.note_drafts.values() if draft.article == mark.article and not draft.lost]
        for draft in mine:
            if mark.id == draft.highlight or (not draft.highlight and draft.anchor.span == mark.anchor.span):
                return replace(NoteDraft.on(mark), key=draft.key, text=draft.text)
        return NoteDraft.on(mark)

    def note_at(self, article: str, anchor: Anchor, *, exactly: bool = True) -> NoteDraft:
        """The note on a passage that is no highlight, with what was begun of it.

        If not `exactly`, one that was begun on a passage that shares words with it.
        """
        here = NoteDraft.at(article, anchor)
        for draft in self.note_drafts.values():
            if draft.article != article or draft.highlight or draft.lost:
                continue
            if draft.anchor.span == anchor.span or (not exactly and draft.anchor.span.overlaps(anchor.span)):
                return draft
        return here

    def ask_note(self, target: NoteDraft) -> None:
        """Ask for the note on a passage, with what was begun of it; kept, it is written there."""
        from nkreader.ui.widgets.note_prompt import NotePrompt  # a text area costs start-up time

        begun = self.note_drafts.get(target.key)
        title = "note" if target.highlight else f"note on “{_short(target.anchor.exact)}”"
        if begun is not None:
            title = f"{title} · begun before, not kept yet · {key('note.as-it-was')} forgets it"

        def wrong(text: str) -> str:
            return _LOST.format(key("note.as-it-was")) if text and target.lost and not target.highlight else ""

        def done(text: str | None) -> None:
            if text is not None:
                self._keep_note(target, text)
            elif target.key in self.note_drafts:
                self.say(f"not kept yet; {key('reader.note')} goes on with it, also on another day")

        def typed(text: str) -> None:
            self._keep_note_draft(replace(target, text=text))

        self.app.clear_notifications()  # what offers drafts would stand over what is written
        self.app.push_screen(NotePrompt(title, target.kept, (begun or target).text, typed, wrong), done)

    def _keep_note_draft(self, draft: NoteDraft) -> None:
        """Have what is typed written at once; keys that come faster than the disk are written together."""
        library, known = self.library, self.note_drafts.get(draft.key)
        if library is None or (draft == known if draft.worth_keeping else known is None):
            return
        self.jobs.renew("note drafts")
        if draft.worth_keeping:
            self.note_drafts[draft.key] = draft
        else:
            self.note_drafts.pop(draft.key, None)
        self._unwritten[draft.key] = draft

        def write() -> None:
            newest = self._unwritten.pop(draft.key, None)
            if newest is None:
                return
            if newest.worth_keeping:
                library.keep_note_draft(newest)
            else:
                library.forget_note_draft(newest.key)

        self.jobs.write("keep the draft", write)

    def _keep_note(self, target: NoteDraft, note: str) -> None:
        """Write the note for good; only then the draft is forgotten."""
        self.jobs.renew("note drafts")
        self.note_drafts.pop(target.key, None)
        self.write_note(target, note)

    def write_note(self, target: NoteDraft, note: str) -> None:
        """Keep a note on its highlight or passage, and forget the draft."""
        raise NotImplementedError

    @on(Failed)
    def _note_not_kept(self, message: Failed) -> None:
        if message.what == KEEP_NOTE and self.library is not None:
            self._read_drafts(self.library, tell=False)

    def action_begun_notes(self) -> None:
        """Notes that are begun and not kept yet, to go on with."""
        drafts = dict(self.note_drafts)
        if not drafts:
            self.say("No note is begun that is not kept.")
            return
        from nkreader.ui.painting import content_line
        from nkreader.ui.screens.sheet import Choice, Sheet

        def choice(draft: NoteDraft) -> Choice:
            piece = self.headlines.get(draft.article)
            gone = "the text no longer holds this · " if draft.lost else ""
            return Choice(
                draft.key,
                (
                    content_line(draft.text, "bold"),
                    content_line(f"  {gone}“{draft.anchor.exact}”"),
                    content_line(f"  {piece.title if piece else draft.article}", "$dim"),
                ),
            )

        def chosen(ident: str | None) -> None:
            draft = drafts.get(ident or "")
            if draft is not None:
                place = None if draft.lost else draft.anchor.span.start
                self.open_article(draft.article, "a note is begun here", place, focus=self.reader)
                self.ask_note(draft)

        sheet = Sheet(f"Notes begun · {len(drafts)}", Content(""), [choice(draft) for draft in drafts.values()])
        self.app.push_screen(sheet, chosen)


def _short(text: str) -> str:
    line = " ".join(safe_line(text).split())
    return line if len(line) <= _SAID else f"{line[: _SAID - 1]}…"
