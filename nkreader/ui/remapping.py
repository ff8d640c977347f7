"""The keys that the reader's settings give to commands: checked, and without two meanings in one place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from difflib import get_close_matches

from nkreader.settings import Settings
from nkreader.ui.commands import COMMANDS, Command, Where
from nkreader.ui.keys import NoKey, is_text, label, parsed

Keys = tuple[str, ...]
TYPING = (Where.PROMPT, Where.NOTE, Where.PASTE)
"""Where characters are text."""

TOGETHER: tuple[tuple[tuple[Where, ...], tuple[str, ...]], ...] = (
    ((Where.LIST, Where.PANE, Where.EVERYWHERE), ()),
    ((Where.READER, Where.PANE, Where.EVERYWHERE), ()),
    ((Where.TIMELINE, Where.PANE, Where.EVERYWHERE), ()),
    ((Where.SELECTING,), ("everywhere.help", "everywhere.suspend")),
    ((Where.LEGEND, Where.EVERYWHERE), ()),
    ((Where.FACETS, Where.PANE, Where.EVERYWHERE), ()),
    ((Where.SAVED, Where.SHEET, Where.PANE), ()),
    ((Where.HELP, Where.SHEET, Where.PANE), ()),
    ((Where.DATES, Where.SHEET, Where.PANE), ()),
    ((Where.REPAIR, Where.SHEET, Where.PANE), ()),
    ((Where.REPAIRED, Where.SHEET, Where.PANE), ()),
    ((Where.GROUP, Where.SHEET, Where.PANE), ()),
    ((Where.VERSIONS, Where.SHEET, Where.PANE), ()),
    ((Where.HIGHLIGHTS, Where.SHEET, Where.PANE), ()),
    ((Where.FEEDS, Where.SHEET, Where.PANE), ()),
    ((Where.DOSSIER, Where.SHEET, Where.PANE, Where.EVERYWHERE), ()),
    *(((where,), ()) for where in Where),
)
"""Places whose keys hold at the same time, and single commands that do, too."""
_BY_NAME = {command.name: command for command in COMMANDS}
_DIGITS = tuple("123456789")


def needed(command: Command) -> bool:
    """Whether it must have a key: there is no other way out of where it holds, or to every other command."""
    leaves = command.where is not Where.EVERYWHERE and "escape" in command.keys
    return leaves or command.name in ("everywhere.palette", "note.save", "prompt.keep")


def chosen(settings: Settings) -> tuple[dict[str, Keys], tuple[str, ...]]:
    """The keys of the commands that are given others, and one line for everything that cannot be had."""
    told: list[str] = []
    wanted: dict[str, Keys] = {}
    for written, values in settings.keys.items():
        place = settings.place("keys", written)
        command = _BY_NAME.get(_name(written))
        if command is None:
            told.append(f"{place}: {_shown(written)} is no command{_meant(_name(written))}")
        elif command.name in wanted:
            told.append(f"{place}: {command.name} is set above already, and that holds")
        else:
            keys, wrong = _pressable(command, values)
            told += (f"{place}: {line}" for line in wrong)
            if keys is not None:
                wanted[command.name] = keys
    return _apart(wanted, settings, told), tuple(told)


def _name(written: str) -> str:
    """A command's name; what the tables call a place will do, too."""
    return written.strip().casefold().replace("_", "-").removeprefix("every ")


def _shown(text: str) -> str:
    return repr(text if len(text) <= 40 else f"{text[:39]}…")


def _meant(name: str) -> str:
    """The commands that are meant, perhaps."""
    last = name.rpartition(".")[2]
    near = [command.name for command in COMMANDS if command.id == last]
    near = near or get_close_matches(name, _BY_NAME, 3, 0.5)
    return f" (is {' or '.join(near)} meant?)" if near else ""


def _pressable(command: Command, values: Keys) -> tuple[Keys | None, list[str]]:
    """The keys among what is written, None if the command's own hold; and what is wrong with the others."""
    if not values and needed(command):
        return None, [f"{command.name} must have a key; its own holds, {_labels(command.keys)}"]
    keys, wrong = [], []
    for value in values:
        try:
            key = parsed(value)
            _fits(key, command.where)
        except NoKey as error:
            wrong.append(f"{command.name} = {_shown(value)} {error}")
        else:
            keys.append(key)
    if values and not keys:
        wrong[-1] += f"; its own holds, {_labels(command.keys)}" if command.keys else ""
        return None, wrong
    return tuple(dict.fromkeys(keys)), wrong


def _fits(key: str, where: Where) -> None:
    """Raises:
    NoKey: if there a key means something else.
    """
    if where in TYPING and ("," in key or is_text(key)):
        raise NoKey("would be typed into the text")
    if where is Where.SELECTING and key.split(",")[0] in _DIGITS:
        raise NoKey("counts while a passage is selected")


def _labels(keys: Keys) -> str:
    return " ".join(label(key) for key in keys)


def _apart(wanted: dict[str, Keys], settings: Settings, told: list[str]) -> dict[str, Keys]:
    """What is wanted without what clashes; a command that would be left without a key has its own again."""
    while True:
        clashes: list[str] = []
        settled: dict[str, Keys] = {}
        for name, keys in wanted.items():
            free = []
            for key in keys:
                other = next(_rivals(_BY_NAME[name], key, wanted, settled), None)
                if other is None:
                    free.append(key)
                else:
                    clashes.append(f"{_place(settings, name)}: {_clash(_BY_NAME[name], other, key)}")
            if keys and not free:
                break
            settled[name] = tuple(free)
        else:
            told += clashes
            return settled
        own = _BY_NAME[name].keys
        told.append(clashes[-1] + (f", and {name} has its own, {_labels(own)}" if own else ""))
        wanted = {other: keys for other, keys in wanted.items() if other != name}


def _place(settings: Settings, name: str) -> str:
    return settings.place("keys", next(written for written in settings.keys if _name(written) == name))


def _rivals(command: Command, key: str, wanted: Mapping[str, Keys], settled: Mapping[str, Keys]) -> Iterator[Command]:
    """Commands that have the key, or the beginning or end of its sequence, where the command holds, too."""
    for other in COMMANDS:
        if other is command or not _together(command, other) or (key in command.keys and key in other.keys):
            continue
        held = settled.get(other.name, () if other.name in wanted else other.keys)
        if any(_in_each_others_way(key, theirs) for theirs in held):
            yield other


def _in_each_others_way(one: str, other: str) -> bool:
    return f"{one},".startswith(f"{other},") or f"{other},".startswith(f"{one},")


def _together(one: Command, other: Command) -> bool:
    return any(
        all(command.where in places or command.name in more for command in (one, other)) for places, more in TOGETHER
    )


def _clash(command: Command, other: Command, key: str) -> str:
    """Which two commands want one key, and which of them has it."""
    return (
        f"{label(key)} would be a key of “{command.title}” ({command.name}) and of “{other.title}” ({other.name}) "
        f"at once; {other.name} keeps it"
    )
