"""How the text of one piece changed: its sentences added, removed and changed, and the words of those that changed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from nkreader.model.folding import fold
from nkreader.model.spans import Span, merged
from nkreader.model.versions import Edit, Edited

SAME_SENTENCE = 0.5
"""The part of their words, twice the common ones by all, from which two sentences are one that was changed."""
_WORD = re.compile(r"\w+(?:['’.,-]\w+)*|[^\w\s]")


def edits(before: str, old: Sequence[Span], after: str, new: Sequence[Span]) -> tuple[Edited, ...]:
    """What became of the sentences `old` of a text, as `new` of another has them, in the order of the texts.

    Typography, case and white space do not matter; a sentence that only moved is told as removed and added.
    """
    here = [fold(span.of(before)).strip() for span in old]
    there = [fold(span.of(after)).strip() for span in new]
    found: list[Edited] = []
    for tag, first, last, begin, end in SequenceMatcher(None, here, there, autojunk=False).get_opcodes():
        if tag != "equal":
            at = new[begin].start if begin < len(new) else len(after)
            found.extend(_changed(before, old[first:last], after, new[begin:end], at))
    return tuple(found)


def _changed(before: str, old: Sequence[Span], after: str, new: Sequence[Span], at: int) -> Iterator[Edited]:
    """Sentences in whose place others stand: pairs that are alike, the rest in order."""
    partners = _partners([span.of(before) for span in old], [span.of(after) for span in new])
    taken = set(partners.values())
    done = 0
    for number, span in enumerate(old):
        said = _line(span.of(before))
        if number not in partners:
            yield Edited(Edit.REMOVED, said, "", new[done].start if done < len(new) else at)
            continue
        other = partners[number]
        for between in range(done, other):
            if between not in taken:
                yield _added(after, new[between])
        done = max(done, other + 1)
        yield compared(said, _line(new[other].of(after)), new[other].start)
    for rest in range(done, len(new)):
        if rest not in taken:
            yield _added(after, new[rest])


def _added(text: str, span: Span) -> Edited:
    return Edited(Edit.ADDED, "", _line(span.of(text)), span.start)


def _line(text: str) -> str:
    return " ".join(text.split())


def _partners(old: Sequence[str], new: Sequence[str]) -> dict[int, int]:
    """For a sentence the one it became: pairs in the order of both texts, the most alike first."""
    words = [[_WORD.findall(fold(text)) for text in texts] for texts in (old, new)]
    scored = []
    for one, here in enumerate(words[0]):
        for other, there in enumerate(words[1]):
            ratio = SequenceMatcher(None, here, there, autojunk=False).ratio()
            if ratio >= SAME_SENTENCE:
                scored.append((-ratio, one, other))
    found: dict[int, int] = {}
    for _, one, other in sorted(scored):
        crossing = any((one < mine) != (other < theirs) for mine, theirs in found.items() if mine != one)
        if one not in found and other not in found.values() and not crossing:
            found[one] = other
    return found


def compared(before: str, after: str, at: int = 0) -> Edited:
    """Two forms of a sentence with the words in which they differ."""
    gone, new = word_changes(before, after)
    return Edited(Edit.CHANGED, before, after, at, gone, new)


def word_changes(one: str, other: str) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    """The words of each that the other has not in their place, as disjoint spans in order; case does not matter."""
    first = [Span(*match.span()) for match in _WORD.finditer(one)]
    second = [Span(*match.span()) for match in _WORD.finditer(other)]
    here, there = [fold(span.of(one)) for span in first], [fold(span.of(other)) for span in second]
    gone: list[Span] = []
    new: list[Span] = []
    for tag, start, end, begin, stop in SequenceMatcher(None, here, there, autojunk=False).get_opcodes():
        if tag != "equal":
            gone += [Span(first[start].start, first[end - 1].end)] if end > start else []
            new += [Span(second[begin].start, second[stop - 1].end)] if stop > begin else []
    return tuple(merged(gone)), tuple(merged(new))
