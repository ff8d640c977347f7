"""The full-text index of a library: a folder that can be deleted at any time and rebuilt from the articles.

Importing this module does not import whoosh; the first call that needs it does.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from nkreader.model.dates import Interval
from nkreader.model.query import Hit, Query, Results
from nkreader.search.errors import IndexDamaged
from nkreader.search.passages import with_passages
from nkreader.search.ranking import Ranking, refuse_kept
from nkreader.search.seal import Checked, Seal, Seals
from nkreader.search.written import PATIENCE, PostingsCodec, Written

if TYPE_CHECKING:
    from nkreader.search.corpus import Corpus
    from nkreader.search.quoting import Candidates
    from nkreader.search.tallying import Tally


class Index(Written):
    """The index in one folder. Any thread may call any method; one writes at a time, others read on.

    What counts is what the seal names: a folder without a seal is an empty index, whatever lies in it.
    """

    def __init__(
        self, folder: Path, seals: Seals, patience: float = PATIENCE, codec: PostingsCodec = PostingsCodec.ARRAYS
    ) -> None:
        """Nothing is read or written yet. `patience` is in seconds."""
        super().__init__(folder, seals, patience, codec)
        self._checked = Checked(folder)
        self._corpus: Corpus | None = None
        self._seen: str | None = None

    def ids(self) -> frozenset[str]:
        """The articles in the index.

        Raises:
            IndexDamaged: if what is there cannot be read.
        """
        with self._reading:
            corpus = self._current()
            return frozenset(corpus.numbers) if corpus else frozenset()

    def search(
        self,
        query: Query,
        limit: int = 50,
        text_of: Callable[[str], str] | None = None,
        lent: Mapping[str, Interval] = MappingProxyType({}),
        passages: int | None = None,
    ) -> Results:
        """The articles a query finds, best first; of equals the one published last, then by id.

        `text_of` gives the body of an article by id; snippets are cut from it. Without it they are titles. `passages`
        is how many of the hits get one now, where not all do; `with_passages` gives the rest.
        `total` and `ids` are of all matches, `limit` only bounds the hits. `lent` are days of publication that hold
        in place of those that were indexed.

        Raises:
            IndexDamaged: if what is there cannot be read.
            ValueError: if the query holds a `Kept` node, which only the archive can answer.
        """
        with self._reading:
            found = self.rank(query, limit, lent)
            titles = {} if text_of else self._titles(found)
        hits = tuple(Hit(id_, score, "") for id_, score in found.best)
        hits = (*with_passages(query, hits[:passages], text_of or titles.__getitem__), *hits[len(hits[:passages]) :])
        notices = (*query.notices, *found.hints)
        return Results(query, hits, found.total, found.ids, notices, found.culprit)

    def rank(self, query: Query, limit: int = 50, lent: Mapping[str, Interval] = MappingProxyType({})) -> Ranking:
        """The same without a look at any text.

        Raises:
            IndexDamaged, ValueError: as for `search`.
        """
        refuse_kept(query.node)
        with self._reading:
            corpus = self._current()
            if corpus is None:
                return Ranking()
            from nkreader.search.evaluate import best, scores
            from nkreader.search.hints import culprit, hints

            with _damage():
                corpus.lend(lent)
                found = scores(corpus, query.node)
                if not len(found):
                    return Ranking(hints=hints(corpus, query), culprit=culprit(corpus, query))
                ranked = tuple((corpus.ids[number], score) for number, score in best(corpus, found, limit))
                numbers = found.numbers
                return Ranking(ranked, len(numbers), lambda: map(corpus.ids.__getitem__, numbers.tolist()))

    def _titles(self, found: Ranking) -> dict[str, str]:
        corpus = self._corpus
        if corpus is None:
            return {}
        with _damage():
            return {id_: corpus.heading(corpus.numbers[id_]) for id_, _ in found.best}

    def tally(self, among: Collection[str]) -> Tally:
        """Tells how many of some articles a node finds, for one node after the other."""
        from nkreader.search.tallying import Tally

        return Tally(self, among)

    def asked(self, question: Callable[[Corpus], int]) -> int:
        """The answer to a question to the committed state; 0 for an empty index.

        Raises:
            IndexDamaged: if what is there cannot be read.
        """
        with self._reading:
            corpus = self._current()
            if corpus is None:
                return 0
            with _damage():
                return question(corpus)

    def quoted(self, texts: Sequence[str]) -> Candidates:
        """The articles that may hold the parts of a quotation; raises `IndexDamaged` as `search` does."""
        from nkreader.search.quoting import candidates

        with self._reading, _damage():
            return candidates(self._current(), texts)

    def close(self) -> None:
        """Give the files back; the next call opens them again. A merge that goes on is given up."""
        self._closings += 1
        self._drop()

    def _drop(self) -> None:
        with self._reading:
            if self._corpus is not None:
                with suppress(Exception):  # whatever Whoosh makes of files that are gone
                    self._corpus.close()
            self._corpus = self._seen = None

    def _current(self) -> Corpus | None:
        """The last committed state; None for an empty index."""
        seal = self.seals.read()
        while True:
            if seal is None:
                self._drop()
                return None
            if self._corpus is not None and seal == self._seen and self._checked.unchanged():
                return self._corpus
            try:
                return self._read(seal)
            except IndexDamaged:
                # another process may have committed, and deleted old files under our eyes
                before, seal = seal, self.seals.read()
                if seal == before:
                    self._drop()
                    raise

    def _read(self, sealed: str) -> Corpus:
        from nkreader.search.corpus import Corpus
        from nkreader.search.generation import Generation, version

        seal = Seal.from_json(sealed)
        if seal.version != version(self.codec):
            raise IndexDamaged("it was written by another version")
        self._checked.compare(seal)
        with _damage():
            known = [leaf for leaf, _ in self._corpus.leaves] if self._corpus else []
            state: Any = Generation(self.folder, seal.generation)
            corpus = Corpus(state.reader(), known)
        self._drop()
        self._corpus, self._seen = corpus, sealed
        return corpus


@contextmanager
def _damage() -> Iterator[None]:
    """Whatever goes wrong in reading is damage: Whoosh raises all kinds of exceptions over a bad file."""
    try:
        yield
    except Exception as error:
        raise IndexDamaged(f"it cannot be read: {error!r}") from error
