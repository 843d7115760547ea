-- Feeds that are watched, and what each server said of the version read last, so that it need not send it again.
CREATE TABLE feed (
    url      TEXT PRIMARY KEY,
    etag     TEXT,
    modified TEXT,              -- Last-Modified, as the server wrote it
    read     TEXT NOT NULL      -- when, UTC
) STRICT;
CREATE INDEX document_url ON document (url) WHERE url IS NOT NULL;
CREATE INDEX copy_url ON copy (url) WHERE url IS NOT NULL;
