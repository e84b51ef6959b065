-- What is remembered for replies, retries and marks as read. Times are seconds since 1970.

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

CREATE TABLE read_tokens (
    token TEXT PRIMARY KEY,
    chat_id TEXT NOT NULL,
    written_at REAL NOT NULL         -- when the message was written that it came with
);

CREATE TABLE read_marks (
    chat_id TEXT PRIMARY KEY,
    until REAL NOT NULL              -- what was written up to then is read
);

CREATE TABLE loading_animations (
    chat_id TEXT PRIMARY KEY,
    until REAL NOT NULL,
    newest_received INTEGER NOT NULL -- ID of the chat's newest row of `received` when it began
);
