-- Messages that users wrote. Times are seconds since 1970.

CREATE TABLE user_messages (
    message_id TEXT PRIMARY KEY,
    chat_id TEXT NOT NULL,           -- a user, group or room
    user_id TEXT NOT NULL,
    type TEXT NOT NULL,
    is_unsent INTEGER NOT NULL
);

-- What texts say since they were edited.

CREATE TABLE edits (
    message_id TEXT PRIMARY KEY,
    message TEXT NOT NULL            -- JSON, as the bot was told last
);

-- What buttons displayed as messages of the users who tapped them; bots are not told of it.

CREATE TABLE displayed_texts (
    event_id TEXT PRIMARY KEY,       -- of the postback
    text TEXT NOT NULL
);

-- Rooms that the account was added to, and where nothing has happened yet.

CREATE TABLE quiet_rooms (
    room_id TEXT PRIMARY KEY
);
