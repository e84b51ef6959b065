CREATE TABLE notify_tokens (
    token TEXT PRIMARY KEY,
    target TEXT NOT NULL
);
CREATE TABLE notify_waiting (
    message TEXT NOT NULL,
    target TEXT NOT NULL
);
CREATE TABLE notify_pictures (
    target TEXT PRIMARY KEY,
    content_type TEXT NOT NULL,
    content BLOB NOT NULL
);
