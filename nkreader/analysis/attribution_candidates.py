"""What in a sentence may be a source: names, and whoever is called by what they are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from nkreader.analysis import attribution_unnamed as unnamed
from nkreader.analysis import attribution_words as words
from nkreader.analysis.attribution_marks import ANY


class Candidate(NamedTuple):
    """A stretch of the marked sentence that may be a source."""

    start: int
    end: int
    what: str
    """`names`, `somebody`, `body`, `press`, `titled` or `back`."""


def candidates(text: str, small: str, spelled: frozenset[str]) -> Iterator[Candidate]:
    """All that may be a source: names, those cited together as one; then whoever has no name.

    `small` is the text in small letters (`words.small`), `spelled` are the sentence's words in lower case.
    """
    yield from _lists(text)
    if not spelled.isdisjoint(unnamed.HEADS):
        yield from _somebody(text, small)
    if not spelled.isdisjoint(unnamed.BODIES):
        yield from _bodies(text, small)
    if not spelled.isdisjoint(unnamed.TITLES):
        yield from _titles(text)
    if spelled.isdisjoint(unnamed.PRESSES):
        return
    for name in unnamed.NEWLY_NAMED.finditer(text):
        yield Candidate(name.start(1), name.end(1), "titled")
    done = 0
    for head in unnamed.PRESS.finditer(small):
        if head.start() >= done:
            done = head.end()
            yield from _press(text, head)


def _somebody(text: str, small: str) -> Iterator[Candidate]:
    for head in unnamed.HEAD.finditer(small):
        if text[head.start()].isupper() and head.start() and text[head.start() - 1] not in "“”\"'":
            continue  # part of a name
        start, end = _began(unnamed.BEFORE_HEAD, text, head.start()), head.end()
        behind = unnamed.BEHIND_HEAD.match(text, end)
        if behind:
            end += len(behind[0].rstrip())
        yield Candidate(start, end, "somebody")


def _bodies(text: str, small: str) -> Iterator[Candidate]:
    for head in unnamed.BODY_HEAD.finditer(small):
        start = _began(unnamed.BEFORE_BODY, text, head.start())
        start += 4 if text[start : start + 4].casefold() == "the " else 0
        yield Candidate(start, head.end(), "body")


def _titles(text: str) -> Iterator[Candidate]:
    for title in unnamed.TITLE.finditer(text):
        article = unnamed.NO_TITLE.match(title[0])
        start = title.start() + (article.end() if article else 0)
        if " " in text[start : title.end()]:
            yield Candidate(start, title.end(), "titled")


def _lists(text: str) -> Iterator[Candidate]:
    start = end = -1
    open_ = False
    for mark in ANY.finditer(text):
        joined = words.LISTED.fullmatch(text, end, mark.start()) if end >= 0 else None
        if joined and (joined["last"] or joined["comma"]) and text[mark.start()] == text[start]:
            open_ = not joined["last"]
            end = mark.end()
            continue
        if end >= 0:
            yield from _closed(text, start, end, open_)
        start, end, open_ = mark.start(), mark.end(), False
    if end >= 0:
        yield from _closed(text, start, end, open_)


def _closed(text: str, start: int, end: int, open_: bool) -> Iterator[Candidate]:
    """A list that ends in `and`; without it, commas part what does not belong together."""
    if not open_:
        yield Candidate(start, end, "names")
        return
    for mark in ANY.finditer(text, start, end):
        yield Candidate(mark.start(), mark.end(), "names")


def _press(text: str, head: re.Match[str]) -> Iterator[Candidate]:
    if unnamed.PAPER.fullmatch(head[0]):
        if head.start() and text[head.start() - 1] == " " and text[head.start() - 2] == words.MEDIUM:
            return  # it is called so: `Xinhua news agency`
        titled = unnamed.TITLED.search(text, max(0, head.start() - 60), head.start())
        name = titled and titled[1].split()
        if titled and name and not (len(name) == 1 and _PLAIN.fullmatch(name[0])):
            yield Candidate(titled.start(1), titled.start(1) + len(titled[1].rstrip()), "titled")
            return
    if _NAMES_FOLLOW.match(text, head.end()):
        return
    start = _began(unnamed.BEFORE_PRESS, text, head.start())
    said = text[start : head.end()]
    if unnamed.BACK.fullmatch(said):
        yield Candidate(start, head.end(), "back")
    elif unnamed.MADE_UP.fullmatch(head[0]):
        return
    elif (
        unnamed.GENERAL.fullmatch(head[0])
        or unnamed.STATE.search(said)
        or re.match(r"(?:an?|one|another)\s", said, words.I)
    ):
        yield Candidate(start, head.end(), "press")


_PLAIN = re.compile(
    r"the|an?|this|that|its|one|state|official|local|greek|czech|swiss|\w+(?:ish|an|ese|ch)", re.IGNORECASE
)
"""Words before `newspaper` that are no title."""
_NAMES_FOLLOW = re.compile(rf",?\s(?:the\s)?{words.MEDIUM}")


def _began(form: re.Pattern[str], text: str, end: int) -> int:
    found = form.search(text, max(0, end - 80), end)
    return found.start() if found else end
