"""Tables of `library.db` that count names and sources: derived like those of `schema.DERIVED`, from `naming`, `citing`.

Triggers keep `named` and `cited` level, one row each for what may stand in a hundred thousand articles, and note in
`unspelt` whose forms are to be told anew: that is for `counting`, as SQLite cannot fold. A number is given to another
name only when no article has the first one any more, and is then in no row of `faceted`.
"""

from __future__ import annotations

COUNTS = """
CREATE TABLE named (                -- every name of `naming`, once
    number INTEGER PRIMARY KEY,
    entity TEXT NOT NULL UNIQUE,
    articles INTEGER NOT NULL,      -- that have it
    article TEXT NOT NULL,          -- the first of them by id: it is called as it is there
    name TEXT NOT NULL,
    name_json TEXT NOT NULL         -- the entity
) STRICT;

CREATE TABLE spelt (                -- how names and aliases begin, and each of their further words
    text TEXT NOT NULL,             -- as it is compared, to the end of the name
    number INTEGER NOT NULL REFERENCES named(number) ON DELETE CASCADE,
    inside INTEGER NOT NULL,        -- 1: it is a further word that begins so
    place INTEGER NOT NULL,         -- 0: it is the name; else the number of the alias
    PRIMARY KEY (text, number, inside, place)
) STRICT, WITHOUT ROWID;
CREATE INDEX spelt_number ON spelt(number);

CREATE TABLE unspelt (              -- names that are not in `spelt` as they are
    number INTEGER PRIMARY KEY REFERENCES named(number) ON DELETE CASCADE
) STRICT;

CREATE TRIGGER name_came AFTER INSERT ON naming BEGIN
    INSERT INTO named (entity, articles, article, name, name_json)
    VALUES (NEW.entity, 1, NEW.article, coalesce(json_extract(NEW.name_json, '$[1]'), ''), NEW.name_json)
    ON CONFLICT (entity) DO UPDATE SET articles = articles + 1;
    UPDATE named SET article = NEW.article, name = coalesce(json_extract(NEW.name_json, '$[1]'), ''),
        name_json = NEW.name_json
    WHERE entity = NEW.entity AND article > NEW.article;
END;
CREATE TRIGGER name_went AFTER DELETE ON naming BEGIN
    UPDATE named SET articles = articles - 1 WHERE entity = OLD.entity;
    DELETE FROM named WHERE entity = OLD.entity AND articles = 0;
    UPDATE named SET (article, name, name_json) = (
        SELECT g.article, coalesce(json_extract(g.name_json, '$[1]'), ''), g.name_json FROM naming g
        WHERE g.entity = OLD.entity ORDER BY g.article LIMIT 1
    ) WHERE entity = OLD.entity AND article = OLD.article;
END;
CREATE TRIGGER name_moved AFTER UPDATE OF article ON naming BEGIN
    UPDATE named SET (article, name, name_json) = (
        SELECT g.article, coalesce(json_extract(g.name_json, '$[1]'), ''), g.name_json FROM naming g
        WHERE g.entity = NEW.entity ORDER BY g.article LIMIT 1
    ) WHERE entity = NEW.entity AND (article = OLD.article OR article > NEW.article);
END;
CREATE TRIGGER spell_named AFTER INSERT ON named BEGIN
    INSERT INTO unspelt VALUES (NEW.number);
END;
CREATE TRIGGER spell_renamed AFTER UPDATE OF name_json ON named WHEN NEW.name_json != OLD.name_json BEGIN
    DELETE FROM spelt WHERE number = NEW.number;
    DELETE FROM unspelt WHERE number = NEW.number;
    INSERT INTO unspelt VALUES (NEW.number);
END;

CREATE TABLE cited (                -- every name of a source in `citing`, with what it is called for short, once
    number INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    said TEXT NOT NULL,
    kind TEXT NOT NULL,             -- not `unnamed`
    articles INTEGER NOT NULL,
    UNIQUE (name, said, kind)
) STRICT;
CREATE TRIGGER source_came AFTER INSERT ON citing WHEN NEW.kind != 'unnamed' BEGIN
    INSERT INTO cited (name, said, kind, articles) VALUES (NEW.name, NEW.said, NEW.kind, 1)
    ON CONFLICT (name, said, kind) DO UPDATE SET articles = articles + 1;
END;
CREATE TRIGGER source_went AFTER DELETE ON citing WHEN OLD.kind != 'unnamed' BEGIN
    UPDATE cited SET articles = articles - 1 WHERE name = OLD.name AND said = OLD.said AND kind = OLD.kind;
    DELETE FROM cited WHERE name = OLD.name AND said = OLD.said AND kind = OLD.kind AND articles = 0;
END;

CREATE TABLE faceted (              -- what an article counts under, as numbers of `named` and `cited`
    article TEXT PRIMARY KEY REFERENCES article(id) ON DELETE CASCADE ON UPDATE CASCADE,
    people BLOB NOT NULL,           -- each four bytes, the lowest first
    places BLOB NOT NULL,
    origins BLOB NOT NULL
) STRICT;
"""
