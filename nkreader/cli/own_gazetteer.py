"""The verb for the gazetteer: where the reader's own files stand, what is wrong with them, what an entry says."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from pathlib import Path

from nkreader import locations
from nkreader.analysis import own_names
from nkreader.cli.output import complain, counted, say, say_json
from nkreader.cli.parsing import add_format, named
from nkreader.model.entities import Entity

_EXAMPLE = """\
Files *.toml in the folders that --where prints add to the gazetteer, or change it. A file of them may hold:

  [person.hong-kil-tong]             a new entry; the word before the dot is its kind: person,
  name = "Hong Kil Tong"             organisation, place, weapon or event
  aliases = ["Hong Gil-dong"]
  line = "Director of the harbour office."

  [place.pyongyang]                  an entry that is there, by its id: more names for it;
  aliases = ["Heijo"]                name, kind and line would take the place of its own

  [organisation.some-office]         an entry that is there, switched off
  ignore = true

Also allowed are short (what texts call a person after the first mention), since and until (years), source and
as_of. A name that your files give to an entry means that entry alone. What is wrong costs its entry and is told.
"""


def gazetteer_arguments(parser: ArgumentParser) -> None:
    """What is asked."""
    parser.epilog = _EXAMPLE
    asked = parser.add_mutually_exclusive_group()
    asked.add_argument("--check", nargs="+", metavar="FILE", type=named, help="say what is wrong with files")
    asked.add_argument("--where", action="store_true", help="print the folders that files are read from")
    asked.add_argument("--show", metavar="NAME", help="print the entries of a name, or of an id, with their files")
    add_format(parser)


def gazetteer(options: Namespace, library: Path | None) -> int:
    """Answer what is asked; without a question, say what the gazetteer holds and what is wrong with it."""
    folder = library or locations.user_library()
    if options.where:
        for place in own_names.folders(folder):
            if options.format == "json":
                say_json({"folder": str(place), "files": [file.path for file in own_names.read((place,)).files]})
            else:
                say(str(place))
        return 0
    if options.check:
        return _check(options.check, options.format == "json")
    own_names.use(folder)
    return _show(options.show, options.format == "json") if options.show is not None else _summary(options.format)


def _check(names: Sequence[str], as_json: bool) -> int:
    """Check files; what entries they may change are those of the distribution, and each other's."""
    from nkreader.analysis.entities.listed_rows import listed_rows
    from nkreader.analysis.entities.own_entries import own_entries

    files, told = own_names.read_files(Path(name) for name in names)
    entries, wrong = own_entries(files, {ident for ident, *_ in listed_rows()})
    problems = [*told, *wrong]
    if as_json:
        say_json({"entries": [entry.id for entry in entries], "problems": problems})
    else:
        for line in problems:
            complain(line)
        say(f"{counted(len(entries), 'entry', 'entries')} good, {counted(len(problems), 'problem')}")
    return 1 if problems else 0


def _summary(form: str) -> int:
    from nkreader.analysis.entities import gazetteer as listed

    own = own_names.current()
    known = listed()
    if form == "json":
        files = [file.path for file in own.files]
        say_json({"entries": len(known.entities), "files": files, "problems": list(known.told)})
    else:
        say(f"{counted(len(known.entities), 'entry', 'entries')}, {counted(len(own.files), 'file')} of your own")
        for file in own.files:
            say(f"  {file.path}")
        for line in known.told:
            complain(line)
    return 1 if known.told else 0


def _show(name: str, as_json: bool) -> int:
    from nkreader.analysis.entities import gazetteer as listed

    known = listed()
    found = (known.entities[name],) if name in known.entities else known.lookup(name)
    if not found:
        complain(f"gazetteer: no entry is called {name!r}")
        return 3
    for entity in found:
        if as_json:
            say_json(_object(entity, known.places(entity.id)))
        else:
            _print(entity, known.places(entity.id))
    return 0


def _object(entity: Entity, files: Sequence[str]) -> dict[str, object]:
    return {
        "id": entity.id,
        "name": entity.name,
        "kind": str(entity.kind),
        "aliases": list(entity.aliases),
        "line": entity.line,
        "as_of": entity.as_of,
        "source": entity.source,
        "files": list(files),
    }


def _print(entity: Entity, files: Sequence[str]) -> None:
    say(f"{entity.id}  {entity.kind}  {entity.name}")
    if entity.aliases:
        say(f"  also {' | '.join(entity.aliases)}")
    if entity.line:
        say(f"  {entity.line} ({'; '.join(part for part in (entity.as_of, entity.source) if part)})")
    for file in files:
        say(f"  in {file}")
