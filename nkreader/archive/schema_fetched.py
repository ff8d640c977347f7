"""Tables of `library.db` about what comes over the network; the first three are what a dump holds."""

from __future__ import annotations

FETCHED = """
CREATE TABLE feed (                 -- what sync looks at
    url TEXT PRIMARY KEY,
    title TEXT NOT NULL,
    pages INTEGER NOT NULL,         -- pages of entries with a summary are fetched
    robots INTEGER NOT NULL,        -- robots.txt is asked
    added TEXT NOT NULL,            -- UTC
    synced TEXT,                    -- the last look that succeeded
    trouble TEXT                    -- of the last look, if it did not
) STRICT, WITHOUT ROWID;

CREATE TABLE retrieval (            -- bytes that a server gave for an article, each once in a row
    article TEXT NOT NULL REFERENCES article(id) ON DELETE CASCADE ON UPDATE CASCADE,
    url TEXT NOT NULL,              -- as asked for
    final TEXT NOT NULL,            -- where redirects led
    retrieved TEXT NOT NULL,        -- UTC, when these bytes came first
    seen TEXT NOT NULL,             -- when the server last gave the same
    status INTEGER NOT NULL,
    sha256 TEXT NOT NULL,           -- of the bytes
    media_type TEXT NOT NULL,
    version TEXT NOT NULL,          -- digest of the text that they gave
    PRIMARY KEY (article, retrieved, url)
) STRICT, WITHOUT ROWID;

CREATE TABLE dismissed (            -- what names an article that the reader removed: sync does not bring it back
    key TEXT PRIMARY KEY
) STRICT, WITHOUT ROWID;

CREATE TABLE validator (            -- what the server is told of that is known of an address, to be spared sending it
    url TEXT PRIMARY KEY,
    etag TEXT,
    modified TEXT,
    sha256 TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE tried (                -- pages of entries that gave no article
    page TEXT PRIMARY KEY,          -- its address without what does not belong to it
    times INTEGER NOT NULL,
    lasting INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
"""
