-- What is needed to work one article into the items without a look at all others.

-- What sorts steps of one day, the same in every desk: hash and place of the article's words that tell it.
ALTER TABLE step ADD COLUMN hash TEXT NOT NULL DEFAULT '';

-- Where steps meet: hashes of a kind and of who takes the step, by days since 1970.
CREATE TABLE step_place (
    place INTEGER NOT NULL,
    day   INTEGER NOT NULL,
    step  INTEGER NOT NULL,
    PRIMARY KEY (place, day, step)
) STRICT, WITHOUT ROWID;
CREATE INDEX step_place_step ON step_place (step);

-- Who is named in a step.
CREATE TABLE step_entity (
    entity INTEGER NOT NULL,
    step   INTEGER NOT NULL,
    PRIMARY KEY (entity, step)
) STRICT, WITHOUT ROWID;
CREATE INDEX step_entity_step ON step_entity (step);

-- What is not worked in yet: steps that came, items that lost some from a day on, actors of whom more is known.
CREATE TABLE step_due (
    step INTEGER PRIMARY KEY
) STRICT;
CREATE TABLE item_due (
    item INTEGER PRIMARY KEY,
    day  TEXT
) STRICT;
CREATE TABLE entity_due (
    entity INTEGER PRIMARY KEY
) STRICT;
CREATE TRIGGER step_came AFTER INSERT ON step BEGIN
    INSERT INTO step_due VALUES (NEW.id);
END;
CREATE TRIGGER step_went BEFORE DELETE ON step BEGIN
    DELETE FROM step_place WHERE step = OLD.id;
    DELETE FROM step_entity WHERE step = OLD.id;
    DELETE FROM step_due WHERE step = OLD.id;
    INSERT INTO item_due SELECT OLD.item, OLD.day WHERE OLD.item IS NOT NULL
    ON CONFLICT (item) DO UPDATE SET day = min(day, excluded.day);
END;
CREATE TRIGGER entity_changed AFTER UPDATE OF kind, country, code, sector, named ON entity
WHEN (OLD.kind, OLD.country, OLD.code, OLD.sector, OLD.named) IS NOT (NEW.kind, NEW.country, NEW.code, NEW.sector, NEW.named)
BEGIN
    INSERT OR IGNORE INTO entity_due VALUES (NEW.id);
END;

-- Steps of before are taken anew by the next update; the counts by which that was known are no longer kept.
DELETE FROM stepped;
DELETE FROM desk WHERE key IN ('steps', 'items');
