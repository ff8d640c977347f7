"""From which medium the news of an article comes."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing

import pytest

from nkreader.archive.citing import innermost

Stored = tuple[str, str, str, int, str | None]
OUTLET: Stored = ("Harbour Wire", "Harbour Wire", "outlet", 1, None)
YONHAP: Stored = ("Yonhap News Agency", "Yonhap", "medium", 1, None)
KCNA: Stored = ("Korean Central News Agency", "KCNA", "medium", 1, "Yonhap News Agency")
PRESS: Stored = ("state media", "state media", "unnamed medium", 1, None)


@pytest.mark.parametrize(
    ("sources", "told"),
    [
        ([OUTLET], None),
        ([OUTLET, YONHAP], "Yonhap"),
        ([OUTLET, YONHAP, KCNA], "KCNA"),
        ([OUTLET, YONHAP, KCNA, PRESS], "KCNA"),
        ([OUTLET, PRESS], "state media"),
        ([OUTLET, YONHAP, (*KCNA[:4], None)], "KCNA +1"),
        ([OUTLET, ("Ada Fischer", "Fischer", "person", 1, None)], None),
        ([OUTLET, (*KCNA[:3], 0, None)], None),
    ],
)
def test_the_innermost_medium_of_the_opening_is_told(sources: list[Stored], told: str | None) -> None:
    with closing(sqlite3.connect(":memory:")) as db:
        db.execute("CREATE TABLE citing (name, article, said, kind, main, via)")
        db.execute("CREATE INDEX citing_article ON citing(article)")
        rows = [(name, said, kind, main, via) for name, said, kind, main, via in sources]
        for article, kept in (("a", rows), ("b", [(*YONHAP,)])):
            db.executemany(f"INSERT INTO citing VALUES (?, '{article}', ?, ?, ?, ?)", kept)
        assert innermost(db).get("a") == told
        assert innermost(db, json.dumps(["a"])) == ({"a": told} if told else {})
