"""Names repaired by the reader: asked for on a sheet, shown at once, brought into all other pieces in a job."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from textual import on
from textual.message import Message

from nkreader.model.entities import Entity, EntityKind
from nkreader.model.repairs import Repair, wrong_name
from nkreader.ui.commands import key
from nkreader.ui.messages import LibraryOpened, Progressed, Retold
from nkreader.ui.screens.dating import Dating
from nkreader.ui.screens.repair_messages import DossierAnew, NamesChanged, NamesKnown, OneRead, RepairsRead
from nkreader.ui.widgets.reader import Reader

if TYPE_CHECKING:
    from nkreader.archive.library import Library
    from nkreader.archive.repairing import Made
    from nkreader.ui.screens.repair_wishes import Subject

_REPAIR = "repair the name"


class Repairing(Dating):
    """The part of the screen that takes the reader's word for names."""

    def action_repair(self) -> None:
        """Say that the name at the cursor is none, is another, or is called otherwise."""
        piece, mention = self.reader.piece, self.reader.name_at_cursor()
        if piece is None:
            return
        if mention is None:
            words = f"{key('reader.select')} selects words, {key('selecting.repair-selection')} makes a name of them"
            self.say(f"No name at the cursor: {key('reader.next-name')} goes to the next one; {words}.")
            return
        from nkreader.ui.screens.repair_wishes import named

        self._repair(named(piece, mention))

    @on(Reader.NameWanted)
    def _name_wanted(self, message: Reader.NameWanted) -> None:
        piece = self.reader.piece
        if piece is not None:
            from nkreader.ui.screens.repair_wishes import selected

            self._repair(selected(piece, message.span))

    def _repair(self, subject: Subject) -> None:
        from nkreader.ui.screens.repair_sheet import RepairSheet

        def chosen(command: str | None) -> None:
            if command is not None:
                self._wished(subject, command)

        self.app.push_screen(RepairSheet(subject), chosen)

    def _wished(self, subject: Subject, command: str) -> None:
        """Ask for what is still needed, then do it."""
        if command.startswith("reject"):
            self._make(subject.rejected(command))
        elif command in ("same", "same-here"):
            self._choose(subject, everywhere=command == "same")
        elif command.startswith("split"):
            wide = command == "split-everywhere"
            self._ask_called(f"who or what “{subject.form}” is", subject.form, lambda name: subject.split(name, wide))
        elif command == "rename":
            self._ask_called(f"the name of {subject.was}", subject.was, subject.called)
        elif command == "change-kind":
            self._ask_kind(f"What {subject.was} is", subject.as_kind)
        else:
            self._ask_kind(f"What “{subject.form}” is", lambda kind: subject.added(kind, command == "add-everywhere"))

    def _ask_called(self, title: str, text: str, repair: Callable[[str], Repair | None]) -> None:
        from nkreader.ui.widgets.prompt import Prompt  # a text area costs start-up time

        def done(answer: str | None) -> None:
            if answer is not None:
                self._make(repair(" ".join(answer.split())))

        self.app.push_screen(Prompt(title, text, lambda name: wrong_name(" ".join(name.split()))), done)

    def _ask_kind(self, title: str, repair: Callable[[EntityKind], Repair | None]) -> None:
        from textual.content import Content

        from nkreader.ui.screens.repair_wishes import kind_choices
        from nkreader.ui.screens.sheet import Sheet

        def done(kind: str | None) -> None:
            if kind is not None:
                self._make(repair(EntityKind(kind)))

        self.app.push_screen(Sheet(title, Content(""), kind_choices()), done)

    def _choose(self, subject: Subject, everywhere: bool) -> None:
        def act(library: Library) -> None:
            def work(generation: int) -> Message:
                return NamesKnown(generation, library.known_names(), subject, everywhere)

            self.jobs.read("names to choose", "list the names", work)

        self.with_library(act)

    @on(NamesKnown)
    def _ask_which(self, message: NamesKnown) -> None:
        if not self.jobs.current("names to choose", message):
            return
        from nkreader.ui.screens.name_prompt import NamePrompt

        subject = message.subject

        def done(entity: Entity | None) -> None:
            if entity is not None:
                self._make(subject.merged(entity, message.everywhere))

        without = subject.entity.id if subject.entity else ""
        self.app.push_screen(NamePrompt(f"“{subject.form}” is", message.names, without), done)

    def _make(self, repair: Repair | None) -> None:
        """Keep a repair, and show what comes of it."""
        if repair is None:
            self.say("That is what it is already.")
            return
        made = repair
        self._say_of_names(_REPAIR, lambda library, opened: library.repair(made, opened))

    def _say_of_names(self, what: str, do: Callable[[Library, str | None], Made]) -> None:
        opened = self.open_id

        def act(library: Library) -> None:
            def work() -> Message:
                made = do(library, opened)
                piece = library.piece(opened) if opened else None
                return NamesChanged(piece, told(made), made.waiting, made.repair.entity)

            self.jobs.write(what, work)

        self.with_library(act)

    @on(NamesChanged)
    def _names_are_others(self, message: NamesChanged) -> None:
        """Show it wherever names are shown."""
        piece, shown = message.piece, self.reader.piece
        if piece is not None and shown is not None and piece.headline.id == self.open_id == shown.headline.id:
            if piece.version == shown.version:
                self.reader.show_names(piece.analysis)
                self._find_links(piece.headline.id)
            else:
                self.open_article(piece.headline.id, "", self.offset_now, step=False, said=message.said)
        if self.results is not None:
            self.search_for(self._asked, again=True)
        self._dossier_anew()
        self.refresh_list(message.said, message.problem)
        self.say(message.said, message.problem)
        if message.waiting:
            self._level()

    def _dossier_anew(self) -> None:
        shown = self.dossier.dossier if self.dossier_open else None
        if shown is None or self.library is None:
            return
        library, before, ids = self.library, shown.entity, shown.ids or (shown.entity.id,)

        def work(generation: int) -> Message:
            now = next(filter(None, map(library.name_of, ids)), None)
            return DossierAnew(generation, library.dossier(now or before))

        self.jobs.read("dossier", "open the dossier", work)

    @on(DossierAnew)
    def _show_dossier_anew(self, message: DossierAnew) -> None:
        if self.jobs.current("dossier", message) and self.dossier_open:
            self.dossier.show(message.dossier)
            self._read_standing(message.dossier.entity)

    @on(LibraryOpened)
    def _level_what_was_left(self) -> None:
        self._level()

    def _level(self) -> None:
        """Bring the pieces that still wait level with what was said, beside whatever the reader does."""
        library, opened = self.library, self.open_id
        if library is None:
            return

        def progress(done: int, total: int) -> None:
            self.jobs.go_on()
            self.post_message(Progressed(f"repairing names: {done:,} of {total:,} pieces"))

        def work() -> Message | None:
            if not library.unrepaired():
                return None
            changed = library.level_names(progress)
            self.post_message(Progressed(""))
            piece = library.piece(opened) if opened else None
            return NamesChanged(piece, f"names repaired in {_pieces(changed)} more", 0)

        self.jobs.grow("repair the names in the other pieces", work)

    @on(Retold)
    def _retold_names(self, message: Retold) -> None:
        """A repair was taken back, or done again."""
        if not message.named:
            return
        opened, said, problem = self.open_id, message.said, message.problem

        def act(library: Library) -> None:
            def work() -> Message:
                piece = library.piece(opened) if opened else None
                return NamesChanged(piece, said, library.unrepaired(), "", problem)

            self.jobs.write("read the names", work)

        self.with_library(act)

    def action_take_apart(self) -> None:
        """Say that a spelling in the dossier is that of somebody else: who is counted as one is two then."""
        shown = self.dossier.dossier
        if shown is None or len(shown.ids) < 2:
            self.say("Nobody else is counted as one with this name.")
            return

        def act(library: Library) -> None:
            def work(generation: int) -> Message:
                return OneRead(generation, shown.entity.name, tuple(filter(None, map(library.name_of, shown.ids))))

            self.jobs.read("one person", "list the spellings", work)

        self.with_library(act)

    @on(OneRead)
    def _ask_who_is_another(self, message: OneRead) -> None:
        if not self.jobs.current("one person", message):
            return
        from nkreader.ui.screens.repair_wishes import apart_sheet, taken_apart

        known = {one.id: one for one in message.spellings}

        def done(ident: str | None) -> None:
            if ident is not None:
                self._make(taken_apart(known[ident]))

        self.app.push_screen(apart_sheet(message.name, message.spellings), done)

    def action_repaired_names(self) -> None:
        """What was said of names; each can be taken back."""

        def act(library: Library) -> None:
            self.jobs.read("repairs", "list the repairs", lambda number: RepairsRead(number, library.repairs()))

        self.with_library(act)

    @on(RepairsRead)
    def _list_repairs(self, message: RepairsRead) -> None:
        if not self.jobs.current("repairs", message):
            return
        if not message.found:
            self.say(f"No name is repaired: {key('reader.repair')} on a name in the reader does so.")
            return
        from nkreader.ui.screens.repaired_sheet import RepairedSheet
        from nkreader.ui.screens.wishing import BACK, OPEN

        def done(answer: str | None) -> None:
            if answer is None:
                return
            if answer.startswith(BACK):
                ident = answer.removeprefix(BACK)
                self._say_of_names("take the repair back", lambda library, opened: _back(library, ident, opened))
            elif article := answer.removeprefix(OPEN):
                self.open_article(article, "a repaired name", focus=self.reader)

        self.app.push_screen(RepairedSheet(message.found, self.headlines), done)


def _back(library: Library, ident: str, opened: str | None) -> Made:
    return library.take_repair_back(ident, opened)


def told(made: Made) -> str:
    """What became of it, in a line."""
    one, undo = made.repair, key("everywhere.undo")
    verb = one.said if made.kept else f"no longer: {one.said}"
    if one.article is not None:
        return f"{verb}, in this piece · {undo} takes it back"
    if made.waiting:
        return f"{verb} · up to {_pieces(made.waiting)} are looked through · {undo} takes it back"
    return f"{verb}, everywhere: {_pieces(made.changed)} changed · {undo} takes it back"


def _pieces(count: int) -> str:
    return "1 piece" if count == 1 else f"{count:,} pieces"
