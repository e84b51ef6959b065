-- What the sandbox remembers of the LINE platform. Times are seconds since 1970.

CREATE TABLE users (
    user_id TEXT PRIMARY KEY,
    status TEXT NOT NULL,            -- friend, blocked, stranger or deleted
    wrote_at REAL,                   -- last message to the account in the one-on-one chat
    profile TEXT NOT NULL,           -- JSON: displayName, language, pictureUrl, statusMessage
    demographics TEXT NOT NULL       -- JSON: gender, age, appType, area, friendDays
);

CREATE TABLE chats (
    chat_id TEXT PRIMARY KEY,        -- a group or a room
    name TEXT,
    joined INTEGER NOT NULL          -- whether the account is in it
);

CREATE TABLE members (
    chat_id TEXT NOT NULL,
    user_id TEXT NOT NULL,
    PRIMARY KEY (chat_id, user_id)
) WITHOUT ROWID;

CREATE TABLE channel_keys (
    kid TEXT PRIMARY KEY,
    jwk TEXT NOT NULL
);

CREATE TABLE tokens (
    token TEXT PRIMARY KEY,
    expires_at REAL NOT NULL
);

CREATE TABLE reply_tokens (
    token TEXT PRIMARY KEY,
    chat_id TEXT NOT NULL,           -- the user, group or room the reply goes to
    expires_at REAL NOT NULL
);

CREATE TABLE retry_keys (
    retry_key TEXT PRIMARY KEY,
    accepted_at REAL NOT NULL,
    request_id TEXT NOT NULL,
    answer TEXT NOT NULL             -- JSON body of the accepted request
);

CREATE TABLE sent (
    kind TEXT NOT NULL,              -- reply, push, multicast, narrowcast or broadcast
    day TEXT NOT NULL,               -- yyyyMMdd in UTC+9
    people INTEGER NOT NULL,
    PRIMARY KEY (kind, day)
);

CREATE TABLE aggregation_units (
    month TEXT NOT NULL,
    name TEXT NOT NULL,
    PRIMARY KEY (month, name)
);

CREATE TABLE audiences (
    audience_group_id INTEGER PRIMARY KEY,
    type TEXT NOT NULL,
    status TEXT NOT NULL
);

CREATE TABLE audience_users (
    audience_group_id INTEGER NOT NULL,
    user_id TEXT NOT NULL,
    PRIMARY KEY (audience_group_id, user_id)
) WITHOUT ROWID;

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
