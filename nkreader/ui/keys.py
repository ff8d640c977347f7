"""Keys as they are printed on a keyboard, as readers write them, and as the toolkit calls them.

A key is written as it is printed (`s`, `}`, `Ctrl+o`, `Alt+←`, `PgDn`) or with the toolkit's name
(`right_curly_bracket`, `ctrl+o`); keys one after the other as `gg`, `g,g` or `g g`.
"""

from __future__ import annotations

import string
import unicodedata

from textual.keys import format_key, key_to_character

_REPLACED = {
    "solidus": "slash", "reverse_solidus": "backslash", "commercial_at": "at", "hyphen_minus": "minus",
    "plus_sign": "plus", "low_line": "underscore",
}  # fmt: skip
"""The toolkit's own words for some characters."""
_MODIFIERS = {"ctrl": "ctrl", "control": "ctrl", "strg": "ctrl", "alt": "alt", "option": "alt", "shift": "shift"}
_MOVING = ("up", "down", "left", "right", "home", "end", "pageup", "pagedown", "insert", "delete")
_FUNCTION = tuple(f"f{number}" for number in range(1, 25))
_NAMED = {name: name for name in (*_MOVING, *_FUNCTION, "escape", "enter", "tab", "space", "backspace")} | {
    "esc": "escape", "return": "enter", "pgup": "pageup", "pgdn": "pagedown", "page up": "pageup",
    "page down": "pagedown", "del": "delete", "ins": "insert", "↑": "up", "↓": "down", "←": "left", "→": "right",
}  # fmt: skip
_WITH_CTRL = {
    **{letter: letter for letter in string.ascii_lowercase}, **{name: name for name in (*_MOVING, *_FUNCTION)},
    "backslash": "backslash", "right_square_bracket": "right_square_bracket", "underscore": "underscore",
    "circumflex_accent": "circumflex_accent", "at": "@", "space": "@",
}  # fmt: skip
"""What a terminal can send with Ctrl, and how the toolkit calls it."""
_TAKEN = {
    "ctrl+q": "it always quits",
    "ctrl+c": "it copies a selection",
    "ctrl+i": "a terminal sends it as Tab",
    "ctrl+m": "a terminal sends it as Enter",
    "ctrl+h": "a terminal sends it as Backspace",
}
_LONGEST = 3
"""Keys one after the other, at most."""


_LABELS = {
    "question_mark": "?", "colon": ":", "slash": "/", "backslash": "\\", "comma": ",", "full_stop": ".",
    "asterisk": "*", "right_parenthesis": ")", "left_parenthesis": "(", "right_curly_bracket": "}",
    "left_curly_bracket": "{", "right_square_bracket": "]", "left_square_bracket": "[",
    "greater_than_sign": ">", "less_than_sign": "<", "dollar_sign": "$", "escape": "Esc", "enter": "Enter",
    "tab": "Tab", "space": "Space", "pagedown": "PgDn", "pageup": "PgUp", "home": "Home", "end": "End",
    "up": "↑", "down": "↓", "left": "←", "right": "→",
}  # fmt: skip


def label(key: str) -> str:
    """A key as printed on a keyboard: `ctrl+o` is `Ctrl+o`, `g,g` is `gg`, `g,escape` is `g Esc`."""
    if "," in key:
        parts = [label(part) for part in key.split(",")]
        return "".join(parts) if all(len(part) == 1 for part in parts) else " ".join(parts)
    *modifiers, last = key.split("+")
    name = _LABELS.get(last) or format_key(last)
    return "+".join([*(m.capitalize() for m in modifiers), name.upper() if name in _FUNCTION else name])


class NoKey(ValueError):
    """Something that cannot be pressed; the message is half a line."""


def character_key(character: str) -> str:
    """The toolkit's name of the key of a character.

    Raises:
        NoKey: if no keyboard has it.
    """
    if not character.isprintable() or unicodedata.category(character) in ("Mn", "Me", "Co", "Cn"):
        raise NoKey("is no character of a keyboard")
    if character.isalnum():
        return character
    name = unicodedata.name(character).lower().replace("-", "_").replace(" ", "_")
    return _REPLACED.get(name, name)


