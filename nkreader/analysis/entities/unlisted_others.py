"""Organisations, places, events and weapons that nobody listed, by head word or designation."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import takewhile

from nkreader.analysis.entities.capitals import Stretch, matches
from nkreader.analysis.entities.found import Found
from nkreader.analysis.entities.gazetteer import gazetteer, key
from nkreader.analysis.entities.lexicon import VILLAGES, lexicon
from nkreader.model.entities import EntityKind
from nkreader.model.spans import Span

_ABBREVIATED = re.compile(r"\s?\(([A-Z]{2,6})\)")
_LOWER_HALF = re.compile(r"\b(?:north|south) $")
_SPACE = re.compile(r"\s+")
_ORDINAL = re.compile(r"\d+(?:st|nd|rd|th)")
_MOUNT = re.compile(r"^Mt\.? ")
_TOKEN = re.compile(r"\S+")
_DESCRIBING = re.compile(r"[a-z]-(?:run|based|owned|controlled|backed|led|listed|ranked|funded|affiliated|invested)$")
"""What says something of an organisation before its name: `State-run`, `Tokyo-based`."""
_GENERAL_OFFICE = re.compile(r"\b(?:Secretary|secretary|Director|director|Consul|Attorney|Governor)[ -]$")
_AND = re.compile(r" and (?=[A-Z])")
_CAPITALS = re.compile(r"(?:[A-Z][\w.’'&-]* )*?([A-Z][\w.’'-]*)(?= [a-z]|$)")
_DANGLING = re.compile(r" for (?:[A-Z]\w+ing|Solidarity|Friendship)$")
_JOINED_BEFORE = re.compile(r"(?:[A-Z][\w’'-]* )*[A-Z][\w’'-]* and $")
_SESSION = re.compile(
    r"^(?:[1-4]?\d(?:st|nd|rd|th)|[A-Z][a-z]+(?:st|nd|rd|th)) (?:[\w’'&]+ ){0,4}(?:Congress|Conference)\b"
)


def unlisted_others(part: Stretch) -> Iterator[Found]:
    """Names inside a stretch by their shape; they may overlap each other."""
    words = lexicon()
    begins = sorted({*part.before(words.places), *part.starts(words.features), *part.inside(), *_villages(part)})
    for kind, pattern, starts in (
        (EntityKind.ORGANISATION, words.organisation, part.before(words.heads)),
        (EntityKind.ORGANISATION, words.named_after, part.starts(words.openings)),
        (EntityKind.PLACE, words.place, begins),
        (EntityKind.EVENT, words.event, sorted({*part.before(words.events), *part.starts(("Day",))})),
    ):
        for match in matches(pattern, part.text, starts):
            span = _trimmed(part.text, match.start(), match.end())
            if span is not None:
                yield _found(part.text, span, part.offset, kind)
    for match in matches(words.weapon, part.text, (start for word, start in part.words if "-" in word)):
        yield _found(part.text, Span(*match.span()), part.offset, EntityKind.WEAPON)


def _villages(part: Stretch) -> Iterator[int]:
    return (start for word, start in part.words if word.endswith(VILLAGES))


def has_head(name: str) -> bool:
    """Whether the name ends with the head word of an organisation."""
    return name.rpartition(" ")[2] in lexicon().heads


def abbreviations(text: str, found: Found) -> Span | None:
    """Where an abbreviation in brackets right after a name stands: `Hanul Peace Forum (HPF)`."""
    match = _ABBREVIATED.match(text, found.span.end)
    if match is None:
        return None
    initials = "".join(word[0] for word in re.findall(r"[A-Za-z]+", found.name) if word[0].isupper())
    return Span(match.start(1), match.end(1)) if match[1][0] == initials[:1] else None


def _trimmed(part: str, start: int, end: int) -> Span | None:
    """The name without what stands around it; None where too little is left to be a name."""
    end = _end(part, start, end)
    tokens = _proper(part, [(m.start(), m.end()) for m in _TOKEN.finditer(part, start, end)])
    if len(tokens) < 2:
        return Span(start, end) if tokens and "-" in part[slice(*tokens[0])] else None
    names = [part[slice(*token)] for token in tokens]
    words = lexicon()
    if all(name in words.heads or name in ("Ltd", "and") for name in names):
        return None
    if all(name in words.empty for name in names[:-1]):
        return _joined(part, tokens[0][0], end)
    if names[-1] in words.common and len(names) == 2:
        return None
    if names[-1] == "Day" or names[1:2] == ["Day"]:
        tokens = tokens[_ORDINAL.fullmatch(names[0]) is not None :]
    return Span(tokens[0][0], end)


def _end(part: str, start: int, end: int) -> int:
    """Where the name ends: before a second organisation, and not at `for Supporting`."""
    heads = lexicon().heads
    for match in _AND.finditer(part, start, end):
        second = _CAPITALS.match(part, match.end(), end)
        if second and second[1] in heads and heads.intersection(part[start : match.start()].split()):
            end = match.start()
            break
    loose = _DANGLING.search(part[start:end])
    return start + loose.start() if loose else end


def _proper(part: str, tokens: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The name's own words, without articles, sentence openers, titles and descriptions before it."""
    words = [part[slice(*token)] for token in tokens]
    for at in range(len(words) - 1, -1, -1):
        if _DESCRIBING.search(words[at]) or (words[at] == "The" and at):
            tokens, words = tokens[at + 1 :], words[at + 1 :]
            break
    if len(words) > 2 and all(word.isalpha() and word.isupper() for word in words[:2]) and not words[-1].isupper():
        shouted = sum(1 for _ in takewhile(str.isupper, words))  # a heading in capitals run together with the text
        tokens, words = tokens[shouted:], words[shouted:]
    while len(words) > 1 and _opens(part, tokens[0][0], words):
        tokens, words = tokens[1:], words[1:]
    if words and words[0] == "Korean" and _LOWER_HALF.search(part, max(0, tokens[0][0] - 6), tokens[0][0]):
        return tokens[1:]
    return tokens


def _opens(part: str, start: int, words: list[str]) -> bool:
    """Whether the first word only stands before the name; `New` may begin one (`New Zealand`)."""
    if words[0] == "General":
        return _GENERAL_OFFICE.search(part, max(0, start - 12), start) is not None
    if words[0] not in lexicon().openers or (words[1].isdigit() and len(words[1]) < 4):
        return False
    return words[0] != "New" or key(f"New {words[1]}") not in gazetteer().names


def _joined(part: str, start: int, end: int) -> Span | None:
    """`Iron and Steel Complex`: generic words alone are no name, but may end one that `and` joins."""
    before = _JOINED_BEFORE.search(part[max(0, start - 60) : start])
    if before is None or before[0].count(" ") < 3:
        return None
    words = before[0].split()
    known = lexicon()
    while words and words[0] in known.openers:
        words.pop(0)
    if len(words) < 3 or known.heads.intersection(words):
        return None
    return Span(start - len(" ".join(words)) - 1, end)


def _found(part: str, span: Span, offset: int, kind: EntityKind) -> Found:
    name = _MOUNT.sub("Mount ", _SPACE.sub(" ", span.of(part)))
    if kind is EntityKind.ORGANISATION and _SESSION.match(name):
        kind = EntityKind.EVENT
    if kind is EntityKind.PLACE and name.endswith(" Complex") and name.split()[-2] in lexicon().produced:
        kind = EntityKind.ORGANISATION
    return Found(Span(offset + span.start, offset + span.end), kind, (), name)
