"""Finding among marked passages: what the reader types is held against quote, note, tags, title and outlet.

It is written like a search of the library: words that all have to be there, `"several words"`, `-without`, `OR`, and
fields with a colon. Compared is folded text without accents; a word is found in the middle of a longer one too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial

from nkreader.model.dates import PartialDate
from nkreader.model.folding import fold
from nkreader.model.headline import Headline
from nkreader.model.highlights import COLOURS, Highlight
from nkreader.search.datevalues import read_days
from nkreader.search.lexer import Kind, Lexeme, lexemes
from nkreader.search.spelling import unaccented

FIELDS = ("quote", "note", "tag", "colour", "title", "outlet", "name", "published", "reported", "happened", "is", "has")
_ALSO = {"color": "colour", "date": "published", "text": "quote"}


@dataclass(frozen=True, slots=True)
class Marked:
    """A marked passage with what it is found by; levelled texts, made once for all that is typed."""

    mark: Highlight
    headline: Headline | None
    """Of its article."""
    names: tuple[str, ...]
    """Of people, organisations and so on that the passage names, in the order of their names."""
    quote: str
    note: str
    tags: tuple[str, ...]
    title: str
    outlet: str
    all: str
    """Everything that a word without a field may stand in."""


Test = Callable[[Marked], bool]


def marked(mark: Highlight, headline: Headline | None, names: tuple[str, ...] = ()) -> Marked:
    """A highlight, made ready to be found."""
    title, outlet = (headline.title, headline.outlet or "") if headline else ("", "")
    texts = [_levelled(mark.anchor.exact), _levelled(mark.note), _known(title), _known(outlet)]
    tags = tuple(_known(tag) for tag in mark.tags)
    every = "\n".join([*texts, *tags])
    return Marked(mark, headline, names, texts[0], texts[1], tags, texts[2], texts[3], every)


def sifted(typed: str, rows: Sequence[Marked], colours: Callable[[str], str] = str) -> tuple[list[Marked], list[str]]:
    """Those of `rows` that fit what is typed, and what was ignored of that, each with its reason.

    `colours` tells what the reader calls a colour; it is found by that and by its own name.
    """
    notices: list[str] = []
    either = [list(tests) for tests in _alternatives(typed, notices, colours)]
    kept = [tests for tests in either if tests]
    if not kept:
        return list(rows), notices
    return [row for row in rows if any(all(test(row) for test in tests) for tests in kept)], notices


def _alternatives(typed: str, notices: list[str], colours: Callable[[str], str]) -> Iterator[list[Test]]:
    """The tests of each part between two `OR`."""
    tests: list[Test] = []
    found, without = [*lexemes(typed)], False
    at = 0
    while found[at].kind is not Kind.END:
        item = found[at]
        at += 1
        if item.kind is Kind.MINUS or item == _word(item, "NOT"):
            without = not without
            continue
        if item == _word(item, "OR"):
            yield tests
            tests = []
            continue
        test: Test | None = None
        if item.kind in (Kind.OPEN, Kind.CLOSE):
            notices.append("parentheses are left out: among highlights, OR stands between everything around it")
        elif item.kind is Kind.FIELD:
            value, last = _value(found, at)
            test = _field(item.text.casefold(), value, notices, colours)
            at = last
        elif item.kind in (Kind.WORD, Kind.PHRASE) and item != _word(item, "AND"):
            test = _text(item)
        if test is not None:
            tests.append(partial(_fails, test) if without else test)
            without = False
    notices[:] = dict.fromkeys(notices)
    yield tests


def _word(item: Lexeme, text: str) -> Lexeme | None:
    """The lexeme itself where it is this word in capitals."""
    return item if item.kind is Kind.WORD and item.text == text else None


def _value(found: Sequence[Lexeme], at: int) -> tuple[str, int]:
    """What stands right behind a field, and the number of the lexeme after it."""
    parts = []
    while found[at].glued and found[at].kind in (Kind.WORD, Kind.PHRASE, Kind.FIELD):
        parts.append(found[at].text + (":" if found[at].kind is Kind.FIELD else ""))
        at += 1
    return "".join(parts), at


def _fails(test: Test, row: Marked) -> bool:
    return not test(row)


def _text(item: Lexeme) -> Test | None:
    if item.kind is Kind.WORD and item.text.startswith("#"):
        return _tagged(item.text)
    wanted = _levelled(item.text.rstrip("*") if item.kind is Kind.WORD else item.text)
    return (lambda row: wanted in row.all) if wanted else None


def _tagged(tag: str) -> Test | None:
    wanted = _levelled(tag.removeprefix("#"))
    if wanted.endswith("*"):
        return lambda row: any(own.startswith(wanted[:-1]) for own in row.tags)
    return (lambda row: wanted in row.tags) if wanted else None


def _field(name: str, value: str, notices: list[str], colours: Callable[[str], str]) -> Test | None:
    """The test of a field; without one, `notices` tells why. What is only begun is not held against anybody."""
    name, wanted = _ALSO.get(name, name), _levelled(value)
    if name not in FIELDS:
        notices.append(f"{name}: is nothing highlights are found by; there are {', '.join(FIELDS)}")
        return None
    if not wanted:
        return None
    match name:
        case "tag":
            return _tagged(value)
        case "colour":
            named = {colour for colour in COLOURS if wanted in (_levelled(colours(colour)), colour)}
            named = named or {one for one in COLOURS if one.startswith(wanted) or wanted in _levelled(colours(one))}
            if not named:
                notices.append(f"no colour {value}; there are {', '.join(COLOURS)}")
            return (lambda row: row.mark.colour in named) if named else None
        case "is" | "has":
            return _state(wanted, notices)
        case "published" | "reported" | "happened":
            return _dated(name, value, notices)
        case "name":
            return lambda row: any(wanted in _levelled(one) for one in row.names)
        case _:
            return lambda row: wanted in getattr(row, name)


_STATES: dict[str, Test] = {
    "orphan": lambda row: row.mark.orphan,
    "note": lambda row: bool(row.note),
    "tag": lambda row: bool(row.tags),
}


def _state(wanted: str, notices: list[str]) -> Test | None:
    test = _STATES.get(wanted.removesuffix("s"))
    if test is None and not any(state.startswith(wanted) for state in _STATES):
        notices.append(f"is:{wanted} means nothing here; there are is:orphan, has:note, has:tag")
    return test


def _dated(field: str, value: str, notices: list[str]) -> Test | None:
    try:
        days = read_days(value)
    except ValueError as error:
        notices.append(f"{field}:{value}: {error}")
        return None

    def overlaps(row: Marked) -> bool:
        when: PartialDate | None = getattr(row.headline, field) if row.headline else None
        return when is not None and when.known and when.interval.intersect(days) is not None

    return overlaps


def _levelled(text: str) -> str:
    return unaccented(fold(text)).replace("\n", " ").strip()


_known = lru_cache(maxsize=4096)(_levelled)
"""Of titles, outlets and tags, which many highlights share."""
