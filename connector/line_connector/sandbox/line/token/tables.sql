-- Signing keys and channel access tokens. Times are seconds since 1970.

CREATE TABLE channel_keys (
    kid TEXT PRIMARY KEY,
    jwk TEXT NOT NULL
);

CREATE TABLE tokens (
    number INTEGER PRIMARY KEY,      -- in the order of issue
    token TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL,              -- stateless, v2.1, short-lived, long-lived
    key_id TEXT,                     -- of v2.1
    expires_at REAL                  -- none: never
);
