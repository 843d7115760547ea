-- The tables of a desk, as of version 1. What articles say together (merged events, process items) comes with later files.
--
-- Every `start` and `stop` counts code points of document.text from 0, `stop` exclusive, as in the record:
-- substr(text, start + 1, stop - start) is the evidence, in SQL as in Python's text[start:stop].
-- Days are ISO 8601 (YYYY-MM-DD), so that they sort and compare as text. Lists are JSON arrays.

-- Facts about the desk itself: `revision` grows with every change of what it holds.
CREATE TABLE desk (
    key   TEXT PRIMARY KEY NOT NULL,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO desk VALUES ('revision', '0');

-- Articles

CREATE TABLE document (
    id       INTEGER PRIMARY KEY,   -- in the order in which they were added
    name     TEXT NOT NULL,         -- the id it came with, or a hash of its text
    title    TEXT,
    date     TEXT,                  -- day of publication
    source   TEXT,                  -- who published it
    url      TEXT,
    language TEXT NOT NULL,         -- BCP 47; what is not English is kept and not coded
    origin   TEXT,                  -- the file and place in it that it was read from
    hash     TEXT NOT NULL,         -- FNV-1a of the text, 16 hexadecimal digits
    updates  INTEGER REFERENCES document (id) ON DELETE SET NULL,  -- the earlier article that this one is a new version of
    added    TEXT NOT NULL,         -- UTC time at which it was added
    text     TEXT NOT NULL
) STRICT;
CREATE INDEX document_hash ON document (hash);
CREATE INDEX document_date ON document (date);
CREATE INDEX document_name ON document (name);
CREATE INDEX document_source ON document (source COLLATE NOCASE);
CREATE INDEX document_updates ON document (updates) WHERE updates IS NOT NULL;

-- The same article from another source: its text is the document's, or says nothing that the document does not.
CREATE TABLE copy (
    id         INTEGER PRIMARY KEY,
    document   INTEGER NOT NULL REFERENCES document (id) ON DELETE CASCADE,
    name       TEXT NOT NULL,
    title      TEXT,
    date       TEXT,
    source     TEXT,
    url        TEXT,
    origin     TEXT,
    hash       TEXT NOT NULL,       -- of its own text
    likeness   REAL NOT NULL,       -- share of five-word runs that both have; 1 when the text is the same
    added      TEXT NOT NULL,
    text       TEXT                 -- null when it is the document's
) STRICT;
CREATE INDEX copy_document ON copy (document);
CREATE INDEX copy_hash ON copy (hash);

-- What near-duplicates are found by: the least hashes of a document's five-word runs in bands;
-- documents that are alike have at least one band in common.
CREATE TABLE band (
    hash     INTEGER NOT NULL,
    document INTEGER NOT NULL REFERENCES document (id) ON DELETE CASCADE,
    PRIMARY KEY (hash, document)
) STRICT, WITHOUT ROWID;
CREATE INDEX band_document ON band (document);

-- How a record was made.
CREATE TABLE coding (
    id      INTEGER PRIMARY KEY,
    program TEXT NOT NULL,          -- version of the program
    model   TEXT NOT NULL,          -- hash of the syntax model
    lexicon TEXT NOT NULL,          -- hash of the data files, the user's own among them
    UNIQUE (program, model, lexicon)
) STRICT;

-- The whole record as the coder made it, but for document.text, which stands in `document` alone.
CREATE TABLE record (
    document INTEGER PRIMARY KEY REFERENCES document (id) ON DELETE CASCADE,
    coding   INTEGER NOT NULL REFERENCES coding (id),
    json     BLOB NOT NULL          -- compressed with zstd
) STRICT;
CREATE INDEX record_coding ON record (coding);

CREATE TABLE sentence (
    id       INTEGER PRIMARY KEY,
    document INTEGER NOT NULL REFERENCES document (id) ON DELETE CASCADE,
    number   INTEGER NOT NULL,      -- index in the record's `sentences`
    start    INTEGER NOT NULL,
    stop     INTEGER NOT NULL,
    kind     TEXT NOT NULL          -- heading, body
) STRICT;
CREATE UNIQUE INDEX sentence_document ON sentence (document, number);

-- Who appears

-- The same actor across articles: one normal name, kind and country.
CREATE TABLE entity (
    id      INTEGER PRIMARY KEY,
    key     TEXT NOT NULL UNIQUE,   -- normal name|kind|country
    name    TEXT NOT NULL,
    kind    TEXT NOT NULL,          -- person, state, government, organization, armed_group, group, people, unnamed_source
    country TEXT,                   -- ISO 3166-1 alpha-3
    code    TEXT,                   -- PLOVER's code for bodies above states
    sector  TEXT,                   -- PLOVER sector
    named   INTEGER NOT NULL        -- 1 when some article calls it by a name, 0 for "two officials"
) STRICT;
CREATE INDEX entity_name ON entity (name COLLATE NOCASE);
CREATE INDEX entity_country ON entity (country);

-- An actor of one article.
CREATE TABLE actor (
    id         INTEGER PRIMARY KEY,
    document   INTEGER NOT NULL REFERENCES document (id) ON DELETE CASCADE,
    label      TEXT NOT NULL,       -- its id in the record
    entity     INTEGER NOT NULL REFERENCES entity (id),
    role       TEXT,                -- as of the article's date
    sector     TEXT,
    mentions   INTEGER NOT NULL,    -- how many, as all that follow
    acts       INTEGER NOT NULL,    -- events in which it acts
    receives   INTEGER NOT NULL,    -- events that are done to it
    statements INTEGER NOT NULL,
    positions  INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX actor_document ON actor (document, label);
CREATE INDEX actor_entity ON actor (entity, document, acts, receives, statements, positions);
CREATE INDEX actor_role ON actor (entity) WHERE role IS NOT NULL;

-- Names by which articles call it, lower case.
CREATE TABLE alias (
    name   TEXT NOT NULL,
    entity INTEGER NOT NULL REFERENCES entity (id),
    actor  INTEGER NOT NULL REFERENCES actor (id) ON DELETE CASCADE,
    PRIMARY KEY (name, entity, actor)
) STRICT, WITHOUT ROWID;
CREATE INDEX alias_actor ON alias (actor);
CREATE INDEX alias_entity ON alias (entity);

-- Whom a plural stands for.
CREATE TABLE actor_member (
    actor  INTEGER NOT NULL REFERENCES actor (id) ON DELETE CASCADE,
    member INTEGER NOT NULL REFERENCES actor (id) ON DELETE CASCADE,
    PRIMARY KEY (actor, member)
) STRICT, WITHOUT ROWID;
CREATE INDEX actor_member_member ON actor_member (member);

CREATE TABLE mention (
    actor INTEGER NOT NULL REFERENCES actor (id) ON DELETE CASCADE,
    start INTEGER NOT NULL,
    stop  INTEGER NOT NULL,
    form  TEXT NOT NULL,            -- name, nominal, pronoun
    PRIMARY KEY (actor, start, stop)
) STRICT, WITHOUT ROWID;

-- Who said what

CREATE TABLE statement (
    id              INTEGER PRIMARY KEY,
    document        INTEGER NOT NULL REFERENCES document (id) ON DELETE CASCADE,
    label           TEXT NOT NULL,
    sentence        INTEGER REFERENCES sentence (id),  -- in which what was said begins
    speaker         INTEGER REFERENCES actor (id),
    speaker_entity  INTEGER REFERENCES entity (id),    -- the speaker's, for speed
    addressee       INTEGER REFERENCES actor (id),
    act             TEXT NOT NULL,  -- assert, deny, warn, promise, demand, suggest, question, accuse, express
    quoted          INTEGER NOT NULL,
    day             TEXT,           -- the day it was said, or else of publication
    date_from       TEXT,           -- as the article has it
    date_to         TEXT,
    speaker_start   INTEGER,
    speaker_stop    INTEGER,
    cue_start       INTEGER,
    cue_stop        INTEGER,
    inside          INTEGER REFERENCES statement (id) DEFERRABLE INITIALLY DEFERRED,  -- the statement that relays this one
    confidence      REAL NOT NULL
) STRICT;
CREATE UNIQUE INDEX statement_document ON statement (document, label);
CREATE INDEX statement_speaker ON statement (speaker);
CREATE INDEX statement_entity ON statement (speaker_entity, day);
CREATE INDEX statement_addressee ON statement (addressee) WHERE addressee IS NOT NULL;
CREATE INDEX statement_sentence ON statement (sentence);
CREATE INDEX statement_inside ON statement (inside) WHERE inside IS NOT NULL;
CREATE INDEX statement_day ON statement (day);

-- The words that were said, without quotation marks.
CREATE TABLE statement_content (
    statement INTEGER NOT NULL REFERENCES statement (id) ON DELETE CASCADE,
    number    INTEGER NOT NULL,
    start     INTEGER NOT NULL,
    stop      INTEGER NOT NULL,
    PRIMARY KEY (statement, number)
) STRICT, WITHOUT ROWID;

-- Who did what to whom

CREATE TABLE event (
    id              INTEGER PRIMARY KEY,
    document        INTEGER NOT NULL REFERENCES document (id) ON DELETE CASCADE,
    label           TEXT NOT NULL,
    sentence        INTEGER REFERENCES sentence (id),
    type            TEXT NOT NULL,  -- PLOVER
    mode            TEXT,
    contexts        TEXT NOT NULL,  -- JSON array
    cameo           TEXT,
    quad            INTEGER NOT NULL,
    score           REAL NOT NULL,
    goldstein       REAL,
    status          TEXT NOT NULL,  -- occurred, ongoing, planned, proposed, conditional, hypothetical, denied
    day             TEXT,           -- its first day, or else of publication
    date_from       TEXT,           -- as the article has it
    date_to         TEXT,
    place           TEXT,
    place_country   TEXT,
    lat             REAL,
    lon             REAL,
    trigger_start   INTEGER NOT NULL,
    trigger_stop    INTEGER NOT NULL,
    condition_start INTEGER,
    condition_stop  INTEGER,
    attribution     INTEGER REFERENCES statement (id),  -- the statement that relays it
    confidence      REAL NOT NULL
) STRICT;
CREATE UNIQUE INDEX event_document ON event (document, label);
CREATE INDEX event_day ON event (day);
CREATE INDEX event_type ON event (type, day);
CREATE INDEX event_status ON event (status, day);
CREATE INDEX event_sentence ON event (sentence);
CREATE INDEX event_attribution ON event (attribution) WHERE attribution IS NOT NULL;

CREATE TABLE event_actor (
    event  INTEGER NOT NULL REFERENCES event (id) ON DELETE CASCADE,
    actor  INTEGER NOT NULL REFERENCES actor (id) ON DELETE CASCADE,
    role   TEXT NOT NULL,           -- actor, recipient
    entity INTEGER NOT NULL REFERENCES entity (id),  -- the actor's, for speed
    PRIMARY KEY (event, role, actor)
) STRICT, WITHOUT ROWID;
CREATE INDEX event_actor_actor ON event_actor (actor);
CREATE INDEX event_actor_entity ON event_actor (entity, role, event);

-- Further mentions of the same act in the article.
CREATE TABLE event_evidence (
    event INTEGER NOT NULL REFERENCES event (id) ON DELETE CASCADE,
    start INTEGER NOT NULL,
    stop  INTEGER NOT NULL,
    PRIMARY KEY (event, start, stop)
) STRICT, WITHOUT ROWID;

-- Who stands where on what

CREATE TABLE position (
    id              INTEGER PRIMARY KEY,
    document        INTEGER NOT NULL REFERENCES document (id) ON DELETE CASCADE,
    label           TEXT NOT NULL,
    sentence        INTEGER REFERENCES sentence (id),
    actor           INTEGER NOT NULL REFERENCES actor (id),
    entity          INTEGER NOT NULL REFERENCES entity (id),  -- the actor's, for speed
    issue           TEXT NOT NULL,  -- normal form under which articles meet
    stance          TEXT NOT NULL,  -- supports, opposes, conditional, undecided
    held            TEXT NOT NULL,  -- current, past
    day             TEXT,           -- of the statement or event it rests on, or else of publication
    issue_start     INTEGER NOT NULL,
    issue_stop      INTEGER NOT NULL,
    evidence_start  INTEGER NOT NULL,
    evidence_stop   INTEGER NOT NULL,
    condition_start INTEGER,
    condition_stop  INTEGER,
    statement       INTEGER REFERENCES statement (id),
    event           INTEGER REFERENCES event (id),
    confidence      REAL NOT NULL
) STRICT;
CREATE UNIQUE INDEX position_document ON position (document, label);
CREATE INDEX position_actor ON position (actor);
CREATE INDEX position_entity ON position (entity, issue, held, day);
CREATE INDEX position_issue ON position (issue, day);
CREATE INDEX position_sentence ON position (sentence);
CREATE INDEX position_statement ON position (statement) WHERE statement IS NOT NULL;
CREATE INDEX position_event ON position (event) WHERE event IS NOT NULL;
CREATE INDEX position_day ON position (day);

-- An earlier and a later position of one actor on one issue in one article.
CREATE TABLE position_change (
    earlier INTEGER NOT NULL REFERENCES position (id) ON DELETE CASCADE,
    later   INTEGER NOT NULL REFERENCES position (id) ON DELETE CASCADE,
    PRIMARY KEY (earlier, later)
) STRICT, WITHOUT ROWID;
CREATE INDEX position_change_later ON position_change (later);

-- When and where

CREATE TABLE time_expression (
    id        INTEGER PRIMARY KEY,
    document  INTEGER NOT NULL REFERENCES document (id) ON DELETE CASCADE,
    start     INTEGER NOT NULL,
    stop      INTEGER NOT NULL,
    type      TEXT NOT NULL,        -- DATE, TIME, DURATION, SET
    value     TEXT,                 -- TIMEX3
    date_from TEXT,
    date_to   TEXT
) STRICT;
CREATE INDEX time_expression_document ON time_expression (document);

CREATE TABLE place (
    id       INTEGER PRIMARY KEY,
    document INTEGER NOT NULL REFERENCES document (id) ON DELETE CASCADE,
    name     TEXT NOT NULL,
    country  TEXT,
    region   TEXT,
    lat      REAL,
    lon      REAL
) STRICT;
CREATE INDEX place_document ON place (document);
CREATE INDEX place_name ON place (name COLLATE NOCASE);

CREATE TABLE place_mention (
    place INTEGER NOT NULL REFERENCES place (id) ON DELETE CASCADE,
    start INTEGER NOT NULL,
    stop  INTEGER NOT NULL,
    PRIMARY KEY (place, start, stop)
) STRICT, WITHOUT ROWID;

-- Views: a table of each thing with its words, for reading without joins

CREATE VIEW v_sentences AS
SELECT s.id AS sentence, s.document, s.number, s.kind,
       substr(d.text, s.start + 1, s.stop - s.start) AS text,
       s.start, s.stop, d.date AS published, d.source, d.title, d.url
FROM sentence s JOIN document d ON d.id = s.document;

-- Full-text search over sentences; their text is read from the document, not kept twice.
CREATE VIRTUAL TABLE sentence_text USING fts5 (
    text, content = 'v_sentences', content_rowid = 'sentence', tokenize = 'porter unicode61 remove_diacritics 2'
);

CREATE VIEW v_documents AS
SELECT d.id AS document, d.name, d.title, d.date AS published, d.source, d.url, d.language, d.updates,
       (SELECT count(*) FROM copy c WHERE c.document = d.id) AS copies,
       (SELECT count(*) FROM sentence s WHERE s.document = d.id) AS sentences,
       (SELECT count(*) FROM event e WHERE e.document = d.id) AS events,
       (SELECT count(*) FROM statement t WHERE t.document = d.id) AS statements,
       (SELECT count(*) FROM position p WHERE p.document = d.id) AS positions,
       c.program AS coded_by, d.origin, d.added, d.text
FROM document d LEFT JOIN record r ON r.document = d.id LEFT JOIN coding c ON c.id = r.coding;

CREATE VIEW v_copies AS
SELECT c.id AS copy, c.document, c.source, c.url, c.title, c.date AS published, c.likeness, c.origin, c.added,
       d.source AS copy_of_source, d.url AS copy_of_url, coalesce(c.text, d.text) AS text
FROM copy c JOIN document d ON d.id = c.document;

CREATE VIEW v_actors AS
SELECT a.id AS actor, a.document, n.id AS entity, n.name, n.kind, coalesce(n.country, n.code) AS country,
       coalesce(a.sector, n.sector) AS sector, a.role, a.mentions, d.date AS published, d.source, d.title, d.url
FROM actor a JOIN entity n ON n.id = a.entity JOIN document d ON d.id = a.document;

CREATE VIEW v_mentions AS
SELECT a.id AS actor, a.document, n.id AS entity, n.name, n.kind, substr(d.text, m.start + 1, m.stop - m.start) AS words,
       m.form, m.start, m.stop
FROM mention m JOIN actor a ON a.id = m.actor JOIN entity n ON n.id = a.entity JOIN document d ON d.id = a.document;

CREATE VIEW v_events AS
SELECT e.id AS event, e.document, e.day, e.type, e.mode, e.status,
       (SELECT group_concat(n.name, '; ') FROM event_actor x JOIN actor a ON a.id = x.actor JOIN entity n ON n.id = a.entity
        WHERE x.event = e.id AND x.role = 'actor') AS actors,
       (SELECT group_concat(n.name, '; ') FROM event_actor x JOIN actor a ON a.id = x.actor JOIN entity n ON n.id = a.entity
        WHERE x.event = e.id AND x.role = 'recipient') AS recipients,
       (SELECT group_concat(DISTINCT coalesce(n.country, n.code)) FROM event_actor x JOIN actor a ON a.id = x.actor
        JOIN entity n ON n.id = a.entity WHERE x.event = e.id AND x.role = 'actor') AS actor_countries,
       (SELECT group_concat(DISTINCT coalesce(n.country, n.code)) FROM event_actor x JOIN actor a ON a.id = x.actor
        JOIN entity n ON n.id = a.entity WHERE x.event = e.id AND x.role = 'recipient') AS recipient_countries,
       e.date_from, e.date_to, e.place, e.place_country, e.lat, e.lon,
       substr(d.text, e.trigger_start + 1, e.trigger_stop - e.trigger_start) AS words,
       substr(d.text, s.start + 1, s.stop - s.start) AS sentence,
       substr(d.text, e.condition_start + 1, e.condition_stop - e.condition_start) AS condition,
       (SELECT n.name FROM statement t JOIN actor a ON a.id = t.speaker JOIN entity n ON n.id = a.entity
        WHERE t.id = e.attribution) AS said_by,
       e.contexts, e.cameo, e.quad, e.score, e.goldstein, e.confidence,
       d.date AS published, d.source, d.title, d.url, e.trigger_start AS start, e.trigger_stop AS stop
FROM event e JOIN document d ON d.id = e.document LEFT JOIN sentence s ON s.id = e.sentence;

CREATE VIEW v_statements AS
SELECT t.id AS statement, t.document, t.day, n.name AS speaker, n.kind AS speaker_kind,
       coalesce(n.country, n.code) AS speaker_country, coalesce(a.sector, n.sector) AS speaker_sector, t.act,
       (SELECT group_concat(substr(d.text, c.start + 1, c.stop - c.start), ' … ') FROM statement_content c
        WHERE c.statement = t.id) AS words,
       t.quoted,
       (SELECT m.name FROM actor b JOIN entity m ON m.id = b.entity WHERE b.id = t.addressee) AS addressee,
       substr(d.text, t.speaker_start + 1, t.speaker_stop - t.speaker_start) AS speaker_words,
       substr(d.text, t.cue_start + 1, t.cue_stop - t.cue_start) AS cue,
       substr(d.text, s.start + 1, s.stop - s.start) AS sentence,
       t.date_from, t.date_to, t.inside, t.confidence, d.date AS published, d.source, d.title, d.url
FROM statement t JOIN document d ON d.id = t.document LEFT JOIN sentence s ON s.id = t.sentence
LEFT JOIN actor a ON a.id = t.speaker LEFT JOIN entity n ON n.id = a.entity;

CREATE VIEW v_positions AS
SELECT p.id AS position, p.document, p.day, n.name AS actor, n.kind AS actor_kind, coalesce(n.country, n.code) AS actor_country,
       p.issue, p.stance, p.held,
       substr(d.text, p.issue_start + 1, p.issue_stop - p.issue_start) AS issue_words,
       substr(d.text, p.evidence_start + 1, p.evidence_stop - p.evidence_start) AS words,
       substr(d.text, p.condition_start + 1, p.condition_stop - p.condition_start) AS condition,
       substr(d.text, s.start + 1, s.stop - s.start) AS sentence,
       p.statement, p.event, p.confidence, d.date AS published, d.source, d.title, d.url
FROM position p JOIN actor a ON a.id = p.actor JOIN entity n ON n.id = a.entity JOIN document d ON d.id = p.document
LEFT JOIN sentence s ON s.id = p.sentence;

CREATE VIEW v_dates AS
SELECT t.document, substr(d.text, t.start + 1, t.stop - t.start) AS words, t.type, t.value, t.date_from, t.date_to, t.start, t.stop
FROM time_expression t JOIN document d ON d.id = t.document;

CREATE VIEW v_places AS
SELECT p.id AS place, p.document, p.name, p.country, p.region, p.lat, p.lon,
       (SELECT count(*) FROM place_mention m WHERE m.place = p.id) AS mentions, d.date AS published, d.source, d.title, d.url
FROM place p JOIN document d ON d.id = p.document;
