"""Tables of `library.db` by which pieces that tell of each other are found: derived like those of `schema.DERIVED`."""

from __future__ import annotations

LINKS = """
CREATE TABLE recalled (             -- the days and months that an article tells of, but for its own
    first INTEGER NOT NULL,         -- ordinal of the first day, and of the last
    last INTEGER NOT NULL,
    article TEXT NOT NULL REFERENCES article(id) ON DELETE CASCADE ON UPDATE CASCADE,
    PRIMARY KEY (first, last, article)
) STRICT, WITHOUT ROWID;
CREATE INDEX recalled_article ON recalled(article);

CREATE TABLE digest (               -- overviews of many events
    article TEXT PRIMARY KEY REFERENCES article(id) ON DELETE CASCADE ON UPDATE CASCADE
) STRICT, WITHOUT ROWID;

CREATE TABLE crowd (                -- articles that are the same but for numbers have one form
    form BLOB NOT NULL,
    article TEXT NOT NULL,          -- as long as it is not grouped anew, also one that has gone
    PRIMARY KEY (form, article)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX crowd_article ON crowd(article);
"""
