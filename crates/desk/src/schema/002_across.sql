-- What articles say together: reports of one act, and processes with their histories.

-- One act, told by one or several events of different articles.
CREATE TABLE act (
    id            INTEGER PRIMARY KEY,
    type          TEXT NOT NULL,    -- PLOVER
    mode          TEXT,
    status        TEXT NOT NULL,    -- what is told as done stays done; else the latest word
    day           TEXT,             -- its first day, or else of the first report's publication
    date_from     TEXT,             -- by most reports
    date_to       TEXT,
    place         TEXT,
    place_country TEXT,
    lat           REAL,
    lon           REAL,
    reports       INTEGER NOT NULL, -- events that tell it
    confidence    REAL NOT NULL     -- of the surest
) STRICT;
CREATE INDEX act_day ON act (day);
CREATE INDEX act_type ON act (type, day);

-- Which events tell it, and why they are taken for one.
CREATE TABLE act_event (
    event  INTEGER PRIMARY KEY REFERENCES event (id) ON DELETE CASCADE,
    act    INTEGER NOT NULL REFERENCES act (id) ON DELETE CASCADE,
    why    TEXT NOT NULL,           -- the signs, for reading; empty for the first report
    weight REAL NOT NULL            -- their sum; 4.5 is enough
) STRICT;
CREATE INDEX act_event_act ON act_event (act);

-- What its reports say differently: a row for each report that says something on it.
CREATE TABLE act_disagreement (
    act   INTEGER NOT NULL REFERENCES act (id) ON DELETE CASCADE,
    about TEXT NOT NULL,            -- date, place, status, or what a number counts (killed, wounded …)
    event INTEGER NOT NULL REFERENCES event (id) ON DELETE CASCADE,
    value TEXT NOT NULL,
    PRIMARY KEY (act, about, event)
) STRICT, WITHOUT ROWID;
CREATE INDEX act_disagreement_event ON act_disagreement (event);

-- What people decided about a merge. Events are named by where they stand, so that a decision outlives a new coding.
CREATE TABLE act_decision (
    id             INTEGER PRIMARY KEY,
    decision       TEXT NOT NULL,   -- apart, together
    document       INTEGER NOT NULL REFERENCES document (id) ON DELETE CASCADE,
    type           TEXT NOT NULL,
    start          INTEGER NOT NULL,
    other_document INTEGER NOT NULL REFERENCES document (id) ON DELETE CASCADE,
    other_type     TEXT NOT NULL,
    other_start    INTEGER NOT NULL,
    made           TEXT NOT NULL,   -- UTC time
    UNIQUE (document, type, start, other_document, other_type, other_start)
) STRICT;
CREATE INDEX act_decision_other ON act_decision (other_document);

-- A step of a process as one article tells it: a meeting is proposed, a demand is made, an offer is turned down.
CREATE TABLE step (
    id        INTEGER PRIMARY KEY,
    document  INTEGER NOT NULL REFERENCES document (id) ON DELETE CASCADE,
    event     INTEGER REFERENCES event (id) ON DELETE CASCADE,      -- what it follows from: an event
    statement INTEGER REFERENCES statement (id) ON DELETE CASCADE,  -- or a statement
    item      INTEGER REFERENCES item (id) ON DELETE SET NULL,
    kind      TEXT NOT NULL,        -- meeting, demand, offer, proposal, commitment; of an answer those that it may answer
    answer    INTEGER NOT NULL,     -- 1 for an answer to another's step
    step      TEXT NOT NULL,        -- proposed, planned, held, demanded, rejected, accepted …
    called    TEXT,                 -- what it is in its item: a step taken again is `repeated`
    number    INTEGER,              -- its place in the item's history
    speaker   INTEGER REFERENCES entity (id),
    about     TEXT NOT NULL,        -- JSON: parties, issue and words by which steps of one item meet
    day       TEXT,                 -- on which it was taken, or else of publication
    due_from  TEXT,                 -- for when it was announced
    due_to    TEXT,
    start     INTEGER NOT NULL,     -- its words in the article
    stop      INTEGER NOT NULL
) STRICT;
CREATE INDEX step_document ON step (document);
CREATE INDEX step_event ON step (event) WHERE event IS NOT NULL;
CREATE INDEX step_statement ON step (statement) WHERE statement IS NOT NULL;
CREATE INDEX step_item ON step (item);
CREATE INDEX step_speaker ON step (speaker);

-- Articles whose steps are in `step`.
CREATE TABLE stepped (
    document INTEGER PRIMARY KEY REFERENCES document (id) ON DELETE CASCADE,
    coding   INTEGER NOT NULL
) STRICT;

-- How often steps were taken, and the count up to which items were made of them.
INSERT INTO desk VALUES ('steps', '0'), ('items', '0');

-- A meeting, proposal, demand, offer or commitment, followed across articles.
CREATE TABLE item (
    id       INTEGER PRIMARY KEY,
    kind     TEXT NOT NULL,
    issue    TEXT,                  -- family of issues, where one is known
    status   TEXT NOT NULL,         -- the latest step
    open     INTEGER NOT NULL,      -- 1 while the latest step leaves it open
    first    TEXT,                  -- day of its first step
    latest   TEXT,                  -- day of its latest step
    due_from TEXT,                  -- for when it is announced, by the latest step that says so
    due_to   TEXT
) STRICT;
CREATE INDEX item_latest ON item (open, latest);

