"""Tables of `library.db`.

The first group cannot be recreated and is what a dump holds. The second group is derived from it by the
analysis, or by another look at the files, and may be dropped at any time.

Triggers note in `ungrouped` whose analysis came, changed or went: the groups are those of the articles that are there
as long as it is empty (they delete and insert: the conflict rule of the statement that fires a trigger would replace
theirs). `telling` and `agreement` are what the grouping keeps of earlier work. `listed` is kept level with
`analysis` by triggers too: without it every list would read past all texts' analyses.
"""

from __future__ import annotations

VERSION = 1

KEPT = """
CREATE TABLE meta (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE article (
    id TEXT PRIMARY KEY,            -- first 12 hex digits of the first version's digest
    number INTEGER NOT NULL UNIQUE, -- order of arrival
    added TEXT NOT NULL,            -- UTC, for since:last; no inference reads it
    renewed INTEGER NOT NULL DEFAULT 0, -- order in which a new version came to what was known; 0: none did
    read INTEGER NOT NULL DEFAULT 0,
    starred INTEGER NOT NULL DEFAULT 0,
    tags TEXT NOT NULL DEFAULT '[]', -- JSON list; those of its highlights are theirs
    published TEXT,                 -- the three dates as far as the reader set them
    reported TEXT,
    happened TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX article_renewed ON article(renewed);

CREATE TABLE version (
    article TEXT NOT NULL REFERENCES article(id) ON DELETE CASCADE ON UPDATE CASCADE,
    number INTEGER NOT NULL,        -- 1 is the first; the highest is shown
    digest TEXT NOT NULL,           -- SHA-256 of the text, or of a row's canonical JSON
    article_json TEXT NOT NULL,
    PRIMARY KEY (article, number)   -- rows so long stand in the order of arrival, not of their key
) STRICT;
CREATE INDEX version_digest ON version(digest);
CREATE INDEX version_present ON version(article, number, digest);

CREATE TABLE path (
    path BLOB NOT NULL,             -- as the file system has it: not every name is text
    article TEXT NOT NULL REFERENCES article(id) ON DELETE CASCADE ON UPDATE CASCADE,
    digest TEXT NOT NULL,
    size INTEGER NOT NULL,
    mtime_ns INTEGER NOT NULL,
    missing INTEGER NOT NULL DEFAULT 0, -- the file is gone, or holds another article now
    PRIMARY KEY (path, article)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX path_present ON path(path) WHERE missing = 0;
CREATE INDEX path_article ON path(article);

CREATE TABLE address (
    key TEXT PRIMARY KEY,           -- of a URL that is an article's own and its folded title
    article TEXT NOT NULL REFERENCES article(id) ON DELETE CASCADE ON UPDATE CASCADE
) STRICT, WITHOUT ROWID;
CREATE INDEX address_article ON address(article);

CREATE TABLE ignored (
    path BLOB PRIMARY KEY,          -- of an article the reader removed
    digest TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX ignored_digest ON ignored(digest);

CREATE TABLE folder (
    path BLOB PRIMARY KEY
) STRICT, WITHOUT ROWID;

CREATE TABLE highlight (
    id TEXT PRIMARY KEY,
    article TEXT NOT NULL REFERENCES article(id) ON DELETE CASCADE ON UPDATE CASCADE,
    start INTEGER NOT NULL,
    end INTEGER NOT NULL,
    exact TEXT NOT NULL,
    prefix TEXT NOT NULL,
    suffix TEXT NOT NULL,
    paragraph INTEGER NOT NULL,
    version TEXT NOT NULL,
    note TEXT NOT NULL,
    tags TEXT NOT NULL,             -- JSON list
    colour TEXT NOT NULL,
    orphan INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;
CREATE INDEX highlight_article ON highlight(article);

CREATE TABLE saved_search (
    key TEXT PRIMARY KEY,           -- the name, folded
    name TEXT NOT NULL,
    query TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE searched (             -- the last searches, each once
    number INTEGER PRIMARY KEY,     -- the latest has the highest
    query TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE repair (               -- what the reader says of names instead of what was found
    id TEXT PRIMARY KEY,
    number INTEGER NOT NULL,        -- in the order of making
    deed TEXT NOT NULL,
    article TEXT REFERENCES article(id) ON DELETE CASCADE ON UPDATE CASCADE, -- NULL: it holds everywhere
    entity TEXT NOT NULL,           -- '': whatever it was taken for
    form TEXT NOT NULL,             -- '': however it is printed
    was TEXT NOT NULL,              -- the name as it was shown
    becomes TEXT                    -- the entity as JSON; NULL: none
) STRICT, WITHOUT ROWID;
CREATE INDEX repair_article ON repair(article, number);

CREATE TABLE step (                 -- what the reader did, to be taken back and done again
    token TEXT PRIMARY KEY,
    number INTEGER NOT NULL,        -- in the order of doing
    said TEXT NOT NULL,
    title TEXT NOT NULL,            -- of the article, as it was then, or how many
    undone INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;
CREATE INDEX step_number ON step(number);

CREATE TABLE change (               -- without the article there is nothing to take back
    step TEXT NOT NULL REFERENCES step(token) ON DELETE CASCADE,
    place INTEGER NOT NULL,         -- in the order of doing
    article TEXT                    -- NULL: what changed holds everywhere
        REFERENCES article(id) ON DELETE CASCADE ON UPDATE CASCADE,
    what TEXT NOT NULL,             -- became another: read, starred, tags, a date, highlight, repair, ruling
    key TEXT NOT NULL,              -- of a highlight, repair or ruling its id
    before TEXT NOT NULL,           -- JSON
    after TEXT NOT NULL,
    PRIMARY KEY (step, place)
) STRICT, WITHOUT ROWID;
CREATE INDEX change_article ON change(article);

CREATE TABLE ruling (               -- what the reader says of which pieces report one event
    id TEXT PRIMARY KEY,
    number INTEGER NOT NULL,        -- in the order of making: the later word wins
    verdict TEXT NOT NULL           -- join, split, follow-up
) STRICT, WITHOUT ROWID;

CREATE TABLE ruled (                -- of which pieces; it outlives them, as one that was removed may come back
    ruling TEXT NOT NULL REFERENCES ruling(id) ON DELETE CASCADE,
    article TEXT NOT NULL,
    side INTEGER NOT NULL,          -- 0 or 1
    PRIMARY KEY (ruling, article)
) STRICT, WITHOUT ROWID;
CREATE INDEX ruled_article ON ruled(article);
CREATE TRIGGER ruled_renamed AFTER UPDATE OF id ON article WHEN NEW.id != OLD.id BEGIN
    UPDATE OR REPLACE ruled SET article = NEW.id WHERE article = OLD.id;
    UPDATE change SET before = replace(before, '"' || OLD.id || '"', '"' || NEW.id || '"'),
        after = replace(after, '"' || OLD.id || '"', '"' || NEW.id || '"') WHERE what = 'ruling';
END;
"""

