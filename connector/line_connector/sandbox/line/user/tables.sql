-- The users LINE knows. Times are seconds since 1970.

CREATE TABLE users (
    user_id TEXT PRIMARY KEY,
    status TEXT NOT NULL,            -- friend, blocked, stranger or deleted
    wrote_at REAL,                   -- last message to the account in the one-on-one chat
    profile TEXT NOT NULL,           -- JSON: displayName, language, pictureUrl, statusMessage
    demographics TEXT NOT NULL       -- JSON: gender, age, appType, area, friendDays
);
