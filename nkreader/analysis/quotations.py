"""Direct quotations, and the other wordings of one: who words it as the origin does, and who words it otherwise.

Wordings are told in the order of how near their piece is to the origin: first the origin's own piece, then pieces that
cite it directly, then those that have it from others, then those that name no source; of equals the earlier one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property

from nkreader.analysis.claims import Claimant, claimant
from nkreader.analysis.said import Said
from nkreader.analysis.terms import WORD, rarity, term
from nkreader.model.article import PartKind
from nkreader.model.folding import fold
from nkreader.model.motions import quotations, span_at
from nkreader.model.spans import Span
from nkreader.model.versions import Likeness, Reworded, Wording

LEAST = 5
"""Words that make a quotation; fewer are a term or a title that is set apart."""
TITLE = 12
"""Words up to which a quotation whose longer words all begin with a capital letter is a title."""
LIKE = 0.62
"""The part of the shorter wording's terms that stand in the other in the same order."""
OF_ONE = 0.48
"""The same part where both wordings are said to be of one person."""
SHORT, SHORT_LIKE = 8, 0.75
"""Wordings of fewer words have to agree so far: a name and an article are much of them."""
TELLING = 9.0
"""Rarity, in all, of the terms that two wordings must share: common words alone make no quotation."""
SPREAD = 1.7
"""How many times as long as the shorter wording the stretch of the other may be that holds its terms."""
INDIRECT, INDIRECT_LEAST = 0.75, 8
"""The same part for a sentence without quotation marks, and the words that the quotation must have."""
_TOLD = frozenset({PartKind.PARAGRAPH, PartKind.BULLET, PartKind.HEADING, PartKind.TITLE})
_MARKS = re.compile(r"[\"“”„«»]|''|``")
_DECORATION = re.compile(r"[\s,.;:!?…'\"“”‘’-]+")


@dataclass(frozen=True)
class Quoted:
    """A direct quotation, or a sentence that may hold one's words."""

    piece: Said
    span: Span
    """Without the quotation marks, nor what closes the sentence."""
    sentence: Span

    @cached_property
    def words(self) -> tuple[str, ...]:
        """Folded."""
        return tuple(WORD.findall(fold(self.span.of(self.piece.article.text))))

    @cached_property
    def terms(self) -> tuple[str, ...]:
        """What each word counts as: its stem or concept."""
        return tuple(term(word) for word in self.words)

    @cached_property
    def letters(self) -> str:
        """Without spaces, apostrophes and what else a typist may set otherwise."""
        return "".join(filter(str.isalnum, fold(self.span.of(self.piece.article.text))))

    @cached_property
    def _claimant(self) -> Claimant | None:
        text, mentions = self.piece.article.text, self.piece.analysis.mentions
        return claimant(text, self.sentence, self.span.end, mentions)

    @property
    def speaker(self) -> str:
        """Who says it, as printed; empty where the sentence names nobody."""
        return self._claimant.text if self._claimant else ""

    @property
    def said_by(self) -> str | None:
        """Id of the one who says it."""
        return self._claimant.entity if self._claimant else None


@dataclass(frozen=True)
class Spoken:
    """A piece's quotations and sentences, each looked at once."""

    piece: Said
    quotes: tuple[Quoted, ...]
    sentences: tuple[Quoted, ...]

    @classmethod
    def of(cls, piece: Said) -> Spoken:
        """Of a piece."""
        found = tuple(Quoted(piece, sentence, sentence) for sentence in piece.analysis.sentences)
        return cls(piece, quoted(piece), found)


def quoted(piece: Said) -> tuple[Quoted, ...]:
    """The direct quotations of a piece of `LEAST` words or more, in text order and disjoint."""
    found: list[Quoted] = []
    text = piece.article.text
    plain = text.replace("''", '" ').replace("``", ' "')  # as old agency copy closes and opens quotations
    for part in piece.article.blocks:
        if part.kind not in _TOLD:
            continue
        last = part.span.start
        for span in quotations(plain, part.span):
            if span.start < last:
                continue  # inside another quotation
            one = Quoted(piece, _trimmed(text, span), span_at(piece.analysis.sentences, span.start) or part.span)
            if len(one.words) >= LEAST and not _is_title(one.span.of(text)):
                found.append(one)
                last = span.end
    return tuple(found)


def _is_title(words: str) -> bool:
    """Whether it is what a song, a book or an exhibition is called."""
    long = [word for word in words.split() if len(word) > 3 and word[0].isalpha()]
    return len(words.split()) <= TITLE and all(word[0].isupper() for word in long)


def _trimmed(text: str, span: Span) -> Span:
    start, end = span.start, span.end
    while start < end and _DECORATION.fullmatch(text[start]):
        start += 1
    while start < end and _DECORATION.fullmatch(text[end - 1]):
        end -= 1
    return Span(start, end)


def reworded(pieces: Sequence[Spoken], in_time: bool = False) -> tuple[Reworded, ...]:
    """The quotations of which pieces have other wordings, in the order in which the nearest piece has them.

    Texts of one piece are given in the order of time (`in_time`): the first is the nearest there.
    """
    ranks = nearness([spoken.piece for spoken in pieces])
    ordered = list(pieces) if in_time else sorted(pieces, key=lambda spoken: ranks[spoken.piece.id])
    known = not in_time and any(_cites(spoken.piece) for spoken in pieces)
    clusters: list[list[Quoted]] = []
    for spoken in ordered:
        for one in spoken.quotes:
            scores = [(alike(cluster[0], one), -number) for number, cluster in enumerate(clusters)]
            best = max(scores, default=(0.0, 0))
            if best[0] >= LIKE:
                clusters[-best[1]].append(one)
            else:
                clusters.append([one])
    head = Likeness.NEAREST if known else Likeness.FIRST
    found = [_told(cluster, ordered, head) for cluster in clusters]
    return tuple(row for row in found if row is not None)


