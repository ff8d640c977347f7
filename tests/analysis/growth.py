"""Texts of any length that lead careless rules into work out of proportion, of our own making."""

from __future__ import annotations

from collections.abc import Callable
from itertools import islice, product
from string import ascii_uppercase

from nkreader.model.article import Article, Part, PartKind
from nkreader.model.spans import Span

_STORY = (
    "President Hong Gil-dong said on May 4, 2020 that the Hanul Peace Forum (HPF) met in Wonsan. The Ministry of "
    "Trade was in Seoul in 2019, according to KCNA. North Korean leader Kim and Secretary Adams of the Chinese "
    "Embassy in Pyongyang, David Hall and Ri Song Chol, saw a Hwasong-14 missile near Lake Chon last week. "
)
_SYLLABLES = ("Song", "Chol", "Myong", "Yong", "Il", "Su", "Hyon", "Nam")


def _names(count: int) -> str:
    given = (f"{_SYLLABLES[n % 8]} {_SYLLABLES[n // 8 % 8]}" for n in range(count // 3))
    return ", ".join(f"{('Kim', 'Ri', 'Pak')[n % 3]} {name}" for n, name in enumerate(given))


def _forums(count: int) -> str:
    letters = product(ascii_uppercase, repeat=3)
    return ". ".join(
        f"The {a}anul Peace Forum ({a}{b}{c}) met Kim-{a} Smith" for a, b, c in islice(letters, count // 8)
    )


TEXTS: dict[str, Callable[[int], str]] = {
    "one paragraph": lambda count: _STORY * (count // 50),
    "paragraphs": lambda count: (_STORY.strip() + "\n\n") * (count // 50),
    "names of people": _names,
    "names with abbreviations": _forums,
    "figures and commas": lambda count: ", ".join(str(n * 7919 % 99991) for n in range(count)),
    "figures without spaces": lambda count: ",".join(str(n * 7919 % 99991) for n in range(count)),
    "capitalised words": lambda count: " ".join(_STORY.title().split() * (count // 50)),
    "capitals": lambda count: _STORY.upper() * (count // 50),
    "quotation marks": lambda count: '" ' * count,
    "quotation marks behind stops": lambda count: '."' * count,
    "full stops": lambda count: "." * count * 5,
    "closing brackets": lambda count: "." + ")" * count * 5,
    "blanks": lambda count: "a. " + " " * count * 5 + "b",
    "empty lines": lambda count: "a\n" * count,
    "one long word": lambda count: "a" * count * 5,
    "one long word in capitals": lambda count: "A" * count * 5 + "b",
    "initials": lambda count: "A." * count + "b",
    "hyphens": lambda count: "Aa-" * count,
    "May": lambda count: "May " * count,
    "Kim": lambda count: "North Korean leader Kim, " * (count // 4),
    "years told as past": lambda count: "was in 2019, " * (count // 3),
    "days of one sentence": lambda count: '"On Monday, state media said on May 4, 2020 that, ' * (count // 10),
    "offices": lambda count: "President Hong said Secretary Adams. " * (count // 5),
    "ministries": lambda count: "Ministry of " + "Abc Def " * (count // 2),
    "embassies": lambda count: "the Chinese Embassy in Pyongyang and " * (count // 6),
    "abbreviations": lambda count: "Hanul Peace Forum (HPF) " * (count // 4),
    "short organisations": lambda count: "The Hanul Times and the Times of Hanul Securities. " * (count // 8),
    "companies": lambda count: "".join(f"Han{'abcdefghij'[at % 10] * 3} Securities. " for at in range(count // 2)),
    "counties": lambda count: "Hanul, Pakchon and Hanulchon counties and " * (count // 6),
    "Hangul": lambda count: "평양에서 김정은이 10월 1일 " * (count // 4),
}


def made(text: str, kind: PartKind = PartKind.PARAGRAPH, mark: PartKind | None = None) -> Article:
    """An article of paragraphs (or blocks of another kind), each of which may also be a byline or the like."""
    parts: list[Part] = []
    start = 0
    for number, block in enumerate(text.split("\n\n")):
        span = Span(start, start + len(block))
        start = span.end + 2
        if len(span):
            parts.append(Part(kind if number % 2 else PartKind.PARAGRAPH, span))
            parts += [Part(mark, span)] if mark else []
    return Article(text, tuple(parts), "", "none")
