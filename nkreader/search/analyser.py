"""From text to the terms it is found by. The same for indexing, for queries and for marking what was found.

Every word counts (there are no stop words: `May` and `who` are what people look for) and has one position:

- Letters and digits part words, and so does everything else but an apostrophe between letters; so hyphens do:
  `Kim Jong-un` is `Kim Jong Un`, `KN-23` is `KN23`. A few prefixes stay on: `co-operation` is `cooperation`.
- `1,300` is `1300`; `105th` is one word.
- `U.S.` is `US` is `USA`. An abbreviation that looks like a word (US, UN, WHO, IT) is found by both; written
  in capitals or with points it has a term of its own: the query `UN` does not find every Kim Jong Un.
- Korean, Chinese and Japanese script is indexed by pairs of characters, as particles follow without a space
  (`김정은` is found in `김정은이`); the last character of a run stands alone too.
- Each word is found by its term (`spelling.term`) and by its form as written: what `=word` and `word*` ask.

Pure; no clock, no locale.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from nkreader.model.folding import DROPPED, Folded, fold, folded
from nkreader.search.spelling import LONGEST, possessive, term

# Hangul syllables and jamo, kana, Han; the halfwidth and compatibility forms of them.
_PAIRED = (
    "\u1100-\u11ff\u3040-\u30ff\u3130-\u318f\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\ua960-\ua97f"
    "\uac00-\ud7ff\uf900-\ufaff\uff66-\uff9f\uffa1-\uffdc\U00020000-\U0003fffd"
)


def _pattern(letter: str, letters: str) -> re.Pattern[str]:
    return re.compile(
        r"(?P<gap>\n)"
        rf"|(?P<paired>[{_PAIRED}]+)"
        rf"|(?P<number>\d+(?:[.,]\d+)*(?:{letters})?)"
        rf"|(?P<points>(?<!\w){letter}(?:\.{letter})+(?![\w'])\.?)"
        rf"|(?P<word>(?:co-(?=op|ord)|pre-(?=empt)|(?<![\w-])(?:re|de|e)-(?={letter}{{3}}))?"
        rf"{letters}(?:'{letters})*)"
    )


_LETTER = rf"[^\W\d_{_PAIRED}]"
_TOKEN = _pattern(_LETTER, rf"{_LETTER}(?:{_LETTER}|[\u0300-\u036f])*")
_ASCII_TOKEN = _pattern("[a-z]", "[a-z]+")
"""The same for a folded text that is all ASCII, as most are: it takes half the time."""
_WORDS, _ASCII_WORDS = (re.compile(re.sub(r"\?P<\w+>", "?:", each.pattern)) for each in (_TOKEN, _ASCII_TOKEN))
"""The same without telling what each is, to be found all at once."""
_ASCII_WORDS = re.compile(f"[a-z]{{2,}}(?![a-z'-])|{_ASCII_WORDS.pattern}")
_PAIR = re.compile(f"[{_PAIRED}]")
_THOUSANDS = re.compile(r"\d{1,3}(?:,\d{3})+(?!\d)")
# Abbreviations that casefold to a word of English or of Korean names.
_ABBREVIATIONS = {"us": "US", "usa": "US", "un": "UN", "who": "WHO", "it": "IT"}
_ALWAYS = frozenset(["usa"])
_AMBIGUOUS = frozenset(bare + end for bare in _ABBREVIATIONS for end in ("", "'s"))
GAP = "\n"
_CAPITALS = re.compile("(?:US|UN|WHO|IT)(?![A-Za-z])")
"""In a text where this is not found none of the abbreviations stands in capitals."""
PARAGRAPH = 8
"""How many positions a paragraph's end takes: no phrase spans it."""


class Token(NamedTuple):
    """One word of a text."""

    terms: tuple[str, ...]
    """What finds it."""
    forms: tuple[str, ...]
    """How it is written, folded; empty inside a run of paired script: its first token has the whole run."""
    position: int
    start: int
    """Offset into the folded text."""
    end: int
    paired: bool = False
    """A pair of characters of a run, or its last character (then the term is one character long)."""

    @property
    def closes(self) -> bool:
        """Whether it is the last character of a run of paired script."""
        return self.paired and len(self.terms[0]) == 1


