-- Module channels. Times are seconds since 1970.

CREATE TABLE module_bots (
    number INTEGER PRIMARY KEY,      -- in the order in which they were first known
    bot_id TEXT NOT NULL UNIQUE,
    profile TEXT NOT NULL,           -- JSON
    attached INTEGER NOT NULL
);

CREATE TABLE module_codes (          -- authorization codes, each for one use
    code TEXT PRIMARY KEY,
    bot_id TEXT NOT NULL,
    consent TEXT NOT NULL,           -- JSON: what the authorization URL had, and the scopes
    expires_at REAL NOT NULL
);

CREATE TABLE chat_control (
    chat_id TEXT PRIMARY KEY,
    holder TEXT NOT NULL,            -- module, or other: another module channel
    acquired_at REAL NOT NULL,
    expires_at REAL                  -- when the primary channel gets it back; none: never
);
