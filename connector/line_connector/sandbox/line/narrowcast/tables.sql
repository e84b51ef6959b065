-- Narrowcasts and their progress. Times are seconds since 1970.

CREATE TABLE narrowcasts (
    request_id TEXT PRIMARY KEY,
    accepted_at REAL NOT NULL,
    request TEXT NOT NULL,           -- JSON body of the request
    reserved INTEGER NOT NULL,       -- people of the month's quota held for it
    phase TEXT NOT NULL,
    sending_at REAL NOT NULL,        -- when `waiting` ends
    completed_at REAL NOT NULL,      -- when it ends
    recipients TEXT,                 -- JSON list of user IDs, known once `waiting` has ended
    target_count INTEGER,
    error_code INTEGER
);
CREATE INDEX narrowcasts_by_phase ON narrowcasts (phase);
