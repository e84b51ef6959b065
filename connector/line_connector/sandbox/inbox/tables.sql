-- The chats of the page, in the order in which something last arrived in them. It is brought up to
-- date when the page asks, so that sending costs nothing more.

CREATE TABLE inbox_chats (
    chat_id TEXT PRIMARY KEY,
    last_id INTEGER NOT NULL,        -- of the newest row of `received`
    seen_id INTEGER NOT NULL         -- of the newest row of `received` that was looked at
);
CREATE INDEX inbox_chats_by_last ON inbox_chats (last_id);