DERIVED = """
CREATE TABLE analysis (
    article TEXT PRIMARY KEY REFERENCES article(id) ON DELETE CASCADE ON UPDATE CASCADE,
    digest TEXT NOT NULL,           -- the version it was made of
    engine TEXT NOT NULL,           -- the rules it was made by
    headline_json TEXT NOT NULL,
    analysis_json TEXT NOT NULL,
    signature BLOB NOT NULL,        -- JSON, packed
    repairs TEXT NOT NULL DEFAULT ''-- a digest of what repairs of names made of it; '' if they had no part
) STRICT;

CREATE INDEX analysis_made ON analysis(engine, article, digest);

CREATE TABLE listed (               -- what the list shows of an analysis, in rows so short that all are read at one go
    article TEXT PRIMARY KEY REFERENCES analysis(article) ON DELETE CASCADE ON UPDATE CASCADE,
    title TEXT NOT NULL,
    title_basis TEXT NOT NULL,
    outlet TEXT,
    author TEXT,
    url TEXT,
    lang TEXT NOT NULL,
    words INTEGER NOT NULL,
    day TEXT,                       -- the first it can be published on, by its own evidence
    published_json TEXT NOT NULL,
    reported_json TEXT NOT NULL,
    happened_json TEXT NOT NULL
) STRICT;
CREATE INDEX listed_day ON listed(day);
CREATE TRIGGER list_analysed AFTER INSERT ON analysis BEGIN
    DELETE FROM listed WHERE article = NEW.article;
    INSERT INTO listed SELECT NEW.article,
        json_extract(NEW.headline_json, '$.title'), json_extract(NEW.headline_json, '$.title_basis'),
        json_extract(NEW.headline_json, '$.outlet'), json_extract(NEW.headline_json, '$.author'),
        json_extract(NEW.headline_json, '$.url'), json_extract(NEW.headline_json, '$.lang'),
        json_extract(NEW.headline_json, '$.words'), json_extract(NEW.headline_json, '$.published.earliest'),
        json_extract(NEW.headline_json, '$.published'), json_extract(NEW.headline_json, '$.reported'),
        json_extract(NEW.headline_json, '$.happened');
END;
CREATE TRIGGER list_reanalysed AFTER UPDATE OF headline_json ON analysis BEGIN
    UPDATE listed SET
        title = json_extract(NEW.headline_json, '$.title'),
        title_basis = json_extract(NEW.headline_json, '$.title_basis'),
        outlet = json_extract(NEW.headline_json, '$.outlet'), author = json_extract(NEW.headline_json, '$.author'),
        url = json_extract(NEW.headline_json, '$.url'), lang = json_extract(NEW.headline_json, '$.lang'),
        words = json_extract(NEW.headline_json, '$.words'),
        day = json_extract(NEW.headline_json, '$.published.earliest'),
        published_json = json_extract(NEW.headline_json, '$.published'),
        reported_json = json_extract(NEW.headline_json, '$.reported'),
        happened_json = json_extract(NEW.headline_json, '$.happened')
    WHERE article = NEW.article;
END;

CREATE TABLE citing (               -- the outlet, and the sources it cites
    name TEXT NOT NULL,
    article TEXT NOT NULL REFERENCES article(id) ON DELETE CASCADE ON UPDATE CASCADE,
    key TEXT NOT NULL,              -- the same for the same source in whatever article
    said TEXT NOT NULL,             -- what the article calls it for short
    kind TEXT NOT NULL,             -- outlet, medium, unnamed medium, authority, organisation, person, unnamed
    main INTEGER NOT NULL,          -- cited in the opening
    via TEXT,                       -- name of the source that passes it on
    PRIMARY KEY (name, article)
) STRICT, WITHOUT ROWID;
CREATE INDEX citing_key ON citing(key, kind);
CREATE INDEX citing_article ON citing(article);

CREATE TABLE membership (
    article TEXT PRIMARY KEY REFERENCES article(id) ON DELETE CASCADE ON UPDATE CASCADE,
    event TEXT NOT NULL,
    published_json TEXT,            -- a day borrowed from the group, where the piece has none
    by_hand INTEGER NOT NULL DEFAULT 0 -- the reader's word has a part in the group
) STRICT, WITHOUT ROWID;
CREATE INDEX membership_event ON membership(event);

CREATE TABLE indexed (
    article TEXT PRIMARY KEY,
    digest TEXT NOT NULL,
    engine TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE file (                 -- read to the end: as long as they stay as they are, that need not be repeated
    path BLOB PRIMARY KEY,
    size INTEGER NOT NULL,
    mtime_ns INTEGER NOT NULL,
    articles INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE refused (              -- what gave no article when it was last looked at
    path TEXT NOT NULL,             -- as shown
    reason TEXT NOT NULL,
    PRIMARY KEY (path, reason)
) STRICT;

CREATE TABLE telling (              -- by which term and day an article is looked up by others
    term TEXT NOT NULL,
    day INTEGER NOT NULL,           -- ordinal; 0 where its own evidence gives none
    article TEXT NOT NULL,
    PRIMARY KEY (term, day, article)
) STRICT, WITHOUT ROWID;
CREATE INDEX telling_article ON telling(article);

CREATE TABLE agreement (            -- every pair twice, once from each side
    article TEXT NOT NULL,
    other TEXT NOT NULL,
    score REAL NOT NULL,
    PRIMARY KEY (article, other)
) STRICT, WITHOUT ROWID;

CREATE TABLE ungrouped (            -- whose groups are not worked out as the analyses stand
    article TEXT PRIMARY KEY,
    compared INTEGER NOT NULL DEFAULT 0 -- with others, as it stands
) STRICT, WITHOUT ROWID;
CREATE TRIGGER group_analysed AFTER INSERT ON analysis BEGIN
    DELETE FROM ungrouped WHERE article = NEW.article;
    INSERT INTO ungrouped VALUES (NEW.article, 0);
END;
CREATE TRIGGER group_reanalysed AFTER UPDATE OF article, signature ON analysis BEGIN
    DELETE FROM ungrouped WHERE article IN (OLD.article, NEW.article);
    INSERT INTO ungrouped SELECT OLD.article, 0 UNION SELECT NEW.article, 0;
END;
CREATE TRIGGER group_forgotten AFTER DELETE ON analysis BEGIN
    DELETE FROM ungrouped WHERE article = OLD.article;
    INSERT INTO ungrouped VALUES (OLD.article, 0);
END;
"""
