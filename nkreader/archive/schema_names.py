"""Tables of `library.db` about names: derived like those of `schema.DERIVED`, and made right after them."""

from __future__ import annotations

NAMES = """
CREATE TABLE naming (
    entity TEXT NOT NULL,
    article TEXT NOT NULL REFERENCES article(id) ON DELETE CASCADE ON UPDATE CASCADE,
    mentions INTEGER NOT NULL,
    name_json TEXT NOT NULL,        -- the entity
    PRIMARY KEY (entity, article)
) STRICT, WITHOUT ROWID;
CREATE INDEX naming_article ON naming(article);
CREATE INDEX naming_entity ON naming(entity);

CREATE TABLE printed (              -- full names of Koreans, as the articles print them
    key TEXT NOT NULL,              -- of the names that may be read alike
    name TEXT NOT NULL,
    entity TEXT NOT NULL,
    article TEXT NOT NULL REFERENCES article(id) ON DELETE CASCADE ON UPDATE CASCADE,
    mentions INTEGER NOT NULL,      -- 0 with all but the first of several keys
    sure INTEGER NOT NULL,          -- 0: the entity is one of several that it may mean
    said TEXT NOT NULL,             -- JSON, what the article calls the bearer
    PRIMARY KEY (key, name, entity, article)
) STRICT, WITHOUT ROWID;
CREATE INDEX printed_entity ON printed(entity, sure, name, article, mentions);
CREATE INDEX printed_article ON printed(article);

CREATE TABLE joined (               -- people whom nobody listed and who are one, though their name is spelled otherwise
    entity TEXT PRIMARY KEY,
    leader TEXT NOT NULL,           -- the id by which all of them are told; its own row is here too
    why TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX joined_leader ON joined(leader);

CREATE TABLE unjoined (             -- names of these keys came or went: who is one with whom is to be said anew
    key TEXT PRIMARY KEY
) STRICT, WITHOUT ROWID;
CREATE TRIGGER join_printed AFTER INSERT ON printed WHEN NEW.sure = 1 AND NEW.entity GLOB 'person/~*' BEGIN
    INSERT OR IGNORE INTO unjoined VALUES (NEW.key);
END;
CREATE TRIGGER join_forgotten AFTER DELETE ON printed WHEN OLD.sure = 1 AND OLD.entity GLOB 'person/~*' BEGIN
    INSERT OR IGNORE INTO unjoined VALUES (OLD.key);
END;

CREATE TABLE found (                -- what was found in an article before repairs changed it
    article TEXT PRIMARY KEY REFERENCES article(id) ON DELETE CASCADE ON UPDATE CASCADE,
    analysis BLOB NOT NULL          -- JSON, packed
) STRICT;

CREATE TABLE repaired (             -- which repairs have a part in an article
    repair TEXT NOT NULL,
    article TEXT NOT NULL REFERENCES article(id) ON DELETE CASCADE ON UPDATE CASCADE,
    PRIMARY KEY (repair, article)
) STRICT, WITHOUT ROWID;
CREATE INDEX repaired_article ON repaired(article);

CREATE TABLE unrepaired (           -- what is named there is to be worked out anew
    article TEXT PRIMARY KEY REFERENCES article(id) ON DELETE CASCADE ON UPDATE CASCADE
) STRICT, WITHOUT ROWID;

CREATE TABLE repairing (            -- counts how often a repair that holds everywhere came or went
    state INTEGER PRIMARY KEY
) STRICT;
INSERT INTO repairing VALUES (0);
CREATE TRIGGER repair_made AFTER INSERT ON repair WHEN NEW.article IS NULL
    BEGIN UPDATE repairing SET state = state + 1; END;
CREATE TRIGGER repair_forgotten AFTER DELETE ON repair WHEN OLD.article IS NULL
    BEGIN UPDATE repairing SET state = state + 1; END;
"""
