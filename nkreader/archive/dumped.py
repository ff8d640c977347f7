"""The lines of a dump, checked: a dump may come from anywhere, and nothing of it is taken on trust."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import astuple, dataclass
from typing import Any

from nkreader.analysis.dates.by_hand import checked
from nkreader.archive import fetched_dumped, repairs_dumped, rulings_dumped, searches_dumped
from nkreader.archive.dumping import SAMPLE, Record, path_bytes
from nkreader.archive.marks import as_json
from nkreader.archive.repairs_dumped import REPAIR, value_of
from nkreader.archive.serial import article_from_json, dumps
from nkreader.archive.undoing import COLUMNS, DATES, HIGHLIGHT
from nkreader.model.highlights import COLOURS, Anchor, Highlight
from nkreader.model.repairs import Repair
from nkreader.model.sanitise import is_safe, safe, safe_line
from nkreader.model.spans import Span

LONGEST = 256_000_000
"""Bytes; no article is so long that its line could be longer."""
_MOST = 10**12
"""No count or offset is larger."""


class Broken(Exception):
    """A line that is none of a dump; the message says why, in a few words."""


@dataclass(frozen=True, slots=True)
class Setting:
    """Something the program remembers with the library."""

    key: str
    value: str


@dataclass(frozen=True, slots=True)
class Folder:
    """A known folder."""

    path: bytes


@dataclass(frozen=True, slots=True)
class Ignored:
    """A path of an article that the reader removed."""

    path: bytes
    digest: str


@dataclass(frozen=True, slots=True)
class Marks:
    """An article and what the reader did with it."""

    article: str
    number: int
    """Order of arrival."""
    added: str
    read: bool
    starred: bool
    tags: tuple[str, ...] = ()
    dates: tuple[tuple[str, str], ...] = ()
    """Those that the reader set: name and value."""
    renewed: int = 0
    """Order in which a new version came to it when it was known; 0 if none did."""


@dataclass(frozen=True, slots=True)
class Step:
    """Something the reader did."""

    token: str
    number: int
    said: str
    title: str
    undone: bool


@dataclass(frozen=True, slots=True)
class Changed:
    """A value that became another in a step."""

    article: str
    step: str
    place: int
    what: str
    key: str
    before: str
    """JSON."""
    after: str


@dataclass(frozen=True, slots=True)
class Version:
    """One text of an article."""

    article: str
    number: int
    digest: str
    content: str
    """As the store keeps it."""


@dataclass(frozen=True, slots=True)
class Place:
    """A path of an article."""

    article: str
    path: bytes
    digest: str
    missing: bool


@dataclass(frozen=True, slots=True)
class Address:
    """A URL and a title that are an article's own, as one value."""

    article: str
    key: str


_Elsewhere = searches_dumped.Line | repairs_dumped.Line | rulings_dumped.Line | fetched_dumped.Line
General = Setting | Folder | Ignored | Step | _Elsewhere
"""Lines of the library as a whole."""
Own = Marks | Version | Place | Address | Highlight | Repair | Changed | fetched_dumped.OwnLine
"""Lines of one article."""


def parse(line: bytes) -> General | Own:
    """What one line says.

    Raises:
        Broken: if it is no record of a dump.
    """
    if len(line) > LONGEST:
        raise Broken("too long")
    try:
        record = json.loads(line.decode("utf-8"))
        if not isinstance(record, dict):
            raise Broken("not an object")
        reader = _READERS.get(str(record.get("kind")))
        if reader is None:
            raise Broken(f"of an unknown kind: {str(record.get('kind'))[:40]}")
        return reader(record)
    except UnicodeError:
        raise Broken("not UTF-8") from None
    except KeyError as error:
        raise Broken(f"{error.args[0]} is missing") from None
    except json.JSONDecodeError as error:
        raise Broken(f"not JSON: {error.msg}") from None
    except (ValueError, TypeError, LookupError, RecursionError) as error:
        raise Broken(f"not a record: {error}") from None


def _text(record: Record, key: str, pattern: str = r"(?s:.*)") -> str:
    value = record[key]
    if not isinstance(value, str) or re.fullmatch(pattern, value) is None:
        raise Broken(f"{key} is not what it should be")
    return value


def _number(record: Record, key: str) -> int:
    value = record[key]
    if type(value) is not int or not 0 <= value < _MOST:
        raise Broken(f"{key} is not a number")
    return value


def _flag(record: Record, key: str) -> bool:
    value = record[key]
    if not isinstance(value, bool):
        raise Broken(f"{key} is neither true nor false")
    return value


def _article(record: Record, key: str = "article") -> str:
    return _text(record, key, "[0-9a-f]{12}")


def _digest(record: Record, key: str = "digest") -> str:
    return _text(record, key, "[0-9a-f]{64}")


