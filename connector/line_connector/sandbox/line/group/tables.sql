-- Groups and rooms, and who is in them.

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
