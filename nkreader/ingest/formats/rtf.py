"""Rich Text (.rtf), as far as it is text."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from nkreader.ingest.decoding import Refused
from nkreader.ingest.formats.document_names import author_of, title_of
from nkreader.ingest.formats.given import BULLET, HEADING, PARAGRAPH, Blob, Block, Given, Text
from nkreader.model.article import Stated

DEEPEST = 500
"""Groups in groups."""
_TOKEN = re.compile(rb"\\([a-zA-Z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-fA-F]{2})|\\([^a-zA-Z])|([{}])|([^\\{}\r\n\x00]+)")
_CODECS = {
    0: "cp1252", 128: "cp932", 129: "cp949", 130: "johab", 134: "gbk", 136: "big5", 161: "cp1253", 162: "cp1254",
    163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251", 222: "cp874", 238: "cp1250",
}  # fmt: skip
"""By the charset of a font."""
_PAGES = {932, 936, 949, 950, 874, 1361, *range(1250, 1259), 437, 850}
_SAID = {
    "line": "\n", "tab": " ", "emdash": "—", "endash": "–", "bullet": "•", "lquote": "‘", "rquote": "’",
    "ldblquote": "“", "rdblquote": "”", "emspace": " ", "enspace": " ",
}  # fmt: skip
_SIGNS = {"~": " ", "_": "-", "-": "", "\\": "\\", "{": "{", "}": "}", "\n": "\n", "\r": "\n"}
_ELSEWHERE = set(
    "colortbl pict object header headerl headerr headerf footer footerl footerr footerf fldinst listtable nonshppict "
    "listoverridetable revtbl rsidtbl generator xmlnstbl themedata colorschememapping datastore latentstyles "
    "annotation atnid atnauthor atndate filetbl template comment doccomm subject operator keywords company".split()
)
"""Groups whose text is no text of the article."""
_KEPT = set("shptxt shprslt fldrslt footnote".split())


@dataclass(frozen=True, slots=True)
class _State:
    """What holds up to the end of a group."""

    into: str = ""
    """`title`, `author`, `fonts`, `styles`, `mark`, `gone`; empty for the text."""
    codec: str = "cp1252"
    skip: int = 1
    """How many characters stand in for one that is given by its number."""
    hidden: bool = False


@dataclass(slots=True)
class _Reading:
    state: _State = field(default_factory=_State)
    above: list[_State] = field(default_factory=list)
    raw: bytearray = field(default_factory=bytearray)
    said: dict[str, list[str]] = field(default_factory=lambda: {"": [], "title": [], "author": [], "styles": []})
    blocks: list[Block] = field(default_factory=list)
    fonts: dict[int, str] = field(default_factory=dict)
    headings: set[int] = field(default_factory=set)
    base: str = "cp1252"
    font: int = 0
    style: int = 0
    heading: bool = False
    bullet: bool = False
    passing: int = 0

    def flush(self) -> None:
        """Decode the bytes that were said."""
        if self.raw:
            text, self.raw = bytes(self.raw).decode(self.state.codec, "replace"), bytearray()
            self.say(text)

    def say(self, text: str) -> None:
        if self.state.into in self.said and not self.state.hidden:
            self.said[self.state.into].append(text)

    def end(self) -> None:
        """End a paragraph."""
        self.flush()
        lines = [" ".join(line.split()) for line in "".join(self.said[""]).split("\n")]
        text = "\n".join(line for line in lines if line).strip(" |")
        self.said[""] = []
        if text:
            kind = HEADING if self.heading else BULLET if self.bullet else PARAGRAPH
            self.blocks.append(Block(kind, f"- {text}" if kind == BULLET else text))

    def group(self, sign: bytes) -> None:
        self.flush()
        if sign == b"{":
            if len(self.above) >= DEEPEST:
                raise Refused("damaged: groups far inside each other")
            self.above.append(self.state)
        elif self.above:
            if self.state.into == "styles":
                name = "".join(self.said["styles"]).strip().casefold()
                if re.match(r"(?:heading|title|überschrift|titre|제목)\b", name):
                    self.headings.add(self.style)
                self.said["styles"] = []
            self.state = self.above.pop()

    def word(self, name: str, number: int | None) -> None:
        if name == "u" and number is not None:
            self.flush()
            self.say(chr(number % 65536))
            self.passing = self.state.skip
            return
        self.flush()
        if name in _ELSEWHERE:
            self.state = replace(self.state, into="gone")
        elif name in _SAID:
            self.say(_SAID[name])
        elif name in _WORDS:
            _WORDS[name](self, 0 if number is None else number, number is None)

    def into(self, place: str) -> None:
        self.state = replace(self.state, into=place)

    def take_font(self, number: int) -> None:
        self.font = number
        if self.state.into != "fonts":
            self.state = replace(self.state, codec=self.fonts.get(number, self.base))

    def take_style(self, number: int) -> None:
        self.style = number
        if not self.state.into:
            self.heading = number in self.headings

    def plain_paragraph(self) -> None:
        self.heading = self.bullet = False

    def code_page(self, number: int) -> None:
        if number in _PAGES:
            self.base = "johab" if number == 1361 else f"cp{number}"
            self.state = replace(self.state, codec=self.base)

    def mark(self) -> None:
        self.bullet = True
        self.into("gone")


_WORDS: dict[str, Callable[[_Reading, int, bool], None]] = {
    "par": lambda to, number, bare: to.end(),
    "sect": lambda to, number, bare: to.end(),
    "row": lambda to, number, bare: to.end(),
    "cell": lambda to, number, bare: to.say(" | "),
    "pard": lambda to, number, bare: to.plain_paragraph(),
    "ansicpg": lambda to, number, bare: to.code_page(number),
    "fonttbl": lambda to, number, bare: to.into("fonts"),
    "stylesheet": lambda to, number, bare: to.into("styles"),
    "info": lambda to, number, bare: to.into("gone"),
    "title": lambda to, number, bare: to.into("title"),
    "author": lambda to, number, bare: to.into("author"),
    "listtext": lambda to, number, bare: to.mark(),
    "pntext": lambda to, number, bare: to.mark(),
    "f": lambda to, number, bare: to.take_font(number),
    "fcharset": lambda to, number, bare: to.fonts.__setitem__(to.font, _CODECS.get(number, to.base)),
    "s": lambda to, number, bare: to.take_style(number),
    "outlinelevel": lambda to, number, bare: setattr(to, "heading", number < 9),
    "uc": lambda to, number, bare: setattr(to, "state", replace(to.state, skip=min(max(number, 0), 8))),
    "v": lambda to, number, bare: setattr(to, "state", replace(to.state, hidden=bare or number != 0)),
    "deleted": lambda to, number, bare: setattr(to, "state", replace(to.state, hidden=bare or number != 0)),
    "plain": lambda to, number, bare: setattr(to, "state", replace(to.state, hidden=False)),
}


def rtf(blob: Blob) -> Given:
    """The one article of a document."""
    data = blob.read()
    if data.lstrip()[:5] != b"{\\rtf":
        raise Refused("no RTF")
    to = _read(data)
    to.end()
    if not to.blocks:
        raise Refused("no text in it")
    title, author = (" ".join("".join(to.said[name]).split()) or None for name in ("title", "author"))
    stated = Stated(title=title_of(title, None, to.blocks), author=author_of(author))
    blocks = (Block(one.kind, _paired(one.text)) for one in to.blocks)
    yield Text(blocks=tuple(blocks), stated=stated)


def _read(data: bytes) -> _Reading:
    to = _Reading()
    at, starred = 0, False
    while found := _TOKEN.search(data, at):
        at = found.end()
        name, number, code, sign, brace, plain = found.groups()
        if brace:
            to.passing, starred = 0, False
            to.group(brace)
        elif name:
            word = name.decode()
            if word == "bin":
                at += max(0, int(number or 0))
            elif not starred or word in _KEPT:
                to.word(word, None if number is None else int(number))
            else:
                to.flush()
                to.into("gone")
            starred = False
        elif sign == b"*":
            starred = True
        elif to.passing and (code or sign):
            to.passing -= 1
        elif code:
            to.raw.append(int(code, 16))
        elif sign:
            to.flush()
            to.say(_SIGNS.get(sign.decode("latin-1"), ""))
        elif plain:
            cut, to.passing = min(to.passing, len(plain)), max(0, to.passing - len(plain))
            to.raw += plain[cut:]
    to.flush()
    return to


def _paired(text: str) -> str:
    """Characters beyond the first plane are written in two halves."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