def tokens(text: Folded, original: str) -> list[Token]:
    """The words of a folded text; `original` is what it was folded from (capitals tell abbreviations)."""
    found: list[Token] = []
    position = 0
    for match in (_ASCII_TOKEN if text.text.isascii() else _TOKEN).finditer(text.text):
        kind = match.lastgroup
        if kind == "gap":
            position += PARAGRAPH
        elif kind == "paired":
            found.extend(_pairs(match[0], position, match.start()))
            position += len(match[0])
        else:
            start = match.start()
            terms, forms, bare = _levelled(match[0], kind or "")
            if bare:
                written, before = text.span(start, start + len(bare)).of(original), found[-1].terms[0] if found else ""
                if bare in _ALWAYS or _in_capitals(written, before):
                    terms, forms = _abbreviation(bare), _forms(written, forms[-1])
            found.append(Token(terms, forms, position, start, match.end()))
            position += 1
    return found


def is_paired(text: str) -> bool:
    """Whether a text begins with a character of paired script."""
    return _PAIR.match(text) is not None


def analysed(text: str) -> tuple[Folded, list[Token]]:
    """Fold `text` and find its words."""
    level = folded(text)
    return level, tokens(level, text)


def plain_words(text: str) -> list[str] | None:
    """The words of a text, folded, in order, and `GAP` for the end of a paragraph; abbreviations as they are written.

    What `word_of` says of each, and their order, is what `tokens` says of the text. None for a text of which that
    cannot be had: where it has paired script, most of all.
    """
    level = fold(text)
    if not level.isascii() and _PAIR.search(level):
        return None
    if not text.isascii() and any(each in text for each in DROPPED):
        return None  # an abbreviation in capitals may have it between its letters
    pattern = _ASCII_WORDS if level.isascii() else _WORDS
    found = pattern.findall(level)
    if _CAPITALS.search(text) or any(each in level for each in _ALWAYS):
        return _with_abbreviations(found, pattern, text)
    return found


def _with_abbreviations(words: list[str], pattern: re.Pattern[str], original: str) -> list[str] | None:
    text = folded(original)
    before = ""
    for at, match in enumerate(pattern.finditer(text.text)):
        word = words[at]
        if word == GAP:
            continue
        if word in _AMBIGUOUS:
            bare = possessive(word)
            written = text.span(match.start(), match.start() + len(bare)).of(original)
            if bare in _ALWAYS or _in_capitals(written, word_of(before)[0][0] if before else ""):
                if len(written) != len(bare):  # something in it is dropped by folding
                    return None
                words[at] = written + word[len(bare) :]
        before = words[at]
    return words


def word_of(word: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The terms and forms of one of the `plain_words`."""
    bare = possessive(word)
    plain = bare.casefold()
    if plain in _ALWAYS or (plain in _ABBREVIATIONS and bare != plain):
        return _abbreviation(plain), _forms(bare, plain + word[len(bare) :])
    kind = "number" if word[0].isdecimal() else "points" if "." in word else "word"
    terms, forms, _ = _levelled(word, kind)
    return terms, forms


@lru_cache(maxsize=16_384)
def _levelled(word: str, kind: str) -> tuple[tuple[str, ...], tuple[str, ...], str]:
    """Terms and forms of a folded word, and what of it may be an abbreviation if it is in capitals."""
    if kind == "number":
        plain = _THOUSANDS.sub(lambda group: group[0].replace(",", ""), word)
        return (plain[:LONGEST],), (word[:LONGEST],), ""
    if kind == "points":
        plain = word.replace(".", "")
        terms = _abbreviation(plain) if plain in _ABBREVIATIONS else (term(plain),)
        return terms, (word[:LONGEST],), ""
    plain = word.replace("-", "", 1)
    bare = possessive(plain)
    return (term(plain),), _forms(bare, plain), bare if bare in _ABBREVIATIONS else ""


def _abbreviation(plain: str) -> tuple[str, str]:
    """The term of the abbreviation alone, and the one it shares with the word it looks like."""
    return _ABBREVIATIONS[plain], _ABBREVIATIONS[plain].casefold()


def _in_capitals(word: str, before: str) -> bool:
    """Whether a word behind a term is an abbreviation, and not the end of a Korean given name, as in `KIM JONG UN`."""
    return word.isupper() and before != "jong"


def _forms(bare: str, plain: str) -> tuple[str, ...]:
    forms = (bare,) if len(bare) == len(plain) else (bare, plain)
    return tuple(form[:LONGEST] for form in forms)


def _pairs(run: str, position: int, start: int) -> Iterator[Token]:
    last = len(run) - 1
    for at in range(len(run)):
        pair = run[at : at + 2]
        forms = (run[:LONGEST],) if at == 0 else ()
        yield Token((pair,), forms, position + at, start + at, start + min(at + 2, last + 1), True)
