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
