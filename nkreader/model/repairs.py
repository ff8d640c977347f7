"""What the reader says about names instead of what was found: repairs, as plain data."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from enum import StrEnum

from nkreader.model.entities import Entity, EntityKind
from nkreader.model.folding import fold

LONGEST = 200
"""Characters of a name that the reader writes or selects."""
_SLUG = re.compile(r"[^\w]+")


class Deed(StrEnum):
    """What a repair does."""

    REJECT = "reject"
    """It is no name, or not this one."""
    MERGE = "merge"
    """It is another name."""
    SPLIT = "split"
    """It is a name of its own."""
    RENAME = "rename"
    """It is shown by another name."""
    KIND = "kind"
    """It is of another kind."""
    ADD = "add"
    """It is a name."""


@dataclass(frozen=True, slots=True)
class Repair:
    """One repair. It holds for the mentions that have its entity and its form, as far as it gives them."""

    deed: Deed
    article: str | None
    """The article it holds in; None for every article."""
    entity: str
    """The id of the name it is about, as it was when the repair was made; empty for whatever name it is."""
    form: str
    """How the text prints it; empty for every form. Compared by `form_key`."""
    was: str
    """The name as it was shown."""
    to: Entity | None = None
    """What it is from now on; None where it is rejected."""
    id: str = ""
    """`nr-` and eight hex digits, unique in a library; empty before it is kept."""
    number: int = 0
    """In the order of making: each sees what those before it did."""

    @property
    def everywhere(self) -> bool:
        """Whether it holds in every article."""
        return self.article is None

    def about(self, other: Repair) -> bool:
        """Whether both say the same thing of the same names, so that the later takes the place of the earlier."""
        mine = (self.deed, self.article, self.entity, form_key(self.form))
        return mine == (other.deed, other.article, other.entity, form_key(other.form))

    @property
    def said(self) -> str:
        """What it does, in a few words."""
        form, to = f"“{self.form or self.was}”", self.to
        if to is None and not self.form:
            return f"“{self.was}” is no name"
        if to is None:
            return f"{form} is never {self.was}" if self.entity else f"{form} is no name"
        if self.deed is Deed.MERGE:
            return f"{form} is {to.name}"
        if self.deed is Deed.SPLIT:
            return f"{form} is {to.name}, not {self.was}" if to.name != self.was else f"{form} is another {to.name}"
        if self.deed is Deed.RENAME:
            return f"“{self.was}” is called {to.name}"
        if self.deed is Deed.KIND:
            return f"“{self.was}” is of the kind {to.kind.value}"
        return (
            f"{form} is a name: {to.name}, {to.kind.value}" if to.name != self.form else f"{form} is a name, {to.kind}"
        )


def form_key(text: str) -> str:
    """A form as forms are compared: folded, hyphens and line breaks as spaces."""
    return " ".join(fold(text).replace("-", " ").split())


def unlisted_id(kind: EntityKind, name: str) -> str:
    """The id of a name that stands in no gazetteer; it depends on nothing but kind and name."""
    slug = _SLUG.sub("-", fold(name)).strip("-")
    return f"{kind}/~{slug or '-'.join(f'{ord(letter):x}' for letter in name)}"


def own_entity(kind: EntityKind, name: str) -> Entity:
    """A name that the reader gives to something nobody listed."""
    return Entity(unlisted_id(kind, name), name, kind)


def apart(entity: Entity, taken: frozenset[str]) -> Entity:
    """The same with an id that none of `taken` is: a namesake."""
    ident, count = entity.id, 2
    while ident in taken:
        ident, count = f"{entity.id}-{count}", count + 1
    return replace(entity, id=ident)


def of_kind(entity: Entity, kind: EntityKind) -> Entity:
    """The same name as another kind of thing. Its id says its kind, so that it has another one then."""
    slug = entity.id.partition("/")[2].removeprefix("~")
    return replace(entity, id=f"{kind}/~{slug}", kind=kind)


def renamed(entity: Entity, name: str) -> Entity:
    """The same under another name; the one it had is one of its others, so that it is still found by it."""
    others = dict.fromkeys((entity.name, *entity.aliases))
    others.pop(name, None)
    return replace(entity, name=name, aliases=tuple(others))


def also(entity: Entity, name: str) -> Entity:
    """The same, which is also called `name`."""
    known = entity.name == name or name in entity.aliases
    return entity if known or not name else replace(entity, aliases=(*entity.aliases, name))


def wrong_name(name: str) -> str:
    """What is wrong with a name as the reader wrote it; empty if nothing is."""
    if not name.strip():
        return "A name has at least one letter or figure."
    if len(name) > LONGEST:
        return f"A name has {LONGEST} characters at most."
    if not any(unicodedata.category(letter)[0] in "LN" for letter in name):
        return "A name has at least one letter or figure."
    return ""
