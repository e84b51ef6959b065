-- What every emulated provider shares.

CREATE TABLE kept (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
);

-- What was delivered, once for all its recipients. An ID counts the characters up to the end of its
-- entry, so that the oldest entries can be removed by size; so it does in `requests`.
CREATE TABLE deliveries (
    id INTEGER PRIMARY KEY,
    request_id TEXT NOT NULL,
    entry TEXT NOT NULL
);
CREATE INDEX deliveries_by_request_id ON deliveries (request_id);

CREATE TABLE received (
    id INTEGER PRIMARY KEY,
    recipient TEXT NOT NULL,
    delivery_id INTEGER NOT NULL
);
CREATE INDEX received_by_recipient ON received (recipient, id);
CREATE INDEX received_by_delivery ON received (delivery_id);

CREATE TABLE requests (
    id INTEGER PRIMARY KEY,
    method TEXT NOT NULL,
    path TEXT NOT NULL,
    entry TEXT NOT NULL,
    body TEXT,
    request_id TEXT NOT NULL,
    is_refused INTEGER NOT NULL,     -- whether it was answered with an error, or not at all
    answer TEXT NOT NULL,            -- JSON: what came back, and how long that took
    number INTEGER NOT NULL          -- which one it is, from 1
);
CREATE INDEX requests_by_number ON requests (number);
CREATE INDEX requests_by_request_id ON requests (request_id);
CREATE INDEX refused_requests ON requests (id) WHERE is_refused;

CREATE TABLE faults (
    id INTEGER PRIMARY KEY,
    skip INTEGER NOT NULL,
    times INTEGER,
    until REAL,
    fault TEXT NOT NULL
);

CREATE TABLE buckets (
    operation TEXT PRIMARY KEY,
    tokens REAL NOT NULL,
    filled_at REAL NOT NULL
);

-- Files for messages, which are shown on the page.
CREATE TABLE media (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    content_type TEXT NOT NULL,
    content BLOB NOT NULL
);
