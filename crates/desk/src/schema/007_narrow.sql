-- What new articles and questions read, kept narrow.

-- What tells of most steps that they have nothing to do with another, so that they need not be read: what they do at a
-- place, how many words and parties they have, a bit for each word, and one for each party and country.
DROP TABLE step_place;
CREATE TABLE step_place (
    place   INTEGER NOT NULL,
    day     INTEGER NOT NULL,
    step    INTEGER NOT NULL,
    posts   INTEGER NOT NULL,       -- 1 when its item is found there
    asks    INTEGER NOT NULL,       -- 1 when it looks for items there
    counted INTEGER NOT NULL,
    low     INTEGER NOT NULL,
    high    INTEGER NOT NULL,
    company INTEGER NOT NULL,
    PRIMARY KEY (place, day, step)
) STRICT, WITHOUT ROWID;
CREATE INDEX step_place_step ON step_place (step);

-- What lasts into some days though it began before.
CREATE INDEX event_lasting ON event (date_to, day) WHERE date_to > day;
CREATE INDEX statement_lasting ON statement (date_to, day) WHERE date_to > day;
CREATE INDEX act_lasting ON act (date_to, day) WHERE date_to > day;

-- Articles whose steps are to be taken: their records came, or came anew.
CREATE TABLE record_due (
    document INTEGER PRIMARY KEY
) STRICT;
CREATE TRIGGER record_came AFTER INSERT ON record BEGIN
    INSERT OR IGNORE INTO record_due VALUES (NEW.document);
END;
CREATE TRIGGER record_went BEFORE DELETE ON record BEGIN
    DELETE FROM record_due WHERE document = OLD.document;
END;
INSERT INTO record_due SELECT r.document FROM record r INDEXED BY record_coding
    WHERE r.coding IS NOT (SELECT s.coding FROM stepped s WHERE s.document = r.document);
DROP TABLE stepped;

-- All that is asked of many positions of an actor, in the order in which its line is drawn.
DROP INDEX position_entity;
CREATE INDEX position_entity ON position (entity, issue, held, day, id, stance, confidence);
DROP INDEX turn_entity;
CREATE INDEX turn_entity ON turn (entity, issue);

-- All that tells of an item's history, in its order, without what steps meet by.
DROP INDEX step_item;
CREATE INDEX step_item
    ON step (item, number, day, confidence, document, called, step, due_from, due_to, speaker, start, stop);

-- Who takes part in an article's events, packed (src/ledger.rs says how), for counting; numbers of manners stand in it. It
-- does for all articles what an index of all parts did, with a tenth of the bytes.
CREATE TABLE ledger (
    document INTEGER PRIMARY KEY REFERENCES document (id) ON DELETE CASCADE,
    entries  BLOB NOT NULL
) STRICT;
CREATE TABLE manner (
    id     INTEGER PRIMARY KEY,
    type   TEXT NOT NULL,
    mode   TEXT,
    status TEXT NOT NULL
) STRICT;
CREATE INDEX manner_type ON manner (type, mode, status);
DROP INDEX event_actor_counted;
ALTER TABLE event_actor DROP COLUMN document;
ALTER TABLE event_actor DROP COLUMN type;
ALTER TABLE event_actor DROP COLUMN mode;
ALTER TABLE event_actor DROP COLUMN status;
ALTER TABLE event_actor DROP COLUMN confidence;
