"""The verb for repairs of names: what the reader says of them instead of what was found."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from pathlib import Path

from nkreader.archive.library import Library
from nkreader.archive.repairing import Made
from nkreader.cli import objects
from nkreader.cli.appearing import unclear
from nkreader.cli.choosing import chosen_library
from nkreader.cli.output import complain, counted, say, say_json
from nkreader.cli.parsing import add_format
from nkreader.model.entities import Entity, EntityKind
from nkreader.model.repairs import Deed, Repair, form_key, of_kind, own_entity, renamed

_KINDS = [kind.value for kind in EntityKind]


class _Unclear(Exception):
    """A name means nothing, or several; the reader was told. Its argument is the exit code."""


def names_arguments(parser: ArgumentParser) -> None:
    """reject, same, split, rename, kind, add, list, undo."""
    parts = parser.add_subparsers(dest="what", required=True, metavar="reject|same|split|rename|kind|add|list|undo")
    rejecting = parts.add_parser("reject", help="a name is none, or words are not this name")
    rejecting.add_argument("name", metavar="NAME", nargs="?", help="the name, an alias or its id")
    rejecting.add_argument("--form", metavar="WORDS", help="only printed so; without NAME, for any name")
    merging = parts.add_parser("same", help="a name is another one that there is already")
    merging.add_argument("name", metavar="NAME")
    merging.add_argument("other", metavar="OTHER", help="of the library or the gazetteer")
    merging.add_argument("--form", metavar="WORDS", help="only printed so")
    splitting = parts.add_parser("split", help="words that were taken for a name are one of their own")
    splitting.add_argument("name", metavar="NAME")
    splitting.add_argument("form", metavar="WORDS", help="as they are printed")
    splitting.add_argument("new", metavar="NEW", help="the new name")
    renaming = parts.add_parser("rename", help="show a name as another")
    renaming.add_argument("name", metavar="NAME")
    renaming.add_argument("new", metavar="NEW")
    kinds = parts.add_parser("kind", help="a name is of another kind")
    kinds.add_argument("name", metavar="NAME")
    kinds.add_argument("kind", choices=_KINDS)
    adding = parts.add_parser("add", help="words are a name")
    adding.add_argument("form", metavar="WORDS")
    which = adding.add_mutually_exclusive_group(required=True)
    which.add_argument("--kind", choices=_KINDS)
    which.add_argument("--same", metavar="NAME", dest="other", help="the name, of the library or the gazetteer")
    for part in (rejecting, merging, splitting, adding):
        part.add_argument("--in", dest="article", metavar="ID", help="in this article alone")
    listing = parts.add_parser("list", help="every repair, the last one first")
    undoing = parts.add_parser("undo", help="take a repair back")
    undoing.add_argument("repair", metavar="REPAIR", help="its id, as list prints it")
    for part in (rejecting, merging, splitting, renaming, kinds, adding, listing, undoing):
        add_format(part)


def names(options: Namespace, library: Path | None) -> int:
    """Make, list or take back a repair of names."""
    if options.what == "reject" and not (options.name or options.form):
        complain("names: reject needs a NAME or --form WORDS")
        return 2
    with chosen_library(library) as archive:
        if options.what == "list":
            for one, count in archive.repairs():
                _print(one, count, options.format)
            return 0
        try:
            if options.what == "undo":
                made = archive.take_repair_back(options.repair)
            else:
                made = archive.repair(_WANTED[options.what](archive, options))
        except _Unclear as told:
            return int(told.args[0])
        _tell(archive, made, options.format)
    return 0


def _tell(archive: Library, made: Made, look: str) -> None:
    changed = made.changed + (archive.level_names() if made.waiting else 0)
    _print(made.repair, changed, look, made.kept)
    if look != "json" and not changed and made.kept:
        complain("no article has that now; it holds for those to come")


def _print(one: Repair, count: int, look: str, kept: bool = True) -> None:
    if look == "json":
        say_json(objects.repair(one, count))
        return
    where = one.article or "everywhere"
    say(f"{one.id}  {where}  {'' if kept else 'no longer: '}{one.said} ({counted(count, 'article')})")


def _known(archive: Library, name: str) -> Entity:
    """The name of the library that is meant; as it is spelled, where that tells whom."""
    found = archive.called(f"={name}")
    found = found if len(found) == 1 else archive.called(name)
    if len(found) != 1:
        raise _Unclear(unclear(name, found))
    return found[0]


def _printed(archive: Library, name: str, form: str) -> Entity:
    """The name that is meant; of a person who is counted as one in several spellings, the one that is printed so."""
    entity = _known(archive, name)
    spelled = archive.called(f"={form}")
    return spelled[0] if len(spelled) == 1 and spelled[0].id in archive.together(entity.id) else entity


def _any(archive: Library, name: str) -> Entity:
    """A name of the library, else of the gazetteer."""
    found = archive.called(name)
    if not found:
        wanted = form_key(name)
        others = [one.entity for one in archive.known_names()]
        found = tuple(one for one in others if one.id == name.strip())
        found = found or tuple(one for one in others if wanted in map(form_key, (one.name, *one.aliases)))
    if len(found) != 1:
        raise _Unclear(unclear(name, found))
    return found[0]


def _rejected(archive: Library, options: Namespace) -> Repair:
    entity = _known(archive, options.name) if options.name else None
    form, article = options.form or "", options.article
    if entity is not None and article is None and not form:  # however it is printed
        return Repair(Deed.REJECT, None, entity.id, "", entity.name)
    return Repair(Deed.REJECT, article, entity.id if entity else "", form, entity.name if entity else form)


def _merged(archive: Library, options: Namespace) -> Repair:
    entity = _known(archive, options.name)
    return Repair(Deed.MERGE, options.article, entity.id, options.form or "", entity.name, _any(archive, options.other))


def _split(archive: Library, options: Namespace) -> Repair:
    entity = _printed(archive, options.name, options.form)
    return Repair(Deed.SPLIT, options.article, entity.id, options.form, entity.name,
                  own_entity(entity.kind, options.new))  # fmt: skip


def _renamed(archive: Library, options: Namespace) -> Repair:
    entity = _known(archive, options.name)
    return Repair(Deed.RENAME, None, entity.id, "", entity.name, renamed(entity, options.new))


def _of_kind(archive: Library, options: Namespace) -> Repair:
    entity = _known(archive, options.name)
    return Repair(Deed.KIND, None, entity.id, "", entity.name, of_kind(entity, EntityKind(options.kind)))


def _added(archive: Library, options: Namespace) -> Repair:
    to = _any(archive, options.other) if options.other else own_entity(EntityKind(options.kind), options.form)
    return Repair(Deed.ADD, options.article, "", options.form, options.form, to)


_WANTED: dict[str, Callable[[Library, Namespace], Repair]] = {
    "reject": _rejected,
    "same": _merged,
    "split": _split,
    "rename": _renamed,
    "kind": _of_kind,
    "add": _added,
}
