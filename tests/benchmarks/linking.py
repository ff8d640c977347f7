"""Linking pieces of a large library: all at once, one article more, a table, and what opening a piece costs.

Times are of the processor: other work on the machine makes these longer by less.
"""

from __future__ import annotations

import itertools
import json
import resource
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path
from unittest.mock import patch

from nkreader.analysis.grouping import agreement
from nkreader.archive import grouping
from nkreader.archive.added import AddReport
from nkreader.archive.adding import Intake
from nkreader.archive.grouping import regroup
from nkreader.archive.linking import related
from nkreader.archive.store import Store
from nkreader.ingest import LIMIT
from tests.benchmarks.bulk import UNIT, rows_of
from tests.benchmarks.measuring import Figure

ROWS = 10_000
MORE = 30
"""Articles that come one by one."""
OPENED = 30
"""Pieces that are opened."""
OFTEN = 100
"""Pieces after which memory is looked at again."""
TABLES = (200, 800)
"""Rows of tables that differ in a number alone."""


def run(data: Path | None, rows: int = ROWS) -> list[Figure]:
    """Milliseconds of processor time and comparisons, for each of these."""
    lines = rows_of(data)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        store = Store(folder / "library.db")
        _take(store, folder / "rows.jsonl", itertools.islice(lines, rows))
        spent, compared = _linked(store)
        each = f"{1000 * spent / rows:.1f} ms each, {compared / rows:.0f} comparisons each"
        found = [Figure(f"link {rows:,} rows, {'Reuters-105k' if data else 'made texts'}", f"{spent:.0f} s", each)]
        found += [_more(store, folder, itertools.islice(lines, MORE), dated) for dated in (True, False)]
        found += _opening(store)
        store.close()
        return [*found, *(_table(folder, size) for size in TABLES)]


def _take(store: Store, file: Path, lines: Iterable[bytes]) -> None:
    """Take rows in, without groups and index."""
    file.write_bytes(b"".join(lines))
    Intake(store, AddReport()).walk([file], LIMIT * 100)


def _linked(store: Store) -> tuple[float, int]:
    """Seconds and comparisons that linking takes what is not linked yet."""
    compared = itertools.count()

    def counted(*pair: object) -> object:
        next(compared)
        return agreement(*pair)  # type: ignore[arg-type]

    with patch.object(grouping, "agreement", counted):
        started = time.process_time()
        regroup(store)
        return time.process_time() - started, next(compared)


def _more(store: Store, folder: Path, lines: Iterable[bytes], dated: bool) -> Figure:
    """One article more, from another outlet; those that state a day are of the days of the library."""
    days = [row[0] for row in store.connection.execute("SELECT day FROM listed WHERE day IS NOT NULL ORDER BY day")]
    spent, compared = [], []
    for at, line in enumerate(lines, 1):
        row = {**json.loads(line), "outlet": "Strait Courier", "url": f"https://more.example/{dated}/{at}"}
        row["date"] = days[at * len(days) // (MORE + 1)] if dated else ""
        _take(store, folder / f"{dated}{at}.jsonl", [json.dumps(row).encode()])
        found = _linked(store)
        spent.append(1000 * found[0])
        compared.append(found[1])
    most = f"p95 {sorted(spent)[MORE * 95 // 100]:.0f} ms, slowest {max(spent):.0f} ms"
    beside = f"{most}; {sorted(compared)[MORE // 2]:,} comparisons"
    what = f"  one article more, {'with a day' if dated else 'without a day'}, median"
    return Figure(what, f"{sorted(spent)[MORE // 2]:.0f} ms", beside)


def _opening(store: Store) -> list[Figure]:
    """What related pieces of pieces from all over the library cost, and what of it stays in memory."""
    idents = [row[0] for row in store.connection.execute("SELECT id FROM article ORDER BY number")]
    chosen = idents[:: max(1, len(idents) // OFTEN)][:OFTEN]
    related(store.connection, chosen[0])
    before, spent = _peak(), []
    for ident in chosen:
        started = time.process_time()
        related(store.connection, ident)
        spent.append(1000 * (time.process_time() - started))
    some = sorted(spent[:: len(spent) // OPENED][:OPENED])
    half, most = some[len(some) // 2], some[len(some) * 95 // 100]
    return [
        Figure(f"  related pieces, p50 of {len(some)} pieces", f"{half:.0f} ms", f"p95 {most:.0f} ms"),
        Figure(
            f"  peak memory, after {len(chosen)} of them", f"{_peak() / 1e6:.0f} MB", f"before {before / 1e6:.0f} MB"
        ),
    ]


def _peak() -> int:
    """The most memory there was so far, in bytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * UNIT


def _table(folder: Path, size: int) -> Figure:
    """Rows of a market table: the comparisons that they take, beside those of each row with each."""
    said = "Coal for May closed at {} yuan a tonne on the Dandong exchange, and traders from Sinuiju bought none."
    rows = [{"title": "Coal closes", "date": "2024-03-01", "text": said.format(1000 + at)} for at in range(size)]
    store = Store(folder / f"{size}.db")
    lines = [json.dumps({**row, "url": f"https://table.example/{at}"}).encode() + b"\n" for at, row in enumerate(rows)]
    _take(store, folder / f"{size}.jsonl", lines)
    spent, compared = _linked(store)
    store.close()
    pairs = f"{spent:.1f} s; of each with each {size * (size - 1) // 2:,}"
    return Figure(f"link a table of {size} rows, comparisons", f"{compared:,}", pairs)
