"""Text as CommonMark that means nothing but itself.

The rules follow the CommonMark specification 0.31.2 (section 2.4, backslash escapes) and also neutralise
what common extensions act on: tables, strikethrough, bare links, mathematics, highlights, comments, tags,
footnotes and block ids. Everything that leaves these functions is free of dangerous characters.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from nkreader.model.sanitise import safe, safe_line, sanitise

_ACTIVE = re.compile(
    r"[\\`*_\[\]<>#|~$^{]"
    r"|&(?=#|[A-Za-z][A-Za-z0-9]*;)"  # would be read as an entity
    r"|=(?==)|(?<==)=|%(?=%)|(?<=%)%"
    r"|/(?=/)|(?<=(?i:www))\.|(?<=\w)@(?=\w)"  # would become links where bare addresses are linked
)
_LINE_START = re.compile(r"[-+](?=[-+\s]|$)|[=:]|(?P<number>[0-9]{1,9})(?=[.)](?:\s|$))")
_BACKTICKS = re.compile("`+")


def escaped(line: str) -> str:
    """One line of text, without white space at its ends: Markdown drops that in any case."""
    line = safe(line).replace("\n", " ").strip()
    start = _LINE_START.match(line)
    if start is None:
        return _ACTIVE.sub(r"\\\g<0>", line)
    number = start["number"] or ""
    rest = line[len(number) :]
    return f"{number}\\{rest[0]}" + _ACTIVE.sub(r"\\\g<0>", rest[1:])


def paragraphs(text: str, starts: Collection[int] = ()) -> list[list[str]]:
    """The lines of each paragraph, not yet escaped and without white space at their ends.

    Paragraphs are parted by empty lines; a line in which a block of the article begins opens one too.

    Args:
        text: A quotation or a note.
        starts: Where blocks begin, as offsets into `text`.
    """
    found: list[list[str]] = [[]]
    offset = 0
    for line in text.split("\n"):
        end = offset + len(line)
        if not line.strip() or (found[-1] and any(offset <= start < end for start in starts)):
            found.append([])
        if line.strip():
            found[-1].append(line.strip())
        offset = end + 1
    return [lines for lines in found if lines]


def quoted(text: str, starts: Collection[int] = ()) -> str:
    """A quotation as a block quote, line by line; without a newline at its end."""
    kept = ["\n".join(f"> {escaped(line)}" for line in lines) for lines in paragraphs(safe(text), starts)]
    return "\n>\n".join(kept) or ">"


def prose(text: str) -> str:
    """What the reader wrote, as text: each of its line breaks is kept."""
    kept = ["\\\n".join(map(escaped, lines)) for lines in paragraphs(sanitise(text)[0])]
    return "\n\n".join(kept)


def code(text: str) -> str:
    """One line as a code span."""
    text = safe_line(text)
    longest = max((len(run[0]) for run in _BACKTICKS.finditer(text)), default=0)
    fence = "`" * (longest + 1)
    padded = f" {text} " if longest or (text.strip() and text[0] == text[-1] == " ") else text
    return f"{fence}{padded}{fence}"


_WEB_ADDRESS = re.compile(r"https?://[^\s<>\\`\"{}|^\N{REPLACEMENT CHARACTER}\u2400-\u2421]+", re.IGNORECASE)


def is_web_address(url: str) -> bool:
    """Whether it is a plain http(s) address, with nothing in it that could end it."""
    return _WEB_ADDRESS.fullmatch(url) is not None


def address(url: str) -> str:
    """A web address as a link that shows all of itself; anything but plain http(s) stays text."""
    url = safe_line(url)
    return f"<{url}>" if is_web_address(url) else escaped(url)


_IN_DESTINATION = re.compile(r"[%#?&<>\\\s]")


def file_link(title: str, relative: str) -> str:
    """A link to a file of the same folder or below; `relative` has forward slashes."""
    destination = _IN_DESTINATION.sub(
        lambda match: "".join(f"%{byte:02X}" for byte in match[0].encode()), safe_line(relative)
    )
    return f"[{escaped(safe_line(title))}](<{destination}>)"