def _setting(record: Record) -> Setting:
    key, value = _text(record, "key", r"[\w.:-]{1,200}"), _text(record, "value")
    if key == SAMPLE:
        raise Broken("the header says whether this is the sample archive")
    if not is_safe(value):
        raise Broken("value holds control characters")
    return Setting(key, value)


def _ignored(record: Record) -> Ignored:
    return Ignored(_path(record), _digest(record))


def _path(record: Record) -> bytes:
    return path_bytes(_text(record, "path", r"(?s:/[^\0]*)"))


def _marks(record: Record) -> Marks:
    added = _text(record, "added", r"\d{4}-\d\d-\d\d[\dT:.+Z-]{0,30}")
    dates = tuple((name, checked(record[name])) for name in DATES if record.get(name) is not None)
    return Marks(_article(record, "id"), _number(record, "number"), added, _flag(record, "read"),
                 _flag(record, "starred"), _tags(record.get("tags", [])), dates,
                 _number(record, "renewed") if "renewed" in record else 0)  # fmt: skip


_TOKEN = "step-[0-9a-f]{16}"


def _step(record: Record) -> Step:
    said, title = _text(record, "said"), _text(record, "title")
    if safe_line(said + title) != said + title:
        raise Broken("a step is not told in one line")
    return Step(_text(record, "token", _TOKEN), _number(record, "number"), said, title, _flag(record, "undone"))


def _changed(record: Record) -> Changed:
    what, article, key = _text(record, "what"), _article(record), _text(record, "key", "(n[kr]-[0-9a-f]{8})?")
    before, after = (_value(record[name], what, article, key) for name in ("before", "after"))
    return Changed(article, _text(record, "step", _TOKEN), _number(record, "place"), what, key, before, after)


def _value(value: Any, what: str, article: str, key: str) -> str:
    """What a change went from or to, as the store keeps it."""
    if what == HIGHLIGHT:
        return dumps(as_json(_highlight({**value, "id": key, "article": article})) if value else None)
    if what == REPAIR:
        return value_of(value, key, article)
    if what in DATES:
        return dumps(None if value is None else checked(value))
    if what not in COLUMNS or type(value) is not COLUMNS[what]:
        raise Broken(f"no value of this kind: {what[:40]}")
    return dumps(list(_tags(value)) if isinstance(value, list) else value)


def _version(record: Record) -> Version:
    content = dumps(record["content"])
    article = article_from_json(content)
    stated = article.stated
    words = [article.text, article.title, article.title_basis, article.lang, *article.notices]
    given = list(astuple(stated))
    if not all(isinstance(word, str) for word in (*words, *(value for value in given if value is not None))):
        raise Broken("content is not an article")
    if not all(map(is_safe, words)) or "\n" in article.title:
        raise Broken("the text holds control characters")
    ends = [part.span.end for part in article.parts] + [item.offset + 1 for item in article.replaced]
    if max(ends, default=0) > len(article.text):
        raise Broken("a part lies beyond the text")
    return Version(_article(record), _number(record, "number"), _digest(record), content)


def _place(record: Record) -> Place:
    return Place(_article(record), _path(record), _digest(record), _flag(record, "missing"))


def _address(record: Record) -> Address:
    return Address(_article(record), _digest(record, "key"))


def _highlight(record: Record) -> Highlight:
    exact, prefix, suffix = (_text(record, key) for key in ("exact", "prefix", "suffix"))
    if not exact or not is_safe(exact + prefix + suffix):
        raise Broken("the quotation is empty or holds control characters")
    span = Span(_number(record, "start"), _number(record, "end"))
    anchor = Anchor(span, exact, prefix, suffix, _number(record, "paragraph"), _digest(record, "version"))
    colour = _text(record, "colour")
    ident = _text(record, "id", "nk-[0-9a-f]{8}")
    return Highlight(ident, _article(record), anchor, safe(_text(record, "note")), _tags(record["tags"]),
                     colour if colour in COLOURS else COLOURS[0], _flag(record, "orphan"))  # fmt: skip


def _tags(tags: Any) -> tuple[str, ...]:
    if not isinstance(tags, list) or not all(isinstance(tag, str) and safe_line(tag) == tag for tag in tags):
        raise Broken("tags are not a list of words")
    return tuple(tags)


_READERS: dict[str, Callable[[Record], General | Own]] = {
    "setting": _setting,
    "folder": lambda record: Folder(_path(record)),
    "ignored": _ignored,
    "article": _marks,
    "version": _version,
    "path": _place,
    "address": _address,
    "highlight": _highlight,
    "step": _step,
    **searches_dumped.READERS,
    **repairs_dumped.READERS,
    **rulings_dumped.READERS,
    **fetched_dumped.READERS,
    "change": _changed,
}
