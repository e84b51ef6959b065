-- OMNI scenarios.

CREATE TABLE scenarios (
    number INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    scenario TEXT NOT NULL,          -- JSON: name and flow
    is_default INTEGER NOT NULL
);
