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

CREATE TABLE item (                 -- of digests that are grouped
    article TEXT PRIMARY KEY REFERENCES analysis(article) ON DELETE CASCADE ON UPDATE CASCADE,
    said_json TEXT NOT NULL         -- of each item what its first sentence names, and its other terms
) STRICT;

CREATE TABLE sketch (               -- with what others an article that is looked up by `telling` cannot agree
    article TEXT PRIMARY KEY,
    row BLOB NOT NULL               -- analysis.sketch
) STRICT;

CREATE TABLE crowd (                -- articles that are the same but for numbers have one form
    form BLOB NOT NULL,
    article TEXT NOT NULL,          -- as long as it is not grouped anew, also one that has gone
    PRIMARY KEY (form, article)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX crowd_article ON crowd(article);
"""
