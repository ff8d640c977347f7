"""How somebody appears in a sentence: there in person, by a message or a statement, or but named.

The rules are of English grammar. Present is who is the subject of a verb that puts them there (`inspected`), or stands
in a list that such words begin (`accompanied by`). What is denied, planned, doubted or said of others is `named only`:
where the rules are not sure, they claim nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from nkreader.analysis import appearing_words as words
from nkreader.analysis.appearing_words import NAME, PERSON
from nkreader.analysis.marked import Marked, marked
from nkreader.analysis.roles import item_start, role
from nkreader.model.entities import Mention
from nkreader.model.occasion import Manner, Seen
from nkreader.model.spans import Span

_ORDER = tuple(Manner)
_OFTEN = 12
"""Times that a sentence names somebody, as far as they are looked at; what does so more often is a table."""
_ITEMS = 100
"""Items of a list, and lists of a sentence, that are looked at."""
_APART = 300
"""Characters between an item and the next one, and between a name and what is said with it, at the most."""
_NEAR = 4
"""How many of those named before it may be whom somebody is said to be with."""
_PRESENT_TENSE = re.compile(r"(?!was\b)\w+s\b", re.IGNORECASE)
_CONDITION = re.compile(r"\b(?:when|once|as soon as|before|after|until)\s?$", re.IGNORECASE)
_LINKS = re.compile(rf"[{PERSON}{NAME}](?P<link>\s?,[^;:“”\"]{{0,200}}?|\s(?:and|together with|along with)\s)$")


class _List(NamedTuple):
    """People of whom a sentence says in one list that they were there."""

    items: frozenset[int]
    """Places of their marks; never empty."""
    company: bool
    """It says with whom: `accompanied by`."""


def appearing(text: str, sentence: Span, mentions: Sequence[Mention], entity: str) -> Seen:
    """What a sentence says of a person.

    Args:
        text: The article's.
        sentence: Where the sentence stands in it.
        mentions: The article's, in text order; those outside of the sentence are passed over.
        entity: Id of the person.
    """
    inside = marked(text, sentence, mentions, entity)
    marks = inside.places_of(NAME)[:_OFTEN]
    if not marks:
        return Seen(Manner.NAMED)
    lists = [*_lists(inside.text)]
    found = [(_manner(inside.text, mark, lists), mark) for mark in marks]
    manner, mark = min(found, key=lambda pair: _ORDER.index(pair[0]))
    printed = next((span for at in (mark, *marks) if (span := role(inside, at))[0] < span[1]), (mark, mark))
    return Seen(
        manner,
        " ".join(inside.span(*printed).of(text).split()),
        tuple(_others(inside, mark, lists)),
        _place(inside, mark) if manner is Manner.PRESENT else None,
        dict(inside.names)[mark].span,
    )


def _manner(text: str, mark: int, lists: Iterable[_List]) -> Manner:
    subject = _subject(text, mark)
    listed = any(mark in each.items for each in lists) and not words.STANDS_ALONE.match(text, mark + 1)
    if listed or (subject and _was_there(text, mark)):
        return Manner.PRESENT
    start = item_start(text, mark)
    before = text[:start].rstrip()
    if subject and not words.DOUBTED.search(before) and words.WROTE.match(text, mark + 1):
        return Manner.MESSAGE
    if words.IN_IT.search(before) and words.SAYS.match(text, mark + 1):
        return Manner.MESSAGE
    own = words.OF_ITS.match(text, mark + 1) and not words.RECALLED.search(before)
    return Manner.MESSAGE if own or words.FROM.search(before) else Manner.NAMED


def _was_there(text: str, mark: int) -> bool:
    """Whether the verb of which the name is the subject puts its bearer there."""
    found = words.ATTENDED.match(text, mark + 1)
    before = text[: item_start(text, mark)]
    if words.DOUBTED.search(before.rstrip()):
        return False
    if found is None:
        return words.DOING.search(before.rstrip()) is not None and words.SAYS.match(text, mark + 1) is not None
    planned = _CONDITION.search(before) or words.FUTURE.search(text, found.end())
    return not (planned and _PRESENT_TENSE.match(found["verb"]))


def _subject(text: str, mark: int) -> bool:
    """Whether a clause begins with the name, its titles, and those who stand in a list with it."""
    start = item_start(text, mark)
    first = _first_of_list(text, start)
    before = text[:first].rstrip()
    if text[mark + 1 :].startswith(" who "):
        return True
    if words.HEADING.search(before):
        return True
    return bool(words.BEGINS_CLAUSE.search(before) or words.ENDS_IN_A_DAY.search(before))


def _first_of_list(text: str, start: int) -> int:
    """Where the list begins of which the item at `start` is one; `start` itself where it is the first."""
    for _ in range(_ITEMS):
        link = _LINKS.search(text, max(0, start - _APART), start)
        if link is None or words.BREAKS_A_LIST.search(link["link"]):
            break
        if not words.BEFORE_AN_ITEM.search(link["link"].rstrip()):
            break
        start = item_start(text, link.start())
    return start


def _lists(text: str) -> Iterator[_List]:
    """The lists of people who were there."""
    for opener in islice(words.LISTS.finditer(text), _ITEMS):
        if words.SAID_OFF.search(text, max(0, opener.start() - _APART), opener.start()):
            continue
        items = frozenset(_items(text, opener.end(), not opener["along"]))
        if not items or (opener["between"] and not words.HELD.search(text, max(items))):
            continue
        if not opener["along"] or _there_before(text, opener.start()):
            yield _List(items, opener["after"] is not None or opener["along"] is not None)


def _there_before(text: str, end: int) -> bool:
    """Whether somebody named before `end`, and not long before, is the subject of a verb that puts them there."""
    places = [place for place in range(max(0, end - _APART), end) if text[place] in (PERSON, NAME)]
    return any(_subject(text, place) and _was_there(f"{text[:end]} ", place) for place in places[-_NEAR:])


def _others(inside: Marked, mark: int, lists: Iterable[_List]) -> Iterator[Span]:
    """Those in the list of the name, or said to accompany its bearer; each name once, in printed order."""
    text = inside.text
    chosen = next((each.items for each in lists if mark in each.items), frozenset())
    if not chosen and _subject(text, mark):
        chosen = frozenset(_items(text, _first_of_list(text, item_start(text, mark))))
        chosen = chosen.union(*(each.items for each in lists if each.company and min(each.items) > mark))
    known = dict(inside.names)
    said: set[str] = set()
    for place in sorted(chosen):
        key = known[place].entity or known[place].name
        if text[place] == PERSON and key not in said:
            said.add(key)
            yield known[place].span


def _items(text: str, at: int, described: bool = False) -> Iterator[int]:
    """Places of the people in a list that begins at `at`; items may be `described`: `senior officials of` so and so."""
    begun = at
    for place in range(at, len(text)):
        if text[place] not in (PERSON, NAME):
            continue
        start = max(item_start(text, place), begun)
        gap = text[begun:start]
        if words.BREAKS_A_LIST.search(gap.lstrip(" :")) or (begun > at and words.STANDS_ALONE.match(text, begun)):
            return
        if begun > at and words.ANOTHER_CLAUSE.search(gap):
            return
        before = gap.strip(" :")
        fits = words.BEFORE_AN_ITEM.search(before) or (described and not words.NOT_BEFORE_AN_ITEM.search(before))
        if fits and (begun == at or words.AFTER_AN_ITEM.match(gap)):
            yield place
        elif begun == at or not gap.rstrip().endswith(" of"):  # an apposition may hold a name: `sister of`
            return
        begun = place + 1


def _place(inside: Marked, mark: int) -> Span | None:
    """The first place behind the name, or before it, of which the clause says that it was there."""
    breaks = words.BREAKS_A_LIST.search(inside.text, mark)
    for at, end in ((mark, breaks.start() if breaks else len(inside.text)), (0, mark)):
        for pattern in words.WHERE:
            found = pattern.search(inside.text, at, end)
            if found is not None:
                return dict(inside.names)[found.end() - 1].span
    return None
