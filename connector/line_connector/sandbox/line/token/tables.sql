-- Signing keys and channel access tokens. Times are seconds since 1970.

CREATE TABLE channel_keys (
    kid TEXT PRIMARY KEY,
    jwk TEXT NOT NULL
);

CREATE TABLE tokens (
    token TEXT PRIMARY KEY,
    expires_at REAL NOT NULL
);
