-- Where the channel's webhooks are sent: one row, or none where it is not set.

CREATE TABLE webhook_endpoints (
    channel_id TEXT PRIMARY KEY,
    endpoint TEXT NOT NULL,
    active INTEGER NOT NULL
);

-- What happened. Times are seconds since 1970.

CREATE TABLE webhook_events (
    number INTEGER PRIMARY KEY,      -- rises in the order in which they happened
    event_id TEXT NOT NULL UNIQUE,
    type TEXT NOT NULL,
    user_id TEXT,
    chat_id TEXT,                    -- the user again in a one-on-one chat; null: of no chat
    destination TEXT NOT NULL,       -- user ID of the bot it is for
    occurred_at REAL NOT NULL,
    after_received INTEGER NOT NULL, -- ID of the newest row of `received` at that time
    event TEXT NOT NULL              -- JSON, as it is sent first
);
CREATE INDEX webhook_events_by_chat ON webhook_events (chat_id, number);

-- Webhooks: each is sent once, by a request of its own. Sending again makes another row.

CREATE TABLE webhook_deliveries (
    number INTEGER PRIMARY KEY,      -- of two that are due at once, the lower one is sent first
    delivery_id TEXT NOT NULL UNIQUE,
    events TEXT NOT NULL,            -- JSON: their numbers
    url TEXT NOT NULL,
    body TEXT NOT NULL,
    signature TEXT NOT NULL,
    attempt INTEGER NOT NULL,        -- 1, and more where it is sent again
    fault TEXT,                      -- what was made wrong with it
    due_at REAL                      -- null: it was sent, or is held until the next one is sent
);
CREATE INDEX webhook_deliveries_by_event ON webhook_deliveries (json_extract(events, '$[0]'));
CREATE INDEX webhook_deliveries_by_due ON webhook_deliveries (due_at) WHERE due_at IS NOT NULL;

CREATE TABLE webhook_results (
    number INTEGER PRIMARY KEY,      -- rises in the order in which they ended
    delivery_id TEXT NOT NULL UNIQUE,
    result TEXT NOT NULL             -- JSON
);

CREATE TABLE webhook_faults (
    id INTEGER PRIMARY KEY,
    times INTEGER NOT NULL,
    fault TEXT NOT NULL              -- JSON
);
