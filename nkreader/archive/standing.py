"""What a library prints of a name, out of all its pieces that have it: they are read newest first, told as it grows."""

from __future__ import annotations

import sqlite3
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import date

from nkreader.analysis.standing import alike, listed, titles
from nkreader.archive import joined
from nkreader.archive.headlines import headlines
from nkreader.archive.serial import analysis_from_json, article_from_json
from nkreader.archive.silences import silence, since
from nkreader.model.entities import Entity, EntityKind, Mention
from nkreader.model.folding import fold
from nkreader.model.headline import Headline
from nkreader.model.silence import precise
from nkreader.model.spans import Span
from nkreader.model.standing import Company, Rank, Row, Seen, Spot, Standing, Title, dated
from nkreader.model.timeline import leveled, shown_days

READ = ("en", "und")
"""Languages of which the rules for titles and lists know something."""
FIRST = 50
"""Pieces that are read before the first telling; each further one has twice as many."""

_PIECE = """
SELECT v.article_json, n.analysis_json FROM version v JOIN analysis n ON n.article = v.article
WHERE v.article = ? ORDER BY v.number DESC LIMIT 1
"""


def standings(
    db: sqlite3.Connection, entity: Entity, go_on: Callable[[], None] = lambda: None, alone: bool = False
) -> Iterator[Standing]:
    """What is known at first, without any text; then ever more, and in the end all.

    `go_on` is called before each piece, and gives the work up by raising. `alone` leaves out whoever else is counted as
    one with it.
    """
    ids = (entity.id,) if alone else joined.together(db, entity.id)
    pieces = _newest_first(headlines(db, joined.articles(db, ids)))
    told = _Told(db, entity, pieces, ids)
    wanted = FIRST
    if len(pieces) > wanted:
        yield told.standing(0)
    for read, headline in enumerate(pieces):
        if read == wanted:
            yield told.standing(read)
            wanted *= 2
        go_on()
        told.read(headline)
    yield told.standing(len(pieces))


def _newest_first(found: Sequence[Headline]) -> list[Headline]:
    """Those without a place in time last; what is equal in title order, whatever the order of arrival."""
    placed = [(shown_days(dated(headline)), headline) for headline in found]
    level = sorted(placed, key=lambda pair: (leveled(pair[1].title), pair[1].id))
    known = [(days.earliest or date.min, days.latest or date.max, headline) for days, headline in level if days]
    known.sort(key=lambda entry: entry[:2], reverse=True)
    return [headline for *_, headline in known] + [headline for days, headline in level if days is None]


class _Many:
    """Something found in pieces that come newest first."""

    def __init__(self) -> None:
        self.pieces = 0
        self.before = 0
        self.printed: Counter[str] = Counter()
        self._last: Spot | None = None
        self._first: Spot | None = None

    def found(self, spot: Spot, printed: str, before: bool = False) -> None:
        """Once for each piece."""
        self.pieces += 1
        self.before += before
        self.printed[printed] += 1
        self._last = self._last or spot
        if shown_days(dated(spot.headline)) is not None:
            self._first = spot

    @property
    def seen(self) -> Seen:
        """Once something was found."""
        assert self._last is not None
        return Seen(self.pieces, self._first, self._last)


