-- Sessions and access tokens. Times are seconds since 1970.

CREATE TABLE infobip_tokens (
    token TEXT PRIMARY KEY,
    scheme TEXT NOT NULL,            -- ibsso or bearer
    expires_at REAL NOT NULL
);
