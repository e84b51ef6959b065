-- Messages with content that users sent. Times are seconds since 1970.

CREATE TABLE contents (
    message_id TEXT PRIMARY KEY,
    type TEXT NOT NULL,              -- image, video, audio or file
    content BLOB NOT NULL,
    content_type TEXT NOT NULL,
    ready_at REAL NOT NULL,          -- until then it is being prepared
    is_failing INTEGER NOT NULL,     -- whether preparing it fails
    is_unsent INTEGER NOT NULL,
    expires_at REAL                  -- null: never
);
