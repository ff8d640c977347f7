"""Groups repaired by the reader: asked for on a sheet, shown at once, listed and taken back."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from textual import on
from textual.message import Message

from nkreader.ui.commands import key
from nkreader.ui.screens.group_messages import GroupKnown, PiecesKnown, RulingsRead
from nkreader.ui.screens.repairing import Repairing
from nkreader.ui.screens.retracing import Rewritten

if TYPE_CHECKING:
    from nkreader.archive.library import Library
    from nkreader.archive.ruling import Said
    from nkreader.model.headline import Headline

_JOB = "repaired group"


class Grouping(Repairing):
    """The part of the screen that takes the reader's word for which pieces report one event."""

    def action_repair_group(self) -> None:
        """Say which pieces report one event with this one, and which do not."""
        article = self.current_id
        if article is None or article not in self.headlines:
            self.say("There is no piece here.")
        else:
            self._ask_of_group(article, listed=False)

    def _ask_of_group(self, article: str, listed: bool) -> None:
        def act(library: Library) -> None:
            def work(generation: int) -> Message:
                return GroupKnown(generation, article, library.rulings(article), listed)

            self.jobs.read(_JOB, "read what was said of the group", work)

        self.with_library(act)

    @on(GroupKnown)
    def _group_known(self, message: GroupKnown) -> None:
        piece = self.headlines.get(message.article)
        if not self.jobs.current(_JOB, message) or piece is None:
            return
        if message.listed:
            self._list_said(message.said, "What you said of this group")
            return
        from nkreader.ui.screens.group_sheet import GroupSheet
        from nkreader.ui.screens.group_wishes import GroupSubject

        others = tuple(self._others(piece))
        opened = self.headlines.get(self.open_id or "")
        known = {piece.id, *(other.id for other in others)}
        subject = GroupSubject(piece, others, None if opened and opened.id in known else opened, len(message.said))

        def chosen(command: str | None) -> None:
            if command is not None:
                self._say_of_group(piece, command)

        self.app.push_screen(GroupSheet(subject), chosen)

    def _others(self, piece: Headline) -> list[Headline]:
        """The other pieces of its group."""
        if piece.event is None:
            return []
        return [item for item in self.headlines.values() if item.event == piece.event and item.id != piece.id]

    def _say_of_group(self, piece: Headline, command: str) -> None:
        """Ask for what is still needed, then keep what is said."""
        article, opened = piece.id, self.open_id
        if command == "split-off":
            self._rule("split the piece off", lambda library: library.split(article))
        elif command == "follow-up":
            self._rule("keep the follow-up", lambda library: library.follow_up(article))
        elif command == "join-open" and opened is not None:
            self._rule("join the pieces", lambda library: library.join([article, opened]))
        elif command == "said-of-group":
            self._ask_of_group(article, listed=True)
        else:
            self._choose_piece(piece, command)

    def _choose_piece(self, piece: Headline, command: str) -> None:
        headlines = dict(self.headlines)

        def act(library: Library) -> None:
            def work(generation: int) -> Message:
                from nkreader.ui.screens.group_wishes import candidates

                related = [link.id for link in library.related(piece.id)]
                return PiecesKnown(generation, piece.id, command, candidates(headlines, piece, related))

            self.jobs.read(_JOB, "list the pieces", work)

        self.with_library(act)

    @on(PiecesKnown)
    def _ask_which_piece(self, message: PiecesKnown) -> None:
        piece = self.headlines.get(message.article)
        if not self.jobs.current(_JOB, message) or piece is None:
            return
        from nkreader.ui.screens.group_prompt import GroupPrompt
        from nkreader.ui.screens.group_wishes import short

        article = piece.id

        def done(other: str | None) -> None:
            if other is None:
                return
            if message.command == "join":
                self._rule("join the pieces", lambda library: library.join([article, other]))
            else:
                self._rule("keep the follow-up", lambda library: library.follow_up(article, other))

        verb = "reports one event with" if message.command == "join" else "is a follow-up of"
        self.app.push_screen(GroupPrompt(f"{short(piece)} {verb}", message.found), done)

    def _rule(self, what: str, do: Callable[[Library], Said]) -> None:
        """Keep what is said, and show what comes of it."""

        def write(library: Library) -> Rewritten:
            said = do(library)
            return Rewritten((), told(said), dated=True)

        self._rewrite(what, write)

    def action_repaired_groups(self) -> None:
        """What was said of groups; each can be taken back."""

        def act(library: Library) -> None:
            self.jobs.read(_JOB, "list what was said", lambda number: RulingsRead(number, library.rulings()))

        self.with_library(act)

    @on(RulingsRead)
    def _rulings_read(self, message: RulingsRead) -> None:
        if self.jobs.current(_JOB, message):
            self._list_said(message.said, "What you said of groups")

    def _list_said(self, found: tuple[Said, ...], title: str) -> None:
        if not found:
            self.say(f"Nothing is said of a group: {key('list.repair-group')} in the list does so.")
            return
        from nkreader.ui.screens.group_said_sheet import GroupSaidSheet
        from nkreader.ui.screens.wishing import BACK, OPEN

        def done(answer: str | None) -> None:
            if answer is None:
                return
            if answer.startswith(BACK):
                ident = answer.removeprefix(BACK)
                self._rule("take that back", lambda library: library.take_ruling_back(ident))
            elif article := answer.removeprefix(OPEN):
                self.open_article(article, "a repaired group", focus=self.reader)

        self.app.push_screen(GroupSaidSheet(found, title), done)


def told(said: Said) -> str:
    """What became of it, in a line that stands in a narrow window too."""
    from nkreader.model.rulings import Verdict

    now = "alone in its event" if said.group == 1 else f"one of {said.group:,} pieces on its event"
    undo = f"{key('everywhere.undo')} takes it back"
    if not said.holds:
        return f"{_NO_LONGER[said.ruling.verdict.value]}: {now} now · {key('everywhere.undo')} takes that back"
    if said.ruling.verdict is Verdict.JOIN:
        return f"joined by hand: {said.group:,} pieces on one event now · {undo}"
    if said.ruling.verdict is Verdict.SPLIT:
        return f"split off: {now} now · {undo}"
    linked = len(said.ruling.those)
    return f"follow-up, not the same event: linked with {linked:,} piece{'' if linked == 1 else 's'} · {undo}"


_NO_LONGER = {
    "join": "no longer joined",
    "split": "no longer split off",
    "follow-up": "no longer a follow-up",
}
"""By verdict."""
