-- What every emulated provider shares.

CREATE TABLE kept (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
);

CREATE TABLE received (
    id INTEGER PRIMARY KEY,
    recipient TEXT NOT NULL,
    entry TEXT NOT NULL
);
CREATE INDEX received_by_recipient ON received (recipient, id);

CREATE TABLE requests (
    id INTEGER PRIMARY KEY,
    method TEXT NOT NULL,
    path TEXT NOT NULL,
    entry TEXT NOT NULL
);

CREATE TABLE faults (
    id INTEGER PRIMARY KEY,
    skip INTEGER NOT NULL,
    times INTEGER NOT NULL,
    fault TEXT NOT NULL
);

CREATE TABLE buckets (
    operation TEXT PRIMARY KEY,
    tokens REAL NOT NULL,
    filled_at REAL NOT NULL
);