_CHARACTERS = {character_key(character): character for character in string.punctuation}


def parsed(written: str) -> str:
    """The toolkit's name of a key, or of several one after the other, joined by commas.

    Raises:
        NoKey: if nobody can press it, or it belongs to something else.
    """
    text = written.strip() or ("space" if written else "")
    if not text:
        raise NoKey("names no key")
    parts = _parts(text)
    if len(parts) > _LONGEST:
        raise NoKey(f"is more than {_LONGEST} keys")
    return ",".join(map(_single, parts))


def is_text(key: str) -> bool:
    """Whether a key, where text is written, is text."""
    return len(key) == 1 or key in _CHARACTERS or key in ("space", "backspace", "delete")


def _parts(text: str) -> list[str]:
    """The keys of a sequence; a name that is known as one key is one key."""
    if len(text) == 1 or text.casefold() in _NAMED or _is_character(text):
        return [text]
    for sign in (",", None):
        parts = [part for part in text.split(sign) if part]
        if len(parts) > 1 and all(map(_known, parts)):
            return [part.strip() for part in parts]
    if "+" in text[1:-1] or len(text) > _LONGEST:
        return [text]
    return list(text)


def _known(part: str) -> bool:
    try:
        _single(part.strip())
    except NoKey:
        return False
    return True


def _single(text: str) -> str:
    """One key.

    Raises:
        NoKey: if there is none of that name, or no terminal sends it.
    """
    *before, last = text.split("+") if "+" in text[1:-1] else (text,)
    modifiers = {_modifier(part.strip()) for part in before}
    last = last.strip()
    name = _NAMED.get(last.casefold()) or (last if _is_character(last) else "")
    if not name:
        name = character_key(last) if len(last) == 1 else _unknown(last)
    return _modified(modifiers, name) if modifiers else name


def _is_character(name: str) -> bool:
    """Whether it is what the toolkit calls a character."""
    if name in _CHARACTERS:
        return True
    character = key_to_character(name) if len(name) > 1 and name.isascii() else None
    try:
        return character is not None and character_key(character) == name
    except NoKey:
        return False


def _modifier(text: str) -> str:
    if text.casefold() not in _MODIFIERS:
        raise NoKey(f"is no key: “{text}” is none of Ctrl, Alt and Shift")
    return _MODIFIERS[text.casefold()]


def _modified(modifiers: set[str], name: str) -> str:
    """The toolkit's name of a key with others held down.

    Raises:
        NoKey: if terminals do not send it.
    """
    letter = len(name) == 1 and name.isalpha()
    moving = name in (*_MOVING, *_FUNCTION)
    if "ctrl" in modifiers:
        inner = _WITH_CTRL.get(name.lower())
        if inner is None or (len(modifiers) > 1 and not moving):
            raise NoKey("is sent by hardly any terminal")
        key = "+".join((*sorted(modifiers), inner))
        if key in _TAKEN:
            raise NoKey(f"cannot be had: {_TAKEN[key]}")
        return key
    if modifiers == {"shift"} and letter:
        return name.upper()
    if letter or (name.isdecimal() and modifiers == {"alt"}):
        shift = "shift" in modifiers or name.isupper()
        return "+".join((*sorted(modifiers | ({"shift"} if shift else set())), name.lower()))
    if moving or name in ("tab", "enter", "backspace"):
        return "+".join((*sorted(modifiers), name))
    raise NoKey("is sent by hardly any terminal; write the character itself")


def _unknown(text: str) -> str:
    from difflib import get_close_matches  # deferred: only a mistake needs it

    near = get_close_matches(text.casefold(), (*_NAMED, *_CHARACTERS), 1)
    raise NoKey(f"is no key{f': is {label(_NAMED.get(near[0], near[0]))} meant?' if near else ''}")
