-- Runs of playbooks: what was asked for, and what is known of each call to a provider.

CREATE TABLE runs (
    id       TEXT PRIMARY KEY,
    name     TEXT NOT NULL,
    text     TEXT NOT NULL,     -- the playbook, as it was then
    inputs   TEXT NOT NULL,     -- JSON
    targets  TEXT NOT NULL,     -- JSON: each connection's address
    started  REAL NOT NULL,     -- seconds since 1970
    ended    REAL,
    status   TEXT NOT NULL,     -- running, done, failed, unknown
    result   TEXT,              -- JSON: the outputs, or the error
    accounts TEXT               -- JSON: what each connection's account is recognized by
);

CREATE TABLE steps (
    run    TEXT NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
    step   TEXT NOT NULL,
    status TEXT NOT NULL,       -- running, done, failed, skipped
    items  TEXT,                -- JSON: the list it runs for
    PRIMARY KEY (run, step)
);

CREATE TABLE calls (
    run     TEXT NOT NULL,
    step    TEXT NOT NULL,
    item    INTEGER NOT NULL,   -- position in the list; 0 without one
    status  TEXT NOT NULL,      -- sent, done, failed, unknown
    input   TEXT NOT NULL,      -- JSON
    outcome TEXT,               -- JSON
    started REAL NOT NULL,
    PRIMARY KEY (run, step, item),
    FOREIGN KEY (run, step) REFERENCES steps (run, step) ON DELETE CASCADE
);
