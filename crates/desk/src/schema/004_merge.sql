-- What is needed to merge one more article's events without a look at all others.

-- Where reports of one act meet: hashes of a type, of who takes part, and of some days. Rows of events that are gone do
-- no harm, for an event is believed to be what it is, not where it was.
CREATE TABLE event_place (
    place INTEGER NOT NULL,
    event INTEGER NOT NULL,
    PRIMARY KEY (place, event)
) STRICT, WITHOUT ROWID;

-- What is not merged yet: events that came, acts that lost some.
CREATE TABLE event_due (
    event INTEGER PRIMARY KEY
) STRICT;
CREATE TABLE act_due (
    act INTEGER PRIMARY KEY
) STRICT;
CREATE TRIGGER event_came AFTER INSERT ON event BEGIN
    INSERT INTO event_due VALUES (NEW.id);
END;
CREATE TRIGGER event_went BEFORE DELETE ON event BEGIN
    DELETE FROM event_due WHERE event = OLD.id;
END;
CREATE TRIGGER act_event_went BEFORE DELETE ON act_event BEGIN
    INSERT OR IGNORE INTO act_due VALUES (OLD.act);
END;
INSERT INTO event_due SELECT id FROM event;

-- Lines that have to be worked out anew, for articles came in or went: of an actor on an issue.
DROP TRIGGER position_came;
DROP TRIGGER position_went;
DROP TABLE turn_due;
CREATE TABLE line_due (
    entity INTEGER NOT NULL,
    issue  TEXT NOT NULL,
    PRIMARY KEY (entity, issue)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER position_came AFTER INSERT ON position BEGIN
    INSERT OR IGNORE INTO line_due VALUES (NEW.entity, NEW.issue);
END;
CREATE TRIGGER position_went BEFORE DELETE ON position BEGIN
    INSERT OR IGNORE INTO line_due VALUES (OLD.entity, OLD.issue);
END;
-- Whom an article calls by a name for the first time has lines from then on.
CREATE TRIGGER entity_named AFTER UPDATE OF named ON entity WHEN OLD.named <> NEW.named BEGIN
    INSERT OR IGNORE INTO line_due SELECT entity, issue FROM position WHERE entity = NEW.id;
END;
INSERT OR IGNORE INTO line_due SELECT entity, issue FROM position;
