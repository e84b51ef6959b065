-- The chats of the page, in the order in which something last happened in them, whatever the clock
-- said. It is brought up to date when the page asks, so that sending costs nothing more.

CREATE TABLE inbox_chats (
    chat_id TEXT PRIMARY KEY,
    last_place INTEGER NOT NULL,     -- ID of the newest row of `received`, anybody's, at that time
    last_received INTEGER NOT NULL,  -- ID of the newest row of `received`
    last_event INTEGER NOT NULL,     -- number of the newest row of `webhook_events`
    seen_received INTEGER NOT NULL   -- ID of the newest row of `received` that was looked at
);
CREATE INDEX inbox_chats_by_place ON inbox_chats (last_place, last_event);
CREATE INDEX inbox_chats_by_received ON inbox_chats (last_received);
CREATE INDEX inbox_chats_by_event ON inbox_chats (last_event);
