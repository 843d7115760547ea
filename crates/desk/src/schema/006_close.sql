-- What questions narrow by, kept where they look, so that they need not read each event for it.

-- Who acts how often is counted in one index. All as in `event`.
ALTER TABLE event_actor ADD COLUMN document   INTEGER NOT NULL DEFAULT 0;
ALTER TABLE event_actor ADD COLUMN type       TEXT NOT NULL DEFAULT '';
ALTER TABLE event_actor ADD COLUMN mode       TEXT;
ALTER TABLE event_actor ADD COLUMN status     TEXT NOT NULL DEFAULT '';
ALTER TABLE event_actor ADD COLUMN confidence REAL NOT NULL DEFAULT 0;
UPDATE event_actor SET (document, type, mode, status, confidence) =
    (SELECT e.document, e.type, e.mode, e.status, e.confidence FROM event e WHERE e.id = event_actor.event);
CREATE INDEX event_actor_counted ON event_actor (entity, document, role, confidence, status, type, mode);

-- Of the event or statement that a step follows from.
ALTER TABLE step ADD COLUMN confidence REAL NOT NULL DEFAULT 0;
UPDATE step SET confidence = coalesce((SELECT e.confidence FROM event e WHERE e.id = step.event),
                                      (SELECT s.confidence FROM statement s WHERE s.id = step.statement), 0);