CREATE TABLE item_party (
    item   INTEGER NOT NULL REFERENCES item (id) ON DELETE CASCADE,
    entity INTEGER NOT NULL REFERENCES entity (id),
    PRIMARY KEY (item, entity)
) STRICT, WITHOUT ROWID;
CREATE INDEX item_party_entity ON item_party (entity);

-- Where an actor's position on an issue turned: the first position of the stretch before and of the one after.
CREATE TABLE turn (
    later         INTEGER PRIMARY KEY REFERENCES position (id) ON DELETE CASCADE,
    earlier       INTEGER NOT NULL REFERENCES position (id) ON DELETE CASCADE,
    entity        INTEGER NOT NULL REFERENCES entity (id) ON DELETE CASCADE,
    issue         TEXT NOT NULL,    -- without the actor's own name
    day           TEXT NOT NULL,    -- of the new position
    earlier_first TEXT NOT NULL,    -- days on which articles show the old one, and how many do
    earlier_last  TEXT NOT NULL,
    earlier_shown INTEGER NOT NULL,
    later_last    TEXT NOT NULL,
    later_shown   INTEGER NOT NULL
) STRICT;
CREATE INDEX turn_earlier ON turn (earlier);
CREATE INDEX turn_entity ON turn (entity);
CREATE INDEX turn_day ON turn (day);

-- Actors whose lines have to be worked out anew, for articles came in or went.
CREATE TABLE turn_due (
    entity INTEGER PRIMARY KEY REFERENCES entity (id) ON DELETE CASCADE
) STRICT;
CREATE TRIGGER position_came AFTER INSERT ON position BEGIN
    INSERT OR IGNORE INTO turn_due SELECT entity FROM actor WHERE id = NEW.actor;
END;
CREATE TRIGGER position_went BEFORE DELETE ON position BEGIN
    INSERT OR IGNORE INTO turn_due SELECT entity FROM actor WHERE id = OLD.actor;
END;

CREATE VIEW v_changes AS
SELECT t.day, n.name AS actor, coalesce(n.country, n.code) AS country, t.issue, p.stance AS before, q.stance AS after,
       t.earlier_first, t.earlier_last,
       substr(d.text, p.evidence_start + 1, p.evidence_stop - p.evidence_start) AS words_before, d.source AS source_before,
       substr(e.text, q.evidence_start + 1, q.evidence_stop - q.evidence_start) AS words_after, e.source AS source_after,
       t.earlier, t.later
FROM turn t JOIN entity n ON n.id = t.entity JOIN position p ON p.id = t.earlier JOIN document d ON d.id = p.document
JOIN position q ON q.id = t.later JOIN document e ON e.id = q.document;

CREATE VIEW v_acts AS
SELECT c.id AS act, c.day, c.type, c.mode, c.status,
       (SELECT group_concat(name, '; ') FROM (SELECT DISTINCT n.name FROM act_event m JOIN event_actor x ON x.event = m.event
        JOIN actor a ON a.id = x.actor JOIN entity n ON n.id = a.entity WHERE m.act = c.id AND x.role = 'actor')) AS actors,
       (SELECT group_concat(name, '; ') FROM (SELECT DISTINCT n.name FROM act_event m JOIN event_actor x ON x.event = m.event
        JOIN actor a ON a.id = x.actor JOIN entity n ON n.id = a.entity WHERE m.act = c.id AND x.role = 'recipient')) AS recipients,
       c.place, c.place_country, c.lat, c.lon, c.date_from, c.date_to, c.reports,
       (SELECT group_concat(source, '; ') FROM (SELECT DISTINCT d.source FROM act_event m JOIN event e ON e.id = m.event
        JOIN document d ON d.id = e.document WHERE m.act = c.id)) AS sources,
       (SELECT group_concat(about || ': ' || said, '; ') FROM (SELECT about, group_concat(value, ' / ') AS said
        FROM (SELECT DISTINCT about, value FROM act_disagreement g WHERE g.act = c.id) GROUP BY about)) AS disagreements,
       c.confidence
FROM act c;

CREATE VIEW v_act_reports AS
SELECT m.act, m.event, e.document, e.status, e.date_from, e.date_to, e.place, m.why, m.weight,
       substr(d.text, s.start + 1, s.stop - s.start) AS sentence, d.date AS published, d.source, d.title, d.url
FROM act_event m JOIN event e ON e.id = m.event JOIN document d ON d.id = e.document LEFT JOIN sentence s ON s.id = e.sentence;

CREATE VIEW v_steps AS
SELECT t.item, t.number, i.kind, coalesce(t.called, t.step) AS step, t.day, n.name AS speaker, t.due_from, t.due_to,
       substr(d.text, t.start + 1, t.stop - t.start) AS words, t.document, t.event, t.statement,
       d.date AS published, d.source, d.title, d.url
FROM step t JOIN item i ON i.id = t.item JOIN document d ON d.id = t.document LEFT JOIN entity n ON n.id = t.speaker;

CREATE VIEW v_items AS
SELECT i.id AS item, i.kind, i.issue, i.status, i.open, i.first, i.latest, i.due_from, i.due_to,
       (SELECT group_concat(n.name, '; ') FROM item_party p JOIN entity n ON n.id = p.entity WHERE p.item = i.id) AS parties,
       (SELECT count(*) FROM step t WHERE t.item = i.id) AS steps
FROM item i;
