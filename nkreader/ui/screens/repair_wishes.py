"""What can be done with a name or a selection: a row each, with its key, and the repair that it stands for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from nkreader.model.entities import Entity, EntityKind, Mention
from nkreader.model.piece import Piece
from nkreader.model.repairs import Deed, Repair, of_kind, own_entity, renamed
from nkreader.model.spans import Span
from nkreader.ui.commands import key
from nkreader.ui.painting import STYLES, content_line
from nkreader.ui.screens.sheet import Choice, Sheet

WIDEST = 40
"""Characters of a name in a row."""


@dataclass(frozen=True, slots=True)
class Wish:
    """Something to do, as far as it is known before the reader is asked for more."""

    command: str
    """Of `Where.REPAIR`."""
    said: str


@dataclass(frozen=True, slots=True)
class Subject:
    """What is to be repaired in a piece: a name that was found, or words that are to be one."""

    article: str
    form: str
    """As printed, on one line."""
    entity: Entity | None
    """What it was taken for; None where that is not known, or nothing."""
    found: bool
    """Whether it was taken for a name."""
    count: int = 0
    """How often the piece names it."""
    several: tuple[str, ...] = ()
    """What else it may mean, by name."""

    @property
    def was(self) -> str:
        """Its name as it is shown."""
        return self.entity.name if self.entity else self.form

    @property
    def now(self) -> str:
        """What it is now, in one line."""
        form = f"“{short(self.form)}”"
        if not self.found:
            return f"{form} is no name so far."
        if self.entity is None:
            return f"{form} may be {' or '.join(self.several)}." if self.several else f"{form} is known no further."
        line = self.entity.line or ("" if self.entity.listed else "found by a rule, listed nowhere")
        is_ = "" if self.entity.name == self.form else f" is {short(self.entity.name)}"
        return f"{form}{is_} · {self.entity.kind.value} · {self.count}× in this piece{f' · {line}' if line else ''}"

    def rejected(self, command: str) -> Repair:
        """The repair that takes the name away."""
        ident = self.entity.id if self.entity else ""
        if command == "reject-here":
            return Repair(Deed.REJECT, self.article, ident, "" if ident else self.form, self.was)
        return Repair(Deed.REJECT, None, ident if command == "reject-form" else "", self.form, self.was)

    def merged(self, into: Entity, everywhere: bool) -> Repair:
        """The repair that makes it another name."""
        article, ident = None if everywhere else self.article, self.entity.id if self.entity else ""
        if not self.found:
            return Repair(Deed.ADD, article, "", self.form, self.form, into)
        return Repair(Deed.MERGE, article, ident, "" if ident else self.form, self.was, into)

    def split(self, name: str, everywhere: bool) -> Repair:
        """The repair that makes it a name of its own."""
        kind = self.entity.kind if self.entity else EntityKind.PERSON
        ident = self.entity.id if self.entity else ""
        return Repair(Deed.SPLIT, None if everywhere else self.article, ident, self.form, self.was,
                      own_entity(kind, name))  # fmt: skip

    def called(self, name: str) -> Repair | None:
        """The repair that shows it by another name; None if that is the one it has."""
        if self.entity is None or self.entity.name == name:
            return None
        return Repair(Deed.RENAME, None, self.entity.id, "", self.entity.name, renamed(self.entity, name))

    def as_kind(self, kind: EntityKind) -> Repair | None:
        """The repair that makes it another kind of thing; None if it is of that."""
        if self.entity is None or self.entity.kind is kind:
            return None
        return Repair(Deed.KIND, None, self.entity.id, "", self.entity.name, of_kind(self.entity, kind))

    def added(self, kind: EntityKind, everywhere: bool) -> Repair:
        """The repair that makes a name of it."""
        return Repair(Deed.ADD, None if everywhere else self.article, "", self.form, self.form,
                      own_entity(kind, self.form))  # fmt: skip


def taken_apart(one: Entity) -> Repair:
    """The repair by which somebody who is counted as one with others is a person of its own, however printed."""
    return Repair(Deed.SPLIT, None, one.id, "", one.name, own_entity(one.kind, one.name))


def apart_sheet(name: str, spellings: Sequence[Entity]) -> Sheet:
    """Asks which of the spellings of a person who is counted as one is that of somebody else; gives its id."""
    text = content_line("Which spelling is that of somebody else, in every piece?")
    return Sheet(f"{name}: take apart", text, [Choice(one.id, (content_line(one.name),)) for one in spellings])


def named(piece: Piece, mention: Mention) -> Subject:
    """A name of a piece, to be repaired."""
    names = piece.analysis.names
    entity = names.get(mention.entity or "")
    count = sum(one.entity == mention.entity for one in piece.analysis.mentions) if entity else 0
    several = tuple(names[ident].name for ident in mention.candidates if ident in names)
    return Subject(piece.headline.id, _line(mention.span.of(piece.article.text)), entity, True, count, several)


def selected(piece: Piece, span: Span) -> Subject:
    """Words of a piece that are to be a name."""
    return Subject(piece.headline.id, _line(span.of(piece.article.text)), None, False)


def wishes(subject: Subject) -> tuple[Wish, ...]:
    """What can be done with it, the likeliest first."""
    form, was = f"“{short(subject.form)}”", short(subject.was)
    if not subject.found:
        return (
            Wish("add-here", f"{form} is a name in this piece"),
            Wish("add-everywhere", f"{form} is a name in every piece"),
            Wish("same-here", f"{form} is a name that there is already, in this piece"),
            Wish("same", "the same in every piece"),
        )
    here = f"its {subject.count} mentions are" if subject.count > 1 else "it is"
    found = [Wish("reject-here", f"no name in this piece: {here} plain text")]
    if subject.entity is not None:
        found.append(Wish("reject-form", f"{form} is never {was}, in any piece"))
    found.append(Wish("reject-words", f"{form} is never a name at all, in any piece"))
    found.append(Wish("same", f"{was} is another name: all its mentions are that one's from now on"))
    found.append(Wish("same-here", "the same in this piece alone"))
    found.append(Wish("split", f"{form} is somebody or something else in this piece, with a new name"))
    if subject.entity is not None and not subject.entity.listed:
        found.append(Wish("split-everywhere", "the same in every piece"))
    if subject.entity is not None:
        found.append(Wish("rename", f"show {was} by another name"))
        found.append(Wish("change-kind", f"{was} is not of the kind {subject.entity.kind.value}"))
    return tuple(found)


def wish_choices(found: tuple[Wish, ...]) -> tuple[Choice, ...]:
    """A row each, its key first."""
    return tuple(Choice(one.command, (content_line(f"{key(f'repair.{one.command}')}  {one.said}"),)) for one in found)


def kind_choices() -> tuple[Choice, ...]:
    """The kinds of names."""
    return tuple(Choice(kind.value, (content_line(kind.value, STYLES[kind.value]),)) for kind in EntityKind)


def short(name: str) -> str:
    """A name, cut where it is very long."""
    return name if len(name) <= WIDEST else f"{name[: WIDEST - 1]}…"


def _line(text: str) -> str:
    return " ".join(text.split())