def _told(cluster: Sequence[Quoted], pieces: Sequence[Spoken], head: Likeness) -> Reworded | None:
    first = cluster[0]
    wordings = [_wording(one, head if one is first else _likeness(first, one)) for one in cluster]
    having = {one.piece.id for one in cluster}
    for spoken in pieces:
        if spoken.piece.id not in having and len(first.words) >= INDIRECT_LEAST:
            wordings += [_wording(one, likeness) for one, likeness in _indirect(first, spoken)]
    order = {spoken.piece.id: number for number, spoken in enumerate(pieces)}
    wordings.sort(key=lambda one: (one.likeness is not head, order[one.place.article], one.place.span))
    differing = any(one.likeness in (Likeness.REWORDED, Likeness.INDIRECT) for one in wordings)
    return Reworded(tuple(wordings)) if differing else None


def _wording(one: Quoted, likeness: Likeness) -> Wording:
    return Wording(one.piece.place(one.span, one.sentence), likeness, one.speaker)


def _likeness(first: Quoted, other: Quoted) -> Likeness:
    """How a matched wording stands to the nearest one."""
    if first.letters == other.letters or first.letters in other.letters:
        return Likeness.SAME
    return Likeness.SHORTENED if other.letters in first.letters else Likeness.REWORDED


def alike(one: Quoted, other: Quoted) -> float:
    """How far two wordings agree, 0 to 1; those of one piece are two quotations.

    Where both are said to be of one person, they may agree less.
    """
    if one.piece.id == other.piece.id:
        return 0.0
    score = shared_part(one.terms, other.terms)
    if OF_ONE <= score < LIKE and one.said_by and one.said_by == other.said_by:
        return LIKE
    return score


def shared_part(one: Sequence[str], other: Sequence[str]) -> float:
    """The part of the shorter of two lists of terms that the other has in the same order and near each other, 0 to 1.

    0 where what they share tells nothing.
    """
    short, long = sorted((one, other), key=len)
    common = set(short) & set(long)
    if len(common) < OF_ONE * len(set(short)) * 0.8 or sum(map(_telling, common)) < TELLING:
        return 0.0
    blocks = SequenceMatcher(None, short, long, autojunk=False).get_matching_blocks()[:-1]
    if not blocks:
        return 0.0
    matched = sum(block.size for block in blocks) / len(short)
    stretch = blocks[-1].b + blocks[-1].size - blocks[0].b
    if stretch > SPREAD * len(short) + 3:
        return 0.0
    shared = sum(_telling(name) for block in blocks for name in short[block.a : block.a + block.size])
    if shared < TELLING or (len(short) < SHORT and matched < SHORT_LIKE):
        return 0.0
    return matched


def _telling(name: str) -> float:
    return min(rarity(name), 6.0)


def _indirect(first: Quoted, spoken: Spoken) -> Iterator[tuple[Quoted, Likeness]]:
    """The sentence of a piece that has the words of a quotation, if there is one, and whether it sets them apart."""
    best: tuple[float, Quoted | None] = (0.0, None)
    for one in spoken.sentences:
        if len(first.terms) * 0.8 <= len(one.terms) and (score := shared_part(first.terms, one.terms)) > best[0]:
            best = score, one
    score, found = best
    if found is None or score < INDIRECT or len(first.terms) > len(found.terms) * 1.2:
        return
    marked = _MARKS.search(found.span.of(spoken.piece.article.text)) is not None
    if first.letters in found.letters:
        yield found, Likeness.SAME if marked else Likeness.INDIRECT
    elif not marked:
        yield found, Likeness.INDIRECT


Rank = tuple[int, bool, int, int, str]


def nearness(pieces: Sequence[Said]) -> Mapping[str, Rank]:
    """By which to put pieces in order: the nearest to the origin first."""
    cited = {key for piece in pieces for key in _cites(piece)}
    ranks: dict[str, Rank] = {}
    for piece in pieces:
        chain = _cites(piece)
        own = piece.outlet in cited or bool(_outlet_keys(piece) & cited)
        steps = 0 if own and not chain else len(chain) if chain else 9 if cited else 0
        day = piece.day.toordinal() if piece.day else 0
        ranks[piece.id] = steps, piece.day is None, day, piece.issue, piece.id
    return ranks


def _cites(piece: Said) -> list[str]:
    return [origin.entity or fold(origin.name) for origin in piece.analysis.origins if origin.span is not None]


def _outlet_keys(piece: Said) -> set[str]:
    origins = piece.analysis.origins
    return {origin.entity or fold(origin.name) for origin in origins[:1] if origin.span is None}


def worded_nearer(pieces: Sequence[Said], here: str, span: Span) -> Iterator[tuple[Quoted, Quoted]]:
    """The quotations in a passage of a piece of which a piece nearer to the origin has other words: (this, nearer)."""
    ranks = nearness(pieces)
    mine = next((piece for piece in pieces if piece.id == here), None)
    if mine is None:
        return
    nearer = sorted((piece for piece in pieces if ranks[piece.id] < ranks[here]), key=lambda piece: ranks[piece.id])
    for one in quoted(mine):
        if not one.span.overlaps(span):
            continue
        for piece in nearer:
            scored = [(score, other) for other in quoted(piece) if (score := alike(other, one)) >= LIKE]
            if scored:
                best = max(scored, key=lambda pair: pair[0])[1]
                if _likeness(best, one) is Likeness.REWORDED:
                    yield one, best
                break