class _Told:
    """What was read until now."""

    def __init__(self, db: sqlite3.Connection, entity: Entity, pieces: Sequence[Headline], ids: Sequence[str]) -> None:
        self._db = db
        self._ident = ids[0]
        self._leaders = joined.leaders(db, entity.id if len(ids) == 1 else None)
        self._person = entity.kind is EntityKind.PERSON
        self._forms: Counter[str] = Counter()
        self._titles: dict[str, _Many] = {}
        self._rows: list[Row] = []
        self._ranks: dict[int, tuple[_Many, list[int]]] = {}
        self._with: tuple[dict[str, _Many], ...] = ({}, {}, {}, {})
        """Right before it in a list, right behind it, in the same list, in the same piece."""
        self._people: dict[str, Mention] = {}
        days = [shown_days(dated(headline)) for headline in pieces]
        placed = [headline for headline, when in zip(pieces, days, strict=True) if when is not None]
        self._pieces = len(pieces)
        self._placed = len(placed)
        self._vague = sum(when is not None and not precise(when) for when in days)
        self._ends = (placed[-1], placed[0]) if placed else (None, None)
        self._silence, self._since = silence(db, pieces, ids), since(db, pieces, ids)

    def read(self, headline: Headline) -> None:
        """One more piece."""
        row = self._db.execute(_PIECE, (headline.id,)).fetchone()
        if row is None:  # removed meanwhile
            return
        article, analysis = article_from_json(row[0]), joined.as_one(analysis_from_json(row[1]), self._leaders)
        text, mentions = article.text, analysis.mentions
        own = [mention.span for mention in mentions if mention.entity == self._ident]
        if not own:
            return
        begins = [mention.span.start for mention in mentions]
        sentences = _sentences(analysis.sentences, own)
        printed: dict[str, tuple[Spot, str]] = {}
        said: tuple[set[str], ...] = (set(), set(), set(), set())
        for sentence, name in sentences:
            spot = Spot(headline, name.start, sentence)
            inside = mentions[bisect_left(begins, sentence.start) : bisect_left(begins, sentence.end)]
            if not self._person or article.lang not in READ:
                continue
            for span in titles(text, sentence, inside, self._ident):
                words = " ".join(span.of(text).split())
                printed.setdefault(alike(words), (spot, words))
            names, at = listed(text, sentence, inside, self._ident)
            if names:
                self._rank(Row(spot, tuple(" ".join(one.span.of(text).split()) for one in names), at + 1))
                for kind, some in enumerate((names[:at][-1:], names[at + 1 : at + 2], names)):
                    self._company(kind, spot, some, names[at].span.start, said[kind])
        self._forms.update(" ".join(span.of(text).split()) for span in own)
        for key, (spot, words) in printed.items():
            self._titles.setdefault(key, _Many()).found(spot, words)
        self._company(3, Spot(headline, own[0].start, sentences[0][0]), mentions, own[0].start, said[3])

    def _company(self, kind: int, spot: Spot, mentions: Sequence[Mention], here: int, said: set[str]) -> None:
        """Each of the people that this piece was not `said` to have, by the place where they are named first."""
        for mention in mentions:
            key = mention.entity or f"={fold(mention.name)}"
            if mention.kind is not EntityKind.PERSON or mention.entity == self._ident or key in said:
                continue
            said.add(key)
            self._people.setdefault(key, mention)
            self._with[kind].setdefault(key, _Many()).found(spot, mention.name, mention.span.start < here)

    def _rank(self, row: Row) -> None:
        self._rows.append(row)
        many, sizes = self._ranks.setdefault(row.place, (_Many(), []))
        many.found(row.spot, "")
        sizes.append(len(row.names))

    def standing(self, read: int) -> Standing:
        """What is known by now."""
        first, last = self._ends
        ranks = [Rank(place, min(sizes), max(sizes), many.seen) for place, (many, sizes) in self._ranks.items()]
        return Standing(
            pieces=self._pieces,
            read=read,
            first=first,
            last=last,
            undated=self._pieces - self._placed,
            vague=self._vague,
            silence=self._silence,
            since=self._since,
            forms=tuple(sorted(self._forms.items(), key=lambda pair: (-pair[1], pair[0]))),
            titles=tuple(Title(_usual(many.printed), many.seen) for many in self._titles.values()),
            rows=tuple(self._rows),
            ranks=tuple(sorted(ranks, key=lambda rank: (-rank.seen.pieces, rank.place))),
            ahead=self._told(self._with[0]),
            behind=self._told(self._with[1]),
            same_list=self._told(self._with[2]),
            same_piece=self._told(self._with[3]),
        )

    def _told(self, found: dict[str, _Many]) -> tuple[Company, ...]:
        people = [
            Company(_usual(many.printed), self._people[key].entity, many.before, many.seen)
            for key, many in found.items()
        ]
        return tuple(sorted(people, key=lambda one: (-one.seen.pieces, one.name, one.entity or "")))


def _usual(printed: Counter[str]) -> str:
    return min(printed, key=lambda words: (-printed[words], words))


def _sentences(sentences: Sequence[Span], names: Sequence[Span]) -> list[tuple[Span, Span]]:
    """The sentences that have a name, each with the first; a name outside of all is a sentence by itself."""
    starts = [sentence.start for sentence in sentences]
    found: list[tuple[Span, Span]] = []
    for name in names:
        at = bisect_right(starts, name.start) - 1
        sentence = sentences[at] if at >= 0 and sentences[at].covers(name) else name
        if not found or found[-1][0] != sentence:
            found.append((sentence, name))
    return found
